from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .story_common import StoryCommon


@tagged('post_install', '-at_install')
class TestStoryWithScheme(StoryCommon):
    def test_key_project_starts_early(self):
        """R21, R40, R60, R65, R69–R72, R79–R81, Q10: a key project whose land comes with its design starts early."""
        self.chapter('三、带方案出让项目：区重点电子产业园（50个工作日）')
        self.on('2026-03-02')
        self.apply(category='with_scheme_transfer', name="电子产业园", object_class='key', key_tier='district',
                   address="荆东", land_area=60000)
        self.accept()
        self.tell('R20 R21 R40', '帮办代办专窗', '区重点建设项目，土地随设计方案一并出让，按50个工作日办理。')
        self._own_plan()
        self._review_before_filing()
        self.case.with_user(self.agent).action_start()
        self.handle('B01', 'A01', days=1)
        self._experts()
        self._measure_done()
        self.handle('A03', days=1)
        self.handle('A04')
        self.handle('A05')
        self.handle('B02')
        self.handle('C01')
        self._start_early()
        self.handle_the_rest_but('D01')
        self._permit()
        self.handle_the_rest()
        self.complete()
        self.tell_the_end()
        self.end()

    def _own_plan(self):
        """R65: a measure of the case's own plan, without a meeting."""
        self.measure = self.env['daiban.resolution'].with_user(self.agent).create({
            'name': "先行办理场地三通一平", 'project_id': self.case.id, 'owner_unit_id': self.housing.id,
            'owner_id': self.leader.id, 'limit_days': 15})
        self.tell('R65', '代办专员', (
            f'针对项目特点制定个性化推进举措：“{self.measure.name}”，责任单位{self.housing.name}，15个工作日内完成。'))

    def _review_before_filing(self):
        review = self.env['daiban.pre.review'].with_user(self.supervisor).create({
            'project_id': self.case.id, 'note': "带方案出让，拟于本季度开工，请提前把关。"})
        review.action_ask()
        self.tell('R71', '管委会', (
            f'项目申报前，牵头{"、".join(review.link_ids.mapped("name"))}环节{review.opinion_count}个审批部门'
            f'批前会审会商，{review.opinion_days}个工作日内反馈意见。'))
        early = self.case.support_task_ids.filtered(lambda task: task.kind == 'early')
        self.assertEqual(early.unit_id, review.opinion_ids.unit_id)
        self.tell('R72', '系统', f'向{len(early)}个部门派发提前跟进任务，期限到{self._day(early[0].planned_due)}。')
        self.after(2)
        self.give_opinions(review.opinion_ids, housing={'position': 'disagree', 'text': "消防车道未成环，图审通不过。"})
        self.tell('R71', '区住建局', '提出不同意见并写明理由：消防车道未成环。')
        self._joint_review(review)
        self.after(1)
        for task in early:
            task.with_user(self.leader).action_done(note="已看过方案，申报材料要求已当面说清。")
        self.tell('R72', '审批部门', '正式申报前完成提前跟进，把要求一次说清。')

    def _joint_review(self, review):
        review.action_prepare_meeting()
        meeting = review.meeting_id
        meeting.start = self._next_morning()
        meeting.action_propose_agenda()
        self.assertIn('opinion', meeting.agenda_ids.mapped('kind'))
        self.hold(meeting)
        meeting.agenda_ids.outcome = "设计单位当场调整总平面图，消防车道成环。"
        meeting.action_close()
        opinion = review.opinion_ids.filtered(lambda one: one.position == 'disagree').with_user(self.leader)
        opinion.action_change()
        self.give_opinions(opinion, housing={
            'position': 'conditions', 'text': "同意。", 'conditions': "总平面图按会议意见调整后送图审。"})
        review.conclusion = "五个环节无颠覆性意见，可以申报。"
        review.action_conclude()
        self.tell('R64 R71', '管委会', (
            '召开批前会审会商会，意见分歧自动列入议题；设计单位当场调整，区住建局改为附条件同意，会审结论：可以申报。'))

    def _experts(self):
        item = self.item('B04')
        leader, handler = self.people(item.unit_id)
        item.with_user(leader).action_assign(handler)
        item.with_user(handler).action_start()
        gap = item.material_ids.filtered('is_gap').filtered(lambda one: one.type_id.code == 'M21').sudo(False)
        review = self.env['daiban.expert.review'].with_user(self.agent).create({
            'project_id': self.case.id, 'material_id': gap.id, 'reason': "水土保持方案暂缺，请专家评审把关。"})
        self.tell('R69', '代办专员', f'重点项目暂缺要件“{gap.name}”，提请组织专家评审。')
        review = review.with_user(self.supervisor)
        self._panel(review)
        review.action_open()
        self.assertEqual(item.state, 'paused')
        self.tell('R70', '管委会督导', (
            f'从专家库选定3名专家，回避审查通过，发出评审通知书；“{item.name}”依法暂停计时，事由、文号、天数留痕。'))
        self.after(4)
        for opinion in review.opinion_ids:
            opinion.write({'position': 'pass', 'text': "措施可行，同意。"})
        review.write({
            'conclusion': 'pass', 'conclusion_text': "方案可行，予以通过。",
            'report_ids': [Command.create({'name': "评审报告.pdf", 'raw': b'%PDF-1.4 report'})]})
        review.action_conclude()
        self.assertEqual((gap.state, item.state), ('verified', 'running'))
        self.tell('R70', '管委会督导', '专家逐人出具意见，评审通过；评审报告即为所缺要件，事项继续计时办理。')
        self._finish_item(item)

    def _panel(self, review):
        experts = self.env['daiban.expert'].with_user(self.manager).create([
            {'name': f"专家{name}", 'organisation': f"水土保持评审机构{name}"} for name in "甲乙丙丁"])
        experts[3].conflict_ids = [Command.create({'name': self.enterprise.name, 'reason': "常年顾问"})]
        with self.assertRaises(UserError), self.cr.savepoint():
            review.opinion_ids = [Command.create({'expert_id': experts[3].id})]
        review.write({'document_number': "三代办评〔2026〕1号",
                      'opinion_ids': [Command.create({'expert_id': expert.id}) for expert in experts[:3]]})

    def _finish_item(self, item):
        item.material_ids.filtered(lambda material: not material.is_settled).with_user(self.agent).action_verify()
        self._finish_started(item)

    def _measure_done(self):
        self.measure.with_user(self.leader).done_note = "道路、临时水电接通，场地平整完成。"
        self.measure.with_user(self.leader).action_report()
        self.measure.with_user(self.supervisor).action_accept()
        self.tell('R65', '区住建局', '推进举措按期完成，管委会核实后销号。')

    def _start_early(self):
        case = self.case.with_user(self.agent)
        early = self.env['daiban.early.start'].with_user(self.agent).create({'project_id': case.id})
        early.action_serve_risk()
        self.case.with_user(self.owner)._portal_confirm_risk('1')
        self.tell('R79', '企业', (
            '已取得土地使用权，施工图审查合格，申请提前开工；网上确认法律风险提示：未取得施工许可证。'))
        early.action_propose_residuals()
        names = early.residual_ids.item_id.mapped('name')
        self.tell('R81', '代办专员', f'列出后续手续清单，逐项定期限：{"、".join(names[:3])}等{len(names)}项。')
        early.with_user(self.supervisor).resolution_id = self._government_meeting()
        early.invalidate_recordset()
        early.with_user(self.supervisor).action_approve()
        self.assertEqual(early.state, 'approved')
        self.assertTrue(self.item('C03').is_open)
        self.assertFalse(self.item('C03').result_document_ids)
        self.tell('R80', '管委会督导', (
            '三个条件齐备（土地、图审、联审联办会议决议），批准提前开工；'
            '施工许可证仍在办理，任何页面都不显示为已取得。'))
        self.early = early

    def _government_meeting(self):
        meeting = self.called(
            "联审联办会议：电子产业园提前开工", 'government_meeting', self.housing, "提前开工",
            start=self._next_morning())
        meeting.request_reason = "土地和图审已经到位，需区政府研究。"
        meeting.action_request()
        meeting.write({'approved_by': "分管副区长", 'approval_number': "批示1号"})
        meeting.with_user(self.head).action_approve_request()
        self.tell('R60', '管委会', '需区政府研究决定，报请召开“联审联办”专题会，区政府同意。')
        self.hold(meeting)
        resolution = self.resolved(
            meeting, "同意提前开工，后续手续同步办理", self.housing, self.leader, kind='early_start')
        meeting.action_close()
        self.tell('R60 R61 R80', '区政府', '联审联办会议同意提前开工，决议落实到责任单位。')
        return resolution.sudo(False)

    def _permit(self):
        self.assertEqual(self.item('C03').state, 'done')
        self.assertNotEqual(self.early.state, 'approved')
        self.tell('R81', '区住建局', '施工许可证核发，提前开工状态随之结束；后续手续与工程建设同时跟进，没有逾期。')

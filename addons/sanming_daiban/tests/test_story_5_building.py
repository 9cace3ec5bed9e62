from odoo.fields import Command
from odoo.tests import tagged

from .story_common import StoryCommon


@tagged('post_install', '-at_install')
class TestStoryBuilding(StoryCommon):
    def test_what_is_stuck_is_taken_up(self):
        """R7, R38, R43, R45, R59, R61, R64, R65, R73, R90: what is stuck goes up, is discussed, and is followed up.

        R14, R15, R54–R56, R63, R82–R84: beside it the enterprise is told of fees and policies, and units keep in touch.
        """
        self.chapter('五、社会投资房建类项目：徐碧街道商业综合体（70个工作日）')
        self.on('2026-03-02')
        self._named_people()
        self._policy()
        self.apply(category='social_building', name="商业综合体", nature='commercial', address="徐碧街道")
        self.accept()
        self.case.with_user(self.agent).action_start()
        self.tell('R31 R53', '区招商服务中心', '一般经营性项目，由区招商服务中心统筹代办，移交各部门。')
        self._told_of_fees()
        self._docking()
        self.handle('A01', days=1)
        self.condition = self._circular_waits()
        issue = self._problem()
        meeting = self._meeting(issue)
        self._follow_up(meeting, issue)
        self._policy_received()
        self.handle_the_rest_but('D01')
        self._during_construction()
        self.handle_the_rest()
        self.complete()
        self.tell_the_end()
        self.end()

    def _named_people(self):
        self.drc.with_user(self.manager).write({'responsible_id': self.leader.id, 'liaison_id': self.handler.id})
        self.tell('R82 R83', '区发改局', (
            '入驻大厅单位指定代办负责人1名、业务骨干联络员1名，名单在系统内公开，更换留痕。'))

    def _policy(self):
        self.policy = self.env['daiban.policy'].with_user(self.manager).create({
            'name': "民营商贸企业培育奖励", 'document_number': '三元政〔2026〕5号', 'authority': "区商务局",
            'partner_domain': "[('ownership', '=', 'non_public')]", 'domain': "[('nature', '=', 'commercial')]",
            'benefit': "按规定给予一次性奖励。", 'how_to_claim': "向区商务局提出申请。"})

    def _told_of_fees(self):
        case = self.case
        fees = case.with_user(self.owner)._portal_fees()
        self.assertEqual([fee for fee, _items in fees], list(case.sudo().fee_ids))
        self.assertTrue(all(fee.legal_basis_ids for fee, _items in fees))
        self.tell('R14 R15', '企业', (
            f'代办服务不收费；网上查看本项目依法应缴的{len(fees)}项费用及其收取单位和法律依据：'
            f'{"、".join(fee.name for fee, _items in fees)}。'))
        self.assertTrue(case.with_user(self.owner)._portal_holding())
        self.tell('R63', '企业', '网上随时查看进度：在哪个单位、谁在办、下一步是什么、还剩几天。')

    def _docking(self):
        entry = self.env['daiban.visit'].with_user(self.handler).create({
            'kind': 'docking', 'unit_id': self.drc.id, 'counterpart_unit_id': self.window.id,
            'project_id': self.case.id, 'purpose': "备案材料一次交接", 'result': "统一使用新版表格。",
            'follow_up': "更新窗口示范文本", 'follow_up_on': '2026-03-06', 'follow_up_user_id': self.agent.id})
        self.assertIn(entry, entry.with_user(self.agent).search([('kind', '=', 'docking')]))
        self.tell('R84', '区发改局联络员', '与帮办代办专窗对接备案材料，登记对接台账，后续事项落实到人、到日。')

    def _circular_waits(self):
        """R73: each of two units says that it waits for the other."""
        first, second = self.item('B04'), self.item('A03')
        for item in first | second:
            self._assign_and_start(item)
        waits = self.env['daiban.item.wait'].with_user(self.handler)
        waits.create({'item_id': first.id, 'awaited_item_id': second.id, 'reason': "用地红线未定，方案不予受理"})
        waits.create({'item_id': second.id, 'awaited_item_id': first.id, 'reason': "未见水保意见，不组织供地"})
        self.assertTrue(self.case.circular_wait_text)
        self.tell('R73', '系统', (
            f'发现互为前置：{first.unit_id.name}“{first.name}”等“{second.name}”，'
            f'{second.unit_id.name}“{second.name}”等“{first.name}”，当即提示督导。'))
        acceptance = self.env['daiban.conditional.acceptance'].with_user(self.supervisor).create({
            'project_id': self.case.id, 'item_id': first.id, 'awaited_item_id': second.id, 'limit_days': 20,
            'condition': "红线核定后补交勘测定界图", 'reason': "先审方案不影响公共利益和他人权益。",
            'legal_basis_ids': [Command.set(self.ref('legal_basis_ybhj').ids)]})
        acceptance.action_accept()
        self.assertFalse(self.case.circular_wait_text)
        self.tell('R73 R17', '管委会督导', (
            f'破除互为前置：“{first.name}”附条件受理先行办理，写明理由、法律依据和条件，20个工作日内补齐。'))
        self.after(2)
        self._finish_started(first)
        return acceptance

    def _condition_met(self):
        acceptance = self.condition
        self.assertEqual(acceptance.state, 'met')
        self.tell('R73', '系统', f'“{acceptance.awaited_item_id.name}”办结，附条件受理的条件已经满足，自动销号。')

    def _policy_received(self):
        claim = self.policy.with_user(self.agent).claim_ids
        self.assertEqual((claim.partner_id, claim.unit_id), (self.enterprise, self.ref('unit_federation')))
        self.env['daiban.visit'].with_user(self.agent).create({
            'kind': 'site', 'partner_id': self.enterprise.id, 'project_id': self.case.id,
            'unit_id': claim.unit_id.id, 'purpose': "走访非公企业，送政策上门"})
        claim.action_inform(note="上门告知")
        self.tell('R54 R55 R56', '区工商联', f'走访联系非公企业；系统按企业条件匹配到“{self.policy.name}”，上门告知。')
        self.env['daiban.policy.claim'].with_user(self.owner)._portal_find(claim.id)._portal_wish('yes')
        claim.action_claim(note="已向区商务局提交申请")
        self.after(5)
        claim.action_approve(note="三元商务〔2026〕3号")
        claim.action_cash(note="奖励资金到账")
        self.assertEqual(claim.state, 'cashed')
        self.tell('R55', '区工商联', '企业网上表示需要；协助申请，5个工作日后核准并到账，全流程跟踪到兑现为止。')

    def _problem(self):
        item = self.item('A03')
        issue = self.env['daiban.issue'].with_user(self.agent).create({
            'name': "地块红线与道路规划不一致", 'project_id': self.case.id, 'item_id': item.id})
        self.assertEqual((issue.phase, issue.level, issue.unit_id), ('approval', 'unit', item.unit_id))
        self.tell('R7 R90', '代办专员', f'登记审批中的问题“{issue.name}”，先由{item.unit_id.name}解决。')
        self.after(3)
        issue.action_escalate("与市局核对两次，需要道路主管部门一起定。")
        self.assertEqual(issue.level, 'center')
        self.tell('R59', '代办专员', '本单位解决不了，写明原因，提请管委会统筹协调。')
        issue.with_user(self.supervisor).action_take_over()
        self.after(10)
        return issue

    def _meeting(self, issue):
        meeting = self.called("商业综合体项目会商", 'project_consultation')
        meeting.action_propose_agenda()
        self.assertIn(issue, meeting.agenda_ids.issue_id)
        meeting.action_propose_participants()
        self.tell('R64 R43', '管委会督导', (
            f'召集项目会商，系统按事实拟出{len(meeting.agenda_ids)}个议题，其中“{issue.name}”写明起因、持有单位和已用天数。'))
        self.hold(meeting)
        line = meeting.agenda_ids.filtered('issue_id')
        (meeting.agenda_ids - line).outcome = "随问题一并解决。"
        resolution = self.resolved(
            meeting, "三日内核定红线并书面答复", issue.item_id.unit_id, self.handler, agenda_id=line.id, limit_days=3)
        meeting.action_close()
        self.assertTrue(resolution.in_force)
        self.tell('R45 R61 R65', '管委会督导', f'形成会议纪要；每项决议都有责任单位、责任人和期限：{resolution.name}。')
        return meeting

    def _follow_up(self, meeting, issue):
        resolution = meeting.resolution_ids
        self.after(2)
        resolution.with_user(self.handler).done_note = "红线已核定，复函已发。"
        resolution.with_user(self.handler).action_report()
        resolution.with_user(self.supervisor).action_accept()
        self.assertEqual(resolution.state, 'done')
        issue.with_user(self.supervisor).action_resolve("红线核定，以复函为准。")
        self.tell('R61', '管委会督导', '责任单位按期报送落实情况，督导核实后销号，问题办结。')
        item = self.item('A03')
        self._finish_started(item)
        self._condition_met()
        self.on(str(resolution.effect_due_on))
        resolution.with_user(self.supervisor).action_record_effect('yes', "会后两天供地办结。")
        self.assertGreater(resolution.days_freed, 0)
        self.tell('R61 R65', '管委会督导', (
            f'会后回头看：决议是否见效？事项在会后第2天办结，比原来少等{resolution.days_freed}个工作日。'))

    def _during_construction(self):
        issue = self.env['daiban.issue'].with_user(self.agent).create({
            'name': "施工用电容量不足", 'project_id': self.case.id, 'phase': 'construction'})
        self.after(2)
        issue.action_resolve("供电公司增容，已通电。")
        self.assertEqual(issue.state, 'resolved')
        self.tell('R7', '代办专员', '建设过程中的问题同样登记、解决：施工用电容量不足，两天内增容通电。')

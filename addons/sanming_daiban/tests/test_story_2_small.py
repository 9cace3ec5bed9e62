from odoo.exceptions import UserError
from odoo.tests import tagged

from .story_common import StoryCommon


@tagged('post_install', '-at_install')
class TestStorySmall(StoryCommon):
    def test_park_project_on_the_fast_way(self):
        """R34, R35, R41, R44, R50, R52, R56–R58, R72, R78: parallel approval, and the start on land delivery."""
        self.chapter('二、小型工程建设项目：三元经济开发区扩建厂房（42个工作日）')
        self.on('2026-03-16')
        self.apply(category='small_project', name="扩建厂房", introducer_id='chenda', address="工业北路",
                   land_area=12000)
        self._route_again()
        self.accept()
        self._persons()
        self.batch = self._launch()
        self._absence()
        self._land_and_start()
        self.handle_the_rest()
        self.complete()
        self.tell_the_end()
        self.end()

    def _route_again(self):
        case, park = self.case.with_user(self.agent), self.ref('park_economic_zone')
        before = case.lead_unit_id
        case.write({'object_class': 'park', 'park_id': park.id})
        case.action_reroute("核对地块坐标，位于三元经济开发区。")
        self.assertEqual((before, case.lead_unit_id), (self.window, park.team_unit_id))
        lead = case.party_ids.filtered(lambda party: party.role == 'lead')
        self.assertIn("位于三元经济开发区", lead.why)
        self.tell('R52', '帮办代办专窗', (
            f'地块在专业园区内，按规则重新分派：由{before.name}改为{case.lead_unit_id.name}全流程代办，理由留痕。'))
        self.assertEqual(case.tracker_unit_id, self.ref('unit_chenda'))
        self.assertEqual(case.guide_unit_id, self.ref('unit_center'))
        self.assertIn(self.ref('unit_federation'), case.support_unit_ids)
        self.tell('R56', '区工商联', '非公企业，由区工商联联系并提供咨询和导办。')

    def _persons(self):
        case = self.case
        self.assertTrue(case.introducer_missing and case.follower_missing)
        case.with_user(self.tracker).action_appoint_introducer(self.tracker)
        self.tell('R57 R58 R50', '陈大镇', '谁引进、谁跟踪：引进单位指定专人，在管委会指导下全程跟进。')
        case.with_user(self.head).action_appoint_follower(self.supervisor)
        self.assertFalse(case.introducer_missing or case.follower_missing)
        self.tell('R35', '管委会主任', '涉及工程建设项目审批平台的事项，安排管委会人员配合跟进。')

    def _launch(self):
        batch = self.env['daiban.parallel.batch'].with_user(self.supervisor).with_context(
            default_project_id=self.case.id).create({'ask_opinions': True})
        batch.action_launch()
        self.assertEqual(set(batch.item_ids.mapped('code')), {'A01', 'A03'})
        self.assertEqual(batch.opinion_ids.unit_id, batch.item_ids.unit_id)
        names = '、'.join(batch.item_ids.mapped('name'))
        self.tell('R44', '管委会', (
            f'发起并联审批：{names}同日启动，各计各的时限，'
            f'并请{batch.opinion_count}个单位在{batch.opinion_days}个工作日内书面反馈意见。'))
        self.give_opinions(batch.opinion_ids, natural_resources={
            'position': 'conditions', 'text': "同意供地。", 'conditions': "出让前完成地块权属调查。"})
        self.assertEqual(sorted(batch.opinion_ids.mapped('position')), ['agree', 'conditions'])
        self.tell('R44', '审批部门', (
            '书面反馈意见：一家同意，一家附条件同意；意见逐条留存，到期不答如实显示，不视为同意。'))
        return batch

    def _absence(self):
        item = self.item('A01')
        self.env['daiban.absence'].with_user(self.handler).create({
            'user_id': self.handler.id, 'date_from': self.today, 'date_to': self.today, 'reason': 'training',
            'substitute_id': self.deputy.id})
        with self.assertRaises(UserError):
            item.with_user(self.leader).action_assign(self.handler)
        item.with_user(self.leader).action_assign(self.deputy)
        item.with_user(self.deputy).action_start()
        self.after(1)
        self._attach_result(item, self.deputy)
        item.with_user(self.deputy).action_done()
        self.tell('R33 R34', '区发改局', '经办人当日外出培训，系统不让派给他；分管领导指定在岗人员，次日备案办结。')

    def _join(self):
        batch = self.batch
        self.assertEqual((batch.state, batch.outcome), ('joined', 'granted'))
        self.tell('R44', '系统', f'并联审批结果汇总：{batch.item_count}项全部办结，从启动到出结果{batch.days}个工作日，'
                  f'最慢的是{batch.slowest_unit_id.name}“{batch.slowest_item_id.name}”，{batch.slowest_days}个工作日。')

    def _land_and_start(self):
        self.case.with_user(self.agent).action_land_and_start()
        self.tell('R78', '园服小组', '符合“拿地即开工”条件，标记事项提前进入预审。')
        for code in ('A04', 'B01', 'B02', 'C01'):
            item = self.item(code)
            leader, handler = self.people(item.unit_id)
            item.with_user(leader).action_assign(handler)
            item.with_user(handler).action_pre_review("经预审，符合核发条件。")
            self.assertEqual(item.state, 'pre_reviewed')
        self.after(3)
        self.tell('R72 R78', '审批部门', (
            '提前跟进：用地规划许可、方案审查、工程规划许可、施工图审查完成预审；预审不是许可。'))
        self.handle('A03', days=1)
        self._join()
        conversion = self.case.land_conversion_ids
        self.tell('R77 R78', '系统', f'土地出让合同签订当日，{len(conversion.item_ids)}个预审事项转入正式办理，'
                  f'{conversion.limit_days}个工作日内出证。')
        self.after(1)
        for item in conversion.item_ids.sudo(False).sorted('sequence'):
            _leader, handler = self.people(item.unit_id)
            item.material_ids.filtered(lambda material: not material.is_settled).with_user(self.agent).action_verify()
            self._attach_result(item, handler)
            if item.prerequisite_ids.filtered('is_open'):
                self.handle(*item.prerequisite_ids.filtered('is_open').mapped('code'), days=1)
            item.with_user(handler).action_done()
        self.assertFalse(conversion.finished_late)
        self.tell('R78', '审批部门', '预审事项在承诺时限内全部出证，企业拿地即可开工。')

from odoo.tests import tagged

from .story_common import StoryCommon


@tagged('post_install', '-at_install')
class TestStorySmall(StoryCommon):
    def test_park_project_on_the_fast_way(self):
        """R35, R41, R44, R52, R56–R58, R72, R78: a park project that a township introduced starts on land delivery."""
        self.chapter('二、小型工程建设项目：三元经济开发区扩建厂房（42个工作日）')
        self.on('2026-03-16')
        park = self.ref('park_economic_zone')
        self.apply(category='small_project', name="扩建厂房", object_class='park', park_id=park.id,
                   introducer_id='chenda', address="三元经济开发区", land_area=12000)
        self.accept()
        case = self.case
        self.assertEqual((case.lead_unit_id, case.tracker_unit_id), (park.team_unit_id, self.ref('unit_chenda')))
        self.tell('R52', '园服小组', '入驻专业园区的项目，由园服小组全流程代办；窗口收件，园服小组牵头。')
        self.tell('R57 R50', '陈大镇', '谁引进、谁跟踪：引进单位全程跟踪，管委会指导。')
        self.assertEqual(case.guide_unit_id, self.ref('unit_center'))
        self.assertIn(self.ref('unit_federation'), case.support_unit_ids)
        self.tell('R56', '区工商联', '非公企业，由区工商联联系并提供咨询和导办。')
        self._launch()
        self._land_and_start()
        self.handle_the_rest()
        self.complete()
        self.tell_the_end()
        self.end()

    def _launch(self):
        self.case.with_user(self.agent).action_start()
        self.handle('A01', days=1)

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

from odoo.tests import tagged

from .story_common import StoryCommon


@tagged('post_install', '-at_install')
class TestStorySimple(StoryCommon):
    def test_simple_low_risk(self):
        """R12, R22–R34, R36, R42: what the window does every day, in eight working days."""
        self.chapter('一、简易低风险项目：莘口镇冷链仓库（8个工作日）')
        self.on('2026-03-02')
        self.apply(category='simple_low_risk', name="冷链仓库")
        self.tell('R12 R22 R31', '帮办代办专窗', '接收代办申请，登记项目信息，出具收件回执。')
        material = self.case.material_ids.filtered(lambda material: material.type_id.code == 'M04')
        material.with_user(self.agent).action_mark_defective(
            "申请表没有盖章。", "请加盖公章。", "送到专窗或者网上上传。")
        self.case.with_user(self.agent).action_request_supplement()
        self.tell('R28', '帮办代办专窗', f'一次性告知：{material.name}，写明问题、补齐途径和方法。')
        self.after(1)
        self.case.with_user(self.agent).action_submit()
        self.accept()
        self.assertTrue(self.case.card_id)
        self.tell('R25 R26 R27 R29', '帮办代办专窗', '企业补齐后当日受理，建立贵宾服务卡，列明服务内容。')
        self.case.with_user(self.agent).action_start()
        self.assertEqual(self.item('A01').state, 'dispatched')
        self.tell('R6 R32 R33', '帮办代办专窗', '按简易低风险类别取流程方案，移交各部门分管领导，企业不用再跑。')
        self.handle('A01', days=0)
        self.tell('R34 R36', '区发改局', '分管领导指定经办人；备案为即办件，当日办结。')
        self.handle_the_rest()
        self.complete()
        self.tell_the_end()
        self.end()

from odoo.tests import tagged

from .story_common import StoryCommon


@tagged('post_install', '-at_install')
class TestStoryIndustrial(StoryCommon):
    def test_independent_site(self):
        """R39, R46, R48, R53, R66–R68, R74–R77, R89: what an independent site needs beside its approvals."""
        self.chapter('四、社会投资工业类项目：独立选址的新材料厂（70个工作日）')
        self.on('2026-03-02')
        self.apply(category='social_industrial', name="新材料厂", object_class='independent', land_area=40000,
                   address="岩前镇")
        self.accept()
        self.assertEqual(self.case.lead_unit_id, self.ref('unit_investment_center'))
        self.tell('R21 R53', '区招商服务中心', '窗口接收的独立选址项目，由区招商服务中心统筹代办。')
        self._support_tracks()
        self.case.with_user(self.agent).action_start()
        self.handle('A01', days=1)
        self._late_item()
        self._infrastructure()
        self.handle_the_rest()
        self.complete()
        self.tell_the_end()
        self.end()

    def _support_tracks(self):
        tasks = self.case.support_task_ids
        works = tasks.filtered(lambda task: task.kind == 'infrastructure')
        self.assertEqual(len(works.filtered('mandatory')), 6)
        services = tasks.filtered(lambda task: task.kind == 'intermediary')
        self.tell('R74', '系统', f'同步生成中介服务事项：{"、".join(services.mapped("name"))}，与审批并行推进。')
        self.tell('R75 R76', '系统', f'独立选址项目必须配套：{"、".join(works.mapped("name"))}，落实责任单位和期限。')

    def _infrastructure(self):
        works = self.case.support_task_ids.filtered('mandatory')
        works.with_user(self.agent).action_start()
        self.after(8)
        works.with_user(self.agent).action_done(note="已接通，具备开工条件。")
        self.tell('R76 R77', '责任单位', '供水、供电、供气、通讯、道路、土地平整按期完成，保障如期供地和开工。')

    def _late_item(self):
        item = self.item('A04')
        self.handle('A03', 'A09', days=1)
        leader, handler = self.people(item.unit_id)
        item.with_user(leader).action_assign(handler)
        item.with_user(handler).action_start()
        self.after(item.limit_days - 1)
        item.with_user(self.agent).action_urge("明天到期，请抓紧办结。")
        self.tell('R89', '代办专员', f'承诺时限将到，督促{item.unit_id.name}办结“{item.name}”。')
        self.after(2)
        self.assertEqual(item.light, 'red')
        order = item.sudo().supervision_ids.with_user(self.supervisor)
        order.action_issue()
        self.tell('R48', '管委会督导', '逾期亮红灯，系统拟出督办单，核对事实后发出督办单，限期书面答复。')
        reply = order.with_user(leader)
        reply.write({'reply': "图件核对耗时，已加派人手。", 'promised_on': self.today})
        reply.action_reply()
        order.action_accept()
        self.tell('R48', '市自然资源局', '书面答复原因和措施；督导认可答复。')
        self._attach_result(item, handler)
        item.with_user(handler).action_done()

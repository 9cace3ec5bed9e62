from stdnum.cn import uscc

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .story_common import StoryCommon


@tagged('post_install', '-at_install')
class TestStoryIndustrial(StoryCommon):
    def test_independent_site(self):
        """R39, R46, R48, R51, R53, R62, R66–R68, R74–R77, R89, Q20: what a site needs beside its approvals."""
        self.chapter('四、社会投资工业类项目：独立选址的新材料厂（70个工作日）')
        self.on('2026-03-02')
        self.apply(category='social_industrial', name="新材料厂", object_class='independent', land_area=40000,
                   address="岩前镇")
        self._chosen_items()
        self.accept()
        self.assertEqual(self.case.lead_unit_id, self.ref('unit_investment_center'))
        self.tell('R21 R53', '区招商服务中心', '窗口接收的独立选址项目，由区招商服务中心统筹代办。')
        self._support_tracks()
        self._intermediary()
        channel = self._green_channel()
        self.case.with_user(self.agent).action_start()
        self._platform()
        self.handle('A01', days=1)
        self._city_answers(channel)
        self._late_item()
        self._infrastructure()
        self.handle_the_rest()
        self._green_channel_ends(channel)
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

    def _chosen_items(self):
        """A building for dangerous goods needs the lightning protection examined by the city's weather bureau."""
        plan = self.case.category_id.plan_ids.filtered(lambda plan: plan.state == 'published')
        self.case.with_user(self.agent).optional_line_ids = plan.line_ids.filtered(
            lambda line: line.item_type_id.code == 'C04')

    def _intermediary(self):
        self._register()
        task = self._survey().with_user(self.agent)
        with self.assertRaises(UserError):
            task.action_start()
        choice = self.env['daiban.intermediary.choice'].browse(task.action_show_list()['res_id'])
        self.assertEqual(choice.candidate_count, 3)
        self.tell('R46', '代办专员', (
            f'出示“{task.name}”中介名录，{choice.candidate_count}家全部列出，排序由系统随机，不推荐、不指定。'))
        self.case.with_user(self.owner)._portal_choose(choice.id, 'listed', choice.sudo()._candidates()[1].id)
        self.assertEqual(choice.state, 'chosen')
        task.write({'contract_number': "KC-2026-01", 'contract_date': self.today})
        task.action_start()
        self.tell('R46 R74', '企业', '在网上自主选定中介机构，选择过程留痕；签订合同，勘探与审批并行推进。')

    def _register(self):
        bodies = (
            (f"勘察院{name}", f'9135040{number}MA2XN00{number}0') for number, name in enumerate("甲乙丙", start=1))
        self.env['daiban.intermediary'].with_user(self.manager).create([{
            'name': name, 'uscc': code + uscc.calc_check_digit(code), 'service_ids': [Command.create({
                'type_id': self.ref('support_survey').id, 'qualification': "甲级", 'valid_until': '2030-12-31'})],
        } for name, code in bodies])

    def _survey(self):
        return self.case.support_task_ids.filtered(lambda task: task.type_id.code == 'survey').sudo(False)

    def _survey_done(self):
        task = self._survey().with_user(self.agent)
        task.material_file_ids = [Command.create({'name': "勘察报告.pdf", 'raw': b'%PDF-1.4 survey'})]
        task.action_done()
        self.tell('R74', '中介机构', (
            f'“{task.name}”按合同期限完成，成果即为后续审批的要件“{task.material_id.name}”。'))

    def _green_channel(self):
        channel = self.case.green_channel_ids.with_user(self.supervisor)
        self.assertEqual((channel.state, channel.department_count), ('proposed', 2))
        departments = '、'.join(channel.department_ids.mapped('name'))
        self.tell('R66', '系统', (
            f'未办事项涉及{channel.department_count}个市级部门（{departments}），自动提示绿色通道并列明依据。'))
        channel.reason = "防雷审核需与工程规划许可同步开展，请市级统筹。"
        channel.action_request()
        self.tell('R67', '管委会', f'向市行政服务中心管委会发出提请函（{channel.number}），提请启动会商协调程序。')
        return channel

    def _city_answers(self, channel):
        self.after(2)
        channel.write({
            'answer_number': "明政务函〔2026〕1号", 'answered_on': self.today,
            'answer_document_ids': [Command.create({'name': "复函.pdf", 'raw': b'%PDF-1.4 answer'})]})
        channel.action_grant()
        self.assertEqual((channel.state, self.case.green_state), ('open', 'open'))
        self.tell('R68', '市行政服务中心', (
            f'{channel.days_to_answer}个工作日复函同意开设绿色通道，各部门在项目页面均可看到标识。'))

    def _green_channel_ends(self, channel):
        self.assertEqual(channel.state, 'closed')
        self.tell('R68', '系统', (
            f'市级部门事项全部办结，绿色通道关闭，比各事项时限合计节约{channel.days_gained}个工作日，单独统计。'))

    def _platform(self):
        item = self.item('A04')
        self.item('A01').with_user(self.handler).external_number = '2603-350404-04-01-100001'
        self.assertEqual((self.item('A01').platform, item.platform), ('hall', 'construction'))
        self.tell('R51 R62', '审批部门', (
            '生产性项目外网申报、内网审批：登记平台编号，线上平台与实体大厅的事项在一处可查。'))

    def _infrastructure(self):
        works = self.case.support_task_ids.filtered('mandatory')
        works.with_user(self.agent).action_start()
        self.after(8)
        works.with_user(self.agent).action_done(note="已接通，具备开工条件。")
        self._survey_done()
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

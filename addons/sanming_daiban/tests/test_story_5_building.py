from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .story_common import StoryCommon


@tagged('post_install', '-at_install')
class TestStoryBuilding(StoryCommon):
    def test_what_is_stuck_is_taken_up(self):
        """R7, R38, R43, R45, R59, R61, R64, R65, R90: a problem goes up one step, is discussed, and is followed up."""
        self.chapter('五、社会投资房建类项目：徐碧街道商业综合体（70个工作日）')
        self.on('2026-03-02')
        self.apply(category='social_building', name="商业综合体", nature='commercial', address="徐碧街道")
        self.accept()
        self.case.with_user(self.agent).action_start()
        self.tell('R31 R53', '区招商服务中心', '一般经营性项目，由区招商服务中心统筹代办，移交各部门。')
        self.handle('A01', days=1)
        issue = self._problem()
        meeting = self._meeting(issue)
        self._follow_up(meeting, issue)
        self.handle_the_rest_but('D01')
        self._during_construction()
        self.handle_the_rest()
        self.complete()
        self.tell_the_end()
        self.end()

    def _problem(self):
        item = self.item('A03')
        leader, handler = self.people(item.unit_id)
        item.with_user(leader).action_assign(handler)
        item.with_user(handler).action_start()
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
        meetings = self.env['daiban.meeting'].with_user(self.supervisor)
        meeting = meetings.create({
            'name': "商业综合体项目会商", 'kind': 'project_consultation',
            'start': fields.Datetime.now() + timedelta(hours=5), 'project_ids': [Command.set(self.case.ids)]})
        meeting.action_propose_agenda()
        self.assertIn(issue, meeting.agenda_ids.issue_id)
        meeting.action_propose_participants()
        self.tell('R64 R43', '管委会督导', (
            f'召集项目会商，系统按事实拟出{len(meeting.agenda_ids)}个议题，其中“{issue.name}”写明起因、持有单位和已用天数。'))
        meeting.action_invite()
        self.on(self.today, hour=8)
        meeting.action_hold()
        meeting.attendance_ids.presence = 'present'
        line = meeting.agenda_ids.filtered('issue_id')
        (meeting.agenda_ids - line).outcome = "随问题一并解决。"
        resolution = self.env['daiban.resolution'].with_user(self.supervisor).create({
            'name': "三日内核定红线并书面答复", 'meeting_id': meeting.id, 'agenda_id': line.id,
            'owner_unit_id': issue.item_id.unit_id.id, 'owner_id': self.handler.id, 'limit_days': 3})
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

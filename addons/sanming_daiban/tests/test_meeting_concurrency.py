"""Two supervisors press the button at the same moment."""
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common import new_test_user
from .concurrency_common import TwoAtOnceCase

M = 'sanming_daiban.'


@tagged('post_install', '-at_install')
class TestTwoSupervisorsAtOnce(TwoAtOnceCase):

    def _prepare(self, env):
        people = [new_test_user(env, f'c_supervisor_{number}', groups=M + 'group_supervisor') for number in range(2)]
        partner = env['res.partner'].create({'name': "并发测试企业", 'is_company': True})
        project = env['daiban.project'].create({
            'name': "并发测试项目", 'partner_id': partner.id, 'state': 'running', 'nature': 'production',
            'object_class': 'other', 'lead_unit_id': env.ref(M + 'unit_agency_window').id})
        issue = env['daiban.issue'].create({'name': "并发测试问题", 'project_id': project.id})
        issue._escalate('center', "上报")
        meeting = env['daiban.meeting'].create({
            'name': "并发测试会商", 'start': fields.Datetime.now() + timedelta(days=1),
            'attendance_ids': [Command.create({'name': "市局来人"})],
            'agenda_ids': [Command.create({'name': "议题", 'project_id': project.id, 'outcome': "知悉"})]})
        self.people_ids, self.partner_id = [person.id for person in people], partner.id
        self.project_ids, self.issue_id, self.meeting_id = project.ids, issue.id, meeting.id

    def _remove_all(self, env):
        env['daiban.meeting'].browse(self.meeting_id).event_id.unlink()
        env.cr.execute("DELETE FROM daiban_meeting WHERE id = %s", [self.meeting_id])
        self._remove_cases(env, daiban_issue=[self.issue_id])

    def _look(self, env):
        self._meeting(env).read(['state'])
        env['daiban.issue'].browse(self.issue_id).read(['owner_id'])

    def _meeting(self, env):
        return env['daiban.meeting'].browse(self.meeting_id)

    def test_one_invitation_one_number(self):
        """R64: one calendar entry, one number of the minutes; the second is told that somebody was faster."""
        self._one_wins(self._at_once(lambda env, number: self._meeting(env).action_invite()), "faster")

        def hold(env):
            meeting = self._meeting(env)
            meeting.start = fields.Datetime.now() - timedelta(hours=1)
            meeting.action_hold()
            meeting.attendance_ids.presence = 'present'
            return env['calendar.event'].search_count([('name', '=', meeting.name)])

        self.assertEqual(self._in_own_transaction(hold), 1)
        self._one_wins(self._at_once(lambda env, number: self._meeting(env).action_close()), "faster")

    def test_agenda_is_proposed_once(self):
        """R64: two clerks let the agenda be proposed; every point is there once."""
        self._at_once(lambda env, number: self._meeting(env).action_propose_agenda())
        names = self._in_own_transaction(lambda env: self._meeting(env).agenda_ids.mapped('name'))
        self.assertEqual(sorted(names), sorted(["议题", "并发测试问题"]))

    def test_one_takes_the_problem_over(self):
        """R59: what came to the center is followed by one supervisor."""
        self._one_wins(
            self._at_once(lambda env, number: env['daiban.issue'].browse(self.issue_id).action_take_over()), "already")

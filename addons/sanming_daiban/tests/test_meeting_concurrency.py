"""Two supervisors press the button at the same moment."""
import threading
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .concurrency_common import ConcurrencyCase

M = 'sanming_daiban.'


@tagged('post_install', '-at_install')
class TestTwoSupervisorsAtOnce(ConcurrencyCase):

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
        self.project_id, self.issue_id, self.meeting_id = project.id, issue.id, meeting.id

    def _remove_all(self, env):
        cr = env.cr
        env['daiban.meeting'].browse(self.meeting_id).event_id.unlink()
        cr.execute("DELETE FROM daiban_meeting WHERE id = %s", [self.meeting_id])
        for model, res_id in (('daiban.issue', self.issue_id), ('daiban.project', self.project_id)):
            for table in ('daiban_clock_event', 'daiban_clock_span', 'mail_activity'):
                cr.execute(f"DELETE FROM {table} WHERE res_model = %s AND res_id = %s", [model, res_id])
        cr.execute("DELETE FROM daiban_clock_chain WHERE res_model = 'daiban.project' AND res_id = %s",
                   [self.project_id])
        cr.execute("DELETE FROM daiban_project WHERE id = %s", [self.project_id])
        env.invalidate_all()
        users = env['res.users'].browse(self.people_ids)
        partners = users.partner_id | env['res.partner'].browse(self.partner_id)
        users.unlink()
        partners.unlink()

    def _at_once(self, work):
        """Both do ``work(env)`` after both have read; returns what came of it."""
        barrier, met, results = threading.Barrier(2), set(), {}

        def supervisor(number):
            def once_both_have_read(env):
                env['daiban.meeting'].browse(self.meeting_id).read(['state'])  # takes the snapshot
                env['daiban.issue'].browse(self.issue_id).read(['owner_id'])
                if number not in met:
                    met.add(number)
                    barrier.wait(timeout=30)
                try:
                    return work(env)
                except UserError as refused:
                    return str(refused)
            results[number] = self._in_own_transaction(once_both_have_read, user_id=self.people_ids[number])

        threads = [threading.Thread(target=supervisor, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return [results.get(number) for number in range(2)]

    def _one_wins(self, outcomes, refusal):
        self.assertEqual(outcomes.count(True), 1, outcomes)
        self.assertIn(refusal, next(outcome for outcome in outcomes if outcome is not True))

    def test_one_invitation_one_number(self):
        """R64: one calendar entry, one number of the minutes; the second is told that somebody was faster."""
        self._one_wins(
            self._at_once(lambda env: env['daiban.meeting'].browse(self.meeting_id).action_invite()), "faster")

        def hold(env):
            meeting = env['daiban.meeting'].browse(self.meeting_id)
            meeting.start = fields.Datetime.now() - timedelta(hours=1)
            meeting.action_hold()
            meeting.attendance_ids.presence = 'present'
            return env['calendar.event'].search_count([('name', '=', meeting.name)])

        self.assertEqual(self._in_own_transaction(hold), 1)
        self._one_wins(
            self._at_once(lambda env: env['daiban.meeting'].browse(self.meeting_id).action_close()), "faster")

    def test_agenda_is_proposed_once(self):
        """R64: two clerks let the agenda be proposed; every point is there once."""
        self._at_once(lambda env: env['daiban.meeting'].browse(self.meeting_id).action_propose_agenda())
        names = self._in_own_transaction(
            lambda env: env['daiban.meeting'].browse(self.meeting_id).agenda_ids.mapped('name'))
        self.assertEqual(sorted(names), sorted(["议题", "并发测试问题"]))

    def test_one_takes_the_problem_over(self):
        """R59: what came to the center is followed by one supervisor."""
        self._one_wins(
            self._at_once(lambda env: env['daiban.issue'].browse(self.issue_id).action_take_over()), "already")

"""Window inspections (R49, R88, R94): checklist, findings on the clock, looking again."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .eval_common import EvalCommon


@tagged('post_install', '-at_install')
class TestInspection(EvalCommon):

    @classmethod
    @freeze_time('2026-11-02 02:00:00')
    def setUpClass(cls):
        super().setUpClass()
        cls.checklist = cls.eval_ref('inspection_checklist_window')
        cls.inspection = cls.env['daiban.inspection'].with_user(cls.supervisor).create({
            'checklist_id': cls.checklist.id, 'unit_id': cls.window.id, 'date': date(2026, 11, 2)})

    def _done(self):
        """All in order, but for the badge of the agent."""
        self.inspection.line_ids.outcome = 'ok'
        badge = self.inspection.line_ids[1]
        badge.write({'outcome': 'fault', 'remark': "一人未佩戴工牌", 'user_id': self.agent.id})
        self.inspection.action_done()
        return self.inspection.finding_ids

    def _rectified(self):
        finding = self._done().with_user(self.agent)
        finding.measure = "已补制工牌，晨会检查。"
        finding.action_rectify()
        return finding

    @freeze_time('2026-11-02 02:00:00')
    def test_whole_way(self):
        """R49, R88: the badge is missing; one working day to put it right; the center looks and is content."""
        finding = self._done()
        self.assertEqual((finding.name, finding.responsible_id, finding.state), ("佩戴标志", self.agent, 'open'))
        self.assertEqual((finding.due_date, finding.holder_unit_id), (date(2026, 11, 3), self.window))
        self.assertEqual((self.inspection.fault_count, self.inspection.share), (1, 87.5))
        self.assertEqual(finding.activity_ids.user_id, self.agent)
        finding.with_user(self.agent).measure = "已补制工牌。"
        finding.with_user(self.agent).action_rectify()
        self.assertEqual((finding.state, finding.finished_on), ('rectified', date(2026, 11, 2)))
        self.assertEqual(finding.activity_ids.user_id, self.supervisor)
        finding.with_user(self.supervisor).action_close()
        self.assertEqual((finding.state, finding.checked_by_id), ('closed', self.supervisor))
        self.assertFalse(finding.activity_ids)

    @freeze_time('2026-11-02 02:00:00')
    def test_fact_about_people(self):
        """What stands beside a score: findings about the person, each once however often it was sent back."""
        finding = self._rectified().with_user(self.supervisor)
        finding.check_note = "仍未佩戴"
        finding.action_send_back()
        year = (date(2026, 1, 1), date(2026, 12, 31))
        self.assertEqual(finding._of_people(self.agent | self.other_agent, *year), {self.agent: 1})
        self.assertEqual(finding._of_people(self.agent, date(2025, 1, 1), date(2025, 12, 31)), {})

    @freeze_time('2026-11-02 02:00:00')
    def test_sent_back(self):
        """A further finding with its own clock; the first answer stays as it was given."""
        finding = self._rectified().with_user(self.supervisor)
        with self.assertRaisesRegex(UserError, "What the Center Found"):
            finding.action_send_back()
        finding.check_note = "仍未佩戴"
        finding.action_send_back()
        again = self.inspection.finding_ids - finding
        self.assertEqual((finding.state, finding.measure), ('sent_back', "已补制工牌，晨会检查。"))
        self.assertEqual((again.previous_id, again.state, again.fault), (finding, 'open', "仍未佩戴"))
        self.assertEqual((again.started_on, again.responsible_id), (date(2026, 11, 2), self.agent))

    def test_late(self):
        """The inspector is told, once; the holiday does not count."""
        with freeze_time('2026-09-30 02:00:00'):
            self.inspection.date = date(2026, 9, 30)
            finding = self._done()
            self.assertEqual(finding.due_date, date(2026, 10, 8))
        with freeze_time('2026-10-09 02:00:00'):
            for _run in range(2):
                list(finding.sudo()._turn_lights())
                list(finding._clock_day_begins())
            self.assertEqual(finding.light, 'red')
            self.assertEqual(len(finding.activity_ids.filtered(lambda todo: todo.user_id == self.supervisor)), 1)

    @freeze_time('2026-11-02 02:00:00')
    def test_passed_on(self):
        """The leader gives it to a colleague; clock and to-do follow."""
        finding = self._done()
        finding.with_user(self.agent).responsible_id = self.other_agent
        self.assertEqual((finding.holder_user_id, finding.activity_ids.user_id), (self.other_agent, self.other_agent))
        with self.assertRaises(AccessError):
            finding.with_user(self.agent).action_rectify()

    @freeze_time('2026-11-02 02:00:00')
    def test_checklist_is_copied(self):
        """A later change of the checklist leaves the inspection as it was."""
        names = self.inspection.line_ids.mapped('name')
        self.assertEqual(names, self.checklist.point_ids.mapped('name'))
        self.checklist.with_user(self.manager).point_ids[:1].name = "着装（新）"
        self.assertEqual(self.inspection.line_ids.mapped('name'), names)
        with Form(self.env['daiban.inspection'].with_user(self.supervisor)) as form:
            form.unit_id = self.window
            form.checklist_id = self.checklist
        self.assertEqual(form.record.line_ids[:1].name, "着装（新）")

    # === Bad input ===

    @freeze_time('2026-11-02 02:00:00')
    def test_every_point(self):
        with self.assertRaisesRegex(UserError, "Say of every point"):
            self.inspection.action_done()
        self.inspection.line_ids.outcome = 'fault'
        with self.assertRaisesRegex(UserError, "Write what was found at"):
            self.inspection.action_done()
        self.assertEqual((self.inspection.state, len(self.inspection.finding_ids)), ('draft', 0))

    @freeze_time('2026-11-02 02:00:00')
    def test_not_in_the_future(self):
        self.inspection.date = date(2026, 11, 3)
        self.inspection.line_ids.outcome = 'ok'
        with self.assertRaisesRegex(UserError, "has not come yet"):
            self.inspection.action_done()

    @freeze_time('2026-11-02 02:00:00')
    def test_not_the_own_unit(self):
        self.inspection.line_ids.outcome = 'ok'
        self.window.member_ids = [Command.link(self.supervisor.id)]
        with self.assertRaisesRegex(UserError, "does not inspect it"):
            self.inspection.action_done()

    @freeze_time('2026-11-02 02:00:00')
    def test_done_does_not_change(self):
        self._done()
        line = self.inspection.line_ids[1]
        for change in (lambda: line.write({'outcome': 'ok'}), line.unlink, line.copy,
                       lambda: self.inspection.write({'date': date(2026, 1, 1)}),
                       lambda: self.inspection.write({'line_ids': [Command.clear()]}),
                       lambda: self.inspection.write({'state': 'draft'})):
            with self.assertRaises(UserError), self.cr.savepoint():
                change()
        self.assertEqual(line.outcome, 'fault')

    # === Who ===

    @freeze_time('2026-11-02 02:00:00')
    def test_unit_reads_what_was_found(self):
        for user in (self.agent, self.stranger):
            self.assertFalse(self.inspection.with_user(user).search([('id', '=', self.inspection.id)]))
        finding = self._done()
        self.assertEqual(len(self.inspection.with_user(self.agent).line_ids), 8)
        self.assertFalse(finding.with_user(self.stranger).search([('id', '=', finding.id)]))
        with self.assertRaises(AccessError):
            self.inspection.with_user(self.stranger).read(['date'])

    @freeze_time('2026-11-02 02:00:00')
    def test_neither_writes_the_others_words(self):
        """Only who is responsible says what was done; who is of the unit does not judge it."""
        finding = self._done()
        for user, values in ((self.supervisor, {'measure': "已改"}), (self.agent, {'check_note': "好"}),
                             (self.agent, {'state': 'closed'}), (self.agent, {'limit_days': 90}),
                             (self.manager, {'measure': "已改"}), (self.auditor, {'measure': "已改"})):
            with self.assertRaises(UserError), self.cr.savepoint():
                finding.with_user(user).write(values)
        with self.assertRaises(UserError):
            finding.with_user(self.supervisor).action_close()
        finding.with_user(self.agent).measure = "已补制工牌。"
        finding.with_user(self.agent).action_rectify()
        with self.assertRaises(AccessError):
            finding.with_user(self.agent).action_close()
        self.window.member_ids = [Command.link(self.supervisor.id)]
        with self.assertRaisesRegex(AccessError, "not of the unit"):
            finding.with_user(self.supervisor).action_close()

    @freeze_time('2026-11-02 02:00:00')
    def test_only_the_center_inspects(self):
        for user in (self.agent, self.handler, self.manager, self.auditor, self.officer):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.env['daiban.inspection'].with_user(user).create({
                    'checklist_id': self.checklist.id, 'unit_id': self.housing.id})

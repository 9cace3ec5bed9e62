"""The dry run of a draft (issue 7 part 2, R1, R38–R42): finished and running cases under other rules."""
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestDryRun(CaseCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time('2026-03-02 02:00:00'):
            cls.project = cls._running()
            cls.item = cls._item(cls.project, 'A01')
            cls.item.with_user(cls.leader).action_assign(cls.handler)
            cls.item.action_start()
        with freeze_time('2026-03-06 02:00:00'):
            cls._attach_result(cls.item, cls.handler)
            cls.item.action_done()  # four working days
        cls.draft = cls.category.published_plan_id.with_user(cls.manager).copy()
        cls.lines = {line.item_type_id.code: line for line in cls.draft.line_ids}
        cls.env.invalidate_all()

    def _run(self, **vals):
        run = self.env['daiban.dry.run'].with_user(self.manager).create({'plan_id': self.draft.id, **vals})
        with freeze_time('2026-03-09 02:00:00'):
            run.action_run()
        return run

    def _row(self, run, code='A01'):
        return run.line_ids.filtered(lambda line: line.item_type_id.code == code)

    def _case_row(self, run):
        return run.line_ids.filtered(lambda line: line.kind == 'case' and line.project_id == self.project)

    def test_same_plan_same_result(self):
        """A copy changes nothing: what is late and how many days were used is as recorded."""
        run = self._run()
        row = self._row(run)
        self.assertEqual((row.used_before, row.used_after, row.limit_before), (4, 4, self.item.limit_days))
        self.assertEqual(row.used_before, self.item.used_days)
        self.assertEqual((run.newly_late, run.no_longer_late), (0, 0))
        self.assertEqual(run.item_late_before, run.item_late_after)
        case = self._case_row(run)
        self.assertEqual((case.used_before, case.limit_before), (case.used_after, case.limit_after))
        with freeze_time('2026-03-09 02:00:00'):
            self.project.invalidate_recordset()
            self.assertEqual(case.used_before, self.project.budget_used)
        self.assertEqual((case.documents_added, case.documents_dropped), (0, 0))

    def test_other_limits(self):
        """Which item would have been late, and by how many days."""
        self.lines['A01'].limit_days = 10
        roomy = self._row(self._run())
        self.lines['A01'].limit_days = 3
        row = self._row(self._run())
        self.assertEqual((roomy.limit_after, roomy.days_late_after), (10, 0))
        self.assertEqual((row.limit_after, row.days_late_after, row.late_after), (3, 1, 1))

    def test_newly_and_no_longer_late(self):
        limit = self.item.limit_days
        self.lines['A01'].limit_days = 1 if limit >= 4 else 10
        run = self._run()
        expected = 'newly_late' if limit >= 4 else 'no_longer_late'
        self.assertEqual(self._row(run).outcome, expected)
        self.assertEqual(run[expected], 1)

    def test_other_base_limit(self):
        """R38–R42: the case as a whole against another base limit."""
        case = self._case_row(self._run(base_limit=2))
        self.assertEqual((case.limit_after, case.days_late_after), (2, case.used_after - 2))
        self.assertGreater(case.used_after, 2)

    def test_other_calendar(self):
        """A closure that is entered but not in force takes its days out of the count."""
        closure = self.env['daiban.calendar.publication'].create({
            'kind': 'closure', 'source': "停办通知",
            'line_ids': [Command.create({'date': '2026-03-03', 'kind': 'restday', 'name': "停办"}),
                         Command.create({'date': '2026-03-04', 'kind': 'restday', 'name': "停办"})]})
        row = self._row(self._run(publication_id=closure.id))
        self.assertEqual((row.used_before, row.used_after), (4, 2))

    def test_items_that_come_and_go_and_documents(self):
        """R28: an item that the draft leaves out is named; a new document of the checklist is counted."""
        material = self.env['daiban.material.type'].create({'code': 'X9', 'name': "新材料"})
        self.lines['A01'].material_type_ids = [Command.link(material.id)]
        run = self._run()
        self.assertEqual(self._case_row(run).documents_added, 1)
        for line in self.draft.line_ids:
            line.prerequisite_ids = [Command.unlink(self.lines['A01'].id)]
        self.lines['A01'].unlink()
        self.assertEqual(self._row(self._run()).outcome, 'dropped')

    def test_new_item_is_assumed(self):
        types = self.draft.line_ids.item_type_id
        new_type = self.env['daiban.item.type'].search([('id', 'not in', types.ids)], limit=1)
        self.draft.line_ids = [Command.create({
            'item_type_id': new_type.id, 'stage_id': self.ref('stage_s1').id, 'unit_id': self.drc.id, 'limit_days': 2,
            'prerequisite_ids': [Command.link(self.lines['A01'].id)]})]
        row = self._row(self._run(), new_type.code)
        self.assertEqual((row.outcome, row.used_after, row.item_id), ('assumed', 2, self.env['daiban.item']))

    def test_no_effect_on_the_cases(self):
        """Nothing of the real data moves: no event, no date, no state."""
        def picture():
            self.env.flush_all()
            self.env.invalidate_all()
            items = self.project.sudo().item_ids
            return (
                items.read(['state', 'limit_days', 'due_date', 'clock_used', 'write_date']),
                self.env['daiban.clock.event'].search_count([]), self.project.sudo().write_date, self.draft.state)
        before = picture()
        self.lines['A01'].limit_days = 1
        before_draft = self.draft.state
        self._run(base_limit=1)
        self.assertEqual(picture(), before)
        self.assertEqual(self.draft.state, before_draft)

    def test_second_run_replaces_the_first(self):
        run = self._run()
        count = len(run.line_ids)
        with freeze_time('2026-03-09 03:00:00'):
            run.action_run()
        self.assertEqual(len(run.line_ids), count)

    def test_refused(self):
        """Bad input: a circle (with its sentence), an empty draft, days the wrong way round, nothing to replay."""
        runs = self.env['daiban.dry.run'].with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "first day of acceptance lies after"):
            runs.create({'plan_id': self.draft.id, 'date_from': '2026-03-05', 'date_to': '2026-03-01'})
        with self.assertRaisesRegex(ValidationError, "cannot be negative"):
            runs.create({'plan_id': self.draft.id, 'base_limit': -1})
        with self.assertRaisesRegex(UserError, "choose other days"):
            runs.create({'plan_id': self.draft.id, 'date_to': '2020-01-01'}).action_run()
        empty = self.draft.create({'category_id': self.category.id})
        with self.assertRaisesRegex(UserError, "has no items yet"):
            runs.create({'plan_id': empty.id}).action_run()
        self.lines['A01'].prerequisite_ids = [Command.link(self.lines['A01'].id)]
        with self.assertRaisesRegex(UserError, "that is for itself"):
            runs.create({'plan_id': self.draft.id}).action_run()

    def test_who_may(self):
        """The manager runs; supervisor and auditor read; agents and handlers see nothing; nobody forges a result."""
        run = self._run()
        for user in (self.supervisor, self.auditor):
            self.assertTrue(run.with_user(user).line_ids.mapped('outcome'))
            with self.assertRaises(AccessError):
                run.with_user(user).action_run()
        for user in (self.agent, self.handler, self.owner):
            with self.assertRaises(AccessError):
                run.with_user(user).read(['case_count'])
            with self.assertRaises(AccessError):
                run.line_ids.with_user(user).read(['outcome'])
        with self.assertRaises(AccessError):
            run.line_ids[:1].write({'days_late_after': 0})

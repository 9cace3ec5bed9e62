from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .case_common import CaseCommon


class ParallelCommon(CaseCommon):
    """A case on Monday 2026-03-02 with A01 and two items added by hand, that nothing stands before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time('2026-03-02 02:00:00'))
        cls.case = cls._accepted()
        cls.waste, cls.road = cls._add('c05', 3), cls._add('b08', 7)

    @classmethod
    def _add(cls, code, limit):
        item_type = cls.ref(f'item_{code}')
        return cls.env['daiban.item'].with_user(cls.agent).create({
            'project_id': cls.case.id, 'type_id': item_type.id, 'stage_id': item_type.stage_id.id,
            'unit_id': item_type.unit_id.id, 'limit_days': limit})

    @classmethod
    def _batch(cls, user=None, **vals):
        return cls.env['daiban.parallel.batch'].with_user(user or cls.supervisor).with_context(
            default_project_id=cls.case.id).create(vals)

    @classmethod
    def _settle(cls, item, day):
        with freeze_time(f'{day} 02:00:00'):
            cls._finish(item)


@tagged('post_install', '-at_install')
class TestParallelBatch(ParallelCommon):
    """R44: the center launches what can begin, on one day; each unit has its own limit; the outcome is joined."""

    def test_the_form_proposes_all_that_can_begin(self):
        action = self.case.with_user(self.supervisor).action_open_parallel()
        form = Form(self.env['daiban.parallel.batch'].with_user(self.supervisor).with_context(**action['context']),
                    view='sanming_daiban.daiban_parallel_batch_view_form_launch')
        batch = form.save()
        ready = self.case.item_ids.filtered(lambda item: item.state == 'ready')
        self.assertEqual(batch.item_ids, ready)
        self.assertEqual(batch.item_ids & (self.waste | self.road), self.waste | self.road)
        self.assertEqual(str(self.road.expected_due), '2026-03-11')

    def test_same_start_and_each_its_own_limit(self):
        batch = self._batch()
        batch.action_launch()
        items = batch.item_ids
        self.assertEqual(set(items.mapped('state')), {'dispatched'})
        self.assertEqual({str(day) for day in items.mapped('started_on')}, {'2026-03-02'})
        self.assertEqual((str(self.waste.due_date), str(self.road.due_date)), ('2026-03-05', '2026-03-11'))
        self.assertEqual((self.case.state, batch.state, str(batch.launched_on)), ('running', 'launched', '2026-03-02'))
        self.assertEqual(self.waste.activity_ids.user_id, self.leader)

    def test_the_days_count_from_the_launch_also_when_it_is_taken_up_later(self):
        """The time until somebody is assigned is the unit's, not the enterprise's (R33)."""
        self._batch().action_launch()
        with freeze_time('2026-03-04 02:00:00'):
            self.waste.with_user(self.leader).action_assign(self.handler)
            self.waste.with_user(self.handler).action_start()
            self.assertEqual((self.waste.state, str(self.waste.started_on), self.waste.used_days),
                             ('running', '2026-03-02', 2))

    def test_launched_also_what_was_handed_over_already(self):
        """Items that lie at their units and were not begun start with the others."""
        self.case.action_start()
        batch = self._batch()
        batch.action_launch()
        self.assertIn(self.waste, batch.item_ids)
        self.assertEqual(self.waste.state, 'dispatched')

    def test_an_empty_launch_is_refused(self):
        """Bad input."""
        batch = self._batch(item_ids=[Command.clear()])
        with self.assertRaisesRegex(UserError, "Nothing is chosen"):
            batch.action_launch()
        self.assertEqual((self.case.state, batch.state), ('accepted', 'draft'))

    def test_a_second_click_is_refused(self):
        batch = self._batch()
        batch.action_launch()
        with self.assertRaisesRegex(UserError, "is now “Launched”"):
            batch.action_launch()
        with self.assertRaisesRegex(UserError, "Nothing is chosen"):
            self._batch().action_launch()

    def test_two_forms_do_not_launch_an_item_twice(self):
        first, second = self._batch(), self._batch()
        first.action_launch()
        with self.assertRaisesRegex(UserError, "cannot be launched: it is now “At the Unit”"):
            second.action_launch()
        self.assertEqual(second.state, 'draft')

    def test_what_waits_is_not_launched(self):
        waiting = self.case.item_ids.filtered(lambda item: item.state == 'waiting')[:1]
        with self.assertRaisesRegex(UserError, "it is now “Waiting”"):
            self._batch(item_ids=[Command.set(waiting.ids)]).action_launch()

    def test_who_launches(self):
        """The center and the agents of the case; departments and auditors read."""
        self._batch(self.agent).action_launch()
        for user in (self.handler, self.auditor, self.manager):
            with self.assertRaises(AccessError):
                self._batch(user)
        with self.assertRaises(AccessError):
            self._batch(self.other_agent)
        batch = self._batch()
        with self.assertRaises(AccessError):
            batch.with_user(self.handler).action_launch()
        self.assertTrue(batch.with_user(self.handler).has_access('read'))
        self.assertFalse(batch.with_user(self.stranger).has_access('read'))
        with self.assertRaises(AccessError):
            batch.write({'state': 'joined'})

    def test_outcome_is_joined_when_the_last_is_settled(self):
        batch = self._batch(item_ids=[Command.set((self.waste | self.road).ids)])
        batch.action_launch()
        self._settle(self.waste, '2026-03-04')
        self.assertEqual(batch.state, 'launched')
        self._settle(self.road, '2026-03-09')
        self.assertEqual((batch.state, batch.outcome, batch.days), ('joined', 'granted', 5))
        self.assertEqual((batch.slowest_item_id, batch.slowest_days), (self.road, 5))
        self.assertIn(self.handler.name, batch.outcome_text)
        self.assertIn("看汇总结果", self.case.activity_ids.filtered(
            lambda one: one.user_id == self.agent).mapped('summary')[-1])

    def test_a_refusal_shows_in_the_joint_result(self):
        batch = self._batch(item_ids=[Command.set((self.waste | self.road).ids)])
        batch.action_launch()
        self._settle(self.waste, '2026-03-04')
        self.road.with_user(self.leader).action_assign(self.handler)
        self.road.with_user(self.handler).action_start()
        self.road.with_user(self.handler).action_refuse("不符合要求")
        self.assertEqual((batch.state, batch.outcome), ('joined', 'refused'))

    def test_ends_with_the_case(self):
        batch = self._batch(ask_opinions=True)
        batch.action_launch()
        self.case.action_withdraw("企业撤回")
        self.assertEqual((batch.state, set(batch.opinion_ids.mapped('state'))), ('cancelled', {'withdrawn'}))

    def test_a_launched_one_stays_in_the_file(self):
        batch = self._batch()
        batch.action_launch()
        with self.assertRaises(UserError):
            batch.unlink()
        with self.assertRaises(AccessError):
            batch.write({'item_ids': [Command.clear()]})


@tagged('post_install', '-at_install')
class TestOpinions(ParallelCommon):
    """R71: opinions per unit; silence is shown, never taken as consent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.batch = cls._batch(ask_opinions=True, item_ids=[Command.set((cls.waste | cls.road).ids)])
        cls.batch.action_launch()
        cls.opinion = cls.batch.opinion_ids.filtered(lambda one: one.unit_id == cls.waste.unit_id)
        cls.other = cls.batch.opinion_ids - cls.opinion
        cls.env.invalidate_all()

    def _give(self, opinion, position, **vals):
        mine = opinion.with_user(self.handler)
        mine.write({'position': position, **vals})
        mine.action_give()

    def test_each_unit_is_asked_once_with_a_day(self):
        self.assertEqual(self.batch.opinion_ids.unit_id, (self.waste | self.road).unit_id)
        self.assertEqual((str(self.opinion.due_date), self.opinion.subject), ('2026-03-05', self.waste.name))
        self.assertEqual(self.opinion.activity_ids.user_id, self.leader)

    def test_given_by_whom_and_when(self):
        self._give(self.opinion, 'conditions', conditions="渣土运输路线报备")
        self.assertEqual((self.opinion.state, self.opinion.given_by_id), ('given', self.handler))
        self.assertTrue(self.opinion.given_at and self.opinion.finished_on)
        self.assertFalse(self.opinion.activity_ids)

    def test_only_the_unit_gives_it(self):
        for user in (self.supervisor, self.agent, self.stranger, self.auditor, self.manager):
            with self.assertRaises(AccessError):
                self.opinion.with_user(user).action_give()
            with self.assertRaises(AccessError):
                self.opinion.with_user(user).write({'position': 'agree'})

    def test_disagreement_has_reasons_and_conditions_are_written(self):
        for position, words in (('disagree', "Give the reasons"), ('conditions', "Write down the conditions")):
            with self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
                self._give(self.opinion, position)
        with self.assertRaisesRegex(UserError, "Position"):
            self.opinion.with_user(self.handler).action_give()
        self.assertEqual(self.opinion.state, 'asked')

    def test_settled_until_it_is_changed(self):
        self._give(self.opinion, 'agree')
        with self.assertRaises(AccessError):
            self.opinion.with_user(self.handler).write({'position': 'disagree'})
        self.opinion.with_user(self.handler).action_change()
        self._give(self.opinion, 'disagree', text="道路红线未定")
        self.assertEqual(self.opinion.position, 'disagree')

    def test_silence_is_not_consent(self):
        with freeze_time('2026-03-06 02:00:00'):
            self.assertTrue(self.opinion.silent)
            self.assertIn(self.opinion, self.env['daiban.opinion'].search([('silent', '=', True)]))
            self.assertIn("not taken as consent", self.batch.opinion_summary)
            list(self.env['daiban.opinion']._clock_day_begins())
            told = self.case.activity_ids.filtered(lambda one: "silence is not consent" in (one.summary or ''))
            self.assertEqual(told.user_id & self.supervisor, self.supervisor)
            list(self.env['daiban.opinion']._clock_day_begins())
            self.assertEqual(len(self.case.activity_ids & told), len(told))

    def test_opposing_opinions_are_a_point_for_a_meeting(self):
        self._give(self.other, 'agree')
        self._give(self.opinion, 'disagree', text="道路红线未定")
        point = next(one for one in self.case.with_user(self.supervisor)._agenda_points() if one['kind'] == 'opinion')
        for words in (self.opinion.unit_id.name, "道路红线未定", self.other.unit_id.name):
            self.assertIn(words, point['text'])

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .test_parallel_batch import ParallelCommon


@tagged('post_install', '-at_install')
class TestCircularWaits(ParallelCommon):
    """R73 互为前置: found in what units really wait for, said in one sentence, solved by conditional acceptance."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case.action_start()

    def _wait(self, item, other=None, **vals):
        return self.env['daiban.item.wait'].with_user(self.handler).create({
            'item_id': item.id, 'awaited_item_id': other.id if other else False, 'reason': "无意见不予受理", **vals})

    def _circle(self):
        self._wait(self.waste, self.road)
        self._wait(self.road, self.waste, reason="须先定消纳场")

    def _acceptance(self, user=None, **vals):
        return self.env['daiban.conditional.acceptance'].with_user(user or self.supervisor).create({
            'project_id': self.case.id, 'item_id': self.waste.id, 'awaited_item_id': self.road.id,
            'condition': "开工前补交涉路许可", 'reason': "不影响公共利益",
            'legal_basis_ids': [Command.set(self.ref('legal_basis_ybhj').ids)], **vals})

    def test_one_wait_is_no_circle(self):
        self._wait(self.waste, self.road)
        self.assertFalse(self.case._circular_waits())

    def test_one_sentence_names_items_units_and_reasons(self):
        self._circle()
        circle, = self.case._circular_waits()
        self.assertEqual(circle['items'], (self.waste | self.road).sudo() & circle['items'])
        for words in (self.waste.name, self.waste.unit_id.name, self.road.name, self.road.unit_id.name,
                      "无意见不予受理", "须先定消纳场"):
            self.assertIn(words, circle['text'])
        self.assertNotIn('\n', circle['text'])
        self.assertEqual(self.case.with_user(self.agent).circular_wait_text, circle['text'])

    def test_supervision_is_told_once_when_the_circle_closes(self):
        self._circle()
        told = self.case.activity_ids.filtered(lambda one: one.activity_type_id == self.ref('activity_type_circle'))
        self.assertEqual(len(told.filtered(lambda one: one.user_id == self.supervisor)), 1)
        self.assertIn(self.road.name, told[0].note)

    def test_material_that_another_item_produces_is_a_wait(self):
        """Its producer is found by the catalogue; together with a recorded wait the circle closes."""
        material = self.env['daiban.material.type'].create({'code': 'X1', 'name': "涉路许可决定书"})
        self.road.sudo().type_id.output_material_type_id = material
        self.waste.sudo().type_id.material_type_ids = [Command.link(material.id)]
        self.assertFalse(self.case._circular_waits())
        self._wait(self.road, self.waste)
        circle, = self.case._circular_waits()
        self.assertIn("涉路许可决定书", circle['text'])

    def test_wait_for_a_material_finds_its_producer(self):
        material = self.case.material_ids[:1]
        self.road.sudo().type_id.output_material_type_id = material.type_id
        wait = self._wait(self.waste, material_id=material.id)
        self.assertEqual((wait.awaited_item_id, wait.awaited_unit_id), (self.road, self.road.unit_id))

    def test_prerequisite_of_the_plan_closes_a_circle(self):
        """A unit waits for something that by the plan waits for it."""
        first = self._item(self.case, 'A01')
        later = first.dependent_ids[:1]
        self._wait(first, later)
        circle, = self.case._circular_waits()
        self.assertEqual(set(circle['items'].ids), {first.id, later.id})
        self.assertIn("prerequisite of the plan", circle['text'])

    def test_who_records_a_wait(self):
        with self.assertRaises(AccessError):
            self.env['daiban.item.wait'].with_user(self.stranger).create({
                'item_id': self.waste.id, 'awaited_item_id': self.road.id, 'reason': "x"})
        with self.assertRaises(AccessError):
            self.env['daiban.item.wait'].with_user(self.supervisor).create({
                'item_id': self.waste.id, 'awaited_item_id': self.road.id, 'reason': "x"})
        wait = self._wait(self.waste, self.road)
        with self.assertRaises(AccessError):
            wait.with_user(self.agent).action_withdraw()
        wait.with_user(self.handler).action_withdraw()
        self.assertEqual(wait.state, 'withdrawn')

    def test_no_wait_for_itself_or_another_case(self):
        with self.assertRaises(ValidationError):
            self._wait(self.waste, self.waste)
        other = self._running(name="另一项目")
        with self.assertRaises(ValidationError):
            self._wait(self.waste, other.item_ids[:1])

    def test_conditional_acceptance_opens_the_circle(self):
        self._circle()
        action = self.case.with_user(self.supervisor).action_accept_conditionally()
        proposed = self.env['daiban.conditional.acceptance'].with_user(self.supervisor).with_context(
            **action['context']).default_get(['project_id', 'item_id', 'awaited_item_id'])
        self.assertEqual({proposed['item_id'], proposed['awaited_item_id']}, {self.waste.id, self.road.id})
        acceptance = self._acceptance()
        acceptance.action_accept()
        self.assertFalse(self.case._circular_waits())
        self.assertEqual((acceptance.state, str(acceptance.due_date)), ('active', '2026-03-16'))
        self.assertIn("无意见不予受理", acceptance.circle)
        self.assertIn("开工前补交涉路许可", self.waste.condition_text)
        self.assertFalse(self.case.activity_ids.filtered(
            lambda one: one.activity_type_id == self.ref('activity_type_circle')))

    def test_a_waiting_item_goes_on_and_can_be_finished(self):
        """The prerequisite of the plan in the circle is set aside with its condition, and only that one."""
        first = self._item(self.case, 'A01')
        later = first.dependent_ids[:1]
        self._wait(first, later)
        self._acceptance(item_id=later.id, awaited_item_id=first.id).action_accept()
        self.assertEqual(later.state, 'dispatched')
        self._finish(later)
        self.assertEqual(later.state, 'done')

    def test_no_prerequisite_is_skipped_without_a_circle(self):
        """R17: what waits by plan waits, unless two really wait for each other."""
        first = self._item(self.case, 'A01')
        later = first.dependent_ids[:1]
        acceptance = self._acceptance(item_id=later.id, awaited_item_id=first.id)
        with self.assertRaisesRegex(UserError, "do not wait for each other"):
            acceptance.action_accept()
        self.assertEqual((acceptance.state, later.state), ('draft', 'waiting'))

    def test_reason_and_legal_basis_are_needed(self):
        """R17"""
        self._circle()
        acceptance = self._acceptance(legal_basis_ids=[Command.clear()], reason=" ")
        with self.assertRaisesRegex(UserError, "Reason.*Legal Basis"):
            acceptance.action_accept()
        self.assertTrue(self.case._circular_waits())

    def test_only_supervision_accepts(self):
        self._circle()
        for user in (self.agent, self.handler, self.auditor, self.manager):
            with self.assertRaises(AccessError):
                self._acceptance(user)
        acceptance = self._acceptance()
        with self.assertRaises(AccessError):
            acceptance.with_user(self.agent).action_accept()
        acceptance.action_accept()
        with self.assertRaises(AccessError):
            acceptance.write({'condition': "改"})

    def test_met_when_the_awaited_item_is_done(self):
        self._circle()
        acceptance = self._acceptance()
        acceptance.action_accept()
        self._settle(self.waste, '2026-03-03')
        self.assertEqual(acceptance.state, 'active')
        self._settle(self.road, '2026-03-04')
        self.assertEqual(acceptance.state, 'met')

    def test_late_condition_goes_to_supervision(self):
        self._circle()
        acceptance = self._acceptance()
        acceptance.action_accept()
        with freeze_time('2026-03-17 02:00:00'):
            list(self.env['daiban.conditional.acceptance']._clock_day_begins())
            self.assertEqual(acceptance.activity_ids.user_id & self.supervisor, self.supervisor)
            acceptance.action_break()
        self.assertEqual(acceptance.state, 'broken')
        self.assertIn("The condition was not met", self.waste.activity_ids.mapped('summary')[-1])

    def test_a_circle_is_a_point_for_a_meeting(self):
        self._circle()
        points = [one for one in self.case.with_user(self.supervisor)._agenda_points() if one['kind'] == 'circular']
        self.assertEqual(points[0]['text'], self.case._circular_waits()[0]['text'])

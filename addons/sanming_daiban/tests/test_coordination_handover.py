"""The two steps of the hand-over (R33, R34), and absences."""
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .case_common import CaseCommon

TODO = 'mail.mail_activity_data_todo'
UNASSIGNED = 'sanming_daiban.activity_type_unassigned'


@tagged('post_install', '-at_install')
class TestHandover(CaseCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time('2026-03-02 02:00:00'))
        cls.deputy = cls.new_user('handler', 'test_deputy')
        cls.departments.write({'member_ids': [(4, cls.deputy.id)]})
        cls.drc.write({'member_ids': [(4, cls.deputy.id)]})
        cls.center_head = cls.new_user('supervisor', 'test_center_head')
        cls.ref('unit_center').leader_id = cls.center_head
        cls.project = cls._running()
        cls.item = cls._item(cls.project, 'A01')

    def _away(self, user, substitute=None, first='2026-03-02', last='2026-03-06', by=None):
        absence = self.env['daiban.absence'].with_user(by or user).create({
            'user_id': user.id, 'date_from': first, 'date_to': last,
            'substitute_id': substitute.id if substitute else False})
        self.env.invalidate_all()  # what the next request sees
        return absence

    def _asked(self, item, kind=TODO):
        kind = self.env.ref(kind)
        return item.sudo().activity_ids.filtered(lambda one: one.activity_type_id == kind).user_id

    def _unchanged(self, item):
        return item.sudo().read(['state', 'handler_id', 'assigned_on', 'holder_kind', 'holder_unit_id'])

    # === Suggestion ===

    def test_least_loaded_first_and_the_absent_last(self):
        """R34: points by limit and light, shown beside the name; who is away stands last and cannot be chosen."""
        for number, light in enumerate(('green', 'red')):
            self.item.sudo().copy({
                'project_id': self.project.id, 'state': 'running', 'handler_id': self.handler.id, 'light': light,
                'limit_days': 5 + 15 * number})
        self._away(self.leader)
        people = self.item.with_user(self.leader).assignees
        self.assertEqual([person['id'] for person in people], [self.deputy.id, self.handler.id, self.leader.id])
        self.assertEqual([person['load'] for person in people], [0, 1 + 3 + 1, 0])
        self.assertEqual(people[1]['hint'], "2 in hand, load 5")
        self.assertIn('2026年3月6日', people[2]['away'])

    def test_only_who_may_assign_is_offered_names(self):
        self.assertTrue(self.item.with_user(self.leader).can_assign)
        self.assertFalse(self.item.with_user(self.handler).can_assign)
        self.assertFalse(self.item.with_user(self.handler).assignees)

    def test_the_enterprise_does_not_learn_who_is_away(self):
        """Absences are the staff's affair: the enterprise reads the item, not who is at work."""
        item = self.item.with_user(self.owner)
        self.assertTrue(item.has_access('read'))
        for name in ('assignees', 'can_assign', 'handler_away', 'assignment_gap'):
            with self.assertRaises(AccessError):
                item.read([name])
        self.assertFalse(self.env['daiban.absence'].with_user(self.owner).has_access('read'))

    # === Refusals: a clear message, nothing changed ===

    def _refused(self, message, *arguments, items=None, user=None, error=UserError):
        items = items or self.item
        before = self._unchanged(items)
        with self.assertRaisesRegex(error, message):
            items.with_user(user or self.leader).action_assign(*arguments)
        self.assertEqual(self._unchanged(items), before)

    def test_outside_the_unit(self):
        """Bad input: assigning outside the unit."""
        self._refused("does not belong to", self.stranger)

    def test_to_somebody_who_is_away(self):
        """R34: never to an absent person."""
        self._away(self.handler)
        self._refused("is away until 2026年3月6日. Choose somebody", self.handler)

    def test_by_somebody_who_is_not_the_leader(self):
        self._refused("Only the leader in charge", self.handler, user=self.handler, error=AccessError)

    def test_second_click(self):
        self.item.with_user(self.leader).action_assign(self.handler)
        self._refused("is already with", self.handler)

    def test_second_leader(self):
        """Who decides later without knowing of the first decision does not undo it."""
        self.item.with_user(self.leader).action_assign(self.handler)
        self._refused("open it again and say why", self.deputy)
        seen = self.item._seen()
        self.item.with_user(self.leader).action_assign(self.deputy, note="换人")
        self._refused("open it again", self.leader, "换人", seen)

    def test_items_of_two_units(self):
        other = self.item.sudo().copy(
            {'project_id': self.project.id, 'unit_id': self.housing.id, 'state': 'dispatched'})
        self._refused("several units", self.handler, items=self.item | other.with_user(self.leader))

    def test_reassigning_needs_a_reason_that_stays(self):
        self.item.with_user(self.leader).action_assign(self.handler)
        with freeze_time('2026-03-04 02:00:00'):
            self.item.with_user(self.leader).action_assign(self.deputy, note="原经办人出差")
        self.assertEqual(self.item.handler_id, self.deputy)
        self.assertEqual(self.item.assigned_on, date(2026, 3, 2))
        last = self.item.sudo().clock_event_ids.sorted('id')[-1]
        self.assertEqual((last.kind, last.note, last.holder_user_id), ('handover', "原经办人出差", self.deputy))
        self.assertEqual(self._asked(self.item), self.deputy)

    def test_bulk_in_the_dialog(self):
        """Several items change hands with one reason; paused ones too."""
        items = self.item | self.item.sudo().copy({'project_id': self.project.id, 'state': 'dispatched'})
        items.with_user(self.leader).action_assign(self.handler)
        action = items.with_user(self.leader).action_assign()
        form = Form(self.env['daiban.item.decision'].with_user(self.leader).with_context(**action['context']))
        form.user_id = self.deputy
        form.note = "休假移交"
        form.save().action_confirm()
        self.assertEqual(items.handler_id, self.deputy)

    def test_a_paused_item_changes_hands_and_stays_paused(self):
        self.item.with_user(self.leader).action_assign(self.handler)
        self.item.with_user(self.handler).action_start()
        reason = self.env['daiban.pause.reason'].search(
            [('holder', '=', 'enterprise'), ('needs_approval', '=', False)], limit=1)
        self.item.with_user(self.handler).action_pause(reason, document_number="1号")
        self.item.with_user(self.leader).action_assign(self.deputy, note="换人")
        self.assertEqual((self.item.state, self.item.handler_id), ('paused', self.deputy))

    # === Unassigned time ===

    def test_unassigned_days_are_the_units(self):
        """R34: from Monday to Thursday at the leader's desk: three working days, held by the unit."""
        with freeze_time('2026-03-05 02:00:00'):
            self.assertEqual(self.item.unassigned_days, 3)
            unit = self.drc.with_user(self.leader)
            self.assertEqual((unit.unassigned_count, unit.unassigned_longest), (1, 3))
            self.item.with_user(self.leader).action_assign(self.handler)
        with freeze_time('2026-03-10 02:00:00'):
            self.assertEqual(self.item.unassigned_days, 3)
        spans = self.env['daiban.clock.span'].sudo().search(
            [('res_model', '=', 'daiban.item'), ('res_id', '=', self.item.id)], order='date_from')
        first = spans[0]
        self.assertEqual(
            (first.holder_kind, first.holder_unit_id, first.holder_user_id, first.date_from, first.date_to),
            ('unit', self.drc, self.leader, date(2026, 3, 2), date(2026, 3, 5)))

    # === Nobody can assign ===

    def test_no_leader_alarms(self):
        """Assignment failed: liaison and the center's head are told, the item shows why, a leader ends it."""
        self.drc.write({'leader_id': False, 'liaison_id': self.handler.id})
        self.assertEqual(self._asked(self.item), self.env['res.users'])
        self.assertEqual(self._asked(self.item, UNASSIGNED), self.handler | self.center_head)
        self.assertIn("No leader in charge", self.item.assignment_gap)
        found = self.env['daiban.item'].with_user(self.supervisor).search([('assignment_gap', '!=', False)])
        self.assertIn(self.item, found)
        self.drc.leader_id = self.leader
        self.assertFalse(self._asked(self.item, UNASSIGNED))
        self.assertEqual(self._asked(self.item), self.leader)
        self.assertFalse(self.item.assignment_gap)

    def test_everybody_away_alarms_until_somebody_is_back(self):
        """Leader and agency head are away without a substitute; on the day of the return the leader is asked again."""
        self._away(self.leader, last='2026-03-03')
        self.assertEqual(self._asked(self.item, UNASSIGNED), self.center_head)
        self.assertIn("nobody stands in", self.item.assignment_gap)
        with freeze_time('2026-03-04 02:00:00'):
            list(self.env['daiban.item']._clock_day_begins())
            self.assertFalse(self._asked(self.item, UNASSIGNED))
            self.assertEqual(self._asked(self.item), self.leader)

    def test_agency_head_is_asked_when_the_leader_is_away(self):
        self.drc.responsible_id = self.deputy
        self._away(self.leader)
        self.assertEqual(self._asked(self.item), self.deputy)
        self.assertFalse(self._asked(self.item, UNASSIGNED))

    # === Substitutes ===

    def test_substitute_of_the_leader(self):
        """Activities and rights of the leader go to the substitute, and back on the day of the return."""
        self.assertFalse(self.item.with_user(self.deputy).can_assign)
        absence = self._away(self.leader, self.deputy)
        self.assertEqual(self._asked(self.item), self.deputy)
        self.assertTrue(self.item.with_user(self.deputy).can_assign)
        with freeze_time('2026-03-09 02:00:00'):
            list(self.env['daiban.item']._clock_day_begins())
            self.assertEqual(self._asked(self.item), self.leader)
            self._refused("Only the leader", self.handler, user=self.deputy, error=AccessError)
        absence.with_user(self.leader).date_to = '2026-03-02'
        self.item.with_user(self.deputy).action_assign(self.handler)
        self.assertEqual(self.item.handler_id, self.handler)

    def test_absence_begins_in_the_future(self):
        self._away(self.leader, self.deputy, first='2026-03-04')
        self.assertEqual(self._asked(self.item), self.leader)
        with freeze_time('2026-03-04 02:00:00'):
            list(self.env['daiban.item']._clock_day_begins())
            self.assertEqual(self._asked(self.item), self.deputy)

    def test_new_activity_goes_to_the_substitute(self):
        """Also what is asked for during the absence; of what the substitute may not see, nothing."""
        self._away(self.leader, self.deputy)
        self.item.sudo().activity_schedule(TODO, user_id=self.leader.id, summary="问")
        self.assertEqual(self._asked(self.item), self.deputy)
        draft = self._draft().sudo()
        draft.activity_schedule(TODO, user_id=self.leader.id, summary="问")
        self.assertEqual(self._asked(draft), self.leader)

    def test_leader_is_asked_to_hand_over(self):
        """An absence of somebody who holds items: the leader is asked, until nothing is left in hand."""
        self.item.with_user(self.leader).action_assign(self.handler)
        absence = self._away(self.handler)
        self.assertEqual(absence.held_count, 1)
        self.assertEqual(absence.sudo().activity_ids.user_id, self.leader)
        self.assertEqual(self.item.handler_away, "Test test_handler is away until 2026年3月6日.")
        action = absence.with_user(self.leader).action_hand_over()
        self.assertEqual(action['context']['default_item_ids'], self.item.ids)
        self.item.with_user(self.leader).action_assign(self.deputy, note="休假移交")
        self.assertFalse(absence.sudo().activity_ids)
        with self.assertRaisesRegex(UserError, "no items in hand"):
            absence.with_user(self.leader).action_hand_over()

    def test_who_is_asked_when_the_leader_goes(self):
        """A leader with items in hand: the substitute hands them over; without one the center's head is told."""
        self.item.with_user(self.leader).action_assign(self.leader)
        absence = self._away(self.leader, first='2026-03-04')
        self.assertEqual(absence.sudo().activity_ids.user_id, self.center_head)
        absence.substitute_id = self.deputy
        self.assertEqual(absence.sudo().activity_ids.user_id, self.deputy)

    def test_handler_who_left_the_unit(self):
        """What somebody had in hand who left the unit does not lie there unseen: the leader is asked, once."""
        self.item.with_user(self.leader).action_assign(self.handler)
        self.drc.member_ids -= self.handler
        for _day in range(2):
            list(self.env['daiban.item']._clock_day_begins())
        todo = self.item.sudo().activity_ids.filtered(lambda one: one.user_id == self.leader)
        self.assertEqual(len(todo), 1)
        self.assertIn("no longer works for", self.item.with_user(self.leader).handler_away)
        self.item.with_user(self.leader).action_assign(self.deputy, note="原经办人调离")
        self.assertEqual(self._asked(self.item), self.deputy)
        self.assertFalse(self.item.with_user(self.leader).handler_away)

    # === Who enters absences, and what is refused ===

    def test_who_may_enter(self):
        """The person, the leader of the unit and supervisors; nobody else, and nobody for another unit."""
        for user in (self.handler, self.leader, self.supervisor):
            self._away(self.handler, by=user).with_user(user).unlink()
        for user in (self.deputy, self.stranger, self.auditor, self.manager, self.agent):
            with self.assertRaises(AccessError):
                self._away(self.handler, by=user)
        absence = self._away(self.handler)
        self.assertTrue(absence.with_user(self.deputy).has_access('read'))
        self.assertFalse(absence.with_user(self.stranger).has_access('read'))
        for user in (self.deputy, self.auditor, self.manager):
            with self.assertRaises(AccessError):
                absence.with_user(user).note = "x"

    def test_refused_absences(self):
        self._away(self.deputy)
        for message, arguments in (
            ("stands in for himself", {'substitute': self.handler}),
            ("does not belong to a unit", {'substitute': self.stranger}),
            ("is away in these days too", {'substitute': self.deputy}),
        ):
            with self.subTest(message), self.assertRaisesRegex(ValidationError, message), self.env.cr.savepoint():
                self._away(self.handler, **arguments)
        with self.assertRaisesRegex(ValidationError, "already entered as away"), self.env.cr.savepoint():
            self._away(self.deputy, first='2026-03-06', last='2026-03-07')
        begun = self._away(self.handler, first='2026-02-27')
        with self.assertRaisesRegex(UserError, "stays in the record"):
            begun.unlink()

    def test_present(self):
        """The word that others rely on."""
        people = self.handler | self.deputy
        self._away(self.handler, first='2026-03-03')
        self.assertEqual(people._daiban_present(), people)
        self.assertEqual(people._daiban_present(date(2026, 3, 3)), self.deputy)

"""Incidents of shirking and delay, from the proposal to the two confirmations (R101, R102)."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .incident_common import IncidentCommon


@tagged('post_install', '-at_install')
class TestIncident(IncidentCommon):

    # === The ledger proposes ===

    def test_overdue_is_proposed_once(self):
        """R101: overdue with no pause for more days than the setting: one proposal, with its evidence; nobody told."""
        self._day('2026-03-11')
        incidents = self.env['daiban.incident'].with_user(self.supervisor)
        self.assertFalse(incidents.search([]), "two days late is less than the setting")
        incident = self._proposed_incident()
        self.assertEqual((incident.kind, incident.state, incident.nature), ('overdue', 'proposed', 'delay'))
        self.assertEqual((incident.user_id, incident.unit_id, incident.happened_on), (
            self.handler, self.unit, date(2026, 3, 13)))
        self.assertIn(self.item.name, incident.facts)
        self.assertFalse(incident.with_user(self.handler).search([]), "a proposal accuses nobody")
        self.assertFalse(incident.sudo().activity_ids.filtered(lambda todo: todo.user_id == self.handler))
        self._day('2026-03-16')
        self.assertEqual(incidents.search([]), incident)
        with freeze_time('2026-03-16 02:00:00'):
            incident.action_dismiss("等待国家层面的答复。")
        self._day('2026-03-17')
        self.assertEqual(incidents.search([]), incident, "what was dismissed is not proposed again")

    def test_pause_is_not_proposed(self):
        """R101: days of a pause are nobody's fault."""
        with freeze_time('2026-03-12 02:00:00'):
            self.item.sudo()._clock_pause(self._reason(), document_number='三自然资〔2026〕1号')
        self.assertTrue(self.item.sudo().paused)
        self.assertFalse(self._proposed_incident())

    def _reason(self):
        return self.env['daiban.pause.reason'].search([
            ('needs_approval', '=', False), ('requires_document', '=', True)], limit=1)

    def test_paused_day_is_refused(self):
        """Bad input: an incident on a paused clock is refused with the reason, and nothing is made."""
        with freeze_time('2026-03-04 02:00:00'):
            self.item.sudo()._clock_pause(self._reason(), document_number='三自然资〔2026〕1号')
        with freeze_time('2026-03-06 02:00:00'):
            self.item.sudo()._clock_resume()
            vals = {
                'item_id': self.item.id, 'project_id': self.project.id, 'unit_id': self.unit.id,
                'user_id': self.handler.id, 'facts': "无人办理。"}
            incidents = self.env['daiban.incident'].with_user(self.supervisor)
            with self.assertRaisesRegex(UserError, "was paused"), self.env.cr.savepoint():
                incidents.create({**vals, 'happened_on': '2026-03-05'})
            self.assertFalse(incidents.search([]))
            incident = incidents.create({**vals, 'happened_on': '2026-03-04'})
            with self.assertRaisesRegex(UserError, "was paused"), self.env.cr.savepoint():
                incident.happened_on = '2026-03-06'
            with self.assertRaisesRegex(UserError, "has not come"), self.env.cr.savepoint():
                incident.happened_on = '2026-03-09'
            with self.assertRaisesRegex(UserError, "lay with"), self.env.cr.savepoint():
                incident.unit_id = self.drc if self.unit != self.drc else self.housing

    def test_held_without_action(self):
        """R101: it lies with a unit that does not begin; a note of somebody of the unit is an action."""
        item = self._running(name="第二个项目").sudo().item_ids.filtered(lambda one: one.state == 'dispatched')[:1]
        held = [('item_id', '=', item.id), ('kind', '=', 'held')]
        incidents = self.env['daiban.incident'].sudo()
        with freeze_time('2026-03-10 02:00:00'):
            item.with_user(self.leader).message_post(body="正在核对图纸。")
        self._day('2026-03-17')
        self.assertFalse(incidents.search(held), "five working days after the note")
        self._day('2026-03-24')
        incident = incidents.search(held)
        self.assertEqual((incident.unit_id, incident.user_id), (item.unit_id, item.unit_id.leader_id))
        self.assertIn('10', incident.facts)

    # === Report, statement ===

    def test_report_hears_the_person(self):
        """R101: the person is told, and has five working days; others do not see it."""
        incident = self._reported()
        self.assertEqual((incident.state, incident.due_date), ('reported', date(2026, 3, 20)))
        self.assertIn('2026', incident.number)
        self.assertEqual(incident.home_confirmer_id, self.leader)
        self.assertIn(self.handler, incident.sudo().activity_ids.user_id)
        for user, sees in (
                (self.handler, True), (self.leader, True), (self.auditor, True), (self.chief, True),
                (self.agent, False), (self.stranger, False), (self.manager, False), (self.other_agent, False)):
            with self.subTest(user=user.login):
                self.assertEqual(bool(incident.with_user(user).search_count([])), sees)
        with self.assertRaises(AccessError):
            self.env['daiban.incident'].with_user(self.owner).search([])

    def test_statement(self):
        """R101: only the person states, and only what he writes himself; afterwards it stays as it was sent."""
        incident = self._reported()
        with freeze_time('2026-03-16 02:00:00'):
            for user in (self.supervisor, self.leader, self.auditor):
                with self.subTest(user=user.login), self.assertRaises(AccessError), self.env.cr.savepoint():
                    incident.with_user(user).statement = "我认错。"
            own = incident.with_user(self.handler)
            with self.assertRaisesRegex(UserError, "Please fill in"):
                own.action_state()
            own.statement = "等待意见。"
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                incident.action_state()
            own.action_state()
            self.assertEqual((incident.state, incident.silent, incident.finished_late), ('stated', False, False))
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                own.statement = "改口。"
            with self.assertRaises(UserError), self.env.cr.savepoint():
                own.action_state()

    def test_silence_admits_nothing(self):
        """R101: silence is noted; until something is found a late statement is still heard."""
        incident = self._reported()
        with freeze_time('2026-03-20 02:00:00'), self.assertRaisesRegex(UserError, "still make a statement"):
            incident.action_note_silence()
        self._day('2026-03-23')
        self.assertEqual((incident.state, incident.silent), ('stated', True))
        self.assertFalse(incident.confirmed_on or incident.cap)
        with freeze_time('2026-03-24 02:00:00'):
            own = incident.with_user(self.handler)
            own.statement = "出差，补充说明。"
            own.action_state()
        self.assertFalse(incident.silent)

    def test_extension(self):
        """R101: more days once, asked by the person, granted by another, within the cap."""
        incident = self._reported()
        own = incident.with_user(self.handler)
        with freeze_time('2026-03-16 02:00:00'):
            for days in (0, 6, -1):
                with self.subTest(days=days), self.assertRaisesRegex(UserError, "can be asked for"):
                    own.action_ask_extension(days, "出差")
            with self.assertRaisesRegex(UserError, "reasons"):
                own.action_ask_extension(3, " ")
            with self.assertRaisesRegex(UserError, "Nobody has asked"):
                incident.action_grant_extension()
            own.action_ask_extension(3, "出差")
            with self.assertRaises(AccessError):
                own.action_grant_extension()
            incident.action_grant_extension()
            self.assertEqual(incident.due_date, date(2026, 3, 25))
            with self.assertRaisesRegex(UserError, "once"):
                own.action_ask_extension(2, "再来")

    # === Finding, confirmation ===

    def test_finding_waits_for_the_statement(self):
        """R101: nothing is found before the person was heard."""
        incident = self._reported()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            incident.finding = "属实。"
        with self.assertRaisesRegex(UserError, "Statement Awaited"):
            incident.action_find()

    def test_finding_keeps_the_clock(self):
        """R101: the numbers of the 期限计算书 are kept as they were when it was found."""
        incident = self._found()
        proof = incident.proof
        self.assertEqual((proof['limit'], proof['used'], proof['due'], proof['remaining']), (5, 11, '2026-03-09', -6))
        self.assertEqual(proof['rows'][-1]['date'], '2026-03-17')
        with freeze_time('2026-03-25 02:00:00'):
            self.item.sudo()._clock_finish()
        incident.invalidate_recordset()
        self.assertEqual(incident.proof, proof)
        self.assertIn('2026-03-17', str(incident.proof_html))

    def test_two_confirm(self):
        """R101: center and home unit, two people; not the finder, not the person; only both together confirm."""
        incident = self._found()
        with freeze_time('2026-03-18 02:00:00'):
            for user in (self.supervisor, self.handler, self.auditor, self.leader, self.manager):
                with self.subTest(center=user.login), self.assertRaises(AccessError), self.env.cr.savepoint():
                    incident.with_user(user).action_confirm()
            for user in (self.chief, self.handler, self.stranger):
                with self.subTest(home=user.login), self.assertRaises(AccessError), self.env.cr.savepoint():
                    incident.with_user(user).action_confirm_home()
            incident.with_user(self.chief).action_confirm()
            self.assertEqual(incident.state, 'found')
            self.assertEqual(self._caps_in(2026), {})
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                incident.with_user(self.colleague).action_confirm()
            incident.with_user(self.leader).action_confirm_home()
        self.assertEqual((incident.state, incident.confirmed_on), ('confirmed', date(2026, 3, 18)))
        self.assertEqual(self._caps_in(2026), {self.handler.id: ('not_best', incident)})
        self.assertEqual(self._caps_in(2025), {})

    def test_same_person_does_not_confirm_twice(self):
        """R101: who leads the home unit and belongs to the center confirms for one of them only."""
        self.unit.leader_id = self.colleague
        incident = self._found()
        own = incident.with_user(self.colleague)
        own.action_confirm_home()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            own.action_confirm()
        self.assertEqual(incident.state, 'found')

    def test_concerned_person_of_the_center(self):
        """R101: a supervisor whom it concerns does nothing in his own matter, and the next above confirms."""
        self.item.sudo().handler_id = self.colleague
        incident = self._proposed_incident()
        incident.write({'user_id': self.colleague.id})
        self.unit.sudo().write({'leader_id': self.colleague.id, 'parent_id': self.ref('unit_center').id})
        self.assertEqual(incident.home_confirmer_id, self.chief)
        own = incident.with_user(self.colleague)
        for step in (own.action_report, lambda: own.action_dismiss("无事"), lambda: own.write({'facts': "无"})):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                step()

    def test_dismissal(self):
        """R101: dismissed with a reason at every step; the home unit can refuse instead of confirming."""
        incident = self._found()
        with self.assertRaisesRegex(UserError, "reasons"):
            incident.action_dismiss(" ")
        with self.assertRaises(AccessError):
            incident.with_user(self.handler).action_dismiss("无事")
        incident.with_user(self.leader).action_dismiss("意见往来已由单位证实。")
        self.assertEqual((incident.state, incident.dismissed_by_id), ('dismissed', self.leader))
        self.assertFalse(incident.sudo().activity_ids)
        with self.assertRaises(UserError):
            incident.with_user(self.chief).action_confirm()
        self.assertEqual(self._caps_in(2026), {})

    def test_confirmed_is_not_dismissed(self):
        """R102: what was confirmed is lifted only by a review."""
        with self.assertRaisesRegex(UserError, "Confirmed"):
            self._confirmed().action_dismiss("算了")

    # === Nobody goes round it ===

    def test_cap_cannot_be_bypassed(self):
        """R102: no write, import or call from outside makes, lifts or changes an incident's state or cap."""
        incident = self._confirmed()
        users = (self.handler, self.leader, self.supervisor, self.chief, self.auditor, self.manager, self.agent)
        for user in users:
            own = incident.with_user(user)
            for vals in ({'state': 'lifted'}, {'cap': False}, {'year': 2020}, {'user_id': self.agent.id},
                         {'happened_on': '2020-01-02'}, {'confirmed_on': False}, {'statement': "x"}, {'finding': "x"},
                         {'review_until': '2030-01-01'}, {'home_confirmer_id': user.id}, {'proof': {}}):
                with self.subTest(user=user.login, vals=vals), self.assertRaises(UserError), self.env.cr.savepoint():
                    own.write(vals)
            with self.subTest(user=user.login), self.assertRaises(UserError), self.env.cr.savepoint():
                own.unlink()
        self.assertEqual(self._caps_in(2026), {self.handler.id: ('not_best', incident)})

    def test_import_makes_no_guilt(self):
        """R101: an import cannot bring a confirmed incident, a statement or a finding into the world."""
        incidents = self.env['daiban.incident'].with_user(self.supervisor)
        for name, value in (
                ('state', "Confirmed"), ('cap', "Last Grade"), ('statement', "我认错"), ('finding', "属实")):
            with self.subTest(field=name):
                result = incidents.load(
                    ['unit_id/.id', 'user_id/.id', 'facts', name],
                    [[str(self.unit.id), str(self.handler.id), "导入", value]])
                self.assertFalse(result['ids'])
        self.assertFalse(incidents.search([('facts', '=', "导入")]))

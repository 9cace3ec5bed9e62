import json

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestEscalation(CaseCommon):
    """DESIGN 5.3: remind the handler, tell liaison and leader, propose a supervision order, escalate on day 3."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.liaison = cls.new_user('handler', 'test_liaison')
        cls.startClassPatcher(freeze_time('2026-03-02 04:00:00'))
        item = cls._running().item_ids.filtered(lambda item: item.state == 'dispatched')[:1]
        item.sudo().unit_id.liaison_id = cls.liaison
        item.with_user(cls.leader).action_assign(cls.handler)
        item.with_user(cls.handler).action_start()
        cls.item = item.sudo()
        cls.item.limit_days = 5  # due on Monday 2026-03-09
        cls.item.activity_ids.unlink()
        cls.deadline = cls.ref('activity_type_deadline')
        cls.red_stays = cls.ref('automation_item_red_stays')
        cls.red_stays.last_run = '2026-03-02 00:00:00'

    def _activities(self):
        return self.item.activity_ids | self.item.supervision_ids.activity_ids

    def _asked(self, work):
        before = self._activities()
        work()
        self.env.flush_all()
        self.env.invalidate_all()
        return {activity.user_id for activity in self._activities() - before}

    def _day(self, day):
        """Who is asked by the daily job of that day."""
        with freeze_time(f'{day} 00:05:00'):
            return self._asked(lambda: list(self.env['daiban.clock.mixin']._turn_lights()))

    def _timed(self, moment):
        """Who is asked by the rules that are timed."""
        def work():
            self.env.flush_all()
            with self.enter_registry_test_mode():
                self.env.ref('base_automation.ir_cron_data_base_automation_check').method_direct_trigger()
        with freeze_time(moment):
            return self._asked(work)

    def test_the_ladder_step_by_step(self):
        self.assertEqual(self._day('2026-03-03'), set())
        self.assertEqual(self._day('2026-03-06'), {self.handler})
        self.assertEqual(self._day('2026-03-07'), set())
        self.assertEqual(self._day('2026-03-09'), {self.leader, self.liaison})
        self.assertEqual(self._day('2026-03-10'), {self.leader, self.supervisor})
        proposal = self.item.supervision_ids
        self.assertEqual((proposal.state, proposal.origin, proposal.activity_ids.user_id),
                         ('draft', 'light', self.supervisor))
        self.assertEqual(self._day('2026-03-11'), set())

    def test_day_three_of_red_escalates_in_working_hours(self):
        """Red on Tuesday the 10th: told on Thursday the 12th, not before eight, and once."""
        self._day('2026-03-10')
        self.assertEqual(self._timed('2026-03-11 02:00:00'), set())
        self.assertEqual(self._timed('2026-03-11 22:00:00'), set(), "six in the morning of the third day")
        self.assertEqual(self._timed('2026-03-12 00:10:00'), {self.item.agent_id, self.supervisor})
        self.assertEqual(self._timed('2026-03-12 04:10:00'), set())

    def test_day_three_on_a_rest_day_waits_for_the_next_working_day(self):
        self.item.limit_days = 8  # red on Friday the 13th, day 3 is Sunday
        self._day('2026-03-13')
        self.assertEqual(self._timed('2026-03-15 04:00:00'), set())
        self.assertEqual(self._timed('2026-03-16 00:10:00'), {self.item.agent_id, self.supervisor})

    def test_nobody_is_asked_in_place_of_who_is_missing(self):
        self.item.unit_id.liaison_id = False
        self.assertEqual(self._day('2026-03-09'), {self.leader})

    def test_what_was_asked_ends_with_the_item(self):
        self._day('2026-03-10')
        self.assertTrue(self.item.activity_ids.filtered(lambda activity: activity.activity_type_id == self.deadline))
        self._attach_result(self.item, self.handler)
        with freeze_time('2026-03-10 02:00:00'):
            self.item.with_user(self.handler).action_done()
        self.assertFalse(self._activities())
        self.assertEqual(self.item.supervision_ids.state, 'withdrawn', "nobody has to judge a proposal without reason")

    def test_the_steps_are_edited_without_code(self):
        """Another person in the role, another day: only records change."""
        self.ref('automation_item_yellow_action').activity_user_field_name = 'agent_id'
        self.red_stays.trg_date_range = 0
        self.assertEqual(self._day('2026-03-06'), {self.item.agent_id})
        self._day('2026-03-10')
        self.assertEqual(self._timed('2026-03-10 01:00:00'), {self.item.agent_id, self.supervisor})

    def _rule(self, *names):
        model = self.env['ir.model']._get('daiban.item')
        rule = self.env['base.automation'].create({
            'name': "到期日变动", 'model_id': model.id, 'trigger': 'on_create_or_write',
            'trigger_field_ids': [Command.link(self.env['ir.model.fields']._get('daiban.item', name).id)
                                  for name in names]})
        self.env['ir.actions.server'].create({
            'name': "告知经办人", 'base_automation_id': rule.id, 'model_id': model.id, 'state': 'next_activity',
            'activity_type_id': self.deadline.id, 'activity_summary': "到期日已变动", 'activity_user_type': 'generic',
            'activity_user_field_name': 'handler_id', 'activity_date_deadline_range': 0})
        return rule

    def test_a_rule_on_the_due_date_sees_it_move(self):
        """An event moves the due date and writes it in bulk: a rule that waits for it runs all the same."""
        self._rule('due_date')
        with freeze_time('2026-03-04 02:00:00'):
            extend = self.item.with_user(self.leader).action_extend
            self.assertEqual(self._asked(lambda: extend(3, note="需要现场核对")), {self.handler})
        self.assertFalse(self.env['daiban.clock.mixin']._verify_clocks())

    def test_a_rule_cannot_wait_for_what_is_never_stored(self):
        with self.assertRaisesRegex(ValidationError, "timed by the due date"):
            self._rule('remaining_days')


@tagged('post_install', '-at_install')
class TestHeartbeatPage(HttpCase, CaseCommon):
    """DESIGN 5.3: whoever watches over the time limits sees on every page that the daily job has not run."""

    def _warned(self, user):
        self.authenticate(user.login, user.login)
        answer = self.make_jsonrpc_request('/web/session/get_session_info', {})
        return json.dumps(answer.get('daiban_lights_warning', 'not asked'))

    def test_supervisors_and_managers_only(self):
        self.env['ir.config_parameter'].set_param('sanming_daiban.lights_turned_on', '2026-03-02')
        self.patch(self.env.registry['daiban.clock.mixin'], '_lights_late', lambda _self: True)
        for user in (self.supervisor, self.manager):
            self.assertIn('2026-03-02', self._warned(user))
        for user in (self.agent, self.handler):
            self.assertEqual(self._warned(user), '"not asked"')

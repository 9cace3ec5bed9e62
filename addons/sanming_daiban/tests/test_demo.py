from datetime import date, datetime

from odoo.modules.module import Manifest
from odoo.tests import TransactionCase, tagged
from odoo.tools.convert import convert_file

from ..demo.time_travel import at_moment
from ..models.case.daiban_project import PROJECT_STATES

# The National Day of 2026, in the middle of seven days of rest.
HOLIDAY = datetime(2026, 10, 3, 4, 0)


@tagged('post_install', '-at_install')
class TestDemo(TransactionCase):
    """The demo data, made on a holiday and rolled back: true to the rules on whatever day they are made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with at_moment(cls.env, HOLIDAY):
            for file in Manifest.for_addon('sanming_daiban')['demo']:
                convert_file(cls.env, 'sanming_daiban', file, {}, 'init', noupdate=True)
        names = cls.env['ir.model.data'].search([
            ('module', '=', 'sanming_daiban'), ('name', '=like', 'demo_project_%')])
        cls.cases = cls.env['daiban.project'].browse(names.mapped('res_id'))
        cls.items = cls.cases.item_ids
        cls.events = cls.cases.clock_event_ids | cls.items.clock_event_ids

    def test_every_state_occurs(self):
        self.assertEqual(set(self.cases.mapped('state')), {state for state, _label in PROJECT_STATES})
        self.assertLessEqual(
            {'waiting', 'ready', 'dispatched', 'assigned', 'running', 'paused', 'done', 'refused', 'cancelled'},
            set(self.items.mapped('state')))
        running = self.cases.filtered(lambda case: case.state == 'running')
        self.assertEqual(running.stage_id, self.env['daiban.stage'].search([]))
        self.assertEqual(set(self.items.mapped('light')), {'grey', 'green', 'yellow', 'orange', 'red'})
        self.assertIn(True, self.items.mapped('finished_late'))
        self.assertIn(True, self.items.mapped('pause_claimed'))
        self.assertEqual(self.cases.category_id, self.env['daiban.category'].search([]))

    def test_nothing_lies_in_the_future(self):
        today = date(2026, 10, 3)
        self.assertLessEqual(max(self.events.mapped('date')), today)
        moments = [
            *self.events.mapped('recorded_at'), *self.cases.mapped('create_date'), *self.items.mapped('write_date'),
            *self.cases.message_ids.mapped('date'), *self.items.message_ids.mapped('date'),
            *self.cases.notice_ids.mapped('served_at'), *self.cases.material_ids.attachment_ids.mapped('create_date'),
        ]
        self.assertLessEqual(max(moments), HOLIDAY)
        submitted = self.cases.filtered('submitted_on').mapped('submitted_on')
        self.assertEqual(max(submitted), today)
        self.assertLess(min(submitted), date(2025, 11, 1))

    def test_people_work_on_working_days(self):
        calendar = self.env['daiban.calendar.year']._work_calendar()
        days = {day for day in self.events.mapped('date') if not calendar.is_workday(day)}
        self.assertEqual(days, {date(2026, 10, 3)}, "only the request that came in today, on a holiday, by the portal")
        self.assertFalse(self.events.filtered('late_entry'))

    def test_numbers_follow_the_dates(self):
        for records, dated in ((self.cases, 'submitted_on'), (self.cases.notice_ids, 'served_at')):
            by_series = records.filtered(dated).grouped(lambda record: record.number.split('〕')[0])
            for series, group in by_series.items():
                by_serial = {int(record.number.split('〕')[1].strip('号')): record[dated] for record in group}
                self.assertEqual(sorted(by_serial), list(range(1, len(group) + 1)), series)
                self.assertEqual({record[dated].year for record in group}, {int(series.split('〔')[1])})
                dates = [moment for _serial, moment in sorted(by_serial.items())]
                self.assertEqual(dates, sorted(dates), series)

    def test_chains_hold(self):
        self.assertEqual(self.env['daiban.clock.event']._verify_chains(), [])

    def test_each_enterprise_has_cases_and_a_person(self):
        people = self.env.ref('base.group_portal').user_ids.filtered(lambda user: user.login.startswith('qiye'))
        self.assertEqual(len(people), 3)
        for user in people:
            own = self.env['daiban.project'].with_user(user).search([])
            self.assertGreaterEqual(len(own), 3, user.login)
            self.assertEqual(own.partner_id, own.with_user(user)._portal_enterprises())

    def test_every_unit_that_handles_items_has_people(self):
        """The flow can be walked by hand: nothing is handed to a unit where nobody is."""
        units = self.env['daiban.plan.line'].search([]).unit_id | self.env['daiban.item.type'].search([]).unit_id
        self.assertFalse(units.filtered(lambda unit: not (unit.leader_id and unit.liaison_id)).mapped('name'))

    def test_what_lies_on_a_desk_is_on_the_list_of_its_owner(self):
        for item in self.items.filtered(lambda item: item.state in ('dispatched', 'assigned', 'running', 'paused')):
            owner = item.leader_id if item.state == 'dispatched' else item.handler_id
            self.assertIn(owner, item.activity_ids.user_id, item.display_name)

    def test_nobody_gets_mail(self):
        self.assertFalse(self.env['mail.mail'].search([('model', '=like', 'daiban.%')]))

    def test_login_is_the_password(self):
        names = self.env['ir.model.data'].search([
            ('module', '=', 'sanming_daiban'), ('name', '=like', 'demo_user_%')])
        users = self.env['res.users'].browse(names.mapped('res_id'))
        self.env.cr.execute("SELECT login, password FROM res_users WHERE id = ANY(%s)", [users.ids])
        context = users._crypt_context()
        for login, password in self.env.cr.fetchall():
            self.assertTrue(context.verify(login, password), login)

    def test_it_is_played_once(self):
        self.env['daiban.demo']._play()
        self.assertFalse(self.env['daiban.project'].search([('id', 'not in', self.cases.ids)]))

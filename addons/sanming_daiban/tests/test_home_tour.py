from datetime import timedelta

from odoo.fields import Date
from odoo.tests import HttpCase, freeze_time, tagged

from .case_common import CaseCommon


class HomeTourCommon(CaseCommon, HttpCase):
    """One item that is overdue, one that is at its unit's leader; each role begins at ``/odoo``, as after login."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        past = Date.today() - timedelta(days=60)
        with freeze_time(f'{past} 02:00:00'):
            cls.project = cls._running()
            cls.late_item = cls._item(cls.project, 'A01')
            cls.late_item.with_user(cls.leader).action_assign(cls.colleague())
            cls.late_item.with_user(cls.colleague_user).action_start()
        cls.env.invalidate_all()

    @classmethod
    def colleague(cls):
        cls.colleague_user = cls.new_user('handler', 'test_colleague')
        cls.late_item.sudo().unit_id.member_ids |= cls.colleague_user
        return cls.colleague_user

    def _at_the_leader(self):
        case = self._running(name="新建厂房", partner_id=self.rival.id)
        return self._item(case, 'A01')


@tagged('post_install', '-at_install')
class TestHomeTour(HomeTourCommon):
    """R4, R34, R43, R48, R89: a working day of each role in a real browser."""

    def test_agent(self):
        """R89: examine a new request, accept it, hand it over; the list of the morning is empty."""
        self._submitted(name="新建厂房", partner_id=self.rival.id).material_ids.action_verify()
        self.start_tour('/odoo', 'daiban_home_agent', login='test_agent')
        self.assertEqual(self.env['daiban.project'].search([('name', '=', "新建厂房")]).state, 'running')

    def test_handler(self):
        """R34: start what was assigned, from the line, and finish it."""
        item = self._at_the_leader()
        item.with_user(self.leader).action_assign(self.handler)
        self._attach_result(item, self.handler)
        self.start_tour('/odoo', 'daiban_home_handler', login='test_handler')
        self.assertEqual(item.state, 'done')

    def test_supervisor(self):
        """R43, R48: from the board to the overdue item; what units have not assigned."""
        self._at_the_leader()
        self.start_tour('/odoo', 'daiban_home_supervisor', login='test_supervisor')

    def test_auditor(self):
        """R48: what was recorded late, read only."""
        item = self._at_the_leader()
        item.with_user(self.leader).action_assign(self.handler)
        calendar = self.env['daiban.calendar.year']._work_calendar()
        with freeze_time(f'{calendar.next_workday(Date.today() + timedelta(days=1))} 02:00:00'):
            item.with_user(self.handler).action_start(date=Date.today() - timedelta(days=1), note="系统故障")
        self.start_tour('/odoo', 'daiban_home_auditor', login='test_auditor')

    def test_manager(self):
        """R1: confirm a plan that the district has decided on."""
        self.start_tour('/odoo', 'daiban_home_manager', login='test_manager')


@tagged('post_install', '-at_install')
class TestHomeTourPhone(HomeTourCommon):
    """R34: the leader signs on the phone."""

    browser_size = '375x667'
    touch_enabled = True

    def test_leader(self):
        """Two taps: the item on the first page, the person."""
        item = self._at_the_leader()
        self.start_tour('/odoo', 'daiban_home_leader', login='test_leader')
        self.assertEqual((item.state, item.handler_id), ('assigned', self.handler))

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestDocking(CaseCommon):
    """R84: what the liaison of a unit and the window agreed, with who follows it up and by when."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.drc.liaison_id = cls.handler
        cls.log = cls.env['daiban.visit']

    def _vals(self, **vals):
        return {
            'kind': 'docking', 'unit_id': self.drc.id, 'counterpart_unit_id': self.window.id,
            'purpose': "备案材料清单", 'result': "统一用新版表格。", **vals}

    def test_liaison_writes_the_log(self):
        """R84: the window and the unit read it, the follow-up is an activity of the person named."""
        entry = self.log.with_user(self.handler).create(self._vals(
            follow_up="更新示范文本", follow_up_on='2026-12-04', follow_up_user_id=self.agent.id))
        self.assertEqual(entry.sudo().activity_ids.user_id, self.agent)
        self.assertEqual(str(entry.sudo().activity_ids.date_deadline), '2026-12-04')
        for user in (self.agent, self.leader, self.auditor):
            self.assertIn(entry, self.log.with_user(user).search([('kind', '=', 'docking')]))
        self.assertFalse(self.log.with_user(self.stranger).search([]))
        entry.follow_up_user_id = self.handler
        self.assertEqual(entry.sudo().activity_ids.user_id, self.handler)

    def test_window_writes_it_too(self):
        """R84"""
        entry = self.log.with_user(self.agent).create(self._vals(
            unit_id=self.window.id, counterpart_unit_id=self.drc.id))
        self.assertTrue(entry.with_user(self.handler).read(['result']))

    def test_only_the_liaison(self):
        """R83: one liaison per unit."""
        with self.assertRaisesRegex(AccessError, "Only the liaison"):
            self.log.with_user(self.leader).create(self._vals())
        with self.assertRaises(AccessError):
            self.log.with_user(self.stranger).create(self._vals())
        with self.assertRaises(AccessError):
            self.log.with_user(self.handler).create({
                'kind': 'trip', 'partner_id': self.enterprise.id, 'unit_id': self.drc.id, 'purpose': "办事"})

    def test_bad_entries(self):
        for vals in ({'counterpart_unit_id': False}, {'counterpart_unit_id': self.drc.id}):
            with self.assertRaisesRegex(ValidationError, "between two units"):
                self.log.with_user(self.handler).create(self._vals(**vals))
        with self.assertRaisesRegex(ValidationError, "a person and a day"):
            self.log.with_user(self.handler).create(self._vals(follow_up="更新示范文本"))
        with mute_logger('odoo.sql_db'), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.log.with_user(self.agent).create({'kind': 'trip', 'purpose': "办事"})

    def test_docking_is_no_trip_of_the_enterprise(self):
        """R10: the log counts no trips."""
        case = self._submitted()
        self.log.with_user(self.agent).create(self._vals(project_id=case.id, partner_id=self.enterprise.id))
        self.assertEqual(case.sudo().trip_recorded, 0)

"""Units, the shipped data as property of the district, and who may see the setup."""
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import convert_file, mute_logger

from .common import DaibanCase

PORTAL_READS = {'unit', 'park', 'stage', 'item.type', 'material.type', 'category'}
ALL_MODELS = PORTAL_READS | {
    'plan', 'plan.stage', 'plan.line', 'routing.rule', 'eligibility.rule', 'pause.reason', 'reject.reason', 'fee',
    'legal.basis',
}


@tagged('post_install', '-at_install')
class TestSetupUnits(DaibanCase):

    def test_officers_are_members(self):
        """R82, R83: leader, agency head and liaison belong to the unit, whichever side is edited."""
        unit = self.env['daiban.unit'].with_user(self.user_manager).create(
            {'name': '测试局', 'code': 'test', 'leader_id': self.user_agent.id})
        self.assertEqual(unit.member_ids, self.user_agent)
        unit.write({'liaison_id': self.user_handler.id, 'responsible_id': self.user_supervisor.id})
        officers = self.user_agent | self.user_handler | self.user_supervisor
        self.assertEqual(unit.member_ids, officers)
        unit.member_ids = [Command.clear()]
        self.assertEqual(unit.member_ids, officers)
        self.user_handler.daiban_unit_ids = [Command.clear()]
        self.assertIn(self.user_handler, unit.member_ids)
        self.assertEqual(self.user_handler.daiban_unit_ids, unit)
        unit.liaison_id = self.user_auditor
        unit.member_ids = [Command.unlink(self.user_handler.id)]
        self.assertNotIn(self.user_handler, unit.member_ids)

    def test_city_departments(self):
        """R66, Q8: a dispatched body does not count, a subordinate body counts as its superior; both are switches."""
        resources, ecology = self.ref('unit_natural_resources'), self.ref('unit_ecology')
        self.assertEqual(self.ref('unit_registration')._city_department(), resources)
        self.assertFalse(ecology._city_department())
        self.assertFalse(self.ref('unit_housing')._city_department())
        ecology.counts_as_city = True
        self.assertEqual(ecology._city_department(), self.ref('unit_city_ecology'))
        self.assertTrue(self.env['daiban.unit'].create({'name': '市局', 'code': 'x', 'level': 'city'}).counts_as_city)

    def test_bad_units(self):
        with self.assertRaisesRegex(ValidationError, "cannot be its own superior"):
            self.ref('unit_government').parent_id = self.ref('unit_housing')
        with mute_logger('odoo.sql_db'), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env['daiban.unit'].create({'name': '又一个住建局', 'code': 'housing'})

    def test_found_by_other_names(self):
        found = self.env['daiban.unit'].name_search('政务服务中心')
        self.assertIn(self.ref('unit_center').id, [unit_id for unit_id, _name in found])

    def test_edits_survive_an_upgrade(self):
        """Every shipped file is loaded again as by -u: what the district changed stays, plans and their lines too."""
        unit, fee, line = self.ref('unit_housing'), self.ref('fee_forest'), self.ref('line_small_project_c05')
        unit.write({'name': '三元区住建和城市更新局', 'notes': False})
        self.ref('item_c05').write({'unit_id': unit.id, 'active': False})
        fee.amount_rule = '新标准'
        self.ref('partner_category_foreign_invested').name = '外资'
        plan = self.ref('plan_small_project_v1')
        plan.action_retire()
        files = [name for name in self._manifest_data() if name.startswith('data/setup/')]
        self.assertGreater(len(files), 15)
        for name in files:
            convert_file(self.env, 'sanming_daiban', name, {}, mode='update')
        self.env.invalidate_all()
        self.assertEqual((unit.name, unit.notes), ('三元区住建和城市更新局', False))
        self.assertEqual((self.ref('item_c05').unit_id, self.ref('item_c05').active), (unit, False))
        self.assertEqual(fee.amount_rule, '新标准')
        self.assertEqual(self.ref('partner_category_foreign_invested').name, '外资')
        self.assertEqual((plan.state, line.limit_days), ('retired', 5))

    def _manifest_data(self):
        from odoo.modules.module import Manifest
        return Manifest.for_addon('sanming_daiban')['data']

    def test_shipped_records_are_archived_not_deleted(self):
        """A deleted one would come back with the next upgrade."""
        fee = self.ref('fee_forest').with_user(self.user_manager)
        with self.assertRaisesRegex(UserError, "森林植被恢复费 is part of the product and cannot be deleted."):
            fee.unlink()
        fee.action_archive()
        own = fee.create({'name': '其他', 'code': 'own', 'payee': '财政局', 'amount_rule': '0'})
        own.unlink()
        self.assertFalse(own.exists())

    def test_duplicates_get_a_code(self):
        item = self.ref('item_a02').with_user(self.user_manager).copy()
        self.assertEqual(item.code, 'A02 (copy)')
        self.assertEqual(item.material_type_ids, self.ref('item_a02').material_type_ids)

    def test_who_reads_and_writes(self):
        """DESIGN §6: staff read the setup, the manager changes it, the portal sees names only."""
        for name in sorted(ALL_MODELS):
            model = self.env[f'daiban.{name}']
            for user, may in (
                (self.user_manager, {'read', 'write', 'create', 'unlink'}),
                *((user, {'read'}) for user in (
                    self.user_agent, self.user_handler, self.user_supervisor, self.user_auditor)),
                (self.user_portal, {'read'} if name in PORTAL_READS else set()),
                (self.env.ref('base.public_user'), set()),
            ):
                for operation in ('read', 'write', 'create', 'unlink'):
                    with self.subTest(model=name, user=user.login, operation=operation):
                        self.assertEqual(model.with_user(user).has_access(operation), operation in may)

    def test_portal_does_not_see_people(self):
        unit = self.ref('unit_housing').with_user(self.user_portal)
        self.assertEqual(unit.name, '三元区住房和城乡建设局')
        for field in ('member_ids', 'leader_id', 'liaison_id', 'responsible_id', 'notes'):
            with self.assertRaises(AccessError):
                unit.read([field])
        with self.assertRaises(AccessError):
            unit.search([('member_ids.login', 'ilike', 'a')])

    def test_limits_that_make_no_sense(self):
        for record, values in (
            (self.ref('category_small_project'), {'target_limit': 43}),
            (self.ref('category_other'), {'is_manual': False}),
            (self.ref('item_a02'), {'statutory_limit': -1}),
            (self.ref('pause_hearing'), {'max_days': -1}),
            (self.ref('routing_lead_park'), {'unit_id': self.ref('unit_center').id}),
            (self.ref('routing_lead_window'), {'unit_id': False}),
            (self.ref('routing_item_a01_foreign'), {'item_type_id': False}),
        ):
            with self.subTest(values=values), mute_logger('odoo.sql_db'):
                with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                    record.write(values)
                    record.flush_recordset()

    def test_rule_for_an_item_names_a_unit(self):
        with self.assertRaisesRegex(ValidationError, "must name a unit"):
            self.ref('routing_item_a01_foreign').write({'unit_id': False, 'use_introducer': True})

"""The configuration of one district in the database of another (issue 7): two real databases, one bundle."""

from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.sql_db import close_db
from odoo.tests import get_db_name, new_test_user, tagged
from odoo.tools import config

from odoo.addons.sanming_daiban.tests.bundle_common import BundleCase

from launcher.testing import SECOND


@tagged('post_install', '-at_install')
class TestSecondDistrict(BundleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second_database = get_db_name().partition('-gw')[0] + SECOND
        cls.addClassCleanup(close_db, cls.second_database)
        cls.addClassCleanup(Registry.delete, cls.second_database)
        testing = config['test_enable']
        config['test_enable'] = False  # or the tests of every module would run while it is loaded
        try:
            cls.second_registry = Registry(cls.second_database)
        finally:
            config['test_enable'] = testing

    @contextmanager
    def second_district(self):
        """In here everything is done in the other database, by its own manager; nothing of it stays."""
        first = self.env, self.bundles
        with self.second_registry.cursor() as cr:
            self.env = api.Environment(cr, SUPERUSER_ID, {'lang': 'zh_CN', 'tracking_disable': True})
            try:
                manager = new_test_user(self.env, 'test_second_manager', groups='sanming_daiban.group_manager')
                self.bundles = self.env['daiban.bundle'].with_user(manager)
                yield
            finally:
                cr.rollback()
                self.env.registry.clear_all_caches()
                self.env, self.bundles = first

    def change_the_first(self):
        """What the admins of a district do: units, limits, names, an own stage, pause reason, question and plan."""
        env = self.env(user=self.user_manager)
        env.ref('base.main_company').sudo().write({'name': "甲区行政服务中心", 'daiban_district_name': "甲市甲区"})
        env.ref('sanming_daiban.unit_drc').write({'name': "甲区发展和改革局", 'phone': '0598-1111111'})
        bureau = env['daiban.unit'].create(
            {'name': "甲区数据管理局", 'code': 'data_bureau', 'unit_type': 'department',
             'parent_id': env.ref('sanming_daiban.unit_government').id})
        env.ref('sanming_daiban.park_economic_zone').active = False
        env.ref('sanming_daiban.pause_supplement').max_days = 25
        env['daiban.pause.reason'].create({'name': "文物勘探", 'code': 'relics', 'max_days': 40})
        env['daiban.own.field'].create({'name': "年综合能耗", 'code': 'energy_use', 'field_type': 'float'})
        env['daiban.settings'].create({'inquiry_days': 4}).action_save()
        stage = env['daiban.stage'].create({'name': "投产服务", 'code': 's5', 'sequence': 500})
        item = env['daiban.item.type'].create(
            {'name': "数据备案", 'code': 'Z01', 'stage_id': stage.id, 'unit_id': bureau.id})
        plan = env.ref('sanming_daiban.category_small_project').published_plan_id.copy()
        plan.stage_limit_ids.filtered(lambda row: row.stage_id.code == 's2').limit_days -= 1
        plan.line_ids.filtered(lambda line: line.item_type_id.code == 'B02').limit_days -= 1
        last = plan.line_ids.filtered(lambda line: line.item_type_id.code == 'D07')
        plan.write({'stage_limit_ids': [Command.create({'stage_id': stage.id, 'limit_days': 1})],
                    'line_ids': [Command.create({
                        'item_type_id': item.id, 'limit_days': 1, 'prerequisite_ids': [Command.link(last.id)]})]})
        plan.action_publish()
        return self.export()

    def shown(self, record):
        return {(line.change, line.record_name.split()[0]) for line in record.line_ids}

    def test_into_a_freshly_installed_district(self):
        """What differs is shown, the plan comes as a draft; when that is published, the same bytes come out."""
        before, bundle = self.export(), self.change_the_first()
        with self.second_district():
            self.assertEqual(self.export(), before, "two fresh installations say the same")
            record = self.upload(bundle)
            record.action_check()
            self.assertLessEqual({
                ('new', 'data_bureau'), ('changed', 'drc'), ('changed', 'economic_zone'), ('changed', 'supplement'),
                ('new', 'relics'), ('new', 'energy_use'), ('new', 's5'), ('new', 'Z01'),
                ('proposed', 'small_project/s5'), ('proposed', 'small_project/Z01'), ('proposed', 'small_project/B02'),
            }, self.shown(record))
            self.assertIn("small_project/Z01 数据备案", record.line_ids.mapped('record_name'))
            self.assertEqual(self.export(), before, "looking writes nothing")
            record.action_apply()
            category = self.env.ref('sanming_daiban.category_small_project')
            draft = category.plan_ids.filtered(lambda plan: plan.state == 'draft')
            self.assertNotIn('Z01', category.published_plan_id.line_ids.item_type_id.mapped('code'))
            draft.with_user(self.bundles.env.user).action_publish()
            self.assertEqual(self.export(), bundle)
            self.assertEqual(self.env['daiban.unit'].search([('code', '=', 'data_bureau')]).name, "甲区数据管理局")
            self.assertEqual(self.env['daiban.settings']._number('inquiry_days'), 4)
            again = self.upload(bundle)
            again.action_check()
            self.assertFalse(again.line_ids)
        self.assertNotEqual(self.env.cr.dbname, self.second_database)
        self.assertEqual(self.export(), bundle)

    def test_into_an_empty_district(self):
        """Issue 7: export → empty database → import → export: identical; all of it is in force at once."""
        bundle = self.change_the_first()
        with self.second_district():
            self.wipe()
            self.assertFalse(self.env['daiban.plan'].search_count([]) + self.env['daiban.unit'].search_count([]))
            record = self.load(bundle)
            self.assertEqual(set(record.line_ids.mapped('change')), {'new', 'proposed', 'changed'})
            self.assertEqual(self.export(), bundle)
            plan = self.env['daiban.category'].search([('code', '=', 'small_project')]).published_plan_id
            self.assertIn('Z01', plan.line_ids.item_type_id.mapped('code'))

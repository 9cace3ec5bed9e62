"""The whole configuration out of one district and into another (issue 7)."""
import json

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .bundle_common import BundleCase


@tagged('post_install', '-at_install')
class TestBundle(BundleCase):

    def test_round_trip(self):
        """Export → a database without configuration → import → export: byte for byte the same."""
        self.ref('park_economic_zone').active = False
        rule = self.ref('routing_support_window')
        rule.domain = repr([('park_id', 'in', [self.ref('park_huangsha').id])])
        self.env['daiban.settings'].create({'inquiry_days': 7}).action_save()
        first, name = self.export(), rule.name
        self.wipe()
        self.assertEqual(self.sections()['daiban.unit'], {})
        self.env['daiban.settings'].create({'inquiry_days': 2}).action_save()
        record = self.load(first)
        self.assertEqual(self.export(), first)
        self.assertEqual((record.state, record.applied_by_id), ('applied', self.user_manager))
        rule = self.env['daiban.routing.rule'].search([('name', '=', name)])
        park = self.env['daiban.park'].search([('code', '=', 'huangsha')])
        self.assertEqual(rule.domain, repr([('park_id', 'in', [park.id])]), "the park of the other database")

    def test_same_bytes_twice(self):
        self.assertEqual(self.export(), self.export())

    def test_readable_and_without_numbers_of_records(self):
        """A person can read it: codes and words, and Chinese as Chinese."""
        text = self.export().decode()
        self.assertIn('"name": "企业投资项目备案"', text)
        line = json.loads(text)['sections']['daiban.plan.line']['small_project/A01']
        self.assertEqual(line['unit_id'], self.ref('line_small_project_a01').unit_id.code)

    def test_people_stay(self):
        """Who works in a unit is no configuration: it is neither carried nor touched."""
        unit = self.ref('unit_drc')
        unit.leader_id = self.user_handler
        sections = self.sections()
        self.assertNotIn('leader_id', sections['daiban.unit'][unit.code])
        sections['daiban.unit'][unit.code]['phone'] = '0598-0000000'
        self.load(sections)
        self.assertEqual((unit.phone, unit.leader_id), ('0598-0000000', self.user_handler))

    def test_difference_is_shown_first(self):
        """New, changed field by field, and not in the bundle; nothing is written by looking."""
        before = self.export()
        sections = self.sections()
        sections['daiban.stage']['s9'] = {**sections['daiban.stage']['s1'], 'code': 's9', 'name': '前期策划'}
        sections['daiban.fee'].pop('land_price')
        pause = sections['daiban.pause.reason']['supplement']
        pause.update(max_days=45, needs_approval=not pause['needs_approval'])
        record = self.upload(sections)
        record.action_check()
        shown = {(line.change, line.record_name.split()[0], line.old_value, line.new_value)
                 for line in record.line_ids.with_context(lang=None)}
        self.assertEqual(shown, {
            ('new', 's9', False, False), ('removed', 'land_price', False, False),
            ('changed', 'supplement', '30', '45'),
        } | {line for line in shown if line[1] == 'supplement'})
        self.assertEqual(len(shown), 4)
        self.assertEqual(self.export(), before)

    def test_what_is_not_in_the_bundle(self):
        """It stays, unless the manager chooses to take it out: then it is archived, for cases refer to it."""
        sections = self.sections()
        sections['daiban.fee'].pop('land_price')
        fee = self.ref('fee_land_price')
        self.load(sections)
        self.assertTrue(fee.active)
        self.load(sections, with_removals=True)
        self.assertFalse(fee.active)

    def test_published_plan_is_not_written_over(self):
        """A plan in force stays; the bundle's becomes a draft, once, which the manager publishes."""
        plan = self.ref('plan_small_project_v1').category_id.published_plan_id
        count = len(plan.category_id.plan_ids)
        sections = self.sections()
        sections['daiban.plan.line']['small_project/A01']['notes'] = '当日办结'
        record = self.load(sections)
        self.assertEqual(record.line_ids.mapped('change'), ['proposed'])
        self.assertEqual(plan.state, 'published')
        draft = plan.category_id.plan_ids - plan
        draft = max(draft, key=lambda one: one.version)
        line = draft.line_ids.filtered(lambda one: one.item_type_id.code == 'A01')
        self.assertEqual((draft.state, line.notes), ('draft', '当日办结'))
        self.assertEqual(draft.line_ids.prerequisite_ids.plan_id, draft)
        self.assertFalse(draft.problems)
        self.load(sections)
        self.assertEqual(len(plan.category_id.plan_ids), count + 1, "the same proposal is not made twice")
        draft.with_user(self.user_manager).action_publish()
        self.assertEqual(self.sections(), sections)

    def test_published_calendar_is_not_written_over(self):
        """Days move only by a publication, which shows first what it does to the clocks."""
        before = self.export()
        sections = self.sections()
        year = max(sections['daiban.calendar.year'])
        sections['daiban.calendar.year'][year]['source'] = '国办发明电〔2099〕1号'
        self.load(sections)
        publication = self.env['daiban.calendar.publication'].search([('source', '=', '国办发明电〔2099〕1号')])
        self.assertEqual((publication.state, publication.year), ('draft', int(year)))
        self.assertTrue(publication.line_ids)
        self.load(sections)
        self.assertEqual(publication.search_count([('source', '=', publication.source)]), 1)
        self.assertEqual(self.export(), before)

    def test_a_second_district(self):
        """Issue 7: it starts from the bundle; names, limits and units are data."""
        sections = self.sections()
        sections['res.company']['-'].update(name='某区行政服务中心', daiban_district_name='某市某区')
        sections['daiban.unit']['government']['name'] = '某区人民政府'
        sections['daiban.category']['other']['description'] = '一事一议。'
        sections['daiban.letter.template']['acceptance']['prefix'] = '某代办受'
        sections['daiban.settings']['-']['inquiry_days'] = 9
        self.load(sections)
        self.assertEqual(self.env.ref('base.main_company').daiban_district_name, '某市某区')
        self.assertEqual(self.ref('unit_government').name, '某区人民政府')
        self.assertEqual(self.env['daiban.settings']._number('inquiry_days'), 9)
        form = self.env['daiban.letter.template'].search([('kind', '=', 'acceptance')])
        self.assertEqual(form.prefix, '某代办受')
        self.assertIn('某代办受', form.sudo().sequence_id.prefix)

    def test_only_what_was_shown(self):
        """Somebody changed something after the difference was shown: it is shown anew before anything is written."""
        sections = self.sections()
        sections['daiban.stage']['s1']['name'] = '立项'
        record = self.upload(sections)
        record.action_check()
        self.ref('stage_s2').name = '建设'
        with self.assertRaisesRegex(UserError, 'again|再'):
            record.action_apply()
        record.action_check()
        self.assertEqual(len(record.line_ids), 2)

    def test_second_click_and_another_file(self):
        sections = self.sections()
        sections['daiban.stage']['s1']['name'] = '立项'
        record = self.load(sections)
        with self.assertRaises(UserError):
            record.action_apply()
        with self.assertRaises(AccessError):
            record.file = b'e30='
        with self.assertRaises(UserError):
            record.unlink()
        looked = self.upload(sections)
        looked.action_check()
        looked.file = looked.file
        self.assertEqual((looked.state, len(looked.line_ids)), ('draft', 0))
        with self.assertRaises(UserError):
            looked.action_apply()

    def test_only_the_manager(self):
        """DESIGN §6: configuration is the manager's; the auditor reads."""
        record = self.upload(self.export())
        for role in ('agent', 'handler', 'supervisor', 'auditor', 'portal'):
            user = getattr(self, f'user_{role}')
            for action in ('action_check', 'action_apply', 'action_export'):
                with self.subTest(f'{role} {action}'), self.assertRaises(AccessError):
                    getattr(record.with_user(user), action)()
        with self.assertRaises(AccessError):
            self.bundles.create({'file': b'e30=', 'state': 'checked'})
        with self.assertRaises(AccessError):
            record.line_ids = [Command.create({'change': 'new', 'model_name': 'x', 'record_name': 'y'})]

    def test_export_is_kept(self):
        """What was handed out stays with its checksum; it is the same file."""
        action = self.bundles.action_export()
        record = self.bundles.search([('direction', '=', 'export')], limit=1)
        self.assertIn(f'/{record.id}/', action['url'])
        self.assertEqual(record._raw(), self.export())
        self.assertIn(record.checksum, record._raw().decode())

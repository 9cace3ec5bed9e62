"""Bad input of issue 7: a clear message, and nothing half applied."""
from odoo.tests import tagged

from .bundle_common import BundleCase

# What may be created by a manager and is no configuration: registers, texts and tries of the daily work.
NO_CONFIGURATION = {
    'daiban.bundle': "the bundle itself",
    'daiban.calendar.publication': "a change of the calendar; its outcome is carried",
    'daiban.calendar.publication.line': "part of one",
    'daiban.clause.edition': "a comparison of texts; its outcome, the clauses, is carried",
    'daiban.clause.edition.line': "part of it",
    'daiban.dry.run': "a try on past cases",
    'daiban.import': "a list brought in from elsewhere",
    'daiban.expert': "a register of people",
    'daiban.expert.conflict': "part of it",
    'daiban.faq': "answers to questions of this district's enterprises",
    'daiban.intermediary': "a register of firms",
    'daiban.intermediary.service': "part of it",
}
# What configuration may name without carrying it.
LEFT_BEHIND = {'res.users', 'ir.sequence', 'ir.attachment', 'daiban.category'}


@tagged('post_install', '-at_install')
class TestBundleRefusals(BundleCase):

    def test_no_model_is_forgotten(self):
        """Whatever the manager may create is carried, or named above with the reason why not."""
        models = self.env['daiban.bundle.mixin']
        forgotten = [
            name for name, model in self.env.registry.items()
            if name.startswith('daiban.') and not model._abstract and not model._transient
            and self.env[name].with_user(self.user_manager).has_access('create')
            and name not in models._bundle_models() and name not in NO_CONFIGURATION]
        self.assertFalse(forgotten, "inherit daiban.setup.mixin, or say here why it is no configuration")

    def test_no_field_is_forgotten(self):
        """Whatever the manager may set is carried, except people, series and files."""
        for name in set(self.env['daiban.bundle.mixin']._bundle_models()) - {'res.company'}:
            model = self.env[name]
            if model._bundle_only:
                continue
            for field in model._fields.values():
                if (field.store and not field.readonly and not field.related and field.type != 'one2many'
                        and field.name not in model._bundle_fields()
                        and field.name not in ('create_uid', 'write_uid', 'message_main_attachment_id')):
                    self.assertIn(field.comodel_name, LEFT_BEHIND, field)

    def test_every_record_has_a_key_of_its_own(self):
        for name in self.env['daiban.bundle.mixin']._bundle_models():
            model = self.env[name]
            for field in model._bundle_key_names():
                self.assertIn(field, model._bundle_fields(), name)

    def test_files(self):
        """Another version, a broken checksum, no bundle at all."""
        raw = self.export()
        self.refused(raw.replace(b'"format_version": 1', b'"format_version": 7'), '7')
        self.refused(raw.replace('企业投资项目备案'.encode(), '企业投资项目核准'.encode(), 1))
        self.refused(b'PK\x03\x04')
        self.refused(b'[' * 100_000)
        self.refused(raw[:-10])

    def test_unknown_unit(self):
        """Issue 7, bad input: names the record, the unit that nobody knows, and changes nothing."""
        sections = self.sections()
        sections['daiban.stage']['s1'].update(name='改名', lead_unit_id='nobody')
        self.refused(sections, 's1', 'nobody')

    def test_unknown_words(self):
        sections = self.sections()
        self.refused({**sections, 'daiban.unheard': {}}, 'daiban.unheard')
        self.refused({**sections, 'res.users': {'-': {'login': 'evil'}}}, 'res.users')
        self.refused({'daiban.stage': {'s1': {**sections['daiban.stage']['s1'], 'create_uid': 'x'}}}, 'create_uid')
        self.refused({'daiban.unit': {'drc': {**sections['daiban.unit']['drc'], 'member_ids': ['x']}}}, 'member_ids')
        self.refused({'res.company': {'-': {'name': 'x', 'vat': '1'}}}, 'vat')
        self.refused({'res.company': {'other': {'name': 'x'}}})
        self.refused({'daiban.settings': {'second': {'inquiry_days': 1}}})

    def test_values_of_other_kinds(self):
        stage = self.sections()['daiban.stage']['s1']
        for name, value in (
            ('sequence', 'x'), ('sequence', True), ('sequence', 2**40), ('sequence', None), ('sequence', 1.5),
            ('fold', 1), ('fold', 'true'), ('name', 5), ('name', ['x']), ('name', {'a': 1}), ('name', 'x' * 200_000),
            ('lead_unit_id', 5), ('lead_unit_id', ['drc']),
        ):
            with self.subTest(f'{name} {value!r:.20}'):
                self.refused({'daiban.stage': {'s1': {**stage, name: value}}})
        self.refused({'daiban.item.type': {'A01': {'code': 'A01', 'item_kind': 'unheard'}}})
        self.refused({'daiban.item.type': {'A01': {'code': 'A01', 'material_type_ids': [{'x': 1}]}}})
        self.refused({'daiban.calendar.year': {'2026': {'year': 2026, 'issued_on': '2026-13-45'}}})

    def test_conditions(self):
        """A condition from a file is looked at as one from the editor: literals, known fields, nothing executed."""
        rule = self.sections()['daiban.routing.rule']
        key, values = next((key, one) for key, one in rule.items() if one['role'] == 'support')
        for domain in (
            "__import__('os')", [['no_such_field', '=', 1]], [['park_id', '=', {'model': 'daiban.park', 'key': 'x'}]],
            [['park_id', '=', {'model': 'res.users', 'name': 'admin'}]], [['park_id', '=', {'model': 'daiban.park'}]],
            [['park_id', '=', [[1]]]], [['park_id']], ['&'], [5], ['|', ['park_id', '=', False]],
            [['park_id', 'no', 1]],
        ):
            with self.subTest(str(domain)):
                self.refused({'daiban.routing.rule': {key: {**values, 'domain': domain}}})

    def test_key_and_record_must_agree(self):
        stage = self.sections()['daiban.stage']['s1']
        self.refused({'daiban.stage': {'s7': stage}}, 's7')
        self.refused({'daiban.stage': {'s1': {'code': {'x': 1}}}})

    def test_the_last_of_many_is_wrong(self):
        """A rule of the model itself refuses: what came before is undone, and the message names the record."""
        sections = self.sections()
        sections['daiban.stage']['s1']['name'] = '立项'
        sections['daiban.unit']['new'] = {**sections['daiban.unit']['drc'], 'code': 'new'}
        sections['daiban.support.type']['gas']['limit_days'] = -1
        self.refused(sections, 'gas')

    def test_units_above_each_other(self):
        sections = self.sections()
        for code, parent in (('one', 'other'), ('other', 'one')):
            sections['daiban.unit'][code] = {**sections['daiban.unit']['drc'], 'code': code, 'parent_id': parent}
        self.refused(sections)

    def test_a_plan_that_cannot_be_published(self):
        """Where there is no plan yet it would be in force at once: so it must stand the checks."""
        sections = self.sections()
        sections['daiban.plan.stage']['small_project/s1']['limit_days'] = 1
        self.wipe()
        self.refused(sections, 'small_project')

    def test_condition_that_names_a_record_by_number(self):
        """Numbers mean other records elsewhere: the export says which rule to write in another way."""
        rule = self.ref('routing_support_window')
        rule.domain = repr([('agent_id', '=', self.user_agent.id)])
        with self.assertRaisesRegex(Exception, rule.name):
            self.export()

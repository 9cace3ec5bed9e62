"""Own fields of the district: on the case, in the application, in letters, searches, exports and bundles (issue 7)."""
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .portal_common import SCRIPT, PortalCommon


@tagged('post_install', '-at_install')
class TestOwnFields(PortalCommon):

    def setUp(self):
        super().setUp()
        self.authenticate('t_owner', 't_owner')
        self.fields_ = self.env['daiban.own.field'].with_user(self.manager)
        self.energy = self.add('energy_use', "年综合能耗（吨标准煤）", 'float', category_ids=[(4, self.category.id)])
        self.process = self.add('process', "主要工艺", 'selection', options="机加工\n铸造\n热处理", required=True)

    def add(self, code, name, field_type='char', **values):
        return self.fields_.create({'code': code, 'name': name, 'field_type': field_type, **values})

    def answers(self, case):
        return case.sudo()._own_answers()

    # === The straight way ===

    def test_asked_answered_and_shown(self):
        """Without a restart: the form asks, the draft keeps, confirmation and case page show, the backend has it."""
        page = self.get('/my/daiban/new').text
        self.assertIn("年综合能耗", page)
        self.assertIn("热处理", page)
        self.post('/my/daiban/new', self.form(own_energy_use='1,250.5', own_process="铸造"))
        case = self.cases()
        self.assertEqual(self.answers(case), {'energy_use': 1250.5, 'process': "铸造"})
        confirm = self.get(f'/my/daiban/{case.id}/confirm').text
        self.assertIn("1250.5", confirm)
        self.assertIn("铸造", confirm)
        self.assertIn('1250.5', self.get(f'/my/daiban/{case.id}/project').text)
        case.with_user(self.owner)._portal_submit(consent=True)
        self.assertIn("铸造", self.get(f'/my/daiban/{case.id}').text)
        form = self.env['daiban.project'].with_user(self.agent).get_view(view_type='form')
        self.assertIn('name="properties"', form['arch'])

    def test_needed_to_apply(self):
        """A question that must be answered keeps the application a draft, and is named."""
        case = self.draft_of_owner()
        self.assertIn("主要工艺", self.get(f'/my/daiban/{case.id}/confirm').text)
        with self.assertRaises(UserError):
            case._portal_submit(consent=True)
        case._portal_update_draft(self.form(own_process="铸造", revision=case.sudo().form_revision))
        case._portal_submit(consent=True)
        self.assertEqual(case.state, 'submitted')

    def test_hostile_answers(self):
        """Each type takes only what it can be; the rest of the form is saved, the page says what is wrong."""
        for code, kind in (('whole', 'integer'), ('day', 'date'), ('truth', 'boolean'), ('words', 'char')):
            self.add(code, code, kind)
        case = self.draft_of_owner(own_process="铸造")
        for name, value in (
            ('energy_use', 'x'), ('energy_use', 'nan'), ('energy_use', '-1'), ('energy_use', '1e99'),
            ('process', "没有的"), ('process', SCRIPT), ('whole', '1.5'), ('whole', '9' * 20), ('whole', '٣x'),
            ('day', '2026-02-30'), ('day', '31/12/2026'), ('day', '0001-01-01'), ('truth', 'maybe'),
            ('words', 'x' * 501),
        ):
            with self.subTest(f'{name}={value:.12}'):
                errors = case._portal_update_draft(self.form(**{f'own_{name}': value}))
                self.assertEqual(set(errors), {f'own_{name}'})
                self.assertEqual(self.answers(case)['process'], "铸造")
                self.assertFalse(name != 'process' and self.answers(case).get(name))
        page = self.post(f'/my/daiban/{case.id}/project', self.form(
            own_words=SCRIPT, revision=case.sudo().form_revision)).text
        self.assertNotIn('<script>alert', page)
        self.assertEqual(self.answers(case)['words'], SCRIPT)
        self.assertNotIn('<script>alert', self.get(f'/my/daiban/{case.id}/confirm').text)

    def test_only_what_is_asked(self):
        """Staff's own questions, other categories' questions and forged names are ignored."""
        self.add('inner', "内部意见", on_portal=False)
        other = self.env['daiban.category'].search([('id', '!=', self.category.id)], limit=1)
        self.add('elsewhere', "别的", category_ids=[(4, other.id)])
        page = self.get('/my/daiban/new').text
        self.assertNotIn("内部意见", page)
        case = self.draft_of_owner(own_inner="通过", own_elsewhere="x", own_state="done", own_='x', own_process="铸造")
        self.assertFalse(self.answers(case).get('inner'))
        self.assertNotIn('elsewhere', self.answers(case))
        self.assertEqual(case.state, 'draft')

    def test_what_staff_answered_stays(self):
        """The enterprise saves its form: the answer of the staff is not lost."""
        self.add('inner', "内部意见", on_portal=False)
        case = self.draft_of_owner(own_process="铸造")
        case.sudo().properties = {**self.answers(case), 'inner': "先踏勘"}
        case._portal_update_draft(self.form(own_process="热处理", revision=case.sudo().form_revision))
        self.assertEqual((self.answers(case)['inner'], self.answers(case)['process']), ("先踏勘", "热处理"))
        self.assertNotIn("先踏勘", self.get(f'/my/daiban/{case.id}/confirm').text)

    # === For staff ===

    def test_search_group_and_export(self):
        case = self.draft_of_owner(own_process="铸造", own_energy_use='7')
        other = self.env['daiban.project'].with_user(self.agent).create(
            {'name': "另一个", 'partner_id': self.enterprise.id, 'category_id': self.category.id,
             'properties': {'process': "热处理"}})
        projects = self.env['daiban.project']
        both = [('id', 'in', (case | other).ids)]
        self.assertEqual(projects.search([*both, ('properties.process', '=', "铸造")]), case.with_user(self.env.user))
        groups = dict(projects._read_group(both, ['properties.process'], ['__count']))
        self.assertEqual(groups, {"铸造": 1, "热处理": 1})
        rows = projects.search(both, order='id').export_data(['name', 'properties.process'])['datas']
        self.assertEqual([row[1] for row in rows], ["铸造", "热处理"])

    def test_placeholder_in_a_letter(self):
        """The manager copies the placeholder into a letter; where it is not asked nothing stands there."""
        form = self.env.ref('sanming_daiban.letter_form_supplement').with_user(self.manager)
        form.body = f"主要工艺：{self.process.letter_placeholder}。能耗：{self.energy.letter_placeholder}。"
        project = self._submitted()
        project.sudo().properties = {'process': "热处理", 'energy_use': 12.5}
        project.action_request_supplement()
        notice = project.notice_ids[:1]
        self.assertEqual(form._paragraphs('body', notice), ["主要工艺：热处理。能耗：12.5。"])
        self.energy.category_ids = [(6, 0, self.env['daiban.category'].search(
            [('id', '!=', self.category.id)], limit=1).ids)]
        self.assertEqual(form._paragraphs('body', notice), ["主要工艺：热处理。能耗：。"])

    # === The manager ===

    def test_definition_follows(self):
        """Archived: asked no more; a new category gets the questions of all; code and type are fixed."""
        category = self.env['daiban.category'].with_user(self.manager).create(
            {'name': "技改项目", 'code': 'renovation', 'base_limit': 10})
        self.assertEqual([one['name'] for one in category.property_definition], ['process'])
        self.process.active = False
        self.assertFalse(category.property_definition)
        for values in ({'code': 'another'}, {'field_type': 'char'}):
            with self.assertRaises(UserError):
                self.energy.write(values)

    def test_mistakes_of_the_manager(self):
        for values in (
            {'code': 'Größe'}, {'code': '1x'}, {'code': "x'];import os"}, {'code': 'a' * 40},
            {'code': 'choice', 'field_type': 'selection'},
            {'code': 'choice', 'field_type': 'selection', 'options': "一"},
            {'code': 'choice', 'field_type': 'selection', 'options': "一\n一"},
        ):
            with self.subTest(str(values)), self.assertRaises(ValidationError):
                self.add(**{'name': "问题", **values})
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.cr.savepoint():
            self.add('process', "又一个")

    def test_who_may(self):
        for user in (self.agent, self.handler, self.supervisor, self.auditor, self.owner):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.fields_.with_user(user).create({'code': 'mine', 'name': "我的"})

    def test_in_the_bundle(self):
        """Own fields go to the other district, and the definitions follow there."""
        self.env.invalidate_all()
        raw = self.env['daiban.bundle'].with_user(self.manager)._export()
        self.assertIn('energy_use', raw.decode())
        self.assertNotIn('property_definition', raw.decode())

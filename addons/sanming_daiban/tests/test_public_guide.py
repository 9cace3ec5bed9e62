import base64

from odoo.tests import tagged

from .portal_common import SCRIPT, PortalCommon


@tagged('post_install', '-at_install')
class TestPublicGuide(PortalCommon):
    """The service guide for everybody: what an admin configures is what visitors read, and nothing else."""

    def guide(self, code='small_project'):
        return self.get(f'/daiban/guide/{code}').text

    def test_first_page_says_who_how_long_and_free_of_charge(self):
        """R14, R19–R21, R38–R42: rules, categories and limits come from the records."""
        page = self.get('/daiban').text
        for rule in self.env['daiban.eligibility.rule'].search([]):
            self.assertEqual(rule.name in page, rule.kind != 'threshold', rule.name)
        for category in self.env['daiban.category'].search([]):
            self.assertIn(f'/daiban/guide/{category.code}', page)
            self.assertIn(category.name, page)
        self.category.name = "改了名的类别"
        self.assertIn("改了名的类别", self.get('/daiban').text)

    def test_category_page_shows_the_published_plan(self):
        plan = self.ref('category_small_project').published_plan_id
        page = self.guide()
        for line in plan.line_ids:
            self.assertIn(line.item_type_id.name, page)
            self.assertIn(line.unit_id.name, page)
        draft = plan.copy()
        draft.line_ids[0].unlink()
        self.assertIn(plan.line_ids[0].item_type_id.name, self.guide(), "a draft is nobody's business")

    def test_each_material_once_and_never_a_result_of_the_plan(self):
        """R28: what an earlier item produces is not asked of the enterprise."""
        guide = self.env['daiban.service.guide']
        for code in self.env['daiban.category'].search([]).mapped('code'):
            values = guide._guide_category(code)
            asked = [
                *values['intake_materials'],
                *(material for stage in values['stages'] for material in stage['materials'] or ()),
            ]
            self.assertEqual(len(asked), len(set(asked)), code)
            self.assertFalse(set(asked) & set(values['plan'].line_ids.item_type_id.output_material_type_id), code)
            shown = [line for stage in values['stages'] for line in stage['lines']]
            self.assertEqual(sorted(line.id for line in shown), sorted(values['plan'].line_ids.ids), code)

    def test_form_to_fill_in(self):
        material = self.ref('material_m04')
        self.get(f'/daiban/form/{material.id}', code=404)
        material.write({'template_file': base64.b64encode(b'form'), 'template_filename': "申请表.docx"})
        self.assertIn(f'/daiban/form/{material.id}', self.guide())
        self.assertEqual(self.get(f'/daiban/form/{material.id}').content, b'form')
        material.active = False
        self.get(f'/daiban/form/{material.id}', code=404)

    def test_contact_is_that_of_the_district(self):
        self.env.company.write(dict.fromkeys(('daiban_window_phone', 'daiban_window_address', 'daiban_window_hours')))
        self.window.write({'phone': '0598-1110000', 'address': "单位地址"})
        page = self.get('/daiban').text
        self.assertIn('0598-1110000', page)
        self.env.company.write({'daiban_window_phone': '0598-2220000', 'daiban_window_hours': "工作日"})
        page = self.get('/daiban').text
        self.assertIn('tel:0598-2220000', page)
        self.assertNotIn('0598-1110000', page)
        self.assertIn("单位地址", page)

    def test_unknown_or_archived_category(self):
        self.get('/daiban/guide/nonsense', code=404)
        self.category.active = False
        self.get('/daiban/guide/simple_low_risk', code=404)

    def test_markup_in_the_records_stays_text(self):
        self.category.write({'name': SCRIPT, 'description': SCRIPT})
        for page in (self.get('/daiban').text, self.guide('simple_low_risk')):
            self.assertNotIn(SCRIPT, page)

    def test_visitors_leave_no_session_and_may_cache(self):
        """Reading leaves nothing on the server; the copy of somebody who is logged in is never shared."""
        response = self.opener.get(self.base_url() + '/daiban', cookies={})
        self.assertIn('public', response.headers['Cache-Control'])
        self.authenticate('t_owner', 't_owner')
        response = self.get('/daiban')
        self.assertIn('private', response.headers['Cache-Control'])
        self.assertEqual(response.headers['Vary'], 'Cookie')

    def test_few_queries(self):
        """The whole first page and the longest category are a handful of queries, whatever their length."""
        self.env.invalidate_all()
        guide = self.env['daiban.service.guide'].with_user(self.env.ref('base.public_user'))
        with self.assertQueryCount(30):
            values = guide._guide_category('social_industrial')
            values['fees'].legal_basis_ids.mapped('display_name')
            [line.unit_id.name for stage in values['stages'] for line in stage['lines']]

    def test_linked_from_login_and_portal_home(self):
        self.assertIn('href="/daiban"', self.get('/web/login').text)
        self.authenticate('t_owner', 't_owner')
        self.assertIn('href="/daiban"', self.get('/my').text)

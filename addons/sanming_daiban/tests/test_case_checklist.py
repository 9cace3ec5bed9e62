from odoo.fields import Command
from odoo.tests import tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestCaseChecklist(CaseCommon):
    """R22, R28: asked list = category × planned items × conditions."""

    def _by_code(self, asked):
        return {one['type'].code: one for one in asked}

    def test_what_an_earlier_item_produces_is_never_asked(self):
        """R28: M18 comes from B02, M01 is asked with the request, M49 is needed by two items and asked once."""
        asked = self._by_code(self._draft()._asked_materials())
        self.assertEqual((asked['M18']['need'], asked['M18']['source'].mapped('code')), ('output', ['B02']))
        self.assertTrue(asked['M01']['at_intake'])
        self.assertEqual(asked['M49']['why'].mapped('code'), ['B02', 'C03'])
        self.assertEqual(asked['M35']['need'], 'deferrable')

    def test_the_case_asks_what_the_list_says(self):
        project = self._accepted()
        said = {one['type'] for one in project._asked_materials() if one['need'] != 'output'}
        self.assertEqual(set(project.material_ids.type_id), said)
        for one in project._asked_materials():
            material = project.material_ids.filtered(lambda m, one=one: m.type_id == one['type'])
            self.assertEqual(material.item_ids.type_id, one['why'] if material else material.item_ids.type_id)

    def test_the_public_gets_the_same_list(self):
        """The guide asks the category, also before there is a case; a chosen item on demand adds what it needs."""
        line = self.category.published_plan_id.line_ids.filtered(lambda one: one.item_type_id.code == 'B04')
        public = self.category.with_user(self.env.ref('base.public_user')).sudo()
        plain = self._by_code(public._asked_materials({'nature': 'production'}))
        more = self._by_code(public._asked_materials({'optional_line_ids': line.ids}))
        self.assertEqual(set(more) - set(plain), {'M21'})
        self.assertEqual(set(plain), set(self._by_code(self._draft()._asked_materials())))

    def test_no_document_of_an_item_that_does_not_apply(self):
        """M32 exists only if C02 is needed: without C02 nobody is asked for it."""
        category = self.ref('category_social_industrial')
        line = category.published_plan_id.line_ids.filtered(lambda one: one.item_type_id.code == 'C02')
        self.assertNotIn('M32', self._by_code(category._asked_materials()))
        asked = self._by_code(category._asked_materials({'optional_line_ids': line.ids}))
        self.assertEqual(asked['M32']['need'], 'output')

    def test_the_list_follows_the_category(self):
        """Added what is new, removed what nobody touched; what was handed in stays."""
        other = self.category.copy({'code': 'test_other', 'name': "另一类"})
        m05, m01 = self.ref('material_m05'), self.ref('material_m01')
        other.intake_material_type_ids = [Command.set((m05 | m01).ids)]
        project = self._submitted()
        by_type = {material.type_id.code: material for material in project.material_ids}
        by_type['M02'].action_verify()
        by_type['M03'].action_mark_defective("看不清")
        extra = project.material_ids.create({'project_id': project.id, 'type_id': self.ref('material_m20').id})
        project.category_id = other
        self.assertEqual(
            sorted(project.material_ids.type_id.mapped('code')), ['M01', 'M02', 'M03', 'M05', 'M20'])
        self.assertTrue(extra.exists())

    def test_the_list_follows_the_items(self):
        project = self._accepted()
        self.assertNotIn('M21', project.material_ids.type_id.mapped('code'))
        item = self.env['daiban.item'].with_user(self.agent).create({
            'project_id': project.id,
            'type_id': self.ref('item_b04').id,
            'stage_id': self.ref('stage_s3').id,
            'unit_id': self.ref('unit_water').id,
        })
        added = project.material_ids.filtered(lambda one: one.type_id.code == 'M21')
        self.assertEqual(added.item_ids, item)
        item.action_cancel("不涉及水土保持")
        self.assertFalse(added.exists())

    def test_a_told_document_stays(self):
        """What a served letter names is not taken off the list behind the enterprise's back."""
        project = self._submitted()
        project.action_request_supplement()
        told = project.material_ids
        other = self.category.copy({'code': 'test_other', 'name': "另一类"})
        other.intake_material_type_ids = [Command.clear()]
        project.category_id = other
        self.assertEqual(project.material_ids, told)

"""Plans: what a manager may change, and every reason why one is not published."""
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import DaibanCase


@tagged('post_install', '-at_install')
class TestSetupPlan(DaibanCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.published = cls.ref('plan_small_project_v1').with_user(cls.user_manager)
        cls.draft = cls.published.copy()
        cls.lines = {line.item_type_id.code: line for line in cls.draft.line_ids}

    def assertProblem(self, text):
        self.assertIn(text, self.draft.problems)
        with self.assertRaises(UserError) as caught:
            self.draft.action_publish()
        self.assertIn(text, str(caught.exception))
        self.assertEqual(self.draft.state, 'draft')
        self.assertEqual(self.published.state, 'published')

    def test_new_version(self):
        """A version is a copy: same figures, prerequisites inside the new plan, and it replaces the one before."""
        self.assertEqual(self.draft.version, self.published.version + 1)
        self.assertFalse(self.draft.problems)
        self.assertEqual(self.draft.critical_days, 42)
        self.assertEqual(self.draft.line_ids.prerequisite_ids.plan_id, self.draft)
        self.assertEqual(
            self.lines['C03'].prerequisite_ids.item_type_id,
            self.ref('line_small_project_c03').prerequisite_ids.item_type_id)
        self.draft.action_publish()
        self.assertEqual((self.draft.state, self.published.state), ('published', 'retired'))
        self.assertEqual(self.draft.category_id.published_plan_id, self.draft)
        action = self.draft.action_new_version()
        self.assertEqual(self.draft.browse(action['res_id']).version, self.draft.version + 1)

    def test_an_older_draft_replaces_a_newer_version(self):
        newer = self.published.copy()
        newer.action_publish()
        self.draft.action_publish()
        self.assertEqual((self.draft.state, newer.state, self.published.state), ('published', 'retired', 'retired'))

    def test_manager_edits_in_the_form(self):
        """An admin draws up a plan from nothing; the catalogue proposes stage, unit and materials."""
        category = self.env['daiban.category'].create({'name': '装修', 'code': 'decoration', 'base_limit': 20})
        with Form(self.env['daiban.plan'].with_user(self.user_manager)) as form:
            form.category_id = category
            with form.stage_limit_ids.new() as stage:
                stage.stage_id = self.ref('stage_s1')
                stage.limit_days = 5
            with form.line_ids.new() as line:
                line.item_type_id = self.ref('item_a01')
                line.limit_days = 5
        plan = form.record
        self.assertEqual(plan.stage_limit_ids.lead_unit_id, self.ref('unit_natural_resources'))
        self.assertEqual(plan.line_ids.unit_id, self.ref('unit_drc'))
        self.assertEqual(plan.line_ids.material_type_ids, self.ref('item_a01').material_type_ids)
        self.assertEqual((plan.version, plan.critical_path_text), (1, '立项用地规划许可 5/5: A01 5'))
        plan.action_publish()
        self.assertEqual(category.published_plan_id, plan)

    def test_typed_values_survive_the_proposals(self):
        """Naming the unit of a new item does not let the catalogue overwrite it when other proposals are computed."""
        line = self.env['daiban.plan.line'].with_user(self.user_manager).create({
            'plan_id': self.draft.id, 'item_type_id': self.ref('item_a08').id,
            'unit_id': self.ref('unit_housing').id, 'stage_id': self.ref('stage_s2').id, 'limit_days': 1,
        })
        self.env.flush_all()
        self.assertEqual((line.unit_id, line.stage_id), (self.ref('unit_housing'), self.ref('stage_s2')))
        self.assertEqual(line.material_type_ids, self.ref('item_a08').material_type_ids)

    def test_no_items(self):
        self.draft.line_ids.unlink()
        self.assertProblem("It has no items.")

    def test_item_without_unit(self):
        self.lines['C05'].unit_id = False
        self.assertProblem("C05 城市建筑垃圾处置核准 has no unit: nobody would receive it.")

    def test_cycle(self):
        """R73 互为前置: the sentence names the items on the cycle, and figures do not break on it."""
        self.lines['B01'].prerequisite_ids = [Command.link(self.lines['B02'].id)]
        self.assertProblem(
            "“B01 建设工程设计方案审查” of 三明市自然资源局 waits for “B02 建设工程规划许可证核发” of "
            "三明市自然资源局, and “B02 建设工程规划许可证核发” of 三明市自然资源局 waits for "
            "“B01 建设工程设计方案审查” of 三明市自然资源局: none of them can ever begin. Take one of these "
            "prerequisites out, or have the unit accept the item conditionally.")

    def test_circle_over_a_material(self):
        """R73 互为前置 that no arrow shows: one waits for the other, which needs what comes out of the first."""
        material = self.env['daiban.material.type'].create({'code': 'X1', 'name': "方案批复"})
        self.lines['B02'].item_type_id.output_material_type_id = material
        self.lines['B01'].material_type_ids = [Command.link(material.id)]
        self.assertProblem("“B01 建设工程设计方案审查” of 三明市自然资源局 waits for “B02 建设工程规划许可证核发” of "
                           "三明市自然资源局 (it needs “方案批复”), and “B02 建设工程规划许可证核发”")

    def test_item_waiting_for_itself(self):
        self.lines['A01'].prerequisite_ids = self.lines['A01']
        self.assertProblem("“A01 企业投资项目备案” of 三元区发展和改革局 waits for “A01 企业投资项目备案” of "
                           "三元区发展和改革局, that is for itself.")

    def test_prerequisite_of_another_plan(self):
        self.lines['B02'].prerequisite_ids = [Command.link(self.ref('line_social_industrial_a06').id)]
        self.assertProblem("B02 建设工程规划许可证核发 waits for A06 固定资产投资项目节能审查 of another plan "
                           "(社会投资工业类项目 V1).")

    def test_prerequisite_of_a_later_stage(self):
        self.lines['B03'].prerequisite_ids = [Command.link(self.lines['D01'].id)]
        self.assertProblem("B03 建设项目环境影响评价文件审批 in stage 工程建设许可 waits for D01 联合测绘 of the later "
                           "stage 竣工验收.")

    def test_stage_without_limit(self):
        self.draft.stage_limit_ids.filtered(lambda stage: stage.stage_id == self.ref('stage_s3')).unlink()
        self.assertProblem("C05 城市建筑垃圾处置核准 is in stage 施工许可, which has no limit in this plan.")

    def test_chain_longer_than_the_stage(self):
        self.lines['C01'].limit_days = 8
        self.assertProblem("Stage 施工许可 takes 13 working days (C01 8 → C03 5), its limit is 12.")
        self.assertProblem("Critical path, stage after stage: 43 working days, but the base limit of "
                           "社会投资小型工程建设项目 is 42.")

    def test_stages_over_the_base_limit(self):
        self.draft.stage_limit_ids[0].limit_days += 1
        self.assertProblem("Sum of the stages: 43 working days, but the base limit of 社会投资小型工程建设项目 is 42.")

    def test_natural_days(self):
        self.lines['B03'].limit_unit = 'natural'
        self.assertProblem("B03 建设项目环境影响评价文件审批 counts in the limit but is given in natural days")

    def test_counting_item_without_days(self):
        self.lines['B03'].limit_days = 0
        self.assertProblem("B03 建设项目环境影响评价文件审批 counts in the limit but has no days.")

    def test_result_before_it_exists(self):
        """Who needs the result of another item waits for it: nobody can bring what does not exist yet."""
        self.lines['B02'].prerequisite_ids = self.lines['A05']
        self.assertProblem("B02 建设工程规划许可证核发 needs M17 设计方案审查意见, but does not wait for "
                           "B01 建设工程设计方案审查, which produces it.")

    def test_all_problems_at_once(self):
        self.lines['C05'].unit_id = False
        self.lines['B03'].limit_days = 0
        self.assertProblem("C05")
        self.assertProblem("B03")

    def test_published_plans_do_not_change(self):
        line = self.published.line_ids[0]
        for change in (
            lambda: line.write({'limit_days': 9}),
            lambda: line.unlink(),
            lambda: self.published.stage_limit_ids[0].write({'limit_days': 9}),
            lambda: self.published.stage_limit_ids[0].unlink(),
            lambda: self.published.write({'notes': 'x'}),
            lambda: self.published.unlink(),
            lambda: self.lines['C05'].write({'plan_id': self.published.id}),
            lambda: self.env['daiban.plan.line'].with_user(self.user_manager).create(
                {'plan_id': self.published.id, 'item_type_id': self.ref('item_a08').id}),
        ):
            with self.assertRaisesRegex(UserError, "does not change|cannot be deleted"), self.env.cr.savepoint():
                change()

    def test_state_only_by_buttons(self):
        for values in ({'state': 'published'}, {'version': 7}, {'confirmed': True}):
            with self.assertRaisesRegex(UserError, "only by its buttons"):
                self.draft.write(values)
        made = self.draft.create({'category_id': self.draft.category_id.id, 'state': 'published', 'confirmed': True})
        self.assertEqual((made.state, made.confirmed, made.version), ('draft', False, self.draft.version + 1))

    def test_confirm_and_retire(self):
        self.assertFalse(self.published.confirmed, "shipped plans are proposals")
        with self.assertRaisesRegex(UserError, "Publish the plan before you confirm it."):
            self.draft.action_confirm()
        self.published.action_confirm()
        self.assertTrue(self.published.confirmed)
        with self.assertRaisesRegex(UserError, "is not a draft"):
            self.published.action_publish()
        self.published.action_retire()
        self.assertFalse(self.published.category_id.published_plan_id)
        with self.assertRaisesRegex(UserError, "Only a published plan can be retired."):
            self.published.action_retire()

    @mute_logger('odoo.sql_db')
    def test_one_published_plan_per_category(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE daiban_plan SET state = 'published' WHERE id = %s", [self.draft.id])

    def test_base_limit_below_the_published_plan(self):
        with self.assertRaisesRegex(ValidationError, "takes 42 working days. Publish a shorter version"):
            self.published.category_id.base_limit = 41

    def test_case_by_case_has_no_plan(self):
        plan = self.draft.create({'category_id': self.ref('category_other').id})
        self.assertIn("is handled case by case and has no plan.", plan.problems)

    def test_handler_reads_but_does_not_change(self):
        draft = self.draft.with_user(self.user_handler)
        self.assertEqual(draft.critical_days, 42)
        for change in (
            draft.action_publish, draft.copy, draft.unlink, self.published.with_user(self.user_handler).action_confirm,
            lambda: draft.write({'notes': 'x'}), lambda: draft.line_ids[0].write({'limit_days': 1}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                change()

    def test_items_that_do_not_apply(self):
        """If a conditional item is off, what waited for it waits for what that item waited for."""
        b01, b02, c01 = (self.lines[code] for code in ('B01', 'B02', 'C01'))
        without = self.draft.line_ids - b02
        waits = without._effective_prerequisites()
        self.assertNotIn(b02, waits)
        self.assertEqual(waits[c01], b01 | self.lines['A05'])

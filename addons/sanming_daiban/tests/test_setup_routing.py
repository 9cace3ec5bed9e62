"""Routing (Q7, R35, R52–R58), eligibility and conditions on projects."""
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import DaibanCase

NOBODY = None


@tagged('post_install', '-at_install')
class TestSetupRouting(DaibanCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.env['res.partner'].create({'name': '测试企业', 'is_company': True})
        cls.park = cls.ref('park_xiaojiao')
        cls.township = cls.ref('unit_chenda')

    def _project(self, **vals):
        return self.env['daiban.project'].create({
            'name': '测试项目', 'partner_id': self.partner.id, 'nature': 'production', 'object_class': 'other',
            'ownership': 'public', **vals,
        })

    def _names(self, project):
        route = self.env['daiban.routing.rule']._route(project)[project]
        return {key: units.mapped('code') for key, units in route.items() if units}

    def test_matrix(self):
        """R50–R58: park before site and nature; the introducer always tracks, and then the center guides; the
        federation supports non-public enterprises; production is followed on the platform.
        """
        team, invest, window = 'team_xiaojiao', 'investment_center', 'agency_window'
        in_park = {'object_class': 'park', 'park_id': self.park.id}
        introduced = {'introducer_id': self.township.id}
        for vals, lead, support, others in (
            (in_park, team, [window], {}),
            ({**in_park, 'channel': 'park_team'}, team, [], {}),
            (
                {**in_park, **introduced, 'channel': 'window'}, team, [window],
                {'tracker': 'chenda', 'guide': 'center'}),
            ({**in_park, 'nature': 'commercial'}, team, [window], {'platform': NOBODY}),
            ({'object_class': 'independent'}, invest, [window], {}),
            (
                {'object_class': 'independent', **introduced}, invest, [window],
                {'tracker': 'chenda', 'guide': 'center'}),
            ({'nature': 'commercial'}, invest, [window], {'platform': NOBODY}),
            ({'object_class': 'key', 'key_tier': 'district'}, window, [], {}),
            ({'ownership': 'non_public'}, window, ['federation'], {}),
            ({}, window, [], {}),
        ):
            expected = {'lead_unit_id': [lead], 'platform_unit_id': ['center']}
            expected |= {'support_unit_ids': support} if support else {}
            expected |= {f'{role}_unit_id': [code] for role, code in others.items() if code}
            if 'platform' in others:
                del expected['platform_unit_id']
            with self.subTest(vals):
                self.assertEqual(self._names(self._project(**vals)), expected)

    def test_several_at_once_and_before_saving(self):
        saved = self._project(park_id=self.park.id)
        draft = self.env['daiban.project'].new({'nature': 'commercial', 'partner_id': self.partner.id})
        routes = self.env['daiban.routing.rule']._route(saved | draft)
        self.assertEqual(routes[saved]['lead_unit_id'], self.park.team_unit_id)
        self.assertEqual(routes[draft]['lead_unit_id'], self.ref('unit_investment_center'))

    def test_park_without_team_falls_to_the_next_rule(self):
        park = self.env['daiban.park'].create({'name': '新园区', 'code': 'new'})
        project = self._project(object_class='park', park_id=park.id)
        self.assertEqual(self._names(project)['lead_unit_id'], ['agency_window'])

    def test_manager_changes_the_routing(self):
        """A new rule in front of the others takes effect at once; an archived one no longer does."""
        project = self._project(object_class='independent', channel='park_team')
        rule = self.env['daiban.routing.rule'].with_user(self.user_manager).create({
            'name': '大项目由管委会牵头', 'role': 'lead', 'sequence': 1, 'domain': "[('investment', '>=', 50000)]",
            'unit_id': self.ref('unit_center').id,
        })
        self.assertEqual(self._names(project)['lead_unit_id'], ['investment_center'])
        project.investment = 60000
        self.assertEqual(self._names(project)['lead_unit_id'], ['center'])
        rule.action_archive()
        self.assertEqual(self._names(project)['lead_unit_id'], ['investment_center'])

    def test_unit_of_the_filing(self):
        """备案: new projects 发改, technical renovation 工信, foreign-invested 商务."""
        rules, filing = self.env['daiban.routing.rule'], self.ref('item_a01')
        project = self._project(project_code='2601-350404-04-01-123456')
        self.assertFalse(rules._item_units(project, filing), "the unit of the plan stays")
        project.project_code = '2601-350404-07-02-123456'
        self.assertEqual(
            rules._item_units(project, filing | self.ref('item_b02')), {filing: self.ref('unit_iit')})
        project.project_code = False
        self.partner.category_id = self.ref('partner_category_foreign_invested')
        self.assertEqual(rules._item_units(project, filing), {filing: self.ref('unit_commerce')})

    def test_eligibility(self):
        """What the data decide is answered, the policies of R19 are for a person."""
        project = self._project(floor_area=10000)
        self.assertIs(self.ref('eligibility_industry_policy')._answer(project), None)
        self.assertIs(self.ref('eligibility_simple_floor_area')._answer(project), True)
        project.floor_area = 10000.5
        self.assertIs(self.ref('eligibility_simple_floor_area')._answer(project), False)
        self.assertIs(self.ref('eligibility_production_or_commercial')._answer(project), True)

    def test_items_by_condition(self):
        plan = self.ref('plan_small_project_v1').with_user(self.user_manager).copy()
        line = plan.line_ids.filtered(lambda line: line.item_type_id.code == 'B04')
        project = self._project(land_area=4000)
        self.assertIs(line._applies(project), None)
        line.write({'condition_kind': 'domain', 'condition': "[('land_area', '>=', 5000)]"})
        self.assertIs(line._applies(project), False)
        project.land_area = 5000
        self.assertIs(line._applies(project), True)
        self.assertIs(plan.line_ids[0]._applies(project), True)

    def test_unreadable_conditions(self):
        line = self.ref('plan_small_project_v1').with_user(self.user_manager).copy().line_ids[0]
        for text in (
            "[('no_such_field', '=', 1)]", "[('name', 'like'", "__import__('os')", "[(1, 2)]", "7", "{'a': 1}",
        ):
            for record, vals in (
                (self.ref('routing_lead_park'), {'domain': text}),
                (self.ref('eligibility_located_here'), {'domain': text}),
                (line, {'condition_kind': 'domain', 'condition': text}),
            ):
                with self.subTest(text=text, record=record), self.assertRaisesRegex(ValidationError, "cannot be read"):
                    record.write(vals)

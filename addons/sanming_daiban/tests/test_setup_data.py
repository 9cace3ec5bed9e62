"""The scheme's data as shipped, against the numbers of the domain texts (plans.md, units-people.md)."""
from odoo.tests import TransactionCase, tagged

from ..tools import graph

# category: (base limit, sum of the stages, number of items), T1 to T5
PLANS = {
    'social_building': (70, [12, 28, 18, 12], 27),
    'social_industrial': (70, [10, 30, 18, 12], 27),
    'with_scheme_transfer': (50, [10, 10, 18, 12], 21),
    'small_project': (42, [8, 12, 12, 10], 19),
    'simple_low_risk': (8, [1, 3, 4], 13),
}
# plans.md 2.2: the catalogue of A01–D09, 核准 as A01b, and what is needed now and then
CATALOGUE = {
    *(f'A{n:02}' for n in range(1, 10)), *(f'B{n:02}' for n in range(1, 7)),
    *(f'C{n:02}' for n in range(1, 8)), *(f'D{n:02}' for n in range(1, 10)), 'A01b',
}
CONDITIONAL_COUNT = 11


@tagged('post_install', '-at_install')
class TestSetupData(TransactionCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plans = {
            code: cls.env.ref(f'sanming_daiban.plan_{code}_v1') for code in PLANS
        }

    def _shipped(self, model):
        names = self.env['ir.model.data'].search([('module', '=', 'sanming_daiban'), ('model', '=', model)])
        return self.env[model].with_context(active_test=False).browse(names.mapped('res_id'))

    def test_plans_add_up(self):
        """R38–R42: the critical path of each published plan equals the base limit, and so do its stages."""
        for code, (base, stages, count) in PLANS.items():
            with self.subTest(code):
                plan = self.plans[code]
                self.assertEqual(plan.category_id.base_limit, base)
                self.assertEqual(plan.critical_days, base)
                self.assertEqual(plan.stage_limit_ids.mapped('limit_days'), stages)
                self.assertEqual(plan.stage_limit_ids.mapped('chain_days'), stages)
                self.assertEqual(sum(stages), base)
                self.assertLessEqual(plan.free_path_days, base)
                self.assertEqual(len(plan.line_ids), count)
                self.assertIn(plan.state, ('published', 'retired'))
                self.assertEqual(plan._problems(), [])

    def test_plans_by_brute_force(self):
        """The longest chains again, by walking every path: not with the function under test."""
        def walk(line, lines):
            own = line.limit_days if line.counts_in_limit else 0
            return own + max((walk(before, lines) for before in line.prerequisite_ids & lines), default=0)
        for code, (_base, stages, _count) in PLANS.items():
            lines = self.plans[code].line_ids
            found = [max(walk(line, part) for line in part) for part in lines.grouped('stage_id').values()]
            self.assertEqual(found, stages, code)

    def test_results_come_before_their_use(self):
        """共享: what an item produces is never asked of the enterprise; simple projects bring their land papers."""
        for code, plan in self.plans.items():
            waits = plan.line_ids._prerequisite_graph()
            sources = {line.item_type_id.output_material_type_id: line for line in plan.line_ids}
            for line in plan.line_ids:
                asked = line.material_type_ids.filtered(lambda material, sources=sources: material not in sources)
                brought = asked.filtered(lambda material: material.provider == 'output').mapped('code')
                self.assertLessEqual(set(brought), {'M08', 'M12'} if code == 'simple_low_risk' else set(), line.id)
                for material in line.material_type_ids - asked:
                    self.assertIn(sources[material], graph.ancestors(waits, line), line.display_name)

    def test_not_timed_items(self):
        """plans.md: land supply, intermediaries and connections run beside the clock, registration counts in T5 only,
        and a scheme that is transferred with the land was reviewed before."""
        beside = {'A03', 'A09', 'C06', 'D01', 'D08', 'D09'}
        for code, plan in self.plans.items():
            here = set(plan.line_ids.item_type_id.mapped('code'))
            expected = beside & here | {'with_scheme_transfer': {'B01'}}.get(code, set())
            expected -= {'simple_low_risk': {'D08'}}.get(code, set())
            off = plan.line_ids.filtered(lambda line: not line.counts_in_limit)
            self.assertEqual(set(off.item_type_id.mapped('code')), expected, code)
            self.assertFalse(any(off.mapped('limit_days')))

    def test_catalogue(self):
        codes = set(self._shipped('daiban.item.type').mapped('code'))
        self.assertLessEqual(CATALOGUE, codes)
        self.assertEqual(len(codes), len(CATALOGUE) + CONDITIONAL_COUNT)
        self.assertFalse(self._shipped('daiban.item.type').filtered(lambda item: not item.unit_id))
        materials = self._shipped('daiban.material.type')
        self.assertEqual(sorted(materials.mapped('code')), [f'M{n:02}' for n in range(1, 51)])
        self.assertEqual(
            materials.filtered(lambda material: material.provider == 'output').output_of_ids.mapped('code'),
            ['A01', 'A03', 'A04', 'A05', 'B01', 'B02', 'C01', 'C02', 'C03', 'D07'])

    def test_units(self):
        """12 townships and streets, a team for every park, and a normal industrial project has one city department."""
        units = self._shipped('daiban.unit')
        self.assertEqual(len(units.filtered(lambda unit: unit.unit_type == 'township')), 12)
        parks = self._shipped('daiban.park')
        self.assertEqual(len(parks.team_unit_id), len(parks))
        self.assertEqual(set(parks.team_unit_id.mapped('unit_type')), {'park_team'})
        always = self.plans['social_industrial'].line_ids.filtered(lambda line: line.condition_kind == 'always')
        city = {unit._city_department() for unit in always.unit_id} - {self.env['daiban.unit']}
        self.assertEqual(city, {self.env.ref('sanming_daiban.unit_natural_resources')})

    def test_lists(self):
        categories = self._shipped('daiban.category')
        self.assertEqual({c.code: c.base_limit for c in categories}, {
            **{code: base for code, (base, *_rest) in PLANS.items()}, 'other': 0,
        })
        policies = self._shipped('daiban.eligibility.rule').filtered(lambda rule: rule.kind == 'policy')
        self.assertEqual(len(policies), 5, "R19 names five policies")
        self.assertTrue(all(policies <= category.eligibility_rule_ids for category in categories))
        self.assertEqual(len(self._shipped('daiban.fee')), 11)
        for model in ('daiban.fee', 'daiban.pause.reason', 'daiban.reject.reason'):
            self.assertFalse(self._shipped(model).filtered(lambda record: not record.legal_basis_ids), model)

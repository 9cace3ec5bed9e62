from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from odoo.tests import tagged

from ..tools.self_check import WAYS, outcome
from .portal_common import SCRIPT, PortalCommon

KINDS = ('policy', 'location', 'nature', 'object_class', 'threshold', 'other')
POLICIES = ('industry_policy', 'land_policy', 'environment_policy', 'safety_policy', 'energy_policy')


@tagged('post_install', '-at_install')
class TestSelfCheck(PortalCommon):
    """The self-check: every combination of answers has an outcome, a reason and a way onward (R19–R21)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.check = cls.env['daiban.self.check'].with_user(cls.env.ref('base.public_user'))
        cls.rules = cls.env['daiban.eligibility.rule'].search([])
        for rule in cls.rules.filtered(lambda rule: rule.kind != 'threshold'):
            rule.reject_reason_id = cls.ref('reject_not_service_object')
        cls.all_yes = {f'rule_{rule.code}': 'yes' for rule in cls.rules}

    def result(self, **answers):
        return self.check._result(self.check._clean({k: v for k, v in answers.items() if v})[0])

    def good(self, **answers):
        return self.result(**{
            **self.all_yes, 'category': 'social_industrial', 'nature': 'production', 'object_class': 'park', **answers})

    # === Rule ===

    def test_every_checklist_has_an_outcome_and_a_way(self):
        """All combinations of three answers on all kinds of rules."""
        for answers in product((True, False, None), repeat=len(KINDS)):
            found = outcome(zip(KINDS, answers, strict=True))
            self.assertIn('ask', WAYS[found], answers)
            self.assertEqual(found == 'eligible', all(answers), answers)

    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    @given(st.data())
    def test_every_combination_of_answers_goes_on(self, data):
        categories = ['', 'unsure', 'nonsense', *self.env['daiban.category'].search([]).mapped('code')]
        answers = {
            'category': data.draw(st.sampled_from(categories)),
            'nature': data.draw(st.sampled_from(['', 'production', 'commercial', 'none', SCRIPT])),
            'object_class': data.draw(st.sampled_from(['', 'key', 'park', 'independent', 'other'])),
            'floor_area': data.draw(st.sampled_from(['', '0', '10000', '10000.01', '１２', 'viel', '-1', '9' * 40])),
            **{f'rule_{code}': data.draw(st.sampled_from(['', 'yes', 'no', 'unsure', '💥']))
               for code in self.rules.mapped('code')},
        }
        result = self.result(**answers)
        self.assertTrue(result['ways'])
        for line in result['lines']:
            self.assertTrue(line['rule'].name)
            if line['answer'] is False and line['rule'].kind != 'threshold':
                self.assertTrue(line['why'] and line['onward'], "a refusal says why, and what to do")
        if result['outcome'] == 'other_category':
            self.assertTrue(result['alternatives'], "another kind fits, at least 一事一议")
        if result['outcome'] == 'eligible':
            self.assertFalse([line for line in result['lines'] if not line['answer']])

    def test_outcomes(self):
        self.assertEqual(self.good()['outcome'], 'eligible')
        self.assertEqual(self.good(rule_located_here='no')['outcome'], 'outside')
        self.assertEqual(self.good(nature='none')['outcome'], 'guided')
        self.assertEqual(self.good(object_class='other')['outcome'], 'unsure', "R21 主要: others with a reason")
        self.assertEqual(self.good(object_class='')['outcome'], 'unsure')
        for policy in POLICIES:
            self.assertEqual(self.good(**{f'rule_{policy}': 'no'})['outcome'], 'policy', policy)
            self.assertEqual(self.good(**{f'rule_{policy}': ''})['outcome'], 'unsure', policy)

    def test_size_leads_to_another_category(self):
        small = self.good(category='small_project', floor_area='10000')
        self.assertEqual(small['outcome'], 'eligible')
        large = self.good(category='small_project', floor_area='10001')
        self.assertEqual(large['outcome'], 'other_category')
        self.assertNotIn(self.ref('category_simple_low_risk'), large['alternatives'], "too large there as well")
        self.assertIn(self.ref('category_social_industrial'), large['alternatives'])

    def test_rules_come_from_the_records(self):
        """What an admin changes is what the check asks and answers, by the clerk's method."""
        self.ref('eligibility_small_floor_area').domain = "[('floor_area', '<=', 500), ('investment', '<', 100)]"
        large = self.good(category='small_project', floor_area='501', investment='1')
        self.assertEqual(large['outcome'], 'other_category')
        half = self.good(category='small_project', floor_area='400')
        self.assertEqual(half['outcome'], 'unsure', "nobody said how much")
        self.assertIn('investment', self.check._questions({})['numbers'])
        self.ref('eligibility_land_policy').active = False
        self.assertEqual(self.good(rule_land_policy='no')['outcome'], 'eligible')

    # === Pages ===

    def form_of(self, page, **choices):
        """What the form of a page sends when one fills it in, without any script."""
        form = html.fromstring(page.content).xpath("//form[@action='/daiban/check']")[0]
        values = {name: value for name, value in form.form_values() if value}
        self.assertLessEqual(choices.keys(), set(form.fields.keys()) | choices.keys())
        return '/daiban/check?' + '&'.join(f'{name}={value}' for name, value in {**values, **choices}.items())

    def test_walk_without_scripts_into_an_application(self):
        """Two pages and a result; the answers are in the application after the login."""
        page = self.get(self.form_of(self.get('/daiban/check'), category='small_project', nature='production',
                                     object_class='independent', floor_area='800'))
        asked = self.rules.filtered(lambda rule: not rule.domain and rule.kind != 'object_class' and (
            rule.kind != 'threshold' or self.ref('category_small_project') in rule.category_ids))
        page = self.get(self.form_of(page, **{f'rule_{rule.code}': 'yes' for rule in asked}))
        self.assertIn('o_daiban_verdict_eligible', page.text)
        apply = html.fromstring(page.content).xpath("//a[contains(@href, '/daiban/apply')]/@href")[0]
        login = self.url_open(apply)
        self.assertIn('/web/login', login.url)
        token = html.fromstring(login.content).xpath("//input[@name='csrf_token']/@value")[0]
        page = self.url_open('/web/login', data={
            'login': 't_owner', 'password': 't_ownerx', 'csrf_token': token, 'redirect': '/my/daiban/new'})
        self.assertTrue(page.url.endswith('/my/daiban/new'), page.url)
        form = html.fromstring(page.content).xpath("//form[contains(@class, 'o_daiban_project_form')]")[0]
        values = dict(form.form_values())
        self.assertEqual(
            (values['category_id'], values['nature'], values['object_class'], values['floor_area']),
            (str(self.ref('category_small_project').id), 'production', 'independent', '800'))

    def test_bad_number_is_told_on_its_page(self):
        page = self.get('/daiban/check?step=result&floor_area=viel').text
        self.assertIn('id="e_floor_area"', page)

    def test_hostile_answers_stay_text(self):
        for name in ('category', 'nature', 'floor_area', 'rule_land_policy', 'x', 'step', 'outcome', 'answers'):
            page = self.url_open('/daiban/check', params={name: SCRIPT, 'step': 'result'} if name != 'step' else {})
            self.assertEqual(page.status_code, 200, name)
            self.assertNotIn(SCRIPT, page.text)

"""Schemes without code (R96–R98): what a manager may change, and every reason why one is not published."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..tools.fair_scores import Ballot, score_group, total
from .eval_common import EvalCommon


@tagged('post_install', '-at_install')
class TestEvalScheme(EvalCommon):

    def _group(self, kind):
        return self.scheme.group_ids.filtered(lambda group: group.kind == kind)

    def assertProblem(self, text):
        """It is said on the form, publishing is refused with the same words, and nothing changes."""
        self.assertIn(text, self.scheme.problems)
        with self.assertRaises(UserError) as caught:
            self.scheme.action_publish()
        self.assertIn(text, str(caught.exception))
        self.assertEqual((self.scheme.state, self.scheme.published_on), ('draft', False))

    # === What is shipped ===

    def test_default(self):
        """R97: center 40, owners 35, offices 25; a proposal, which the district publishes itself."""
        self.assertEqual(self.scheme.state, 'draft')
        self.assertEqual(self.scheme._weights(), {'center': 40, 'owner': 35, 'office': 25})
        self.assertFalse(self.scheme.problems)
        self.assertTrue(all(len(criterion.level_ids) == 5 for criterion in self.scheme.criterion_ids))
        self.assertEqual([tuple(grade) for grade in self.scheme._ladder()], [
            ('excellent', 90), ('good', 80), ('basic', 60), ('poor', 0)])

    def test_grades_by_employment(self):
        """公务员 称职, 事业单位 合格: the same ladder in two sets of words."""
        words = {name: [self.eval_ref(name)._word(grade.key) for grade in self.scheme._ladder()]
                 for name in ('grade_set_civil_servant', 'grade_set_institution')}
        self.assertEqual(words, {
            'grade_set_civil_servant': ["优秀", "称职", "基本称职", "不称职"],
            'grade_set_institution': ["优秀", "合格", "基本合格", "不合格"]})

    def test_scheme_feeds_the_scores(self):
        """What the manager typed is what the arithmetic takes."""
        self._group('owner').least_raters = 4
        self.scheme.write({'habit_prior': 0, 'sample_prior': 0, 'trim_from': 0})
        rules = self.scheme._group_rules()
        self.assertEqual((rules['owner'].least_raters, rules['owner'].trim_each), (4, 0))
        ballots = [Ballot(rater, 's', score) for rater, score in enumerate([100, 100, 100, 100, 50])]
        scores = {kind: score_group(ballots, ['s'], rules[kind])['s'] for kind in rules}
        self.assertEqual(total(scores, self.scheme._weights()).score, 90)

    # === Publishing ===

    def test_publish_and_new_version(self):
        """A published version does not change; the next one is a copy, and replaces it."""
        self.scheme.action_publish()
        self.assertEqual((self.scheme.state, self.scheme.published_by_id), ('published', self.manager))
        new = self.scheme.browse(self.scheme.action_new_version()['res_id'])
        self.assertEqual((new.version, new.state), (self.scheme.version + 1, 'draft'))
        self.assertEqual(new._weights(), self.scheme._weights())
        self.assertEqual(new.criterion_ids.mapped('name'), self.scheme.criterion_ids.mapped('name'))
        for name in ('name', 'points', 'description'):
            self.assertEqual(
                new.criterion_ids.level_ids.mapped(name), self.scheme.criterion_ids.level_ids.mapped(name))
        self.assertFalse(new.criterion_ids & self.scheme.criterion_ids)
        new.group_ids[:1].weight = 40
        new.action_publish()
        self.assertEqual((self.scheme.state, new.state), ('retired', 'published'))

    def test_published_does_not_change(self):
        """Not by any of its parts, nor by importing, nor by handing a part over."""
        draft = self.scheme.copy()
        self.scheme.action_publish()
        criterion = self.scheme.criterion_ids[:1]
        for change in (
            lambda: self.scheme.write({'quota_percent': 50}),
            lambda: self._group('owner').write({'weight': 60}),
            lambda: criterion.write({'weight': 1}),
            lambda: criterion.level_ids[:1].write({'points': 99}),
            lambda: criterion.level_ids[:1].unlink(),
            lambda: criterion.unlink(),
            lambda: self.scheme.unlink(),
            lambda: draft.criterion_ids[:1].write({'scheme_id': self.scheme.id}),
            lambda: draft.criterion_ids.level_ids[:1].write({'criterion_id': criterion.id}),
            lambda: criterion.copy({'scheme_id': self.scheme.id}),
            lambda: criterion.level_ids[:1].copy(),
            lambda: self.scheme.action_publish(),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                change()
        self.assertEqual((self.scheme.quota_percent, criterion.level_ids[:1].points), (20, 100))

    def test_state_only_by_buttons(self):
        with self.assertRaisesRegex(UserError, "only by its buttons"):
            self.scheme.state = 'published'
        made = self.scheme.create({'name': "另一方案", 'state': 'published'})
        self.assertEqual((made.state, made.version), ('draft', self.scheme.version + 1))

    def test_retire(self):
        with self.assertRaisesRegex(UserError, "Only a published"):
            self.scheme.action_retire()
        self.scheme.action_publish()
        self.scheme.action_retire()
        self.assertEqual(self.scheme.state, 'retired')

    # === What is refused ===

    def test_weights_are_100(self):
        self._group('owner').weight = 36
        self.assertProblem("The weights of the groups are 101 together")

    def test_criteria_of_a_group_are_100(self):
        self.scheme._criteria('office')[:1].weight = 10
        self.assertProblem("Approval Offices: the weights of the criteria are 80 together")

    def test_every_group(self):
        self._group('office').unlink()
        self.assertProblem("The group “Approval Offices” is missing")

    def test_group_without_criteria(self):
        self.scheme._criteria('owner').unlink()
        self.assertProblem("Project Owners: there are no criteria")

    def test_five_answers(self):
        criterion = self.scheme.criterion_ids[:1]
        criterion.level_ids[-1:].unlink()
        self.assertProblem("it has 4 answers; it must have five")

    def test_points_go_down(self):
        self.scheme.criterion_ids[:1].level_ids[1].points = 100
        self.assertProblem("the points of the answers must go down")

    def test_answers_cannot_be_told_apart(self):
        """Privacy: owners and offices are at least three, whatever the manager would like."""
        self._group('owner').least_raters = 2
        self.assertProblem("Project Owners: with fewer than 3 raters single answers could be told apart")

    def test_numbers_make_sense(self):
        for values, text in (
            ({'trim_from': 4, 'trim_each': 2}, "more ballots are left out"),
            ({'habit_prior': -1}, "Restraints"),
            ({'good_from': 95}, "thresholds go down"),
            ({'quota_percent': 120}, "quota is between"),
            ({'least_answered': 0}, "least share"),
        ):
            before = {name: self.scheme[name] for name in values}
            self.scheme.write(values)
            self.assertProblem(text)
            self.scheme.write(before)
        self.assertFalse(self.scheme.problems)

    @mute_logger('odoo.sql_db')
    def test_a_group_once(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._group('owner').copy()

    # === Who ===

    def test_drafts_are_not_for_everybody(self):
        """Who is evaluated reads what was published, with every criterion and answer, and nothing before."""
        for user in (self.agent, self.handler, self.staff):
            self.assertFalse(self.env['daiban.eval.scheme'].with_user(user).search([]))
            self.assertFalse(self.env['daiban.eval.level'].with_user(user).search([]))
        for user in (self.supervisor, self.auditor, self.officer, self.manager):
            self.assertIn(self.scheme, self.env['daiban.eval.scheme'].with_user(user).search([]))
        self.scheme.action_publish()
        for user in (self.agent, self.handler, self.staff):
            read = self.scheme.with_user(user)
            self.assertEqual(len(read.criterion_ids.level_ids), 5 * len(self.scheme.criterion_ids))

    def test_only_the_manager_edits(self):
        for user in (self.agent, self.handler, self.supervisor, self.auditor, self.officer, self.owner):
            scheme = self.scheme.with_user(user)
            for change in (lambda scheme=scheme: scheme.write({'name': "x"}), scheme.action_publish, scheme.copy,
                           lambda user=user: self._group('owner').with_user(user).write({'weight': 1})):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    change()
        self.assertEqual(self.scheme.state, 'draft')

    def test_in_the_form(self):
        """A manager adds a criterion; five answers are proposed."""
        with Form(self.scheme) as form:
            with form.criterion_ids.new() as criterion:
                criterion.kind = 'owner'
                criterion.name = "惠企政策"
                criterion.weight = 0
        added = self.scheme.criterion_ids.filtered(lambda criterion: criterion.name == "惠企政策")
        self.assertEqual(added.level_ids.mapped('points'), [100, 85, 70, 50, 30])
        self.assertFalse(self.scheme.problems)

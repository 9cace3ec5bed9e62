"""Scorecards of units (R91–R93): from the ledger, with their derivation, frozen when they are published."""

import io
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import BaseCase, freeze_time, tagged
from odoo.tools import mute_logger

from ..tools.scorecard import points, ranks, total
from .incident_common import IncidentCommon

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
numbers = st.floats(-1000, 1000, allow_nan=False)


class TestScorecardPoints(BaseCase):

    @calm
    @given(numbers, numbers, numbers, st.integers(1, 100))
    def test_points_in_bounds(self, value, floor, target, most):
        """R92: never less than nothing, never more than all."""
        self.assertTrue(0 <= points(value, floor, target, most) <= most)

    @calm
    @given(numbers, numbers, st.floats(1, 500), st.floats(0, 500))
    def test_better_is_never_less(self, value, floor, room, more):
        """R92: whoever does better gets at least as many points, whichever of floor and target is the larger."""
        self.assertLessEqual(points(value, floor, floor + room, 20), points(value + more, floor, floor + room, 20))
        self.assertLessEqual(points(value, floor, floor - room, 20), points(value - more, floor, floor - room, 20))

    def test_examples(self):
        self.assertEqual(points(80, 60, 100, 20), 10)
        self.assertEqual(points(1, 2, 0, 5), 2.5)
        self.assertEqual(total([(10, 20), (20, 20)]), 75)
        self.assertIsNone(total([]), "no evidence is no score, and not a bad one")
        self.assertEqual(ranks({'a': 90, 'b': 90, 'c': 80, 'd': None}), {'a': 1, 'b': 1, 'c': 3})


@tagged('post_install', '-at_install')
class TestScorecard(IncidentCommon):
    """The item of the unit, in the first quarter of 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.indicators = cls.env['daiban.scorecard.indicator'].search([])
        cls.indicators.least_count = 1
        cls.period = cls.env['daiban.scorecard.period'].with_user(cls.supervisor).create({
            'name': "2026年第一季度", 'date_from': '2026-01-01', 'date_to': '2026-03-31', 'share_points': 5})

    def _finished(self, day='2026-03-06'):
        with freeze_time(f'{day} 02:00:00'):
            self.item.sudo().statutory_limit = 20
            self.item.action_done()

    def _card(self, unit=None):
        self.period.action_compute()
        return self.period.scorecard_ids.filtered(lambda card: card.unit_id == (unit or self.unit))

    def _line(self, card, metric):
        return card.line_ids.filtered(lambda line: line.metric == metric)

    def _published(self):
        self._finished()
        card = self._card()
        with freeze_time('2026-04-01 02:00:00'):
            self.period.action_publish()
        return card

    # === Figures ===

    def test_items(self):
        """R92: finished in time, and days saved against the law, say how their points come about."""
        self._finished()
        card = self._card()
        line = self._line(card, 'on_time')
        self.assertEqual((line.value, line.points, line.counted), (100, 30, True))
        used = self.item.sudo().clock_statutory_used
        self.assertEqual(self._line(card, 'compression').value, 100 * (20 - used) / 20)
        self.assertIn('100.00', line.derivation)
        self.assertFalse(self._line(card, 'rating').counted, "nobody rated: nothing is guessed")
        counted = card.line_ids.filtered('counted')
        self.assertEqual(card.score, round(100 * sum(counted.mapped('points')) / sum(
            counted.mapped('most_points')), 2))
        self.assertEqual(card.performance_points, round(card.score * 5 / 100, 2))

    def test_a_unit_without_evidence_is_no_zero_in_the_average(self):
        """R92: the average of a period is of those who have a score."""
        self._finished()
        self._card()
        other = self.env['daiban.unit'].search([('id', 'not in', self.period.scorecard_ids.unit_id.ids)], limit=1)
        self.env['daiban.scorecard'].sudo().create({'period_id': self.period.id, 'unit_id': other.id})
        cards = self.period.scorecard_ids
        self.assertIn(False, cards.mapped('has_score'))
        scored = cards.filtered('has_score')
        [(average,)] = self.env['daiban.scorecard']._read_group([('id', 'in', cards.ids)], [], ['score:avg'])
        self.assertAlmostEqual(average, sum(scored.mapped('score')) / len(scored), 2)

    def test_late(self):
        """R92: finished late earns nothing for being in time."""
        self._finished('2026-03-20')
        self.assertEqual(self._line(self._card(), 'on_time').points, 0)

    def test_too_few(self):
        """R92: fewer than the least number are no evidence, and are left out instead of counted against the unit."""
        self.indicators.least_count = 2
        self._finished()
        line = self._line(self._card(), 'on_time')
        self.assertEqual((line.counted, line.points), (False, 0))
        self.assertIn('2', line.derivation)

    def test_no_incident_is_no_score(self):
        """R92: a unit of which nothing was measured has neither score nor place; doing nothing is not the best."""
        self.period.unit_ids = self.drc | self.housing | self.unit
        self._finished()
        idle = self._card(self.drc if self.unit != self.drc else self.housing)
        self.assertEqual((idle.has_score, idle.rank, idle.performance_points), (False, 0, 0))
        self.assertTrue(self._line(idle, 'incident').counted)

    def test_supervision_and_incident(self):
        """R92: a reply in time counts; a confirmed incident costs points."""
        self._replied()
        incident = self._confirmed()
        card = self._card()
        self.assertEqual(self._line(card, 'supervision').value, 100)
        line = self._line(card, 'incident')
        self.assertEqual((line.value, line.points), (1, 2.5))
        incident.sudo()._reviewed('lifted')
        self.assertEqual(self._line(self._card(), 'incident').points, 5)

    def test_people(self):
        """R92 二级绩效: what the people of the unit did; for their leaders, themselves and the center."""
        card = self._published()
        person = card.sudo().person_ids
        self.assertEqual((person.user_id, person.item_count, person.in_time_rate), (self.handler, 1, 100))
        people = self.env['daiban.scorecard.person']
        for user, number in ((self.handler, 1), (self.leader, 1), (self.supervisor, 1), (self.auditor, 1),
                             (self.agent, 0), (self.stranger, 0)):
            with self.subTest(user=user.login):
                self.assertEqual(people.with_user(user).search_count([]), number)

    def test_trend_and_rank(self):
        """R93: the place among the units, and the change against the last published period."""
        before = self.period.sudo().create({
            'name': "上年第四季度", 'date_from': '2025-10-01', 'date_to': '2025-12-31', 'state': 'published'})
        self.env['daiban.scorecard'].sudo().create({'period_id': before.id, 'unit_id': self.unit.id, 'line_ids': [
            Command.create({'name': "按时办结率", 'metric': 'on_time', 'counted': True, 'points': 10,
                            'most_points': 20})]})
        self._finished()
        card = self._card()
        self.assertEqual((card.rank, card.has_previous, card.previous_score), (1, True, 50))
        self.assertEqual(card.trend, card.score - 50)

    # === Publishing ===

    def test_published_is_frozen(self):
        """R91: seen by all from the publication on; and then nothing changes, whatever the ledger says later."""
        self._finished()
        card = self._card()
        self.assertFalse(card.with_user(self.handler).search([]))
        with self.assertRaisesRegex(UserError, "when it is over"):
            self.period.action_publish()
        with freeze_time('2026-04-01 02:00:00'):
            self.period.action_publish()
            score = card.score
            self.assertEqual(card.with_user(self.handler).search([]).unit_id, self.period.scorecard_ids.unit_id)
            self.item.sudo().finished_late = True
            self.indicators.points = 1
            with self.assertRaisesRegex(UserError, "Published"):
                self.period.action_compute()
        self.assertEqual(card.score, score)
        for vals in ({'score': 1}, {'bonus': 3, 'bonus_reason': "后补"}, {'rank': 1}):
            with self.subTest(vals=vals), self.assertRaises(AccessError), self.env.cr.savepoint():
                card.with_user(self.supervisor).write(vals)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.period.date_to = date(2026, 4, 30)
        with self.assertRaisesRegex(UserError, "kept"):
            self.period.unlink()

    def test_nobody_writes_points(self):
        """R92: points come from the ledger; a bonus needs a reason and has a bound (R93)."""
        self._finished()
        card = self._card()
        for user in (self.supervisor, self.leader, self.auditor, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError), self.env.cr.savepoint():
                card.with_user(user).score = 100
            with self.subTest(user=user.login), self.assertRaises(AccessError), self.env.cr.savepoint():
                card.line_ids[:1].with_user(user).points = 100
        center = card.with_user(self.supervisor)
        for vals in ({'bonus': 2}, {'bonus': 11, 'bonus_reason': "先进"}, {'bonus': -1, 'bonus_reason': "扣"}):
            with self.subTest(vals=vals), self.assertRaises(ValidationError), self.env.cr.savepoint():
                center.write(vals)
        center.write({'bonus': 2, 'bonus_reason': "省级创新案例"})
        self.assertEqual(card.total, card.score + 2)
        self.period.action_compute()
        self.assertEqual(card.bonus, 2)

    def test_bad_input(self):
        """Bad input: a period twice, one that ends before it begins, an indicator without a span, a share above 100."""
        with mute_logger('odoo.sql_db'):
            for dates in (('2026-01-01', '2026-03-31'), ('2026-06-30', '2026-04-01')):
                with self.subTest(dates=dates), self.assertRaises(IntegrityError), self.env.cr.savepoint():
                    self.period.create({'name': "x", 'date_from': dates[0], 'date_to': dates[1]})
        with self.assertRaises(ValidationError):
            self.period.share_points = 101
        own = self.indicators[:1].with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "same value"):
            own.write({'floor': 5, 'target': 5})
        with self.assertRaises(AccessError):
            self.indicators[:1].with_user(self.supervisor).points = 99

    # === Export ===

    def test_workbook(self):
        """R91: for each content its own indicators; a name that looks like a formula stays a name."""
        card = self._published()
        self.unit.sudo().name = "=1+1"
        content = self.env.ref('sanming_daiban_eval.scorecard_content_investment')
        self.period.sudo().content_id = content
        pages = load_workbook(io.BytesIO(self.period._xlsx()))
        rows = list(pages.worksheets[0].iter_rows(min_row=3, values_only=True))
        self.assertEqual(len(rows[0]), 2 + len(content.indicator_ids) + 3)
        self.assertIn(self._line(card, 'compression').name, rows[0][2])
        self.assertEqual(rows[1][1], "=1+1")
        cell = pages.worksheets[0]['B4']
        self.assertEqual(cell.data_type, 's')
        self.assertEqual(pages.worksheets[2]['B4'].value, self.handler.name)
        others = load_workbook(io.BytesIO(self.period.with_user(self.stranger)._xlsx()))
        self.assertEqual(len(others.worksheets), 2, "a stranger gets no second level")

    def test_paper(self):
        """R91: the league table on paper; a draft is not printed by those who may not see it."""
        self._finished()
        self._card()
        report = self.env['ir.actions.report']
        name = 'sanming_daiban_eval.report_daiban_scorecards'
        html = report.with_user(self.supervisor)._render_qweb_html(name, self.period.ids)[0].decode()
        self.assertIn(self.unit.name, html)
        with self.assertRaises(AccessError):
            report.with_user(self.handler)._render_qweb_html(name, self.period.ids)

    def test_queries_do_not_grow(self):
        """R92: the figures are read in as many queries for one unit as for all of them."""
        self._finished()
        self._card()
        self.env.flush_all()
        period, before = self.period.sudo(), self.env.cr.sql_log_count
        period._measures(self.indicators)
        self.assertLess(self.env.cr.sql_log_count - before, 25)

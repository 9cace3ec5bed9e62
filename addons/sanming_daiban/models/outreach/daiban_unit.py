from odoo import fields, models


class DaibanUnit(models.Model):
    """What a unit may know of its own ratings: figures, and only when nobody can be picked out of them."""

    _inherit = 'daiban.unit'

    rating_asked = fields.Integer(
        string="Times Asked", compute='_compute_rating_figures', groups='sanming_daiban.group_staff')
    rating_answered = fields.Integer(
        string="Answers", compute='_compute_rating_figures', groups='sanming_daiban.group_staff')
    rating_average = fields.Char(
        string="Average of the Answers", compute='_compute_rating_figures', groups='sanming_daiban.group_staff',
        help="From 1 to 5. Shown when there are enough answers, so that nobody can be picked out.")

    def _compute_rating_figures(self):
        least = self.env['daiban.settings']._number('rating_least_answers')
        # sudo: sums over a unit, without who and what
        figures = {unit.id: row for unit, *row in self.env['daiban.rating.report'].sudo()._read_group(
            [('unit_id', 'in', self.ids)], ['unit_id'], ['asked_count:sum', 'answered_count:sum', 'score:avg'])}
        for unit in self:
            unit.rating_asked, answered, average = figures.get(unit.id, (0, 0, 0))
            enough = answered >= least
            unit.rating_answered = answered if enough else 0
            unit.rating_average = f'{average:.2f}' if enough else False

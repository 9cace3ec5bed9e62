from odoo import fields, models
from odoo.tools import SQL

from .daiban_rating import LEVELS, OCCASIONS


class DaibanRatingReport(models.Model):
    """Ratings by unit, stage and level, with those that were asked and not answered.

    The average is that of the answers alone, and stands beside how many there are: silence is no satisfaction.
    """

    _name = 'daiban.rating.report'
    _description = 'Ratings by Unit'
    _auto = False
    _order = 'asked_on desc, id desc'

    rating_id = fields.Many2one('daiban.rating', readonly=True)
    project_id = fields.Many2one('daiban.project', string="Case", readonly=True)
    category_id = fields.Many2one('daiban.category', readonly=True)
    unit_id = fields.Many2one('daiban.unit', string="Rated Unit", readonly=True)
    occasion = fields.Selection(OCCASIONS, readonly=True)
    stage_id = fields.Many2one('daiban.stage', readonly=True)
    asked_on = fields.Date(readonly=True)
    level = fields.Selection([*LEVELS, ('0', "No Answer")], string="Satisfaction", readonly=True)
    finding = fields.Selection(
        [('substantiated', "Substantiated"), ('unsubstantiated', "Not Substantiated"), ('malicious', "Malicious")],
        readonly=True)
    asked_count = fields.Integer(string="Times Asked", readonly=True)
    answered_count = fields.Integer(string="Answers", readonly=True)
    bad_count = fields.Integer(string="Bad Ratings", readonly=True)
    answer_rate = fields.Float(string="Answered, %", aggregator='avg', digits=(5, 1), readonly=True)
    score = fields.Float(
        string="Average of the Answers", aggregator='avg', digits=(3, 2), readonly=True, help="From 1 to 5.")
    told_once_rate = fields.Float(string="Told at Once, %", aggregator='avg', digits=(5, 1), readonly=True)

    @property
    def _table_query(self):
        return SQL("""
            SELECT rating.id, rating.id AS rating_id, rating.project_id, project.category_id, rating.unit_id,
                   rating.occasion, rating.stage_id, rating.asked_on, COALESCE(rating.level, '0') AS level,
                   last.finding, 1 AS asked_count, (rating.level IS NOT NULL)::int AS answered_count,
                   COALESCE(rating.level IN ('1', '2'), FALSE)::int AS bad_count,
                   100::float8 * (rating.level IS NOT NULL)::int AS answer_rate, rating.level::int AS score,
                   100::float8 * (rating.told_once = 'yes')::int AS told_once_rate
              FROM daiban_rating rating
         LEFT JOIN daiban_project project ON project.id = rating.project_id
         LEFT JOIN LATERAL (
                   SELECT finding FROM daiban_rectification
                    WHERE rating_id = rating.id ORDER BY id DESC LIMIT 1) last ON TRUE""")

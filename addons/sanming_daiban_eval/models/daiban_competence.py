from odoo import fields, models
from odoo.tools import SQL


class DaibanCompetence(models.Model):
    """Who of those who serve today has a valid training for which stage (R87), and where one is missing."""
    _name = 'daiban.competence'
    _description = 'Competence by Stage'
    _auto = False
    _order = 'user_id, stage_id'
    _rec_name = 'user_id'

    user_id = fields.Many2one('res.users', string="Person", readonly=True)
    stage_id = fields.Many2one('daiban.stage', readonly=True)
    training_date = fields.Date("Last Passed On", readonly=True)
    valid_until = fields.Date(readonly=True, help="Empty: for good, or never passed.")
    state = fields.Selection(
        [('valid', "Valid"), ('expired', "Expired"), ('missing', "Never Passed")], readonly=True)

    @property
    def _table_query(self):
        return SQL("""
            SELECT serving.user_id * 1000 + stage.id AS id, serving.user_id,
                   stage.id AS stage_id, passed.training_date, NULLIF(passed.valid_until, 'infinity') AS valid_until,
                   CASE WHEN passed.training_date IS NULL THEN 'missing'
                        WHEN passed.valid_until < %(today)s THEN 'expired' ELSE 'valid' END AS state
              FROM (SELECT DISTINCT user_id FROM daiban_service_period
                     WHERE state = 'confirmed' AND date_from <= %(today)s
                       AND (date_to IS NULL OR date_to >= %(today)s)) AS serving
             CROSS JOIN daiban_stage AS stage
              LEFT JOIN LATERAL (
                    SELECT MAX(line.date) AS training_date,
                           MAX(COALESCE(line.valid_until, 'infinity'::date)) AS valid_until
                      FROM daiban_training_attendance AS line
                      JOIN daiban_training AS training ON training.id = line.training_id AND training.state = 'closed'
                      JOIN daiban_stage_daiban_training_rel AS rel ON rel.daiban_training_id = training.id
                     WHERE line.user_id = serving.user_id AND rel.daiban_stage_id = stage.id
                       AND line.result = 'passed') AS passed ON TRUE
             WHERE stage.active""", today=self.env['daiban.clock.mixin']._clock_today())

from odoo import api, fields, models


class DaibanOpinionRound(models.AbstractModel):
    """Several units are asked for their opinion on one case together; the answers are read side by side (R71)."""

    _name = 'daiban.opinion.round'
    _description = 'Round of Opinions'
    _inherit = ['daiban.supervised.mixin']

    opinion_days = fields.Integer(
        "Days for the Opinion", default=lambda self: self.env['daiban.settings']._number('opinion_days'))
    opinion_summary = fields.Char("Opinions So Far", compute='_compute_opinions')
    opposed = fields.Boolean(
        compute='_compute_opinions', help="At least one unit disagrees: the units have to be brought together.")
    opinion_count = fields.Integer("Opinions Asked", compute='_compute_opinions')

    @api.depends('opinion_ids.state', 'opinion_ids.position')
    @api.depends_context('lang')
    def _compute_opinions(self):
        for record in self:
            opinions = record.opinion_ids
            record.opinion_count = len(opinions)
            record.opposed = any(one.state == 'given' and one.position == 'disagree' for one in opinions)
            standings = opinions.mapped('standing')
            record.opinion_summary = '，'.join(
                f'{standing} {standings.count(standing)}' for standing in dict.fromkeys(standings))

    def _opposition_text(self):
        """Who thinks what, in one readable sentence."""
        self.ensure_one()
        against = self.opinion_ids.filtered(lambda one: one.state == 'given' and one.position == 'disagree')
        others = self.opinion_ids.filtered(lambda one: one.state == 'given') - against
        text = '；'.join(
            self.env._(
                "%(unit)s disagrees: %(reason)s", unit=one.unit_id.name, reason=(one.text or '').strip('。；; .'))
            for one in against)
        if others:
            text += self.env._(
                ". In favour: %(units)s.",
                units='、'.join(f'{one.unit_id.name}（{one.standing}）' for one in others))
        return text

    def _opinion_lines(self):
        """The table of the opinions as text, for what is kept of the outcome."""
        return [
            '：'.join(filter(None, [
                one.unit_id.name, '，'.join(filter(None, [one.standing, one.text, one.conditions]))]))
            for one in self.opinion_ids
        ]

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

CONCLUSIONS = [('pass', "Passed"), ('changes', "Passed with Changes"), ('fail', "Not Passed")]


class DaibanExpertOpinion(models.Model):
    """One expert of one review: invited, without a known tie to the enterprise, and with an own opinion (R70)."""

    _name = 'daiban.expert.opinion'
    _description = 'Opinion of an Expert'
    _order = 'review_id desc, id'

    review_id = fields.Many2one('daiban.expert.review', required=True, index=True, ondelete='cascade')
    project_id = fields.Many2one(related='review_id.project_id', store=True, string="Case", index=True)
    expert_id = fields.Many2one('daiban.expert', required=True, index=True, ondelete='restrict')
    organisation = fields.Char(related='expert_id.organisation')
    invited_on = fields.Date(readonly=True, copy=False)
    declined = fields.Boolean(string="Takes No Part")
    position = fields.Selection(CONCLUSIONS, string="Opinion")
    text = fields.Text(string="In the Expert's Words")
    attachment_ids = fields.Many2many(
        'ir.attachment', 'daiban_expert_opinion_file_rel', 'opinion_id', 'attachment_id', string="Signed Paper")

    _expert_once = models.Constraint('UNIQUE(review_id, expert_id)', "This expert is on the panel already.")

    @api.depends('expert_id')
    def _compute_display_name(self):
        for opinion in self:
            opinion.display_name = opinion.expert_id.display_name

    def _is_given(self):
        return bool(not self.declined and self.position and (self.text or '').strip())

    @api.model_create_multi
    def create(self, vals_list):
        opinions = super().create(vals_list)
        opinions._check_writable()
        opinions._check_conflicts()
        return opinions

    def write(self, vals):
        self._check_writable()
        if not self.env.su and vals.keys() & {'review_id', 'invited_on'}:
            raise UserError(self.env._("An opinion belongs to one review."))
        if 'expert_id' in vals and any(opinion.invited_on for opinion in self):
            raise UserError(self.env._("Who was invited is not exchanged: mark that the expert does not take part."))
        result = super().write(vals)
        if 'expert_id' in vals:
            self._check_conflicts()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_invited(self):
        if any(opinion.invited_on for opinion in self):
            raise UserError(self.env._("Who was invited stays on the panel: mark that the expert does not take part."))

    def _check_writable(self):
        for opinion in self:
            if opinion.review_id.state not in ('draft', 'open'):
                raise UserError(self.env._("The review is over; its opinions stay as they are."))

    def _check_conflicts(self):
        """R70: nobody judges the papers of those to whom he is tied."""
        for opinion in self:
            reasons = opinion.sudo().expert_id._conflicts(opinion.project_id)  # sudo: declared ties, not shown in lists
            if reasons:
                raise UserError(self.env._(
                    "%(expert)s cannot be on this panel. %(reasons)s Choose another expert.",
                    expert=opinion.expert_id.name, reasons=' '.join(reasons)))

    def _invite(self, today):
        """Write to the experts; whom no mail reaches is invited by telephone."""
        self.invited_on = today
        for opinion in self.filtered('expert_id.email'):
            review = opinion.review_id
            text = self.env._(
                "You are invited to give your expert opinion on “%(material)s” of the project “%(case)s”. %(reason)s "
                "Please tell us at once if anything ties you to the enterprise or to those who work for it.",
                material=review.material_id.name, case=review.project_id.name, reason=review.reason)
            self.env['mail.mail'].create({
                'subject': self.env._("Invitation to an expert review"), 'body_html': plaintext2html(text),
                'email_to': opinion.expert_id.email, 'auto_delete': False})

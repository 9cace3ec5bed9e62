from odoo import api, fields, models
from odoo.exceptions import UserError


class DaibanProjectDeferral(models.AbstractModel):
    """容缺受理 as the case sees it: offered, promised, accepted with what is still to come."""

    _name = 'daiban.project.deferral'
    _description = 'Agency Project: Deferred Materials'

    commitment_ids = fields.One2many('daiban.commitment', 'project_id', string="Commitments")
    commitment_count = fields.Integer(compute='_compute_commitment_count')
    can_defer = fields.Boolean(compute='_compute_can_defer')

    @api.depends('commitment_ids')
    def _compute_commitment_count(self):
        for project in self:
            project.commitment_count = len(project.commitment_ids)

    @api.depends('state', 'material_ids.state')
    def _compute_can_defer(self):
        for project in self:
            project.can_defer = project.state in ('submitted', 'supplement', 'accepted', 'running') and any(
                material.is_gap and material.deferrable for material in project.material_ids)

    def action_offer_commitment(self):
        """Open the promise that the enterprise can make instead of handing everything in now."""
        self.ensure_one()
        self._check_case_agent()
        if settled := self._guard_settle():
            return settled
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Commitment"),
            'res_model': 'daiban.commitment',
            'res_id': self.env['daiban.commitment']._offer(self).id,
            'views': [(self.env.ref('sanming_daiban.daiban_commitment_view_form_offer').id, 'form')],
            'target': 'new',
        }

    def action_view_commitments(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_commitment_action')
        return {**action, 'domain': [('project_id', '=', self.id)], 'context': {}}

    def _deferred(self, clerk):
        """A promise was given. If nothing else is open, what the clerk offered is now decided: accepted.

        :param clerk: who offered it, and so becomes the agent of a case that has none
        """
        today = self._clock_today()
        for case in self:
            if case.state == 'supplement' and not case._portal_unanswered():
                case.state = 'submitted'
                case._supplement_received(today)
            if case.state == 'submitted' and not case._intake_open() and not case._portal_unconfirmed():
                case.agent_id = case.agent_id or clerk
                case._accept(today)
            elif case.state in ('accepted', 'running'):
                case.commitment_ids._begin(today)

    def _intake_open(self):
        """Materials that still keep the request from being accepted."""
        asked = self.material_ids.filtered('at_intake')
        return asked.filtered(lambda material: not material.is_settled) | asked._no_longer_valid()

    def _commitment_text(self):
        """What the letter of a deferred acceptance says: which materials, until when, what otherwise."""
        commitments = self.commitment_ids.filtered(lambda commitment: commitment.state == 'active')
        words = self.with_context(lang=self.env['daiban.notice']._letter_lang()).env
        return '\n'.join(
            words._("%(materials)s: within %(days)s working days, by %(due)s. %(consequence)s",
                    materials='、'.join(commitment.material_ids.mapped('name')), days=commitment.limit_days,
                    due=commitment.due_date, consequence=commitment.consequence or '')
            for commitment in commitments)

    def _check_nothing_promised(self):
        """A case is not complete while a promise is open."""
        waiting = self.commitment_ids.filtered(lambda commitment: commitment.state == 'active')
        if waiting:
            raise UserError(self.env._(
                "“%(name)s” cannot be completed: still promised are %(materials)s.", name=self[0].display_name,
                materials='、'.join(waiting.material_ids.mapped('name'))))

    def _tell_enterprise(self, words):
        """Write to the enterprise in the thread of the case and by mail, in its language.

        :param words: gives the text for the case in that language
        """
        for case in self:
            spoken = case.with_context(lang=case.partner_id.lang, mail_notify_author=True)
            spoken.message_post(
                body=words(spoken), subtype_xmlid='mail.mt_comment', author_id=self.env.company.partner_id.id)

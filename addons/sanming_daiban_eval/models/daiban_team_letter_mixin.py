from odoo import api, fields, models


class DaibanTeamLetterMixin(models.AbstractModel):
    """A letter about a person that the center issues, numbered, frozen and open to be checked (R95, R99).

    A model that takes it gives its `_letter_kind`, `state` (with ``issued``), `user_id`, and what the letter says.
    """
    _name = 'daiban.team.letter.mixin'
    _description = 'Letter About a Person'
    _inherit = ['daiban.letter.mixin', 'daiban.team.mixin', 'mail.thread']
    _rec_names_search = ['number', 'user_id.name']
    _letter_kind = None  # of the template

    number = fields.Char(readonly=True, copy=False)
    issued_on = fields.Date(readonly=True, copy=False)
    issued_by_id = fields.Many2one('res.users', readonly=True, copy=False)

    @api.depends('number', 'user_id')
    def _compute_display_name(self):
        for paper in self:
            paper.display_name = ' '.join(filter(None, [paper.number, paper.user_id.name]))

    def _issue(self, **frozen):
        """Number it and freeze what it says; whoever calls it has checked who may."""
        self.ensure_one()
        today = self.env['daiban.clock.mixin']._clock_today()
        self.write({
            'state': 'issued', 'number': self._letter_template()._next_number(today), 'issued_on': today,
            'issued_by_id': self.env.uid, **frozen})
        self._freeze_letter()

    def _letter_template(self):
        return self.env['daiban.letter.template']._for_kind(self._letter_kind)

    def _letter_is_draft(self):
        return not self.number

    def _letter_date(self):
        return self.issued_on or self.env['daiban.clock.mixin']._clock_today()

    def _letter_lines(self):
        return []

    def _letter_bases(self, form):
        return form.legal_basis_ids

    def _letter_contact(self, company):
        return {
            'name': (self.issued_by_id or self.env.user).name, 'phone': company.daiban_window_phone or '',
            'place': company.daiban_window_address or '', 'hours': company.daiban_window_hours or ''}

    def _letter_copies(self):
        return ['applicant']

    def _verify_facts(self):
        return {**super()._verify_facts(), 'valid': self.state == 'issued', 'enterprise': self.user_id.name,
                'person': True}

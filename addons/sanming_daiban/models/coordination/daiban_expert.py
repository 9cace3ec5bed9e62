import re

from odoo import api, fields, models

# What tells one organisation from another is its name without spaces, brackets and their kinds.
IRRELEVANT = re.compile(r'[\s()（）·．.,，、\-—]+')


class DaibanExpertField(models.Model):
    _name = 'daiban.expert.field'
    _description = 'Field of Expertise'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, id'
    _bundle_key = ('name',)

    name = fields.Char(required=True)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint('UNIQUE(name)', "This field of expertise is in the list already.")


class DaibanExpert(models.Model):
    """Somebody who can be asked for an opinion in an expert review (R70), with what ties the person to others."""

    _name = 'daiban.expert'
    _description = 'Expert'
    _inherit = ['mail.thread']
    _order = 'name, id'
    _rec_names_search = ['name', 'organisation', 'field_ids.name']

    name = fields.Char(required=True, tracking=True)
    organisation = fields.Char(required=True, tracking=True, help="Where the person works, in full.")
    title = fields.Char(string="Professional Title")
    field_ids = fields.Many2many('daiban.expert.field', string="Fields of Expertise")
    phone = fields.Char()
    email = fields.Char()
    conflict_ids = fields.One2many('daiban.expert.conflict', 'expert_id', string="Declared Conflicts")
    opinion_ids = fields.One2many('daiban.expert.opinion', 'expert_id', string="Opinions")
    active = fields.Boolean(default=True, tracking=True)

    @api.depends('name', 'organisation')
    def _compute_display_name(self):
        for expert in self:
            expert.display_name = f'{expert.name}（{expert.organisation}）' if expert.organisation else expert.name

    @api.model
    def _same_body(self, name):
        return IRRELEVANT.sub('', name or '').casefold()

    def _conflicts(self, project):
        """Why this person cannot judge the case, one sentence each; nothing: no tie is known."""
        self.ensure_one()
        parties = {self._same_body(name): name for name in project._expert_parties()}
        reasons = []
        if party := parties.get(self._same_body(self.organisation)):
            reasons.append(self.env._("%(expert)s works for %(party)s.", expert=self.name, party=party))
        for conflict in self.conflict_ids:
            if party := parties.get(self._same_body(conflict.name)):
                reasons.append(self.env._(
                    "%(expert)s has declared a tie to %(party)s: %(reason)s.", expert=self.name, party=party,
                    reason=conflict.reason))
        return reasons


class DaibanExpertConflict(models.Model):
    _name = 'daiban.expert.conflict'
    _description = 'Conflict of an Expert'
    _order = 'declared_on desc, id desc'

    expert_id = fields.Many2one('daiban.expert', required=True, index=True, ondelete='cascade')
    name = fields.Char(string="Tied To", required=True, help="Enterprise, designer, intermediary…, by its full name.")
    reason = fields.Char(required=True, help="Employed, adviser, shareholder, relative…")
    declared_on = fields.Date(required=True, default=lambda self: self.env['daiban.calendar.year']._district_today())

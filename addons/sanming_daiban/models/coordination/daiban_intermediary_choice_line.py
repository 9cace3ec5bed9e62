from odoo import fields, models
from odoo.exceptions import AccessError

from .daiban_support_task import SUPERVISOR


class DaibanIntermediaryChoiceLine(models.Model):
    """One row of a list as it was shown: what the register said on that day, in that order."""

    _name = 'daiban.intermediary.choice.line'
    _description = 'Row of a Shown List'
    _order = 'choice_id, position'

    choice_id = fields.Many2one('daiban.intermediary.choice', required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='choice_id.partner_id', store=True)
    position = fields.Integer(aggregator=None)
    intermediary_id = fields.Many2one('daiban.intermediary', ondelete='restrict', index='btree_not_null')
    name = fields.Char(required=True)
    uscc = fields.Char("Unified Social Credit Code")
    phone = fields.Char()
    address = fields.Char()
    qualification = fields.Char()
    certificate_number = fields.Char()
    valid_until = fields.Date()
    excluded_reason = fields.Char("Cannot Be Chosen Because")
    excluded_by_id = fields.Many2one('res.users')

    def action_exclude(self, reason=None):
        """Supervision takes one off an open list, for example for a conflict of interest; everybody reads why."""
        self.check_access('read')
        if not self.env.su and not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("Only supervision can take an intermediary off a list: agents do not choose."))
        self.choice_id._check_state('shown', action=self.env._("change the list"))
        if not (reason or '').strip():
            return {
                **self.choice_id._dialog('exclude'),
                'context': {'default_choice_id': self.choice_id.id, 'default_line_id': self.id,
                            'default_decision': 'exclude'},
            }
        # sudo: rows are written by nobody; supervision was checked above
        self.sudo().write({'excluded_reason': reason, 'excluded_by_id': self.env.uid})
        return True

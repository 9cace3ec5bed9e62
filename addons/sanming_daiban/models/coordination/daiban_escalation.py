from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

MAX_DAYS = 60


class DaibanEscalation(models.Model):
    """What the service does by itself when something becomes late: switched, worded and timed by the manager.

    Behind each stands an automation of the product. Automations may run any code, so they stay with the administrator;
    here is only what is safe: on or off, what people are told, after how many days.
    """
    _name = 'daiban.escalation'
    _description = 'Automatic Reminder'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, id'
    _clause_rule = True

    code = fields.Char(required=True, copy=False, help="The action of the product that it steers.")
    name = fields.Char("What Happens", required=True, help="Whom it reminds, or what it prepares.")
    occasion = fields.Char("Comes When", readonly=True, help="When it happens.")
    enabled = fields.Boolean("Switched On", help="Off: nothing happens by itself on this occasion.")
    message = fields.Char("What People Are Told", help="The text of the reminder on their list.")
    has_message = fields.Boolean(readonly=True, export_string_translation=False)
    delay_days = fields.Integer(
        "Days Afterwards", aggregator=None, help="For timed reminders: so many days after the day they count from.")
    is_timed = fields.Boolean(readonly=True, export_string_translation=False)
    sequence = fields.Integer(default=100)
    action_id = fields.Many2one(
        'ir.actions.server', readonly=True, ondelete='cascade', groups='base.group_system',
        export_string_translation=False)
    automation_id = fields.Many2one(
        'base.automation', readonly=True, ondelete='cascade', groups='base.group_system',
        export_string_translation=False)

    _code_uniq = models.Constraint('UNIQUE(code)', "This reminder is in the list already.")

    @api.constrains('delay_days', 'message', 'has_message')
    def _check_numbers(self):
        for record in self:
            if not 0 <= record.delay_days <= MAX_DAYS:
                raise ValidationError(self.env._(
                    "A reminder comes between 0 and %(most)s days afterwards.", most=MAX_DAYS))
            if record.has_message and not (record.message or '').strip():
                raise ValidationError(self.env._("Say what people are told; an empty reminder helps nobody."))

    @api.model_create_multi
    def create(self, vals_list):
        steered = [self._prepare_steered(self._our_action(vals.get('code'))) for vals in vals_list]
        records = super().create([
            {**self._prepare_from_action(self._our_action(vals.get('code'))), **vals} for vals in vals_list])
        for record, values in zip(records.sudo(), steered, strict=True):  # sudo: the link is none of the user's
            super(DaibanEscalation, record).write(values)
        records._drive()
        return records

    def write(self, vals):
        if 'code' in vals and any(record.code != vals['code'] for record in self):
            raise UserError(self.env._("A reminder cannot be made to steer another action."))
        result = super().write(vals)
        self._drive()
        return result

    @api.model
    def _our_action(self, code):
        """Only actions that this product ships for its own automations can be steered."""
        # sudo: automations are the administrator's; which of them are ours is checked here
        action = code and self.env.ref(f'sanming_daiban.{code}', raise_if_not_found=False)
        action = action and action.sudo()
        if not action or action._name != 'ir.actions.server' or not action.base_automation_id:
            raise ValidationError(self.env._("There is no automatic reminder “%(code)s” in this product.", code=code))
        return action

    @api.model
    def _prepare_steered(self, action):
        return {'action_id': action.id, 'automation_id': action.base_automation_id.id}

    @api.model
    def _prepare_from_action(self, action):
        """What the action does now."""
        automation = action.base_automation_id
        return {
            'name': action.name, 'occasion': automation.name,
            'enabled': automation.active and not action.daiban_off,
            'has_message': action.state == 'next_activity', 'message': action.activity_summary,
            'is_timed': automation.trigger == 'on_time',
            'delay_days': automation.trg_date_range if automation.trigger == 'on_time' else 0,
        }

    def _drive(self):
        """Make the automations do what is written here."""
        for record in self.sudo():  # sudo: only switch, text and days of our own automations, see _our_action
            if record.has_message and record.action_id.activity_summary != record.message:
                record.action_id.activity_summary = record.message
            if record.is_timed and record.automation_id.trg_date_range != record.delay_days:
                record.automation_id.trg_date_range = record.delay_days
        for automation in self.sudo().automation_id:
            self._switch(automation)

    def _switch(self, automation):
        """An automation with several actions goes on with the others when one of them is switched off."""
        steered = self.sudo().search([('automation_id', '=', automation.id)])  # sudo: as in _drive
        for record in steered:
            if record.action_id.daiban_off == record.enabled:
                record.action_id.daiban_off = not record.enabled
        others = automation.action_server_ids - steered.action_id
        active = any(steered.mapped('enabled')) or bool(others and automation.active)
        if automation.active != active:
            automation.active = active

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

TODO = 'mail.mail_activity_data_todo'


class DaibanClockCorrection(models.Model):
    """Somebody asks that an event never counted, another person decides (DESIGN §5.3).

    The request is kept whatever the answer. Approving records a `void` event; the event itself stays in the chain.
    """
    _name = 'daiban.clock.correction'
    _description = 'Correction of a Clock'
    _inherit = ['daiban.clock.trace.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _mail_post_access = 'read'

    event_id = fields.Many2one('daiban.clock.event', required=True, readonly=True, ondelete='restrict')
    kind = fields.Selection(related='event_id.kind')
    date = fields.Date(related='event_id.date')
    reason = fields.Text(required=True, help="What is wrong with the event, and how one can see it.")
    state = fields.Selection([
        ('requested', "Requested"),
        ('approved', "Approved"),
        ('refused', "Declined"),
    ], default='requested', required=True, readonly=True, copy=False, index=True)
    requested_by_id = fields.Many2one(
        'res.users', required=True, readonly=True, default=lambda self: self.env.uid, ondelete='restrict')
    decided_by_id = fields.Many2one('res.users', readonly=True, copy=False, ondelete='restrict')
    decided_at = fields.Datetime(readonly=True, copy=False)
    answer = fields.Text(readonly=True, copy=False)
    can_decide = fields.Boolean(compute='_compute_can_decide')
    due_now = fields.Date("Due Date Now", compute='_compute_effect')
    due_then = fields.Date("Due Date If Approved", compute='_compute_effect')

    _one_open_uniq = models.UniqueIndex(
        "(event_id) WHERE state = 'requested'", "A correction of this entry has been asked for already.")
    _record_idx = models.Index("(res_model, res_id)")

    @api.depends('event_id')
    def _compute_display_name(self):
        for correction in self:
            correction.display_name = f'{correction.record_name}：{correction.event_id.display_name}'

    @api.depends('state', 'requested_by_id')
    @api.depends_context('uid')
    def _compute_can_decide(self):
        user = self.env.user
        for correction in self:
            correction.can_decide = correction.state == 'requested' and correction._may_decide(user)

    def _compute_effect(self):
        """What approving would do to the due date, as long as it is open."""
        for correction in self:
            # sudo: whoever reads the request reads the record that it is about
            record = correction.state == 'requested' and correction._record().sudo()
            correction.due_now = record and record.due_date
            correction.due_then = record and record._clock_due_without(correction.event_id)

    def _may_decide(self, user):
        return user != self.requested_by_id and user in self._record()._clock_correctors()

    # === ASKING === #
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            event = self.env['daiban.clock.event'].browse(vals.get('event_id')).exists()
            event._check_correctable()
            vals.update(
                res_model=event.res_model, res_id=event.res_id, state='requested', requested_by_id=self.env.uid,
                decided_by_id=False, decided_at=False, answer=False)
        corrections = super().create(vals_list)
        corrections._ask()
        return corrections

    def _ask(self):
        for correction in self.sudo():  # sudo: the to-do is for others
            for user in correction._record()._clock_correctors() - correction.requested_by_id:
                correction.activity_schedule(TODO, user_id=user.id, summary=self.env._("Decide on a correction"))

    # === DECIDING === #
    def action_approve(self):
        """Take the event out of the count; the record follows what its clock says then."""
        self._check_decider()
        for correction in self:
            record = correction._record().sudo()  # sudo: who may decide was asked in the line above
            event = correction.event_id.sudo()
            record._clock_check_correction(event)
            record._clock_void(
                event, self.env.user, note=correction.reason, requested_by=correction.requested_by_id.sudo())
            record._clock_corrected(event)
            correction._decide('approved')
        return True

    def action_refuse(self, answer=None):
        """Leave the event as it is, and say why; without ``answer`` it opens the dialog that asks for it."""
        self._check_decider()
        if answer is None:
            return {
                'type': 'ir.actions.act_window',
                'name': self.env._("Decline"),
                'res_model': 'daiban.clock.correction.refusal',
                'view_mode': 'form',
                'target': 'new',
                'context': {'default_correction_ids': self.ids, 'dialog_size': 'medium'},
            }
        if not answer.strip():
            raise UserError(self.env._("Say why: whoever asked for the correction must know what to do now."))
        self._decide('refused', answer)
        return True

    def _check_decider(self):
        for correction in self:
            if correction.state != 'requested':
                raise UserError(self.env._("This correction has been decided already."))
            if self.env.user == correction.requested_by_id:
                raise UserError(self.env._("Who asks for a correction does not decide on it: ask another person."))
            if not correction._may_decide(self.env.user):
                raise AccessError(self.env._(
                    "Only the leader in charge of the unit, or a supervisor, decides on a correction."))

    def _decide(self, state, answer=False):
        decided = self.sudo()  # sudo: nobody writes a request; who may decide was asked by the actions
        decided.write({
            'state': state, 'answer': answer, 'decided_by_id': self.env.uid, 'decided_at': fields.Datetime.now()})
        decided.activity_unlink([TODO])
        for correction in decided:
            correction.message_post(
                body=self.env._("Correction approved") if state == 'approved' else self.env._(
                    "Correction declined: %(answer)s", answer=answer),
                partner_ids=correction.requested_by_id.partner_id.ids, subtype_xmlid='mail.mt_note')

    def write(self, vals):
        if not self.env.su and vals.keys() & {'event_id', 'reason', 'state', 'requested_by_id', 'decided_by_id'}:
            raise UserError(self.env._("A request is not changed: have it refused and make another one."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Requests for correction are kept."))

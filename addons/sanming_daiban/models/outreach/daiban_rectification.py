from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .daiban_rating import LEVELS

TODO = 'mail.mail_activity_data_todo'
SUPERVISOR = 'sanming_daiban.group_supervisor'


class DaibanRectification(models.Model):
    """What follows a bad rating (差评整改): call back, look into it, reply; the enterprise says whether that will do.

    It lies with the leader of the rated unit, or above, never with a person who was rated; those neither see nor
    close it. The clock runs until the reply. If the enterprise is not satisfied, supervision decides: enough, or once
    more, which is a further record with its own clock.
    """

    _name = 'daiban.rectification'
    _description = 'Rectification of a Bad Rating'
    _inherit = ['daiban.clock.mixin', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _workflow_fields = (
        'state', 'rating_id', 'previous_id', 'unit_id', 'level', 'call_due_on', 'called_at', 'called_by_id',
        'replied_at', 'replied_by_id', 'confirmed', 'confirm_note', 'confirmed_at', 'closed_at', 'closed_by_id')

    rating_id = fields.Many2one('daiban.rating', required=True, readonly=True, index=True, ondelete='cascade')
    previous_id = fields.Many2one(
        'daiban.rectification', string="First Attempt", readonly=True, index='btree_not_null', ondelete='cascade')
    partner_id = fields.Many2one(related='rating_id.partner_id', store=True, string="Enterprise", index=True)
    unit_id = fields.Many2one('daiban.unit', string="Rated Unit", readonly=True, index=True)
    responsible_id = fields.Many2one('res.users', tracking=True, index='btree_not_null')
    supervisor_id = fields.Many2one('res.users', string="Supervised By", index='btree_not_null')
    state = fields.Selection(
        [
            ('open', "To Call Back"),
            ('called', "Being Looked Into"),
            ('replied', "Waiting for Its Answer"),
            ('contested', "Enterprise Not Satisfied"),
            ('closed', "Closed"),
        ],
        default='open', required=True, readonly=True, tracking=True, index=True)

    # what the enterprise said; related through sudo, because the responsible person does not read the rating itself
    project_id = fields.Many2one(related='rating_id.project_id', store=True, string="Case", index=True)
    case_number = fields.Char(related='rating_id.project_id.number')
    occasion = fields.Selection(related='rating_id.occasion')
    stage_id = fields.Many2one(related='rating_id.stage_id')
    told_once = fields.Selection(related='rating_id.told_once')
    trips = fields.Integer(related='rating_id.trips')
    comment = fields.Text(related='rating_id.comment', string="What It Wrote")
    level = fields.Selection(
        LEVELS, string="Satisfaction", readonly=True,
        help="The level that started it; a later change is in the rating.")
    contact_name = fields.Char(compute='_compute_contact', compute_sudo=True)
    contact_phone = fields.Char(compute='_compute_contact', compute_sudo=True)

    call_due_on = fields.Date(string="Call Back By", readonly=True)
    called_at = fields.Datetime(readonly=True)
    called_by_id = fields.Many2one('res.users', readonly=True)
    call_note = fields.Text(string="What Was Said")
    finding = fields.Selection(
        [('substantiated', "Substantiated"), ('unsubstantiated', "Not Substantiated"), ('malicious', "Malicious")],
        tracking=True, help="Only supervision may find a rating malicious. It counts in the figures all the same.")
    finding_note = fields.Text(string="What Was Found")
    measure = fields.Text(string="What Is Done About It")
    reply = fields.Text(string="Reply to the Enterprise")
    replied_at = fields.Datetime(readonly=True)
    replied_by_id = fields.Many2one('res.users', readonly=True)
    confirmed = fields.Selection(
        [('yes', "Satisfied with It"), ('no', "Not Satisfied with It")], string="The Enterprise Is", readonly=True)
    confirm_note = fields.Text(string="What It Says", readonly=True)
    confirmed_at = fields.Datetime(readonly=True)
    close_note = fields.Text(string="Decision of Supervision")
    closed_at = fields.Datetime(readonly=True)
    closed_by_id = fields.Many2one('res.users', readonly=True)

    _previous_uniq = models.UniqueIndex(
        "(rating_id, COALESCE(previous_id, 0))", "This rating is already being rectified.")

    @api.depends('partner_id.name', 'rating_id.project_id.number')
    def _compute_display_name(self):
        for record in self.sudo():  # sudo: names for whoever may see the record
            record.display_name = ' '.join(
                filter(None, [record.project_id.number, record.rating_id._occasion_label(), record.partner_id.name]))

    @api.depends('rating_id')
    def _compute_contact(self):
        for record in self:
            source = record.rating_id.project_id or record.rating_id.inquiry_id
            record.contact_name, record.contact_phone = source.contact_name, source.contact_phone

    @api.constrains('responsible_id', 'supervisor_id')
    def _check_not_rated(self):
        for record in self:
            rated = record.sudo().rating_id.rated_user_ids  # sudo: only asks whether the person is among them
            if (record.responsible_id | record.supervisor_id) & rated:
                raise ValidationError(self.env._(
                    "The person who was rated cannot rectify or supervise it. Choose somebody else."))

    # === Opening ===

    @api.model
    def _open(self, rating, previous=None):
        """Start the rectification of a rating, or once more after an attempt that did not satisfy."""
        self = self.sudo()  # sudo: it follows from the rating; nobody creates it by hand
        calendar = self.env['daiban.calendar.year']._work_calendar()
        today = self._clock_today()
        settings = self.env['daiban.settings']
        record = self.create({
            'rating_id': rating.id, 'previous_id': previous.id if previous else False, 'unit_id': rating.unit_id.id,
            'level': rating.level, 'responsible_id': self._whose(rating).id,
            'supervisor_id': self._supervising(rating).id,
            'limit_days': settings._number('rectification_days'), 'limit_unit': 'working',
            'call_due_on': calendar.add_in('working', today, settings._number('rating_call_days')),
        })
        record._clock_start(holder_kind='unit', unit=record.unit_id, user=record.responsible_id)
        record._remind(record.responsible_id or record.supervisor_id, self.env._("Call the enterprise back"),
                       record.call_due_on)
        return record

    @api.model
    def _whose(self, rating):
        """The leader of the unit; if he was rated himself, the next above, and last the center's."""
        unit, rated = rating.unit_id, rating.rated_user_ids
        while unit:
            if unit.leader_id and unit.leader_id not in rated:
                return unit.leader_id
            unit = unit.parent_id
        return (self._center_leader() - rated) or self._supervising(rating)

    @api.model
    def _supervising(self, rating):
        """Who is told when it is late: a supervisor, or else the center's leader."""
        supervisors = self.env.ref(SUPERVISOR).all_user_ids.filtered(lambda user: not user._is_superuser())
        return ((supervisors.sorted('id') | self._center_leader()) - rating.rated_user_ids)[:1]

    @api.model
    def _center_leader(self):
        return self.env.ref('sanming_daiban.unit_center').leader_id

    def _remind(self, user, summary, date=None):
        for record in self.filtered(lambda record: user):
            record.activity_schedule(TODO, user_id=user.id, summary=summary, date_deadline=date or record.due_date)

    # === Who may ===

    def _check_responsible(self):
        if self.env.su:
            return
        self.check_access('write')
        for record in self:
            if record.responsible_id != self.env.user and not self.env.user.has_group(SUPERVISOR):
                raise AccessError(self.env._("Only the person responsible for this rectification can do this."))

    def _check_supervisor(self):
        if self.env.su:
            return
        self.check_access('write')
        if not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("Only supervision can do this."))

    def _locked_fields(self):
        locked = set() if self.env.user.has_group(SUPERVISOR) else {'responsible_id', 'supervisor_id', 'close_note'}
        if self.state != 'open':
            locked |= {'call_note'}
        if self.state not in ('open', 'called'):
            locked |= {'finding', 'finding_note', 'measure', 'reply', 'responsible_id'}
        return locked | {'close_note'} if self.state == 'closed' else locked

    def write(self, vals):
        result = super().write(vals)
        if vals.get('responsible_id'):
            for record in self.sudo():  # sudo: the clock and the to-do follow the person who was put in charge
                record.activity_unlink([TODO])
                record._clock_handover('unit', unit=record.unit_id, user=record.responsible_id)
                record._remind(record.responsible_id, self.env._("Rectify a bad rating"))
        return result

    # === Steps ===

    def action_call(self):
        """The enterprise was called back; who and when is noted by itself, what was said by hand."""
        self._check_state('open', action=self.env._("record the call"))
        self._check_responsible()
        self._require('call_note')
        # sudo: the state moves only by this action, whose person was checked above
        self.sudo().write({'state': 'called', 'called_at': fields.Datetime.now(), 'called_by_id': self.env.uid})
        return True

    def action_reply(self):
        """Tell the enterprise what was found and done; the clock ends with it."""
        self._check_state('called', action=self.env._("reply"))
        self._check_responsible()
        self._require('finding', 'finding_note', 'reply')
        self.filtered(lambda record: record.finding == 'substantiated')._require('measure')
        if 'malicious' in self.mapped('finding'):
            self._check_supervisor()
        records = self.sudo()  # sudo: as in action_call
        records.write({'state': 'replied', 'replied_at': fields.Datetime.now(), 'replied_by_id': self.env.uid})
        records.activity_unlink([TODO])
        records._clock_finish()
        records.rating_id._send('mail_template_rectification_reply')
        return True

    def _portal_confirm(self, satisfied, note=''):
        """The enterprise says whether it is satisfied with what was done; the caller checked that it is its own."""
        self._check_state('replied', action=self.env._("answer"))
        note = str(note or '').replace('\x00', '').strip()[:1000]
        if satisfied not in ('yes', 'no'):
            raise UserError(self.env._("Please say whether you are satisfied with it."))
        self.write({
            'confirmed': satisfied, 'confirm_note': note or False, 'confirmed_at': fields.Datetime.now(),
            'state': 'closed' if satisfied == 'yes' else 'contested',
            **({'closed_at': fields.Datetime.now()} if satisfied == 'yes' else {}),
        })
        if satisfied == 'no':
            self._remind(self.supervisor_id, self.env._("The enterprise is not satisfied: decide"), self._clock_today())

    def action_close(self):
        """Supervision ends it, with reasons: the enterprise did not answer, or enough was done."""
        self._check_state('replied', 'contested', action=self.env._("close it"))
        self._check_supervisor()
        self._require('close_note')
        self._close()
        return True

    def action_send_back(self):
        """Supervision wants it done once more."""
        self._check_state('contested', action=self.env._("send it back"))
        self._check_supervisor()
        self._require('close_note')
        for record in self:
            record._close()
            again = self._open(record.sudo().rating_id, previous=record)
        return {'type': 'ir.actions.act_window', 'res_model': self._name, 'res_id': again.id, 'view_mode': 'form'}

    def _close(self):
        # sudo: as in action_call
        self.sudo().write({'state': 'closed', 'closed_at': fields.Datetime.now(), 'closed_by_id': self.env.uid})
        self.sudo().activity_unlink([TODO])

    def _require(self, *names):
        for record in self:
            if missing := [name for name in names if not record[name]]:
                raise UserError(self.env._(
                    "Please fill in first: %(fields)s.",
                    fields='、'.join(self._fields[name]._description_string(self.env) for name in missing)))

    def action_open_project(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_window', 'res_model': 'daiban.project', 'res_id': self.project_id.id,
                'view_mode': 'form'}

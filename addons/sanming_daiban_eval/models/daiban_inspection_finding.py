from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

TODO = 'mail.mail_activity_data_todo'
MEASURE = {'measure', 'evidence_ids'}


class DaibanInspectionFinding(models.Model):
    """Something in a window is not in order and is put right within working days (R49, R88, R94).

    The clock runs until the unit says what it did; the center looks, and is content or sends it back, which is a
    further finding with its own clock, so that the first answer stays as it was given.
    """
    _name = 'daiban.inspection.finding'
    _description = 'Finding of an Inspection'
    _inherit = ['daiban.clock.mixin', 'daiban.team.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _workflow_fields = (
        'state', 'inspection_id', 'previous_id', 'unit_id', 'name', 'fault', 'user_id', 'supervisor_id',
        'rectified_by_id', 'checked_by_id', 'told_late')

    inspection_id = fields.Many2one('daiban.inspection', required=True, readonly=True, index=True, ondelete='restrict')
    previous_id = fields.Many2one(
        'daiban.inspection.finding', string="First Attempt", readonly=True, index='btree_not_null', ondelete='restrict')
    unit_id = fields.Many2one('daiban.unit', required=True, readonly=True, index=True, ondelete='restrict')
    name = fields.Char("Checked Point", required=True, readonly=True)
    fault = fields.Char("Fault Found", readonly=True)
    user_id = fields.Many2one(
        'res.users', string="Whose", readonly=True, index='btree_not_null', ondelete='restrict')
    responsible_id = fields.Many2one(
        'res.users', tracking=True, index='btree_not_null', domain=[('share', '=', False)],
        help="Sees to it that it is put right; the leader of the unit, unless somebody else is chosen.")
    supervisor_id = fields.Many2one('res.users', string="Inspector", readonly=True, index='btree_not_null')
    state = fields.Selection(
        [('open', "To Be Put Right"), ('rectified', "To Be Looked At"), ('closed', "In Order"),
         ('sent_back', "Sent Back")],
        default='open', required=True, readonly=True, copy=False, tracking=True, index=True)
    measure = fields.Text("How It Was Put Right")
    evidence_ids = fields.Many2many(
        'ir.attachment', 'daiban_inspection_finding_evidence_rel', 'finding_id', 'attachment_id')
    rectified_by_id = fields.Many2one('res.users', string="Put Right By", readonly=True)
    check_note = fields.Text("What the Center Found")
    checked_by_id = fields.Many2one('res.users', readonly=True)
    told_late = fields.Boolean(readonly=True, export_string_translation=False)

    _previous_uniq = models.UniqueIndex("(previous_id) WHERE previous_id IS NOT NULL", "It has been sent back already.")

    @api.depends('unit_id', 'name')
    def _compute_display_name(self):
        for finding in self:
            finding.display_name = f'{finding.unit_id.name or ""} {finding.name or ""}'

    # === Opening ===

    @api.model
    def _open(self, vals):
        """A finding on the clock, with whoever leads the unit."""
        findings = self.sudo()  # sudo: it follows from the inspection or from sending back; both were checked
        unit = self.env['daiban.unit'].sudo().browse(vals['unit_id'])
        responsible = unit.leader_id or unit.responsible_id
        finding = findings.create({
            'responsible_id': responsible.id, **vals, 'limit_unit': 'working'})
        finding._clock_start(holder_kind='unit', unit=unit, user=finding.responsible_id)
        finding._remind(finding.responsible_id or finding.supervisor_id, self.env._("Put a finding right"))
        return finding

    def _remind(self, user, summary):
        if user:
            self.activity_schedule(TODO, user_id=user.id, summary=summary, date_deadline=self.due_date)

    # === Who may ===

    def _check_responsible(self):
        if self.env.su:
            return
        self.check_access('write')
        for finding in self:
            if self.env.user != finding.responsible_id:
                raise AccessError(self.env._(
                    "Only %(person)s, who is responsible, can do this.",
                    person=finding.responsible_id.name or self.env._("somebody of the unit")))

    def _check_not_own(self):
        """Whoever put it right, or is of the unit, does not judge whether it is."""
        for finding in self:
            # sudo: only asks whether one belongs to the unit
            if not self.env.su and self.env.user in (
                    finding.rectified_by_id | finding.responsible_id | finding.sudo().unit_id.member_ids):
                raise AccessError(self.env._("Somebody who is not of the unit looks whether it has been put right."))

    def _locked_fields(self):
        """The unit writes what it did, the center what it found; neither writes the other's words."""
        locked = set()
        if self.state != 'open' or self.env.user != self.responsible_id:
            locked |= MEASURE
        if self.state != 'rectified':
            locked.add('check_note')
        is_center = self.env.user.has_group('sanming_daiban.group_supervisor')
        if not is_center:
            locked.add('check_note')
        if self.state != 'open' or not (is_center or self.env.user == self.responsible_id):
            locked.add('responsible_id')
        return locked

    def write(self, vals):
        result = super().write(vals)
        if vals.get('responsible_id'):
            for finding in self.sudo():  # sudo: the clock and the to-do follow whoever was put in charge
                finding.activity_unlink([TODO])
                finding._clock_handover('unit', unit=finding.unit_id, user=finding.responsible_id)
                finding._remind(finding.responsible_id, self.env._("Put a finding right"))
        return result

    # === Actions ===

    def action_rectify(self):
        """The unit says that it is in order now; the clock ends."""
        self._check_state('open', action=self.env._("report it as put right"))
        self._check_responsible()
        self._require('measure')
        findings = self.sudo()  # sudo: the state moves only by this action, whose person was checked above
        findings.write({'state': 'rectified', 'rectified_by_id': self.env.uid})
        findings.activity_unlink([TODO])
        findings._clock_finish()
        for finding in findings:
            finding._remind(finding.supervisor_id, self.env._("Look whether the finding was put right"))

    def action_close(self):
        """The center has looked: it is in order."""
        self._judge('closed')

    def action_send_back(self):
        """It is not in order: once more, on a new clock."""
        self._require('check_note')
        self._judge('sent_back')
        for finding in self:
            self._open({
                'inspection_id': finding.inspection_id.id, 'previous_id': finding.id, 'unit_id': finding.unit_id.id,
                'name': finding.name, 'fault': finding.check_note, 'user_id': finding.user_id.id,
                'responsible_id': finding.responsible_id.id, 'limit_days': finding.limit_days,
                'supervisor_id': finding.supervisor_id.id})

    def _judge(self, state):
        self._check_state('rectified', action=self.env._("judge it"))
        self._check_center()
        self._check_not_own()
        findings = self.sudo()  # sudo: as in action_rectify
        findings.write({'state': state, 'checked_by_id': self.env.uid})
        findings.activity_unlink([TODO])

    # === Daily ===

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        # sudo: the daily job, whoever runs it
        late = self.sudo().search(
            Domain('state', '=', 'open') & Domain('light', '=', 'red') & Domain('told_late', '=', False), order='id')
        yield from late._clock_one_by_one('_tell_late')

    def _tell_late(self):
        """Tell the inspector, once."""
        self.told_late = True
        self._remind(self.supervisor_id, self.env._("A finding was not put right in time"))

    # === What others ask ===

    @api.model
    def _of_people(self, users, first, last):
        """{user: number} of the findings about these people in this time: a fact beside their score."""
        rows = self.sudo()._read_group([  # sudo: who asks may see these people
            ('user_id', 'in', users.ids), ('previous_id', '=', False), ('inspection_id.date', '>=', first),
            ('inspection_id.date', '<=', last)], ['user_id'], ['__count'])
        return dict(rows)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

MISSED_TO_TERMINATE = 3
ENDED_EARLY = ('rejected', 'withdrawn', 'terminated')


class DaibanProjectEnding(models.AbstractModel):
    """What interrupts or ends a case before its time, and the way onward (R30, Q15).

    A refusal is never a dead end: it names its reason, the basis and what to do, and applying again takes the data and
    the documents along. The old case stays as it is.
    """

    _name = 'daiban.project.ending'
    _description = 'Agency Project: Suspension, End, Re-application'

    previous_id = fields.Many2one(
        'daiban.project', string="Earlier Application", readonly=True, copy=False, index='btree_not_null',
        help="The application that this one takes up again.")
    next_ids = fields.One2many('daiban.project', 'previous_id', string="Later Applications")
    reject_reason_id = fields.Many2one('daiban.reject.reason', readonly=True, copy=False)
    reject_basis_ids = fields.Many2many(related='reject_reason_id.legal_basis_ids', string="Legal Basis of the Refusal")
    reject_way_onward = fields.Text(related='reject_reason_id.way_onward', string="What Can Be Done Now")
    terminate_ground = fields.Selection(
        [
            ('false_material', "False Materials"),
            ('missed_deadlines', "Three Deadlines Missed by the Enterprise"),
            ('cancelled', "Project Cancelled"),
        ],
        string="Ground of Termination", readonly=True, copy=False, tracking=True)
    suspension_ids = fields.One2many('daiban.suspension', 'project_id', string="Suspensions")
    suspension_id = fields.Many2one('daiban.suspension', compute='_compute_suspension_id')
    suspended = fields.Boolean(compute='_compute_suspension_id', search='_search_suspended')
    missed_deadline_count = fields.Integer(
        compute='_compute_missed_deadline_count', string="Deadlines Missed by the Enterprise",
        help="Promises not kept in time, and suspensions that ran out.")

    @api.depends('suspension_ids.state')
    def _compute_suspension_id(self):
        for project in self:
            current = project.suspension_ids.filtered(lambda line: line.state in ('requested', 'active'))[:1]
            project.suspension_id = current
            project.suspended = current.state == 'active'

    def _search_suspended(self, operator, value):
        return [('suspension_ids.state', '=', 'active')] if operator == 'in' else NotImplemented

    @api.depends('commitment_ids.state', 'commitment_ids.light', 'suspension_ids.ran_out')
    def _compute_missed_deadline_count(self):
        for project in self:
            late = project.commitment_ids.filtered(
                lambda one: one.state == 'broken' or one.finished_late or one._clock_light() == 'red')
            project.missed_deadline_count = len(late) + len(project.suspension_ids.filtered('ran_out'))

    # === Suspend ===

    def action_suspend(self, reason=None, explanation=None, document_number=None):
        """Let the case stand still for a reason of the closed list (Q15); without one the dialog asks for it."""
        self._check_state('accepted', 'running', action=self.env._("suspend it"))
        self._check_case_agent()
        if not reason:
            return self._decision_dialog('suspend')
        for project in self:
            self.env['daiban.suspension']._request(project, reason, explanation, document_number)
        return True

    def action_approve_suspension(self):
        return self.suspension_id.action_approve()

    def action_refuse_suspension(self):
        return self.suspension_id.action_refuse()

    def action_resume(self):
        return self.suspension_id.action_resume()

    def _check_not_suspended(self):
        for project in self.filtered('suspended'):
            raise UserError(self.env._(
                "“%(name)s” is suspended. Resume the case first.", name=project.display_name))

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        # sudo: the daily job, whoever runs it
        over = self.env['daiban.suspension'].sudo().search([
            ('state', '=', 'active'), ('ends_on', '<', self._clock_today())], order='id')
        for case in over.project_id:
            yield from case._clock_one_by_one('_suspension_over')

    def _suspension_over(self):
        self.suspension_id._run_out()

    # === End ===

    def _check_ground(self, ground):
        """Q15: false materials, three missed deadlines, project cancelled; the second is counted, not claimed."""
        for project in self:
            if ground == 'missed_deadlines' and project.missed_deadline_count < MISSED_TO_TERMINATE:
                raise UserError(self.env._(
                    "The enterprise has missed %(count)s deadlines in this case; only %(least)s are a ground to "
                    "terminate it.", count=project.missed_deadline_count, least=MISSED_TO_TERMINATE))

    def _promises_closed(self):
        """The case ended: what was promised or suspended in it has ended too."""
        self.commitment_ids.filtered(lambda one: one.state in ('offered', 'active'))._end('withdrawn')
        self.suspension_ids.filtered(lambda one: one.state == 'active')._end(letter=False)
        self.suspension_ids.filtered(lambda one: one.state == 'requested').state = 'refused'

    # === Apply again ===

    def action_reapply(self):
        """The clerk takes up the application again for the enterprise."""
        self.ensure_one()
        self._check_case_agent()
        self.env['daiban.project'].check_access('create')
        again = self.sudo()._reapply()  # sudo: the link to the earlier case is set by this action alone
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'daiban.project',
            'res_id': again.id,
            'view_mode': 'form',
        }

    def _reapply(self, **vals):
        """A draft with the data of this case and its documents that are still in order; the old one stays as it is."""
        self.ensure_one()
        self._check_state(*ENDED_EARLY, action=self.env._("apply again"))
        draft = self.next_ids.filtered(lambda case: case.state == 'draft')[:1]
        if draft:
            return draft
        draft = self.copy({
            'previous_id': self.id, 'optional_line_ids': False, 'agent_id': False, 'lead_unit_id': False,
            'support_unit_ids': False, 'guide_unit_id': False, 'tracker_unit_id': False, 'platform_user_id': False,
            'priority': '0', **vals})
        draft._take_over_documents()
        return draft

    def _take_over_documents(self):
        """The earlier application's files that are still in order, as files of this one; nothing from false ones."""
        self._sync_materials()
        old = self.previous_id
        if 'false_material' in (old.reject_reason_id.code, old.terminate_ground):
            return
        today = self._clock_today()
        known = {
            material.type_id: material for material in old.material_ids
            if material.attachment_ids and material.state in ('submitted', 'verified', 'deferred')
            and (not material.valid_until or material.valid_until >= today)}
        for material in self.material_ids.filtered(lambda material: material.type_id in known):
            source = known[material.type_id]
            copies = source.attachment_ids.browse().concat(*(
                file.copy({'name': file.name, 'res_model': material._name, 'res_id': material.id})
                for file in source.attachment_ids))
            material.write({
                'attachment_ids': [Command.set(copies.ids)], 'valid_until': source.valid_until,
                'reused_from_id': source.id})

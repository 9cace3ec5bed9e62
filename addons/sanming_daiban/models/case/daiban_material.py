import base64

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .daiban_project_examination import PREVIEWS

MATERIAL_STATES = [
    ('missing', "Missing"),
    ('submitted', "Submitted"),
    ('verified', "Verified"),
    ('defective', "Defective"),
    ('deferred', "Deferred"),
    ('waived', "Waived"),
]


class DaibanMaterial(models.Model):
    """One document asked of one case (R22, R28, R29); verified line by line."""

    _name = 'daiban.material'
    _description = 'Case Material'
    _inherit = ['daiban.material.vault', 'daiban.material.deferral', 'daiban.workflow.mixin']
    _order = 'project_id desc, at_intake desc, sequence, id'
    _workflow_fields = ('state', 'verified_by_id', 'verified_at')

    project_id = fields.Many2one('daiban.project', required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, index=True)
    type_id = fields.Many2one('daiban.material.type', string="Material", required=True, ondelete='restrict', index=True)
    name = fields.Char(related='type_id.name', store=True)
    sequence = fields.Integer(related='type_id.sequence', store=True)
    deferrable = fields.Boolean(related='type_id.deferrable')
    at_intake = fields.Boolean(string="Needed for Acceptance", help="Asked with the request itself.")
    by_rule = fields.Boolean(
        readonly=True, copy=False, export_string_translation=False,
        help="Asked by category and items, so it goes when they no longer need it; the others were added by hand.")
    item_ids = fields.Many2many('daiban.item', 'daiban_material_item_rel', 'material_id', 'item_id', string="Needed By")
    state = fields.Selection(MATERIAL_STATES, default='missing', required=True, readonly=True, index=True)
    is_gap = fields.Boolean(compute='_compute_is_gap')
    is_settled = fields.Boolean(compute='_compute_is_gap')
    attachment_ids = fields.Many2many(
        'ir.attachment', 'daiban_material_attachment_rel', 'material_id', 'attachment_id', string="Files", copy=False
    )
    valid_until = fields.Date()
    defect = fields.Char(string="What Is Wrong")
    way = fields.Char(
        string="How to Get It", help="R28: the way to close the gap, for example which office issues the paper."
    )
    method = fields.Char(
        string="How to Hand It In", help="R28: the method, for example upload in the portal or bring it to the window."
    )
    verified_by_id = fields.Many2one('res.users', readonly=True)
    verified_at = fields.Datetime(readonly=True)

    _once_per_case = models.Constraint(
        'UNIQUE(project_id, type_id)', "This material is already asked for in this case."
    )

    @api.depends('name')
    def _compute_display_name(self):
        for material in self:
            material.display_name = material.name

    @api.depends('state')
    def _compute_is_gap(self):
        for material in self:
            material.is_gap = material.state in ('missing', 'defective')
            material.is_settled = material.state in ('verified', 'deferred', 'waived')

    def _locked_fields(self):
        return {'project_id', 'type_id', 'reused_from_id', 'reused_item_id'}

    @api.model_create_multi
    def create(self, vals_list):
        materials = super().create(vals_list)
        materials.filtered('attachment_ids')._files_changed()
        return materials

    def write(self, vals):
        result = super().write(vals)
        if 'attachment_ids' in vals:
            self._files_changed()
        return result

    def _files_changed(self):
        """New files make a missing or defective material a submitted one; without a file it is missing again.

        Whoever may read the material may then read its files, so nobody attaches a file that he may not read himself.
        """
        self.attachment_ids.check_access('read')
        for material in self.sudo():  # sudo: the state follows from the files, which the writer was allowed to change
            fresh = material.attachment_ids.filtered(lambda file: not file.res_id)
            fresh.write({'res_model': self._name, 'res_id': material.id})
            if material.attachment_ids and (material.is_gap or material.state == 'deferred'):
                material.write({'state': 'submitted', 'defect': False})
            elif not material.attachment_ids and material.state == 'submitted':
                material.state = 'missing'

    def _counter_attach(self, files):
        """Put scanned files to the material; what may be handed in is the same as in the portal.

        :param files: dicts with ``name`` and ``data`` (base64)
        """
        self.ensure_one()
        prepare = self.project_id._portal_prepare_file
        added = self.env['ir.attachment'].create(
            [prepare(self, str(file['name']), base64.b64decode(file['data'])) for file in files])
        self.attachment_ids = [Command.link(file.id) for file in added]

    def _drop_untouched(self):
        """Take off the list what the case no longer needs and nobody has touched."""
        if not self:
            return
        # told in a letter: it stays, the letter refers to it
        told = self.env['daiban.notice.line'].search([('material_id', 'in', self.ids)]).material_id
        untouched = (self - told).filtered(
            lambda material: material.by_rule and material.state == 'missing' and not material.attachment_ids)
        (self - untouched).filtered('by_rule').item_ids = False
        untouched.unlink()

    def action_verify(self):
        """The clerk has seen it and it is in order; paper at the counter needs no file."""
        self._check_state('missing', 'submitted', 'defective', 'deferred', action=self.env._("verify it"))
        self.project_id._check_case_agent()
        # sudo: the state moves only by this action, which was checked above
        self.sudo().write(
            {'state': 'verified', 'defect': False, 'verified_by_id': self.env.uid, 'verified_at': fields.Datetime.now()}
        )
        self._limit_validity()
        self._promises_follow()
        return True

    def _limit_validity(self):
        """A document of a kind that expires counts from today, unless the clerk wrote until when."""
        today = self.env['daiban.calendar.year']._district_today()
        for material in self.filtered(lambda one: not one.valid_until and one.type_id.validity_months):
            material.valid_until = today + relativedelta(months=material.type_id.validity_months)

    def action_mark_defective(self, defect=None, way=None, method=None):
        """Say what is wrong, and as far as it differs from the catalogue how to get it and hand it in (R28)."""
        self._check_state('missing', 'submitted', 'verified', 'defective', action=self.env._("mark it as defective"))
        self.project_id._check_case_agent()
        for material in self:
            if not (defect or material.defect):
                raise UserError(
                    self.env._(
                        "Write what is wrong with “%(name)s” first: the enterprise has to know what to change.",
                        name=material.name,
                    )
                )
            # sudo: as above
            material.sudo().write({
                'state': 'defective',
                'defect': defect or material.defect,
                'way': way or material.way,
                'method': method or material.method,
            })
        return True

    def action_waive(self):
        """Not needed in this case after all."""
        self._check_state('missing', 'submitted', 'defective', action=self.env._("waive it"))
        self.project_id._check_case_agent()
        self.sudo().write({'state': 'waived'})  # sudo: the state moves only by this action, checked above
        self._promises_follow()
        return True

    def action_reset(self):
        self._check_state('verified', 'waived', 'defective', action=self.env._("examine it again"))
        self.project_id._check_case_agent()
        for material in self.sudo():  # sudo: as above
            material.write({
                'state': 'submitted' if material.attachment_ids else 'missing',
                'reused_from_id': False,
                'reused_item_id': False,
            })
        return True

    def _examination_row(self, states):
        self.ensure_one()
        known = self.known_document_id
        return {
            'id': self.id,
            'name': self.name,
            'state': self.state,
            'state_label': states[self.state],
            'at_intake': self.at_intake,
            'deferrable': self.deferrable,
            'notes': self.type_id.notes or '',
            'items': '、'.join(self.item_ids.mapped('name')),
            'defect': self.defect or '',
            'way': self.way or self.type_id.way or '',
            'method': self.method or self.type_id.method or '',
            'valid_until': str(self.valid_until or ''),
            'verified_by': self.verified_by_id.name or '',
            'reused_from': self.sudo().reused_from_id.project_id.name or self.sudo().reused_item_id.name or '',
            'known': known.project_id.sudo().name or '',
            'files': [
                {'id': file.id, 'name': file.name, 'kind': PREVIEWS.get(file.mimetype, 'other')}
                for file in self.attachment_ids
            ],
        }

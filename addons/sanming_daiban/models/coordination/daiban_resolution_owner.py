from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from .daiban_meeting_request import SUPERVISOR, TODO


class DaibanResolutionOwner(models.AbstractModel):
    """Who carries a resolution out: a unit and a person of it (R61)."""

    _name = 'daiban.resolution.owner'
    _description = 'Resolution: Owner'

    owner_unit_id = fields.Many2one('daiban.unit', string="Responsible Unit", tracking=True, index=True)
    owner_id = fields.Many2one(
        'res.users', string="Responsible Person", compute='_compute_owner_id', store=True, readonly=False,
        precompute=True, tracking=True, index='btree_not_null', domain=[('share', '=', False)])
    can_report = fields.Boolean(compute='_compute_can_report')
    is_supervisor = fields.Boolean(compute='_compute_can_report')

    @api.depends('owner_unit_id')
    def _compute_owner_id(self):
        for record in self:
            unit = record.owner_unit_id
            if record.owner_id not in unit.member_ids:
                record.owner_id = unit.responsible_id or unit.leader_id or (
                    record.owner_id if not unit.member_ids else False)

    @api.depends('owner_unit_id', 'owner_id')
    @api.depends_context('uid')
    def _compute_can_report(self):
        self.is_supervisor = self.env.user.has_group(SUPERVISOR)
        for record in self:
            # sudo: only asks whether the person belongs to the unit
            record.can_report = self.env.user in record.sudo().owner_unit_id.member_ids | record.owner_id

    @api.constrains('owner_unit_id', 'owner_id')
    def _check_owner(self):
        """R61: without an owner nobody does it; where the unit has nobody here, a person of the center sees to it."""
        for record in self:
            unit, owner = record.owner_unit_id, record.owner_id
            if not unit or not owner:
                raise ValidationError(self.env._(
                    "“%(name)s” has no owner. Name the responsible unit and the person.", name=record.name))
            # sudo: only asks whether the person belongs to the unit
            members = unit.sudo().member_ids
            if members and owner not in members and not owner.has_group(SUPERVISOR):
                raise ValidationError(self.env._(
                    "%(user)s does not belong to %(unit)s. Choose one of its people.", user=owner.name, unit=unit.name))

    def _ask_owner(self, summary):
        self.activity_unlink([TODO])
        self.activity_schedule(TODO, user_id=self.owner_id.id, summary=summary, date_deadline=self.due_date or None)

    def _check_owner_unit(self):
        if self.env.su or self.can_report:
            return
        raise AccessError(self.env._(
            "Only %(unit)s reports “%(name)s” done.", unit=self.owner_unit_id.name, name=self.name))

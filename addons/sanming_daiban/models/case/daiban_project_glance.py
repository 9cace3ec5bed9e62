from odoo import api, fields, models

BOARD_LIMIT = 80


class DaibanProjectGlance(models.AbstractModel):
    """What one wants to know of a case at a glance: how far, with whom, until when; and the way to its parts (R63)."""

    _name = 'daiban.project.glance'
    _description = 'Agency Project: At a Glance'

    item_count = fields.Integer(compute='_compute_progress')
    item_done_count = fields.Integer(compute='_compute_progress')
    material_to_verify_count = fields.Integer(compute='_compute_material_to_verify_count')
    progress = fields.Integer(compute='_compute_progress', string="Progress (%)")
    current_holder = fields.Char(compute='_compute_current', string="Who Holds It")
    next_due_date = fields.Date(compute='_compute_next_due_date', store=True, index='btree_not_null')

    @api.depends('item_ids.state', 'state')
    def _compute_progress(self):
        """What was cancelled is not to be done; but a case that ended early did not come to its end by that."""
        for project in self:
            needed = project.item_ids.filtered(lambda item: item.state != 'cancelled')
            done = needed.filtered(lambda item: not item.is_open)
            items = project.item_ids if project.state in ('withdrawn', 'terminated') else needed
            project.item_count = len(items)
            project.item_done_count = len(done)
            project.progress = len(done) * 100 // len(items) if items else 0

    @api.depends('material_ids.state')
    def _compute_material_to_verify_count(self):
        for project in self:
            project.material_to_verify_count = len(project.material_ids.filtered(lambda m: m.state == 'submitted'))

    @api.depends('state', 'lead_unit_id', 'item_ids.state', 'item_ids.holder_label')
    def _compute_current(self):
        for project in self:
            if project.state == 'supplement':
                project.current_holder = project.partner_id.name
            elif project.state in ('draft', 'submitted', 'accepted'):
                project.current_holder = project.lead_unit_id.name
            else:
                active = project.item_ids.filtered('is_active')
                project.current_holder = '、'.join(dict.fromkeys(filter(None, active.mapped('holder_label'))))

    @api.depends('state', 'item_ids.due_date', 'item_ids.state', 'due_date')
    def _compute_next_due_date(self):
        earliest = dict(
            self.env['daiban.item']._read_group(
                [('project_id', 'in', self.ids), ('is_active', '=', True)], ['project_id'], ['due_date:min']
            )
        )
        for project in self:
            dates = [earliest.get(project._origin), project.state == 'submitted' and project.due_date]
            project.next_due_date = min(filter(None, dates), default=False)

    @api.model
    @api.readonly
    def web_read_group(self, domain, groupby, *args, opening_info=None, auto_unfold=False, **kwargs):
        """Show the column of the cases that are not accepted yet open: it is where the work of the window is."""
        if auto_unfold and not opening_info and list(groupby[:1]) == ['stage_id']:
            opening_info = [{'value': False, 'folded': False, 'limit': BOARD_LIMIT, 'offset': 0}]
        return super().web_read_group(
            domain, groupby, *args, opening_info=opening_info, auto_unfold=auto_unfold, **kwargs)

    def action_view_items(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_item_action')
        return {**action, 'domain': [('project_id', '=', self.id)], 'context': {'item_in_project': True}}

    def action_verify_submitted(self):
        self.material_ids.filtered(lambda material: material.state == 'submitted').action_verify()

    def action_view_card(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'daiban.card',
            'res_id': self.card_id.id,
            'view_mode': 'form',
        }

    def action_add_item(self):
        """Add an item by hand, for a case of its own kind (Q2) or what the plan did not foresee."""
        self.ensure_one()
        self._check_case_agent()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Add an Item"),
            'res_model': 'daiban.item',
            'views': [(self.env.ref('sanming_daiban.daiban_item_view_form_manual').id, 'form')],
            'target': 'new',
            'context': {'default_project_id': self.id},
        }

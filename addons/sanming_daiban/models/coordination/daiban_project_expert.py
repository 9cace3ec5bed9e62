from odoo import fields, models

from ..case.daiban_item import ACTIVE_STATES


class DaibanProject(models.Model):
    """Expert reviews of a case, and the gaps of key projects that a meeting should look at (R69, R70)."""

    _inherit = 'daiban.project'

    expert_review_ids = fields.One2many('daiban.expert.review', 'project_id', string="Expert Reviews")

    def _expert_parties(self):
        """Names of all whose papers an expert would judge: the enterprise, its client, who works for it."""
        case = self.sudo()  # sudo: names only, to compare them
        enterprise = case.partner_id
        names = [enterprise.name, enterprise.parent_id.name, enterprise.commercial_partner_id.name,
                 case.project_unit_name, *case._expert_intermediaries()]
        return list(filter(None, dict.fromkeys(names)))

    def _expert_intermediaries(self):
        tasks = self.support_task_ids.filtered(lambda task: task.state != 'cancelled')
        return tasks.mapped('intermediary_name') if 'intermediary_name' in tasks._fields else []

    def _agenda_points(self):
        return [*super()._agenda_points(), *self._agenda_gaps()]

    def _agenda_gaps(self):
        """Documents that a key project lacks and that keep an item which is at work now."""
        if self.object_class != 'key':
            return []
        reviewed = self.expert_review_ids.filtered(lambda one: one.state == 'open').material_id
        return [
            {'kind': 'gap', 'items': items, 'material': material, 'text': self._gap_facts(material),
             'name': self.env._("Missing: %(material)s", material=material.name)}
            for material in self.material_ids.filtered('is_gap') - reviewed
            if (items := self._items_that_lack(material))
        ]

    def _items_that_lack(self, material):
        return material.item_ids.filtered(lambda item: item.state in ACTIVE_STATES)

    def _gap_facts(self, material):
        items = self._items_that_lack(material)
        return self.env._(
            "The key project lacks “%(material)s”, which is needed for %(items)s. Experts can be asked (R70).",
            material=material.name, items='、'.join(items.mapped('name')))

    def action_prepare_expert_review(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Expert Review"), 'res_model': 'daiban.expert.review',
            'view_mode': 'form', 'context': {'default_project_id': self.id}}

    def _close(self, state, reason=False, template=None, letter=None):
        result = super()._close(state, reason=reason, template=template, letter=letter)
        # sudo: they end with the case, whose closing was checked by the action
        under_way = self.sudo().expert_review_ids.filtered(lambda one: one.state in ('draft', 'open'))
        under_way.write({'state': 'cancelled', 'close_note': self.env._("The case was closed.")})
        return result

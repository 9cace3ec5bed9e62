from odoo import api, models

from ...tools.checklist import asked_list
from ..case.daiban_project_intake import GUARD_LIMIT


class DaibanServiceGuide(models.AbstractModel):
    """What everybody may know of the service, for the pages without login (R9, R14, R19–R21, R38–R42).

    Visitors have no rights on any model. These methods read the setup with ``sudo`` and hand out only what is in use
    or published; nothing of a case, an enterprise or a person.
    """

    _name = 'daiban.service.guide'
    _description = 'Service Guide'

    @api.model
    def _guide(self):
        """Facts of the first page: whom the service is for, how long it takes, what it does, whom to ask."""
        env = self.sudo().env  # sudo: setup in use, see the class
        return {
            'rules': env['daiban.eligibility.rule'].search([('kind', '!=', 'threshold')]),
            'categories': self._guide_categories(),
            'promises': env['daiban.service.line'].search([]),  # pylint: disable=no-search-all  # a handful
            'parks': env['daiban.park'].search([]),  # pylint: disable=no-search-all  # a handful
            'guard_days': GUARD_LIMIT,
            'questions': env['daiban.faq']._find(limit=6),
        }

    @api.model
    def _guide_categories(self):
        # sudo: setup in use, see the class
        return self.env['daiban.category'].sudo().search([])  # pylint: disable=no-search-all  # six

    @api.model
    def _guide_category(self, code):
        """Everything about one category and its published plan; ``None`` for a code that is not in use."""
        category = self._guide_categories().filtered(lambda category: category.code == code)
        if not category:
            return None
        plan = category.published_plan_id
        return {
            'category': category,
            'plan': plan,
            'thresholds': category.eligibility_rule_ids.filtered(lambda rule: rule.kind == 'threshold'),
            'intake_materials': category.intake_material_type_ids,
            'stages': self._guide_stages(category, plan),
            'fees': plan.line_ids.item_type_id.fee_ids,
            'providers': dict(category.intake_material_type_ids._fields['provider']._description_selection(self.env)),
        }

    @api.model
    def _guide_stages(self, category, plan):
        """The stages of a plan with all their items, and each material once: where it is needed first."""
        stage_of = {line.item_type_id: line.stage_id for line in plan.line_ids}
        materials_of = {}
        for material, asked in self._guide_checklist(category, plan).items():
            if asked.need != 'output' and not asked.at_intake:
                materials_of.setdefault(stage_of[asked.why[0]], category.intake_material_type_ids.browse())
                materials_of[stage_of[asked.why[0]]] |= material
        lines_of = plan.line_ids.grouped('stage_id')
        return [
            {'stage': stage, 'lines': lines_of.get(stage.stage_id, ()), 'materials': materials_of.get(stage.stage_id)}
            for stage in plan.stage_limit_ids
        ]

    @api.model
    def _guide_checklist(self, category, plan):
        """What is asked when every conditional item is needed."""
        intake, lines = category.intake_material_type_ids, plan.line_ids
        return asked_list(
            list(intake),
            {line.item_type_id: list(line.material_type_ids) for line in lines},
            {item_type: item_type.output_material_type_id for item_type in lines.item_type_id},
            set((intake | lines.material_type_ids).filtered('deferrable')),
        )

    @api.model
    def _guide_contact(self):
        """Whom to ask: the agency window; what the company says of it goes before what the unit says."""
        # sudo: name, address and phone of a public office
        window = self.env['daiban.unit'].sudo().search([('unit_type', '=', 'window')], limit=1)
        company = self.env.company.sudo()
        return {
            'name': window.name,
            'office': company.name,
            'address': company.daiban_window_address or window.address,
            'phone': company.daiban_window_phone or window.phone,
            'hours': company.daiban_window_hours,
        }

    @api.model
    def _guide_form(self, material_type_id):
        """The form to fill in that belongs to a material in use: ``(file name, content)``, or ``None``."""
        # sudo: an empty form that the district offers to everybody
        material = self.env['daiban.material.type'].sudo().search([('id', '=', material_type_id)])
        if not material.template_file:
            return None
        content = material.with_context(bin_size=False).template_file
        return material.template_filename or material.name, content

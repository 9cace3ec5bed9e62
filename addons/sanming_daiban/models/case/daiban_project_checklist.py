from odoo import models
from odoo.fields import Command

from ...tools.checklist import asked_list

ENDED = ('done', 'rejected', 'withdrawn', 'terminated')


class DaibanProjectChecklist(models.AbstractModel):
    """Which documents a case needs: category × planned items × conditions (R22, R28). The rule is in tools/checklist.

    The list of the clerk, of the portal and of the public guide all come from :meth:`_asked_materials`.
    """

    _name = 'daiban.project.checklist'
    _description = 'Agency Project: Checklist'

    def _asked_materials(self):
        """What this case, saved or not, needs over its whole way, in the order of the catalogue.

        :return: dicts with ``type``; ``need``: ``required``, ``deferrable`` (容缺) or ``output`` (comes from the item
                 types ``source``, is never asked); ``why``: the item types that need it; ``at_intake``: it comes
                 with the request; ``template``: name of the form to fill in, if there is one
        """
        self.ensure_one()
        case = self.sudo()  # sudo: catalogue, plan and conditions of the district decide, not what the user may read
        item_types = self.env['daiban.item.type'].sudo()
        asked = [
            {
                'type': material_type,
                'need': one.need,
                'at_intake': one.at_intake,
                'why': item_types.concat(*one.why),
                'source': item_types.concat(*one.sources),
                'template': material_type.template_filename if material_type.template_file else False,
            }
            for material_type, one in case._checklist().items()
        ]
        return sorted(asked, key=lambda one: (not one['at_intake'], one['type'].sequence, one['type'].id))

    def _checklist(self):
        """``{material type: Asked}``, with item types as items."""
        needs = self._material_needs()
        types = self._plan_in_force().line_ids.item_type_id | self.env['daiban.item.type'].concat(*needs)
        at_intake = self.category_id.intake_material_type_ids
        wanted = at_intake.union(*needs.values())
        return asked_list(
            list(at_intake),
            {item_type: list(materials) for item_type, materials in needs.items()},
            {item_type: item_type.output_material_type_id for item_type in types},
            set(wanted.filtered('deferrable')),
        )

    def _material_needs(self):
        """``{item type: materials}`` of the items of the case; before it has items, of those it will get."""
        if not self.item_ids:
            return {line.item_type_id: line.material_type_ids for line in self._planned_lines()}
        return {
            item.type_id: (item.plan_line_id or item.type_id).material_type_ids
            for item in self.item_ids
            if item.state != 'cancelled'
        }

    def _sync_materials(self):
        """Let the case ask for what it needs now: new documents are added, untouched ones that it does not need go.

        What was handed in, examined, told to the enterprise or added by hand stays. The documents of the items are
        asked when the case is accepted and has items.
        """
        # sudo: the list follows from category and items, which whoever calls was allowed to change
        for project in self.sudo().filtered(lambda project: project.state not in ENDED):
            wanted = project._wanted_materials()
            project.material_ids.filtered(lambda one, wanted=wanted: one.type_id not in wanted)._drop_untouched()
            project._ask(wanted)

    def _wanted_materials(self):
        no_items = self.env['daiban.item']
        if not self.item_ids:
            return {material_type: (True, no_items) for material_type in self.category_id.intake_material_type_ids}
        items = self.item_ids.filtered(lambda item: item.state != 'cancelled').grouped('type_id')
        return {
            material_type: (one.at_intake, no_items.concat(*(items[item_type] for item_type in one.why)))
            for material_type, one in self._checklist().items()
            if one.need != 'output'
        }

    def _ask(self, wanted):
        """:param wanted: ``{material type: (at intake, items that need it)}``"""
        known = {material.type_id: material for material in self.material_ids}
        for material_type in wanted.keys() & known.keys():
            if known[material_type].item_ids != wanted[material_type][1]:
                known[material_type].item_ids = [Command.set(wanted[material_type][1].ids)]
        self.env['daiban.material'].create([
            {
                'project_id': self.id,
                'type_id': material_type.id,
                'at_intake': at_intake,
                'item_ids': [Command.set(items.ids)],
                'by_rule': True,
            }
            for material_type, (at_intake, items) in wanted.items()
            if material_type not in known
        ])

    def _is_same_project(self, other):
        """Whether two cases are about the same project: a code in common, or the same name."""
        codes, names = (
            {part for part in (text or '').split(', ') if part} for text in (self.project_code, other.project_code)
        ), {''.join((case.name or '').split()).casefold() for case in (self, other)}
        return bool(set.intersection(*codes)) or (len(names) == 1 and '' not in names)

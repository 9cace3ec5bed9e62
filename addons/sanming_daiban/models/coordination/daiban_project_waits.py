from odoo import api, fields, models

from ...tools import graph
from ..setup.circles import circle_sentence
from .daiban_conditional_acceptance import KEPT

CIRCLE = 'sanming_daiban.activity_type_circle'


class DaibanProject(models.Model):
    """Which items of a case really wait for each other: by plan, by material, or because a unit says so (R73)."""

    _inherit = 'daiban.project'

    wait_ids = fields.One2many('daiban.item.wait', 'project_id', string="What Units Wait For")
    conditional_ids = fields.One2many('daiban.conditional.acceptance', 'project_id', string="Conditional Acceptances")
    circular_wait_text = fields.Text("Waiting for Each Other", compute='_compute_circular_wait_text')

    @api.depends('wait_ids.state', 'conditional_ids.state', 'item_ids.state')
    @api.depends_context('lang')
    def _compute_circular_wait_text(self):
        for project in self:
            circles = project._circular_waits() if project.state in ('accepted', 'running') else []
            project.circular_wait_text = '\n'.join(circle['text'] for circle in circles) or False

    def _circular_waits(self):
        """The circles among the open items of this case, each with its sentence.

        :return: dicts with ``items`` (in order, each waits for the next, the last for the first), ``links`` (pairs of
                 items, who waits for whom) and ``text``
        """
        self.ensure_one()
        case = self.sudo()  # sudo: who waits for whom, through items that the reader need not see in full
        waits = case._live_waits()
        circles = graph.circles({item: list(others) for item, others in waits.items()})
        return [case._as_circle(circle, waits) for circle in circles]

    def _as_circle(self, circle, waits):
        links = list(zip(circle, [*circle[1:], circle[0]], strict=True))
        return {
            'items': self.env['daiban.item'].concat(*circle),
            'links': links,
            'text': circle_sentence(self.env, [
                (item.name, item.unit_id.name, other.name, other.unit_id.name, waits[item][other])
                for item, other in links
            ]),
        }

    def _live_waits(self):
        """{open item: {open item that it waits for: why}}; what was accepted conditionally no longer waits."""
        items = self.item_ids.filtered('is_open')
        excused = {
            (one.item_id, one.awaited_item_id) for one in self.conditional_ids if one.state in KEPT}
        waits = {item: {} for item in items}
        for item, other, why in [*self._waits_by_plan(items), *self._waits_by_material(items), *self._waits_told()]:
            if item in waits and other in waits and (item, other) not in excused:
                waits[item].setdefault(other, why)
        return waits

    def _waits_told(self):
        """What units recorded goes first: it has a reason."""
        for wait in self.wait_ids.filtered(lambda wait: wait.state == 'open' and wait.awaited_item_id):
            yield wait.item_id, wait.awaited_item_id, wait.reason

    def _waits_by_plan(self, items):
        for item in items.filtered(lambda item: item.state == 'waiting'):
            for other in item.prerequisite_ids.filtered(lambda other, item=item: not other._lets_go_of(item)):
                yield item, other, self.env._("prerequisite of the plan")

    def _waits_by_material(self, items):
        """Material that another open item produces is a wait, as long as it has not come."""
        producers = {}
        for item in items.filtered('type_id.output_material_type_id'):
            producers.setdefault(item.type_id.output_material_type_id, item)
        there = self.material_ids.filtered('is_settled').type_id
        for item in items:
            for material in (item.plan_line_id or item.type_id).material_type_ids - there:
                if material in producers:
                    yield item, producers[material], self.env._("its result “%(material)s”", material=material.name)

    def _tell_circular_waits(self):
        """Supervision is told of a circle when it closes, in the sentence that shows how to solve it."""
        for project in self.filtered(lambda project: not project._circular_activities()):
            if circles := project._circular_waits():
                project.env['daiban.conditional.acceptance']._ask_supervisors(
                    project, project.env._("Items wait for each other: accept one conditionally"),
                    note='\n'.join(circle['text'] for circle in circles), kind=CIRCLE)

    def _circular_activities(self):
        circle = self.env.ref(CIRCLE)
        return self.activity_ids.filtered(lambda activity: activity.activity_type_id == circle)

    def _waits_changed(self):
        """An item has ended, or goes on: what waited for it has its answer."""
        self.wait_ids._settle()
        self.conditional_ids._follow()
        for project in self.filtered(lambda project: project._circular_activities()):
            if not project._circular_waits():
                project.activity_unlink([CIRCLE])

    def action_accept_conditionally(self):
        """Open the circle: the dialog proposes the first one."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Accept Conditionally"),
            'res_model': 'daiban.conditional.acceptance',
            'view_mode': 'form',
            'views': [(self.env.ref('sanming_daiban.daiban_conditional_acceptance_view_form').id, 'form')],
            'target': 'new',
            'context': {'default_project_id': self.id, 'dialog_size': 'large'},
        }

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ...tools import graph

MOVABLE = ('submitted', 'supplement', 'accepted', 'running')
# Not yet handed over: the only items that a new version may still change.
UNTOUCHED = ('waiting', 'ready')


class DaibanProject(models.Model):
    """Moving a running case to a new version of its plan: a reasoned act that shows first what it does (R1).

    What was handed over, begun or finished stays as it is, with its limit, its clock and its result.
    """

    _inherit = 'daiban.project'

    plan_outdated = fields.Boolean(compute='_compute_plan_outdated', export_string_translation=False)

    @api.depends('plan_id.state')
    def _compute_plan_outdated(self):
        for project in self:
            project.plan_outdated = project.plan_id.state == 'retired' and bool(
                project.category_id.published_plan_id)

    def action_replan(self, plan=None, reason=None):
        """Move the case to another published version; without plan and reason the dialog asks.

        :param plan: ``daiban.plan`` record or its id
        """
        self._check_state(*MOVABLE, action=self.env._("move it to another version of the plan"))
        self._check_may_replan()
        self.ensure_one()
        plan = self.env['daiban.plan'].browse(plan) if isinstance(plan, int) else plan
        if not plan or not (reason or '').strip():
            return self._replan_dialog()
        self._check_new_plan(plan)
        self.sudo()._replan(plan, reason.strip())  # sudo: items of other units follow; who may was checked above
        return True

    def _check_may_replan(self):
        """The head of the unit that leads the case, and supervisors."""
        if self.env.su or self.env.user.has_group('sanming_daiban.group_supervisor'):
            return
        self.check_access('write')
        for project in self:
            unit = project.sudo().lead_unit_id  # sudo: only asks whether one is its head
            if self.env.user not in unit._leaders():
                raise AccessError(self.env._(
                    "Only the head of %(unit)s, which leads the case, and supervisors can move it to another version "
                    "of the plan.", unit=unit.name or '?'))

    def _check_new_plan(self, plan):
        if plan.category_id != self.category_id or plan.state != 'published':
            raise UserError(self.env._(
                "Choose the published plan of %(category)s.", category=self.category_id.name))
        if plan == self.plan_id:
            raise UserError(self.env._(
                "“%(name)s” already runs on %(plan)s.", name=self.display_name, plan=plan.display_name))

    # === WHAT WOULD CHANGE ===

    def _replan_steps(self, plan):
        """``{'keep': items, 'cancel': items, 'add': lines, 'change': {item: vals}, 'waits': {line: lines}}``."""
        items = self.item_ids.filtered(lambda item: item.state != 'cancelled')
        lines = self._lines_of(plan, items) if self.item_ids else plan.line_ids.browse()
        by_type = {item.type_id: item for item in items}
        units = self.env['daiban.routing.rule']._item_units(self, lines.item_type_id)
        steps = {'keep': items.browse(), 'cancel': items.browse(), 'add': lines.browse(), 'change': {}}
        for line in lines:
            item = by_type.get(line.item_type_id)
            if not item:
                steps['add'] += line
            elif item.state in UNTOUCHED:
                steps['change'][item] = self._replanned_vals(item, line, units)
            else:
                steps['keep'] += item
        planned = lines.item_type_id
        for item in items.filtered(lambda item: item.type_id not in planned):
            untouched = item.plan_line_id and item.state in UNTOUCHED
            steps['cancel' if untouched else 'keep'] += item
        return {**steps, 'units': units, 'waits': self._replanned_waits(plan, lines)}

    def _lines_of(self, plan, items):
        """The lines of a version that this case needs; what was cancelled for it is not asked again."""
        chosen = self.optional_line_ids.item_type_id | items.type_id
        cancelled = self.item_ids.type_id - items.type_id
        return plan.line_ids.filtered(
            lambda line: line.item_type_id not in cancelled and (
                line.item_type_id in chosen if (needed := line._applies(self)) is None else needed))

    def _replanned_vals(self, item, line, units):
        """What of a waiting item is different under the new line."""
        vals = self._prepare_item_vals(line, units)
        return {
            name: vals[name] for name in (
                'plan_line_id', 'stage_id', 'unit_id', 'limit_days', 'limit_unit', 'counts_in_limit', 'sequence')
            if vals[name] != (item[name].id if item._fields[name].relational else item[name])}

    def _replanned_waits(self, plan, lines):
        """{line: lines it waits for} among those that the case needs."""
        waits = plan.line_ids._prerequisite_graph()
        return graph.without(waits, set(waits) - set(lines))

    def _replan_rows(self, plan):
        """[{what, subject, text}] for the dialog and the message, in the words of the people."""
        steps = self._replan_steps(plan)
        kept = steps['keep'].filtered(lambda item: item.plan_line_id.plan_id != plan)
        rows = [
            *({'what': self.env._("Added"), 'subject': line.display_name, 'text': self.env._(
                "%(days)s days, %(unit)s", days=line.limit_days, unit=line.unit_id.name or '')}
              for line in steps['add']),
            *({'what': self.env._("Cancelled"), 'subject': item.name, 'text': self.env._("Not in the new version")}
              for item in steps['cancel']),
            *({'what': self.env._("Changed"), 'subject': item.name, 'text': text}
              for item, vals in steps['change'].items() if (text := self._replan_words(item, vals))),
        ]
        if kept:
            rows.append({
                'what': self.env._("Unchanged"), 'subject': self.env._("%(count)s items", count=len(kept)),
                'text': self.env._("Already handed over, begun or finished: %(items)s",
                                   items='、'.join(kept.mapped('name')))})
        return rows

    def _replan_words(self, item, vals):
        """The changes of one item that people notice."""
        words = []
        for name in ('stage_id', 'unit_id', 'limit_days', 'limit_unit', 'counts_in_limit'):
            if name in vals:
                field = item._fields[name]
                new = self.env[field.comodel_name].browse(vals[name]).name if field.relational else vals[name]
                old = item[name].name if field.relational else item[name]
                if field.type == 'selection':
                    labels = dict(field._description_selection(self.env))
                    old, new = labels[old], labels[new]
                elif field.type == 'boolean':
                    old, new = (self.env._("yes") if one else self.env._("no") for one in (old, new))
                words.append(f'{field._description_string(self.env)}：{old} → {new}')
        return '；'.join(words)

    # === MOVING ===

    def _replan(self, plan, reason):
        rows, steps, before = self._replan_rows(plan), self._replan_steps(plan), self.plan_id
        for item in steps['cancel']:
            item._cancel(self.env._("Not in %(plan)s: %(reason)s", plan=plan.display_name, reason=reason))
        for item, vals in steps['change'].items():
            item.write(vals)
        added = self.env['daiban.item'].create(
            [self._prepare_item_vals(line, steps['units']) for line in steps['add']])
        chosen = plan.line_ids.filtered(lambda line: line.item_type_id in self.optional_line_ids.item_type_id)
        self.write({'plan_id': plan.id, 'optional_line_ids': [Command.set(chosen.ids)]})
        self._rewire(steps['waits'], added + added.concat(*steps['change']))
        self._sync_materials()
        self.message_post(
            body='\n'.join([
                self.env._("Moved from %(before)s to %(plan)s: %(reason)s",
                           before=before.display_name, plan=plan.display_name, reason=reason),
                *(f'{row["what"]} {row["subject"]}：{row["text"]}' for row in rows)]),
            subtype_xmlid='mail.mt_note', body_is_html=False)

    def _rewire(self, waits, items):
        """Waiting items wait for what the new version says, and go to their units if that is all settled."""
        by_type = {item.type_id: item for item in self.item_ids if item.state != 'cancelled'}
        by_line = {by_type.get(line.item_type_id): others for line, others in waits.items()}
        for item in items.sorted('sequence'):
            others = [by_type[other.item_type_id].id for other in by_line[item] if other.item_type_id in by_type]
            item.prerequisite_ids = [Command.set(others)]
        items.filtered(lambda item: item.state == 'ready' and not all(
            other._lets_go_of(item) for other in item.prerequisite_ids)).write({'state': 'waiting'})
        ready = items._ready_if_possible()
        if self.state == 'running':
            ready._dispatch()

    def _replan_dialog(self):
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Move to Another Version"),
            'res_model': 'daiban.project.replan',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_project_id': self.id},
        }

from odoo import models


class DaibanPlan(models.Model):
    """Two versions of a plan side by side, in words (R1)."""
    _inherit = 'daiban.plan'

    def action_compare(self):
        """Compare with the version in force, or else with the one before."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Compare Versions"),
            'res_model': 'daiban.plan.comparison',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_plan_id': self.id, 'default_other_id': self._counterpart().id},
        }

    def action_dry_run(self):
        """Try the plan on finished and running cases."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'daiban.dry.run',
            'views': [(False, 'form')],
            'context': {'default_plan_id': self.id},
        }

    def _designer_actions(self):
        buttons = [*super()._designer_actions(), {'name': 'action_compare', 'label': self.env._("Compare Versions")}]
        if self.env['daiban.dry.run'].has_access('create'):
            buttons.append({'name': 'action_dry_run', 'label': self.env._("Dry Run")})
        return buttons

    def _counterpart(self):
        others = self.category_id.plan_ids - self
        published = others.filtered(lambda plan: plan.state == 'published')
        return published or others.filtered(lambda plan: plan.version < self.version)[:1] or others[:1]

    def _differences(self, other):
        """[{what, subject, before, after}] from ``other`` to this plan; empty ``before``: it came, ``after``: it went.
        """
        return [*self._stage_differences(other), *self._item_differences(other)]

    def _stage_differences(self, other):
        before = {row.stage_id: row for row in other.stage_limit_ids}
        after = {row.stage_id: row for row in self.stage_limit_ids}
        yield from self._compared(self.env._("Stage"), before, after, self._stage_facts)
        common = [row.stage_id for row in self.stage_limit_ids.sorted('stage_sequence') if row.stage_id in before]
        was = [row.stage_id for row in other.stage_limit_ids.sorted('stage_sequence') if row.stage_id in after]
        if common != was:
            yield {
                'what': self.env._("Stage"), 'subject': self.env._("Order of the stages"),
                'before': ' → '.join(stage.name for stage in was),
                'after': ' → '.join(stage.name for stage in common)}

    def _item_differences(self, other):
        before = {line.item_type_id: line for line in other.line_ids}
        after = {line.item_type_id: line for line in self.line_ids}
        yield from self._compared(self.env._("Item"), before, after, self._line_facts)

    def _compared(self, what, before, after, facts):
        for key in [*before, *(key for key in after if key not in before)]:
            was, now = (dict(facts(found[key])) if key in found else {} for found in (before, after))
            subject = key.display_name
            if not was or not now:
                words = '；'.join(f'{label}：{value}' for label, value in (was or now).items() if value)
                yield {'what': what, 'subject': subject, 'before': words if was else '', 'after': words if now else ''}
                continue
            changed = [label for label in now if was[label] != now[label]]
            if changed:
                nothing = self.env._("nothing")
                yield {'what': what, 'subject': subject, **{
                    name: '；'.join(f'{label}：{found[label] or nothing}' for label in changed)
                    for name, found in (('before', was), ('after', now))}}

    def _stage_facts(self, row):
        yield self.env._("Name"), row.name
        yield self.env._("Limit"), self.env._("%(days)s working days", days=row.limit_days)
        yield self.env._("Lead Unit"), row.lead_unit_id.name or ''

    def _line_facts(self, line):
        def label(name):
            return line._fields[name]._description_string(self.env)

        def chosen(name):
            return dict(line._fields[name]._description_selection(self.env))[line[name]]

        yield label('stage_id'), line.stage_id.name
        yield label('unit_id'), line.unit_id.name or ''
        yield label('limit_days'), f'{line.limit_days} {chosen("limit_unit")}'
        yield label('counts_in_limit'), self.env._("yes") if line.counts_in_limit else self.env._("no")
        yield label('prerequisite_ids'), '、'.join(sorted(line.prerequisite_ids.item_type_id.mapped('code')))
        yield label('condition_kind'), ' '.join(filter(None, [
            chosen('condition_kind'), line.condition if line.condition_kind == 'domain' else '']))
        yield label('pre_review'), self.env._("yes") if line.pre_review else self.env._("no")
        yield label('material_type_ids'), '、'.join(sorted(line.material_type_ids.mapped('name')))

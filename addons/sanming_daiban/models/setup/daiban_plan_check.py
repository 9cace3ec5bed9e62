from typing import NamedTuple

from odoo import models

from ...tools import graph
from .circles import circle_sentence


class Finding(NamedTuple):
    """What a check of a plan has to say: the sentence, where to look, and whether it stands against publishing."""

    text: str
    lines: tuple = ()
    stage: int = 0  # id of the `daiban.stage`
    blocking: bool = True


class DaibanPlan(models.Model):
    """What is wrong with a plan (R1, R73): one set of rules for the form, the designer and the publication."""
    _inherit = 'daiban.plan'

    def _problems(self):
        """Every reason why the plan cannot be published, as sentences that say where."""
        return [finding.text for finding in self._findings() if finding.blocking]

    def _findings(self):
        """All that the checks say, what stands against publishing first."""
        self.ensure_one()
        if self.category_id.is_manual:
            return [Finding(self.env._(
                "%(category)s is handled case by case and has no plan.", category=self.category_id.name))]
        if not self.line_ids:
            return [Finding(self.env._("It has no items."))]
        found = [
            *self._line_findings(), *self._graph_findings(), *self._limit_findings(), *self._advice()]
        return sorted(found, key=lambda finding: not finding.blocking)

    def _line_findings(self):
        stages = self.stage_limit_ids.stage_id
        for line in self.line_ids:
            item, where = line.display_name, (line.id,)
            if not line.unit_id:
                yield Finding(self.env._("%(item)s has no unit: nobody would receive it.", item=item), where)
            if line.stage_id not in stages:
                yield Finding(self.env._("%(item)s is in stage %(stage)s, which has no limit in this plan.",
                                         item=item, stage=line.stage_id.name), where)
            if line.counts_in_limit and line.limit_unit == 'natural':
                yield Finding(self.env._(
                    "%(item)s counts in the limit but is given in natural days: the base limit is in "
                    "working days.", item=item), where)
            if line.counts_in_limit and not line.limit_days:
                yield Finding(self.env._("%(item)s counts in the limit but has no days.", item=item), where)
            for problem in line._prerequisite_problems():
                yield Finding(problem, where)

    def _graph_findings(self):
        waits = self.line_ids._prerequisite_graph()
        if circles := graph.circles(waits):
            yield from (self._circle_finding(circle, {}) for circle in circles)
            yield from self._behind_circles(waits, circles)
            return
        late = {(line, producer): material for line, material, producer in self._materials_too_late(waits)}
        mixed = {
            line: [*others, *(after for before, after in late if before == line)] for line, others in waits.items()}
        if circles := graph.circles(mixed):
            yield from (self._circle_finding(circle, late) for circle in circles)
            return
        for (line, producer), material in late.items():
            yield Finding(self.env._(
                "%(item)s needs %(material)s, but does not wait for %(producer)s, which produces it.",
                item=line.display_name, material=material.display_name, producer=producer.display_name,
            ), (line.id, producer.id))

    def _circle_finding(self, circle, late):
        """互为前置 (R73): which items of which units wait for each other, and what can be done about it."""
        sentence = circle_sentence(self.env, [
            (line.display_name, line.unit_id.name or '?', other.display_name, other.unit_id.name or '?',
             self.env._("it needs “%(material)s”", material=late[line, other].name) if (line, other) in late else '')
            for line, other in zip(circle, [*circle[1:], circle[0]], strict=True)
        ])
        return Finding(self.env._(
            "%(sentence)s Take one of these prerequisites out, or have the unit accept the item conditionally.",
            sentence=sentence), tuple(line.id for line in circle))

    def _behind_circles(self, waits, circles):
        """Items that nobody ever reaches, because they wait for a circle without being on it."""
        for circle in circles:
            behind = [
                line for line in self.line_ids
                if line not in (before := graph.ancestors(waits, line)) and before & set(circle)]
            if behind:
                yield Finding(self.env._(
                    "Behind this circle %(count)s more items can never begin: %(items)s.", count=len(behind),
                    items='、'.join(line.item_type_id.code for line in behind)), tuple(line.id for line in behind))

    def _materials_too_late(self, waits):
        sources = {line.item_type_id.output_material_type_id: line for line in self.line_ids}
        for line in self.line_ids:
            before = graph.ancestors(waits, line)
            for material in line.material_type_ids:
                if material in sources and sources[material] not in before:
                    yield line, material, sources[material]

    def _limit_findings(self):
        for stage in self.stage_limit_ids:
            if stage.chain_days > stage.limit_days:
                yield Finding(self.env._(
                    "Stage %(stage)s takes %(days)s working days (%(chain)s), its limit is %(limit)s.",
                    stage=stage.name, days=stage.chain_days, chain=stage.chain_text, limit=stage.limit_days,
                ), stage=stage.stage_id.id)
        for days, what in [
            (self.stage_limit_sum, self.env._("Sum of the stages")),
            (self.critical_days, self.env._("Critical path, stage after stage")),
            (self.free_path_days, self.env._("Longest chain of prerequisites")),
        ]:
            if days > self.base_limit:
                yield Finding(self.env._(
                    "%(what)s: %(days)s working days, but the base limit of %(category)s is %(limit)s.",
                    what=what, days=days, category=self.category_id.name, limit=self.base_limit))

    # === ADVICE ===

    def _advice(self):
        """What deserves a look and does not stand against publishing."""
        yield from self._advice_on_materials()
        yield from self._advice_on_units()
        for line in self.line_ids:
            item_type = line.item_type_id
            if not item_type.active:
                yield Finding(self.env._(
                    "%(item)s is archived in the catalogue.", item=line.display_name), (line.id,), blocking=False)
            if line.limit_unit == item_type.statutory_limit_unit and 0 < item_type.statutory_limit < line.limit_days:
                yield Finding(self.env._(
                    "%(item)s is given %(days)s days, the law allows only %(limit)s.", item=line.display_name,
                    days=line.limit_days, limit=item_type.statutory_limit), (line.id,), blocking=False)
        used = self.line_ids.stage_id
        for stage in self.stage_limit_ids.filtered(lambda stage: stage.stage_id not in used):
            yield Finding(
                self.env._("Stage %(stage)s has no items.", stage=stage.name), stage=stage.stage_id.id, blocking=False)

    def _advice_on_materials(self):
        """R28: what an item of the plan produces is not asked with the request."""
        for line in self.line_ids:
            result = line.item_type_id.output_material_type_id
            if result and result in self.category_id.intake_material_type_ids:
                yield Finding(self.env._(
                    "%(material)s is asked with the request, although %(item)s of this plan produces it. Take it out "
                    "of the materials of the request.", material=result.display_name, item=line.display_name,
                ), (line.id,), blocking=False)

    def _advice_on_units(self):
        """R33: what is handed to a unit needs somebody there who receives it."""
        for unit, lines in self.line_ids.grouped('unit_id').items():
            if unit and not (unit.active and unit._receiver()):
                yield Finding(self.env._(
                    "Nobody in %(unit)s receives what is handed to it (%(items)s): name its leader or agency head, or "
                    "choose another unit.", unit=unit.name, items='、'.join(lines.item_type_id.mapped('code')),
                ), tuple(lines.ids), blocking=False)

from itertools import pairwise

from odoo import api, models

from ...tools.plan_layout import Metrics, layout


class DaibanPlan(models.Model):
    """A plan as a picture, for the designer: every length and every sentence comes from here (R1, R38–R42)."""
    _inherit = 'daiban.plan'

    @api.readonly
    def read_designer(self):
        """The picture of a plan that the user may read, with what the checks say."""
        self.ensure_one()
        self.check_access('read')
        return self._designer_data()

    def action_open_designer(self):
        self.ensure_one()
        action = self.env['ir.actions.client']._for_xml_id('sanming_daiban.daiban_plan_designer_action')
        return {**action, 'context': {'active_id': self.id}}

    def _designer_data(self):
        lanes, waits = self._designer_lanes(), self._designer_waits()
        picture = layout({stage: lines.ids for stage, lines in lanes.items()}, waits)
        critical = self._critical_lines()
        critical_steps = set(pairwise(critical.ids))
        return {
            'id': self.id,
            'name': self.display_name,
            'category_id': self.category_id.id,
            'state': self.state,
            'state_label': dict(self._fields['state']._description_selection(self.env))[self.state],
            'editable': self.state == 'draft' and self.has_access('write'),
            'may_copy': self.has_access('create'),
            'actions': self._designer_actions(),
            'base_limit': self.base_limit,
            'stage_limit_sum': self.stage_limit_sum,
            'critical_days': self.critical_days,
            'free_path_days': self.free_path_days,
            'width': picture.width,
            'height': picture.height,
            'box': {'width': Metrics().box_width, 'height': Metrics().box_height, 'head': Metrics().head},
            'stages': [self._designer_stage(stage, picture.lanes[stage]) for stage in lanes],
            'items': [
                self._designer_item(line, picture.boxes[line.id], line in critical)
                for lines in lanes.values() for line in lines],
            'arrows': [
                {**arrow._asdict(), 'critical': (arrow.source, arrow.target) in critical_steps}
                for arrow in picture.arrows],
            'findings': [finding._asdict() for finding in self._findings()] if self.state == 'draft' else [],
        }

    def _designer_actions(self):
        """[{name, label}] of the further buttons of the designer: methods of the plan that open something."""
        return []

    def _designer_lanes(self):
        """``{stage: lines}`` in the order of the plan; also stages that have items but no limit."""
        rows = {row.stage_id: row for row in self.stage_limit_ids}
        stages = {row.stage_id: row.stage_sequence for row in self.stage_limit_ids}
        for line in self.line_ids:
            stages.setdefault(line.stage_id, line.stage_sequence)
        ordered = sorted(stages, key=lambda stage: (stages[stage], rows[stage].id if stage in rows else 0, stage.id))
        return {stage: self.line_ids.filtered(lambda line, stage=stage: line.stage_id == stage) for stage in ordered}

    def _designer_waits(self):
        return {
            line.id: [other.id for other in others] for line, others in self.line_ids._prerequisite_graph().items()}

    def _critical_lines(self):
        """The longest chain of each stage, one after the other, as `critical_days` counts them."""
        no_lines = self.env['daiban.plan.line']
        return no_lines.concat(*(
            line for lines in self._designer_lanes().values() for line in lines._longest_chain()[1]))

    def _designer_stage(self, stage, lane):
        row = self.stage_limit_ids.filtered(lambda row: row.stage_id == stage)
        return {
            'id': row.id,
            'stage_id': stage.id,
            'name': row.name or stage.name,
            'lead': row.lead_unit_id.name or '',
            'limit': row.limit_days,
            'days': row.chain_days,
            'x': lane.x,
            'width': lane.width,
        }

    def _designer_item(self, line, box, critical):
        kinds = dict(line._fields['condition_kind']._description_selection(self.env))
        return {
            'id': line.id,
            'item_type_id': line.item_type_id.id,
            'code': line.item_type_id.code,
            'name': line.item_type_id.name,
            'unit': line.unit_id.name or '',
            'stage_id': line.stage_id.id,
            'days': line.limit_days,
            'natural': line.limit_unit == 'natural',
            'counts': line.counts_in_limit,
            'condition': line.condition_kind,
            'condition_label': kinds[line.condition_kind],
            'waits': line.prerequisite_ids.ids,
            'critical': critical,
            **box._asdict(),
        }

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

COMPLETE = 'sanming_daiban.activity_type_complete'


class DaibanProjectFlow(models.AbstractModel):
    """From the frozen plan to the end of the case: accepted → running → done, or withdrawn, terminated (R33–R34)."""

    _name = 'daiban.project.flow'
    _description = 'Agency Project: Flow'

    # === The plan becomes items ===

    def _freeze_plan(self):
        """Copy the plan's lines into items once: later changes of the plan do not touch this case (R1)."""
        for project in self:
            lines = project._planned_lines()
            units = self.env['daiban.routing.rule']._item_units(project, lines.item_type_id)
            by_line = dict(
                zip(
                    lines,
                    self.env['daiban.item'].create([project._prepare_item_vals(line, units) for line in lines]),
                    strict=True,
                )
            )
            for line, waits_for in lines._effective_prerequisites().items():
                by_line[line].prerequisite_ids = [Command.set([by_line[other].id for other in waits_for])]
            project._sync_materials()
            project.item_ids._ready_if_possible()

    def _planned_lines(self):
        """The lines of the plan that this project needs: always, by their condition, or because a clerk chose them."""
        self.ensure_one()
        chosen = self.optional_line_ids.ids
        return self._plan_in_force().line_ids.filtered(
            lambda line: line.id in chosen if (needed := line._applies(self)) is None else needed
        )

    def _plan_in_force(self):
        """The version the case is on; before it was handed in, the one it would get."""
        return self.plan_id or self.category_id.published_plan_id

    def _prepare_item_vals(self, line, units):
        """:param units: {item type: unit} of the rules; else the item goes to the unit of the plan"""
        self.ensure_one()
        item_type = line.item_type_id
        unit = units.get(item_type) or line.unit_id
        return {
            'project_id': self.id,
            'type_id': item_type.id,
            'plan_line_id': line.id,
            'sequence': line.sequence,
            'stage_id': line.stage_id.id,
            'unit_id': unit.id,
            'limit_days': line.limit_days,
            'limit_unit': line.limit_unit,
            'statutory_limit': item_type.statutory_limit,
            'statutory_limit_unit': item_type.statutory_limit_unit,
            'counts_in_limit': line.counts_in_limit,
        }

    # === Run ===

    def action_start(self):
        """Hand the case over to the units of its first items (R33)."""
        self._check_state('accepted', action=self.env._("hand it over"))
        self._check_case_agent()
        self._check_not_suspended()
        for project in self.sudo():  # sudo: dispatches items of other units; the agent was checked above
            if not project.item_ids:
                raise UserError(
                    self.env._(
                        "“%(name)s” has no items yet. Add the items of this project before it is handed over.",
                        name=project.display_name,
                    )
                )
            project.state = 'running'
            project.item_ids.filtered(lambda item: item.state == 'ready')._dispatch()
        return True

    def _items_closed(self):
        """Called when an item closed: when none is left open, the agent is asked to close the case."""
        self._ask_stage_ratings()
        for project in self.filtered(lambda p: p.state == 'running' and not any(p.item_ids.mapped('is_open'))):
            project.activity_schedule(
                COMPLETE,
                user_id=(project.agent_id or self.env.user).id,
                summary=self.env._("All items are closed: hand over the results and complete the case"),
            )

    def _item_reopened(self):
        """An item was closed by mistake: the case is not to be completed yet."""
        self.activity_unlink([COMPLETE])

    def _item_refused(self, item):
        """A refused permit does not end the case by itself: its agent talks to the enterprise."""
        self.activity_schedule(
            'mail.mail_activity_data_todo',
            user_id=(self.agent_id or self.env.user).id,
            summary=self.env._("“%(item)s” was refused: tell the enterprise what can be done", item=item.name),
        )

    def action_complete(self):
        self._check_state('running', action=self.env._("complete it"))
        self._check_case_agent()
        self._check_not_suspended()
        self._check_nothing_promised()
        for project in self:
            still_open = project.item_ids.filtered('is_open')
            if still_open:
                raise UserError(
                    self.env._(
                        "“%(name)s” cannot be completed: %(count)s items are still open, the first is “%(item)s”.",
                        name=project.display_name,
                        count=len(still_open),
                        item=still_open[0].display_name,
                    )
                )
        self._close('done', template='mail_template_project_completed', letter='completion')
        self._ask_rating('completion')
        return True

    # === End early ===

    def action_withdraw(self, reason=None):
        """The enterprise takes the request back, at any time (R11)."""
        self._check_state('draft', 'submitted', 'supplement', 'accepted', 'running', action=self.env._("withdraw it"))
        self._check_case_agent()
        if not reason:
            return self._decision_dialog('withdraw')
        self._withdraw(reason)
        return True

    def _withdraw(self, reason):
        for project in self:
            project._close('withdrawn', reason=reason, template='mail_template_project_withdrawn',
                           letter='withdrawal' if project.submitted_on else None)
        self.sudo()._tell_withdrawn(reason)  # sudo: an activity of the agent; who may withdraw was checked before

    def action_terminate(self, reason=None, ground=None):
        """The service ends the case: false material, three missed deadlines, project cancelled (Q15).

        :param ground: of the closed list; without it, or without a reason, the dialog asks
        """
        self._check_state('supplement', 'accepted', 'running', action=self.env._("terminate it"))
        self._check_case_agent()
        if not reason or not ground:
            return self._decision_dialog('terminate')
        self._check_ground(ground)
        self.sudo().terminate_ground = ground  # sudo: moves with the state, whose mover was checked above
        self._close('terminated', reason=reason, letter='termination', template='mail_template_project_terminated')
        return True

    def _close(self, state, reason=False, template=None, letter=None):
        today = self.env['daiban.calendar.year']._district_today()
        # sudo: closes items of other units with the case; who may was checked by the action
        for project in self.sudo():
            project._tell_stopped()
            project.item_ids.filtered('is_open')._cancel(self.env._("The case was closed."))
            project.write({'state': state, 'closed_on': today, 'close_reason': reason})
            project._intake_closed(today)
            project._promises_closed()
            project.activity_unlink(['mail.mail_activity_data_todo', COMPLETE])
            if letter:
                project.env['daiban.notice']._create_served(project, letter, note=reason)
            if template:
                project._post_turn(template)

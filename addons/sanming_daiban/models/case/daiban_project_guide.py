from odoo import models


class DaibanProjectGuide(models.AbstractModel):
    """What the pages of the enterprise say about a case: where it is, who has it, what comes next (R10, R63)."""

    _name = 'daiban.project.guide'
    _description = 'Agency Project: Guide'

    def _portal_is_open(self):
        return self.state in ('draft', 'submitted', 'supplement', 'accepted', 'running')

    def _portal_state_text(self):
        """The state in plain words, in one sentence."""
        self.ensure_one()
        return {
            'draft': self.env._("Your application is saved, but not handed in yet."),
            'submitted': self.env._("We have your application and examine it."),
            'supplement': self.env._("Something is missing. We have told you everything at once; please hand it in."),
            'accepted': self.env._("Your application is accepted. We are handing it to the departments."),
            'running': self.env._("Your project is going through the approvals."),
            'done': self.env._("All approvals are finished."),
            'rejected': self.env._("Your application could not be accepted. The letter below says why and what to do."),
            'withdrawn': self.env._("You have withdrawn your application."),
            'terminated': self.env._("The service for this project has ended. The letter below says why."),
        }[self.state]

    def _portal_notice(self):
        """The one-time notice that waits for the enterprise, if any."""
        if self.state != 'supplement':
            return self.notice_ids.browse()
        return self.notice_ids.filtered(lambda notice: notice.kind == 'supplement' and notice.state == 'served')[:1]

    def _portal_stage_line(self):
        """The stages in order with their items.

        :return: dicts with ``stage``, ``items``, ``done`` (number of closed ones) and ``status``:
                 ``done``, ``current`` or ``todo``
        """
        self.ensure_one()
        items = self.item_ids.filtered(lambda item: item.state != 'cancelled')
        by_stage = items.grouped('stage_id')
        stages = self.env['daiban.stage'].search([])  # pylint: disable=no-search-all  # four
        if items:
            stages = (stages | items.stage_id).filtered(lambda stage: stage in by_stage).sorted()
        line = []
        for stage in stages:
            own = by_stage.get(stage, items.browse())
            done = own.filtered(lambda item: not item.is_open)
            line.append(
                {
                    'stage': stage,
                    'items': own.sorted('sequence'),
                    'done': len(done),
                    'status': self._portal_stage_status(own, done),
                }
            )
        return line

    def _portal_stage_status(self, items, done):
        if items and done == items:
            return 'done'
        return 'current' if done or any(items.mapped('is_active')) else 'todo'

    def _portal_holding(self):
        """Who holds the case now: dicts with ``what``, ``who``, ``since``, ``due``, ``item`` (empty at intake)."""
        self.ensure_one()
        if self.state == 'running':
            return [
                {
                    'what': item.name,
                    'who': item.holder_label,
                    'since': item.holder_since or item.dispatched_on,
                    'due': item.due_date,
                    'item': item,
                }
                for item in self.item_ids.filtered('is_active')
            ]
        since, due = {
            'submitted': (self.submitted_on, self.due_date),
            'supplement': (self._portal_notice().served_at, False),
            'accepted': (self.accepted_on, False),
        }.get(self.state, (False, False))
        if not since:
            return []
        return [{'what': False, 'who': self.current_holder, 'since': since, 'due': due, 'item': self.item_ids.browse()}]

    def _portal_asked(self):
        """Missing materials that somebody waits for now, apart from those of an open notice."""
        if self.state not in ('submitted', 'accepted', 'running'):
            return self.material_ids.browse()
        return self.material_ids.filtered(
            lambda material: material.is_gap and (material.at_intake or any(material.item_ids.mapped('is_active')))
        )

    def _portal_visits(self):
        """Items that are being handled and that only the enterprise can do, in person (R16)."""
        return self.item_ids.filtered(lambda item: item.is_active and item.in_person)

    def _portal_contact(self):
        """Whom to call: the named agent of the case, else the lead unit: ``(name, phone)``."""
        agent = self.agent_id or self.card_id.agent_id
        return (agent.name, agent.phone) if agent else (self.lead_unit_id.name, self.lead_unit_id.phone)

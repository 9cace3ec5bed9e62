"""OCA's helpdesk_mgmt_sla at what comes nearest: deadlines of tickets made anew, and a ticket put on hold and back."""

import gc
from datetime import timedelta

from odoo import api, fields

from .timing import best, stopwatch

RUNS = 30


class Peer:
    def __init__(self, registry, tickets):
        self.registry = registry
        self.tickets = tickets

    def measure(self):
        with self.registry.cursor() as cr:
            self.env = api.Environment(cr, 1, {})
            self._set_up()
            result = {'peer_recompute': self._recompute()}
            cr.commit()
        return {**result, 'peer_pause': min(self._pause(ticket) for ticket in self.records.ids[:RUNS]) / 2}

    def _set_up(self):
        stages = self.env['helpdesk.ticket.stage']
        self.work, self.hold = stages.create([{'name': 'Work', 'sequence': 1}, {'name': 'Hold', 'sequence': 2}])
        done = stages.create({'name': 'Done', 'sequence': 9})
        calendar = self.env.company.resource_calendar_id
        team = self.env['helpdesk.ticket.team'].create({
            'name': 'Team', 'use_sla': True, 'resource_calendar_id': calendar.id})
        self.env['helpdesk.sla'].create({
            'name': 'SLA', 'team_ids': team.ids, 'days': 20, 'stage_id': done.id, 'ignore_stage_ids': self.hold.ids})
        self.records = self.env['helpdesk.ticket'].create([{
            'name': f'Ticket {number}', 'description': 'x', 'team_id': team.id, 'stage_id': self.work.id}
            for number in range(self.tickets)])
        self.slas = self.records.ticket_sla_ids
        assert len(self.slas) == self.tickets
        begun = fields.Datetime.now() - timedelta(days=30)
        self.slas.write({'last_state_date': begun})
        self.env.flush_all()

    def _recompute(self):
        def compute():
            self.env.add_to_compute(self.slas._fields['deadline'], self.slas)
            self.env.flush_all()
        return self.tickets / best(compute, runs=3)

    def _pause(self, ticket_id):
        """A hold and its end, with all that is flushed at the commit, in a transaction of its own."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, 1, {})
            ticket = env['helpdesk.ticket'].browse(ticket_id)
            work, hold = self.work.with_env(env), self.hold.with_env(env)

            def hold_and_back():
                ticket.stage_id = hold
                cr.flush()
                ticket.stage_id = work
                cr.flush()
            gc.collect()
            seconds = stopwatch(hold_and_back)
            cr.rollback()
        return seconds

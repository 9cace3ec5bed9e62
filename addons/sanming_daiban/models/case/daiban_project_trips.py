from collections import Counter

from odoo import api, fields, models

from ...tools.trips import Trips, count_windows, stated_trips

BOOKS = 'sanming_daiban.group_agent,sanming_daiban.group_supervisor,sanming_daiban.group_auditor'
# No walk to a window: somebody else's work, or a date that is only waited for.
NO_WINDOW_KINDS = ('intermediary', 'milestone')
NOT_HANDED_OVER = ('waiting', 'ready', 'cancelled')


class DaibanProjectTrips(models.AbstractModel):
    """How often the enterprise had to come, hand in and was asked again, and what the service spared it (R10).

    How trips are counted is written in `tools/trips.py`.
    """

    _name = 'daiban.project.trips'
    _description = 'Agency Project: Trips'

    visit_ids = fields.One2many('daiban.visit', 'project_id', string="Visits", groups=BOOKS)
    trip_recorded = fields.Integer(
        string="Trips Written Down", compute='_compute_trip_recorded', store=True,
        help="Visits in which the enterprise came to us.")
    trip_stated = fields.Integer(
        string="Trips Stated", compute='_compute_trip_stated', store=True,
        help="What the enterprise says in its ratings.")
    trip_made = fields.Integer(
        string="Trips Made", compute='_compute_trip_made', store=True,
        help="The larger of what was written down and what the enterprise says.")
    trip_windows = fields.Integer(
        string="Windows Without the Service", compute='_compute_trip_windows', store=True,
        help="Each unit once per stage, for the approvals handed over to a unit: the fewest trips without the service.")
    trip_saved = fields.Integer(string="Trips Saved", compute='_compute_trip_made', store=True)
    submission_count = fields.Integer(
        string="Times Handed In", compute='_compute_submission_count', store=True,
        help="The request itself, and each answer to a notice.")
    repeated_demand_count = fields.Integer(
        string="Repeated Demands", compute='_compute_submission_count', store=True,
        help="Materials asked for in a later notice because we had overlooked them (R28).")

    @api.depends('visit_ids.kind')
    def _compute_trip_recorded(self):
        for project in self:
            project.trip_recorded = len(project.visit_ids.filtered(lambda visit: visit.kind == 'trip'))

    @api.depends('service_rating_ids.trips', 'service_rating_ids.answered_at')
    def _compute_trip_stated(self):
        for project in self:
            answered = project.service_rating_ids.filtered('answered_at')
            whole = answered.filtered(lambda rating: rating.occasion == 'completion')
            project.trip_stated = stated_trips((answered - whole).mapped('trips'), sum(whole.mapped('trips')))

    @api.depends('item_ids.state', 'item_ids.unit_id', 'item_ids.stage_id')
    def _compute_trip_windows(self):
        self._fetch_item_states()
        for project in self:
            items = project.item_ids.filtered(
                lambda item: item.state not in NOT_HANDED_OVER and item.type_id.item_kind not in NO_WINDOW_KINDS)
            project.trip_windows = count_windows((item.stage_id.id, item.unit_id.id) for item in items)

    @api.depends('trip_recorded', 'trip_stated', 'trip_windows')
    def _compute_trip_made(self):
        for project in self:
            trips = Trips(max(project.trip_recorded, project.trip_stated), project.trip_windows)
            project.trip_made, project.trip_saved = trips.made, trips.saved

    @api.depends('submitted_on', 'notice_ids.state', 'notice_ids.kind', 'notice_ids.line_ids.cause')
    def _compute_submission_count(self):
        for project in self:
            answered = project._one_time_notices().filtered(lambda notice: notice.state == 'answered')
            project.submission_count = bool(project.submitted_on) + len(answered)
            project.repeated_demand_count = project._demands_by_cause()['our_omission']

    def _one_time_notices(self):
        return self.notice_ids.filtered(lambda notice: notice.kind == 'supplement' and notice.state != 'draft')

    def _demands_by_cause(self):
        """How many materials the served notices asked for, by cause; a later demand names its own (R28)."""
        return Counter(self._one_time_notices().line_ids.mapped('cause'))

    def _portal_trips(self):
        """One sentence for the enterprise; nothing while there is nothing to tell."""
        self.ensure_one()
        if self.trip_saved <= 0:
            return ''
        return self.env._(
            "So far %(windows)s visits to windows would have been needed; you came %(made)s times. "
            "The service has saved you %(saved)s trips.",
            windows=self.trip_windows, made=self.trip_made, saved=self.trip_saved)

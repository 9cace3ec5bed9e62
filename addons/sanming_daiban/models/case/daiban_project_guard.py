from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

# Days of 行政许可法 32 to tell everything that is missing, at once.
GUARD_LIMIT = 5
# From so many days left on, the window is reminded once a day.
REMIND_FROM = 2
GUARD_ACTIVITY = 'sanming_daiban.activity_guard'
SUPERVISION_ACTIVITY = 'sanming_daiban.activity_supervision'


class DaibanProjectGuard(models.AbstractModel):
    """The five working days in which an enterprise is told what is missing, or accepted (行政许可法 32).

    The clock of the case is this guard. It starts with the receipt of the request, stops while a one-time notice is
    with the enterprise, and ends with the decision. What the enterprise then hands in is a receipt of its own, for
    which the law gives the same five days anew: the limit becomes the days already used plus five. So the events stay
    one unbroken chain, and the proof shows both spans. A demand that we forgot the first time stops nothing, and its
    answer gives no fresh days.

    Ends the guard in silence, the law has decided: accepted as of the day of receipt. The daily job writes that down,
    or whoever presses a button before the job came: the outcome is the same, whenever it is recorded.
    """

    _name = 'daiban.project.guard'
    _description = 'Agency Project: Guard of Five Days'

    received_on = fields.Date(
        readonly=True, copy=False, help="The day on which everything to be examined now was in: the request, or the "
        "last supplement. A silent acceptance counts from here.")
    accepted_by_lapse = fields.Boolean(
        "Accepted by Lapse", readonly=True, copy=False, tracking=True,
        help="Nothing was decided within five working days, so the law did (行政许可法 32).")
    guard_reminded = fields.Integer(
        "Days Left at the Last Reminder", readonly=True, copy=False, aggregator=None, default=GUARD_LIMIT)

    # === Receipt ===

    def _guard_renew(self, date):
        """Five fresh days for what was received on this day."""
        for project in self:
            project.write({
                'received_on': date, 'guard_reminded': GUARD_LIMIT,
                'limit_days': project.used_days + GUARD_LIMIT})

    # === Lapse ===

    @api.model
    def _guard_lapsed_domain(self):
        """Not decided, not paused, and the last day is over."""
        return Domain('state', 'in', ('submitted', 'supplement')) & Domain('due_date', '<', self._clock_today())

    def _guard_lapsed(self):
        """Those that the law has accepted; what a stranger hands in is no request of the enterprise (行政许可法 29)."""
        lapsed = self.filtered_domain(self._guard_lapsed_domain())
        return lapsed - lapsed._portal_unconfirmed()

    def _guard_settle(self):
        """What the law has decided is written down, whichever button was pressed; who pressed it is told.

        :return: the action that tells it; None while there is still something to decide
        """
        lapsed = self._guard_lapsed()
        if not lapsed:
            return None
        lapsed._accept_by_lapse()
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {
                'type': 'warning',
                'sticky': True,
                'title': self.env._("Accepted by lapse"),
                'message': self.env._(
                    "The five working days ended without a notice, so the law has accepted %(cases)s as of the day of "
                    "receipt (行政许可法 32). What is still missing is asked for while the case goes on.",
                    cases='、'.join(lapsed.mapped('display_name'))),
                'next': {'type': 'ir.actions.client', 'tag': 'soft_reload'},
            },
        }

    def _accept_by_lapse(self):
        """Accepted as of the day of receipt, written and reported (行政许可法 32)."""
        # sudo: the law decides here, not the person whose click or job found it
        for project in self.sudo():
            project.agent_id = project.agent_id or project._guard_owner()
            project._accept(project.received_on, lapsed=True)
            project._tell_supervision(
                self.env._("Accepted by lapse: nothing was decided within five working days"))

    def _guard_owner(self):
        """The person at whose desk the case lies although nobody has taken it."""
        unit = self.lead_unit_id
        return unit.liaison_id or unit.responsible_id or unit.leader_id or unit.member_ids[:1]

    def _lapse_text(self):
        self.ensure_one()
        letter = self.with_context(lang=self.env['daiban.notice']._letter_lang())
        return letter.env._(
            "Your request was received on %(received)s. Within five working days you were neither told that something "
            "is missing nor that it is refused. Under Article 32 of the Administrative Licensing Law it is therefore "
            "accepted as of %(received)s. All time limits that begin with the acceptance count from then.",
            received=format_date(letter.env, self.received_on))

    # === Daily ===

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        cases = self.sudo()  # sudo: the daily job, whoever runs it
        lapsed = cases.search(self._guard_lapsed_domain(), order='id')._guard_lapsed()
        yield from lapsed._clock_one_by_one('_accept_by_lapse')
        running = [('state', 'in', ('submitted', 'supplement')), ('due_date', '!=', False)]
        yield from cases.search(running, order='id')._clock_one_by_one('_guard_remind')

    def _guard_remind(self):
        """Remind the window on the last days, each day once, also when the job missed one."""
        left = self.remaining_days
        if not 0 <= left <= REMIND_FROM or left >= self.guard_reminded:
            return
        self.guard_reminded = left
        self.activity_unlink([GUARD_ACTIVITY])
        user = self.agent_id or self._guard_owner()
        if user:
            self.activity_schedule(
                GUARD_ACTIVITY, user_id=user.id, date_deadline=self.due_date,
                summary=self.env._("Accept it or tell everything that is missing; after that day the law accepts it"))

    # === Supervision ===

    def _tell_supervision(self, summary):
        """An activity for each supervisor, so that it is seen even if nobody looks at the lists."""
        for user in self._clock_correctors():
            self.activity_schedule(SUPERVISION_ACTIVITY, user_id=user.id, summary=summary)

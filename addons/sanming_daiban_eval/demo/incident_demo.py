from datetime import timedelta

from odoo import api, models

QUARTERS = 3


class DaibanIncidentDemo(models.AbstractModel):
    """An incident whose statement is awaited, and the scorecards of the last quarters (R91, R101).

    Nothing calls it but `incidents.xml`, loaded only with demo data.
    """
    _name = 'daiban.incident.demo'
    _description = 'Demo Data of Incidents and Scorecards'

    @api.model
    def _play(self):
        """By the real actions, out of what the demo cases left behind; only once."""
        env = self.env(context={
            'lang': 'zh_CN', 'tz': 'Asia/Shanghai', 'mail_activity_automation_skip': True, 'tracking_disable': True})
        if env['daiban.scorecard.period'].search_count([], limit=1):
            return
        languages = [code for code, _name in env['res.lang'].get_installed()]
        env['ir.module.module']._load_module_terms(['sanming_daiban_eval'], languages)
        center = env.ref('sanming_daiban.demo_user_dudao')
        list(env['daiban.incident']._propose())
        self._hear_one(env['daiban.incident'].with_user(center))
        self._score(env['daiban.scorecard.period'].with_user(center))

    @api.model
    def _hear_one(self, incidents):
        """The first that can be heard is reported, today; the others wait as proposals."""
        proposed = incidents.search([('state', '=', 'proposed'), ('user_id', '!=', False)], order='id').filtered(
            lambda one: one.home_confirmer_id and not one.is_concerned)
        proposed[:1].action_report()

    @api.model
    def _score(self, periods):
        """One quarter after the other, the earliest first, so that each has a trend."""
        today = self.env['daiban.calendar.year']._district_today()
        end = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
        quarters = []
        for _number in range(QUARTERS):
            start = end.replace(month=end.month - 2, day=1)
            quarters.append((start, end))
            end = start - timedelta(days=1)
        for start, last in reversed(quarters):
            period = periods.create({
                'name': f'{start.year}年第{(start.month + 2) // 3}季度', 'date_from': start, 'date_to': last})
            period.action_compute()
            if period.scorecard_ids:
                period.action_publish()

from datetime import timedelta

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import format_date


class DaibanEvalCampaign(models.Model):
    """Who has not answered is told: at the opening, some days before the end, and on the last day."""
    _inherit = 'daiban.eval.campaign'

    remind_before = fields.Integer(
        "Remind Days before the End", default=3, tracking=True,
        help="Whoever has not answered is reminded so many days before the last day, and on it.")

    _remind_from_zero = models.Constraint('CHECK(remind_before >= 0)', "Days before the end are a number from 0.")

    def action_remind(self):
        """Remind everybody who has not answered and was not told today."""
        self.ensure_one()
        self._check_officer()
        self._check_state('open', action=self.env._("remind anybody"))
        told, unreached = self.sudo()._tell(self._today())  # sudo: addresses of raters; who asks was checked above
        return {
            'type': 'ir.actions.client', 'tag': 'display_notification', 'params': {
                'type': 'success' if told else 'warning', 'next': {'type': 'ir.actions.act_window_close'},
                'message': self.env._(
                    "%(told)s raters reminded. %(unreached)s have no address: give them a personal link on paper.",
                    told=told, unreached=unreached)}}

    def _remind(self):
        """By the daily job: on its days, once."""
        super()._remind()
        for campaign in self:
            today, last = campaign._today(), campaign.closes_on
            days = {campaign.opens_on, last - timedelta(days=campaign.remind_before), last}
            if passed := [day for day in days if campaign.opens_on <= day <= today]:
                campaign._tell(max(passed))

    def _tell(self, since):
        """Tell those who have not answered and were told nothing since that day.

        :return: how many were told, and how many cannot be reached
        """
        waiting = self.rater_ids.filtered(
            lambda rater: rater.cast < rater.asked and not (rater.reminded_on and rater.reminded_on >= since))
        reached = waiting.filtered(lambda rater: any(rater._people().mapped('email')))
        for partner, raters in reached.grouped(lambda rater: rater._people().filtered('email')).items():
            self._tell_people(partner, sum(rater.asked - rater.cast for rater in raters))
        reached.write({'reminded_on': self._today()})
        return len(reached), len(waiting) - len(reached)

    def _tell_people(self, partners, count):
        """The message says where, and carries no secret: whoever opens it logs in."""
        for lang, people in partners.grouped('lang').items():
            campaign = self.with_context(lang=lang or self.env.lang)
            text = campaign.env._(
                "Please evaluate the agency service of %(year)s: %(count)s people wait for your answer, a minute each, "
                "until %(day)s. Your answers are kept apart from your name.",
                year=self.year, count=count, day=format_date(campaign.env, self.closes_on))
            address = f'{self.get_base_url()}/my/daiban/ballots'
            campaign.message_notify(
                partner_ids=people.ids, subject=campaign.env._("Your evaluation of the agency service"),
                body=Markup('<p>%s</p><p><a href="%s">%s</a></p>') % (text, address, campaign.env._("Answer now")),
                email_layout_xmlid='mail.mail_notification_light')

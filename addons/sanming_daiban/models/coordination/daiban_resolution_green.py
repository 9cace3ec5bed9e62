from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .daiban_green_channel import LIVE


class DaibanResolution(models.Model):
    """A meeting resolves that the city be asked: with the minutes the green channel is proposed (R61, R66)."""

    _inherit = 'daiban.resolution'
    _workflow_fields = ('green_channel_id',)

    green_channel_id = fields.Many2one(
        'daiban.green.channel', readonly=True, copy=False, index='btree_not_null', ondelete='set null')

    @api.constrains('kind', 'project_id')
    def _check_green_channel(self):
        """R66: no meeting opens a channel for fewer city departments than the scheme wants."""
        for record in self.filtered(lambda one: one.kind == 'green_channel' and one.state == 'open'):
            if not record.project_id:
                raise ValidationError(self.env._(
                    "“%(name)s”: say for which case the green channel is to be opened.", name=record.name))
            if not record.project_id._live_green_channel():
                record.project_id._check_green_departments()

    def _adopt(self):
        fresh = self.filtered(lambda one: one.kind == 'green_channel' and not one.started_on)
        result = super()._adopt()
        for record in fresh:
            record._propose_green_channel()
        return result

    def _propose_green_channel(self):
        """The channel of the case, proposed now if there is none; its letter says what the meeting resolved."""
        case = self.project_id
        channel = case._live_green_channel()
        city = case._city_items().get(case, {})
        if not channel and len(city) >= case._green_threshold():
            channel = case._green_propose(city, by_hand=True)
        if not channel:
            self.message_post(body=self.env._(
                "Since it was resolved the case has come to have too few city departments for a green channel (R66)."))
            return
        self.green_channel_id = channel
        if channel.state == 'proposed' and not channel.reason:
            channel.reason = '：'.join(filter(None, [self.meeting_id.display_name, self.name]))
        channel.message_post(
            body=self.env._("Resolved: %(resolution)s", resolution=self.display_name), subtype_xmlid='mail.mt_note')


class DaibanProject(models.Model):
    _inherit = 'daiban.project'

    def _live_green_channel(self):
        """The channel that is proposed, requested or open."""
        # sudo: one fact about the case
        return self.sudo().green_channel_ids.filtered(lambda one: one.state in LIVE)

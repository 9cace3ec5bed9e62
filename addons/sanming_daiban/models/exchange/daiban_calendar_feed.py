import hashlib
import re
import secrets

from odoo import api, fields, models

from ...tools.icalendar import Deadline, calendar_text

TOKEN = re.compile(r'[A-Za-z0-9_-]{32,64}')
# What has a deadline, and who has to keep it.
PERSONS = {
    'daiban.item': 'handler_id', 'daiban.project': 'agent_id', 'daiban.resolution': 'owner_id',
    'daiban.supervision': 'recipient_id', 'daiban.support.task': 'user_id', 'daiban.rectification': 'responsible_id',
}


class DaibanCalendarFeed(models.Model):
    """The address of a person's deadlines for the calendar of telephone and desktop.

    Whoever has the address reads them, so only its digest is kept: the address itself is shown once, and the next one
    makes it worthless.
    """

    _name = 'daiban.calendar.feed'
    _description = 'Calendar Address'

    user_id = fields.Many2one('res.users', required=True, index=True, ondelete='cascade')
    digest = fields.Char(required=True)

    _user_uniq = models.Constraint('UNIQUE(user_id)', "A person has one calendar address.")

    @api.model
    def _renew(self, user):
        """A new secret for this person; the former one is worth nothing from now on."""
        token = secrets.token_urlsafe(32)
        # sudo: nobody reads or writes addresses but through these methods
        feeds = self.sudo()
        feeds.search([('user_id', '=', user.id)]).unlink()
        feeds.create({'user_id': user.id, 'digest': self._digest(token)})
        return token

    @api.model
    def _revoke(self, user):
        self.sudo().search([('user_id', '=', user.id)]).unlink()  # sudo: as above

    @api.model
    def _digest(self, token):
        return hashlib.sha256(token.encode()).hexdigest()

    @api.model
    def _read(self, token):
        """The calendar of whose secret this is; None for any other."""
        if not TOKEN.fullmatch(token or ''):
            return None
        # sudo: the secret is the right to read the deadlines of its owner, with the owner's own rights
        feed = self.sudo().search([('digest', '=', self._digest(token)), ('user_id.active', '=', True)], limit=1)
        user = feed.user_id
        if not user or user.share:
            return None
        mine = self.with_user(user).with_context(lang=user.lang, tz='Asia/Shanghai')
        return calendar_text(mine.env._("Deadlines of the agency service"), mine._deadlines(), fields.Datetime.now())

    @api.model
    def _deadlines(self):
        """What runs and is to be kept by the present user; what is finished, cancelled or paused is not there."""
        base, database = self.get_base_url(), self.env['ir.config_parameter'].sudo().get_param('database.uuid')
        deadlines = []
        for name, person in PERSONS.items():
            model = self.env[name]
            if not model.has_access('read'):
                continue
            label = self.env['ir.model']._get(name).sudo().name  # sudo: what the thing is called
            for record in model.search([
                    (person, '=', self.env.uid), ('started_on', '!=', False), ('finished_on', '=', False),
                    ('due_date', '!=', False)], order='due_date, id'):
                link = f'{base}/odoo/{name}/{record.id}'
                deadlines.append(Deadline(
                    f'{name}-{record.id}@{database}', record.due_date, record.display_name, f'{label}\n{link}', link,
                    record.write_date))
        return deadlines


class DaibanCalendarLink(models.TransientModel):
    """Shows the address once."""

    _name = 'daiban.calendar.link'
    _description = 'New Calendar Address'

    url = fields.Char(string="Address", readonly=True)


class ResUsers(models.Model):
    _inherit = 'res.users'

    daiban_feed_since = fields.Datetime(string="Calendar Address Since", compute='_compute_daiban_feed_since')

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ['daiban_feed_since']

    def _compute_daiban_feed_since(self):
        # sudo: only since when there is one
        feeds = self.env['daiban.calendar.feed'].sudo().search([('user_id', 'in', self.ids)])
        since = {feed.user_id.id: feed.create_date for feed in feeds}
        for user in self:
            user.daiban_feed_since = since.get(user.id)

    def action_daiban_feed_renew(self):
        """One's own address, never anybody else's, whoever's record the button was pressed on."""
        token = self.env['daiban.calendar.feed']._renew(self.env.user)
        url = f'{self.get_base_url()}/daiban/calendar/{token}.ics'
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("New Calendar Address"),
            'res_model': 'daiban.calendar.link', 'view_mode': 'form', 'target': 'new', 'context': {'default_url': url}}

    def action_daiban_feed_revoke(self):
        self.env['daiban.calendar.feed']._revoke(self.env.user)
        return {'type': 'ir.actions.client', 'tag': 'reload_context'}

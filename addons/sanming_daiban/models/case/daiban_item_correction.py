from odoo import models
from odoo.exceptions import UserError

from .daiban_item_flow import DEADLINE, TODO

BEFORE_START = ('ready', 'dispatched', 'assigned')


class DaibanItemCorrection(models.AbstractModel):
    """An item follows its clock when an event turns out never to have counted."""

    _name = 'daiban.item.correction'
    _description = 'Approval Item: Corrections'
    _inherit = 'daiban.clock.correctable.mixin'

    def _clock_correctors(self):
        return super()._clock_correctors() | self.env['res.users'].browse(self.sudo().unit_id._leaders().ids)

    def _clock_offers_correction(self, event):
        return self.state != 'cancelled'

    def _clock_check_correction(self, event):
        super()._clock_check_correction(event)
        if self.state == 'cancelled':
            raise UserError(self.env._(
                "“%(item)s” was cancelled: add the item anew instead of correcting it.", item=self.display_name))
        if event.kind == 'finish':
            self._check_reopen()

    def _check_reopen(self):
        item = self.sudo()  # sudo: what waits for the item may belong to units whose items the user does not see
        if item.project_id.state != 'running':
            raise UserError(self.env._(
                "The case of “%(item)s” is closed, so the item cannot be opened again.", item=item.display_name))
        if started := item.dependent_ids.filtered('started_on'):
            raise UserError(self.env._(
                "“%(item)s” cannot be opened again: “%(other)s” waited for it and has been started since. "
                "Have that start corrected first.",
                item=item.display_name, other=started[0].display_name))

    def _clock_corrected(self, event):
        super()._clock_corrected(event)
        if event.kind == 'finish':
            self._reopen()
        track = self._clock_tracks()[self.id]
        if not track.finished and self.state in ('running', 'paused'):
            self.state = 'paused' if track.unended_pauses() else 'running' if track.started else 'assigned'
            self._follow_due_date()
        self.message_post(body=self.env._(
            "Corrected: “%(event)s” never counted.", event=event.display_name), subtype_xmlid='mail.mt_note')

    def _clock_pauses_lapsed(self):
        """A pause that came to its maximum is over: the item is being handled again, and its history says so."""
        super()._clock_pauses_lapsed()
        items = self.filtered(lambda item: item.state == 'paused' and not item.pause_claimed)
        items.state = 'running'
        items._follow_due_date()
        for item in items:
            item.message_post(
                body=self.env._("The pause has come to its maximum: the days count again."),
                subtype_xmlid='mail.mt_note')

    def _reopen(self):
        """Open again what was finished by mistake; what waited for it waits again."""
        self.write({'state': 'running', 'close_note': False})
        self._notify_holder()
        self.project_id._item_reopened()
        self.dependent_ids.filtered(lambda item: item.state in BEFORE_START)._wait_again()

    def _wait_again(self):
        self.filtered(lambda item: item.state != 'ready')._clock_handover('nobody')
        self.activity_unlink([TODO, DEADLINE])
        self.write({'state': 'waiting', 'handler_id': False, 'dispatched_on': False, 'assigned_on': False})

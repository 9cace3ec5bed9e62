from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .daiban_eval_campaign import OFFICER


class DaibanEvalCampaign(models.Model):
    _inherit = 'daiban.eval.campaign'

    def _check_officer(self):
        """Only the evaluation officer runs an evaluation; the configuration manager makes its rules, not its acts."""
        if not self.env.su and not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Only the evaluation officer can do this."))
        self.check_access('write')

    # === Steps ===

    def action_draw(self):
        """Who is evaluated, and who is asked about whom, from the ledger of the year (R96, R97)."""
        self.ensure_one()
        self._check_officer()
        self._check_state('draft', action=self.env._("draw it"))
        self._check_scheme()
        self._lock()
        campaign = self.sudo()  # sudo: nobody writes the draw by hand; who may start it was checked above
        campaign._draw_subjects()
        if not campaign.subject_ids:
            raise UserError(self.env._(
                "Nobody has a confirmed period of service in %(year)s. Enter and confirm the periods first.",
                year=self.year))
        campaign._draw_raters()
        campaign.write({'state': 'drawn', 'drawn_on': fields.Datetime.now()})

    def action_back_to_draft(self):
        """Take the draw back, to mend the ledger or to declare a conflict; the next draw uses the same seed."""
        self._check_officer()
        self._check_state('drawn', action=self.env._("take the draw back"))
        self._lock()
        campaign = self.sudo()  # sudo: as in action_draw
        campaign._undraw()
        campaign.write({'state': 'draft'})

    def action_open(self):
        """From now on people answer."""
        self.ensure_one()
        self._check_officer()
        self._check_state('drawn', action=self.env._("open it"))
        if not self.closes_on or self.closes_on < self._today():
            raise UserError(self.env._("Say first until when people can answer: a day from today on."))
        self._lock()
        campaign = self.sudo()  # sudo: as in action_draw
        campaign.write({'state': 'open', 'opens_on': self._today(), 'opened_on': fields.Datetime.now()})
        campaign._after_opening()

    def action_close(self):
        """Close it before its last day, if everybody has answered."""
        self.ensure_one()
        self._check_officer()
        self._check_state('open', action=self.env._("close the evaluation"))
        waiting = self._waiting_count()
        if waiting and self.closes_on >= self._today():
            raise UserError(self.env._(
                "%(count)s answers are still waited for, and people were told that they can answer until %(day)s. "
                "It closes by itself after that day.", count=waiting, day=fields.Date.to_string(self.closes_on)))
        self.sudo()._close()  # sudo: as in action_draw

    def action_publish(self):
        """The results are decided, and those evaluated may read them."""
        self._check_officer()
        self._check_state('closed', action=self.env._("publish it"))
        self.sudo().write({'state': 'published', 'published_on': fields.Datetime.now()})  # sudo: as in action_draw

    def action_cancel(self, reason=None):
        """It will not be finished; answers that were given are destroyed."""
        self._check_officer()
        self._check_state('draft', 'drawn', 'open', 'closed', action=self.env._("cancel the evaluation"))
        if not (reason or '').strip():
            return self._ask_reason()
        self._lock()
        campaign = self.sudo()  # sudo: as in action_draw
        campaign._forget_answers()
        campaign.write({'state': 'cancelled', 'cancel_reason': reason.strip()})
        campaign.flush_recordset(['state'])  # before another one of the year is created
        return True

    def _ask_reason(self):
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Cancel the Evaluation"), 'target': 'new',
            'res_model': 'daiban.eval.campaign.decision', 'view_mode': 'form',
            'context': {'default_campaign_id': self.id}}

    def _lock(self):
        """The second click waits for the first one, and then finds that it was done."""
        self.lock_for_update()
        self.invalidate_recordset(['state'])

    # === The clock ===

    @api.model
    def _cron_close(self):
        """Close what is over; remind whoever has not answered."""
        for _campaign in self._day_begins():
            self.env['ir.cron']._commit_progress(1)

    @api.model
    def _day_begins(self):
        """A generator, so that the job can commit after each of them."""
        for campaign in self.search([('state', '=', 'open')], limit=100):
            if campaign.closes_on < self._today():
                campaign._close()
            else:
                campaign._remind()
            yield campaign

    def _close(self):
        """Nobody can answer any more; who answered what is forgotten for good."""
        self.ensure_one()
        self._lock()
        if self.state != 'open':
            return
        self.write({'state': 'closed', 'closed_on': fields.Datetime.now()})
        self._forget_names()
        self._after_closing()

    # === Hooks ===

    def _after_opening(self):
        """Hook: the evaluation has just been opened."""

    def _after_closing(self):
        """Hook: the evaluation has just been closed; the box can be read."""

    def _draw_raters(self):
        """Hook: who is asked about whom."""

    def _undraw(self):
        """Hook: take the draw back."""
        self.subject_ids.unlink()

    def _forget_names(self):
        """Hook: destroy what leads from a rater to an answer."""

    def _forget_answers(self):
        """Hook: destroy the answers."""

    def _remind(self):
        """Hook: tell whoever has not answered yet."""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

PAUSE = 'sanming_daiban.pause_expert_review'


class DaibanExpertReviewFlow(models.AbstractModel):
    """draft → with the experts → concluded; or cancelled. The clock of the items rests meanwhile, and only there."""

    _name = 'daiban.expert.review.flow'
    _description = 'Expert Review: Flow'

    # === Open ===

    def action_open(self):
        """The panel is complete: invite it; the affected items rest (R70, 行政许可法 45)."""
        self._check_state('draft', action=self.env._("invite the experts"))
        self._check_supervisor()
        for review in self:
            review._check_gap()
            review._check_panel(review.opinion_ids)
            review._check_can_rest()
        for review in self.sudo():  # sudo: clocks of items of other units; the supervisor was checked above
            review._open()
        return True

    def _check_panel(self, opinions):
        least = self.env['daiban.settings']._number('expert_least')
        if len(opinions) < least:
            raise UserError(self.env._(
                "A panel has at least %(least)s experts; there are %(count)s.", least=least, count=len(opinions)))
        opinions._check_conflicts()

    def _check_can_rest(self):
        if not (self.document_number or '').strip():
            raise UserError(self.env._(
                "Write the number of the notice first: the days of the experts do not count only if the enterprise was "
                "told in writing (行政许可法 45)."))
        if self.create_uid == self.env.user:
            raise UserError(self.env._(
                "Whoever asked for the review does not open it, because it stops the clock: let another supervisor "
                "do it."))

    def _open(self):
        today = self.env['daiban.calendar.year']._district_today()
        running = self.item_ids.filtered(lambda item: item.state == 'running')
        running._clock_pause(
            self.env.ref(PAUSE), date=today, document_number=self.document_number, attachments=self.document_ids,
            approved_by=self.env.user, requested_by=self.create_uid, note=self.reason, along={'state': 'paused'})
        self.write({
            'state': 'open', 'opened_on': today, 'opened_by_id': self.env.uid,
            'paused_item_ids': [Command.set(running.ids)]})
        self.opinion_ids.filtered(lambda one: not one.invited_on)._invite(today)

    # === Conclude ===

    def action_conclude(self):
        """The opinions are in: record the conclusion, fill the gap, let the items go on."""
        self._check_state('open', action=self.env._("conclude it"))
        self._check_supervisor()
        for review in self:
            review._check_conclusion()
        for review in self.sudo():  # sudo: material and clocks follow; the supervisor was checked above
            review._let_items_go_on()
            review.write({
                'state': 'concluded', 'concluded_by_id': self.env.uid,
                'concluded_on': self.env['daiban.calendar.year']._district_today()})
            review._fill_gap()
        return True

    def _check_conclusion(self):
        open_ones = self.opinion_ids.filtered(lambda one: not one.declined and not one._is_given())
        if open_ones:
            raise UserError(self.env._(
                "Still without an opinion: %(experts)s. Record it, or mark that they do not take part.",
                experts='、'.join(open_ones.mapped('display_name'))))
        given = self.opinion_ids.filtered(lambda one: one._is_given())
        self._check_panel(given)
        if not self.conclusion or not (self.conclusion_text or '').strip() or not self.report_ids:
            raise UserError(self.env._("Choose the conclusion, write it in words, and attach the report."))
        against = given.filtered(lambda one: one.position == 'fail')
        if self.conclusion != 'fail' and 2 * len(against) >= len(given):
            raise UserError(self.env._(
                "%(against)s of %(all)s experts are against it: the conclusion cannot be that it passed.",
                against=len(against), all=len(given)))

    def _fill_gap(self):
        """What passed is the missing document; with changes it still has to be looked at; else the gap stays (R70)."""
        material = self.material_id
        if self.conclusion != 'fail' and material.state != 'verified':
            copies = self.report_ids.browse().concat(*(
                report.copy({'res_model': material._name, 'res_id': material.id}) for report in self.report_ids))
            material.attachment_ids = [Command.link(report.id) for report in copies]
            if self.conclusion == 'pass':
                material.action_verify()
        self.project_id.message_post(
            body=self.env._(
                "Expert review on “%(material)s”: %(conclusion)s. %(text)s", material=material.name,
                conclusion=dict(self._fields['conclusion']._description_selection(self.env))[self.conclusion],
                text=self.conclusion_text),
            subtype_xmlid='mail.mt_note')

    def action_cancel(self):
        """It does not take place, or ends without a conclusion; the items go on."""
        self._check_state('draft', 'open', action=self.env._("cancel it"))
        self._check_preparer() if set(self.mapped('state')) == {'draft'} else self._check_supervisor()
        for review in self:
            if not (review.close_note or '').strip():
                raise UserError(self.env._("Write why it is cancelled."))
        self.sudo()._cancel()  # sudo: clocks of items of other units, checked above
        return True

    def _cancel(self, note=None):
        for review in self:
            review._let_items_go_on()
            review.write({'state': 'cancelled', **({'close_note': note} if note else {})})

    def _let_items_go_on(self):
        """End the pause of the experts, where it has not come to its maximum before; other pauses stay."""
        reason = self.env.ref(PAUSE)
        resting = self._resting_reasons()
        self.paused_item_ids.filtered(lambda item: reason.id in resting[item])._clock_resume(reason=reason)
        resting = self._resting_reasons()
        free = self.paused_item_ids.filtered(lambda item: item.state == 'paused' and not resting[item])
        free.state = 'running'
        free._follow_due_date()

    def _resting_reasons(self):
        """{item: ids of the reasons for which its clock still rests}"""
        items = self.paused_item_ids
        tracks = items._clock_tracks()
        return {item: {pause.reason for pause in tracks[item.id].unended_pauses()} for item in items}

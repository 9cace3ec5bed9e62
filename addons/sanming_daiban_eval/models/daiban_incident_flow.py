from odoo import api, models
from odoo.exceptions import AccessError, UserError

TODO = 'mail.mail_activity_data_todo'
OPEN_STATES = ('proposed', 'reported', 'stated', 'found')
SUPERVISOR = 'sanming_daiban.group_supervisor'


class DaibanIncidentFlow(models.AbstractModel):
    """proposed → reported → stated → found → confirmed by two, or dismissed with a reason at any step (R101).

    What happens after the confirmation is in `daiban.incident.outcome`.
    """
    _name = 'daiban.incident.flow'
    _description = 'Incident: Flow'

    # === Who may ===

    def _refuse_concerned(self):
        raise AccessError(self.env._("This concerns yourself: somebody whom it does not concern has to do it."))

    def _check_handler_of(self):
        """People of the center whom it does not concern."""
        self._check_center()
        self._check_not_own()

    def _check_concerned(self):
        for incident in self:
            if not self.env.su and self.env.user not in incident._concerned():
                raise AccessError(self.env._("Only the person concerned can do this."))

    def _check_reason(self, note):
        if not (note or '').strip():
            raise UserError(self.env._("Give the reasons; they are part of the record."))

    # === Reporting ===

    def action_report(self):
        """The center takes it up: the person is told, and has the days to make a statement."""
        self._check_state('proposed', action=self.env._("report it"))
        self._check_handler_of()
        self._require('facts', 'happened_on', 'unit_id')
        self._check_clock()
        for incident in self:
            if not incident._concerned():
                raise UserError(self.env._(
                    "Nobody can be heard: choose the person, or enter the leader of %(unit)s first.",
                    unit=incident.unit_id.name))
            if not incident.home_confirmer_id:
                raise UserError(self.env._(
                    "Nobody can confirm it for %(unit)s: enter its leader, or a superior unit with a leader, first.",
                    unit=incident.home_unit_id.name))
        self.sudo()._report()  # sudo: number, clock and state are the system's; who reports was checked above
        return True

    def _report(self):
        today = self._clock_today()
        for incident in self:
            person = incident._concerned()[:1]
            incident.write({
                'state': 'reported', 'reported_on': today, 'reported_by_id': self.env.uid,
                'number': self.env['ir.sequence']._next_gapless('daiban.incident', today),
                'limit_days': self.env['daiban.settings']._number('incident_statement_days')})
            incident.activity_unlink([TODO])
            incident._clock_start(holder_kind='unit', unit=incident.unit_id, user=person)
            incident._ask(person, self.env._("Say how it was: make your statement on the incident"), incident.due_date)

    def _ask(self, users, summary, date=None):
        for user in users:
            self.activity_schedule(TODO, user_id=user.id, summary=summary, date_deadline=date or None)

    def _center_people(self):
        """Who decides at the center, and is not concerned."""
        supervisors = self.env.ref(SUPERVISOR).all_user_ids.filtered(lambda user: not user._is_superuser())
        return supervisors - self._concerned()

    # === Hearing ===

    def action_state(self):
        """The person concerned is heard. A late statement is heard too, as long as nothing has been found."""
        self._check_state('reported', 'stated', action=self.env._("make a statement"))
        self._check_concerned()
        self._require('statement')
        for incident in self:
            if incident.state == 'stated' and not incident.silent:
                raise UserError(self.env._("The statement has been made already."))
        # sudo: the state moves only by this action, whose person was checked above
        self.sudo()._heard(silent=False)
        return True

    def action_note_silence(self):
        """No statement came in time: this is noted, and admits nothing."""
        self._check_state('reported', action=self.env._("go on without a statement"))
        self._check_handler_of()
        for incident in self:
            if incident._clock_light() != 'red':
                raise UserError(self.env._(
                    "The person can still make a statement, until %(due)s.", due=incident.due_date))
        self.sudo()._heard(silent=True)  # sudo: as in action_state
        return True

    def _heard(self, silent):
        for incident in self:
            if not incident.finished_on:
                incident._clock_finish()
            incident.write({
                'state': 'stated', 'silent': silent, 'stated_on': False if silent else self._clock_today()})
            incident.activity_unlink([TODO])
            incident._ask(incident.reported_by_id - incident._concerned(), self.env._(
                "No statement was made; this admits nothing. Look into the incident") if silent else self.env._(
                "A statement was made: look into the incident"))

    def action_ask_extension(self, days=None, note=None):
        """The person asks for more days, once."""
        self._check_state('reported', action=self.env._("ask for more days"))
        self._check_concerned()
        if days is None:
            return self._decision_dialog('ask_extension')
        self._check_reason(note)
        cap = self._clock_extension_cap()
        if not isinstance(days, int) or not 0 < days <= cap:
            raise UserError(self.env._("Between 1 and %(cap)s working days can be asked for.", cap=cap))
        for incident in self.sudo():  # sudo: as in action_state
            if incident.extension_asked:
                raise UserError(self.env._("More days have been asked for already; it can be done once."))
            incident.write({'extension_asked': days, 'extension_reason': note})
            incident._ask(incident._center_people(), self.env._("Grant more days for the statement, or leave it"))
        return True

    def action_grant_extension(self):
        """Another person than asked grants the days."""
        self._check_state('reported', action=self.env._("grant more days"))
        self._check_handler_of()
        for incident in self:
            if not incident.extension_asked:
                raise UserError(self.env._("Nobody has asked for more days."))
        for incident in self.sudo():  # sudo: as in action_state
            person = incident._concerned()[:1]
            incident._clock_extend(
                incident.extension_asked, requested_by=person, approved_by=self.env.user,
                note=incident.extension_reason)
            incident.extension_by_id = self.env.user
            incident.activity_unlink([TODO])
            incident._ask(person, self.env._("Say how it was: make your statement on the incident"), incident.due_date)
        return True

    # === Finding and confirming ===

    def action_find(self):
        """What was found, with the numbers of the clock as they are now; from here on they do not change."""
        self._check_state('stated', action=self.env._("record the finding"))
        self._check_handler_of()
        self._require('finding')
        self._check_clock()
        for incident in self.sudo():  # sudo: as in action_state
            incident.write({
                'state': 'found', 'found_on': self._clock_today(), 'found_by_id': self.env.uid,
                'proof': incident._prepare_proof()})
            incident.activity_unlink([TODO])
            incident._ask(
                incident._center_people() - self.env.user | incident.home_confirmer_id,
                self.env._("Confirm the incident, or dismiss it"))
        return True

    def action_confirm(self):
        """For the center: somebody who neither found it nor confirms for the home unit."""
        self._check_state('found', action=self.env._("confirm it"))
        self._check_handler_of()
        for incident in self:
            if not self.env.su and not incident.may_confirm:
                raise AccessError(self.env._(
                    "The center confirms once, by somebody who did not record the finding and does not confirm for "
                    "the home unit."))
        # sudo: as in action_state
        self.sudo().write({'center_confirmed_by_id': self.env.uid, 'center_confirmed_on': self._clock_today()})
        self.sudo()._settle()  # sudo: as above
        return True

    def action_confirm_home(self):
        """For the home unit: its leader, or the next above whom it does not concern."""
        self._check_state('found', action=self.env._("confirm it"))
        for incident in self:
            if not self.env.su and not incident.may_confirm_home:
                raise AccessError(self.env._(
                    "For the home unit %(person)s confirms, once, and not also for the center.",
                    person=incident.home_confirmer_id.name))
        # sudo: as in action_state
        self.sudo().write({'home_confirmed_by_id': self.env.uid, 'home_confirmed_on': self._clock_today()})
        self.sudo()._settle()  # sudo: as above
        return True

    def _settle(self):
        """Confirmed when both have confirmed: from now on the year's grade is capped (R102)."""
        for incident in self.filtered(lambda one: one.center_confirmed_by_id and one.home_confirmed_by_id):
            today = self._clock_today()
            incident.write({
                'state': 'confirmed', 'confirmed_on': today, 'cap': 'not_best',
                'review_until': incident._review_until(today)})
            incident.activity_unlink([TODO])
            incident._ask(incident._concerned()[:1], self.env._(
                "The incident is confirmed. If you do not agree, ask for a review in time"), incident.review_until)
            incident._tell_results()

    # === Dismissing ===

    def action_dismiss(self, note=None):
        """There is nothing in it, or it is not proved. The home unit can say so too, instead of confirming."""
        self._check_state(*OPEN_STATES, action=self.env._("dismiss it"))
        for incident in self:
            if not (incident.state == 'found' and incident.may_confirm_home):
                incident._check_handler_of()
        if note is None:
            return self._decision_dialog('dismiss')
        self._check_reason(note)
        incidents = self.sudo()  # sudo: as in action_state
        incidents._clock_close()
        incidents.activity_unlink([TODO])
        incidents.write({'state': 'dismissed', 'dismiss_reason': note, 'dismissed_by_id': self.env.uid})
        return True

    def _decision_dialog(self, decision):
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Decision"), 'target': 'new', 'view_mode': 'form',
            'res_model': 'daiban.incident.decision',
            'context': {'default_incident_ids': self.ids, 'default_decision': decision},
        }

    # === Daily ===

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        # sudo: the daily job, whoever runs it
        silent = self.sudo().search([('state', '=', 'reported'), ('light', '=', 'red')], order='id')
        yield from silent._clock_one_by_one('_note_silence')
        yield from self.sudo()._propose()  # sudo: as above

    def _note_silence(self):
        self._heard(silent=True)

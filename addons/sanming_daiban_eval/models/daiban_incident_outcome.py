from odoo import api, fields, models
from odoo.exceptions import UserError

from .daiban_incident_flow import TODO

# Positions on the ladder of grades, from the mildest; see `daiban.eval.grade.set`.
CAPS = [('not_best', "Not the Best Grade"), ('third', "Third Grade"), ('last', "Last Grade")]
SEVERITY = {cap: place for place, (cap, _label) in enumerate(CAPS)}


class DaibanIncidentOutcome(models.AbstractModel):
    """What follows from a confirmed incident: cap (R102), a lower grade (R103), review, referral (R104)."""
    _name = 'daiban.incident.outcome'
    _description = 'Incident: What Follows'

    cap = fields.Selection(
        CAPS, "Cap of the Year's Grade", readonly=True, copy=False, tracking=True,
        help="The best grade is closed for the year by the confirmation itself; a lower one only by a decision.")
    cap_reason = fields.Text("Reasons for the Lower Grade", readonly=True, copy=False)
    cap_by_id = fields.Many2one('res.users', string="Lower Grade Decided By", readonly=True, copy=False)
    cap_on = fields.Date("Lower Grade Decided On", readonly=True, copy=False)
    review_ids = fields.One2many('daiban.eval.review', 'incident_id', string="Reviews")
    review_until = fields.Date("Review Can Be Asked Until", readonly=True, copy=False)
    may_ask_review = fields.Boolean(compute='_compute_may_ask_review', export_string_translation=False)

    dereliction = fields.Text("Dereliction of Duty", copy=False, help="Which duty was neglected, by which evidence.")
    project_delay = fields.Text(
        "Key Project Delayed", copy=False,
        help="By how many days the key project fell behind, and that this caused it.")
    serious_loss = fields.Text("Serious Loss of the Enterprise", copy=False, help="What was lost, by which evidence.")
    referred_to = fields.Char(copy=False, help="The body that is competent, for example 区纪委监委.")
    referred_on = fields.Date(readonly=True, copy=False)
    referred_by_id = fields.Many2one('res.users', readonly=True, copy=False)

    # === What the grades ask ===

    @api.model
    def _caps_of(self, users, year):
        """{user id: (cap, the incident that caused it)} in force: the lowest of the confirmed ones of the year."""
        # sudo: the evaluation has to obey the cap, whoever computes it
        confirmed = self.sudo().search(
            [('user_id', 'in', users.ids), ('year', '=', year), ('state', '=', 'confirmed')], order='id')
        caps = {}
        for incident in confirmed:
            known = caps.get(incident.user_id.id)
            if not known or SEVERITY[incident.cap] > SEVERITY[known[0]]:
                caps[incident.user_id.id] = (incident.cap, incident)
        return caps

    def _tell_results(self):
        """The year's result follows at once: a grade above a new cap is taken back, a lifted cap binds no more."""
        for incident in self.filtered('user_id'):
            self.env['daiban.eval.result']._refresh_caps(incident.user_id, incident.year)

    def _cap_words(self):
        """The cap, with the year."""
        if not self.cap:
            return ''
        label = dict(self._fields['cap']._description_selection(self.env))[self.cap]
        return f'{self.year}: {label}'

    # === Lower grade ===

    def action_lower(self, cap=None, note=None):
        """视情确定为基本称职或不称职 (R103): a person decides it, with reasons; nothing does so by itself."""
        self._check_state('confirmed', action=self.env._("decide on a lower grade"))
        self._check_handler_of()
        if cap is None:
            return self._decision_dialog('lower')
        self._check_reason(note)
        if cap not in ('third', 'last'):
            raise UserError(self.env._("Choose the third or the last grade."))
        today = self._clock_today()
        for incident in self.sudo():  # sudo: state and cap move only by actions, whose person was checked above
            if not incident.user_id:
                raise UserError(self.env._("This concerns a unit; only a person has a grade."))
            if incident.cap != 'not_best':
                raise UserError(self.env._("A lower grade has been decided already; a review can change it."))
            incident.write({
                'cap': cap, 'cap_reason': note, 'cap_by_id': self.env.uid, 'cap_on': today,
                'review_until': incident._review_until(today)})
            incident._ask(incident.user_id, self.env._(
                "A lower grade was decided. If you do not agree, ask for a review in time"), incident.review_until)
            incident._tell_results()
        return True

    # === Review ===

    @api.model
    def _review_until(self, day):
        calendar = self.env['daiban.calendar.year']._work_calendar()
        return calendar.add(day, self.env['daiban.settings']._number('review_ask_days'))

    def _contested(self):
        """What a review would be about: the lower grade, if there is one, else the confirmation."""
        return 'confirmation' if self.cap == 'not_best' else 'lower_grade'

    @api.depends('state', 'review_until', 'cap', 'review_ids.state')
    @api.depends_context('uid')
    def _compute_may_ask_review(self):
        today = self.env['daiban.clock.mixin']._clock_today()
        for incident in self:
            about = incident._contested()
            known = incident.review_ids.filtered(lambda review: review.state != 'withdrawn').mapped('about')
            incident.may_ask_review = (
                incident.state == 'confirmed' and bool(incident.review_until) and today <= incident.review_until
                and self.env.user in incident._concerned() and about not in known)

    def action_ask_review(self, note=None):
        """复核: the person concerned does not agree."""
        self._check_state('confirmed', action=self.env._("ask for a review"))
        self._check_concerned()
        for incident in self:
            if incident.review_until and self._clock_today() > incident.review_until:
                raise UserError(self.env._(
                    "A review could be asked for until %(day)s. The petition to a higher body under the law is not "
                    "touched by this.", day=incident.review_until))
            if not self.env.su and not incident.may_ask_review:
                raise UserError(self.env._("A review of this has been asked for already; it is made once."))
        if note is None:
            return self._decision_dialog('review')
        self._check_reason(note)
        for incident in self:
            self.env['daiban.eval.review']._ask_about(incident, note)
        self.sudo().activity_unlink([TODO])  # sudo: the reminder of what was just done
        return True

    def _participants(self):
        """Who took part, or is concerned: they do not decide a review."""
        return (
            self.reported_by_id | self.extension_by_id | self.found_by_id | self.center_confirmed_by_id
            | self.home_confirmed_by_id | self.home_confirmer_id | self.cap_by_id | self._concerned())

    def _reviewed(self, decision):
        """The review has been decided: lifted altogether, or only the lower grade taken back."""
        if decision == 'lifted':
            self.write({'state': 'lifted', 'cap': False})
        elif decision == 'eased':
            self.cap = 'not_best'
        self._tell_results()

    # === Referral ===

    def action_refer(self):
        """依纪依规严肃问责 (R104): only when all three facts are there."""
        self._check_state('confirmed', action=self.env._("refer it"))
        self._check_handler_of()
        for incident in self:
            if incident.referred_on:
                raise UserError(self.env._("It has been referred already."))
            if not incident.project_id.sudo().key_tier:  # sudo: one fact about the case
                raise UserError(self.env._(
                    "Accountability needs a key project that fell behind; %(case)s is none.",
                    case=incident.project_id.display_name or '—'))
        self._require('dereliction', 'project_delay', 'serious_loss', 'referred_to')
        # sudo: as in action_lower
        self.sudo().write({'referred_on': self._clock_today(), 'referred_by_id': self.env.uid})
        for incident in self:
            incident.message_post(body=self.env._("Referred to %(body)s.", body=incident.referred_to))
        return self.action_dossier() if len(self) == 1 else True

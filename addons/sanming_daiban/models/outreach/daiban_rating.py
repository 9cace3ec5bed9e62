from datetime import timedelta
from secrets import token_urlsafe

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.district_time import district_date

OCCASIONS = [
    ('acceptance', "Acceptance of the Request"),
    ('stage', "Finished Stage"),
    ('completion', "Completion of the Project"),
    ('inquiry', "Answered Inquiry"),
]
LEVELS = [
    ('5', "Very Satisfied"),
    ('4', "Satisfied"),
    ('3', "Basically Satisfied"),
    ('2', "Dissatisfied"),
    ('1', "Very Dissatisfied"),
]
BAD_LEVELS = ('1', '2')
MOST_TRIPS = 5  # the page offers 0 … 4 and “5 or more”
MAX_COMMENT = 1000


class DaibanRating(models.Model):
    """One occasion on which one enterprise was asked how it was, and its answer (好差评; R24, R63).

    Facts come first, the opinion after them. No answer stays no answer: there is no default level. Only supervision
    reads single ratings, never the people rated; they see their unit's figures, see `daiban.unit`. Not on Odoo's
    `rating.rating`, which every employee may read and write and which knows no facts.

    Nobody creates or writes ratings by hand: they are asked by a turn of a case (:meth:`_ask`) and answered on the page
    of the enterprise or by the secret link of the mail (:meth:`_answer`).
    """

    _name = 'daiban.rating'
    _description = 'Rating by an Enterprise'
    _order = 'asked_on desc, id desc'

    occasion = fields.Selection(OCCASIONS, required=True, readonly=True, index=True)
    project_id = fields.Many2one('daiban.project', string="Case", readonly=True, index=True, ondelete='cascade')
    inquiry_id = fields.Many2one('daiban.inquiry', readonly=True, index='btree_not_null', ondelete='cascade')
    stage_id = fields.Many2one('daiban.stage', readonly=True)
    partner_id = fields.Many2one('res.partner', string="Enterprise", required=True, readonly=True, index=True)
    unit_id = fields.Many2one(
        'daiban.unit', string="Rated Unit", readonly=True, index=True,
        help="The unit that leads the case, or the one that the enterprise says it means.")
    rated_user_ids = fields.Many2many(
        'res.users', 'daiban_rating_rated_user_rel', 'rating_id', 'user_id', string="Rated People", readonly=True)
    asked_on = fields.Date(required=True, readonly=True, index=True)
    open_until = fields.Date(required=True, readonly=True, string="Can Be Answered Until")
    access_token = fields.Char(
        required=True, readonly=True, copy=False, groups='base.group_system', export_string_translation=False,
        default=lambda self: token_urlsafe(24))

    told_once = fields.Selection([('yes', "Yes"), ('no', "No")], string="Told Everything at Once", readonly=True)
    trips = fields.Integer(readonly=True, help="How often the enterprise had to come; 5 means five or more.")
    level = fields.Selection(LEVELS, string="Satisfaction", readonly=True, index=True)
    first_level = fields.Selection(
        LEVELS, string="First Satisfaction", readonly=True, help="What was answered first: a level may be changed.")
    comment = fields.Text(readonly=True)
    answered_at = fields.Datetime(string="Rated At", readonly=True)
    changed_at = fields.Datetime(readonly=True)
    change_until = fields.Date(compute='_compute_change_until')
    rectification_ids = fields.One2many('daiban.rectification', 'rating_id')

    _project_uniq = models.UniqueIndex(
        "(project_id, occasion, COALESCE(stage_id, 0)) WHERE project_id IS NOT NULL", "This was asked before.")
    _inquiry_uniq = models.UniqueIndex("(inquiry_id) WHERE inquiry_id IS NOT NULL", "This was asked before.")
    _token_uniq = models.UniqueIndex("(access_token)", "This link is taken.")
    _answer_whole = models.Constraint(
        'CHECK((answered_at IS NULL) = (level IS NULL) AND (answered_at IS NULL) = (told_once IS NULL))',
        "An answer has a level and its facts, or there is none.")

    @api.depends('occasion', 'stage_id.name', 'project_id.number')
    def _compute_display_name(self):
        for rating in self:
            number = rating.project_id.number
            rating.display_name = ' '.join(filter(None, [number, rating._occasion_label()]))

    def _occasion_label(self):
        self.ensure_one()
        label = dict(self._fields['occasion']._description_selection(self.env)).get(self.occasion)
        return f'{label} · {self.stage_id.name}' if self.stage_id else label

    @api.depends('answered_at')
    def _compute_change_until(self):
        days = self.env['daiban.settings']._number('rating_change_days')
        for rating in self:
            answered_at = rating.answered_at
            rating.change_until = answered_at and district_date(answered_at) + timedelta(days=days)

    # === Asking ===

    @api.model
    def _ask(self, vals):
        """Ask an enterprise about one occasion and send it the link."""
        today = self.env['daiban.calendar.year']._district_today()
        open_until = today + timedelta(days=self.env['daiban.settings']._number('rating_open_days'))
        # sudo: nobody may create ratings by hand
        rating = self.sudo().create({**vals, 'asked_on': today, 'open_until': open_until})
        rating._send('mail_template_rating_request')
        return rating

    @api.model
    def _ask_inquiry(self, inquiry):
        """Ask about an answered inquiry (R24), if it is known whose it was."""
        inquiry = inquiry.sudo()  # sudo: see `_ask`
        if not inquiry.partner_id or self.sudo().search_count([('inquiry_id', '=', inquiry.id)], limit=1):
            return
        self._ask({
            'inquiry_id': inquiry.id, 'partner_id': inquiry.partner_id.id, 'occasion': 'inquiry',
            'unit_id': inquiry.unit_id.id,
            'rated_user_ids': [fields.Command.set((inquiry.answered_by_id | inquiry.responsible_id).ids)],
        })

    def _send(self, template):
        """By mail only: the thread of the case is read by the people rated, and the link is secret."""
        template = self.env.ref(f'sanming_daiban.{template}')
        for rating in self:
            project = rating.project_id
            people = project._portal_people() if project else rating.partner_id._representatives()
            recipients = (people or rating.partner_id).filtered('email')
            if recipients:
                template.send_mail(rating.id, email_values={'recipient_ids': recipients.ids})

    # === Answering ===

    def _is_open(self):
        """Whether the enterprise may answer, or change its answer, now."""
        self.ensure_one()
        return self.env['daiban.calendar.year']._district_today() <= (self.change_until or self.open_until)

    def _units(self):
        """The units of which the enterprise may say that it means them."""
        return self.project_id._rating_units(self.stage_id) if self.project_id else self.unit_id

    def _answer(self, values):
        """Take an answer, or another one for it as long as it may be changed.

        The caller has checked that it comes from the enterprise: its own page, or the secret link.
        :param values: the fields of the form as they were sent
        """
        rating = self.sudo()  # sudo: nobody writes ratings by hand; see above
        rating.ensure_one()
        if not rating._is_open():
            raise UserError(self.env._("The time to answer is over. Please call us if there is something to say."))
        answer = rating._clean_answer(values)
        now = fields.Datetime.now()
        stamp = {'changed_at': now} if rating.answered_at else {'answered_at': now, 'first_level': answer['level']}
        rating.write({**answer, **stamp})
        rating.flush_recordset()  # of two answers at once one starts anew and finds the other
        if rating.level in BAD_LEVELS and not rating.rectification_ids:
            rating.env['daiban.rectification']._open(rating)

    def _clean_answer(self, values):
        told_once, trips, level = (str(values.get(name) or '') for name in ('told_once', 'trips', 'level'))
        if told_once not in ('yes', 'no'):
            raise UserError(self.env._("Please say whether you were told everything at once."))
        if trips not in map(str, range(MOST_TRIPS + 1)):
            raise UserError(self.env._("Please say how often you had to come."))
        if level not in dict(LEVELS):
            raise UserError(self.env._("Please choose one of the five levels."))
        comment = str(values.get('comment') or '').replace('\x00', '').strip()
        if len(comment) > MAX_COMMENT:
            raise UserError(self.env._("Please keep your words within %(max)s characters.", max=MAX_COMMENT))
        answer = {'told_once': told_once, 'trips': int(trips), 'level': level, 'comment': comment or False}
        unit = self._units().filtered(lambda unit: str(unit.id) == str(values.get('unit_id') or ''))
        return {**answer, 'unit_id': unit.id} if unit else answer

    # === The pages of the enterprise ===

    @api.model
    def _portal_find(self, rating_id):
        """The rating, if the user acts for the enterprise that was asked; else nothing."""
        rating = self.sudo().browse(rating_id).exists()  # sudo: whose it is, is decided in the next lines
        case = rating.project_id.sudo(False)
        own = case._portal_is_own() if case else self.env.user.partner_id in rating.partner_id._representatives()
        return rating if own else rating.browse()

    @api.model
    def _find_by_token(self, token):
        """The rating of a secret link; the link shows nothing but what it asks about."""
        # sudo: whoever has the link was asked
        return self.sudo().search([('access_token', '=', token)], limit=1) if token else self.browse()

    def _renew_tokens(self):
        """Make the links worthless that were sent; the page of the enterprise stays."""
        for rating in self:
            rating.access_token = token_urlsafe(24)

    def _replied_rectification(self):
        """The rectification about which the enterprise is asked now whether it is satisfied."""
        return self.rectification_ids.filtered(lambda record: record.state == 'replied')

    def _portal_url(self):
        return f'/my/daiban/rating/{self.id}'

    def _token_url(self):
        return f'{self.get_base_url()}/daiban/rate/{self.sudo().access_token}'  # sudo: for the mail to the enterprise

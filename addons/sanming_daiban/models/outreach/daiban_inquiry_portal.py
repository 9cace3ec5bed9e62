import re
from secrets import token_urlsafe

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import consteq

from ..case.daiban_project_form import PHONE

MAX_LENGTH = {'name': 80, 'question': 2000, 'contact_name': 40, 'contact_phone': 30, 'contact_email': 120}
EMAIL = re.compile(r'[^@\s]+@[^@\s]+\.[^@\s]+')


class DaibanInquiryPortal(models.AbstractModel):
    """What somebody who asks does without rights on the model: ask, read the own answer, apply (R12, R24).

    Portal users have no access to inquiries at all. Everything goes through these private methods, which first find
    out whose inquiry it is.
    """

    _name = 'daiban.inquiry.portal'
    _description = 'Inquiry: Whoever Asks'

    asker_id = fields.Many2one('res.users', string="Account", readonly=True, copy=False, index='btree_not_null')
    access_token = fields.Char(
        readonly=True, copy=False, groups='base.group_system', export_string_translation=False,
        default=lambda self: token_urlsafe(24))
    portal_key = fields.Char(
        readonly=True, copy=False, index='btree_not_null', groups='base.group_system', export_string_translation=False)

    # === Asking ===

    @api.model
    def _ask(self, vals, key, address):
        """Write a question down; the same form sent again finds the question of the first time.

        :param vals: posted strings by field name
        :param key: made when the empty form was shown
        :param address: where it comes from, to limit how many; never stored
        :return: ``(inquiry with all rights, errors by field)``
        """
        inquiries = self.sudo()  # sudo: a checked white list of texts, see the class
        known = key and inquiries.search([('portal_key', '=', key)], limit=1)
        if known:
            return known, {}
        clean, errors = self._clean_question(vals)
        if errors:
            return inquiries.browse(), errors
        if not self.env['daiban.ask.limit']._allow(address):
            return inquiries.browse(), {'': self.env._(
                "You have asked many questions within an hour. Please call the agency window, or try again later.")}
        inquiry = inquiries.create({**clean, **self._asker_vals(), 'portal_key': key})
        inquiry._tell_first_contact()
        return inquiry, {}

    @api.model
    def _clean_question(self, vals):
        clean, errors = {}, {}
        for name, limit in MAX_LENGTH.items():
            text = self.env['daiban.project']._portal_clean_text(vals.get(name))
            clean[name] = text if name == 'question' else ' '.join(text.split())
            if len(text) > limit:
                errors[name] = self.env._(
                    "This is too long: %(length)s characters, at most %(max)s fit.", length=len(text), max=limit)
        if len(clean['question']) < 4:
            errors.setdefault('question', self.env._("Please write what you would like to know."))
        if not clean['contact_name']:
            errors.setdefault('contact_name', self.env._("Please write your name, so that we know whom to answer."))
        if not PHONE.fullmatch(clean['contact_phone']):
            errors.setdefault('contact_phone', self.env._(
                "Please write a phone number, for example 0598-1234567 or a mobile number."))
        if clean['contact_email'] and not EMAIL.fullmatch(clean['contact_email']):
            errors.setdefault('contact_email', self.env._("Please check the mail address, or leave it empty."))
        clean['name'] = clean['name'] or clean['question'].split('\n')[0][:40]
        return clean, errors

    @api.model
    def _asker_vals(self):
        # sudo: whose turn it is
        window = self.env['daiban.unit'].sudo().search([('unit_type', '=', 'window')], limit=1)
        public = self.env.user._is_public()
        return {
            'channel': 'public' if public else 'portal',
            'asker_id': False if public else self.env.uid,
            'partner_id': False if public else self.env['daiban.project']._portal_enterprise().id,
            'unit_id': window.id,
            'first_contact_id': self._whose_turn(window).id,
        }

    def _whose_turn(self, window):
        """Who of the window becomes the first contact of a question from outside: whoever has the fewest open."""
        people = window.member_ids.filtered(lambda user: user.has_group('sanming_daiban.group_agent'))
        busy = dict(self.sudo()._read_group(
            [('state', '=', 'open'), ('responsible_id', 'in', people.ids)], ['responsible_id'], ['__count']))
        return people.sorted(lambda user: (busy.get(user, 0), user.id))[:1] or window.liaison_id

    def _tell_first_contact(self):
        for inquiry in self.filtered('first_contact_id'):
            inquiry.activity_schedule(
                'mail.mail_activity_data_todo', user_id=inquiry.first_contact_id.id, date_deadline=inquiry.due_date,
                summary=self.env._("Answer the question"))

    # === Reading ===

    @api.model
    def _portal_domain(self):
        """The inquiries of the enterprises for which the user acts, and what he asked himself."""
        user = self.env.user
        own = Domain('asker_id', '=', user.id) & (
            Domain('partner_id', '=', False)
            | Domain('partner_id', 'in', self.env['daiban.project']._portal_enterprises().ids))
        return own | Domain('partner_id.daiban_representative_ids', 'any', [
            ('user_id', '=', user.id), ('state', '=', 'active')])

    @api.model
    def _portal_find(self, inquiry_id, token=None):
        """The inquiry with all rights if it is one's own or the secret of its receipt is known; else nothing."""
        inquiry = self.sudo().browse(inquiry_id).exists()  # sudo: whose it is is decided in the next lines
        if inquiry and token and consteq(inquiry.access_token or '', token):
            return inquiry
        if self.env.user._is_public():
            return inquiry.browse()
        return inquiry and self.sudo().search(Domain('id', '=', inquiry.id) & self._portal_domain())

    def _portal_url(self):
        return f'/my/daiban/inquiries/{self.id}?access_token={self.sudo().access_token}'  # sudo: see `_portal_find`

    # === Onward ===

    def _portal_apply(self):
        """Make the own inquiry a draft of an application; a second click finds the first one (R24).

        :return: the case
        """
        if not self.project_id:
            if not self.env['daiban.project']._portal_enterprise():
                raise UserError(self.env._("Please tell us first for which enterprise you act."))
            case, _errors = self.env['daiban.project']._portal_create_draft({
                'name': self.name, 'description': self.question,
                'contact_name': self.contact_name or '', 'contact_phone': self.contact_phone or '',
            }, f'inquiry {self.id}')
            self.project_id = case
        return self.project_id

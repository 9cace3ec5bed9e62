import re

from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .portal_common import SCRIPT, PortalCommon
from .rating_common import BAD, GOOD, RatingCommon


@tagged('post_install', '-at_install')
class TestPortalRating(RatingCommon, PortalCommon):
    """The pages of the enterprise and the secret link; nobody else gets anything by them (DESIGN §7)."""

    def setUp(self):
        super().setUp()
        self.page = f'/my/daiban/rating/{self.rating.id}'
        self.link = f'/daiban/rate/{self.rating.access_token}'

    def test_from_the_page_of_the_case(self):
        self.authenticate('t_owner', 't_owner')
        self.assertIn(self.page, self.get(f'/my/daiban/{self.case.id}').text)
        answered = self.post(self.page, GOOD)
        self.assertIn('Thank you', answered.text)
        self.assertEqual((self.rating.level, self.rating.told_once, self.rating.trips), ('5', 'yes', 1))
        self.assertIn('You have answered', self.get(f'/my/daiban/{self.case.id}').text)

    def test_what_is_missing_is_said_and_nothing_is_lost(self):
        self.authenticate('t_owner', 't_owner')
        page = self.post(self.page, {**GOOD, 'level': '', 'comment': SCRIPT}).text
        self.assertIn('Please choose one of the five levels', page)
        self.assertNotIn("<script>alert('x')", page)
        self.assertIn('&lt;script&gt;', page)
        self.assertFalse(self.rating.level)

    def test_link_without_login(self):
        self.authenticate(None, None)
        response = self.get(self.link)
        self.assertEqual(response.headers['Referrer-Policy'], 'no-referrer')
        for secret in (self.enterprise.name, self.case.name, self.agent.name, self.case.contact_phone, 'unit_id'):
            self.assertNotIn(secret, response.text)
        self.assertIn(self.case.number, response.text)
        self.assertFalse(self.rating.answered_at, "to look at the page answers nothing")
        self.public_post(self.link, BAD)
        self.assertEqual(self.rating.level, '1')
        self.assertNotIn(BAD['comment'], self.get(self.link).text, "what was written is not shown without a login")

    def public_post(self, path, data):
        token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', self.url_open(path).text).group(1)
        return self.url_open(path, data={'csrf_token': token, **data})

    def test_link_is_for_one_occasion_and_cannot_be_guessed(self):
        self.assertGreaterEqual(len(self.rating.access_token), 32)
        other = self._rating('acceptance', self._accepted())
        self.assertNotEqual(other.access_token, self.rating.access_token)
        self.authenticate(None, None)
        for wrong in ('x', self.rating.access_token[:-1], self.rating.access_token.swapcase(), '%25', str(other.id)):
            self.get(f'/daiban/rate/{wrong}', code=404)
        self.public_post(self.link, {**GOOD, 'rating_id': other.id, 'access_token': other.access_token})
        self.assertFalse(other.level)

    def test_link_ends_with_the_person_it_was_sent_to(self):
        """Whoever is shut off has nothing left, not even the link of a mail."""
        line = self.env['daiban.representative'].with_user(self.agent).search([('user_id', '=', self.owner.id)])
        line.reason = "已离职"
        line.action_end()
        self.authenticate(None, None)
        self.get(self.link, code=404)
        self.authenticate('t_owner', 't_owner')
        self.get(self.page, code=404)

    def test_page_needs_the_login(self):
        self.authenticate(None, None)
        response = self.url_open(self.page, allow_redirects=False)
        self.assertIn('/web/login', response.headers['Location'])

    def test_other_enterprises_and_staff_get_nothing(self):
        record = self._replied()
        for user in (self.rival_owner, self.agent, self.supervisor):
            with self.subTest(user.login):
                self.authenticate(user.login, user.login)
                self.get(self.page, code=404)
                self.assertEqual(self.post(self.page, GOOD).status_code, 404)
                self.assertEqual(self.post(f'{self.page}/confirm', {'satisfied': 'yes'}).status_code, 404)
        self.get('/my/daiban/rating/999999999', code=404)
        self.assertEqual((record.sudo().state, self.rating.level), ('replied', '1'))

    def test_reply_is_read_and_confirmed(self):
        record = self._replied()
        self.authenticate('t_owner', 't_owner')
        self.assertIn(record.reply, self.get(f'/my/daiban/{self.case.id}').text)
        self.post(f'{self.page}/confirm', {'satisfied': 'no', 'note': "还是没改"})
        self.assertEqual((record.sudo().state, record.sudo().confirm_note), ('contested', "还是没改"))
        self.assertEqual(self.post(f'{self.page}/confirm', {'satisfied': 'yes'}).status_code, 404)

    @mute_logger('odoo.http')
    def test_rpc_reaches_nothing(self):
        record = self._replied()
        self.authenticate('t_owner', 't_owner')
        for model, ids in (('daiban.rating', self.rating.ids), ('daiban.rectification', record.ids)):
            for method, args in (('read', [['id']]), ('write', [{'comment': "x"}]), ('unlink', []), ('_answer', [GOOD]),
                                 ('_portal_confirm', ['yes']), ('action_close', []), ('action_call', [])):
                with self.subTest(f'{model}.{method}'), self.assertRaises(JsonRpcException):
                    self.make_jsonrpc_request(f'/web/dataset/call_kw/{model}/{method}', {
                        'model': model, 'method': method, 'args': [ids, *args], 'kwargs': {}})
        self.assertEqual(record.sudo().state, 'replied')

    def test_trips_in_one_sentence(self):
        self.assertGreater(self.case.trip_saved, 0)
        self.authenticate('t_owner', 't_owner')
        self.assertIn(self.case._portal_trips(), self.get(f'/my/daiban/{self.case.id}').text)

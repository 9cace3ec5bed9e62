"""The pages of the raters: real requests of owners, of people with a personal link, and of those who made one up."""

import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .campaign_common import BallotCommon


class BallotPages(BallotCommon, HttpCase):

    def _get(self, path, code=200):
        response = self.url_open(path)
        self.assertEqual(response.status_code, code, path)
        self.assertEqual(response.headers['Cache-Control'], 'no-store')
        self.assertEqual(response.headers['Referrer-Policy'], 'no-referrer')
        return response.text

    def _post(self, path, form):
        token = re.search(r'csrf_token: "([^"]+)"', self.url_open('/web/login').text).group(1)
        return self.url_open(path, data={'csrf_token': token, **form})

    def _link(self, partner):
        rater = self.campaign.rater_ids.filtered(lambda rater: rater.partner_id == partner)
        return rater, next(iter(rater._new_links().values())).partition('//')[2].partition('/')[2]


@tagged('post_install', '-at_install')
class TestBallotPages(BallotPages):

    def test_owner(self):
        """R97: from the home page to thank you; the answer is in the box, and no page shows it again."""
        self.authenticate('t_owner', 't_owner')
        ballot = self._ballot(self.owner).sudo()
        self.assertIn(f'/my/daiban/ballots/{ballot.id}', self._get('/my/daiban/ballots'))
        page = self._get(f'/my/daiban/ballots/{ballot.id}')
        self.assertIn(self.agent.name, page)
        self.assertIn(self.project.number, page)
        response = self._post(f'/my/daiban/ballots/{ballot.id}', self._form(ballot, 3, "秘密意见"))
        self.assertIn("Thank you!", response.text)
        self.assertEqual((ballot.state, self._box_rows()[0]['score']), ('cast', 50))
        for path in ('/my/daiban/ballots', f'/my/daiban/ballots/{ballot.id}', '/my'):
            text = self.url_open(path).text
            self.assertNotIn("秘密意见", text)
            self.assertNotIn('checked=', text)

    def test_missing_answer_is_said(self):
        """What was chosen stays on the page, what is missing is named, nothing is noted."""
        self.authenticate('t_owner', 't_owner')
        ballot = self._ballot(self.owner).sudo()
        form = self._form(ballot, 1, "再想想")
        del form[f'c_{ballot._criteria()[1].id}']
        text = self._post(f'/my/daiban/ballots/{ballot.id}', form).text
        self.assertIn(ballot._criteria()[1].name, text)
        self.assertIn("再想想", text)
        self.assertEqual(text.count('checked='), len(ballot._criteria()) - 1)
        self.assertEqual((ballot.state, self._box_rows()), ('pending', []))

    def test_not_yours(self):
        """Somebody else's ballot, and one that does not exist: the same clear page, nothing changed."""
        ballot = self._ballot(self.owner).sudo()
        self.authenticate('t_rival', 't_rival')
        for number in (ballot.id, 10 ** 9):
            self.assertIn("not yours", self._get(f'/my/daiban/ballots/{number}', 404))
            response = self._post(f'/my/daiban/ballots/{number}', self._form(ballot))
            self.assertEqual(response.status_code, 404)
        self.assertEqual((ballot.state, self._box_rows()), ('pending', []))

    def test_personal_link(self):
        """Without a login; the hash is stored, the link is not, and nothing of the answer is shown by it."""
        rater, path = self._link(self.enterprise)
        token = path.rpartition('/')[2]
        self.env.flush_all()
        self.env.cr.execute("SELECT row_to_json(r)::text FROM daiban_eval_rater r WHERE id = %s", (rater.id,))
        self.assertNotIn(token, self.env.cr.fetchone()[0])
        self.authenticate(None, None)
        ballot = rater.sudo().ballot_ids.filtered(lambda ballot: ballot.subject_id == self.subject)
        self.assertIn(self.agent.name, self._get(f'/{path}'))
        self.assertIn("谢谢您！", self._post(f'/{path}/{ballot.id}', self._form(ballot, 0, "很好")).text)
        self.assertEqual(self._box_rows()[0]['score'], 100)
        for page in (f'/{path}', f'/{path}/{ballot.id}'):
            text = self._get(page)
            self.assertNotIn("很好</", text.replace('<strong>很好</strong>', ''))
            self.assertNotIn('checked=', text)

    def test_forged_link(self):
        """Made up, replaced by a newer one, for another ballot: a clear page, nothing changed."""
        rater, old = self._link(self.enterprise)
        _rater, path = self._link(self.enterprise)
        other = self._ballot(self.rival_owner).sudo()
        self.authenticate(None, None)
        for forged in (old, 'daiban/ballot/' + 'x' * 43, 'daiban/ballot/1', f'{path}x', f'{path}/{other.id}',
                       f'{old}/{rater.sudo().ballot_ids[0].id}'):
            self.assertIn("不是您的", self._get(f'/{forged}', 404), forged)
        for forged in (f'{path}/{other.id}', f'{old}/{rater.sudo().ballot_ids[0].id}'):
            self.assertEqual(self._post(f'/{forged}', self._form(other)).status_code, 404)
        self.assertEqual(self._box_rows(), [])

    def test_closed(self):
        """R97: by the page, too, a ballot after closing is refused."""
        _rater, path = self._link(self.rival)
        ballot = self._ballot(self.owner).sudo()
        self._cast(self.owner)
        self._close()
        self.authenticate('t_owner', 't_owner')
        self._post(f'/my/daiban/ballots/{ballot.id}', self._form(ballot, 4))
        self.assertEqual([row['score'] for row in self._box_rows()], [100])
        self.assertIn("nobody waits", self._get('/my/daiban/ballots'))
        self.authenticate(None, None)
        self.assertIn("考评已截止", self._get(f'/{path}'))

    def test_slips(self):
        """Only the evaluation officer makes links, for others, and it stays on record who did."""
        raters = self.campaign.rater_ids.filtered(lambda rater: rater.kind == 'owner')
        path = f"/daiban/evaluation/slips?raters={','.join(map(str, raters.ids))}"
        for login in ('test_agent', 'test_supervisor', 'test_handler', 't_owner'):
            self.authenticate(login, login)
            self.assertEqual(self.url_open(path).status_code, 404, login)
        self.authenticate('test_officer', 'test_officer')
        self.assertNotIn('/daiban/ballot/', self._get(path))
        text = self._post('/daiban/evaluation/slips', {'raters': ','.join(map(str, raters.ids))}).text
        self.assertEqual(len(set(re.findall(r'/daiban/ballot/([\w-]{43})', text))), len(raters))
        self.env.invalidate_all()
        self.assertEqual(raters.link_made_by_id, self.officer)
        for user in (self.supervisor, self.manager, self.auditor, self.agent):
            with self.assertRaises(AccessError), self.cr.savepoint():
                raters[0].with_user(user)._new_links()
        self._close()
        with self.assertRaises(UserError), self.cr.savepoint():
            raters[0].with_user(self.officer)._new_links()

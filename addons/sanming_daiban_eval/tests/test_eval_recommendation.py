"""The recommendation to the home unit (R99) and the preference where other things are equal (R100)."""

import io
import unicodedata

from psycopg2 import IntegrityError
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .result_common import ResultCommon


def text_of(content):
    pages = PdfReader(io.BytesIO(content)).pages
    return unicodedata.normalize('NFKC', ''.join(''.join(page.extract_text().split()) for page in pages))


@tagged('post_install', '-at_install')
class TestEvalRecommendation(ResultCommon):

    def _paper(self, campaign, user=None):
        action = self._result(campaign, user or self.agent).action_recommend()
        return self.env[action['res_model']].with_user(self.officer).browse(action['res_id'])

    def test_letter_to_the_home_unit(self):
        """R99: numbered, frozen, with the facts of the ledger; R100: the flag is on the result."""
        campaign = self._published(self._best(95))
        paper = self._paper(campaign)
        paper.note = "工作扎实，企业评价高。"
        paper.action_issue()
        self.assertRegex(paper.number, r'^三代荐〔2026〕\d+号$')
        text = text_of(paper._pdf_content())
        for words in (paper.number, self.window.name, self.agent.name, '95.00', "优秀", "同等条件下优先", "工作扎实"):
            self.assertIn(unicodedata.normalize('NFKC', words.replace(' ', '')), text)
        result = self._result(campaign, self.agent)
        self.assertTrue(result.priority and result.recommended)
        with self.assertRaises(AccessError):
            paper.note = "改一句"

    def test_second_click_opens_the_same(self):
        campaign = self._published(self._best(95))
        paper = self._paper(campaign)
        self.assertEqual(self._paper(campaign), paper)
        with mute_logger('odoo.sql_db'), self.assertRaises(IntegrityError), self.cr.savepoint():
            paper.sudo().copy({'result_id': paper.result_id.id})

    def test_only_the_best_grade_and_only_published(self):
        campaign = self._closed(self._best(95))
        with self.assertRaisesRegex(UserError, 'only who got the best grade'):
            self._paper(campaign)
        campaign.with_user(self.officer).result_ids.action_accept_proposals()
        campaign.action_publish()
        with self.assertRaisesRegex(UserError, 'only who got the best grade'):
            self._paper(campaign, self.other_agent)

    def test_who_reads_it(self):
        """The person and the leader of the home unit, once it is sent; nobody recommends himself."""
        leader = self.new_user('handler', 'test_home_leader')
        self.window.leader_id = leader
        paper = self._paper(self._published(self._best(95)))
        papers = self.env['daiban.eval.recommendation']
        self.assertFalse(papers.with_user(self.agent).search([]) | papers.with_user(leader).search([]))
        paper.action_issue()
        for user in (self.agent, leader, self.supervisor, self.auditor):
            self.assertEqual(papers.with_user(user).search([]), paper, user.login)
        for user in (self.other_agent, self.handler, self.manager):
            self.assertFalse(papers.with_user(user).search([]), user.login)
        with self.assertRaises(AccessError):
            paper.with_user(self.agent).action_withdraw("不要了")

    def test_withdrawn_with_reason(self):
        paper = self._paper(self._published(self._best(95)))
        paper.action_issue()
        with self.assertRaisesRegex(UserError, 'Say why'):
            paper.action_withdraw()
        paper.action_withdraw("复核后撤回")
        self.assertEqual((paper.state, paper._verify_facts()['valid']), ('withdrawn', False))
        self.assertFalse(paper.result_id.recommended)

from odoo.modules.module import Manifest
from odoo.tests import TransactionCase, tagged
from odoo.tools.convert import convert_file

from odoo.addons.sanming_daiban.demo.time_travel import at_moment
from odoo.addons.sanming_daiban.tests.test_demo import HOLIDAY


@tagged('post_install', '-at_install')
class TestEvalDemo(TransactionCase):
    """The demo evaluation of last year, made on a holiday and rolled back: every way that a result can go."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with at_moment(cls.env, HOLIDAY):
            for module in ('sanming_daiban', 'sanming_daiban_eval'):
                for file in Manifest.for_addon(module)['demo']:
                    convert_file(cls.env, module, file, {}, 'init', noupdate=True)
        cls.campaign = cls.env.ref('sanming_daiban_eval.demo_campaign')
        cls.results = cls.campaign.result_ids

    def test_finished(self):
        """R96, R98: last year's, published, each result decided by a person of the center."""
        self.assertEqual((self.campaign.year, self.campaign.state), (2025, 'published'))
        self.assertEqual(set(self.results.mapped('state')), {'published'})
        self.assertEqual(self.results.decided_by_id.login, 'dudao')

    def test_every_way(self):
        self.assertLessEqual({'threshold', 'quota', 'insufficient'}, set(self.results.mapped('why')))
        self.assertLessEqual({'excellent', 'good', 'none'}, set(self.results.mapped('grade')))
        best = self.results.filtered(lambda result: result.grade == 'excellent')
        self.assertEqual(best.mapped('recommended'), [True] * len(best))

    def test_nothing_lies_in_the_future(self):
        moments = [self.campaign.published_on, *self.results.mapped('decided_on'),
                   *self.results.message_ids.mapped('date')]
        self.assertLessEqual(max(moments), HOLIDAY)

    def test_invented_contacts_say_so(self):
        invented = self.campaign.contact_ids.filtered(lambda contact: contact.evidence.startswith("演示数据"))
        self.assertTrue(invented)

    def test_it_is_played_once(self):
        self.env['daiban.eval.demo']._play()
        self.assertEqual(self.env['daiban.eval.campaign'].search_count([]), 1)

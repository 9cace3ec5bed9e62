from datetime import date

from odoo.tests import HttpCase, new_test_user, tagged

from .clock_probe import MODEL, ClockProbeCase


@tagged('post_install', '-at_install')
class TestClockProof(ClockProbeCase):
    """期限计算书: its totals are those of the clock, and staff and enterprise see the same."""

    def setUp(self):
        super().setUp()
        self.clock = self.probe(name="厂房消防设计审查", statutory_limit=30, statutory_limit_unit='natural')
        self.clock._clock_handover('window')
        self.travel('2026-03-03')
        self.clock._clock_start(holder_kind='unit', unit=self.unit, user=self.handler)
        self.travel('2026-03-05')
        self.clock._clock_pause(self.reason, document_number="补正〔2026〕1号")
        self.travel('2026-03-10')
        self.clock._clock_resume()
        self.travel('2026-03-12')

    def test_every_day_is_there_and_the_total_is_the_clock_s(self):
        proof = self.clock._clock_proof()
        self.assertEqual([row['date'].day for row in proof['rows']], list(range(3, 13)))
        self.assertEqual((proof['used'], proof['rows'][-1]['total']), (4, self.clock.used_days))
        self.assertEqual([row['date'].day for row in proof['rows'] if row['counted']], [4, 5, 11, 12])
        self.assertIn("补正", proof['rows'][3]['cause'])
        self.assertIn('2026', proof['rows'][3]['source'])

    def test_the_statutory_limit_has_its_own_proof(self):
        proof = self.clock._clock_proof(statutory=True)
        self.assertEqual((proof['used'], proof['limit'], proof['due']), (4, 30, date(2026, 4, 7)))
        self.assertEqual(proof['remaining'], self.clock.statutory_remaining_days)

    def test_the_shares_add_up_to_the_elapsed_working_days(self):
        shares = self.clock._clock_shares()
        self.assertEqual([(share['kind'], share['days']) for share in shares],
                         [('unit', 4), ('enterprise', 3), ('window', 1)])
        self.assertAlmostEqual(sum(share['width'] for share in shares), 100, places=2)

    def test_the_page_of_the_record_opens_it(self):
        action = self.clock.action_explain()
        self.assertEqual(action['url'], f'/daiban/clock/{MODEL}/{self.clock.id}')


@tagged('post_install', '-at_install')
class TestClockProofPage(HttpCase, ClockProbeCase):

    def setUp(self):
        super().setUp()
        self.clock = self.probe(name="厂房消防设计审查")
        self.clock._clock_start(date='2026-01-05')
        self.url = f'/daiban/clock/{MODEL}/{self.clock.id}'

    def test_who_may_read_the_record_sees_the_page(self):
        self.authenticate('probe_handler', 'probe_handler')
        response = self.url_open(self.url)
        self.assertEqual(response.status_code, 200)
        self.assertIn("厂房消防设计审查", response.text)
        self.assertIn('2026-02-14', response.text)

    def test_others_learn_nothing(self):
        new_test_user(self.env, 'proof_stranger', groups='sanming_daiban.group_agent')
        new_test_user(self.env, 'proof_portal', groups='base.group_portal')
        for login in ('proof_stranger', 'proof_portal'):
            self.authenticate(login, login)
            for url in (self.url, f'{self.url}/pdf', '/daiban/clock/res.users/1', '/daiban/clock/nothing/1'):
                self.assertEqual(self.url_open(url).status_code, 404, (login, url))

    def test_on_paper(self):
        content = self.clock.with_context(force_report_rendering=True)._clock_proof_pdf()
        self.assertEqual(content[:5], b'%PDF-')

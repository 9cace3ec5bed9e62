from odoo.tests import HttpCase, freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestOutlookUi(CaseCommon, HttpCase):

    @freeze_time('2026-03-02 02:00:00')
    def test_what_if_in_the_browser(self):
        """R37: pick an item, change its days, see the end move."""
        project = self._running()
        self.start_tour(f'/odoo/daiban-cases/{project.id}', 'daiban_outlook_what_if', login='test_agent')

    @freeze_time('2026-03-02 02:00:00')
    def test_the_enterprise_sees_only_the_expected_window(self):
        """R37: two dates on its page when enough is known, otherwise none; never the plan of the units."""
        project = self._running()
        self.authenticate('t_owner', 't_owner')
        page = self.url_open(f'/my/daiban/{project.id}').text
        self.assertIn(project.name, page)
        self.assertNotIn('o_daiban_expected', page)
        self.env['ir.config_parameter'].set_param('sanming_daiban.forecast_min_items', 0)
        page = self.url_open(f'/my/daiban/{project.id}').text
        self.assertIn('o_daiban_expected', page)
        answer = self.url_open(
            '/web/dataset/call_kw/daiban.project/read_outlook',
            json={'params': {'model': 'daiban.project', 'method': 'read_outlook', 'args': [project.ids], 'kwargs': {}}},
        ).json()
        self.assertIn('AccessError', answer['error']['data']['name'])

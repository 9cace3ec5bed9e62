from odoo.tests import tagged

from .portal_common import PortalCommon
from .support_common import SupportCommon


@tagged('post_install', '-at_install')
class TestSupportPortal(SupportCommon, PortalCommon):

    def setUp(self):
        super().setUp()
        self.bodies = self._register()
        self.project = self._accepted(category_id=self.social.id)
        self.task = self._task(self.project, 'survey')
        self.path = f'/my/daiban/{self.project.id}'

    def test_the_owner_sees_the_tracks_and_chooses(self):
        """R46, R74: what, who, until when on the page of the case; the list, the choice, and what was chosen."""
        self.authenticate('t_owner', 't_owner')
        page = self.get(self.path).text
        self.assertIn("岩土工程勘探", page)
        listed = self.post(f'{self.path}/support/{self.task.id}/list')
        choice = self.task.choice_ids
        self.assertIn(f'{self.path}/choice/{choice.id}', listed.url)
        places = [listed.text.index(line.name) for line in choice._candidates()]
        self.assertEqual(places, sorted(places), "in the order of the list")
        self.assertNotIn('checked', listed.text, "nobody is proposed")
        self.assertIn(self.bodies[3].name, listed.text[max(places):], "named, with the reason, after the list")
        line = choice._candidates()[2]
        self.post(f'{self.path}/choice/{choice.id}', {'outcome': 'listed', 'line_id': line.id})
        self.assertEqual((choice.state, choice.chosen_name), ('chosen', line.name))
        self.assertEqual(choice.sudo().recorded_by_id, self.owner)
        self.assertIn(f"You have chosen: {line.name}", self.get(self.path).text)

    def test_choosing_nobody(self):
        """Bad input: without a body nothing is chosen, and the page says what to do."""
        self.authenticate('t_owner', 't_owner')
        self.post(f'{self.path}/support/{self.task.id}/list')
        choice = self.task.choice_ids
        for data, words in (({'outcome': 'listed'}, "choose one of the list"),
                            ({'outcome': 'x'}, "whom you have chosen"),
                            ({'outcome': 'other', 'name': "外地机构", 'uscc': '1'}, "not a valid unified")):
            self.assertIn(words, self.post(f'{self.path}/choice/{choice.id}', data).text)
            self.assertEqual(choice.state, 'shown')

    def test_another_enterprise(self):
        """DESIGN §7: another enterprise reaches neither the list nor the choice, whatever ids it gives."""
        choice = self.task._show_list()
        own = self._accepted(partner_id=self.rival.id)
        self.authenticate('t_rival', 't_rival')
        self.get(f'{self.path}/choice/{choice.id}', 404)
        self.get(f'/my/daiban/{own.id}/choice/{choice.id}', 404)
        data = {'outcome': 'listed', 'line_id': choice._candidates()[0].id}
        self.assertEqual(self.post(f'/my/daiban/{own.id}/choice/{choice.id}', data).status_code, 404)
        self.assertEqual(self.post(f'{self.path}/support/{self.task.id}/list').status_code, 404)
        self.post(f'/my/daiban/{own.id}/support/{self.task.id}/list')
        self.assertEqual((choice.state, len(self.task.choice_ids)), ('shown', 1))

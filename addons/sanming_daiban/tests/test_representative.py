from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .portal_common import PDF, PortalCommon

NEW_CODE = '91350404MA32AB4D1R'


@tagged('post_install', '-at_install')
class TestRepresentative(PortalCommon):
    """An account is a person who acts for enterprises; the clerk confirms it (R11, R18, R25)."""

    def setUp(self):
        super().setUp()
        self.window.liaison_id = self.agent
        self.person = new_test_user(self.env, 't_person', groups='base.group_portal', lang='en_US')
        self.authenticate('t_person', 't_person')

    def lines(self, user=None):
        return self.env['daiban.representative'].search([('user_id', '=', (user or self.person).id)])

    def register(self, name="测试企业丙", code=NEW_CODE, **files):
        return self.post('/my/daiban/enterprise', {'name': name, 'uscc': code}, **files)

    # === A new enterprise ===

    def test_who_names_a_new_enterprise_applies_at_once(self):
        self.assertTrue(self.get('/my/daiban/new').url.endswith('/enterprise'))
        page = self.register(code='91350404MA12AB3C2X')
        self.assertIn('alert-danger', page.text)
        page = self.register(code=' 91350404ma32ab4d1r ', files=[('files', ("执照.pdf", PDF, 'application/pdf'))])
        self.assertTrue(page.url.endswith('/my/daiban/new'))
        line = self.lines()
        self.assertRecordValues(line, [{'state': 'requested', 'is_first': True, 'uscc': NEW_CODE}])
        self.assertRecordValues(line.enterprise_id, [{'name': "测试企业丙", 'is_company': True}])
        self.assertEqual(line.attachment_ids.mapped('name'), ["执照.pdf"])
        self.assertFalse(self.person.partner_id.parent_id)
        self.post('/my/daiban/new', self.form())
        case = self.cases(line.enterprise_id)
        self.post(f'/my/daiban/{case.id}/submit', {'consent': '1'})
        self.assertEqual(case.state, 'submitted')
        self.get(f'/my/daiban/{case.id}')

    def test_nothing_is_accepted_before_the_person_is_confirmed(self):
        """R25: the clerk sees it and decides it first."""
        self.register()
        line = self.lines()
        self.post('/my/daiban/new', self.form())
        case = self.cases(line.enterprise_id)
        case.with_user(self.person)._portal_submit(consent=True)
        case = case.with_user(self.agent)
        case.material_ids.action_verify()
        with self.assertRaisesRegex(UserError, "confirmed"):
            case.action_accept()
        line.evidence = "营业执照原件"
        line.with_user(self.agent).action_confirm()
        case.action_accept()
        self.assertEqual(case.state, 'accepted')

    def test_who_waits_for_the_clerk_sees_only_what_he_entered(self):
        self.register()
        enterprise = self.lines().enterprise_id
        foreign = self._submitted(partner_id=enterprise.id)
        self.get(f'/my/daiban/{foreign.id}', code=404)
        self.assertFalse(self.env['daiban.project'].with_user(self.person).search([]))
        self.assertFalse(self.env['daiban.material'].with_user(self.person).search([]))

    # === A known enterprise ===

    def test_known_enterprise_shows_nothing_before_the_confirmation(self):
        case = self._submitted()
        page = self.register("冒名企业", self.enterprise.uscc)
        self.assertTrue(page.url.endswith('/enterprises'))
        self.assertNotIn(self.enterprise.name, page.text)
        self.get(f'/my/daiban/{case.id}', code=404)
        self.assertNotIn(case.number, self.get('/my/daiban').text)
        self.assertTrue(self.get('/my/daiban/new').url.endswith('/enterprise'))
        self.assertEqual(self.enterprise.name, "测试企业甲")
        line = self.lines()
        self.assertRecordValues(line, [{'state': 'requested', 'is_first': False, 'name_differs': True}])
        self.assertIn(self.agent, line.activity_ids.user_id)
        line.evidence = "授权委托书"
        line.with_user(self.agent).action_confirm()
        self.assertFalse(line.activity_ids)
        self.assertIn(case.number, self.get(f'/my/daiban/{case.id}').text)

    def test_asking_twice_makes_one_request_and_asking_often_is_refused(self):
        for _click in range(2):
            self.register("测试企业甲", self.enterprise.uscc)
        self.assertEqual(len(self.lines()), 1)
        requests = self.env['daiban.representative'].with_user(self.person)
        for code in ('91350404MA00DEM14C', '91350404MA00DEM227', '91350404MA00DEM302', self.rival.uscc):
            requests._portal_request("企业", code)
        with self.assertRaisesRegex(UserError, "still open"):
            requests._portal_request("企业", NEW_CODE)
        with self.assertRaises(ValidationError):
            requests._portal_request("企业", '123')

    # === The clerk ===

    def test_clerk_needs_evidence_and_a_reason(self):
        line = self._representative(self.person, self.enterprise, state='requested', evidence=False)
        clerk = line.with_user(self.agent)
        with self.assertRaises(UserError):
            clerk.action_confirm()
        with self.assertRaises(UserError):
            clerk.action_refuse()
        clerk.reason = "委托书未盖章"
        clerk.action_refuse()
        self.assertRecordValues(line, [{'state': 'refused', 'ended_by_id': self.agent.id, 'confirmed_at': False}])
        self.assertIn("委托书未盖章", self.get('/my/daiban/enterprises').text)
        self._representative(self.person, self.enterprise)  # may ask again

    def test_only_a_clerk_decides_and_nobody_about_himself(self):
        line = self._representative(self.person, self.enterprise, state='requested')
        for user in (self.handler, self.auditor, self.supervisor, self.manager, self.owner, self.person):
            with self.assertRaises(AccessError):
                line.with_user(user).action_confirm()
        with self.assertRaises(AccessError):
            line.with_user(self.agent).state = 'active'
        own = self.env['daiban.representative'].create(
            {'user_id': self.agent.id, 'enterprise_id': self.enterprise.id, 'evidence': "x"}
        )
        with self.assertRaises(UserError):
            own.with_user(self.agent).action_confirm()

    def test_history_is_kept(self):
        with self.assertRaises(UserError):
            self.lines(self.owner).unlink()

    # === Several enterprises ===

    def test_one_person_acts_for_two_enterprises(self):
        first, second = self._submitted(name="甲项目"), self._submitted(name="乙项目", partner_id=self.rival.id)
        self._representative(self.person, self.enterprise)
        self._representative(self.person, self.rival)
        self.assertIn("甲项目", self.get('/my/daiban').text)
        self.assertNotIn("乙项目", self.get('/my/daiban').text)
        page = self.post('/my/daiban/enterprises/switch', {'enterprise_id': self.rival.id})
        self.assertIn("乙项目", page.text)
        self.assertNotIn("甲项目", page.text)
        self.post('/my/daiban/new', self.form())
        self.assertEqual(len(self.cases(self.rival)), 2)
        self.get(f'/my/daiban/{first.id}')  # a link in a mail switches
        self.assertIn("甲项目", self.get('/my/daiban').text)
        self.get(f'/my/daiban/{second.id}')

    def test_form_of_another_tab_stays_with_its_enterprise(self):
        self._representative(self.person, self.enterprise)
        self._representative(self.person, self.rival)
        self.post('/my/daiban/enterprises/switch', {'enterprise_id': self.rival.id})
        self.post('/my/daiban/new', self.form(enterprise_id=self.enterprise.id))
        self.assertEqual(len(self.cases(self.enterprise)), 1)
        self.assertFalse(self.cases(self.rival))

    def test_choice_ends_with_the_right(self):
        self._representative(self.person, self.enterprise)
        line = self._representative(self.person, self.rival)
        self.post('/my/daiban/enterprises/switch', {'enterprise_id': self.rival.id})
        line.with_user(self.agent).reason = "离职"
        line.with_user(self.agent).action_end()
        self.assertNotIn(self.rival.name, self.get('/my/daiban').text)
        stranger = self.post('/my/daiban/enterprises/switch', {'enterprise_id': self.rival.id})
        self.assertEqual(stranger.status_code, 404)

    # === Mails ===

    def told_outside(self, message):
        """Who got it apart from staff who follow the case."""
        return message.notified_partner_ids.filtered('partner_share')

    def test_mails_go_to_those_who_act_now(self):
        line = self._representative(self.person, self.enterprise)
        case = self.draft_of_owner()
        case._portal_submit(consent=True)
        case = case.sudo()
        receipt = case.message_ids.filtered(lambda message: case.number in str(message.body))
        self.assertEqual(self.told_outside(receipt), (self.person | self.owner).partner_id)
        line.with_user(self.owner)._portal_end()
        self.assertNotIn(self.person.partner_id, case.message_partner_ids)
        case.material_ids.with_user(self.agent).action_verify()
        case.with_user(self.agent).action_accept()
        accepted = case.message_ids.filtered(lambda message: case.card_id.number in str(message.body))
        self.assertEqual(self.told_outside(accepted), self.owner.partner_id)

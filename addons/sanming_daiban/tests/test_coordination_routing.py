"""Who serves a case and why (Q6, Q7, R35, R50–R58)."""
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .case_common import CaseCommon

PERSON = 'sanming_daiban.activity_type_appoint'
FOLLOWER = 'sanming_daiban.activity_type_follower'


@tagged('post_install', '-at_install')
class TestRouting(CaseCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the reasons in the words of the source
        cls.startClassPatcher(patch.object(type(cls.env['daiban.notice']), '_letter_lang', lambda self: 'en_US'))
        cls.center = cls.ref('unit_center')
        cls.center_head = cls.new_user('supervisor', 'test_center_head')
        cls.center.leader_id = cls.center_head
        cls.township, cls.park = cls.ref('unit_chenda'), cls.ref('park_xiaojiao')
        cls.town_head = cls.new_user('handler', 'test_town_head')
        cls.town_person = cls.new_user('agent', 'test_town_person')
        cls.township.write({
            'member_ids': [(6, 0, cls.town_person.ids)], 'leader_id': cls.town_head.id,
            'responsible_id': False, 'liaison_id': False})
        cls.team_agent = cls.new_user('agent', 'test_team_agent')
        cls.park.team_unit_id.write({'member_ids': [(6, 0, cls.team_agent.ids)], 'leader_id': cls.team_agent.id})

    def _party(self, project, role):
        return project.sudo().party_ids.filtered(lambda party: party.role == role)

    def _asked(self, project, kind):
        kind = self.env.ref(kind)
        return project.sudo().activity_ids.filtered(lambda one: one.activity_type_id == kind).user_id

    # === Role and reason ===

    def test_park_project_introduced_by_a_township(self):
        """Q7: three rules match at once; the park team leads, the window supports, the township tracks (R57) guided by
        the center (R50), the federation supports the non-public enterprise (R54, R56), each said."""
        project = self._submitted(
            object_class='park', park_id=self.park.id, introducer_id=self.township.id,
            introducer_user_id=self.town_person.id)
        units = {role: self._party(project, role).unit_id for role in (
            'lead', 'support', 'guide', 'tracker', 'platform', 'introducer')}
        self.assertEqual(units, {
            'lead': self.park.team_unit_id, 'support': self.window | self.ref('unit_federation'),
            'guide': self.center, 'tracker': self.township, 'platform': self.center, 'introducer': self.township})
        lead = self._party(project, 'lead')
        self.assertEqual(lead.rule_id, self.ref('routing_lead_park'))
        self.assertEqual(lead.why, f"Rule “{lead.rule_id.name}”: Park：{self.park.name}")
        self.assertEqual(self._party(project, 'tracker').user_id, self.town_person)
        self.assertEqual(self._party(project, 'introducer').why, "Entered by hand by Test test_agent")

    def test_the_reason_stays_when_the_rule_changes(self):
        """The case keeps the reason of the day, whatever becomes of the rule."""
        project = self._submitted()
        before = self._party(project, 'lead').why
        self.assertIn("for every case that no rule before it decides", before)
        self.ref('routing_lead_window').with_user(self.manager).write({'name': "另一条规则", 'active': False})
        self.assertEqual(self._party(project, 'lead').why, before)

    def test_a_change_by_hand_names_who_changed_it(self):
        project = self._submitted(object_class='park', park_id=self.park.id)
        project.with_user(self.team_agent).lead_unit_id = self.window
        lead = self._party(project, 'lead')
        self.assertEqual((lead.unit_id, lead.rule_id, lead.placed_by_id), (
            self.window, self.env['daiban.routing.rule'], self.team_agent))
        self.assertEqual(
            lead.why, f"Entered by hand by Test test_team_agent, in place of {self.park.team_unit_id.name}")

    def test_what_a_clerk_chose_before_stays_his(self):
        project = self._draft(object_class='park', park_id=self.park.id, lead_unit_id=self.window.id)
        project.action_submit()
        self.assertEqual(self._party(project, 'lead').why, "Entered by hand by Test test_agent")

    def test_nobody_writes_parties(self):
        """The case is the one truth: no role writes a party by hand."""
        project = self._submitted()
        for user in (self.agent, self.supervisor, self.manager):
            for operation in ('write', 'create', 'unlink'):
                self.assertFalse(project.party_ids.with_user(user).has_access(operation))

    # === Routing again ===

    def test_route_again(self):
        """The project turns out to be in a park: with a reason the team leads, its person has the case."""
        project = self._accepted()
        with self.assertRaisesRegex(UserError, "there is nothing to change"):
            project.action_reroute("什么都没变")
        project.write({'object_class': 'park', 'park_id': self.park.id})
        action = project.action_reroute()
        dialog = Form(self.env['daiban.project.reroute'].with_user(self.agent).with_context(**action['context']))
        self.assertIn(f"Leads: {self.window.name} → {self.park.team_unit_id.name}", dialog.changes)
        dialog.reason = "项目入园"
        dialog.save().action_confirm()
        case = project.sudo()
        self.assertEqual((case.lead_unit_id, case.agent_id), (self.park.team_unit_id, self.team_agent))
        self.assertIn("Routed again by Test test_agent: 项目入园", self._party(project, 'lead').why)
        self.assertIn(self.window, case.support_unit_ids)
        self.assertTrue(case.message_ids.filtered(lambda message: "项目入园" in (message.body or '')))

    def test_route_again_moves_items_not_handed_over(self):
        """A technical renovation is filed by another bureau: the item goes there while it is not handed over."""
        project = self._accepted()
        item = self._item(project, 'A01')
        project.project_code = '2601-350404-07-02-123456'
        project.action_reroute("项目代码为技术改造")
        self.assertEqual(item.sudo().unit_id, self.ref('unit_iit'))

    def test_route_again_by_others(self):
        project = self._accepted()
        project.write({'object_class': 'park', 'park_id': self.park.id})
        for user in (self.handler, self.leader, self.other_agent, self.auditor, self.manager):
            with self.assertRaises(AccessError):
                project.with_user(user).action_reroute("x")
        self.assertEqual(project.lead_unit_id, self.window)
        project.with_user(self.supervisor).action_reroute("项目入园")
        self.assertEqual(project.sudo().lead_unit_id, self.park.team_unit_id)

    def test_rules_tried_on_open_cases(self):
        """R1: an admin sees what a changed rule would do to open cases before anybody is routed again."""
        project = self._submitted()
        rules = self.env['daiban.routing.rule'].with_user(self.manager)
        rule = rules.create({
            'name': "由管委会牵头", 'role': 'lead', 'sequence': 1, 'unit_id': self.center.id,
            'domain': f"[('id', '=', {project.id})]"})
        action = rule.action_try_on_cases()
        trial = self.env['daiban.routing.trial'].with_user(self.manager).search(action['domain'])
        own = trial.filtered(lambda line: line.project_id == project)
        self.assertIn(f"Leads: {self.window.name} → {self.center.name}", own.changes)
        self.assertEqual(project.lead_unit_id, self.window)

    # === R58: the introducer's person ===

    def test_introducer_without_person(self):
        """R58: flagged on the case and in a filter, its head is asked until somebody is named."""
        project = self._submitted(introducer_id=self.township.id)
        self.assertTrue(project.introducer_missing)
        self.assertEqual(self._asked(project, PERSON), self.town_head)
        case = project.with_user(self.town_head)
        self.assertTrue(case.may_appoint)
        case.action_appoint_introducer(self.town_person)
        self.assertFalse(project.introducer_missing)
        self.assertFalse(self._asked(project, PERSON))
        self.assertEqual(self._party(project, 'introducer').user_id, self.town_person)

    def test_introducer_sees_its_case(self):
        """R57: who introduced it tracks it, also a department whose people are handlers; others do not."""
        project = self._submitted(introducer_id=self.township.id)
        self.assertTrue(project.with_user(self.town_head).has_access('read'))
        self.assertFalse(project.with_user(self.town_head).has_access('write'))
        self.assertFalse(project.with_user(self.stranger).has_access('read'))

    def test_naming_refused(self):
        """Bad input: somebody else's person, a person of another unit, one who is away, a second click."""
        project = self._accepted(introducer_id=self.township.id)
        with self.assertRaisesRegex(AccessError, "Only the unit whose person it is"):
            project.with_user(self.leader).action_appoint_introducer(self.town_person)
        case = project.with_user(self.town_head)
        with self.assertRaisesRegex(UserError, "does not belong to"):
            case.action_appoint_introducer(self.handler)
        self.env['daiban.absence'].create(
            {'user_id': self.town_person.id, 'date_from': '2020-01-01', 'date_to': '2099-12-31'})
        with self.assertRaisesRegex(UserError, "is away today"):
            case.action_appoint_introducer(self.town_person)
        self.env['daiban.absence'].search([('user_id', '=', self.town_person.id)]).date_to = '2020-01-02'
        case.action_appoint_introducer(self.town_person)
        with self.assertRaisesRegex(UserError, "named already"):
            case.action_appoint_introducer(self.town_person)
        with self.assertRaisesRegex(ValidationError, "does not belong to the unit that introduced"):
            project.introducer_user_id = self.handler

    # === R54: the federation ===

    def test_federation_keeps_contact_with_non_public_enterprises(self):
        """R54, R56: the federation sees the cases of non-public enterprises and logs its visits, of no others."""
        person = self.new_user('agent', 'test_federation')
        self.ref('unit_federation').member_ids = person
        project = self._submitted()
        self.assertTrue(project.with_user(person).has_access('read'))
        visit = self.env['daiban.visit'].with_user(person).create({
            'project_id': project.id, 'partner_id': self.enterprise.id, 'purpose': "走访"})
        self.assertEqual(visit.user_id, person)
        self.rival.ownership = 'public'
        other = self._submitted(partner_id=self.rival.id)
        self.assertFalse(other.with_user(person).has_access('read'))

    # === R35: the follower on the platform ===

    def test_production_goes_over_the_platform(self):
        """R51: a production project is followed on the approval platform, with its code and the items' numbers there;
        a commercial one is not.
        """
        project = self._running(project_code='2601-350404-04-01-123456')
        self.assertEqual(project.sudo().platform_unit_id, self.center)
        item = self._item(project, 'A01')
        item.with_user(self.leader).external_number = 'YS20260302001'
        found = self.env['daiban.item'].with_user(self.supervisor).search([('external_number', '=', 'YS20260302001')])
        self.assertEqual((found, found.project_id.project_code), (item, '2601-350404-04-01-123456'))
        self.assertFalse(self._submitted(nature='commercial').sudo().platform_unit_id)


    def test_follower_is_asked_for(self):
        """R35: items on the construction platform and nobody appointed: the center's head is asked."""
        project = self._accepted()
        self.assertIn('construction', project.item_ids.mapped('platform'))
        self.assertTrue(project.follower_missing)
        self.assertEqual(self._asked(project, FOLLOWER), self.center_head)
        found = self.env['daiban.project'].with_user(self.supervisor).search([
            ('platform_user_id', '=', False), ('item_ids', 'any', [('type_id.platform', '=', 'construction')])])
        self.assertIn(project, found)
        with self.assertRaises(AccessError):
            project.platform_user_id = self.agent
        with self.assertRaisesRegex(AccessError, "Only the unit whose person"):
            project.action_appoint_follower(self.agent)
        project.with_user(self.center_head).action_appoint_follower(self.supervisor)
        self.assertFalse(project.follower_missing)
        self.assertFalse(self._asked(project, FOLLOWER))
        self.assertEqual(self._party(project, 'platform').user_id, self.supervisor)

    def test_follower_is_not_asked_for_when_nothing_is_open(self):
        project = self._running()
        self.assertEqual(self._asked(project, FOLLOWER), self.center_head)
        (project.item_ids - self._item(project, 'A01')).sudo()._cancel("不需要")
        project.item_ids.sudo().filtered('is_open').with_user(self.agent).action_cancel("不需要")
        self.assertFalse(self._asked(project, FOLLOWER))

    def test_head_of_the_center_is_an_agent(self):
        """R35: whoever heads the center sees the case and appoints, also without the role of a supervisor."""
        self.center.leader_id = self.other_agent
        project = self._accepted()
        self.assertEqual(self._asked(project, FOLLOWER), self.other_agent)
        case = project.with_user(self.other_agent)
        self.assertTrue(case.may_appoint_follower)
        self.assertFalse(project.with_user(self.agent).may_appoint_follower)
        case.action_appoint_follower(self.supervisor)
        self.assertEqual(project.platform_user_id, self.supervisor)

    def test_cases_from_before_get_their_parties(self):
        """After an upgrade each open case says who serves it, and that the reason was not kept."""
        project = self._submitted()
        project.sudo().party_ids.unlink()
        project._follow_parties(why="升级前已确定")
        self.assertEqual(set(project.sudo().party_ids.mapped('why')), {"升级前已确定"})
        self.assertEqual(self._party(project, 'lead').unit_id, self.window)

    def test_appointed_by_routing(self):
        """R35: with an agency head at the center nobody has to be asked."""
        self.center.responsible_id = self.supervisor
        project = self._accepted()
        self.assertEqual(project.platform_user_id, self.supervisor)
        self.assertFalse(self._asked(project, FOLLOWER))

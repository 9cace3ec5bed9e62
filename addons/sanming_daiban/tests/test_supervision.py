from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .supervision_common import SupervisionCommon


@tagged('post_install', '-at_install')
class TestSupervisionProposal(SupervisionCommon):
    """R48: an order comes from a light, by hand or by a rule, and there are never two open ones on one matter."""

    def test_red_light_proposes_a_draft(self):
        """R48: facts by the records, no number yet, every supervisor is asked; the unit sees nothing of it."""
        order = self._proposed()
        self.assertEqual((order.state, order.origin, order.number), ('draft', 'light', False))
        self.assertEqual((order.unit_id, order.recipient_id), (self.unit, self.leader))
        self.assertIn('2026年3月9日', order.facts)
        self.assertIn(self.project.number, order.facts)
        self.assertEqual(order.sudo().activity_ids.user_id, self.supervisor | self.chief | self.colleague)
        self.assertFalse(self.orders.with_user(self.leader).search([]))
        self._day('2026-03-11')
        self.assertEqual(self.orders.search_count([('item_id', '=', self.item.id)]), 1, "proposed once")

    def test_orange_proposes_where_the_district_wants_it(self):
        """R48 without code: the rule is shipped, switched off."""
        self.assertFalse(self._proposed('2026-03-09'))
        reminder = self.env['daiban.escalation'].with_user(self.manager).search(
            [('code', '=', 'automation_item_orange_supervise_action')])
        self.assertFalse(reminder.enabled)
        reminder.enabled = True
        self.item.sudo().light = 'green'
        self.assertEqual(self._proposed('2026-03-09').origin, 'light')

    def test_a_rule_on_something_else_proposes_too(self):
        """R48: any rule on items may propose; what is closed already is left alone."""
        action = self.env['ir.actions.server'].create({
            'name': "拟出督办单", 'model_id': self.env['ir.model']._get('daiban.item').id, 'state': 'supervise'})
        action.with_context(active_model='daiban.item', active_ids=self.item.ids, active_id=self.item.id).run()
        self.assertEqual(self.item.sudo().supervision_ids.origin, 'rule')

    def test_proposal_ends_with_the_item(self):
        """R48: nobody issues an order on what has been done meanwhile."""
        order = self._proposed()
        with freeze_time('2026-03-10 02:00:00'):
            self.item.action_done()
            self.assertEqual(order.state, 'withdrawn')
            with self.assertRaises(UserError):
                order.action_issue()

    def test_by_hand_from_the_item(self):
        """R48: the button makes one order, and opens the same one at the second click."""
        item = self.item.with_user(self.supervisor)
        first = item.action_supervise()
        self.assertEqual(item.action_supervise()['res_id'], first['res_id'])
        order = self.orders.browse(first['res_id'])
        self.assertEqual((order.origin, order.state, order.project_id), ('hand', 'draft', self.project))
        for user in (self.agent, self.handler, self.leader):
            with self.assertRaises(AccessError):
                self.item.with_user(user).action_supervise()

    def test_two_supervisors_at_once(self):
        """R48: the database refuses the second order on the same matter, and says what to do first."""
        self._proposed()
        vals = {'project_id': self.project.id, 'item_id': self.item.id, 'facts': "超期"}
        with mute_logger('odoo.sql_db'), self.assertRaises(IntegrityError) as refused, self.cr.savepoint():
            self.orders.with_user(self.colleague).create(vals)
        message = self.orders._sql_error_to_message(refused.exception)
        self.assertIn("accept its reply", message)

    def test_on_the_case_as_a_whole(self):
        """R48: on a case, to each unit once; another unit may get one too."""
        action = self.project.with_user(self.supervisor).action_supervise()
        self.assertEqual(action['context']['default_project_id'], self.project.id)
        vals = {'project_id': self.project.id, 'unit_id': self.drc.id, 'facts': "方案会审未组织"}
        self.orders.with_user(self.supervisor).create(vals)
        self.orders.with_user(self.supervisor).create({**vals, 'unit_id': self.window.id})
        with mute_logger('odoo.sql_db'), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.orders.with_user(self.colleague).create(vals)

    def test_on_a_resolution(self):
        """R48, R65: what a meeting resolved and nobody did; beside an order on the case, one for each resolution."""
        resolution = self.env['daiban.resolution'].with_user(self.supervisor).create({
            'name': "出具用地预审意见", 'project_id': self.project.id, 'owner_unit_id': self.drc.id,
            'owner_id': self.leader.id})
        self.orders.with_user(self.supervisor).create({
            'project_id': self.project.id, 'unit_id': self.drc.id, 'facts': "方案会审未组织"})
        action = resolution.action_supervise()
        self.assertEqual(resolution.action_supervise()['res_id'], action['res_id'])
        order = self.orders.with_user(self.supervisor).browse(action['res_id'])
        self.assertEqual((order.unit_id, order._matter()), (self.drc, resolution))
        self.assertIn("出具用地预审意见", order.facts)
        order.action_issue()
        self.assertIn(order.number, resolution.sudo().message_ids[:1].body)
        with self.assertRaises(AccessError):
            resolution.with_user(self.leader).action_supervise()

    def test_item_of_another_case(self):
        other = self._running(name="另一项目")
        with self.assertRaisesRegex(ValidationError, "another case"):
            self.orders.with_user(self.supervisor).create({
                'project_id': other.id, 'item_id': self.item.id, 'facts': "超期"})

    def test_only_supervision_makes_and_issues(self):
        """DESIGN 6: agents, units, audit and configuration issue nothing."""
        order = self._proposed()
        for user in (self.agent, self.leader, self.handler, self.auditor, self.manager, self.owner):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    order.with_user(user).action_issue()
                with self.assertRaises(AccessError):
                    self.orders.with_user(user).create({
                        'project_id': self.project.id, 'unit_id': self.unit.id, 'facts': "超期"})
        self.assertEqual(order.state, 'draft')

    def test_nobody_who_could_reply(self):
        order = self._proposed()
        self.unit.write({'leader_id': False, 'responsible_id': False})
        with self.assertRaisesRegex(UserError, "no leader in charge"):
            order.action_issue()
        self.assertEqual((order.state, order.number), ('draft', False))

    def test_empty_order(self):
        order = self.orders.with_user(self.supervisor).create({'project_id': self.project.id, 'unit_id': self.drc.id})
        with self.assertRaisesRegex(UserError, "Please fill in first"):
            order.action_issue()


@tagged('post_install', '-at_install')
class TestUrge(SupervisionCommon):
    """R89: the window urges the units to finish in the promised time."""

    def setUp(self):
        super().setUp()
        self.mine = self.item.with_user(self.agent)

    def test_urge_is_an_activity_a_line_and_a_number(self):
        """R89"""
        self.mine.action_urge(note="企业等待开工")
        urge = self.mine.urge_ids
        self.assertEqual((urge.urged_user_id, urge.user_id, urge.unit_id), (self.handler, self.agent, self.unit))
        self.assertEqual(self.item.sudo().activity_ids.user_id, self.handler)
        self.assertIn("企业等待开工", self.item.sudo().message_ids[:1].body)
        self.assertEqual(self.mine.urge_count, 1)
        self.assertTrue(self.env['daiban.urge'].with_user(self.handler).search([]), "the unit sees that it was urged")

    def test_asks_what_to_say(self):
        """R89: the button opens the dialog, the dialog urges."""
        action = self.mine.action_urge()
        dialog = self.env[action['res_model']].with_user(self.agent).with_context(**action['context']).create({
            'note': "请加快"})
        dialog.action_confirm()
        self.assertEqual(self.mine.urge_ids.note, "请加快")

    def test_once_a_day(self):
        self.mine.action_urge(note="请加快")
        with self.assertRaisesRegex(UserError, "today already"):
            self.mine.action_urge(note="请加快")
        with freeze_time('2026-03-03 02:00:00'):
            self.mine.action_urge(note="请加快")
        self.assertEqual(self.mine.urge_count, 2)

    def test_not_what_is_done_and_not_by_strangers(self):
        for user in (self.other_agent, self.handler, self.owner):
            with self.assertRaises(AccessError):
                self.item.with_user(user).action_urge(note="请加快")
        self.item.action_done()
        with self.assertRaisesRegex(UserError, "cannot urge"):
            self.mine.action_urge(note="请加快")
        self.assertFalse(self.item.sudo().urge_ids)

    def test_nobody_writes_urges_by_hand(self):
        with self.assertRaises(AccessError):
            self.env['daiban.urge'].with_user(self.agent).create({
                'item_id': self.item.id, 'unit_id': self.unit.id, 'user_id': self.agent.id, 'date': '2026-03-02'})


@tagged('post_install', '-at_install')
class TestSupervisionPaper(HttpCase, SupervisionCommon):
    """R48: 督办单 in the form of an official letter, with a slip for the reply."""

    def test_order_and_slip(self):
        order = self._issued()
        page = order._letter_html()
        for words in ("督办单", order.number, self.unit.name, "2026年3月12日"):
            self.assertIn(words, page)
        self.assertEqual(page.count(order.number), 2, "on the order and on the slip")
        reply = self.env['ir.actions.report']._render_qweb_html(
            'sanming_daiban.report_daiban_supervision_reply', self._replied_again(order).ids)[0].decode()
        self.assertIn("已加派人手", reply)

    def _replied_again(self, order):
        with freeze_time('2026-03-11 02:00:00'):
            theirs = order.with_user(self.leader)
            theirs.write({'reply': "已加派人手。", 'promised_on': '2026-03-16'})
            theirs.action_reply()
        return order

    def test_who_gets_the_paper(self):
        """Whoever may read the order, nobody else."""
        order = self._issued()
        for user, status in ((self.leader, 200), (self.auditor, 200), (self.stranger, 404), (self.owner, 404)):
            self.authenticate(user.login, user.login)
            with self.subTest(user.login):
                self.assertEqual(self.url_open(order._pdf_url()).status_code, status)

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestCaseFlow(CaseCommon):
    def test_all_the_way(self):
        """R22–R35: a case goes from the request to completion, each step by the role whose step it is."""
        project = self._running()
        for _round in range(50):
            active = project.item_ids.filtered(lambda item: item.state == 'dispatched')
            if not active:
                break
            for item in active:
                self._finish(item)
        self.assertFalse(project.item_ids.filtered('is_open'))
        self.assertEqual(set(project.item_ids.mapped('state')), {'done'})
        project.action_complete()
        self.assertEqual(project.state, 'done')
        self.assertTrue(project.closed_on)
        self.assertEqual(project.progress, 100)

    def test_acceptance_freezes_the_plan(self):
        """R1, R32: items, limits and prerequisites are those of the published version; the first are ready."""
        project = self._accepted()
        lines = self.category.published_plan_id.line_ids.filtered(lambda line: line.condition_kind == 'always')
        self.assertEqual(project.item_ids.plan_line_id, lines)
        for item in project.item_ids:
            self.assertEqual(item.limit_days, item.plan_line_id.limit_days, item.name)
            self.assertEqual(item.state, 'waiting' if item.prerequisite_ids else 'ready', item.name)
        self.assertEqual(set(self._item(project, 'C03').prerequisite_ids.mapped('code')), {'A01', 'B02'})

    def test_switched_off_prerequisite_is_replaced_by_its_own(self):
        """plans.md 2.4: C03 waits for B02 and B04; without B04 it waits for what B04 would have waited for."""
        plan = self.category.published_plan_id
        b04 = plan.line_ids.filtered(lambda line: line.item_type_id.code == 'B04')
        project = self._submitted()
        project.optional_line_ids = b04
        project.material_ids.action_verify()
        project.action_accept()
        self.assertEqual(sorted(self._item(project, 'C03').prerequisite_ids.mapped('code')), ['B02', 'B04'])

    def test_finishing_hands_on(self):
        """DESIGN 5.2: finishing an item readies and dispatches exactly those that waited for it."""
        project = self._running()
        first = self._item(project, 'A01')
        self.assertEqual(first.state, 'dispatched')
        self.assertEqual(self._item(project, 'B02').state, 'waiting')
        self._finish(first)
        self.assertEqual(self._item(project, 'B02').state, 'dispatched')
        self.assertEqual(self._item(project, 'C03').state, 'waiting')

    @freeze_time('2026-02-13 02:00:00')
    def test_due_date_is_in_legal_working_days(self):
        """R89, 行政许可法 82: 02-13 + 1 is Saturday 02-14, a make-up working day before the festival."""
        project = self._running()
        item = self._item(project, 'A01')
        item.with_user(self.leader).action_assign(self.handler)
        item.action_start()
        self.assertEqual(str(item.due_date), '2026-02-14')

    def test_material_is_asked_once_and_results_never(self):
        """R28, 共享: what several items need is asked once; what an earlier item produces is not asked."""
        project = self._accepted()
        codes = project.material_ids.mapped('type_id.code')
        self.assertEqual(len(codes), len(set(codes)))
        self.assertNotIn('M06', codes)
        business_licence = project.material_ids.filtered(lambda material: material.type_id.code == 'M01')
        self.assertTrue(business_licence.at_intake)
        self.assertIn('A01', business_licence.item_ids.mapped('code'))

    def test_wrong_state(self):
        """Every action refuses in the wrong state, says so, and changes nothing."""
        project = self._draft()
        for action in (
            'action_accept',
            'action_request_supplement',
            'action_start',
            'action_complete',
            'action_terminate',
        ):
            with self.subTest(action), self.assertRaises(UserError):
                getattr(project, action)()
        self.assertEqual(project.state, 'draft')
        running = self._running()
        with self.assertRaises(UserError):
            running.action_complete()
        with self.assertRaises(UserError):
            running.action_accept()
        with self.assertRaises(UserError):
            self._item(running, 'B02').action_start()

    def test_second_click(self):
        project = self._submitted()
        project.material_ids.action_verify()
        project.action_accept()
        items = project.item_ids
        with self.assertRaises(UserError):
            project.action_accept()
        self.assertEqual(project.item_ids, items)

    def test_wrong_role(self):
        """DESIGN 6: the unit's people handle, its leader assigns, the case's agent decides."""
        project = self._running()
        item = project.item_ids.filtered(lambda record: record.code == 'A01')
        with self.assertRaises(AccessError):
            item.with_user(self.handler).action_assign(self.handler)
        item.with_user(self.leader).action_assign(self.handler)
        for user in (self.agent, self.stranger):
            with self.subTest(user.login), self.assertRaises(AccessError):
                item.with_user(user).action_start()
        with self.assertRaises(AccessError):
            project.with_user(self.handler).action_withdraw("no")
        with self.assertRaises(AccessError):
            item.with_user(self.handler).action_cancel("no")

    def test_refused_item_tells_the_agent(self):
        project = self._running()
        item = self._item(project, 'A01')
        item.with_user(self.leader).action_assign(self.handler)
        item.action_start()
        item.action_refuse("不符合产业政策")
        self.assertEqual(item.state, 'refused')
        self.assertIn(self.agent, project.activity_ids.user_id)

    def test_cancelled_item_lets_go(self):
        project = self._running()
        project.item_ids.filtered(lambda record: record.code == 'A01').action_cancel("已由市里备案")
        self.assertEqual(self._item(project, 'B02').state, 'dispatched')

    def test_withdraw_closes_everything(self):
        """R11: the enterprise may withdraw at any time; no item stays open."""
        project = self._running()
        project.action_withdraw("企业调整投资计划")
        self.assertEqual(project.state, 'withdrawn')
        self.assertFalse(project.item_ids.filtered('is_open'))

    def test_manual_case(self):
        """Q2: a case of its own kind gets its limit and its items by hand, and then goes the same way."""
        project = self._submitted(category_id=self.env.ref('sanming_daiban.category_other').id, base_limit=30)
        self.assertEqual(project.base_limit, 30)
        project.material_ids.action_verify()
        project.action_accept()
        with self.assertRaises(UserError):
            project.action_start()
        item = (
            self.env['daiban.item']
            .with_user(self.agent)
            .create(
                {
                    'project_id': project.id,
                    'type_id': self.env.ref('sanming_daiban.item_a01').id,
                    'stage_id': self.env.ref('sanming_daiban.stage_s1').id,
                    'unit_id': self.drc.id,
                    'limit_days': 3,
                }
            )
        )
        project.action_start()
        self.assertEqual(item.state, 'dispatched')
        self._finish(item)
        project.action_complete()
        self.assertEqual(project.state, 'done')

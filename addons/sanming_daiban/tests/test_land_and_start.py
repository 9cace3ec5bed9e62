from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .fast_track_common import FastTrackCommon


@tagged('post_install', '-at_install')
class TestLandAndStart(FastTrackCommon):
    """R78: review before the land, decide right after it."""

    def _land(self):
        self._finish(self._item(self.project, 'A03'))
        return self.project.land_conversion_ids.sudo()

    def _on_the_way(self):
        self.project.action_land_and_start()
        return self._item(self.project, 'A04')

    def test_missing_conditions_are_named(self):
        """R78: what an eligible case still needs is told, one line each, and nothing changes."""
        bare = self._industrial(address=False, land_area=0, nature='commercial')
        with self.assertRaises(UserError) as caught:
            bare.action_land_and_start()
        for words in ("已经备案", "生产性项目", "用地面积"):
            self.assertIn(words, str(caught.exception))
        self.assertEqual(bare.approval_mode, 'standard')
        self.assertIn("用地面积", bare.land_and_start_missing)

    def test_way_is_not_typed(self):
        """R78, R80: neither way is chosen in a field; each has its conditions."""
        for way in ('land_and_start', 'early_start'):
            with self.assertRaises(AccessError):
                self.project.approval_mode = way
            with self.assertRaises(AccessError):
                self._draft(approval_mode=way)

    def test_marked_items_go_to_their_units(self):
        """R78: only the marked item whose turn it is, and only for review."""
        self.assertEqual(self._state('A04'), 'waiting')
        item = self._on_the_way()
        self.assertTrue(item.in_pre_review)
        self.assertEqual((item.state, self._state('B01'), self._state('A05')), ('dispatched', 'waiting', 'waiting'))

    def test_nothing_is_decided_before_the_land(self):
        """R78: the item can be reviewed, but not started, so not decided."""
        item = self._on_the_way()
        item.with_user(self.leader).action_assign(self.handler)
        with self.assertRaises(UserError):
            item.action_start()
        self.assertEqual(item.state, 'assigned')
        with self.assertRaises(UserError):
            item.action_pre_review("   ")
        self.assertFalse(item.pre_reviewed_on)

    def test_only_the_unit_reviews(self):
        item = self._on_the_way()
        item.with_user(self.leader).action_assign(self.handler)
        with self.assertRaises(AccessError):
            item.with_user(self.agent).action_pre_review("同意")
        self.assertEqual(item.state, 'assigned')

    def test_review_is_not_a_permit(self):
        """R78: no number, no date of decision, still open; dependents are reviewed too, others wait."""
        self._on_the_way()
        item = self._pre_review('A04')
        self.assertEqual(item.state, 'pre_reviewed')
        self.assertFalse(item.result_number or item.finished_on or item.started_on)
        self.assertTrue(item.is_open)
        self.assertEqual((self._state('B01'), self._state('A05')), ('dispatched', 'waiting'))
        self.assertTrue(self._item(self.project, 'B01').in_pre_review)

    def test_case_is_not_complete_with_a_review(self):
        """R78: what is only reviewed in advance keeps the case open."""
        self._on_the_way()
        item = self._pre_review('A04')
        (self.project.item_ids - item).filtered('is_open').action_cancel("不需要")
        with self.assertRaises(UserError):
            self.project.action_complete()
        self.assertEqual(self.project.state, 'running')

    def test_land_contract_turns_reviews_into_decisions(self):
        """R78: with the item of the land supply done, every reviewed item runs, in n days, and its handler is asked."""
        self._on_the_way()
        for code in ('A04', 'B01', 'B02'):
            item = self._pre_review(code)
        conversion = self._land()
        self.assertEqual(conversion.item_ids.mapped('code'), ['A04', 'B01', 'B02'])
        self.assertEqual(set(conversion.item_ids.mapped('state')), {'running'})
        self.assertEqual((item.limit_days, item.due_date.isoformat()), (5, '2026-03-09'))
        self.assertIn(self.handler, item.sudo().activity_ids.user_id)
        self.assertEqual(conversion.due_date.isoformat(), '2026-03-09')
        self.assertEqual(self._state('C01'), 'waiting', "was not reviewed, so it waits for its turn")

    def test_decision_needs_what_comes_before_and_a_paper(self):
        """R78, 行政许可法 39: B02 is not decided before B01, and A04 not without its document."""
        self._on_the_way()
        for code in ('A04', 'B01', 'B02'):
            self._pre_review(code)
        self._land()
        first, later = self._item(self.project, 'A04'), self._item(self.project, 'B02')
        self._attach_result(later, self.handler)
        for item in (later, first):
            with self.assertRaises(UserError):
                item.action_done()
            self.assertEqual(item.state, 'running')
        self._attach_result(first, self.handler)
        first.action_done()
        self.assertEqual((first.state, self._state('A05')), ('done', 'dispatched'))

    def test_changed_materials_end_the_review(self):
        """R78: what was reviewed on other documents is flagged and examined anew, within its own limit."""
        self._on_the_way()
        material = self.project.material_ids.filtered(lambda one: one.type_id.code == 'M10')
        material.attachment_ids = [Command.create({'name': "红线图.pdf", 'raw': b'%PDF-1.4 one'})]
        material.action_verify()
        item = self._pre_review('A04')
        self.assertFalse(item.pre_review_changed)
        material.attachment_ids = [Command.create({'name': "红线图2.pdf", 'raw': b'%PDF-1.4 two'})]
        item.invalidate_recordset()
        self.assertIn(material.name, item.pre_review_changed)
        self._land()
        self.assertTrue(item.pre_review_expired)
        self.assertEqual(item.limit_days, item.plan_line_id.limit_days)
        self.assertIn(material.name, ' '.join(item.sudo().activity_ids.mapped('summary')))

    def test_late_decision_is_told(self):
        """R78: after n days the agent and supervision are told, once; the finish is marked as late."""
        self._on_the_way()
        self._pre_review('A04')
        conversion = self._land()
        with freeze_time('2026-03-10 02:00:00'):
            for _turn in range(2):
                list(conversion._clock_day_begins())
            self.assertEqual(conversion._clock_light(), 'red')
            self.assertEqual(
                conversion.activity_ids.user_id & (self.agent | self.supervisor), self.agent | self.supervisor)
            item = self._item(self.project, 'A04')
            self._attach_result(item, self.handler)
            item.action_done()
        self.assertEqual((conversion.state, conversion.finished_late), ('done', True))

    def test_unfinished_reviews_wait_for_their_turn(self):
        """R78: what nobody reviewed before the land goes the ordinary way."""
        item = self._on_the_way()
        self._land()
        self.assertEqual((item.state, item.in_pre_review), ('dispatched', False), "its turn has come")
        conversion = self.project.land_conversion_ids
        self.assertEqual(conversion.state, 'done', "nothing to decide")

    def test_back_to_the_standard_way(self):
        """R78: before the land a case can leave the way; its reviews then count for nothing."""
        self._on_the_way()
        self._pre_review('A04')
        self.project.action_standard_way()
        self.assertEqual((self.project.approval_mode, self._state('A04'), self._state('B01')),
                         ('standard', 'waiting', 'waiting'))

    def test_conditions_are_records(self):
        """R78: the manager changes what shows the land, an agent does not."""
        condition = self.ref('mode_condition_land_contract')
        with self.assertRaises(AccessError):
            condition.with_user(self.agent).name = "别的"
        condition.with_user(self.manager).item_type_ids = [Command.set(self.ref('item_a05').ids)]
        self._on_the_way()
        self._finish(self._item(self.project, 'A03'))
        self.assertFalse(self.project.land_conversion_ids)

    def test_who_sees_the_conversion(self):
        """DESIGN 6: the own case for agents and handlers; nobody types it, the enterprise does not see it."""
        self._on_the_way()
        self._pre_review('A04')
        conversion = self._land()
        for user, sees in ((self.agent, True), (self.handler, True), (self.other_agent, False), (self.auditor, True),
                           (self.owner, False)):
            allowed = conversion.with_user(user)
            self.assertEqual(allowed.has_access('read'), sees, user.login)
            self.assertFalse(allowed.has_access('write'), user.login)

    def test_handler_is_offered_the_review(self):
        """R34, R78: what lies there for review in advance stands apart from what can be started."""
        self._on_the_way().with_user(self.leader).action_assign(self.handler)
        self.env.invalidate_all()
        blocks = self.env['daiban.home'].with_user(self.handler).blocks()['blocks']
        tiles = {tile['key']: tile for block in blocks if block['role'] == 'handler' for tile in block['tiles']}
        self.assertEqual((tiles['to_review']['count'], tiles['to_start']['count']), (1, 0))
        self.assertEqual(tiles['to_review']['button']['method'], 'action_pre_review')

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .early_start_common import EarlyStartCommon

PERMIT = 'C03'


@tagged('post_install', '-at_install')
class TestEarlyStart(EarlyStartCommon):
    """R79–R81, Q10: early start on three legs, with the risk confirmed, never as a construction permit."""

    def _refused(self, early, *words):
        """The approval is refused, the message says these words, and nothing has changed."""
        with self.assertRaises(UserError) as caught:
            early.action_approve()
        for word in words:
            self.assertIn(word, str(caught.exception))
        self.assertEqual((early.state, early.project_id.approval_mode), ('draft', 'standard'))
        self.assertFalse(early.approval_notice_id)
        return str(caught.exception)

    def test_each_missing_leg_is_named(self):
        """R79, R80: nothing is there: land, drawings, meeting and risk are named, each."""
        text = self._refused(
            self._early().with_user(self.supervisor), "取得土地使用权", "建筑施工图审查合格",
            "Resolution of a government meeting", "Legal risk confirmed")
        self.assertNotIn("A date for everything", text, "every open item has its proposed date")

    def test_without_land(self):
        """R79: drawings and resolution alone are not enough."""
        early = self._all_legs()
        self.project.material_ids.filtered(lambda one: one.type_id.code == 'M12').action_reset()
        self._refused(early, "取得土地使用权")

    def test_without_drawings(self):
        """R79: land and resolution alone are not enough."""
        early = self._all_legs()
        self.project.material_ids.filtered(lambda one: one.type_id.code == 'M30').action_reset()
        self._refused(early, "建筑施工图审查合格")

    def test_without_the_government(self):
        """R80: the resolution of another meeting, or of minutes that are not finished, is none."""
        early = self._all_legs()
        early.resolution_id = self._resolve('project_consultation')
        self._refused(early, "not a resolution of the district government")
        early.resolution_id = self._resolve(closed=False)
        self._refused(early, "minutes of the meeting are not finished")
        early.resolution_id = False
        self._refused(early, "bring the case before a meeting")

    def test_resolution_on_something_else(self):
        """R80: a task of the government, or its word on another case, is no early start."""
        early = self._all_legs()
        early.resolution_id = self._resolve(kind='government_meeting', **{'name': "其他"}).sudo()
        early.resolution_id.sudo().kind = 'task'
        self._refused(early, "not a resolution of the district government")
        early.resolution_id = self._resolve(project=self._industrial())
        self._refused(early, "not a resolution of the district government")

    def test_without_the_risk(self):
        """Q10: 建筑法 64, 质量管理条例 57: nobody starts early who has not confirmed what the law says."""
        early = self._all_legs()
        early.sudo().risk_confirmed_at = False
        self._refused(early, "Legal risk confirmed")

    def test_without_a_date(self):
        """R81: everything that is open needs its date."""
        early = self._all_legs()
        task = early.residual_ids[:1]
        task.with_user(self.agent).planned_due = False
        self._refused(early, task.name)

    def test_approved(self):
        """R80, R81: the case shows it, residual items run until their dates, the enterprise gets the letter."""
        early = self._all_legs()
        self.assertTrue(early.is_ready)
        early.action_approve()
        self.assertEqual((early.state, self.project.approval_mode), ('approved', 'early_start'))
        self.assertEqual(early.approved_by_id, self.supervisor)
        self.assertEqual(set(early.residual_ids.mapped('state')), {'running'})
        self.assertEqual(early.residual_ids[0].due_date, early.residual_ids[0].planned_due)
        letter = early.approval_notice_id.sudo()
        self.assertIn("未取得施工许可证", letter.letter['title'])
        self.assertEqual(len(letter.letter['table']['rows']), len(early.residual_ids))

    def test_never_a_construction_permit(self):
        """Q10: the item of the permit stays open, has no number and no paper, and nothing says it was obtained."""
        early = self._all_legs()
        early.action_approve()
        permit = self._item(self.project, PERMIT)
        self.assertTrue(permit.is_open)
        self.assertFalse(permit.result_number or permit.result_document_ids or permit.finished_on)
        self.assertFalse(self.project._has_construction_permit())
        material = self.project.material_ids.filtered(lambda one: one.type_id.code == 'M38')
        self.assertNotIn('verified', material.mapped('state'))
        words = str(early.approval_notice_id.sudo().letter)
        self.assertIn("不是建筑工程施工许可证", words)
        self.assertNotIn("取得施工许可证，", words)
        for model in ('daiban.project', 'daiban.early.start', 'daiban.notice'):
            name = {'daiban.project': 'approval_mode', 'daiban.early.start': 'state', 'daiban.notice': 'kind'}[model]
            labels = dict(self.env[model]._fields[name]._description_selection(self.env))
            label = labels['approved' if name == 'state' else 'early_start']
            self.assertIn("No Construction Permit", label)

    def test_case_is_not_complete(self):
        """R81: as long as residual items are open the case is not finished."""
        self._all_legs().action_approve()
        with self.assertRaises(UserError):
            self.project.action_complete()

    def test_residual_follows_its_item(self):
        """R81: what is done is no longer left over."""
        early = self._all_legs()
        early.action_approve()
        self._finish(self._item(self.project, 'A03'))
        task = early.residual_ids.filtered(lambda one: one.item_id.code == 'A03')
        self.assertEqual(task.state, 'done')

    def test_late_residual_is_told_and_has_a_consequence(self):
        """R81: agent, supervision and enterprise learn it, once; the enterprise gets no further early start."""
        self._all_legs().action_approve()
        other = self._industrial()
        self._finish(self._item(other, 'A01'))
        with freeze_time('2026-04-20 02:00:00'):
            task = self.project.early_start_ids.residual_ids[0].sudo()
            for _turn in range(2):
                list(task._clock_day_begins())
            people = self.agent | self.supervisor
            self.assertEqual(task.activity_ids.user_id & people, people)
            for user in people:
                told = task.activity_ids.filtered(lambda one, user=user: one.user_id == user)
                self.assertEqual(len(told.filtered(lambda one: "verdue" in one.summary)), 1, user.login)
            self.assertTrue(self.project.early_start_ids.overdue_count)
            self._refused(self._all_legs(other), "keeps the dates", task.display_name)
            self.env['ir.config_parameter'].sudo().set_param('sanming_daiban.residual_block', 0)
            other.early_start_ids.with_user(self.supervisor).action_approve()
        self.assertEqual(other.approval_mode, 'early_start')

    def test_ends_with_the_permit(self):
        """R81: with the permit the early start is over; the case is on its ordinary way."""
        early = self._all_legs()
        early.action_approve()
        case = self.project.sudo()
        (case.item_ids.filtered('is_open') - case.item_ids.filtered(lambda item: item.code in (PERMIT, 'D01')))._cancel(
            "不需要")
        case.item_ids._ready_if_possible()._dispatch()
        self._finish(self._item(self.project, PERMIT))
        self.assertEqual((early.state, case.approval_mode), ('ended', 'standard'))
        self.assertTrue(early.end_note and early.ended_on)

    def test_only_supervision_approves_and_takes_back(self):
        """DESIGN 6: agents prepare, supervision records the approval; taking back needs a reason."""
        early = self._all_legs()
        with self.assertRaises(AccessError):
            early.with_user(self.agent).action_approve()
        with self.assertRaises(AccessError):
            early.with_user(self.agent).state = 'approved'
        early.action_approve()
        with self.assertRaises(UserError):
            early.action_revoke()
        early.end_note = "企业违反安全生产规定。"
        with self.assertRaises(AccessError):
            early.with_user(self.agent).action_revoke()
        early.action_revoke()
        self.assertEqual((early.state, self.project.approval_mode), ('ended', 'standard'))
        self.assertIn('running', early.residual_ids.mapped('state'), "what is left stays due")

    def test_planned_residual_does_not_alarm(self):
        """R81: before the early start is approved nothing of it is late, however long that takes."""
        early = self._early()
        early.action_propose_residuals()
        tasks = early.residual_ids.sudo()
        tasks.planned_due = '2026-03-03'
        with freeze_time('2026-06-01 02:00:00'):
            list(tasks._clock_day_begins())
            self.env.invalidate_all()
            self.assertEqual(set(tasks.mapped('state')), {'planned'})
            self.assertFalse(tasks.activity_ids)
            self.assertFalse(tasks.filtered('is_late'))
            self.assertFalse(tasks.search([('id', 'in', tasks.ids), ('is_late', '=', True)]))

    def test_residual_does_not_run_before_the_approval(self):
        early = self._early()
        with self.assertRaises(UserError):
            early.residual_ids[:1].with_user(self.agent).action_start()
        self.assertEqual(early.residual_ids[:1].state, 'planned')

    def test_signed_notice_at_the_window(self):
        """Q10: on paper it needs a name and the paper, and the notice must have been served."""
        early = self._early()
        early.risk_confirmed_by = "张三"
        early.risk_paper_ids = [Command.create({'name': "确认书.pdf", 'raw': b'%PDF-1.4 signed'})]
        with self.assertRaises(UserError):
            early.action_record_paper()
        self.assertFalse(early.risk_confirmed_at)
        early.action_serve_risk()
        early.action_record_paper()
        self.assertEqual((early.risk_confirmed_at, early.risk_user_id), (fields.Datetime.now(), self.agent))
        with self.assertRaises(AccessError):
            early.risk_confirmed_by = "李四"

    def test_enterprise_confirms_its_own(self):
        """Q10: only who acts for the enterprise, only with a tick; nobody else's case."""
        early = self._early()
        early.action_serve_risk()
        case = early.project_id
        with self.assertRaises(UserError):
            case.with_user(self.owner)._portal_confirm_risk('')
        with self.assertRaises(AccessError):
            case.with_user(self.rival_owner)._portal_confirm_risk('1')
        self.assertFalse(early.risk_confirmed_at)
        case.with_user(self.owner)._portal_confirm_risk('1')
        self.assertEqual(early.risk_confirmed_by, self.owner.name)
        self.assertFalse(early.with_user(self.rival_owner).has_access('read'))

    def test_not_on_the_way_of_the_land(self):
        """R79: an early start is for the other projects."""
        self.project.action_land_and_start()
        with self.assertRaises(UserError):
            self._early()
        self.assertFalse(self.project.early_start_ids)

    def test_not_before_the_case_runs(self):
        """R79: an early start is prepared for a running case, once."""
        with self.assertRaises(UserError):
            self._early(self._accepted(category_id=self.category.id))
        first = self.project.action_prepare_early_start()
        self.assertEqual(self.project.action_prepare_early_start()['res_id'], first['res_id'])

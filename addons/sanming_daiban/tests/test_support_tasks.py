from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .support_common import SupportCommon

NAMED_SERVICES = ['环境影响评价', '水土保持方案编制', '地质灾害危险性评估', '安全评价', '岩土工程勘探', '测绘']
NAMED_WORKS = ['供水', '供电', '供气', '通讯', '道路', '土地平整']


@tagged('post_install', '-at_install')
@freeze_time('2026-03-02 02:00:00')
class TestSupportTasks(SupportCommon):

    def test_six_and_six_are_shipped(self):
        """R74, R76: the scheme names six intermediary services and six infrastructure works."""
        types = self.env['daiban.support.type'].search([])
        by_kind = types.grouped('kind')
        self.assertEqual(by_kind['intermediary'].mapped('name'), NAMED_SERVICES)
        self.assertEqual(by_kind['infrastructure'].mapped('name'), NAMED_WORKS)
        self.assertFalse(by_kind['infrastructure'].filtered(lambda one: not one.unit_id), "each has its unit (R76)")
        self.assertFalse(by_kind['intermediary'].filtered(lambda one: not one.material_type_id))

    def test_planned_with_the_acceptance(self):
        """R74: what the plan's items need is planned with them, once, with unit, days, item and deliverable."""
        project = self._accepted(category_id=self.social.id)
        task = self._task(project, 'survey')
        self.assertEqual(task.item_id.code, 'C01')
        self.assertEqual(task.material_id.type_id, self.ref('material_m28'))
        self.assertEqual((task.state, task.limit_days, task.unit_id), ('planned', 20, project.lead_unit_id))
        count = len(project.support_task_ids)
        project._plan_support()
        self.assertEqual(len(project.support_task_ids), count, "planned once only")

    def test_independent_site_has_all_infrastructure(self):
        """R75: for an independent site all six works are mandatory; for others the plan decides."""
        works = self._independent().infrastructure_task_ids
        self.assertEqual(works.mapped('name'), NAMED_WORKS)
        self.assertTrue(all(works.mapped('mandatory')))
        other = self._accepted(category_id=self.social.id, partner_id=self.rival.id)
        self.assertFalse(any(other.infrastructure_task_ids.mapped('mandatory')))

    def test_mandatory_is_cancelled_by_supervision_with_a_reason(self):
        """R75: an agent cannot cancel it; supervision must say why."""
        project = self._independent()
        with self.assertRaisesRegex(AccessError, "only supervision"):
            self._task(project, 'gas').action_cancel("不通管道燃气")
        task = self._task(project, 'gas', self.supervisor)
        self.assertEqual(task.action_cancel()['res_model'], 'daiban.support.decision', "asks for the reason")
        self.assertEqual(task.state, 'planned')
        task.action_cancel("片区不通管道燃气，企业同意")
        self.assertEqual((task.state, task.close_note), ('cancelled', "片区不通管道燃气，企业同意"))

    def test_the_utility_sees_the_case_and_works_on_its_task(self):
        """R76: the unit of a task has no item, yet it sees the case; it handles its own task and no other."""
        project = self._independent()
        self.assertTrue(project.with_user(self.utility).has_access('read'))
        task = self._task(project, 'power', self.utility)
        task.action_start()
        self.assertEqual((task.state, task.holder_kind, task.holder_unit_id), ('running', 'unit', self.power))
        task.action_done(note="临时用电已通，正式用电方案已答复")
        self.assertEqual(task.state, 'done')
        with self.assertRaises(AccessError):
            self._task(project, 'water', self.utility).action_start()
        with self.assertRaises(AccessError):
            self._task(project, 'gas', self.utility).limit_days = 99

    def test_terms_are_for_the_agents(self):
        """R76: the unit names its person, but the days and the unit are not its own to change."""
        task = self._task(self._independent(), 'power', self.utility)
        task.user_id = self.utility
        for name, value in (('limit_days', 99), ('unit_id', self.housing.id), ('planned_due', '2027-01-01')):
            with self.assertRaises(AccessError):
                task[name] = value

    def test_done_needs_the_deliverable(self):
        """R74: done when what comes out of it has been handed in as material of the case."""
        project = self._accepted(category_id=self.social.id)
        task = self._task(project, 'survey')
        task.sudo()._start()
        with self.assertRaisesRegex(UserError, "hand in"):
            task.action_done()
        self.assertEqual(task.state, 'running')
        task.material_id.action_verify()
        task.action_done()
        self.assertEqual(task.state, 'done')

    def test_what_is_there_already_need_not_be_done(self):
        """R74: a deliverable that is verified before the task begins settles it, with a note."""
        project = self._accepted(category_id=self.social.id)
        survey, mapping = self._task(project, 'survey'), self._task(project, 'mapping')
        survey.material_id.action_verify()
        self.assertEqual((survey.state, mapping.state), ('done', 'planned'))
        self.assertTrue(survey.close_note)

    def test_the_unit_hands_in_what_comes_out_of_it(self):
        """R74, R76: its people put the file to the task; it is the material of the case, and examined there."""
        project = self._independent()
        task = self._task(project, 'power', self.utility)
        file = self.env['ir.attachment'].with_user(self.utility).create({'name': "供电方案.pdf", 'raw': b'x'})
        with self.assertRaisesRegex(UserError, "has no deliverable"), self.env.cr.savepoint():
            task.material_file_ids = file
        material = project.material_ids.filtered(lambda one: one.state == 'missing')[:1]
        self._task(project, 'power').material_id = material
        task.material_file_ids = file
        self.assertEqual((material.attachment_ids, material.state), (file, 'submitted'))
        with self.assertRaises(AccessError):
            self._task(project, 'gas', self.utility).material_file_ids = file

    def test_overdue_needs_a_source_of_the_delay(self):
        """R77: what is late says where the delay comes from."""
        project = self._independent()
        task = self._task(project, 'telecom')
        task.action_start()
        with freeze_time('2026-04-01 02:00:00'):
            with self.assertRaisesRegex(UserError, "where the delay comes from"):
                task.action_done(note="已通")
            task.delay_source = 'land'
            task.action_done(note="已通")
        self.assertTrue(task.finished_late)

    def test_state_is_not_typed(self):
        task = self._task(self._independent(), 'power')
        for vals in ({'state': 'done'}, {'mandatory': False}, {'close_note': "x"}):
            with self.assertRaises(AccessError):
                task.write(vals)

    def test_of_another_case(self):
        """What serves another case is refused, and nothing changes."""
        task, other = self._task(self._independent(), 'power'), self._accepted(partner_id=self.rival.id)
        with self.assertRaisesRegex(ValidationError, "its own case"), self.env.cr.savepoint():
            task.item_id = other.item_ids[0]

    def test_added_by_an_agent(self):
        """R72: an agent adds an early involvement of a department, with a date."""
        project = self._accepted()
        task = self.env['daiban.support.task'].with_user(self.agent).create({
            'project_id': project.id, 'kind': 'early', 'name': "住建提前介入", 'unit_id': self.housing.id,
            'limit_days': 5, 'planned_due': '2026-03-20'})
        task.action_start()
        self.assertEqual(str(task.due_date), '2026-03-09')
        with self.assertRaises(AccessError):
            self.env['daiban.support.task'].with_user(self.other_agent).create({
                'project_id': project.id, 'kind': 'early', 'name': "x"})

    def test_residual(self):
        """R80: what an early start leaves over runs at once, with its unit."""
        project = self._running()
        task = self.env['daiban.support.task']._create_residual(project, "补办施工许可", self.housing, 30)
        self.assertEqual((task.kind, task.state, task.unit_id), ('residual', 'running', self.housing))
        self.assertTrue(task.due_date)

    def test_the_end_of_the_case(self):
        """A case is not complete while a mandatory work is open; one that is withdrawn ends its tasks."""
        project = self._independent()
        with self.assertRaisesRegex(UserError, "still open are"):
            project._check_support_settled()
        project.action_withdraw("不建了")
        self.assertEqual(set(project.support_task_ids.mapped('state')), {'cancelled'})

    def test_enterprises(self):
        """The owner sees the tasks of its case; another enterprise sees nothing; neither changes anything."""
        tasks = self._independent().support_task_ids
        self.assertEqual(tasks.with_user(self.owner).search([('id', 'in', tasks.ids)]), tasks)
        self.assertFalse(tasks.with_user(self.rival_owner).search([('id', 'in', tasks.ids)]))
        for action in ('action_start', 'action_cancel'):
            with self.assertRaises(AccessError):
                getattr(tasks[0].with_user(self.owner), action)()

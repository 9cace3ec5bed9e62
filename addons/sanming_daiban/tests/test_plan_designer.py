"""The plan designer (issue 7, R1, R38–R42, R73): what the server draws and says, asked as the people of each role."""
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DaibanCase


@tagged('post_install', '-at_install')
class TestPlanDesigner(DaibanCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.published = cls.ref('plan_small_project_v1').with_user(cls.user_manager)
        cls.draft = cls.published.copy()
        cls.lines = {line.item_type_id.code: line for line in cls.draft.line_ids}

    def _item(self, data, code):
        return next(item for item in data['items'] if item['code'] == code)

    def _findings(self, code=None):
        line_id = code and self.lines[code].id
        return [
            finding['text'] for finding in self.draft.read_designer()['findings']
            if not code or line_id in finding['lines']]

    def test_picture(self):
        """R1: every stage is a lane, every item a box, every prerequisite an arrow, with the figures of the form."""
        data = self.draft.read_designer()
        self.assertEqual(
            [stage['name'] for stage in data['stages']], self.draft.stage_limit_ids.sorted().mapped('name'))
        self.assertCountEqual([item['id'] for item in data['items']], self.draft.line_ids.ids)
        self.assertCountEqual(
            [(arrow['source'], arrow['target']) for arrow in data['arrows']],
            [(other.id, line.id) for line in self.draft.line_ids for other in line.prerequisite_ids])
        self.assertEqual((data['critical_days'], data['base_limit'], data['editable']), (42, 42, True))

    def test_critical_path(self):
        """R38–R42: the items marked add up to the critical path, and follow one another."""
        data = self.draft.read_designer()
        critical = [item for item in data['items'] if item['critical']]
        self.assertEqual(sum(item['days'] for item in critical), 42)
        self.assertTrue(any(arrow['critical'] for arrow in data['arrows']))
        marked = {item['id'] for item in critical}
        for arrow in data['arrows']:
            if arrow['critical']:
                self.assertLessEqual({arrow['source'], arrow['target']}, marked)

    def test_circle_points_at_its_boxes(self):
        """R73 互为前置: the sentence, the boxes on the circle, and the items behind it that can never begin."""
        self.lines['B01'].prerequisite_ids = [Command.link(self.lines['B02'].id)]
        data = self.draft.read_designer()
        circle = data['findings'][0]
        self.assertIn("none of them can ever begin", circle['text'])
        self.assertEqual(set(circle['lines']), {self.lines['B01'].id, self.lines['B02'].id})
        self.assertTrue([arrow for arrow in data['arrows'] if arrow['back']])
        self.assertIn("Behind this circle", '\n'.join(self._findings('C03')))

    def test_advice_does_not_stand_against_publishing(self):
        """Nobody receives, more days than the law, an empty stage, asked although produced: said, not refused (R28)."""
        unit = self.lines['C05'].unit_id
        unit.write({'leader_id': False, 'responsible_id': False})
        self.lines['B03'].item_type_id.write({'statutory_limit': 3, 'statutory_limit_unit': 'working'})
        result = self.lines['B02'].item_type_id.output_material_type_id
        self.draft.category_id.intake_material_type_ids = [Command.link(result.id)]
        stage = self.env['daiban.stage'].create({'name': "竣工后服务", 'code': 'S9'})
        self.draft.stage_limit_ids = [Command.create({'stage_id': stage.id})]
        self.assertIn(f"Nobody in {unit.name} receives", '\n'.join(self._findings('C05')))
        self.assertIn("the law allows only 3", '\n'.join(self._findings('B03')))
        self.assertIn("is asked with the request, although B02", '\n'.join(self._findings('B02')))
        self.assertIn("Stage 竣工后服务 has no items.", self._findings())
        self.assertFalse(self.draft.problems)
        self.draft.action_publish()

    def test_item_of_a_stage_without_limit_has_a_lane(self):
        self.draft.stage_limit_ids.filtered(lambda row: row.stage_id == self.ref('stage_s3')).unlink()
        lane = next(
            lane for lane in self.draft.read_designer()['stages'] if lane['stage_id'] == self.ref('stage_s3').id)
        self.assertFalse(lane['id'])

    def test_move_a_stage(self):
        """A draft has its own order of stages, other plans keep theirs; what now waits backwards is said."""
        first, second = self.draft.stage_limit_ids.sorted('stage_sequence')[:2]
        second.action_move(-1)
        data = self.draft.read_designer()
        self.assertEqual([lane['id'] for lane in data['stages']][:2], [second.id, first.id])
        self.assertIn("waits for", '\n'.join(self._findings('B01')))
        self.assertLess(first.stage_id.sequence, second.stage_id.sequence)
        self.assertEqual(
            [lane['stage_id'] for lane in self.published.read_designer()['stages']][:2],
            [first.stage_id.id, second.stage_id.id])
        second.action_move(-1)
        self.assertEqual([lane['id'] for lane in self.draft.read_designer()['stages']][0], second.id)

    def test_published_versions_are_only_looked_at(self):
        data = self.published.read_designer()
        self.assertFalse(data['editable'])
        with self.assertRaisesRegex(Exception, "does not change any more"):
            self.published.stage_limit_ids[0].action_move(1)

    def test_who_may(self):
        """Staff look, only the manager changes; the portal sees nothing."""
        for user in (self.user_agent, self.user_handler, self.user_auditor, self.user_supervisor):
            self.assertFalse(self.draft.with_user(user).read_designer()['editable'])
            with self.assertRaises(AccessError):
                self.draft.with_user(user).stage_limit_ids[0].action_move(1)
        with self.assertRaises(AccessError):
            self.draft.with_user(self.user_portal).read_designer()

    def test_case_by_case_and_empty(self):
        plan = self.draft.create({'category_id': self.draft.category_id.id})
        data = plan.read_designer()
        self.assertEqual((data['stages'], data['items'], data['findings'][0]['text']), ([], [], "It has no items."))

"""The whole story in a real browser: an enterprise applies, the district carries its project to the end."""

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.sanming_daiban.tests.case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestStory(CaseCommon, HttpCase):
    def test_from_application_to_completion(self):
        """R6, R22–R35, R63: one window, inner circulation, each step by the role whose step it is."""
        self.env['daiban.unit'].search([('unit_type', '=', 'park_team')]).write(
            {'member_ids': [Command.set(self.agent.ids)], 'leader_id': self.agent.id}
        )
        # the shortest plan tells the same story
        self.env['daiban.category'].search([('id', '!=', self.category.id)]).active = False
        self.start_tour('/my', 'daiban_apply', login='t_owner')
        project = self.env['daiban.project'].search([('partner_id', '=', self.enterprise.id)])
        self.assertEqual(project.lead_unit_id, project.park_id.team_unit_id, "R52: the team of the park leads")
        # what the enterprise brought as paper to the counter
        (project.material_ids - project.material_ids.filtered('attachment_ids')).with_user(self.agent).action_verify()

        self.start_tour('/odoo/daiban-examine', 'daiban_story_clerk_accepts', login='test_agent')
        self.assertEqual(project.card_id.partner_id, self.enterprise)
        first = project.item_ids.filtered(lambda item: item.code == 'A01')
        self.assertEqual(first.state, 'dispatched')
        self.start_tour('/odoo/daiban-assign', 'daiban_story_leader_assigns', login='test_leader')
        self._attach_result(first, self.handler)
        self.start_tour('/odoo/daiban-my-items', 'daiban_story_handler_finishes', login='test_handler')
        self.assertEqual(first.state, 'done')

        self._finish_the_rest(project)
        self.start_tour('/odoo/daiban-cases', 'daiban_story_clerk_completes', login='test_agent')
        self.start_tour('/my/daiban', 'daiban_story_enterprise_sees_the_end', login='t_owner')
        self.assertEqual(project.state, 'done')

    def _finish_the_rest(self, project):
        while active := project.item_ids.filtered(lambda item: item.state in ('dispatched', 'assigned')):
            self._finish(active[0])

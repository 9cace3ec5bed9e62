"""The enterprise's whole way in a real browser: self-check, application, notice, supplement, card, rating."""

from odoo.tests import tagged

from odoo.addons.sanming_daiban.tests.portal_common import PortalCommon


@tagged('post_install', '-at_install')
class TestJourneyDesktop(PortalCommon):
    def test_from_the_question_to_the_opinion(self):
        """R10–R32, R62–R63: the enterprise at the screen, the clerk of the window between its turns."""
        self.start_tour('/daiban', 'daiban_journey_check', login='t_owner')
        case = self.cases()
        self.assertRecordValues(case, [{'state': 'submitted', 'category_id': self.category.id, 'channel': 'portal'}])

        gap, *rest = case.material_ids.with_user(self.agent)
        for material in rest:
            material.action_verify()
        case.with_user(self.agent).action_request_supplement()
        self.start_tour('/my/daiban', 'daiban_journey_supplement', login='t_owner')
        self.assertRecordValues(case, [{'state': 'submitted'}])

        gap.action_verify()
        case.with_user(self.agent).action_accept()
        self.start_tour('/my', 'daiban_journey_card', login='t_owner')
        self.start_tour('/my/daiban', 'daiban_journey_rate', login='t_owner')
        self.assertRecordValues(
            self.env['daiban.rating'].search([('project_id', '=', case.id)]),
            [{'level': '4', 'told_once': 'no', 'trips': 1}],
        )

    def test_ask_without_a_login(self):
        """R23–R24: a visitor asks; somebody of the window has the first contact, and a clock runs."""
        self.start_tour('/daiban', 'daiban_journey_ask', login=None)
        inquiry = self.env['daiban.inquiry'].search([('contact_phone', '=', '0598-8333333')])
        self.assertRecordValues(inquiry, [{'state': 'open', 'contact_name': "李工"}])
        self.assertTrue(inquiry.number and inquiry.due_date)


@tagged('post_install', '-at_install')
class TestJourneyPhone(TestJourneyDesktop):
    """The same on a phone."""

    browser_size = '375x667'
    touch_enabled = True

from odoo.tests import tagged

from .portal_common import PortalCommon


@tagged('post_install', '-at_install')
class TestPortalTourDesktop(PortalCommon):
    """An enterprise applies in a real browser."""

    def test_apply(self):
        self.start_tour('/my', 'daiban_apply', login='t_owner')
        case = self.cases()
        self.assertRecordValues(case, [{'name': "巡检泵站扩建", 'state': 'submitted', 'object_class': 'park'}])
        self.assertEqual(case.material_ids.attachment_ids.mapped('name'), ["营业执照.pdf"])


@tagged('post_install', '-at_install')
class TestPortalTourPhone(TestPortalTourDesktop):
    """The same on a phone."""

    browser_size = '375x667'
    touch_enabled = True

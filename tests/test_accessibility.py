"""Every page of the portal, on phone and desktop: readable and reachable for everybody (R10, R63)."""

from browser import SIZES, visitor

from odoo.tests import tagged

from odoo.addons.sanming_daiban.tests.portal_common import PortalCommon
from odoo.addons.sanming_daiban.tests.support_common import SupportCommon

GRAVE = ('serious', 'critical')


@tagged('post_install', '-at_install')
class TestAccessibility(SupportCommon, PortalCommon):
    def _pages(self):
        """Name → address of every page that an enterprise or a visitor meets."""
        self.owner.lang = 'zh_CN'
        draft, notice = self.draft_of_owner(), self.supplement()
        running = self._accepted()
        choice, early = self._choice_to_make(), self._risk_to_confirm()
        rating = self.env['daiban.rating'].search([('project_id', '=', running.id)], limit=1)
        return {
            'login': '/web/login',
            'home': '/my',
            'list': '/my/daiban',
            'apply-project': f'/my/daiban/{draft.id}/project',
            'apply-materials': f'/my/daiban/{draft.id}/materials',
            'apply-confirm': f'/my/daiban/{draft.id}/confirm',
            'apply-new': '/my/daiban/new',
            'case-notice': f'/my/daiban/{notice.id}',
            'case-running': f'/my/daiban/{running.id}',
            'withdraw': f'/my/daiban/{running.id}/withdraw',
            'card': f'/my/daiban/card/{running.card_id.id}',
            'verify': f'/daiban/verify/{running.notice_ids[:1].sudo()._verify_token()}',
            'rating-by-link': f'/daiban/rate/{rating.access_token}',
            'documents': '/my/daiban/documents',
            'enterprises': '/my/daiban/enterprises',
            'enterprise': '/my/daiban/enterprise',
            'guide': '/daiban',
            'check': '/daiban/check',
            'check-rules': f'/daiban/check?step=rules&category={running.category_id.code}&nature=production',
            'check-result': f'/daiban/check?step=result&category={running.category_id.code}&nature=none',
            'ask': '/daiban/ask',
            'faq': '/daiban/faq',
            'inquiries': '/my/daiban/inquiries',
            'guide-category': f'/daiban/guide/{running.category_id.code}',
            'rating': rating._portal_url(),
            'clock': f'/daiban/clock/daiban.project/{running.id}',
            'choice': f'/my/daiban/{choice.project_id.id}/choice/{choice.id}',
            'early-start': f'/my/daiban/{early.project_id.id}',
            'policies': '/my/daiban/policies',
        }

    def _choice_to_make(self):
        """A list of intermediaries for a case that also makes the enterprise known to a policy (R46, R55)."""
        self.env['daiban.policy'].with_user(self.manager).create({
            'name': "设备投资补助", 'authority': "区工信局", 'benefit': "按投资额给予补助。",
            'how_to_claim': "提出申请。"})
        self._register()
        return self._task(self._accepted(category_id=self.social.id), 'survey')._show_list()

    def _risk_to_confirm(self):
        """An early start whose legal risk the enterprise has to confirm (Q10)."""
        early = self.env['daiban.early.start'].with_user(self.agent).create({'project_id': self._running().id})
        early.action_serve_risk()
        return early

    def test_no_page_shuts_anybody_out(self):
        """axe-core finds nothing serious or critical, and nothing is wider than the phone."""
        pages, grave = self._pages(), []
        with visitor(self, 't_owner') as guest:
            for size in SIZES:
                guest.resize(size)
                for name, path in pages.items():
                    guest.open(path)
                    guest.picture(f'{name}-{size}')
                    found = [finding for finding in guest.findings() if finding[0] in GRAVE]
                    if guest.run('document.documentElement.scrollWidth > window.innerWidth'):
                        found.append(('wider than the screen',))
                    grave += [(name, size, *finding) for finding in found]
        self.assertFalse(grave, '\n'.join(map(str, grave)))

    def test_apply_with_the_keyboard_alone(self):
        """R22: from the home page to the saved project step without a mouse; the focus can be seen all the way."""
        with visitor(self, 't_owner') as guest:
            guest.open('/my')
            guest.wait("!!document.querySelector(\"a[href='/my/daiban/new']:not(.d-none *)\")")
            guest.tab_to(lambda focus: focus['href'].endswith('/my/daiban/new'))
            guest.press('Enter', text='\r')
            guest.wait("!!document.querySelector('#f_name')")
            self._choose(guest, 'category_id')
            self._fill(guest, 'name', "键盘填报的项目")
            self._choose(guest, 'nature')
            self._choose(guest, 'object_class', steps=3)
            self._fill(guest, 'contact_name', "王工")
            self._fill(guest, 'contact_phone', '0598-8222222')
            guest.tab_to(lambda focus: focus['type'] == 'submit')
            guest.press('Enter', text='\r')
            guest.wait("location.pathname.endsWith('/materials')")
        self.assertRecordValues(self.cases(), [{'name': "键盘填报的项目", 'state': 'draft', 'object_class': 'other'}])

    def _choose(self, guest, name, steps=0):
        guest.tab_to(lambda focus: focus['name'] == name)
        guest.press(' ', code='Space', text=' ')
        for _step in range(steps):
            guest.press('ArrowDown')

    def _fill(self, guest, name, text):
        guest.tab_to(lambda focus: focus['name'] == name)
        guest.type(text)

from odoo.tests import tagged

from .portal_common import SCRIPT, PortalCommon


@tagged('post_install', '-at_install')
class TestPortalPages(PortalCommon):
    """What an enterprise sees of its cases (R10, R63)."""

    def test_login_page_carries_the_name_and_no_advertisement(self):
        page = self.get('/web/login').text
        self.assertIn(self.product_name('zh_CN'), page)
        self.assertNotIn('odoo.com', page)

    def product_name(self, lang):
        html = self.env['ir.qweb'].with_context(lang=lang)._render('sanming_daiban.product_name')
        return str(html).strip()

    def test_visitor_gets_chinese_whatever_the_browser_prefers(self):
        self.env['ir.default'].set('res.partner', 'lang', 'zh_CN')
        page = self.url_open('/web/login', headers={'Accept-Language': 'en-US,en;q=0.9'})
        self.assertIn('lang="zh-CN"', page.text)
        self.assertNotIn('/en', page.url)
        for chosen, shown in (('zh_CN', 'zh-CN'), ('en_US', 'en-US'), ('xx_YY', 'zh-CN'), ('a-b', 'zh-CN')):
            self.opener.cookies.set('frontend_lang', chosen)
            page = self.url_open('/web/login')
            self.assertIn(f'lang="{shown}"', page.text, chosen)

    def test_home_counts_cases_and_those_that_wait_for_the_enterprise(self):
        self._submitted()
        self.supplement()
        self.authenticate('t_owner', 't_owner')
        counters = self.make_jsonrpc_request('/my/counters', {'counters': ['daiban_count', 'daiban_todo_count']})
        self.assertEqual(counters, {'daiban_count': 2, 'daiban_todo_count': 1})
        self.assertIn('/my/daiban', self.get('/my').text)

    def test_list_searches_filters_and_sorts(self):
        self._submitted(name="甲项目")
        self._draft(name="乙项目", channel='portal')
        rejected = self._submitted(name="丙项目")
        rejected.action_reject(self.env['daiban.reject.reason'].search([], limit=1), "理由")
        self.authenticate('t_owner', 't_owner')
        self.assertEqual(self.listed('?search=甲'), {"甲项目"})
        self.assertEqual(self.listed('?filterby=closed'), {"丙项目"})
        self.assertEqual(self.listed('?filterby=open&sortby=name'), {"甲项目", "乙项目"})
        self.assertEqual(self.listed('?filterby=nonsense&sortby=nonsense&search=没有'), set())

    def listed(self, query):
        page = self.get(f'/my/daiban{query}').text
        return {name for name in ("甲项目", "乙项目", "丙项目") if name in page}

    def test_list_costs_the_same_for_one_case_and_for_ten(self):
        self._running()
        self.authenticate('t_owner', 't_owner')
        one = self.count_queries('/my/daiban')
        for _index in range(5):
            self._running()
        self.assertLessEqual(self.count_queries('/my/daiban'), one + 2)

    def count_queries(self, path):
        self.get(path)  # fills what is cached for all users
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.get(path)
        return self.cr.sql_log_count - before

    def test_list_has_pages(self):
        for index in range(21):
            self._draft(name=f"项目{index:02}", channel='portal')
        self.authenticate('t_owner', 't_owner')
        self.assertNotIn("项目00", self.get('/my/daiban').text)
        self.assertIn("项目00", self.get('/my/daiban/page/2').text)

    def test_detail_says_who_has_it_and_what_comes_next(self):
        project = self._running()
        self.authenticate('t_owner', 't_owner')
        page = self.get(f'/my/daiban/{project.id}').text
        holder = project.item_ids.filtered('is_active')[:1].holder_label
        for text in (project.number, project.card_id.number, holder, project.agent_id.name):
            self.assertIn(text, page)

    def test_notice_tells_each_gap_with_way_and_method(self):
        """R28: what is wrong, how to get it, how to hand it in, for every line; reading it is recorded."""
        project = self.supplement()
        self.authenticate('t_owner', 't_owner')
        page = self.get(f'/my/daiban/{project.id}').text
        notice = project.notice_ids.filtered(lambda letter: letter.kind == 'supplement')
        for line in notice.line_ids:
            for text in (line.defect, line.way, line.method, line.material_type_id.name):
                self.assertIn(text, page)
        self.assertTrue(notice.received_at)

    def test_every_state_has_a_page(self):
        reason = self.env['daiban.reject.reason'].search([], limit=1)
        rejected, withdrawn = self._submitted(), self._submitted()
        rejected.action_reject(reason, "理由")
        withdrawn.action_withdraw("不做了")
        terminated = self._running()
        terminated.action_terminate("企业书面通知项目取消", 'cancelled')
        self.authenticate('t_owner', 't_owner')
        for project in (self._submitted(), self._accepted(), rejected, withdrawn, terminated):
            self.get(f'/my/daiban/{project.id}')

    def test_token_shows_but_changes_nothing(self):
        project = self.supplement()
        token = project.sudo()._portal_ensure_token()
        page = self.get(f'/my/daiban/{project.id}?access_token={token}').text
        self.assertIn(project.number, page)
        self.assertNotIn('/upload', page)
        self.assertNotIn('/withdraw', page)

    def test_script_in_every_text_is_shown_as_text(self):
        names = ('name', 'project_unit_name', 'address', 'description', 'contact_name')
        case = self.draft_of_owner(**{name: f'{SCRIPT}🏭'[:40] for name in names})
        self.authenticate('t_owner', 't_owner')
        for page in ('project', 'materials', 'confirm'):
            self.assertNotIn("<script>alert", self.get(f'/my/daiban/{case.id}/{page}').text)
        case._portal_submit(consent=True)
        page = self.get(f'/my/daiban/{case.id}').text
        self.assertNotIn("<script>alert", page)
        self.assertIn("🏭", page)
        self.assertNotIn("<script>alert", self.get('/my/daiban').text)

from odoo.tests import tagged

from .portal_common import PDF, PortalCommon


@tagged('post_install', '-at_install')
class TestPortalDraft(PortalCommon):
    """A draft saves itself, tells of a second tab, follows a changed list and does not stay for ever (R22)."""

    def setUp(self):
        super().setUp()
        self.authenticate('t_owner', 't_owner')

    def save(self, **vals):
        token = vals.pop('csrf_token', None) or self.csrf_token()
        return self.url_open('/my/daiban/autosave', data={'csrf_token': token, **vals})

    def test_first_words_make_the_draft_and_the_next_ones_change_it(self):
        self.assertFalse(self.save(draft_key='k', name='').json()['case'])
        first = self.save(draft_key='k', name="泵站", investment='viel').json()
        case = self.cases()
        self.assertEqual((first['case'], list(first['errors'])), (case.id, ['investment']))
        second = self.save(case_id=case.id, revision=first['revision'], name="泵站扩建", investment='35.5').json()
        self.assertFalse(second['errors'])
        self.assertRecordValues(self.cases(), [{'name': "泵站扩建", 'investment': 35.5, 'state': 'draft'}])

    def test_second_tab_does_not_overwrite_silently(self):
        case = self.draft_of_owner()
        revision = case.sudo().form_revision
        self.assertEqual(self.save(case_id=case.id, revision=revision, name="一").json()['revision'], revision + 1)
        self.assertIn('conflict', self.save(case_id=case.id, revision=revision, name="二").json())
        page = self.post(f'/my/daiban/{case.id}/project', self.form(revision=revision, name="三"))
        self.assertIn('alert-warning', page.text)
        self.assertIn("三", page.text)
        self.assertEqual(case.name, "一")
        self.post(f'/my/daiban/{case.id}/project', self.form(revision=revision + 1, name="三"))
        self.assertEqual(case.name, "三")

    def test_nothing_is_saved_for_others_and_for_nobody(self):
        case = self.draft_of_owner()
        self.assertEqual(self.save(case_id=case.id, name="x", csrf_token='wrong').status_code, 400)
        self.authenticate('t_rival', 't_rival')
        self.assertEqual(self.save(case_id=case.id, name="x").status_code, 404)
        self.assertEqual(self.save(draft_key='k', name="x", enterprise_id=self.enterprise.id).status_code, 404)
        self.logout()
        answer = self.url_open('/my/daiban/autosave', data={'case_id': case.id, 'name': "x"})
        self.assertEqual((answer.status_code, answer.json()), (401, {'login': True}))
        self.assertEqual(case.name, self.form()['name'])

    def test_submitted_case_is_not_changed_by_a_late_save(self):
        case = self.draft_of_owner()
        case._portal_submit(consent=True)
        self.assertIn('conflict', self.save(case_id=case.id, name="spät").json())
        self.assertEqual(case.name, self.form()['name'])

    def test_changed_list_asks_only_what_is_new(self):
        case = self.draft_of_owner()
        kept = case.material_ids[0].sudo()
        case._portal_upload(kept.id, [("a.pdf", PDF)])
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE daiban_material SET create_date = create_date - interval '1 day' WHERE project_id = %s", [case.id])
        self.env.invalidate_all()
        wanted = self.category.intake_material_type_ids
        extra = self.env['daiban.material.type'].search([('id', 'not in', wanted.ids)], limit=1)
        self.category.intake_material_type_ids = wanted | extra
        page = self.get(f'/my/daiban/{case.id}/materials').text
        self.assertEqual(page.count("newly asked"), 1)
        self.assertEqual(case._portal_new_materials().type_id, extra)
        self.assertEqual(kept.state, 'submitted')

    # === Expire ===

    def age(self, case, days, reminded=None):
        case.sudo().flush_recordset()
        self.env.cr.execute(
            "UPDATE daiban_project SET draft_saved_at = now() - %s * interval '1 day',"
            " draft_reminded_at = now() - %s * interval '1 day' WHERE id = %s", [days, reminded, case.id])
        self.env.invalidate_all()

    def run_cron(self):
        self.env['daiban.project']._cron_expire_drafts()

    def test_untouched_draft_is_reminded_of_then_deleted(self):
        self.env['ir.config_parameter'].set_param('sanming_daiban.draft_days', '30')
        case = self.draft_of_owner()
        self.age(case, 20)
        self.run_cron()
        self.assertFalse(case.sudo().draft_reminded_at)
        self.age(case, 24)
        self.run_cron()
        self.run_cron()
        mails = self.env['mail.mail'].search([('model', '=', 'daiban.project'), ('res_id', '=', case.id)])
        self.assertEqual(mails.recipient_ids, self.owner.partner_id)
        self.assertEqual(len(mails), 1)
        self.age(case, 40, 6)
        self.run_cron()
        self.assertTrue(case.exists())
        self.age(case, 40, 8)
        self.run_cron()
        self.assertFalse(case.exists())

    def test_going_on_keeps_the_draft_and_submitted_cases_stay(self):
        case, other = self.draft_of_owner(), self._submitted()
        self.age(case, 400, 8)
        self.age(other, 400, 8)
        self.save(case_id=case.id, revision=case.sudo().form_revision, name="weiter")
        self.run_cron()
        self.assertTrue(case.exists() and other.exists())

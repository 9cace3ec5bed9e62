from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestCaseVault(CaseCommon):
    """R22, R28: what the district already has and is valid is reused; asking again is warned of and counted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ref('material_m01').reuse = 'enterprise'

    def _file(self, name="营业执照.pdf"):
        return self.env['ir.attachment'].create(
            {'name': name, 'raw': b'%PDF-1.4 licence', 'mimetype': 'application/pdf'})

    def _material(self, project, code='M01'):
        return project.material_ids.filtered(lambda one: one.type_id.code == code)

    def _stored(self, partner=None, name="旧项目", code='M01'):
        """An earlier case whose document was verified with a file."""
        project = self._submitted(name=name, partner_id=(partner or self.enterprise).id)
        material = self._material(project, code)
        material.sudo().attachment_ids = self._file()
        material.action_verify()
        return material

    def test_reused_with_one_click_and_without_a_second_copy(self):
        source = self._stored()
        material = self._material(self._submitted(name="新项目"))
        self.assertEqual(material.known_document_id.material_id, source)
        material.action_reuse()
        self.assertRecordValues(material, [
            {'state': 'verified', 'reused_from_id': source.id, 'verified_by_id': self.agent.id}])
        own, old = material.attachment_ids, source.attachment_ids
        self.assertNotEqual(own, old)
        self.assertEqual((own.res_id, own.sudo().store_fname), (material.id, old.sudo().store_fname))
        own.unlink()
        self.assertEqual(old.raw, b'%PDF-1.4 licence')

    def test_paper_without_a_file_is_not_in_the_store(self):
        project = self._submitted(name="旧项目")
        self._material(project).action_verify()
        self.assertFalse(self._material(self._submitted(name="新项目")).known_document_id)

    def test_never_from_another_enterprise(self):
        self._stored(partner=self.rival)
        material = self._material(self._submitted(name="新项目"))
        self.assertFalse(material.known_document_id)
        with self.assertRaises(UserError):
            material.action_reuse()
        self.assertFalse(material.attachment_ids)

    def test_what_belongs_to_a_project_serves_only_that_project(self):
        """The form of one project says nothing about another; an application of the same project takes it over."""
        self._stored(name="三万吨项目", code='M04')
        self.assertFalse(self._material(self._submitted(name="新项目"), 'M04').known_document_id)
        self.assertTrue(self._material(self._submitted(name="三万吨 项目"), 'M04').known_document_id)

    @freeze_time('2026-03-02 02:00:00')
    def test_expired_documents_are_not_offered(self):
        source = self._stored()
        source.valid_until = '2026-03-02'
        material = self._material(self._submitted(name="新项目"))
        self.assertTrue(material.known_document_id)
        with freeze_time('2026-03-03 02:00:00'):
            material.invalidate_recordset(['known_document_id'])
            self.assertFalse(material.known_document_id)

    @freeze_time('2026-03-02 02:00:00')
    def test_a_kind_that_expires_counts_from_its_examination(self):
        self.ref('material_m01').validity_months = 6
        source = self._stored()
        self.assertEqual(str(source.valid_until), '2026-09-02')

    @freeze_time('2026-03-02 02:00:00')
    def test_examined_again_on_the_day_of_acceptance(self):
        source = self._stored()
        source.valid_until = '2026-03-05'
        project = self._submitted(name="新项目")
        self._material(project).action_reuse()
        (project.material_ids - self._material(project)).action_verify()
        with freeze_time('2026-03-06 02:00:00'), self.assertRaisesRegex(UserError, self._material(project).name):
            project.action_accept()
        source.action_mark_defective("系伪造")
        with self.assertRaisesRegex(UserError, self._material(project).name):
            project.action_accept()
        source.action_reset()
        source.action_verify()
        project.action_accept()
        self.assertEqual(project.state, 'accepted')

    def test_asking_again_needs_reuse_or_a_reason_and_is_counted(self):
        """R28: the clerk is warned; the demand is a fact that supervision finds."""
        self._stored()
        project = self._submitted(name="新项目")
        dialog = project.action_request_supplement()
        self.assertEqual((dialog['res_model'], project.state), ('daiban.known.documents', 'submitted'))
        wizard = self.env['daiban.known.documents'].with_user(self.agent).with_context(**dialog['context']).create({})
        self.assertEqual(wizard.line_ids.material_id, self._material(project))
        wizard.line_ids.reason = "企业名称已变更"
        wizard.action_confirm()
        project.notice_ids.filtered(lambda notice: notice.state == 'draft').action_serve()
        self.assertEqual(project.state, 'supplement')
        demand = self.env['daiban.repeated.demand'].with_user(self.supervisor).search([('project_id', '=', project.id)])
        self.assertRecordValues(demand, [{
            'type_id': self.ref('material_m01').id, 'reason': "企业名称已变更", 'user_id': self.agent.id}])
        with self.assertRaises(AccessError):
            demand.with_user(self.agent).write({'reason': "无"})
        with self.assertRaises(AccessError):
            demand.with_user(self.supervisor).unlink()

    def test_the_dialog_takes_it_from_the_store(self):
        self._stored()
        project = self._submitted(name="新项目")
        context = project.action_request_supplement()['context']
        self.env['daiban.known.documents'].with_user(self.agent).with_context(**context).create({}).action_confirm()
        self.assertEqual(self._material(project).state, 'verified')
        notice = project.notice_ids.filtered(lambda one: one.kind == 'supplement')
        self.assertNotIn('M01', notice.line_ids.material_type_id.mapped('code'))
        self.assertFalse(self.env['daiban.repeated.demand'].search([('project_id', '=', project.id)]))

    def test_a_letter_made_by_hand_is_no_way_round(self):
        self._stored()
        project = self._submitted(name="新项目")
        notice = self.env['daiban.notice'].with_user(self.agent)._create_supplement(project, self._material(project))
        with self.assertRaisesRegex(UserError, "already has"):
            notice.action_serve()

    def test_results_of_finished_items_are_in_the_store(self):
        project = self._running(name="三万吨项目")
        item = self._item(project, 'A01')
        item.sudo().result_document_ids = [Command.set(self._file("备案证明.pdf").ids)]
        self._finish(item)
        documents = self.env['daiban.vault.document'].with_user(self.agent)
        stored = documents.search([('partner_id', '=', self.enterprise.id)])
        self.assertEqual(stored.item_id.code, 'A01')
        self.assertEqual(stored.type_id.code, 'M06')
        self.assertEqual(self.enterprise.with_user(self.agent).daiban_document_ids, stored)
        other = self._submitted(name="三万吨项目")
        material = other.material_ids.create({'project_id': other.id, 'type_id': self.ref('material_m06').id})
        material.action_reuse()
        self.assertEqual(material.reused_item_id, item.sudo())

    def test_only_agents_of_the_case_reuse(self):
        self._stored()
        material = self._material(self._submitted(name="新项目"))
        for user in (self.handler, self.auditor, self.other_agent, self.owner):
            with self.subTest(user.login), self.assertRaises(AccessError):
                material.with_user(user).action_reuse()

from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .story_common import StoryCommon


@tagged('post_install', '-at_install')
class TestStoryWithScheme(StoryCommon):
    def test_key_project_starts_early(self):
        """R21, R40, R60, R69–R71, R79–R81, Q10: a key project whose land comes with its design starts early."""
        self.chapter('三、带方案出让项目：区重点电子产业园（50个工作日）')
        self.on('2026-03-02')
        self.apply(category='with_scheme_transfer', name="电子产业园", object_class='key', key_tier='district',
                   address="荆东", land_area=60000)
        self.accept()
        self.tell('R20 R21 R40', '帮办代办专窗', '区重点建设项目，土地随设计方案一并出让，按50个工作日办理。')
        self.case.with_user(self.agent).action_start()
        self.before_the_request()
        self.handle('B01', 'A01', days=1)
        self.handle('A03', days=1)
        self.handle('A04')
        self.handle('A05')
        self.handle('B02')
        self.handle('C01')
        self._start_early()
        self.handle_the_rest_but('D01')
        self._permit()
        self.handle_the_rest()
        self.complete()
        self.tell_the_end()
        self.end()

    def before_the_request(self):
        """What a key project lacks is found and closed before its items are decided."""

    def _start_early(self):
        case = self.case.with_user(self.agent)
        early = self.env['daiban.early.start'].with_user(self.agent).create({'project_id': case.id})
        early.action_serve_risk()
        self.case.with_user(self.owner)._portal_confirm_risk('1')
        self.tell('R79', '企业', (
            '已取得土地使用权，施工图审查合格，申请提前开工；网上确认法律风险提示：未取得施工许可证。'))
        early.action_propose_residuals()
        residual = '、'.join(early.residual_ids.item_id.mapped('code'))
        self.tell('R81', '代办专员', f'列出后续手续清单，逐项定期限：{residual}。')
        early.with_user(self.supervisor).resolution_id = self._government_meeting()
        early.invalidate_recordset()
        early.with_user(self.supervisor).action_approve()
        self.assertEqual(early.state, 'approved')
        self.assertTrue(self.item('C03').is_open)
        self.assertFalse(self.item('C03').result_document_ids)
        self.tell('R80', '管委会督导', (
            '三个条件齐备（土地、图审、联审联办会议决议），批准提前开工；'
            '施工许可证仍在办理，任何页面都不显示为已取得。'))
        self.early = early

    def _government_meeting(self):
        meeting = self.env['daiban.meeting'].with_user(self.supervisor).create({
            'name': "联审联办会议：电子产业园提前开工", 'kind': 'government_meeting',
            'project_ids': [Command.set(self.case.ids)], 'start': fields.Datetime.now() + timedelta(days=1),
            'attendance_ids': [Command.create({'unit_id': self.housing.id})],
            'agenda_ids': [Command.create({'name': "提前开工", 'project_id': self.case.id})]})
        meeting.request_reason = "土地和图审已经到位，需区政府研究。"
        meeting.action_request()
        meeting.write({'approved_by': "分管副区长", 'approval_number': "批示1号"})
        meeting.with_user(self.head).action_approve_request()
        self.tell('R60', '管委会', '需区政府研究决定，报请召开“联审联办”专题会，区政府同意。')
        meeting.action_invite()
        self.on(str(meeting.start.date()), hour=8)
        meeting.action_hold()
        resolution = self.env['daiban.resolution'].with_user(self.supervisor).create({
            'meeting_id': meeting.id, 'agenda_id': meeting.agenda_ids.id, 'kind': 'early_start',
            'name': "同意提前开工，后续手续同步办理", 'owner_unit_id': self.housing.id, 'owner_id': self.leader.id})
        meeting.attendance_ids.presence = 'present'
        meeting.action_close()
        self.tell('R60 R61 R80', '区政府', '联审联办会议同意提前开工，决议落实到责任单位。')
        return resolution.sudo(False)

    def _permit(self):
        self.assertEqual(self.item('C03').state, 'done')
        self.assertNotEqual(self.early.state, 'approved')
        self.tell('R81', '区住建局', '施工许可证核发，提前开工状态随之结束；后续手续与工程建设同时跟进，没有逾期。')

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from .fast_track_common import FastTrackCommon


class EarlyStartCommon(FastTrackCommon):
    """An industrial case whose land and drawings can be had, and a government meeting that can resolve on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = cls.new_user('supervisor', 'test_chief')
        cls.ref('unit_center').write({'member_ids': [Command.link(cls.chief.id)], 'leader_id': cls.chief.id})

    @classmethod
    def _land_and_drawings(cls, project=None):
        """Both shown by papers that the enterprise has brought."""
        case = project or cls.project
        for name in ('material_m12', 'material_m30'):
            cls.env['daiban.material'].with_user(cls.agent).create(
                {'project_id': case.id, 'type_id': cls.ref(name).id}).action_verify()

    @classmethod
    def _meeting(cls, kind='government_meeting', project=None):
        """A meeting that is held now; the government's was asked for and agreed to."""
        case = project or cls.project
        meeting = cls.env['daiban.meeting'].with_user(cls.supervisor).create({
            'name': "专题会议", 'kind': kind, 'project_ids': [Command.set(case.ids)],
            'start': fields.Datetime.now() + timedelta(hours=1),
            'attendance_ids': [Command.create({'unit_id': cls.housing.id})],
            'agenda_ids': [Command.create({'name': "提前开工", 'project_id': case.id})]})
        if kind == 'government_meeting':
            meeting.request_reason = "土地和图审已经到位，请予研究。"
            meeting.action_request()
            meeting.write({'approved_by': "分管副区长", 'approval_number': "批示1号"})
            meeting.with_user(cls.chief).action_approve_request()
        meeting.action_invite()
        meeting.start = fields.Datetime.now() - timedelta(hours=1)
        meeting.action_hold()
        return meeting

    @classmethod
    def _resolve(cls, kind='government_meeting', project=None, closed=True, **vals):
        """The resolution of a meeting that was held; its minutes are finished unless told otherwise."""
        meeting = cls._meeting(kind, project)
        resolution = cls.env['daiban.resolution'].with_user(cls.supervisor).create({
            'meeting_id': meeting.id, 'agenda_id': meeting.agenda_ids.id, 'kind': 'early_start',
            'name': "同意提前开工", 'owner_unit_id': cls.housing.id, 'owner_id': cls.leader.id, **vals})
        if closed:
            meeting.attendance_ids.presence = 'present'
            meeting.action_close()
        return resolution

    @classmethod
    def _early(cls, project=None):
        return cls.env['daiban.early.start'].with_user(cls.agent).create({'project_id': (project or cls.project).id})

    @classmethod
    def _all_legs(cls, project=None):
        """An early start for which everything is there, as supervision sees it."""
        early = cls._early(project)
        cls._land_and_drawings(project)
        early.action_serve_risk()
        early.project_id.with_user(cls.owner)._portal_confirm_risk('1')
        early.action_propose_residuals()
        early.with_user(cls.supervisor).resolution_id = cls._resolve(project=project)
        early.invalidate_recordset()
        return early.with_user(cls.supervisor)

from datetime import date

from odoo.tests import freeze_time

from .eval_common import EvalCommon


class CampaignCommon(EvalCommon):
    """A published scheme and two people who served in 2026, in December of that year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time('2026-12-01 02:00:00'))
        cls.scheme.action_publish()
        cls.colleague = cls.new_user('supervisor', 'test_colleague')
        cls.campaigns = cls.env['daiban.eval.campaign'].with_user(cls.officer)
        cls._serves(cls.agent, date(2026, 3, 1))
        cls._serves(cls.other_agent, date(2025, 1, 1), date(2026, 6, 30))

    @classmethod
    def _serves(cls, user, start, end=False, **values):
        period = cls.env['daiban.service.period'].with_user(cls.supervisor).create({
            'user_id': user.id, 'unit_id': cls.window.id, 'date_from': start, 'date_to': end,
            'basis': "三政务〔2026〕3号", 'grade_set_id': cls.eval_ref('grade_set_civil_servant').id, **values})
        period.with_user(cls.colleague).action_confirm()
        return period

    @classmethod
    def _campaign(cls, **values):
        return cls.campaigns.create({'year': 2026, 'closes_on': date(2026, 12, 20), **values})

    def _drawn(self, **values):
        campaign = self._campaign(**values)
        campaign.action_draw()
        return campaign

    def _opened(self, **values):
        campaign = self._drawn(**values)
        campaign.action_open()
        return campaign

    def _subject(self, campaign, user):
        return campaign.sudo().subject_ids.filtered(lambda subject: subject.user_id == user)

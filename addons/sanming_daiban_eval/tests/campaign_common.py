from datetime import date

from odoo.tests import freeze_time

from odoo.addons.sanming_daiban.tests.common import new_test_user

from .eval_common import EvalCommon


class CampaignCommon(EvalCommon):
    """A published scheme and two people who served in 2026, in December of that year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time('2026-12-01 02:00:00'))
        cls.scheme.action_publish()
        cls.colleague = cls.new_user('supervisor', 'test_colleague')
        cls.ref('unit_center').member_ids |= cls.colleague
        cls.campaigns = cls.env['daiban.eval.campaign'].with_user(cls.officer)
        cls._serves(cls.agent, date(2026, 3, 1))
        cls._serves(cls.other_agent, date(2025, 1, 1), date(2026, 6, 30))

    @classmethod
    def _serves(cls, user, start, end=False, **values):
        period = cls.env['daiban.service.period'].with_user(cls.supervisor).create({
            'user_id': user.id, 'unit_id': cls.window.id, 'date_from': start, 'date_to': end,
            'basis': "三政务〔2026〕3号", 'grade_set_id': cls.eval_ref('grade_set_civil_servant').id, **values})
        period.with_user(cls.colleague if user != cls.colleague else cls.env.ref('base.user_root')).action_confirm()
        return period

    @classmethod
    def _campaign(cls, **values):
        return cls.campaigns.create({'year': 2026, 'closes_on': date(2026, 12, 20), **values})

    @classmethod
    def _drawn(cls, **values):
        campaign = cls._campaign(**values)
        campaign.action_draw()
        return campaign

    @classmethod
    def _opened(cls, **values):
        campaign = cls._drawn(**values)
        campaign.action_open()
        return campaign

    @classmethod
    def _subject(cls, campaign, user):
        return campaign.sudo().subject_ids.filtered(lambda subject: subject.user_id == user)


class BallotCommon(CampaignCommon):
    """An open evaluation: the agent has served four enterprises, and one handler and one leader had his items."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._running()
        cls.item = cls._item(cls.project, 'A01')
        cls.item.with_user(cls.leader).action_assign(cls.handler)
        cls.owners = cls.owner | cls.rival_owner
        cls.enterprises = cls.enterprise | cls.rival
        for number, code in enumerate(('91350404MA34567890', '91350404MA35555551')):
            enterprise = cls.env['res.partner'].create({'name': f"测试企业{'丙丁'[number]}", 'is_company': True})
            enterprise.uscc = cls._code(code)
            user = new_test_user(
                cls.env, f't_owner_{number}', groups='base.group_portal', lang='en_US', tz='Asia/Shanghai')
            cls._representative(user, enterprise)
            cls.owners |= user
            cls.enterprises |= enterprise
        for enterprise in cls.enterprises - cls.enterprise:
            cls._submitted(partner_id=enterprise.id, name=f"{enterprise.name}项目")
        cls.campaign = cls._opened()
        cls.subject = cls._subject(cls.campaign, cls.agent)

    @classmethod
    def _code(cls, code):
        """A credit code with a right check digit."""
        from stdnum.cn import uscc  # noqa: PLC0415
        return code[:17] + uscc.calc_check_digit(code[:17])

    def _ballot(self, user, subject=None):
        raters = self.env['daiban.eval.rater'].with_user(user)._own()
        return raters.ballot_ids.filtered(lambda ballot: ballot.subject_id == (subject or self.subject)).with_user(user)

    def _form(self, ballot, place=0, comment=''):
        """Every criterion answered with the level at that place, from the best down."""
        criteria = ballot.sudo()._criteria()
        return {'comment': comment, **{
            f'c_{criterion.id}': str(criterion.level_ids[place].id) for criterion in criteria}}

    def _cast(self, user, place=0, comment='', subject=None):
        ballot = self._ballot(user, subject).sudo()
        ballot._answer(ballot.rater_id, self._form(ballot, place, comment))
        return ballot

    def _box_rows(self):
        """What who owns the whole database finds."""
        self.env.cr.execute("SELECT * FROM daiban_eval_box WHERE campaign_id = %s", (self.campaign.id,))
        return self.env.cr.dictfetchall()

    def _close(self):
        with freeze_time('2026-12-20 16:20:00'):  # the 21st in the district
            list(self.env['daiban.eval.campaign']._day_begins())

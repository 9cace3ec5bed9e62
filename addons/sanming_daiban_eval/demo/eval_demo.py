from datetime import date, datetime, timedelta
from random import Random

from odoo import api, models

from odoo.addons.sanming_daiban.demo.daiban_demo import CHEAP_HASH
from odoo.addons.sanming_daiban.demo.time_travel import at_moment

# How good each of them is, in points: what the raters answer, give or take chance and their own habit.
AGENTS = {
    'chuangkou': 106, 'yuanfu': 102, 'zhaoshang': 88, 'gongshanglian': 84, 'xiangzhen': 82,
    'jingban1': 98, 'jingban2': 90, 'jingban3': 83, 'jingban4': 66}
CIVIL_SERVANTS = ('zhaoshang', 'xiangzhen')
# who met too few owners to be judged by them
FEW_OWNERS = 'gongshanglian'
COMMENTS = ("一次讲清，少跑了很多趟。", "进度主动告知，很省心。", "材料预审细致，退件少。", "节假日联系不上，望改进。")
SEED = 350403
LEAD = timedelta(days=45)  # the evaluation of a year is finished by then


class DaibanEvalDemo(models.AbstractModel):
    """A finished evaluation of last year (R96–R100). Nothing calls it but `staff.xml`, loaded only with demo data."""
    _name = 'daiban.eval.demo'
    _description = 'Demo Data of the Evaluation'

    @api.model
    def _play(self):
        """Each step by its real action, at its time, by its person; the ballots are invented, and so marked."""
        if self.env['daiban.eval.campaign'].search_count([], limit=1):
            return
        languages = [code for code, _name in self.env['res.lang'].get_installed()]
        self.env['ir.module.module']._load_module_terms(['sanming_daiban_eval'], languages)
        env = self.env(context={
            'lang': 'zh_CN', 'tz': 'Asia/Shanghai', 'mail_activity_automation_skip': True, 'tracking_disable': True})
        self = self.with_env(env)  # noqa: PLW0642 - everything below happens in Chinese and without reminders
        officer = self._user('kaoping', 'sanming_daiban_eval')
        officer._set_encrypted_password(officer.id, CHEAP_HASH.hash(officer.login))
        year = (env['daiban.calendar.year']._district_today() - LEAD).year - 1
        self._prepare(year)
        campaign = self._run(officer, year)
        self._decide(campaign, year)
        self.env['ir.model.data']._update_xmlids([
            {'xml_id': 'sanming_daiban_eval.demo_campaign', 'record': campaign, 'noupdate': True}])

    def _user(self, login, module='sanming_daiban'):
        return self.env.ref(f'{module}.demo_user_{login}')

    def _at(self, *day):
        return at_moment(self.env, datetime(*day, 2, 0))

    # === Before ===

    def _prepare(self, year):
        """Who served (R95), entered by one person and confirmed by another; and the scheme."""
        manager, enters, confirms = (self._user(login) for login in ('peizhi', 'dudao', 'dudao2'))
        with self._at(year, 12, 21):
            scheme = self.env.ref('sanming_daiban_eval.eval_scheme_default').with_user(manager)
            if scheme.state == 'draft':
                scheme.action_publish()
            periods = self.env['daiban.service.period'].with_user(enters).create([
                self._period(self._user(login), year) for login in AGENTS])
            periods.with_user(confirms).action_confirm()

    def _period(self, user, year):
        own = self.env['daiban.unit'].search([('member_ids', 'in', user.ids)], order='id', limit=1)
        kind = 'civil_servant' if user.login in CIVIL_SERVANTS else 'institution'
        second = user.login.startswith('jingban')
        return {
            'user_id': user.id, 'home_unit_id': own.id, 'date_from': date(year - 1, 7, 1) if not second else
            date(year, 3, 1), 'percent': 50 if second else 100, 'basis': f"三政务〔{year}〕{user.id}号（演示）",
            'unit_id': (self.env.ref('sanming_daiban.unit_agency_window') if second else own).id,
            'grade_set_id': self.env.ref(f'sanming_daiban_eval.grade_set_{kind}').id}

    # === The evaluation ===

    def _run(self, officer, year):
        campaigns = self.env['daiban.eval.campaign'].with_user(officer)
        with self._at(year + 1, 1, 6):
            campaign = campaigns.create({'year': year, 'closes_on': date(year + 1, 1, 20)})
            campaign.action_draw()
            self._add_contacts(campaign.sudo())
            campaign.action_open()
        with self._at(year + 1, 1, 12):
            self._answer(campaign.sudo())
        with self._at(year + 1, 1, 21):
            campaign.sudo()._close()
        return campaign

    def _add_contacts(self, campaign):
        """The cases of the demo began late in that year; more raters are invented, and said to be."""
        campaign.contact_ids.filtered(
            lambda contact: contact.kind == 'owner' and contact.subject_id.user_id.login == FEW_OWNERS).unlink()
        cases = self.env['daiban.project'].search([])  # pylint: disable=no-search-all  # a demo has few
        enterprises = cases.partner_id.sorted('id')[:7]
        leaders = [self._user(f'lingdao{number}') for number in range(1, 7)]
        wanted = [('office', subject, user.partner_id, user) for subject in campaign.subject_ids for user in leaders]
        wanted += [
            ('owner', subject, partner, self.env['res.users']) for subject in campaign.subject_ids
            for partner in enterprises[:2 if subject.user_id.login == FEW_OWNERS else 7]]
        present = {(contact.kind, contact.subject_id.id, contact.partner_id.id) for contact in campaign.contact_ids}
        self.env['daiban.eval.contact'].create([
            {'campaign_id': campaign.id, 'subject_id': subject.id, 'kind': kind, 'partner_id': partner.id,
             'user_id': user.id, 'outcome': 'drawn', 'evidence': "演示数据：虚构的服务往来"}
            for kind, subject, partner, user in wanted if (kind, subject.id, partner.id) not in present])
        campaign.rater_ids.unlink()  # and their ballots
        campaign._create_ballots(campaign.contact_ids.filtered(lambda contact: contact.outcome == 'drawn'))

    def _answer(self, campaign):
        """Raters have habits, mild or strict; of the offices one in eight does not answer."""
        source = Random(SEED)
        habits = {}
        for ballot in campaign.ballot_ids.sorted('id'):
            habit = habits.setdefault(ballot.rater_id, source.gauss(0, 4))
            if source.random() < 0.125 and ballot.kind == 'office':
                continue
            merit = AGENTS[ballot.subject_id.user_id.login] + habit
            form = {f'c_{criterion.id}': self._level(criterion, merit + source.gauss(0, 6))
                    for criterion in ballot._criteria()}
            ballot._answer(ballot.rater_id, {**form, 'comment': source.choice(COMMENTS) if source.random() < 0.2 else ''})

    def _level(self, criterion, points):
        return str(min(criterion.level_ids, key=lambda level: abs(level.points - points)).id)

    # === After ===

    def _decide(self, campaign, year):
        head, leader = self._user('dudao'), campaign.with_user(self._user('kaoping', 'sanming_daiban_eval'))
        with self._at(year + 1, 1, 26):
            results = leader.result_ids.with_user(head)
            for result in results.filtered(lambda result: result.why == 'tie'):
                result.action_decide('good', "并列，按岗位职责量研究确定")
            results.filtered(lambda result: result.state == 'computed').action_accept_proposals()
        with self._at(year + 1, 1, 28):
            leader.action_publish()
        with self._at(year + 1, 1, 30):
            for result in results.filtered(lambda result: result.grade == 'excellent'):
                result.action_recommend()
                result.recommendation_ids.with_user(head).action_issue()

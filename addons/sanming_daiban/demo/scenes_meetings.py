"""Problems, meetings, resolutions, supervision orders and opinions of the demo."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command


class MeetingScenes:
    """The part of the scenes in which people are brought together."""

    # === Problems ===

    def _problem(self, story, login, name, description, item=None, **vals):
        return self._as(login, self.env['daiban.issue']).create({
            'name': name, 'description': description, 'project_id': story.case.id, 'item_id': item and item.id, **vals})

    def problem_during_construction(self, story):
        issue = self._problem(
            story, 'yuanfu', '施工用水压力不足', '二期场地位于管网末端，混凝土养护用水跟不上。', phase='construction')
        issue.action_resolve('供水公司增设加压泵，次日恢复正常供水。')

    def problem_at_the_unit(self, story):
        self.issue = self._problem(
            story, 'yuanfu', '环评补正意见前后不一致', '第二次补正要求与第一次的意见不同，环评单位无法定稿。',
            item=self._item(story, 'B03'))

    def problem_to_the_center(self, story):
        self._as('yuanfu', self.issue).action_escalate('已和经办人当面核对两次，涉及评估导则的理解，需要统筹协调。')
        self._as('dudao', self.issue).action_take_over()

    def problem_to_the_government(self, story):
        issue = self._problem(
            story, 'zhaoshang', '地块外配套道路没有列入年度计划', '出让条件要求配套道路同步建设，资金和建设主体都未落实。',
            item=self._item(story, 'A03'))
        issue.action_escalate('乡镇街道和部门都没有立项权限。')
        self._as('dudao', issue).action_take_over()
        self._as('dudao', issue).action_escalate('涉及年度投资计划，需区政府专题研究。', level='government')

    def problem_at_the_unit_now(self, story):
        self._problem(story, 'zhaoshang', '审图意见回复慢', '消防部分的回复意见等待五个工作日。', item=self._item(story, 'C01'))

    # === Meetings ===

    def _meeting(self, login, name, cases, start, **vals):
        return self._as(login, self.env['daiban.meeting']).create({
            'name': name, 'start': start, 'project_ids': [Command.set(cases.ids)], 'chair': '演示·管委会分管副主任', **vals})

    def invite_consultation(self, story):
        meeting = self._meeting(
            'dudao', '高端装备智造厂房项目会商', story.case, fields.Datetime.now() + timedelta(hours=21))
        meeting.action_propose_agenda()
        meeting.action_propose_participants()
        meeting.action_invite()
        self.consultation = meeting

    def hold_consultation(self, story):
        meeting = self.consultation
        meeting.start = fields.Datetime.now() - timedelta(hours=1.5)
        meeting.action_hold()
        meeting.attendance_ids.presence = 'present'
        meeting.summary = '会议听取了企业、环评单位和部门的意见，统一了评估范围和补正清单。'
        point = meeting.agenda_ids.filtered('issue_id')[:1] or meeting.agenda_ids[:1]
        for line in meeting.agenda_ids - point:
            line.outcome = '与环评补正一并推进，不再单独议定。'
        point.discussion = '生态环境局说明两次意见的依据；企业同意按统一清单一次补齐。'
        ecology = self._ref('unit_city_ecology')
        self._resolve(meeting, point, '出具统一的补正清单，并书面告知企业', ecology, 2, '补正清单')
        self._resolve(meeting, point, '指导环评单位修改报告，三个工作日内报批', ecology, 6)
        self._resolve(meeting, point, '跟踪企业补正进度，每周报送一次', self._ref('unit_drc'), 15)
        meeting.action_close()

    def _resolve(self, meeting, point, name, unit, days, evidence=False):
        self._as('dudao', self.env['daiban.resolution']).create({
            'name': name, 'meeting_id': meeting.id, 'agenda_id': point.id, 'owner_unit_id': unit.id,
            'owner_id': unit.liaison_id.id, 'limit_days': days, 'evidence_required': evidence})

    def report_resolution(self, story):
        resolution = self.consultation.resolution_ids.sorted('id')[:1]
        handler = resolution.with_user(resolution.owner_id)
        handler.write({'done_note': '清单共七条，已送达企业和环评单位。', 'evidence_ids': self._file(resolution, '补正清单')})
        handler.action_report()

    def accept_resolution(self, story):
        self._as('dudao', self.consultation.resolution_ids.sorted('id')[:1]).action_accept()

    def invite_next_meeting(self, story):
        """Three working days after it is invited, at half past nine: what is to be decided about what stands still."""
        others = [self.stories[key].case for key in ('river_apartments', 'equipment_plant')]
        meeting = self._meeting(
            'dudao', '重点项目周例会', story.case.concat(*others), self._half_past_nine(3))
        meeting.action_propose_agenda()
        meeting.action_propose_participants()
        meeting.action_invite()

    def _half_past_nine(self, working_days):
        calendar = self.env['daiban.calendar.year']._work_calendar()
        day = calendar.add(self.env['daiban.calendar.year']._district_today(), working_days)
        return fields.Datetime.to_datetime(day) + timedelta(hours=1, minutes=30)

    # === The government's meeting ===

    def ask_the_government(self, story):
        meeting = self._meeting(
            'dudao', '富兴堡配套道路专题会', story.case, self._half_past_nine(6),
            kind='government_meeting', request_reason='配套道路没有建设主体和资金来源，部门和专窗层面无法解决，请区政府专题研究。')
        meeting.action_propose_agenda()
        if not meeting.agenda_ids:
            meeting.agenda_ids = [Command.create({'name': '明确配套道路的建设主体', 'project_id': story.case.id})]
        meeting.action_propose_participants()
        meeting.action_request()

    def meet_government(self, story):
        """A special meeting that grants an early start: asked for, agreed to, held and recorded at one go."""
        meeting = self._meeting(
            'dudao', '合金铸件项目提前开工专题会', story.case, fields.Datetime.now() + timedelta(hours=1),
            kind='government_meeting', request_reason='土地已取得、施工图即将审查合格，企业申请提前进场，请予研究。',
            agenda_ids=[Command.create({'name': '是否同意提前开工', 'project_id': story.case.id, 'facts': (
                '项目用地已经交付；施工图审查已受理。企业承诺在取得施工许可证前只做场地平整和基坑支护。')})],
            attendance_ids=[Command.create({'unit_id': self._ref(f'unit_{name}').id})
                            for name in ('housing', 'natural_resources', 'drc')])
        meeting.action_request()
        meeting.write({'approved_by': '演示·分管副区长', 'approval_number': '演示批示〔2026〕12号'})
        self._as('dudao2', meeting).action_approve_request()
        meeting.action_invite()
        meeting.start = fields.Datetime.now() - timedelta(hours=1)
        meeting.action_hold()
        housing = self._ref('unit_housing')
        self.permission = self._as('dudao', self.env['daiban.resolution']).create({
            'meeting_id': meeting.id, 'agenda_id': meeting.agenda_ids.id, 'kind': 'early_start',
            'name': '原则同意提前开工，审图合格后生效', 'owner_unit_id': housing.id,
            'owner_id': housing.liaison_id.id, 'limit_days': 60})
        meeting.attendance_ids.presence = 'present'
        meeting.action_close()

    # === Supervision orders ===

    def _order(self, item, **vals):
        return self._as('dudao', self.env['daiban.supervision']).create({
            'project_id': item.project_id.id, 'item_id': item.id, **vals})

    def supervise(self, story):
        self.order = self._order(self._item(story, 'B03'))
        self.order.action_issue()

    def reply_accepted(self, story):
        reply = self._as_leader(self.order)
        reply.write({'reply': '企业补正材料尚未交齐，已安排专人每日联系环评单位。',
                     'promised_on': self.env['daiban.calendar.year']._district_today() + timedelta(days=10)})
        reply.action_reply()
        self.order.action_accept()

    def supervise_again(self, story):
        """Late all the same: the next one, which waits for the judgement of supervision."""
        order = self._order(self._item(story, 'B03'))
        order.action_issue()
        reply = self._as_leader(order)
        reply.write({'reply': '按会议议定的清单补正，报告已进入专家复核。',
                     'promised_on': self.env['daiban.calendar.year']._district_today() + timedelta(days=14)})
        reply.action_reply()

    def supervise_yellow(self, story):
        item = self._item(story, 'D02', 'running')
        if item:
            self._order(item, facts='现场核实已完成，核实意见书超过三天没有进展，企业两次询问。').action_issue()

    # === Opinions ===

    def review_before_filing(self, story):
        review = self._as('dudao', self.env['daiban.pre.review']).create({
            'project_id': story.case.id, 'note': '请各单位说明本项目报批前需要注意的问题。'})
        review.action_ask()
        self.review = review

    def opinions_before_filing(self, story):
        opinions = self.review.opinion_ids.sorted('id')
        for opinion, vals in zip(opinions, (
                {'position': 'agree', 'text': '符合产业政策，可以备案。'},
                {'position': 'conditions', 'conditions': '场地出入口须避让弯道，方案中补充视距分析。'}), strict=False):
            self._give(opinion, **vals)

    def oppose(self, story):
        """Of the units of a parallel launch one disagrees."""
        opinions = self.env['daiban.opinion'].search([('batch_id.project_id', '=', story.case.id)], order='id')
        for opinion, vals in zip(opinions, (
                {'position': 'agree', 'text': '属于允许类，可以备案。'},
                {'position': 'disagree', 'text': '地块北侧有零点三公顷林地没有办理使用手续，应先调整红线。'}), strict=False):
            self._give(opinion, **vals)

    def _give(self, opinion, **vals):
        answer = opinion.with_user(opinion.unit_id.leader_id)
        answer.write(vals)
        answer.action_give()

    # === Waiting ===

    def _wait(self, item, awaited, reason):
        self.env['daiban.item.wait'].with_user(item.unit_id.liaison_id).create({
            'item_id': item.id, 'awaited_item_id': awaited.id, 'reason': reason})

    def wait_for_each_other(self, story):
        supply, fire = self._item(story, 'C06'), self._item(story, 'D03')
        self._wait(supply, fire, '没有消防意见，供电部门不安排并网。')
        self._wait(fire, supply, '没有并网验收，不受理消防验收。')

    def accept_conditionally(self, story):
        self._as('dudao', self.env['daiban.conditional.acceptance']).create({
            'project_id': story.case.id, 'item_id': self._item(story, 'D03').id,
            'awaited_item_id': self._item(story, 'C06').id, 'condition': '并网前补交供电部门的验收意见。',
            'reason': '不影响消防安全条件的判断。',
            'legal_basis_ids': [Command.set(self._ref('legal_basis_ybhj').ids)]}).action_accept()

    def wait_in_a_circle(self, story):
        """One that nobody has opened yet."""
        drawings, waste = self._item(story, 'C01'), self._item(story, 'C05')
        if drawings.is_open and waste.is_open:
            self._wait(drawings, waste, '渣土去向没有核准，不出具审图合格书。')
            self._wait(waste, drawings, '没有审图合格书，不能核定土方量。')

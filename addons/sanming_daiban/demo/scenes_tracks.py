"""Green channel, experts, support tracks and early start of the demo."""

from datetime import timedelta

from odoo.fields import Command


class TrackScenes:
    """The part of the scenes that runs beside the items of a case."""

    # === Green channel ===

    def green_request(self, story):
        channel = self._as('dudao', story.case.green_channel_ids.filtered(lambda one: one.state == 'proposed'))
        if channel:
            channel.reason = '市级两个部门对防护距离的起算点理解不一致，请统筹协调，同步审查。'
            channel.action_request()

    def green_granted(self, story):
        channel = self._as('dudao', story.case.green_channel_ids.filtered(lambda one: one.state == 'requested'))
        if channel:
            channel.write({
                'answer_number': '演示明政服〔2026〕21号', 'answer_note': '同意启动绿色通道，由审批协调科跟进。',
                'answer_document_ids': self._file(channel, '关于启动绿色通道的复函')})
            channel.action_grant()

    # === Experts ===

    def ask_experts(self, story):
        gap = story.case.material_ids.filtered(lambda one: one.type_id.code == 'M35' and one.is_gap)
        if not gap:
            return
        review = self._as('yuanfu', self.env['daiban.expert.review']).create({
            'project_id': story.case.id, 'material_id': gap.id, 'reason': '深基坑属于危大工程，专项方案需要专家论证。'})
        review = self._as('dudao', review)
        review.write({'document_number': '三代办评〔2026〕1号', 'opinion_ids': [
            Command.create({'expert_id': self._ref(f'demo_expert_{number}').id}) for number in (1, 2, 3)]})
        review.action_open()
        self.expert_review = review

    def expert_opinions(self, story):
        opinions = self._as('dudao', story.case.expert_review_ids.opinion_ids).sorted('id')
        for opinion, position, text in zip(
                opinions, ('pass', 'changes'), ('支护形式合理，监测方案完整。', '补充雨季排水措施后可行。'), strict=False):
            opinion.write({'position': position, 'text': text})

    # === Land and start ===

    def land_and_start(self, story):
        case = story.case
        if case.state == 'running' and case.approval_mode == 'standard' and not case._land_and_start_gaps():
            story._as_agent().action_land_and_start()
            story.look_around()

    # === Intermediaries ===

    def show_list(self, story):
        """The neutral list waits on the page of the enterprise."""
        task = self._survey(story)
        if task:
            story._as_owner()._portal_show_list(task.id)

    def _survey(self, story):
        return story.case.support_task_ids.filtered(
            lambda task: task.state == 'planned' and task.type_id == self._ref('support_survey'))[:1]

    # === Early start ===

    def prepare_early_start(self, story):
        """The notice of the legal risk waits for the enterprise."""
        if story.case.state == 'running' and not story.case._has_construction_permit():
            early = story._as_agent(self.env['daiban.early.start']).create({'project_id': story.case.id})
            early.action_serve_risk()

    def confirm_risk(self, story):
        story._as_owner()._portal_confirm_risk('1')

    def approve_early_start(self, story):
        """As soon as land and drawings are there."""
        early = self._as('dudao', story.case.early_start_ids.filtered(lambda one: one.state == 'draft'))
        if not early:
            return
        early.resolution_id = self.permission
        later = self.env['daiban.calendar.year']._district_today() + timedelta(days=120)
        story._as_agent(early.residual_ids.filtered(lambda task: task.state == 'planned')).planned_due = later
        early.action_propose_residuals()
        if not early._missing_legs():
            early.action_approve()

"""Benefit policies, the docking log and absences of the demo."""

from datetime import timedelta
from functools import partial

# (days ago, policy, enterprise, what came of it step by step)
CLAIMS = (
    (-150, 'equipment', 1, (('inform', '电话告知，并发送办理指南。'), ('claim', '材料已送区工信局。'),
                            ('approve', '核定补助三十二万元。'), ('cash', '已到账。'))),
    (-60, 'loan', 1, (('inform', '上门告知。'), ('claim', '已递交贷款合同和付息凭证。'))),
    (-20, 'equipment', 2, (('inform', '在项目会商时当面告知。'),)),
)
DOCKINGS = (
    (-27, 'jingban2', 'natural_resources', '用地规划许可的材料口径', '统一用“一张图”坐标成果，不再另收纸质红线图。', None),
    (-14, 'jingban3', 'housing', '施工许可与质安监督合并办理', '合并为一次受理、一次踏勘。', '更新办事指南样表'),
    (-4, 'chuangkou', None, '排污许可与环评同步受理', '试行同步收件，部门两日内反馈缺件。', '试行一个月后对账'),
)


class OutreachScenes:
    """The part of the scenes that concerns enterprises and liaison people, whatever their cases."""

    def plan_outreach(self):
        for day, policy, enterprise, steps in CLAIMS:
            for number, (step, note) in enumerate(steps):
                self.diary.note(min(day + 12 * number, -2), 17 * 60 - 90 + number, partial(
                    self._claim, policy, enterprise, step, note))
        for day, login, unit, purpose, result, follow_up in DOCKINGS:
            self.diary.note(day, 16 * 60, partial(self._dock, login, unit, purpose, result, follow_up))

    def _claim(self, policy, enterprise, step, note):
        claim = self.env['daiban.policy.claim'].search([
            ('policy_id', '=', self._ref(f'demo_policy_{policy}').id),
            ('partner_id', '=', self._ref(f'demo_enterprise_{enterprise}').id)])
        if claim:
            getattr(self._as('gongshanglian', claim), f'action_{step}')(note=note)

    def _dock(self, login, unit, purpose, result, follow_up):
        window = self._ref('unit_agency_window')
        own = self._ref(f'unit_{unit}') if unit else window
        other = window if unit else self._ref('unit_city_ecology')
        further = {
            'follow_up': follow_up, 'follow_up_user_id': self._user('chuangkou').id,
            'follow_up_on': self.env['daiban.calendar.year']._district_today() + timedelta(days=21),
        } if follow_up else {}
        self._as(login, self.env['daiban.visit']).create({
            'kind': 'docking', 'unit_id': own.id, 'counterpart_unit_id': other.id, 'purpose': purpose,
            'result': result, **further})

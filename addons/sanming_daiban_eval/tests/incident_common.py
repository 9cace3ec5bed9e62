from odoo.tests import freeze_time

from odoo.addons.sanming_daiban.tests.supervision_common import SupervisionCommon


class IncidentCommon(SupervisionCommon):
    """An item due on 2026-03-09 that nobody finishes; by the 13th it is overdue by four working days.

    It lies with the handler, whose unit the leader leads; supervisor, chief and colleague are of the center.
    """

    def _proposed_incident(self, day='2026-03-13'):
        self.env.invalidate_all()  # the days that are left are those of another day
        self._day(day)
        return self.env['daiban.incident'].with_user(self.supervisor).search([('item_id', '=', self.item.id)])

    def _reported(self, day='2026-03-13'):
        incident = self._proposed_incident()
        with freeze_time(f'{day} 02:00:00'):
            incident.action_report()
        return incident

    def _stated(self, day='2026-03-16'):
        incident = self._reported()
        with freeze_time(f'{day} 02:00:00'):
            own = incident.with_user(self.handler)
            own.statement = "等待规划部门的意见，未登记暂停。"
            own.action_state()
        return incident

    def _found(self, day='2026-03-17'):
        incident = self._stated()
        with freeze_time(f'{day} 02:00:00'):
            incident.finding = "超期属实，未见暂停事由；陈述所称意见往来无记录。"
            incident.action_find()
        return incident

    def _confirmed(self, day='2026-03-18'):
        incident = self._found()
        with freeze_time(f'{day} 02:00:00'):
            incident.with_user(self.chief).action_confirm()
            incident.with_user(self.leader).action_confirm_home()
        return incident

    def _caps_in(self, year):
        return self.env['daiban.incident']._caps_of(self.handler | self.agent, year)

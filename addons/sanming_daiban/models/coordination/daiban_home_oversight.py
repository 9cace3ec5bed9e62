from odoo import api, models

# From this month on the calendar of the next year should be there: the notice of the State Council comes in November.
NOTICE_MONTH = 11


class DaibanHomeOversight(models.AbstractModel):
    """What those who watch over the work, over the records and over the setup have to see (R43, R48)."""

    _name = 'daiban.home.oversight'
    _description = "Today's Work: Oversight"

    @api.model
    def _supervisor_tiles(self):
        return [
            self._tile('red', self.env._("Overdue Items"), 'daiban_item_action', 'active_now', 'red', light='red',
                       order='due_date, id'),
            self._tile('guards', self.env._("Requests: Last Days of Examination"), 'daiban_project_action',
                       'guard_due', light='red', order='due_date, id'),
            self._tile('unassigned', self.env._("Not Assigned by Their Units"), 'daiban_item_action', 'to_assign',
                       light='yellow', order='dispatched_on, id'),
            self._tile('no_agent', self.env._("Cases Without Agent"), 'daiban_project_action', 'no_agent',
                       light='yellow', order='submitted_on, id'),
            self._tile('suspensions', self.env._("Suspensions to Decide"), 'daiban_suspension_action', 'requested',
                       light='orange', order='id'),
            self._tile('corrections', self.env._("Corrections to Decide"), 'daiban_clock_correction_action',
                       'requested', light='orange', order='id'),
            self._tile('contested', self.env._("Enterprise Not Satisfied with the Reply"),
                       'daiban_rectification_action', 'contested', light='red', order='due_date, id'),
            self._tile('lapsed', self.env._("Accepted by Lapse, Still Open"), 'daiban_project_action', 'by_lapse',
                       'open', order='accepted_on desc, id'),
        ]

    @api.model
    def _auditor_tiles(self):
        """Read only: how the records were kept."""
        return [
            self._tile('late', self.env._("Recorded Late in the Last 30 Days"), 'daiban_entry_report_action',
                       'last_days', 'late', light='yellow', order='recorded_at desc, id desc'),
            self._tile('voids', self.env._("Corrected in the Last 30 Days"), 'daiban_entry_report_action',
                       'last_days', 'voids', order='recorded_at desc, id desc'),
            self._tile('corrections', self.env._("Corrections Waiting for a Decision"),
                       'daiban_clock_correction_action', 'requested', order='id'),
            self._tile('lapsed', self.env._("Accepted by Lapse"), 'daiban_project_action_lapse', light='red',
                       order='accepted_on desc, id'),
            self._tile('omissions', self.env._("Asked Again by Our Omission"), 'daiban_notice_line_action_further',
                       'our_omission', light='yellow', order='id desc'),
            self._tile('red', self.env._("Overdue Items"), 'daiban_item_action', 'active_now', 'red', light='red',
                       order='due_date, id'),
            self._seal_tile(),
        ]

    @api.model
    def _seal_tile(self):
        """How many entries are sealed in how many chains; whether they hold is proved by `verify` (DESIGN §5.3)."""
        chains = self.env['daiban.clock.chain']
        [(count, length)] = chains._read_group([], [], ['__count', 'length:sum'])
        return self._tile(
            'sealed', self.env._("Sealed Entries"), 'daiban_entry_report_action', count=length or 0, rows=[
                {'title': self.env._("%s cases with a sealed history of their own", count), 'sub': ''}])

    @api.model
    def _manager_tiles(self):
        return [
            self._tile('plans', self.env._("Plans Not Confirmed by the District"), 'daiban_plan_action', 'unconfirmed',
                       light='yellow', order='category_id, id'),
            self._tile('no_leader', self.env._("Units Without Leader"), 'daiban_unit_action', 'no_leader',
                       light='yellow'),
            self._tile('no_liaison', self.env._("Units Without Liaison"), 'daiban_unit_action', 'no_liaison',
                       light='yellow'),
            self._tile('no_team', self.env._("Parks Without Team"), 'daiban_park_action', 'no_team', light='yellow'),
            self._calendar_tile(),
            self._tile('automations', self.env._("Automations Switched Off"),
                       'base_automation.base_automation_act', 'daiban_off', light='yellow'),
        ]

    @api.model
    def _calendar_tile(self):
        """Years that are worked in and whose legal calendar is not in force yet."""
        today = self.env['daiban.calendar.year']._district_today()
        wanted = [today.year, today.year + 1] if today.month >= NOTICE_MONTH else [today.year]
        known = {year.year: year for year in self.env['daiban.calendar.year'].search([('year', 'in', wanted)])}
        missing = [year for year in wanted if year not in known or known[year].state != 'published']
        return self._tile(
            'calendar', self.env._("Calendar to Publish"), 'daiban_calendar_publication_action', light='orange',
            count=len(missing), rows=[
                {'title': str(year), 'sub': self.env._("Dates in it are provisional until its notice is entered.")}
                for year in missing])

from odoo import api, models

from ...tools.district_time import district_moment


class ReportDaibanMinutes(models.AbstractModel):
    """The minutes of a meeting (会议纪要) in the form of the offices."""

    _name = 'report.sanming_daiban.report_daiban_minutes'
    _description = 'Minutes of a Meeting'

    @api.model
    def _get_report_values(self, docids, data=None):
        meetings = self.env['daiban.meeting'].browse(docids)
        meetings.check_access('read')
        lang = self.env['daiban.notice']._letter_lang()
        meetings = meetings.with_context(lang=lang)
        return {'docs': meetings, 'lang': lang, 'minutes': {one.id: self._minutes(one) for one in meetings}}

    @api.model
    def _minutes(self, meeting):
        """The parts that are more than a field; who may read the meeting reads its minutes as a whole."""
        meeting = meeting.sudo()  # sudo: names of units and people, and resolutions about other cases of the meeting
        people = {
            presence: [line.display_name for line in meeting.attendance_ids if line.presence == presence]
            for presence in ('present', 'absent')
        }
        represented = [
            self.env._("%(name)s (by %(other)s)", name=line.display_name, other=line.representative)
            for line in meeting.attendance_ids if line.presence == 'represented']
        labels = dict(meeting._fields['kind']._description_selection(meeting.env))
        return {
            'issuer': self.env.company.name,
            'kind': labels[meeting.kind],
            'when': self._when(meeting),
            'date': self._day(meeting.closed_on or meeting._district_today()),
            'present': '、'.join(people['present'] + represented), 'absent': '、'.join(people['absent']),
            'points': list(meeting.agenda_ids.sorted()),
            'resolutions': [self._resolution(record) for record in meeting.resolution_ids.sorted('id')],
            'recorder': meeting.recorder_id.name,
        }

    @api.model
    def _resolution(self, record):
        due = record.due_date or record.started_on and record.env['daiban.calendar.year']._work_calendar().add(
            record.started_on, record.limit_days)
        return {
            'name': record.name, 'unit': record.owner_unit_id.name, 'person': record.owner_id.name,
            'limit': record.limit_days, 'due': due and self._day(due), 'evidence': record.evidence_required,
        }

    @api.model
    def _when(self, meeting):
        start, stop = district_moment(meeting.start), district_moment(meeting.stop)
        return f'{self._day(start)} {start:%H:%M}—{stop:%H:%M}'

    @api.model
    def _day(self, day):
        return f'{day.year}年{day.month}月{day.day}日'

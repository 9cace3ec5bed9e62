from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.sanming_daiban.tools.district_time import district_date

# A letter older than this is not proposed any more: what was not seen in time is left.
LETTER_DAYS = 30
NOT_BEGUN = ('dispatched', 'assigned')


class DaibanIncidentProposal(models.AbstractModel):
    """What the ledger proposes to the center, every day; each with its evidence, none twice (R101).

    A proposal says what the records say. It is no accusation: the person concerned does not see it, and nothing
    follows from it, until somebody of the center reports it.
    """
    _name = 'daiban.incident.proposal'
    _description = 'Incident: Proposals'

    @api.model
    def _propose(self):
        """Make the proposals of the day; a generator, as the daily job wants it."""
        words = self.with_context(lang=self.env['daiban.letter.mixin']._letter_lang())
        candidates = [
            *words._candidates_overdue('daiban.item'), *words._candidates_overdue('daiban.project'),
            *words._candidates_held(), *words._candidates_told_twice(), *words._candidates_known()]
        known = set(self.search([('evidence_key', 'in', [vals['evidence_key'] for vals in candidates])]).mapped(
            'evidence_key'))
        for vals in candidates:
            if vals['evidence_key'] not in known:
                known.add(vals['evidence_key'])
                incident = self.create(vals)
                incident._ask(incident._center_people()[:1], self.env._(
                    "Proposed by the ledger: report the incident, or dismiss it"))
                yield incident

    @api.model
    def _prepare_candidate(self, kind, key, unit, user, facts, **vals):
        person = user.filtered(lambda one: one.active and not one.share and not one._is_superuser())
        return {
            'kind': kind, 'evidence_key': f'{kind}:{key}', 'unit_id': unit.id, 'user_id': person[:1].id,
            'facts': facts, 'happened_on': self._clock_today(), **vals}

    # === By the clock ===

    @api.model
    def _candidates_overdue(self, model):
        """Overdue by more days than the setting, with no pause, while it lies with one of us."""
        days = self.env['daiban.settings']._number('incident_overdue_days')
        if not days:
            return
        late = self.env[model].search([
            ('started_on', '!=', False), ('finished_on', '=', False), ('light', '=', 'red'), ('paused', '=', False),
            ('pause_claimed', '=', False), ('holder_kind', 'in', ('unit', 'window'))], order='id')
        for record in late.filtered(lambda one: -one.remaining_days >= days):
            unit, user = self._holder_of(record)
            if unit:
                yield self._prepare_candidate('overdue', f'{model}:{record.id}', unit, user, self.env._(
                    "“%(matter)s” lies with %(unit)s since %(since)s. It was due on %(due)s and is overdue by "
                    "%(days)s days; no pause was asked for.",
                    matter=record.display_name, unit=unit.name, since=format_date(self.env, record.holder_since),
                    due=format_date(self.env, record.due_date), days=-record.remaining_days),
                    **self._matter_vals(record))

    @api.model
    def _holder_of(self, record):
        """Unit and person with whom it lies."""
        is_item = record._name == 'daiban.item'
        unit = record.holder_unit_id or (record.unit_id if is_item else record.lead_unit_id)
        return unit, record.holder_user_id or (record.handler_id if is_item else record.agent_id)

    @api.model
    def _matter_vals(self, record):
        if record._name == 'daiban.item':
            return {'item_id': record.id, 'project_id': record.project_id.id}
        return {'project_id': record.id}

    @api.model
    def _candidates_held(self):
        """It lies with a unit that has not begun, and nobody did or wrote anything for so many working days.

        What has begun runs on its own clock: within its limit nobody is to blame.
        """
        days = self.env['daiban.settings']._number('incident_held_days')
        if not days:
            return
        today, calendar = self._clock_today(), self.env['daiban.calendar.year']._work_calendar()
        held = self.env['daiban.item'].search([
            ('state', 'in', NOT_BEGUN), ('holder_kind', '=', 'unit'), ('paused', '=', False),
            ('started_on', '=', False), ('holder_since', '<=', today - timedelta(days=days))], order='id')
        touched = self._last_touched(held)
        for item in held:
            last = max(filter(None, (item.holder_since, touched.get(item.id))))
            idle = calendar.count(last, today)
            if idle < days:
                continue
            unit, user = self._holder_of(item)
            yield self._prepare_candidate('held', f'{item._name}:{item.id}:{last}', unit, user, self.env._(
                "“%(matter)s” lies with %(unit)s since %(since)s and has not been begun. The last thing recorded is of "
                "%(last)s, %(days)s working days ago.",
                matter=item.display_name, unit=unit.name, since=format_date(self.env, item.holder_since),
                last=format_date(self.env, last), days=idle), **self._matter_vals(item))

    @api.model
    def _last_touched(self, items):
        """{item id: day} on which a person last wrote on the item, or something was recorded on its clock."""
        robot = self.env.ref('base.partner_root')
        messages = self.env['mail.message']._read_group(
            [('model', '=', items._name), ('res_id', 'in', items.ids), ('author_id.user_ids.share', '=', False),
             ('author_id', '!=', robot.id)], ['res_id'], ['date:max'])
        events = self.env['daiban.clock.event']._read_group(
            [('res_model', '=', items._name), ('res_id', 'in', items.ids)], ['res_id'], ['date:max'])
        days = {res_id: district_date(moment) for res_id, moment in messages}
        for res_id, day in events:
            days[res_id] = max(filter(None, (day, days.get(res_id))))
        return days

    # === By the letters ===

    @api.model
    def _candidates_told_twice(self):
        """A further notice says by its own line that the first one had left something out (R28)."""
        since = self._clock_today() - timedelta(days=LETTER_DAYS)
        lines = self.env['daiban.notice.line'].search(
            Domain('cause', '=', 'our_omission') & Domain('served_at', '>=', since), order='notice_id, id')
        for notice, own in lines.grouped('notice_id').items():
            first = notice._earlier_demands().sorted('id')[:1]
            yield self._prepare_candidate(
                'told_twice', notice.id, notice.project_id.lead_unit_id, (first or notice).served_by_id, self.env._(
                    "The notice %(number)s of %(day)s asks once more, by our omission, for: %(materials)s. The first "
                    "notice (%(first)s) did not name it.",
                    number=notice.number, day=format_date(self.env, district_date(notice.served_at)),
                    materials='、'.join(own.material_type_id.mapped('name')), first=first.number or '—'),
                project_id=notice.project_id.id, notice_id=notice.id,
                happened_on=district_date(notice.served_at))

    @api.model
    def _candidates_known(self):
        """The enterprise was asked for a document that the district had."""
        since = self._clock_today() - timedelta(days=LETTER_DAYS)
        demands = self.env['daiban.repeated.demand'].search([('date', '>=', since)], order='id')
        for (project, notice, user), own in demands.grouped(
                lambda one: (one.project_id, one.notice_id, one.user_id)).items():
            yield self._prepare_candidate(
                'known', f'{project.id}:{notice.id}:{user.id}', project.lead_unit_id, user, self.env._(
                    "The enterprise was asked on %(day)s for what the district had already: %(materials)s. The reason "
                    "given: %(reason)s",
                    day=format_date(self.env, own[0].date), materials='、'.join(own.type_id.mapped('name')),
                    reason=own[0].reason),
                project_id=project.id, notice_id=notice.id, happened_on=own[0].date)

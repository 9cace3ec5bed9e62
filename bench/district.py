"""A district of any size: cases whose items run and have five clock events each, and as many cases as items.

Rows come by COPY, seals from the product's own digest, everything derived from the product's own recomputation;
`check.py` proves on a sample that nothing of it could be told from what the actions record.
"""

from datetime import datetime, timedelta
from random import Random

from odoo.fields import Command

from odoo.addons.sanming_daiban.tools.district_time import district_today
from odoo.addons.sanming_daiban.tools.seal import digest

from .check import stored_computed
from .rows import insert, take_ids

ITEMS_PER_CASE = 10
EVENTS_PER_ITEM = 5
ENTERPRISE_CASES = 200
FINISHED_CASES = 500  # of the closed ones have items with a history, from which is forecast
CASES_AT_ONCE = 500
QUIET_DAYS = 14  # nothing has happened for so long: a calendar change within these days moves every clock
LOGINS = ('bench_supervisor', 'bench_agent', 'bench_enterprise')
COMMON = {'create_uid': 1, 'write_uid': 1, 'create_date': '2026-01-01 00:00:00', 'write_date': '2026-01-01 00:00:00'}


def silence(env):
    """No reminders and escalations while lights turn; gives the rules that were in force."""
    automations = env['base.automation'].search([])
    automations.active = False
    return automations


class District:
    def __init__(self, env, seed=350403):
        self.env = env(su=True, user=1, context={'tracking_disable': True, 'no_reset_password': True})
        self.seed = seed
        self.today = district_today()

    # --- who is there
    def _people(self):
        self.units = self.env['daiban.unit'].search([('unit_type', '=', 'department')])
        self.types = self.env['daiban.item.type'].search([('unit_id', 'in', self.units.ids)])
        self.stages = self.env['daiban.stage'].search([])
        self.category = self.env['daiban.category'].search([('base_limit', '>', 0)], limit=1)
        self.reasons = self.env['daiban.pause.reason'].search([])
        self.center = self.env['daiban.unit'].search([('unit_type', '=', 'center')], limit=1)
        self.supervisor = self._user('bench_supervisor', 'group_supervisor')
        self.agent = self._user('bench_agent', 'group_agent', self.center)
        self.handlers = {unit.id: self._user(f'bench_{unit.id}', 'group_handler', unit).id for unit in self.units}
        for unit in self.units:
            unit.leader_id = unit.leader_id or self._user(f'bench_leader_{unit.id}', 'group_handler', unit)
        self.leaders = {unit.id: unit.leader_id.id for unit in self.units}
        self.enterprise = self._portal_user().commercial_partner_id

    def _user(self, login, group, unit=None, **values):
        users = self.env['res.users']
        group = self.env.ref(group if '.' in group else f'sanming_daiban.{group}')
        user = users.search([('login', '=', login)]) or users.create({
            'name': login, 'login': login, 'lang': 'zh_CN', 'tz': 'Asia/Shanghai',
            'group_ids': [Command.set(group.ids)], **values})
        if unit:
            unit.member_ids = [Command.link(user.id)]
        return user

    def _portal_user(self):
        if user := self.env['res.users'].search([('login', '=', 'bench_enterprise')]):
            return user
        company = self.env['res.partner'].create({'name': "标杆企业", 'is_company': True, 'uscc': '91350404MA0BENCH0B'})
        person = self.env['res.partner'].create({'name': "标杆企业办事员", 'parent_id': company.id})
        user = self._user('bench_enterprise', 'base.group_portal', partner_id=person.id)
        self.env['daiban.representative'].create({
            'user_id': user.id, 'enterprise_id': company.id, 'state': 'active', 'evidence': "标杆企业授权委托书"})
        return user

    # --- growing
    def grow(self, items):
        """Let there be so many running items, and as many cases."""
        present = self.env['daiban.item'].search_count([('state', '=', 'running')])
        self.calendar = self.env['daiban.calendar.year']._work_calendar()
        self.random = Random(f'{self.seed} {present}')
        automations = silence(self.env)
        self._people()
        self._partners((items - present) // 20 + 1)
        running = (items - present) // ITEMS_PER_CASE
        for first in range(0, running, CASES_AT_ONCE):
            self._running_cases(present + first, min(CASES_AT_ONCE, running - first))
        if not present:
            self._finished_cases()
        self._closed_cases(present + running, items - present - running)
        self.env.flush_all()
        self.env.invalidate_all()
        automations.active = True

    def _partners(self, number):
        ids = take_ids(self.env.cr, 'res_partner', number)
        insert(self.env.cr, 'res_partner', [{
            'id': res_id, 'name': f'企业{res_id}',
            'complete_name': f'企业{res_id}', 'is_company': True,
            'commercial_partner_id': res_id, 'commercial_company_name': f'企业{res_id}', 'type': 'contact',
            'partner_share': True, 'active': True, 'lang': 'zh_CN', 'color': 0, **COMMON} for res_id in ids])
        self.partners = ids

    def _case(self, number, res_id, **values):
        return {
            'id': res_id, 'name': f'年产{number}吨新材料项目', 'number': f'三代办〔2026〕B{number:06}号',
            'priority': '0',
            'partner_id': self.random.choice(self.partners), 'category_id': self.category.id,
            'base_limit': self.category.base_limit, 'approval_mode': 'standard', 'service_mode': 'agency',
            'channel': 'window', 'lead_unit_id': self.center.id, 'agent_id': self.agent.id, 'active': True,
            'limit_days': 0, 'limit_unit': 'working', 'statutory_limit': 0, 'statutory_limit_unit': 'working',
            'holder_kind': 'nobody', 'light': 'grey', **COMMON, **values}

    def _closed_cases(self, first, number):
        """Those of past years, which searches must pass by. The first belong to the enterprise of the portal."""
        mine = ENTERPRISE_CASES - self.env['daiban.project'].search_count([('partner_id', '=', self.enterprise.id)])
        rows = []
        for shift, res_id in enumerate(take_ids(self.env.cr, 'daiban_project', number)):
            accepted = self.today - timedelta(days=self.random.randrange(200, 1500))
            owner = {'partner_id': self.enterprise.id} if shift < mine else {}
            rows.append(self._case(
                first + shift, res_id, state='done', submitted_on=accepted - timedelta(days=3), accepted_on=accepted,
                closed_on=accepted + timedelta(days=self.random.randrange(20, 150)), stage_id=None, **owner))
        insert(self.env.cr, 'daiban_project', rows)

    def _running_cases(self, first, number):
        cases = take_ids(self.env.cr, 'daiban_project', number)
        mine = self.enterprise.id
        rows = []
        for shift, res_id in enumerate(cases):
            owner = {'partner_id': mine} if first + shift < 10 else {}
            day = self.today - timedelta(days=self.random.randrange(90, 150))
            rows.append(self._case(
                first + shift, res_id, state='running', submitted_on=day, accepted_on=day, closed_on=None,
                stage_id=None, **owner))
        insert(self.env.cr, 'daiban_project', rows)
        self._fill(rows)

    def _finished_cases(self):
        rows = []
        for number, res_id in enumerate(take_ids(self.env.cr, 'daiban_project', FINISHED_CASES)):
            day = self.today - timedelta(days=self.random.randrange(200, 700))
            rows.append(self._case(
                900_000 + number, res_id, state='done', submitted_on=day, accepted_on=day,
                closed_on=day + timedelta(days=100), stage_id=None))
        insert(self.env.cr, 'daiban_project', rows)
        self._fill(rows)

    def _fill(self, cases):
        items = self._items(cases)
        ids = [case['id'] for case in cases]
        self._events(ids, items)
        self._derive(ids, items)

    def _items(self, cases):
        numbers = iter(take_ids(self.env.cr, 'daiban_item', len(cases) * ITEMS_PER_CASE))
        types = [(kind.id, kind.name, kind.code, kind.unit_id.id) for kind in self.types]
        stages = self.stages.ids
        rows = []
        for case in cases:
            for sequence in range(ITEMS_PER_CASE):
                kind, name, code, unit = self.random.choice(types)
                is_done = case['state'] == 'done'
                begun = (
                    case['accepted_on'] + timedelta(days=self.random.randrange(10)) if is_done
                    else self.today - timedelta(days=self.random.randrange(QUIET_DAYS + 12, 75)))
                # of those that run from a week too late to six weeks ahead
                limit = 20 if is_done else self.calendar.count(begun, self.today) + self.random.randrange(-5, 30)
                rows.append({
                    'id': next(numbers), 'dispatched_on': begun, 'assigned_on': begun,
                    'project_id': case['id'], 'partner_id': case['partner_id'],
                    'category_id': case['category_id'], 'type_id': kind, 'name': name, 'code': code,
                    'sequence': sequence, 'stage_id': self.random.choice(stages), 'unit_id': unit,
                    'leader_id': self.leaders[unit], 'handler_id': self.handlers[unit], 'state': case['state'],
                    'counts_in_limit': True, 'limit_days': limit, 'limit_unit': 'working',
                    'statutory_limit': limit * 2, 'statutory_limit_unit': 'working', 'holder_kind': 'nobody',
                    'light': 'grey', **COMMON})
        insert(self.env.cr, 'daiban_item', rows)
        return {row['id']: row for row in rows}

    # --- what has happened
    def _events(self, cases, items):
        chains = take_ids(self.env.cr, 'daiban_clock_chain', len(cases))
        heads = {case: [chain, 0, ''] for case, chain in zip(cases, chains, strict=True)}
        rows = []
        ids = take_ids(self.env.cr, 'daiban_clock_event', len(items) * EVENTS_PER_ITEM)
        for position, item in enumerate(items.values()):
            own = ids[position * EVENTS_PER_ITEM:(position + 1) * EVENTS_PER_ITEM]
            self._story(item, heads[item['project_id']], own, rows)
        self._ends([item for item in items.values() if item['state'] == 'done'], heads, rows)
        insert(self.env.cr, 'daiban_clock_chain', [{
            'id': chain, 'res_model': 'daiban.project', 'res_id': case, 'length': length, 'digest': head, **COMMON}
            for case, (chain, length, head) in heads.items()])
        insert(self.env.cr, 'daiban_clock_event', rows)

    def _story(self, item, chain, ids, rows):
        """Dispatched, assigned, started, paused, resumed; some time ago."""
        day = item['dispatched_on']
        unit, handler, leader = item['unit_id'], item['handler_id'], item['leader_id']
        reason = self.random.choice(self.reasons)
        pause = day + timedelta(days=2 + self.random.randrange(4))
        held = {'holder_kind': 'unit', 'holder_unit_id': unit}
        asked = {
            'reason_id': reason.id, 'requires_document': reason.requires_document,
            'requires_approval': reason.needs_approval, 'pause_max_days': reason.max_days,
            'pause_max_unit': reason.max_days_unit, 'document_number': "三补〔2026〕1号",
            'approved_by_id': self.supervisor.id, 'holder_kind': reason.holder or 'nobody'}
        for event_id, kind, date, facts in (
            (ids[0], 'handover', day, {**held, 'holder_user_id': leader}),
            (ids[1], 'handover', day, {**held, 'holder_user_id': handler}),
            (ids[2], 'start', day + timedelta(days=1), {}),
            (ids[3], 'pause', pause, asked),
            (ids[4], 'resume', pause + timedelta(days=self.random.randrange(1, 7)), {
                'pause_id': ids[3], 'reason_id': reason.id}),
        ):
            rows.append(self._event(item, chain, event_id, kind, date, facts))

    def _ends(self, items, heads, rows):
        for event_id, item in zip(take_ids(self.env.cr, 'daiban_clock_event', len(items)), items, strict=True):
            date = item['dispatched_on'] + timedelta(days=self.random.randrange(13, 60))
            rows.append(self._event(item, heads[item['project_id']], event_id, 'finish', date, {}))

    def _event(self, item, chain, event_id, kind, date, facts):
        """One sealed row."""
        vals = {
            'id': event_id, 'res_model': 'daiban.item', 'res_id': item['id'], 'kind': kind, 'date': date,
            'recorded_at': datetime(date.year, date.month, date.day, 2, 30), 'late_entry': False,
            'user_id': item['handler_id'], 'chain_id': chain[0], 'chain_number': chain[1] + 1,
            **dict.fromkeys((
                'holder_kind', 'holder_unit_id', 'holder_user_id', 'reason_id', 'requires_document',
                'requires_approval', 'pause_max_days', 'pause_max_unit', 'document_number', 'approved_by_id',
                'pause_id')),
            **facts}
        vals['digest'] = digest(chain[2], self.env['daiban.clock.event']._facts(vals))
        chain[1:] = vals['chain_number'], vals['digest']
        return vals

    def _derive(self, cases, items):
        projects = self.env['daiban.project'].browse(cases)
        self.env['daiban.item'].browse(items)._clock_recompute()
        for field in stored_computed(projects):
            self.env.add_to_compute(field, projects)
        self.env.flush_all()
        self.env.invalidate_all()

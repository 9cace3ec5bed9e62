from datetime import datetime

from odoo import models
from odoo.fields import Command
from odoo.tools import SQL

from ..base.base_automation import QUIET
from ..case.daiban_project_guard import GUARD_LIMIT

MANY = {
    'tracking_disable': True, 'mail_create_nolog': True, 'mail_create_nosubscribe': True, 'mail_notrack': True,
    'daiban_quiet': QUIET}
ROUTED = ('lead_unit_id', 'support_unit_ids', 'guide_unit_id', 'tracker_unit_id')


class DaibanImportCaseRows(models.AbstractModel):
    """Rows become running cases, many at once: enterprise, number, card, items of the plan, and what has happened.

    Nobody is written to and nobody is asked for anything: it happened long ago. The first items lie with their units
    since the acceptance; how far they really are comes with the statuses.
    """

    _name = 'daiban.import.case.rows'
    _description = 'Rows That Become Running Cases'

    def _create(self, outcomes, source):
        self = self.with_context(**MANY).sudo()  # sudo: number, state and items are set by rule; see `_check_allowed`
        rows = self._prepare_cases(outcomes, source)
        plans = self._ask_rules_for(rows)
        cases = self.env['daiban.project'].create([
            {**plan['route'], **vals} for vals, plan in zip(rows, plans, strict=True)])
        self._give_cards(cases)
        self._history(cases)
        self._items(dict(zip(cases, plans, strict=True)))
        text = self.env._("Taken over from %(file)s as a running case.", file=source.name)
        cases._message_log_batch(dict.fromkeys(cases.ids, text))
        self.env.flush_all()  # what is worked out of it reaches nobody either
        return cases

    # === The case itself ===

    def _prepare_cases(self, outcomes, source):
        partners = self._partners(outcomes)
        today = self.env['daiban.calendar.year']._district_today()
        numbers = self.env['ir.sequence']._next_many_gapless('daiban.project', today, len(outcomes))
        return [
            {'number': number, **self._prepare_case(outcome.vals, partners[outcome.vals['uscc']], source)}
            for outcome, number in zip(outcomes, numbers, strict=True)]

    def _partners(self, outcomes):
        """{code: enterprise}, those that are not here yet are entered."""
        names = {outcome.vals['uscc']: outcome.vals['enterprise'] for outcome in outcomes}
        partners = self.env['res.partner'].with_context(active_test=False)
        found = {partner.uscc: partner for partner in partners.search([('uscc', 'in', list(names))])}
        missing = [code for code in names if code not in found]
        created = partners.create([{'uscc': code, 'name': names[code], 'is_company': True} for code in missing])
        return {**found, **dict(zip(missing, created, strict=True))}

    def _prepare_case(self, vals, partner, source):
        category = self.env['daiban.category'].browse(vals['category_id'])
        return {
            'object_class': 'other', 'agent_id': source.user_id.id,
            **{name: value for name, value in vals.items() if name not in ('uscc', 'enterprise')},
            'partner_id': partner.id, 'state': 'running', 'limit_days': GUARD_LIMIT, 'limit_unit': 'working',
            'received_on': vals['submitted_on'], 'plan_id': category.published_plan_id.id, 'import_id': source.id,
            # with it the service was asked for; the day is what the table knows
            'consented_at': datetime.combine(vals['submitted_on'], datetime.min.time()),
        }

    def _give_cards(self, cases):
        """R26: one active card per enterprise, issued with the first of its cases."""
        cards = self.env['daiban.card']._get_or_issue_all(cases)
        for partner, group in cases.grouped('partner_id').items():
            group.card_id = cards[partner]

    # === What the rules say of it ===

    def _ask_rules_for(self, rows):
        """The answer of the rules for each row. Rows that meet the same conditions are asked for only once."""
        cases = [self.env['daiban.project'].new(vals) for vals in rows]
        everything, known = self.env['daiban.project'].union(*cases), {}
        met = [set(everything.filtered_domain(domain)) for domain in self._conditions(rows)]
        answers = []
        for case in cases:
            key = (case.category_id, case.plan_id, case.park_id, case.introducer_id, *(case in some for some in met))
            if key not in known:
                known[key] = self._ask_rules(case)
            answers.append(known[key])
        return answers

    def _conditions(self, rows):
        """What plans and routing rules ask of a case."""
        rules = self.env['daiban.routing.rule'].search([])  # pylint: disable=no-search-all  # two dozen
        lines = self.env['daiban.plan'].browse({vals['plan_id'] for vals in rows if vals['plan_id']}).line_ids
        texts = {rule.domain for rule in rules} | {
            line.condition for line in lines if line.condition_kind == 'domain'}
        return [rules._parse_condition(text) for text in sorted(filter(None, texts))]

    def _ask_rules(self, case):
        """{'route': values, 'lines': [(line, unit, lines that it waits for)]}"""
        lines = case._planned_lines()
        units = self.env['daiban.routing.rule']._item_units(case, lines.item_type_id)
        route = self.env['daiban.routing.rule']._route(case)[case]
        follower = route['platform_unit_id']
        values = {name: Command.set(route[name].ids) if name == 'support_unit_ids' else route[name].id
                  for name in (*ROUTED, 'platform_unit_id')}
        return {
            'route': {**values, 'support_unit_ids': [values['support_unit_ids']],
                      'platform_user_id': (follower.responsible_id or follower.liaison_id).id},
            'lines': [(line._origin, units.get(line.item_type_id), others)
                      for line, others in lines._effective_prerequisites().items()],
        }

    # === What has happened ===

    def _history(self, cases):
        """Handed in and accepted, on the days on which it happened."""
        note = self.env._("Taken over")
        for date, group in cases.grouped('submitted_on').items():
            group._clock_start(
                date=date, holder_kind='window', unit={case.id: case.lead_unit_id for case in group},
                user={case.id: case.agent_id for case in group}, note=note)
        for date, group in cases.grouped('accepted_on').items():
            group._clock_finish(date=date, note=note)

    def _items(self, plans):
        """The items of the plan; those that wait for nothing lie with their units since the acceptance."""
        first, likenesses = {}, {}
        for case, plan in plans.items():  # the answer of the rules is one and the same for all cases of a kind
            like = first.setdefault(id(plan), case)
            if like != case:
                likenesses[case] = like
        records = self._items_of({case: plans[case] for case in first.values()})
        records += records._repeat_for(likenesses)
        begun = records.filtered(lambda item: item.state == 'dispatched')
        for date, group in begun.grouped('dispatched_on').items():
            group._clock_handover(
                'unit', unit={item.id: item.unit_id for item in group},
                user={item.id: item.leader_id for item in group}, date=date, note=self.env._("Taken over"))

    def _items_of(self, plans):
        rows = [
            (case, line, others, {
                **case._prepare_item_vals(line, {line.item_type_id: unit}),
                **({} if others else {'state': 'dispatched', 'dispatched_on': case.accepted_on})})
            for case, plan in plans.items() for line, unit, others in plan['lines']]
        records = self.env['daiban.item'].create([vals for *_which, vals in rows])
        by_line = {(row[0], row[1]): item for row, item in zip(rows, records, strict=True)}
        self._wait([(by_line[case, line].id, by_line[case, other].id) for case, line, others, _vals in rows
                    for other in others])
        return records

    def _wait(self, pairs):
        """What a published plan says has no circle and stays within the case, so it is not checked item by item."""
        if pairs:
            self.env.cr.execute(SQL(
                "INSERT INTO daiban_item_prerequisite_rel (item_id, prerequisite_id) VALUES %s",
                SQL(", ").join(SQL("(%s, %s)", *pair) for pair in pairs)))
            self.env['daiban.item'].invalidate_model(['prerequisite_ids', 'dependent_ids'])

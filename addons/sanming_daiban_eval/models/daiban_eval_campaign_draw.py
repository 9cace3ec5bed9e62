import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.draw import Contact, draw

# The order in which somebody who is met in several groups is asked: once.
KIND_ORDER = ('center', 'office', 'owner')


class DaibanEvalCampaign(models.Model):
    """The draw (R97): contacts from the ledger of the year, exclusions with their reasons, a seed that is shown."""
    _inherit = 'daiban.eval.campaign'
    _workflow_fields = ('seed', 'contact_ids', 'rater_ids', 'ballot_ids')

    seed = fields.Char(
        "Seed of the Draw", readonly=True, copy=False, default=lambda self: secrets.token_hex(8),
        help="Given once, before anybody knows the contacts. With it and the list the draw can be repeated.")
    most_center = fields.Integer("Center: Asked at Most", default=0, help="About each person. 0: all.")
    most_owner = fields.Integer("Owners: Asked at Most", default=30, help="About each person. 0: all.")
    most_office = fields.Integer("Offices: Asked at Most", default=30, help="About each person. 0: all.")
    conflict_ids = fields.One2many('daiban.eval.conflict', 'campaign_id', string="Conflicts of Interest", copy=False)
    contact_ids = fields.One2many('daiban.eval.contact', 'campaign_id', string="Draw", readonly=True, copy=False)
    rater_ids = fields.One2many('daiban.eval.rater', 'campaign_id', string="Raters", readonly=True, copy=False)
    ballot_ids = fields.One2many(
        'daiban.eval.ballot', 'campaign_id', string="Ballots of the Evaluation", readonly=True, copy=False)

    @api.constrains('most_center', 'most_owner', 'most_office')
    def _check_most(self):
        for campaign in self:
            groups = campaign._groups()
            for kind, most in campaign._most().items():
                if most < 0 or (most and kind in groups and most < groups[kind].least_raters):
                    raise ValidationError(self.env._(
                        "%(group)s: with at most %(most)s raters the least number of the scheme (%(least)s) cannot be "
                        "reached. Ask more, or 0 for all.", group=groups[kind].display_name if kind in groups else kind,
                        most=most, least=groups[kind].least_raters if kind in groups else 0))

    def _most(self):
        return {'center': self.most_center, 'owner': self.most_owner, 'office': self.most_office}

    def _locked_fields(self):
        locked = super()._locked_fields()
        return locked if self.state == 'draft' else {
            *locked, 'most_center', 'most_owner', 'most_office', 'conflict_ids'}

    def _draw_raters(self):
        """Every contact with what became of it, the raters that are asked, and their ballots."""
        met = self._contacts()
        excluded = self._exclusions(met)
        drawn = draw(met, {key: code for key, (code, _note) in excluded.items()}, self._most(), self.seed)
        subjects = {subject.user_id.id: subject for subject in self.subject_ids}
        contacts = self.env['daiban.eval.contact'].create([{
            'campaign_id': self.id, 'subject_id': subjects[key.subject].id, 'kind': key.kind, 'partner_id': key.rater,
            'user_id': met[key]['user'].id, 'evidence': '\n'.join(met[key]['evidence']), 'place': drawn[key].place,
            'outcome': drawn[key].outcome, 'reason': drawn[key].reason, 'note': excluded.get(key, (None, None))[1],
        } for key in sorted(met)])
        self._create_ballots(contacts.filtered(lambda contact: contact.outcome == 'drawn'))

    def _create_ballots(self, contacts):
        groups = self._groups()
        by_rater = contacts.grouped(lambda contact: (contact.kind, contact.partner_id, contact.user_id))
        raters = self.env['daiban.eval.rater'].create([
            {'campaign_id': self.id, 'kind': kind, 'partner_id': partner.id, 'user_id': user.id}
            for kind, partner, user in by_rater])
        self.env['daiban.eval.ballot'].create([
            {'campaign_id': self.id, 'rater_id': rater.id, 'subject_id': contact.subject_id.id,
             'group_id': groups[contact.kind].id, 'contact_id': contact.id}
            for rater, own in zip(raters, by_rater.values(), strict=True) for contact in own if contact.kind in groups])

    def _undraw(self):
        self.rater_ids.unlink()
        return super()._undraw()

    # === Who met whom ===

    def _contacts(self):
        """{Contact: {'user', 'evidence'}}; persons are known by their accounts, enterprises by their partners."""
        met = {}
        served = self._served_cases()
        for subject in self.subject_ids.user_id:
            for user in self._center_people():
                self._meet(met, 'center', subject, user.partner_id, user, self.env._("Service center"))
            for case, how in served.get(subject, {}).items():
                self._meet(met, 'owner', subject, case.partner_id, None, f'{case.number or case.name}：{how}')
        for subject, user, item in self._met_offices(served):
            label = f'{item.project_id.number or item.project_id.name}：{item.code} {item.name}'
            self._meet(met, 'office', subject, user.partner_id, user, label)
        return met

    @api.model
    def _meet(self, met, kind, subject, partner, user, evidence):
        fact = met.setdefault(Contact(kind, subject.id, partner.id), {
            'user': user or self.env['res.users'], 'evidence': []})
        fact['evidence'].append(evidence)

    @api.model
    def _center_people(self):
        return self.env['daiban.unit'].search([('unit_type', '=', 'center')]).member_ids.sorted('id')

    def _served_cases(self):
        """{person: {case: in which part}} of the cases that were under way in the year."""
        people, result = self.subject_ids.user_id, {}
        parts = {
            'agent_id': self.env._("agent"), 'platform_user_id': self.env._("follows the platform"),
            'introducer_user_id': self.env._("introducer")}
        under_way = Domain('state', '!=', 'draft') & Domain('submitted_on', '<=', self._last_day()) & (
            Domain('closed_on', '=', False) | Domain('closed_on', '>=', self._first_day()))
        anybody = Domain.OR(Domain(name, 'in', people.ids) for name in parts)
        for case in self.env['daiban.project'].search(under_way & anybody, order='submitted_on, id'):
            for name, label in parts.items():
                if case[name] in people:
                    result.setdefault(case[name], {}).setdefault(case, label)
        for person, case in self._acted_on(people):
            result.setdefault(person, {}).setdefault(case, self.env._("acted on it"))
        return result

    def _acted_on(self, people):
        """[(person, case)]: who had a case before it was handed over is still in its record of events."""
        rows = self.env['daiban.clock.event']._read_group([
            ('user_id', 'in', people.ids), ('res_model', '=', 'daiban.project'), ('kind', '!=', 'void'),
            ('date', '>=', self._first_day()), ('date', '<=', self._last_day())], ['user_id', 'res_id'])
        cases = self.env['daiban.project'].browse({res_id for _user, res_id in rows}).exists()
        known = {case.id: case for case in cases}
        return sorted(
            ((user, known[res_id]) for user, res_id in rows if res_id in known), key=lambda row: (row[0].id, row[1].id))

    def _met_offices(self, served):
        """(person, handler or leader, item) of the items that were at an office in the year."""
        agents = {}
        for subject, cases in served.items():
            for case in cases:
                agents.setdefault(case, []).append(subject)
        items = self.env['daiban.item'].search([
            ('project_id', 'in', [case.id for case in agents]), ('dispatched_on', '!=', False),
            ('dispatched_on', '<=', self._last_day()), '|', ('finished_on', '=', False),
            ('finished_on', '>=', self._first_day())], order='dispatched_on, id')
        for item in items:
            for user in (item.handler_id | item.leader_id).sorted('id'):
                for subject in agents[item.project_id]:
                    yield subject, user, item

    # === Who is not asked ===

    def _exclusions(self, met):
        """{Contact: (reason, note)}"""
        found, seen = {}, set()
        tests = self._exclusion_tests()
        for key in sorted(met, key=lambda key: (KIND_ORDER.index(key.kind), key)):
            for code, test in tests.items():
                if hit := test(key, met[key]['user']):
                    found[key] = code, hit if isinstance(hit, str) else False
                    break
            else:
                if (key.subject, key.rater) in seen:
                    found[key] = 'twice', False
                seen.add((key.subject, key.rater))
        return found

    def _exclusion_tests(self):
        """{reason: whether it holds for a contact; a text goes into the note}"""
        conflicts = {
            (conflict.user_id.id, conflict.partner_id.id): conflict.reason for conflict in self.conflict_ids}
        below, acts = self._people_below(), self._acting_for()
        return {
            'self': lambda key, user: user.id == key.subject,
            'gone': lambda key, user: user and not user.active,
            'subordinate': lambda key, user: user and user.id in below.get(key.subject, ()),
            'acts': lambda key, user: (key.subject, key.rater) in acts,
            'conflict': lambda key, user: conflicts.get((key.subject, key.rater)),
        }

    def _people_below(self):
        """{person: ids of those in the units that the person leads, and in their subordinate units}"""
        below = {}
        people = self.subject_ids.user_id
        led = self.env['daiban.unit'].search([
            '|', ('leader_id', 'in', people.ids), ('responsible_id', 'in', people.ids)])
        for unit in led:
            members = self.env['daiban.unit'].search([('id', 'child_of', unit.id)]).member_ids  # few units are led
            for leader in unit._leaders() & people:
                below.setdefault(leader.id, set()).update((members - unit._leaders()).ids)
        return below

    def _acting_for(self):
        """{(person, enterprise)} where the person acts for it in the portal."""
        lines = self.env['daiban.representative'].search([
            ('user_id', 'in', self.subject_ids.user_id.ids), ('state', '=', 'active')])
        return {(line.user_id.id, line.enterprise_id.id) for line in lines}

from odoo import api, models

from odoo.addons.sanming_daiban.tools.district_time import district_now

NUMERALS = [f'{numeral}、' for numeral in '一二三四五六七八九十']


class ReportDaibanIncident(models.AbstractModel):
    """The dossier of an incident: one paper with everything, for the two who confirm, a review, or a referral."""
    _name = 'report.sanming_daiban_eval.report_daiban_incident'
    _description = 'Dossier of an Incident'

    @api.model
    def _get_report_values(self, docids, data=None):
        incidents = self.env['daiban.incident'].browse(docids)
        incidents.check_access('read')
        lang = self.env['daiban.letter.mixin']._letter_lang()
        incidents = incidents.with_context(lang=lang)
        return {'docs': incidents, 'lang': lang, 'sheets': {
            one.id: self.with_context(lang=lang)._sheet(one) for one in incidents}}

    @api.model
    def _sheet(self, incident):
        incident = incident.sudo()  # sudo: who may read the incident reads its dossier as a whole
        proof = incident.proof or incident._prepare_proof() or {}
        parts = [
            (self.env._("The Matter"), self._matter(incident)),
            (self.env._("By the Clock"), self._clock(proof)),
            (self.env._("Statement"), self._statement(incident)),
            (self.env._("Finding and Confirmation"), self._finding(incident)),
            (self.env._("What Follows"), self._outcome(incident)),
            *[(self.env._("Review"), self._review(review)) for review in incident.review_ids.sorted('id')],
        ]
        shown = [(title, self._filled(lines)) for title, lines in parts]
        shown = [(title, lines) for title, lines in shown if lines]
        return {
            'issuer': self.env.company.name, 'days': proof.get('rows'), 'sources': proof.get('sources'),
            'days_number': NUMERALS[len(shown)], 'today': str(district_now().date()), 'by': self.env.user.name,
            'parts': [{'number': NUMERALS[place], 'title': title, 'lines': lines}
                      for place, (title, lines) in enumerate(shown)],
        }

    @api.model
    def _filled(self, lines):
        return [(label, str(text)) for label, text in lines if text not in (None, False, '')]

    @api.model
    def _lines(self, record, *names):
        """Label and words of some fields."""
        return [(record._fields[name]._description_string(record.env), self._words(record, name)) for name in names]

    @api.model
    def _words(self, record, name):
        field, value = record._fields[name], record[name]
        if not value:
            return ''
        if field.type == 'selection':
            return dict(field._description_selection(record.env))[value]
        if field.type == 'boolean':
            return record.env._("Yes")
        if field.relational:
            return '、'.join(value.mapped('display_name'))
        return value

    @api.model
    def _matter(self, incident):
        return self._lines(
            incident, 'user_id', 'unit_id', 'home_unit_id', 'project_id', 'item_id', 'notice_id', 'kind', 'nature',
            'happened_on', 'facts', 'evidence_ids', 'reported_on', 'reported_by_id')

    @api.model
    def _clock(self, proof):
        if not proof:
            return []
        return [
            (self.env._("Limit"), f"{proof['limit']} {proof['unit']}" if proof['limit'] else ''),
            (self.env._("Started On"), proof['started']), (self.env._("Due On"), proof['due']),
            (self.env._("Finished On"), proof['finished']), (self.env._("Days Used"), proof['used']),
            (self.env._("Days by Holder"), '\n'.join(
                f"{share['label']}: {share['days']}" for share in proof['shares'])),
            (self.env._("Counted Until"), proof['today']),
        ]

    @api.model
    def _statement(self, incident):
        return self._lines(
            incident, 'statement', 'stated_on', 'silent', 'statement_evidence_ids', 'extension_asked',
            'extension_reason', 'extension_by_id')

    @api.model
    def _finding(self, incident):
        return self._lines(
            incident, 'finding', 'found_on', 'found_by_id', 'center_confirmed_by_id', 'center_confirmed_on',
            'home_confirmed_by_id', 'home_confirmed_on', 'dismiss_reason', 'dismissed_by_id')

    @api.model
    def _outcome(self, incident):
        words = incident.user_id and incident._cap_words() or ''
        return [
            (self.env._("Cap of the Year's Grade"), words),
            *self._lines(
                incident, 'cap_reason', 'cap_by_id', 'cap_on', 'dereliction', 'project_delay', 'serious_loss',
                'referred_to', 'referred_on', 'referred_by_id')]

    @api.model
    def _review(self, review):
        return self._lines(
            review, 'about', 'asked_on', 'request', 'evidence_ids', 'state', 'decision', 'decision_reason',
            'decided_by_id', 'decided_on')

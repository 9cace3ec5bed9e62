from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

# What the ledger proves without a clock: letters that were served.
BY_LETTER = ('told_twice', 'known')


class DaibanIncidentEvidence(models.AbstractModel):
    """What the clock says about an incident: checked at every step, frozen with the finding (R101)."""
    _name = 'daiban.incident.evidence'
    _description = 'Incident: Evidence'

    proof = fields.Json(readonly=True, copy=False, export_string_translation=False)
    proof_html = fields.Html(compute='_compute_proof_html', sanitize=False, string="By the Clock")

    def _clock_concerned(self):
        """The item or the case by whose clock somebody was late; none, if a letter is the evidence."""
        if self.kind in BY_LETTER:
            return None
        if self.item_id:
            return self.item_id.sudo()  # sudo: whoever reads the incident may read what it is about
        if self.project_id and self.nature == 'delay':
            return self.project_id.sudo()  # sudo: as above
        return None

    def _check_clock(self):
        """Days on which the clock stood, or it lay with another, are nobody's fault."""
        for incident in self:
            if clock := incident._clock_concerned():
                incident._check_day(clock)

    def _check_day(self, clock):
        day = self.happened_on
        if day > self._clock_today():
            raise UserError(self.env._("%(day)s has not come yet.", day=format_date(self.env, day)))
        span = self.env['daiban.clock.span'].sudo().search([  # sudo: as in `_clock_concerned`
            ('res_model', '=', clock._name), ('res_id', '=', clock.id), ('date_from', '<', day),
            '|', ('date_to', '=', False), ('date_to', '>=', day)], limit=1)
        if span.state == 'paused':
            raise UserError(self.env._(
                "On %(day)s the clock of “%(matter)s” was paused (%(reason)s): such days count against nobody. "
                "Choose a day on which it ran, or dismiss the incident.",
                day=format_date(self.env, day), matter=clock.display_name, reason=span.reason_id.name or '—'))
        if clock.finished_on and day > clock.finished_on:
            raise UserError(self.env._(
                "On %(day)s “%(matter)s” was finished already. Choose a day before.",
                day=format_date(self.env, day), matter=clock.display_name))
        if span.holder_unit_id and span.holder_unit_id != self.unit_id or span.holder_kind == 'enterprise':
            raise UserError(self.env._(
                "On %(day)s “%(matter)s” lay with %(holder)s, not with %(unit)s. Choose the unit with which it lay, "
                "or another day.",
                day=format_date(self.env, day), matter=clock.display_name, unit=self.unit_id.name,
                holder=span.holder_unit_id.name or clock.partner_id.name))

    # === The numbers ===

    def _prepare_proof(self):
        """The numbers of the 期限计算书 on this day, as plain data; empty without a clock."""
        clock = self._clock_concerned()
        if not clock:
            return False
        clock = clock.with_context(lang=self.env['daiban.letter.mixin']._letter_lang())
        proof = clock._clock_proof()
        names = ('limit', 'unit', 'used', 'remaining', 'light', 'sources')
        return {
            **{name: proof[name] for name in names},
            'matter': clock.display_name, 'today': str(proof['today']), 'due': str(proof['due'] or ''),
            'started': str(clock.started_on or ''), 'finished': str(clock.finished_on or ''),
            'shares': [{'label': share['label'], 'days': share['days']} for share in proof['shares']],
            'rows': [self._prepare_row(row) for row in proof['rows']],
        }

    @api.model
    def _prepare_row(self, row):
        names = ('weekday', 'counted', 'total', 'why', 'holder')
        return {'date': str(row['date']), **{name: row[name] for name in names}}

    @api.depends('proof', 'item_id', 'project_id', 'kind', 'nature')
    def _compute_proof_html(self):
        for incident in self:
            proof = incident.proof or incident._prepare_proof()
            incident.proof_html = proof and self.env['ir.qweb']._render(
                'sanming_daiban_eval.incident_proof', {'proof': proof, 'frozen': bool(incident.proof)})

    # === On paper ===

    def action_dossier(self):
        """The whole file as one PDF."""
        self.ensure_one()
        self.check_access('read')
        return self.env['ir.actions.report']._get_report_from_name(
            'sanming_daiban_eval.report_daiban_incident').report_action(self)

    def _dossier_name(self):
        return f'{self.number or self.display_name}.pdf'

    def action_open_matter(self):
        self.ensure_one()
        record = self.item_id or self.project_id
        return {'type': 'ir.actions.act_window', 'res_model': record._name, 'res_id': record.id, 'view_mode': 'form'}

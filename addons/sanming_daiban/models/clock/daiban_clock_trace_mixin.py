from collections import defaultdict

from odoo import fields, models
from odoo.fields import Domain


class DaibanClockTraceMixin(models.AbstractModel):
    """What belongs to the clock of some record, and can be read by whoever can read that record."""
    _name = 'daiban.clock.trace.mixin'
    _description = 'Trace of a Clock'

    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field='res_model', required=True, readonly=True)
    record_name = fields.Char(compute='_compute_record_name')

    def _compute_record_name(self):
        for model, traces in self.grouped('res_model').items():
            records = self.env[model].browse(traces.mapped('res_id')).exists() if model in self.env else ()
            names = {record.id: record.display_name for record in records}
            for trace in traces:
                trace.record_name = names.get(trace.res_id)

    def _record(self):
        """The record to which the clock belongs."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)

    def action_open(self):
        """Open the record to which it belongs."""
        record = self._record()
        return {'type': 'ir.actions.act_window', 'res_model': record._name, 'res_id': record.id, 'view_mode': 'form'}

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or operation != 'read' or not self or (result and result[0] == self):
            return result
        candidates = self - result[0] if result else self
        forbidden = candidates - candidates._with_readable_record()
        if not forbidden:
            return result
        if result:
            return result[0] + forbidden, result[1]
        return forbidden, lambda: self.env['ir.rule']._make_access_error(operation, forbidden)

    def _with_readable_record(self):
        # sudo: only to learn which records to ask about; they are asked as the user
        references = {trace.id: (trace.res_model, trace.res_id) for trace in self.sudo()}
        readable = self._readable(references.values())
        return self.browse(trace_id for trace_id, reference in references.items() if reference in readable)

    def _readable(self, references):
        """Those of the (model, id) pairs that the user may read."""
        ids = defaultdict(set)
        for model, res_id in references:
            ids[model].add(res_id)
        return {
            (model, record.id)
            for model, res_ids in ids.items() if model in self.env
            for record in self.env[model].browse(res_ids).exists()._filtered_access('read')
        }

    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs):
        if self.env.su or bypass_access:
            return super()._search(domain, offset, limit, order, bypass_access=bypass_access, **kwargs)
        return super()._search(
            Domain(domain) & self._readable_domain(), offset, limit, order, bypass_access=bypass_access, **kwargs)

    def _readable_domain(self):
        """What hangs on a record that the user may read, left to the database: there are half a million events."""
        return Domain.OR(
            Domain('res_model', '=', model._name)
            & Domain('res_id', 'in', model.with_context(active_test=False)._search([]).subselect())
            for model in self.env['daiban.clock.mixin']._clock_models() if model.has_access('read'))

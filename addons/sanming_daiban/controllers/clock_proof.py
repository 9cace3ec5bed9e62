from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import content_disposition, request


class ClockProof(http.Controller):

    @http.route('/daiban/clock/<string:model>/<int:res_id>', type='http', auth='user', readonly=True)
    def clock_proof(self, model, res_id, statutory=None):
        """The 期限计算书 as a page, for whoever may read the record."""
        proof = self._record(model, res_id)._clock_proof(statutory=bool(statutory))
        return request.render('sanming_daiban.clock_proof_page', {'proof': proof})

    @http.route('/daiban/clock/<string:model>/<int:res_id>/pdf', type='http', auth='user')
    def clock_proof_pdf(self, model, res_id, statutory=None):
        record = self._record(model, res_id)
        content = record._clock_proof_pdf(statutory=bool(statutory))
        name = request.env._("Proof of Time Limit - %(name)s.pdf", name=record.display_name)
        return request.make_response(content, headers=[
            ('Content-Type', 'application/pdf'), ('Content-Disposition', content_disposition(name))])

    def _record(self, model, res_id):
        models = {record._name for record in request.env['daiban.clock.mixin']._clock_models()}
        record = request.env[model].browse(res_id).exists() if model in models else None
        if not record or not record.has_access('read'):
            raise NotFound()
        return record

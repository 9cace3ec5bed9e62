from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import content_disposition, request

from .public_guide import DaibanPublicGuide

XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'


class DaibanInsight(DaibanPublicGuide):
    """Bulletins and ledgers as files for staff, and the statistics for everybody."""

    @http.route('/daiban/bulletin/<int:bulletin_id>/<string:paper>', type='http', auth='user', readonly=True)
    def daiban_bulletin(self, bulletin_id, paper):
        return self._table_file('daiban.bulletin', bulletin_id, paper)

    @http.route('/daiban/ledger/<int:ledger_id>/<string:paper>', type='http', auth='user', readonly=True)
    def daiban_ledger(self, ledger_id, paper):
        return self._table_file('daiban.ledger', ledger_id, paper)

    def _table_file(self, model, record_id, paper):
        record = request.env[model].browse(record_id).exists()
        if paper not in ('xlsx', 'pdf') or not record or not record.has_access('read'):
            raise NotFound()
        content, kind = (record._xlsx(), XLSX) if paper == 'xlsx' else (record._pdf(), 'application/pdf')
        disposition = content_disposition(f'{record._title()}.{paper}', 'attachment' if paper == 'xlsx' else 'inline')
        return request.make_response(content, headers=[('Content-Type', kind), ('Content-Disposition', disposition)])

    @http.route('/daiban/statistics', type='http', auth='public', website=True, sitemap=True, save_session=False)
    def daiban_statistics(self, **kw):
        return self._guide_page('statistics', {'figures': request.env['daiban.bulletin']._public_statistics()})

from odoo import http
from odoo.http import content_disposition, request

XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'


class DaibanExchange(http.Controller):

    @http.route('/daiban/import/template/<string:kind>', type='http', auth='user', readonly=True)
    def import_template(self, kind):
        """An empty table with the headings, and what to write under each."""
        imports = request.env['daiban.import']
        imports.check_access('read')
        if kind not in imports._kind_labels():
            raise request.not_found()
        return self._sheet(imports._template(kind), imports._kind_labels()[kind])

    @http.route('/daiban/import/<int:import_id>/rest', type='http', auth='user', readonly=True)
    def import_rest(self, import_id):
        """The rows that were left out, each with its reason, to be put right and imported again."""
        record = request.env['daiban.import'].browse(import_id).exists()
        if not record or not record.has_access('read'):
            raise request.not_found()
        return self._sheet(record._rest(), request.env._("Left out of %(name)s", name=record.name))

    def _sheet(self, content, name):
        return request.make_response(content, headers=[
            ('Content-Type', XLSX), ('Content-Disposition', content_disposition(f'{name}.xlsx'))])

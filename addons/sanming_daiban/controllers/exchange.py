from odoo import http
from odoo.http import content_disposition, request
from odoo.modules.registry import Registry

from ..models.exchange.daiban_webhook_inbound import MAX_BODY, InboundRefused

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

    @http.route('/daiban/hook/<string:key>', type='http', auth='public', methods=['POST'], csrf=False,
                save_session=False, sitemap=False)
    def hook(self, key):
        """Statuses of another system; see docs/api.md."""
        headers = request.httprequest.headers
        try:
            if (request.httprequest.content_length or 0) > MAX_BODY:
                raise InboundRefused('large', request.env._("The message is larger than 1 MB."))
            answer = request.env['daiban.webhook.inbound']._receive(
                key, headers.get('X-Daiban-Timestamp'), headers.get('X-Daiban-Nonce'),
                headers.get('X-Daiban-Signature'), request.httprequest.get_data())
            return request.make_json_response(answer)
        except InboundRefused as refused:
            request.env.cr.rollback()  # nothing of a refused message stays
            return request.make_json_response(
                {'error': refused.code, 'message': refused.message}, status=refused.status)

    @http.route('/daiban/calendar/<string:token>.ics', type='http', auth='public', methods=['GET'], save_session=False,
                sitemap=False, readonly=True)
    def calendar_feed(self, token):
        """The deadlines of whose secret address this is."""
        text = request.env['daiban.calendar.feed']._read(token)
        if text is None:
            raise request.not_found()
        return request.make_response(text.encode(), headers=[
            ('Content-Type', 'text/calendar; charset=utf-8'), ('Cache-Control', 'private, no-store'),
            ('Referrer-Policy', 'no-referrer'), ('X-Robots-Tag', 'noindex, nofollow')])

    @http.route(['/daiban/eventlog/<int:log_id>.<any(csv, xes):form>'], type='http', auth='user', methods=['GET'])
    def event_log(self, log_id, form):
        """Streamed: the answer begins at once and no log is ever in memory as a whole."""
        log = request.env['daiban.event.log'].browse(log_id).exists()
        if not log or not log.has_access('read') or log.create_uid != request.env.user:
            raise request.not_found()
        log._check_may_export()
        name = f'{request.env._("Event Log")}.{form}'
        mimetype = 'text/csv; charset=utf-8' if form == 'csv' else 'application/xml; charset=utf-8'
        return request.make_response(
            _streamed(request.db, log, form),
            headers=[('Content-Type', mimetype), ('Content-Disposition', content_disposition(name))])


def _streamed(database, log, form):
    """In a transaction of its own: that of the request is over when the answer is sent."""
    with Registry(database).cursor(readonly=True) as cr:
        for part in log.with_env(log.env(cr=cr))._parts(form):
            yield part.encode()

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import content_disposition, request


class DaibanArchive(http.Controller):

    @http.route('/daiban/archive/<int:archive_id>', type='http', auth='user', readonly=True)
    def daiban_archive(self, archive_id):
        """The file of a case, for whoever may read the archive record."""
        archive = request.env['daiban.archive'].browse(archive_id).exists()
        if not archive or not archive.has_access('read'):
            raise NotFound()
        return request.make_response(archive._zip_content(), headers=[
            ('Content-Type', 'application/zip'),
            ('Content-Disposition', content_disposition(archive._zip_name())),
        ])

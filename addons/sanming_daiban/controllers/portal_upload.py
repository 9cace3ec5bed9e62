from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from ..models.case.daiban_upload import MAX_CHUNK
from .portal import DaibanPortal


class DaibanPortalUpload(DaibanPortal):
    """Files of a material: as a plain form, and in parts for browsers that can show progress and go on after a break.

    The parts answer in JSON, also when the session is over: the page says what to do, and nothing is lost.
    """

    @http.route('/my/daiban/<int:case_id>/upload', type='http', auth='user', website=True, methods=['POST'])
    def daiban_upload(self, case_id, material_id=0, **kw):
        case = self._daiban_case(case_id)
        files, results = self._daiban_files(), []
        done = self._daiban_try(
            lambda: results.extend(case._portal_upload(self._daiban_id(material_id), files)), request.env._("Saved.")
        )
        if done and results[1]:
            self._daiban_tell('danger', '\n'.join(results[1]))
        return self._daiban_back_to_materials(case, material_id)

    # csrf: checked below, after the answer to those who are logged out
    @http.route(
        '/my/daiban/<int:case_id>/parts', type='http', auth='public', website=True, methods=['GET', 'POST'], csrf=False,
        max_content_length=MAX_CHUNK + 64 * 1024,
    )
    def daiban_parts(self, case_id, material_id=0, key='', csrf_token=None, **post):
        if request.env.user._is_public():
            return request.make_json_response({'login': True}, status=401)
        case, material = self._daiban_case(case_id), self._daiban_id(material_id)
        if request.httprequest.method == 'POST' and not request.validate_csrf(csrf_token):
            return request.make_json_response({'stale': True, 'csrf': request.csrf_token()}, status=400)
        try:
            with request.env.cr.savepoint():
                answer = self._daiban_part(case, material, key[:200], post)
        except AccessError:
            raise request.not_found() from None
        except UserError as error:
            answer = {'error': error.args[0]}
        return request.make_json_response({**answer, 'csrf': request.csrf_token()})

    def _daiban_part(self, case, material, key, post):
        if request.httprequest.method == 'GET':
            return {'offset': case._portal_upload_offset(material, key)}
        part = request.httprequest.files.get('part')
        return case._portal_upload_part(
            material,
            key,
            post.get('name', ''),
            self._daiban_id(post.get('size')),
            self._daiban_id(post.get('offset')),
            part.read() if part else b'',
        )

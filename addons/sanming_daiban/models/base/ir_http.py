from werkzeug.exceptions import RequestEntityTooLarge

from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    _inherit = 'ir.http'

    @classmethod
    def _match(cls, path):
        """Visitors see the district's language until they choose another one.

        Odoo follows the browser's preference (``Accept-Language``) before the default language, so an English browser
        would get an English login page. Without that preference in the context the default applies: the language of
        new contacts, else the first active one. Users who are logged in keep their own.
        """
        if not request.session.uid:
            chosen = request.cookies.get('frontend_lang')
            # sudo: there is no user yet, and which languages are active is no secret
            known = request.env['res.lang'].sudo()._get_data(code=chosen) if chosen else None
            request.update_context(lang=known.code if known else None)
        return super()._match(path)

    @classmethod
    def _handle_error(cls, exception):
        """A form with too large files is refused before it is read; say so on the page from which it came."""
        path = request.httprequest.path
        if isinstance(exception, RequestEntityTooLarge) and path.startswith('/my/daiban/'):
            request.session['daiban_flash'] = {
                'kind': 'danger',
                'text': request.env._("The files are too large together. Please hand them in one by one, or smaller."),
            }
            response = request.redirect(path.rpartition('/')[0] + ('/materials' if path.endswith('/upload') else ''))
            response.headers['Connection'] = 'close'
            return response
        return super()._handle_error(exception)

    def session_info(self):
        """Whoever watches over the time limits learns on every page when the daily job has not run."""
        info = super().session_info()
        user = self.env.user
        if user.has_group('sanming_daiban.group_supervisor') or user.has_group('sanming_daiban.group_manager'):
            info['daiban_lights_warning'] = self.env['daiban.clock.mixin']._lights_warning()
        return info

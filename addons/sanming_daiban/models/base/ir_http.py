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

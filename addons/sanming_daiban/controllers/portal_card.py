from urllib.parse import quote

from odoo import http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request

from .portal import DaibanPortal


class DaibanPortalCard(DaibanPortal):
    """The service card of the enterprise: as a page for the phone, as PDF, and what its QR code opens."""

    @http.route('/my/daiban/card', type='http', auth='user', website=True)
    def daiban_my_card(self, **kw):
        """The card of the enterprise for which the user acts."""
        enterprise = request.env['daiban.project']._portal_enterprise()
        card = request.env['daiban.card'].search([('partner_id', '=', enterprise.id)], limit=1) if enterprise else None
        if card:
            return request.redirect(card.access_url)
        return request.render('sanming_daiban.portal_daiban_no_card', {
            **self._prepare_portal_layout_values(), 'page_name': 'daiban_card'})

    @http.route('/my/daiban/card/<int:card_id>', type='http', auth='user', website=True)
    def daiban_card(self, card_id, **kw):
        card = self._daiban_card(card_id)
        return request.render('sanming_daiban.portal_daiban_card', {
            **self._prepare_portal_layout_values(),
            'page_name': 'daiban_card',
            'card': card.sudo(),  # sudo: agent and promises of a card that the user may read
            'cases': card._card_cases(),
            'qr': card._card_qr(),
        })

    @http.route('/my/daiban/card/<int:card_id>/pdf', type='http', auth='user')
    def daiban_card_pdf(self, card_id, form='sheet', **kw):
        card, form = self._daiban_card(card_id), 'card' if form == 'card' else 'sheet'
        try:
            content = card._card_pdf(form)
        except (UserError, OSError):
            # The PDF program is missing or failed: the browser can print the same card.
            return request.make_response(card._card_html(form), headers=[('Content-Type', 'text/html; charset=utf-8')])
        return request.make_response(content, headers=[
            ('Content-Type', 'application/pdf'),
            ('Content-Disposition', content_disposition(f'{card.number}.pdf', 'inline')),
        ])

    @http.route('/daiban/card/<string:token>', type='http', auth='public', methods=['GET'], save_session=False,
                sitemap=False)
    def daiban_card_by_code(self, token):
        """What the QR code of a card opens: the card for whoever may see it, the public check for everybody else."""
        card = request.env['daiban.verify.mixin']._verify_find(token)
        may_see = card and card._name == 'daiban.card' and card.sudo(False).has_access('read')
        return request.redirect(f'/my/daiban/card/{card.id}' if may_see else f'/daiban/verify/{quote(token, safe="")}')

    def _daiban_card(self, card_id):
        """A card that the user's own rights let him read; everything else does not exist."""
        card = request.env['daiban.card'].with_context(active_test=False).browse(card_id).exists()
        if not card or not card.has_access('read'):
            raise request.not_found()
        return card

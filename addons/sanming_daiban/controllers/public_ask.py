import uuid

from odoo import http
from odoo.http import request

from .portal import DaibanPortal
from .public_guide import DaibanPublicGuide

BAIT = 'homepage'  # a field that no person sees; whoever fills it in is a machine


class DaibanPublicAsk(DaibanPublicGuide):
    """Questions of everybody, and what is asked again and again. Rules are in ``daiban.inquiry.portal``."""

    @http.route('/daiban/faq', type='http', auth='public', website=True, sitemap=True, save_session=False)
    def daiban_faq(self, q='', **kw):
        questions = request.env['daiban.faq']._find(q)
        return self._guide_page('faq', {'questions': questions, 'q': q[:100]})

    @http.route('/daiban/ask', type='http', auth='public', website=True, sitemap=True, methods=['GET', 'POST'])
    def daiban_ask(self, ask_key='', **post):
        if request.httprequest.method == 'GET':
            return self._ask_page(self._ask_known(), {}, uuid.uuid4().hex)
        if post.get(BAIT):
            return request.redirect('/daiban')
        address = request.httprequest.remote_addr if request.env.user._is_public() else f'user {request.env.uid}'
        inquiry, errors = request.env['daiban.inquiry']._ask(post, ask_key[:64], address)
        if errors:
            return self._ask_page(post, errors, ask_key)
        return request.redirect(inquiry._portal_url())

    def _ask_known(self):
        user = request.env.user
        return {} if user._is_public() else {'contact_name': user.name, 'contact_phone': user.phone or ''}

    def _ask_page(self, post, errors, key):
        values = {
            'post': post, 'errors': errors, 'ask_key': key, 'bait': BAIT,
            'questions': request.env['daiban.faq']._find(limit=5)}
        response = request.render('sanming_daiban.public_ask', self._guide_values(values))
        response.headers['Cache-Control'] = 'no-store'
        return response


class DaibanPortalInquiry(DaibanPortal):
    """The own questions and their answers; with the link of the receipt also without login."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if 'daiban_inquiry_count' in counters:
            inquiries = request.env['daiban.inquiry']
            # sudo: limited to what is one's own, see `daiban.inquiry.portal`
            values['daiban_inquiry_count'] = inquiries.sudo().search_count(inquiries._portal_domain())
        return values

    @http.route('/my/daiban/inquiries', type='http', auth='user', website=True)
    def daiban_inquiries(self, **kw):
        inquiries = request.env['daiban.inquiry']
        return request.render('sanming_daiban.portal_my_inquiries', {
            **self._prepare_portal_layout_values(),
            **self._daiban_flash(),
            'page_name': 'daiban_inquiries',
            # sudo: limited to what is one's own, see `daiban.inquiry.portal`
            'inquiries': inquiries.sudo().search(inquiries._portal_domain(), limit=200),
        })

    @http.route('/my/daiban/inquiries/<int:inquiry_id>', type='http', auth='public', website=True)
    def daiban_inquiry(self, inquiry_id, access_token=None, **kw):
        inquiry = request.env['daiban.inquiry']._portal_find(inquiry_id, access_token)
        if not inquiry:
            raise request.not_found()
        response = request.render('sanming_daiban.public_inquiry', {
            **self._daiban_flash(),
            'inquiry': inquiry,
            'contact': request.env['daiban.service.guide']._guide_contact(),
            'own': not request.env.user._is_public() and bool(
                request.env['daiban.inquiry']._portal_find(inquiry_id)),
        })
        response.headers['Cache-Control'] = 'no-store'
        response.headers['Referrer-Policy'] = 'no-referrer'
        return response

    @http.route('/my/daiban/inquiries/<int:inquiry_id>/apply', type='http', auth='user', website=True, methods=['POST'])
    def daiban_inquiry_apply(self, inquiry_id, **kw):
        inquiry = request.env['daiban.inquiry']._portal_find(inquiry_id)
        if not inquiry:
            raise request.not_found()
        if not request.env['daiban.project']._portal_enterprise():
            return request.redirect('/my/daiban/enterprise')
        return request.redirect(f'/my/daiban/{inquiry._portal_apply().id}/project')

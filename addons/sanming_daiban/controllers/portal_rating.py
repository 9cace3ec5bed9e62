from odoo import http
from odoo.http import request

from .portal import DaibanPortal


class DaibanPortalRating(DaibanPortal):
    """The pages on which an enterprise rates; what may be answered is decided in ``daiban.rating``."""

    @http.route('/my/daiban/rating/<int:rating_id>', type='http', auth='user', website=True, methods=['GET', 'POST'])
    def daiban_rating(self, rating_id, **form):
        rating = self._daiban_rating(rating_id)
        if request.httprequest.method == 'POST' and self._daiban_rate(rating, form):
            return request.redirect(self._daiban_after(rating))
        return self._daiban_rating_page(rating, form, own=True)

    @http.route('/my/daiban/rating/<int:rating_id>/confirm', type='http', auth='user', website=True, methods=['POST'])
    def daiban_rating_confirm(self, rating_id, satisfied='', note='', **kw):
        """Whether the enterprise is satisfied with what was done about its bad rating."""
        rating = self._daiban_rating(rating_id)
        rectification = rating._replied_rectification()
        if not rectification:
            raise request.not_found()
        self._daiban_try(
            lambda: rectification._portal_confirm(satisfied, note), request.env._("Thank you, we have noted it."))
        return request.redirect(self._daiban_after(rating))

    @http.route('/daiban/rate/<string:token>', type='http', auth='public', website=True, methods=['GET', 'POST'])
    def daiban_rate(self, token, **form):
        """Without a login, by the secret link of the mail: one occasion, and nothing else of the case."""
        rating = request.env['daiban.rating']._find_by_token(token)
        if not rating:
            raise request.not_found()
        done = request.httprequest.method == 'POST' and self._daiban_rate(rating, form)
        response = self._daiban_rating_page(rating, form, own=False, done=done)
        # the address is the secret: it goes nowhere else and is kept nowhere
        response.headers['Referrer-Policy'] = 'no-referrer'
        response.headers['Cache-Control'] = 'no-store'
        response.headers['X-Robots-Tag'] = 'noindex'
        return response

    def _daiban_rating(self, rating_id):
        rating = request.env['daiban.rating']._portal_find(rating_id)
        if not rating:
            raise request.not_found()
        return rating

    def _daiban_after(self, rating):
        return f'/my/daiban/{rating.project_id.id}' if rating.project_id else rating._portal_url()

    def _daiban_rate(self, rating, form):
        return self._daiban_try(
            lambda: rating._answer(form), request.env._("Thank you. Your answer has been noted."))

    def _daiban_rating_page(self, rating, form, **values):
        return request.render('sanming_daiban.portal_daiban_rating', {
            **self._prepare_portal_layout_values(),
            **self._daiban_flash(),
            'page_name': 'daiban_rating',
            'rating': rating,
            'form': form,
            **values,
        })

from odoo.http import request, route

from odoo.addons.sanming_daiban.controllers.portal import DaibanPortal

# the address may be a personal link: it goes nowhere else, and the pages are kept nowhere
HEADERS = {'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex, nofollow'}


class DaibanBallotPages(DaibanPortal):
    """Where raters answer: logged in, or by a personal link. One person on a page, nothing to learn, no script.

    What may be answered is decided in `daiban.eval.ballot`; what was answered is shown nowhere, to nobody.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if 'daiban_ballot_count' in counters:
            ballots = request.env['daiban.eval.rater']._own().ballot_ids
            values['daiban_ballot_count'] = len(ballots.filtered(lambda ballot: ballot.state == 'pending'))
        return values

    # === Logged in ===

    @route('/my/daiban/ballots', type='http', auth='user', website=True)
    def daiban_ballots(self, **kw):
        return self._ballot_list(request.env['daiban.eval.rater']._own(), '/my/daiban/ballots')

    @route('/my/daiban/ballots/<int:ballot_id>', type='http', auth='user', website=True, methods=['GET', 'POST'])
    def daiban_ballot(self, ballot_id, **form):
        return self._ballot(request.env['daiban.eval.rater']._own(), ballot_id, form, '/my/daiban/ballots')

    # === By a personal link ===

    @route('/daiban/ballot/<string:token>', type='http', auth='public', website=True, sitemap=False)
    def daiban_linked_ballots(self, token, **kw):
        rater = request.env['daiban.eval.rater']._find_by_token(token)
        return self._ballot_list(rater, f'/daiban/ballot/{token}', True)

    @route('/daiban/ballot/<string:token>/<int:ballot_id>', type='http', auth='public', website=True, sitemap=False,
           methods=['GET', 'POST'])
    def daiban_linked_ballot(self, token, ballot_id, **form):
        rater = request.env['daiban.eval.rater']._find_by_token(token)
        return self._ballot(rater, ballot_id, form, f'/daiban/ballot/{token}', True)

    # === Pages ===

    def _ballot_list(self, raters, path, linked=False):
        if linked and not raters:
            return self._ballot_refusal()
        ballots = raters.ballot_ids.sorted('id')
        pending = ballots.filtered(lambda ballot: ballot.state == 'pending')
        return self._ballot_page('ballot_list', {
            'ballots': ballots, 'pending': pending, 'path': path, 'linked': linked, 'page_name': 'daiban_ballots',
            'campaigns': raters.campaign_id, 'opened': all(ballot._is_open() for ballot in ballots)})

    def _ballot(self, raters, ballot_id, form, path, linked=False):
        ballot = raters.ballot_ids.filtered(lambda ballot: ballot.id == ballot_id)
        if not ballot:
            return self._ballot_refusal()
        if not ballot._is_open():
            return request.redirect(path)
        posted = request.httprequest.method == 'POST'
        if posted and self._daiban_try(lambda: ballot._answer(raters, form), request.env._(
                "Noted: %(person)s. Thank you.", person=ballot.display_name)):
            return request.redirect(self._ballot_next(raters, path))
        ballots = raters.ballot_ids.sorted('id')
        return self._ballot_page('ballot_form', {
            'ballot': ballot, 'form': form if posted else {}, 'path': path, 'linked': linked,
            'page_name': 'daiban_ballot', 'place': ballots.ids.index(ballot.id) + 1, 'count': len(ballots),
            'cast': len(ballots.filtered(lambda ballot: ballot.state == 'cast'))})

    def _ballot_next(self, raters, path):
        """The next person, or the page that says thank you."""
        pending = raters.ballot_ids.filtered(lambda ballot: ballot.state == 'pending').sorted('id')
        return f'{path}/{pending[0].id}' if pending else path

    def _ballot_refusal(self):
        """The same answer for what does not exist, what is somebody else's, and a link that was made up or replaced."""
        return self._ballot_page('ballot_refusal', {'page_name': 'daiban_ballots'}, status=404)

    def _ballot_page(self, template, values, status=200):
        response = request.render(f'sanming_daiban_eval.{template}', {
            **self._prepare_portal_layout_values(),
            **self._daiban_flash(),
            'staff': request.env.user._is_internal(),
            **values,
        }, status=status)
        response.headers.update(HEADERS)
        return response

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain

HIDDEN_BELOW = 5  # on the page for everybody: fewer could be recognised


class DaibanBulletinFigures(models.AbstractModel):
    """The figures of a span of days, each by one query for the whole district; callers pass sudo."""

    _name = 'daiban.bulletin.figures'
    _description = 'Monthly Bulletin: Figures'

    @api.model
    def _figures(self, first, last):
        return [
            self._overview(first, last),
            self._by_category(first, last),
            self._by_unit(first, last),
            self._by_holder(first, last),
            self._bottlenecks(first, last),
            self._coordination(first, last),
        ]

    @api.model
    def _overview(self, first, last):
        """The month beside the month before."""
        before = first - relativedelta(months=1), first - relativedelta(days=1)
        now, then = self._totals(first, last), self._totals(*before)
        words = {
            'submitted': self.env._("Requests"),
            'accepted': self.env._("Accepted"),
            'done': self.env._("Completed"),
            'on_time': self.env._("Completed within the base limit, %"),
            'saved': self.env._("Compressed against the base limit, %"),
            'items_done': self.env._("Items finished"),
            'items_on_time': self.env._("Items on time, %"),
            'rated': self.env._("Ratings given"),
            'score': self.env._("Average rating (1–5)"),
            'trips': self.env._("Trips saved"),
        }
        return self._section(
            self.env._("Overview"),
            [self.env._("Figure"), self.env._("This month"), self.env._("Month before"),
             self.env._("Against the Month Before")],
            [[word, now[key], then[key], self._change(now[key], then[key])] for key, word in words.items()])

    @api.model
    def _totals(self, first, last):
        submitted, accepted = self._count(first, last, 'submitted_on'), self._count(first, last, 'accepted_on')
        done, on_time, saved = self._one('daiban.case.report', [
            '__count', 'on_time_rate:avg', 'saved_rate:avg'],
            self._within('closed_on', first, last) & Domain('state', '=', 'done'))
        items, items_on_time = self._one(
            'daiban.item.report', ['__count', 'on_time_rate:avg'], self._within('finished_on', first, last))
        rated, score = self._one(
            'daiban.rating.report', ['answered_count:sum', 'score:avg'], self._within('asked_on', first, last))
        trips, = self._one('daiban.trip.report', ['trip_saved:sum'], self._within('submitted_on', first, last))
        return {
            'submitted': submitted, 'accepted': accepted, 'done': done, 'on_time': self._rate(on_time),
            'saved': self._rate(saved), 'items_done': items, 'items_on_time': self._rate(items_on_time),
            'rated': rated or 0, 'score': self._rate(score, 2), 'trips': trips or 0}

    @api.model
    def _by_category(self, first, last):
        came = dict(self._groups('daiban.case.report', 'category_id', ['__count'], 'submitted_on', first, last))
        done = {
            category: figures for category, *figures in self.env['daiban.case.report']._read_group(
                self._within('closed_on', first, last) & Domain('state', '=', 'done'), ['category_id'],
                ['__count', 'on_time_rate:avg', 'saved_rate:avg'])}
        running = dict(self.env['daiban.case.report']._read_group(
            [('running_count', '=', 1)], ['category_id'], ['__count']))
        rows = [
            [category.name, came.get(category, 0), running.get(category, 0),
             *self._rates(done.get(category, (0, None, None)))]
            for category in (self.env['daiban.category'].union(*came, *done, *running)).sorted()]
        return self._section(self.env._("By Category"), [
            self.env._("Category"), self.env._("Requests"), self.env._("Running now"), self.env._("Completed"),
            self.env._("In time, %"), self.env._("Shorter, %")], rows)

    @api.model
    def _by_unit(self, first, last):
        done = {
            unit: figures for unit, *figures in self._groups(
                'daiban.item.report', 'unit_id', ['__count', 'late_count:sum', 'on_time_rate:avg', 'start_days:avg'],
                'finished_on', first, last)}
        now = {unit: figures for unit, *figures in self.env['daiban.item.report']._read_group(
            [('open_count', '=', 1)], ['unit_id'], ['__count', 'late_count:sum'])}
        rows = []
        for unit in self.env['daiban.unit'].union(*done, *now).sorted():
            count, late, on_time, start = done.get(unit, (0, 0, None, None))
            open_now, red_now = now.get(unit, (0, 0))
            rows.append([unit.name, count, late or 0, self._rate(on_time), self._rate(start), open_now, red_now or 0])
        return self._section(self.env._("By Unit"), [
            self.env._("Unit"), self.env._("Finished"), self.env._("Of these late"), self.env._("On time, %"),
            self.env._("Days until begun"), self.env._("Open now"), self.env._("Overdue now")], rows)

    @api.model
    def _by_holder(self, first, last):
        labels = dict(self.env['daiban.holder.report']._fields['holder_kind']._description_selection(self.env))
        groups = self._groups('daiban.holder.report', 'holder_kind', ['workday_count:sum'], 'month', first, last)
        total = sum(days or 0 for _kind, days in groups)
        return self._section(
            self.env._("Working Days by Holder"),
            [self.env._("Holder"), self.env._("Working days"), self.env._("Share, %")],
            [[labels.get(kind, ''), days or 0, self._rate(100 * (days or 0) / total if total else None)]
             for kind, days in groups])

    @api.model
    def _bottlenecks(self, first, last):
        rows = self.env['daiban.item.report']._read_group(
            self._within('finished_on', first, last) | Domain('open_count', '=', 1), ['type_id'],
            ['open_count:sum', 'late_count:sum', 'used_days:avg', 'limit_days:avg', 'start_days:avg'],
            having=[('late_count:sum', '>', 0)], order='late_count:sum desc', limit=10)
        return self._section(self.env._("Where It Is Stuck"), [
            self.env._("Item"), self.env._("Open"), self.env._("Late"), self.env._("Days taken"),
            self.env._("Days allowed"), self.env._("Days until begun")],
            [[item_type.name, open_now, late, *map(self._rate, rates)] for item_type, open_now, late, *rates in rows])

    @api.model
    def _coordination(self, first, last):
        freed = self._one('daiban.resolution', ['days_freed:sum'], self._within('effect_on', first, last))[0]
        words = [
            (self.env._("Meetings held"), 'daiban.meeting', 'closed_on'),
            (self.env._("Resolutions carried out"), 'daiban.resolution', 'closed_on'),
            (self.env._("Green channels proposed"), 'daiban.green.channel', 'proposed_on'),
            (self.env._("Supervision orders issued"), 'daiban.supervision', 'issued_on'),
            (self.env._("Issues resolved"), 'daiban.issue', 'resolved_on'),
        ]
        rows = [[word, self._one(model, ['__count'], self._within(day, first, last))[0]] for word, model, day in words]
        return self._section(
            self.env._("Coordination"), [self.env._("Figure"), self.env._("How many")],
            [*rows, [self.env._("Working days freed by resolutions"), freed or 0]])

    @api.model
    def _public_figures(self, first, last):
        """Aggregates of the year so far and of the month; small counts are not shown."""
        year = self.sudo()._totals(first.replace(month=1, day=1), last)
        month = self.sudo()._totals(first, last)
        categories = self.sudo()._groups(
            'daiban.case.report', 'category_id', ['__count'], 'submitted_on', first.replace(month=1, day=1), last)
        return {
            'year': self._hidden(year), 'this_month': self._hidden(month),
            'categories': [[category.name, self._shown(count)] for category, count in categories]}

    @api.model
    def _hidden(self, totals):
        """Rates of few cases would tell about each of them."""
        basis = {'on_time': 'done', 'saved': 'done', 'items_on_time': 'items_done', 'score': 'rated'}
        counts = ('submitted', 'accepted', 'done', 'items_done', 'rated', 'trips')
        result = {key: self._shown(totals[key]) for key in counts}
        for rate, of in basis.items():
            result[rate] = totals[rate] if totals[of] >= HIDDEN_BELOW else None
        return result

    @api.model
    def _shown(self, count):
        return count if count >= HIDDEN_BELOW or count == 0 else None

    # === Arithmetic ===

    @api.model
    def _section(self, title, head, rows):
        return {'title': title, 'head': head, 'rows': rows}

    @api.model
    def _within(self, day, first, last):
        return Domain(day, '>=', first) & Domain(day, '<=', last)

    @api.model
    def _count(self, first, last, day):
        return self._one('daiban.case.report', ['__count'], self._within(day, first, last))[0]

    @api.model
    def _one(self, model, figures, domain):
        return self.env[model]._read_group(domain, [], figures)[0]

    @api.model
    def _groups(self, model, by, figures, day, first, last):
        return self.env[model]._read_group(self._within(day, first, last), [by], figures, order=by)

    @api.model
    def _rates(self, figures):
        count, *rates = figures
        return [count, *map(self._rate, rates)]

    @api.model
    def _rate(self, value, digits=1):
        """None, not zero, where there was nothing to judge."""
        return None if value is None or value is False else round(value, digits)

    @api.model
    def _change(self, now, then):
        return None if now is None or then is None else round(now - then, 2)

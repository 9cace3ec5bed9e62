"""Calendar, numbers and the names of the district take part in the configuration bundle."""
from odoo import api, models
from odoo.fields import Command


class DaibanCalendarYear(models.Model):
    """A published year is a version: a bundle proposes a publication, which shows first what it does to the clocks."""
    _name = 'daiban.calendar.year'
    _inherit = ['daiban.calendar.year', 'daiban.bundle.mixin']
    _bundle_key = ('year',)
    _bundle_only = ('year', 'source', 'issued_on')
    _bundle_versioned = True

    def _bundle_newest(self):
        """Provisional years know only what the law says."""
        return self.filtered(lambda year: year.state == 'published')

    @api.model
    def _bundle_carries(self, field):
        return field.name in self._bundle_only

    @api.model
    def _bundle_propose(self, applying, key):
        """A publication with the days of the bundle, unless one that is open has the same."""
        values = applying.codec.values(self._name, applying.wanted[self._name][key])
        days = [applying.codec.values('daiban.calendar.day', record)
                for record in applying.wanted.get('daiban.calendar.day', {}).values() if record['year_id'] == key]
        publications = self.env['daiban.calendar.publication']
        wanted = sorted((str(day['date']), day['kind'], day['name']) for day in days)
        for one in publications.search([('year', '=', values['year']), ('state', 'in', ('draft', 'previewed'))]):
            if one.source == values['source'] and wanted == sorted(
                    (str(line.date), line.kind, line.name) for line in one.line_ids):
                return one
        return publications.create({
            'kind': 'notice', 'year': values['year'], 'source': values['source'], 'issued_on': values['issued_on'],
            'line_ids': [Command.create({name: day[name] for name in ('date', 'kind', 'name')}) for day in days],
        })

    def _bundle_remove(self):
        """A year that others do not have stays: clocks are counted with it."""


class DaibanCalendarDay(models.Model):
    _name = 'daiban.calendar.day'
    _inherit = ['daiban.calendar.day', 'daiban.bundle.mixin']
    _bundle_key = ('date',)
    _bundle_only = ('date', 'kind', 'name')
    _bundle_parent = 'year_id'

    @api.model
    def _bundle_rows(self):
        """Local closures are the district's own."""
        return super()._bundle_rows().filtered(lambda day: not day.is_local and day.year_id)


class DaibanSettings(models.TransientModel):
    _name = 'daiban.settings'
    _inherit = ['daiban.settings', 'daiban.bundle.mixin']
    _bundle_key = ()

    @api.model
    def _bundle_rows(self):
        return self.new(self.default_get(list(self._fields)), ref='settings')

    def _bundle_write(self, vals):
        """As the manager does it: with all its checks, and the lights follow."""
        self.create({**self.default_get(list(self._fields)), **vals}).action_save()


class ResCompany(models.Model):
    """What the district and its service center are called."""
    _name = 'res.company'
    _inherit = ['res.company', 'daiban.bundle.mixin']
    _bundle_key = ()
    _bundle_only = (
        'name', 'daiban_district_name', 'daiban_window_address', 'daiban_window_phone', 'daiban_window_hours')

    @api.model
    def _bundle_rows(self):
        return self.env.ref('base.main_company')

    def _bundle_write(self, vals):
        # sudo: whoever configures the service names it; only these fields come here, and only from a checked bundle
        self.sudo().write(vals)

    @api.model
    def _bundle_make(self, vals):
        raise NotImplementedError("There is one service center, and it has a name.")

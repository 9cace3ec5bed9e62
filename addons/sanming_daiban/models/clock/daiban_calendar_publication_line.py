from odoo import api, fields, models


class DaibanCalendarPublicationLine(models.Model):
    _name = 'daiban.calendar.publication.line'
    _description = 'Day of a Calendar Publication'
    _order = 'date'

    publication_id = fields.Many2one(
        'daiban.calendar.publication', required=True, ondelete='cascade', index=True)
    date = fields.Date(required=True)
    kind = fields.Selection([
        ('workday', "Working Day"),
        ('restday', "Rest Day"),
    ], required=True, default='restday')
    name = fields.Char(required=True)
    weekday = fields.Char(compute='_compute_weekday')

    _date_uniq = models.Constraint('UNIQUE(publication_id, date)', "A day can be entered only once.")

    @api.depends('date')
    @api.depends_context('lang')
    def _compute_weekday(self):
        names = dict(self.env['res.lang']._fields['week_start']._description_selection(self.env))
        for line in self:
            line.weekday = line.date and names[str(line.date.isoweekday())]

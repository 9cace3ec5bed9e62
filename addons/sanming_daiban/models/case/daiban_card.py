from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

CARD_YEARS = 3


class DaibanCard(models.Model):
    """The VIP service card: exactly one active card per enterprise, all its cases under it (R26, R27)."""

    _name = 'daiban.card'
    _description = 'VIP Service Card'
    _inherit = ['daiban.card.paper', 'portal.mixin', 'mail.thread']
    _order = 'id desc'
    _rec_name = 'number'
    _rec_names_search = ['number', 'partner_id.name']

    number = fields.Char(string="Card Number", readonly=True, copy=False, required=True)
    partner_id = fields.Many2one(
        'res.partner', string="Enterprise", required=True, readonly=True, index=True, ondelete='restrict'
    )
    uscc = fields.Char(related='partner_id.uscc')
    agent_id = fields.Many2one('res.users', string="Named Agent", tracking=True)
    agent_phone = fields.Char(related='agent_id.phone', string="Agent's Phone")
    service_line_ids = fields.Many2many('daiban.service.line', string="What We Do for You")
    valid_from = fields.Date(required=True, readonly=True)
    valid_to = fields.Date(required=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    project_ids = fields.One2many('daiban.project', 'card_id', string="Cases")
    project_count = fields.Integer(compute='_compute_project_count')

    _number_uniq = models.Constraint('UNIQUE(number)', "This card number is taken.")
    _one_active = models.UniqueIndex(
        "(partner_id) WHERE active", "This enterprise already has an active service card; open that one instead."
    )
    _valid = models.Constraint('CHECK(valid_to >= valid_from)', "A card cannot expire before it begins.")

    def _compute_access_url(self):
        for card in self:
            card.access_url = f'/my/daiban/card/{card.id}'

    def _compute_project_count(self):
        counts = dict(self.env['daiban.project']._read_group([('card_id', 'in', self.ids)], ['card_id'], ['__count']))
        for card in self:
            card.project_count = counts.get(card, 0)

    @api.model
    def _get_or_issue(self, project):
        """The active card of the project's enterprise, issued now if there is none."""
        return self._get_or_issue_all(project)[project.partner_id]

    @api.model
    def _get_or_issue_all(self, projects):
        """{enterprise: its active card}, issued now for those that have none.

        Touching the rows of the enterprises first makes two clerks who accept at the same moment go one after the
        other: the second is repeated by Odoo on a fresh snapshot and finds the card of the first.
        """
        partners = projects.partner_id
        self.env.execute_query(SQL(
            "UPDATE res_partner SET write_date = write_date WHERE id = ANY(%s) RETURNING id", sorted(partners.ids)))
        cards = {card.partner_id: card for card in self.search([('partner_id', 'in', partners.ids)])}
        first = {}
        for project in projects.filtered(lambda case: case.partner_id not in cards):
            first.setdefault(project.partner_id, project)
        issued = self._issue(projects.browse([project.id for project in first.values()]))
        return {**cards, **{card.partner_id: card for card in issued}}

    @api.model
    def _issue(self, projects):
        if not projects:
            return self.browse()
        today = self.env['daiban.calendar.year']._district_today()
        promises = self.env['daiban.service.line'].search([])  # pylint: disable=no-search-all  # a handful
        numbers = self.env['ir.sequence']._next_many_gapless('daiban.card', today, len(projects))
        return self.create([
            {
                'number': number,
                'partner_id': project.partner_id.id,
                'agent_id': (project.agent_id or self.env.user).id,
                'service_line_ids': [Command.set(promises.ids)],
                'valid_from': today,
                'valid_to': today + relativedelta(years=CARD_YEARS, days=-1),
            }
            for project, number in zip(projects, numbers, strict=True)
        ])

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A card that was issued is not deleted: archive it instead."))

    def action_view_projects(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_project_action')
        return {**action, 'domain': [('card_id', '=', self.id)], 'context': {}}

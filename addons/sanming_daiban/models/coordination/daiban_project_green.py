from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import split_every

from ..case.daiban_project_checklist import ENDED
from .daiban_green_channel import LIVE

BATCH = 500


class DaibanProject(models.Model):
    """When a case needs the green channel: two or more different city departments among its open items (R66, Q8).

    A body below another city department counts as one with it; whether a dispatched body counts is the switch
    ``counts_as_city`` of the unit. Looked at when the plan is frozen and whenever an item comes, ends or moves, for
    all cases at once.
    """

    _inherit = 'daiban.project'

    green_channel_ids = fields.One2many('daiban.green.channel', 'project_id', string="Green Channels")
    green_state = fields.Selection(
        [('proposed', "Proposed"), ('requested', "Requested from the City"), ('open', "Green Channel")],
        string="Green Channel", compute='_compute_green_state', search='_search_green_state', compute_sudo=True,
        help="Open: the city center coordinates the city departments of this project (R68).")

    @api.depends('green_channel_ids.state')
    def _compute_green_state(self):
        channels = self.env['daiban.green.channel']._read_group(
            [('project_id', 'in', self.ids), ('state', 'in', LIVE)], ['project_id'], ['state:max'])
        states = {project.id: state for project, state in channels}
        for project in self:
            project.green_state = states.get(project._origin.id, False)

    def _search_green_state(self, operator, value):
        if operator != 'in':
            return NotImplemented
        return [('green_channel_ids', 'any', [('state', 'in', [state for state in value if state])])]

    # === Count ===

    @api.model
    def _green_threshold(self):
        return self.env['daiban.settings']._number('green_departments')

    def _city_items(self):
        """{case: {city department: its open items}} of all these cases, in one query."""
        units = self.env['daiban.unit'].with_context(active_test=False).search([('counts_as_city', '=', True)])
        department = {unit: unit._city_department() for unit in units}
        found = {}
        for project, unit, items in self.env['daiban.item']._read_group(
                [('project_id', 'in', self.ids), ('is_open', '=', True), ('unit_id', 'in', units.ids)],
                ['project_id', 'unit_id'], ['id:recordset']):
            departments = found.setdefault(project, {})
            departments[department[unit]] = departments.get(department[unit], items) | items
        return found

    def _green_watch(self):
        """Propose what has come to need the channel; end what needs it no more. For all cases at once."""
        cases = self.sudo()  # sudo: a rule of the scheme, whoever changes an item
        city = cases._city_items()
        channels = self.env['daiban.green.channel'].sudo().search([('project_id', 'in', cases.ids)])
        by_case = channels.grouped('project_id')
        none = channels.browse()
        for project in cases.filtered(lambda case: case.state not in ENDED):
            project._green_follow(city.get(project, {}), by_case.get(project, none))

    def _green_follow(self, city, channels):
        live = channels.filtered(lambda channel: channel.state in LIVE)
        enough = len(city) >= self._green_threshold()
        if live.state == 'proposed' and not enough:
            live._close(self.env._("Fewer city departments than needed have something open."))
        elif live and not city:
            live._close(self.env._("The city departments have nothing open any more."))
        elif live and city.keys() - set(live.department_ids):
            self._green_widen(live, city)
        elif enough and not live and not self._green_known(city, channels):
            self._green_propose(city)

    def _green_known(self, city, channels):
        """Whether these departments, or more, were proposed before: it is not asked twice."""
        return any(set(city) <= set(channel.department_ids) for channel in channels)

    def _green_propose(self, city, by_hand=False):
        self.env['daiban.green.channel'].flush_model(['state'])  # one that was declined a moment ago is live no more
        channel = self.env['daiban.green.channel'].create({
            'project_id': self.id, 'by_hand': by_hand, 'proposed_on': self._clock_today(),
            **self._green_vals(city)})
        if not by_hand:
            channel._ask_supervisors(
                channel, self.env._("%(count)s city departments: request the green channel?", count=len(city)),
                note=channel.trigger_text)
        return channel

    def _green_widen(self, channel, city):
        """Another city department has come in: the list grows, the channel stays the same."""
        departments = {department: items for department, items in city.items()}
        for item in channel.item_ids:
            if department := item.unit_id._city_department():
                departments[department] = departments.get(department, item) | item
        channel.write(self._green_vals(departments))
        channel.message_post(body=channel.trigger_text, subtype_xmlid='mail.mt_note')

    def _green_vals(self, city):
        items = self.env['daiban.item'].union(*city.values())
        departments = self.env['daiban.unit'].union(*city)
        return {
            'department_ids': [Command.set(departments.ids)],
            'item_ids': [Command.set(items.ids)],
            'trigger_text': '\n'.join(
                f"{department.name}：{'、'.join(map(self._green_item_words, city[department].sorted()))}"
                for department in departments.sorted()),
        }

    @api.model
    def _green_item_words(self, item):
        department = item.unit_id._city_department()
        words = f'{item.code} {item.name}'
        return words if item.unit_id == department else f'{words}（{item.unit_id.name}）'

    @api.model
    def _green_watch_all(self):
        """Every case with items, in pieces; for the daily job and after a change of a switch."""
        ids = self.search([('state', 'in', ('accepted', 'running'))], order='id').ids
        for batch in split_every(BATCH, ids, list):
            self.browse(batch)._green_watch()

    # === By hand ===

    def _check_green_departments(self):
        """R66: below the number of city departments the district coordinates by itself."""
        self.ensure_one()
        city = self.sudo()._city_items().get(self, {})  # sudo: items of units that the asker need not see
        threshold = self._green_threshold()
        if len(city) < threshold:
            raise UserError(self.env._(
                "The green channel needs at least %(needed)s city departments with open items; this case has "
                "%(count)s%(names)s. Coordinate within the district, or bring it to a meeting (R66).",
                needed=threshold, count=len(city),
                names=city and f"（{'、'.join(unit.name for unit in city)}）" or ''))
        return city

    def action_green_channel(self):
        """Open the channel of the case; a supervisor may propose it also when it was declined before."""
        self.ensure_one()
        channel = self.green_channel_ids.filtered(lambda one: one.state in LIVE)
        if not channel:
            self.env['daiban.green.channel']._check_supervisor()
            self._check_state('accepted', 'running', action=self.env._("propose the green channel"))
            city = self._check_green_departments()
            # sudo: list and state of a channel are the system's; who proposes was checked above
            channel = self.sudo()._green_propose(city, by_hand=True)
        return {
            'type': 'ir.actions.act_window', 'res_model': 'daiban.green.channel', 'res_id': channel.id,
            'view_mode': 'form', 'name': self.env._("Green Channel")}

from odoo import api, fields, models

AGENDA_KINDS = [
    ('red', "Overdue"),
    ('stuck', "Stands Still"),
    ('issue', "Problem"),
    ('opinion', "Opposing Opinions"),
    ('circular', "Waiting for Each Other"),
    ('city', "City Involved"),
    ('gap', "Gap of a Key Project"),
    ('other', "Other"),
]


class DaibanMeetingAgenda(models.Model):
    """A point of the agenda: what it is about, the facts, what was said and how it ended."""

    _name = 'daiban.meeting.agenda'
    _description = 'Point of an Agenda'
    _order = 'meeting_id, sequence, id'

    meeting_id = fields.Many2one('daiban.meeting', required=True, index=True, ondelete='cascade')
    sequence = fields.Integer(default=10)
    kind = fields.Selection(AGENDA_KINDS, required=True, default='other')
    project_id = fields.Many2one('daiban.project', string="Case", index='btree_not_null', ondelete='cascade')
    item_ids = fields.Many2many('daiban.item', 'daiban_meeting_agenda_item_rel', 'agenda_id', 'item_id', string="Items")
    issue_id = fields.Many2one('daiban.issue', index='btree_not_null', ondelete='set null')
    material_id = fields.Many2one(
        'daiban.material', string="Missing Document", index='btree_not_null', ondelete='set null')
    name = fields.Char("Point", required=True)
    facts = fields.Text(help="Drafted by the system; correct it where you know better.")
    proposed = fields.Boolean("Proposed by the System", readonly=True)
    discussion = fields.Text("What Was Said")
    outcome = fields.Text("How It Was Settled", help="If nothing was resolved: taken note of, put off, sent to…")
    resolution_ids = fields.One2many('daiban.resolution', 'agenda_id', string="Resolutions")

    @api.model
    def _prepare_vals(self, case, point):
        """The values of a line for what :meth:`daiban.project._agenda_points` gave."""
        kinds = dict(AGENDA_KINDS)
        items = point.get('items') or self.env['daiban.item']
        kind = point['kind'] if point['kind'] in kinds else 'other'
        label = dict(self._fields['kind']._description_selection(self.env))[kind]
        return {
            'kind': kind, 'project_id': case.id, 'item_ids': [fields.Command.set(items.ids)],
            'issue_id': point['issue'].id if point.get('issue') else False,
            'material_id': point['material'].id if point.get('material') else False,
            'name': point.get('name') or '：'.join(filter(None, [label, '、'.join(items.mapped('name'))])),
            'facts': point['text'], 'proposed': True,
        }

    def _key(self):
        """What makes two lines the same point."""
        self.ensure_one()
        about = self.issue_id or self.material_id
        return self._key_of(self.kind, self.project_id.id, about.id, self.item_ids.ids, self.name)

    @api.model
    def _key_of(self, kind, project_id, about_id, item_ids, name):
        """:param about_id: of the problem or of the missing document; the kind says which"""
        same = (kind, project_id, about_id, frozenset(item_ids))
        return same if item_ids or about_id else (*same, name)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.meeting_id._check_open_for_writing()
        lines.meeting_id._follow_agenda()
        return lines

    def write(self, vals):
        self.meeting_id._check_open_for_writing()
        return super().write(vals)

    def unlink(self):
        self.meeting_id._check_open_for_writing()
        return super().unlink()

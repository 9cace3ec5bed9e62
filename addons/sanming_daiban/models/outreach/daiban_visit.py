from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

TODO = 'mail.mail_activity_data_todo'
FOLLOW_UP = ('follow_up', 'follow_up_on', 'follow_up_user_id')


class DaibanVisit(models.Model):
    """A trip of the enterprise or a contact with it: what R10 counts, and who really met whom (R54).

    Also the docking log (R84): what the liaison of a unit and the window agreed, who follows it up and by when.
    """

    _name = 'daiban.visit'
    _description = 'Visit or Contact'
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _order = 'date desc, id desc'
    _rec_name = 'purpose'

    date = fields.Date(
        required=True, default=lambda self: self.env['daiban.calendar.year']._district_today(), index=True
    )
    kind = fields.Selection(
        [
            ('trip', "The Enterprise Came"),
            ('site', "We Went to the Enterprise"),
            ('phone', "Phone Call"),
            ('online', "Online Contact"),
            ('docking', "Docking with the Window"),
        ],
        required=True,
        default='trip',
    )
    partner_id = fields.Many2one('res.partner', string="Enterprise", index=True, ondelete='restrict')
    project_id = fields.Many2one(
        'daiban.project', string="Case", index='btree_not_null', domain="[('partner_id', '=?', partner_id)]"
    )
    user_id = fields.Many2one(
        'res.users', string="Who of Us", default=lambda self: self.env.user, required=True, index=True
    )
    unit_id = fields.Many2one(
        'daiban.unit', default=lambda self: self.env.user.daiban_unit_ids[:1], index='btree_not_null'
    )
    counterpart_unit_id = fields.Many2one('daiban.unit', string="Other Unit", index='btree_not_null')
    purpose = fields.Char(required=True)
    result = fields.Text()
    follow_up = fields.Char(help="What is to be done now.")
    follow_up_on = fields.Date("Follow-up By")
    follow_up_user_id = fields.Many2one(
        'res.users', string="Followed Up By", domain=[('share', '=', False)], index='btree_not_null')

    _enterprise_unless_docking = models.Constraint(
        "CHECK(kind = 'docking' OR partner_id IS NOT NULL)", "Say which enterprise it was.")

    @api.onchange('project_id')
    def _onchange_project_id(self):
        if self.project_id:
            self.partner_id = self.project_id.partner_id

    @api.constrains('kind', 'unit_id', 'counterpart_unit_id')
    def _check_docking_units(self):
        for visit in self.filtered(lambda visit: visit.kind == 'docking'):
            if not visit.unit_id or not visit.counterpart_unit_id or visit.unit_id == visit.counterpart_unit_id:
                raise ValidationError(self.env._("Docking is between two units: say which, and they must differ."))

    @api.constrains(*FOLLOW_UP)
    def _check_follow_up(self):
        for visit in self.filtered('follow_up'):
            if not visit.follow_up_on or not visit.follow_up_user_id:
                raise ValidationError(self.env._("A follow-up needs a person and a day."))

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        visits._check_liaison()
        visits.filtered('follow_up')._ask_to_follow_up()
        return visits

    def write(self, vals):
        result = super().write(vals)
        self._check_liaison()
        if vals.keys() & set(FOLLOW_UP):
            self.activity_unlink([TODO])
            self.filtered('follow_up')._ask_to_follow_up()
        return result

    def _check_liaison(self):
        """R83, R84: for a department its liaison docks with the window, and nobody else."""
        if self.env.su or self.env.user.has_group('sanming_daiban.group_agent'):
            return
        for visit in self:
            units = (visit.unit_id | visit.counterpart_unit_id).sudo()  # sudo: only asks who the liaison is
            if visit.kind == 'docking' and self.env.user not in units.liaison_id:
                raise AccessError(self.env._(
                    "Only the liaison of the unit writes into the docking log. Ask the liaison, or have yourself "
                    "entered as the liaison."))

    def _ask_to_follow_up(self):
        for visit in self.sudo():  # sudo: the one who is asked may belong to the other unit
            visit.activity_schedule(
                TODO, user_id=visit.follow_up_user_id.id, date_deadline=visit.follow_up_on, summary=visit.follow_up)

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DaibanModeCondition(models.Model):
    """What must be there before a case may go a faster way, and which documents show it (R78–R80, Q10).

    The district edits the list; no code names an approval item or a document.
    """

    _name = 'daiban.mode.condition'
    _description = 'Condition of a Fast Track'
    _inherit = ['daiban.condition.mixin', 'daiban.setup.mixin']
    _order = 'purpose, sequence, code, id'
    _rec_names_search = ['code', 'name']
    _clause_rule = True

    name = fields.Char(required=True, help="What must be there, as a short statement.")
    code = fields.Char(required=True, copy=False)
    purpose = fields.Selection(
        [
            ('land_and_start', "May Start on Land Delivery"),
            ('land_contract', "Shows the Land Contract"),
            ('early_start', "Needed for an Early Start"),
            ('construction_permit', "Is the Construction Permit"),
        ],
        string="What For", required=True, index=True)
    condition = fields.Char(help="Empty: every project. Otherwise the system answers from the data of the project.")
    item_type_ids = fields.Many2many(
        'daiban.item.type', string="Items", help="One of these items done shows it.")
    material_type_ids = fields.Many2many(
        'daiban.material.type', string="Documents", help="Or one of these documents found in order.")
    remedy = fields.Char("What to Do", help="Told to the agent when it is missing.")
    legal_basis_ids = fields.Many2many('daiban.legal.basis')
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of a condition must be unique.")

    @api.constrains('condition')
    def _check_condition(self):
        for record in self.filtered('condition'):
            record._parse_condition(record.condition)

    @api.constrains('condition', 'item_type_ids', 'material_type_ids')
    def _check_shown_by_something(self):
        for record in self:
            if not (record.condition or record.item_type_ids or record.material_type_ids):
                raise ValidationError(self.env._(
                    "Say what shows “%(name)s”: a condition on the project, an item or a document.", name=record.name))

    # === Answers ===

    @api.model
    def _of(self, purpose):
        # sudo: everybody who works on a case is told what it needs
        return self.sudo().search([('purpose', '=', purpose)])

    def _evidence(self, project):
        """``(items, materials)`` of the case that show this."""
        self.ensure_one()
        case = project.sudo()  # sudo: whether a document is in order, also for those who do not see the document
        items = case.item_ids.filtered(lambda item: item.state == 'done' and item.type_id in self.item_type_ids)
        materials = case.material_ids.filtered(
            lambda one: one.state == 'verified' and one.type_id in self.material_type_ids)
        return items, materials - materials._no_longer_valid()

    def _is_met(self, project):
        self.ensure_one()
        if self.condition and not self._meets_condition(project, self.condition):
            return False
        asks_paper = self.item_type_ids or self.material_type_ids
        return not asks_paper or any(self._evidence(project))

    def _check(self, project):
        """What this condition says about a case, for people: ``name``, ``met``, ``evidence``, ``remedy``."""
        met = self._is_met(project)
        return {
            'name': self.name,
            'met': met,
            'evidence': self._evidence_text(project) if met else '',
            'remedy': '' if met else self._remedy_text(),
        }

    def _evidence_text(self, project):
        items, materials = self._evidence(project)
        words = [item.result_number and f'{item.name} {item.result_number}' or item.name for item in items]
        return '、'.join([*words, *materials.mapped('name')])

    def _remedy_text(self):
        names = [*self.item_type_ids.mapped('name'), *self.material_type_ids.mapped('name')]
        return self.remedy or (names and self.env._("shown by: %(papers)s", papers='、'.join(names))) or ''

    @api.model
    def _checks(self, project, purpose):
        return [condition._check(project) for condition in self._of(purpose)]

    @api.model
    def _lines(self, checks):
        """What is missing of these, one line each."""
        return [f'{check["name"]}（{check["remedy"]}）' if check['remedy'] else check['name']
                for check in checks if not check['met']]

from odoo import fields, models
from odoo.tools import SQL

from ..case.daiban_item import ITEM_STATES
from ..case.daiban_project import PROJECT_STATES


class DaibanExchangeCase(models.Model):
    """What other systems read of a case: a contract of its own (docs/api.md), without people and telephone numbers."""

    _name = 'daiban.exchange.case'
    _description = 'Case for Other Systems'
    _auto = False
    _order = 'updated_at, id'
    _rec_name = 'number'

    number = fields.Char("Case Number", readonly=True)
    project_code = fields.Char(readonly=True)
    name = fields.Char("Project Name", readonly=True)
    enterprise = fields.Char(readonly=True)
    uscc = fields.Char("Unified Social Credit Code", readonly=True)
    category = fields.Char("Code of the Category", readonly=True)
    state = fields.Selection(PROJECT_STATES, readonly=True)
    lead_unit = fields.Char("Code of the Lead Unit", readonly=True)
    submitted_on = fields.Date(readonly=True)
    accepted_on = fields.Date(readonly=True)
    closed_on = fields.Date(readonly=True)
    updated_at = fields.Datetime(readonly=True)

    @property
    def _table_query(self):
        """Drafts are nobody's business yet."""
        return SQL("""
            SELECT project.id, project.number, project.project_code, project.name, partner.name AS enterprise,
                   project.uscc, category.code AS category, project.state, unit.code AS lead_unit,
                   project.submitted_on, project.accepted_on, project.closed_on, project.write_date AS updated_at
              FROM daiban_project project
              JOIN res_partner partner ON partner.id = project.partner_id
         LEFT JOIN daiban_category category ON category.id = project.category_id
         LEFT JOIN daiban_unit unit ON unit.id = project.lead_unit_id
             WHERE project.state <> 'draft' AND project.active""")


class DaibanExchangeItem(models.Model):
    """What other systems read of an item."""

    _name = 'daiban.exchange.item'
    _description = 'Item for Other Systems'
    _auto = False
    _order = 'updated_at, id'
    _rec_name = 'code'

    case_number = fields.Char(readonly=True)
    project_code = fields.Char(readonly=True)
    code = fields.Char("Code of the Item", readonly=True)
    name = fields.Char("Item", readonly=True)
    platform = fields.Selection(
        [('hall', "Service Hall"), ('construction', "Construction Project Platform")], readonly=True)
    unit = fields.Char("Code of the Unit", readonly=True)
    state = fields.Selection(ITEM_STATES, readonly=True)
    dispatched_on = fields.Date(readonly=True)
    started_on = fields.Date(readonly=True)
    due_date = fields.Date(readonly=True)
    finished_on = fields.Date(readonly=True)
    external_number = fields.Char("Number on the Platform", readonly=True)
    result_number = fields.Char("Number of the Result", readonly=True)
    updated_at = fields.Datetime(readonly=True)

    @property
    def _table_query(self):
        return SQL("""
            SELECT item.id, project.number AS case_number, project.project_code, item.code, item.name, type.platform,
                   unit.code AS unit, item.state, item.dispatched_on, item.started_on, item.due_date,
                   item.finished_on, item.external_number, item.result_number, item.write_date AS updated_at
              FROM daiban_item item
              JOIN daiban_project project ON project.id = item.project_id
              JOIN daiban_item_type type ON type.id = item.type_id
              JOIN daiban_unit unit ON unit.id = item.unit_id
             WHERE project.state <> 'draft' AND project.active""")

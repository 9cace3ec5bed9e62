from odoo import fields, models


def outcome_of(now, then):
    """What a dry run says of one clock: how it was, how it would be (`tools.replay.Result` or None)."""
    if then is None:
        return 'dropped'
    if now is None:
        return 'assumed_late' if then.late else 'assumed'
    if then.late and now.late:
        return 'later' if then.late > now.late else 'still_late'
    if then.late:
        return 'newly_late'
    return 'no_longer_late' if now.late else 'on_time'


class DaibanDryRunLine(models.Model):
    """One item, or one case as a whole, as it was recorded and as it would have been."""
    _name = 'daiban.dry.run.line'
    _description = 'Result of a Dry Run'
    _order = 'days_late_after desc, days_late_before desc, id'
    _log_access = False

    run_id = fields.Many2one('daiban.dry.run', required=True, ondelete='cascade', index=True, readonly=True)
    kind = fields.Selection([('case', "Whole Case"), ('item', "Item")], string="What", required=True, readonly=True)
    project_id = fields.Many2one('daiban.project', string="Case", required=True, ondelete='cascade', readonly=True)
    item_id = fields.Many2one('daiban.item', string="Item of the Case", ondelete='cascade', readonly=True)
    item_type_id = fields.Many2one('daiban.item.type', string="Item", ondelete='cascade', readonly=True)
    unit_id = fields.Many2one('daiban.unit', ondelete='cascade', readonly=True)
    stage_id = fields.Many2one('daiban.stage', ondelete='cascade', readonly=True)
    outcome = fields.Selection([
        ('newly_late', "Newly Late"),
        ('later', "Later Still"),
        ('still_late', "Late as Before"),
        ('no_longer_late', "No Longer Late"),
        ('on_time', "On Time Both Ways"),
        ('assumed', "New Item, Assumed on Time"),
        ('assumed_late', "New Item, Late"),
        ('dropped', "Not in the Draft"),
    ], string="Judgement", required=True, readonly=True)
    limit_before = fields.Integer("Limit as Recorded", readonly=True, aggregator=None)
    limit_after = fields.Integer("Limit Then", readonly=True, aggregator=None)
    used_before = fields.Integer("Days Used as Recorded", readonly=True, aggregator='avg')
    used_after = fields.Integer("Days Used Then", readonly=True, aggregator='avg')
    days_late_before = fields.Integer("Days Late as Recorded", readonly=True)
    days_late_after = fields.Integer("Days Late Then", readonly=True)
    late_before = fields.Integer("Late as Recorded", readonly=True)
    late_after = fields.Integer("Late Then", readonly=True)
    newly_late = fields.Integer("Newly Late Count", readonly=True)
    no_longer_late = fields.Integer("No Longer Late Count", readonly=True)
    documents_added = fields.Integer("Documents Asked Additionally", readonly=True)
    documents_dropped = fields.Integer("Documents No Longer Asked", readonly=True)

    def action_open(self):
        """Open the item, or the case."""
        self.ensure_one()
        record = self.item_id or self.project_id
        return {'type': 'ir.actions.act_window', 'res_model': record._name, 'res_id': record.id, 'view_mode': 'form'}

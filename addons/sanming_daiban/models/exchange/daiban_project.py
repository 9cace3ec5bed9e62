from odoo import fields, models


class DaibanProject(models.Model):
    """Cases that were taken over from another system."""

    _inherit = 'daiban.project'

    import_id = fields.Many2one(
        'daiban.import', string="Taken Over By", readonly=True, copy=False, index='btree_not_null',
        help="The import that entered this case while it was already running.")

    def _sync_materials(self):
        """What the enterprise handed in before the case was taken over is not asked for again (R28)."""
        return super(DaibanProject, self.filtered(lambda case: not case.import_id))._sync_materials()

    def _why_by_hand(self, instead_of):
        """Who serves a case that is being taken over."""
        if self.import_id.state == 'applying':
            return self.env._("Taken over with the case from %(file)s", file=self.import_id.name)
        return super()._why_by_hand(instead_of)

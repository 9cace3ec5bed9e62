from odoo import models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = 'sanming_daiban.group_supervisor'


class DaibanTeamMixin(models.AbstractModel):
    """Records that the center keeps about people of the service: never the person about himself."""
    _name = 'daiban.team.mixin'
    _description = 'Record about People of the Service'
    _inherit = ['daiban.workflow.mixin']

    def _check_center(self):
        """The people of the center, who may write the record."""
        if self.env.su:
            return
        self.check_access('write')
        if not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("Only the service center can do this."))

    def _check_not_own(self):
        if not self.env.su and self.env.user in self.user_id:
            raise AccessError(self.env._("Nobody keeps records about himself. Ask a colleague to do it."))

    def _require(self, *names):
        for record in self:
            if missing := [name for name in names if not record[name]]:
                raise UserError(self.env._(
                    "Please fill in first: %(fields)s.",
                    fields='、'.join(self._fields[name]._description_string(self.env) for name in missing)))

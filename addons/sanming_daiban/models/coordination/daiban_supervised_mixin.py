from odoo import models
from odoo.exceptions import AccessError, UserError

TODO = 'mail.mail_activity_data_todo'
SUPERVISOR = 'sanming_daiban.group_supervisor'


class DaibanSupervisedMixin(models.AbstractModel):
    """What supervision decides about a case (DESIGN §6): who may, and that nothing needed was left empty."""

    _name = 'daiban.supervised.mixin'
    _description = 'Decided by Supervision'

    def _check_supervisor(self):
        if self.env.su:
            return
        self.check_access('write')
        if not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._(
                "Only supervision can do this. Ask one of the supervisors of the service center."))

    def _require(self, *names):
        for record in self:
            missing = [
                name for name in names if not (record[name].strip() if isinstance(record[name], str) else record[name])]
            if missing:
                raise UserError(self.env._(
                    "Please fill in first: %(fields)s.",
                    fields='、'.join(self._fields[name]._description_string(self.env) for name in missing)))

    def _ask_supervisors(self, record, summary, note=None, kind=TODO):
        """Put it on the list of every supervisor, on ``record``."""
        # sudo: an activity of other people, made by rule
        for user in record.env['daiban.clock.mixin']._clock_correctors():
            record.sudo().activity_schedule(kind, user_id=user.id, summary=summary, note=note)

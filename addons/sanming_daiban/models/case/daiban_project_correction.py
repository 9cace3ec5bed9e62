from odoo import models
from odoo.exceptions import UserError


class DaibanProjectCorrection(models.AbstractModel):
    """The clock of a case, its examination in time (R28), follows its letters, which are numbered and served."""

    _name = 'daiban.project.correction'
    _description = 'Agency Project: Corrections'
    _inherit = 'daiban.clock.correctable.mixin'

    def _clock_offers_correction(self, event):
        return event.kind not in ('start', 'finish') and bool(self.finished_on)

    def _clock_check_correction(self, event):
        super()._clock_check_correction(event)
        if not self._clock_offers_correction(event):
            raise UserError(self.env._(
                "“%(case)s”: the examination of a case follows its letters; go on with the buttons of the case.",
                case=self.display_name))

from odoo import models
from odoo.exceptions import AccessError, UserError

MAX_ANSWER = 1000


class DaibanProjectReply(models.AbstractModel):
    """What an enterprise answers to a letter, in the portal (R29).

    As in ``daiban.project.portal``: each method first asks whose case it is, then changes only what the form offers.
    """

    _name = 'daiban.project.reply'
    _description = 'Agency Project: Replies of the Enterprise'

    # === One-time notice ===

    def _portal_answer(self, line_id, text):
        """Write a few words to one line of the open notice, instead of a file or beside it."""
        case = self._portal_own()
        line = case._portal_notice().line_ids.filtered(lambda record: record.id == line_id)
        if not line:
            raise AccessError(self.env._("This line belongs to another letter, or has been answered already."))
        text = self._portal_clean_text(text)
        if len(text) > MAX_ANSWER:
            raise UserError(self.env._("At most %(max)s characters fit. Please shorten your answer.", max=MAX_ANSWER))
        line.answer = text or False

    def _portal_unanswered(self):
        """The gaps of the open notice for which there is neither a file nor a word."""
        lines = self._portal_notice().line_ids.filtered(lambda line: not line.answer)
        return lines.material_id.filtered('is_gap')

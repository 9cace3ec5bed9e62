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

    # === Commitment ===

    def _portal_commit(self, commitment_id, agreed):
        """Promise to hand in later what the window offered to defer."""
        commitment = self._portal_commitment(commitment_id)
        if not agreed:
            raise UserError(self.env._("Please confirm that the enterprise makes this promise of its own will."))
        commitment._check_state('offered', action=self.env._("make this promise"))
        commitment.committed_by = self.env.user.name
        commitment._give()

    def _portal_uncommit(self, commitment_id, reason):
        """Take the promise back; the materials are then missing again."""
        commitment = self._portal_commitment(commitment_id)
        commitment._check_state('active', action=self.env._("take the promise back"))
        commitment._withdraw(self._portal_clean_text(reason)[:MAX_ANSWER])

    def _portal_commitment(self, commitment_id):
        found = self._portal_own().commitment_ids.filtered(lambda record: record.id == commitment_id)
        if not found:
            raise AccessError(self.env._("This promise belongs to another case."))
        return found

    # === Apply again ===

    def _portal_reapply(self):
        """Take the application up again: a draft with the data and the documents of the earlier one."""
        draft = self._portal_own()._reapply(channel='portal')
        draft.message_subscribe(partner_ids=self.env.user.partner_id.ids)
        return draft.sudo(False)

    # === Help ===

    def _portal_unanswered(self):
        """The gaps of the open notice for which there is neither a file nor a word."""
        lines = self._portal_notice().line_ids.filtered(lambda line: not line.answer)
        return lines.material_id.filtered('is_gap')

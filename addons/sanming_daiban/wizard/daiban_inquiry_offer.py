from odoo import fields, models


class DaibanInquiryOffer(models.TransientModel):
    """Asks to whom an inquiry is handed over."""
    _name = 'daiban.inquiry.offer'
    _description = 'Hand Over an Inquiry'

    inquiry_id = fields.Many2one('daiban.inquiry', required=True, ondelete='cascade')
    user_id = fields.Many2one(
        'res.users', string="To Whom", required=True,
        domain=lambda self: [('all_group_ids', 'in', self.env.ref('sanming_daiban.group_agent').id),
                             ('id', '!=', self.env.uid)])

    def action_offer(self):
        self.inquiry_id.action_hand_over(self.user_id)
        return {'type': 'ir.actions.act_window_close'}

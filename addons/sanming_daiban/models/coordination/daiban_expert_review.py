from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .daiban_expert_opinion import CONCLUSIONS

SUPERVISOR = 'sanming_daiban.group_supervisor'


class DaibanExpertReview(models.Model):
    """专家评审 (R69, R70): for a key project whose required document is missing; what comes out of it fills the gap.

    The center organises it. Projects that are no key projects need its head, with a reason that stays on record. While
    the experts work the affected items rest, by a pause of the closed list with its document and its maximum.
    """

    _name = 'daiban.expert.review'
    _description = 'Expert Review'
    _inherit = ['daiban.expert.review.flow', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _workflow_fields = (
        'state', 'override_by_id', 'override_on', 'opened_on', 'opened_by_id', 'paused_item_ids', 'concluded_on',
        'concluded_by_id')

    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, index=True, string="Enterprise")
    lead_unit_id = fields.Many2one(related='project_id.lead_unit_id', store=True)
    object_class = fields.Selection(related='project_id.object_class')
    state = fields.Selection(
        [('draft', "In Preparation"), ('open', "With the Experts"), ('concluded', "Concluded"),
         ('cancelled', "Cancelled")],
        default='draft', required=True, readonly=True, copy=False, tracking=True, index=True)
    material_id = fields.Many2one(
        'daiban.material', string="Missing Document", required=True, index=True, ondelete='restrict',
        domain="[('project_id', '=', project_id), ('state', 'in', ('missing', 'defective'))]")
    item_ids = fields.Many2many(
        'daiban.item', 'daiban_expert_review_item_rel', 'review_id', 'item_id', string="Affected Items",
        compute='_compute_item_ids', store=True, readonly=False, precompute=True,
        domain="[('project_id', '=', project_id)]")
    reason = fields.Text(
        string="Why a Review", required=True, help="What is missing, and what the experts shall judge.")
    override_reason = fields.Text(
        string="Why, Although It Is No Key Project", help="Only the head of the service center can allow it.")
    override_by_id = fields.Many2one('res.users', string="Allowed By", readonly=True, copy=False)
    override_on = fields.Date(string="Allowed On", readonly=True, copy=False)
    meeting_id = fields.Many2one(
        'daiban.meeting', string="Meeting of the Experts", index='btree_not_null', ondelete='set null', copy=False,
        domain="[('kind', '=', 'expert_review'), ('project_ids', 'in', [project_id])]")
    document_number = fields.Char(
        string="Number of the Notice", copy=False,
        help="The written notice of the review and its days (行政许可法 45).")
    document_ids = fields.Many2many(
        'ir.attachment', 'daiban_expert_review_document_rel', 'review_id', 'attachment_id', string="Notice", copy=False)
    opinion_ids = fields.One2many('daiban.expert.opinion', 'review_id', string="Panel")
    opened_on = fields.Date(readonly=True, copy=False)
    opened_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    paused_item_ids = fields.Many2many(
        'daiban.item', 'daiban_expert_review_paused_rel', 'review_id', 'item_id', string="Items at Rest",
        readonly=True, copy=False)
    conclusion = fields.Selection(CONCLUSIONS, string="Conclusion of the Review", copy=False, tracking=True)
    conclusion_text = fields.Text(string="Conclusion in Words", copy=False)
    report_ids = fields.Many2many(
        'ir.attachment', 'daiban_expert_review_report_rel', 'review_id', 'attachment_id', copy=False)
    concluded_on = fields.Date(readonly=True, copy=False)
    concluded_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    close_note = fields.Text(string="Why Cancelled", copy=False)

    _one_open = models.UniqueIndex(
        "(material_id) WHERE state IN ('draft', 'open')", "An expert review on this document is under way already.")

    @api.depends('material_id', 'project_id')
    def _compute_display_name(self):
        for review in self:
            review.display_name = self.env._(
                "Expert review: %(material)s", material=review.sudo().material_id.name)  # sudo: a name of the own case

    @api.depends('material_id')
    def _compute_item_ids(self):
        for review in self:
            review.item_ids = review.material_id.item_ids.filtered('is_open')

    def _locked_fields(self):
        basis = {'project_id', 'material_id', 'override_reason'}
        if self.state == 'draft':
            return basis
        opened = basis | {'item_ids', 'reason', 'document_number', 'document_ids'}
        if self.state == 'open' and self.env.user.has_group(SUPERVISOR):
            return opened
        return opened | {'meeting_id', 'conclusion', 'conclusion_text', 'report_ids', 'close_note'}

    # === Who may, and for what ===

    @api.model
    def _center_head(self):
        return self.env.ref('sanming_daiban.unit_center').sudo().leader_id  # sudo: who it is, whoever asks

    def _check_preparer(self):
        if not self.env.su and not self.env.user.has_group(SUPERVISOR):
            self.project_id._check_case_agent()

    def _check_supervisor(self):
        if not self.env.su and not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("Only the service center organises an expert review."))

    @api.model_create_multi
    def create(self, vals_list):
        reviews = super().create(vals_list)
        reviews._check_preparer()
        reviews._check_gap()
        for review in reviews.filtered(lambda one: one.project_id.object_class != 'key'):
            review._check_override()
            # sudo: who allowed it is written by the system
            review.sudo().write({
                'override_by_id': self.env.uid, 'override_on': self.env['daiban.calendar.year']._district_today()})
            review.message_post(
                body=self.env._("No key project; allowed by the head of the center: %(reason)s",
                                reason=review.override_reason),
                subtype_xmlid='mail.mt_note')
        return reviews

    def _check_gap(self):
        """R69: for a named gap, a document that is required and missing."""
        for review in self:
            material, case = review.material_id, review.project_id
            case._check_state('accepted', 'running', action=self.env._("ask experts"))
            if material.project_id != case:
                raise UserError(self.env._("“%(name)s” belongs to another case.", name=material.name))
            if not material.is_gap or not (material.item_ids or material.at_intake):
                raise UserError(self.env._(
                    "“%(name)s” is not missing: an expert review fills a required document that is missing (R69).",
                    name=material.name))

    def _check_override(self):
        if self.env.user != self._center_head() or not (self.override_reason or '').strip():
            raise UserError(self.env._(
                "“%(case)s” is no key project: expert reviews are for key projects (R69). Only the head of the service "
                "center can allow another one, and writes why.", case=self.project_id.display_name))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(review.state != 'draft' or review.override_by_id for review in self):
            raise UserError(self.env._("A review that was opened or allowed stays on record; cancel it with a reason."))

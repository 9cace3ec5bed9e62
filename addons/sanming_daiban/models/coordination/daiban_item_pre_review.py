from odoo import api, fields, models
from odoo.exceptions import UserError

from ..case.daiban_item_flow import SETTLED_STATES, TODO


class DaibanItem(models.Model):
    """Reviewed before the land is transferred, decided after it (R78). A review in advance is not a permit: it has no
    number, ends nothing, and lets nobody go on who needs the permit itself.
    """

    _inherit = 'daiban.item'
    _workflow_fields = (
        'in_pre_review', 'pre_reviewed_on', 'pre_reviewed_by_id', 'pre_review_opinion', 'pre_review_files',
        'pre_review_expired', 'land_conversion_id')

    marked_for_pre_review = fields.Boolean(
        string="Before the Land", compute='_compute_marked_for_pre_review',
        help="With 拿地即开工 it is reviewed before the land is transferred (R78).")
    in_pre_review = fields.Boolean(
        string="For Review in Advance", readonly=True, copy=False,
        help="With its unit before the land contract: it can be reviewed, not decided.")
    pre_reviewed_on = fields.Date(string="Reviewed in Advance On", readonly=True, copy=False)
    pre_reviewed_by_id = fields.Many2one('res.users', string="Reviewed in Advance By", readonly=True, copy=False)
    pre_review_opinion = fields.Text(string="Opinion in Advance", readonly=True, copy=False)
    pre_review_files = fields.Json(readonly=True, copy=False, export_string_translation=False)
    pre_review_changed = fields.Char(
        string="Changed since the Review", compute='_compute_pre_review_changed', compute_sudo=True)
    pre_review_expired = fields.Boolean(
        string="Review in Advance Expired", readonly=True, copy=False,
        help="Its materials had changed when the land contract came, so it is examined anew within its own limit.")
    land_conversion_id = fields.Many2one(
        'daiban.land.conversion', string="Decision after the Land", readonly=True, copy=False, index='btree_not_null')

    @api.depends('plan_line_id.pre_review', 'type_id.pre_review')
    def _compute_marked_for_pre_review(self):
        for item in self:
            item.marked_for_pre_review = item.plan_line_id.pre_review or item.type_id.pre_review

    @api.depends('pre_review_files', 'material_ids.state', 'material_ids.attachment_ids')
    def _compute_pre_review_changed(self):
        for item in self:
            known = item.pre_review_files or {}
            now = item._material_fingerprints() if known else {}
            changed = item.material_ids.filtered(
                lambda material, known=known, now=now: str(material.id) in known
                and now[str(material.id)] != known[str(material.id)])
            item.pre_review_changed = '、'.join(changed.mapped('name'))

    def _material_fingerprints(self):
        """Of each document of the item: its files, and whether it stands."""
        return {
            str(material.id): [not material.is_gap, *sorted(filter(None, material.attachment_ids.mapped('checksum')))]
            for material in self.sudo().material_ids  # sudo: fingerprints of files, not the files
        }

    # === What can be reviewed ===

    def _is_land_supply(self):
        return self.type_id in self.env['daiban.mode.condition']._of('land_contract').item_type_ids

    def _lets_go_of(self, item):
        """What is only reviewed in advance lets the land be transferred, and nothing be decided that builds on it."""
        settled = super()._lets_go_of(item)
        return settled and (self.state != 'pre_reviewed' or item._is_land_supply())

    def _waits_for_land(self):
        """Whether the item comes after the land, over however many others."""
        seen = ahead = self.prerequisite_ids
        while ahead:
            if ahead.filtered(lambda item: item._is_land_supply() and item.is_open):
                return True
            ahead = ahead.prerequisite_ids - seen
            seen |= ahead
        return False

    def _pre_review_possible(self):
        """Marked, not begun, held up only by the land, and what it builds on has been reviewed."""
        if self.state != 'waiting' or not self.marked_for_pre_review or not self._waits_for_land():
            return False
        return all(
            other.state in SETTLED_STATES
            or not other.marked_for_pre_review and (other._is_land_supply() or other._waits_for_land())
            for other in self.prerequisite_ids)

    # === Review ===

    def action_pre_review(self, opinion=None):
        """Say before the land contract that the item can be granted; without an opinion the dialog asks for it."""
        self._check_state('assigned', action=self.env._("review it in advance"))
        self._check_unit_member()
        for item in self:
            case = item.project_id.sudo()  # sudo: two facts about the case
            case._check_not_suspended()
            if case.approval_mode != 'land_and_start' or not item.marked_for_pre_review or case.land_conversion_ids:
                raise UserError(self.env._(
                    "“%(item)s” is not to be reviewed in advance: start it and decide it.", item=item.display_name))
        if opinion is None:
            return self._decision_dialog('pre_review')
        if not opinion.strip():
            raise UserError(self.env._(
                "Write the opinion: what was examined, and what the land contract must not change."))
        self.sudo()._pre_review(opinion.strip())  # sudo: moves only by this action, whose person was checked above
        return True

    def _pre_review(self, opinion):
        today = self.env['daiban.calendar.year']._district_today()
        for item in self:
            item.write({
                'state': 'pre_reviewed', 'in_pre_review': False, 'pre_reviewed_on': today,
                'pre_reviewed_by_id': self.env.uid, 'pre_review_opinion': opinion,
                'pre_review_files': item._material_fingerprints()})
            item.activity_unlink([TODO])
            item.message_post(
                body=self.env._("Reviewed in advance, which is not a permit: %(opinion)s", opinion=opinion),
                subtype_xmlid='mail.mt_note')
        self._clock_handover('nobody', date=today)
        self._let_go()

    def action_start(self, date=None, note=None):
        if early := self.filtered('in_pre_review')[:1]:
            raise UserError(self.env._(
                "“%(item)s” can only be reviewed in advance: the land contract is not there yet, so nothing can be "
                "decided.", item=early.display_name))
        return super().action_start(date=date, note=note)

    def _notify_holder(self):
        ahead = self.filtered(lambda item: item.in_pre_review and item.state == 'assigned' and item.handler_id)
        for item in ahead:
            item.activity_schedule(
                TODO, user_id=item.handler_id.id, summary=self.env._("Review it in advance, before the land contract"))
        return super(DaibanItem, self - ahead)._notify_holder()

    # === After the land ===

    def _end_pre_review(self):
        """No longer ahead of its turn: what still waits for something waits again, the rest goes on as usual."""
        self.write({'in_pre_review': False, 'pre_review_files': False})
        held_up = self.filtered(
            lambda item: item.state == 'pre_reviewed'
            or not all(other._lets_go_of(item) for other in item.prerequisite_ids))
        held_up._wait_again()
        held_up._ready_if_possible()._dispatch()

    def _decide_after_land(self, conversion, days):
        """Into formal decision, in n days; what was reviewed on other documents is examined anew, in its own limit."""
        for item in self:
            expired = bool(item.pre_review_changed)
            limit = item.limit_days if expired else min(item.limit_days or days, days)
            item.write({
                'state': 'running', 'land_conversion_id': conversion.id, 'pre_review_expired': expired,
                'limit_days': limit})
            item._clock_start(holder_kind='unit', unit=item.unit_id, user=item.handler_id)
            item._ask_decision()
            item._follow_due_date()
        self.project_id._stage_reached(self)

    def _ask_decision(self):
        user = self.handler_id or self.leader_id
        if not user:
            return
        summary = self.env._("Changed since the review in advance: %(materials)s. Examine it anew",
                             materials=self.pre_review_changed) if self.pre_review_expired else self.env._(
            "The land contract is there: decide it formally")
        self.activity_schedule(TODO, user_id=user.id, summary=summary, date_deadline=self.due_date or None)

    def _gives_document(self):
        """After a review in advance only a paper shows that it was decided (行政许可法 39)."""
        return bool(self.land_conversion_id) or super()._gives_document()

    def _check_result(self):
        plain = self.filtered(lambda item: item.land_conversion_id and not item.type_id.output_material_type_id)
        if bare := plain.filtered(lambda item: not item.result_document_ids)[:1]:
            raise UserError(self.env._(
                "Attach the decision on “%(item)s” first: the review in advance is not a permit.",
                item=bare.display_name))
        return super()._check_result()

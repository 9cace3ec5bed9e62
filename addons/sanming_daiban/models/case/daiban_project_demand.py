from odoo import api, fields, models
from odoo.exceptions import UserError

from .daiban_project_guard import GUARD_ACTIVITY


class DaibanProjectDemand(models.AbstractModel):
    """Told once means once (R28): one notice lists every gap; a further one names a cause for each of its lines.

    A notice that holds a demand which we forgot the first time does not stop the clock, whatever else it asks for:
    the time of our own omission is ours. It is counted with the case and stands in a list of its own.
    """

    _name = 'daiban.project.demand'
    _description = 'Agency Project: Told Once'

    further_demand_count = fields.Integer(
        "Further Demands", compute='_compute_further_demands', store=True,
        help="Materials that were asked for after the one-time notice.")
    omission_count = fields.Integer(
        "Our Omissions", compute='_compute_further_demands', store=True,
        help="Further demands that we could have made the first time.")

    @api.depends('notice_ids.state', 'notice_ids.line_ids.cause')
    def _compute_further_demands(self):
        for project in self:
            causes = project.notice_ids.filtered('served_at').line_ids.filtered(
                lambda line: line.cause and line.cause != 'first').mapped('cause')
            project.further_demand_count = len(causes)
            project.omission_count = causes.count('our_omission')

    # === Ask ===

    def action_prepare_notice(self):
        """Open the notice with all that is missing, to be looked through and served."""
        self.ensure_one()
        if settled := self._check_demand():
            return settled
        notice = self._draft_notice()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("One-time Notice"),
            'res_model': 'daiban.notice',
            'res_id': notice.id,
            'views': [(self.env.ref('sanming_daiban.daiban_notice_view_form_serve').id, 'form')],
            'target': 'new',
        }

    def action_request_supplement(self, causes=None):
        """Tell the enterprise everything that is missing, once (R28): serves one notice with every gap.

        Where the district already has a document, the dialog that takes it from the store comes first.
        :param causes: {material type code: cause} of a further notice; without them it opens to be looked through
        """
        self.ensure_one()
        if settled := self._check_demand():
            return settled
        notice = self._draft_notice()
        if notice.is_further and not causes:
            return self.action_prepare_notice()
        for line in notice.line_ids.filtered(lambda line: line.material_type_id.code in (causes or {})):
            line.cause = causes[line.material_type_id.code]
        notice.action_serve()
        return True

    def _check_demand(self):
        self._check_state('submitted', action=self.env._("ask for a supplement"))
        self._check_case_agent()
        if settled := self._guard_settle():
            return settled
        gaps = self._intake_gaps()
        if not gaps:
            raise UserError(
                self.env._(
                    "No material is missing or marked as defective, so there is nothing to ask for. Mark the defective "
                    "ones in the list of materials first, or accept the case."
                )
            )
        known = gaps._known_unexplained()
        return known._known_dialog() if known else None

    def _intake_gaps(self):
        return self.material_ids.filtered(lambda material: material.at_intake and material.is_gap)

    def _draft_notice(self):
        """The notice that is being written, with every gap and no other."""
        gaps = self._intake_gaps()
        notice = self.notice_ids.filtered(lambda record: record.kind == 'supplement' and record.state == 'draft')[:1]
        if not notice:
            return self.env['daiban.notice']._create_supplement(self, gaps)
        notice.line_ids.filtered(lambda line: line.material_id not in gaps).unlink()
        notice._add_gaps(gaps - notice.line_ids.material_id)
        return notice

    # === Served and answered ===

    def _supplement_requested(self, date, stops):
        """Called by the notice that was served: the ball is with the enterprise.

        :param stops: whether the clock stops; it does not for our own omission
        """
        for project in self.sudo():  # sudo: state moves by the served notice, whose server was checked
            project.state = 'supplement'
            if stops:
                project._clock_pause(self._supplement_pause(), date=date)
                project.activity_unlink([GUARD_ACTIVITY])

    def _supplement_pause(self):
        return self.env.ref('sanming_daiban.pause_before_acceptance')

    def _supplement_received(self, date):
        """What was missing is in: the days of the enterprise did not count, and five fresh ones begin."""
        for project in self:
            if project.pause_reason_id == self._supplement_pause():
                project._clock_resume(date=date, reason=self._supplement_pause())
                project._guard_renew(date)
            project.notice_ids.filtered(lambda notice: notice.kind == 'supplement')._answered(date)
            project._ask_to_examine(self.env._("Supplement received: examine it"))
            project._post_turn('mail_template_project_supplement_received')

from odoo import fields, models

CONFIDENTIAL = 'sanming_daiban.group_supervisor,sanming_daiban.group_auditor'


class DaibanProjectRating(models.AbstractModel):
    """When an enterprise is asked how it was: after the acceptance, each finished stage, and the completion (R63)."""

    _name = 'daiban.project.rating'
    _description = 'Agency Project: Ratings'

    service_rating_ids = fields.One2many('daiban.rating', 'project_id', string="Service Ratings", groups=CONFIDENTIAL)

    def _ask_rating(self, occasion, stage=None, handlers=None):
        """Ask once for each occasion; what was asked before is not asked again.

        :param handlers: the people of the units who worked on it; the agent of the case always did
        """
        stage_id = stage.id if stage else False
        for project in self.sudo():  # sudo: nobody may create ratings; the turn of the case is the reason
            asked = {(rating.occasion, rating.stage_id.id) for rating in project.service_rating_ids}
            if (occasion, stage_id) in asked:
                continue
            users = project.agent_id | (handlers if handlers else project.env['res.users'])
            self.env['daiban.rating']._ask({
                'project_id': project.id, 'partner_id': project.partner_id.id, 'occasion': occasion,
                'stage_id': stage_id, 'unit_id': project.lead_unit_id.id,
                'rated_user_ids': [fields.Command.set(users.ids)],
            })

    def _ask_stage_ratings(self):
        """Called when an item closed: a stage in which nothing is open any more, and something was done, is asked."""
        for project in self.filtered(lambda project: project.state == 'running'):
            for stage, items in project.item_ids.grouped('stage_id').items():
                done = items.filtered(lambda item: item.state == 'done')
                if done and not any(items.mapped('is_open')):
                    project._ask_rating('stage', stage, done.handler_id)

    def _rating_units(self, stage=None):
        """The units of which the enterprise may say that it means them."""
        items = self.item_ids.filtered(lambda item: item.state != 'cancelled' and (not stage or item.stage_id == stage))
        return self.lead_unit_id | items.unit_id

    def _portal_ratings(self):
        """What the enterprise was asked about this case, for its own pages."""
        return self._portal_own().service_rating_ids.sorted(lambda rating: (bool(rating.answered_at), -rating.id))

from odoo import api, fields, models
from odoo.fields import Domain

from .daiban_green_channel import LIVE
from .daiban_parallel_batch import LAUNCHABLE


class DaibanProject(models.Model):
    """Parallel approval, reviews and opinions of a case, and what becomes of them when items end or the case does."""

    _inherit = 'daiban.project'

    batch_ids = fields.One2many('daiban.parallel.batch', 'project_id', string="Parallel Approvals")
    review_ids = fields.One2many('daiban.pre.review', 'project_id', string="Reviews before Filing")
    opinion_ids = fields.One2many('daiban.opinion', 'project_id', string="Opinions")
    launchable_count = fields.Integer(compute='_compute_launchable_count', string="Items That Can Begin")

    @api.depends('item_ids.state', 'item_ids.started_on', 'state')
    def _compute_launchable_count(self):
        for project in self:
            project.launchable_count = len(project._launchable_items())

    def _launchable_items(self):
        """Items that nothing stands before and nobody has begun. What is reviewed in advance begins after the land."""
        if self.state not in ('accepted', 'running'):
            return self.item_ids.browse()
        return self.item_ids.filtered(
            lambda item: item.state in LAUNCHABLE and not item.started_on and not item.in_pre_review)

    def action_open_parallel(self):
        """The one form that launches all of them."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Launch Parallel Approval"),
            'res_model': 'daiban.parallel.batch', 'view_mode': 'form', 'target': 'new',
            'views': [(self.env.ref('sanming_daiban.daiban_parallel_batch_view_form_launch').id, 'form')],
            'context': {'default_project_id': self.id, 'dialog_size': 'extra-large', 'item_in_project': True}}

    def action_open_review(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Review before Filing"),
            'res_model': 'daiban.pre.review', 'view_mode': 'form', 'context': {'default_project_id': self.id}}

    # === What happens to the items and to the case ===

    def _items_closed(self):
        result = super()._items_closed()
        self._coordination_follows()
        return result

    def _item_refused(self, item):
        result = super()._item_refused(item)
        self._coordination_follows()
        return result

    def _item_reopened(self):
        result = super()._item_reopened()
        self._coordination_follows()
        return result

    def _coordination_follows(self):
        cases = self.sudo()  # sudo: follows from an item, whoever finished it
        cases.batch_ids._join_if_settled()
        cases._waits_changed()

    def _close(self, state, **kwargs):
        cases = self.sudo()  # sudo: ends with the case; who may end that was checked by the action
        cases.green_channel_ids._close(self.env._("The case has ended."))
        result = super()._close(state, **kwargs)
        cases.batch_ids._cancel()
        cases.review_ids._cancel()
        cases.opinion_ids._withdraw()
        cases.conditional_ids.filtered(lambda one: one.state in ('draft', 'active'))._end('ended')
        cases.wait_ids.filtered(lambda wait: wait.state == 'open')._end('withdrawn')
        return result

    # === For meetings ===

    def _agenda_points(self):
        """Also opposing opinions, circular waits and what the city has to do with (R66, R71, R73)."""
        return [
            *super()._agenda_points(),
            *({'kind': 'opinion', 'items': self._items_of_round(one), 'text': one._opposition_text(),
               'name': self.env._("Units oppose each other")} for one in self._opposing_rounds()),
            *({'kind': 'circular', 'items': circle['items'], 'text': circle['text'],
               'name': self.env._("Items wait for each other")} for circle in self._circular_waits()),
            *({'kind': 'city', 'items': channel.item_ids.filtered('is_open'), 'text': channel.trigger_text,
               'name': self.env._("%(count)s city departments", count=channel.department_count)}
              for channel in self.green_channel_ids if channel.state in LIVE),
        ]

    def _items_of_round(self, opinion_round):
        return opinion_round.item_ids if 'item_ids' in opinion_round._fields else self.item_ids.browse()

    def _opposing_rounds(self):
        """The open rounds of opinions in which a unit disagrees."""
        rounds = [
            *self.batch_ids.filtered(lambda batch: batch.state == 'launched'),
            *self.review_ids.filtered(lambda review: review.state == 'asked')]
        return [one for one in rounds if one.opposed]

    @api.model
    def _handler_domain(self, path=''):
        """A unit that is asked for its opinion sees the case, also before it has an item of it (R71)."""
        at = f'{path}.' if path else ''
        return super()._handler_domain(path) | Domain(f'{at}opinion_ids.unit_id', 'in', self._my_units())

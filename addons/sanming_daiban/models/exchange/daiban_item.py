from odoo import models
from odoo.exceptions import UserError


class DaibanItem(models.Model):
    """What the construction approval platform says about an item becomes its steps here (R35, R62)."""

    _inherit = 'daiban.item'

    def _depth(self):
        """How many items must be finished before this one, one after the other."""
        depths = {}

        def depth(item):
            if item not in depths:
                depths[item] = 0  # a circle cannot be saved; this only keeps a broken one from running for ever
                depths[item] = 1 + max(map(depth, item.prerequisite_ids), default=-1)
            return depths[item]
        return depth(self)

    def _platform_obstacle(self, vals, coming):
        """Why the item cannot take this step, in words.

        :param coming: {item: outcome} of those that the same table finishes
        """
        if self.platform != 'construction' and not self.project_id.import_id:
            return self.env._(
                "It is not handled on the construction approval platform: its unit enters what happens to it.")
        awaited = self.prerequisite_ids.filtered(lambda other: not other._lets_go_of(self) and other not in coming)
        if awaited and (vals['target'] == 'done' or self.state == 'waiting'):
            return self.env._("It waits for “%(other)s” of %(unit)s, which is not finished here.",
                              other=awaited[0].name, unit=awaited[0].unit_id.name)
        if self.state not in ('running', 'paused') and not vals.get('started_on'):
            return self.env._("The day on which it was received is missing.")
        if self.state == 'paused':
            return self.env._("The item is paused here; its handler ends the pause first.")
        if not (self.handler_id or self.unit_id._receiver()):
            return self.env._("%(unit)s has named nobody who could receive it.", unit=self.unit_id.name)
        if vals['target'] == 'done' and self._gives_document() and not (
                self.result_document_ids or vals.get('result_number') or self.result_number):
            return self.env._("The number of the result is missing: “%(document)s” comes out of this item.",
                              document=self.type_id.output_material_type_id.name)
        return ''

    def _platform_apply(self, vals):
        """Take the steps up to the status, each on the day on which it happened."""
        if vals['numbers']:
            self.write(vals['numbers'])
        if not vals['moves']:
            return
        if self.state not in ('running', 'paused'):
            self._platform_begin(vals['started_on'])
        if vals['target'] != 'running':
            self._platform_end(vals)
        self._message_log(body=self.env._(
            "Status of the construction approval platform: %(text)s",
            text='，'.join(str(vals[name]) for name in ('started_on', 'finished_on', 'external_number', 'result_number')
                          if vals.get(name))))

    def _platform_begin(self, date):
        """To the unit, to its person, begun."""
        if self.state == 'ready':
            self._dispatch()
        if self.state not in ('dispatched', 'assigned'):
            raise UserError(self.env._("“%(item)s” still waits for another item.", item=self.display_name))
        handler = self.handler_id or self.unit_id._receiver()
        if self.state == 'dispatched':
            self._clock_handover('unit', unit=self.unit_id, user=handler, date=max(date, self.dispatched_on))
            self.write({'state': 'assigned', 'handler_id': handler.id, 'assigned_on': max(date, self.dispatched_on)})
        if not self.started_on:
            self._clock_start(date=date)
        self.state = 'running'

    def _platform_end(self, vals):
        self._check_nothing_awaited()
        self._clock_finish(date=vals['finished_on'], note=vals.get('note'))
        if vals['target'] == 'done':
            # what waited for it lies with its unit since that day, not since the day on which we were told
            self._settle('done', vals.get('note'), vals['finished_on'])
        else:
            self.write({'state': 'refused', 'close_note': vals['note']})
            self.project_id._item_refused(self)

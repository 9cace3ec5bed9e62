from odoo import models
from odoo.exceptions import UserError


class DaibanItemResult(models.AbstractModel):
    """An item is finished when everything it waited for is settled and what it gives is in the file (R34, R70)."""

    _name = 'daiban.item.result'
    _description = 'Approval Item: Result'

    def _check_can_finish(self):
        self._check_nothing_awaited()
        self._check_result()

    def _check_nothing_awaited(self):
        """R17: no speed justifies to leave out what the law wants first."""
        for item in self:
            awaited = item.prerequisite_ids.filtered(lambda other, item=item: not other._lets_go_of(item))
            if awaited:
                raise UserError(self.env._(
                    "“%(item)s” cannot be finished: it waits for “%(other)s” of %(unit)s, which is not finished yet.",
                    item=item.display_name, other=awaited[0].name, unit=awaited[0].unit_id.name))

    def _check_result(self):
        for item in self.filtered(lambda item: item._gives_document() and not item.result_document_ids):
            raise UserError(self.env._(
                "“%(item)s” cannot be finished without its result: attach “%(document)s” under “Result and Notes” "
                "first.",
                item=item.display_name, document=item.type_id.output_material_type_id.name))

    def _gives_document(self):
        """Whether a paper comes out of it that the enterprise takes home and other items ask for."""
        return bool(self.type_id.output_material_type_id)

from odoo import api, models


class Base(models.AbstractModel):
    _inherit = 'base'

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """What the machinery keeps for itself has no name in the language of the office
        (``export_string_translation``): it is not offered where people choose what to group, filter, measure or
        export by."""
        fields = super().fields_get(allfields, attributes)
        if self._name.startswith('daiban.'):
            for name, described in fields.items():
                if name in self._fields and not self._fields[name].export_string_translation:
                    described.update({key: False for key in ('searchable', 'groupable', 'exportable', 'aggregator')
                                      if key in described})
        return fields

from odoo import api, models
from odoo.exceptions import UserError


class DaibanSetupMixin(models.AbstractModel):
    """What the product ships as data belongs to the district from the first day on.

    An upgrade of the addon adds records, but never writes over one that exists, whether its file is CSV or XML.
    """
    _name = 'daiban.setup.mixin'
    _description = 'Configuration Owned by the District'
    _inherit = ['daiban.bundle.mixin']

    def _load_records(self, data_list, update=False):
        if self.env.context.get('install_module'):
            data_list = [{**data, 'noupdate': True} for data in data_list]
        return super()._load_records(data_list, update=update)

    def copy_data(self, default=None):
        """A duplicate needs a code of its own: an admin who duplicates a record renames it afterwards."""
        vals_list = super().copy_data(default)
        if 'code' in self._fields:
            for record, vals in zip(self, vals_list, strict=True):
                vals.setdefault('code', self.env._("%(code)s (copy)", code=record.code))
        return vals_list

    @api.ondelete(at_uninstall=False)
    def _unlink_except_shipped(self):
        """A deleted shipped record would silently come back with the next upgrade."""
        for record_id, xmlids in self._get_external_ids().items():
            if not any(xmlid.startswith('sanming_daiban.') for xmlid in xmlids):
                continue
            raise UserError(self.env._(
                "%(record)s is part of the product and cannot be deleted. Archive it instead.",
                record=self.browse(record_id).display_name,
            ))

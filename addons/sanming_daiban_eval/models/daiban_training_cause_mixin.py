from odoo import api, models


class DaibanTrainingCauseMixin(models.AbstractModel):
    """A rule whose change proposes a training (R86)."""
    _name = 'daiban.training.cause.mixin'
    _description = 'Rule That Is Trained'

    # What matters to those who work by the rule.
    _training_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if records and self._training_watches():
            records._training_propose()
        return records

    def write(self, vals):
        result = super().write(vals)
        if set(self._training_fields) & vals.keys() and self._training_watches():
            self._training_propose()
        return result

    @api.model
    def _training_watches(self):
        """What an upgrade brings is part of the product; what people change is news."""
        return self.env.registry.ready and not self.env.context.get('install_module')

    def _training_propose(self):
        for record in self:
            self.env['daiban.training']._propose(
                f'{self.env["ir.model"]._get(self._name).name}：{record.display_name}', record._training_stages())

    def _training_stages(self):
        return self.env['daiban.stage']

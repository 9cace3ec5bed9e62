from odoo import api, models
from odoo.exceptions import AccessError, UserError


class DaibanWorkflowMixin(models.AbstractModel):
    """A record with a ``state`` that moves only through its actions.

    A model lists in ``_workflow_fields`` what no user may write by hand, in a view, an import or a call from
    outside (each class that extends it lists only its own), and says in :meth:`_locked_fields` what is given at
    creation and settled since. Its actions first check
    who is asking (:meth:`_check_state` and the model's own ``_check_*``), then write through ``self.sudo()``.
    """

    _name = 'daiban.workflow.mixin'
    _description = 'Workflow Mixin'

    _workflow_fields = ('state',)

    @api.model
    def _workflow_names(self):
        """All that the classes of this model list."""
        names = (name for cls in type(self).__mro__ for name in vars(cls).get('_workflow_fields', ()))
        return [name for name in dict.fromkeys(names) if name in self._fields]

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            names = self._workflow_names()
            initial = self.default_get(names)
            for vals in vals_list:
                self._refuse_by_hand(
                    name for name in names if (vals.get(name) or False) != (initial.get(name) or False)
                    and name in vals)
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            settled = set(self._workflow_names()).union(*(record._locked_fields() for record in self))
            self._refuse_by_hand(settled & vals.keys())
        return super().write(vals)

    def _locked_fields(self):
        """Names of the fields that nobody changes by hand on this record, as it is now. To be overridden."""
        return ()

    def _refuse_by_hand(self, names):
        forbidden = sorted(names)
        if forbidden:
            labels = ', '.join(self._fields[name]._description_string(self.env) for name in forbidden)
            raise AccessError(
                self.env._(
                    "%(fields)s cannot be set by hand here: it changes only through the buttons of the record.",
                    fields=labels,
                )
            )

    def _check_state(self, *states, action):
        """Refuse unless every record is in one of ``states``.

        :param action: what the user wanted to do, in words that complete "cannot …"
        """
        labels = dict(self._fields['state']._description_selection(self.env))
        for record in self:
            if record.state not in states:
                raise UserError(
                    self.env._(
                        "“%(name)s” is now “%(state)s”; in this state one cannot %(action)s. "
                        "Perhaps somebody else was faster: reload the page and look again.",
                        name=record.display_name,
                        state=labels.get(record.state),
                        action=action,
                    )
                )

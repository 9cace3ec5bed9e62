from ast import literal_eval

from odoo import models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class DaibanConditionMixin(models.AbstractModel):
    """Conditions on a project that an admin edits as a domain: literals only, nothing is executed.

    A condition may also be on another model, such as the enterprise.
    """
    _name = 'daiban.condition.mixin'
    _description = 'Condition on a Project'

    # Which of the fields are conditions, and on what.
    _condition_models = {
        'domain': 'daiban.project', 'condition': 'daiban.project', 'mandatory_condition': 'daiban.project',
        'partner_domain': 'res.partner',
    }

    def _parse_condition(self, text, model='daiban.project'):
        """:return: the :class:`Domain` written in ``text``; an empty text means every record of ``model``."""
        try:
            domain = Domain(literal_eval((text or '[]').strip()))
            domain.validate(self.env[model].sudo())
        except (ValueError, SyntaxError, TypeError) as error:
            raise ValidationError(self.env._(
                "The condition of %(record)s cannot be read: %(text)s. Choose it again in the condition editor.",
                record=self.display_name, text=text,
            )) from error
        return domain

    def _meets_condition(self, project, text):
        """Whether ``project``, saved or still in the form, meets the condition ``text``."""
        # The condition is the district's rule: it may look at what the user behind the project may not read.
        return bool(project.sudo().filtered_domain(self._parse_condition(text)))

    def _condition_facts(self, project, text):
        """What ``project`` says today to each field that the condition asks for: ["Park: 小蕉园区", …]"""
        facts = {}
        for condition in self._parse_condition(text).iter_conditions():
            name, *rest = condition.field_expr.split('.')
            field = self.env['daiban.project']._fields[name]
            facts[field._description_string(self.env)] = self._fact(project.sudo(), field, rest)
        return [f'{label}：{value}' for label, value in facts.items() if value]

    def _fact(self, project, field, path):
        value = project.mapped('.'.join([field.name, *path])) if path else project[field.name]
        if field.relational:
            return '、'.join(value.mapped('display_name') if hasattr(value, 'mapped') else map(str, value))
        if field.type == 'selection':
            return dict(field._description_selection(self.env)).get(value, value)
        return value

from ast import literal_eval

from odoo import models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class DaibanConditionMixin(models.AbstractModel):
    """Conditions on a project that an admin edits as a domain: literals only, nothing is executed."""
    _name = 'daiban.condition.mixin'
    _description = 'Condition on a Project'

    def _parse_condition(self, text):
        """:return: the :class:`Domain` written in ``text``; an empty text means every project."""
        try:
            domain = Domain(literal_eval((text or '[]').strip()))
            domain.validate(self.env['daiban.project'].sudo())
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

import math
import re
import unicodedata

from odoo import api, models
from odoo.exceptions import ValidationError

from .daiban_project_intake import REQUIRED_TO_SUBMIT

TEXT_FIELDS = {
    'name': 120,
    'project_unit_name': 120,
    'project_code': 200,
    'contact_name': 40,
    'contact_phone': 30,
    'address': 200,
    'description': 2000,
}
CHOICE_FIELDS = ('nature', 'object_class', 'key_tier')
RECORD_FIELDS = ('category_id', 'park_id', 'township_id')
NUMBER_FIELDS = ('investment', 'land_area', 'floor_area')
MAX_NUMBER = 10**10
PHONE = re.compile(r'\+?[\d\- ()（）转#]{5,}')


class DaibanProjectForm(models.AbstractModel):
    """The application form: which fields an enterprise fills in, and what is a usable answer (R31)."""

    _name = 'daiban.project.form'
    _description = 'Agency Project: Application Form'

    @api.model
    def _portal_choices(self):
        """The records among which the form lets choose."""
        return {
            'category_id': self.env['daiban.category'].search([]),  # pylint: disable=no-search-all  # six
            'park_id': self.env['daiban.park'].search([]),  # pylint: disable=no-search-all  # a handful
            'township_id': self.env['daiban.unit'].search([('unit_type', '=', 'township')]),
        }

    @api.model
    def _portal_clean(self, vals):
        """Split a posted form into values to write and errors to show; unknown keys are ignored.

        :param vals: field name → posted string
        :return: ``(values, errors)``, both by field name
        """
        clean, errors = {}, {}
        choices = self._portal_choices()
        cleaners = {
            **dict.fromkeys(TEXT_FIELDS, self._portal_clean_char),
            **dict.fromkeys(CHOICE_FIELDS, self._portal_clean_choice),
            **dict.fromkeys(NUMBER_FIELDS, self._portal_clean_number),
            **dict.fromkeys(RECORD_FIELDS, lambda name, value: self._portal_clean_record(choices[name], value)),
        }
        for name in cleaners.keys() & vals.keys():
            try:
                clean[name] = cleaners[name](name, vals[name])
            except ValidationError as error:
                errors[name] = error.args[0]
        self._portal_clean_object_class(clean, errors)
        if 'name' not in errors and not clean.get('name'):
            errors['name'] = self.env._("Please give the project a name.")
        return clean, errors

    @api.model
    def _portal_clean_text(self, value):
        """Text as typed, without control characters; what looks like markup stays text and is escaped when shown."""
        value = unicodedata.normalize('NFC', str(value or '')).replace('\r\n', '\n')
        return ''.join(
            char for char in value if char in '\n\t' or unicodedata.category(char) not in ('Cc', 'Cs')
        ).strip()

    @api.model
    def _portal_clean_char(self, name, value):
        value = self._portal_clean_text(value)
        if self._fields[name].type == 'char':
            value = ' '.join(value.split())
        if len(value) > TEXT_FIELDS[name]:
            raise ValidationError(
                self.env._(
                    "This is too long: %(length)s characters, at most %(max)s fit.",
                    length=len(value),
                    max=TEXT_FIELDS[name],
                )
            )
        if name == 'project_code' and value:
            return self._normalise_project_code(value)
        if name == 'contact_phone' and value and not PHONE.fullmatch(value):
            raise ValidationError(
                self.env._("Please write a phone number, for example 0598-1234567 or a mobile number.")
            )
        return value or False

    @api.model
    def _portal_clean_choice(self, name, value):
        if value and value not in self._fields[name].get_values(self.env):
            raise ValidationError(self.env._("Please choose one of the answers."))
        return value or False

    @api.model
    def _portal_clean_number(self, name, value):
        text = unicodedata.normalize('NFKC', str(value or '')).replace(',', '').replace(' ', '')
        try:
            number = float(text or 0)
        except ValueError:
            number = math.nan
        if not 0 <= number < MAX_NUMBER:
            raise ValidationError(self.env._("Please write a number such as 1200 or 35.5."))
        return number

    @api.model
    def _portal_clean_record(self, records, value):
        if not value:
            return False
        if not str(value).isdecimal() or int(value) not in records.ids:
            raise ValidationError(self.env._("Please choose one from the list."))
        return int(value)

    @api.model
    def _portal_clean_object_class(self, clean, errors):
        """The class decides which further answer counts; a half answer is not kept."""
        if 'object_class' not in clean:
            return
        for answer, field, message in (
            ('key', 'key_tier', self.env._("Please choose who lists it as a key project.")),
            ('park', 'park_id', self.env._("Please choose the park.")),
        ):
            if clean['object_class'] != answer:
                clean[field] = False
                errors.pop(field, None)
            elif not clean.get(field):
                errors.setdefault(field, message)
                clean.pop('object_class')
                return

    def _portal_missing(self):
        """Labels of what the form still lacks before it can be handed in, by field."""
        self.ensure_one()
        return {name: self._fields[name]._description_string(self.env) for name in REQUIRED_TO_SUBMIT if not self[name]}

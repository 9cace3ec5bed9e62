import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

PREFIX = 'own_'
MAX_TEXT = 500
INTEGER = re.compile(r'-?\d{1,9}')


class DaibanProjectOwn(models.AbstractModel):
    """The district's own fields on a case: asked in the application, checked, and shown (issue 7)."""
    _name = 'daiban.project.own'
    _description = 'Agency Project: Own Fields'

    def _own_questions(self, category=None):
        """The own fields of a category, of this case's by default."""
        # sudo: what is asked is no secret, and enterprises read no configuration
        return self.env['daiban.own.field'].sudo().search(fields.Domain.TRUE)._of(category or self.category_id)

    def _own_answers(self):
        """{code: answer}"""
        return {name: self.properties.get(name) for name in self.properties} if self.category_id else {}

    def _own_field(self, code):
        """The answer to an own field as people read it; nothing if it is not asked of this project. For letters."""
        self.ensure_one()
        question = self._own_questions().filtered(lambda one: one.code == code)
        return question._words(self._own_answers().get(code)) if question else ''

    def _own_facts(self):
        """[(question, answer in words)] of what the enterprise may see and what has been answered."""
        answers = self._own_answers()
        facts = [(one.name, one._words(answers.get(one.code))) for one in self._own_questions() if one.on_portal]
        return [fact for fact in facts if fact[1]]

    # === The application of the enterprise === #
    @api.model
    def _own_portal_questions(self):
        """[(own field, ids of the categories for which it is asked)]"""
        # sudo: as in _own_questions
        questions = self.env['daiban.own.field'].sudo().search([('on_portal', '=', True)])
        every = self._portal_choices()['category_id']
        return [(question, (question.category_ids & every or every).ids) for question in questions]

    @api.model
    def _portal_clean(self, vals):
        clean, errors = super()._portal_clean(vals)
        category = self.env['daiban.category'].browse(clean.get('category_id')) or self.category_id
        answers, own_errors = self._own_clean(category, vals)
        if answers:
            clean['properties'] = {**self._own_answers(), **answers}
        return clean, {**errors, **own_errors}

    def _own_clean(self, category, vals):
        """What was posted of the questions that are asked for this category; everything else is ignored."""
        answers, errors = {}, {}
        for question in self._own_questions(category).filtered('on_portal') if category else ():
            name = PREFIX + question.code
            posted = vals.get(name)
            if name in vals:
                try:
                    answers[question.code] = self._own_clean_one(question, self._portal_clean_text(posted))
                except ValidationError as error:
                    errors[name] = error.args[0]
        return answers, errors

    def _own_clean_one(self, question, text):
        if not text:
            return False
        clean = getattr(self, f'_own_clean_{question.field_type}')
        return clean(question, text)

    def _own_clean_char(self, question, text):
        text = ' '.join(text.split())
        if len(text) > MAX_TEXT:
            raise ValidationError(self.env._(
                "This is too long: %(length)s characters, at most %(max)s fit.", length=len(text), max=MAX_TEXT))
        return text

    def _own_clean_integer(self, question, text):
        text = text.replace(',', '').replace(' ', '')
        if not INTEGER.fullmatch(text):
            raise ValidationError(self.env._("Please write a whole number such as 12."))
        return int(text)

    def _own_clean_float(self, question, text):
        return self._portal_clean_number(question.code, text)

    def _own_clean_boolean(self, question, text):
        if text not in ('yes', 'no'):
            raise ValidationError(self.env._("Please choose one of the answers."))
        return text == 'yes'

    def _own_clean_date(self, question, text):
        try:
            day = fields.Date.to_date(text) if re.fullmatch(r'\d{4}-\d\d-\d\d', text) else None
        except ValueError:
            day = None
        if not day or not 1900 <= day.year <= 2100:
            raise ValidationError(self.env._("Please choose a day, such as 2026-12-31."))
        return fields.Date.to_string(day)

    def _own_clean_selection(self, question, text):
        if text not in question._options():
            raise ValidationError(self.env._("Please choose one of the answers."))
        return text

    def _own_missing(self):
        answers = self._own_answers()
        return {
            PREFIX + one.code: one.name for one in self._own_questions()
            if one.on_portal and one.required and one.field_type != 'boolean' and not answers.get(one.code)}

    def _portal_missing(self):
        return {**super()._portal_missing(), **self._own_missing()}

    def _portal_consent(self, consent, digest=None):
        if self.state == 'draft' and (missing := self._own_missing()):
            raise UserError(self.env._(
                "“%(name)s” cannot be submitted yet. Please fill in: %(fields)s.",
                name=self.name, fields='、'.join(missing.values())))
        return super()._portal_consent(consent, digest)

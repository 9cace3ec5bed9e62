from odoo import models


class DaibanGreenLetter(models.AbstractModel):
    """提请函: the request of the district's center to the city's, in the form of an official letter (R67)."""

    _name = 'daiban.green.letter'
    _description = 'Request to the City Center'

    def _city_center(self):
        return self.env.ref('sanming_daiban.unit_city_center')

    def _letter_template(self):
        return self.env['daiban.letter.template']._for_kind('city_request')

    def _letter_is_draft(self):
        return not self.number

    def _letter_date(self):
        return self.requested_on or self._clock_today()

    def _letter_addressee(self):
        return self._city_center().name

    def _letter_copies(self):
        return ['addressee']

    def _letter_lines(self):
        return []

    def _letter_bases(self, form):
        return form.legal_basis_ids

    def _letter_table(self):
        words = self.with_context(lang=self._letter_lang()).env
        return {
            'head': [(words._("City department"), '52mm'), (words._("Item"), None), (words._("Limit"), '28mm')],
            'rows': [
                [department.name, item.name, item.with_context(lang=words.lang)._limit_words()]
                for department, items in self.item_ids.grouped(lambda item: item.unit_id._city_department()).items()
                for item in items
            ],
        }

    def _pdf_name(self):
        return f'{self.number or self.project_id.name}.pdf'

    def _verify_facts(self):
        return {**super()._verify_facts(), 'enterprise': self.partner_id.name}

import io

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import RectangleObject

from odoo import models

from ...tools.qr import qr_data_uri

# ISO/IEC 7810 ID-1, in points; the paper format of the report knows whole millimetres only.
CARD_WIDTH, CARD_HEIGHT = 85.6 / 25.4 * 72, 53.98 / 25.4 * 72
BLEED = 1.008
OPEN_CASES = 20


class DaibanCardPaper(models.AbstractModel):
    """The VIP service card on paper, on the phone and for the public check (R26, R27)."""

    _name = 'daiban.card.paper'
    _description = 'Service Card: Paper and Page'
    _inherit = ['daiban.verify.mixin']

    def _is_valid(self):
        self.ensure_one()
        today = self.env['daiban.calendar.year']._district_today()
        return self.active and self.valid_from <= today <= self.valid_to

    def _verify_facts(self):
        self.ensure_one()
        return {
            'kind': self.env._("VIP service card"),
            'number': self.number,
            'enterprise': self.partner_id.name,
            'date': False,
            'valid': self._is_valid(),
        }

    def _card_qr(self):
        """Opens the card for its own enterprise and the public check for everybody else."""
        return qr_data_uri(f'{self.get_base_url()}/daiban/card/{self._verify_token()}')

    # === On paper ===

    def action_print_card(self):
        return self._print_action('card')

    def action_print_sheet(self):
        return self._print_action('sheet')

    def _print_action(self, form):
        self.ensure_one()
        self.check_access('read')
        return {'type': 'ir.actions.act_url', 'url': f'{self.access_url}/pdf?form={form}', 'target': 'new'}

    def _card_html(self, form):
        self.ensure_one()
        # sudo: agent and enterprise of a card that the caller may read
        return str(self.env['ir.qweb']._render(
            f'sanming_daiban.report_daiban_card_{form}', {'card': self.sudo(), 'qr': self._card_qr()}))

    def _card_pdf(self, form):
        """:param form: ``card`` (85.6 × 54 mm, two sides) or ``sheet`` (A4 to cut out)"""
        report = self.env['ir.actions.report']
        content = report._run_wkhtmltopdf(
            [self._card_html(form)], report_ref=f'sanming_daiban.action_report_daiban_card_{form}')
        return self._crop_to_card(content) if form == 'card' else content

    def _crop_to_card(self, content):
        writer = PdfWriter()
        for source in PdfReader(io.BytesIO(content)).pages[:2]:
            page = writer.add_page(source)
            top = float(page.mediabox.top)
            # a little larger than the card, so that the colour reaches every edge
            page.add_transformation(Transformation().translate(0, -top).scale(BLEED).translate(0, top))
            page.mediabox = page.cropbox = RectangleObject((0, top - CARD_HEIGHT, CARD_WIDTH, top))
        buffer = io.BytesIO()
        writer.write(buffer)
        return buffer.getvalue()

    # === On the phone ===

    def _card_cases(self):
        """What the page of the card says of each open case, the next due first: ``case``, ``light``, ``holder``,
        ``step``, ``due``.
        """
        self.ensure_one()
        # sudo: names of units and handlers; the card was read with the rights of who asks
        cases = self.env['daiban.project'].sudo().search(
            [('card_id', '=', self.id), ('state', 'in', ('supplement', 'submitted', 'accepted', 'running'))],
            order='next_due_date, id desc', limit=OPEN_CASES)
        return [self._card_case(case) for case in cases]

    def _card_case(self, case):
        active = case.item_ids.filtered('is_active').sorted(lambda item: (not item.due_date, item.due_date, item.id))
        return {
            'case': case,
            'item': active[:1],
            'holder': case.current_holder,
            'step': '、'.join(active.mapped('name')) or case._portal_state_text(),
            'due': case.next_due_date,
            'yours': case.state == 'supplement',
        }

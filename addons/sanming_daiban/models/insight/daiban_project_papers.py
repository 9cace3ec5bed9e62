from odoo import api, models

from ...tools.archive import Part
from ...tools.district_time import district_date

# what has a place of its own; everything else follows in folders named after what it is
FIRST = ('daiban.material', 'daiban.item')


class DaibanProject(models.Model):
    """All papers of a case, wherever they are kept: whatever points to the case belongs to its file.

    Nothing is listed by hand, so a new kind of record is in the file from its first day.
    """

    _inherit = 'daiban.project'

    def _paper_parts(self):
        """Yield every paper of the case as `tools.archive.Part`, one after the other.

        Callers have checked that the user may read the whole case, and run it with sudo.
        """
        self.ensure_one()
        for records in self._paper_sources():
            yield from self._letters_among(records)
            yield from self._files_of(records)
        yield from self._cards_of()
        yield from self._minutes_of()
        yield from self._proofs_of()

    @api.model
    def _paper_models(self):
        """Models whose records belong to one case, first those with a place of their own."""
        names = [
            name for name, model in self.env.registry.items()
            if not model._abstract and not model._transient and model._auto and self._points_to_case(model)]
        return sorted(names, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))

    @api.model
    def _points_to_case(self, model):
        field = model._fields.get('project_id')
        return bool(field and field.comodel_name == self._name and field.store)

    def _paper_sources(self):
        yield self
        for name in self._paper_models():
            records = self.env[name].with_context(active_test=False).search([('project_id', '=', self.id)], order='id')
            if records:
                yield records
        if events := self._paper_events():
            yield events

    def _paper_events(self):
        """The clock events of the case and of its parts: documents that explain a pause hang on them."""
        chain = self.env['daiban.clock.chain'].search(
            [('res_model', '=', self._name), ('res_id', '=', self.id)])
        return self.env['daiban.clock.event'].search([('chain_id', 'in', chain.ids)], order='chain_number')

    def _files_of(self, records):
        """What was attached to the records, each file once."""
        lists = [
            name for name, field in records._fields.items()
            if field.type == 'many2many' and field.comodel_name == 'ir.attachment' and field.store]
        loose = self.env['ir.attachment'].search([
            ('res_model', '=', records._name), ('res_id', 'in', records.ids), ('res_field', '=', False),
            ('type', '=', 'binary')], order='id').grouped('res_id')
        for record in records:
            files = loose.get(record.id, self.env['ir.attachment'])
            for name in lists:
                files |= record[name]
            for file in files.filtered(lambda one: one.type == 'binary' and one.raw):
                yield Part(
                    self._folder_of(records), file.name, record.display_name, district_date(file.create_date), file.raw)

    def _folder_of(self, records):
        if records._name == 'daiban.material':
            return self.env._("Materials Handed In")
        if records._name == 'daiban.item':
            return self.env._("Results of the Items")
        if records._name == self._name:
            return self.env._("Papers of the Case")
        return self.env['ir.model']._get(records._name).name

    def _letters_among(self, records):
        """Letters as they were served."""
        if records._name not in self.env.registry.descendants(['daiban.letter.mixin'], '_inherit'):
            return
        for letter in records.filtered(lambda one: not one._letter_is_draft()):
            yield Part(
                self.env._("Letters"), letter._pdf_name(), (letter.letter or {}).get('title') or letter.display_name,
                letter._letter_date(), letter._pdf_content())

    def _cards_of(self):
        if card := self.card_id:
            yield Part(self.env._("Letters"), f'{card.number}.pdf', card.display_name, None, card._card_pdf('sheet'))

    def _minutes_of(self):
        report = self.env['ir.actions.report']
        meetings = self.env['daiban.meeting'].search(
            [('project_ids', 'in', self.ids), ('state', '=', 'closed')], order='id')
        for meeting in meetings:
            content, _kind = report._render_qweb_pdf('sanming_daiban.action_report_daiban_minutes', meeting.ids)
            yield Part(self.env._("Minutes"), f'{meeting.number}.pdf', meeting.name, meeting.closed_on, content)

    def _proofs_of(self):
        """The proofs of all items as one paper: the PDF program starts once, not once for each."""
        folder = self.env._("Proofs of Time Limits")
        for records in (self, self.item_ids):
            clocks = records.filtered('started_on')
            if not clocks:
                continue
            content, _kind = self.env['ir.actions.report']._render_qweb_pdf(
                'sanming_daiban.action_report_clock_proof', clocks.ids,
                {'clock_model': clocks._name, 'statutory': False})
            yield Part(folder, f'{self.env["ir.model"]._get(clocks._name).name}.pdf', folder, None, content)
        if events := self._paper_events():
            yield Part(
                folder, 'clock-events.json', self.env._("Every event of the clocks with its seal"), None,
                self._events_as_json(events))

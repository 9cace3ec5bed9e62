import base64
import hashlib
import tempfile

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.archive import Archive, Part
from ...tools.district_time import district_now
from ..case.daiban_project import PROJECT_STATES

INDEX = 'sanming_daiban.action_report_daiban_archive'


class DaibanArchive(models.Model):
    """A case as one file, as it was at a moment: papers, letters, proofs, an index, and the hash of each.

    It never changes; what comes later is in the next one.
    """

    _name = 'daiban.archive'
    _description = 'Archive File'
    _order = 'id desc'

    project_id = fields.Many2one(
        'daiban.project', string="Case", required=True, readonly=True, index=True, ondelete='restrict')
    case_state = fields.Selection(PROJECT_STATES, string="Case Was", required=True, readonly=True)
    made_at = fields.Datetime(required=True, readonly=True)
    made_by_id = fields.Many2one('res.users', required=True, readonly=True, ondelete='restrict')
    paper_count = fields.Integer("Files in It", readonly=True, aggregator=None)
    size = fields.Integer("Size (kB)", readonly=True, aggregator=None)
    sha256 = fields.Char("SHA-256", readonly=True, required=True)
    entries = fields.Json(readonly=True, export_string_translation=False)
    # only through `_zip_content`, which checks the hash
    content = fields.Binary(
        attachment=True, readonly=True, groups='base.group_system', export_string_translation=False)

    @api.depends('project_id', 'made_at')
    def _compute_display_name(self):
        for archive in self:
            archive.display_name = archive._zip_name()

    @api.model
    def _make(self, project):
        """Put the case into one file. The caller has checked that the user may."""
        project = project.sudo().with_context(lang=self.env['daiban.notice']._letter_lang())  # sudo: see above
        with tempfile.SpooledTemporaryFile(max_size=2 ** 24) as target:
            entries = self._fill(Archive(target), project)
            target.seek(0)
            content = target.read()
        return self.sudo().create({
            'project_id': project.id,
            'case_state': project.state,
            'made_at': fields.Datetime.now(),
            'made_by_id': self.env.uid,
            'paper_count': len(entries) - 1,
            'size': -(-len(content) // 1024),
            'sha256': hashlib.sha256(content).hexdigest(),
            'entries': [[entry.path, entry.what, str(entry.day or ''), entry.size, entry.sha256] for entry in entries],
            'content': base64.b64encode(content),
        }).sudo(self.env.su)

    def _fill(self, archive, project):
        for part in project._paper_parts():
            archive.add(part)
        title = self.env['daiban.archive'].with_context(lang=project.env.lang).env._("Index")
        archive.add_as(f'00 {title}.pdf', Part('', '', title, None, self._index_pdf(project, archive.entries)))
        archive.close()
        return archive.entries

    def _index_pdf(self, project, entries):
        html = self.env['ir.qweb']._render('sanming_daiban.report_daiban_archive', {
            'project': project, 'entries': entries, 'made_at': district_now().strftime('%Y-%m-%d %H:%M'),
            'made_by': self.env.user.name, 'issuer': self.env.company.name}, lang=project.env.lang)
        return self.env['ir.actions.report']._run_wkhtmltopdf([str(html)], report_ref=INDEX)

    def _zip_name(self):
        self.ensure_one()
        made = fields.Datetime.context_timestamp(self, self.made_at) if self.made_at else None
        return f'{self.project_id.number or self.project_id.name}_{made:%Y%m%d-%H%M}.zip' if made else ''

    def _zip_content(self):
        """:raise UserError: when the file is no longer what was made"""
        self.check_access('read')
        content = self.sudo().with_context(bin_size=False)._raw_content()  # sudo: the file of a readable archive
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise UserError(self.env._(
                "The archive file %(name)s is no longer what was made on that day. Make a new one, and tell the "
                "administrator: somebody has changed the stored file.", name=self.display_name))
        return content

    def _raw_content(self):
        files = self.env['ir.attachment'].search(
            [('res_model', '=', self._name), ('res_id', '=', self.id), ('res_field', '=', 'content')])
        return files.raw or b''

    def action_download(self):
        self.ensure_one()
        self.check_access('read')
        # in the window itself: what takes seconds to make would open another one too late, and browsers block that
        return {'type': 'ir.actions.act_url', 'url': f'/daiban/archive/{self.id}', 'target': 'self'}

    def write(self, vals):
        if self.ids:
            raise AccessError(self.env._("An archive file never changes; make a new one."))
        return super().write(vals)

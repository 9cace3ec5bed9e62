from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools.mimetypes import guess_mimetype

from ...tools.protected import is_protected
from ...tools.uploads import ACCEPTED, check_type, clean_filename
from .daiban_project_scan import InfectedFile

MAX_FILES = 20
OPEN_STATES = ('submitted', 'supplement', 'accepted', 'running')
UPLOAD_LIMIT_PARAMETER = 'sanming_daiban.portal_upload_limit_mb'
UPLOAD_LIMIT_MB = 50


class DaibanProjectUpload(models.AbstractModel):
    """Files that the enterprise hands in, and files that it may fetch (R22, R29)."""

    _name = 'daiban.project.upload'
    _description = 'Agency Project: Files'
    _inherit = ['daiban.project.scan']

    @api.model
    def _portal_upload_limit(self):
        """Megabytes that one file may have."""
        # sudo: one harmless number of the system parameters
        value = self.env['ir.config_parameter'].sudo().get_param(UPLOAD_LIMIT_PARAMETER)
        return int(value) if value and value.isdecimal() else UPLOAD_LIMIT_MB

    @api.model
    def _portal_accepted(self):
        """File endings for the browser's file chooser, which also offers the camera of a phone."""
        return ','.join(ACCEPTED)

    def _portal_takes_files(self, material):
        """Whether the enterprise may put files to a material now: missing or defective, or the case is a draft."""
        if self.state == 'draft':
            return material.state in ('missing', 'submitted', 'defective')
        return self.state in OPEN_STATES and (material.is_gap or material.state == 'deferred')

    def _portal_material(self, material_id):
        """A material of this case into which the enterprise may put files now."""
        case = self._portal_own()
        material = case.material_ids.filtered(lambda record: record.id == material_id)
        if not material:
            raise AccessError(self.env._("This material belongs to another case."))
        if not case._portal_takes_files(material):
            raise UserError(
                self.env._(
                    "“%(name)s” is already handed in and is being examined. If you want to replace it, write a message "
                    "to your agent.",
                    name=material.name,
                )
            )
        return material

    def _portal_upload(self, material_id, files):
        """Put files to one material; a defective one is replaced, its old files stay in the history.

        :param files: pairs ``(name, bytes)``
        :return: ``(files taken, what was wrong with those in quarantine)``
        """
        material = self._portal_material(material_id)
        if not files:
            raise UserError(self.env._("Please choose a file first."))
        kept = material.attachment_ids if material.state == 'submitted' else material.attachment_ids.browse()
        if len(kept) + len(files) > MAX_FILES:
            raise UserError(
                self.env._("At most %(max)s files fit to one material. Please combine some of them.", max=MAX_FILES)
            )
        clean, warnings = [], []
        for file in files:
            try:
                clean.append(self._portal_prepare_file(material, *file))
            except InfectedFile as infected:
                material.project_id._quarantine(material, infected)
                warnings.append(infected.args[0])
        added = material.attachment_ids.create(clean)
        if added:
            material.attachment_ids = [Command.set((kept | added).ids)]
            material.project_id._draft_touched()
        return added, warnings

    # === In parts ===

    def _portal_upload_offset(self, material_id, key):
        """How many bytes of a file are here already."""
        uploads = self.env['daiban.upload'].sudo()  # sudo: the user's own parts, of a material of the own case
        return uploads._find(self._portal_material(material_id), key).received

    def _portal_upload_part(self, material_id, key, name, size, offset, part):
        """Store one part of a file; with the last one it is examined and put to the material.

        :return: dict with ``offset`` (go on there), or ``done``, or ``error`` (the file is refused)
        """
        material = self._portal_material(material_id)
        uploads = self.env['daiban.upload'].sudo()  # sudo: as above
        upload = uploads._find(material, key)
        if not upload:
            self._portal_check_announced(name, size)
            upload = uploads._begin(material, key, name, size)
        upload._add(offset, part)
        if upload.received < upload.size:
            return {'offset': upload.received}
        content = upload._content()
        upload._forget()
        try:
            with self.env.cr.savepoint():
                _added, warnings = self._portal_upload(material_id, [(name, content)])
        except UserError as error:
            return {'error': error.args[0]}
        return {'error': warnings[0]} if warnings else {'done': True}

    @api.model
    def _portal_check_announced(self, name, size):
        """Refuse by name and size what would be refused anyway, before it travels."""
        self._portal_check_size(clean_filename(name), size)
        if not clean_filename(name).lower().endswith(tuple(ACCEPTED)):
            raise UserError(self._portal_type_message(clean_filename(name), 'type'))

    @api.model
    def _portal_prepare_file(self, material, name, content):
        name = clean_filename(name)
        self._portal_check_size(name, len(content))
        self._scan_file(name, content)
        if is_protected(content):
            raise UserError(
                self.env._(
                    "“%(name)s” is locked with a password, so nobody here can read it. Please remove the password "
                    "(open it and save it again without one) and upload it then.",
                    name=name,
                )
            )
        mimetype = guess_mimetype(content)
        try:
            check_type(name, mimetype)
        except ValueError as error:
            raise UserError(self._portal_type_message(name, error.args[0])) from error
        return {
            'name': name,
            'raw': content,
            'mimetype': mimetype,
            'res_model': material._name,
            'res_id': material.id,
        }

    @api.model
    def _portal_check_size(self, name, size):
        limit = self._portal_upload_limit()
        if size <= 0:
            raise UserError(self.env._("“%(name)s” is empty. Please choose the file again.", name=name))
        if size > limit * 1024 * 1024:
            raise UserError(
                self.env._(
                    "“%(name)s” is larger than %(limit)s MB. Please scan it in a lower quality or split it into "
                    "several files.",
                    name=name,
                    limit=limit,
                )
            )

    @api.model
    def _portal_type_message(self, name, problem):
        if problem == 'mismatch':
            return self.env._(
                "“%(name)s” is not what its ending says. Please open it, save it again in its own format and upload "
                "that file.",
                name=name,
            )
        return self.env._(
            "“%(name)s” cannot be taken. Please hand in a PDF or OFD, a photo (JPG, PNG), a Word, Excel or WPS file, "
            "a drawing (DWG) or a ZIP archive.",
            name=name,
        )

    def _portal_remove_file(self, material_id, attachment_id):
        """Take one's own file back, as long as the application is a draft."""
        material = self._portal_material(material_id)
        material.project_id._check_state('draft', action=self.env._("remove a file"))
        material.attachment_ids.filtered(lambda file: file.id == attachment_id).unlink()
        material._files_changed()

    @api.model
    def _portal_documents(self):
        """What the district has of the enterprise for which the user acts, valid or expired."""
        # sudo: portal users do not read the store; it is asked for one's own enterprise only
        return self.env['daiban.vault.document'].sudo().search([('partner_id', '=', self._portal_enterprise().id)])

    def _portal_reuse(self, material_id):
        """Take a stored document instead of uploading it again; the clerk still examines it."""
        self._portal_material(material_id)._reuse()

    def _portal_file(self, attachment_id):
        """A file that the enterprise may fetch: what it handed in, results of its items, its letters; else empty."""
        case = self._portal_own()
        notices = case.notice_ids.filtered(lambda notice: notice.state != 'draft')
        letters = (
            self.env['ir.attachment']
            .sudo()
            .search(
                [  # sudo: letters of the own case, see above
                    ('res_model', '=', notices._name),
                    ('res_id', 'in', notices.ids),
                ]
            )
        )
        files = case.material_ids.attachment_ids | case.item_ids.result_document_ids | letters
        return files.filtered(lambda file: file.id == attachment_id)

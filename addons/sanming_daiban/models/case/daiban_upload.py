from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

MAX_CHUNK = 4 * 1024 * 1024
MAX_OPEN = 20
KEPT_HOURS = 48


class DaibanUpload(models.Model):
    """A file that is on its way, in parts, so that a broken line costs only the last part.

    A part counts when it is stored; the sender asks how far it came and goes on there. Forgotten ones go.
    """

    _name = 'daiban.upload'
    _description = 'Upload on Its Way'

    material_id = fields.Many2one('daiban.material', required=True, index=True, ondelete='cascade')
    user_id = fields.Many2one('res.users', required=True, ondelete='cascade')
    key = fields.Char(required=True, help="What the sender knows the file by.")
    name = fields.Char(required=True)
    size = fields.Integer(required=True)
    received = fields.Integer(default=0)
    part_ids = fields.Many2many('ir.attachment', 'daiban_upload_part_rel', 'upload_id', 'attachment_id')

    _once = models.Constraint('UNIQUE(material_id, user_id, key)', "This file is already on its way.")

    @api.model
    def _find(self, material, key):
        """The file on its way, if it has begun."""
        return self.search([('material_id', '=', material.id), ('user_id', '=', self.env.uid), ('key', '=', key)])

    @api.model
    def _begin(self, material, key, name, size):
        mine = self.search([('user_id', '=', self.env.uid)], order='id desc')
        mine[MAX_OPEN:]._forget()
        return self.create(
            {'material_id': material.id, 'user_id': self.env.uid, 'key': key, 'name': name, 'size': size}
        )

    def _add(self, offset, part):
        """Store one part; one that does not fit where the file ends so far is not stored."""
        self.env.execute_query(
            SQL("UPDATE daiban_upload SET write_date = write_date WHERE id = %s RETURNING id", self.id)
        )
        if offset != self.received or not part:
            return
        if len(part) > MAX_CHUNK or offset + len(part) > self.size:
            raise UserError(self.env._("The file changed while it was sent. Please choose it again."))
        values = {'name': f'{self.id}-{offset:012}', 'raw': part, 'res_model': self._name, 'res_id': self.id}
        self.part_ids = [Command.create({**values, 'mimetype': 'application/octet-stream'})]
        self.received += len(part)

    def _content(self):
        return b''.join(part.raw for part in self.part_ids.sorted('name'))

    def _forget(self):
        self.part_ids.unlink()
        self.unlink()

    @api.autovacuum
    def _gc_uploads(self):
        limit = fields.Datetime.subtract(fields.Datetime.now(), hours=KEPT_HOURS)
        self.search([('write_date', '<', limit)], limit=1000)._forget()

from odoo import fields, models


class DaibanQuarantine(models.Model):
    """A file in which the virus scan found something: kept as evidence, opened by nobody, never deleted silently."""

    _name = 'daiban.quarantine'
    _description = 'File in Quarantine'
    _order = 'id desc'

    name = fields.Char(string="File", required=True, readonly=True)
    signature = fields.Char(string="What Was Found", readonly=True)
    project_id = fields.Many2one('daiban.project', string="Case", readonly=True, index=True, ondelete='cascade')
    material_id = fields.Many2one('daiban.material', readonly=True, ondelete='set null', index='btree_not_null')
    user_id = fields.Many2one('res.users', string="Handed In By", readonly=True)
    # '.' is a group that nobody has: not even an administrator gets it by a click
    content = fields.Binary(attachment=True, readonly=True, groups='.', export_string_translation=False)

import base64
from contextlib import contextmanager

from odoo import api, fields, models, modules
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ...tools import bundle
from ...tools.bundle import BundleError
from .bundle_applier import BundleApplier
from .bundle_codec import BundleCodec

_lt = LazyTranslate(__name__)

MESSAGES = {
    'size': _lt("The file is larger than %(limit)s MB: it is no configuration bundle."),
    'packed': _lt("The file is packed. Unpack it and choose the .json file in it."),
    'encoding': _lt("The file is no text in UTF-8. Choose the file as it was exported."),
    'syntax': _lt("The file cannot be read as a bundle (%(reason)s). Choose the file as it was exported."),
    'nesting': _lt("The file cannot be read as a bundle: it is nested without end."),
    'characters': _lt("The file contains characters that no text has."),
    'twice': _lt("“%(key)s” comes twice in the same place of the file; one of them must go."),
    'format': _lt("The file is no configuration bundle of this product."),
    'version': _lt("The bundle has the format %(found)s, this product reads format %(known)s. Export it again from a "
                   "system with the same version as this one."),
    'shape': _lt("The bundle is incomplete or has a part that none has: %(where)s."),
    'checksum': _lt("The checksum does not fit: the file was changed or damaged after it was exported. Export "
                    "it again."),
    'records': _lt("The bundle has more than %(limit)s records."),
    'unknown_model': _lt("The bundle configures what this system does not know: %(models)s. Install the addon that it "
                         "belongs to, or export without it."),
    'unknown_field': _lt("%(record)s: this system knows no “%(field)s”. Export it again from a system with the same "
                         "version as this one."),
    'type': _lt("%(record)s has a value that it cannot have."),
    'value': _lt("%(record)s: the value of “%(field)s” is not one that it can have."),
    'key': _lt("%(record)s: “%(key)s” is not the key of the record that stands under it."),
    'circle': _lt("%(record)s refers to what cannot exist before it."),
    'reference': _lt("%(record)s names “%(key)s” (%(model)s), which is neither in the bundle nor in this system."),
    'by_name': _lt("%(record)s: there is not exactly one “%(name)s” in this system. Create it first."),
    'by_number': _lt("The condition of “%(record)s” names record %(number)s, which a bundle cannot carry to another "
                     "system. Write the condition with a name or another attribute."),
    'no_key': _lt("“%(record)s” is used by the configuration but is no part of it."),
}


class DaibanBundle(models.Model):
    """The whole configuration as one readable file, out of this system or into it.

    Importing shows first what would change, and then does all of it or nothing. What is in force in versions (plans,
    schemes, the calendar) is not written over: a further version is proposed.
    """
    _name = 'daiban.bundle'
    _description = 'Configuration Bundle'
    _inherit = ['daiban.workflow.mixin']
    _order = 'id desc'
    _workflow_fields = (
        'state', 'direction', 'product_version', 'checksum', 'seen', 'applied_on', 'applied_by_id', 'line_ids')

    name = fields.Char(compute='_compute_name', store=True, readonly=False, precompute=True, required=True)
    direction = fields.Selection([('import', "Import"), ('export', "Export")], required=True, default='import',
                                 readonly=True)
    state = fields.Selection([
        ('draft', "To Be Looked At"),
        ('checked', "Difference Shown"),
        ('applied', "In Force"),
        ('exported', "Exported"),
    ], required=True, default='draft', readonly=True, copy=False)
    file = fields.Binary("Bundle", attachment=True, required=True, copy=False)
    file_name = fields.Char("Name of the File", copy=False, export_string_translation=False)
    with_removals = fields.Boolean(
        "Take Out What Is Not in the Bundle",
        help="What the bundle does not have goes out of use here (it is archived). For a district that starts from "
             "the bundle of another one.")
    product_version = fields.Char(readonly=True, copy=False, help="With which version of the product it was exported.")
    checksum = fields.Char("SHA-256", readonly=True, copy=False)
    seen = fields.Char(readonly=True, copy=False, export_string_translation=False)
    line_ids = fields.One2many('daiban.bundle.line', 'bundle_id', string="Differences", readonly=True, copy=False)
    difference_count = fields.Integer("Number of Differences", compute='_compute_difference_count')
    applied_on = fields.Datetime("Put into Force on", readonly=True, copy=False)
    applied_by_id = fields.Many2one('res.users', "Put into Force by", readonly=True, copy=False)

    @api.depends('file_name')
    def _compute_name(self):
        for record in self:
            record.name = record.file_name or self.env._("Configuration")

    @api.depends('line_ids')
    def _compute_difference_count(self):
        for record in self:
            record.difference_count = len(record.line_ids)

    def _locked_fields(self):
        return {'file', 'file_name'} if self.state in ('applied', 'exported') else set()

    def write(self, vals):
        if vals.keys() & {'file', 'with_removals'} and 'state' not in vals:
            # sudo: another file has not been looked at
            self.sudo().filtered(lambda one: one.state == 'checked').write({'state': 'draft', 'line_ids': [(5,)]})
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        if any(record.state == 'applied' for record in self):
            raise UserError(self.env._("What has been put into force is kept."))

    # === Out === #
    @api.model
    def _export(self):
        """The configuration in force, as the bytes of a bundle."""
        with self._explained():
            return bundle.dump(BundleCodec(self.env).sections(), self._product())

    @api.model
    def _product(self):
        return {name: modules.Manifest.for_addon(name)['version'] for name in sorted(self._addons())}

    @api.model
    def _addons(self):
        """Those whose own models it carries; the names of the company come from Odoo's base."""
        return {self.env[name]._original_module for name in self.env['daiban.bundle.mixin']._bundle_models()
                if name.startswith('daiban.')} & set(self.env['ir.module.module']._installed())

    @api.model
    def action_export(self):
        """Write the configuration down and hand the file over; the record of it stays."""
        self._check_manager()
        raw = self._export()
        day = fields.Date.to_string(self.env['daiban.calendar.year']._district_today())
        name = f'daiban-{day}.json'
        # sudo: the state of a bundle is set by its buttons only; the rights were checked above
        record = self.sudo().create({
            'direction': 'export', 'state': 'exported', 'file': base64.b64encode(raw), 'file_name': name,
            **self._label(raw)})
        return {'type': 'ir.actions.act_url', 'target': 'download',
                'url': f'/web/content/daiban.bundle/{record.id}/file/{name}?download=true'}

    @api.model
    def _label(self, raw):
        _sections, product, checksum = bundle.load(raw)
        return {'product_version': '、'.join(f'{name} {version}' for name, version in sorted(product.items()))[:200],
                'checksum': checksum}

    # === In === #
    def action_check(self):
        """Show what would change; nothing is written."""
        self.ensure_one()
        self._check_manager()
        self._check_state('draft', 'checked', action=self.env._("look at the difference"))
        with self._explained():
            applier = self._applier()
            # sudo: lines and state are set by this button only; the rights were checked above
            self.sudo().write({
                'state': 'checked', 'seen': self._fingerprint(applier), **self._label(self._raw()),
                'line_ids': [(5,), *((0, 0, values) for values in self.env['daiban.bundle.line']._prepare(applier))],
            })
        return True

    def action_apply(self):
        """Put it into force: all of it or nothing, and only what was shown."""
        self.ensure_one()
        self._check_manager()
        self.lock_for_update()
        self._check_state('checked', action=self.env._("put it into force"))
        with self._explained():
            applier = self._applier()
            if self._fingerprint(applier) != self.seen:
                raise UserError(self.env._(
                    "The configuration has changed since the difference was shown. Look at the difference again."))
            applier.run()
            self._check_outcome(applier)
        # sudo: as above
        self.sudo().write({
            'state': 'applied', 'applied_on': fields.Datetime.now(), 'applied_by_id': self.env.uid})
        return True

    def _raw(self):
        return base64.b64decode(self.with_context(bin_size=False).file or b'')

    def _applier(self):
        codec = BundleCodec(self.env)
        applier = BundleApplier(codec, codec.sections(), bundle.load(self._raw())[0], self.with_removals)
        applier.check()
        return applier

    @api.model
    def _fingerprint(self, applier):
        return bundle.checksum({'changes': [list(change) for change in applier.changes]})

    def _check_outcome(self, applier):
        """What was written is what the bundle says; else the models understood it in another way, and all is undone."""
        self.env.invalidate_all()
        present = BundleCodec(self.env).sections()
        for change in bundle.differences(present, applier.wanted):
            if change.kind == 'removed' or applier.kind(change) == 'proposed':
                continue
            raise UserError(self.env._(
                "%(model)s %(key)s: “%(field)s” would not be what the bundle says. Nothing was changed.",
                model=self.env['ir.model']._get(change.section).name, key=change.key, field=change.field))

    @api.model
    def _check_manager(self):
        if not self.env.su and not self.env.user.has_group('sanming_daiban.group_manager'):
            raise AccessError(self.env._("Only whoever configures the service can do this."))

    @contextmanager
    def _explained(self):
        try:
            yield
        except BundleError as error:
            message = self.env._(MESSAGES[error.code])
            raise UserError(message % {**error.where, **self._words_of(error.where)}) from None

    def _words_of(self, where):
        """The names that people know instead of technical ones."""
        model = where.get('model')
        return {'model': self.env['ir.model']._get(model).name or model} if model else {}

"""A record with a clock and nothing else, to test the mixin apart from the rules of any real case."""

from odoo import fields, models
from odoo.models import MetaModel
from odoo.orm.model_classes import add_to_registry
from odoo.tests import TransactionCase, freeze_time, new_test_user

MODEL = 'daiban.clock.probe'


def _define():
    class DaibanClockProbe(models.Model):
        _name = MODEL
        _description = 'Clock Probe'
        _inherit = 'daiban.clock.mixin'
        _module = 'sanming_daiban'

        name = fields.Char(default="探针")
        case_id = fields.Many2one(MODEL)

        def _clock_case(self):
            return self.case_id or self

    # known to this test alone: no later registry may find it
    MetaModel._module_to_models__['sanming_daiban'].remove(DaibanClockProbe)
    return DaibanClockProbe


class ClockProbeCase(TransactionCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        add_to_registry(cls.registry, _define())
        cls.addClassCleanup(cls._forget_probe)
        cls.registry._setup_models__(cls.cr, [MODEL])
        cls.registry.init_models(cls.cr, [MODEL], {'module': 'sanming_daiban'}, install=True)
        cls.env['ir.model.access'].create({
            'name': MODEL, 'model_id': cls.env['ir.model']._get_id(MODEL), 'perm_read': True, 'perm_write': True,
            'perm_create': True, 'group_id': cls.env.ref('sanming_daiban.group_handler').id})
        cls.handler = new_test_user(cls.env, 'probe_handler', groups='sanming_daiban.group_handler')
        cls.leader = new_test_user(cls.env, 'probe_leader', groups='sanming_daiban.group_handler')
        cls.unit = cls.env['daiban.unit'].create({'name': "探针局", 'code': 'probe'})
        cls.reason = cls.env['daiban.pause.reason'].create({
            'name': "补正", 'code': 'probe_supplement', 'holder': 'enterprise', 'requires_document': True,
            'needs_approval': False, 'max_days': 0})
        cls.review = cls.env['daiban.pause.reason'].create({
            'name': "专家评审", 'code': 'probe_review', 'holder': 'special', 'requires_document': True,
            'needs_approval': True, 'max_days': 20})
        cls.free = cls.env['daiban.pause.reason'].create({
            'name': "等待", 'code': 'probe_free', 'holder': 'enterprise', 'requires_document': False,
            'needs_approval': False, 'max_days': 0})

    @classmethod
    def _forget_probe(cls):
        for parent in ('daiban.clock.mixin', 'base'):
            cls.registry[parent]._inherit_children.discard(MODEL)
        del cls.registry.models[MODEL]
        cls.registry._setup_models__(cls.cr)

    def setUp(self):
        super().setUp()
        self.travel('2026-03-02')

    def travel(self, day):
        """Make it noon of that day in the district."""
        freezer = freeze_time(f'{day} 04:00:00')
        freezer.start()
        self.addCleanup(freezer.stop)
        self.env.invalidate_all()

    def probe(self, **values):
        return self.env[MODEL].with_user(self.handler).create({'limit_days': 10, **values})

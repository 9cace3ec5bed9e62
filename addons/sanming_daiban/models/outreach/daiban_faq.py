from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.personal_data import find_personal_data

MAX_WORDS = 5


class DaibanFaq(models.Model):
    """A question that comes again and again, with its answer, for everybody (R24).

    Made from an answered inquiry, in words of its own: nothing of whoever asked is published.
    """

    _name = 'daiban.faq'
    _description = 'Common Question'
    _inherit = ['daiban.workflow.mixin', 'mail.thread']
    _order = 'sequence, id desc'
    _workflow_fields = ('state', 'published_by_id', 'published_on')

    name = fields.Char(string="Question", required=True, tracking=True, index='trigram')
    answer = fields.Text(required=True, tracking=True)
    keywords = fields.Char(help="Other words under which people look for it.")
    category_ids = fields.Many2many('daiban.category', string="Kinds of Projects", help="Empty: for all of them.")
    state = fields.Selection(
        [('draft', "Draft"), ('published', "Published")], default='draft', required=True, readonly=True, tracking=True,
        copy=False)
    published_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    published_on = fields.Datetime(readonly=True, copy=False)
    inquiry_id = fields.Many2one('daiban.inquiry', string="From the Inquiry", readonly=True, index='btree_not_null')
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    def action_publish(self):
        self._check_state('draft', action=self.env._("publish it"))
        self.check_access('write')
        self._check_personal_data()
        # sudo: the state moves only by this action, which was checked above
        self.sudo().write({
            'state': 'published', 'published_by_id': self.env.uid, 'published_on': fields.Datetime.now()})
        return True

    def action_unpublish(self):
        self._check_state('published', action=self.env._("take it back"))
        self.check_access('write')
        self.sudo().state = 'draft'  # sudo: as above
        return True

    def _check_personal_data(self):
        for faq in self:
            asked = faq.inquiry_id.sudo()  # sudo: only to see that nothing of it is published
            known = [asked.contact_name, asked.contact_phone, asked.partner_id.name, asked.contact_email]
            if found := find_personal_data(f'{faq.name}\n{faq.answer}\n{faq.keywords or ""}', known):
                raise UserError(self.env._(
                    "Everybody can read this. Take out what tells who asked: %(found)s.", found='、'.join(found)))

    def _locked_fields(self):
        """What everybody reads is not changed behind the check: take it back first."""
        return {'name', 'answer', 'keywords'} if self.state == 'published' else set()

    # === For everybody ===

    @api.model
    def _find(self, text='', category=None, limit=None):
        """Published questions in which every word occurs, with the rights of nobody.

        :param category: only those for this category or for all
        """
        domain = Domain('state', '=', 'published')
        for word in (text or '').replace('\x00', '').split()[:MAX_WORDS]:
            domain &= Domain.OR(Domain(name, 'ilike', word[:40]) for name in ('name', 'answer', 'keywords'))
        if category:
            domain &= Domain('category_ids', '=', False) | Domain('category_ids', 'in', category.ids)
        return self.sudo().search(domain, limit=limit)  # sudo: what is published is for everybody

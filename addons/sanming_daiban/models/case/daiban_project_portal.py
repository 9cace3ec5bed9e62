from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class DaibanProjectPortal(models.AbstractModel):
    """What an enterprise does with its own cases in the portal (R11, R22, R29, R63).

    Portal users may read their cases and write nothing. Each method here first asks, with the user's own rights,
    whose case it is (``_portal_own`` of ``daiban.project.people``), then changes through ``sudo`` only what the form
    offers. All are private, so that they cannot be called from outside; the controllers hold no rules.
    """

    _name = 'daiban.project.portal'
    _description = 'Agency Project: Portal'
    _inherit = [
        'daiban.project.people', 'daiban.project.consent', 'daiban.project.draft', 'daiban.project.form',
        'daiban.project.upload', 'daiban.project.guide', 'daiban.project.reply']

    portal_key = fields.Char(
        readonly=True, copy=False, index='btree_not_null', groups='base.group_system', export_string_translation=False
    )

    # === Draft ===

    @api.model
    def _portal_create_draft(self, vals, key, enterprise_id=None):
        """Keep a first form as a draft; the same form sent again finds the case of the first time.

        :param key: made when the empty form was shown
        :param enterprise_id: for whom that form was; another tab may have switched meanwhile
        :return: ``(case, errors by field)``; no case if it has no usable name yet
        """
        enterprise = self._portal_enterprise()
        if enterprise_id:
            enterprise = self._portal_enterprises().filtered(lambda own: own.id == enterprise_id)
        if not enterprise:
            raise AccessError(self.env._("Please tell us first for which enterprise you act."))
        # The row of the enterprise makes a double click go one after the other; the second is repeated by Odoo.
        self.env.execute_query(
            SQL("UPDATE res_partner SET write_date = write_date WHERE id = %s RETURNING id", enterprise.id)
        )
        # sudo: portal users cannot create; enterprise and channel are set here, the rest is a checked white list
        cases = self.sudo()
        known = key and cases.search([('partner_id', '=', enterprise.id), ('portal_key', '=', key)], limit=1)
        if known:
            return known, known.sudo(False)._portal_update_draft(vals) if known.state == 'draft' else {}
        clean, errors = self._portal_clean(vals)
        if not clean.get('name'):
            return self.browse(), errors
        case = cases.create({**clean, 'partner_id': enterprise.id, 'channel': 'portal', 'portal_key': key})
        case._draft_touched()
        case.message_subscribe(partner_ids=self.env.user.partner_id.ids)
        return case.sudo(False), errors

    def _portal_update_draft(self, vals):
        """Write what is right of a form and return what is wrong, by field."""
        case = self._portal_own()
        case._check_state('draft', action=self.env._("change the application"))
        return case._portal_save_form(vals)

    def _portal_discard_draft(self):
        case = self._portal_own()
        case._check_state('draft', action=self.env._("delete it"))
        case.material_ids.unlink()  # by the ORM, so that their files go too
        case.unlink()

    # === Turns ===

    def _portal_submit(self, consent=False, digest=None):
        """Hand the application or the supplement in (R11, R29).

        :return: whether this call did it; a second click finds it done and changes nothing
        """
        case = self._portal_own()
        self.env.execute_query(
            SQL("UPDATE daiban_project SET write_date = write_date WHERE id = %s RETURNING id", case.id)
        )
        case._guard_lapsed()._accept_by_lapse()
        if case.state not in ('draft', 'supplement'):
            return False
        first = case.state == 'draft'
        if first:
            case._portal_consent(consent, digest)
        else:
            case._portal_check_supplement()
        case._submit()
        if first:
            case._receipt()
        return True

    def _portal_check_supplement(self):
        gaps = self._portal_unanswered()
        if gaps:
            raise UserError(
                self.env._(
                    "Neither handed in nor answered: %(materials)s. Upload them, or write why they cannot be had; what "
                    "exists only on paper you can bring to the agency window, which hands the supplement in for you.",
                    materials='、'.join(gaps.mapped('name')),
                )
            )

    def _portal_mark_read(self):
        """The enterprise opened the case: its letters have been received."""
        letters = self._portal_own().notice_ids.filtered(
            lambda notice: notice.state != 'draft' and not notice.received_at
        )
        letters.write({'received_at': fields.Datetime.now()})

from odoo import api, fields, models
from odoo.tools import SQL

DAYS_PARAMETER = 'sanming_daiban.draft_days'
DRAFT_DAYS = 90
REMIND_DAYS = 7


class DaibanProjectDraft(models.AbstractModel):
    """An application that is being written: saved by itself, in one tab at a time, and not kept for ever (R22)."""

    _name = 'daiban.project.draft'
    _description = 'Agency Project: Draft'

    form_revision = fields.Integer(
        readonly=True, copy=False, groups='base.group_system', export_string_translation=False
    )
    draft_saved_at = fields.Datetime(
        readonly=True, copy=False, groups='base.group_system', export_string_translation=False
    )
    draft_reminded_at = fields.Datetime(
        readonly=True, copy=False, groups='base.group_system', export_string_translation=False
    )

    # === Save ===

    def _portal_save_form(self, vals):
        """Write what is right of the form; ``self`` is the own case.

        A form that is older than what is stored, because another tab or a colleague saved meanwhile, writes nothing.
        :return: errors by field; ``revision`` stands for a form that is too old
        """
        self.env.execute_query(
            SQL("UPDATE daiban_project SET write_date = write_date WHERE id = %s RETURNING id", self.id)
        )
        known = str(vals.get('revision', ''))
        if known.isdecimal() and int(known) != self.form_revision:
            return {
                'revision': self.env._(
                    "This application was changed elsewhere meanwhile, perhaps in another window or by a colleague."
                )
            }
        clean, errors = self._portal_clean(vals)
        if not clean.get('name'):
            clean.pop('name', None)
        self.write({**clean, 'form_revision': self.form_revision + 1})
        self._draft_touched()
        return errors

    @api.model
    def _portal_autosave(self, case_id, vals, key, enterprise_id=None):
        """Save while somebody writes; the first usable name makes the draft.

        :return: dict with ``case`` (its id), ``revision`` and ``errors``; ``conflict`` if nothing was written
        """
        if case_id:
            case = self.browse(case_id).exists()
            errors = case.ensure_one()._portal_update_draft(vals)
        else:
            case, errors = self._portal_create_draft(vals, key, enterprise_id)
        if 'revision' in errors:
            return {'conflict': errors['revision']}
        return {'case': case.id, 'revision': case.sudo().form_revision, 'errors': errors}  # sudo: own case, see above

    def _draft_touched(self):
        self.write({'draft_saved_at': fields.Datetime.now(), 'draft_reminded_at': False})

    # === The list changed ===

    def _portal_new_materials(self):
        """Documents that are asked only since the list changed; what was handed in before stays."""
        materials = self._portal_own().material_ids
        if not materials:
            return materials
        first = fields.Datetime.add(min(materials.mapped('create_date')), minutes=1)
        return materials.filtered(lambda material: material.is_gap and material.create_date > first)

    # === Expire ===

    @api.model
    def _draft_days(self):
        value = self.env['ir.config_parameter'].sudo().get_param(DAYS_PARAMETER)  # sudo: one number
        return int(value) if value and value.isdecimal() and int(value) > REMIND_DAYS else DRAFT_DAYS

    def _draft_expires_on(self):
        """The day on which the draft is deleted, at the earliest."""
        saved = self.draft_saved_at or self.create_date
        return fields.Datetime.add(saved, days=self._draft_days()).date()

    @api.model
    def _cron_expire_drafts(self):
        """Remind of drafts that nobody touches, and delete those of which was reminded in time."""
        now = fields.Datetime.now()
        drafts = [('state', '=', 'draft'), ('channel', '=', 'portal')]
        due = fields.Datetime.subtract(now, days=self._draft_days() - REMIND_DAYS)
        remind = self.search([*drafts, ('draft_saved_at', '<', due), ('draft_reminded_at', '=', False)])
        for case in remind:
            case._remind_of_draft()
        expired = self.search(
            [
                *drafts,
                ('draft_saved_at', '<', fields.Datetime.subtract(now, days=self._draft_days())),
                ('draft_reminded_at', '<', fields.Datetime.subtract(now, days=REMIND_DAYS)),
            ]
        )
        expired.material_ids.unlink()
        expired.unlink()

    def _remind_of_draft(self):
        people = self._portal_people() | self.create_uid.partner_id
        template = self.env.ref('sanming_daiban.mail_template_draft_expires')
        template.send_mail(self.id, email_values={'recipient_ids': [(4, person.id) for person in people]})
        self.draft_reminded_at = fields.Datetime.now()

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...tools.identifiers import find_enterprise_name, find_uscc
from .daiban_project_form import CHOICE_FIELDS, NUMBER_FIELDS, RECORD_FIELDS, TEXT_FIELDS

COUNTER_FIELDS = (*TEXT_FIELDS, *CHOICE_FIELDS, *NUMBER_FIELDS, *RECORD_FIELDS)
OPEN_STATES = ('draft', 'submitted', 'supplement', 'accepted', 'running')
MAX_MATCHES = 8


class DaibanProjectCounter(models.AbstractModel):
    """Intake at the window in one minute: the same case and the same rules as in the portal (R12, R22).

    The screen of the clerk calls the three public methods; each refuses everybody but agents.
    """

    _name = 'daiban.project.counter'
    _description = 'Agency Project: Counter'

    # === Who stands at the counter ===

    @api.model
    def counter_find(self, text):
        """The enterprise behind a typed or scanned code, licence text or part of a name, and its cases.

        :return: ``enterprise`` or False, ``uscc``, ``name`` (of an unknown one, as far as the text tells),
                 ``matches`` if only a name was typed, ``cases``: the last ones of the enterprise
        """
        self._check_counter()
        # sudo: the clerk serves every enterprise that comes, whichever unit led its earlier cases
        partners = self.env['res.partner'].sudo()
        code = find_uscc(text)
        found = partners.with_context(active_test=False).search([('uscc', '=', code)], limit=1) if code else partners
        words = (text or '').strip()[:100]
        matches = partners if code or len(words) < 2 else partners.search(
            [('is_company', '=', True), ('uscc', '!=', False), ('name', 'ilike', words)], limit=MAX_MATCHES)
        return {
            'uscc': code,
            'name': find_enterprise_name(text) if code else '',
            'enterprise': self._counter_enterprise(found) if found else False,
            'matches': [{'name': one.name, 'uscc': one.uscc} for one in matches],
            'cases': self._counter_cases(found),
        }

    def _check_counter(self):
        if not self.env.user.has_group('sanming_daiban.group_agent'):
            raise AccessError(self.env._("Only an agent of the service takes requests at the counter."))

    @api.model
    def _counter_enterprise(self, partner):
        last = self.sudo().search([('partner_id', '=', partner.id)], order='id desc', limit=1)  # sudo: see counter_find
        return {
            'id': partner.id,
            'name': partner.name,
            'uscc': partner.uscc,
            'ownership': partner.ownership,
            'contact_name': last.contact_name or '',
            'contact_phone': last.contact_phone or partner.phone or '',
            'card': partner.daiban_card_ids[:1].number or '',
        }

    @api.model
    def _counter_cases(self, partner):
        if not partner:
            return []
        cases = self.sudo().search([('partner_id', '=', partner.id)], order='id desc', limit=MAX_MATCHES)
        return [case._counter_case() for case in cases]

    def _counter_case(self):
        states = dict(self._fields['state']._description_selection(self.env))
        return {
            'id': self.id, 'name': self.name, 'number': self.number or '', 'state': self.state,
            'state_label': states[self.state], 'lead': self.lead_unit_id.name or '',
            'may_open': self.sudo(False).has_access('read'),
            'may_edit': self.state == 'draft' and self.sudo(False).has_access('write'),
            'values': self._counter_values() if self.state == 'draft' else {},
        }

    def _counter_values(self):
        values = {name: self[name] or '' for name in (*TEXT_FIELDS, *CHOICE_FIELDS)}
        return {**values, **{name: self[name].id or '' for name in RECORD_FIELDS}}

    # === What is asked ===

    @api.model
    def counter_checklist(self, values):
        """What the request needs and what of it the district has; with an empty case, also the lists to choose from.

        :param values: what the screen knows of the case, by field name, with ``partner_id`` and ``case_id``
        """
        self._check_counter()
        case = self._counter_draft(values)
        asked = case._asked_materials()
        known = self.env['daiban.vault.document'].sudo()._known(  # sudo: see counter_find
            case, self.env['daiban.material.type'].concat(*(one['type'] for one in asked if one['at_intake'])))
        return {
            'rows': [case._counter_row(one, known.get(one['type'])) for one in asked if one['at_intake']],
            'later': [
                {
                    'id': one['type'].id,
                    'name': one['type'].name,
                    'need': one['need'],
                    'why': '、'.join(one['why'].mapped('name')),
                    'source': '、'.join(one['source'].mapped('name')),
                }
                for one in asked if not one['at_intake']
            ],
            'twin': case._counter_twin(),
        }

    @api.model
    def counter_choices(self):
        """Among what the clerk chooses."""
        self._check_counter()
        return {
            **{name: [{'id': one.id, 'name': one.name} for one in records]
               for name, records in self._portal_choices().items()},
            **{name: [{'id': key, 'name': label} for key, label in self._fields[name]._description_selection(self.env)]
               for name in ('nature', 'object_class', 'key_tier')},
            'ownership': [{'id': key, 'name': label} for key, label in
                          self.env['res.partner']._fields['ownership']._description_selection(self.env)],
            'accepted_files': self._portal_accepted(),
            'upload_limit': self._portal_upload_limit(),
        }

    @api.model
    def _counter_draft(self, values):
        """The draft that the clerk continues, or a case that is not saved yet."""
        case = self._counter_known_draft(values)
        if case:
            return case
        names = ('category_id', 'partner_id', 'name', 'project_code')
        return self.new({name: values[name] for name in names if values.get(name)})

    @api.model
    def _counter_known_draft(self, values):
        case = self.browse(values.get('case_id') or []).exists()
        if case:
            case.check_access('write')
            case._check_state('draft', action=self.env._("hand it in at the counter"))
        return case

    def _counter_row(self, asked, document):
        material_type = asked['type']
        material = self.material_ids.filtered(lambda one: one.type_id == material_type)
        return {
            'id': material_type.id,
            'name': material_type.name,
            'deferrable': asked['need'] == 'deferrable',
            'notes': material_type.notes or '',
            'files': material.attachment_ids.mapped('name'),
            'known': bool(document) and {
                'from': document.project_id.name,
                'since': str(document.since or ''),
                'valid_until': str(document.valid_until or ''),
            },
        }

    def _counter_twin(self):
        """An open case of the same enterprise about the same project: it is offered instead of a second one."""
        partner = self.partner_id._origin
        if not partner or not (self.name or '').strip():
            return False
        others = self.sudo().search(  # sudo: see counter_find
            [('partner_id', '=', partner.id), ('state', 'in', OPEN_STATES), ('id', 'not in', self._origin.ids)])
        # what an enterprise only prepares in the portal is its own affair until it hands it in
        others = others.filtered(lambda case: case.state != 'draft' or case.channel != 'portal')
        twin = others.filtered(lambda case: case._is_same_project(self))[:1]
        return twin._counter_case() if twin else False

    # === Hand in ===

    @api.model
    def counter_hand_in(self, values):
        """Take the request in one step: enterprise, case, materials, submission, receipt, and what follows at once.

        Everything or nothing. The same screen sent twice finds the case of the first time.
        :param values: ``key`` (made when the screen opened), ``enterprise`` (``id``, or ``name``, ``uscc`` and
                       ``ownership``), ``project`` (fields), ``materials`` (by type id: ``status``, ``defect``,
                       ``reason``, ``files``), ``then``: ``accept``, ``notice`` or nothing, ``case_id`` of a draft
        """
        self._check_counter()
        partner = self._counter_partner(values['enterprise'])
        key = str(values.get('key') or '')[:64]
        self.env.execute_query(  # two clicks, two clerks: one after the other
            SQL("UPDATE res_partner SET write_date = write_date WHERE id = %s RETURNING id", partner.id))
        case = self.sudo().search([('partner_id', '=', partner.id), ('portal_key', '=', key)], limit=1).sudo(False)
        if not key or not case:
            case = self._counter_create(values, partner, key)
            case._counter_materials(values.get('materials') or {})
            case.action_submit()
            case._counter_then(values.get('then'))
        return case._counter_result()

    @api.model
    def _counter_partner(self, enterprise):
        # sudo: clerks may not edit contacts at large; a new enterprise has two facts from its licence
        partners = self.env['res.partner'].sudo()
        code = partners._normalise_uscc(enterprise.get('uscc'))
        known = partners.with_context(active_test=False).search([('uscc', '=', code)], limit=1)
        if known:
            return known.sudo(False)
        name = self._portal_clean_text(enterprise.get('name'))
        if not 2 <= len(name) <= 100:
            raise UserError(self.env._("Please write the full name of the enterprise as on the business licence."))
        ownership = enterprise.get('ownership')
        return partners.create({
            'name': name, 'uscc': code, 'is_company': True, 'lang': self.env.lang,
            'ownership': ownership if ownership in ('public', 'non_public') else False,
        }).sudo(False)

    @api.model
    def _counter_create(self, values, partner, key):
        clean, errors = self._portal_clean({
            name: value for name, value in values['project'].items() if name in COUNTER_FIELDS})
        if errors:
            labels = [f"{self._fields[name]._description_string(self.env)}：{text}" for name, text in errors.items()]
            raise UserError('\n'.join(labels))
        case = self._counter_known_draft(values)
        twin = self.new({**clean, 'partner_id': partner.id})._counter_twin()
        if twin and twin['id'] != case.id:
            raise UserError(self.env._(
                "The enterprise already has this project here: %(case)s. Open that one instead of a second one.",
                case=' '.join(filter(None, [twin['number'], twin['name']]))))
        if case:
            case.write(clean)
        else:
            at_park = 'park_team' in self.env.user.daiban_unit_ids.mapped('unit_type')
            case = self.create({**clean, 'partner_id': partner.id, 'channel': 'park_team' if at_park else 'window'})
        case.sudo().portal_key = key  # sudo: a technical key that nobody else may read
        return case

    def _counter_materials(self, answers):
        for material in self.material_ids.filtered('is_gap'):
            answer = answers.get(str(material.type_id.id)) or {}
            status = answer.get('status')
            if answer.get('files'):
                material._counter_attach(answer['files'])
            if status == 'vault':
                material.action_reuse()
            elif status in ('paper', 'file'):
                material.action_verify()
            elif status == 'defective':
                material.action_mark_defective(self._portal_clean_text(answer.get('defect')))
            if status in ('missing', 'defective') and answer.get('reason'):
                material.demand_reason = self._portal_clean_text(answer['reason'])

    def _counter_then(self, then):
        if then == 'accept':
            self.action_accept()
        elif then == 'notice':
            self.material_ids._check_demand()
            self.action_request_supplement()

    def _counter_result(self):
        case = self.sudo()  # sudo: the case just taken; routing may have given it to another unit
        receipt = case._receipt()
        return {
            **case._counter_case(),
            'receipt_url': receipt._pdf_url(),
            'receipt_number': receipt.number,
            'missing': case.material_ids.filtered(lambda one: one.at_intake and one.is_gap).mapped('name'),
            'card': case.card_id.number or '',
        }

    def _receipt(self):
        """The receipt of the request, written once: what was handed in and what is still missing."""
        receipt = self.notice_ids.filtered(lambda notice: notice.kind == 'receipt')[:1]
        if receipt:
            return receipt
        materials = self.material_ids.filtered('at_intake').with_context(lang=self.partner_id.lang)
        gaps = materials.filtered('is_gap')
        lines = [
            self.env._("Handed in: %(names)s", names='、'.join((materials - gaps).mapped('name')) or '–'),
            self.env._("Still missing: %(names)s", names='、'.join(gaps.mapped('name'))) if gaps else '',
        ]
        return self.env['daiban.notice']._create_served(self, 'receipt', note='\n'.join(filter(None, lines)))

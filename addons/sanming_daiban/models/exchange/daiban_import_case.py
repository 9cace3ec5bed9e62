from odoo import api, models
from odoo.exceptions import UserError

from ...tools.cells import Column, plain

NATURES = {
    '生产性': 'production', '生产': 'production', '工业': 'production',
    '经营性': 'commercial', '经营': 'commercial', '商业': 'commercial',
}
CLASSES = {'重点项目': 'key', '重点建设项目': 'key', '园区项目': 'park', '入园项目': 'park', '独立选址': 'independent',
           '独立选址项目': 'independent', '其他': 'other'}
TIERS = {'省': 'province', '市': 'city', '区': 'district', '省级': 'province', '市级': 'city', '区级': 'district'}
# What is settled once a case runs; an import does not touch it.
SETTLED = ('partner_id', 'category_id', 'submitted_on', 'accepted_on', 'agent_id', 'lead_unit_id')
REFUSED = ('rejected', 'withdrawn', 'terminated')


class DaibanImportCase(models.AbstractModel):
    """Cases that ran before the product came: they enter as running, with their true dates.

    A case is recognised by its project code. What happened before is entered with the day on which it happened and
    shows as recorded later, like anything else that is entered afterwards. How the row becomes a case is in
    ``daiban.import.case.rows``.
    """

    _name = 'daiban.import.case'
    _description = 'Import of Running Cases'
    _inherit = ['daiban.import.case.rows', 'daiban.import.kind']

    _groups = ('sanming_daiban.group_agent',)
    _target = 'daiban.project'
    _fixed = SETTLED
    _table_columns = (
        Column('project_code', ('项目代码', '投资项目代码', '项目统一代码'), True, "例如 2601-000000-04-01-123456"),
        Column('name', ('项目名称', '名称'), True),
        Column('uscc', ('统一社会信用代码', '社会信用代码', '信用代码'), True, "18位，企业不存在时一并建立"),
        Column('enterprise', ('企业名称', '建设单位', '单位名称', '申请单位'), True),
        Column('category', ('项目类别', '类别', '流程类别'), True, "类别名称或代码"),
        Column('submitted_on', ('申请日期', '提交日期', '收件日期'), True, "真实发生日期，例如 2026-03-02"),
        Column('accepted_on', ('受理日期', '纳入代办日期'), True, "真实发生日期，例如 2026-03-04"),
        Column('nature', ('项目性质', '性质'), False, '生产性、经营性'),
        Column('object_class', ('项目类型', '服务对象类别'), False, '重点项目、园区项目、独立选址、其他'),
        Column('key_tier', ('重点层级', '重点项目级别'), False, '省、市、区'),
        Column('park', ('园区', '所属园区'), False, "园区名称，须已存在"),
        Column('lead_unit', ('牵头单位', '代办单位'), False, "留空则按分派规则"),
        Column('agent', ('代办专员', '代办员', '代办人员'), False, "登录名"),
        Column('contact_name', ('联系人', '项目联系人')),
        Column('contact_phone', ('联系电话', '电话', '手机')),
        Column('address', ('建设地点', '项目地址', '地址')),
        Column('investment', ('总投资', '投资额'), False, "万元"),
        Column('land_area', ('用地面积',), False, "平方米"),
        Column('floor_area', ('建筑面积',), False, "平方米"),
    )

    def _known(self):
        agents = self.env.ref('sanming_daiban.group_agent').sudo()  # sudo: who has the role, by login
        return {
            'category': self._catalogue('daiban.category', 'code', 'name'),
            'park': self._catalogue('daiban.park', 'name'),
            'lead_unit': self._catalogue('daiban.unit', 'code', 'name', 'alias'),
            'agent': self._catalogue('res.users', 'login', domain=[('all_group_ids', 'in', agents.ids)]),
            'today': self.env['daiban.calendar.year']._district_today(),
        }

    def _parse(self, values, known):
        code = self.env['daiban.project']._normalise_project_code(values['project_code'])
        vals = self._filled(
            project_code=code, name=plain(values['name']),
            uscc=self.env['res.partner']._normalise_uscc(values['uscc']), enterprise=plain(values['enterprise']),
            category_id=self._look_up(known, values, 'category'), submitted_on=self._date(values, 'submitted_on'),
            accepted_on=self._date(values, 'accepted_on'), nature=self._choice(values, 'nature', NATURES),
            object_class=self._choice(values, 'object_class', CLASSES),
            key_tier=self._choice(values, 'key_tier', TIERS), park_id=self._look_up(known, values, 'park'),
            lead_unit_id=self._look_up(known, values, 'lead_unit'), agent_id=self._look_up(known, values, 'agent'),
            contact_name=values.get('contact_name'), contact_phone=values.get('contact_phone'),
            address=values.get('address'), investment=self._number(values, 'investment'),
            land_area=self._number(values, 'land_area'), floor_area=self._number(values, 'floor_area'))
        self._check_together(vals)
        return code, vals

    def _check_together(self, vals):
        if vals['accepted_on'] < vals['submitted_on']:
            raise UserError(self.env._("The case was accepted on %(accepted)s, before it was handed in on %(date)s.",
                                       accepted=vals['accepted_on'], date=vals['submitted_on']))
        if vals.get('object_class') == 'key' and not vals.get('key_tier'):
            raise UserError(self.env._(
                "A key construction project needs the tier that lists it: province, city or district."))
        if vals.get('object_class') == 'park' and not vals.get('park_id'):
            raise UserError(self.env._("A project admitted to a park needs the park."))

    # === Recognising ===

    @api.model
    def _cases_by_code(self, codes):
        """{code: cases}: those that are not refused; a case may bear several codes."""
        # sudo: to recognise what is here already, whoever's case it is; who may touch it is asked afterwards
        projects = self.env['daiban.project'].sudo().with_context(active_test=False).search([
            ('state', 'not in', REFUSED),
            '|', ('project_code', 'in', list(codes)), ('project_code', 'like', ',')])
        found = {}
        for project in projects:
            for code in project.project_code.split(', '):
                if code in codes:
                    found[code] = found.get(code, projects.browse()) | project
        return found

    def _find(self, keys):
        return self._cases_by_code(keys)

    def _outcome(self, key, vals, record):
        if record and len(record) > 1:
            return self._report(key, record[:1], self.env._(
                "%(count)s cases bear this project code: %(cases)s.", count=len(record),
                cases='、'.join(record.mapped(lambda case: case.number or case.name))))
        if record and not record.with_user(self.env.user).has_access('write'):
            return self._report(key, None, self.env._(
                "This project has a case that is led by %(unit)s; ask there.", unit=record.lead_unit_id.name or '—'))
        if record:
            vals = {**vals, 'partner_id': self._enterprise(vals)}
            vals = {name: value for name, value in vals.items() if name not in ('uscc', 'enterprise', 'project_code')}
        return super()._outcome(key, vals, record)

    def _report(self, key, record, message):
        outcome = super()._outcome(key, {}, record)
        outcome.result, outcome.message = 'error', message
        return outcome

    def _enterprise(self, vals):
        """The enterprise of the row; an unknown one is not that of a case which is here: no id."""
        # sudo: the register of enterprises, see `daiban.import.enterprise`
        partner = self.env['res.partner'].sudo().with_context(active_test=False).search(
            [('uscc', '=', vals['uscc'])], limit=1)
        return partner.id or -1

    def _shown(self, spec, value):
        return self.env._("another enterprise") if value == -1 else super()._shown(spec, value)

    def _write(self, outcome):
        outcome.record.with_user(self.env.user).write(outcome.vals)

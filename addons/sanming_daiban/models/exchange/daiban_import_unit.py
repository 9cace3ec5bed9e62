from odoo import models
from odoo.exceptions import UserError

from ...tools.cells import Column, plain

TYPES = {
    '行政服务中心': 'center', '代办窗口': 'window', '园区服务队': 'park_team',
    '招商中心': 'investment_center', '工商联': 'federation', '部门': 'department',
    '乡镇街道': 'township', '市中心': 'city_center', '公用企业': 'utility',
    '监督': 'oversight', '政府': 'government',
}
LEVELS = {
    '区': 'district', '市': 'city', '省': 'province', '企业': 'enterprise',
    '区级': 'district', '市级': 'city', '省级': 'province',
}


class DaibanImportUnit(models.AbstractModel):
    _name = 'daiban.import.unit'
    _description = 'Import of Units'
    _inherit = 'daiban.import.kind'

    _groups = ('sanming_daiban.group_manager',)
    _target = 'daiban.unit'
    _table_columns = (
        Column('code', ('单位编码', '编码', '代码'), True, "唯一，不重复"),
        Column('name', ('单位名称', '名称', '部门名称'), True),
        Column('unit_type', ('单位类型', '类型'), False, '、'.join(TYPES)),
        Column('level', ('层级', '级别'), False, "区、市、省、企业"),
        Column('parent', ('上级单位', '主管部门'), False, "上级单位的编码或名称，须已存在"),
        Column('alias', ('别名', '其他名称', '简称'), False, "多个用顿号分隔"),
        Column('phone', ('电话', '联系电话')),
        Column('address', ('地址', '办公地址')),
    )

    def _known(self):
        return {'parent': self._catalogue('daiban.unit', 'code', 'name', 'alias')}

    def _parse(self, values, known):
        code = plain(values['code'])
        if len(code) > 64:
            raise UserError(self.env._("“%(code)s” is too long for a code.", code=code))
        return code, self._filled(
            code=code, name=plain(values['name']), unit_type=self._choice(values, 'unit_type', TYPES),
            level=self._choice(values, 'level', LEVELS), parent_id=self._look_up(known, values, 'parent'),
            alias=values.get('alias'), phone=values.get('phone'), address=values.get('address'))

    def _find(self, keys):
        units = self.env['daiban.unit'].with_context(active_test=False).search([('code', 'in', list(keys))])
        return {unit.code: unit for unit in units}

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import email_normalize

from ...tools.cells import Column, plain

ROLES = {'代办人员': 'group_agent', '代办员': 'group_agent', '部门经办': 'group_handler', '经办人': 'group_handler'}


class DaibanImportUser(models.AbstractModel):
    """People of the units. Roles that see or configure everything are given by hand, never by a table; an import
    neither sets a password nor takes a role away."""

    _name = 'daiban.import.user'
    _description = 'Import of Users'
    _inherit = 'daiban.import.kind'

    _groups = ('sanming_daiban.group_manager', 'base.group_erp_manager')
    _target = 'res.users'
    _table_columns = (
        Column('login', ('登录名', '账号', '用户名', '登录账号'), True, "唯一，不重复"),
        Column('name', ('姓名', '名字'), True),
        Column('unit', ('单位', '所在单位', '单位编码', '单位名称'), True, "单位的编码或名称，须已存在"),
        Column('role', ('角色', '岗位'), True, "代办人员、部门经办"),
        Column('email', ('电子邮箱', '邮箱')),
        Column('phone', ('电话', '手机', '联系电话')),
    )

    def _known(self):
        return {'unit': self._catalogue('daiban.unit', 'code', 'name', 'alias')}

    def _parse(self, values, known):
        login = plain(values['login'])
        email = values.get('email') and email_normalize(values['email'])
        if values.get('email') and not email:
            raise UserError(self.env._("“%(text)s” is not an e-mail address.", text=values['email']))
        return login, self._filled(
            login=login, name=plain(values['name']), unit=self._look_up(known, values, 'unit'),
            role=self.env.ref(f"sanming_daiban.{self._choice(values, 'role', ROLES)}").id,
            email=email, phone=values.get('phone'))

    def _find(self, keys):
        users = self.env['res.users'].with_context(active_test=False).search([('login', 'in', list(keys))])
        return {user.login: user for user in users}

    def _differences(self, record, vals):
        """To be in a further unit is an addition; to have another role is a conflict that no table decides."""
        plain_vals = {name: value for name, value in vals.items() if name not in ('unit', 'role')}
        added, differing = super()._differences(record, plain_vals)
        if vals['unit'] not in record.daiban_unit_ids.ids:
            added['daiban_unit_ids'] = [Command.link(vals['unit'])]
        if vals['role'] not in record.all_group_ids.ids:
            differing['group_ids'] = vals['role']
        return added, differing

    _fixed = ('group_ids',)

    def _difference_line(self, record, name, value):
        if name == 'daiban_unit_ids':
            unit = self.env['daiban.unit'].browse(value[0][1])
            return f"{record._fields[name]._description_string(self.env)}：+ {unit.name}"
        return super()._difference_line(record, name, value)

    def _create(self, outcomes, source):
        """Without a password: the administrator invites them, or sets one."""
        vals_list = []
        for outcome in outcomes:
            vals = dict(outcome.vals)
            unit, role = vals.pop('unit'), vals.pop('role')
            vals_list.append({**vals, 'daiban_unit_ids': [Command.link(unit)], 'group_ids': [Command.set([role])]})
        return self.env['res.users'].with_context(no_reset_password=True).create(vals_list)

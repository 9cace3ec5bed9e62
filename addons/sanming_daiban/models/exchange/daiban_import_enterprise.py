from odoo import models

from ...tools.cells import Column, plain

OWNERSHIP = {'国有': 'public', '公有': 'public', '国有企业': 'public', '非公有': 'non_public', '民营': 'non_public',
             '民营企业': 'non_public', '非国有': 'non_public'}


class DaibanImportEnterprise(models.AbstractModel):
    _name = 'daiban.import.enterprise'
    _description = 'Import of Enterprises'
    _inherit = 'daiban.import.kind'

    _groups = ('sanming_daiban.group_agent',)
    _target = 'res.partner'
    _table_columns = (
        Column('uscc', ('统一社会信用代码', '社会信用代码', '信用代码', '统一信用代码'), True, "18位"),
        Column('name', ('企业名称', '名称', '单位名称'), True),
        Column('ownership', ('所有制', '企业性质'), False, "国有、民营"),
        Column('phone', ('联系电话', '电话')),
        Column('email', ('电子邮箱', '邮箱')),
        Column('street', ('地址', '注册地址', '住所')),
    )

    def _parse(self, values, known):
        code = self.env['res.partner']._normalise_uscc(values['uscc'])
        return code, self._filled(
            uscc=code, name=plain(values['name']), ownership=self._choice(values, 'ownership', OWNERSHIP),
            phone=values.get('phone'), email=values.get('email'), street=values.get('street'))

    def _find(self, keys):
        # sudo: the register of enterprises; agents find and enter any enterprise at the counter too
        partners = self.env['res.partner'].sudo().with_context(active_test=False).search([('uscc', 'in', list(keys))])
        return {partner.uscc: partner for partner in partners}

    def _create(self, outcomes, source):
        # sudo: as above
        return self.env['res.partner'].sudo().create([{**outcome.vals, 'is_company': True} for outcome in outcomes])

    def _write(self, outcome):
        outcome.record.sudo().write(outcome.vals)  # sudo: as above

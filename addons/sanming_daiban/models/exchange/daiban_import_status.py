from odoo import api, models
from odoo.exceptions import UserError

from ...tools.cells import Column, plain
from .daiban_import_kind import Outcome

TARGETS = {
    '已受理': 'running', '受理': 'running', '审批中': 'running', '在办': 'running',
    '办理中': 'running', '审查中': 'running',
    '已办结': 'done', '办结': 'done', '准予许可': 'done', '通过': 'done',
    '已完成': 'done', '已出证': 'done',
    '不予许可': 'refused', '不通过': 'refused', '不予批准': 'refused',
    '补正': 'paused', '挂起': 'paused', '特别程序': 'paused', '暂停': 'paused',
    'running': 'running', 'done': 'done', 'refused': 'refused', 'paused': 'paused',
}
AHEAD = {'waiting': 0, 'ready': 0, 'dispatched': 0, 'assigned': 0, 'running': 1, 'paused': 1, 'done': 2, 'refused': 2}


class DaibanImportStatus(models.AbstractModel):
    """Statuses of items from the construction approval platform, by project code and item (R35, R62).

    A status only moves an item forward, along the same way and under the same rules as its own people would (R17:
    nothing is finished before what it waits for). What says that an item is less far than it is here, is a conflict.
    How it is done is in ``daiban.item``: ``_platform_apply``.
    """

    _name = 'daiban.import.status'
    _description = 'Import of Item Statuses'
    _inherit = 'daiban.import.kind'

    _groups = ('sanming_daiban.group_agent',)
    _instead = 'sanming_daiban.group_exchange'
    _target = 'daiban.item'
    _table_columns = (
        Column('project_code', ('项目代码', '投资项目代码', '项目统一代码'), True, "例如 2601-000000-04-01-123456"),
        Column('item', ('事项编码', '事项代码', '事项', '事项名称', '审批事项'), True, "事项编码或名称"),
        Column('status', ('办理状态', '状态', '审批状态', '办件状态'), True, "已受理、已办结、不予许可"),
        Column('started_on', ('受理日期', '受理时间', '开始日期')),
        Column('finished_on', ('办结日期', '办结时间', '完成日期'), False, "已办结、不予许可时必填"),
        Column('external_number', ('办件编号', '受理编号', '平台编号', '办件号', '申办流水号')),
        Column('result_number', ('批复文号', '证照编号', '文号', '结果文号')),
        Column('note', ('备注', '说明', '办理意见', '理由'), False, "不予许可时填写理由"),
    )

    def _parse(self, values, known):
        code = self.env['daiban.project']._normalise_project_code(values['project_code'])
        target = self._choice(values, 'status', TARGETS)
        if target == 'paused':
            raise UserError(self.env._(
                "A pause needs its reason and its document: the handler enters it on the item itself."))
        vals = self._filled(
            target=target, item=plain(values['item']), project_code=code,
            started_on=self._date(values, 'started_on'), finished_on=self._date(values, 'finished_on'),
            external_number=values.get('external_number'), result_number=values.get('result_number'),
            note=values.get('note'))
        self._check_dates(vals)
        return f"{code} {vals['item']}", vals

    def _check_dates(self, vals):
        if vals['target'] != 'running' and not vals.get('finished_on'):
            raise UserError(self.env._("The day on which it was decided is missing (%(column)s).",
                                       column=self._title('finished_on')))
        if vals.get('started_on') and vals.get('finished_on') and vals['finished_on'] < vals['started_on']:
            raise UserError(self.env._("It was decided on %(end)s, before it was received on %(start)s.",
                                       end=vals['finished_on'], start=vals['started_on']))
        if vals['target'] == 'refused' and not vals.get('note'):
            raise UserError(self.env._("A refusal needs its reasons (%(column)s).", column=self._title('note')))

    # === Recognising ===

    @api.model
    def _outcomes(self, rows):
        outcomes = super()._outcomes(rows)
        self._check_awaited(outcomes)
        return outcomes

    def _find(self, keys):
        """{code and item as written: items of running cases}"""
        codes = {key.split(' ', 1)[0] for key in keys}
        cases = self.env['daiban.import.case']._cases_by_code(codes)
        # sudo: as in `_cases_by_code`
        everything = self.env['daiban.project'].sudo().union(*cases.values())
        everything.item_ids.fetch(['code', 'name', 'state', 'project_id', 'external_number', 'result_number'])
        found = {}
        for key in keys:
            code, item = key.split(' ', 1)
            projects = cases.get(code, everything.browse())
            items = projects.item_ids.filtered(lambda one, item=item: item in (one.code, one.name))
            found[key] = items or projects
        return found

    def _outcome(self, key, vals, record):
        if not record:
            return Outcome('error', key, message=self.env._("No running case bears this project code."))
        if not self._may_touch(record):
            return Outcome('error', key, message=self.env._(
                "The case is led by %(unit)s and is not yours to change.",
                unit=(record[:1] if record._name == 'daiban.project' else record.project_id[:1]).lead_unit_id.name))
        if record._name == 'daiban.project':
            return Outcome('error', key, message=self.env._(
                "“%(case)s” has no item “%(item)s”.", case=record[:1].display_name, item=vals['item']))
        open_items = record.filtered(lambda item: item.state != 'cancelled')
        if len(open_items) != 1 or open_items.project_id.state != 'running':
            return Outcome('error', key, record[:1], message=self.env._(
                "It is not clear which item is meant, or its case is not running."))
        return self._step(key, vals, open_items)

    def _may_touch(self, record):
        """Agents of the case; the platform itself says it of every case."""
        cases = record if record._name == 'daiban.project' else record.project_id
        if self.env.user.has_group(self._instead):
            return True
        return cases.with_user(self.env.user).has_access('write')

    def _step(self, key, vals, item):
        """Forward, nothing, or backward."""
        target, labels = vals['target'], dict(item._fields['state']._description_selection(self.env))
        numbers = {name: vals[name] for name in ('external_number', 'result_number') if vals.get(name)}
        added, differing = super()._differences(item, numbers)
        moves = AHEAD.get(item.state, 0) < AHEAD[target]
        backward = AHEAD.get(item.state, 0) > AHEAD[target] or (AHEAD[target] == 2 and not moves
                                                                 and item.state != target)
        lines = [self._difference_line(item, name, value) for name, value in {**added, **differing}.items()]
        if moves or backward:
            lines.insert(0, f'{labels[item.state]} → {labels[target]}')
        result = 'conflict' if backward or differing else 'changed' if moves or added else 'same'
        message = backward and self.env._(
            "Here the item is further, or was decided otherwise. Ask the unit; a step is taken back only by a "
            "correction on the item.") or ''
        stamp = f"{result}|{item.id}|{target}|{vals.get('started_on')}|{vals.get('finished_on')}"
        return Outcome(result, key, item, {**vals, 'moves': moves, 'numbers': {**added, **differing}},
                       '\n'.join(lines), message, item._depth(), bool(backward), stamp)

    def _check_awaited(self, outcomes):
        """R17: what an item waits for is finished here, or by a row of the same table."""
        coming = {outcome.record: outcome for outcome in outcomes
                  if outcome.result == 'changed' and outcome.vals['target'] == 'done'}
        for outcome in sorted(outcomes, key=lambda one: one.order):
            if outcome.result != 'changed' or not outcome.vals['moves']:
                continue
            item = outcome.record
            problem = item._platform_obstacle(outcome.vals, coming)
            if problem:
                outcome.result, outcome.message = 'error', problem
                coming.pop(item, None)

    def _create(self, outcomes, source):
        return []  # every status is of an item that is here

    def _write(self, outcome):
        # sudo: the item belongs to another unit; whether the user may move it was asked in `_may_touch`
        outcome.record.sudo()._platform_apply(outcome.vals)

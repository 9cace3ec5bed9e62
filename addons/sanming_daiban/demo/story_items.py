"""How the items of a demo case go through their units."""

from odoo.fields import Command

from .papers import paper

# Working days for an item without a limit, if its story does not say otherwise.
UNLIMITED = 2
# Materials that are worth a file; of the others the paper is seen at the counter.
WORTH_A_FILE = ('M07', 'M10', 'M15', 'M19', 'M21', 'M27', 'M28', 'M29', 'M40', 'M41', 'M43', 'M49')
RESULT_NUMBERS = {
    'A01': '演示备〔{year}〕G03{serial:04d}号',
    'A03': '演示出让〔{year}〕{serial:03d}号',
    'A04': '演示地字第350404{year}{serial:05d}号',
    'A05': '演示（{year}）三元区不动产权第{serial:07d}号',
    'B02': '演示建字第350404{year}{serial:05d}号',
    'C03': '演示施350404{year}{serial:06d}',
}


class StoryItems:
    """The part of a story that begins when the case is handed over."""

    def _way(self, item):
        """What the story says of this item, see `stories.py`."""
        return self.spec.get('items', {}).get(item.code, {})

    def _add_item(self, code, stage, limit_days, sequence):
        item_type = self.env['daiban.item.type'].search([('code', '=', code)])
        self._as_agent(self.env['daiban.item']).create({
            'project_id': self.case.id, 'type_id': item_type.id, 'stage_id': self._ref(f'stage_{stage}').id,
            'unit_id': item_type.unit_id.id, 'limit_days': limit_days, 'sequence': sequence,
            'statutory_limit': item_type.statutory_limit, 'statutory_limit_unit': item_type.statutory_limit_unit,
        })

    def look_around(self):
        """Plan the next step of whatever has come to a unit, and the end when nothing is left to do."""
        if self.case.state != 'running':
            return
        for item in self.case.item_ids.filtered(lambda item: item.state == 'dispatched' and item.id not in self.met):
            self.met.add(item.id)
            if 'unassigned' not in self._way(item):
                self._later(0, self.assign, item)
        if not any(self.case.item_ids.mapped('is_open')):
            self._later(1, self.complete)

    def assign(self, item):
        if item.state != 'dispatched':
            return
        unit = item.unit_id
        item.with_user(unit.leader_id).action_assign(unit.liaison_id)
        self.env.cr.flush()  # else what the agent writes below stands in the leader's message
        self._bring_materials(item)
        if item.platform == 'construction':
            self._as_agent(item).external_number = f'YS{self.diary.moment():%Y%m%d}{self.random.randint(1, 9999):04d}'
        if 'unstarted' not in self._way(item):
            self._later(0, self.start, item)

    def _bring_materials(self, item):
        missing = item.material_ids.filtered('is_gap')
        self._hand_in(missing.filtered(lambda material: material.type_id.code in WORTH_A_FILE))
        self._as_agent(item.material_ids.filtered(lambda material: not material.is_settled)).action_verify()

    def _handler(self, item):
        return item.with_user(item.handler_id)

    def start(self, item):
        if item.state != 'assigned' or self.case.suspended:
            return
        if item.in_pre_review:
            self._handler(item).action_pre_review('经预审，符合核发条件；土地合同的红线和指标不得变动。')
            self.look_around()
            return
        self._handler(item).action_start()
        way = self._way(item)
        days = way.get('days', max(1, round(item.limit_days * self.pace)) if item.limit_days else UNLIMITED)
        if 'extend' in way:
            self._later(way['extend'][0], self.extend, item)
        if 'pause' in way:
            after = way['pause']['after']
            self._later(after, self.pause, item, max(days - after, 1))
        elif 'refuse' in way:
            self._later(days, self.refuse, item)
        elif 'never' not in way:
            self._later(days, self.done, item)

    def pause(self, item, rest):
        if item.state != 'running':
            return
        pause = self._way(item)['pause']
        self._handler(item).action_pause(
            self._ref(f'pause_{pause["reason"]}'), document_number=pause.get('document'))
        if pause.get('approved', True):
            self._later(0, self.approve_pause, item)
        if 'length' in pause:
            self._later(pause['length'], self.resume, item, rest)

    def approve_pause(self, item):
        if item.state == 'paused' and item.pause_claimed:
            item.with_user(item.unit_id.leader_id).action_approve_pause()

    def resume(self, item, rest):
        if item.state == 'paused' and not self.case.suspended:
            self._handler(item).action_resume()
            if 'never' not in self._way(item):
                self._later(rest, self.done, item)

    def extend(self, item):
        if item.state == 'running':
            _after, days, note = self._way(item)['extend']
            item.with_user(item.unit_id.leader_id).action_extend(days, note=note)

    def refuse(self, item):
        if item.state == 'running':
            self._handler(item).action_refuse(self._way(item)['refuse'])

    def done(self, item):
        if item.state != 'running':
            return
        self._record_result(item)
        self._handler(item).action_done()
        self.plan_ratings()
        self.look_around()

    def _record_result(self, item):
        result = item.type_id.output_material_type_id
        if not result:
            return
        serial = self.random.randint(1, 999)
        number = RESULT_NUMBERS.get(item.code, '演示〔{year}〕{serial:03d}号').format(
            year=self.diary.moment().year, serial=serial)
        handler = self._handler(item)
        file = handler.env['ir.attachment'].create({
            **paper('', result.name, number, self.case.partner_id.name, self.case.name),
            'res_model': 'daiban.item', 'res_id': item.id})
        handler.write({'result_number': number, 'result_document_ids': [Command.link(file.id)]})
        if item.code == 'A01' and not self.case.project_code:
            self._as_agent().project_code = (
                f'{self.diary.moment():%y%m}-350404-04-01-{self.random.randint(100000, 999999)}')

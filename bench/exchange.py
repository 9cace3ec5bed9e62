"""What comes in as a table and goes out as a log."""

import base64
import io
import time

from stdnum.cn import uscc

from odoo import api

from .timing import peak_memory

CASES = 5_000
ENTERPRISES = 1_000
HEADERS = '项目代码,项目名称,统一社会信用代码,企业名称,项目类别,申请日期,受理日期,项目性质,联系人,联系电话'


class Exchange:
    """What `figures.Figures` measures of it; its `registry`."""

    def imports(self):
        """A table as the clerk's, in the way of the job: batch after batch, everything flushed; then rolled back."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, 1, {'lang': 'zh_CN', 'tz': 'Asia/Shanghai'})
            agent = env['res.users'].search([('login', '=', 'bench_agent')])
            table = base64.b64encode(self._table(env).encode('gb18030'))
            record = env(user=agent.id)['daiban.import'].create(
                {'kind': 'case', 'file_name': '在办项目.csv', 'file': table})
            preview = _seconds(record.action_preview)
            assert record.new_count == CASES, (record.new_count, record.line_ids[:1].message)
            record.sudo().state = 'applying'
            with peak_memory() as memory:
                apply = _seconds(lambda: self._apply_as_the_job(record))
            assert record.applied_count == CASES, record.applied_count
            log, events = env['daiban.event.log'].create({}), 0
            begin = time.perf_counter()
            for part in log._parts('xes'):
                events += part.count('<event>')
            seconds = time.perf_counter() - begin
            cr.rollback()
        return {'import_preview': preview, 'import_cases': apply, 'import_memory': memory.peak,
                'import_event_log': events / seconds}

    def _apply_as_the_job(self, record):
        """Its commits write what is left to write and forget the records of the batch."""
        while lines := record._open_lines():
            record._apply_lines(lines)
            record.env.flush_all()
            record.env.invalidate_all()
        record._finish()

    def _table(self, env):
        """Cases of all kinds in turn, of a thousand enterprises."""
        kinds = env['daiban.category'].search([('is_manual', '=', False)]).filtered('published_plan_id').mapped('name')
        codes = [code + uscc.calc_check_digit(code) for code in (f'91350404MA{n:07}' for n in range(ENTERPRISES))]
        text = io.StringIO(HEADERS + '\n')
        text.seek(0, io.SEEK_END)
        for number in range(CASES):
            owner = number % ENTERPRISES
            text.write(
                f'2601-350404-04-01-{number:06},年产{number}吨新材料项目,{codes[owner]},标杆企业{owner},'
                f'{kinds[number % len(kinds)]},2026-03-02,2026-03-04,生产性,王工,8222222\n')
        return text.getvalue()


def _seconds(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin

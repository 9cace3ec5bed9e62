from odoo.exceptions import UserError
from odoo.tests import tagged

from .import_common import CODE_1, CODE_2, ImportCommon

HEADERS = ['项目代码', '事项编码', '办理状态', '受理日期', '办结日期', '批复文号', '办件编号', '备注']


@tagged('post_install', '-at_install')
class TestImportCase(ImportCommon):
    """Issue 7 §7: running cases with their true dates, and item statuses of the platform."""

    def _case(self, code=CODE_1):
        return self.env['daiban.project'].search([('project_code', '=', code)])

    def _running_case(self):
        self._applied('case', self._case_rows((CODE_1, "甲项目")))
        return self._case()

    def _statuses(self, *rows, user=None):
        return self._previewed('status', [HEADERS, *([CODE_1, *row] for row in rows)], user)

    # === Cases ===

    def test_a_case_enters_running_with_its_true_dates(self):
        """Q8 of the clock: what happened before shows as recorded later, under its own day."""
        record = self._applied('case', self._case_rows((CODE_1, "甲项目"), (CODE_2, "乙项目")))
        self.assertEqual((self._results(record), record.applied_count), (['new', 'new'], 2))
        case = self._case()
        self.assertEqual((case.state, case.import_id, case.agent_id), ('running', record, self.agent))
        self.assertEqual((str(case.submitted_on), str(case.accepted_on)), ('2026-03-02', '2026-03-04'))
        self.assertEqual(case.partner_id, self.enterprise)
        self.assertRegex(case.number, r'〔2026〕\d{4}号')
        events = case.clock_event_ids
        self.assertEqual(events.mapped(lambda event: (event.kind, str(event.date), event.late_entry)),
                         [('start', '2026-03-02', True), ('finish', '2026-03-04', True)])
        self.assertFalse(case.material_ids, "R28: what was handed in before is not asked again")
        self.assertEqual(case.card_id.partner_id, self.enterprise)
        self.assertEqual(self._case(CODE_2).card_id, case.card_id, "one card per enterprise")
        lines = case.plan_id.line_ids
        self.assertTrue(set(case.item_ids.plan_line_id) <= set(lines) and case.item_ids)
        first = case.item_ids.filtered(lambda item: not item.prerequisite_ids)
        self.assertEqual(set(first.mapped('state')), {'dispatched'})
        self.assertEqual(set((case.item_ids - first).mapped('state')) - {'waiting'}, set())
        self.assertEqual(set(first.mapped('dispatched_on')), {case.accepted_on})
        self.assertFalse(self.env['daiban.clock.mixin']._verify_clocks())
        self.assertFalse(self.env['daiban.clock.event']._verify_chains())

    def test_items_wait_as_the_plan_says(self):
        imported = self._running_case()
        own = self._running(name="手工")
        shape = lambda case: {item.code: sorted(item.prerequisite_ids.mapped('code')) for item in case.item_ids}  # noqa: E731
        self.assertEqual(shape(imported), shape(own))

    def test_cases_of_a_kind_get_what_a_single_one_gets(self):
        """Issue 7 §7: the items of the second case are repeated from the first; none could tell."""
        other = '2601-350404-04-01-777777'
        headers, first, second = self._case_rows((CODE_1, "甲项目"), (CODE_2, "乙项目"))
        second[2:4], second[6] = [self.rival.uscc or '91350404MA00001620', "丙企业"], '2026-03-05'
        self._applied('case', [headers, first, second])
        self._applied('case', [headers, [other, *second[1:]]])
        repeated, single = self._case(CODE_2), self._case(other)
        names = [name for name, field in single.item_ids._fields.items()
                 if field.store and field.column_type and name not in ('id', 'project_id')]
        self.env.invalidate_all()
        self.assertEqual(repeated.item_ids.read(names, load=None), [
            {**values, 'id': item.id}
            for item, values in zip(repeated.item_ids, single.item_ids.read(names, load=None), strict=True)])
        self.assertEqual(set(repeated.item_ids.mapped('dispatched_on')), {False, repeated.accepted_on})
        self.assertNotEqual(repeated.partner_id, self._case().partner_id)
        shapes = [[sorted(item.prerequisite_ids.mapped('code')) for item in case.item_ids]
                  for case in (repeated, single)]
        self.assertEqual(*shapes)
        self.assertEqual(repeated.item_ids.prerequisite_ids.project_id, repeated)
        for name in ('stage_id', 'trip_windows', 'trip_made', 'trip_saved', 'next_due_date', 'holder_kind', 'light'):
            self.assertEqual(repeated[name], single[name], name)
        self.assertFalse(self.env['daiban.clock.mixin']._verify_clocks())
        self.assertFalse(self.env['daiban.clock.event']._verify_chains())

    def test_an_imported_case_goes_on_like_any_other(self):
        case = self._running_case()
        item = self._item(case, 'A01')
        item.with_user(self.leader).action_assign(self.handler)
        item.action_start()
        self.assertEqual(item.state, 'running')

    def test_known_cases_are_compared(self):
        """Additions are additions; what contradicts is a conflict; what is settled is never replaced."""
        self._running_case()
        headers, row = self._case_rows((CODE_1, "甲项目"))
        same = self._previewed('case', [headers, row])
        added = self._applied('case', [[*headers, '建设地点'], [*row, '小蕉']])
        differs = self._previewed('case', [headers, [CODE_1, "改名", *row[2:]]])
        settled = self._previewed('case', [headers, [*row[:-1], '2026-03-05']])
        self.assertEqual([self._results(one) for one in (same, added, differs, settled)],
                         [['same'], ['changed'], ['conflict'], ['conflict']])
        self.assertEqual(self._case().address, '小蕉')
        self.assertIn("甲项目 → 改名", differs.line_ids.difference)
        with self.assertRaises(UserError):
            settled.line_ids.action_take()
        differs.line_ids.action_take()
        differs.action_apply()
        self.assertEqual(self._case().name, "改名")

    def test_cases_of_others_and_ambiguous_codes(self):
        self._running_case()
        headers, row = self._case_rows((CODE_1, "甲项目"))
        other = self._previewed('case', [headers, row], self.other_agent)
        self.assertIn("is led by", other.line_ids.message)
        self._draft(name="又一个", project_code=CODE_1)
        twice = self._previewed('case', [headers, row])
        self.assertIn("2 cases bear", twice.line_ids.message)

    def test_bad_rows(self):
        headers, row = self._case_rows((CODE_1, "甲项目"))
        rows = [headers, ['123', *row[1:]], [*row[:4], '没有的类别', *row[5:]], [*row[:5], '2026-03-09', '2026-03-04'],
                [*row[:5], '2026-03-02', '2026-04-01'], [*row[:5], '3月2日', '2026-03-04'], [CODE_1, '', *row[2:]]]
        record = self._previewed('case', rows)
        self.assertEqual(set(self._results(record)), {'error'})
        messages = record.line_ids.sorted('number').mapped('message')
        for message, words in zip(messages, (
                "not a project code", "没有的类别", "before it was handed in", "still to come", "not a date", "empty"),
                strict=True):
            self.assertIn(words, message)

    def test_gapless_after_a_failed_row(self):
        """DESIGN §7: a row that fails leaves no gap in the numbers."""
        self.patch(type(self.env['daiban.import.case']), '_history', _refuse_second)
        record = self._applied('case', self._case_rows((CODE_2, "坏项目"), (CODE_1, "甲项目")))
        self.assertEqual(self._results(record), ['error', 'new'])
        first = int(self._case().number[-5:-1])
        self.assertFalse(self._case(CODE_2))
        self.assertEqual(int(self._submitted(name="下一个").number[-5:-1]), first + 1)

    # === Statuses ===

    def test_statuses_move_items_on_their_true_days(self):
        """R35, R62: matched by project code and item; what waited goes on since the day on which it could."""
        case = self._running_case()
        chain = self._chain(case)
        rows = [(item.code, '已办结', f'2026-03-{5 + 2 * n:02}', f'2026-03-{6 + 2 * n:02}', f'文{n}号', f'P{n}', '')
                for n, item in enumerate(chain)]
        record = self._statuses(*reversed(rows))
        self.assertEqual(set(self._results(record)), {'changed'}, record.line_ids.mapped('message'))
        record.action_apply()
        self.assertEqual(record.applied_count, len(chain), record.line_ids.mapped('message'))
        self.assertEqual(set(chain.mapped('state')), {'done'})
        for n, item in enumerate(chain):
            self.assertEqual((str(item.started_on), str(item.finished_on)), (rows[n][2], rows[n][3]))
            self.assertEqual((item.external_number, item.result_number), (f'P{n}', f'文{n}号'))
            self.assertTrue(all(event.late_entry for event in item.clock_event_ids))
        self.assertEqual(chain[1].dispatched_on, chain[0].finished_on)
        again = self._statuses(*rows)
        self.assertEqual(set(self._results(again)), {'same'})

    def _chain(self, case):
        """Two items of the case, the second of which waits for the first only."""
        item = case.item_ids.filtered(lambda one: len(one.prerequisite_ids) == 1
                                      and not one.prerequisite_ids.prerequisite_ids)[:1]
        self.assertTrue(item)
        return item.prerequisite_ids | item

    def test_nothing_is_finished_before_what_it_waits_for(self):
        """R17"""
        _first, second = self._chain(self._running_case())
        record = self._statuses((second.code, '已办结', '2026-03-05', '2026-03-06', '1号', '', ''))
        self.assertEqual(self._results(record), ['error'])
        self.assertIn("It waits for", record.line_ids.message)

    def test_backward_is_a_conflict_that_nobody_takes(self):
        first, _second = self._chain(self._running_case())
        self._statuses((first.code, '已办结', '2026-03-05', '2026-03-06', '1号', '', '')).action_apply()
        record = self._statuses((first.code, '审批中', '2026-03-05'))
        self.assertEqual(self._results(record), ['conflict'])
        with self.assertRaises(UserError):
            record.line_ids.action_take()
        numbers = self._statuses((first.code, '已办结', '2026-03-05', '2026-03-06', '2号', '', ''))
        self.assertEqual(self._results(numbers), ['conflict'])
        self.assertEqual(first.result_number, '1号')
        numbers.line_ids.action_take()
        numbers.action_apply()
        self.assertEqual(first.result_number, '2号')

    def test_bad_statuses(self):
        first, _second = self._chain(self._running_case())
        code = first.code
        record = self._statuses(
            (code, '飞了'), ('Z99', '已受理', '2026-03-05'), (code, '已办结', '2026-03-05'),
            (first.name, '已办结', '2026-03-06', '2026-03-05', '1'), (code, '补正'),
            (code, '不予许可', '2026-03-05', '2026-03-06'))
        self.assertEqual(set(self._results(record)), {'error'})
        unknown = self._previewed('status', [HEADERS, [CODE_2, code, '已受理', '2026-03-05']])
        self.assertIn("No running case", unknown.line_ids.message)

    def test_a_refusal_with_its_reasons(self):
        first, _second = self._chain(self._running_case())
        record = self._statuses((first.code, '不予许可', '2026-03-05', '2026-03-06', '', '', '不符合规划'))
        record.action_apply()
        self.assertEqual((first.state, first.close_note), ('refused', '不符合规划'))

    def test_items_that_are_not_on_the_platform_stay_with_their_unit(self):
        """R33: what a unit decides in the hall, no table says for it."""
        own = self._running(name="手工", project_code=CODE_2)
        item = own.item_ids.filtered(lambda one: one.state == 'dispatched')[:1]
        item.sudo().type_id.platform = 'hall'
        record = self._previewed('status', [HEADERS, [CODE_2, item.code, '已受理', '2026-03-16']])
        self.assertIn("not handled on the construction", record.line_ids.message)
        item.sudo().type_id.platform = 'construction'
        record = self._applied('status', [HEADERS, [CODE_2, item.code, '已受理', '2026-03-16']])
        self.assertEqual((item.state, item.handler_id), ('running', self.leader))

    def test_statuses_of_cases_of_others(self):
        case = self._running_case()
        record = self._statuses((case.item_ids[:1].code, '已受理', '2026-03-05'), user=self.other_agent)
        self.assertIn("not yours", record.line_ids.message)


def _refuse_second(_rows, cases):
    if "坏项目" in cases.mapped('name'):
        raise UserError("no")  # pylint: disable=translation-required

from stdnum.cn import uscc

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.exchange import daiban_import
from ..tools.table_file import read_table
from .import_common import CODE_1, ImportCommon, csv_bytes, xlsx_bytes


@tagged('post_install', '-at_install')
class TestImport(ImportCommon):
    """Issue 7 §7: importers with preview, row by row; conflicts reported, never overwritten silently."""

    def test_units_new_same_changed_conflict_error(self):
        rows = [
            ['单位编码', '单位名称', '类型', '级别', '上级单位', '电话', '备注'],
            ['T-900', '测试局', '部门', '市', '', '1', 'x'],
            [self.drc.code, self.drc.name],
            [self.housing.code, self.housing.name, '', '', '', '0598-1'],
            [self.window.code, '另一个名字'],
            ['T-901', '测试二局', '部门', '市', '没有的单位'],
            ['T-900', '测试局', '', ''],
            ['T-902', '=1+1'],
        ]
        self.housing.phone = False
        record = self._previewed('unit', rows, self.manager)
        self.assertEqual(self._results(record), ['new', 'same', 'changed', 'conflict', 'error', 'error', 'error'])
        self.assertIn("备注", record.file_note)
        messages = record.line_ids.sorted('number').mapped('message')
        self.assertIn("没有的单位", messages[4])
        self.assertIn("row 2", messages[5])
        self.assertIn("formula", messages[6])
        self.assertFalse(self.env['daiban.unit'].search([('code', '=like', 'T-90%')]), "a preview changes nothing")
        record.action_apply()
        self.assertEqual(self.env['daiban.unit'].search([('code', '=like', 'T-90%')]).mapped('name'), ['测试局'])
        self.assertEqual(self.housing.phone, '0598-1')
        self.assertNotEqual(self.window.name, '另一个名字', "an undecided conflict is left")
        self.assertEqual((record.state, record.applied_count), ('applied', 2))

    def test_a_person_decides_a_conflict(self):
        record = self._previewed('unit', [['编码', '名称'], [self.drc.code, '另一个名字']], self.manager)
        with self.assertRaisesRegex(UserError, "nothing to apply"):
            record.action_apply()
        record.line_ids.action_take()
        self.assertEqual(record.line_ids.decided_by_id, self.manager)
        record.action_apply()
        self.assertEqual(self.drc.name, '另一个名字')
        with self.assertRaises(UserError):
            record.line_ids.action_leave()

    def test_second_click_and_same_file(self):
        rows = [['编码', '名称'], ['T-900', '测试局']]
        record = self._applied('unit', rows, self.manager)
        with self.assertRaisesRegex(UserError, "now “Applied”"):
            record.action_apply()
        again = self._previewed('unit', rows, self.manager)
        self.assertEqual(self._results(again), ['same'])
        self.assertIn("same table was applied", again.file_note)
        with self.assertRaises(UserError):
            record.unlink()

    def test_what_changed_since_the_preview_is_not_overwritten(self):
        self.drc.phone = False
        record = self._previewed('unit', [['编码', '名称', '电话'], [self.drc.code, self.drc.name, '1']], self.manager)
        self.drc.phone = '2'
        record.action_apply()
        self.assertEqual(self.drc.phone, '2')
        self.assertEqual(record.line_ids.result, 'error')
        self.assertIn("has changed since", record.line_ids.message)

    def test_a_row_that_fails_leaves_the_others_whole(self):
        """One row that the database or a rule refuses: it says why, the rest is applied."""
        rows = [['编码', '名称', '上级单位'], ['T-900', '测试局', self.drc.name], ['T-901', '测试二局', '']]
        record = self._previewed('unit', rows, self.manager)
        self.patch(type(self.env['daiban.import.unit']), '_create', _refuse_children)
        record.action_apply()
        self.assertEqual(record.line_ids.sorted('number').mapped('state'), ['open', 'applied'])
        self.assertEqual(self._results(record), ['error', 'new'])
        self.assertEqual(record.line_ids.sorted('number')[0].message, "no")
        self.assertFalse(self.env['daiban.unit'].search([('code', '=', 'T-900')]))

    @mute_logger('odoo.addons.base.models.ir_cron')
    def test_a_stopped_job_goes_on(self):
        """Restart-safe: what was applied is not applied again, what is open is."""
        self.patch(daiban_import, 'AT_ONCE', 1)
        rows = [['编码', '名称'], *([f'T-90{number}', f'测试{number}局'] for number in range(4))]
        record = self._previewed('unit', rows, self.manager)
        record.action_apply()
        self.assertEqual((record.state, record.applied_count), ('applying', 0))
        record._apply_lines(record._open_lines(2))
        self.assertEqual(record.applied_count, 2)
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.ref('ir_cron_imports').method_direct_trigger()
        record.invalidate_recordset()
        self.assertEqual((record.state, record.applied_count), ('applied', 4))
        self.assertEqual(self.env['daiban.unit'].search_count([('code', '=like', 'T-90%')]), 4)

    def test_users(self):
        rows = [['登录名', '姓名', '单位', '角色', '邮箱'],
                ['imp_a', '甲', self.drc.code, '部门经办', 'a@example.com'],
                ['imp_b', '乙', self.drc.name, '配置管理员', ''],
                [self.handler.login, self.handler.name, 'unit', '部门经办', '']]
        rows[3][2] = self.window.name
        admin = self.env.ref('base.user_admin')
        with self.assertRaises(AccessError):
            self._previewed('user', rows, self.manager)
        record = self._applied('user', rows, admin)
        self.assertEqual(self._results(record), ['new', 'error', 'changed'])
        user = self.env['res.users'].search([('login', '=', 'imp_a')])
        self.assertTrue(user.has_group('sanming_daiban.group_handler'))
        self.assertFalse(user.has_group('sanming_daiban.group_manager'))
        self.assertIn(user, self.drc.member_ids)
        self.assertIn(self.window, self.handler.daiban_unit_ids)
        self.assertIn(self.drc, self.handler.daiban_unit_ids)

    def test_enterprises_in_gb18030(self):
        """GB18030 from Chinese Excel; a wrong check character is said in words."""
        rows = [['统一社会信用代码', '企业名称', '企业性质'], ['', '三明测试有限公司', '民营'],
                [self.enterprise.uscc, '改了名的企业'], ['91350404MA00001621', '错码公司']]
        rows[1][0] = _valid_code('91350404MA0TE0T03')
        record = self._applied('enterprise', csv_bytes(rows, 'gb18030'))
        self.assertEqual(self._results(record), ['new', 'conflict', 'error'])
        self.assertIn('GB18030', record.file_note)
        created = self.env['res.partner'].search([('uscc', '=', rows[1][0])])
        self.assertEqual((created.name, created.ownership, created.is_company),
                         ('三明测试有限公司', 'non_public', True))
        self.assertEqual(self.enterprise.name, "测试企业甲")

    def test_wrong_columns_and_files(self):
        """Bad input: clear message, nothing kept."""
        for content, message in (
            (csv_bytes([['编码'], ['1']]), "单位名称"),
            (csv_bytes([['编码', '名称', '代码'], ['1', '2', '3']]), "mean the same"),
            (b'', "Choose a table|no rows"), (b'\xff\x00\x01', "cannot be read"), (b'PK\x03\x04', "cannot be read"),
        ):
            record = self._import('unit', content, self.manager)
            with self.assertRaisesRegex(UserError, message):
                record.action_preview()
            self.assertEqual((record.state, record.line_ids.ids), ('draft', []))

    def test_another_file_is_looked_at_anew(self):
        record = self._previewed('unit', [['编码', '名称'], ['T-900', '测试局']], self.manager)
        record.file = False
        self.assertEqual((record.state, record.line_ids.ids), ('draft', []))

    def test_nobody_edits_rows_or_states_by_hand(self):
        record = self._previewed('unit', [['编码', '名称'], ['T-900', '测试局']], self.manager)
        with self.assertRaises(AccessError):
            record.line_ids.result = 'same'
        with self.assertRaises(AccessError):
            record.state = 'applied'
        other = record.with_user(self.other_agent)
        with self.assertRaises(AccessError):
            other.line_ids.mapped('text')

    def test_roles(self):
        """DESIGN §6: configuration by the manager, cases by agents; auditors read all and change nothing."""
        case_file, unit_file = self._case_rows((CODE_1, "甲")), [['编码', '名称'], ['T-900', '测试局']]
        with self.assertRaises(AccessError):
            self._previewed('case', case_file, self.manager)
        with self.assertRaises(AccessError):
            self._previewed('unit', unit_file, self.agent)
        for user in (self.handler, self.auditor, self.supervisor, self.owner):
            with self.assertRaises(AccessError):
                self._import('case', case_file, user)
        record = self._previewed('case', case_file)
        self.assertEqual(record.with_user(self.auditor).line_ids.mapped('key'), [CODE_1])
        with self.assertRaises(AccessError):
            record.with_user(self.auditor).action_apply()
        with self.assertRaises(AccessError):
            record.with_user(self.other_agent).action_apply()

    def test_template_and_rest_can_be_imported_again(self):
        for kind in ('unit', 'user', 'enterprise', 'case', 'status'):
            headers = [column.title for column in self.env[f'daiban.import.{kind}']._table_columns]
            with self.assertRaises(ValueError):
                read_table(self.env['daiban.import']._template(kind))  # only headings: no rows
            self.assertTrue(headers)
        record = self._applied('unit', xlsx_bytes([['编码', '名称'], ['T-900', '测试局'], ['T-901', '=1+1x']]),
                               self.manager)
        table = read_table(record._rest())
        self.assertEqual(table.rows[0][1][:2], ['T-901', '=1+1x'])
        self.assertIn("formula", table.rows[0][1][-1])


def _valid_code(code):
    return code + uscc.calc_check_digit(code)


def _refuse_children(kind, outcomes, source):
    if any('parent_id' in outcome.vals for outcome in outcomes):
        raise UserError("no")  # pylint: disable=translation-required
    return kind.env['daiban.unit'].create([outcome.vals for outcome in outcomes])

from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import BaseCase, freeze_time, tagged

from ..tools.neutral_order import neutral_order
from .support_common import SupportCommon

CODES = st.lists(st.text(min_size=1, max_size=18), max_size=30)


@tagged('post_install', '-at_install')
class TestNeutralOrder(BaseCase):

    @given(CODES, st.text(max_size=20))
    def test_everybody_once_and_always_the_same(self, codes, seed):
        """Q20: complete, reproducible, and independent of how the register was given."""
        order = neutral_order(codes, seed)
        self.assertEqual(sorted(order), sorted(set(codes)))
        self.assertEqual(order, neutral_order(reversed(codes), seed))

    def test_nobody_is_first_by_rule(self):
        """Q20: over many cases each of four bodies is first about as often."""
        codes = ['a', 'b', 'c', 'd']
        first = [neutral_order(codes, str(number))[0] for number in range(4000)]
        for code in codes:
            self.assertAlmostEqual(first.count(code), 1000, delta=120)


@tagged('post_install', '-at_install')
@freeze_time('2026-03-02 02:00:00')
class TestIntermediaryChoice(SupportCommon):

    def setUp(self):
        super().setUp()
        self.bodies = self._register()
        self.project = self._accepted(category_id=self.social.id)
        self.task = self._task(self.project, 'survey')

    def _show(self):
        action = self.task.action_show_list()
        return self.env['daiban.intermediary.choice'].with_user(self.agent).browse(action['res_id'])

    def _owner_chooses(self, choice, *args, **kwargs):
        self.project.with_user(self.owner)._portal_choose(choice.id, *args, **kwargs)

    def test_the_whole_register_in_an_order_nobody_chooses(self):
        """R46, Q20: all qualified bodies, in the order of the recorded seed; who showed it, and when."""
        choice = self._show()
        self.assertEqual(choice._candidates().intermediary_id, self.bodies[:3])
        self.assertEqual(choice.line_ids.mapped('uscc'), neutral_order(self.bodies.mapped('uscc'), choice.seed))
        self.assertEqual(choice.seed, f'{self.project.number}-survey-1')
        self.assertEqual((choice.shown_by_id, choice.partner_id), (self.agent, self.enterprise))

    def test_showing_again_is_the_same_list(self):
        """Q20: an agent cannot show lists until the order suits, not even with a new task."""
        first = self._show()
        self.assertEqual(self._show(), first)
        self.task.action_cancel("换一个任务")
        again = self.env['daiban.support.task'].with_user(self.agent).create({
            'project_id': self.project.id, 'kind': 'intermediary', 'type_id': self.ref('support_survey').id})
        second = again._show_list()
        self.assertEqual(second.line_ids.mapped('uscc'), first.line_ids.mapped('uscc'))

    def test_expired_and_barred_are_named_with_the_reason(self):
        """Q20: who cannot be chosen stands on the list with the reason, for everybody to read."""
        self.bodies[0].barred_reason = "被列入失信名单（2026年第1号）"
        lines = self._show().line_ids.grouped('intermediary_id')
        self.assertEqual(lines[self.bodies[0]].excluded_reason, "被列入失信名单（2026年第1号）")
        self.assertIn("到期", lines[self.bodies[3]].excluded_reason)
        with self.assertRaises(UserError):
            self._owner_chooses(lines[self.bodies[3]].choice_id, 'listed', lines[self.bodies[3]].id)

    def test_the_owner_chooses(self):
        """R46: the owner chooses; the choice, its person and its time stay as they are, and the work can begin."""
        choice = self._show()
        with self.assertRaisesRegex(UserError, "has not chosen"):
            self.task.action_start()
        line = choice._candidates()[1]
        self._owner_chooses(choice, 'listed', line.id)
        self.assertEqual((choice.state, choice.chosen_line_id, choice.chosen_by), ('chosen', line, self.owner.name))
        self.assertEqual(self.task.intermediary_name, line.name)
        with self.assertRaises(UserError):
            self._owner_chooses(choice, 'listed', choice._candidates()[0].id)
        self.task.write({'contract_number': "KC-2026-01", 'contract_date': '2026-03-02'})
        self.task.action_start()
        self.assertEqual((self.task.holder_kind, self.task.holder_unit_id), ('intermediary', self.env['daiban.unit']))

    def test_the_owner_finds_another_or_does_it_itself(self):
        """R46: the register binds nobody."""
        choice = self._show()
        for uscc, refused in (('123', ValidationError), (self.bodies[3].uscc, UserError)):
            with self.assertRaises(refused), self.env.cr.savepoint():
                self._owner_chooses(choice, 'other', name="外地机构", uscc=uscc)
        self._owner_chooses(choice, 'other', name="外地机构", uscc=self._code('91350200MA2XN0050X'))
        self.assertEqual(self.task.intermediary_name, "外地机构")

    def test_a_clerk_records_paper_and_chooses_nothing(self):
        """Q20: without a person of the enterprise and the signed paper nothing is recorded."""
        choice = self._show()
        line, paper = choice._candidates()[:1], self.env['ir.attachment'].with_user(self.agent)
        for person, papers in (("王工", paper), ("", paper.create({'name': 'a.pdf', 'raw': b'x'}))):
            with self.assertRaisesRegex(UserError, "signed paper"):
                choice._record_paper('listed', person, papers, line=line)
        dialog = self.env['daiban.intermediary.decision'].with_user(self.agent).create({
            'choice_id': choice.id, 'decision': 'paper', 'line_id': line.id, 'person': "王工",
            'paper_ids': paper.create({'name': "选择确认书.pdf", 'raw': b'x'}).ids})
        dialog.action_confirm()
        self.assertEqual((choice.chosen_by, choice.recorded_by_id, len(choice.paper_ids)), ("王工", self.agent, 1))

    def test_only_supervision_takes_somebody_off(self):
        """Q20: a conflict of interest is supervision's to find; an agent cannot thin out a list."""
        line = self._show()._candidates()[:1]
        with self.assertRaisesRegex(AccessError, "agents do not choose"):
            line.with_user(self.agent).action_exclude("不喜欢")
        supervised = line.with_user(self.supervisor)
        self.assertEqual(supervised.action_exclude()['res_model'], 'daiban.intermediary.decision')
        supervised.action_exclude("与图审机构是关联企业")
        self.assertEqual((line.excluded_reason, line.excluded_by_id), ("与图审机构是关联企业", self.supervisor))
        self.assertEqual(line.choice_id.candidate_count, 2)

    def test_taking_a_list_back(self):
        """Q20: only supervision, with a reason, before the work begins; the next list has another seed."""
        choice = self._show()
        with self.assertRaises(AccessError):
            choice.action_void("x")
        choice.with_user(self.supervisor).action_void("名录刚刚更新")
        self.assertEqual(choice.state, 'void')
        self.assertEqual(self._show().seed, f'{self.project.number}-survey-2')

    def test_nobody_writes_lists(self):
        """Q20: lists, rows and choices are written by rule only."""
        choice = self._show()
        for user in (self.agent, self.supervisor, self.auditor, self.manager, self.handler, self.owner):
            for record, vals in ((choice, {'seed': 'x'}), (choice.line_ids[0], {'position': 1})):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    record.with_user(user).write(vals)

    def test_nothing_ranks_and_nothing_has_a_price(self):
        """R14, Q19, Q20: no field of the register, the list or the task is a price, a rank or a mark."""
        for model in ('daiban.intermediary', 'daiban.intermediary.service', 'daiban.intermediary.choice',
                      'daiban.intermediary.choice.line', 'daiban.support.task', 'daiban.support.type'):
            for name, field in self.env[model]._fields.items():
                self.assertNotIn(field.type, ('monetary', 'float'), f'{model}.{name}')
                self.assertNotRegex(name, r'price|amount|fee$|rank|score|recommend', f'{model}.{name}')

    def test_who_reads_what(self):
        """R46: the owner its own list, another enterprise nothing; audit reads who showed what to whom."""
        choice = self._show()
        self.assertTrue(choice.with_user(self.owner).has_access('read'))
        self.assertFalse(choice.with_user(self.rival_owner).has_access('read'))
        self.assertFalse(choice.line_ids.with_user(self.rival_owner).has_access('read'))
        self.assertFalse(choice.with_user(self.other_agent).has_access('read'))
        self.assertEqual(choice.with_user(self.auditor).shown_by_id, self.agent)
        with self.assertRaises(AccessError):
            self.project.with_user(self.rival_owner)._portal_choose(choice.id, 'self')

    def test_the_register(self):
        """Q20: codes are checked, a body is there once, and who is barred has a reason."""
        register = self.env['daiban.intermediary'].with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "not a valid unified social credit code"):
            register.create({'name': "x", 'uscc': '91350400MA2XN00101'})
        with self.assertRaisesRegex(ValidationError, "why the intermediary is barred"), self.env.cr.savepoint():
            self.bodies[0].barred_until = '2026-12-31'
        with self.assertRaises(AccessError):
            self.bodies[0].with_user(self.agent).phone = '1'

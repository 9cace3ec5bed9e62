"""Rules and clauses of the scheme, both ways, and what a new edition of its text asks for (R1)."""
import base64
import random

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools import clauses
from .common import DaibanCase

NEW = '某区项目代办服务实施方案（2027年）'


@tagged('post_install', '-at_install')
class TestClauseMap(DaibanCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clauses = cls.env['daiban.clause'].with_user(cls.user_manager)
        # the text of an edition, rebuilt from its clauses
        cls.text = '\n'.join(f'{clause.text}。' for clause in cls.clauses.search([]))

    def edition(self, whole, **values):
        return self.env['daiban.clause.edition'].with_user(self.user_manager).create(
            {'name': NEW, 'text': whole, **values})

    def test_every_clause_is_there(self):
        """R1–R104, each with the words of the scheme and something that carries it out."""
        found = self.clauses.search([])
        numbers = {int(number[1:]) for number in found.mapped('number') if number[1:].isdigit()}
        self.assertLessEqual(set(range(1, 105)), numbers)
        self.assertFalse(found.filtered(lambda clause: clause.coverage == 'open').mapped('number'))

    def test_limits_are_linked_to_their_clauses(self):
        """R38–R42: the category and its plan stand at the clause that sets the limit."""
        clause = self.ref('clause_r41')
        self.assertIn('42', clause.text)
        self.assertIn(self.ref('category_small_project'), [link.rule_ref for link in clause.link_ids])

    def test_clauses_without_a_rule(self):
        link = self.ref('clause_r52').link_ids
        self.assertNotIn(self.ref('clause_r52'), self.clauses.search([('link_count', '=', 0)]))
        link.action_archive()
        self.assertIn(self.ref('clause_r52'), self.clauses.search([('link_count', '=', 0)]))
        self.assertEqual(self.ref('clause_r52').coverage, 'open')

    def test_rules_without_a_clause(self):
        """A rule that no clause and no law asks for is shown; choosing its clause settles it."""
        rule = self.env['daiban.routing.rule'].with_user(self.user_manager).create(
            {'name': '试点项目由专窗代办', 'role': 'support', 'unit_id': self.ref('unit_agency_window').id})
        gaps = self.env['daiban.clause.gap'].with_user(self.user_manager)
        shown = gaps.search(gaps.action_open()['domain'])
        gap = shown.filtered(lambda one: one.rule_ref == rule)
        rules = [one.rule_ref for one in shown]
        self.assertTrue(gap)
        self.assertNotIn(self.ref('routing_lead_park'), rules)
        self.assertNotIn(self.ref('reject_false_material'), rules, "it cites a law")
        gap.clause_id = self.ref('clause_r53')
        self.assertIn(rule, [link.rule_ref for link in self.ref('clause_r53').link_ids])
        self.assertNotIn(rule, list(gaps._rules_without_a_clause()))
        rule.unlink()
        self.assertFalse(self.ref('clause_r53').link_ids.filtered(lambda link: not link._rule()))

    def test_every_rule_of_the_product_says_where_it_comes_from(self):
        """R1: a clause, a law, or in words what else; no clause is claimed where none asks for it."""
        rules = self.env['daiban.clause.gap']._rules_without_a_clause()
        self.assertEqual([f'{rule._name} {rule.display_name}' for rule in rules if rule.get_external_id()[rule.id]], [])
        [origin] = self.env['daiban.clause.link'].search([('rule_ref', '=', f'daiban.stage,{self.ref("stage_s1").id}')])
        self.assertFalse(origin.clause_id)
        self.assertIn('国办发〔2019〕11号', origin.note)

    def test_a_rule_of_another_origin(self):
        """It is settled by words too; and they are needed where there is no clause, once."""
        stage = self.env['daiban.stage'].with_user(self.user_manager).create({'name': '投产服务', 'code': 's9'})
        gaps = self.env['daiban.clause.gap'].with_user(self.user_manager)
        gap = gaps.search(gaps.action_open()['domain']).filtered(lambda one: one.rule_ref == stage)
        gap.origin = '区政府专题会议纪要〔2027〕3号'
        self.assertNotIn(stage, list(gaps._rules_without_a_clause()))
        links = self.env['daiban.clause.link'].with_user(self.user_manager)
        link = {'rule_ref': f'daiban.stage,{stage.id}'}
        self.assertEqual(links.search([('rule_ref', '=', link['rule_ref'])]).note, gap.origin)
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.cr.savepoint():
            links.create({**link, 'note': '又一个来由'})
        links.search([('rule_ref', '=', link['rule_ref'])]).unlink()
        for note in (False, ' '):
            with self.subTest(note), self.assertRaises(ValidationError):
                links.create({**link, 'note': note})

    def test_only_rules_can_be_named(self):
        link = {'clause_id': self.ref('clause_r1').id}
        links = self.env['daiban.clause.link'].with_user(self.user_manager)
        for wrong, error in ((f'res.users,{self.env.uid}', ValueError), ('daiban.category,99999999', ValidationError)):
            with self.subTest(wrong), self.assertRaises(error):
                links.create({**link, 'rule_ref': wrong})

    def test_the_same_text_changes_nothing(self):
        edition = self.edition(self.text)
        edition.action_compare()
        self.assertFalse(edition.line_ids)

    def test_a_new_edition(self):
        """Worded anew, dropped, added: with the rules to look at; words change only when it is put into force."""
        limit, dropped = self.ref('clause_r41'), self.ref('clause_r58')
        text = self.text.replace('小型工程建设项目审批42个工作日内', '小型工程建设项目审批40个工作日内')
        text = text.replace(dropped.text, '') + '\n建立代办服务季度通报制度，结果向社会公布。'
        edition = self.edition(text)
        edition.action_compare()
        lines = {line.clause_id.number: line for line in edition.line_ids}
        self.assertEqual(lines['R41'].kind, 'changed')
        self.assertIn('40个工作日', lines['R41'].new_text)
        self.assertIn(self.ref('category_small_project').name, lines['R41'].rules)
        self.assertEqual((lines[False].kind, '季度通报' in lines[False].new_text), ('added', True))
        self.assertEqual(lines['R58'].kind, 'gone')
        self.assertEqual(set(lines), {'R41', 'R58', False})
        self.assertIn('42', limit.text)
        lines[False].number = 'R105'
        edition.action_put_into_force()
        self.assertIn('40', limit.text)
        self.assertEqual((limit.edition, dropped.active), (NEW, False))
        self.assertEqual(self.clauses.search([('number', '=', 'R105')]).coverage, 'open')
        self.assertEqual(self.ref('category_small_project').base_limit, 42, "rules are the manager's to change")

    def test_in_force_is_final(self):
        edition = self.edition(self.text + '\n另行制定考核办法，由区行政服务中心管委会解释。')
        with self.assertRaises(UserError):
            edition.action_put_into_force()
        edition.action_compare()
        edition.action_put_into_force()
        for attempt in (edition.action_put_into_force, edition.action_compare, edition.unlink,
                        lambda: edition.write({'text': 'x'}), lambda: edition.line_ids.write({'new_text': 'x'}),
                        lambda: edition.write({'state': 'draft'})):
            with self.assertRaises(UserError):
                attempt()

    def test_texts_from_anywhere(self):
        """Chinese from an old editor is read; what is no text is refused; so are nothing and too much."""
        edition = self.edition(False, file=base64.b64encode(self.text.encode('gb18030')), file_name='a.txt')
        edition.action_compare()
        self.assertFalse(edition.line_ids)
        for number, values in enumerate((
            {'text': '  \n '}, {'text': False}, {'text': '字' * (clauses.MAX_CHARS + 1)},
            {'file': base64.b64encode(b'PK\x03\x04\x00\x00\xff\xfe')},
        )):
            with self.subTest(number), self.assertRaises(UserError):
                self.edition(False, **{'name': f'{NEW}{number}', **values}).action_compare()

    def test_who_may(self):
        """Staff reads the clauses; the manager keeps the map; nobody else compares editions."""
        self.ref('clause_r28').with_user(self.user_agent).read(['text', 'link_ids'])
        with self.assertRaises(AccessError):
            self.ref('clause_r28').with_user(self.user_agent).write({'text': 'x'})
        edition = self.edition(self.text)
        for user in (self.user_agent, self.user_supervisor, self.user_auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                edition.with_user(user).action_compare()


@tagged('post_install', '-at_install')
class TestClauseText(DaibanCase):

    def test_white_space_and_bookmarks_are_nothing(self):
        outcomes, added = clauses.compare(
            {'R1': '提高办理效率', 'R2': '即审即批'}, '坚持即审\n即批，[bookmark: _GoBack]提高 办理　效率。')
        self.assertEqual([one.kind for one in outcomes], ['same', 'same'])
        self.assertFalse(added)

    def test_no_clause_is_lost(self):
        """Whatever is cut out of a text, each clause gets an answer, and what stands there is never called gone."""
        words = {clause.number: clause.text for clause in self.env['daiban.clause'].search([])[:30]}
        chance = random.Random(7)
        for _round in range(5):
            kept = {number for number in words if chance.random() > 0.3}
            text = '。'.join(words[number] for number in words if number in kept)
            outcomes, _added = clauses.compare(words, text)
            self.assertEqual([one.number for one in outcomes], list(words))
            self.assertFalse([one for one in outcomes if one.number in kept and one.kind != 'same'])

    def test_empty(self):
        self.assertEqual(clauses.compare({}, ''), ([], []))
        self.assertEqual(clauses.compare({'R1': '甲乙丙'}, '')[0][0].kind, 'gone')

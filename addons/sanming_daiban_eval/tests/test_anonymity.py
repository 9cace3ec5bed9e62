"""Nobody learns who gave what (R97, docs/anonymity.md): every interface, as every role, administrators included.

Each test plants words and points that occur nowhere else, and then looks for them wherever an interface reaches.
"""

import itertools
import logging

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .campaign_common import BallotCommon

WORDS = ("独一无二的意见甲", "独一无二的意见乙", "独一无二的意见丙")
TABLES = ('daiban_eval_box', 'daiban_eval_box_key')


class Anonymity(BallotCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(cls.env, 'test_admin', groups='base.group_system,base.group_erp_manager')
        cls.everything = new_test_user(cls.env, 'test_everything', groups=','.join((
            'base.group_system', 'sanming_daiban.group_manager', 'sanming_daiban.group_auditor',
            'sanming_daiban.group_supervisor', 'sanming_daiban_eval.group_eval_officer')))
        cls.roles = (
            cls.admin, cls.everything, cls.env.ref('base.user_admin'), cls.officer, cls.supervisor, cls.auditor,
            cls.manager, cls.agent, cls.other_agent, cls.handler, cls.leader, cls.staff, cls.owner, cls.rival_owner,
            cls.env.ref('base.public_user'))

    def _three_answers(self):
        """Three owners answer about the agent, each with words and points of his own."""
        for user, words, place in zip(self.owners[:3], WORDS, (0, 1, 4), strict=True):
            self._cast(user, place, words)
        self.env.flush_all()
        self.env.invalidate_all()

    def _models(self):
        return [name for name in sorted(self.env) if not self.env[name]._abstract]

    def _texts_everywhere(self):
        """[(table, row)] of all tables but the box in which one of the words stands."""
        self.env.cr.execute("""
            SELECT DISTINCT table_name FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type IN ('character varying', 'text', 'jsonb', 'bytea')
              AND table_name NOT IN %s""", (TABLES,))
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(f'SELECT 1 FROM "{table}" t WHERE t::text ~ %s LIMIT 1', ("独一无二的意见",))
            if self.env.cr.fetchone():
                yield table


@tagged('post_install', '-at_install')
class TestAnonymity(Anonymity):

    def test_the_box_is_no_model(self):
        """No model, field, view, filter, import or automation can name the box, whoever asks."""
        for table in TABLES:
            self.assertNotIn(table, {self.env[name]._table for name in self.env})
            self.assertFalse(self.env['ir.model'].search([('model', '=', table.replace('_', '.'))]))
        for user, table in itertools.product(self.roles, TABLES):
            with self.assertRaises(KeyError):
                self.env(user=user)[table.replace('_', '.')]

    def test_words_lie_nowhere_else(self):
        """Not in messages, mails, attachments, logs, tracking, sessions of the database: in no other table."""
        self._three_answers()
        self.assertEqual(list(self._texts_everywhere()), [])
        self._close()
        self.env.flush_all()
        self.assertEqual([table for table in self._texts_everywhere() if not table.startswith('daiban_eval_res')], [])

    def test_no_log_tells(self):
        """Casting says nothing to any log, with everything switched on."""
        with self.assertLogs('odoo.addons.sanming_daiban_eval', logging.DEBUG) as logs:
            logging.getLogger('odoo.addons.sanming_daiban_eval').debug("begin")
            self._three_answers()
        self.assertEqual(len(logs.output), 1)
        self.assertFalse(self.env['ir.logging'].search([('message', 'ilike', "独一无二的意见")]))

    def test_no_time_lies_beside_an_answer(self):
        """Neither the ballot nor the sheet has a date, an author or a growing number."""
        for model in ('daiban.eval.ballot', 'daiban.eval.rater'):
            self.assertFalse({'create_date', 'write_date', 'create_uid', 'write_uid'} & set(self.env[model]._fields))
        self.env.cr.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'daiban_eval_box'")
        self.assertEqual({name for (name,) in self.env.cr.fetchall()}, {
            'campaign_id', 'kind', 'subject_id', 'sheet', 'pseudonym', 'score', 'answers', 'comment'})

    def test_every_record_says_the_same(self):
        """RPC as every role: what differs between two who answered differently is found in no readable field."""
        self._three_answers()
        ballots = self._ballot(self.owners[0]).sudo() | self._ballot(self.owners[2]).sudo()
        same = {'state', 'campaign_id', 'group_id', 'kind', 'subject_id', 'closes_on', 'display_name'}
        names = set(ballots._fields) - {'id', 'rater_id', 'contact_id'}
        self.assertEqual(names, same, "A new field of a ballot has to be looked at here.")
        first, second = ballots.read(sorted(names))
        self.assertEqual({**first, 'id': 0}, {**second, 'id': 0})

    @mute_logger('odoo.models', 'odoo.addons.base.models.ir_model', 'odoo.addons.base.models.ir_rule')
    def test_read_search_group_export(self):
        """Every model of the evaluation, every field, by every reading method, as every role: no word, no points."""
        self._three_answers()
        for state in ('open', 'closed'):
            if state == 'closed':
                self._close()
            for user, name in itertools.product(self.roles, self._our_models()):
                self._look(self.env[name].with_user(user), state)

    def _our_models(self):
        return [name for name in self._models() if name.startswith('daiban.eval.') and not self.env[name]._transient]

    def _look(self, model, state):
        may_comment = state == 'closed' and (
            model.env.user.has_group('sanming_daiban.group_supervisor')
            or model.env.user.has_group('sanming_daiban_eval.group_eval_officer'))
        try:
            records = model.search([], limit=200)
            readable = [name for name, field in model._fields.items() if model._has_field_access(field, 'read')]
            found = str(records.read(readable)) + self._exported(records, readable)
        except AccessError:
            return
        if not (may_comment and model._name == 'daiban.eval.subject'):
            for words in WORDS:
                self.assertNotIn(words, found, f'{model._name} {model.env.user.login}')
        for words in WORDS:
            # some models find all by whatever name: then it tells nothing
            self.assertEqual(model.name_search(words), model.name_search("无人写过的话"), model._name)
            for name in readable:
                if model._fields[name].store and model._fields[name].type in ('char', 'text', 'html'):
                    self.assertFalse(model.search_count([(name, 'ilike', words)]), name)
        if 'score' in model._fields:
            self.assertFalse(model.search([]).filtered(lambda record: 'rater_id' in record._fields))

    def _exported(self, records, names):
        if not (records.env.is_admin() or records.env.user.has_group('base.group_allow_export')):
            return ''
        return str(records.export_data(names)['datas'])

    @mute_logger('odoo.models', 'odoo.addons.base.models.ir_model', 'odoo.addons.base.models.ir_rule')
    def test_methods_are_closed(self):
        """What reads the box cannot be called from outside, and asks before it answers."""
        self._three_answers()
        for name in ('_box', '_comments', '_take_sheets', '_secret', '_sheet', '_put', '_forget_names'):
            self.assertTrue(name.startswith('_') and hasattr(self.env['daiban.eval.campaign'], name))
        for read in (self.campaign.sudo()._box, lambda: self.campaign.sudo()._comments(self.subject)):
            with self.assertRaisesRegex(UserError, "before the evaluation is closed"):
                read()
        self._close()
        for user in self.roles:
            campaign = self.campaign.with_user(user)
            if user in self.officer | self.supervisor | self.everything:
                self.assertEqual(sorted(campaign._comments(self.subject)), sorted(WORDS))
            else:
                with self.assertRaises(AccessError):
                    campaign._comments(self.subject)

    # === What may be known, and when ===

    def test_fewer_than_three(self):
        """Two comments are two people: nothing is shown."""
        for user, words in zip(self.owners[:2], WORDS, strict=False):
            self._cast(user, 0, words)
        self._cast(self.supervisor, 0, "中心意见")
        self._close()
        self.assertEqual(self.campaign._comments(self.subject), [])
        self.assertFalse(self.subject.with_user(self.supervisor).comments)

    def test_comments_are_shuffled_and_not_for_oneself(self):
        self._three_answers()
        self._close()
        orders = {tuple(self.campaign._comments(self.subject)) for _turn in range(60)}
        self.assertGreater(len(orders), 1)
        self._serves_center()
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.campaign.with_user(self.agent)._comments(self.subject)
        self.assertFalse(self.subject.with_user(self.agent).comments)

    def _serves_center(self):
        self.agent.group_ids |= self.env.ref('sanming_daiban.group_supervisor')

    # === Not even with the whole database, once it is closed ===

    def test_the_link_is_destroyed(self):
        """After closing no row leads from a rater to a sheet: no key, no secret, pseudonyms that stand nowhere else."""
        self._three_answers()
        before = self._box_rows()
        self.assertTrue(all(row['sheet'] and not row['pseudonym'] for row in before))
        self._close()
        self.env.flush_all()
        after = self._box_rows()
        self.assertEqual(sorted(row['score'] for row in after), sorted(row['score'] for row in before))
        self.assertTrue(all(row['pseudonym'] and not row['sheet'] for row in after))
        self.env.cr.execute("SELECT 1 FROM daiban_eval_box_key WHERE campaign_id = %s", (self.campaign.id,))
        self.assertFalse(self.env.cr.fetchall())
        for row in after:
            for table in ('daiban_eval_rater', 'daiban_eval_ballot', 'daiban_eval_contact', 'daiban_eval_campaign'):
                self.env.cr.execute(f'SELECT 1 FROM "{table}" t WHERE t::text LIKE %s', (f"%{row['pseudonym']}%",))
                self.assertFalse(self.env.cr.fetchall())

    def test_one_rater_one_pseudonym(self):
        """The correction for mild and strict raters still knows which answers came from one hand."""
        self._cast(self.supervisor, 0)
        self._cast(self.supervisor, 1, subject=self._subject(self.campaign, self.other_agent))
        self._cast(self.colleague, 4)
        self._close()
        box = self.campaign.sudo()._box()['center']
        hands = {}
        for ballot in box:
            hands.setdefault(ballot.rater, set()).add(ballot.score)
        self.assertEqual(sorted(map(sorted, hands.values())), [[30], [85, 100]])


@tagged('post_install', '-at_install')
class TestAnonymityByHttp(Anonymity, HttpCase):

    @mute_logger('odoo.http')
    def test_rpc_of_the_administrator(self):
        """The administrator, over the wire: no private method, no model, no table."""
        self._three_answers()
        self.authenticate('test_everything', 'test_everything')
        for model, method, args in (
                ('daiban.eval.campaign', '_box', [[self.campaign.id]]),
                ('daiban.eval.campaign', '_comments', [[self.campaign.id], self.subject.id]),
                ('daiban.eval.campaign', '_secret', [[self.campaign.id]]),
                ('daiban.eval.box', 'search_read', [[]]),
                ('daiban.eval.ballot', 'write', [self._ballot(self.owner).ids, {'state': 'pending'}]),
                ('daiban.eval.rater', 'read', [self.campaign.sudo().rater_ids.ids, ['link_hash']])):
            answer = self.url_open('/web/dataset/call_kw', json={'jsonrpc': '2.0', 'method': 'call', 'params': {
                'model': model, 'method': method, 'args': args, 'kwargs': {}}}).json()
            self.assertIn('error', answer, f'{model}.{method}')
        for path in ('/web/content/daiban.eval.ballot/1/state', '/web/image/daiban.eval.rater/1/link_hash'):
            self.assertNotIn("独一无二的意见", self.url_open(path).text)

    def test_missing_and_existing_look_alike(self):
        """The pages say the same of a ballot that was cast, one that was not, and one that never was."""
        cast = self._cast(self.owners[1])
        waiting = self._ballot(self.owners[2])
        self.authenticate('test_everything', 'test_everything')
        texts = {
            self.url_open(f'/my/daiban/ballots/{number}').text.partition('<h1>')[2].partition('</main>')[0]
            for number in (cast.id, waiting.id, 10 ** 9)}
        self.assertEqual(len(texts), 1)
        self.assertIn("不是您的", texts.pop())

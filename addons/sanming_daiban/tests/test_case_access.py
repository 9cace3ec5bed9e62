import contextlib

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .case_common import CaseCommon

MODELS = ('daiban.project', 'daiban.item', 'daiban.material', 'daiban.notice', 'daiban.notice.line', 'daiban.card')


@tagged('post_install', '-at_install')
class TestCaseAccess(CaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._submitted()
        cls.project.action_request_supplement()
        cls.project.action_submit()
        cls.project.material_ids.action_verify()
        cls.project.action_accept()

    def _records(self, model):
        sets = {
            'daiban.project': self.project,
            'daiban.item': self.project.item_ids,
            'daiban.material': self.project.material_ids,
            'daiban.notice': self.project.notice_ids,
            'daiban.notice.line': self.project.notice_ids.line_ids,
            'daiban.card': self.project.card_id,
        }
        return sets[model]

    def test_who_sees_what(self):
        """DESIGN 6: own unit for agents and handlers, everything for supervision, audit and configuration."""
        sees = {
            self.agent: True,
            self.handler: True,
            self.leader: True,
            self.supervisor: True,
            self.auditor: True,
            self.manager: True,
            self.other_agent: False,
            self.stranger: False,
        }
        for user, expected in sees.items():
            found = self.env['daiban.project'].with_user(user).search([('id', '=', self.project.id)])
            self.assertEqual(bool(found), expected, user.login)

    def test_enterprise_sees_only_its_own(self):
        for model in MODELS:
            records = self._records(model)
            self.assertTrue(records, model)
            own = self.env[model].with_user(self.owner).search([('id', 'in', records.ids)])
            foreign = self.env[model].with_user(self.rival_owner).search([('id', 'in', records.ids)])
            self.assertEqual(own, records.with_user(self.owner), model)
            self.assertFalse(foreign, model)
            with self.assertRaises(AccessError):
                records.with_user(self.rival_owner).read(['display_name'])

    def test_enterprise_writes_nothing(self):
        for model in MODELS:
            records = self._records(model).with_user(self.owner)
            for operation in ('write', 'create', 'unlink'):
                self.assertFalse(records.has_access(operation), f'{model} {operation}')

    def test_enterprise_calls_no_workflow_action(self):
        """No public method moves a case for its own enterprise, let alone for another."""
        for model in MODELS:
            record = self._records(model)[:1]
            fixed = [name for name in ('active', *getattr(record, '_workflow_fields', ())) if name in record._fields]
            before = record.read(fixed)
            for name in filter(lambda name: name.startswith('action_'), dir(type(record))):
                with self.subTest(model=model, action=name), contextlib.suppress(Exception), self.env.cr.savepoint():
                    getattr(record.with_user(self.owner), name)()
            record.invalidate_recordset()
            self.assertEqual(record.read(fixed), before, model)

    def test_manager_configures_but_does_not_decide(self):
        """DESIGN 6: the configuration manager takes no decision on cases."""
        for model in ('daiban.project', 'daiban.item', 'daiban.material'):
            self.assertFalse(self._records(model).with_user(self.manager).has_access('write'), model)
            self.assertFalse(self._records(model).with_user(self.auditor).has_access('write'), model)

    def test_agent_changes_only_cards_of_own_cases(self):
        """R26, DESIGN 6: every agent knows the card of an enterprise, who serves a case of it changes it."""
        card = self.project.card_id
        self.assertEqual(card.with_user(self.other_agent).number, card.number)
        with self.assertRaises(AccessError):
            card.with_user(self.other_agent).valid_to = '2036-01-01'
        card.with_user(self.agent).valid_to = '2036-01-01'
        another = self._submitted(partner_id=self.enterprise.id).sudo()
        another.write({'agent_id': self.other_agent.id, 'card_id': card.id})
        card.with_user(self.other_agent).valid_to = '2037-01-01'
        self.assertEqual(str(card.valid_to), '2037-01-01')

    def test_handler_changes_only_items_of_the_own_unit(self):
        items = self.project.item_ids.filtered(lambda item: item.unit_id in self.handler.daiban_unit_ids)
        self.assertTrue(items.with_user(self.handler).has_access('write'))
        self.assertFalse(items[:1].with_user(self.stranger).has_access('write'))
        self.assertFalse(self.project.with_user(self.handler).has_access('write'))

    def test_rights_follow_membership(self):
        """DESIGN 6: who comes to a unit sees its cases from the next request on, who leaves it no longer."""
        project = self.project.with_user(self.stranger)
        unit = self.project.item_ids.unit_id[:1].with_user(self.manager)
        for change, seen in (((4, self.stranger.id), True), ((3, self.stranger.id), False)):
            unit.write({'member_ids': [change]})
            self.env.invalidate_all()
            self.assertEqual(project.has_access('read'), seen)
            self.assertEqual(bool(project.search([('id', '=', project.id)])), seen)
        self.stranger.sudo().write({'daiban_unit_ids': [(4, unit.id)]})
        self.assertTrue(project.has_access('read'))
        unit.active = False
        self.assertTrue(project.has_access('read'), "the cases of a closed unit are still its people's")

    def test_refusal_is_plain_and_names_who_can_help(self):
        """R36: who is refused reads what and where to turn, not a joke; developer mode keeps the rule that said no."""
        with self.assertRaises(AccessError) as refused:
            self.project.with_user(self.other_agent).read(['name'])
        words = str(refused.exception)
        self.assertIn("You may not see this: Agency Project", words)
        self.assertIn("configuration manager", words)
        self.assertNotIn("cookies", words)

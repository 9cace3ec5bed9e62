"""How one demo case goes, from the request to its end."""

from functools import partial
from random import Random

from odoo.fields import Command

from .diary import EVENING, MORNING
from .papers import paper
from .story_items import StoryItems
from .story_ratings import StoryRatings
from .story_support import StorySupport


class Story(StoryItems, StorySupport, StoryRatings):
    """One case of `stories.py`. Each step is a real action by the person whose step it is, and plans the next one.

    What an enterprise does on the portal goes through the methods behind its pages.
    """

    def __init__(self, env, diary, spec):
        self.env = env
        self.diary = diary
        self.spec = spec
        self.key = spec['key']
        self.further = spec.get('further', {})
        self.pace = spec.get('pace', 0.8)
        self.random = Random(self.key)
        self.case = self.again = env['daiban.project']
        self.asked = set()  # ratings that were asked
        self.met = set()  # items that have come to their unit

    # === Help ===

    def _ref(self, name):
        return self.env.ref(f'sanming_daiban.{name}')

    def _user(self, login):
        return self._ref(f'demo_user_{login}')

    @property
    def owner(self):
        return self._user(f'qiye{self.spec["enterprise"]}')

    @property
    def enterprise(self):
        return self._ref(f'demo_enterprise_{self.spec["enterprise"]}')

    @property
    def agent(self):
        return self.case.agent_id or self.case.lead_unit_id.liaison_id

    def _as_agent(self, record=None):
        return (self.case if record is None else record).with_user(self.agent)

    def _as_owner(self):
        return self.case.with_user(self.owner)

    def _later(self, days, step, *args):
        """Plan a step some working days later, at an hour at which people work."""
        minute = self.random.randint(MORNING + 5, EVENING - 30)
        if not days:
            minute = self.diary.minute + self.random.randint(15, 70)
            if minute > EVENING:
                days, minute = 1, MORNING + self.random.randint(5, 60)
        self.diary.later(days, minute, partial(step, *args) if args else step)

    # === The request ===

    def begin(self):
        minute = MORNING + self.random.randint(5, 150)
        self.diary.note(-self.spec['ago'], minute, self.apply)
        for days, who, text in self.spec.get('talk', ()):
            self.diary.note(days - self.spec['ago'], EVENING - 60, partial(self.say, who, text))

    def apply(self):
        if self._by_portal:
            self._apply_by_portal()
        else:
            self._apply_at_the_counter()
        if self.case.state == 'submitted':
            self._plan_examination()

    @property
    def _by_portal(self):
        return self.spec['channel'] == 'portal'

    def _apply_by_portal(self):
        projects = self.env['daiban.project'].with_user(self.owner)
        case, errors = projects._portal_create_draft(self._case_vals(), self.key, self.enterprise.id)
        assert not errors, errors
        self.case = case.with_env(self.env)
        self._hand_in_request()
        self._as_owner()._portal_submit(consent=True)

    def _apply_at_the_counter(self):
        clerk = self._user('yuanfu' if self.spec['channel'] == 'park_team' else 'chuangkou')
        case = self.env['daiban.project'].with_user(clerk).create({
            **self._case_vals(), 'channel': self.spec['channel'], 'partner_id': self.enterprise.id})
        self.case = case.with_env(self.env)
        if self.spec.get('stop') != 'draft':
            case.action_submit()
            self._hand_in_request()
            self._note_trip('递交申请')

    def _case_vals(self):
        vals = dict(self.spec['vals'])
        for name, prefix in (('category', 'category'), ('park', 'park'), ('township', 'unit'), ('introducer', 'unit')):
            if vals.get(name):
                vals[f'{name}_id'] = self._ref(f'{prefix}_{vals[name]}').id
            vals.pop(name, None)
        contact = self.owner.partner_id
        return {**vals, 'contact_name': contact.name, 'contact_phone': contact.phone}

    def _hand_in_request(self):
        absent = (*self.spec.get('supplement', {}).get('missing', ()), *self.spec.get('defer', ()))
        asked = self.case.material_ids.filtered(lambda material: material.type_id.code not in absent)
        self._hand_in(asked)

    def _hand_in(self, materials):
        """Files of these materials, uploaded by the enterprise, or by the agent to whom it brought the paper."""
        for material in materials:
            file = paper(material.type_id.code, material.name, self.case.partner_id.name, self.case.name)
            if self._by_portal:
                self._as_owner()._portal_upload(material.id, [(file['name'], file['raw'])])
            else:
                self._as_agent(material).attachment_ids = [
                    Command.create({**file, 'res_model': 'daiban.material', 'res_id': material.id})]

    # === The decision about it ===

    def _plan_examination(self):
        if self.spec.get('stop') == 'submitted':
            return
        if 'lapse' in self.spec:
            self._later(6, self.lapse)
            return
        if 'supplement' in self.spec:
            self._later(1, self.ask_supplement)
        elif 'reject' in self.spec:
            self._later(2, self.reject)
        else:
            self._later(self.random.randint(0, 1), self.accept)

    def ask_supplement(self):
        supplement = self.spec['supplement']
        for code, defect in supplement.get('defects', {}).items():
            self._as_agent(self._material(code)).action_mark_defective(defect)
        for code, (way, method) in supplement.get('ways', {}).items():
            self._as_agent(self._material(code)).write({'way': way, 'method': method})
        self._as_agent().action_request_supplement()
        if 'answered_after' in supplement:
            self._later(supplement['answered_after'], self.answer_supplement)

    def _material(self, code):
        return self.case.material_ids.filtered(lambda material: material.type_id.code == code)

    def answer_supplement(self):
        self._hand_in(self.case.material_ids.filtered('is_gap'))
        if self._by_portal:
            self._as_owner()._portal_submit()
        else:
            self._as_agent().action_submit()
            self._note_trip('补交材料')
        self._later(1, self.ask_further if self.further else self.accept)

    def ask_further(self):
        """A second demand, each line with its cause."""
        further, self.further = self.further, {}
        for code, (_cause, defect) in further.items():
            self._as_agent(self._material(code)).action_mark_defective(defect)
        self._as_agent().action_request_supplement({code: cause for code, (cause, _defect) in further.items()})
        self._later(1, self.answer_supplement)

    def lapse(self):
        """Nobody decided in time: what the daily job does."""
        self.case._accept_by_lapse()

    def defer(self):
        """What is missing is promised on signed paper, which also decides the acceptance."""
        agent = self._as_agent()
        commitment = self._as_agent(self.env['daiban.commitment'].browse(agent.action_offer_commitment()['res_id']))
        file = paper('', '容缺承诺书', self.case.partner_id.name, self.case.name)
        commitment.write({
            'committed_by': self.owner.name,
            'paper_ids': [Command.create({**file, 'res_model': commitment._name, 'res_id': commitment.id})]})
        commitment.action_record_paper()

    def reject(self):
        reason, explanation = self.spec['reject']
        self._as_agent().action_reject(self._ref(f'reject_{reason}'), explanation)
        if 'reapply' in self.spec:
            self._later(self.spec['reapply'], self.reapply)

    def reapply(self):
        self.again = self._as_owner()._portal_reapply().with_env(self.env)

    def accept(self):
        absent = self.spec.get('defer', ())
        self._as_agent(self.case.material_ids.filtered(
            lambda material: not material.is_settled and material.type_id.code not in absent)).action_verify()
        if codes := self.spec.get('options'):
            lines = self.case.plan_id.line_ids.filtered(lambda line: line.item_type_id.code in codes)
            self._as_agent().optional_line_ids = lines
        if absent:
            self.defer()
        else:
            self._as_agent().action_accept()
        self.plan_ratings()
        if self.spec.get('stop') != 'accepted':
            self._later(self.random.randint(0, 1), self.hand_over)

    def hand_over(self):
        for number, (code, stage, limit_days) in enumerate(self.spec.get('own_items', ())):
            self._add_item(code, stage, limit_days, 10 * number)
        if 'launch' in self.spec:
            self.launch()
        else:
            self._as_agent().action_start()
        self.look_around()
        self._later(4, self.connect)
        if 'suspend' in self.spec:
            self._later(self.spec['suspend'][0], self.suspend)
        if 'end' in self.spec:
            days, action, reason = self.spec['end']
            self._later(days, self.end, action, reason)

    def suspend(self):
        _days, reason, note, document = self.spec['suspend']
        self._as_agent().action_suspend(self._ref(f'pause_{reason}'), note, document)
        self.case.suspension_id.with_user(self._user('dudao')).action_approve()

    # === The end ===

    def complete(self):
        self._as_agent().action_complete()
        self.plan_ratings()

    def end(self, action, reason):
        if action == '_portal_withdraw':
            self._as_owner()._portal_withdraw(reason)
        else:
            getattr(self._as_agent(), action)(*reason)

    # === What is said ===

    def say(self, who, text):
        writer = self.owner if who == 'enterprise' else self.agent
        self.case.with_user(writer).message_post(body=text, message_type='comment', subtype_xmlid='mail.mt_comment')

import os
import re
from pathlib import Path

from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .access_contract import OPEN_TO_AGENTS, our_models
from .case_common import CaseCommon
from .story_meetings import StoryMeetings
from .story_people import StoryPeople

CLAUSE_OF_LIMIT = {
    'social_building': 'R38', 'social_industrial': 'R39', 'with_scheme_transfer': 'R40', 'small_project': 'R41',
    'simple_low_risk': 'R42'}
# What even the auditor sees only of others: opinions about the people who serve.
CONFIDENTIAL = {'daiban.rating', 'daiban.rectification'}
# The story as an official reads it; written anew by a run with DAIBAN_WRITE_STORY=1.
TRANSCRIPT = Path(__file__).parent / 'story.zh.md'


class StoryCommon(StoryMeetings, StoryPeople, CaseCommon):
    """One project from the request to its end. Every step is done by the person whose step it is, and told.

    The telling names the clause of the scheme; the chapter must be word for word what stands in `story.zh.md`, so the
    transcript can be trusted.
    """

    def setUp(self):
        super().setUp()
        self.told, self.today, self.frozen = [], None, None
        self.addCleanup(lambda: self.frozen and self.frozen.stop())

    # === Time ===

    def on(self, day, hour=2):
        """From now on it is this day, at ten o'clock unless said otherwise (UTC); the daily job has run."""
        if self.frozen:
            self.frozen.stop()
        self.frozen = freeze_time(f'{day} {hour:02}:00:00')
        self.frozen.start()
        self.today = day
        mixin = self.env['daiban.clock.mixin']
        for model in [mixin, *mixin._clock_models()]:  # the daily job, without its commits
            list(model._turn_lights() if model == mixin else model._clock_day_begins())
        self.env.invalidate_all()

    def after(self, working_days):
        """So many working days later."""
        calendar = self.env['daiban.calendar.year']._work_calendar()
        self.on(str(calendar.add(self.env['daiban.calendar.year']._district_today(), working_days)))

    # === Telling ===

    def chapter(self, title):
        self.title = title

    def tell(self, clauses, who, what):
        """One line of the transcript.

        :param clauses: of `requirements.md`, for example "R22 R28"
        """
        names = '、'.join(clauses.split())
        self.told.append(f'- {self._day(self.today)}　**{who}**　{what}（{names}）')

    def _day(self, date):
        _year, month, day = str(date).split('-')
        return f'{int(month)}月{int(day)}日'

    def check_who_sees_it(self):
        """DESIGN §6, for every record that the story made: strangers of every role find none, audit finds all."""
        strangers = (self.other_agent, self.stranger, self.rival_owner, self.env.ref('base.public_user'))
        for model, records in self._records_of_the_case():
            for user in strangers:
                self.assertFalse(self._visible(records, user), f'{model} {user.login}')
            self.assertEqual(self._visible(records, self.auditor), records, model)
            self.assertFalse(records.with_user(self.auditor).has_access('write'), model)
            self.assertFalse(records.with_user(self.manager).has_access('write'), model)

    def _records_of_the_case(self):
        for model in our_models(self.env, 'sanming_daiban'):
            if 'project_id' in self.env[model]._fields and model not in OPEN_TO_AGENTS | CONFIDENTIAL:
                records = self.env[model].sudo().search([('project_id', '=', self.case.id)]).sudo(False)
                if records and not self.env[model]._transient:
                    yield model, records

    def _visible(self, records, user):
        try:
            return records.with_user(user).search([('id', 'in', records.ids)]).with_env(self.env)
        except AccessError:
            return records.browse()

    def end(self):
        """Compare the chapter with the transcript that the district reads."""
        chapter = '\n'.join([f'## {self.title}', '', *self.told, ''])
        if os.environ.get('DAIBAN_WRITE_STORY'):
            self._write(chapter)
        self.check_who_sees_it()
        self.assertIn(chapter, TRANSCRIPT.read_text(encoding='utf-8'), "the story is told differently now")

    def _write(self, chapter):
        text = TRANSCRIPT.read_text(encoding='utf-8')
        old = re.compile(rf'## {re.escape(self.title)}\n.*?(?=^## |\Z)', re.DOTALL | re.MULTILINE)
        text = old.sub('', text).rstrip('\n')
        head, *chapters = re.split(r'^(?=## )', f'{text}\n\n{chapter}', flags=re.MULTILINE)
        parts = sorted(chapters, key=lambda part: '一二三四五六'.index(part[3]))
        TRANSCRIPT.write_text(head + '\n'.join(part.rstrip('\n') + '\n' for part in parts), encoding='utf-8')

    # === The everyday ===

    def apply(self, **vals):
        """The enterprise hands its request in at the counter, with everything that is asked."""
        vals['category_id'] = self.ref(f'category_{vals.pop("category")}').id
        self.case = self._submitted(**{name: self.ref(f'unit_{value}').id if name == 'introducer_id' else value
                                       for name, value in vals.items()})
        return self.case

    def accept(self):
        self.case.material_ids.filtered(lambda material: not material.is_settled).with_user(
            self.agent).action_verify()
        self.case.with_user(self.agent).action_accept()

    def item(self, code):
        return self.case.item_ids.filtered(lambda item: item.code == code).sudo(False)

    def handle(self, *codes, days=None):
        """These items at the same time: assigned, started, and finished after their share of the limit."""
        items = self.env['daiban.item'].concat(*(self.item(code) for code in codes))
        for item in items:
            self._assign_and_start(item)
        longest = 0
        for item in items.sorted('limit_days'):
            need = days if days is not None else max(1, item.limit_days // 2)
            if need > longest:
                self.after(need - longest)
                longest = need
            self._finish_started(item)

    def _assign_and_start(self, item):
        leader, handler = self.people(item.unit_id)
        item.with_user(leader).action_assign(handler)
        item.with_user(handler).action_start()
        item.material_ids.filtered(lambda material: not material.is_settled).with_user(self.agent).action_verify()

    def _finish_started(self, item):
        _leader, handler = self.people(item.unit_id)
        if item._gives_document() and not item.result_document_ids:
            self._attach_result(item, handler)
        item.with_user(handler).action_done()

    def handle_the_rest(self):
        """Whatever has come to a unit, until nothing is open."""
        self.handle_the_rest_but()

    def handle_the_rest_but(self, *waiting):
        """Whatever has come to a unit, until only these and what waits for them is left."""
        while codes := self.case.item_ids.filtered(
                lambda item: item.state == 'dispatched' and item.code not in waiting).mapped('code'):
            self.handle(*codes)

    def complete(self):
        self.case.with_user(self.agent).action_complete()
        self.assertEqual(self.case.state, 'done')

    def tell_the_end(self):
        case = self.case
        self.assertLessEqual(case.budget_used, case.base_limit)
        self.tell(f'{CLAUSE_OF_LIMIT[case.category_id.code]} R8 R37', '系统', (
            f'全部办结。审批用时{case.budget_used}个工作日，基准时限{case.base_limit}个工作日，'
            f'节约{case.base_limit - case.budget_used}个工作日；其中等企业{case.budget_enterprise}个工作日。'))

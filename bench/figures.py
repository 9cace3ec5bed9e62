"""The figures of the product. Each answers {name: value}; targets and order are in `launcher/bench.py`."""

import gc
import itertools
import random
import statistics
from datetime import timedelta

from odoo import api
from odoo.tools import SQL

from odoo.addons.sanming_daiban.tools.district_time import district_today
from odoo.addons.sanming_daiban.tools.fold import Event, fold
from odoo.addons.sanming_daiban.tools.track import Holder

from .browser import Browser
from .district import QUIET_DAYS, silence
from .evaluation import open_evaluation
from .exchange import Exchange
from .insight import Insight
from .timing import best, peak_memory, processor_seconds, stopwatch

PLAIN = 100_000
ACCEPTED_ITEMS = 20


class Figures(Exchange, Insight):
    def __init__(self, registry, items):
        self.registry = registry
        self.items = items

    def _environment(self, cr, login=None):
        env = api.Environment(cr, 1, {'lang': 'zh_CN', 'tz': 'Asia/Shanghai'})
        user = login and env['res.users'].search([('login', '=', login)])
        return api.Environment(cr, user.id, env.context) if user else env

    def _in_transaction(self, work, runs=3, login=None):
        """The best time of a piece of work that is rolled back; `work(env)` gives a function to time."""
        def once():
            with self.registry.cursor() as cr:
                task = work(self._environment(cr, login))
                gc.collect()
                seconds = stopwatch(task)
                cr.rollback()
            return seconds
        return min(once() for _ in range(runs))

    # --- the engine alone
    def engine(self):
        with self.registry.cursor() as cr:
            calendar = self._environment(cr)['daiban.calendar.year']._work_calendar()
        clocks = plain_clocks()
        holder = Holder('unit', 1, 1)
        events = [([Event(1, 'start', day, holder)], limit) for day, limit in clocks]
        histories = [(_history(day, holder), limit) for day, limit in clocks[::10]]
        return {
            'engine_add': PLAIN / best(lambda: [calendar.add(day, limit) for day, limit in clocks]),
            'engine_plain': PLAIN / best(
                lambda: [fold(event, calendar).due(calendar, limit) for event, limit in events]),
            'engine_fold': len(histories) / best(
                lambda: [fold(history, calendar).due(calendar, limit) for history, limit in histories]),
        }

    # --- jobs
    def lights(self):
        """The daily job when two of a hundred lights have to change; what the rules of escalation take comes apart."""
        seconds = self._in_transaction(self._lights_job, runs=2)
        with self.registry.cursor() as cr:  # the rules are in force again, this process has to notice
            self._environment(cr)['base.automation']._update_registry()
        return {'lights': seconds}

    def escalation(self):
        return {'escalation': self._in_transaction(lambda env: self._lights_job(env, silent=False), runs=1)}

    def _lights_job(self, env, silent=True):
        """All that change become more urgent, so that for each of them a rule has something to say."""
        if silent:
            silence(env)
        env.cr.execute(SQL(
            """UPDATE daiban_item
                  SET light = CASE light WHEN 'red' THEN 'orange' WHEN 'orange' THEN 'yellow' ELSE 'green' END
                WHERE id IN (SELECT id FROM daiban_item WHERE state = 'running' AND light IN ('yellow', 'orange', 'red')
                              ORDER BY md5(id::text) LIMIT %s)""", self.items // 50))

        def job():
            turned = 0
            for done, _remaining in env['daiban.clock.mixin']._turn_lights():
                env.cr.flush()
                turned += done
            assert turned == self.items // 50, turned
        return job

    def publish(self):
        """A local closure of a day in which all of these clocks ran: the job as the cron runs it, to the commit."""
        with self.registry.cursor() as cr:
            env = self._environment(cr)
            publication = self._closure(env)
            preview = stopwatch(publication.action_preview)
            publication.write({'state': 'publishing'})
            moved = publication.moved_count
        computed = processor_seconds(self.registry)
        with self.registry.cursor() as cr:
            with peak_memory() as memory:
                seconds = stopwatch(self._environment(cr)['daiban.calendar.publication']._cron_publish)
        computed = processor_seconds(self.registry) - computed
        with self.registry.cursor() as cr:
            env = self._environment(cr)
            state = env['daiban.calendar.publication'].browse(publication.id).state
            silence(env)
            list(env['daiban.clock.mixin']._turn_lights())  # for the next size: publishing leaves them to the daily job
            cr.execute("UPDATE base_automation SET active = TRUE")
        assert state == 'published' and moved == self.items, (state, moved)
        return {'publish': seconds, 'publish_processor': computed, 'publish_memory': memory.peak, 'preview': preview}

    def _closure(self, env):
        calendar = env['daiban.calendar.year']._build_work_calendar()
        day = calendar.next_workday(district_today() - timedelta(days=QUIET_DAYS))
        return env['daiban.calendar.publication'].create({
            'kind': 'closure', 'year': day.year, 'source': "区防指〔2026〕1号",
            'line_ids': [(0, 0, {'date': day, 'kind': 'restday', 'name': "台风停工"})]})

    def evaluation(self):
        """The yearly evaluation: 500 people with 40 ballots each, from closing to ranks, proposals and facts."""
        def work(env):
            campaign = open_evaluation(env)

            def close():
                campaign._close()
                env.flush_all()
                assert len(campaign.result_ids) == len(campaign.subject_ids), len(campaign.result_ids)
            return close
        return {'evaluation': self._in_transaction(work, runs=1)}

    # --- one clock
    def explain(self):
        def work(env):
            item = env['daiban.item'].browse(self._sample(env, 1))
            return item._clock_explain
        return {'explain': self._in_transaction(work, runs=10)}

    def pause(self):
        """Half of a pause and its end, with all that is flushed at the commit: the clock alone, and the button of the
        handler with state, message and reminder. Each in a transaction of its own, as for somebody who presses it.
        """
        return {'pause': self._pause('_clock_pause', '_clock_resume'),
                'pause_button': self._pause('action_pause', 'action_resume')}

    def _pause(self, pause, resume):
        def work(env):
            item = env['daiban.item'].browse(self._sample(env, 1))
            # one for which nobody outside is written to, as nobody is by the peer
            reason = env['daiban.pause.reason'].search([('holder', '!=', 'enterprise'), ('max_days', '>', 0)], limit=1)
            leader = env.ref('base.user_admin')

            def pause_and_resume():
                getattr(item, pause)(reason, document_number="1号", approved_by=leader)
                env.cr.flush()
                getattr(item, resume)()
                env.cr.flush()
            return pause_and_resume
        return self._in_transaction(work, runs=30) / 2

    def outlook(self):
        """Critical path, backward plan and forecast of a case with ten items one after the other."""
        return {'outlook': self._in_transaction(self._outlook, login='bench_supervisor'),
                'outlook_first': self._in_transaction(lambda env: self._outlook(env, forget=True), runs=2)}

    def _outlook(self, env, forget=False):
        items = env['daiban.item'].browse(self._sample(env, 1)).project_id.item_ids.sorted('id')
        env.cr.execute(SQL(
            "UPDATE daiban_item SET state = 'waiting', dispatched_on = NULL, started_on = NULL WHERE id = ANY(%s)",
            items[1:].ids))
        chain = [SQL("(%s, %s)", later.id, earlier.id) for earlier, later in itertools.pairwise(items)]
        env.cr.execute(SQL(
            "INSERT INTO daiban_item_prerequisite_rel (item_id, prerequisite_id) VALUES %s", SQL(", ").join(chain)))
        env.invalidate_all()
        case = items.project_id
        assert case.read_outlook()['forecast']['enough']
        if forget:
            env.registry.clear_cache()
            env['daiban.calendar.year']._work_calendar()
        env.invalidate_all()
        return case.read_outlook

    def accept(self):
        """The button of the clerk: items of the frozen plan, materials, card, letter, messages, to the flush."""
        return {'accept': self._in_transaction(self._accept, login='bench_agent')}

    def _accept(self, env):
        plans = env['daiban.plan'].search([('state', '=', 'published')])
        plan = max(plans, key=lambda one: len(one.line_ids))
        enterprise = env['res.partner'].search([('is_company', '=', True)], limit=1)
        case = env['daiban.project'].create({
            'name': "年产二十万吨新材料项目", 'partner_id': enterprise.id, 'category_id': plan.category_id.id,
            'nature': 'production', 'object_class': 'other', 'contact_name': "王工", 'contact_phone': '8222222'})
        enterprise.sudo().uscc = '91350404MA00001620'
        case.action_submit()
        more = max(0, ACCEPTED_ITEMS - len(case._planned_lines()))
        case.optional_line_ids = plan.line_ids.filtered(lambda line: line.condition_kind == 'manual')[:more]
        case.material_ids.action_verify()
        env.flush_all()
        env.invalidate_all()

        def accept():
            case.action_accept()
            env.cr.flush()
            assert len(case.item_ids) >= ACCEPTED_ITEMS, len(case.item_ids)
        return accept

    def dry_run(self):
        """The newest cases, up to 5,000 items, replayed under a copy of their plan, with the results stored."""
        return {'dry_run': self._in_transaction(self._dry_run, runs=2, login='admin')}

    def _dry_run(self, env):
        category = env['daiban.category'].search([('base_limit', '>', 0)], limit=1)  # all cases of the district
        run = env['daiban.dry.run'].create({'plan_id': category.published_plan_id.copy().id})
        env.flush_all()
        env.invalidate_all()

        def replay():
            run.action_run()
            env.cr.flush()
            assert run.item_count >= min(self.items, 5000) // 2, run.item_count
        return replay

    def recompute(self):
        """Spans and numbers of many clocks from their events, when nothing differs: comparable to the peer's."""
        def work(env):
            items = env['daiban.item'].browse(self._sample(env, 1000))
            return items._clock_recompute
        return {'recompute': min(self.items, 1000) / self._in_transaction(work)}

    def _sample(self, env, number):
        ids = env['daiban.item'].search([('state', '=', 'running')], order='id').ids
        return sorted(random.Random(1).sample(ids, min(number, len(ids))))

    # --- what people open
    def lists(self):
        result = {}
        with self.registry.cursor() as cr:
            handler = self._environment(cr)['daiban.item'].search([], limit=1).handler_id.login
        for role, login in (('supervisor', 'bench_supervisor'), ('handler', handler), ('agent', 'bench_agent')):
            browser = Browser(self.registry, login)
            result[f'list_{role}'] = browser.list('daiban.item', 'sanming_daiban.daiban_item_action')
        return result

    def worklists(self):
        """The handler's own list and the first page of those who have most on it, p95 of many requests (R34, R43)."""
        with self.registry.cursor() as cr:
            item = self._environment(cr)['daiban.item'].search([], limit=1)
            logins = {'handler': item.handler_id.login, 'leader': item.leader_id.login,
                      'supervisor': 'bench_supervisor'}
        browsers = {role: Browser(self.registry, login) for role, login in logins.items()}
        model, method, kwargs = browsers['handler'].list_request(
            'daiban.item', 'sanming_daiban.daiban_item_action_mine')
        times = {'list_mine': browsers['handler'].times(40, model, method, **kwargs)}
        for role, browser in browsers.items():
            times[f'home_{role}'] = browser.times(40, 'daiban.home', 'blocks')
        return {name: statistics.quantiles(runs, n=20)[-1] for name, runs in times.items()}

    def form(self):
        with self.registry.cursor() as cr:
            case = self._environment(cr)['daiban.project'].search([('state', '=', 'running')], limit=1).id
        return {'form': Browser(self.registry, 'bench_supervisor').form('daiban.project', case)}

    def events(self):
        """The last recorded events, as the list of an ordinary member of staff asks for them."""
        def work(env):
            return lambda: env['daiban.clock.event'].search_read([], ['kind', 'date'], limit=80, order='id desc')
        with self.registry.cursor() as cr:
            handler = self._environment(cr)['daiban.item'].search([], limit=1).handler_id.login
        return {'events': self._in_transaction(work, login=handler)}

    def portal(self):
        with self.registry.cursor() as cr:
            assert self._environment(cr, 'bench_enterprise')['daiban.project'].search_count([]) >= 200
        times = Browser(self.registry, 'bench_enterprise').page('/my/daiban', runs=40)
        return {'portal': statistics.quantiles(times, n=20)[-1]} if times else {}


def plain_clocks(number=PLAIN):
    """Days and limits of clocks that nothing has stopped."""
    source = random.Random(7)
    today = district_today()
    return [(today - timedelta(days=source.randrange(300)), source.randrange(1, 70)) for _ in range(number)]


def _history(day, holder):
    """As the district's items have it."""
    return [
        Event(1, 'handover', day, holder), Event(2, 'handover', day, holder._replace(user=2)),
        Event(3, 'start', day + timedelta(days=1)),
        Event(4, 'pause', day + timedelta(days=3), Holder('enterprise'), None, 1, True, False, True),
        Event(5, 'resume', day + timedelta(days=6), None, 4, 1)]

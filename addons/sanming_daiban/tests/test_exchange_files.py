import csv
import io

import vobject
from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ..tools.event_log import COLUMNS
from ..tools.icalendar import Deadline, calendar_text
from .item_common import ItemCommon

XES = '{http://www.xes-standard.org/}'


@tagged('post_install', '-at_install')
class TestCalendarFeed(ItemCommon, HttpCase):
    """Issue 7 §7: the deadlines of a person in the calendar of the own telephone."""

    def _link(self, user=None):
        action = self.handler.with_user(user or self.handler).action_daiban_feed_renew()
        return action['context']['default_url']

    def _events(self, url):
        self.env.flush_all()
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(all(len(line.encode()) <= 75 for line in answer.text.split('\r\n')))
        return {event.uid.value: event for event in vobject.readOne(answer.text).contents.get('vevent', [])}

    def _path(self, url):
        return url[url.index('/daiban/'):]

    def test_deadlines_come_and_go(self):
        """All day on the due date, the same UID while it lasts, gone when it is finished."""
        self.item.with_user(self.handler).action_start()
        path = self._path(self._link())
        events = self._events(path)
        [(uid, event)] = [(uid, one) for uid, one in events.items() if uid.startswith(f'daiban.item-{self.item.id}@')]
        self.assertEqual(event.dtstart.value, self.item.due_date)
        self.assertIn(self.item.display_name, event.summary.value)
        self.assertIn(uid, self._events(path))
        self.item.with_user(self.handler).action_done()
        self.assertNotIn(uid, self._events(path))

    def test_the_address_is_a_secret_that_can_be_revoked(self):
        first = self._path(self._link())
        self.assertNotIn(first.rpartition('/')[2][:-4], str(self.env['daiban.calendar.feed'].search([]).read()))
        self.assertTrue(self.handler.with_user(self.handler).daiban_feed_since)
        second = self._path(self._link())
        self.assertEqual((self.url_open(first).status_code, self.url_open(second).status_code), (404, 200))
        self.handler.with_user(self.handler).action_daiban_feed_revoke()
        self.assertEqual(self.url_open(second).status_code, 404)
        for path in ('/daiban/calendar/x.ics', '/daiban/calendar/.ics', f'/daiban/calendar/{"a" * 43}.ics'):
            self.assertEqual(self.url_open(path).status_code, 404)

    def test_only_of_oneself_and_only_at_work(self):
        """The button on a colleague's record makes one's own address; who left has none."""
        self.item.with_user(self.handler).action_start()
        path = self._path(self._link(self.stranger))
        self.assertFalse([uid for uid in self._events(path) if uid.startswith('daiban.item')])
        self.stranger.active = False
        self.assertEqual(self.url_open(path).status_code, 404)
        with self.assertRaises(AccessError):
            self.env['daiban.calendar.feed'].with_user(self.manager).search([]).read()

    def test_text_is_escaped(self):
        """RFC 5545: commas, semicolons, line ends and long Chinese lines."""
        day = self.item.create_date.date()
        deadline = Deadline('1@x', day, "三元，a,b;c\\\nd\r\nX-EVIL:1" + "项目" * 60)
        text = calendar_text("甲", [deadline], self.item.create_date)
        event = vobject.readOne(text).vevent
        self.assertTrue(event.summary.value.startswith("三元，a,b;c\\\nd\nX-EVIL:1项目"))
        self.assertNotIn('x-evil', event.contents)
        self.assertTrue(all(len(line.encode()) <= 75 for line in text.split('\r\n')))


@tagged('post_install', '-at_install')
class TestEventLog(ItemCommon, HttpCase):
    """Issue 7 §7: the event log opens in process mining; units and no people are in it."""

    def _log(self, form, user=None):
        user = user or self.supervisor
        log = self.env['daiban.event.log'].with_user(user).create({})
        return log, ''.join(log._parts(form))

    def _happened(self):
        self.item.with_user(self.handler).action_start()
        self.item.with_user(self.handler).action_done()

    def test_xes_by_the_schema_of_the_standard(self):
        self._happened()
        root = etree.fromstring(self._log('xes')[1].encode())
        [trace] = [one for one in root.iter(f'{XES}trace')
                   if one.find(f'{XES}string[@key="concept:name"]').get('value') == self.project.number]
        events = [{child.get('key'): child.get('value') for child in event} for event in trace.iter(f'{XES}event')]
        mine = [event for event in events if event['concept:name'] == self.item.name]
        self.assertEqual([event['lifecycle:transition'] for event in mine], ['assign', 'assign', 'start', 'complete'])
        self.assertEqual({event['org:resource'] for event in mine}, {self.item.unit_id.name})
        self.assertRegex(mine[0]['time:timestamp'], r'^2026-03-02T\d\d:\d\d:\d\d\+08:00$')
        text = etree.tostring(root, encoding='unicode')
        for person in (self.handler, self.leader, self.agent):
            self.assertNotIn(person.name, text)

    def test_csv(self):
        self._happened()
        text = self._log('csv')[1]
        self.assertTrue(text.startswith('\ufeff'))
        rows = list(csv.DictReader(io.StringIO(text[1:])))
        self.assertEqual(tuple(rows[0]), COLUMNS)
        self.assertIn((self.item.name, 'complete'), [(row['activity'], row['lifecycle']) for row in rows])

    def test_what_was_corrected_is_left_out(self):
        self._happened()
        finish = self.item.clock_event_ids.filtered(lambda event: event.kind == 'finish')
        self.item.sudo()._clock_void(finish, approved_by=self.supervisor, note="错录")
        rows = list(csv.DictReader(io.StringIO(self._log('csv')[1][1:])))
        self.assertNotIn((self.item.name, 'complete'), [(row['activity'], row['lifecycle']) for row in rows])

    def test_by_whom(self):
        """Supervision, audit and configuration; streamed over HTTP, nobody else, not another's selection."""
        for user in (self.agent, self.handler, self.owner):
            with self.assertRaises(AccessError):
                self._log('csv', user)
        log, text = self._log('csv', self.auditor)
        self.env.flush_all()
        path = f'/daiban/eventlog/{log.id}.csv'
        self.authenticate('test_auditor', 'test_auditor')
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        # the same events, in the words of who reads them
        self.assertEqual(
            [row.split(',')[0] for row in answer.content.decode().splitlines()[1:]],
            [row.split(',')[0] for row in text.splitlines()[1:]])
        self.authenticate('test_supervisor', 'test_supervisor')
        self.assertEqual(self.url_open(path).status_code, 404)
        self.authenticate('test_agent', 'test_agent')
        self.assertEqual(self.url_open(path).status_code, 404)

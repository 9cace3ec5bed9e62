"""tools/replay.py: recorded events under another order, calendar or limit."""
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.fold import Event, fold
from ..tools.replay import judge, moved, replay
from ..tools.track import Holder
from ..tools.workdays import WORKING, CalendarDay, WorkCalendar

PLAIN = WorkCalendar()
MONDAY = date(2026, 3, 2)
ENTERPRISE = Holder('enterprise')


def day(number):
    return MONDAY + timedelta(days=number)


def history(begin, end, pause=None):
    """Started and finished so many days after the Monday, with a pause between two days."""
    events = [Event(1, 'start', day(begin))]
    if pause:
        events += [
            Event(2, 'pause', day(pause[0]), holder=ENTERPRISE), Event(3, 'resume', day(pause[1]), key=2)]
    return [*events, Event(4, 'finish', day(end))] if end is not None else events


@st.composite
def cases(draw):
    histories, graph = {}, {}
    for node in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(0, 60))
        end = draw(st.none() | st.integers(begin, begin + 40))
        first = draw(st.integers(begin, end if end is not None else begin + 10))
        histories[node] = history(begin, end, draw(st.none() | st.just((first, first + 3)))
                                  if end is None or first + 3 <= end else None)
        graph[node] = draw(st.lists(st.sampled_from(range(node)), unique=True)) if node else []
    return histories, graph


@tagged('post_install', '-at_install')
class TestReplay(BaseCase):

    @given(cases())
    @settings(deadline=None)
    def test_nothing_changed(self, case):
        """The same order and calendar give what was recorded, exactly."""
        histories, graph = case
        self.assertEqual(
            replay(histories, graph, graph, {}, PLAIN), {key: fold(found, PLAIN) for key, found in histories.items()})

    @given(cases(), st.integers(-30, 30))
    @settings(deadline=None)
    def test_moved_to_another_day(self, case, days):
        """An item that begins on another working day takes as many working days; without a pause, to the day."""
        for events in case[0].values():
            track, then = fold(events, PLAIN), fold(moved(events, days, PLAIN), PLAIN)
            if track.finished and not track.pauses:
                last = max(track.finished, then.finished)
                self.assertLessEqual(abs(
                    track.used(PLAIN, last, WORKING) - then.used(PLAIN, last, WORKING)), 1)

    def test_begins_earlier_without_its_prerequisite(self):
        """What no longer waits begins as soon after the begin of the case as it began after its prerequisite."""
        histories = {'a': history(0, 4), 'b': history(7, 11)}  # b one working day after a
        tracks = replay(histories, {'a': [], 'b': ['a']}, {'a': [], 'b': []}, {}, PLAIN)
        self.assertEqual((tracks['b'].started, tracks['b'].finished), (day(1), day(7)))

    def test_begins_later_behind_a_new_prerequisite(self):
        histories = {'a': history(0, 4), 'b': history(0, 2)}
        tracks = replay(histories, {'a': [], 'b': []}, {'a': [], 'b': ['a']}, {}, PLAIN)
        self.assertEqual((tracks['b'].started, tracks['b'].finished), (day(4), day(8)))
        self.assertEqual(tracks['a'], fold(histories['a'], PLAIN))

    def test_new_item_takes_all_its_days_and_holds_up_what_waits(self):
        histories = {'a': history(0, 4), 'b': history(4, 8)}
        tracks = replay(histories, {'a': [], 'b': ['a']}, {'a': [], 'n': ['a'], 'b': ['n']}, {'n': (3, WORKING)}, PLAIN)
        self.assertEqual((tracks['n'].started, tracks['n'].finished), (day(4), day(9)))
        self.assertEqual((tracks['b'].started, tracks['b'].finished), (day(9), day(11)))

    def test_new_item_behind_an_open_one_has_not_begun(self):
        tracks = replay({'a': history(0, None)}, {'a': []}, {'a': [], 'n': ['a']}, {'n': (3, WORKING)}, PLAIN)
        self.assertNotIn('n', tracks)

    def test_another_calendar(self):
        """A day that becomes a rest day is not counted; the events stay on their dates."""
        closed = WorkCalendar([CalendarDay(day(1), False), CalendarDay(day(2), False)])
        histories = {'a': history(0, 4)}
        tracks = replay(histories, {'a': []}, {'a': []}, {}, closed)
        self.assertEqual(judge(tracks['a'], 3, WORKING, PLAIN, day(9)), (4, 3, 1))
        self.assertEqual(judge(tracks['a'], 3, WORKING, closed, day(9)), (2, 3, 0))

    def test_pause_and_extension(self):
        """Days of a pause are not used (行政许可法 45), an extension counts to the limit (42)."""
        track = fold([*history(0, 11, pause=(2, 7)), Event(5, 'extend', day(8), days=2)], PLAIN)
        self.assertEqual(judge(track, 3, WORKING, PLAIN, day(20)), (6, 5, 1))
        self.assertEqual(judge(track, 0, WORKING, PLAIN, day(20)).late, 0)

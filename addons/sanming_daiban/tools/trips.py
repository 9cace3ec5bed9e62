"""Trips of an enterprise (R10): how often it came, and how often it would have had to.

The formula, in this one place:

* *made* = the larger of what we wrote down (visits of the kind “the enterprise came”) and what the enterprise says.
  What it says is the sum over the steps for which it answered, or what it says at the end about the whole case,
  whichever is larger. Its word is never lowered by our books, nor our books by its silence.
* *windows* = the windows at which it would have had to hand something in by itself: each unit once per stage, for the
  approvals that were handed over to a unit. A stage opens only when the one before has let go, so one walk to a unit
  cannot serve two stages; within a stage one walk is enough. That is the fewest trips possible without the service.
* *saved* = windows − made. Less than zero means that the service cost trips; it is shown like that.
"""

from typing import NamedTuple


class Trips(NamedTuple):
    made: int
    windows: int

    @property
    def saved(self):
        return self.windows - self.made


def stated_trips(steps, whole=None):
    """What the enterprise says altogether.

    :param steps: the numbers that it gave for single steps
    :param whole: the number that it gave at the end for the whole case, None if it gave none
    """
    return max(sum(steps), whole or 0)


def count_windows(handed_over):
    """:param handed_over: pairs (stage, unit) of the approvals that came to a unit"""
    return len(set(handed_over))


def count_trips(recorded, stated, handed_over):
    return Trips(max(recorded, stated), count_windows(handed_over))

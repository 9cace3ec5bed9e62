"""Which further event a clock can take. Codes instead of sentences: the models know how to say it."""

from .workdays import WORKING

PROGRESS = ('pause', 'resume', 'extend', 'finish')


def refusal(track, event, today, *, limit=0, unit=WORKING, cap=0, calendar=None):
    """The code of the reason for which this event cannot be, None if it can.

    :param track: the clock as it stands, without the event
    :param limit: the committed limit without extensions, for the question whether it is over
    :param cap: at how many days an extension ends
    """
    if event.date > today:
        return 'future'
    if track.finished and event.kind != 'void':
        return 'closed'
    if event.kind in PROGRESS:
        if not track.started:
            return 'not_started'
        if event.date < track.started:
            return 'before_start'
    check = _CHECKS.get(event.kind)
    return check and check(track, event, limit=limit, unit=unit, cap=cap, calendar=calendar)


def _check_start(track, event, **_kw):
    if track.started:
        return 'started'
    return 'after_events' if any(pause.asked < event.date for pause in track.pauses) else None


def _check_pause(track, event, **_kw):
    if event.key:
        return _check_open(track, event)
    if any(pause.is_open and pause.reason == event.reason for pause in track.pauses):
        return 'paused'
    return None


def _check_open(track, event, **_kw):
    pause = next((pause for pause in track.pauses if pause.key == event.key and pause.is_open), None)
    if not pause:
        return 'no_pause'
    return 'before_pause' if event.date < pause.asked else None


def _check_finish(track, event, **_kw):
    return 'before_last' if track.last and event.date < track.last else None


def _check_extend(track, event, *, limit, unit, cap, calendar):
    if event.days <= 0:
        return 'days'
    if track.extension:
        return 'extended'
    if event.days > cap:
        return 'cap'
    if not event.has_approval:
        return 'not_approved'
    if limit and track.used(calendar, event.date, unit) > limit:
        return 'overdue'
    return None


_CHECKS = {
    'start': _check_start,
    'pause': _check_pause,
    'resume': _check_open,
    'finish': _check_finish,
    'extend': _check_extend,
}

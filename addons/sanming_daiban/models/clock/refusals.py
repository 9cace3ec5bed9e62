"""What a user reads when a clock cannot take an event, by the code of `tools.admission.refusal`."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

REFUSALS = {
    'future': _lt("%(record)s: %(date)s is in the future. Enter the day on which it happened."),
    'closed': _lt("%(record)s was finished on %(finished)s. Have the finish corrected before you record more."),
    'not_started': _lt("%(record)s has not been started yet. Start it first."),
    'started': _lt("%(record)s was already started on %(started)s."),
    'before_start': _lt("%(record)s was started on %(started)s; %(date)s is before. Enter a later day."),
    'after_events': _lt("%(record)s has been paused before %(date)s. Start it not later than its first pause."),
    'paused': _lt("%(record)s is already paused for this reason. Resume it first or take another reason."),
    'no_pause': _lt("%(record)s is not paused, so there is nothing to resume or to complete."),
    'before_pause': _lt("%(record)s was paused after %(date)s: a pause cannot end or be completed before it begins."),
    'before_last': _lt("%(record)s cannot be finished on %(date)s: there is an entry of %(last)s already."),
    'days': _lt("%(record)s: say by how many days the time limit is extended."),
    'extended': _lt("%(record)s has been extended once already; the law allows no second extension."),
    'cap': _lt("%(record)s can be extended by %(cap)s days at most, not by %(days)s."),
    'not_approved': _lt("%(record)s: an extension needs the approval of the leader in charge."),
    'overdue': _lt("%(record)s was already overdue on %(date)s: an extension must be approved within the time limit."),
    'self_approved': _lt("%(record)s: whoever asks for a pause, an extension or a correction cannot approve it."),
    'void_unapproved': _lt("%(record)s: a correction needs the approval of another person."),
    'void_unknown': _lt("%(record)s: the entry to correct is not there, or has been corrected already."),
}

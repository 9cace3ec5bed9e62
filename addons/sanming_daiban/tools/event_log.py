"""Event logs for process mining: CSV, and XES (IEEE 1849). Pure; both are written piece by piece."""

import csv
import io
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from .cells import is_formula

COLUMNS = ('case_id', 'activity', 'lifecycle', 'timestamp', 'resource', 'category', 'recorded_at', 'late_entry')


class Entry(NamedTuple):
    activity: str
    lifecycle: str
    timestamp: str  # ISO 8601 with zone
    resource: str  # the unit, never a person
    recorded_at: str
    late_entry: bool


class Trace(NamedTuple):
    case_id: str
    category: str
    entries: list


def csv_parts(traces):
    """With a mark, so that Excel reads the Chinese; nothing in it is calculated."""
    yield '\ufeff' + _line(COLUMNS)
    for trace in traces:
        yield ''.join(
            _line((trace.case_id, entry.activity, entry.lifecycle, entry.timestamp, entry.resource, trace.category,
                   entry.recorded_at, 'true' if entry.late_entry else 'false'))
            for entry in trace.entries)


def _line(values):
    output = io.StringIO()
    csv.writer(output).writerow([f"'{value}" if is_formula(value) else value for value in values])
    return output.getvalue()


def xes_parts(traces, name):
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">\n'
        '<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>\n'
        '<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>\n'
        '<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>\n'
        '<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>\n'
        '<global scope="trace"><string key="concept:name" value=""/></global>\n'
        '<global scope="event"><string key="concept:name" value=""/>'
        '<string key="lifecycle:transition" value="complete"/>'
        '<string key="org:resource" value=""/>'
        '<date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/></global>\n'
        '<classifier name="Activity" keys="concept:name"/>\n'
        '<classifier name="Activity and transition" keys="concept:name lifecycle:transition"/>\n'
        f'<string key="concept:name" value={_value(name)}/>\n'
        '<string key="lifecycle:model" value="standard"/>\n')
    for trace in traces:
        yield ''.join(_trace(trace))
    yield '</log>\n'


def _trace(trace):
    yield f'<trace><string key="concept:name" value={_value(trace.case_id)}/>'
    yield f'<string key="category" value={_value(trace.category)}/>\n'
    for entry in trace.entries:
        yield (
            f'<event><string key="concept:name" value={_value(entry.activity)}/>'
            f'<string key="lifecycle:transition" value="{entry.lifecycle}"/>'
            f'<date key="time:timestamp" value="{entry.timestamp}"/>'
            f'<string key="org:resource" value={_value(entry.resource)}/>'
            f'<date key="recorded" value="{entry.recorded_at}"/>'
            f'<boolean key="late_entry" value="{str(entry.late_entry).lower()}"/></event>\n')
    yield '</trace>\n'


def _value(text):
    """Quoted; what XML 1.0 does not allow is left out."""
    return quoteattr(''.join(char for char in text if char in '\t\n' or ord(char) >= 32 and char not in '\ufffe\uffff'))

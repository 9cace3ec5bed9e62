"""Proves on a sample that the made rows are what the product would have recorded and derived."""

from odoo.tools import SQL

from odoo.addons.sanming_daiban.tools.admission import refusal
from odoo.addons.sanming_daiban.tools.fold import fold
from odoo.addons.sanming_daiban.tools.numbers import Numbers


def differences(env, cases):
    """What differs from the product's own derivation, as sentences; nothing when all is equal."""
    items = cases.item_ids
    yield from _broken_chains(env, cases)
    yield from _refused_events(env, items)
    yield from _clock_numbers(items)
    for records in (cases, items, cases.partner_id):
        yield from _computed_fields(records)


def _broken_chains(env, cases):
    rows = env.execute_query(SQL(
        "SELECT id, res_model, res_id, length, digest FROM daiban_clock_chain "
        "WHERE res_model = 'daiban.project' AND res_id = ANY(%s) ORDER BY id", cases.ids))
    if len(rows) != len(cases.filtered('item_ids')):
        yield f'{len(cases)} cases have {len(rows)} chains'
    yield from env['daiban.clock.chain']._broken_in(rows)


def _refused_events(env, items):
    """Replay: each event must have been admissible after those before."""
    calendar = env['daiban.calendar.year']._work_calendar()
    for item_id, events in env['daiban.clock.event']._engine_events('daiban.item', items.ids).items():
        item = items.browse(item_id)
        if len(events) != 5:
            yield f'item {item_id} has {len(events)} events'
        events.sort(key=lambda event: event.seq)
        for position, event in enumerate(events):
            code = refusal(
                fold(events[:position], calendar), event, item._clock_today(), limit=item.limit_days,
                unit=item.limit_unit, calendar=calendar, cap=10)
            if code:
                yield f'item {item_id}, event {position + 1}: {code}'


def _clock_numbers(items):
    calendar = items.env['daiban.calendar.year']._work_calendar()
    stored = items._clock_stored()
    numbers, tracks = items._clock_numbers(stored, calendar)
    for item in items:
        for name, value, wanted in zip(Numbers._fields, stored[item.id][2], numbers[item.id], strict=True):
            if value != wanted:
                yield f'item {item.id}: {name} is {value}, not {wanted}'
        spans = items.env['daiban.clock.span'].search([('res_model', '=', 'daiban.item'), ('res_id', '=', item.id)])
        if [(span.date_from, span.date_to or None) for span in spans] != [
                (span.after, span.until) for span in tracks[item.id].spans]:
            yield f'item {item.id}: its stored spans are not those of its events'


def _computed_fields(records):
    """Every stored computed field, made anew and compared."""
    for field in stored_computed(records):
        name = field.name
        stored = records.mapped(lambda record, name=name: record[name])
        records.env.add_to_compute(field, records)
        made = records.mapped(lambda record, name=name: record[name])
        if stored != made:
            yield f'{records._name}.{name} is {stored!r:.200}, not {made!r:.200}'


def stored_computed(records):
    return [field for field in records._fields.values()
            if field.store and field.compute and field.column_type and field.readonly]

def circle_sentence(env, links):
    """One readable sentence about items that wait for each other (互为前置, R73), naming both items and both units.

    :param links: ``(item, unit, awaited item, its unit, why or empty)`` as words, in the order of the circle
    """
    clauses = []
    for item, unit, other, other_unit, why in links:
        values = {'item': item, 'unit': unit, 'other': other, 'other_unit': other_unit, 'why': why}
        clauses.append(
            env._("“%(item)s” of %(unit)s waits for “%(other)s” of %(other_unit)s (%(why)s)", **values) if why else
            env._("“%(item)s” of %(unit)s waits for “%(other)s” of %(other_unit)s", **values))
    if len(clauses) == 1:
        return env._("%(waits)s, that is for itself.", waits=clauses[0])
    return env._("%(waits)s: none of them can ever begin.", waits=env._(", and ").join(clauses))

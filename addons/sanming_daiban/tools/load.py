"""How much work lies with a person, in points: a rough measure, for whom to ask next, never for judging anybody."""

# An item counts more the longer its limit, for a long limit is given to what is laborious.
MIDDLE, LARGE = 5, 15
URGENT_LIGHTS = ('yellow', 'orange', 'red')


def points(limit_days, light, state):
    """1 to 3 by the limit (up to 5 days or none, up to 15, longer) and 1 more when it is due soon or late.

    What is paused waits for somebody else and counts 1.
    """
    if state == 'paused':
        return 1
    size = 1 + (limit_days > MIDDLE) + (limit_days > LARGE)
    return size + (light in URGENT_LIGHTS)

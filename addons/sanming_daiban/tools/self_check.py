"""What follows from a checklist of eligibility. Pure: kinds of rules and three-valued answers, no ORM.

No outcome is a dead end: each one has at least one way onward, and asking a person is always one of them (R19–R24).
"""

# Every outcome, the most serious first, with what one can do then.
WAYS = {
    'outside': ('ask',),
    'policy': ('ask', 'apply'),
    'guided': ('apply', 'ask'),
    'other_category': ('apply', 'ask'),
    'unsure': ('apply', 'ask'),
    'eligible': ('apply', 'ask'),
}
# What a rule of a kind that is not met leads to; other kinds count as a policy.
_FAILED = {
    'location': 'outside',
    'nature': 'guided',
    'object_class': 'guided',
    'threshold': 'other_category',
}


def outcome(answers):
    """The most serious of what the answers lead to.

    :param answers: pairs of the kind of a rule and True, False or None (nobody knows yet)
    :return: a key of ``WAYS``
    """
    found = {'eligible'}
    for kind, answer in answers:
        if answer is None:
            found.add('unsure')
        elif not answer:
            found.add(_FAILED.get(kind, 'policy'))
    return next(name for name in WAYS if name in found)

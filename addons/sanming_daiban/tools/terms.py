"""Closed lists of words that several rooms share; as field selections they are translated there."""

LIMIT_UNITS = [('working', "Working Days"), ('natural', "Natural Days")]

# Who holds the ball on a day: exactly one of these.
HOLDERS = [
    ('window', "Window"),
    ('unit', "Approving Unit"),
    ('enterprise', "Enterprise"),
    ('special', "Special Procedure"),
    ('intermediary', "Intermediary"),
    ('nobody', "Nobody"),
]

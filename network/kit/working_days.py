"""The days on which French offices are open: mails that expect something leave then."""

import datetime as dt

from dateutil.easter import easter

DAY = dt.timedelta(days=1)
FIXED = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
AFTER_EASTER = (1, 39, 50)
"""Easter Monday, Ascension Day, Whit Monday."""


def is_working_day(day: dt.date) -> bool:
    if day.weekday() >= 5 or (day.month, day.day) in FIXED:
        return False
    return (day - easter(day.year)).days not in AFTER_EASTER


def working_day_before(day: dt.date) -> dt.date:
    """The last working day before this one."""
    before = day - DAY
    while not is_working_day(before):
        before -= DAY
    return before

"""Periods of twelve months, by their last day."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

ONE_DAY = dt.timedelta(days=1)


@lru_cache(1000)
def year_before(end: dt.date) -> dt.date:
    """Return the last day of the twelve months before those that end on `end`.

    Example:
        >>> year_before(dt.date(2016, 2, 29))
        datetime.date(2015, 2, 28)
    """
    if end.month == 2 and (end + ONE_DAY).month == 3:
        return dt.date(end.year - 1, 3, 1) - ONE_DAY
    return end.replace(year=max(end.year - 1, dt.MINYEAR))  # there is no year 0


def year_after(start: dt.date) -> dt.date | None:
    """Return the last day of the twelve months that begin on the first of a month; None for other days.

    Example:
        >>> year_after(dt.date(2015, 3, 1))
        datetime.date(2016, 2, 29)
    """
    if start.day != 1 or start.year == dt.MAXYEAR:
        return None
    return start.replace(year=start.year + 1) - ONE_DAY

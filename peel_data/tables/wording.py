"""Values and periods in words, from values alone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

QUALIFIERS = {
    "exact": "",
    "about": "about ",
    "almost": "almost ",
    "at_least": "at least ",
    "over": "over ",
}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(date: dt.date) -> str:
    """Return a date in words: `30 June 2015`, whatever the locale."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def month(year_month: str) -> str:
    """Return a month in words: `2016-02` is `February 2016`."""
    year, number = year_month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def period(start: dt.date | None, end: dt.date | None) -> str:
    """Return a period in words: `12 months to 30 June 2015`, or `at 30 June 2015` for a moment."""
    if end is None:
        return ""
    if start is None:
        return f"at {day(end)}"
    if end == dt.date.max:  # a slip, and the last day that there is
        return f"{day(start)} to {day(end)}"
    following = end + dt.timedelta(days=1)
    months = (following.year - start.year) * 12 + following.month - start.month
    if following.day == start.day:
        return f"{months} month{'s' if months > 1 else ''} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def against(words: str, start: dt.date | None, end: dt.date | None) -> str:
    """Return a period in words with the one that a change in it is measured from; alone where there is none.

    Example:
        >>> against("at 30 June 2015", None, dt.date(2014, 6, 30))
        'at 30 June 2015 against 30 June 2014'
    """
    return words if end is None else f"{words} against {period(start, end).removeprefix('at ')}"


def number(value: Decimal, decimals: int) -> str:
    """Return a value with thousands separated, at its printed precision."""
    if decimals <= -5 and abs(value) >= 1_000_000:
        return f"{(value / 1_000_000).normalize():f} million"
    return f"{value:,.{max(decimals, 0)}f}"


def with_unit(value: Decimal, decimals: int, unit: str, suffix: str, qualifier: str) -> str:
    """Return a value with the suffix of its unit and its qualifier: `at least 15`, `+13.0% change`."""
    sign = "+" if unit == "percent_change" and value > 0 else ""
    space = "" if suffix.startswith("%") or not suffix else " "
    return f"{QUALIFIERS[qualifier]}{sign}{number(value, decimals)}{space}{suffix}"


def apart(value: Decimal, decimals: int, unit: str, suffix: str, qualifier: str) -> tuple[str, str]:
    """Return a value with its percent sign and qualifier, and the rest of its unit.

    Example:
        >>> apart(Decimal("-9"), 0, "percent_change", "% change", "exact")
        ('-9%', 'change')
    """
    sign = "%" if suffix.startswith("%") else ""
    return with_unit(value, decimals, unit, sign, qualifier), suffix.removeprefix("%").strip()


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: `a, b and c`."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def interval(lower: str | None, upper: str | None) -> str:
    """Return what a printed number allows, in words: `14.85 to 14.95`, `at least 15`; empty if anything.

    Example:
        >>> interval("14.85", "14.95"), interval("15", ""), interval("31", "31")
        ('14.85 to 14.95', 'at least 15', 'exactly 31')
    """
    low, high = (f"{Decimal(end):,f}" if end else "" for end in (lower, upper))
    if low and high:
        return f"exactly {low}" if low == high else f"{low} to {high}"
    return f"at least {low}" if low else (f"at most {high}" if high else "")

"""Figures, periods and values in words, as a person would say them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

from peel_data.tables import records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from peel_data.figures.printed import PrintedFigure

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
    """A date in words: `30 June 2015`, whatever the locale."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def month(year_month: str) -> str:
    """A month in words: `2016-02` is `February 2016`."""
    year, number = year_month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def period(start: dt.date | None, end: dt.date | None) -> str:
    """A period in words: `12 months to 30 June 2015`, or `at 30 June 2015` for a moment."""
    if end is None:
        return ""
    if start is None:
        return f"at {day(end)}"
    following = end + dt.timedelta(days=1)
    months = (following.year - start.year) * 12 + following.month - start.month
    if following.day == start.day:
        return f"{months} month{'s' if months > 1 else ''} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def change(figure: PrintedFigure) -> str:
    """The period of a figure and, for a change, what it is measured against."""
    words = period(figure.period_start, figure.period_end)
    if figure.baseline_end is None:
        return words
    return (
        f"{words} against {period(figure.baseline_start, figure.baseline_end).removeprefix('at ')}"
    )


def number(value: Decimal, decimals: int) -> str:
    """A value with thousands separated, at its printed precision."""
    if decimals <= -5 and abs(value) >= 1_000_000:
        return f"{(value / 1_000_000).normalize():f} million"
    return f"{value:,.{max(decimals, 0)}f}"


def quantity(
    value: Decimal,
    decimals: int,
    unit: str,
    qualifier: str = "exact",
    *,
    suffixes: Mapping[str, str] | None = None,
) -> str:
    """A value with its unit and qualifier: `at least 15`, `+13.0% change`, `22.00 on the 24-hour clock`.

    `suffixes` are those of another release's units than the installed one's.
    """
    sign = "+" if unit == "percent_change" and value > 0 else ""
    suffix = (suffixes or _suffixes())[unit]
    space = "" if suffix.startswith("%") or not suffix else " "
    return f"{QUALIFIERS[qualifier]}{sign}{number(value, decimals)}{space}{suffix}"


def area_name(
    area: str, coverage: str | None = None, *, names: Mapping[str, str] | None = None
) -> str:
    """Return the name of an area with what it leaves out: `England and Wales, excluding ...`.

    `names` are those of another release's areas than the installed one's. An area that has no name there
    is called by its id.
    """
    return ", ".join(filter(None, ((names or _area_names()).get(area, area), coverage)))


def where(figure: PrintedFigure, *, names: Mapping[str, str] | None = None) -> str:
    """Return where a figure holds: its area with what it leaves out, or the place it speaks of instead."""
    return figure.place or area_name(figure.area, figure.coverage, names=names)


def departure(figure: PrintedFigure) -> str:
    """Return how a figure departs from the plain name of its area; empty when it does not."""
    return figure.place or figure.coverage or ""


def figure_in_words(figure: PrintedFigure) -> str:
    """A figure in one line: what, how much, where, when."""
    value = quantity(figure.value, figure.decimals, figure.unit, figure.qualifier)
    when = change(figure)
    return ", ".join(part for part in (f"{figure.title}: {value}", where(figure), when) if part)


@cache
def _suffixes() -> dict[str, str]:
    return {record["id"]: record["suffix"] for record in records.read("units")}


@cache
def _area_names() -> dict[str, str]:
    return {record["id"]: record["name"] for record in records.read("areas")}

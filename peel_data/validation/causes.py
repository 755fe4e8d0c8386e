"""One cause, one finding: what makes a whole submission look wrong is said once, and by its name.

Dates that were counted from another year, last year's form with a new name, and dates of another country touch
every row. Told row by row they hide what happened.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from peel_data.schema.periods import year_before
from peel_data.schema.row_rules import NoValue
from peel_data.validation.alike import join_alike, join_dates_for_numbers, join_headers
from peel_data.validation.grouping import FEW, put_in_place
from peel_data.validation.rules.arithmetic import RateDoesNotFit
from peel_data.validation.rules.coverage import MissingSeries
from peel_data.validation.rules.structure import WrongType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from peel_data.findings import Finding, Place
    from peel_data.validation.cells import Entry
    from peel_data.validation.context import Context
    from peel_data.validation.profiles import Asked

_SLASHED: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", re.ASCII)
_MOST: Final = 0.9
"""The share of what is asked that is met once the cause is undone, before it is named."""

_DAYS_APART: Final = 1462
"""Between 1 January 1900 and 1904, from which workbooks count their days."""

_FOLLOW: Final = ("V701", "V703", "V704", "C6")
"""What follows from wrong dates: missing and unexpected series, revised figures and jumps."""


def name_causes(findings: Sequence[Finding], context: Context) -> list[Finding]:
    """Return the findings with those of one cause put together."""
    left = _join_missing(_join_dates_of_one_order(_without_repeated_rates(findings)))
    left = join_headers(join_alike(join_dates_for_numbers(left)))
    for (edition, area), entries in context.rows.items():
        found = _find_moved_dates(context, edition, area, entries)
        if found is not None:
            about = f":{edition}:{area}"
            consequences = {
                id(f) for f in left if f.code.startswith(_FOLLOW) and about in f":{f.subject}:"
            }
            left = [f for f in left if id(f) not in consequences]
            left.append(found)
    return left


def _without_repeated_rates(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out that a rate does not fit its number and the residents, where the arithmetic doubts both already."""
    doubted = [
        {_cell(place) for place in each.places[: each.suspects]}
        for each in findings
        if each.code.startswith("A5") and each.suspects is not None
    ]

    def is_repeated(finding: Finding) -> bool:
        pair = {_cell(place) for place in finding.places[:2]}
        alone = finding.code == RateDoesNotFit.code and finding.suspects is None
        return alone and any(
            pair <= cells or (len(cells) == 1 and cells <= pair) for cells in doubted
        )

    return [each for each in findings if not is_repeated(each)]


def _cell(place: Place) -> tuple[object, ...]:
    return place.file, place.sheet, place.row, place.letter


def _join_missing(findings: Sequence[Finding]) -> list[Finding]:
    """Put the missing figures of many tables together: a template that was not filled in, or only in part."""
    empty = [each for each in findings if each.code == NoValue.code and each.places and each.table]
    places = [place for each in empty for place in each.places]
    if len({each.table for each in empty}) <= FEW:
        return list(findings)
    joined = replace(
        empty[0],
        message=f"{len(places)} figures of {len({each.table for each in empty})} tables are missing.",
        places=tuple(places),
        expected="the figures, or a status that says why there is none",
        table=None,
    )
    return put_in_place(findings, dict.fromkeys(map(id, empty)) | {id(empty[0]): joined})


def _find_moved_dates(
    context: Context, edition: str, area: str, entries: Sequence[Entry]
) -> Finding | None:
    """Say that all dates are moved alike, if that is what makes nearly every series a missing one."""
    profile = context.profile(edition, area)
    if profile is None:
        return None
    asked = profile.asked.keys()
    given = set(map(context.series_key, entries))
    if len(given & asked) > (1 - _MOST) * 2 * len(asked):
        return None
    places = [entry.place("period_end") for entry in entries if entry.record.get("period_end")]
    for days in (-_DAYS_APART, _DAYS_APART):
        if _meets(given, asked, partial(days_later, days=days)):
            late = "late" if days < 0 else "early"
            return MissingSeries.found(
                f"All dates of {context.names.area(area)} in {context.names.edition(edition)} are "
                f"{_DAYS_APART:,} days too {late}: the program counted its days from 1904, "
                "or from 1900 where the file says 1904.",
                places,
                expected="dates such as " + max(end for _, _, end, _ in asked),
                hints=("Copy the dates from a new template; the figures may stay as they are.",),
                subject=f"{edition}:{area}",
            )
    if _meets(given, asked, a_year_later):
        asking = context.names.edition(edition)
        return MissingSeries.found(
            f"This looks like last year's form: every period of {context.names.area(area)} is a year before what "
            f"{asking} asks for.",
            places,
            expected=f"the periods of {asking}, to {max(end for _, _, end, _ in asked)}",
            hints=("Make a new template and enter this year's figures.",),
            subject=f"{edition}:{area}",
        )
    return None


def _meets(
    given: Iterable[Asked],
    asked: AbstractSet[Asked],
    move: Callable[[str], str],
) -> bool:
    moved = {(table, category, move(end), move(base)) for table, category, end, base in given}
    return len(moved & asked) >= _MOST * len(asked)


def days_later(day: str, days: int) -> str:
    """Return the day so many days later; what is no day as it is."""
    try:
        return str(dt.date.fromisoformat(day) + dt.timedelta(days))
    except (ValueError, OverflowError):
        return day


def a_year_later(day: str) -> str:
    """Return the same day of the next year; what is no such day as it is."""
    try:
        date = dt.date.fromisoformat(day)
        later = date.replace(year=date.year + 1)
    except ValueError:  # empty, no date, or a leap day
        return day
    return str(later) if year_before(later) == date else day


def _join_dates_of_one_order(findings: Sequence[Finding]) -> list[Finding]:
    """Put dates together that are all written with slashes, where some of them prove the order."""
    slashed = [finding for finding in findings if _is_slashed(finding)]
    places = [place for finding in slashed for place in finding.places]
    parts = [match for place in places if (match := _SLASHED.fullmatch(place.text or ""))]
    firsts = {int(match[1]) > 12 for match in parts}
    seconds = {int(match[2]) > 12 for match in parts}
    if len(slashed) < 2 or (True in firsts) == (True in seconds):
        return list(findings)
    american = True in seconds
    order = "month/day/year, as in the United States" if american else "day/month/year"
    meant = {place.text: _as_written(place, american=american) for place in places}
    joined = replace(
        slashed[0],
        message=f"{len(places)} dates are written as {order}.",
        places=tuple(places),
        hints=(
            *(f"{text} is {day}." for text, day in list(meant.items())[:3]),
            "Format the columns of dates as text before typing, or save the workbook as .xlsx.",
        ),
        table=None,
    )
    return put_in_place(findings, dict.fromkeys(map(id, slashed)) | {id(slashed[0]): joined})


def _is_slashed(finding: Finding) -> bool:
    return (
        finding.code == WrongType.code
        and bool(finding.places)
        and all(_SLASHED.fullmatch(place.text or "") for place in finding.places)
    )


def _as_written(place: Place, *, american: bool) -> str:
    first, second, year = (place.text or "").split("/")
    month, day = (first, second) if american else (second, first)
    return f"{year}-{int(month):02}-{int(day):02}"

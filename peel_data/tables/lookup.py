"""Choosing rows of a table, and saying well why there are none or too many.

`report_figures` drives the difference between a value that was never published and one that a report
draws in a chart without printing its number (`NotPrinted`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn, cast

from peel_data.errors import Ambiguous, InvalidArgument, NotFound, NotPrinted
from peel_data.suggestions import did_you_mean, nearest, plain
from peel_data.tables import records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from peel_data.schema.vocabulary import AreaId
    from peel_data.tables.records import Record
    from peel_data.tables.source import TableSource

CATEGORIES = ("crime_type", "outcome_type", "organised_crime_type")
_MOST = 4
"""So many rows are named that there are instead."""
DATE_COLUMNS = frozenset(
    {"period_start", "period_end", "baseline_start", "baseline_end", "against_period_end"}
)


def criteria(given: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return what was asked for, as the texts that the data files have; None asks for nothing.

    Args:
        given: For each column a value, or several of which any will do.

    Raises:
        InvalidArgument: A text that is not a date, or an empty list.
    """
    wanted = {}
    for column, value in given.items():
        if value is None:
            continue
        several = not isinstance(value, str) and isinstance(value, Iterable)
        texts = tuple(_read(column, each) for each in (value if several else [value]))
        if not texts:
            raise InvalidArgument(f"{column} is an empty list, which no row matches. Leave it out.")
        wanted[column] = tuple(dict.fromkeys(texts))
    return wanted


def first(wanted: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return what was asked for, with the first of several values alone."""
    return {column: texts[0] for column, texts in wanted.items()}


def _read(column: str, value: str | int | dt.date) -> str:
    import datetime as dt

    text = _as_in_the_files(value)
    if column not in DATE_COLUMNS:
        return text
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise InvalidArgument(
            f'{column}={text!r} is not a date. Write it as YYYY-MM-DD, such as "2015-06-30".'
        ) from None


def _as_in_the_files(value: str | int | dt.date) -> str:
    import datetime as dt

    if isinstance(value, bool):
        return str(value).lower()
    day = value.date() if isinstance(value, dt.datetime) else value  # as pandas gives dates
    return day.isoformat() if isinstance(day, dt.date) else str(day)


def area_id(text: str) -> AreaId:
    """Return the id of the area that a text names: what a form or a command line gives, made an `AreaId`.

    Args:
        text: An id, the name of a force or its ONS code; case, spaces and hyphens do not matter.

    Raises:
        NotFound: There is no such area; the message names the nearest.

    Example:
        >>> peel.area_id("Northamptonshire Police"), peel.area_id("E23000032")
        ('northamptonshire', 'kent')
    """
    areas = records.read("areas")
    sought = plain(text)
    for area in areas:
        if sought in {plain(area[column]) for column in ("id", "name", "ons_code")} - {""}:
            return cast("AreaId", area["id"])
    ids = [area["id"] for area in areas]
    raise NotFound(
        f"There is no area {text!r}.{did_you_mean(text, ids)} {_how_to_list('area', ids)}"
    )


def explain_unknown(table: TableSource, wanted: Mapping[str, str]) -> None:
    """Say so if something asked for does not exist at all, rather than merely not in these rows.

    Raises:
        NotFound: A value that its column cannot take.
    """
    columns = {column.name: column for column in table.columns}
    for name, text in wanted.items():
        allowed = columns[name].allowed
        if not allowed and name == "edition":
            allowed = tuple(sorted({record["id"] for record in table.read("editions")}))
        if allowed and text not in allowed:
            # A chart by category may draw categories that the report never names in words.
            if (
                name in CATEGORIES
                and not nearest(text, allowed)
                and (why := charted(table, wanted))
            ):
                raise NotPrinted(why)
            raise NotFound(
                f"There is no {columns[name].title.lower()} {text!r}.{did_you_mean(text, allowed)} "
                f"{_how_to_list(name, allowed)}"
            )


def _how_to_list(column: str, allowed: Sequence[str]) -> str:
    listed = {
        "area": "areas",
        "crime_type": "crime_types",
        "outcome_type": "outcome_types",
        "edition": "editions",
    }
    if column in listed:
        return f"List them all with `peel-data show {listed[column]}`."
    if len(allowed) <= 8:
        return f"It can be {', '.join(allowed)}."
    return "List them with `peel-data tables`, or look at `.columns` of the table."


def choose(table: TableSource, wanted: Mapping[str, str], found: Sequence[Record]) -> int:
    """Return the index of the one row meant among those found.

    Where the rows are the same series as printed in several editions, the latest edition speaks.

    Raises:
        NotPrinted: A chart shows the value and no text prints it.
        NotFound: Nothing was published.
        Ambiguous: Several rows remain.
    """
    if not found:
        explain_missing(table, wanted)
    differing = [column for column in table.key if len({record[column] for record in found}) > 1]
    if differing == ["edition"]:
        order = [
            r["id"] for r in sorted(table.read("editions"), key=lambda r: (int(r["year"]), r["id"]))
        ]
        return max(range(len(found)), key=lambda index: order.index(found[index]["edition"]))
    choices = "; ".join(
        f"{column}={', '.join(sorted({record[column] for record in found})[:6])}"
        for column in differing
        if column not in wanted
    )
    raise Ambiguous(
        f"{len(found)} rows of {table.name} match {_spell(wanted)}. Narrow it down with {choices}; "
        "to get all of them, use `where`."
    )


def explain_missing(table: TableSource, wanted: Mapping[str, str]) -> NoReturn:
    """Say why a table has no row for what was asked, and what it has instead.

    Raises:
        NotPrinted: A chart shows the value and no text prints it.
        NotFound: A value its column cannot take, or one that no report prints.
    """
    explain_unknown(table, wanted)
    raise missing(table, wanted)


def missing(table: TableSource, wanted: Mapping[str, str]) -> NotFound:
    """Return why a table has no row for what was asked, all of which it could have."""
    if sentence := charted(table, wanted):
        return NotPrinted(sentence)
    return NotFound(
        f"{table.name} has no row for {_spell(wanted)}: no report in this release prints it."
        f"{_instead(table, wanted)} See all of them with `peel-data show {table.name}`."
    )


def charted(table: TableSource, wanted: Mapping[str, str]) -> str | None:
    """For what a chart draws and no text prints: a sentence that says so, and what there is instead."""
    chart = _chart_of(table, wanted)
    if chart is None:
        return None
    drawn, reason = chart
    return (
        f"{drawn['label']} of {drawn['publication']} {reason} for {_spell(wanted)}, and the number is "
        f"printed nowhere.{_instead(table, wanted)}"
    )


def _instead(table: TableSource, wanted: Mapping[str, str]) -> str:
    """Return the rows that share most of what was asked for, as a sentence."""
    scored = [
        (sum(record[c] == text for c, text in wanted.items()), record)
        for record in table.shared_records()
    ]
    best = max((score for score, _ in scored), default=0)
    alike = [record for score, record in scored if score == best]
    if not alike:
        return ""
    there = "; ".join(_spell({c: r[c] for c in table.key if c != "edition"}) for r in alike[:_MOST])
    more = f"; and {len(alike) - _MOST} more" if len(alike) > _MOST else ""
    return f" Available: {there}{more}."


def _chart_of(table: TableSource, wanted: Mapping[str, str]) -> tuple[Record, str] | None:
    """Return the chart that shows what was asked for without printing it, and what it does."""
    for drawn in table.read("report_figures"):
        if drawn["values_printed"] == "true" or table.name not in drawn["tables"].split():
            continue
        category = next(
            (wanted[c] for c in CATEGORIES if c in wanted),
            None,
        )
        if drawn["category"] and category and drawn["category"] != category:
            continue
        if wanted.get("edition", drawn["edition"]) != drawn["edition"]:
            continue
        end = wanted.get("period_end", drawn["period_end"])
        if not (drawn["period_start"] or drawn["period_end"]) <= end <= drawn["period_end"]:
            continue
        reason = _how_charted(table, drawn, wanted.get("area"))
        if reason:
            return drawn, reason
    return None


def _how_charted(table: TableSource, drawn: Record, area: str | None) -> str | None:
    if area is None:
        return "charts the value"
    if area in drawn["excluded_areas"].split():
        return (
            "is a chart by force that leaves this area out (see its notes), so no value is charted"
        )
    members = {r["id"]: r["members"].split() for r in table.read("areas")}
    for combined in drawn["combined_areas"].split():
        if area == combined or area in members[combined]:
            return f"charts the value together with others, as {combined},"
    charted = drawn["charted_areas"].split()
    is_force = area in members and not members[area]
    if area in charted or (charted == ["all-forces"] and is_force):
        return "charts the value"
    return None


def _spell(wanted: Mapping[str, str]) -> str:
    return ", ".join(f"{column}={text}" for column, text in wanted.items()) or "what was asked for"

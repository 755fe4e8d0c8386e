"""What is to be drawn: a figure or panel of a report, a table, some rows, some figures."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peel_data.charts import missing
from peel_data.errors import Ambiguous, InvalidArgument, NotFound, PeelError
from peel_data.figures import search
from peel_data.figures.catalogue import all_figures
from peel_data.figures.figure import Figure
from peel_data.suggestions import did_you_mean
from peel_data.tables import TABLES, formatting, records
from peel_data.tables.table import Rows, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.tables.records import Record

NATIONAL = "england-and-wales"
FORCE_IN_NUMBERS = "force in numbers"
JUDGMENTS = "judgments"


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be drawn.

    Attributes:
        title: What stands above it.
        sections: The panels of a report, each with its title and its figures; one without a title else.
        missing: What the report draws besides and does not print, a sentence each.
        years: For a figure over several years, the years that it spans, as their last days.
        grades: For judgments, their records.
        locator: The part of the report, if it is one.
        notes: The ids of what is noted of that part.
    """

    title: str
    sections: tuple[tuple[str, tuple[Figure, ...]], ...] = ()
    missing: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    grades: tuple[Record, ...] = ()
    locator: str = ""
    notes: tuple[str, ...] = ()


def picture_of(target: object, area: str | None, edition: str | None) -> Picture:
    """Return what a target names.

    Raises:
        NotFound: Nothing has that name; or it holds no figures.
        Ambiguous: Reports of several areas have one.
        InvalidArgument: The target cannot be drawn.
    """
    if isinstance(target, Table):
        return _table(target, area, edition)
    if isinstance(target, Rows):
        return _table(target.table, area, edition, target.records)
    if isinstance(target, Figure):
        return _some(target.title, (target,), area, edition)
    if isinstance(target, str):
        return _named(target, area, edition)
    if isinstance(target, Iterable):
        figures = tuple(target)
        if reason := getattr(target, "reason", ""):
            raise NotFound(reason)
        if figures and all(isinstance(each, Figure) for each in figures):
            return _some("Published figures", figures, area, edition)
    raise InvalidArgument(
        f"{type(target).__name__} cannot be drawn. Give the name of a figure, panel or table, such as "
        "'Figure 2', 'force in numbers' or 'crime_rates'; or a table, rows or figures of it."
    )


def names() -> list[str]:
    """Return the names of everything that can be drawn."""
    parts = {record["label"] for record in records.read("report_figures")}
    tables = [table.name for table in TABLES if table.measures]
    return list(
        dict.fromkeys([*sorted(parts, key=_in_order), FORCE_IN_NUMBERS, JUDGMENTS, *tables])
    )


def _in_order(label: str) -> tuple[str, int]:
    """Return what labels are sorted by: Figure 2 comes before Figure 10."""
    words, _, number = label.rpartition(" ")
    return (words, int(number)) if number.isdecimal() else (label, 0)


def _named(name: str, area: str | None, edition: str | None) -> Picture:
    if table := next((table for table in TABLES if table.measures and table.name == name), None):
        return _table(table, area, edition)
    sought = _plain(name)
    if sought == _plain(JUDGMENTS):
        return _judgments(_narrowed(records.read("judgments"), area, edition, "Judgments"))
    parts = _latest(
        [
            record
            for record in records.read("report_figures")
            if sought in {_plain(each) for each in _names_of(record)}
            or (sought == _plain(FORCE_IN_NUMBERS) and record["kind"] == "panel")
        ],
        edition,
    )
    if parts:
        return _of_report(_narrowed(parts, area, edition, name), name)
    table = next((table for table in TABLES if _plain(table.name) == sought), None)
    if table is not None:
        return _table(table, area, edition)
    by_id = {figure.id: figure for figure in all_figures()}
    if name in by_id:
        return _some(by_id[name].title, (by_id[name],), None, None)
    words = ""
    with suppress(PeelError):
        found = search.find(name)
        words = f" To draw the {len(found)} figures that these words find: `peel.plot(peel.find({name!r}))`."
    raise NotFound(
        f"There is nothing called {name!r} to draw.{did_you_mean(name, names())}{words} "
        f"What can be drawn: {', '.join(names())}; or the id of a figure."
    )


def _names_of(part: Record) -> tuple[str, ...]:
    """Return what a figure or panel of a report may be called; a panel without what it is part of, too."""
    label = part["label"]
    return (part["figure"], label, label.removeprefix("Force in numbers: "))


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _latest(parts: list[Record], edition: str | None) -> list[Record]:
    """Return the parts of the latest edition, unless one is asked for."""
    if edition is not None or not parts:
        return parts
    newest = max(parts, key=lambda part: part["edition"].rpartition("-")[2])["edition"]
    return [part for part in parts if part["edition"] == newest]


def _narrowed(
    found: list[Record], area: str | None, edition: str | None, what: str
) -> list[Record]:
    """Return what is of one area and edition.

    Raises:
        NotFound: No figure is of that area and edition.
        Ambiguous: There are several areas; ask for one.
    """
    areas = sorted({each["area"] for each in found})
    chosen = [
        each
        for each in found
        if area in {None, each["area"]} and edition in {None, each["edition"]}
    ]
    if not chosen:
        asked = " in ".join(filter(None, (area, edition)))
        raise NotFound(
            f"There is no {what!r} of {asked}.{_meant(area, areas)} "
            f"There is one of {', '.join(areas)}."
        )
    if len({each["area"] for each in chosen}) > 1:
        raise Ambiguous(
            f"{what!r} is in the reports of several areas. Narrow it down with area=: {', '.join(areas)}."
        )
    return chosen


def _meant(area: str | None, areas: Sequence[str]) -> str:
    """Return which of some areas may be meant; none where the one that was asked for is an area, too."""
    known = area in formatting.called("areas")
    return "" if area is None or known else did_you_mean(area, areas)


def _of_report(parts: list[Record], name: str) -> Picture:
    by_id = {figure.id: figure for figure in all_figures()}
    sections = tuple(
        (
            part["label"].rpartition(": ")[2] if len(parts) > 1 else "",
            tuple(by_id[each] for each in part["printed_figures"].split() if each in by_id),
        )
        for part in parts
    )
    publications = formatting.called("publications")
    first = parts[0]
    if len(parts) > 1:
        return Picture(
            f"{formatting.area_name(first['area'])} in numbers", sections,
            locator=f"Force in numbers, {publications[first['publication']]}",
        )  # fmt: skip
    if not sections[0][1]:
        raise NotFound(f"{name!r} prints no number: {first['title']}.")
    return Picture(
        f"{first['label']}: {first['title']}",
        sections,
        missing=tuple(missing.sentences(first, sections[0][1])),
        years=missing.years(first) if first["values_printed"] == "false" else (),
        locator=f"{first['label']}, {publications[first['publication']]}",
        notes=tuple(first["notes"].split()),
    )


def _judgments(found: list[Record]) -> Picture:
    latest = _latest(found, None)
    return Picture(
        f"Judgments of {formatting.area_name(found[0]['area'])}",
        grades=tuple(latest),
        locator=formatting.called("publications")[latest[0]["publication"]],
    )


def _table(
    table: Table[Any], area: str | None, edition: str | None, rows: Sequence[Record] | None = None
) -> Picture:
    if not table.installed:
        raise InvalidArgument(
            "A table of a past release cannot be drawn; its figures can: plot(release.figures())."
        )
    chosen = table.shared_records() if rows is None else rows
    if table.name == "figures":
        ids = [row["figure_id"] for row in chosen]
    elif table.name == JUDGMENTS and chosen:
        return _judgments(_narrowed(list(chosen), area, edition, "judgments"))
    elif table.measures:
        ids = [each for row in chosen for each in records.figure_ids(table, row).values()]
    else:
        drawn = [each.name for each in TABLES if each.measures and len(each)]
        raise InvalidArgument(
            f"The table {table.name} holds no figures to draw. Tables that do: {', '.join(drawn)}."
        )
    by_id = {figure.id: figure for figure in all_figures()}
    figures = tuple(by_id[each] for each in ids if each in by_id)
    return _some(table.title, figures, area, edition)


def _some(
    title: str, figures: tuple[Figure, ...], area: str | None, edition: str | None
) -> Picture:
    """Return the picture of some figures: of an area, beside England and Wales."""
    areas = sorted({figure.area for figure in figures})
    chosen = tuple(
        figure
        for figure in figures
        if edition in {None, figure.edition} and (area is None or figure.area in {area, NATIONAL})
    )
    if area is not None and area not in areas:
        raise NotFound(
            f"{title} has no figures of {area}.{_meant(area, areas)} "
            f"It has those of {', '.join(areas) or 'no area yet'}."
        )
    if not chosen:
        raise NotFound(f"{title} has no figures{f' of {edition}' if edition else ' yet'}.")
    return Picture(title, (("", chosen),))

"""Slips of a hand that pasted, sorted or converted many figures at once: one finding, not one for each of them.

It is said only in place of findings that there are; where one finding tells all, that one stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from peel_data.findings import Place, Severity
from peel_data.tables.records import figure_ids
from peel_data.validation.form.causes import line_of
from peel_data.validation.grouping import put_in_place
from peel_data.validation.mass_causes import (
    RULES,
    SEVERAL,
    Given,
    Slip,
    last_resort,
    slips_of,
)
from peel_data.validation.rules.questions import AllZero
from peel_data.validation.tables import title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from peel_data.findings import Finding
    from peel_data.validation.cells import Entry
    from peel_data.validation.context import Context


def join_mass_slips(
    findings: Sequence[Finding],
    context: Context,
    is_left_out: Callable[[Finding], bool],
    *,
    last: bool = False,
) -> list[Finding]:
    """Put one finding in place of all that a slip explains which was made in many figures at once.

    Args:
        findings: The findings, fingerprinted.
        context: The submission.
        is_left_out: Tells what is waived, or not asked for: it stays by itself.
        last: Whether all else was tried: then columns and sections are named of which most figures do not fit.
    """
    at: dict[Place, list[Finding]] = defaultdict(list)
    for each in findings:
        note = each.severity is Severity.INFO or each.code in RULES
        unreadable = each.code.startswith(
            ("F", "S") if last else ("F", "S204")
        )  # says what to type
        if not note and not unreadable and not is_left_out(each):
            for place in each.places:
                at[_cell(place)].append(each)
    joined: dict[int, Finding | None] = {}
    for entries in _doubted_areas(context, at):
        figures = [
            each._replace(told=[f for f in at.get(cell, ()) if _is_about(f, cell)])
            for each in chain.from_iterable(map(_figures, entries))
            for cell in (_cell(each.place),)
        ]
        for slip in last_resort(figures) if last else slips_of(figures):
            cells = dict.fromkeys(_cell(each.place) for each in slip.figures)
            told = {id(f): f for cell in cells for f in at.get(cell, ()) if id(f) not in joined}
            if len(told) >= SEVERAL:
                said = _say(slip, told.values())
                named = next((f for f in told.values() if f.code == AllZero.code), None)
                if named and all(
                    f.fingerprint for f in told.values()
                ):  # so it can be waived for all
                    said = replace(named, severity=said.severity)
                joined |= dict.fromkeys(told)
                joined[next(iter(told))] = said
    return put_in_place(findings, joined)


def _say(slip: Slip, told: Iterable[Finding]) -> Finding:
    told = list(told)
    error = any(each.severity is Severity.ERROR for each in told)
    places = [each.place for each in slip.figures]
    cells = set(map(_cell, places))
    # Where each keeps what was said of it, it also keeps the cells of which that was said.
    more = [p for each in told if slip.more for p in each.places if _cell(p) not in cells]
    return slip.rule.found(
        slip.said,
        [*places, *dict.fromkeys(more)],
        expected="each figure in its own cell, and in the unit that is asked for",
        hints=(slip.hint, *slip.more),
        severity=Severity.ERROR if error else Severity.WARNING,
        suspects=len(places) if more else None,
    )


def _is_about(finding: Finding, cell: Place) -> bool:
    """Return whether a finding is about a cell before others."""
    return finding.code[0] == "R" or _cell(finding.places[0]) == cell


def _cell(place: Place) -> Place:
    return Place(place.file, place.sheet, place.row, letter=place.letter)


def _doubted_areas(context: Context, at: Iterable[Place]) -> Iterator[list[Entry]]:
    """Yield the rows of each area with several in which something was found."""
    told: dict[tuple[str, str | None], set[int | None]] = defaultdict(set)
    for cell in at:
        told[cell.file, cell.sheet].add(cell.row)

    def is_told(entry: Entry) -> bool:
        rows = told.get((entry.raw.file, entry.raw.sheet))  # of most files none: asked first
        return bool(entry.raw.spots) or (rows is not None and entry.row in rows)

    given = [*context.entries.values(), context.invalid_entries]
    doubted = Counter(
        (entry["edition"], entry["area"])
        for entry in chain(*given)
        if entry.spec.measures and is_told(entry)
    )
    found: dict[tuple[str, str], list[Entry]] = {
        where: [] for where, rows in doubted.items() if rows >= SEVERAL
    }
    for entry in chain(*given) if found else ():
        if (
            entry.spec.measures
            and (rows := found.get((entry["edition"], entry["area"]))) is not None
        ):
            rows.append(entry)
    for entries in found.values():
        yield sorted(entries, key=lambda entry: (entry.raw.file, entry.raw.sheet or "", entry.row))


def _figures(entry: Entry) -> Iterator[Given]:
    """Yield the figures of a row that are asked for."""
    spec = entry.spec
    for column, key in figure_ids(spec, entry.record).items():
        if line := line_of(key):
            part = f"{title_of(spec.name)} (column {column})"
            if entry.raw.spots:
                part = f"“{line.section}”"
            yield Given(line, entry[column], entry.place(column), part)

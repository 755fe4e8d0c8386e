"""Findings say which figure each of their rows holds, and show the line of the sheet."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from peel_data.findings import LineCell
from peel_data.schema import form
from peel_data.tables import wording
from peel_data.validation.tables import KNOWN_TABLES, title_of
from peel_data.workbooks.letters import letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.figures.naming import Names
    from peel_data.findings import Finding, Place, Suggestion
    from peel_data.validation.cells import Entry
    from peel_data.validation.context import Context

LINES = 300
"""So many findings show the line of their first cell."""

CELLS = 20
"""So many cells of a line are shown at the most."""

_LONGEST = 60

_OFFERED = {status: offered for offered, status in form.STATUSES.items()}
_OF_FORMS = {
    "template": "form",
    "column notes": f"column {form.REMARK}",
    "column status": f"column {form.STATUS}",
}
"""What the tables call something, and the form."""
_OF_TABLES = re.compile("|".join(_OF_FORMS))
_STATUS = re.compile(
    r"\bnot_[a-z]+\b|(?<=status to )[a-z]+\b|(?<=status is “)[a-z]+\b|(?<=status )published\b"
)


def name_place(context: Context, place: str) -> str:
    """Return in words what the place of a waiver is: a figure, or a table, edition and area."""
    figure = context.given(place) or context.baseline.figures.get(place)
    if figure is None:
        parts = filter(None, place.split(":"))
        return ", ".join(
            title_of(part) if part in KNOWN_TABLES else context.names.title(part) for part in parts
        )
    period = wording.against(
        wording.period(figure.period_start, figure.period_end),
        figure.baseline_start,
        figure.baseline_end,
    )
    where = filter(None, (context.names.area(figure.area), period))
    return f"{figure.title} ({', '.join(where)})"


def name_figures(
    findings: Sequence[Finding], entries: Mapping[str, Sequence[Entry]], names: Names
) -> Iterator[Finding]:
    """Return the findings with the figures of their rows named, and the first of them with their lines."""
    told = {(place.file, place.row) for finding in findings for place in _places(finding)}
    at = {
        key: found
        for rows in entries.values()
        for entry in rows
        if entry.raw.spots or (entry.raw.file, entry.row) in told
        for key, found in _rows(entry)
    }
    named: dict[Place, Place] = {}

    def name(place: Place) -> Place:
        if place not in named:
            entry, measure = at.get((place.file, place.sheet, place.row or 0), (None, None))
            column = measure or place.column
            figure = names.figure(entry.spec, entry.record, column) if entry else ""
            named[place] = replace(place, figure=figure) if figure else place
        return named[place]

    def rename(suggestion: Suggestion) -> Suggestion:
        changed = (replace(each, place=name(each.place)) for each in suggestion.replacements)
        return replace(suggestion, replacements=tuple(changed))

    for number, finding in enumerate(findings):
        if not any(_places(finding)):
            yield finding
            continue
        first = finding.places[0] if finding.places else None
        entry, _ = (
            at.get((first.file, first.sheet, first.row or 0), (None, None))
            if first
            else (None, None)
        )
        yield replace(
            _as_the_form_says(finding) if entry and entry.raw.spots else finding,
            places=tuple(map(name, finding.places)),
            suggestions=tuple(map(rename, finding.suggestions)),
            line=finding.line
            or (tuple(_line(entry, first)) if entry and first and number < LINES else ()),
        )


def _places(finding: Finding) -> Iterator[Place]:
    """Yield all places that a finding names."""
    yield from finding.places
    for suggestion in finding.suggestions:
        yield from (each.place for each in suggestion.replacements)


def _as_the_form_says(finding: Finding) -> Finding:
    """Return the finding with statuses as the form offers them: `Not supplied`, where the tables say `not_supplied`."""

    def words(text: str) -> str:
        said = _STATUS.sub(lambda found: _OFFERED.get(found[0], found[0]), text)
        return _OF_TABLES.sub(lambda found: _OF_FORMS[found[0]], said)

    return replace(
        finding,
        message=words(finding.message),
        expected=words(finding.expected),
        hints=tuple(map(words, finding.hints)),
    )


def _rows(entry: Entry) -> Iterator[tuple[tuple[str, str | None, int], tuple[Entry, str | None]]]:
    """Yield where an entry stands: in one row of a table, or in a line of a form for each of its figures."""
    raw = entry.raw
    if not raw.spots:
        yield (raw.file, raw.sheet, entry.row), (entry, None)
    for measure in entry.spec.measures if raw.spots else ():
        spot = raw.spots.get((entry.index, entry.columns.get(measure, -1)))
        if spot is not None:
            yield (raw.file, raw.sheet, spot.row), (entry, measure)


def _line(entry: Entry, place: Place) -> Iterator[LineCell]:
    """Yield the cells of a row from left to right, as many as can be looked at; that of the place among them."""
    cells = _cells(entry, place)
    at = next((i for i, cell in enumerate(cells) if cell.letter == place.letter), 0)
    start = max(0, min(at - CELLS // 2, len(cells) - CELLS))
    for cell in cells[start : start + CELLS]:
        text = cell.text if len(cell.text) <= _LONGEST else cell.text[:_LONGEST] + "…"
        yield LineCell(cell.letter, cell.column[:_LONGEST], text)


def _cells(entry: Entry, place: Place) -> list[LineCell]:
    raw = entry.raw
    if raw.spots:
        there = (spot for (index, _), spot in raw.spots.items() if index == entry.index)
        cells = {
            s.letter: LineCell(s.letter, s.column, s.text) for s in there if s.row == place.row
        }
        return [cells[key] for key in sorted(cells, key=lambda key: (len(key), key))]
    columns = sorted(zip(raw.positions, raw.header, raw.rows[entry.index], strict=True))
    return [LineCell(letter(position), name, text) for position, name, text in columns]

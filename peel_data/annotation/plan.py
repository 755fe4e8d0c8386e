"""What of a report is written where: the lines of the first sheet, and the notes on the cells."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from peel_data.findings import Severity
from peel_data.report import phrases, summary
from peel_data.report.truncation import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from peel_data.findings import Finding, Place, Report
    from peel_data.report.phrases import PlaceGroup

LISTED = 1000
"""How many findings the first sheet lists, the first of every kind before the second of any."""

MARKED = 5000
"""How many cells are marked, and commented, at the most."""

_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as the first sheet lists it; `sheet` and `cell` are where its link leads."""

    severity: str
    figure: str
    where: str
    holds: str
    message: str
    advice: str
    rule: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell to be marked: whether for an error, and what its note says."""

    sheet: str
    cell: str
    error: bool
    note: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is written into a workbook."""

    title: str
    verdict: str
    steps: tuple[str, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    more: int

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as JSON can carry it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Plan:
        """Return the plan that `to_dict` made a dictionary of."""
        lines = tuple(Line(**each) for each in given["lines"])
        marks = tuple(Mark(**each) for each in given["marks"])
        return cls(
            given["title"], given["verdict"], tuple(given["steps"]), lines, marks, given["more"]
        )


def make_plan(report: Report) -> Plan:
    """Decide what of a report is written into a workbook."""
    shown = excerpt(report, LISTED)
    lines = tuple(_line(each.finding, shown.subject) for each in shown.findings)
    notes: dict[tuple[str, str], list[tuple[bool, str]]] = {}
    for each in shown.findings:
        finding = each.finding
        if finding.severity is Severity.INFO:
            continue
        for place in finding.places[: finding.suspects]:
            address = cell_address(place)
            if place.sheet is not None and address and (len(notes) < MARKED):
                note = (finding.severity is Severity.ERROR, _note(finding, place))
                notes.setdefault((place.sheet, address), []).append(note)
    marks = tuple(
        Mark(sheet, cell, any(error for error, _ in each), _cut("\n\n".join(n for _, n in each)))
        for (sheet, cell), each in notes.items()
    )
    return Plan(
        title=shown.subject,
        verdict=summary.verdict(report),
        steps=tuple(summary.steps(report)),
        lines=lines,
        marks=marks,
        more=shown.totals.findings - len(lines),
    )


def cell_address(place: Place) -> str:
    """Return the address of the cell of a place, `F12`; that of a row is its first cell, of a column its head.

    Example:
        >>> from peel_data.findings import Place
        >>> cell_address(Place("a.xlsx", "rates", 12, "value", "F")), cell_address(Place("a.xlsx"))
        ('F12', '')
    """
    if place.letter is None and place.row is None:
        return ""
    return f"{place.letter or 'A'}{place.spreadsheet_row or place.row or 1}"


def _line(finding: Finding, title: str) -> Line:
    groups = phrases.parts(finding)
    group = groups[0][1] if groups else None
    place = finding.places[0] if finding.places else None
    return Line(
        severity=phrases.SEVERITIES[finding.severity],
        figure=phrases.figures(group) if group else "",
        where=_where(group, title) if group else phrases.nowhere(finding),
        holds=(phrases.content(group) if group else ""),
        message=_cut(finding.message),
        advice=_cut("\n".join(_advice(finding))),
        rule=finding.code,
        sheet=(place.sheet or "") if place else "",
        cell=cell_address(place) if place else "",
    )


def _where(group: PlaceGroup, title: str) -> str:
    """Return where a cell is; the file goes without saying."""
    place = group.place
    if place.sheet is None or not title.endswith(place.file):
        return phrases.where(group, name=str)
    return ", ".join(filter(None, (place.sheet, phrases.position(group, name=str))))


def _advice(finding: Finding, place: Place | None = None) -> Iterator[str]:
    """Yield what to do; at one cell of many, what is hinted of that cell alone."""
    own = f"“{place.text}”: " if place else ""
    here = [hint.removeprefix(own) for hint in finding.hints if own and hint.startswith(own)]
    yield from here or finding.hints
    if finding.expected:
        yield f"Expected: {finding.expected}"


def _note(finding: Finding, place: Place) -> str:
    return "\n".join([finding.message, *_advice(finding, place)])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

"""How a report puts things: places, intervals, numbers of things."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from peel_data.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from peel_data.findings import (
        Bound,
        Finding,
        IgnoredPart,
        Place,
        Waived,
    )

    Say = Callable[[str], str]

SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""What a person calls each severity."""


def details(finding: Finding, *, steward: bool = False) -> Iterator[tuple[str, str]]:
    """Yield what belongs to a finding besides its sentence and its places, each with a label.

    Args:
        finding: The finding.
        steward: Whether to say how it could be waived.
    """
    if finding.expected:
        yield "expected", finding.expected
    for bound in finding.bounds:
        yield "allowed", f"{bound.label}: {interval(bound)}"
    if finding.gap is not None:
        yield "gap", finding.gap
    for assumption in finding.assumptions:
        yield "assuming", assumption
    for hint in finding.hints:
        yield "hint", hint
    if finding.fingerprint and steward:
        yield "waiver", waiver(finding)


def split_hints(hints: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the hints up to one that ends in a colon, and what it lists: rivals; none where there is no such hint."""
    head = next((i for i, hint in enumerate(hints, 1) if hint.endswith(":")), len(hints))
    return hints[:head], hints[head:]


def rule(code: str) -> str:
    """Return the code of a rule and what it says.

    Example:
        >>> rule("F152")
        'F152: The file is encrypted with a password'
    """
    titles = _titles()
    return f"{code}: {titles[code]}" if code in titles else code


@cache
def _titles() -> dict[str, str]:
    """Return the title of every rule; a report without findings needs none of them."""
    from peel_data.validation.rules.registry import RULES

    return {rule.code: rule.title for rule in RULES}


def number_of(count: int, thing: str) -> str:
    """Return a count with its noun.

    Example:
        >>> number_of(1, "error"), number_of(1200, "record")
        ('1 error', '1,200 records')
    """
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def source(place: Place) -> str:
    """Return the file of a place, and in a workbook the sheet."""
    return f'{place.file}, sheet "{place.sheet}"' if place.sheet is not None else place.file


def ticked(name: str) -> str:
    """Return a column's name in backticks, as code is written in plain text."""
    return f"`{name}`"


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Places that differ in nothing but their row.

    Attributes:
        place: What they share.
        rows: Their rows as a spreadsheet shows them.
        lines: Their lines as an editor shows them, where those are others.
        figures: The figures that stand in the rows, in words.
    """

    place: Place
    rows: tuple[int, ...]
    lines: tuple[int, ...] = ()
    figures: tuple[str, ...] = ()


def spots(places: Sequence[Place]) -> list[PlaceGroup]:
    """Return the places, those together that differ in nothing but their row, in order of first sight."""
    alike: dict[Place, list[Place]] = {}
    for place in places:
        shared = replace(place, row=None, spreadsheet_row=None, figure="")
        alike.setdefault(shared, []).append(place)
    return [_spot(shared, each) for shared, each in alike.items()]


def _spot(shared: Place, places: Sequence[Place]) -> PlaceGroup:
    lines = [place.row for place in places if place.row is not None]
    rows = [place.spreadsheet_row or place.row for place in places]
    seen = [row for row in rows if row is not None]
    figures = dict.fromkeys(place.figure for place in places if place.figure)
    return PlaceGroup(shared, tuple(seen), tuple(lines) if lines != seen else (), tuple(figures))


ALSO, DOUBTED, WITNESS = "also", "also in doubt", "held against"


def parts(finding: Finding) -> list[tuple[str, PlaceGroup]]:
    """Return the spots of a finding, each with the part it takes; the first is where to look first."""
    if finding.suspects is None:
        return [(ALSO, spot) for spot in spots(finding.places)]
    doubted, witnesses = finding.places[: finding.suspects], finding.places[finding.suspects :]
    return [
        *((DOUBTED, spot) for spot in spots(doubted)),
        *((WITNESS, spot) for spot in spots(witnesses)),
    ]


def rows(numbers: Sequence[int]) -> str:
    """Numbers of rows, with runs drawn together.

    Example:
        >>> rows([15, 16, 17, 20])
        '15 to 17, 20'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def position(spot: PlaceGroup, say: Say = str, name: Say = ticked) -> str:
    """Return where in its file or sheet a spot is: `row 12, column D (value)`; empty for the whole file.

    Args:
        spot: The spot.
        say: Escapes a word for the format that it is written in.
        name: Sets the name of a column, in that format.
    """
    place, parts = spot.place, []
    if spot.rows:
        # Of a text file without columns, people count lines.
        text_file = place.sheet is None and place.column is None and place.letter is None
        if text_file and spot.lines:
            parts.append(_numbered("line", spot.lines))
        else:
            also = f" ({_numbered('line', spot.lines)})" if spot.lines else ""
            parts.append(_numbered("line" if text_file else "row", spot.rows) + also)
    column = [say(place.letter)] if place.letter is not None else []
    column += [name(place.column)] if place.column is not None else []
    if column:
        parts.append(" ".join(["column", *column]))
    return ", ".join(parts)


def _numbered(noun: str, numbers: Sequence[int]) -> str:
    return f"{noun}{'s' if len(numbers) > 1 else ''} {rows(numbers)}"


FIGURES = 3
"""So many figures of one finding are named."""


def figures(spot: PlaceGroup) -> str:
    """Return the figures of a spot in words, the first of many; empty where none are known.

    Example:
        >>> from peel_data.findings import Place
        >>> figures(PlaceGroup(Place("a.csv"), (2, 3), figures=("Burglary, rate", "Robbery, rate")))
        'Burglary; Robbery: rate'
    """
    named = [figure.split(", ") for figure in spot.figures]
    shared = 0  # parts at the end that all have, such as the period
    while len(named) > 1 and all(
        len(name) > shared + 1 and name[-shared - 1 :] == named[0][-shared - 1 :] for name in named
    ):
        shared += 1
    few = named if len(named) <= FIGURES + 1 else named[:FIGURES]
    listed = "; ".join(", ".join(name[: len(name) - shared]) for name in few)
    more_of_them = f"; and {len(named) - len(few):,} more" if len(named) > len(few) else ""
    period = ", ".join(named[0][-shared:]) if shared else ""
    return f"{listed}{more_of_them}" + (f": {period}" if period else "")


def where(spot: PlaceGroup, within: str = "", say: Say = str, name: Say = ticked) -> str:
    """Return a spot in words; its source is left out when it is the one that the reader is `within`."""
    known = source(spot.place)
    parts = ["" if known == within else say(known), position(spot, say, name)]
    return ", ".join(part for part in parts if part) or "the file as a whole"


def nowhere(finding: Finding) -> str:
    """Return what a finding without places is about."""
    return "the submission as a whole" if finding.table is None else "the table as a whole"


def content(spot: PlaceGroup) -> str:
    """Return what stands in the cell, in quotation marks; empty where nothing was read."""
    text = spot.place.text
    if text is None:
        return ""
    return f'"{text}"' if text else "empty"


def cell(spot: PlaceGroup, within: str = "", name: Say = ticked) -> str:
    """Return a spot and what stands there: `row 12, column D (value): "1,234"`."""
    return ": ".join(part for part in (where(spot, within, str, name), content(spot)) if part)


def interval(bound: Bound) -> str:
    """Return a closed interval in words: `14.85 to 14.95`, `at least 200`."""
    if bound.lower is None and bound.upper is None:
        return "any value"
    if bound.lower is None:
        return f"at most {bound.upper}"
    if bound.upper is None:
        return f"at least {bound.lower}"
    if bound.lower == bound.upper:
        return f"exactly {bound.lower}"
    return f"{bound.lower} to {bound.upper}"


def more(count: int, thing: str = "") -> str:
    """Return how many are not listed: `and 480 more places`."""
    return f"and {count:,} more" + (f" {thing if count == 1 else thing + 's'}" if thing else "")


def indented(lines: Sequence[str], most: int) -> str:
    """Return the first lines one below the other, and how many more there are.

    Example:
        >>> indented(["a", "b", "c"], 2).splitlines()
        ['  a', '  b', '  and 1 more']
    """
    rest = [more(len(lines) - most)] if len(lines) > most else []
    return "\n".join(f"  {line}" for line in [*lines[:most], *rest])


def waiver(finding: Finding) -> str:
    """Return what a waiver of a finding would have to name."""
    return f"place {finding.subject}, fingerprint {finding.fingerprint}"


def ignored(one: IgnoredPart) -> str:
    """Return what was ignored, and why."""
    size = f" ({number_of(one.records, 'record')})" if one.records else ""
    return f"{one.what}{size}: {one.reason}"


def waived(one: Waived) -> str:
    """Return what was waived, by whom, why and until when."""
    finding = one.finding
    # In HTML and Markdown this is plain text, where backticks would be out of place.
    cells = "; ".join(cell(spot, name="“{}”".format) for spot in spots(finding.places))
    place = f" at {cells}" if cells else ""
    expiry = f" until {one.expires}" if one.expires else ""
    return f"{finding.code}{place}. {finding.message} Waived by {one.author}{expiry}: {one.reason}"

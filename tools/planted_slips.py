"""Slips that nobody selected, drawn with a seed: of the keyboard, from other cells, and of whole columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from peel_data.findings import Place
    from peel_data.validation.baseline import Baseline
    from support.synthetic import Tables

TOPICS = {
    "crime_outcomes": "outcomes",
    "anti_social_behaviour_incidents": "anti-social behaviour",
    "anti_social_behaviour_rates": "anti-social behaviour",
    "anti_social_behaviour_changes": "changes",
    "crime_changes": "changes",
    "crime_rates": "crime rates",
    "crime_numbers": "crime numbers",
    "calls_for_assistance": "calls",
    "domestic_abuse_shares": "domestic abuse",
    "victim_satisfaction": "satisfaction",
    "organised_crime_group_numbers": "organised crime",
    "organised_crime_group_rates": "organised crime",
    "organised_crime_group_shares": "organised crime",
}
PARTS = {
    "out_of_court_formal": ("caution_adults", "caution_youths", "penalty_notices_for_disorder"),
    "out_of_court_informal": ("cannabis_khat_warning", "community_resolution"),
}
SERIES = ("area", "crime_type", "outcome_type", "organised_crime_type", "unit", "decimals")
"""The columns that tell the series of a figure from others, beside its period."""


class Cell(NamedTuple):
    """A cell of a submission: its table, the position of its row, and its column."""

    table: str
    row: int
    column: str

    def is_at(self, place: Place) -> bool:
        """Return whether a finding's place is this cell."""
        at = (f"{self.table}.csv", self.row + 2, self.column)
        return (Path(place.file).name, place.row, place.column) == at


class Slip(NamedTuple):
    """What is typed into a cell instead of what is right."""

    cell: Cell
    kind: str
    text: str


@dataclass
class Base:
    """A good submission, and the findings it has without any slip."""

    name: str
    label: str
    tables: Tables
    baseline: Baseline
    area: str | None = None
    known: set[tuple[object, ...]] = field(default_factory=set)

    def cells(self) -> Iterator[Cell]:
        """Yield every cell with an exact figure."""
        for table, sheet in self.tables.items():
            if table not in TOPICS:
                continue
            columns = ("number", "rate") if table == "crime_outcomes" else ("value",)
            for row in range(len(sheet.rows)):
                exact = sheet.cell(row, "qualifier") == "exact"
                if exact and self.area in {None, sheet.cell(row, "area")}:
                    yield from (Cell(table, row, c) for c in columns if sheet.cell(row, c))

    def text(self, cell: Cell) -> str:
        """Return what a cell rightly holds."""
        text: str = self.tables[cell.table].cell(cell.row, cell.column)
        return text

    def column(self, cell: Cell) -> list[Cell]:
        """Return the cells of the same column and area, in order."""
        area = self.tables[cell.table].cell(cell.row, "area")
        return [
            other
            for other in self.cells()
            if (other.table, other.column) == (cell.table, cell.column)
            and self.tables[other.table].cell(other.row, "area") == area
        ]

    def last_year(self, cell: Cell) -> str | None:
        """Return what the release prints of the year before, if it does."""
        sheet = self.tables[cell.table]
        own = dict(zip(sheet.header, sheet.rows[cell.row], strict=True))
        same = [name for name in SERIES if name in own]
        for record in self.baseline.tables.get(cell.table, ()):
            ends = ((own[n], record[n]) for n in ("period_end", "baseline_end") if own.get(n))
            years = all(int(now[:4]) == int(then[:4]) + 1 for now, then in ends)
            if years and all(own[name] == record[name] for name in same):
                return record[cell.column] or None
        return None


def slips(base: Base, cell: Cell, chance: random.Random) -> Iterator[Slip]:
    """Yield one slip of each kind, drawn by chance, of those that change the cell."""
    right = base.text(cell)
    sign, digits, places = _parts(right)
    whole = len(digits) - places
    at = chance.randrange(len(digits))
    other = chance.choice([d for d in "0123456789" if d != digits[at]])
    made = {"a digit changed": digits[:at] + other + digits[at + 1 :]}
    turns = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1]]
    if turns:
        i = chance.choice(turns)
        made["two digits exchanged"] = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
    i = chance.randrange(whole)
    made["a digit twice"] = digits[: i + 1] + digits[i:]
    if whole > 1:
        made["a digit left out"] = digits[:i] + digits[i + 1 :]
    smaller = digits.endswith("0") and int(digits) and chance.random() < 0.5
    made["a factor of ten"] = digits[:-1].rjust(places + 1, "0") if smaller else digits + "0"
    for kind, typed in made.items():
        text = _typed(sign, typed, places)
        if Decimal(text) != Decimal(right):
            yield Slip(cell, kind, text)
    if cell.table.endswith("_changes") and Decimal(right):
        yield Slip(cell, "a sign lost", right.removeprefix("-") if sign else f"-{right}")


def _parts(text: str) -> tuple[str, str, int]:
    sign = "-" if text.startswith("-") else ""
    whole, _, fraction = text.removeprefix("-").partition(".")
    return sign, whole + fraction, len(fraction)


def _typed(sign: str, digits: str, places: int) -> str:
    cut = len(digits) - places
    whole = digits[:cut].lstrip("0") or "0"
    text = f"{whole}.{digits[cut:]}" if places else whole
    return sign + text if Decimal(text) else text


def together(
    drawn: Sequence[tuple[Base, dict[Cell, list[Slip]]]],
    size: int,
    count: int,
    chance: random.Random,
) -> Iterator[tuple[Base, tuple[Slip, ...]]]:
    """Yield slips in several figures of one area of a submission, of those that were drawn for each."""
    for _ in range(count):
        base, by_cell = chance.choice(drawn)
        areas: dict[str, list[Cell]] = {}
        for cell in (cell for cell, made in by_cell.items() if made):
            areas.setdefault(base.tables[cell.table].cell(cell.row, "area"), []).append(cell)
        cells = chance.sample(areas[chance.choice(sorted(areas))], size)
        yield base, tuple(chance.choice(by_cell[cell]) for cell in cells)


def elsewhere(base: Base, cell: Cell) -> Iterator[Slip]:
    """Yield the values of other cells that may be typed into one: of last year, beside it, a total, a part."""
    sheet = base.tables[cell.table]
    if (last := base.last_year(cell)) is not None:
        yield Slip(cell, "last year's value", last)
    column = base.column(cell)
    at = column.index(cell)
    for other in column[max(at - 1, 0) : at + 2]:
        yield Slip(cell, "the row beside it", base.text(other))
    if cell.table != "crime_outcomes":
        return
    own = sheet.cell(cell.row, "outcome_type")
    for other in column:
        kind = sheet.cell(other.row, "outcome_type")
        if own in PARTS.get(kind, ()):
            yield Slip(cell, "the total for a part", base.text(other))
        if kind in PARTS.get(own, ()):
            yield Slip(cell, "a part for the total", base.text(other))


def moved(base: Base, chance: random.Random) -> Iterator[tuple[Slip, ...]]:
    """Yield for each column two rows exchanged, and a run of rows moved down and up."""
    columns = {tuple(base.column(cell)): None for cell in base.cells()}
    for cells in columns:
        values = [base.text(cell) for cell in cells]
        if len(cells) > 1:
            i, j = sorted(chance.sample(range(len(cells)), 2))
            swapped = [*values[:i], values[j], *values[i + 1 : j], values[i], *values[j + 1 :]]
            yield _instead(cells, "two rows exchanged", swapped)
        if len(cells) > 2:
            start = chance.randrange(len(cells) - 2)
            stop = chance.randrange(start + 3, len(cells) + 1)
            before, run, after = values[:start], values[start:stop], values[stop:]
            down = [*before, run[-1], *run[:-1], *after]
            yield _instead(cells, "rows moved down", down)
            yield _instead(cells, "rows moved up", [*before, *run[1:], run[0], *after])


def _instead(cells: Sequence[Cell], kind: str, values: Sequence[str]) -> tuple[Slip, ...]:
    return tuple(Slip(cell, kind, text) for cell, text in zip(cells, values, strict=True))

"""Several slips planted at once: each must be named, or the report must say that its rule was not fully run.

One slip at a time cannot show what grouping, truncation and consequences hide.
"""

from __future__ import annotations

import random
from collections import defaultdict
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from peel_data.schema.registry import MODELS
from peel_data.validation.options import Options
from support.dataset import AFTER, AHEAD, PlaceGroup, Scene, Slip, scene
from support.mutations import SLIPS
from support.run import DAY, ahead, at, judge
from support.synthetic import Sheet
from support.writers import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from peel_data.findings import Finding, Report

SEED = 2015
IN_CSV = [slip for slip in SLIPS if "csv" in slip.formats]
"""A workbook can be spoiled in ways that no CSV file can; they are planted one at a time."""
NAMED, DEFERRED, LOST = "named", "not checked, and said", "lost"


class Case(NamedTuple):
    """Slips to plant together, in which submission."""

    slips: tuple[Slip, ...]
    base: str

    @property
    def id(self) -> str:
        return f"{self.base}-{'-and-'.join(slip.id for slip in self.slips)}"


class Planted(NamedTuple):
    """A slip with the row and the text that it left, to be found again when others are planted."""

    slip: Slip
    spot: PlaceGroup
    row: list[str] | None
    text: str | None


def pairs() -> Iterator[Case]:
    """All pairs of kinds that spoil the same file.

    After the withdrawal all kinds are about its one figure, and undo each other.
    """
    files: dict[tuple[str, str], list[Slip]] = defaultdict(list)
    for slip in IN_CSV:
        for base in (each for each in slip.bases if each != AFTER):
            table = slip.plant(scene(base)).table
            if table is not None:
                files[base, table.removesuffix(".csv")].append(slip)
    for (base, _), slips in files.items():
        for pair in combinations(slips, 2):
            yield Case(pair, base)


def groups(count: int, sizes: Sequence[int] = (2, 3, 4, 5, 6), seed: int = SEED) -> Iterator[Case]:
    """A seeded sample of slips of any kinds in any files."""
    chance = random.Random(seed)
    bases = sorted({base for slip in IN_CSV for base in slip.bases} - {AFTER})
    for _ in range(count):
        base = chance.choice(bases)
        fitting = [slip for slip in IN_CSV if base in slip.bases]
        yield Case(tuple(chance.sample(fitting, chance.choice(sizes))), base)


def sample(count: int, seed: int = SEED) -> list[Case]:
    """A seeded sample of `pairs`."""
    return random.Random(seed).sample(_all_pairs(), count)


@cache
def _all_pairs() -> list[Case]:
    return list(pairs())


def fates(case: Case, folder: Path) -> dict[Slip, str] | None:
    """What became of each slip; None where one undoes another, or forbids it."""
    made, planted = scene(case.base), list[Planted]()
    if any(
        slip.code.startswith(other.ignore)
        for slip in case.slips
        for other in case.slips
        if other.ignore
    ):
        return None
    for slip in case.slips:
        try:
            planted.append(_plant(slip, made))
        except (AssertionError, ArithmeticError, IndexError, KeyError, StopIteration, ValueError):
            return None  # there is nothing left to spoil in this way
    spots = {each.slip: spot for each in planted if (spot := _found_again(each, made)) is not None}
    if len(spots) < len(planted) or any(_undone(slip, case, made) for slip in case.slips):
        return None
    report = _judged(case, made, folder)
    if report is None:
        return None
    skipped = {each.code for each in report.skipped}
    unreadable_counts = {finding.table for finding in report.findings if finding.code[0] == "F"}
    rows = {
        (finding.table, place.row - 2)
        for finding in report.findings
        if finding.code.startswith("R3")
        for place in finding.places
        if place.row is not None
    }
    there = {path.name for path in (folder / "submission").iterdir()}

    def fate(slip: Slip, spot: PlaceGroup) -> str:
        told = [finding for finding in report.findings if _speaks_for(finding, slip.code)]
        if any(
            spot.table is None or at(place, spot) for f in told for place in f.places or (None,)
        ):
            return NAMED
        # A file that is refused, or is no table's any more, has a finding that says so.
        unseen = spot.table in unreadable_counts or f"{spot.table}.csv" not in there
        # A row that breaks one of its own rules is refused, whatever else it breaks.
        refused = slip.code.startswith("R3") and (spot.table, spot.row) in rows
        return DEFERRED if slip.code in skipped or unseen or refused else LOST

    return {slip: fate(slip, spot) for slip, spot in spots.items()}


def _undone(slip: Slip, case: Case, made: Scene) -> bool:
    """Whether the tables are the same without a slip: the others say all that it said."""
    if slip.spoil:
        return False
    without = scene(case.base)
    for other in case.slips:
        if other is not slip:
            try:
                other.plant(without)
            except (
                AssertionError,
                ArithmeticError,
                IndexError,
                KeyError,
                StopIteration,
                ValueError,
            ):
                return False
    return without.tables == made.tables


def _speaks_for(finding: Finding, planted: str) -> bool:
    """Whether a finding may name a slip.

    Of contradictions that hang together, one names all culprits. Of two slips in a short column, one keeps what was
    said of each.
    """
    both = finding.code == "F185" and len(finding.hints) > 1
    return both or finding.code == planted or finding.code[0] == planted[0] == "A"


def _judged(case: Case, made: Scene, folder: Path) -> Report | None:
    path = FORMATS["csv"](made.tables, folder / "submission")
    for slip in case.slips:
        if slip.spoil:
            before = _contents(path)
            try:
                slip.spoil(path)
            except (OSError, IndexError, ValueError):
                return None
            if _contents(path) == before:
                return None
    ignore = [code for slip in case.slips for code in slip.ignore]
    return judge(
        path,
        options=Options(ignore=ignore, today=DAY),
        against=ahead() if case.base == AHEAD else None,
    )


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _plant(slip: Slip, made: Scene) -> Planted:
    spot = slip.plant(made)
    sheet = made.tables.get(spot.table or "")
    if sheet is None or spot.row is None:
        return Planted(slip, spot, None, None)
    text = sheet.cell(spot.row, spot.column) if spot.column in sheet.header else None
    return Planted(slip, spot, sheet.rows[spot.row], text)


def _found_again(planted: Planted, made: Scene) -> PlaceGroup | None:
    """Where the slip is once all are planted; None if another took it away."""
    spot = planted.spot
    if planted.row is None:
        return spot
    sheet = made.tables.get(spot.table or "")
    if sheet is None:
        return None
    row = next((i for i, row in enumerate(sheet.rows) if row is planted.row), None)
    if row is None:
        return None
    if planted.text is not None and (
        spot.column not in sheet.header or sheet.cell(row, spot.column) != planted.text
    ):
        return None
    if planted.slip.code == "K401" and not _has_twin(spot.table, sheet, row):
        return None  # another slip took the second row, or its key, away
    return spot._replace(row=row)


def _has_twin(table: str, sheet: Sheet, row: int) -> bool:
    key = next(model.spec.key for model in MODELS if model.spec.name == table)
    if not set(key) <= set(sheet.header):
        return False
    keys = [tuple(sheet.cell(at, column) for column in key) for at in range(len(sheet.rows))]
    return keys.count(keys[row]) > 1

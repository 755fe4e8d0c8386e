"""Measure what becomes of slips that nobody selected, and write the table that docs/validation-proof.md opens with.

    python tools/catch_rate.py [--seed N] [--seeds N] [--pairs N] [--write]

Every figure of every submission gets one slip of each kind that its digits allow, drawn with a seed: a digit
changed, two exchanged, one left out, one typed twice, a factor of ten, a sign lost. Pairs are drawn from those; then
values are typed into the wrong cell, and rows of a column moved. The submissions are the figures
of 2015, held against a release without figures so that only their own arithmetic speaks, and invented, consistent
rounds of 2016 held against the release, which knows last year's figures of Northamptonshire only. Each is validated
as it would be at the command line, by all rules.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import deque
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from peel_data.validation.tables import KNOWN_TABLES, MEASURES, definition

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tools")]

from peel_data.readers import read
from peel_data.validation.baseline import Baseline
from peel_data.validation.context import Context
from peel_data.validation.rows import no_kinds, row_findings
from peel_data.validation.rules import arithmetic
from peel_data.validation.run import validate_reading
from peel_data.validation.structure import structured
from planted_slips import TOPICS, Base, Cell, Slip, elsewhere, moved, slips, together
from support.run import installed, weighty
from support.synthetic import FORCES, Tables, release_2015, submission
from support.writers import csv_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from peel_data.findings import Finding, Place, Report, Suggestion

SEED = 20151
PAGE = ROOT / "docs" / "validation-proof.md"
INTRODUCTION = """This page shows how often validation finds randomly generated errors, and how often it suggests
the right correction. `python tools/catch_rate.py` generates the errors with the seed {seed}. It plants one of each
kind in every exact figure of two sets of submissions:

- the figures of 2015, compared with a release without figures, so that only their own arithmetic can find an error
- invented, consistent figures for 2016, compared with the release, which has last year's figures for
  Northamptonshire only

The columns mean:

- *found*: arithmetic proves that something is wrong
- *found or queried*: as before, or the figure is queried because it is unusual
- *culprit in an explanation*: a smallest explanation contains the wrong figure
- *sole suspect*: no other figure is suspected
- *right value first*, *the only one, and right*, *the only one, and wrong*: which correction is suggested
- *right cells doubted*: the number of errors with a finding that does not name the wrong figure

From *culprit in an explanation* on, percentages are of the errors found. [Find the wrong figure](which-figure.md)
explains the method.

"""
MARKS = ("<!-- catch rate -->\n", "<!-- /catch rate -->\n")
LAST_YEAR_KNOWN = "2016, with last year's figures"
PAIRS = ("both found alone", "one found alone", "neither found alone")
MATERIAL = """Slips that change a figure by a tenth or more, where last year's figure is known. For a percentage
change, ten points count as a tenth, and a lost sign always counts:

"""
PAIRED = """Pairs of slips in one area. Arithmetic can find some slips when they are alone. It cannot find others,
because no identity covers the figure (such as calls or satisfaction) or because rounding hides the slip. An
explanation cannot contain a figure that nothing contradicts. If only one of the two slips can be found alone,
*culprit in an explanation* therefore requires only that one.

"""
ELSEWHERE = """Values typed into the wrong cell, and rows of a column that moved together:

"""


@dataclass
class Fate:
    """What became of one slip, or of several planted together.

    Attributes:
        slips: The slips.
        label: The kind of submission.
        found: Whether the arithmetic speaks.
        questioned: Whether any rule speaks of each of the cells.
        explained: Whether the smallest explanations hold the cells and nothing else: together, or each by
            itself where what they cause is unconnected.
        sole: Whether no other cell is suspected.
        first: Whether what is suggested first is right.
        single: Whether there is one suggestion alone.
        unexplained: Whether a contradiction has no explanation at all.
        astray: How many findings there are that do not name any of the cells.
        seconds: How much processor time the validation took.
        material: Whether any value is out by a tenth of itself or more.
    """

    slips: tuple[Slip, ...]
    label: str
    found: bool
    questioned: bool
    explained: bool
    sole: bool
    first: bool
    single: bool
    unexplained: bool
    astray: int
    seconds: float
    material: bool


def main() -> int:
    """Measure, and print the tables or write them into the page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--seeds", type=int, default=3, help="invented rounds of each force")
    parser.add_argument("--pairs", type=int, default=1000, help="pairs of slips in one area")
    parser.add_argument("--write", action="store_true", help="write the tables into the page")
    parser.add_argument("--list", action="store_true", help="list what was not suggested rightly")
    chosen = parser.parse_args()
    text = INTRODUCTION.format(seed=chosen.seed)
    text += "".join(tables(chosen.seed, chosen.seeds, chosen.pairs, listed=chosen.list))
    if chosen.write:
        head, _, rest = PAGE.read_text(encoding="utf-8").partition(MARKS[0])
        _, _, tail = rest.partition(MARKS[1])
        PAGE.write_text(head + MARKS[0] + text + MARKS[1] + tail, encoding="utf-8")
    print(text)
    return 0


def bases(seeds: int) -> list[Base]:
    """Return the good submissions."""
    release = installed()
    facts = {name for name, measures in MEASURES.items() if measures} | {
        "figures",
        "citations",
    }
    bare = Baseline(
        release.version, {n: [] if n in facts else rows for n, rows in release.tables.items()}
    )
    made = [Base("2015", "2015", release_2015(), bare)]
    for seed in range(seeds):
        for force in FORCES:
            home = force == "northamptonshire"
            label = LAST_YEAR_KNOWN if home else "2016, without last year's figures"
            given = submission((force,), nation=home, seed=seed)
            made.append(Base(f"{force} {seed}", label, given, release, force))
    for base in made:
        base.known = {identity(finding) for finding in weighty(validated(base, base.tables))}
    return made


def tables(seed: int, seeds: int, pairs: int, *, listed: bool = False) -> Iterator[str]:
    """Yield the measured tables as Markdown."""
    chance, good = random.Random(seed), bases(seeds)  # noqa: S311 - no secret
    drawn = [
        (base, {cell: list(slips(base, cell, chance)) for cell in base.cells()}) for base in good
    ]
    alone = {
        (base.name, slip): fate(base, (slip,))
        for base, by_cell in drawn
        for slip in chain.from_iterable(by_cell.values())
    }
    single = list(alone.values())
    double: dict[str, list[Fate]] = {name: [] for name in PAIRS}
    for base, two in together(drawn, 2, pairs, chance):
        provable = [slip for slip in two if alone[base.name, slip].found]
        double[PAIRS[2 - len(provable)]].append(fate(base, two, provable))
    five = [fate(base, some) for base, some in together(drawn, 5, 40, chance)]
    other = [
        fate(base, (slip,))
        for base in good
        for cell in base.cells()
        for slip in elsewhere(base, cell)
        if Decimal(slip.text) != Decimal(base.text(cell))
    ]
    columns = [
        fate(base, changed)
        for base in good
        for some in moved(base, chance)
        if len(changed := tuple(s for s in some if s.text != base.text(s.cell))) > 1
    ]
    if listed:
        for each in (*single, *double[PAIRS[0]], *columns):
            if each.found and not (each.explained and each.first):
                print(each, file=sys.stderr)
    material = [f for f in single if f.label == LAST_YEAR_KNOWN and f.material]
    yield _table("submission", {**_grouped(single, lambda f: f.label), "all": single})
    yield _table("figures", _grouped(single, _topic))
    yield MATERIAL
    yield _table("figures", {**_grouped(material, _topic), "all": material})
    yield _table("slip", _grouped(single, _kind))
    yield PAIRED
    yield _table("pairs", {"any two figures": list(chain(*double.values())), **double})
    yield ELSEWHERE
    yield _table("slip", {**_grouped(other, _kind), **_grouped(columns, _kind)})
    everything = (*single, *chain(*double.values()), *five, *other, *columns)
    unexplained = sum(f.unexplained for f in everything)
    longest = max(f.seconds for f in five)
    false = sum(len(base.known) for base in good)
    yield (
        f"Contradictions without an explanation: {unexplained} of {sum(f.found for f in everything):,}. "
        f"Findings on the {len(good)} submissions before anything was planted: {false}. The longest "
        f"validation of five slips in one area: {longest:.1f} s.\n"
    )


def _topic(one: Fate) -> str:
    return TOPICS[one.slips[0].cell.table]


def _kind(one: Fate) -> str:
    return one.slips[0].kind


def fate(base: Base, planted: tuple[Slip, ...], provable: Sequence[Slip] = ()) -> Fate:
    """Plant slips and see what is said.

    Args:
        base: The good submission.
        planted: The slips.
        provable: Those that an explanation must hold, where arithmetic cannot find all of them.
    """
    spoiled = {name: sheet.copy() for name, sheet in base.tables.items()}
    for slip in planted:
        spoiled[slip.cell.table].put(slip.cell.row, slip.cell.column, slip.text)
    right = {slip.cell: base.text(slip.cell) for slip in planted}
    start = time.process_time()
    report = validated(base, spoiled)
    seconds = time.process_time() - start
    said = [finding for finding in weighty(report) if identity(finding) not in base.known]
    proofs = [finding for finding in said if finding.code.startswith("A")]
    told = explanations(base, spoiled) if proofs else []
    suspects = {place for each in told for places in each for place in places}
    suggested = [finding.suggestions for finding in proofs]
    return Fate(
        planted,
        base.label,
        found=bool(proofs),
        questioned=all(any(_names(finding, cell) for finding in said) for cell in right),
        explained=_explained(told, right, {slip.cell for slip in provable or planted}),
        sole=len(suspects) == len(right),
        first=bool(suggested) and all(s and _is_right(s[0], right) for s in suggested),
        single=bool(suggested) and all(len(s) == 1 for s in suggested),
        unexplained=not all(told),
        astray=sum(not any(_names(finding, cell) for cell in right) for finding in said),
        seconds=seconds,
        material=any(_is_material(slip, right[slip.cell]) for slip in planted),
    )


def _is_material(slip: Slip, right: str) -> bool:
    """Return whether a slip is of a tenth or more; a change is of the whole that changed, or of its sign."""
    typed, meant = Decimal(slip.text), Decimal(right)
    if slip.cell.table.endswith("_changes"):
        return typed * meant < 0 or abs(typed - meant) >= (100 + abs(meant)) / 10
    return abs(typed - meant) >= abs(meant) / 10


def _names(finding: Finding, cell: Cell) -> bool:
    return any(map(cell.is_at, finding.places))


def _is_right(suggestion: Suggestion, right: Mapping[Cell, str]) -> bool:
    """Return whether all that a suggestion replaces is wrong, and gets its right value."""
    return all(
        any(
            cell.is_at(each.place) and Decimal(each.value) == Decimal(text)
            for cell, text in right.items()
        )
        for each in suggestion.replacements
    )


def _explained(
    told: Sequence[Sequence[Sequence[Place]]], right: Mapping[Cell, str], needed: set[Cell]
) -> bool:
    met: set[Cell] = set()
    for each in told:
        true = [cells for places in each if (cells := _cells(places, right))]
        if not true:
            return False
        met |= max(true, key=len)
    return bool(told) and met >= needed


def _cells(places: Sequence[Place], right: Mapping[Cell, str]) -> set[Cell]:
    """Return the spoiled cells that places are; none, if one of them is right."""
    cells = [next((cell for cell in right if cell.is_at(place)), None) for place in places]
    return set() if None in cells else {cell for cell in cells if cell}


def identity(finding: Finding) -> tuple[object, ...]:
    """Return what a finding is known by, in a submission with a slip and without."""
    return finding.code, finding.subject, finding.message


def validated(base: Base, given: Tables) -> Report:
    """Validate a submission in this process."""
    with tempfile.TemporaryDirectory() as folder:
        path = csv_folder(given, Path(folder) / "given")
        reading = read(path, known_tables=KNOWN_TABLES)
        return validate_reading(reading, subject="given", baseline=base.baseline).report


def explanations(base: Base, given: Tables) -> list[list[list[Place]]]:
    """Return the explanations of each contradiction, as the cells that they would change."""
    with tempfile.TemporaryDirectory() as folder:
        path = csv_folder(given, Path(folder) / "given")
        raws = read(path, known_tables=KNOWN_TABLES).tables
    entries, kinds = {}, no_kinds()
    for raw in raws:
        table = definition(raw.table)
        entries[raw.table] = structured(raw, table).entries
        deque(row_findings(entries[raw.table], table, kinds), maxlen=0)
    context = Context(entries, base.baseline)
    return [
        [[context.place(figure) for figure in each.figures] for each in diagnosis.explanations]
        for diagnosis in arithmetic.diagnoses(context)
    ]


COLUMNS = (
    *("planted", "found", "found or queried", "culprit in an explanation", "sole suspect"),
    *(
        "right value first",
        "the only one, and right",
        "the only one, and wrong",
        "right cells doubted",
    ),
)
HEAD = f"| {{}} | {' | '.join(COLUMNS)} |\n{'|---' * (len(COLUMNS) + 1)}|\n"


def _table(title: str, groups: Mapping[str, Sequence[Fate]]) -> str:
    lines = [
        f"| {name} | {len(fates)} | {' | '.join(_rates(fates))} |\n"
        for name, fates in groups.items()
    ]
    return HEAD.format(title) + "".join(lines) + "\n"


def _rates(fates: Sequence[Fate]) -> Iterator[str]:
    proved = [f for f in fates if f.found]
    yield _share(len(proved), len(fates))
    yield _share(sum(f.found or f.questioned for f in fates), len(fates))
    yield _share(sum(f.explained for f in proved), len(proved))
    yield _share(sum(f.explained and f.sole for f in proved), len(proved))
    yield _share(sum(f.first for f in proved), len(proved))
    yield _share(sum(f.first and f.single for f in proved), len(proved))
    yield _share(sum(f.single and not f.first for f in proved), len(proved))
    yield str(sum(bool(f.astray) for f in fates))


def _share(count: int, total: int) -> str:
    return f"{count} ({100 * count / total:.0f}%)" if total else "-"


def _grouped(fates: Sequence[Fate], key: Callable[[Fate], str]) -> dict[str, list[Fate]]:
    groups: dict[str, list[Fate]] = {}
    for each in fates:
        groups.setdefault(key(each), []).append(each)
    return groups


if __name__ == "__main__":
    raise SystemExit(main())

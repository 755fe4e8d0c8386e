"""An oracle that shares nothing with the package: the identities as linear inequalities, decided exactly.

A printed rate of counts is two linear inequalities in the counts, since its ends are constants:
`lower x denominator <= scale x numerator <= upper x denominator`. So whether figures can all be true is a question
of linear programming, and the smallest sets to change, as Fellegi and Holt define them, can be tried out one by one.
Counts are real numbers here; the package also knows that they are whole.

    python tests/support/linear.py

plants slips in the figures of Northamptonshire and records the answers in test_explanations/linear.json. Trying out
all pairs takes minutes, which is why the tests read them there. R's `errorlocate`, which solves the same problem as a
mixed-integer program, was not at hand and has not been run: this search stands in its place.
"""

from __future__ import annotations

import json
import random
import sys
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORMAL = ("caution_youths", "caution_adults", "penalty_notices_for_disorder")
INFORMAL = ("cannabis_khat_warning", "community_resolution")
RATIOS = {
    "outcome_rate": (100, "outcomes {category}", "crimes all_excluding_fraud"),
    "crime_rate": (1_000, "crimes {category}", "people"),
    "anti_social_behaviour_rate": (1_000, "incidents", "people"),
    "organised_crime_group_rate": (1_000_000, "groups", "people"),
    "organised_crime_group_share": (100, "groups {category}", "groups"),
    "domestic_abuse_share": (100, "domestic abuse", "crimes all_excluding_fraud"),
}
COUNTS = {
    "outcome_number": "outcomes {category}",
    "anti_social_behaviour_incidents": "incidents",
    "organised_crime_groups": "groups",
}
CHANGES = {
    "crime_change": "crimes {category}",
    "anti_social_behaviour_change": "incidents",
}

RECORDED = Path(__file__).parents[1] / "arithmetic" / "test_explanations" / "linear.json"
SINGLE, PAIRS, SEED = 60, 10, 1976

Row = tuple[dict[str, Fraction], Fraction]
"""Coefficients by variable, and the least that their sum may be."""


def smallest(figures: Sequence, most: int) -> set[frozenset[str]]:
    """Return the ids of the smallest sets of figures, of at most `most`, without which all others can be true."""
    for size in range(most + 1):
        found = {
            frozenset(figure.id for figure in out)
            for out in combinations(figures, size)
            if feasible([figure for figure in figures if figure not in out])
        }
        if found:
            return found
    return set()


def feasible(figures: Sequence) -> bool:
    """Return whether some true values would be printed so."""
    rows = [row for figure in figures for row in _rows(figure)]
    rows += _structure({name for row, _ in rows for name in row})
    return _solvable(rows)


def _rows(figure) -> Iterator[Row]:
    category, end = figure.category or "", f" to {figure.period_end}"
    low, high = Fraction(figure.lower), Fraction(figure.upper)
    if figure.measure in COUNTS:
        name = COUNTS[figure.measure].format(category=category) + end
        yield {name: Fraction(1)}, low
        yield {name: Fraction(-1)}, -high
        return
    if figure.measure in CHANGES:
        above = CHANGES[figure.measure].format(category=category)
        scale, above, below = 100, above + end, f"{above} to {figure.baseline_end}"
        low, high = low + 100, high + 100
    elif figure.measure in RATIOS:
        scale, above, below = RATIOS[figure.measure]
        if figure.unit == "per_1000_households":
            below = "households"
        above, below = above.format(category=category) + end, below + end
    else:
        return
    yield {above: Fraction(scale), below: -low}, Fraction(0)
    yield {above: Fraction(-scale), below: high}, Fraction(0)


def _structure(names: set[str]) -> list[Row]:
    """Return the sums and the parts that hold whatever is printed; denominators are above zero."""
    one, rows = Fraction(1), []
    for end in {name.rpartition(" to ")[2] for name in names}:
        for whole, parts in (("formal", FORMAL), ("informal", INFORMAL)):
            terms = {f"outcomes {part} to {end}": one for part in parts}
            terms[f"outcomes out_of_court_{whole} to {end}"] = -one
            rows += [(terms, Fraction(0)), ({n: -c for n, c in terms.items()}, Fraction(0))]
        victim_based = f"crimes victim_based to {end}"
        rows.append(
            ({f"crimes all_excluding_fraud to {end}": one, victim_based: -one}, Fraction(0))
        )
        rows += [
            ({victim_based: one, f"crimes {kind} to {end}": -one}, Fraction(0))
            for kind in ("sexual_offences", "assault_with_injury", "burglary_in_a_dwelling")
        ]
        rows += [
            ({f"{name} to {end}": one}, one)
            for name in (
                "crimes all_excluding_fraud",
                "people",
                "households",
                "groups",
                "incidents",
            )
        ]
    return rows


def _solvable(rows: Sequence[Row]) -> bool:
    """Return whether non-negative values satisfy all rows: the first phase of the simplex method, by Bland's rule."""
    names = sorted({name for row, _ in rows for name in row})
    column = {name: i for i, name in enumerate(names)}
    # row . x - surplus = least; an artificial variable wherever that does not start at a solution.
    table, basis = [], []
    for i, (row, least) in enumerate(rows):
        sign = 1 if least > 0 else -1
        line: dict[int, Fraction] = {column[n]: sign * c for n, c in row.items() if c}
        line[len(names) + i] = Fraction(-sign)
        table.append((line, sign * least))
        basis.append(-1 - i if sign > 0 else len(names) + i)
    return _phase_one([dict(line) for line, _ in table], [end for _, end in table], basis)


def _phase_one(lines: list[dict[int, Fraction]], ends: list[Fraction], basis: list[int]) -> bool:
    zero = Fraction(0)
    while True:
        needy = [i for i, b in enumerate(basis) if b < 0]
        if not any(ends[i] for i in needy):
            return True
        gain: dict[int, Fraction] = {}
        for i in needy:
            for j, c in lines[i].items():
                gain[j] = gain.get(j, zero) + c
        enter = min((j for j, c in gain.items() if c > 0), default=None)
        if enter is None:
            return False
        rising = [i for i, line in enumerate(lines) if line.get(enter, zero) > 0]
        leave = min(rising, key=lambda i: (ends[i] / lines[i][enter], basis[i]))
        _pivot(lines, ends, leave, enter)
        basis[leave] = enter


def _pivot(lines: list[dict[int, Fraction]], ends: list[Fraction], row: int, enter: int) -> None:
    by = lines[row][enter]
    lines[row] = {j: c / by for j, c in lines[row].items()}
    ends[row] /= by
    for i, line in enumerate(lines):
        factor = line.get(enter)
        if i != row and factor:
            for j, c in lines[row].items():
                left = line.get(j, Fraction(0)) - factor * c
                if left:
                    line[j] = left
                else:
                    line.pop(j, None)
            ends[i] -= factor * ends[row]


def record() -> None:
    """Record the smallest sets for slips that are drawn by chance, alone and in pairs."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from peel_data.arithmetic.slips import edits
    from support.printed import FORCE, altered, report

    chance, cases = random.Random(SEED), []
    for size in (1,) * SINGLE + (2,) * PAIRS:
        figures = [figure for figure in report() if figure.area == FORCE]
        slipped = {}
        for figure in chance.sample(figures, size):
            made = chance.choice(edits(figure.value, figure.decimals, figure.unit)).meant
            slipped[figure.id] = str(made.quantize(figure.value))
            figures = altered(figures, figure.id, slipped[figure.id])
        sets = sorted(map(sorted, smallest(figures, size)))
        cases.append({"slipped": slipped, "smallest": sets})
        print(len(cases), slipped, len(sets), flush=True)
    RECORDED.parent.mkdir(exist_ok=True)
    RECORDED.write_text(json.dumps(cases, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()

"""How long the arithmetic takes: the shipped edition, and 43 forces x 20 years of invented ones.

    python benchmarks/arithmetic.py

The invented editions are those of the tests: hidden true values, rounded as a report would print them.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import peel_data as peel
from peel_data.arithmetic.conflicts import check
from peel_data.arithmetic.implied import implied_quantities
from support.expected import BEFORE, CRIMES, FORMAL, INFORMAL, NOW, Truth, print_all
from support.printed import report


def truth(random: Random) -> Truth:
    """Draw the true values of a force of a likely size."""
    people = random.randint(400_000, 2_800_000)
    values = {}
    for end in (NOW, BEFORE):
        crimes = int(people * random.uniform(0.05, 0.09))
        values["recorded_crimes", end] = crimes
        values["victim_based_crimes", end] = int(crimes * random.uniform(0.8, 0.92))
        values["anti_social_behaviour_incidents", end] = int(people * random.uniform(0.03, 0.05))
    crimes = values["recorded_crimes", NOW]
    for name in list(CRIMES.values())[2:]:
        values[name, NOW] = int(crimes * random.uniform(0.03, 0.1))
    for name in (*FORMAL, *INFORMAL, "charged_summonsed"):
        values[f"{name}_outcomes", NOW] = int(crimes * random.uniform(0.003, 0.15))
    for whole, parts in (("out_of_court_formal", FORMAL), ("out_of_court_informal", INFORMAL)):
        values[f"{whole}_outcomes", NOW] = sum(values[f"{part}_outcomes", NOW] for part in parts)
    groups = random.randint(10, 300)
    values["organised_crime_groups", NOW] = groups
    values["drug_activity_groups", NOW] = random.randint(0, groups)
    return Truth(people, values)


def editions(forces: int, years: int) -> list[object]:
    """Print every figure of so many forces and years."""
    random = Random(2015)
    return [
        replace(
            figure, area=f"force-{force}", edition=f"peel-{year}", id=f"{figure.id}/{year}/{force}"
        )
        for force in range(forces)
        for year in range(years)
        for figure in print_all(truth(random), (1, 1))
    ]


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the least time in seconds."""

    def once() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return min(once() for _ in range(times))


def main() -> None:
    """Print the times."""
    figures = peel.figures()
    print(f"edition of 2015, {len(figures)} figures, after import and reading:")
    print(f"  all implied quantities  {1000 * best(lambda: implied_quantities(figures)):7.1f} ms")
    print(f"  all contradictions      {1000 * best(lambda: check(figures)):7.1f} ms")
    print(f"  the report of the tests {1000 * best(lambda: implied_quantities(report())):7.1f} ms")
    for forces, years in ((43, 1), (43, 5), (43, 20)):
        many = editions(forces, years)
        for name, work in (("implied", implied_quantities), ("check", check)):
            seconds = best(lambda work=work, many=many: work(many), times=1)
            each = 1e6 * seconds / len(many)
            print(
                f"{forces} forces x {years:2} years, {len(many):6} figures: "
                f"{name:8} {seconds:6.2f} s, {each:4.0f} us a figure"
            )


if __name__ == "__main__":
    main()

"""Measure the limits of `peel_data.validation.plausibility` on real counts: false questions against slips caught.

    python tools/plausibility.py ons-recorded-crime-by-force.csv ons-population-by-force.csv [--write docs/questions.md]

The files are the Office for National Statistics' police recorded crime by police force area (rolling years, by
offence group) and mid-year population by police force area. Neither is part of the package. Of each rate of
recorded crime and each 12 months to June, it counts how often a real movement is questioned and how often a slip
in the figure is: a digit changed, doubled, lost or exchanged with its neighbour, a factor of ten; only slips of a
tenth or more count.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple, cast

import peel_data as peel
from peel_data.arithmetic.figure import interval_of
from peel_data.schema.interval import printed_interval
from peel_data.validation import plausibility

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from peel_data.figures.figure import Figure

SERIES: Mapping[str, tuple[str, ...] | None] = {
    "all_excluding_fraud": None,
    "victim_based": None,
    "sexual_offences": ("Sexual offences",),
    "assault_with_injury": ("Violence with injury",),
    "burglary_in_a_dwelling": ("Domestic burglary",),
}
"""Each rate's offence groups; the nearest there is, where the groups of the file are not the rate's own."""
FRAUD = {"Fraud offences", "Action Fraud", "CIFAS", "UK Finance"}
WITHOUT_VICTIM = {
    "Drug offences",
    "Possession of weapons offences",
    "Public order offences",
    "Miscellaneous crimes against society",
}
NO_FORCE = {"British Transport Police", "Action Fraud", "CIFAS", "UK Finance", "City of London"}
"""Not forces of an area; and the City of London, whose residents are not those who are there."""
LAST_BURGLARY = 2016
"""Burglary in a dwelling was redefined in April 2017."""
PEOPLE_A_HOUSEHOLD = Fraction("2.4")
FACTORS = ("1.05", "1.10", "1.15", "1.20", "1.25", "1.30", "1.40", "1.60", "2.00")
MATERIAL = Fraction(1, 10)
MARKS = ("<!-- measured -->\n", "<!-- /measured -->\n")


class Year(NamedTuple):
    """One rate of one force in one year and the year before, as printed, and the nation's both years."""

    force: str
    year: int
    category: str
    now: Figure
    before: Figure
    nation: tuple[Figure, Figure]


def figure(value: Fraction | Decimal, category: str | None, measure: str = "crime_rate") -> Figure:
    """Return a figure of that value as a report prints it: to one decimal."""
    printed = Decimal(round(Fraction(value) * 10)) / 10
    interval = printed_interval(printed, 1, "per_1000_population", "exact")
    return cast(
        "Figure",
        SimpleNamespace(
            measure=measure, category=category, unit="per_1000_population", value=printed,
            lower=interval.lower, upper=interval.upper, baseline_end=None,
        ),
    )  # fmt: skip


def counts(path: Path) -> dict[str, dict[tuple[str, int], int]]:
    """Return recorded crimes by category, force and year ending June."""
    found: dict[str, dict[tuple[str, int], int]] = {name: defaultdict(int) for name in SERIES}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            force, offence = row["PFA"], row["Offence"]
            _, month, year = row["12 months ending"].split("-")
            if month != "06" or force in NO_FORCE or offence in FRAUD:
                continue
            number = int(row["Rolling year total number of offences"])
            for name in SERIES:
                if belongs(offence, name):
                    found[name][force, int(year)] += number
    return found


def belongs(offence: str, category: str) -> bool:
    """Return whether an offence group is part of what a rate counts."""
    groups = SERIES[category]
    if groups is not None:
        return offence in groups
    return category != "victim_based" or offence not in WITHOUT_VICTIM


def populations(path: Path) -> dict[tuple[str, int], int]:
    """Return the mid-year population by force and year."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            (force, int(row["year"])): int(number)
            for row in csv.DictReader(file)
            for force, number in row.items()
            if force != "year"
        }


def years(crimes: Path, people: Path) -> list[Year]:
    """Return every rate of every force and year for which both files have what it takes."""
    population, made = populations(people), []
    for category, numbers in counts(crimes).items():
        nation: Counter[int] = Counter()
        for (_, year), number in numbers.items():
            nation[year] += number
        per = 1000 * (PEOPLE_A_HOUSEHOLD if category == "burglary_in_a_dwelling" else 1)
        for (force, year), number in sorted(numbers.items()):
            if category == "burglary_in_a_dwelling" and year > LAST_BURGLARY:
                continue
            last = numbers.get((force, year - 1))
            bases = population.get((force, year - 1)), population.get((force, year - 2))
            if not last or bases[0] is None or bases[1] is None:
                continue
            growth = Fraction(nation[year], nation[year - 1])
            made.append(
                Year(
                    force,
                    year,
                    category,
                    figure(per * number / Fraction(bases[0]), category),
                    figure(per * last / Fraction(bases[1]), category),
                    (figure(growth * 60, category), figure(Fraction(60), category)),
                )
            )
    return made


def slips(value: Decimal) -> Iterator[Decimal]:
    """Yield a figure with one slip in it, for every slip of a tenth or more."""
    text = f"{value:.1f}"
    at = [i for i, character in enumerate(text) if character != "."]
    made = {text[:i] + digit + text[i + 1 :] for i in at for digit in "0123456789"}
    made |= {text[:i] + text[i] + text[i:] for i in at}
    made |= {text[:i] + text[i + 1 :] for i in at[:-1] if len(at) > 2}
    made |= {
        text[:i] + text[j] + text[i + 1 : j] + text[i] + text[j + 1 :] for i, j in pairwise(at)
    }
    made |= {f"{value * 10:.1f}", f"{value / 10:.1f}"}
    for each in sorted(made):
        if abs(Fraction(each) - Fraction(value)) >= MATERIAL * Fraction(value):
            yield Decimal(each)


def questioned(
    year: Year, value: Decimal | None = None, factor: Fraction | None = None, *, alone: bool = False
) -> bool:
    """Return whether a figure, or a slip of it, is asked about; `factor` replaces the package's own."""
    now = year.now if value is None else figure(value, year.category)
    known = plausibility.MEASURED["crime_rate", year.category]
    movement = known if factor is None else plausibility.Movement(factor, factor)
    allowed = plausibility.plausible_after(
        year.before, None if alone else year.nation, movement=movement
    )
    return bool(interval_of(now).gap(allowed))


def share(part: int, whole: int) -> str:
    """Return a share as a percentage."""
    return f"{100 * part / whole:.1f}%"


def curve(sample: list[Year]) -> Iterator[str]:
    """Yield the table of the curve: for each factor and rate, false questions and slips caught."""
    yield "| factor | " + " | ".join(SERIES) + " |"
    yield "|---|" + "---|" * len(SERIES)
    for factor in FACTORS:
        cells = []
        for category in SERIES:
            mine = [year for year in sample if year.category == category]
            false = sum(questioned(year, factor=Fraction(factor)) for year in mine)
            caught = [
                questioned(year, slip, Fraction(factor))
                for year in mine[::4]
                for slip in slips(year.now.value)
            ]
            cells.append(f"{share(false, len(mine))} / {share(sum(caught), len(caught))}")
        yield f"| {factor} | " + " | ".join(cells) + " |"


def chosen(sample: list[Year]) -> Iterator[str]:
    """Yield the table of the chosen limits."""
    yield (
        "| rate | factor, relative / alone | force-years | queried, relative | queried, alone "
        "| slips | slips caught | factors of ten caught |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for category in SERIES:
        mine = [year for year in sample if year.category == category]
        limit = plausibility.MEASURED["crime_rate", category]
        made = [(year, slip) for year in mine for slip in slips(year.now.value)]
        tens = [
            questioned(year, each)
            for year in mine
            for each in (year.now.value * 10, year.now.value / 10)
        ]
        cells = (
            f"`{category}`",
            f"{float(limit.beside_nation):.2f} / {float(limit.alone):.2f}",
            str(len(mine)),
            share(sum(questioned(year) for year in mine), len(mine)),
            share(sum(questioned(year, alone=True) for year in mine), len(mine)),
            str(len(made)),
            share(sum(questioned(year, slip) for year, slip in made), len(made)),
            share(sum(tens), len(tens)),
        )
        yield "| " + " | ".join(cells) + " |"
    asked: dict[tuple[str, int], bool] = defaultdict(bool)
    for year in sample:
        asked[year.force, year.year] |= questioned(year)
    yield ""
    yield (
        f"Of {len(asked)} force-years, {share(sum(asked.values()), len(asked))} have a query on at least one "
        "of their five rates."
    )


def judged() -> Iterator[str]:
    """Yield the table of the limits that no history was at hand for: slips in the release's own figures."""
    yield "| measure | limit, relative / alone | slips | slips caught |"
    yield "|---|---|---|---|"
    for measure, limit in plausibility.JUDGED.items():
        made = caught = 0
        for each in peel.figures():
            if each.measure != measure:
                continue
            allowed = plausibility.plausible_after(each, (each, each))
            for slip in slips(each.value):
                made += 1
                caught += bool(interval_of(figure(slip, each.category)).gap(allowed))
        words = (
            f"{limit.points} points"
            if limit.points is not None
            else f"{float(limit.beside_nation):.2f} / {float(limit.alone):.2f}"
        )
        yield f"| `{measure}` | {words} | {made} | {share(caught, made)} |"


def main() -> None:
    """Print the tables, or write them into the page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "crimes", type=Path, help="recorded crime by force, offence group and rolling year"
    )
    parser.add_argument("people", type=Path, help="mid-year population by force")
    parser.add_argument(
        "--write", type=Path, metavar="PAGE", help="write the tables between the page's marks"
    )
    options = parser.parse_args()
    sample = years(options.crimes, options.people)
    text = "\n".join(
        ["### Candidate limits", "", *curve(sample), "", "### Chosen limits", "", *chosen(sample), "",
         "### Limits set by judgement", "", *judged(), ""]
    )  # fmt: skip
    if options.write is None:
        print(text)
        return
    page = options.write.read_text(encoding="utf-8")
    head, _, rest = page.partition(MARKS[0])
    _, _, tail = rest.partition(MARKS[1])
    options.write.write_text(head + MARKS[0] + text + MARKS[1] + tail, encoding="utf-8")


if __name__ == "__main__":
    main()

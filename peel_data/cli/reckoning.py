"""Commands that reckon with printed figures: implied, compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peel_data.cli import output
from peel_data.cli.parser import add_command, add_format

if TYPE_CHECKING:
    import argparse

    from peel_data.arithmetic.compare import Comparison
    from peel_data.arithmetic.implied import Implied
    from peel_data.arithmetic.interval import Interval, Undecidable
    from peel_data.catalogue import Figure
    from peel_data.cli.parser import Commands


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = add_command(
        commands, "implied", implied, summary="bound what the reports never print, from what they do",
        examples=[
            "implied --area northamptonshire",
            "implied --assume                 # nothing taken for granted",
            "implied --assume one_population same_population_base",
            "implied --format json",
        ],
    )  # fmt: skip
    parser.add_argument("--area", metavar="A", help="only this area, such as northamptonshire")
    parser.add_argument("--edition", metavar="E", help="only this edition")
    parser.add_argument(
        "--assume",
        nargs="*",
        metavar="NAME",
        help="what may be taken for granted: one_population (the default), same_population_base, "
        "bounded_growth; none, when no name follows",
    )
    add_format(parser, "table", "json")

    parser = add_command(
        commands, "compare", compare, summary="tell whether figures differ by more than rounding",
        examples=[
            "compare crime_rates --area northamptonshire --to england-and-wales",
            "compare crime_rates --area northamptonshire --period-end 2015-06-30 --against 2014-06-30",
        ],
    )  # fmt: skip
    parser.add_argument("table", metavar="TABLE", help="the table, as `peel-data tables` lists it")
    parser.add_argument("--area", metavar="A", required=True, help="the area to compare")
    other = parser.add_mutually_exclusive_group(required=True)
    other.add_argument("--to", metavar="A", help="the area to compare it with")
    other.add_argument(
        "--against", metavar="DATE", help="the last day of the period to compare it with"
    )
    parser.add_argument("--category", metavar="C", help="only this crime, outcome or other type")
    parser.add_argument("--period-end", metavar="DATE", help="the last day of the period")
    parser.add_argument("--edition", metavar="E", help="only this edition")
    add_format(parser, "table", "json")


def implied(options: argparse.Namespace) -> int:
    """List the quantities that the printed figures imply."""
    from peel_data import api, wording
    from peel_data.arithmetic.identities import DEFAULT, Assumption

    assume = DEFAULT if options.assume is None else options.assume
    found = api.implied_quantities(area=options.area, edition=options.edition, assume=assume)
    if options.format == "json":
        output.print_json([_implied_as_json(item) for item in found])
        return 0
    output.print_table(
        [
            "quantity",
            *(() if options.area else ("area",)),
            "period",
            "at least",
            "at most",
            "room",
            "assuming",
        ],
        [
            [
                _name(item),
                *(() if options.area else (item.area,)),
                wording.period(item.period_start, item.period_end),
                f"{item.lower:,}",
                f"{item.upper:,}",
                _room(item),
                ", ".join(item.assumptions) or "nothing",
            ]
            for item in found
        ],
        title=f"Bounds on what is not printed, {options.area}" if options.area else "",
        right=["at least", "at most", "room"],
    )
    for assumption in Assumption:
        if any(assumption in item.assumptions for item in found):
            print(f"\n{assumption}: {assumption.statement} {assumption.reason}")
    return 0


def _name(item: Implied[Figure]) -> str:
    return f"{item.quantity} (behind {item.behind})" if item.behind else item.quantity


def _room(item: Implied[Figure]) -> str:
    width = item.interval.width
    if not width:
        return "exact"
    return f"{float(100 * width / item.interval.lower):.2g}%" if item.interval.lower else "100%"


def _implied_as_json(item: Implied[Figure]) -> dict[str, Any]:
    return {
        "quantity": item.quantity,
        "area": item.area,
        "edition": item.edition,
        "period_start": _text(item.period_start),
        "period_end": _text(item.period_end),
        "coverage": item.coverage,
        "behind": item.behind,
        "lower": item.lower,
        "upper": item.upper,
        "integer": item.integer,
        "binding": {
            "lower": [figure.id for figure in item.binding.lower],
            "upper": [figure.id for figure in item.binding.upper],
        },
        "identities": [identity.relation for identity in item.identities],
        "assumptions": {assumption: assumption.statement for assumption in item.assumptions},
    }


def compare(options: argparse.Namespace) -> int:
    """Compare the figures of a table, an area with another or a period with another."""
    from peel_data import api, wording

    found = api.compare(
        options.table,
        area=options.area,
        to=options.to,
        category=options.category,
        period_end=options.period_end,
        against=options.against,
        edition=options.edition,
    )
    if options.format == "json":
        output.print_json([_comparison_as_json(item) for item in found])
        return 0

    def value(figure: Figure) -> str:
        return wording.quantity(figure.value, figure.decimals, figure.unit, figure.qualifier)

    output.print_table(
        ["figure", "period", "this", "that", "difference", "ratio", "this is"],
        [
            [
                item.first.title,
                wording.change(item.first),
                value(item.first),
                value(item.second),
                _between(item.difference),
                _between(item.ratio),
                item.verdict,
            ]
            for item in found
        ],
        title=f"{options.area} {options.period_end or ''}".strip()
        + f" (this) and {options.to or options.against} (that)",
        right=["this", "that"],
    )
    for caveat in dict.fromkeys(caveat for item in found for caveat in item.caveats):
        print(f"\nNote: {caveat}.")
    return 0


def _between(interval: Interval | Undecidable) -> str:
    ends = _ends(interval, digits=4)
    return ends if isinstance(ends, str) else " to ".join(end or "open" for end in ends.values())


def _comparison_as_json(item: Comparison[Figure]) -> dict[str, Any]:
    return {
        "first": item.first.id,
        "second": item.second.id,
        "difference": _ends(item.difference),
        "ratio": _ends(item.ratio),
        "verdict": item.verdict,
        "distinguishable": item.distinguishable,
        "caveats": list(item.caveats),
    }


def _ends(interval: Interval | Undecidable, digits: int = 12) -> dict[str, str | None] | str:
    from peel_data.arithmetic.interval import Undecidable

    if isinstance(interval, Undecidable):
        return interval.value
    return dict(zip(("lower", "upper"), interval.ends(digits), strict=True))


def _text(value: object) -> str | None:
    return None if value is None else str(value)

"""Commands that calculate with printed figures: implied, compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peel_data.cli import output
from peel_data.cli.parser import add_command, add_format

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from peel_data.arithmetic.compare import Comparison
    from peel_data.arithmetic.implied import Implied
    from peel_data.arithmetic.statements import Statement
    from peel_data.cli.parser import Commands
    from peel_data.figures.figure import Figure
    from peel_data.schema.interval import Interval, Undecidable


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = add_command(
        commands, "implied", implied, summary="work out bounds on quantities that the reports do not print",
        examples=[
            "implied --area northamptonshire",
            "implied --assume                 # no optional assumption",
            "implied --assume one_population same_coverage",
            "implied --format json",
        ],
    )  # fmt: skip
    parser.add_argument("--area", metavar="AREA", help="only this area, such as northamptonshire")
    parser.add_argument("--edition", metavar="EDITION", help="only this edition")
    parser.add_argument(
        "--assume",
        nargs="*",
        metavar="NAME",
        help="the optional assumptions to allow: one_population (the default), same_coverage, "
        "same_population_base, bounded_growth; give no name to allow none",
    )
    add_format(parser, "table", "json")

    parser = add_command(
        commands, "compare", compare, summary="tell whether two figures differ by more than rounding explains",
        examples=[
            "compare crime_rates --area northamptonshire --to england-and-wales",
            "compare crime_outcomes --area northamptonshire --to england-and-wales --measure outcome_rate",
            "compare crime_rates --area northamptonshire --period-end 2015-06-30 --against 2014-06-30",
        ],
    )  # fmt: skip
    parser.add_argument("table", metavar="TABLE", help="the table, as `peel-data tables` lists it")
    parser.add_argument("--area", metavar="AREA", required=True, help="the area to compare")
    other = parser.add_mutually_exclusive_group(required=True)
    other.add_argument("--to", metavar="AREA", help="the area to compare it with")
    other.add_argument(
        "--against", metavar="DATE", help="the last day of the period to compare it with"
    )
    parser.add_argument(
        "--category", metavar="CATEGORY", help="only this crime, outcome or other type"
    )
    parser.add_argument(
        "--measure", metavar="MEASURE", help="only this measure of the table, such as outcome_rate"
    )
    parser.add_argument("--period-end", metavar="DATE", help="the last day of the period")
    parser.add_argument("--edition", metavar="EDITION", help="only this edition")
    add_format(parser, "table", "csv", "json")


def implied(options: argparse.Namespace) -> int:
    """List the quantities that the printed figures imply."""
    from peel_data import api
    from peel_data.arithmetic.identities import DEFAULT, STANDING, Assumption
    from peel_data.tables.formatting import area_name

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
            "optional assumptions",
        ],
        [
            [
                _name(item),
                *(() if options.area else (_where(item),)),
                item.when,
                f"{item.lower:,}",
                f"{item.upper:,}",
                _room(item),
                ", ".join(item.assumptions) or "none",
            ]
            for item in found
        ],
        title=f"Bounds on unprinted quantities, {area_name(options.area)}" if options.area else "",
        right=["at least", "at most", "room"],
    )
    for assumption in Assumption:
        if any(assumption in item.assumptions for item in found):
            print(f"\n{assumption}: {assumption.statement} {assumption.reason}")
    if found:
        print("\nEvery bound also rests on three standing assumptions:")
        for statement in STANDING.values():
            print(f"- {statement}")
        print("\nThe bounds hold for the figures as published then, not for later revisions.")
    return 0


def _name(item: Implied[Figure]) -> str:
    return f"{item.quantity} (behind {item.behind})" if item.behind else item.quantity


def _where(item: Implied[Figure]) -> str:
    return f"{item.area}, {item.coverage}" if item.coverage else item.area


def _room(item: Implied[Figure]) -> str:
    width = item.interval.width
    if not width:
        return "exact"
    return f"{float(100 * width / item.interval.lower):.2g}%" if item.interval.lower else "100%"


def _implied_as_json(item: Implied[Figure]) -> dict[str, Any]:
    from peel_data.arithmetic.identities import STANDING

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
        "standing_assumptions": dict(STANDING),
    }


def compare(options: argparse.Namespace) -> int:
    """Compare the figures of a table, an area with another or a period with another."""
    from peel_data import api
    from peel_data.tables import formatting

    found = api.compare(
        options.table,
        area=options.area,
        to=options.to,
        category=options.category,
        measure=options.measure,
        period_end=options.period_end,
        against=options.against,
        edition=options.edition,
    )
    if options.format == "json":
        output.print_json([_comparison_as_json(item) for item in found])
        return 0
    if options.format == "csv":
        rows = [item.as_record() for item in found]
        output.print_csv(list(rows[0]), rows)
        return 0

    sides: dict[tuple[str, str], list[Comparison[Figure]]] = {}
    for item in found:
        sides.setdefault(_sides(item), []).append(item)
    for position, ((this, that), together) in enumerate(sides.items()):
        print(end="\n" if position else "")
        _print_comparisons(f"{this} (this) and {that} (that)", together)
    for item in found:
        for s in item.statements:
            what = f"{item.first.title}, {formatting.change(item.first)}"
            print(f"\n{what}: the report says {_of(item, s)}{s}.")
    for sentence in dict.fromkeys(s for item in found for s in (*item.withheld, *item.caveats)):
        print(f"\nNote: {sentence}")
    return 0


def _print_comparisons(title: str, found: Sequence[Comparison[Figure]]) -> None:
    """Print comparisons of the same two sides; a column that says nothing is left out."""
    from peel_data.tables import formatting

    columns = {
        "figure": [item.first.title for item in found],
        "period": [formatting.change(item.first) for item in found],
        "this": [formatting.amount(item.first) for item in found],
        "that": [formatting.amount(item.second) for item in found],
        "difference": [f"{_between(i.difference)} {i.difference_unit}".rstrip() for i in found],
        "ratio": ["" if item.ratio is None else _between(item.ratio) for item in found],
        "this is": [item.in_words for item in found],
        "the report says": ["; ".join(_said(item, s) for s in item.statements) for item in found],
    }
    shown = {name: cells for name, cells in columns.items() if any(cells)}
    output.print_table(
        list(shown),
        list(zip(*shown.values(), strict=True)),
        title=title,
        right=["this", "that"],
    )


def _said(item: Comparison[Figure], statement: Statement) -> str:
    return f"{_of(item, statement)}“{statement.printed}”"


def _of(item: Comparison[Figure], statement: Statement) -> str:
    return "of that: " if item.subject(statement) else ""


def _sides(item: Comparison[Figure]) -> tuple[str, str]:
    """Return what is compared with what: two areas, or two periods of one area."""
    from peel_data.tables import formatting

    def side(figure: Figure) -> str:
        where = formatting.where(figure)
        when = formatting.period(figure.period_start, figure.period_end)
        return where if item.first.area != item.second.area else f"{where}, {when}"

    return side(item.first), side(item.second)


def _between(interval: Interval | Undecidable) -> str:
    ends = _ends(interval, digits=4)
    if isinstance(ends, str):
        return ends
    return " to ".join(dict.fromkeys(end or "open" for end in ends.values()))


_OF_STATEMENT = (
    "area", "relation", "against", "period_end", "against_period_end", "printed", "publication", "locator",
)  # fmt: skip


def _comparison_as_json(item: Comparison[Figure]) -> dict[str, Any]:
    return {
        "first": item.first.id,
        "second": item.second.id,
        "unit": item.first.unit,
        "difference_unit": item.difference_unit or item.first.unit,
        "difference": _ends(item.difference),
        "ratio": None if item.ratio is None else _ends(item.ratio),
        "verdict": item.verdict,
        "in_words": item.in_words,
        "distinguishable": item.distinguishable,
        "withheld": list(item.withheld),
        "report_says": [
            {name: _text(getattr(statement, name)) for name in _OF_STATEMENT}
            for statement in item.statements
        ],
        "caveats": list(item.caveats),
    }


def _ends(interval: Interval | Undecidable, digits: int = 12) -> dict[str, str | None] | str:
    from peel_data.schema.interval import Undecidable

    if isinstance(interval, Undecidable):
        return interval.value
    return dict(zip(("lower", "upper"), interval.ends(digits), strict=True))


def _text(value: object) -> str | None:
    return None if value is None else str(value)

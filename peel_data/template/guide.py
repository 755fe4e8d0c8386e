"""The instructions that a template gives to the person who fills it in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from peel_data.tables import formatting
from peel_data.template.plan import MEANINGS, SUPPLIERS, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.tables.records import Record
    from peel_data.template.plan import Ask, Column, Plan, Sheet


class Medium(NamedTuple):
    """The words for what is being filled in."""

    whole: str
    part: str
    cells: str
    given: str
    others: str
    explained: str
    dates: str
    path: str


WORKBOOK = Medium(
    whole="this workbook",
    part="sheet",
    cells="the yellow cells",
    given="Grey cells are filled in already; leave them as they are. White cells are for remarks "
    "and are needed only where they apply.",
    others="Sheets of your own may stay in the workbook if their names begin with “Notes”.",
    explained="Each column name carries a note that says what the column holds, and a cell to be "
    "filled in says so again when it is selected. The sheet Lists explains what may be chosen.",
    dates="Year, month, day: 2016-06-30.",
    path="FILE",
)
FOLDER = Medium(
    whole="this folder",
    part="file",
    cells="the empty cells of the columns value, number and rate",
    given="The columns before and after them are filled in already; leave them as they are. The "
    "last columns are for remarks and are needed only where they apply.",
    others="Files of your own may stay in the folder if their names begin with “Notes”.",
    explained="What each column holds, and what may be written in it, is listed below.",
    dates="Year, month, day: 2016-06-30. A spreadsheet program may rewrite the dates of a CSV file when "
    "it saves it. If you work in one, ask for a template with --format xlsx or --format ods instead.",
    path="FOLDER",
)


class Entry(NamedTuple):
    """A paragraph with its keyword; without text it is a heading."""

    label: str
    text: str = ""


INVENTORY = ("Name", "What it holds", "Figures to fill in", "Supplied by")


def title(plan: Plan) -> str:
    """Return the heading of the guide."""
    return f"{plan.edition_title}: figures of {plan.area_name}"


def inventory(plan: Plan) -> list[tuple[str, str, str, str]]:
    """Return a row for each table, in the columns of `INVENTORY`."""
    everyone = dict.fromkeys(name for sheet in plan.sheets for name in sheet.suppliers)
    return [
        (
            sheet.table,
            sheet.description.split(". ")[0].rstrip(".") + ".",
            "optional" if sheet.optional else str(sheet.asked),
            " and ".join(_supplier(plan, supplier) for supplier in sheet.suppliers or everyone),
        )
        for sheet in plan.sheets
    ]


def _supplier(plan: Plan, supplier: str) -> str:
    return plan.area_name if supplier == "force" else SUPPLIERS[supplier]


def opening(plan: Plan, medium: Medium) -> Iterator[Entry]:
    """Yield what is asked for; the inventory follows it."""
    yield Entry("What is asked for")
    yield Entry(
        "In short",
        f"Fill in {medium.cells}: {plan.asked} figures, in {len(plan.required)} {medium.part}s. "
        f"{medium.given}",
    )


def explain(plan: Plan, medium: Medium) -> Iterator[Entry]:
    """Yield how to fill it in, what may be added, how to check it."""
    falls = any(
        _falls(ask) for sheet in plan.sheets for line in sheet.lines for ask in line.asks if ask
    )
    yield Entry("How to fill it in")
    yield Entry("Help", medium.explained)
    yield Entry(
        "Numbers",
        "Write digits and a decimal point only, as in 1234.5: no percent sign, no comma, no plus "
        "sign. Round each figure to the number of decimals that stands beside it, in the column "
        "decimals. A percentage is written as 14.9, not as 0.149.",
    )
    if falls:
        yield Entry(
            "Falls",
            "In the tables of changes a fall is negative: -6.1 is a fall of 6.1 percent, and 6.1 is "
            "a rise.",
        )
    yield Entry("Dates", medium.dates)
    yield Entry(
        "No figure?",
        "Leave the cell empty and change the status of its row. "
        + " ".join(
            f"{status}: {MEANINGS[status][0].lower()}{MEANINGS[status][1:]}"
            for status in ("not_supplied", "not_comparable", "suppressed", "withdrawn")
        ),
    )
    yield Entry(
        "Names",
        f"Keep the names of the {medium.part}s and of the columns. {medium.others}",
    )
    yield Entry("What may be added")
    yield from _optional(plan, medium)
    yield Entry("Before you send it")
    yield Entry(
        "Check it",
        f"Save it, and run: peel-data validate {medium.path}, with the name of {medium.whole} in that "
        "place. Every cell in which something is wrong is named, with what was expected. Correct it, "
        "save, and run the check again until it finds no errors.",
    )
    yield Entry(
        "Not ready?",
        "A template that is partly filled in can be checked too: figures still missing are listed.",
    )


_MAY_BE_ADDED = {
    "crime_numbers": "The crimes counted behind the rates in crime_rates. If you have them, add a row for each, "
    "with the edition, area, crime type and period of the rate, decimals 0, unit count, "
    "qualifier exact and status published. Rates and changes are then checked against the "
    "counts.",
    "operational_figures": "Single numbers, such as staff or targets, that the report may quote; a row for each.",
    "revisions": "If a figure differs from what was published for the same period earlier, declare it "
    "here: the figure id (the check names it), the old value, the new value, and the reason "
    "in a sentence. Leave release empty. A change that is not declared is an error.",
    "waivers": "If the check objects to something that is right all the same, set its finding aside "
    "here: copy code, place and fingerprint from the finding, and add the reason, who "
    "answers for it, and the day it ends. It holds only as long as the value stays the same.",
}
"""What is said of each table that may come with any submission."""


def _optional(plan: Plan, medium: Medium) -> Iterator[Entry]:
    offered = {sheet.table for sheet in plan.sheets if sheet.optional}
    for table, text in _MAY_BE_ADDED.items():
        if table in offered:
            yield Entry(table, text)
    yield Entry("Empty?", f"An optional {medium.part} that is not needed stays as it is.")


def prompt(sheet: Sheet, line: tuple[str, ...], ask: Ask) -> list[str]:
    """Return what a cell asks for, in lines: which figure, when, in what unit and how precise."""
    series = ask.series
    what = sheet.title
    if sheet.category:
        position = sheet.columns.index(sheet.category)
        what += f": {formatting.called(sheet.category.refers_to)[line[position]]}"
    unit = "Number" if ask.whole else formatting.called("units")[series["unit"]]
    places = {0: "no decimals", 1: "1 decimal"}.get(ask.decimals, f"{ask.decimals} decimals")
    if ask.decimals < 0:
        places = f"rounded to {10**-ask.decimals:,}"
    fall = " A fall is negative." if _falls(ask) else ""
    against = [f"against {_period(series, 'baseline')}"] if series["baseline_end"] else []
    return [what, _period(series, "period"), *against, f"{unit}, {places}.{fall}"]


def _falls(ask: Ask) -> bool:
    return ask.minimum < 0


def _period(series: Record, name: str) -> str:
    start, end = (
        dt.date.fromisoformat(text) if text else None
        for text in (series[f"{name}_start"], series[f"{name}_end"])
    )
    return formatting.period(start, end)


def column_help(sheet: Sheet, column: Column) -> str:
    """Return what a column holds and who fills it in."""
    if sheet.optional:
        use = "Needed in every row." if column.needed else "May stay empty."
    elif column.role is Role.MAY:
        use = "Change it where it applies." if column.needed else "May stay empty."
    else:
        use = f"{column.role.value.capitalize()}."
    return f"{column.title}\n{column.help}\n{use}"

"""What a template says to the person who fills it in, in plain words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from peel_data import wording
from peel_data.template.plan import MEANINGS, SUPPLIERS, Role, reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.template.plan import Ask, Column, Plan, Sheet


class Medium(NamedTuple):
    """The words for what is being filled in."""

    whole: str
    part: str
    cells: str
    given: str
    others: str
    explained: str
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
    path="FILE.xlsx",
)
FOLDER = Medium(
    whole="this folder",
    part="file",
    cells="the empty cells of the columns value, number and rate",
    given="The columns before and after them are filled in already; leave them as they are. The "
    "last columns are for remarks and are needed only where they apply.",
    others="Files of your own may stay in the folder if their names begin with “Notes”.",
    explained="What each column holds, and what may be written in it, is listed below.",
    path="FOLDER",
)


class Entry(NamedTuple):
    """A paragraph with its keyword; without text it is a heading."""

    label: str
    text: str = ""


INVENTORY = ("Table", "What it holds", "Figures asked for", "Supplied by")


def title(plan: Plan) -> str:
    """The heading of the guide."""
    return f"{plan.edition_title}: figures of {plan.area_name}"


def inventory(plan: Plan) -> list[tuple[str, str, str, str]]:
    """A row for each table, in the columns of `INVENTORY`."""
    return [
        (
            sheet.table,
            f"{sheet.title}. {sheet.description}",
            "optional" if sheet.optional else str(sheet.asked),
            " and ".join(_supplier(plan, supplier) for supplier in sheet.suppliers)
            or "whoever fills this in",
        )
        for sheet in plan.sheets
    ]


def _supplier(plan: Plan, supplier: str) -> str:
    return plan.area_name if supplier == "force" else SUPPLIERS[supplier]


def explain(plan: Plan, medium: Medium) -> Iterator[Entry]:
    """The paragraphs of the guide."""
    falls = any(
        ask.minimum is not None and ask.minimum < 0
        for sheet in plan.sheets
        for line in sheet.lines
        for ask in line.asks
        if ask
    )
    yield Entry("How to fill it in")
    yield Entry(
        "What to do",
        f"Fill in {medium.cells}: {plan.asked} figures, in {len(plan.required)} {medium.part}s. "
        f"{medium.given}",
    )
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
    yield Entry("Dates", "Year, month, day: 2016-06-30.")
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
        f"Run: peel-data validate {medium.path}. It names every cell in which something is wrong and "
        "says what was expected. Correct, save, and run it again until it finds no errors.",
    )
    yield Entry(
        "Not ready?",
        "A template that is partly filled in can be checked too: figures still missing are listed.",
    )


def _optional(plan: Plan, medium: Medium) -> Iterator[Entry]:
    offered = {sheet.table for sheet in plan.sheets if sheet.optional}
    if "crime_numbers" in offered:
        yield Entry(
            "crime_numbers",
            "The crimes counted behind the rates in crime_rates. If you have them, add a row for each, "
            "with the crime type and period of the rate, decimals 0, unit count, qualifier exact and "
            "status published. Rates and changes are then checked against the counts.",
        )
    if "operational_figures" in offered:
        yield Entry(
            "operational_figures",
            "Single numbers, such as staff or targets, that the report may quote; a row for each.",
        )
    if "revisions" in offered:
        yield Entry(
            "revisions",
            "If a figure differs from what was published for the same period earlier, declare it "
            "here: the figure id (the check names it), the old value, the new value, and the reason "
            "in a sentence. Leave release empty. A change that is not declared is an error.",
        )
    if "waivers" in offered:
        yield Entry(
            "waivers",
            "If the check objects to something that is right all the same, set its finding aside "
            "here: copy code, place and fingerprint from the finding, and add the reason, who "
            "answers for it, and the day it ends. It holds only as long as the value stays the same.",
        )
    yield Entry("Empty?", f"An optional {medium.part} that is not needed stays as it is.")


def prompt(sheet: Sheet, line_cells: tuple[str, ...], ask: Ask) -> str:
    """What a cell asks for: which figure, when, in what unit, how precise."""
    series = ask.series
    what = sheet.title
    if sheet.category:
        position = sheet.columns.index(sheet.category)
        what += f": {reference(sheet.category.refers_to)[line_cells[position]]}"
    unit = "Number" if ask.whole else reference("units")[series["unit"]]
    places = {0: "no decimals", 1: "1 decimal"}.get(ask.decimals, f"{ask.decimals} decimals")
    if ask.decimals < 0:
        places = f"rounded to {10**-ask.decimals:,}"
    fall = " A fall is negative." if ask.minimum is not None and ask.minimum < 0 else ""
    return f"{what}\n{_when(series)}\n{unit}, {places}.{fall}"


def _when(series: dict[str, str]) -> str:
    def words(name: str) -> str:
        start, end = series[f"{name}_start"], series[f"{name}_end"]
        return wording.period(
            dt.date.fromisoformat(start) if start else None,
            dt.date.fromisoformat(end) if end else None,
        )

    when = words("period")
    when = when[0].upper() + when[1:]
    return f"{when}\nagainst {words('baseline')}" if series["baseline_end"] else when


def column_help(sheet: Sheet, column: Column) -> str:
    """What a column holds and who fills it in."""
    if sheet.optional:
        use = "Needed in every row." if column.needed else "May stay empty."
    elif column.role is Role.MAY:
        use = "Change it where it applies." if column.needed else "May stay empty."
    else:
        use = f"{column.role.value.capitalize()}."
    return f"{column.title}\n{column.help}\n{use}"

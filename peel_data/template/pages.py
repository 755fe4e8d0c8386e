"""A template laid out as the pages of a workbook, whatever program it is for.

Which cell stands where, how it looks, what may be entered and what is said about it is settled here;
`xlsx` and `ods` only translate.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Literal, NamedTuple

from peel_data.template import guide
from peel_data.template.plan import Role, meanings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from peel_data.template.plan import Ask, Column, Plan, Sheet

GUIDE, LISTS = "Guide", "Lists"
BLANK_LINES = 40
"""How many rows of an optional sheet are prepared with formats and drop-downs."""

INLINE = 255
"""Excel takes no longer list, prompt or message than this inside a check."""

DATE, TEXT, ANY, GROUPED = "yyyy-mm-dd", "@", "General", "#,##0"

CHECK_CELL = "I6"
"""The first cell of the column Check of a form."""


class Look(Enum):
    """How a cell looks; the writers give each its colours."""

    TITLE = "title"
    HEADING = "heading"
    LABEL = "label"
    PROSE = "prose"
    LINK = "link"
    HEAD = "head"
    HEAD_FILL = "head of a column to fill in"
    GIVEN = "given"
    FILL = "fill"
    MAY = "may"
    PLAIN = "plain"
    SAID = "given, in words"
    SECTION = "the first line of a section"
    AGAIN = "a section that goes on"
    STATUS = "a status to choose"
    FORM_FILL = "a figure of the form"
    OPTIONAL = "may be filled in"
    CHECK = "what the sheet says of a line"
    COUNT = "how much is filled in"
    SMALL = "for readers and formulas"
    GIVEN_NUMBER = "a number that is given"
    REMARK = "a remark"
    MAY_BE_LONG = "a sentence that runs on over the cells beside it"


@dataclass(frozen=True, slots=True)
class Check:
    """What may be entered in a cell, and what is said when it is selected or refused.

    Attributes:
        kind: A choice from a list, a number, a date, or anything.
        choices: The list, where it is short.
        source: The rows of the page Lists that hold it, where it is long.
        minimum: The least number, if there is one.
        maximum: The greatest number, if there is one.
        title: The heading of the prompt.
        prompt: What is said when the cell is selected; "" for nothing.
        error: What is said when an entry is refused.
    """

    kind: Literal["list", "decimal", "whole", "date", "any"]
    title: str = ""
    prompt: str = ""
    error: str = ""
    choices: tuple[str, ...] = ()
    source: tuple[int, int] | None = None
    minimum: int | None = None
    maximum: int | None = None


class Style(NamedTuple):
    """Look and number format of a cell."""

    look: Look
    format: str = TEXT
    locked: bool = True


class Cell(NamedTuple):
    """One cell: what it holds, its style, and what hangs on it.

    A formula is written as Excel writes it, without the sign of equality; only the form has any. The value of
    its cell is what it gives before anything is filled in: LibreOffice shows that until a cell changes.
    """

    value: str | int | Decimal | dt.date | None
    style: Style
    check: Check | None = None
    note: str = ""
    link: str = ""
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a workbook; a table's first row stays in view, prose has heights that fit it.

    `head` is the row of the header, `printed` how many columns are printed (0 for all), and `about` says what
    the table is, for those who hear it; a page with it is locked but for the cells to fill in.
    """

    name: str
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heights: tuple[float | None, ...]
    frozen: bool
    colour: str
    head: int = 1
    """The row of the header of its table, which stays in view if it is frozen."""
    printed: int = 0
    about: str = ""
    names: tuple[tuple[str, str], ...] = ()


def lay_out(plan: Plan) -> list[Page]:
    """Return the pages of a workbook: the guide, a page for each table, the lists."""
    lists, sources = _lists(plan)
    return [
        _guide(plan),
        *(_table(sheet, sources) for sheet in plan.sheets),
        lists,
    ]


LINE_HEIGHT = 15.0
GUIDE_WIDTHS = (36, 92, 20, 30)


def _guide(plan: Plan) -> Page:
    rows: list[tuple[Cell, ...]] = [(Cell(guide.title(plan), Style(Look.TITLE)),), ()]
    rows += map(_entry, guide.opening(plan, guide.WORKBOOK))
    rows.append(tuple(Cell(text, Style(Look.HEAD)) for text in guide.INVENTORY))
    rows += [
        (Cell(table, Style(Look.LINK), link=table), *(Cell(t, Style(Look.PROSE)) for t in rest))
        for table, *rest in guide.inventory(plan)
    ]
    rows += map(_entry, guide.explain(plan, guide.WORKBOOK))
    return Page(
        GUIDE,
        GUIDE_WIDTHS,
        tuple(rows),
        tuple(_height(row) for row in rows),
        frozen=False,
        colour=COLOURS["prose"],
    )


def _entry(entry: guide.Entry) -> tuple[Cell, ...]:
    if not entry.text:
        return (Cell(entry.label, Style(Look.HEADING)),)
    return (Cell(entry.label, Style(Look.LABEL)), Cell(entry.text, Style(Look.PROSE)))


def _height(row: tuple[Cell, ...]) -> float | None:
    """Return the height that wrapped text needs: programs do not agree on finding it themselves."""
    if row and row[0].style.look is Look.TITLE:
        return 2 * LINE_HEIGHT
    if row and row[0].style.look is Look.HEADING:
        return 2.2 * LINE_HEIGHT
    lines = [
        -(-len(str(cell.value)) // (width - 2))
        for cell, width in zip(row, GUIDE_WIDTHS, strict=False)
        if cell.style.look is Look.PROSE
    ]
    return LINE_HEIGHT * max(lines, default=1) + 3


def _lists(plan: Plan) -> tuple[Page, dict[str, tuple[int, int]]]:
    """Return the page that explains every choice, and the rows in which those of each column stand."""
    found: dict[str, dict[str, str]] = {}
    for sheet in plan.sheets:
        for column in sheet.columns:
            if column.choices or column.refers_to:
                found.setdefault(column.name, {}).update(meanings(column))
    head = ("Column", "May contain", "Meaning")
    rows = [tuple(Cell(text, Style(Look.HEAD)) for text in head)]
    sources = {}
    for name, choices in found.items():
        sources[name] = (len(rows) + 1, len(rows) + len(choices))
        rows += [
            tuple(Cell(text, Style(Look.GIVEN)) for text in (name, choice, meaning))
            for choice, meaning in choices.items()
        ]
    widths = _widths(rows, most=120)
    heights = (None,) * len(rows)
    page = Page(LISTS, widths, tuple(rows), heights, frozen=True, colour=COLOURS["prose"])
    return page, sources


def _table(sheet: Sheet, sources: dict[str, tuple[int, int]]) -> Page:
    head = tuple(
        Cell(
            column.name,
            Style(Look.HEAD_FILL if column.role is Role.FILL else Look.HEAD),
            note=guide.column_help(sheet, column),
        )
        for column in sheet.columns
    )
    checks = [_column_check(column, sources) for column in sheet.columns]
    prepared = [
        tuple(
            Cell(
                _value(text, column),
                Style(LOOKS[column.role], _format(column, ask)),
                _figure_check(sheet, line.cells, column, ask) if ask else check,
            )
            for text, ask, column, check in zip(
                line.cells, line.asks, sheet.columns, checks, strict=True
            )
        )
        for line in sheet.lines
    ]
    blank = [
        tuple(
            Cell(None, Style(Look.MAY, _format(column, None)), check)
            for column, check in zip(sheet.columns, checks, strict=True)
        )
    ] * (BLANK_LINES if sheet.optional else 0)
    rows = (head, *prepared, *blank)
    return Page(
        sheet.table[:31],  # all that Excel allows; readers know a table by it
        _widths(rows, most=44, columns=sheet.columns),
        rows,
        (None,) * len(rows),
        frozen=True,
        colour=COLOURS["may" if sheet.optional else "fill"],
    )


LOOKS = {Role.GIVEN: Look.GIVEN, Role.FILL: Look.FILL, Role.MAY: Look.MAY}
COLOURS = {"prose": "1F3A5F", "fill": "FFD54F", "may": "B0B7BF"}


def _value(text: str, column: Column) -> str | int | dt.date | None:
    if not text:
        return None
    if column.kind == "date":
        return dt.date.fromisoformat(text)
    return int(text) if column.kind == "integer" else text


def _format(column: Column, ask: Ask | None) -> str:
    """Return the number format that shows what is printed; identifiers never turn into numbers."""
    if ask:
        return "0." + "0" * ask.decimals if ask.decimals > 0 else "0"
    return {"date": DATE, "integer": "0", "number": ANY}.get(column.kind, TEXT)


def _is_prose(column: Column) -> bool:
    return column.kind == "string" and not column.choices and column.role is Role.MAY


def _widths(
    rows: Iterable[Sequence[Cell]], *, most: int, columns: Sequence[Column] = ()
) -> tuple[int, ...]:
    """Column widths in characters that show the longest content, within reason."""
    expected = [_expected_length(column) for column in columns]
    widths = []
    for position, (head, *cells) in enumerate(zip(*rows, strict=True)):
        longest = max(len(str(cell.value or "")) for cell in (head, *cells)) + 3
        least = expected[position] if expected else 0
        widths.append(min(max(longest, least), most))
    return tuple(widths)


def _expected_length(column: Column) -> int:
    """Return the width that what is still to be entered will need."""
    if column.role is Role.MAY and column.choices:
        return max(map(len, column.choices)) + 3
    return 32 if _is_prose(column) else 12


def _column_check(column: Column, sources: dict[str, tuple[int, int]]) -> Check | None:
    """Return the check of a cell that waits for no figure."""
    title = column.title[:32]
    prompt = "" if column.role is Role.GIVEN else column.help
    if column.choices:
        short = len(",".join(column.choices)) <= INLINE
        return Check(
            "list",
            title,
            prompt,
            "Choose from the list. The sheet Lists says what each choice means.",
            choices=column.choices if short else (),
            source=None if short else sources[column.name],
        )
    if column.role is Role.GIVEN:
        return None
    if column.kind == "date":
        return Check(
            "date",
            title,
            f"{prompt} Year, month, day.",
            "This must be a date: year, month, day, such as 2016-06-30.",
        )
    if column.kind in {"number", "integer"}:
        return Check(
            "whole" if column.kind == "integer" else "decimal", title, prompt, _not_a_number("")
        )
    if column.kind == "yearmonth":
        prompt += " Year and month, such as 2016-02."
    return Check("any", title, prompt)


def _figure_check(sheet: Sheet, cells: tuple[str, ...], column: Column, ask: Ask) -> Check:
    return Check(
        "whole" if ask.whole else "decimal",
        column.title[:32],
        "\n".join(guide.prompt(sheet, cells, ask)),
        _not_a_number(_limits(ask))
        + " If there is no figure, leave it empty and change the status.",
        minimum=ask.minimum,
        maximum=ask.maximum,
    )


def _limits(ask: Ask) -> str:
    if ask.minimum is None:
        return ""
    if ask.minimum < 0:
        return f", {ask.minimum} or more; a fall is negative"
    return f" from {ask.minimum} to {ask.maximum}" if ask.maximum else f", {ask.minimum} or more"


def _not_a_number(limits: str) -> str:
    return f"This must be a number{limits}: digits and a decimal point, no percent sign."

"""The tables of a template laid out as pages of a workbook: a guide, a page for each table, the lists."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from peel_data.template import guide
from peel_data.template.plan import Role, meanings
from peel_data.workbooks.pages import ANY, DATE, LISTS, TEXT, Cell, Check, Look, Page, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from peel_data.template.plan import Ask, Column, Plan, Sheet

GUIDE = "Guide"
BLANK_LINES = 40
"""How many rows of an optional sheet are prepared with formats and drop-downs."""

INLINE = 255
"""Excel takes no longer list, prompt or message than this inside a check."""


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
    if ask.minimum < 0:
        return f", {ask.minimum} or more; a fall is negative"
    return f" from {ask.minimum} to {ask.maximum}" if ask.maximum else f", {ask.minimum} or more"


def _not_a_number(limits: str) -> str:
    return f"This must be a number{limits}: digits and a decimal point, no percent sign."

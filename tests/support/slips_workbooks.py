"""Slips in the looks of a workbook: what a person sees is not what the cell holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from support.dataset import PlaceGroup, Slip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.cell import Cell

TABLE = "crime_rates"


def looking(
    kind: str, code: str, change: Callable[[Cell], None], column: str = "value", row: int = 2
) -> Slip:
    """A slip in one cell of a finished workbook; `row` counts from 2 below the header."""

    def spoil(path: Path) -> None:
        book = openpyxl.load_workbook(path)
        sheet = book[TABLE]
        names = [cell.value for cell in sheet[1]]
        change(sheet.cell(row, names.index(column) + 1))
        book.save(path)

    spot = PlaceGroup(TABLE, row - 2, column)
    return Slip(kind, code, lambda _: spot, formats=("xlsx",), spoil=spoil)


def parts(*properties: InlineFont) -> Callable[[Cell], None]:
    """The text of a cell in two parts, the second of them more than was there."""

    def change(cell: Cell) -> None:
        first, second = properties
        cell.value = CellRichText(TextBlock(first, str(cell.value)), TextBlock(second, "1"))

    return change


def shown_by(code: str, times: float = 1) -> Callable[[Cell], None]:
    def change(cell: Cell) -> None:
        cell.value = round(cell.value * times, 9)
        cell.number_format = code

    return change


def written(font: Font) -> Callable[[Cell], None]:
    def change(cell: Cell) -> None:
        cell.font = font

    return change


def row_struck_out(cell: Cell) -> None:
    for other in cell.parent[cell.row]:
        other.font = Font(strike=True)


def suppressed_on_condition(cell: Cell) -> None:
    rule = CellIsRule(operator="lessThan", formula=["1000"])
    rule.dxf = DifferentialStyle(numFmt=NumberFormat(numFmtId=170, formatCode='"[c]"'))
    cell.parent.conditional_formatting.add(cell.coordinate, rule)


WORKBOOKS = (
    looking(
        "a raised footnote mark",
        "F153",
        parts(InlineFont(), InlineFont(vertAlign="superscript")),
    ),
    looking(
        "a lowered mark",
        "F153",
        parts(InlineFont(), InlineFont(vertAlign="subscript")),
        row=3,
    ),
    looking(
        "an old number struck out before the new",
        "F154",
        parts(InlineFont(strike=True), InlineFont()),
    ),
    looking("a number struck out", "F154", written(Font(strike=True)), row=4),
    looking("a text struck out", "F155", written(Font(strike=True)), column="area"),
    looking("a text raised", "F155", written(Font(vertAlign="superscript")), column="status"),
    looking("c shown over a number", "F156", shown_by('"[c]"')),
    looking("c shown over small numbers", "F156", shown_by('[<1000]"[c]";0.0')),
    looking("c shown by a conditional format", "F156", suppressed_on_condition),
    looking("a number in white", "F156", written(Font(color="FFFFFFFF"))),
    looking("a number that a format hides", "F156", shown_by(";;;")),
    looking("a point that only the format puts in", "F149", shown_by('0"."0', 10)),
    looking("a percentage held as its hundredth", "F149", shown_by("0.0%", 0.01)),
    Slip(
        "a row struck out",
        "F154",
        lambda _: PlaceGroup(TABLE, 0),
        formats=("xlsx",),
        spoil=looking("", "", row_struck_out).spoil,
    ),
)

"""Pages as an Excel workbook."""

from __future__ import annotations

import datetime as dt
import io
from copy import copy
from typing import TYPE_CHECKING, Any, cast
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from peel_data.workbooks.letters import letter
from peel_data.workbooks.look import FONT, PAINT
from peel_data.workbooks.packing import EPOCH, pack, unpack
from peel_data.workbooks.pages import LISTS, NO_BOUND, Cell, Check, Look, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

    from peel_data.workbooks.pages import Style


def workbook(pages: Sequence[Page], title: str) -> bytes:
    """Return the bytes of an .xlsx file with these pages; the same pages give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = title
    book.properties.creator = "peel_data"
    # The time of making would make every file differ.
    book.properties.created = book.properties.modified = dt.datetime(*EPOCH, tzinfo=dt.UTC)
    styles = _Styles()
    for page in pages:
        _write_page(book.create_sheet(page.name), page, styles)
    book.calculation.fullCalcOnLoad = any(page.about for page in pages)
    target = io.BytesIO()
    # `Workbook.save` would set the time of change; the writer below it does not.
    ExcelWriter(book, ZipFile(target, "w")).save()
    about = next((page.about for page in pages if page.about), "")
    return pack((name, _say_more(name, part, about)) for name, part in unpack(target.getvalue()))


def _say_more(name: str, part: bytes, about: str) -> bytes:
    """Return the alternative text of a table, which openpyxl does not write."""
    if not about or not name.startswith("xl/tables/"):
        return part
    text = (
        '<extLst><ext uri="{504A1905-F514-4f6f-8877-14C23A59335A}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        f'<x14:table altText="Form" altTextSummary={quoteattr(about)}/></ext></extLst></table>'
    )
    return part.replace(b"</table>", text.encode())


def _appearance(look: Look) -> dict[str, Any]:
    paint = PAINT[look]
    side = Side("thin", color=paint.border) if paint.border else Side()
    return {
        "font": Font(name=FONT, sz=paint.size, b=paint.bold, color=paint.ink),
        "fill": PatternFill("solid", fgColor=paint.fill) if paint.fill else PatternFill(),
        "border": Border(left=side, right=side, top=side, bottom=side),
        "alignment": Alignment(
            horizontal="left" if paint.left else None,
            vertical=paint.vertical,
            wrap_text=paint.wrap,
            indent=int(paint.indent),
        ),
    }


class _Styles:
    """Give cells their style: openpyxl takes long to set one, and no time to copy it as its own copies of sheets do."""

    def __init__(self) -> None:
        self._appearances = {look: _appearance(look) for look in Look}
        self._alike: dict[Style, SheetCell] = {}

    def give(self, target: SheetCell, style: Style) -> None:
        if style in self._alike:
            target._style = copy(self._alike[style]._style)  # type: ignore[attr-defined]  # noqa: SLF001
            return
        if not style.locked:
            target.protection = Protection(locked=False)
        target.number_format = style.format
        for name, value in self._appearances[style.look].items():
            setattr(target, name, value)
        self._alike[style] = target


def _write_page(sheet: Worksheet, page: Page, styles: _Styles) -> None:
    for number, width in enumerate(page.widths, start=1):
        sheet.column_dimensions[letter(number)].width = width
    for number, (row, height) in enumerate(zip(page.rows, page.heights, strict=True), start=1):
        if height:
            sheet.row_dimensions[number].height = height
        for position, cell in enumerate(row, start=1):
            _write_cell(sheet, number, position, cell, styles)
    for check, area in _checked(page):
        sheet.add_data_validation(_validation(check, area))
    if page.frozen:
        sheet.freeze_panes = f"A{page.head + 1}"
        sheet.print_title_rows = f"{page.head}:{page.head}"
    if page.about:
        _make_form(sheet, page)
    elif page.head > 1:
        _mark_up(sheet, page)
    sheet.sheet_view.showGridLines = page.frozen and not page.about
    sheet.sheet_properties.tabColor = page.colour
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0


def _make_form(sheet: Worksheet, page: Page) -> None:
    """Mark the lines as one table, lock what is given, without a password, and print one page wide."""
    last, width = len(page.rows), len(page.rows[page.head - 1])
    area = f"A{page.head}:{letter(width)}{last}"
    table = Table(displayName="Form", ref=area)
    table.tableStyleInfo = TableStyleInfo(showRowStripes=False)
    sheet.add_table(table)
    book = cast("Workbook", sheet.parent)
    for name, cells in page.names:
        book.defined_names[name] = DefinedName(name, attr_text=f"'{page.name}'!{cells}")
    sheet.page_setup.fitToWidth = 1
    sheet.print_area = f"A1:{letter(page.printed)}{last}"
    cast("HeaderFooterItem", sheet.oddFooter).center.text = "Page &P of &N"
    sheet.page_margins = PageMargins(
        left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3
    )
    sheet.protection = SheetProtection(
        sheet=True, formatColumns=False, formatRows=False, autoFilter=False
    )
    checks = next(cells for name, cells in page.names if name == "Checks")
    top = checks.partition(":")[0].replace("$", "")
    for words, font, fill in (
        ("Look", Font(b=True, color="8A1C1C"), PatternFill("solid", bgColor="FDECEA")),
        ("Fine", Font(color="1E5631"), None),
        ("Miss", Font(color="40464D", i=True), None),
    ):
        sheet.conditional_formatting.add(
            checks.replace("$", ""),
            Rule(
                "expression",
                formula=[f'LEFT({top},4)="{words}"'],
                dxf=DifferentialStyle(font=font, fill=fill),
            ),
        )
    sheet.sheet_view.selection[-1].activeCell = sheet.sheet_view.selection[-1].sqref = (
        page.names[0][1].partition(":")[0].replace("$", "")
    )


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, styles: _Styles) -> None:
    target = sheet.cell(row, column, cell.value)
    if cell.formula:
        target.value = f"={cell.formula}"
    elif isinstance(cell.value, str):
        target.data_type = "s"  # text stays text, even where it begins as a formula does
    styles.give(target, cell.style)
    if cell.note:
        target.comment = Comment(cell.note, "peel_data", height=110, width=280)
    if cell.link:
        target.hyperlink = Hyperlink(target.coordinate, location=f"'{cell.link}'!A1")


def _mark_up(sheet: Worksheet, page: Page) -> None:
    """Mark the rows from the header on as a table, which screen readers find by its name."""
    last = f"{letter(len(page.widths))}{max(len(page.rows), page.head + 1)}"
    table = Table(displayName=f"table_{page.name.lower()}", ref=f"A{page.head}:{last}")
    table.tableStyleInfo = TableStyleInfo(name=None, showRowStripes=False)
    sheet.add_table(table)


def _checked(page: Page) -> Iterator[tuple[Check, str]]:
    """Yield each check with the run of cells below each other that it holds for."""
    for position in range(len(page.widths)):
        name = letter(position + 1)
        start, current = 0, None
        column = [row[position].check if position < len(row) else None for row in page.rows]
        for number, check in enumerate([*column, None], start=1):
            if check != current:
                if current is not None:
                    yield current, f"{name}{start}:{name}{number - 1}"
                start, current = number, check


def _validation(check: Check, area: str) -> DataValidation:
    made = DataValidation(
        type=None if check.kind == "any" else check.kind,
        sqref=area,
        allow_blank=True,
        showInputMessage=bool(check.prompt),
        showErrorMessage=check.kind != "any",
        promptTitle=check.title if check.prompt else None,
        prompt=check.prompt or None,
        errorTitle=check.title or None,
        error=check.error or None,
    )
    if check.kind == "list" and check.source:
        made.formula1 = f"{LISTS}!$B${check.source[0]}:$B${check.source[1]}"
    elif check.kind == "list":
        made.formula1 = '"' + ",".join(check.choices) + '"'
    elif check.kind == "date":
        made.operator, made.formula1 = "greaterThan", "0"
    elif check.kind in {"decimal", "whole"}:
        # A check needs a bound; without one of its own it takes one that no figure reaches.
        low = -NO_BOUND if check.minimum is None else check.minimum
        high = NO_BOUND if check.maximum is None else check.maximum
        made.operator, made.formula1, made.formula2 = "between", str(low), str(high)
    return made

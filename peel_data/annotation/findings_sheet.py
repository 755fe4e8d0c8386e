"""The first sheet of an annotated workbook: what to do, and the findings with links to their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from peel_data.annotation.plan import Line, Plan

NAME = "Notes what to correct"
"""Begins with the word that marks a sheet as remarks for people, so it is left aside when it comes back."""

HEADS = ("Kind", "Figure", "Where", "The cell holds", "What is wrong", "What to do", "Rule")
_WIDTHS = (10, 38, 34, 18, 52, 52, 8)
_LINE = 15
_HIGHEST = 400
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Styles(NamedTuple):
    """The positions of the cell formats that the sheet uses."""

    title: int
    intro: int
    plain: int
    head: int
    link: int


def findings_sheet(
    plan: Plan, styles: Styles, sheets: Collection[str], remarks: Collection[str]
) -> str:
    """Return the sheet as XML: text alone, no formulas.

    Args:
        plan: What it says.
        styles: Its cell formats.
        sheets: The names of the sheets that links can lead to.
        remarks: What the reader should know of this copy, such as what could not be marked.
    """
    rows: list[str] = []
    links: list[str] = []
    texts = [plan.title, plan.verdict, *(f"{n}. {s}" for n, s in enumerate(plan.steps, 1))]
    if plan.more > 0:
        texts.append(f"The first {len(plan.lines):,} findings are listed; {plan.more:,} are not.")
    for number, text in enumerate((*texts, *remarks), 1):
        style = styles.title if number == 1 else styles.intro
        height = 24 if number == 1 else _LINE
        rows.append(
            f'<row r="{number}" ht="{height}" customHeight="1">{_cell("A", number, text, style)}</row>'
        )
    head = len(texts) + len(remarks) + 2
    if plan.lines:
        rows.append(_row(head, HEADS, styles.head))
    for number, line in enumerate(plan.lines, head + 1):
        linked = bool(line.cell) and line.sheet in sheets
        rows.append(_row(number, _texts(line), styles.plain, styles.link if linked else None))
        if linked:
            sheet = line.sheet.replace("'", "''")
            location = quoteattr(f"'{sheet}'!{line.cell}")
            links.append(
                f'<hyperlink ref="C{number}" location={location} display={quoteattr(line.where)}/>'
            )
    return "".join(_sheet(rows, links, head if plan.lines else 0))


def _sheet(rows: list[str], links: list[str], head: int) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
    yield '<sheetPr><tabColor rgb="FFB3261E"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    yield '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
    if head:
        yield (
            f'<pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft" state="frozen"/>'
            f'<selection pane="bottomLeft" activeCell="A{head + 1}" sqref="A{head + 1}"/>'
        )
    yield "</sheetView></sheetViews><cols>"
    for number, width in enumerate(_WIDTHS, 1):
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    yield f"</cols><sheetData>{''.join(rows)}</sheetData>"
    if links:
        yield f"<hyperlinks>{''.join(links)}</hyperlinks>"
    yield '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
    yield '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'


def _texts(line: Line) -> tuple[str, ...]:
    return (
        line.severity,
        line.figure,
        line.where,
        line.holds,
        line.message,
        line.advice,
        line.rule,
    )


def _row(number: int, texts: tuple[str, ...], style: int, link: int | None = None) -> str:
    cells = "".join(
        _cell(letter, number, text, link if letter == "C" and link is not None else style)
        for letter, text in zip("ABCDEFG", texts, strict=True)
    )
    wanted = max(_lines(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
    height = min(wanted * _LINE + 3, _HIGHEST)
    return f'<row r="{number}" ht="{height}" customHeight="1">{cells}</row>'


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of so many characters; a program may not count them itself."""
    return sum(1 + int(len(line) * 1.15) // width for line in text.split("\n"))


def _cell(letter: str, number: int, text: str, style: int) -> str:
    words = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
    return f'<c r="{letter}{number}" s="{style}" t="inlineStr">{words}</c>'

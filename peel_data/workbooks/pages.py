"""The pages of a workbook, whatever program it is for: what stands in each cell, and what hangs on it.

Which cell stands where, how it looks, what may be entered and what is said about it is settled in these
terms; `xlsx` and `ods` only translate.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

DATE, TEXT, ANY, GROUPED = "yyyy-mm-dd", "@", "General", "#,##0"

LISTS = "Lists"
"""The page that holds the lists that are too long for a check itself."""

NO_BOUND = 10**12
"""A bound that no figure reaches: a check of a number needs one."""

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

"""What can be wrong with a cell of a workbook, in the words of its finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from peel_data.readers.rules import containers as rule
from peel_data.readers.rules.files import CellTooLong

if TYPE_CHECKING:
    from peel_data.rule import Rule


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something to report about a cell; `invalidates` when its text cannot be relied on.

    `percent` is what a cell shows that holds a hundredth of it.
    """

    rule: type[Rule]
    one: str
    many: str
    invalidates: bool = True
    hints: tuple[str, ...] = ()
    percent: str = ""


FORMULA = Flaw(
    rule.Formula,
    "The cell holds a formula; its last calculated value is read.",
    "{n} cells hold formulas; their last calculated values are read.",
    invalidates=False,
    hints=("Copy the cells and paste them as values.",),
)
FORMULA_WITHOUT_VALUE = Flaw(
    rule.FormulaWithoutValue,
    "The cell holds a formula that was never calculated.",
    "{n} cells hold formulas that were never calculated.",
    hints=("Open the workbook in a spreadsheet program, copy the cells and paste them as values.",),
)
ERROR = Flaw(
    rule.ErrorCell,
    "The cell shows an error instead of a value.",
    "{n} cells show errors instead of values.",
    hints=("Find out why the formula fails, or type the value itself.",),
)
SCALED = Flaw(
    rule.ShownOtherwise,
    "The cell is shown in thousands or millions, so it holds more than is seen.",
    "{n} cells are shown in thousands or millions, so they hold more than is seen.",
    hints=('Set the format to "Number".',),
)
PERCENT = Flaw(
    rule.ShownOtherwise,
    "The cell is shown as a percentage, so it holds a hundredth of what is seen.",
    "{n} cells are shown as percentages, so they hold a hundredth of what is seen.",
    hints=('Set the format to "Number" and type the figure as it is printed, such as 14.9.',),
)
AS_TIME = Flaw(
    rule.ShownOtherwise,
    "The cell is shown as a time, so it holds a number of days.",
    "{n} cells are shown as times, so they hold numbers of days.",
    hints=('Set the format to "Number" and type the figure as it is printed.',),
)
_MASKED: Final = "{n} cells show something else in place of their numbers, which are neither read nor shown here."
_UNMASK: Final = (
    "If the number is to be published, set the format of the cell to “Number”.",
    "If it is suppressed, delete it, leave the cell empty and give the reason in the column status.",
)
_UNSEEN: Final = "the colour of the background, a tiny size or a font of pictures"
INVISIBLE = Flaw(
    rule.MaskedNumber,
    f"Nobody can see the number, because of {_UNSEEN}; it is neither read nor shown here.",
    f"Nobody can see {{n}} numbers, because of {_UNSEEN}; they are neither read nor shown here.",
    hints=(
        "If the number is to be published, give it a font and a colour that can be seen.",
        _UNMASK[1],
    ),
)
INVISIBLE_TEXT = Flaw(
    rule.HiddenCells,
    f"Nobody can see a text, because of {_UNSEEN}; it is read.",
    f"Nobody can see the texts of {{n}} cells, because of {_UNSEEN}; they are read.",
    invalidates=False,
)
REPEATED = Flaw(
    rule.ShownOtherwise,
    "The cell repeats its content until it is full, so nobody can tell its digits.",
    "{n} cells repeat their contents until they are full, so nobody can tell their digits.",
    hints=("Set the horizontal alignment to “General”.",),
)
RAISED_NUMBER = Flaw(
    rule.RaisedDigits,
    "The cell has raised or lowered text, which would be read as digits of the number.",
    "{n} cells have raised or lowered text, which would be read as digits of their numbers.",
    hints=("Delete the raised text. If it refers to a footnote, use the column notes.",),
)
STRUCK_NUMBER = Flaw(
    rule.StruckOut,
    "The cell has struck-out text, which would be read as part of the number.",
    "{n} cells have struck-out text, which would be read as part of their numbers.",
    hints=("Delete the struck-out text, or remove the strikethrough if the number stands.",),
)
STRUCK_ROW = Flaw(
    rule.StruckOut,
    "The whole row is struck out.",
    "{n} rows are struck out as a whole.",
    hints=("Delete the row, or remove the strikethrough if its figures stand.",),
)
RAISED_TEXT = Flaw(
    rule.MarkedText,
    "The cell has raised or lowered text; it is read like ordinary text.",
    "{n} cells have raised or lowered text; it is read like ordinary text.",
    invalidates=False,
)
STRUCK_TEXT = Flaw(
    rule.MarkedText,
    "The cell has struck-out text; it is read like ordinary text.",
    "{n} cells have struck-out text; it is read like ordinary text.",
    invalidates=False,
)
STRUCK: Final = (STRUCK_NUMBER, STRUCK_TEXT)
"""A row of nothing else is struck out as a whole."""

MISPLACED = Flaw(
    rule.ShownOtherwise,
    "The file keeps the content of the cell where spreadsheet programs do not look for it.",
    "The file keeps the contents of {n} cells where spreadsheet programs do not look for them.",
    hints=("Open the workbook in a spreadsheet program, type the cell again and save it.",),
)
PART_OF_DATE = Flaw(
    rule.ShownOtherwise,
    "The cell holds a date and shows only a part of it.",
    "{n} cells hold dates and show only a part of them.",
    hints=("Format the cell as text and type what should be read, such as 2015-09.",),
)
OTHER_CALENDAR = Flaw(
    rule.ShownOtherwise,
    "The cell shows the date of another calendar.",
    "{n} cells show dates of another calendar.",
    hints=("Format the cell as a date of the ordinary calendar, such as 2015-06-30.",),
)
MONTH = Flaw(
    rule.MonthAsDate,
    "The cell holds the first day of a month and shows the month; it is read as the month.",
    "{n} cells hold the first day of a month and show the month; they are read as months.",
    invalidates=False,
)
DAY_NOT_SHOWN = Flaw(
    rule.MonthAsDate,
    "The cell holds a date and shows only its month; the date is read.",
    "{n} cells hold dates and show only their months; the dates are read.",
    invalidates=False,
)
NO_SUCH_DATE = Flaw(
    rule.ImpossibleValue,
    "The cell holds a date that does not exist.",
    "{n} cells hold dates that do not exist.",
)
NO_SUCH_NUMBER = Flaw(
    rule.ImpossibleValue,
    "The cell holds something that is not a finite number.",
    "{n} cells hold something that is not a finite number.",
    hints=("Type the cell again.",),
)
TOO_LONG = Flaw(
    CellTooLong,
    "The cell holds more text than is read.",
    "{n} cells hold more text than is read.",
)
TWICE = Flaw(
    rule.CellTwice,
    "The workbook stores this cell twice, or out of order.",
    "The workbook stores {n} cells twice, or out of order.",
)


def day_and_month(view: str, day: int, month: int) -> Flaw:
    """Say that a cell shows a day and a month, which is what programs make of some numbers."""
    return Flaw(
        rule.ShownOtherwise,
        f"The cell shows “{view[:40]}”, a date without its year.",
        PART_OF_DATE.many,
        hints=(
            f"If a number such as {day}.{month} became a date, format the cell as text and retype it.",
        ),
    )


def masked(view: str) -> Flaw:
    """Say that a cell shows something instead of its number, without repeating the number."""
    return Flaw(
        rule.MaskedNumber,
        f"The cell shows “{view[:40]}” instead of its number, which is neither read nor shown here."
        if view
        else "The cell shows nothing instead of its number, which is neither read nor shown here.",
        _MASKED,
        hints=_UNMASK,
    )


def otherwise(view: str, held: str) -> Flaw:
    """Say what a cell shows and what it holds, where the one does not hide the other."""
    return Flaw(
        rule.ShownOtherwise,
        f"The cell shows “{view[:40]}” but holds {held}.",
        "{n} cells show something different from what they hold.",
        hints=("Set the format to “Number” and type what should be read.",),
    )


def percentage(view: str, held: str) -> Flaw:
    """Say that a percentage is held as its hundredth."""
    meant = view.replace("%", "").strip()
    return Flaw(
        rule.ShownOtherwise,
        f"The cell shows “{view[:40]}” but holds {held}, a hundredth of it.",
        PERCENT.many,
        hints=(f"Set the format to “Number” and type the figure as it is printed: {meant[:40]}.",),
        percent=f"{meant[:40]}%",
    )


def another(view: str, kind: str = "text") -> Flaw:
    """Say that a cell shows another text, or another date, than it holds."""
    return Flaw(
        rule.ShownOtherwise,
        f"The cell shows “{view.strip()[:40]}” but holds another {kind}.",
        f"{{n}} cells show other {kind}s than they hold.",
        hints=(f"Type the {kind} again.",),
    )

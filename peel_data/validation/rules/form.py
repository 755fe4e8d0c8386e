"""F180 to F189: the one-page form, as it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from peel_data.findings import Severity
from peel_data.rule import Rule
from peel_data.schema import form
from peel_data.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.findings import Finding, Place


class GivenCellChanged(Rule):
    code = "F180"
    title = "A cell that the form or template had filled in was changed"
    explanation = (
        "The id says which figure a line of the form is, and the decimals say how precisely it is "
        "published. You must not change either: with other decimals, 1.9 would become 1.90000. If the "
        "question, unit or period of a line was changed, the finding asks whether the figure is still the "
        "one that the form asked for. In the tables, columns that were exchanged, emptied, or moved by a "
        "row, a day or a year are named, and the rest is checked as if they were as in the template. "
        "Undo the change, or copy the cells from a new form."
    )
    bad = "Decimals: 2, where the form has 1"
    good = "Decimals: 1"


class NotALine(Rule):
    code = "F181"
    title = "A line with a figure is not part of the form"
    explanation = (
        "A total below the table, a line of your own or a line pasted twice has no figure in the "
        "data, so its meaning is not known. Delete it, or move it to a sheet whose name begins "
        "with Notes."
    )
    bad = "a line “Total” below the last line of the form"
    good = "the same on a sheet named Notes"


class Understood(Rule):
    code = "F182"
    title = "A cell of the form is accepted, although the tables write it differently"
    explanation = (
        "In the form, you may type what you see: 14.9%, 31,437, or a government statistics symbol "
        "for a missing figure. If the meaning is certain, the cell is accepted and this finding "
        "says how it was read. If not, it is an error. In the tables, everything must be written "
        "exactly as specified."
    )
    severity = Severity.INFO
    bad = "31,437"
    good = "31437"


class UnknownStatus(Rule):
    code = "F183"
    title = "The status of a line is not one that the form offers"
    explanation = "Choose from the list: given, not supplied, not comparable or suppressed."
    bad = "Status: to follow"
    good = "Status: Not supplied"


class WrongForm(Rule):
    code = "F184"
    title = "The form is not the one for the required figures"
    explanation = (
        "The id of each line of a form gives the figure, edition and area. This is the wrong form "
        "if all ids name an unknown edition or area, periods of the year before, or an edition "
        "whose figures are all published. The form is refused as a whole, and its lines are not "
        "checked."
    )
    bad = "the form of 2015, with the figures of 2016"
    good = "the form of 2016"


class FiguresMoved(Rule):
    code = "F185"
    title = "Figures are in the wrong cells"
    explanation = (
        "Figures were pasted into the wrong cells: a line too low or too high, over the optional "
        "lines, into another column, or with each rate in the line of its number. The signs are a "
        "rate in a line for a whole number, or figures of another magnitude than the year before, "
        "nearly all of which fit once they are put back. The form is refused as a whole. For one section "
        "of it, or a column of the tables, this replaces the several findings that it explains: also if "
        "figures were sorted, filled down, pasted twice, swapped with those of another year or of the next line, or if "
        "most do not fit."
    )
    bad = "723 in the second line of the form, and the figure of the second in the third"
    good = "723 in the first line, which asks for it"


class FiguresOfOthers(Rule):
    code = "F186"
    title = "Figures belong to another area or year, or are in another order or unit"
    explanation = (
        "Published figures were changed, and most of the figures that can be compared with the "
        "year before are of another magnitude. So the figures are those of another area, or are "
        "in another order or unit. The form is refused as a whole, and its lines are not checked. For one section of "
        "it, a unit, or the tables, this replaces the several findings that it explains: also if figures were rounded "
        "or repeat the year before."
    )
    bad = "the form of England and Wales, with the figures of Northamptonshire"
    good = "the form of Northamptonshire, with the figures of Northamptonshire"


class FormTwice(Rule):
    code = "F187"
    title = "The figures of an area are given in two forms"
    explanation = (
        "There is a draft beside the final version, a copied sheet, or a workbook and a CSV file "
        "of the same form, so it is not clear which is right. The first is read. Send only the "
        "right one."
    )
    bad = "draft.xlsx and final.xlsx, both with the form of Kent"
    good = "final.xlsx alone"


class Problem(NamedTuple):
    """What is wrong with lines of a form; lines with the same problem make one finding.

    Attributes:
        rule: The rule that says so.
        one: What is said of one line, with `{text}` for what it holds.
        many: What is said of `{n}` lines.
        expected: What should be there, as a phrase.
        hint: What to do.
    """

    rule: type[Rule]
    one: str
    many: str
    expected: str = ""
    hint: str = ""

    def at(self, places: Sequence[Place]) -> Finding:
        """Return the finding of the lines at these places."""
        words = self.many if len(places) > 1 else self.one
        return self.rule.found(
            words.format(n=len(places), text=places[0].text or ""),
            places,
            expected=self.expected,
            hints=(self.hint,) if self.hint else (),
        )


_UNDO = "Undo the change, or copy the column from a new form."

DECIMALS_CHANGED = Problem(
    GivenCellChanged,
    "The decimals of the line were changed to “{text}”; the form gives them.",
    "The decimals of {n} lines were changed; the form gives them.",
    "the decimals that the form came with",
    _UNDO,
)
ID_CHANGED = Problem(
    GivenCellChanged,
    "“{text}” is not the id of a line of the form.",
    "The ids of {n} lines are not those of the form.",
    "the id that the form came with",
    _UNDO,
)
TWICE = Problem(
    NotALine,
    "The line is in the form twice; only the first is read.",
    "{n} lines are in the form twice; only the first of each is read.",
    hint="Delete the copy.",
)
WITHOUT_ID = Problem(
    NotALine,
    "The line with “{text}” has no id, so it is not clear which figure that is.",
    "{n} lines with figures have no id, so it is not clear which figures they are.",
    "only the lines of the form",
    "Delete it, or move it to a sheet named Notes.",
)


_OFFERED = ", ".join(list(form.STATUSES)[:4])
NO_STATUSES = Problem(
    UnknownStatus,
    "“{text}” is not a status of the form.",
    "{n} cells hold something that is not a status of the form, such as “{text}”.",
    _OFFERED,
    "Choose from the list in the cell; put anything else in the column Remark.",
)


def no_such_status(text: str) -> Problem:
    """Return the problem of lines whose status is this text."""
    near = nearest(text, form.STATUSES, most=1)
    literal = text.replace("{", "{{").replace("}", "}}")
    said = f"“{literal}” is not a status of the form."
    hint = f"Did you mean {near[0]}?" if near else ""
    return Problem(UnknownStatus, said, said, _OFFERED, hint)

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
    title = "A cell that the form had filled in was changed"
    explanation = (
        "The id says which figure a line of the form is, and the decimals say how precisely it is "
        "published. Neither is for the officer to change: with other decimals 1.9 would become "
        "1.90000. Undo the change, or copy the cell from a new form."
    )
    bad = "Decimals: 2, where the form has 1"
    good = "Decimals: 1"


class NotALine(Rule):
    code = "F181"
    title = "A line with a figure is not one of the form"
    explanation = (
        "A total below the table, a line of one's own or a line that was pasted twice has no figure "
        "of its own in the data, so nobody knows what it says. Delete it, or move it to a sheet whose "
        "name begins with Notes."
    )
    bad = "a line “Total” below the last line of the form"
    good = "the same on a sheet named Notes"


class Understood(Rule):
    code = "F182"
    title = "A cell of the form was understood, though it is not written as the tables write it"
    explanation = (
        "In the form one may type what one sees: 14.9%, 31,437, a symbol of government statistics for a "
        "figure that there is not. Where the meaning is certain it is taken, and this says what was "
        "taken. Where it is not, an error asks. The tables themselves are read to the letter."
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
    title = "The form is not one that figures are asked for with"
    explanation = (
        "Every line of a form says by its id which figure of which edition and area it is. Where all of them name "
        "an edition or area that is not known, periods of the year before, or an edition whose figures are all "
        "published, it is another form that was filled in: it is refused as a whole, and no line is judged."
    )
    bad = "the form of 2015, with the figures of 2016"
    good = "the form of 2016"


class FiguresMoved(Rule):
    code = "F185"
    title = "The figures of the form stand in the cells of others"
    explanation = (
        "A column of figures, or a part of it, that is pasted a line too low or too high, over the optional lines "
        "too, into another column, or each rate in the line of its number, gives lines the figures of others. It "
        "shows where a rate stands in a line for a whole number, or a figure is of another magnitude than the year "
        "before, and nearly all fit once they are put back. The form is then refused as a whole."
    )
    bad = "723 in the second line of the form, and the figure of the second in the third"
    good = "723 in the first line, which asks for it"


class FiguresOfOthers(Rule):
    code = "F186"
    title = "The figures of the form cannot be those of its area, in its order and its units"
    explanation = (
        "Where figures that are published already were changed, and most of those that can be compared with the "
        "year before are of another magnitude, the figures of another area were entered, or all of them in another "
        "order or unit. The form is then refused as a whole, and no line is judged."
    )
    bad = "the form of England and Wales, with the figures of Northamptonshire"
    good = "the form of Northamptonshire, with the figures of Northamptonshire"


class FormTwice(Rule):
    code = "F187"
    title = "The figures of an area are given in two forms"
    explanation = (
        "A draft beside the last version, a sheet that was copied, or a workbook and a CSV file of the same form: "
        "nobody knows which of the two is meant. The first is read; send only the one that is right."
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
    "The line stands in the form twice; only the first is read.",
    "{n} lines stand in the form twice; only the first of each is read.",
    hint="Delete the copy.",
)
WITHOUT_ID = Problem(
    NotALine,
    "The line with “{text}” has no id, so nobody knows which figure that is.",
    "{n} lines with figures have no id, so nobody knows which figures they are.",
    "only the lines of the form",
    "Delete it, or move it to a sheet named Notes.",
)


_OFFERED = ", ".join(list(form.STATUSES)[:4])
NO_STATUSES = Problem(
    UnknownStatus,
    "“{text}” is not a status of the form.",
    "{n} cells hold something that is not a status of the form, such as “{text}”.",
    _OFFERED,
    "Choose from the list of the cell; what else there is to say goes into the column Remark.",
)


def no_such_status(text: str) -> Problem:
    """Return the problem of lines whose status is this text."""
    near = nearest(text, form.STATUSES, most=1)
    literal = text.replace("{", "{{").replace("}", "}}")
    said = f"“{literal}” is not a status of the form."
    hint = f"Did you mean {near[0]}?" if near else ""
    return Problem(UnknownStatus, said, said, _OFFERED, hint)


RULES: tuple[type[Rule], ...] = (
    GivenCellChanged,
    NotALine,
    Understood,
    UnknownStatus,
    WrongForm,
    FiguresMoved,
    FiguresOfOthers,
    FormTwice,
)

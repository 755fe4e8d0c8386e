"""F180 to F189: the one-page form, as it comes back."""

from __future__ import annotations

from peel_data.findings import Severity
from peel_data.rule import Rule


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


RULES: tuple[type[Rule], ...] = (GivenCellChanged, NotALine, Understood, UnknownStatus)

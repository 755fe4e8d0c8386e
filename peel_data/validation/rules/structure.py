"""S2xx: header, types and constraints. Frictionless decides; these rules say it in plain words."""

from __future__ import annotations

from peel_data.findings import Severity
from peel_data.rule import Rule


class UnknownColumn(Rule):
    code = "S201"
    title = "The table has no column of that name"
    explanation = (
        "What stands in it would be lost without a word. Correct the name, or delete the column; "
        'remarks belong in a sheet or file named "Notes".'
    )
    bad = "edition,area,crime_typ,period_end,value"
    good = "edition,area,crime_type,period_end,value"


class MissingColumn(Rule):
    code = "S202"
    title = "A column that every row needs is missing"
    explanation = (
        "The rows of this table cannot be judged without it, so no further check of the table is "
        "made. Add the column, or take the template, which has them all."
    )
    bad = "area,crime_type,period_end,value   (there is no edition)"
    good = "edition,area,crime_type,period_end,value"


class WrongType(Rule):
    code = "S203"
    title = "The cell is not of the type of its column"
    explanation = (
        "Dates are written YYYY-MM-DD, months YYYY-MM, flags true or false, whole numbers without "
        "a point."
    )
    requires = ("S202",)
    bad = "period_end: 30/06/2016"
    good = "period_end: 2016-06-30"


class NotCanonical(Rule):
    code = "S204"
    title = "The number is not written in the one form that the tables use"
    explanation = (
        "Digits, one point, and a minus sign for a fall: no comma, percent sign, plus sign, "
        "currency or exponent. One form means that nothing has to be guessed."
    )
    requires = ("S202",)
    bad = "value: 1,234"
    good = "value: 1234"


class NotAllowed(Rule):
    code = "S205"
    title = "The cell holds a word that its column does not know"
    explanation = (
        "The column takes words from a closed list. The nearest one is suggested; the template "
        "offers them in a drop-down list."
    )
    requires = ("S202",)
    bad = "area: Northants"
    good = "area: northamptonshire"


class Required(Rule):
    code = "S206"
    title = "The cell is empty, and every row needs it"
    explanation = (
        "If there is no figure, say so in the status (`not_supplied`, `not_comparable`, "
        "`suppressed`) and leave the value empty, not the cells that say which figure it is."
    )
    requires = ("S202",)
    bad = "crime_type: (empty)"
    good = "crime_type: sexual_offences"


class WrongPattern(Rule):
    code = "S207"
    title = "The text is not written the way its column is"
    explanation = (
        "Ids are small letters, digits and hyphens or underscores, and a list of ids is separated "
        "by spaces. Copy the id from the table that it belongs to."
    )
    requires = ("S202",)
    bad = "edition: PEEL 2016"
    good = "edition: peel-effectiveness-2016"


class OutOfBounds(Rule):
    code = "S208"
    title = "The number is outside what its column allows"
    explanation = (
        "The bounds are those of the schema: decimals from -12 to 9, counts of things from 0 or 1."
    )
    requires = ("S202",)
    bad = "decimals: 57"
    good = "decimals: 1"


class LostZeros(Rule):
    code = "S209"
    title = "Zeros at the end of a value were lost, and restored from its decimals"
    explanation = (
        "A spreadsheet shows 63.0 and saves 63. The decimals column says how precisely the figure "
        "is printed, so nothing is in doubt and nothing needs to be done."
    )
    severity = Severity.INFO
    requires = ("S202",)
    bad = "value: 63   decimals: 1"
    good = "value: 63.0   decimals: 1"


class PointInWholeNumber(Rule):
    code = "S210"
    title = "A whole number is written with a decimal point"
    explanation = (
        "Programs that keep a column of whole numbers with gaps as decimal numbers, pandas among "
        "them, write 1.0 for 1. It is read as 1, so nothing is in doubt and nothing needs to be "
        "done."
    )
    severity = Severity.INFO
    requires = ("S202",)
    bad = "decimals: 1.0"
    good = "decimals: 1"


class FormulaAsText(Rule):
    code = "S211"
    title = "The text could run as a formula in a spreadsheet program"
    explanation = (
        "The tables are published as CSV files. When somebody opens one, a spreadsheet program "
        "calculates text that begins with `=`, `+`, `-` or `@`, and a formula can run commands or "
        "send data away. Begin the text with a word. A number as it is printed, such as +4.5%, is "
        "allowed."
    )
    requires = ("S202",)
    bad = "coverage: =HYPERLINK(...)"
    good = "coverage: Without the Metropolitan Police"


RULES: tuple[type[Rule], ...] = (
    UnknownColumn,
    MissingColumn,
    WrongType,
    NotCanonical,
    NotAllowed,
    Required,
    WrongPattern,
    OutOfBounds,
    LostZeros,
    PointInWholeNumber,
    FormulaAsText,
)

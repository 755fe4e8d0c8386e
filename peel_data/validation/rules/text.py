"""F120 to F139: what can be wrong with the text of a file, and with the header of a table."""

from __future__ import annotations

from peel_data.findings import Severity
from peel_data.validation.rules.base import Rule


class WrongEncoding(Rule):
    """The text is not UTF-8.

    In any other encoding a name such as "Siân" or a dash cannot be read with certainty, and it is
    never guessed. In Excel save as "CSV UTF-8 (Comma delimited)"; a byte-order mark is welcome.
    """

    code = "F120"
    severity = Severity.ERROR
    bad = "a CSV file saved as Windows-1252 or as Unicode text (UTF-16)"
    good = "the same file saved as CSV UTF-8"


class HiddenCharacter(Rule):
    """A cell holds a character that cannot be seen or that can mislead.

    Control, bidirectional, zero-width, private and filler characters, unusual spaces and the mark
    for lost text (U+FFFD) make two cells differ that look the same. They often come along when text
    is pasted from a web page or a PDF file: type the cell again.
    """

    code = "F121"
    severity = Severity.ERROR
    bad = "crime-<zero-width space>rates"
    good = "crime-rates"


class UnclosedQuote(Rule):
    """A quotation mark is opened and never closed.

    Everything after it would become one cell, so nothing after it is read. Close the quotation, or
    write a quotation mark that belongs to the text twice.
    """

    code = "F122"
    severity = Severity.ERROR
    bad = 'kent,"burglary,65.7'
    good = 'kent,"burglary",65.7'


class StrayQuote(Rule):
    """A quotation mark stands where it has no meaning.

    A cell is either quoted from its first to its last character, with inner quotation marks written
    twice, or it holds no quotation mark at all.
    """

    code = "F123"
    severity = Severity.ERROR
    bad = 'kent,the "worst" year,65.7'
    good = 'kent,"the ""worst"" year",65.7'


class RaggedRow(Rule):
    """A row has more or fewer cells than the header.

    With a comma too many or too few nobody can tell which cell belongs to which column, so the row
    is not taken. A text with a comma needs quotation marks; a number takes no comma.
    """

    code = "F124"
    severity = Severity.ERROR
    bad = "area,value\nkent,1,234"
    good = "area,value\nkent,1234"


class WrongDelimiter(Rule):
    """The columns are separated by something other than a comma.

    Programs set to another language write semicolons, and "Text (Tab delimited)" writes tabs. Save
    as "CSV UTF-8 (Comma delimited)".
    """

    code = "F125"
    severity = Severity.ERROR
    bad = "area;value\nkent;65,7"
    good = "area,value\nkent,65.7"


class LineEnds(Rule):
    """A line ends with a lone carriage return.

    Lines end with a line feed, with or without a carriage return before it. A carriage return alone
    is the line end of very old Macintosh programs ("CSV (Macintosh)" in Excel), or is left over
    from a damaged conversion. Inside a cell it is a hidden character instead.
    """

    code = "F126"
    severity = Severity.ERROR
    bad = "area,value<CR>kent,65.7<CR>"
    good = "area,value<LF>kent,65.7<LF>"


class PaddedCell(Rule):
    """A cell has spaces before or after its text.

    They cannot be seen, and the cell is read without them. Remove them, so that the file says what
    is read from it.
    """

    code = "F127"
    severity = Severity.WARNING
    bad = "kent ,65.7"
    good = "kent,65.7"


class WrappedInQuotes(Rule):
    """The text of a cell is itself wrapped in quotation marks or begins with an apostrophe.

    Quoting with other marks than the double quotation mark, or quoting twice, leaves the marks in
    the text. Remove them.
    """

    code = "F128"
    severity = Severity.ERROR
    bad = "'kent',65.7"
    good = "kent,65.7"


class NoHeader(Rule):
    """The first row is not the header.

    The first row that is not empty names the columns, exactly as in the template. Titles and
    remarks above it, or a missing header, leave the table unreadable.
    """

    code = "F130"
    severity = Severity.ERROR
    bad = "Crime figures of our force\narea,value\nkent,65.7"
    good = "area,value\nkent,65.7"


class DuplicateHeader(Rule):
    """Two columns have the same name.

    Names are compared without regard to case, width of letters and spaces around them. Nobody can
    tell which of the two columns counts, so the table is not read.
    """

    code = "F131"
    severity = Severity.ERROR
    bad = "area,value,Value"
    good = "area,value,decimals"


class EmptyHeader(Rule):
    """A column has cells but no name.

    Its cells cannot be taken. Name the column, or delete it. A column that is empty from top to
    bottom is left aside without a word.
    """

    code = "F132"
    severity = Severity.ERROR
    bad = "area,value,\nkent,65.7,checked by AB"
    good = "area,value\nkent,65.7"


class PaddedHeader(Rule):
    """The name of a column has spaces before or after it.

    The name is read without them. Remove them, so that the file says what is read from it.
    """

    code = "F133"
    severity = Severity.WARNING
    bad = "area, value"
    good = "area,value"


class RepeatedHeader(Rule):
    """The header appears again among the rows.

    Probably several files were pasted together. Delete the repeated header; the rows below it are
    read as part of the same table.
    """

    code = "F134"
    severity = Severity.ERROR
    bad = "area,value\nkent,65.7\narea,value\nsurrey,42.0"
    good = "area,value\nkent,65.7\nsurrey,42.0"


RULES: tuple[type[Rule], ...] = (
    WrongEncoding,
    HiddenCharacter,
    UnclosedQuote,
    StrayQuote,
    RaggedRow,
    WrongDelimiter,
    LineEnds,
    PaddedCell,
    WrappedInQuotes,
    NoHeader,
    DuplicateHeader,
    EmptyHeader,
    PaddedHeader,
    RepeatedHeader,
)

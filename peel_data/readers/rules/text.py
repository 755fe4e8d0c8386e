"""F120 to F139: what can be wrong with the text of a file, and with the header of a table."""

from __future__ import annotations

from peel_data.findings import Severity
from peel_data.rule import Rule


class WrongEncoding(Rule):
    code = "F120"
    title = "The text is not UTF-8"
    explanation = (
        'In any other encoding, a name such as "Siân" or a dash cannot be read with certainty, '
        'and text is never guessed. In Excel, save the file as "CSV UTF-8 (Comma delimited)". A '
        "byte-order mark is allowed."
    )
    bad = "a CSV file saved as Windows-1252 or as Unicode text (UTF-16)"
    good = "the same file saved as CSV UTF-8"


class HiddenCharacter(Rule):
    code = "F121"
    title = "A cell holds a character that cannot be seen or that can mislead"
    explanation = (
        "Control, bidirectional, zero-width, private and filler characters, unusual spaces and "
        "the replacement character (U+FFFD) make cells differ that look the same. They often come "
        "with text pasted from a web page or PDF file. Type the cell again."
    )
    bad = "crime-<zero-width space>rates"
    good = "crime-rates"


class UnclosedQuote(Rule):
    code = "F122"
    title = "A quotation mark is opened and never closed"
    explanation = (
        "Everything after the quotation mark would become one cell, so nothing after it is read. "
        "Close the quotation. If a quotation mark belongs to the text, write it twice."
    )
    bad = 'kent,"burglary,65.7'
    good = 'kent,"burglary",65.7'


class StrayQuote(Rule):
    code = "F123"
    title = "A quotation mark is in the wrong place"
    explanation = (
        "Either enclose the whole cell in quotation marks, with inner quotation marks written "
        "twice, or use no quotation marks in it."
    )
    bad = 'kent,the "worst" year,65.7'
    good = 'kent,"the ""worst"" year",65.7'


class RaggedRow(Rule):
    code = "F124"
    title = "A row has more or fewer cells than the header"
    explanation = (
        "If a comma is missing or there is one too many, nobody can tell which cell belongs to "
        "which column, so the row is not read. Enclose text that contains a comma in quotation "
        "marks, and remove commas from numbers."
    )
    bad = "area,value\nkent,1,234"
    good = "area,value\nkent,1234"


class WrongDelimiter(Rule):
    code = "F125"
    title = "The columns are separated by something other than a comma"
    explanation = (
        'Programs set to another language write semicolons, and "Text (Tab delimited)" writes '
        'tabs. Save the file as "CSV UTF-8 (Comma delimited)".'
    )
    bad = "area;value\nkent;65,7"
    good = "area,value\nkent,65.7"


class LineEnds(Rule):
    code = "F126"
    title = "A line ends with a lone carriage return"
    explanation = (
        "Lines must end with a line feed, with or without a carriage return before it. A lone "
        'carriage return comes from very old Macintosh programs ("CSV (Macintosh)" in Excel) or '
        "from a damaged conversion. Inside a cell, it is reported as a hidden character instead."
    )
    bad = "area,value<CR>kent,65.7<CR>"
    good = "area,value<LF>kent,65.7<LF>"


class PaddedCell(Rule):
    code = "F127"
    title = "A cell has spaces before or after its text"
    explanation = (
        "The spaces cannot be seen, and the cell is read without them. Remove them, so that the "
        "file contains exactly what is read."
    )
    severity = Severity.WARNING
    bad = "kent ,65.7"
    good = "kent,65.7"


class WrappedInQuotes(Rule):
    code = "F128"
    title = "The text of a cell is itself wrapped in quotation marks or begins with an apostrophe"
    explanation = (
        "If text is quoted twice, or with marks other than double quotation marks, these marks "
        "stay in the text. Remove them."
    )
    bad = "'kent',65.7"
    good = "kent,65.7"


class NoHeader(Rule):
    code = "F130"
    title = "The first row is not the header"
    explanation = (
        "The first row that is not empty must name the columns, exactly as in the template. The "
        "table cannot be read if there are titles and remarks above the header, or if it is "
        "missing."
    )
    bad = "Crime figures of our force\narea,value\nkent,65.7"
    good = "area,value\nkent,65.7"


class DuplicateHeader(Rule):
    code = "F131"
    title = "Two columns have the same name"
    explanation = (
        "Names are compared without regard to case, width of letters and spaces around them. "
        "Nobody can tell which of the two columns is right, so the table is not read."
    )
    bad = "area,value,Value"
    good = "area,value,decimals"


class EmptyHeader(Rule):
    code = "F132"
    title = "A column has cells but no name"
    explanation = (
        "The cells cannot be read without a name. Name the column, or delete it. A column that is "
        "completely empty is ignored."
    )
    bad = "area,value,\nkent,65.7,checked by AB"
    good = "area,value\nkent,65.7"


class PaddedHeader(Rule):
    code = "F133"
    title = "The name of a column has spaces before or after it"
    explanation = (
        "The name is read without the spaces. Remove them, so that the file contains exactly what "
        "is read."
    )
    severity = Severity.WARNING
    bad = "area, value"
    good = "area,value"


class RepeatedHeader(Rule):
    code = "F134"
    title = "The header appears again among the rows"
    explanation = (
        "Probably several files were pasted together. Delete the repeated header. The rows below "
        "it are read as part of the same table."
    )
    bad = "area,value\nkent,65.7\narea,value\nsurrey,42.0"
    good = "area,value\nkent,65.7\nsurrey,42.0"


class FormColumn(Rule):
    code = "F135"
    title = "The form lacks the header, or a column that its lines need"
    explanation = (
        "The form is recognised by its header, whatever its sheet or file is called. The column "
        "Figure contains your figures, and the column Id says which figure each line is. Without "
        "the header or one of these columns, no line can be read. Copy what is missing from a new "
        "form."
    )
    bad = "the column Id deleted, or its head changed to “Number”"
    good = "the columns Figure and Id, as the form came with them"

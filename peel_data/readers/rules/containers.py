"""F140 to F179: what can be wrong with a workbook, an archive or a data package descriptor."""

from __future__ import annotations

from peel_data.findings import Severity
from peel_data.rule import Rule


class DamagedWorkbook(Rule):
    code = "F140"
    title = "The workbook does not follow the rules of its format"
    explanation = (
        "Parts are missing, cut off or contradict each other. Open the workbook in a spreadsheet "
        "program, save it under a new name, and send that file."
    )
    bad = "a workbook whose download was interrupted"
    good = "the workbook, opened and saved again"


class ForbiddenXml(Rule):
    code = "F141"
    title = "The workbook defines XML entities or a document type"
    explanation = (
        "Spreadsheet programs do not write these. They can be used to read other files or to "
        "exhaust memory, so the workbook is not read."
    )
    bad = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    good = "a workbook saved by a spreadsheet program"


class FormulaWithoutValue(Rule):
    code = "F142"
    title = "A cell holds a formula that was never calculated"
    explanation = (
        "Formulas are not calculated here. The value that was last shown is used, and there is "
        "none. Open the workbook in a spreadsheet program and save it or, better, copy the cells "
        "and paste them as values."
    )
    bad = "=C2/D2*1000, without a stored result"
    good = "65.7"


class Formula(Rule):
    code = "F143"
    title = "A cell holds a formula, and its last calculated value is read"
    explanation = (
        "The value may be out of date, and it usually has more decimals than are shown. Copy the "
        "cells and paste them as values, rounded as they are published."
    )
    severity = Severity.INFO
    bad = "=C2/D2*1000, last calculated as 65.7"
    good = "65.7"


class ErrorCell(Rule):
    code = "F144"
    title = "A cell shows an error such as #REF! or #DIV/0!"
    explanation = "Correct the formula, or leave the cell empty and give the reason in `status`."
    bad = "#DIV/0!"
    good = "65.7"


class MergedCells(Rule):
    code = "F145"
    title = "Cells of the table are merged"
    explanation = (
        "Only the first of the merged cells has content. The others are empty, whatever is shown. "
        "Unmerge the cells and write the content into each of them."
    )
    bad = "A2:A5 merged, showing kent once"
    good = "kent in each of A2, A3, A4 and A5"


class HiddenCells(Rule):
    code = "F146"
    title = "A sheet, rows or columns with contents are hidden"
    explanation = (
        "Hidden cells are read like all others, also if rows or columns are too small to be seen. "
        "Unhide them and check that you want to send them, or delete them."
    )
    severity = Severity.WARNING
    bad = "rows 12 to 20 hidden by a filter"
    good = "all rows shown"


class CellTwice(Rule):
    code = "F147"
    title = "A cell or row is stored twice, or out of order"
    explanation = (
        "Programs differ in which of the two they show, so neither is read. Open the workbook in "
        "a spreadsheet program, check the cell, and save the workbook again."
    )
    bad = "the file stores 65.7 and 75.6 for the cell C2"
    good = "the file stores each cell once"


class StrayCell(Rule):
    code = "F148"
    title = "A cell is outside the table"
    explanation = (
        "The cell is to the right of the last column that has a name. Delete it, or move it to a "
        'sheet whose name starts with "Notes".'
    )
    bad = "a remark in column Z beside a table of ten columns"
    good = "the remark in the column notes or on a sheet named Notes"


class ShownOtherwise(Rule):
    code = "F149"
    title = "A cell shows something other than what it contains"
    explanation = (
        "A number format can show 0.149 as 14.9%, 2,800,000 as 2.8, or a date without its year, "
        "in another calendar or as a time. An alignment can repeat a number until the cell is "
        "full, and a program may store text where spreadsheet programs do not look for it. The "
        'report repeats only what such a cell shows. Set the format of the cell to "General" or '
        '"Number" and type the value that should be read.'
    )
    bad = "14.9%   (the cell holds 0.149)"
    good = "14.9"


class MonthAsDate(Rule):
    code = "F150"
    title = "A month was turned into a date by the spreadsheet program, and is read as the month"
    explanation = (
        'Programs store "September 2015" as the first day of that month and show only the month. '
        "The cell is read as shown, as 2015-09. To be sure, format the cell as text and type "
        "2015-09."
    )
    severity = Severity.INFO
    bad = "Sep-15   (the cell holds 2015-09-01)"
    good = "2015-09   (text)"


class ImpossibleValue(Rule):
    code = "F151"
    title = "A cell holds a date or number that does not exist"
    explanation = (
        "Excel counts 29 February 1900, which did not exist, and a damaged cell can contain a "
        "number without bounds. Type the cell again."
    )
    bad = "the day number 60 shown as 29/02/1900"
    good = "2015-06-30"


class PasswordProtected(Rule):
    code = "F152"
    title = "The file is encrypted with a password"
    explanation = (
        "Save the file without a password. If the figures are confidential, do not include them "
        "in a submission for publication."
    )
    bad = "a workbook that asks for a password"
    good = "the workbook saved without a password"


class RaisedDigits(Rule):
    code = "F153"
    title = "A number contains raised or lowered text"
    explanation = (
        "A raised 1 used as a footnote mark after 1650 makes the cell contain 16501. The number "
        "is not read. Delete the raised text, and say in the column `notes` what it refers to."
    )
    bad = "1650¹   (the cell holds 16501)"
    good = "1650"


class StruckOut(Rule):
    code = "F154"
    title = "A number contains struck-out text, or a whole row is struck out"
    explanation = (
        "Strikethrough only changes how text looks. The text is still in the cell, so 21000 "
        "struck out before 22000 makes 2100022000. Delete the text that no longer applies. If all "
        "of it applies, remove the strikethrough."
    )
    bad = "2̶1̶0̶0̶0̶ 22000"
    good = "22000"


class MarkedText(Rule):
    code = "F155"
    title = "A text contains raised, lowered or struck-out parts"
    explanation = (
        "The text is read like ordinary text: a raised mark becomes a letter, and struck-out text "
        "stays. Write the text as it should be published."
    )
    severity = Severity.WARNING
    bad = "Recorded crimeᵃ   (the cell holds Recorded crimea)"
    good = "Recorded crime"


class MaskedNumber(Rule):
    code = "F156"
    title = "A number is hidden behind what its cell shows"
    explanation = (
        "The cell shows something else, such as [c], or nothing, while the number stays in the "
        "file for everyone to read. The cause can be a number format, a conditional format, a "
        "table style, a white or tiny font, a data bar or icon without its value, or a view that "
        "hides zeros. Such a number is never read, repeated or published. If it is suppressed, "
        "delete it from the workbook, leave the cell empty and set `status` to `suppressed`. If "
        'it is to be published, set the format of the cell to "Number". To show zeros, turn on '
        '"Show a zero in cells that have zero value" (Excel) or "Zero values" (LibreOffice) in '
        'the options of the program. To show the number beside a bar or icon, turn off "Show bar '
        'only" or "Show icon only" in its rule.'
    )
    bad = "[c]   (the cell holds a number)"
    good = "an empty cell, and suppressed in the column status"


class DamagedArchive(Rule):
    code = "F160"
    title = "The zip archive is damaged, or not what a zip program writes"
    explanation = (
        "The archive is cut off, its parts overlap, its checksums are wrong, or it uses a rare "
        "compression. Pack the files again with the zip program of your computer."
    )
    bad = "a zip whose download was interrupted"
    good = "the files packed again"


class UnsafeName(Rule):
    code = "F161"
    title = (
        "A name in the archive or descriptor leads out of the submission or is not safe everywhere"
    )
    explanation = (
        "Names must be relative, use `/`, and contain no `..`, drive, control character or name "
        "that Windows reserves. Pack only the folder with the tables."
    )
    bad = "../../crime_rates.csv"
    good = "submission/crime_rates.csv"


class NameTwice(Rule):
    code = "F162"
    title = "Two files in the archive have the same name"
    explanation = (
        "Names are compared as most computers compare them, without regard to case or to how "
        "accents are stored. One of the files would replace the other, so the archive is not "
        "read."
    )
    bad = "crime_rates.csv and Crime_Rates.csv"
    good = "kent/crime_rates.csv and surrey/crime_rates.csv"


class NestedArchive(Rule):
    code = "F165"
    title = "An archive is packed inside an archive"
    explanation = (
        "Only CSV files and workbooks are read from a zip. Unpack the inner archive and pack its "
        "files together with the others."
    )
    bad = "submission.zip with a kent.zip in it"
    good = "submission.zip with kent.xlsx in it"


class BadDescriptor(Rule):
    code = "F170"
    title = "The datapackage.json cannot be read"
    explanation = (
        "The file must be JSON in UTF-8, with no name twice in one object. It must list the name "
        "and path of each file under `resources`. Nothing else in it is used."
    )
    bad = '{"resources": [], "resources": []}'
    good = '{"resources": [{"name": "crime_rates", "path": "crime_rates.csv"}]}'


class BadResource(Rule):
    code = "F171"
    title = "A resource of the datapackage.json cannot be used"
    explanation = (
        "Each resource needs the name of a table and one relative path to a file beside the "
        "descriptor. Nothing is downloaded, and data inside the descriptor is not read."
    )
    bad = '{"name": "crime_rates", "path": "https://example.org/crime_rates.csv"}'
    good = '{"name": "crime_rates", "path": "crime_rates.csv"}'


class ChangedFile(Rule):
    code = "F172"
    title = "A file differs from what the datapackage.json declares about it"
    explanation = (
        "The size or checksum of the file is different, so it was changed after the descriptor "
        "was written, or damaged on the way. Write the descriptor again, or find the right file."
    )
    bad = '"bytes": 1000, but the file has 998'
    good = '"bytes": 998'

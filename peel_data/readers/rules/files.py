"""F101 to F119: what can be wrong with a file as a whole, and the limits of what is read."""

from __future__ import annotations

from peel_data.findings import Severity
from peel_data.rule import Rule


class CannotOpen(Rule):
    code = "F101"
    title = "The file or folder cannot be opened"
    explanation = (
        "There is nothing at this path, or the program has no permission to read it. Check the "
        "spelling of the path, and that the file is not locked by another program."
    )
    bad = "peel-data validate crime_rate.csv   (the file is called crime_rates.csv)"
    good = "peel-data validate crime_rates.csv"


class NotRegularFile(Rule):
    code = "F102"
    title = "Only ordinary files and folders are read"
    explanation = (
        "Links are not followed, because they can lead out of the submission. Pipes and devices "
        "are not read, because they have no end. Replace a link with a copy of the file that it "
        "points to."
    )
    bad = "crime_rates.csv -> /home/someone/figures.csv"
    good = "crime_rates.csv is a file of its own"


class UnknownKind(Rule):
    code = "F103"
    title = "The file type is not supported, or does not match the name of the file"
    explanation = (
        "A submission is a CSV file, an Excel workbook (.xlsx), an OpenDocument spreadsheet "
        "(.ods), a folder or zip of CSV files, or a datapackage.json. Open any other file in a "
        'spreadsheet program and save it as .xlsx or "CSV UTF-8". Renaming a file does not change '
        "its type."
    )
    bad = "crime_rates.xls   (the Excel format of before 2007)"
    good = "crime_rates.xlsx"


class UnknownTable(Rule):
    code = "F104"
    title = "The name of a sheet or CSV file is not the name of a table"
    explanation = (
        "The name decides which table the rows belong to. It is never guessed from the contents. "
        "You can add a label after a dot, so `crime_rates.kent.csv` belongs to `crime_rates`. A "
        'sheet is ignored if its name starts with "Notes" or "_", so use such a name for sheets '
        "that only people read."
    )
    bad = "a sheet named: Crime rates (2)"
    good = "a sheet named: crime_rates"


class NothingToRead(Rule):
    code = "F105"
    title = "The submission holds no table at all"
    explanation = (
        "No CSV file or sheet in the submission has the name of a table. An empty submission is "
        "never accepted."
    )
    bad = "figures.zip with only a readme.txt"
    good = "figures.zip with a crime_rates.csv"


class FileLeftAside(Rule):
    code = "F106"
    title = "A file of another type is not read"
    explanation = (
        "The file does no harm, but it is not part of the submission. Remove it, or start its "
        'name with "Notes".'
    )
    severity = Severity.WARNING
    bad = "crime_rates.csv beside covering-letter.pdf"
    good = "crime_rates.csv alone"


class FileTooLarge(Rule):
    code = "F110"
    title = "The submission exceeds the size limit"
    explanation = (
        "The size is limited so that no file can exhaust the computer. Split the submission, or "
        "remove pictures and other extras from the workbook."
    )
    bad = "crime_rates.csv of 51 MB"
    good = "crime_rates.csv of 2 MB"


class UnpacksTooLarge(Rule):
    code = "F111"
    title = "An archive or workbook unpacks to more than the limit allows"
    explanation = (
        "The unpacked size and its ratio to the packed size are limited, and unpacking stops at "
        "the limit. A common cause is a workbook with formatting in a million empty rows. Delete "
        "those rows and save the workbook again."
    )
    bad = "a zip of 40 kB that unpacks to 4 GB"
    good = "a zip of 40 kB that unpacks to 300 kB"


class TooManyFiles(Rule):
    code = "F112"
    title = "The folder, archive or workbook holds too many files"
    explanation = (
        "A submission has one file for each table and force. Check that you chose the right folder."
    )
    bad = "peel-data validate C:\\Users\\me\\Documents"
    good = "peel-data validate C:\\Users\\me\\Documents\\submission"


class TooManyCells(Rule):
    code = "F113"
    title = "A table has more rows, columns or cells than can be read"
    explanation = (
        "The usual cause is stray cells far below or to the right of the table. Select the empty "
        "rows and columns around the table, delete them, and save the file again."
    )
    bad = "a CSV file of 2,000,000 rows"
    good = "a CSV file of 2,000 rows"


class CellTooLong(Rule):
    code = "F114"
    title = "A cell holds more text than any field of the tables can"
    explanation = (
        "Often a quotation mark is missing, so that a large part of the file ended up in one cell."
    )
    bad = "a cell of 100,000 characters"
    good = "a cell of a few words"


class OutOfTime(Rule):
    code = "F115"
    title = "Validation took longer than the limit allows"
    explanation = (
        "Files are read and validated in a separate process. It is stopped when it has used its "
        "processor time, or much later by the clock. The report then says how far it got and "
        "lists everything it found. Split the submission, save a large workbook as CSV files, "
        "which are read many times faster, or raise the limit for your own files with "
        "--max-seconds."
    )
    bad = "a workbook that takes a minute to read, or a million rows"
    good = "the same tables as CSV files"


class OutOfMemory(Rule):
    code = "F116"
    title = "Validation needed more memory than the limit allows"
    explanation = (
        "Files are read and validated in a separate process with a memory limit. Split the "
        "submission, or raise the limit for your own files with --max-memory."
    )
    bad = "a submission of five million different cells"
    good = "the same submission in several files"


class ReaderStopped(Rule):
    code = "F117"
    title = "The reader stopped unexpectedly, so nothing of the submission was read"
    explanation = (
        "The file is probably damaged, but the reader should not have stopped. Open the file, "
        "save it under a new name and try again. If that does not help, please report the "
        "problem."
    )
    bad = "a badly damaged workbook"
    good = "the same workbook, opened and saved again"

"""Read a stranger's files: from a path to tables of text, trusting nothing.

`Limits` is for users; all else is internal. Knows no table and no pydantic: what a table should look like
is told by its names alone; how a number is written, by `schema.cell_types`.

    submission    what kind of file it is, and who reads it
    archive, descriptor, files      zips, `datapackage.json`, and what may be opened at all
    csv_text, csv_file              CSV
    xlsx, ods     workbooks, a folder for each format
    display       what a cell of a workbook shows, against what it holds
    sheet, table_builder, form_sheet    from rows of cells to a table, or to the one-page form
    collector, limits               what is found on the way, and how much is read at most
    reading       what comes of it
    rules         what can be wrong with files, workbooks, archives and text
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.readers.limits import DEFAULT, Limits

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from peel_data.readers.limits import ReadingProgress
    from peel_data.readers.reading import Reading

__all__ = ["DEFAULT", "Limits", "read"]


def read(
    path: str | os.PathLike[str],
    *,
    known_tables: Mapping[str, tuple[str, ...]],
    limits: Limits = DEFAULT,
    progress: ReadingProgress | None = None,
) -> Reading:
    """Read a submission in this process; `validate` does it in a sandbox.

    Args:
        path: A CSV file, an .xlsx or .ods workbook, a zip of them, a `datapackage.json`, or a
            folder with any of them.
        known_tables: The names of the tables, each with the names of its columns.
        limits: How much is read at most.
        progress: Is told how far reading is.

    Returns:
        The tables as text with addresses, what was ignored or rejected, and the findings F1xx. It
        never raises for what is in the files; what stops it (`Stopped`, or no more memory) is noted in them.

    Example:
        >>> reading = read("nowhere.csv", known_tables={"crime_rates": ("area", "value")})
        >>> reading.findings[0].code
        'F101'
    """
    from peel_data.readers.submission import read_submission  # late: who only asks reads no files

    return read_submission(path, known_tables, limits, progress)

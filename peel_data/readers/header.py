"""The header of a table: how column names are compared, and what to say where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peel_data.findings import Place
from peel_data.readers.characters import PADDING, QUOTATION_MARKS, wrapped
from peel_data.readers.collector import Refused
from peel_data.readers.reading import folded
from peel_data.readers.rules import text as rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the cells of a table come from."""

    table: str
    file: str
    sheet: str | None = None


def column_name(cell: str) -> str:
    """Return the name in a cell of the header, without what is reported around it."""
    name = cell.strip(PADDING)
    return name.strip(QUOTATION_MARKS) if wrapped(name) else name


def names_columns(cells: Iterable[str], known: Collection[str], at_least: int = 2) -> bool:
    """Return whether cells name so many of the known columns, or all where there are fewer."""
    return len({folded(cell) for cell in cells} & set(known)) >= min(at_least, len(known))


def wrong_delimiter(
    origin: Origin, known: Collection[str], number: int, cells: Sequence[str]
) -> Refused | None:
    """Return the refusal of a header that makes sense with another delimiter, or None."""
    line = ",".join(cells)
    for delimiter, name in _DELIMITERS.items():
        if names_columns((part.strip('"') for part in line.split(delimiter)), known):
            return Refused(
                rule.WrongDelimiter,
                f"The columns are separated by {name}, not by commas.",
                place=Place(origin.file, origin.sheet, number, text=line),
                expected="commas",
                hints=('Save as "CSV UTF-8 (Comma delimited)".',),
            )
    return None


def no_header(
    origin: Origin,
    columns: Sequence[str],
    number: int,
    cells: Sequence[str],
    header_row: int | None,
) -> Refused:
    """Return the refusal of a table whose first row, `number`, names no column.

    Args:
        origin: Where it comes from.
        columns: The names that the table has.
        number: Its first row that is not blank.
        cells: The cells of that row.
        header_row: The row further down that looks like a header, if there is one.
    """
    known = {folded(name) for name in columns}
    if header_row:
        hint = f"The header seems to be in row {header_row:,}: delete what is above it."
    elif any(names_columns(cell.split(","), known) for cell in cells):
        hint = "All names are in one cell; each needs a cell of its own."
        if origin.sheet:
            hint += ' In Excel, "Text to Columns" splits them.'
    else:
        hint = "The first row names the columns, as in the template."
    return Refused(
        rule.NoHeader,
        f"Row {number:,} should be the header, but names no column of {origin.table}.",
        place=Place(origin.file, origin.sheet, number, text=",".join(cells)),
        expected="a header with names such as " + ", ".join(columns[:3]),
        hints=(hint,),
    )

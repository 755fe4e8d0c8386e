"""Which table a file or sheet belongs to, and which ones are for people only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from peel_data.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

TEMPLATE_SHEETS: Final = ("Guide", "Lists")
"""The sheets of the template that explain and hold the drop-down lists."""

NOTE_PREFIXES: Final = ("notes", "_")
"""A sheet or file whose name starts so, in any case, is ignored as meant for people."""

NOTES_TABLE: Final = "notes"
"""The one table whose name is also what people call their remarks."""

REMARKS: Final = "its name marks it as notes, meant for people"
_LEFTOVERS: Final = ("thumbs.db", "desktop.ini", "icon\r")
_SHEET_NAME_LENGTH: Final = 31  # what Excel allows


def table_of(name: str, known: Iterable[str]) -> str | None:
    """Return the table that a file stem or sheet name belongs to.

    The name is that of the table in any case, or the first 31 characters of it as far as Excel
    allows. It may have a label after a dot, such as `crime_rates.kent`, or the name of a workbook
    before a hyphen, as LibreOffice names the sheets that it exports.

    Example:
        >>> table_of("crime_rates.kent", ["crime_rates"])
        'crime_rates'
        >>> table_of("kent-Crime_Rates", ["crime_rates"])
        'crime_rates'
    """
    for stem in (name.split(".", 1)[0].casefold(), _exported_sheet(name)):
        matches = [k for k in known if stem in {k, k[:_SHEET_NAME_LENGTH]}]
        if stem in matches:
            return stem
        if len(matches) == 1:
            return matches[0]
    return None


def why_ignored(name: str) -> str | None:
    """Return why a sheet or file of this name is ignored without a finding, or None."""
    if name.split(".", 1)[0] == NOTES_TABLE:
        return None
    for part in (name.casefold(), _exported_sheet(name)):
        if part in {sheet.casefold() for sheet in TEMPLATE_SHEETS}:
            return "part of the template, meant for people"
        if part.startswith(NOTE_PREFIXES):
            return REMARKS
    return None


def _exported_sheet(name: str) -> str:
    """Return the sheet in a name such as `kent-crime_rates`, which LibreOffice gives to exported sheets."""
    return name.rpartition("-")[2].split(".", 1)[0].casefold()


def is_leftover(name: str) -> bool:
    """Return whether a file was left by an operating system or spreadsheet program, not by a person."""
    return name.startswith((".", "~$")) or name.lower() in _LEFTOVERS or name == "__MACOSX"


def expected_name(known: Iterable[str]) -> str:
    """Return what was expected where a name is not that of a table."""
    return "the name of a table, such as " + ", ".join(list(known)[:3])


def did_you_mean(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return a hint with the nearest name, if one is near.

    Example:
        >>> did_you_mean("Crime rates", ["crime_rates", "notes"])
        ('Did you mean crime_rates?',)
    """
    near = nearest(name.split(".", 1)[0][:100], known, most=1)
    return (f"Did you mean {near[0]}?",) if near else ()

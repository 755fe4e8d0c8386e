"""Which table a file or sheet belongs to, and which ones are for people only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from peel_data.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

TEMPLATE_SHEETS: Final = ("Guide", "Lists")
"""The sheets of the template that explain and hold the drop-down lists."""

NOTE_PREFIXES: Final = ("Notes", "_")
"""A sheet or file whose name starts so is left aside as meant for people."""

_LEFTOVERS: Final = ("thumbs.db", "desktop.ini", "icon\r")
_SHEET_NAME_LENGTH: Final = 31  # what Excel allows


def table_of(name: str, known: Iterable[str]) -> str | None:
    """The table that a file stem or sheet name belongs to.

    The name is that of the table, or the first 31 characters of it as far as Excel allows, and may
    have a label after a dot, such as `crime_rates.kent`.

    Example:
        >>> table_of("crime_rates.kent", ["crime_rates"])
        'crime_rates'
    """
    stem = name.split(".", 1)[0]
    matches = [k for k in known if stem in {k, k[:_SHEET_NAME_LENGTH]}]
    if stem in matches:
        return stem
    return matches[0] if len(matches) == 1 else None


def why_ignored(name: str) -> str | None:
    """Why a sheet or file of this name is left aside without a finding, or None."""
    if name in TEMPLATE_SHEETS:
        return "part of the template, meant for people"
    if name.startswith(NOTE_PREFIXES):
        return "its name marks it as notes, meant for people"
    return None


def is_leftover(name: str) -> bool:
    """Whether a file was left by an operating system or spreadsheet program, not by a person."""
    return name.startswith((".", "~$")) or name.lower() in _LEFTOVERS or name == "__MACOSX"


def did_you_mean(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """A hint with the nearest name, if one is near.

    Example:
        >>> did_you_mean("Crime rates", ["crime_rates", "notes"])
        ('Did you mean crime_rates?',)
    """
    near = nearest(name.split(".", 1)[0][:100], known, most=1)
    return (f"Did you mean {near[0]}?",) if near else ()


def letter(column: int) -> str:
    """The letter of a 1-based column as spreadsheets show it.

    Example:
        >>> letter(28)
        'AB'
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

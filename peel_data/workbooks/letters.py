"""The letters of columns."""

from __future__ import annotations


def letter(column: int) -> str:
    """Return the letter of a 1-based column as spreadsheets show it.

    Example:
        >>> letter(28)
        'AB'
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

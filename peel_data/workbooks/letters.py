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


def column_number(letters: str) -> int:
    """Return the 1-based column that letters name.

    Example:
        >>> column_number("AB")
        28
    """
    column = 0
    for character in letters:
        column = column * 26 + ord(character) - ord("A") + 1
    return column

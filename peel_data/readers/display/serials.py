"""Numbers as a workbook stores them: as text, and as the dates that they count."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context
from typing import Final

STORED_NUMBER: Final = re.compile(
    r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?", re.ASCII
)
"""A number as workbooks of every format write it."""

_DIGITS: Final = Context(prec=15, rounding=ROUND_HALF_UP)


def stored_number(text: str) -> float:
    """Return the number that a workbook stores as text; infinity where the text is none."""
    return float(text) if STORED_NUMBER.fullmatch(text) else math.inf


def number_text(number: float) -> str:
    """Write a number with the 15 digits that spreadsheet programs show, without an exponent.

    What stands beyond them is the noise of binary arithmetic, which nobody sees.

    Example:
        >>> number_text(65.7), number_text(2800000.0), number_text(1e-7), number_text(65.3 + 0.8)
        ('65.7', '2800000', '0.0000001', '66.1')
    """
    text = format(_DIGITS.create_decimal(repr(number)), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def moment_of(days: float, *, from_1904: bool) -> datetime | None:
    """Return the day and time of a day number; None where there is no such day.

    Excel counts from 1 January 1900 and believes in a 29 February 1900, so day 60 does not exist.

    Example:
        >>> moment_of(42248, from_1904=False)
        datetime.datetime(2015, 9, 1, 0, 0)
    """
    if not (0 if from_1904 else 1) <= days < 2_958_466 or (not from_1904 and 60 <= days < 61):
        return None
    first = "1904-01-01" if from_1904 else "1899-12-30" if days >= 61 else "1899-12-31"
    try:
        return datetime.fromisoformat(first) + timedelta(milliseconds=round(days * 86_400_000))
    except OverflowError:
        return None


def date_number(date: str, *, from_1904: bool) -> int | None:
    """Return the day number of an ISO date; None where there is no such date.

    Example:
        >>> date_number("2015-09-01", from_1904=False)
        42248
    """
    try:
        days = (datetime.fromisoformat(date) - datetime.fromisoformat("1899-12-30")).days
    except ValueError:
        return None
    days -= 1462 if from_1904 else days <= 60
    return days if days >= 0 else None

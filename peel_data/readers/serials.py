"""Numbers as a workbook stores them: as text, and as the dates that they count."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context
from typing import Final

_DIGITS: Final = Context(prec=15, rounding=ROUND_HALF_UP)


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


def date_text(days: float, *, from_1904: bool) -> str | None:
    """The ISO date (and time, if any) of a day number; None where there is no such day.

    Excel counts from 1 January 1900 and believes in a 29 February 1900, so day 60 does not exist.

    Example:
        >>> date_text(42248, from_1904=False)
        '2015-09-01'
    """
    if not (0 if from_1904 else 1) <= days < 2_958_466 or (not from_1904 and 60 <= days < 61):
        return None
    first = "1904-01-01" if from_1904 else "1899-12-30" if days >= 61 else "1899-12-31"
    start = datetime.fromisoformat(first)
    try:
        moment = start + timedelta(milliseconds=round(days * 86_400_000))
    except OverflowError:
        return None
    midnight = moment.time() == moment.time().min
    return moment.date().isoformat() if midnight else moment.isoformat(timespec="seconds")

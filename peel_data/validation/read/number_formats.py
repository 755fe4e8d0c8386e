"""What a spreadsheet's number format shows of the number it is given."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context
from enum import Enum
from typing import Final


class Shown(Enum):
    """How the view of a cell relates to what it holds."""

    AS_HELD = "as held"
    DATE = "date"
    MONTH = "month"
    PART_OF_DATE = "part of a date"
    PERCENT = "percent"
    SCALED = "scaled"
    NOTHING = "nothing"


BUILT_IN: Final = {
    **dict.fromkeys((9, 10), Shown.PERCENT),
    **dict.fromkeys((14, 15, 22), Shown.DATE),
    **dict.fromkeys((16, 18, 19, 20, 21, 45, 46, 47), Shown.PART_OF_DATE),
    17: Shown.MONTH,
    **dict.fromkeys((*range(27, 32), 36, *range(50, 59)), Shown.DATE),
    **dict.fromkeys((32, 33, 34, 35), Shown.PART_OF_DATE),
}
"""The formats that a workbook names by number alone; all others below 164 show what is held."""

_DIGITS: Final = Context(prec=15, rounding=ROUND_HALF_UP)

# Quoted text, escaped and padding characters, colours, conditions and languages; not elapsed time.
_LITERALS = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL
)
_SCALE = re.compile(r"[0#?],+(?![0#?,])")


def classify(code: str) -> Shown:
    """What a number format shows, from its code.

    Example:
        >>> classify("mmm-yy")
        <Shown.MONTH: 'month'>
        >>> classify('0.0"%"')
        <Shown.AS_HELD: 'as held'>
    """
    plain = _LITERALS.sub("", code[:500])
    first = plain.split(";", 1)[0].lower()
    if ";" in code and '"' not in code and not plain.replace(";", "").strip():
        return Shown.NOTHING
    if "%" in plain:
        return Shown.PERCENT
    if "general" in first or "@" in first:
        return Shown.AS_HELD
    if re.search(r"[dy]", first) or not re.search(r"[0#?]", first):
        return _classify_date(first)
    return Shown.SCALED if _SCALE.search(first) else _classify_date(first)


def _classify_date(code: str) -> Shown:
    if not re.search(r"[dmyhseg]", code):
        return Shown.AS_HELD
    if "y" in code and "m" in code:
        return Shown.DATE if "d" in code else Shown.MONTH
    return Shown.PART_OF_DATE


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

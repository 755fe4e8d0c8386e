"""What a cell shows against what it holds: the same number, rounded and grouped, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from typing import Final

from peel_data.readers.display import flaws

_EXACT: Final = Context(prec=1000)
_MINUS: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-")
_SPACES: Final = dict.fromkeys(map(ord, "\u00a0\u2002\u2007\u2008\u2009\u202f"), " ")
_VIEW = re.compile(
    r"""
    (?P<open>\()?\s* (?P<sign>[-+])?\s* (?:[£$€¥₹]|GBP|EUR|USD)?\s* (?P<late>[-+])?\s*
    (?: (?P<whole>[0-9]+)?\s*(?<![0-9])(?P<top>[0-9]+)/\s*(?P<bottom>[0-9]+)
      | (?P<digits>[0-9.,]*[0-9][0-9.,]*(?:['\u2019 ][0-9]{3})*(?:[.,][0-9]+)?)
        (?:E(?P<exponent>[-+]?[0-9]{1,3}))?
    )
    \s*(?P<close>\))? (?P<behind>-)? (?P<words>[\s]*(?:[£$€¥₹%]|[A-Za-z][A-Za-z0-9 ,./-]*)?)
    """,
    re.VERBOSE,
)
_OTHER_WORDS = re.compile(
    r"\b(?:[a-z]|[ckmbt]n|hundreds?|thousands?|thou|dozens?|millions?|mill?|mio|billions?|bill?|mrd|"
    r"trillions?|lakhs?|crores?|tsd|hundredths?|tenths?|about|over|under|approx\w*|est\w*|prov\w*|"
    r"rev\w*|supp\w*|conf\w*|low|or|to|and|less|more|fewer)\b",
    re.IGNORECASE,
)
"""Words behind a number that change what it says: scales, and marks such as k, p or est."""

_ENGLISH = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\.[0-9]*)?")
_CONTINENTAL = re.compile(r"(?:[0-9]{1,3}(?:[.'\u2019 ][0-9]{3})+|[0-9]*)(?:,[0-9]*)?")
_SPACED = re.compile(
    r"(?:[0-9]{1,3}(?:['\u2019 ][0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2,3})+)(?:\.[0-9]*)?"
)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as a cell shows it, and by how much what it holds may differ."""

    value: Decimal
    tolerance: Decimal


@dataclass(frozen=True, slots=True)
class Difference:
    """That a cell shows something other than it holds.

    Attributes:
        flaw: What to report.
        disclosed: Whether all digits of the number can be seen, so that it is no secret.
    """

    flaw: flaws.Flaw
    disclosed: bool


def find_difference(view: str, held: str, *, english: bool) -> Difference | None:
    """Find out whether a cell shows the number that it holds.

    Args:
        view: What the cell shows.
        held: The number that it holds, as `number_text` writes it.
        english: Whether the view has a point and commas as in English; otherwise any language may
            have written it, and it is the same number if it can be read as such.

    Example:
        >>> find_difference("2,812.4", "2812.35", english=True) is None
        True
        >>> find_difference("[c]", "3", english=True).flaw.rule.code
        'F156'
    """
    number = Decimal(held)
    shown = _numbers(view, english=english)
    if any(_near(each.value, number, each.tolerance) for each in shown):
        return None
    if not number and view.strip().translate(_MINUS) == "-":
        return None  # the dash of accounts is nil
    told = bool(shown) and _digits(view) == _digits(held) != ""
    if "%" in view and any(_scaled(each, number, 2) for each in shown):
        flaw = flaws.percentage(view, held) if told else flaws.PERCENT
    elif any(_scaled(each, number, -scale) for each in shown for scale in (3, 6, 9, 12)):
        flaw = flaws.SCALED
    else:
        flaw = flaws.otherwise(view, held) if told else flaws.masked(view)
    return Difference(flaw, told)


def _digits(text: str) -> str:
    mantissa = re.split(r"(?<=[0-9.])E(?=[-+]?[0-9])", text)[0]
    return re.sub(r"[^0-9]", "", mantissa).strip("0")


def _near(value: Decimal, number: Decimal, tolerance: Decimal) -> bool:
    difference = _EXACT.subtract(value, number).copy_abs()
    return difference <= tolerance + number.copy_abs().scaleb(-14, _EXACT)


def _scaled(shown: _Number, number: Decimal, places: int) -> bool:
    """Return whether the shown number is the held one with its point moved by so many places."""
    return bool(number) and _near(shown.value, number.scaleb(places, _EXACT), shown.tolerance)


@lru_cache(maxsize=4096)
def _numbers(view: str, *, english: bool) -> tuple[_Number, ...]:
    """Return the numbers that a view can be read as; none where it is more, or other, than a number."""
    match = _VIEW.fullmatch(view[:200].translate(_MINUS).translate(_SPACES).strip())
    if not match or bool(match["open"]) != bool(match["close"]):
        return ()
    signs = [match["open"], match["sign"], match["late"], match["behind"]]
    if sum(sign is not None for sign in signs) > 1 or _OTHER_WORDS.search(match["words"]):
        return ()
    negative = match["open"] is not None or "-" in signs
    found = [_fraction(match)] if match["top"] else _decimals(match, english=english)
    return tuple(
        _Number(each.value.copy_negate(), each.tolerance) if negative else each
        for each in found
        if each is not None
    )


def _fraction(match: re.Match[str]) -> _Number | None:
    bottom = Decimal(match["bottom"])
    if not bottom:
        return None
    value = Decimal(match["whole"] or 0) + Decimal(match["top"]) / bottom
    return _Number(value, Decimal("0.5") / bottom)


def _decimals(match: re.Match[str], *, english: bool) -> list[_Number | None]:
    digits = match["digits"]
    readings = [("." if _ENGLISH.fullmatch(digits) else "")]
    if not english:
        readings.append("," if _CONTINENTAL.fullmatch(digits) else "")
        readings.append("." if _SPACED.fullmatch(digits) else "")
    return [_decimal(digits, point, int(match["exponent"] or 0)) for point in readings if point]


def _decimal(digits: str, point: str, exponent: int) -> _Number | None:
    whole, _, part = digits.partition(point)
    text = re.sub(r"[^0-9]", "", whole) + "." + part
    if not re.search("[0-9]", text):
        return None
    half = Decimal("0.5").scaleb(exponent - len(part), _EXACT)
    return _Number(Decimal(text).scaleb(exponent, _EXACT), half)

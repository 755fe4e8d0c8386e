"""What a cell of an OpenDocument spreadsheet shows, held against what it holds."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from peel_data.readers import flaws
from peel_data.readers.appearance import is_number_like, judge_fonts
from peel_data.readers.comparing import find_difference
from peel_data.readers.ods_styles import NAMESPACE
from peel_data.readers.serials import number_text

if TYPE_CHECKING:
    from collections.abc import Collection

    from peel_data.readers.appearance import Font
    from peel_data.readers.flaws import Flaw

_OFFICE: Final = f"{{{NAMESPACE}office:1.0}}"
_TABLE: Final = f"{{{NAMESPACE}table:1.0}}"
_CALC_TYPE: Final = (
    "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
)
_NUMBERS: Final = frozenset({"float", "currency", "percentage"})
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?", re.ASCII)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T00:00:00(?:\.0+)?)?", re.ASCII)
_ERROR = re.compile(r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL)[!?]|#N/A|Err:[0-9]{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person sees of a cell.

    Attributes:
        view: The text; None where the file stores none and the cell has no format of its own, so
            that every program shows what is held.
        over: Whether there is more text than is read.
        fonts: The fonts of its parts.
        background: The colour behind it.
    """

    view: str | None
    over: bool
    fonts: Collection[Font]
    background: str


def cell_value(attributes: dict[str, str], seen: Seen) -> tuple[str, list[Flaw]]:
    """The text of a cell as it is read, and what is wrong with it.

    Args:
        attributes: Those of the cell element: what it holds.
        seen: What a person sees of it.
    """
    text, flaw = _held(attributes, seen)
    found = [flaw] if flaw else []
    kind = attributes.get(f"{_OFFICE}value-type", "")
    number = kind in _NUMBERS or kind == "date"
    found += judge_fonts(text, seen.fonts, seen.background, number=number)
    if flaws.INVISIBLE in found:
        text, found = "", [flaws.INVISIBLE]
    if f"{_TABLE}formula" in attributes:
        found.append(flaws.FORMULA if kind else flaws.FORMULA_WITHOUT_VALUE)
    return text, found


def _held(attributes: dict[str, str], seen: Seen) -> tuple[str, Flaw | None]:
    view = seen.view or ""
    kind = attributes.get(f"{_OFFICE}value-type", "")
    held = {
        "date": attributes.get(f"{_OFFICE}date-value", ""),
        "boolean": attributes.get(f"{_OFFICE}boolean-value", "").upper(),
        "time": attributes.get(f"{_OFFICE}time-value", ""),
    }.get(kind, "")
    flaw: Flaw | None = None
    if attributes.get(_CALC_TYPE) == "error" or (
        f"{_TABLE}formula" in attributes and _ERROR.fullmatch(view)
    ):
        held, flaw = view or "#N/A", flaws.ERROR
    elif kind in _NUMBERS:
        held, flaw = _number(attributes.get(f"{_OFFICE}value", ""), kind, seen.view)
    elif kind == "date":
        held, flaw = _date(held, view)
    elif kind == "time":
        flaw = flaws.PART_OF_DATE
    elif seen.over:
        held, flaw = view, flaws.TOO_LONG
    elif kind != "boolean":
        held, flaw = _text(attributes.get(f"{_OFFICE}string-value"), view)
    return held, flaw


def _number(value: str, kind: str, view: str | None) -> tuple[str, Flaw | None]:
    number = float(value) if _NUMBER.fullmatch(value) else math.inf
    if not math.isfinite(number):
        return value, flaws.NO_SUCH_NUMBER
    text = number_text(number)
    view = text if view is None else view.strip()
    if difference := find_difference(view, text, english=False):
        return text if difference.disclosed else view, difference.flaw
    return text, flaws.PERCENT if kind == "percentage" and number else None


def _text(held: str | None, view: str) -> tuple[str, Flaw | None]:
    """A text that is stored beside what is shown must be the same."""
    if held is None or held.split() == view.split():
        return view if held is None else held, None
    return view, flaws.masked(view.strip()) if is_number_like(held) else flaws.another(view)


def _date(value: str, view: str) -> tuple[str, Flaw | None]:
    match = _DATE.fullmatch(value)
    if not match:
        return value, None if value else flaws.NO_SUCH_DATE
    date = value[:10]
    year, month, day = match.groups()
    parts = re.findall(r"\w+", view)
    shows_year = year in parts or year[2:] in parts
    if len(parts) >= 3 or not parts:
        told = shows_year and (day in parts or day.lstrip("0") in parts)
        return date, None if told or not parts else flaws.otherwise(view.strip(), date)
    others = [part for part in parts if part not in {year, year[2:]}]
    shows_month = len(others) == 1 and (
        others[0].isalpha() or others[0].lstrip("0") == month.lstrip("0")
    )
    if len(parts) == 2 and shows_year and shows_month:
        return (f"{year}-{month}", flaws.MONTH) if day == "01" else (date, flaws.DAY_NOT_SHOWN)
    return date, flaws.PART_OF_DATE

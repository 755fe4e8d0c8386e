"""A quick look at cells that are plainly right, so that Frictionless is asked only about the others.

The verdict is always Frictionless's: a text passes here only if Frictionless would let it pass, which a
property test holds them to. What the screen does not know, it does not pass.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NUMBER = re.compile(r"(?!-[0.]*$)-?(?:0|[1-9][0-9]{0,24})(?:\.[0-9]{1,12})?")
_INTEGER = re.compile(r"(?!-0)-?(?:0|[1-9][0-9]{0,17})")
_DATE = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])")
_KNOWN = frozenset({"required", "enum", "pattern", "minimum", "maximum"})


def screen(field: Mapping[str, Any]) -> Callable[[str], bool]:
    """For a field of a Table Schema, a test that only texts pass which Frictionless lets pass.

    Example:
        >>> passes = screen({"type": "integer", "constraints": {"minimum": 0}})
        >>> passes("12"), passes("-1"), passes("1,234")
        (True, False, False)
    """
    constraints = field.get("constraints", {})
    sound = _TYPES.get(field["type"])
    if sound is None or "format" in field or not constraints.keys() <= _KNOWN:
        return lambda _: False
    required = constraints.get("required", False)
    allowed = frozenset(constraints["enum"]) if "enum" in constraints else None
    pattern = re.compile(constraints["pattern"]) if "pattern" in constraints else None
    least, most = constraints.get("minimum"), constraints.get("maximum")
    bounded = least is not None or most is not None
    if bounded and field["type"] not in {"integer", "number"}:
        return lambda _: False

    def passes(text: str) -> bool:
        if not text:
            return not required
        return (
            sound(text)
            and (allowed is None or text in allowed)
            and (pattern is None or pattern.fullmatch(text) is not None)
            and (
                not bounded
                or (
                    (least is None or Decimal(text) >= least)
                    and (most is None or Decimal(text) <= most)
                )
            )
        )

    return passes


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


_TYPES: Mapping[str, Callable[[str], bool]] = {
    "string": lambda _: True,
    "number": _matches(_NUMBER),
    "integer": _matches(_INTEGER),
    "boolean": frozenset({"true", "false"}).__contains__,
    "date": _is_date,
    "yearmonth": _matches(_MONTH),
}

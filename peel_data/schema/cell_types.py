"""The types of cells, each once: its one written form, how it is read, and what it is called.

The names are those of Table Schema. A cell is valid exactly when Frictionless accepts it and it is written
in the one form of its type: Frictionless also reads 2016-6-30, 1e3 and text that a line end follows.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST: Final = 40
"""The most characters that a number may have."""


class CellType(NamedTuple):
    """How the cells of one type are written and read.

    Attributes:
        words: What such a cell is, as a phrase.
        pattern: The one form; it matches the whole text.
        read: Turns text of that form into a value; raises ValueError for a date that is not real.
    """

    words: str
    pattern: re.Pattern[str]
    read: Callable[[str], Any]

    def accepts(self, text: str) -> bool:
        """Return whether a text has the form and means something.

        Example:
            >>> CELL_TYPES["date"].accepts("2016-02-29"), CELL_TYPES["date"].accepts("2015-02-29")
            (True, False)
        """
        if not self.pattern.fullmatch(text):
            return False
        try:
            self.read(text)
        except ValueError:
            return False
        return True


_SHORT = rf"(?=.{{1,{LONGEST}}}\Z)"
_WHOLE = r"(?:0|[1-9][0-9]*)"

CELL_TYPES: Mapping[str, CellType] = {
    "string": CellType("text", re.compile(".*", re.DOTALL), str),
    "number": CellType(
        "a number", re.compile(rf"{_SHORT}(?!-[0.]*\Z)-?{_WHOLE}(?:\.[0-9]+)?"), Decimal
    ),
    "integer": CellType("a whole number", re.compile(rf"{_SHORT}(?!-0)-?{_WHOLE}"), int),
    "boolean": CellType(
        "true or false", re.compile("true|false"), {"true": True, "false": False}.__getitem__
    ),
    "date": CellType(
        "a date as YYYY-MM-DD",
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        dt.date.fromisoformat,
    ),
    "yearmonth": CellType(
        "a month as YYYY-MM", re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])"), str
    ),
}  # fmt: skip

ID = r"^[a-z][a-z0-9_]*$"
IDS = r"^[a-z][a-z0-9_]*( [a-z][a-z0-9_]*)*$"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SLUGS = r"^[a-z0-9]+(-[a-z0-9]+)*( [a-z0-9]+(-[a-z0-9]+)*)*$"
FIGURE_ID = r"^[a-z_]+(:[a-z0-9_-]+)+$"
FIGURE_IDS = r"^[a-z_]+(:[a-z0-9_-]+)+( [a-z_]+(:[a-z0-9_-]+)+)*$"
ONE_LINE = r"^[^\s](.*[^\s])?$"

PATTERN_WORDS: Mapping[str, str] = {
    ID: "lower-case letters, digits and underscores, such as all_excluding_fraud",
    IDS: "lower-case letters, digits and underscores; a space between one and the next",
    SLUG: "lower-case letters, digits and hyphens, such as peel-effectiveness-2016",
    SLUGS: "lower-case letters, digits and hyphens; a space between one and the next",
    FIGURE_ID: "the id of a figure, as `peel-data figures` lists them",
    FIGURE_IDS: "ids of figures, as `peel-data figures` lists them, with a space between",
    ONE_LINE: "text on one line, with no space before or after it",
}
"""The patterns of text that columns share, each anchored on both sides, and what they ask for in words."""


def breach(field: Mapping[str, Any]) -> Callable[[str], str]:
    """For a field of a Table Schema, what a text breaks: `type` or a constraint; "" if it is valid.

    Raises:
        TypeError: The field has a type or constraint by which no cell is judged here.

    Example:
        >>> broken = breach({"type": "integer", "constraints": {"minimum": 0}})
        >>> broken("12"), broken("-1"), broken("1,234")
        ('', 'minimum', 'type')
    """
    kind, constraints = field["type"], dict(field.get("constraints", {}))
    required = constraints.pop("required", False)
    checks = tuple(
        (name, _constraint(kind, name, value)) for name, value in sorted(constraints.items())
    )
    if kind not in CELL_TYPES or "format" in field:
        raise TypeError(f"No cell is judged by {field}.")
    accepts = CELL_TYPES[kind].accepts

    def broken(text: str) -> str:
        if not text:
            return "required" if required else ""
        if not accepts(text):
            return "type"
        return next((name for name, holds in checks if not holds(text)), "")

    return broken


def _constraint(kind: str, name: str, value: Any) -> Callable[[str], bool]:
    match kind, name:
        case "string", "enum":
            return frozenset(value).__contains__
        case "string", "pattern":
            pattern = re.compile(value)
            return lambda text: pattern.fullmatch(text) is not None
        case "integer" | "number", "minimum":
            return lambda text: Decimal(text) >= value
        case "integer" | "number", "maximum":
            return lambda text: Decimal(text) <= value
    raise TypeError(f"No {kind} is judged by the constraint {name}.")

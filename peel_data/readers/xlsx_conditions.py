"""The conditional formats of a worksheet that can make a cell show something other than it holds.

They stand behind the cells, so they are read in a pass of their own, and only where the workbook has
such formats at all.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from peel_data.readers.collector import Refused
from peel_data.readers.rules.containers import DamagedWorkbook
from peel_data.readers.sheet_names import letter
from peel_data.readers.xlsx_parts import MAIN
from peel_data.readers.xml_stream import BoundedText, Target, short_names, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from peel_data.findings import Place
    from peel_data.readers.xlsx_styles import Change

_TAGS: Final = short_names(MAIN, ("conditionalFormatting", "cfRule", "formula"))
_MOST: Final = 1000
_LONGEST: Final = 1000
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?", re.ASCII)
_ITSELF = re.compile(r"(\$?[A-Z]{1,3}\$?[0-9]{1,7})\s*(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)", re.ASCII)
_COMPARISONS: Final[dict[str, Callable[[Decimal, Decimal], bool]]] = {
    "lessThan": operator.lt,
    "lessThanOrEqual": operator.le,
    "equal": operator.eq,
    "greaterThan": operator.gt,
    "greaterThanOrEqual": operator.ge,
    "notEqual": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">": operator.gt,
    ">=": operator.ge,
    "<>": operator.ne,
}


@dataclass(frozen=True, slots=True)
class _Area:
    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Condition:
    """A conditional format: where it stands, when it applies and what it changes."""

    areas: Sequence[_Area]
    kind: str
    operator: str
    change: Change
    formulas: list[str] = field(default_factory=list)

    def covers(self, row: int, column: int) -> bool:
        """Tell whether a cell is among those it is for."""
        return any(a.top <= row <= a.bottom and a.left <= column <= a.right for a in self.areas)

    def may_hold(self, number: Decimal | None) -> bool:
        """Tell whether it may apply to a number; formulas are not calculated, so most of them may."""
        if number is None:
            return True
        if self.kind == "cellIs":
            return self._compares(number)
        if self.kind == "expression" and self.formulas:
            return self._meets(self.formulas[0].strip().lstrip("="), number)
        return True

    def _compares(self, number: Decimal) -> bool:
        try:
            bounds = [Decimal(formula.strip().lstrip("=")) for formula in self.formulas]
        except InvalidOperation:
            return True
        if compare := _COMPARISONS.get(self.operator):
            return compare(number, bounds[0]) if bounds else True
        if len(bounds) != 2:
            return True
        return (min(bounds) <= number <= max(bounds)) == (self.operator == "between")

    def _meets(self, formula: str, number: Decimal) -> bool:
        """Whether `F2<5` holds, where F2 is the cell itself; any other formula may."""
        match = _ITSELF.fullmatch(formula)
        first = self.areas[0]
        if not match or match[1].replace("$", "") != f"{letter(first.left)}{first.top}":
            return True
        fixed = "$" in match[1][1:] or (match[1].startswith("$") and first.left != first.right)
        try:
            return fixed or _COMPARISONS[match[2]](number, Decimal(match[3]))
        except InvalidOperation:
            return True


class Conditions(Target):
    """Collects the conditional formats of a worksheet that matter."""

    def __init__(self, changes: Sequence[Change], place: Place) -> None:
        self.found: list[Condition] = []
        self._changes, self._place = changes, place
        self._areas: list[_Area] = []
        self._condition: Condition | None = None
        self._formula: BoundedText | None = None

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""
        name = _TAGS.get(tag)
        if name == "conditionalFormatting":
            self._areas = list(_areas(attributes.get("sqref", "")))
        elif name == "cfRule" and self._areas:
            index = whole(attributes.get("dxfId"), len(self._changes), top=1 << 31)
            if index is None or index >= len(self._changes) or not self._changes[index].matters:
                return
            self._condition = Condition(
                self._areas,
                attributes.get("type", ""),
                attributes.get("operator", ""),
                self._changes[index],
            )
            self.found.append(self._condition)
            if sum(len(condition.areas) for condition in self.found) > _MOST:
                raise Refused(
                    DamagedWorkbook,
                    f"The sheet has more than {_MOST:,} conditional formats that change what cells "
                    "show.",
                    place=self._place,
                    hints=("Remove the conditional formats from the sheet.",),
                )
        elif name == "formula" and self._condition is not None:
            self._formula = BoundedText(_LONGEST)

    def data(self, text: str, /) -> None:
        """Text stands between two tags."""
        if self._formula is not None:
            self._formula.add(text)

    def end(self, tag: str, /) -> None:
        """An element ends."""
        name = _TAGS.get(tag)
        if name == "formula" and self._formula is not None and self._condition is not None:
            self._condition.formulas.append(str(self._formula))
            self._formula = None
        elif name == "cfRule":
            self._condition = None


def _areas(text: str) -> Iterator[_Area]:
    for part in text.split()[: _MOST + 1]:
        if match := _AREA.fullmatch(part):
            left, top = _column(match[1]), int(match[2])
            right, bottom = (_column(match[3]), int(match[4])) if match[3] else (left, top)
            yield _Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _column(letters: str) -> int:
    column = 0
    for character in letters:
        column = column * 26 + ord(character) - ord("A") + 1
    return column

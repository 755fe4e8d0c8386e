"""The conditional formats of a worksheet that can make a cell show something other than it holds.

They stand behind the cells, so they are read in a pass of their own, and only where the sheet has
such formats at all. Newer ones (`x14`) stand in the extensions at the end of the sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from peel_data.readers.display.conditions import Comparison, parse_areas, too_many_conditions
from peel_data.readers.display.number_formats import parse_format
from peel_data.readers.xlsx.paint import FILL_PARTS, FONT_PARTS, Change, Difference
from peel_data.readers.xlsx.parts import MAIN, TRUTHS
from peel_data.readers.xml_stream import BoundedText, Target, numbered, short_names
from peel_data.workbooks.letters import letter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from peel_data.findings import Place
    from peel_data.readers.area import Area
    from peel_data.readers.xlsx.colours import Colours
    from peel_data.readers.xlsx.paint import Style

_TAGS: Final = short_names(
    (*MAIN, "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"),
    (
        *("conditionalFormatting", "cfRule", "formula", "dxf", "font", "fill", "numFmt"),
        *("dataBar", "iconSet", "colorScale", "fillColor"),
        *FONT_PARTS,
        *FILL_PARTS,
    ),
) | {
    "{http://schemas.microsoft.com/office/excel/2006/main}f": "formula",
    "{http://schemas.microsoft.com/office/excel/2006/main}sqref": "sqref",
}
MARK: Final = b"cfRule"
"""Without these bytes a sheet has no conditional formats."""

_MOST: Final = 1000
_FEW: Final = 5
"""More operands, and more colours of a scale, than any conditional format has."""

_LONGEST: Final = 1000
_LONGEST_AREAS: Final = 100_000
_ITSELF = re.compile(r"(\$?[A-Z]{1,3}\$?[0-9]{1,7})\s*(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)", re.ASCII)
_SIGNS: Final = {
    "lessThan": "<",
    "lessThanOrEqual": "<=",
    "equal": "=",
    "greaterThan": ">",
    "greaterThanOrEqual": ">=",
    "notEqual": "<>",
}
_NOTHING: Final = Change(parse_format(";;"))
"""What a bar or an icon without the value shows of a number."""


@dataclass(slots=True)
class Condition:
    """A conditional format: where it stands, when it applies and what it changes.

    Attributes:
        areas: The cells that it is for.
        kind: Its type, such as `cellIs`; `table` for the style of a table.
        operator: How `cellIs` compares.
        changes: What it may change: one change, or one for each colour of a scale.
        formulas: The operands, or the formula.
    """

    areas: Sequence[Area]
    kind: str
    operator: str = ""
    changes: list[Change] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)

    def covers(self, row: int, column: int) -> bool:
        """Tell whether a cell is among those it is for."""
        return any(a.top <= row <= a.bottom and a.left <= column <= a.right for a in self.areas)

    def may_hold(self, number: Decimal | None) -> bool:
        """Tell whether it may apply to a number; formulas are not calculated, so most of them may."""
        if number is None:
            return True
        if self.kind == "cellIs":
            sign = _SIGNS.get(self.operator, self.operator)
            return Comparison(sign, self.formulas).may_hold(number)
        if self.kind == "expression" and self.formulas:
            return self._meets(self.formulas[0].strip().lstrip("="), number)
        return True

    def _meets(self, formula: str, number: Decimal) -> bool:
        """Return whether `F2<5` holds, where F2 is the cell itself; any other formula may."""
        match = _ITSELF.fullmatch(formula)
        first = self.areas[0]
        if not match or match[1].replace("$", "") != f"{letter(first.left)}{first.top}":
            return True
        fixed = "$" in match[1][1:] or (match[1].startswith("$") and first.left != first.right)
        try:
            return fixed or Comparison(match[2], [match[3]]).may_hold(number)
        except InvalidOperation:
            return True

    def looks(self, style: Style) -> Iterator[Style]:
        """Yield the styles that a cell of this style may have once it applies."""
        for change in self.changes:
            yield change.beneath(style) if self.kind == "table" else change.applied(style)


class Conditions(Target):
    """Collects the conditional formats of a worksheet that matter."""

    def __init__(
        self, changes: Sequence[Change], colours: Colours, inks: Collection[str], place: Place
    ) -> None:
        self.found: list[Condition] = []
        self._changes, self._colours, self._inks, self._place = changes, colours, inks, place
        self._open: list[Condition] = []
        self._areas: list[Area] = []
        self._condition: Condition | None = None
        self._difference: Difference | None = None
        self._scale = ""
        self._text: BoundedText | None = None

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Handle the start of an element."""
        name = _TAGS.get(tag)
        if name is None:
            return
        if name == "conditionalFormatting":
            self._open = []
            self._areas = list(parse_areas(attributes.get("sqref", ""), _MOST + 1))
        elif name == "sqref":
            self._text = BoundedText(_LONGEST_AREAS)
        elif name == "cfRule":
            self._start_rule(attributes)
        elif self._condition is not None:
            self._start_inside(name, attributes, self._condition)

    def _start_rule(self, attributes: dict[str, str]) -> None:
        kind, operator = attributes.get("type", ""), attributes.get("operator", "")
        self._condition = Condition((), kind, operator)
        if change := numbered(self._changes, attributes.get("dxfId")):
            self._condition.changes.append(change)

    def _start_inside(self, name: str, attributes: dict[str, str], condition: Condition) -> None:
        if name == "formula":
            self._text = BoundedText(_LONGEST)
        elif name == "dxf":
            self._difference = Difference(self._colours)
        elif self._difference is not None:
            self._difference.start(name, attributes)
        elif name in {"dataBar", "iconSet"}:
            if not TRUTHS.get(attributes.get("showValue", ""), True):
                condition.changes.append(_NOTHING)
            self._scale = "dataBar" if name == "dataBar" else ""
        elif name == "colorScale":
            self._scale = name
        elif name in {"color", "fillColor"} and self._scale and len(condition.changes) < _FEW:
            colour = self._colours.of(attributes)
            condition.changes.append(Change(background=(colour,)))

    def data(self, text: str, /) -> None:
        """Handle text between two tags."""
        if self._text is not None:
            self._text.add(text)

    def end(self, tag: str, /) -> None:
        """Handle the end of an element."""
        name = _TAGS.get(tag)
        if name == "formula" and self._text is not None and self._condition is not None:
            if len(self._condition.formulas) < _FEW:
                self._condition.formulas.append(str(self._text))
            self._text = None
        elif name == "sqref" and self._text is not None:
            self._areas = list(parse_areas(str(self._text), _MOST + 1))
            self._text = None
        elif name == "dxf" and self._difference is not None and self._condition is not None:
            self._condition.changes.append(self._difference.change())
            self._difference = None
        elif self._difference is not None:
            self._difference.end(name or "")
        elif name == "cfRule" and self._condition is not None:
            self._end_rule(self._condition)
        elif name == "conditionalFormatting":
            self._end_group()

    def _end_rule(self, condition: Condition) -> None:
        """Keep a condition that matters; its areas may stand behind it."""
        condition.changes = [c for c in condition.changes if c.matters(self._inks)]
        if condition.changes:
            self._open.append(condition)
            self._check_count(len(self._open))
        self._condition, self._scale = None, ""

    def _end_group(self) -> None:
        for condition in self._open:
            condition.areas = self._areas
        self.found += [condition for condition in self._open if condition.areas]
        self._open = []
        self._check_count(sum(len(condition.areas) for condition in self.found))

    def _check_count(self, count: int) -> None:
        if count > _MOST:
            raise too_many_conditions(self._place, _MOST)


class TableStyle(Target):
    """Finds the style of a table among the cells; what the cells say themselves goes before it."""

    _TAGS = short_names(MAIN, ("table", "tableStyleInfo"))

    def __init__(self, styles: Mapping[str, Sequence[Change]]) -> None:
        self.found: list[Condition] = []
        self._styles = styles
        self._areas: list[Area] = []

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Handle the start of an element."""
        name = self._TAGS.get(tag)
        if name == "table":
            self._areas = list(parse_areas(attributes.get("ref", ""), 1))
        elif name == "tableStyleInfo" and self._areas:
            changes = list(self._styles.get(attributes.get("name", ""), ()))
            if changes:
                self.found.append(Condition(self._areas, "table", changes=changes))

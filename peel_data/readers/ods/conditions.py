"""The conditional formats of OpenDocument sheets, and the zeros that their views hide.

LibreOffice writes them behind the cells, so they are read in a pass of their own, and only where a
file has such formats at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from peel_data.findings import Place
from peel_data.readers.display.conditions import (
    Comparison,
    parse_comparison,
    parse_ods_areas,
    too_many_conditions,
)
from peel_data.readers.ods.styles import NAMESPACE, as_colour
from peel_data.readers.xml_stream import Target, short_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from peel_data.readers.area import Area
    from peel_data.readers.ods.styles import Styles

_CALC: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_CALCEXT: Final = f"{{{_CALC}}}"
_TAGS: Final = short_names(
    (_CALC,),
    (
        *("conditional-format", "condition", "date-is", "data-bar", "icon-set", "color-scale"),
        *("formatting-entry", "color-scale-entry"),
    ),
)
_TABLE: Final = f"{{{NAMESPACE}table:1.0}}"
_CONFIG: Final = f"{{{NAMESPACE}config:1.0}}"
MARK: Final = b"conditional-format"
"""Without these bytes a file has no conditional formats but those of its styles."""

_MOST: Final = 1000
_MOST_AREAS: Final = 20_000


@dataclass(slots=True)
class Condition:
    """A conditional format: where it stands, when it applies and what it changes.

    Attributes:
        areas: The cells that it is for.
        comparison: What a number has to meet; None for what is not calculated.
        style: The style that it lays over that of the cell.
        nothing: Whether a bar or an icon stands in place of numbers.
        background: The colour that it puts behind the cell.
    """

    areas: Sequence[Area]
    comparison: Comparison | None = None
    style: str = ""
    nothing: bool = False
    background: str = ""

    def may_apply(self, area: Area, number: Decimal | None) -> bool:
        """Tell whether it may apply to cells that hold this number, or with None another content."""
        if number is None:
            if self.nothing:
                return False
        elif self.comparison is not None and not self.comparison.may_hold(number):
            return False
        return any(each.meets(area) for each in self.areas)


@dataclass(slots=True)
class Conditions(Target):
    """Collects the conditional formats of every sheet.

    Attributes:
        file: The file, for a refusal.
        found: The conditions by the name of their sheet.
    """

    file: str
    found: dict[str, list[Condition]] = field(default_factory=dict)
    _sheet: str = ""
    _areas: list[Area] = field(default_factory=list)
    _count: int = 0

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Handle the start of an element."""
        name = _TAGS.get(tag)
        if name is None:
            if tag == f"{_TABLE}table":
                self._sheet = attributes.get(f"{_TABLE}name", "")
            return
        value = attributes.get(f"{_CALCEXT}value", "")
        if name == "conditional-format":
            areas = attributes.get(f"{_CALCEXT}target-range-address", "")
            self._areas = list(parse_ods_areas(areas, _MOST + 1))
        elif name in {"condition", "date-is"}:
            style = attributes.get(f"{_CALCEXT}apply-style-name") or attributes.get(
                f"{_CALCEXT}style", ""
            )
            comparison = parse_comparison(value) if name == "condition" else None
            self._add(Condition(self._areas, comparison, style))
        elif name == "color-scale-entry":
            colour = as_colour(attributes.get(f"{_CALCEXT}color", ""))
            self._add(Condition(self._areas, background=colour))
        elif attributes.get(f"{_CALCEXT}show-value") == "false":
            self._add(Condition(self._areas, nothing=True))

    def _add(self, condition: Condition) -> None:
        self._count += max(1, len(condition.areas))
        if self._count > _MOST_AREAS:
            raise too_many_conditions(Place(self.file, self._sheet), _MOST_AREAS)
        self.found.setdefault(self._sheet, []).append(condition)

    def of_sheet(self, name: str, styles: Styles) -> list[Condition]:
        """Return the conditions of a sheet that matter, once all styles are known."""
        found = [
            condition
            for condition in self.found.get(name, ())
            if condition.nothing or styles.matters(condition.style, condition.background)
        ]
        if sum(len(condition.areas) for condition in found) > _MOST:
            raise too_many_conditions(Place(self.file, name), _MOST)
        return found


@dataclass(slots=True)
class Settings(Target):
    """Finds out from `settings.xml` whether a view of the workbook hides zeros."""

    hides_zeros: bool = False
    _inside: bool = False

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Handle the start of an element."""
        self._inside = (
            tag == f"{_CONFIG}config-item" and attributes.get(f"{_CONFIG}name") == "ShowZeroValues"
        )

    def data(self, text: str, /) -> None:
        """Handle text between two tags."""
        if self._inside and text.strip().lower() == "false":
            self.hides_zeros = True

    def end(self, _tag: str, /) -> None:
        """Handle the end of an element."""
        self._inside = False

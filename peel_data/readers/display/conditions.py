"""When a conditional format applies: the cells it is for, and the comparison that it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from peel_data.readers.area import Area
from peel_data.readers.collector import Refused
from peel_data.readers.display.number_formats import OPERATORS
from peel_data.readers.rules.containers import DamagedWorkbook
from peel_data.workbooks.letters import column_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from peel_data.findings import Place

_CELL = r"\$?([A-Z]{1,3})\$?([0-9]{1,7})"
_AREA = re.compile(rf"{_CELL}(?::{_CELL})?", re.ASCII)
_ODS_AREA = re.compile(rf"\.{_CELL}(?::[^:\s]*\.{_CELL})?", re.ASCII)
_COMPARED = re.compile(
    r"(?:cell-content\(\)|value\(\))?\s*(<=|>=|<>|!=|<|>|=)\s*([^()]+)", re.ASCII
)
_RANGE = re.compile(r"(?:cell-content-is-)?(not-)?between\(([^(),;]+)[,;]([^(),;]+)\)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a number has to meet: a sign and its operand, or `between` two.

    Operands that are not numbers are not calculated, so any number may meet them.
    """

    sign: str
    operands: Sequence[str]

    def may_hold(self, number: Decimal) -> bool:
        """Tell whether a number meets it, as far as that is known."""
        try:
            bounds = [Decimal(operand.strip().lstrip("=")) for operand in self.operands]
            if compare := OPERATORS.get(self.sign):
                return not bounds or compare(number, bounds[0])
            if len(bounds) != 2:
                return True
            return (min(bounds) <= number <= max(bounds)) == (self.sign == "between")
        except InvalidOperation:
            return True


def parse_comparison(text: str) -> Comparison | None:
    """Read a condition of an OpenDocument file; None for one that compares nothing with a number.

    Example:
        >>> parse_comparison("cell-content()<5").may_hold(Decimal(7))
        False
        >>> parse_comparison("between(1,5)").may_hold(Decimal(3))
        True
        >>> parse_comparison("is-true-formula([.C2]<5)") is None
        True
    """
    text = text.strip()
    if match := _COMPARED.fullmatch(text):
        return Comparison(match[1].replace("!=", "<>"), [match[2]])
    if match := _RANGE.fullmatch(text):
        return Comparison("notBetween" if match[1] else "between", [match[2], match[3]])
    return None


def parse_areas(text: str, most: int) -> Iterator[Area]:
    """Read areas as a workbook of Excel writes them, such as `F2:F40 $H$2`."""
    return _areas(filter(None, map(_AREA.fullmatch, text.split()[:most])))


def parse_ods_areas(text: str, most: int) -> Iterator[Area]:
    """Read areas as an OpenDocument file writes them, such as `crime_rates.F2:crime_rates.F40`."""
    return _areas(match for match, _ in zip(_ODS_AREA.finditer(text), range(most), strict=False))


def _areas(matches: Iterable[re.Match[str]]) -> Iterator[Area]:
    for match in matches:
        left, top = column_number(match[1]), int(match[2])
        right, bottom = (column_number(match[3]), int(match[4])) if match[3] else (left, top)
        yield Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def too_many_conditions(place: Place, limit: int) -> Refused:
    """Return the refusal of a sheet with more conditional formats than are followed."""
    return Refused(
        DamagedWorkbook,
        f"The sheet has more than {limit:,} conditional formats that change what cells show.",
        place=place,
        hints=("Remove the conditional formats from the sheet.",),
    )

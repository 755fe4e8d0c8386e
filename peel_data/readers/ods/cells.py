"""What a cell of an OpenDocument spreadsheet shows, held against what it holds."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from peel_data.readers.display import flaws
from peel_data.readers.display.appearance import holds_digits, judge_fonts
from peel_data.readers.display.comparing import find_difference
from peel_data.readers.display.serials import STORED_NUMBER, number_text, stored_number
from peel_data.readers.ods.dates import read_date
from peel_data.readers.ods.styles import NAMESPACE
from peel_data.readers.rules.containers import MaskedNumber

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.readers.display.appearance import Font
    from peel_data.readers.display.flaws import Flaw
    from peel_data.readers.ods.formats import DataStyle
    from peel_data.readers.ods.styles import Look

_OFFICE: Final = f"{{{NAMESPACE}office:1.0}}"
_TABLE: Final = f"{{{NAMESPACE}table:1.0}}"
_CALC_TYPE: Final = (
    "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
)
_NUMBERS: Final = frozenset({"float", "currency", "percentage"})
_ERROR = re.compile(r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL)[!?]|#N/A|Err:[0-9]{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person sees of a cell.

    Attributes:
        view: The text; None where the file stores none and the cell has no format of its own, so
            that every program shows what is held.
        over: Whether there is more text than is read.
        parts: The parts of the text, each with its font.
        look: The look of the cell.
    """

    view: str | None
    over: bool
    parts: Sequence[tuple[Font, str]]
    look: Look

    def with_look(self, look: Look, *, nothing: bool = False) -> Seen:
        """Return the same cell after a conditional format: a colour of its own replaces those of parts."""
        colour = look.font.colour
        kept = colour == self.look.font.colour
        parts = [
            (
                look.font
                if font == self.look.font
                else font
                if kept
                else replace(font, colour=colour),
                text,
            )
            for font, text in self.parts
        ]
        return Seen("" if nothing else self.view, self.over, parts, look)


def held_number(attributes: dict[str, str]) -> Decimal | None:
    """Return the number that a cell holds; None where it holds something else."""
    value = attributes.get(f"{_OFFICE}value", "")
    if attributes.get(f"{_OFFICE}value-type") in _NUMBERS and STORED_NUMBER.fullmatch(value):
        return Decimal(value)
    return None


def cell_value(
    attributes: dict[str, str], seen: Seen, data_style: DataStyle | None = None
) -> tuple[str, list[Flaw]]:
    """Return the text of a cell as it is read, and what is wrong with it.

    Args:
        attributes: Those of the cell element: what it holds.
        seen: What a person sees of it.
        data_style: The format that shows what it holds, where that can hide it.
    """
    view, parts = seen.view, seen.parts
    kind = attributes.get(f"{_OFFICE}value-type", "")
    if data_style is not None and not data_style.shows_content and kind:
        view = data_style.literal
    stored = seen.view if view != seen.view else None
    text, flaw = _held(attributes, view, stored, over=seen.over)
    found = [flaw] if flaw else []
    number = kind in _NUMBERS or kind in {"date", "time"}
    if number and seen.look.repeated:
        text, found = "", [flaws.REPEATED]
    if data_style is not None and data_style.colour:
        shade = replace(seen.look.font, colour=data_style.colour)
        parts = [(shade if font == seen.look.font else font, part) for font, part in parts]
    if text.strip() and not any(part.strip() for _, part in parts):
        parts = [(seen.look.font, text)]
    visible, marks = judge_fonts(parts, seen.look.background, number=number)
    if any(mark.rule is MaskedNumber for mark in marks):
        text, found = visible, []
    found += marks
    if f"{_TABLE}formula" in attributes:
        found.append(flaws.FORMULA if kind else flaws.FORMULA_WITHOUT_VALUE)
    return text, found


def _held(
    attributes: dict[str, str], view: str | None, stored: str | None, *, over: bool
) -> tuple[str, Flaw | None]:
    """Return what a cell holds as it is read; `stored` is the text that its format hides."""
    seen = (view or "").strip()
    kind = attributes.get(f"{_OFFICE}value-type", "")
    if attributes.get(_CALC_TYPE) == "error" or (
        f"{_TABLE}formula" in attributes and _ERROR.fullmatch(seen)
    ):
        return seen or "#N/A", flaws.ERROR
    if kind in _NUMBERS:
        return _number(attributes.get(f"{_OFFICE}value", ""), kind, view)
    if kind == "date":
        return read_date(attributes.get(f"{_OFFICE}date-value", ""), view)
    if kind == "time":
        return seen, flaws.AS_TIME
    if over:
        return view or "", flaws.TOO_LONG
    if kind == "boolean":
        held = attributes.get(f"{_OFFICE}boolean-value", "").upper()
        return (held, None) if held in {"TRUE", "FALSE"} else (seen, flaws.another(seen))
    return _text(attributes.get(f"{_OFFICE}string-value", stored), view or "")


def _number(value: str, kind: str, view: str | None) -> tuple[str, Flaw | None]:
    number = stored_number(value)
    if not math.isfinite(number):
        return (view or "").strip(), flaws.NO_SUCH_NUMBER
    text = number_text(number)
    view = text if view is None else view.strip()
    if difference := find_difference(view, text, english=False):
        return text if difference.disclosed else view, difference.flaw
    return text, flaws.PERCENT if kind == "percentage" and number else None


def _text(held: str | None, view: str) -> tuple[str, Flaw | None]:
    """Return a text that is stored beside what is shown must be the same."""
    if held is None or held.split() == view.split():
        return view if held is None else held, None
    return view, flaws.masked(view.strip()) if holds_digits(held) else flaws.another(view)

"""The number formats of an OpenDocument spreadsheet, as far as they hide what a cell holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from peel_data.readers.display.conditions import Comparison, parse_comparison

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

_SILENT: Final = frozenset({"text", "currency-symbol", "fill-character", "embedded-text"})
"""The elements of a format that show nothing of the number."""

_LONGEST: Final = 100
_MOST: Final = 20


@dataclass(slots=True)
class DataStyle:
    """A number format: its literal text, its colour, and what takes its place on conditions.

    Attributes:
        for_texts: Whether it is a format of texts, which numbers pass by.
        literal: What it shows beside the number, or in its place.
        shows_content: Whether it shows the number or text at all.
        colour: Its colour.
        maps: Conditions, each with the name of the format that applies then.
    """

    for_texts: bool = False
    literal: str = ""
    shows_content: bool = False
    colour: str | None = None
    maps: list[tuple[Comparison, str]] = field(default_factory=list)

    def start(self, name: str) -> None:
        """Take one of the elements inside of the format."""
        self.shows_content = self.shows_content or name not in _SILENT

    def add_map(self, condition: str, name: str) -> None:
        """Take a condition on which another format applies."""
        comparison = parse_comparison(condition)
        if comparison is not None and len(self.maps) < _MOST:
            self.maps.append((comparison, name))

    def add_text(self, text: str) -> None:
        """Take literal text."""
        self.literal = (self.literal + text)[:_LONGEST]

    def selected(self, number: Decimal | None, known: Mapping[str, DataStyle]) -> DataStyle | None:
        """Return the format that shows a number, or with None a text; None if it changes nothing."""
        if number is None:
            return self if self.for_texts else None
        for comparison, name in self.maps:
            if comparison.may_hold(number):
                return known.get(name)
        return None if self.for_texts else self

"""The styles of an OpenDocument spreadsheet: how the text of a cell looks, with what it inherits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from peel_data.readers.appearance import BLACK, PLAIN, WHITE, Font
from peel_data.readers.xml_stream import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
STYLE: Final = f"{{{NAMESPACE}style:1.0}}"
_DATA: Final = f"{{{NAMESPACE}datastyle:1.0}}"
SPACES: Final = (STYLE, _DATA)
"""The namespaces of the elements that define styles."""

_FO: Final = f"{{{NAMESPACE}xsl-fo-compatible:1.0}}"
_DEEPEST: Final = 50
"""More ancestors than any style has; a circle ends there."""


@dataclass(slots=True)
class _Properties:
    """What a style says itself; None where it says nothing."""

    parent: str | None = None
    data_style: str | None = None
    hidden: bool = False
    raised: bool | None = None
    struck: bool | None = None
    colour: str | None = None
    background: str | None = None

    def read(self, name: str, attributes: dict[str, str]) -> None:
        """Take one of the elements inside of the style."""
        if name == "text-properties":
            self._read_text(attributes)
        elif name == "table-cell-properties":
            colour = attributes.get(f"{_FO}background-color")
            if colour is not None:
                self.background = WHITE if colour == "transparent" else _colour(colour)
        elif name == "table-properties":
            display = attributes.get(f"{{{NAMESPACE}table:1.0}}display")
            self.hidden = display == "false"

    def _read_text(self, attributes: dict[str, str]) -> None:
        position = attributes.get(f"{STYLE}text-position")
        if position is not None:
            first = (position.split() or [""])[0]
            self.raised = first.rstrip("%").strip("-0.") != ""
        for name in ("text-line-through-style", "text-line-through-type"):
            line = attributes.get(f"{STYLE}{name}")
            if line is not None:
                self.struck = line != "none"
        if attributes.get(f"{STYLE}use-window-font-color") == "true":
            self.colour = BLACK
        elif (colour := attributes.get(f"{_FO}color")) is not None:
            self.colour = _colour(colour)


@dataclass(slots=True)
class _DataStyle:
    """A format of numbers: its colour, and whether other styles take its place on conditions."""

    colour: str | None = None
    conditional: bool = False

    def read(self, name: str, attributes: dict[str, str]) -> None:
        """Take one of the elements inside of the format."""
        self.conditional = self.conditional or name == "map"
        if name == "text-properties" and (colour := attributes.get(f"{_FO}color")):
            self.colour = _colour(colour)


@dataclass(frozen=True, slots=True)
class Look:
    """The font of a cell, the colour behind it, and whether it has a format of its own."""

    font: Font = PLAIN
    background: str = WHITE
    formatted: bool = False


@dataclass(slots=True)
class Styles(Target):
    """Collects the styles of `styles.xml`, and those of `content.xml` after them."""

    _known: dict[tuple[str, str], _Properties] = field(default_factory=dict)
    _open: _Properties | None = None
    _data_styles: dict[str, _DataStyle] = field(default_factory=dict)
    _data_style: _DataStyle | None = None
    _looks: dict[str, Look] = field(default_factory=dict)

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""
        if tag.startswith(_DATA):
            if tag.endswith("-style") and self._data_style is None:
                self._data_style = _DataStyle()
                self._data_styles[attributes.get(f"{STYLE}name", "")] = self._data_style
            return
        name = tag.removeprefix(STYLE)
        if self._data_style is not None:
            self._data_style.read(name, attributes)
        elif name in {"style", "default-style"}:
            self._start_style(attributes)
        elif self._open is not None:
            self._open.read(name, attributes)

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._open = _Properties(
            attributes.get(f"{STYLE}parent-style-name"),
            attributes.get(f"{STYLE}data-style-name"),
        )
        key = (attributes.get(f"{STYLE}family", ""), attributes.get(f"{STYLE}name", ""))
        self._known[key] = self._open
        self._looks.clear()

    def end(self, tag: str, /) -> None:
        """An element ends."""
        if tag in {f"{STYLE}style", f"{STYLE}default-style"}:
            self._open = None
        elif tag.startswith(_DATA) and tag.endswith("-style"):
            self._data_style = None

    def hides_table(self, name: str | None) -> bool:
        """Tell whether a style of tables hides them."""
        properties = self._known.get(("table", name or ""))
        return properties is not None and properties.hidden

    def look(self, name: str) -> Look:
        """The look of cells of a style."""
        look = self._looks.get(name)
        if look is None:
            look = self._looks[name] = self._resolve(name)
        return look

    def _resolve(self, name: str) -> Look:
        line = list(self._line("table-cell", name))
        background = next((p.background for p in line if p.background is not None), WHITE)
        format_name = next((p.data_style for p in line if p.data_style is not None), None)
        font = self.font("table-cell", name, PLAIN)
        data_style = self._data_styles.get(format_name or "")
        if data_style is not None and data_style.colour and not data_style.conditional:
            font = replace(font, colour=data_style.colour)
        return Look(font, background, format_name is not None)

    def font(self, family: str, name: str, within: Font) -> Font:
        """The font of a style; what neither it nor its ancestors say is as in the text around it."""
        raised = struck = colour = None
        for properties in self._line(family, name):
            raised = properties.raised if raised is None else raised
            struck = properties.struck if struck is None else struck
            colour = properties.colour if colour is None else colour
        return Font(
            within.raised if raised is None else raised,
            within.struck if struck is None else struck,
            within.colour if colour is None else colour,
        )

    def _line(self, family: str, name: str) -> Iterator[_Properties]:
        """The style, its ancestors, and the default of cells."""
        for _ in range(_DEEPEST):
            properties = self._known.get((family, name))
            if properties is None:
                break
            yield properties
            if not properties.parent:
                break
            name = properties.parent
        if family == "table-cell" and (default := self._known.get((family, ""))):
            yield default


def _colour(text: str) -> str:
    return text[1:].lower() if re.fullmatch("#[0-9A-Fa-f]{6}", text) else text.lower()[:20]

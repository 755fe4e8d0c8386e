"""The styles of an OpenDocument spreadsheet: how the text of a cell looks, with what it inherits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from peel_data.readers.display.appearance import (
    BLACK,
    PAPER,
    PLAIN,
    Font,
    alike,
    is_tiny,
    shows_pictures,
)
from peel_data.readers.display.conditions import Comparison, parse_comparison
from peel_data.readers.ods.formats import DataStyle
from peel_data.readers.xml_stream import Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

NAMESPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
STYLE: Final = f"{{{NAMESPACE}style:1.0}}"
DATA: Final = f"{{{NAMESPACE}datastyle:1.0}}"
SPACES: Final = (STYLE, DATA)
"""The namespaces of the elements that define styles."""

_FO: Final = f"{{{NAMESPACE}xsl-fo-compatible:1.0}}"
_TEXT: Final = f"{{{NAMESPACE}text:1.0}}"
_DEEPEST: Final = 50
"""More ancestors than any style has; a circle ends there."""

_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "pc": 12.0}
_SIZE = re.compile(r"([0-9]{0,6}(?:\.[0-9]{1,9})?)(pt|in|cm|mm|px|pc)", re.ASCII)
_NOTHING: Final = 2.0
"""Lower rows and narrower columns, in points, show nothing."""


def points(text: str | None) -> float | None:
    """Return a length in points; None for one that is not given, or relative to another."""
    match = _SIZE.fullmatch(text or "")
    return float(match[1]) * _POINTS[match[2]] if match and match[1] else None


@dataclass(slots=True)
class _Properties:
    """What a style says itself; None where it says nothing."""

    parent: str | None = None
    data_style: str | None = None
    hidden: bool = False
    raised: bool | None = None
    struck: bool | None = None
    colour: str | None = None
    tiny: bool | None = None
    pictures: bool | None = None
    background: str | None = None
    repeated: bool | None = None
    concealed: bool | None = None
    maps: list[tuple[Comparison | None, str]] = field(default_factory=list)

    def read(self, name: str, attributes: dict[str, str]) -> None:
        """Take one of the elements inside of the style."""
        if name == "text-properties":
            self._read_text(attributes)
        elif name == "table-cell-properties":
            self._read_cell(attributes)
        elif name == "table-properties":
            display = attributes.get(f"{{{NAMESPACE}table:1.0}}display")
            self.hidden = display == "false"
        elif name in {"table-row-properties", "table-column-properties"}:
            size = points(
                attributes.get(f"{STYLE}row-height") or attributes.get(f"{STYLE}column-width")
            )
            self.hidden = size is not None and size < _NOTHING
        elif name == "map" and len(self.maps) < _DEEPEST:
            condition = attributes.get(f"{STYLE}condition", "")
            applied = attributes.get(f"{STYLE}apply-style-name", "")
            self.maps.append((parse_comparison(condition), applied))

    def _read_cell(self, attributes: dict[str, str]) -> None:
        colour = attributes.get(f"{_FO}background-color")
        if colour is not None:
            self.background = PAPER[0] if colour == "transparent" else as_colour(colour)
        if repeats := attributes.get(f"{STYLE}repeat-content"):
            self.repeated = repeats == "true"
        if protects := attributes.get(f"{STYLE}cell-protect"):
            self.concealed = protects == "hidden-and-protected"

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
            self.colour = as_colour(colour)
        size = points(attributes.get(f"{_FO}font-size"))
        if size is not None or attributes.get(f"{_TEXT}display") == "none":
            self.tiny = size is None or is_tiny(size)
        for name in (f"{STYLE}font-name", f"{_FO}font-family"):
            if (family := attributes.get(name)) is not None:
                self.pictures = shows_pictures(family)


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks.

    Attributes:
        font: Its font.
        background: The colour behind it.
        data_style: The name of its number format; None if it has none of its own.
        repeated: Whether the content is repeated until the cell is full.
        concealed: Whether the content is not shown while the sheet is protected.
        maps: Conditions, None for one that is not calculated, each with the style that applies then.
    """

    font: Font = PLAIN
    background: tuple[str, ...] = PAPER
    data_style: str | None = None
    repeated: bool = False
    concealed: bool = False
    maps: tuple[tuple[Comparison | None, str], ...] = ()


_BLANK: Final = Look(Font(colour="none"))
"""A look that any colour changes."""


@dataclass(slots=True)
class Styles(Target):
    """Collects the styles of `styles.xml`, and those of `content.xml` after them."""

    _known: dict[tuple[str, str], _Properties] = field(default_factory=dict)
    _encoded: dict[str, str] = field(default_factory=dict)
    _open: _Properties | None = None
    _data_styles: dict[str, DataStyle] = field(default_factory=dict)
    _data_style: DataStyle | None = None
    _literal: bool = False
    _looks: dict[str, Look] = field(default_factory=dict)

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Handle the start of an element."""
        if tag.startswith(DATA):
            self._start_data(tag.removeprefix(DATA), attributes)
            return
        name = tag.removeprefix(STYLE)
        if self._data_style is not None:
            if name == "map":
                condition = attributes.get(f"{STYLE}condition", "")
                self._data_style.add_map(condition, attributes.get(f"{STYLE}apply-style-name", ""))
            elif name == "text-properties" and (colour := attributes.get(f"{_FO}color")):
                self._data_style.colour = as_colour(colour)
        elif name in {"style", "default-style"}:
            self._start_style(attributes)
        elif self._open is not None:
            self._open.read(name, attributes)

    def _start_data(self, name: str, attributes: dict[str, str]) -> None:
        if self._data_style is None:
            if name.endswith("-style"):
                self._data_style = DataStyle(for_texts=name == "text-style")
                self._data_styles[attributes.get(f"{STYLE}name", "")] = self._data_style
        else:
            self._data_style.start(name)
            self._literal = name in {"text", "currency-symbol"}

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._open = _Properties(
            attributes.get(f"{STYLE}parent-style-name"),
            attributes.get(f"{STYLE}data-style-name"),
        )
        name = attributes.get(f"{STYLE}name", "")
        self._known[attributes.get(f"{STYLE}family", ""), name] = self._open
        self._encoded[attributes.get(f"{STYLE}display-name", name)] = name
        self._looks.clear()

    def data(self, text: str, /) -> None:
        """Handle text between two tags."""
        if self._literal and self._data_style is not None:
            self._data_style.add_text(text)

    def end(self, tag: str, /) -> None:
        """Handle the end of an element."""
        if tag in {f"{STYLE}style", f"{STYLE}default-style"}:
            self._open = None
        elif tag.startswith(DATA):
            self._literal = False
            if tag.endswith("-style"):
                self._data_style = None

    def matters(self, style: str, background: str) -> bool:
        """Tell whether a conditional format can make a cell show something other than it holds.

        Args:
            style: The style that it lays over the cell.
            background: The colour that it puts behind the cell, beside that of the style.
        """
        look = self.overlaid(_BLANK, style)
        inks = {properties.colour for properties in self._known.values()} | {BLACK}
        inks |= {data_style.colour for data_style in self._data_styles.values()}
        grounds = {*look.background, background or PAPER[0]} - set(PAPER)
        return look != replace(_BLANK, background=look.background) or any(
            alike(ink, ground) for ink in inks if ink for ground in grounds
        )

    def hides(self, family: str, name: str | None) -> bool:
        """Tell whether a style of tables, rows or columns hides them."""
        properties = self._known.get((family, name or ""))
        return properties is not None and properties.hidden

    def look(self, name: str) -> Look:
        """Return the look of cells of a style."""
        look = self._looks.get(name)
        if look is None:
            default = self._known.get(("table-cell", ""))
            look = _laid_over(Look(), default) if default else Look()
            look = self._looks[name] = self.overlaid(look, name)
        return look

    def overlaid(self, look: Look, name: str) -> Look:
        """Return a look after another style is laid over it, as a conditional format does."""
        if ("table-cell", name) not in self._known:
            name = self._encoded.get(name, name)
        for properties in reversed(list(self._line("table-cell", name))):
            look = _laid_over(look, properties)
        return look

    def data_style(self, look: Look, number: Decimal | None) -> DataStyle | None:
        """Return the format that shows a number (None: a text) of this look, if it changes anything."""
        style = self._data_styles.get(look.data_style or "")
        return style.selected(number, self._data_styles) if style else None

    def font(self, family: str, name: str, within: Font) -> Font:
        """Return the font of a style; what neither it nor its ancestors say is as in the text around it."""
        for properties in reversed(list(self._line(family, name))):
            within = within.after(properties)
        return within

    def _line(self, family: str, name: str) -> Iterator[_Properties]:
        """Yield the style and its ancestors."""
        for _ in range(_DEEPEST):
            properties = self._known.get((family, name))
            if properties is None:
                return
            yield properties
            if not properties.parent:
                return
            name = properties.parent


def _laid_over(look: Look, properties: _Properties) -> Look:
    def said(value: bool | None, otherwise: bool) -> bool:
        return otherwise if value is None else value

    return Look(
        look.font.after(properties),
        look.background if properties.background is None else (properties.background,),
        look.data_style if properties.data_style is None else properties.data_style,
        said(properties.repeated, look.repeated),
        said(properties.concealed, look.concealed),
        (*properties.maps, *look.maps)[:_DEEPEST],
    )


def as_colour(text: str) -> str:
    """Return a colour as six hexadecimal digits, or as a name of its own."""
    return text[1:].lower() if re.fullmatch("#[0-9A-Fa-f]{6}", text) else text.lower()[:20]

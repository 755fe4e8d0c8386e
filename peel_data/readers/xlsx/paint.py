"""What a style of an Excel workbook says of fonts and fills, and what a conditional one changes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from peel_data.readers.display.appearance import (
    BLACK,
    PAPER,
    PLAIN,
    WHITE,
    Font,
    alike,
    is_tiny,
    shows_pictures,
)
from peel_data.readers.display.number_formats import GENERAL, NumberFormat, parse_format
from peel_data.readers.xlsx.parts import TRUTHS

if TYPE_CHECKING:
    from collections.abc import Collection

    from peel_data.readers.xlsx.colours import Colours

FONT_PARTS: Final = ("color", "strike", "vertAlign", "sz", "name", "rFont")
FILL_PARTS: Final = ("patternFill", "gradientFill", "fgColor", "bgColor", "color")


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell style makes of a cell.

    Attributes:
        format: Its number format.
        font: Its font.
        background: The colours behind it: one, or those of a pattern.
        repeated: Whether the content is repeated until the cell is full.
    """

    format: NumberFormat = GENERAL
    font: Font = PLAIN
    background: tuple[str, ...] = PAPER
    repeated: bool = False

    @property
    def is_simple(self) -> bool:
        """Whether every number is shown as it is, at most rounded, in ordinary black on white."""
        look = self.font == PLAIN and PLAIN.can_be_seen_on(self.background)
        return look and self.format.is_simple and not self.repeated


@dataclass(frozen=True, slots=True)
class Change:
    """What a conditional format changes of a style; None leaves it as it is."""

    format: NumberFormat | None = None
    struck: bool | None = None
    colour: str | None = None
    tiny: bool | None = None
    pictures: bool | None = None
    background: tuple[str, ...] | None = None

    def matters(self, colours: Collection[str]) -> bool:
        """Tell whether it can make a cell show something other than it holds.

        Args:
            colours: Those in which the workbook writes.
        """
        if self.format is not None or self.colour is not None:
            return True
        if self.struck or self.tiny or self.pictures:
            return True
        return self.background is not None and any(
            all(alike(colour, each) for each in self.background) for colour in colours
        )

    def applied(self, style: Style) -> Style:
        """Return the style after the change."""
        return replace(
            style,
            format=self.format or style.format,
            font=style.font.after(self),
            background=self.background or style.background,
        )

    def beneath(self, style: Style) -> Style:
        """Return the style where the change comes from a table: what the cell says itself stands."""
        own_colour = style.font.colour != BLACK
        own_fill = style.background != PAPER
        return replace(
            self,
            format=None,
            colour=None if own_colour else self.colour,
            background=None if own_fill else self.background,
        ).applied(style)


def changed_font(font: Font, name: str, attributes: dict[str, str], colours: Colours) -> Font:
    """Return a font after one of its properties."""
    value = attributes.get("val", "")
    if name == "strike":
        return replace(font, struck=TRUTHS.get(value or "1", True))
    if name == "vertAlign":
        return replace(font, raised=value in {"superscript", "subscript"})
    if name == "sz":
        return replace(
            font, tiny=value[:8].replace(".", "", 1).isdecimal() and is_tiny(float(value[:8]))
        )
    if name in {"name", "rFont"}:
        return replace(font, pictures=shows_pictures(value))
    return replace(font, colour=colours.of(attributes)) if name == "color" else font


@dataclass(slots=True)
class Fill:
    """A fill that is being read; in a conditional format its colours change their places."""

    colours: Colours
    conditional: bool = False
    kind: str = "none"
    front: str | None = None
    behind: str | None = None
    stops: list[str] = field(default_factory=list)

    def read(self, name: str, attributes: dict[str, str]) -> None:
        """Take one of the elements inside of the fill."""
        if name == "patternFill":
            self.kind = attributes.get("patternType", "solid" if self.conditional else "none")
        elif name == "gradientFill":
            self.kind = "gradient"
        elif name == "fgColor":
            self.front = self.colours.of(attributes)
        elif name == "bgColor":
            self.behind = self.colours.of(attributes)
        elif name == "color" and len(self.stops) < 10:
            self.stops.append(self.colours.of(attributes))

    def background(self) -> tuple[str, ...]:
        """Return the colours that it puts behind a cell."""
        if self.kind == "none":
            return PAPER
        if self.kind == "gradient":
            return tuple(self.stops) or PAPER
        if self.kind == "solid":
            first, second = self.front, self.behind
            if self.conditional:
                first, second = second, first
            return (first or second or BLACK,) if self.conditional else (first or BLACK,)
        return (self.front or BLACK, self.behind or WHITE)


class Difference:
    """A `dxf` that is being read: what a conditional format or a table style changes."""

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._said: set[str] = set()
        self._font = PLAIN
        self._fill: Fill | None = None
        self._format: NumberFormat | None = None
        self._inside = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element inside it."""
        if name == "numFmt":
            self._format = parse_format(attributes.get("formatCode", ""))
        elif name in {"font", "fill"}:
            self._inside = name
            if name == "fill":
                self._fill = Fill(self._colours, conditional=True)
        elif self._inside == "font":
            self._font = changed_font(self._font, name, attributes, self._colours)
            said = {"strike": "struck", "color": "colour", "sz": "tiny", "name": "pictures"}
            self._said.add(said.get(name, ""))
        elif self._inside == "fill" and self._fill is not None:
            self._fill.read(name, attributes)

    def end(self, name: str) -> None:
        """Handle the end of an element inside it."""
        if name == self._inside:
            self._inside = ""

    def change(self) -> Change:
        """Return what it changes."""

        def said(name: str, value: bool) -> bool | None:
            return value if name in self._said else None

        fill = self._fill
        return Change(
            self._format,
            said("struck", self._font.struck),
            self._font.colour if "colour" in self._said else None,
            said("tiny", self._font.tiny),
            said("pictures", self._font.pictures),
            None if fill is None or fill.kind == "none" else fill.background(),
        )

"""The styles of an Excel workbook: the number format, font and background of each cell style."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from peel_data.readers.appearance import BLACK, NAMED, PLAIN, WHITE, Font, alike
from peel_data.readers.number_formats import BUILT_IN, GENERAL, NumberFormat, parse_format
from peel_data.readers.xlsx_parts import MAIN, TRUTHS
from peel_data.readers.xml_stream import Target, short_names, whole

TAGS: Final = short_names(
    MAIN,
    (
        *("numFmt", "fonts", "font", "fills", "fill", "patternFill", "gradientFill"),
        *("fgColor", "bgColor", "cellXfs", "xf", "dxfs", "dxf"),
        *("color", "strike", "vertAlign"),
    ),
)
_HIGHEST: Final = 1 << 31
_UNKNOWN: Final = "another"
"""A background that is a gradient or a pattern: nothing is the same."""

_INDEXED: Final = (*("black", "white", "red", "green", "blue", "yellow", "magenta", "cyan"),) * 2
_SYSTEM: Final = {64: BLACK, 65: WHITE}


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell style makes of a cell."""

    format: NumberFormat = GENERAL
    font: Font = PLAIN
    background: str = WHITE

    @property
    def is_simple(self) -> bool:
        """Whether every number is shown as it is, at most rounded, in ordinary black on white."""
        look = self.font == PLAIN and not alike(BLACK, self.background)
        return look and self.format.is_simple


@dataclass(frozen=True, slots=True)
class Change:
    """What a conditional format changes of a style; None leaves it as it is."""

    format: NumberFormat | None = None
    struck: bool | None = None
    colour: str | None = None
    background: str | None = None

    @property
    def matters(self) -> bool:
        """Whether it can make a cell show something other than it holds."""
        return self.format is not None or bool(self.struck) or self.colour is not None

    def applied(self, style: Style) -> Style:
        """The style after the change."""
        font = style.font
        if self.struck is not None:
            font = replace(font, struck=self.struck)
        if self.colour is not None:
            font = replace(font, colour=self.colour)
        return Style(self.format or style.format, font, self.background or style.background)


def colour_of(attributes: dict[str, str]) -> str:
    """The colour of an element; a theme's first two are taken for the usual white and black."""
    if rgb := attributes.get("rgb"):
        return rgb[-6:].lower()
    if (theme := attributes.get("theme")) is not None:
        tint = attributes.get("tint", "0")
        plain = {"0": WHITE, "1": BLACK}.get(theme) if not tint.strip("0.-") else None
        return plain or f"theme {theme} {tint}"
    index = whole(attributes.get("indexed"), -1, top=_HIGHEST)
    if index is None or index < 0:
        return BLACK
    if index < len(_INDEXED):
        return NAMED[_INDEXED[index]]
    return _SYSTEM.get(index, f"indexed {index}")


def format_colour(name: str) -> str | None:
    """The colour that a section of a number format asks for."""
    if name.startswith("color"):
        index = whole(name.removeprefix("color").strip(), 0, top=_HIGHEST)
        return colour_of({"indexed": str(index + 7)}) if index else None
    return NAMED.get(name)


def changed_font(font: Font, name: str, attributes: dict[str, str]) -> Font:
    """A font after one of its properties."""
    if name == "strike":
        return replace(font, struck=TRUTHS.get(attributes.get("val", "1"), True))
    if name == "vertAlign":
        return replace(font, raised=attributes.get("val") in {"superscript", "subscript"})
    return replace(font, colour=colour_of(attributes)) if name == "color" else font


@dataclass(slots=True)
class _Difference:
    """A `dxf` that is being read."""

    format: NumberFormat | None = None
    struck: bool | None = None
    colour: str | None = None
    background: str | None = None


@dataclass(slots=True)
class Styles(Target):
    """Follows the part with the styles.

    Attributes:
        styles: The cell styles in their order.
        changes: What the conditional formats change, in their order.
    """

    styles: list[Style] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    _codes: dict[int, str] = field(default_factory=dict)
    _fonts: list[Font] = field(default_factory=list)
    _fills: list[str] = field(default_factory=list)
    _inside: str = ""
    _part: str = ""
    _font: Font = PLAIN
    _fill: str = WHITE
    _difference: _Difference | None = None

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""
        name = TAGS.get(tag)
        if name is None:
            return
        if name in {"fonts", "fills", "cellXfs", "dxfs"}:
            self._inside = name
        elif name == "numFmt":
            self._start_format(attributes)
        elif name == "dxf" and self._inside == "dxfs":
            self._difference = _Difference()
        elif name in {"font", "fill"}:
            self._part, self._font, self._fill = name, PLAIN, WHITE
        elif name == "xf" and self._inside == "cellXfs":
            self.styles.append(self._style(attributes))
        elif self._part == "font":
            self._start_font(name, attributes)
        elif self._part == "fill":
            self._start_fill(name, attributes)

    def _start_format(self, attributes: dict[str, str]) -> None:
        number = whole(attributes.get("numFmtId"), 0, top=_HIGHEST) or 0
        code = attributes.get("formatCode", "")
        if self._difference is not None:
            self._difference.format = parse_format(code)
        else:
            self._codes[number] = code

    def _start_font(self, name: str, attributes: dict[str, str]) -> None:
        self._font = changed_font(self._font, name, attributes)
        if self._difference is not None:
            if name == "strike":
                self._difference.struck = self._font.struck
            elif name == "color":
                self._difference.colour = self._font.colour

    def _start_fill(self, name: str, attributes: dict[str, str]) -> None:
        changes = self._difference is not None
        if name == "patternFill":
            kind = attributes.get("patternType", "solid" if changes else "none")
            self._fill = {"none": WHITE, "solid": BLACK}.get(kind, _UNKNOWN)
        elif name == "gradientFill":
            self._fill = _UNKNOWN
        # The colour of a solid fill stands in front in a cell style, behind in a conditional one.
        elif name == ("bgColor" if changes else "fgColor") and self._fill == BLACK:
            self._fill = colour_of(attributes)

    def end(self, tag: str, /) -> None:
        """An element ends."""
        name = TAGS.get(tag)
        if name == self._inside:
            self._inside = ""
        elif name == "dxf" and self._difference is not None:
            made = self._difference
            self._difference = None
            self.changes.append(Change(made.format, made.struck, made.colour, made.background))
        elif name == self._part:
            self._end_part(name)

    def _end_part(self, name: str) -> None:
        self._part = ""
        if name == "fill" and self._difference is not None:
            self._difference.background = self._fill
        elif name == "font" and self._inside == "fonts":
            self._fonts.append(self._font)
        elif name == "fill" and self._inside == "fills":
            self._fills.append(self._fill)

    def _style(self, attributes: dict[str, str]) -> Style:
        def number(name: str) -> int:
            return whole(attributes.get(name), 0, top=_HIGHEST) or 0

        code = self._codes.get(number("numFmtId"))
        if code is None:
            code = BUILT_IN.get(number("numFmtId"), "General")
        font, fill = number("fontId"), number("fillId")
        return Style(
            parse_format(code),
            self._fonts[font] if font < len(self._fonts) else PLAIN,
            self._fills[fill] if fill < len(self._fills) else WHITE,
        )

"""The colours of an Excel workbook: those of its theme and palette, and their shades."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass, field
from typing import Final

from peel_data.readers.display.appearance import BLACK, NAMED, WHITE
from peel_data.readers.xlsx.parts import MAIN
from peel_data.readers.xml_stream import Target, short_names, whole

_DRAWING: Final = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
)
_OFFICE: Final = {
    "lt1": WHITE,
    "dk1": BLACK,
    "lt2": "e7e6e6",
    "dk2": "44546a",
    "accent1": "4472c4",
    "accent2": "ed7d31",
    "accent3": "a5a5a5",
    "accent4": "ffc000",
    "accent5": "5b9bd5",
    "accent6": "70ad47",
    "hlink": "0563c1",
    "folHlink": "954f72",
}
"""The usual theme, in the order in which colours are numbered."""

_BASIC: Final = tuple(
    NAMED[name] for name in ("black", "white", "red", "green", "blue", "yellow", "magenta", "cyan")
)
_PALETTE: Final = (
    *_BASIC,
    *_BASIC,
    *(["800000", "008000", "000080", "808000", "800080", "008080", "c0c0c0", "808080"]),
    *(["9999ff", "993366", "ffffcc", "ccffff", "660066", "ff8080", "0066cc", "ccccff"]),
    *(["000080", "ff00ff", "ffff00", "00ffff", "800080", "800000", "008080", "0000ff"]),
    *(["00ccff", "ccffff", "ccffcc", "ffff99", "99ccff", "ff99cc", "cc99ff", "ffcc99"]),
    *(["3366ff", "33cccc", "99cc00", "ffcc00", "ff9900", "ff6600", "666699", "969696"]),
    *(["003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333"]),
)
"""The colours that are named by number alone (ECMA-376 part 1, 18.8.27)."""

_SYSTEM: Final = {64: BLACK, 65: WHITE}
_SHADE: Final = re.compile(r"-?(?:1(?:\.0*)?|0?\.[0-9]+|0)(?:[eE]-[0-9]{1,3})?", re.ASCII)
_HIGHEST: Final = 1 << 31


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours that a workbook names by number: of its theme and of its palette."""

    theme: tuple[str, ...] = tuple(_OFFICE.values())
    palette: tuple[str, ...] = _PALETTE

    def of(self, attributes: dict[str, str]) -> str:
        """Return the colour that an element names; one that is not known has a name of its own."""
        if rgb := attributes.get("rgb"):
            colour = rgb[-6:].lower()
        elif (theme := attributes.get("theme")) is not None:
            index = whole(theme, 0, top=_HIGHEST)
            known = index is not None and index < len(self.theme)
            colour = self.theme[index] if known and index is not None else f"theme {theme[:20]}"
        else:
            index = whole(attributes.get("indexed"), 64, top=_HIGHEST)
            if index is None:
                return BLACK
            colour = (
                self.palette[index]
                if index < len(self.palette)
                else _SYSTEM.get(index, f"indexed {index}")
            )
        return _shaded(colour, attributes.get("tint", "0"))

    def of_format(self, name: str) -> str | None:
        """Return the colour that a section of a number format asks for."""
        if name.startswith("color"):
            index = whole(name.removeprefix("color").strip(), 0, top=_HIGHEST)
            return self.of({"indexed": str(index + 7)}) if index else None
        return NAMED.get(name)


def _shaded(colour: str, tint: str) -> str:
    """Return a colour lightened (above 0) or darkened (below) by a part of its lightness."""
    if not re.fullmatch("[0-9a-f]{6}", colour) or not _SHADE.fullmatch(tint):
        return colour
    part = float(tint)
    red, green, blue = (each / 255 for each in bytes.fromhex(colour))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + part) if part < 0 else light * (1 - part) + part
    shaded = colorsys.hls_to_rgb(hue, light, saturation)
    return bytes(round(255 * each) for each in shaded).hex()


@dataclass(slots=True)
class Theme(Target):
    """Follows the part with the theme."""

    found: dict[str, str] = field(default_factory=lambda: dict(_OFFICE))
    _slot: str = ""

    _TAGS = short_names(_DRAWING, (*_OFFICE, "srgbClr", "sysClr"))

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Handle the start of an element."""
        name = self._TAGS.get(tag)
        if name in _OFFICE:
            self._slot = name
        elif name is not None and self._slot:
            colour = attributes.get("val" if name == "srgbClr" else "lastClr", "")
            self.found[self._slot] = colour.lower() or self.found[self._slot]

    def end(self, tag: str, /) -> None:
        """Handle the end of an element."""
        if self._TAGS.get(tag) == self._slot:
            self._slot = ""


@dataclass(slots=True)
class Palette(Target):
    """Follows the part with the styles as far as it replaces the palette."""

    found: list[str] = field(default_factory=list)

    _TAGS = short_names(MAIN, ("rgbColor",))

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Handle the start of an element."""
        if tag in self._TAGS and len(self.found) < len(_PALETTE):
            self.found.append(attributes.get("rgb", "")[-6:].lower())

    def complete(self) -> tuple[str, ...]:
        """Return the palette, with the usual colours where it has none of its own."""
        return (*self.found, *_PALETTE[len(self.found) :])

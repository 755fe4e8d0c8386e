"""The texts of an Excel workbook: which parts of them are written otherwise than their cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from peel_data.readers.display.appearance import PLAIN, Font
from peel_data.readers.xlsx.paint import FONT_PARTS, changed_font
from peel_data.readers.xlsx.parts import MAIN
from peel_data.readers.xml_stream import BoundedText, Target, short_names

if TYPE_CHECKING:
    from peel_data.readers.collector import Collector
    from peel_data.readers.display.appearance import Parts
    from peel_data.readers.xlsx.colours import Colours

_TAGS: Final = short_names(MAIN, ("si", "t", "rPh", "r", "rPr", *FONT_PARTS))
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


Written = tuple[tuple[Font | None, str], ...]
"""A text by its parts, each with its font; None stands for the font of the cell."""


class Runs:
    """Collects the parts of a text with their fonts.

    A part with properties of its own takes nothing from the cell, as programs write all of them.
    """

    __slots__ = ("_colours", "_font", "_parts", "_properties")

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._parts: list[tuple[Font | None, str]] = []
        self._font: Font | None = None
        self._properties = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the start of a part (`r`), of its properties (`rPr`) or of one of them."""
        if name == "r":
            self._font = None
        elif name == "rPr":
            self._font, self._properties = PLAIN, True
        elif self._properties and self._font is not None:
            self._font = changed_font(self._font, name, attributes, self._colours)

    def end(self, name: str) -> None:
        """Handle the end of a part or of its properties."""
        if name == "rPr":
            self._properties = False
        elif name == "r":
            self._font = None

    def text(self, text: str) -> None:
        """Handle the text of a part."""
        if self._parts and self._parts[-1][0] is self._font:
            text = self._parts.pop()[1] + text
        self._parts.append((self._font, text))

    def resolved(self) -> Written | None:
        """Return the parts; None where all is written as the cell is."""
        plain = all(font is None for font, text in self._parts if text.strip())
        return None if plain else tuple(self._parts)


def parts_of(text: str, written: Written | None, font: Font) -> Parts:
    """Return the parts of a text in a cell, each with its font."""
    if written is None:
        return ((font, text),)
    return tuple((font if own is None else own, unescape(part)) for own, part in written)


class SharedStrings(Target):
    """The texts that cells refer to by number; phonetic guides are left out.

    Attributes:
        texts: The texts in their order.
        over: The numbers of those that were cut off at the limit.
        runs: The parts of those that are not written throughout as their cells are.
    """

    def __init__(self, collector: Collector, file: str, colours: Colours) -> None:
        self.texts: list[str] = []
        self.over: set[int] = set()
        self.runs: dict[int, Written] = {}
        self._colours = colours
        self._collector, self._file = collector, file
        self._limit = collector.limits.cell_characters
        self._text: BoundedText | None = None
        self._runs = Runs(colours)
        self._collect = False
        self._phonetic = 0

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Handle the start of an element."""
        name = _TAGS.get(tag)
        if name == "si":
            self._text, self._runs = BoundedText(self._limit), Runs(self._colours)
        elif name == "rPh":
            self._phonetic += 1
        elif name == "t":
            self._collect = self._text is not None and not self._phonetic
        elif name is not None:
            self._runs.start(name, attributes)

    def end(self, tag: str, /) -> None:
        """Handle the end of an element."""
        name = _TAGS.get(tag)
        if name == "t":
            self._collect = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "si" and self._text is not None:
            self._collector.count_cells(1, self._file)
            if self._text.over:
                self.over.add(len(self.texts))
            if (runs := self._runs.resolved()) is not None:
                self.runs[len(self.texts)] = runs
            self.texts.append(unescape(str(self._text)))
            self._text = None
        elif name is not None:
            self._runs.end(name)

    def data(self, text: str, /) -> None:
        """Handle text between two tags."""
        if self._collect and self._text is not None:
            self._text.add(text)
            if not self._text.over:
                self._runs.text(text)


def unescape(text: str) -> str:
    """Undo the writing of control characters as `_x000D_`; a line end becomes a line feed."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n")

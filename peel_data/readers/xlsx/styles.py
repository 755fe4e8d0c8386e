"""The styles of an Excel workbook: the number format, font and background of each cell style."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from peel_data.readers.display.appearance import PAPER, PLAIN, Font
from peel_data.readers.display.number_formats import BUILT_IN, parse_format
from peel_data.readers.xlsx.colours import Colours
from peel_data.readers.xlsx.paint import (
    FILL_PARTS,
    FONT_PARTS,
    Change,
    Difference,
    Fill,
    Style,
    changed_font,
)
from peel_data.readers.xlsx.parts import MAIN
from peel_data.readers.xml_stream import Target, numbered, short_names, whole

_TAGS: Final = short_names(
    MAIN,
    (
        *("numFmt", "fonts", "font", "fills", "fill", "cellXfs", "xf", "alignment", "dxfs", "dxf"),
        *("tableStyles", "tableStyle", "tableStyleElement"),
        *FONT_PARTS,
        *FILL_PARTS,
    ),
)
_LISTS: Final = frozenset({"fonts", "fills", "cellXfs", "dxfs", "tableStyles"})
_HIGHEST: Final = 1 << 31
_BODY: Final = frozenset(
    f"{which}{what}" for which in ("first", "second") for what in ("RowStripe", "ColumnStripe")
) | {"wholeTable", "firstColumn", "lastColumn"}
"""The elements of a table style that cells below the header can have."""


@dataclass(slots=True)
class Styles(Target):
    """Follows the part with the styles.

    Attributes:
        colours: The colours that the workbook names by number.
        styles: The cell styles in their order.
        changes: What the conditional formats change, in their order.
        tables: What the table styles change, by their names.
    """

    colours: Colours = field(default_factory=Colours)
    styles: list[Style] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    tables: dict[str, list[Change]] = field(default_factory=dict)
    _codes: dict[int, str] = field(default_factory=dict)
    _fonts: list[Font] = field(default_factory=list)
    _fills: list[tuple[str, ...]] = field(default_factory=list)
    _inside: str = ""
    _font: Font | None = None
    _fill: Fill | None = None
    _difference: Difference | None = None
    _table: str = ""

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Handle the start of an element."""
        name = _TAGS.get(tag)
        if name is None:
            return
        if self._difference is not None:
            self._difference.start(name, attributes)
        elif name in _LISTS:
            self._inside = name
        elif name == "numFmt":
            number = whole(attributes.get("numFmtId"), 0, top=_HIGHEST) or 0
            self._codes[number] = attributes.get("formatCode", "")
        elif name == "dxf":
            self._difference = Difference(self.colours)
        else:
            self._start_part(name, attributes)

    def _start_part(self, name: str, attributes: dict[str, str]) -> None:
        if self._inside == "fonts" and name == "font":
            self._font = PLAIN
        elif self._font is not None:
            self._font = changed_font(self._font, name, attributes, self.colours)
        elif self._inside == "fills" and name == "fill":
            self._fill = Fill(self.colours)
        elif self._fill is not None:
            self._fill.read(name, attributes)
        elif self._inside == "cellXfs":
            self._start_cell_style(name, attributes)
        else:
            self._start_table_style(name, attributes)

    def _start_cell_style(self, name: str, attributes: dict[str, str]) -> None:
        if name == "xf":
            self.styles.append(self._style(attributes))
        elif name == "alignment" and self.styles:
            repeated = attributes.get("horizontal") == "fill"
            self.styles[-1] = replace(self.styles[-1], repeated=repeated)

    def _start_table_style(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tableStyle":
            self._table = attributes.get("name", "")
        elif (
            name == "tableStyleElement"
            and attributes.get("type") in _BODY
            and (change := numbered(self.changes, attributes.get("dxfId")))
        ):
            self.tables.setdefault(self._table, []).append(change)

    def end(self, tag: str, /) -> None:
        """Handle the end of an element."""
        name = _TAGS.get(tag)
        if name == "dxf" and self._difference is not None:
            self.changes.append(self._difference.change())
            self._difference = None
        elif self._difference is not None:
            self._difference.end(name or "")
        elif name == self._inside:
            self._inside = ""
        elif name == "font" and self._font is not None:
            self._fonts.append(self._font)
            self._font = None
        elif name == "fill" and self._fill is not None:
            self._fills.append(self._fill.background())
            self._fill = None

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
            self._fills[fill] if fill < len(self._fills) else PAPER,
        )

    def inks(self) -> set[str]:
        """Return the colours in which the cell styles write."""
        inks = {style.font.colour for style in self.styles} | {PLAIN.colour}
        named = (
            self.colours.of_format(section.colour)
            for style in self.styles
            for section in style.format.sections
        )
        return inks | {colour for colour in named if colour}

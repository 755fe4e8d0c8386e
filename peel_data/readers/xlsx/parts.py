"""The parts of an Excel workbook that lead to its sheets: relations and the list of sheets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from peel_data.readers.xml_stream import Target, short_names

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_PACKAGE = ("http://schemas.openxmlformats.org/package/2006/relationships",)
_RELATIONSHIP = short_names(_PACKAGE, ("Relationship",))
TRUTHS: Final = {"1": True, "true": True, "on": True, "0": False, "false": False, "off": False}
"""How flags are written: in numbers, in words, and as the transitional format has it."""

TAGS = short_names(
    MAIN,
    (
        *("workbookPr", "sheet", "t", "rPh", "r", "rPr"),
        *("color", "strike", "vertAlign", "sz", "rFont"),
        *("sheetView", "sheetFormatPr", "sheetData", "row", "c", "v", "f", "is", "col"),
        "mergeCell",
    ),
)
"""The elements that are read, in both flavours of the format; all others are passed over."""


@dataclass(slots=True)
class Relations(Target):
    """The parts that a part refers to: id -> (kind, target); what lies outside has no target."""

    found: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    twice: bool = False

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Handle the start of an element."""
        if tag not in _RELATIONSHIP:
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        outside = attributes.get("TargetMode", "").lower() == "external"
        key = attributes.get("Id", "")
        self.twice = self.twice or key in self.found
        self.found[key] = (kind, None if outside else attributes.get("Target", ""))


@dataclass(slots=True)
class Workbook(Target):
    """The list of sheets: name, hidden, id of the relation."""

    sheets: list[tuple[str, bool, str]] = field(default_factory=list)
    from_1904: bool = False

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Handle the start of an element."""
        name = TAGS.get(tag)
        if name == "workbookPr":
            self.from_1904 = TRUTHS.get(attributes.get("date1904", ""), False)
        elif name == "sheet":
            relation = next((v for k in _OFFICE if (v := attributes.get(f"{{{k}}}id"))), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden, relation))

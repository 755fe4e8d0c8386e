"""The parts of an Excel workbook beside its sheets: relations, styles and shared texts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from peel_data.validation.read.number_formats import BUILT_IN, Shown, classify
from peel_data.validation.read.xml_stream import BoundedText, Target, short_names, whole

if TYPE_CHECKING:
    from peel_data.validation.read.session import Session

_MAIN = (
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

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HIGHEST = 1 << 31

TAGS = short_names(
    _MAIN,
    (
        *("workbookPr", "sheet", "si", "t", "rPh", "numFmt", "cellXfs", "xf"),
        *("sheetData", "row", "c", "v", "f", "is", "col", "mergeCell"),
    ),
)
"""The elements that are read, in both flavours of the format; all others are passed over."""


@dataclass(slots=True)
class Relations(Target):
    """The parts that a part refers to: id -> (kind, target); what lies outside has no target."""

    found: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    twice: bool = False

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""
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
        """An element begins."""
        name = TAGS.get(tag)
        if name == "workbookPr":
            self.from_1904 = TRUTHS.get(attributes.get("date1904", ""), False)
        elif name == "sheet":
            relation = next((v for k in _OFFICE if (v := attributes.get(f"{{{k}}}id"))), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden, relation))


@dataclass(slots=True)
class Styles(Target):
    """What each cell style shows."""

    codes: dict[int, str] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    _inside: bool = False

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""
        name = TAGS.get(tag)
        if name == "numFmt":
            number = whole(attributes.get("numFmtId"), 0, top=_HIGHEST)
            self.codes[number or 0] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            number = whole(attributes.get("numFmtId"), 0, top=_HIGHEST) or 0
            code = self.codes.get(number)
            self.shown.append(
                BUILT_IN.get(number, Shown.AS_HELD) if code is None else classify(code)
            )

    def end(self, tag: str, /) -> None:
        """An element ends."""
        if TAGS.get(tag) == "cellXfs":
            self._inside = False


class SharedStrings(Target):
    """The texts that cells refer to by number; phonetic guides are left out.

    Attributes:
        texts: The texts in their order.
        over: The numbers of those that were cut off at the limit.
    """

    def __init__(self, session: Session, file: str) -> None:
        self.texts: list[str] = []
        self.over: set[int] = set()
        self._session, self._file = session, file
        self._limit = session.limits.cell_characters
        self._text: BoundedText | None = None
        self._collect = False
        self._phonetic = 0

    def start(self, tag: str, _attributes: dict[str, str], /) -> None:
        """An element begins."""
        name = TAGS.get(tag)
        if name == "si":
            self._text = BoundedText(self._limit)
        elif name == "rPh":
            self._phonetic += 1
        elif name == "t":
            self._collect = self._text is not None and not self._phonetic

    def end(self, tag: str, /) -> None:
        """An element ends."""
        name = TAGS.get(tag)
        if name == "t":
            self._collect = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "si" and self._text is not None:
            self._session.reserve(1, self._file)
            if self._text.over:
                self.over.add(len(self.texts))
            self.texts.append(unescape(str(self._text)))
            self._text = None

    def data(self, text: str, /) -> None:
        """Text stands between two tags."""
        if self._collect and self._text is not None:
            self._text.add(text)


def unescape(text: str) -> str:
    """Undo the writing of control characters as `_x000D_`; a line end becomes a line feed."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n")

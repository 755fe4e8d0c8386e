"""Reports as Word files (.docx): a zip archive of XML, read by the readers of strangers' workbooks. Internal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from peel_data.errors import SubmissionError
from peel_data.readers.archive import Archive
from peel_data.readers.collector import Collector, Refused
from peel_data.readers.xml_stream import Target, parse, short_names
from peel_data.transcribe.document import Line
from peel_data.transcribe.normalise import TO_SUPERSCRIPT

if TYPE_CHECKING:
    from peel_data.readers.limits import Limits

_NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_ELEMENTS: Final = (
    *("p", "r", "t", "tab", "br", "cr", "tbl", "tr", "tc", "vertAlign", "position", "del", "numPr"),
    *("footnote", "footnoteReference", "endnote", "endnoteReference", "noBreakHyphen", "instrText"),
)
_NAMES: Final = short_names(_NAMESPACES, _ELEMENTS)
_INSTEAD: Final = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-", "numPr": "- "}
_UNSEEN: Final = frozenset(("del", "instrText"))


def read_docx(data: bytes, name: str, limits: Limits) -> list[Line]:
    """Return the lines of a Word file: a line for each paragraph and row, its footnotes at the end.

    Raises:
        SubmissionError: It is no Word file, is damaged or encrypted, or passes a limit.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SubmissionError(
            f"{name} is encrypted, or a Word file of before 2007. Save it as .docx without a password."
        )
    try:
        archive = Archive(data, name, Collector({}, limits))
        body = archive.find("word/document.xml")
        if body is None:
            raise SubmissionError(f"{name} is not a Word file: it has no word/document.xml.")
        reader = _Reader(limits.rows)
        parse(archive, body, reader)
        for notes in ("word/footnotes.xml", "word/endnotes.xml"):
            if (member := archive.find(notes)) is not None:
                parse(archive, member, reader)
    except Refused as refused:
        message = refused.message.replace("of the workbook", "of the file")
        raise SubmissionError(f"{name}: {message}") from None
    return reader.lines


class _Reader(Target):
    """Turns the elements of a document into lines."""

    def __init__(self, most: int) -> None:
        self.lines: list[Line] = []
        self._most = most
        self._parts: list[str] = []
        self._tables = 0
        self._cells = 0
        self._unseen = 0
        self._text = self._raised = False
        self._references = 0

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        name = _NAMES.get(tag, "")
        if name in _INSTEAD:
            self._parts.append(_INSTEAD[name])
        elif name in {"tbl", "tr", "tc"}:
            self._begin_cells(name)
        elif name in {"r", "vertAlign", "position", "t"}:
            self._begin_run(name, attributes)
        elif name in _UNSEEN:
            self._unseen += 1
        elif name in {"footnoteReference", "endnoteReference"}:
            self._references += 1
            self._parts.append(str(self._references).translate(TO_SUPERSCRIPT))
        elif name in {"footnote", "endnote"}:
            self._begin_note(attributes)

    def _begin_cells(self, name: str) -> None:
        if name == "tbl":
            self._tables += 1
        elif name == "tr":
            self._cells = 0
        else:
            self._parts.append("\t" if self._cells else "")
            self._cells += 1

    def _begin_run(self, name: str, attributes: dict[str, str]) -> None:
        value = next((v for key, v in attributes.items() if key.endswith("}val")), "")
        if name == "r":
            self._raised = False
        elif name == "t":
            self._text = True
        else:  # raised by its style, or by half points
            self._raised |= value == "superscript" or (value.isdecimal() and int(value[:4]) > 0)

    def end(self, tag: str, /) -> None:
        name = _NAMES.get(tag, "")
        if name in _UNSEEN:
            self._unseen -= 1
        elif name == "t":
            self._text = False
        elif name == "tbl":
            self._tables -= 1
            self._add("")
        elif name == "tr":
            self._add("".join(self._parts))
        elif name == "p":
            if self._tables:
                self._parts.append(" ")
            else:
                self._add("".join(self._parts))
                self._add("")

    def data(self, text: str, /) -> None:
        if self._text and not self._unseen:
            raised = self._raised and text.strip().isdecimal()
            self._parts.append(text.translate(TO_SUPERSCRIPT) if raised else text)

    def _begin_note(self, attributes: dict[str, str]) -> None:
        """Give a note the number of its references: its place; the two separators have no reference."""
        number = next((v for key, v in attributes.items() if key.endswith("}id")), "")
        if number.isdecimal() and int(number[:6]) > 0:
            self._parts.append(f"{number.translate(TO_SUPERSCRIPT)} ")

    def _add(self, text: str) -> None:
        self._parts.clear()
        if len(self.lines) <= self._most and (text.strip() or (self.lines and self.lines[-1].text)):
            self.lines.append(Line(text.strip(" ")))

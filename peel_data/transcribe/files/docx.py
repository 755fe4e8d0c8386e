"""Reports as Word files (.docx): a zip archive of XML, read by the readers of strangers' workbooks. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from peel_data.errors import SubmissionError
from peel_data.readers.archive import Archive
from peel_data.readers.collector import Collector, Refused
from peel_data.readers.xml_stream import Target, parse, short_names
from peel_data.transcribe.files.document import Line
from peel_data.transcribe.files.normalise import FROM_SUPERSCRIPT, SUPERSCRIPTS, TO_SUPERSCRIPT

if TYPE_CHECKING:
    from peel_data.readers.limits import Limits

_NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBILITY: Final = ("http://schemas.openxmlformats.org/markup-compatibility/2006",)
_ELEMENTS: Final = (
    *("p", "r", "t", "tab", "br", "cr", "tbl", "tr", "tc"),
    *("vertAlign", "position", "vanish", "numPr"),
    *("footnote", "footnoteReference", "endnote", "endnoteReference", "noBreakHyphen", "instrText"),
    *("del", "moveFrom", "txbxContent"),
)
_NAMES: Final = short_names(_NAMESPACES, _ELEMENTS) | short_names(_COMPATIBILITY, ("Fallback",))
_INSTEAD: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "numPr": "- "}
_UNSEEN: Final = frozenset(("del", "moveFrom", "instrText", "Fallback"))
"""What was deleted or moved away, codes of fields, and what an older Word shows in place of a text box."""

_TAB_AFTER_MARK: Final = re.compile(rf"^([{SUPERSCRIPTS}]+)[ \t]+")


def read_docx(data: bytes, name: str, limits: Limits) -> list[Line]:
    """Return the lines of a Word file: a line for each paragraph and row, its footnotes at the end.

    Raises:
        SubmissionError: It is no Word file, is damaged or encrypted, or passes a limit.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SubmissionError(
            f"{name} is encrypted, or a Word file from before 2007. Save it as .docx without a password."
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
        message = message.replace("of the submission", "of the file")
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
        self._text = self._raised = self._hidden = False
        self._numbered = 0
        self._marks: dict[tuple[str, str], str] = {}
        self._own_mark: tuple[str, str] | None = None
        self._marked_by_text = set[tuple[str, str]]()
        self._repeats = ""
        self._around: list[tuple[list[str], int, int]] = []

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        name = _NAMES.get(tag, "")
        if name in _UNSEEN:
            self._unseen += 1
        elif self._unseen:
            return
        elif name in _INSTEAD:
            self._parts.append(_INSTEAD[name])
        elif name in {"tbl", "tr", "tc"}:
            self._begin_cells(name)
        elif name in {"r", "vertAlign", "position", "vanish", "t"}:
            self._begin_run(name, attributes)
        elif name in {"footnoteReference", "endnoteReference"}:
            self._refer(name.removesuffix("Reference"), attributes)
        elif name in {"footnote", "endnote"}:
            note = name, _attribute(attributes, "id")
            mark = self._marks.get(note, "")
            self._repeats = mark if note in self._marked_by_text else ""
            self._parts.append(f"{mark} " if mark else "")
        elif name == "txbxContent":
            # A box stands within the paragraph that holds its anchor.
            self._around.append((self._parts, self._tables, self._cells))
            self._parts, self._tables, self._cells = [], 0, 0

    def _begin_cells(self, name: str) -> None:
        if name == "tbl":
            self._tables += 1
        elif name == "tr":
            self._cells = 0
        else:
            self._parts.append("\t" if self._cells else "")
            self._cells += 1

    def _begin_run(self, name: str, attributes: dict[str, str]) -> None:
        value = _attribute(attributes, "val")
        if name == "r":
            self._raised = self._hidden = False
        elif name == "t":
            self._text = True
        elif name == "vanish":
            self._hidden = value not in {"0", "false", "off"}
        else:  # raised by its style, or by half points
            self._raised |= value == "superscript" or (value.isdecimal() and int(value[:4]) > 0)

    def _refer(self, kind: str, attributes: dict[str, str]) -> None:
        """Put the mark of a note: its number in the order of references, or the one that follows as text."""
        note = kind, _attribute(attributes, "id")
        if _attribute(attributes, "customMarkFollows") in {"1", "true", "on"}:
            self._own_mark = note
            return
        if note not in self._marks:
            self._numbered += 1
            self._marks[note] = str(self._numbered).translate(TO_SUPERSCRIPT)
        self._parts.append(self._marks[note])

    def end(self, tag: str, /) -> None:
        name = _NAMES.get(tag, "")
        if name in _UNSEEN:
            self._unseen -= 1
        elif self._unseen:
            return
        elif name == "t":
            self._text = False
        elif name == "tbl":
            self._tables -= 1
            self._add("")
        elif name == "tr":
            self._add("".join(self._parts).replace("\n", " "))
        elif name == "p":
            if self._tables:
                self._parts.append(" ")
            else:
                self._add("".join(self._parts))
                self._add("")
        elif name == "txbxContent" and self._around:
            self._parts, self._tables, self._cells = self._around.pop()

    def data(self, text: str, /) -> None:
        if not self._text or self._unseen or self._hidden:
            return
        if self._own_mark:
            self._marks[self._own_mark] = text = text.translate(TO_SUPERSCRIPT)
            self._marked_by_text.add(self._own_mark)
            self._own_mark = None
        elif self._repeats:
            # A note whose mark is text begins with it.
            text = text.strip().removeprefix(self._repeats.translate(FROM_SUPERSCRIPT))
            self._repeats = ""
        raised = self._raised and text.strip().isdecimal()
        self._parts.append(text.translate(TO_SUPERSCRIPT) if raised else text)

    def _add(self, text: str) -> None:
        self._parts.clear()
        for line in text.split("\n"):
            if len(self.lines) <= self._most and (
                line.strip() or (self.lines and self.lines[-1].text)
            ):
                self.lines.append(Line(_TAB_AFTER_MARK.sub(r"\1 ", line.strip(" "))))


def _attribute(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.endswith(f"}}{name}")), "")

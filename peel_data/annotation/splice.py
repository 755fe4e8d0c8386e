"""Changing the text of an XML part at a few places, and nowhere else.

A part that is parsed and written again has other bytes, and has lost whatever the parser did not keep.
Here the parser only says where elements begin and end; the text between stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

MOST = 500_000
"""So many elements are remembered of one part."""


_OTHER_ENCODING = re.compile(
    rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["']|us-ascii["'])""", re.IGNORECASE
)


class CannotEdit(Exception):  # noqa: N818 - it is caught, and never shown
    """A part is not what it should be, so the workbook is better left alone."""


@dataclass(slots=True)
class Element:
    """Where an element stands in its part.

    Attributes:
        name: Its name without prefix.
        prefix: Its prefix with the colon; empty for none.
        attributes: Its attributes, with the names as written.
        start: The offset of its first byte.
        inside: The offset behind its start tag.
        close: The offset of its end tag; that behind the start tag where it has none.
        end: The offset behind it.
        text: The text in it, of elements without others.
        children: The elements in it.
    """

    name: str
    prefix: str
    attributes: dict[str, str]
    start: int
    inside: int
    close: int = 0
    end: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether it is written as one tag, `<a/>`."""
        return self.close == self.end == self.inside

    def find(self, name: str) -> Element | None:
        """Return the first child of that name, or None."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> list[Element]:
        """Return its children of that name."""
        return [child for child in self.children if child.name == name]


def elements(data: bytes, *, skip: str = "") -> Element:
    """Return the root of a part, with everything in it.

    Args:
        data: The part, in UTF-8.
        skip: The name of an element of which the inside is not wanted, because there is much of it.

    Raises:
        CannotEdit: The part is not well-formed, is not UTF-8, or declares a document type.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise CannotEdit
    if _OTHER_ENCODING.match(data):
        raise CannotEdit
    return _Builder(data, skip).build()


class _Builder:
    """Follows the parser through a part, and keeps where its elements are."""

    def __init__(self, data: bytes, skip: str) -> None:
        self._data, self._skip = data, skip
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        self._parser.CharacterDataHandler = self._text
        self._stack: list[Element] = []
        self._root: Element | None = None
        self._inside_skipped = self._count = 0

    def build(self) -> Element:
        try:
            self._parser.Parse(self._data, True)
        except (expat.ExpatError, ValueError) as error:
            raise CannotEdit from error
        if self._root is None:
            raise CannotEdit
        return self._root

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if self._inside_skipped:
            self._inside_skipped += 1
            return
        self._count += 1
        if self._count > MOST:
            raise CannotEdit
        prefix, _, local = name.rpartition(":")
        at = self._parser.CurrentByteIndex
        inside = _behind_tag(self._data, at)
        made = Element(local, f"{prefix}:" if prefix else "", attributes, at, inside)
        if self._stack:
            self._stack[-1].children.append(made)
        else:
            self._root = made
        self._stack.append(made)
        self._inside_skipped = int(local == self._skip)

    def _finish(self, _: str) -> None:
        if self._inside_skipped > 1:
            self._inside_skipped -= 1
            return
        self._inside_skipped = 0
        made, at = self._stack.pop(), self._parser.CurrentByteIndex
        made.close = made.end = made.inside
        if self._data[made.inside - 2 : made.inside] != b"/>":
            made.close, made.end = at, _behind_tag(self._data, at)

    def _text(self, words: str) -> None:
        if self._stack and not self._inside_skipped:
            self._stack[-1].text += words


def _behind_tag(data: bytes, at: int) -> int:
    """Return the offset behind a tag; a `>` may stand in the quotation marks of an attribute."""
    while True:
        end = data.find(b">", at)
        double, single = data.find(b'"', at), data.find(b"'", at)
        first = min((each for each in (double, single) if each >= 0), default=-1)
        if end < 0:
            raise CannotEdit
        if first < 0 or end < first:
            return end + 1
        at = data.find(data[first : first + 1], first + 1) + 1
        if at <= 0:
            raise CannotEdit


class Edits:
    """Changes of one part, applied together so that no offset moves before its time."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._changes: list[tuple[int, int, int, bytes]] = []

    def replace(self, start: int, end: int, text: str) -> None:
        """Put text in the place of what stands from one offset to another."""
        self._changes.append((start, end, len(self._changes), text.encode()))

    def insert(self, at: int, text: str) -> None:
        """Put text in at an offset, behind what was put in there before."""
        self.replace(at, at, text)

    def remove(self, element: Element) -> None:
        """Take an element out."""
        self.replace(element.start, element.end, "")

    def append(self, parent: Element, text: str) -> None:
        """Put text at the end of an element, which may have been written as one tag."""
        if not parent.empty:
            self.insert(parent.close, text)
            return
        slash = self._data.rindex(b"/", parent.start, parent.inside)
        self.replace(slash, parent.inside, f">{text}</{parent.prefix}{parent.name}>")

    def set(self, element: Element, name: str, value: str) -> None:
        """Give an attribute of an element another value; it is added where there is none."""
        tag = self._data[element.start : element.inside]
        for quote in (b'"', b"'"):
            head = name.encode() + b"=" + quote
            for space in (b" ", b"\t", b"\n", b"\r"):
                at = tag.find(space + head)
                if at >= 0:
                    start = element.start + at + len(space + head)
                    self.replace(start, self._data.index(quote, start), value)
                    return
        if name in element.attributes:  # written in some way that is not worth knowing
            raise CannotEdit
        self.insert(
            element.start + 1 + len(f"{element.prefix}{element.name}"), f' {name}="{value}"'
        )

    def apply(self) -> bytes:
        """Return the part with all changes.

        Raises:
            CannotEdit: Two of them concern the same text.
        """
        parts, at = [], 0
        for start, end, _, text in sorted(self._changes, key=lambda change: change[:3]):
            if start < at:
                raise CannotEdit
            parts += [self._data[at:start], text]
            at = end
        return b"".join([*parts, self._data[at:]])

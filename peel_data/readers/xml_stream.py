"""XML read piece by piece: no tree is built, no document type is allowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from peel_data.findings import Place
from peel_data.readers.collector import Refused
from peel_data.readers.rules.containers import DamagedWorkbook, ForbiddenXml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.readers.archive import Archive

_Item = TypeVar("_Item")


class Target:
    """Receives the elements of a document in their order; names are `{namespace}local`."""

    __slots__ = ()

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Handle the start of an element."""

    def end(self, tag: str, /) -> None:
        """Handle the end of an element."""

    def data(self, text: str, /) -> None:
        """Handle text between two tags."""


def parse(archive: Archive, member: str, target: Target) -> None:
    """Send the elements of a member of a workbook to a target.

    Raises:
        Refused: When it is not well-formed, or defines entities or a document type.
    """
    place = Place(file=archive.file)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        for number, chunk in enumerate(archive.chunks(member)):
            if number == 0:
                _check_encoding(chunk)
            parser.feed(chunk)
        parser.close()
    except DefusedXmlException:
        raise Refused(
            ForbiddenXml,
            f"The part {member} of the workbook defines entities or a document type.",
            place=place,
        ) from None
    except ParseError as error:
        raise Refused(
            DamagedWorkbook,
            f"The part {member} of the workbook is not well-formed: {error}.",
            place=place,
        ) from None


class BoundedText:
    """Collects text up to a limit; of what is over, only the size is kept."""

    __slots__ = ("_limit", "_parts", "_size")

    def __init__(self, limit: int) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._limit = limit

    def add(self, text: str) -> None:
        """Add a piece."""
        if self._size <= self._limit:
            self._parts.append(text[: self._limit + 1])
        self._size += len(text)

    @property
    def over(self) -> bool:
        """Whether there was more text than the limit allows."""
        return self._size > self._limit

    def __str__(self) -> str:
        """Return the text, as far as it was kept."""
        return "".join(self._parts)


def _check_encoding(start: bytes) -> None:
    """Workbooks are UTF-8; any other encoding is the work of no spreadsheet program."""
    declared = re.match(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""", start)
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff")) or 0 in start[:4]
    if wide or (declared and declared[1].lower() not in {b"utf-8", b"us-ascii"}):
        raise ParseError("it is not in UTF-8")


def short_names(namespaces: tuple[str, ...], local: tuple[str, ...]) -> dict[str, str]:
    """From `{namespace}local` to `local`, for every pair of both."""
    return {f"{{{namespace}}}{name}": name for namespace in namespaces for name in local}


def numbered(items: Sequence[_Item], text: str | None) -> _Item | None:
    """Return the item whose 0-based number an attribute gives; None if there is no such item."""
    number = whole(text, len(items), top=len(items))
    return None if number is None or number >= len(items) else items[number]


def whole(text: str | None, default: int, *, top: int) -> int | None:
    """Return a whole number from an attribute: the default when absent, None when it is not a number.

    Numbers above `top` become `top`, so that no attribute can make a huge one.
    """
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,20}", text, re.ASCII):
        return None
    return min(int(text), top)

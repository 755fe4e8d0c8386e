"""Characters that cannot be seen or that mislead, and the bytes that are no text at all."""

from __future__ import annotations

import re
import unicodedata

from peel_data.findings import Place
from peel_data.readers.collector import Refused
from peel_data.readers.rules.text import WrongEncoding

PADDING = " \t\n\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What a person would call space; trimmed from the edges of a cell, with a finding."""

# Printable to Python and yet nothing to see: fillers, variation selectors, the mark of lost text.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\ufffd\U000e0100-\U000e01ef]"
)
# An opening quotation mark and what closes it: straight, typographic, guillemets, accents.
_QUOTES = {
    "'": "'",
    '"': '"',
    "`": "`",
    "\u00b4": "\u00b4",
    "\u201c": "\u201d",
    "\u2018": "\u2019",
    "\u00ab": "\u00bb",
    "\u201e": "\u201c",
}
_CONTROLS = {"\t": "TAB", "\r": "CARRIAGE RETURN", "\x00": "NULL", "\x1b": "ESCAPE"}
_FORMULA_STARTS = frozenset("=+-@\t\r")
_SIGNED_NUMBER = re.compile(
    r"[+-] ?[\u00a3$\u20ac]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
    r"(?: ?(?:%|per ?cent|percentage points?|thousand|million|billion))?",
)
QUOTATION_MARKS = "".join({*_QUOTES, *_QUOTES.values()})
"""Every mark that people put around a text."""


def hidden_characters(text: str) -> list[tuple[int, str]]:
    """Return each misleading character with its 0-based position; an ordinary line feed is none."""
    if text.isprintable() and (text.isascii() or not _UNSEEN.search(text)):
        return []
    return [
        (i, c)
        for i, c in enumerate(text)
        if (not c.isprintable() and c != "\n") or _UNSEEN.match(c)
    ]


def describe(character: str) -> str:
    """Return a character in words, such as `U+200B ZERO WIDTH SPACE`."""
    name = unicodedata.name(character, "") or _CONTROLS.get(character, "")
    if not name:
        name = {"Cc": "CONTROL CHARACTER", "Co": "PRIVATE USE"}.get(
            unicodedata.category(character), "NO CHARACTER"
        )
    return f"U+{ord(character):04X} {name}"


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet program that opens a CSV file would calculate this text.

    A signed number as reports print it, such as `+4.5%`, comes to itself.

    Example:
        >>> is_formula("=cmd|' /C calc'!A0"), is_formula("-12.6%"), is_formula("-1+cmd|x")
        (True, False, True)
    """
    first = unicodedata.normalize("NFKC", text[:1])
    return first in _FORMULA_STARTS and not _SIGNED_NUMBER.fullmatch(text)


def wrapped(text: str) -> bool:
    """Return whether a text is wholly wrapped in quotation marks, or begins as Excel marks text."""
    closing = _QUOTES.get(text[:1])
    return text.startswith("'") or (
        closing is not None and len(text) > 1 and text.endswith(closing)
    )


def decode(data: bytes, file: str) -> str:
    """Return the text of a CSV file, which is UTF-8 or is refused; a byte-order mark is dropped.

    Raises:
        Refused: With the line of the first bad byte, and the encoding it seems to be.
    """
    if name := _wide_encoding(data):
        raise Refused(
            WrongEncoding,
            f"The text is stored as {name}, not as UTF-8.",
            place=Place(file=file, row=1),
            expected="UTF-8",
            hints=('In Excel save as "CSV UTF-8 (Comma delimited)", not as "Unicode Text".',),
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(data, error, file) from None


def _wide_encoding(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    head = data[:400]
    # Plain letters in UTF-16 without a mark have every other byte zero.
    if len(head) >= 4 and (not any(head[0::2]) or not any(head[1::2])):
        return "UTF-16"
    return None


def _refusal(data: bytes, error: UnicodeDecodeError, file: str) -> Refused:
    offset = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
    row = data.count(b"\n", 0, offset) + 1
    byte = data[offset]
    hints: tuple[str, ...] = ('In Excel save as "CSV UTF-8 (Comma delimited)".',)
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        pass
    else:
        meant = bytes([byte]).decode("cp1252")
        hints = (f"It looks like Windows-1252 (cp1252), where this byte is “{meant}”.", *hints)
    column = offset - data.rfind(b"\n", 0, offset)
    return Refused(
        WrongEncoding,
        f"The text is not UTF-8: line {row:,} has the byte 0x{byte:02X} at position {column:,}.",
        place=Place(file=file, row=row),
        expected="UTF-8",
        hints=hints,
    )


def join_thousands(text: str) -> str:
    """Return a text as it should be typed: a number has no space between its thousands.

    Example:
        >>> join_thousands("31 437"), join_thousands("see 31 437")
        ('31437', 'see 31 437')
    """
    return text.replace(" ", "") if _SPACED_NUMBER.fullmatch(text) else text


_SPACED_NUMBER = re.compile(r"-?[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?")

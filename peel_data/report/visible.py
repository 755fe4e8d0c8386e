r"""Text of strangers made safe to look at: nothing hidden, nothing endless.

A cell can hold characters that nobody sees and that change what is seen: controls that move a
terminal's cursor, marks that reverse the direction of writing, spaces of no width. They are shown by
their number, `\\u202e`, so that a report can neither be falsified by them nor conceal them.
"""

from __future__ import annotations

import dataclasses
import re
from enum import Enum
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

LONGEST_TEXT = 300
"""How many characters of a cell or a name are shown before it is cut short."""

LONGEST_SENTENCE = 1000
"""How many characters of a sentence: it may name several things, and a name cut away is not told."""

# Printable by their category, yet blank or without a shape of their own: fillers and joiners, the
# empty Braille cell, variation selectors.
_BLANK = frozenset(
    map(
        chr,
        (
            *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0),
            *range(0x180B, 0x1810),
            *range(0xFE00, 0xFE10),
            *range(0xE0100, 0xE01F0),
        ),
    )
)
# What a log reader of a build server takes for an order: `##[add-path]`, `##vso[`,
# `##teamcity[`, and `::stop-commands::` at the beginning of a line.
_ORDER = re.compile(r"##(?=\w*\[)")
_ORDER_FIRST = re.compile(r"^(\s*)::")


class _Shown(dict[int, str]):
    """For `str.translate`: decides each character once, and remembers it."""

    def __missing__(self, number: int) -> str:
        shown = self[number] = _escape(number) if hidden(chr(number)) else chr(number)
        return shown


_SHOWN = _Shown()


def hidden(character: str) -> bool:
    """Return whether a character is invisible, moves others about, or is no character at all."""
    return not character.isprintable() or character in _BLANK


def visible(text: str) -> str:
    r"""Return the text with every hidden character shown by its number.

    Example:
        >>> visible("12\u200b3\n")
        '12\\u200b3\\n'
    """
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)


def cut(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return the text, or its beginning and how long it was.

    Example:
        >>> cut("abcdefgh", longest=3)
        'abc… (8 characters)'
    """
    return text if len(text) <= longest else f"{text[:longest]}… ({len(text):,} characters)"


def shown(value: T, longest: int = LONGEST_TEXT) -> T:
    """Return a frozen value of this package with all the text in it visible and cut to a bearable length."""
    return _mapped(value, lambda text: visible(cut(text, longest)))


def shortened(value: T, longest: int = LONGEST_TEXT) -> T:
    """Return a frozen value of this package with all the text in it cut, and otherwise as it was read."""
    return _mapped(value, lambda text: cut(text, longest))


def inert(line: str) -> str:
    """Return the line without anything that a build server would take for an order in its log.

    Example:
        >>> inert("##[add-path]/tmp")
        '# #[add-path]/tmp'
    """
    return _ORDER_FIRST.sub(r"\1: :", _ORDER.sub("# #", line))


def _escape(number: int) -> str:
    named = {9: "\\t", 10: "\\n", 13: "\\r"}
    return named.get(number) or (f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}")


def _mapped(value: T, change: Callable[[str], str]) -> T:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return cast("T", change(value))
    if isinstance(value, tuple):
        return cast("T", tuple(_mapped(item, change) for item in value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (field.name for field in dataclasses.fields(value))
        changed = {name: _mapped(getattr(value, name), change) for name in fields}
        return cast("T", dataclasses.replace(value, **changed))
    return value

"""How the text of a cell looks: raised, lowered, struck out, or in the colour of its background."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from peel_data.readers import flaws

if TYPE_CHECKING:
    from collections.abc import Collection

    from peel_data.readers.flaws import Flaw

WHITE: Final = "ffffff"
BLACK: Final = "000000"
NAMED: Final = {
    "black": BLACK,
    "white": WHITE,
    "red": "ff0000",
    "green": "00ff00",
    "blue": "0000ff",
    "yellow": "ffff00",
    "magenta": "ff00ff",
    "cyan": "00ffff",
}
"""The colours that a number format names."""

_AS_GOOD_AS_EQUAL: Final = 24
"""By how much of 255 two colours may differ and still not be told apart."""

_NUMBER_LIKE = re.compile(
    r"[-+(<>~≈±\s£$€\u2010-\u2015\u2212.]*[0-9](?:[0-9\s.,:/'\u2019%)\u2070-\u2079\u00b2\u00b3\u00b9-]*)",
)


@dataclass(frozen=True, slots=True)
class Font:
    """What of a font matters here; a colour is six hexadecimal digits, or a name of its own."""

    raised: bool = False
    struck: bool = False
    colour: str = BLACK


PLAIN: Final = Font()


def is_number_like(text: str) -> bool:
    """Tell whether a text would pass for a number or a date."""
    return len(text) <= 60 and _NUMBER_LIKE.fullmatch(text.strip()) is not None


def alike(colour: str, other: str) -> bool:
    """Tell whether two colours are so close that one cannot be seen on the other."""
    if colour == other:
        return True
    try:
        pairs = zip(bytes.fromhex(colour), bytes.fromhex(other), strict=True)
        return all(abs(one - two) <= _AS_GOOD_AS_EQUAL for one, two in pairs)
    except ValueError:
        return False


def judge_fonts(text: str, fonts: Collection[Font], background: str, *, number: bool) -> list[Flaw]:
    """Judge how a text is written.

    Args:
        text: The text of the cell.
        fonts: The fonts of its parts.
        background: The colour behind it.
        number: Whether the cell holds a number or a date.
    """
    if not text or (len(fonts) == 1 and PLAIN in fonts and background == WHITE):
        return []
    number = number or is_number_like(text)
    found = []
    if any(font.raised for font in fonts):
        found.append(flaws.RAISED_NUMBER if number else flaws.RAISED_TEXT)
    if any(font.struck for font in fonts):
        found.append(flaws.STRUCK_NUMBER if number else flaws.STRUCK_TEXT)
    if any(alike(font.colour, background) for font in fonts):
        found.append(flaws.INVISIBLE if number else flaws.INVISIBLE_TEXT)
    return found

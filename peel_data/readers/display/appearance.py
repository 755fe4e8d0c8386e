"""How the text of a cell looks: raised, lowered, struck out, or unseen."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from peel_data.readers.display import flaws

if TYPE_CHECKING:
    from collections.abc import Collection

    from peel_data.readers.display.flaws import Flaw

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

_NEAR: Final = 70.0
"""How far apart two colours may be, of 442 from black to white, and still not be told apart ..."""

_CONTRAST: Final = 1.3
"""... if their contrast is less than this; letters that can be read have at least 3."""

_NUMBER_LIKE = re.compile(
    r"[-+(<>~≈±\s£$€\u2010-\u2015\u2212.]*[0-9](?:[0-9\s.,:/'\u2019%)\u2070-\u2079\u00b2\u00b3\u00b9-]*)",
)


_SMALLEST: Final = 4.0
"""The smallest size of letters, in points, that anybody can read."""

_PICTURES: Final = re.compile(
    r"(?:wingdings|webdings|marlett|zapf ?dingbats|bookshelf symbol)", re.IGNORECASE
)
"""Fonts that show pictures in place of digits."""


@dataclass(frozen=True, slots=True)
class Font:
    """What of a font matters here.

    Attributes:
        raised: Whether it stands above or below the line.
        struck: Whether it is struck out.
        colour: Six hexadecimal digits, or a name of its own.
        tiny: Whether it is too small to be read.
        pictures: Whether it shows pictures in place of digits.
    """

    raised: bool = False
    struck: bool = False
    colour: str = BLACK
    tiny: bool = False
    pictures: bool = False

    def can_be_seen_on(self, background: Collection[str]) -> bool:
        """Tell whether text in this font can be read on colours that lie beside each other."""
        hidden = self.tiny or self.pictures or all(alike(self.colour, each) for each in background)
        return not hidden

    def after(self, style: object) -> Font:
        """Return the font after what a style says of the same attributes; what it lacks, or has as None, stays."""
        said = {
            name: value
            for name in ("raised", "struck", "colour", "tiny", "pictures")
            if (value := getattr(style, name, None)) is not None
        }
        return replace(self, **said) if said else self


PLAIN: Final = Font()
PAPER: Final = (WHITE,)
"""The background of a cell without one of its own."""

Parts = Sequence[tuple[Font, str]]
"""A text by its parts, each with its font."""


def is_tiny(points: float) -> bool:
    """Tell whether letters of a size are too small to be read."""
    return points < _SMALLEST


def shows_pictures(font_name: str) -> bool:
    """Tell whether a font shows pictures in place of digits."""
    return _PICTURES.match(font_name.strip("'\" ")) is not None


def is_number_like(text: str) -> bool:
    """Tell whether a text would pass for a number or a date."""
    return len(text) <= 60 and _NUMBER_LIKE.fullmatch(text.strip()) is not None


def holds_digits(text: str) -> bool:
    """Tell whether a text holds a number, or a part of one, in any script."""
    return any(character.isnumeric() for character in text)


@lru_cache(maxsize=4096)
def alike(colour: str, other: str) -> bool:
    """Tell whether two colours are so close that one can hardly be seen on the other.

    Example:
        >>> alike("ffffff", "fff8d6"), alike("9c0006", "ffc7ce"), alike("1b1b1b", "000000")
        (True, False, True)
    """
    if colour == other:
        return True
    try:
        one, two = bytes.fromhex(colour), bytes.fromhex(other)
    except ValueError:
        return False
    if len(one) != 3 or len(two) != 3 or math.dist(one, two) > _NEAR:
        return False
    dark, light = sorted((_luminance(one), _luminance(two)))
    return (light + 0.05) / (dark + 0.05) < _CONTRAST


def _luminance(colour: bytes) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    red, green, blue = (
        each / 3294.6 if each <= 10 else ((each / 255 + 0.055) / 1.055) ** 2.4 for each in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def judge_fonts(
    parts: Parts, background: Collection[str], *, number: bool
) -> tuple[str, tuple[Flaw, ...]]:
    """Judge how a text is written, and return what may be read of it.

    Where nobody sees a digit that the cell holds, no more than what is seen is read.

    Args:
        parts: The text, with the font of each part.
        background: The colours behind it.
        number: Whether the cell holds a number or a date.
    """
    text = "".join(part for _, part in parts)
    if background == PAPER and all(font == PLAIN for font, _ in parts):
        return text, ()
    fonts = {font for font, part in parts if part.strip()}
    unseen = {font for font in fonts if not font.can_be_seen_on(background)}
    number = number or is_number_like(text)
    if unseen:
        hidden = "".join(part for font, part in parts if font in unseen)
        seen = "".join(part for font, part in parts if font not in unseen).strip()
        if number or holds_digits(hidden):
            return seen, (flaws.masked(seen) if seen else flaws.INVISIBLE,)
    found = [flaws.INVISIBLE_TEXT] if unseen else []
    if any(font.raised for font in fonts):
        found.append(flaws.RAISED_NUMBER if number else flaws.RAISED_TEXT)
    if any(font.struck for font in fonts):
        found.append(flaws.STRUCK_NUMBER if number else flaws.STRUCK_TEXT)
    return text, tuple(found)

"""What people write where there is no figure, as the Government Analysis Function defines it.

The shorthand is that of its guidance "Using symbols and shorthand"; the symbols are what official tables
used before it.
"""

from __future__ import annotations

import re
from typing import Final

_WITHOUT: Final = "leave the cell empty and set the status to"
_NOT_SUPPLIED = f"{_WITHOUT} not_supplied"
_WITH = "write the figure alone"

MEANINGS: Final = {
    "[c]": ("confidential, suppressed", f"{_WITHOUT} suppressed"),
    "[x]": ("not available", _NOT_SUPPLIED),
    "[z]": ("not applicable", f"{_NOT_SUPPLIED}, or leave the row out"),
    "[low]": ("a low figure that rounds to zero", "write 0, with the decimals it is printed with"),
    "[w]": ("none recorded in a survey", "write 0 if none were counted, or else " + _NOT_SUPPLIED),
    "[b]": ("a break in the series", f"{_WITH}, or {_WITHOUT} not_comparable"),
    "[e]": ("estimated", f"{_WITH}, with the qualifier about"),
    "[f]": ("a forecast", _NOT_SUPPLIED),
    "[p]": ("provisional", _WITH),
    "[r]": ("revised", f"{_WITH}, and declare a change of a published figure in revisions"),
    "[t]": ("a total", _WITH),
    "[u]": ("of low reliability", f"{_WITH}, with a note"),
    "..": ("not available", _NOT_SUPPLIED),
    ":": ("not available", _NOT_SUPPLIED),
    ".": ("not applicable", f"{_NOT_SUPPLIED}, or leave the row out"),
    "-": ("nil", "write 0 if none were counted, or else " + _NOT_SUPPLIED),
    "*": ("suppressed", f"{_WITHOUT} suppressed"),
}
"""Each mark with its meaning and what to write here instead."""

_ALIKE = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"), "-")
_ALIKE |= dict.fromkeys(map(ord, "\u2025\u2026"), "..")
_MARK = re.compile(r"\[[a-z]+\]")
_FIGURE = re.compile(r"[-+]?[0-9][0-9.,\s]*%?")


def shorthand_hints(text: str) -> tuple[str, ...]:
    """Return what a mark means and what to write instead; nothing for any other text.

    Example:
        >>> shorthand_hints("[c]")
        ('“[c]” means confidential, suppressed: leave the cell empty and set the status to suppressed.',)
        >>> shorthand_hints("12.5 [p]")
        ('“[p]” means provisional: write the figure alone.',)
        >>> shorthand_hints("1,234")
        ()
    """
    plain = text.strip().translate(_ALIKE).casefold().replace("...", "..")
    marks = [plain] if plain in MEANINGS else _marks(plain)
    hints = []
    for mark in dict.fromkeys(marks):
        meaning, repair = MEANINGS[mark]
        hints.append(f"“{mark}” means {meaning}: {repair}.")
    return tuple(hints)


def _marks(text: str) -> list[str]:
    """Return the marks in square brackets of a cell that holds nothing else, but perhaps a figure."""
    rest = _MARK.sub("", text).strip()
    if rest and not _FIGURE.fullmatch(rest):
        return []
    return [mark for mark in _MARK.findall(text) if mark in MEANINGS]

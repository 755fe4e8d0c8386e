"""What a person typed into a cell of the form, where its meaning is certain.

What is seen may be typed: a percent sign where percent is asked, separated thousands, a symbol for a figure
that there is not. Whatever could mean two things is left as it is, and the rules for numbers say why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.readers.numbers import NumberProblem, canonical_number
from peel_data.schema import form

if TYPE_CHECKING:
    from peel_data.figures.form_lines import Line
    from peel_data.findings import Place
    from peel_data.readers.reading import Spot

SYMBOLS: Final = {
    "[x]": ("not available", "not_supplied"),
    "[z]": ("not applicable", "not_supplied"),
    "[c]": ("confidential", "suppressed"),
    "..": ("not available", "not_supplied"),
    ":": ("not available", "not_supplied"),
    "*": ("suppressed", "suppressed"),
    "n/a": ("not available", "not_supplied"),
    "na": ("not available", "not_supplied"),
    "n.a.": ("not available", "not_supplied"),
    "not available": ("not available", "not_supplied"),
    "not supplied": ("not supplied", "not_supplied"),
    "not applicable": ("not applicable", "not_supplied"),
    "suppressed": ("suppressed", "suppressed"),
}
"""Symbols and words of government statistics for a figure that there is not, with the status each means.

A dash is not among them: it stands for nil, and for nothing.
"""

_MINUS: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-")
_ALIKE: Final = dict.fromkeys(map(ord, "\u2025\u2026"), "..")
_THOUSANDS = re.compile(r"(-?[1-9][0-9]{0,2})((?:([, '\u2019])[0-9]{3})(?:\3[0-9]{3})*)(\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"(-?[0-9]+),([0-9]{1,2})")
_MARKS = re.compile(r"(?P<number>[-+0-9][-+0-9., ]*%?)\s*\[(?:p|r|t)\]", re.IGNORECASE)


@dataclass(slots=True)
class Given:
    """A line of the form as it came back."""

    line: Line
    spot: Spot
    decimals: Spot
    status_spot: Spot
    id_spot: Spot
    value: str = ""
    status: str = ""
    faulty: bool = False


class Row(NamedTuple):
    """A row of a form.

    Attributes:
        id: What stands in its cell for the id.
        line: The line that the id means, or None.
        figure: What stands in its cell for the figure.
        id_place: Where the id stands.
        figure_place: Where the figure stands.
        others: The places of other cells in which a figure may stand by mistake.
        words: What is asked, the unit and the period, as they stand there.
    """

    id: str
    line: Line | None
    figure: str
    id_place: Place
    figure_place: Place
    others: tuple[Place, ...] = ()
    words: tuple[str, ...] = ()

    def says(self, line: Line) -> bool:
        """Return whether the words are those of a line; words that are gone say nothing."""
        own = (line.question, line.unit_in_words, line.period)
        return all(
            not text or alike(text, said) for text, said in zip(self.words, own, strict=False)
        )


class Known(Row):
    """A row whose id means a line."""

    __slots__ = ()
    line: Line

    @property
    def number(self) -> Decimal | None:
        """The number that was typed; None if it is none."""
        return number_of(self.figure, self.line)


class Answer(NamedTuple):
    """What a cell says.

    Attributes:
        value: The figure as the tables write it, or the text as it is where that is not certain.
        status: The status that the cell itself means, or "".
        note: What was understood, in words, or "".
    """

    value: str
    status: str = ""
    note: str = ""


def understand(text: str, line: Line) -> Answer:
    """Return what a person typed, as the tables write it where there is no doubt.

    Example:
        >>> from peel_data.figures.form_lines import form_lines
        >>> lines = {line.id: line for line in form_lines("peel-effectiveness-2016", "kent")}
        >>> line = lines["victim_satisfaction:peel-effectiveness-2016:kent:2016-03-31"]
        >>> understand("83.5%", line)
        Answer(value='83.5', status='', note='“83.5%” is read as 83.5')
        >>> understand("[c]", line).status
        'suppressed'
        >>> understand("-", line).value
        '-'
    """
    symbol = text.translate(_ALIKE).replace("...", "..").casefold()
    if symbol in SYMBOLS:
        meaning, status = SYMBOLS[symbol]
        words = next(name for name, known in form.STATUSES.items() if known == status)
        return Answer("", status, f"“{text}” is read as {meaning}, with the status {words}")
    if symbol == "[low]":
        return Answer("0", "", f"“{text}” is read as 0, a low figure that rounds to zero")
    plain = _plain(text, line)
    if plain == text or not _is_number(plain):
        return Answer(text)
    return Answer(plain, "", f"“{text}” is read as {plain}")


def number_of(figure: str, line: Line) -> Decimal | None:
    """Return the number that was typed into a line; None if it is none."""
    number = canonical_number(understand(figure, line).value)
    return number if isinstance(number, Decimal) else None


def _is_number(text: str) -> bool:
    return not isinstance(canonical_number(text), NumberProblem)


def _plain(text: str, line: Line) -> str:
    """Return a number without what does not change it."""
    plain = text.translate(_MINUS)
    if marked := _MARKS.fullmatch(plain):
        plain = marked["number"].strip()
    if line.unit.startswith("percent"):
        plain = plain.removesuffix("%").rstrip()
    if line.unit == "percent_change":
        plain = plain.removeprefix("+")
    plain = re.sub(r"^(-?) +", r"\1", plain)
    if grouped := _THOUSANDS.fullmatch(plain):
        digits = re.sub(r"[^0-9]", "", grouped[2])
        return grouped[1] + digits + (grouped[4] or "")
    if comma := _DECIMAL_COMMA.fullmatch(plain):
        fits = len(comma[2]) <= line.decimals
        return f"{comma[1]}.{comma[2]}" if fits else plain
    if plain.startswith((".", "-.")):
        return plain.replace(".", "0.", 1)
    return plain


def alike(text: str, other: str) -> bool:
    """Return whether two texts have the same letters and digits, which is all that says what they mean."""
    one, two = ("".join(filter(str.isalnum, each.casefold())) for each in (text, other))
    return one == two


def status_of(text: str) -> str | None:
    """Return the id of a status that is given in words or as its id; None if it is neither.

    Example:
        >>> status_of("Not supplied"), status_of("not_supplied"), status_of(""), status_of("later")
        ('not_supplied', 'not_supplied', '', None)
    """
    plain = " ".join(text.replace("_", " ").casefold().split())
    if not plain:
        return ""
    known = {words.casefold(): status for words, status in form.STATUSES.items()}
    known |= {status.replace("_", " "): status for status in form.STATUSES.values()}
    return known.get(plain)

"""The text of a report: its named parts, its numbers, and what a printed token states."""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# fmt: off
UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)
TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = (
    "hundred", "thousand", "million", "billion", "dozen", "half", "thirds", "quarter", "quarters",
    "twice", "double",
)
# fmt: on
WORDS = {word: n for n, word in enumerate(UNITS)} | {w: 10 * n for n, w in enumerate(TENS, 3)}
# A footnote mark may follow at once, and `\b` takes a superscript for a part of the word.
NUMBER = re.compile(
    rf"[0-9]+(?:[.,][0-9]+)*|(?<![a-z])(?:{'|'.join([*WORDS, *SCALES])})(?![a-z])", re.IGNORECASE
)
# Quantities in words that are no numbers, and what each states: the value and its qualifier.
WORDED = {
    "majority": (50, "over"),
    "most": (50, "over"),
    "all": (100, "exact"),
    "monthly": (12, "exact"),
    "every day": (7, "exact"),
}
# Whatever may be a quantity: a number, or a word that states one or could.
QUANTITY = re.compile(
    rf"{NUMBER.pattern}|(?<![a-z])(?:majority|most|all|every|daily|weekly|monthly)(?![a-z-])",
    re.IGNORECASE,
)

DATE = rf"(?:\d{{1,2}} )?(?:{'|'.join(calendar.month_name[1:])}) \d{{4}}(?![0-9])"
# Forms that cannot hold a figure, whatever their digits. A superscript is no digit to `[0-9]`.
FORMS = {
    "date": re.compile(DATE),
    "length of a dated period": re.compile(rf"\b12 months to (?={DATE})"),
    "web address": re.compile(r"\bwww\.\S+"),
    "superlative": re.compile(r"\b(?:[Tt]he|their|those) most (?!common predominant)"),
    "footnote mark": re.compile(r"\^\{[\d ]+\}"),
}
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
PLAIN = str.maketrans(SUPERSCRIPTS, "0123456789")
PAGE_NUMBER = re.compile(r"\s\d+$", re.MULTILINE)


class Parts:
    """Cuts the text into named parts, line by line; the headings say where one begins."""

    SECTION = re.compile(
        r"(Contents|Overview|Force in numbers|Introduction|Annex \w+)( \u2013 .*)?"
    )
    QUESTION = re.compile(r"How effective is the force at (?!keeping people safe and reducing).*\?")
    HEADING = re.compile(r"How .*\?|Summary of findings|Areas for improvement")
    OVERVIEW = re.compile(r"Overall judgment|Summary")
    FIGURE = re.compile(r"(Figure \d+): ")
    FOOTNOTE = re.compile(rf"([{SUPERSCRIPTS}]+) ?\S")
    # What a footnote goes on with after its paragraph: an address, or the list that it announces.
    CARRIED_ON = re.compile(r"www\.|Available from:|- |•")

    def __init__(self, text: str, panels: Sequence[str]) -> None:
        """Read the text; `panels` names the panels of the section that shows numbers alone."""
        self._panels = panels
        self._section, self._question, self._heading = "Cover", 0, ""
        self._figure = self._footnote = self._last_footnote = ""
        self._sourced = False  # the source line of the figure has been read
        lines: dict[str, list[str]] = {}
        for line in text.splitlines():
            lines.setdefault(self._part(line.strip()), []).append(line)
        self.texts = {name: "\n".join(part) for name, part in lines.items()}
        self.lines = sum(len(part) for part in lines.values())
        self.sentences = re.split(r"(?<=[.?!]) |\n\s*\n", "\n\n".join(self.texts.values()))

    def _part(self, line: str) -> str:
        """The part a line belongs to; blank lines go with the line before them."""
        if line and not (self._begins_footnote(line) or self._goes_on_with_footnote(line)):
            self._footnote = ""
            self._read(line)
        return self._footnote or self._figure or self._name()

    def _begins_footnote(self, line: str) -> bool:
        if mark := self.FOOTNOTE.match(line):
            self._footnote = self._last_footnote = f"Footnote {mark[1].translate(PLAIN)}"
        return bool(mark)

    def _goes_on_with_footnote(self, line: str) -> bool:
        if line.startswith("•"):
            # A page break parted this item from its list.
            self._footnote = self._last_footnote
        return bool(self._footnote and self.CARRIED_ON.match(line))

    def _read(self, line: str) -> None:
        """Follow the headings: section, question, heading; a figure ends after its source line."""
        if figure := self.FIGURE.match(line):
            self._figure, self._sourced = figure[1], False
        elif self._sourced and not line.startswith("*"):
            self._figure, self._sourced = "", False
        if self._figure:
            self._sourced |= line.startswith("Source:")
            return
        unmarked = line.rstrip(SUPERSCRIPTS)
        section = self.SECTION.fullmatch(line)
        if section and not (self._section == "Contents" and "\t" in line):
            self._section, self._question, self._heading = section[1], 0, ""
        elif self._section == "Contents":
            return
        elif self.QUESTION.fullmatch(line):
            if self._section != "Overview":
                self._question *= self._section == "Question"
                self._section = "Question"
            self._question, self._heading = self._question + 1, line
        elif (
            (self._section == "Question" and self.HEADING.fullmatch(line))
            or (self._section == "Overview" and self.OVERVIEW.fullmatch(unmarked))
            or (self._section == "Force in numbers" and line in self._panels)
        ):
            self._heading = unmarked

    def _name(self) -> str:
        if self._section == "Overview" and self._question:
            return f"Overview: Question {self._question}"
        section = f"Question {self._question}" if self._question else self._section
        return f"{section}: {self._heading}" if self._heading else section


def worded(token: str) -> tuple[int, str] | None:
    """The value and qualifier that a quantity in words states; None where the token has none.

    Example:
        >>> worded("majority of prisoners")
        (50, 'over')
    """
    words = token.casefold()
    return next((meant for said, meant in WORDED.items() if re.match(rf"{said}\b", words)), None)


def derivation(token: str) -> str:
    """How the number of a token follows from it: printed, counted or worded."""
    if worded(token):
        return "worded"
    return "printed" if NUMBER.search(token) else "counted"


def stated(token: str) -> tuple[Decimal, int]:
    """The value that a printed token states, and its decimals.

    Example:
        >>> stated("2.8 million")
        (Decimal('2.8E+6'), -5)

    Raises:
        ValueError: The token states no number.
    """
    if meant := worded(token):
        return Decimal(meant[0]), 0
    if clock := re.fullmatch(r"(\d{1,2})\.(\d\d)(am|pm)", token):
        hour = int(clock[1]) % 12 + 12 * (clock[3] == "pm")
        return Decimal(f"{hour}.{clock[2]}"), 2
    number = re.match(
        r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?)%?( million)?(?![\d.,])", token
    )
    if number and not NUMBER.search(token, number.end()):
        scale = 6 if number[3] else 0
        return Decimal(number[1].replace(",", "")).scaleb(scale), len(number[2] or "") - scale
    first, _, rest = token.casefold().partition(" ")
    if first in WORDS and not NUMBER.search(rest):
        return Decimal(WORDS[first]), 0
    if not NUMBER.search(token):
        if first in {"a", "an"}:
            return Decimal(1), 0
        if " and " in token:
            # A list that leaves the counting to the reader.
            return Decimal(1 + len(re.findall(r",? and |, ", token))), 0
    raise ValueError(token)


def token_pattern(token: str) -> re.Pattern[str]:
    """Finds the token as a whole: no digits, letters or sign are cut off at its ends."""
    body = re.escape(token).replace(r"\ ", r"\s+")
    return re.compile(rf"(?<![0-9A-Za-z])(?<!\d[.,])(?<!\s[+-]){body}(?![0-9A-Za-z]|[.,]\d)")

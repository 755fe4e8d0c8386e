"""The numbers of a text: which characters are one, and what a printed token states. Internal."""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from peel_data.transcribe.number_words import PATTERN, SCALES, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A footnote mark may follow at once, and `\b` takes a superscript for a part of the word.
NUMBER = re.compile(rf"[0-9]+(?:[.,][0-9]+)*|{PATTERN}", re.IGNORECASE)
# Quantities in words that are no numbers, and what each states: the value and its qualifier.
_WORDED = {
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
MONTHS = tuple(calendar.month_name[1:])
PERCENT = r"(?:%|per\s?cent(?![A-Za-z]))"
DATE = rf"(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)}) \d{{4}}(?![0-9])"
SPACED_DATE = DATE.replace(" ", r"\s+")
# Forms that cannot hold a figure, whatever their digits. A superscript is no digit to `[0-9]`.
_FORMS = {
    "date": re.compile(SPACED_DATE),
    "length of a dated period": re.compile(rf"\b12\s+months\s+to\s+(?={SPACED_DATE})"),
    "web address": re.compile(r"\b(?:www\.|https?://)\S+"),
    "page number after a row of dots": re.compile(r"\.{4,}\s*\d+$", re.MULTILINE),
    "superlative": re.compile(r"\b(?:[Tt]he|their|those)\s+most\s+(?!common predominant)"),
}
_PAGE_NUMBER = re.compile(r"(?:\s|\.{3})\d+$", re.MULTILINE)
_CLOCK = re.compile(r"(\d{1,2})\.(\d\d)(am|pm)")
_FIGURES = re.compile(
    rf"([+-]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.(\d+))?)(?:\s?{PERCENT})?(?: ({'|'.join(SCALES)}))?(?![\d.,])"
)
_PERCENT_AFTER = re.compile(rf"\s?{PERCENT}")
_STARTS = re.compile(r"(?<![0-9A-Za-z])(?<!\d[.,])(?<!\s[+-])")
_ENDS = re.compile(r"(?![0-9A-Za-z]|[.,]\d)")
_SPACE = re.compile(r"\s+")
_AFTER = re.compile(rf"\s?{PERCENT}|\s+(?:{'|'.join(SCALES)})\b|(?:am|pm)\b")


def forms(text: str, part: str) -> Iterator[tuple[str, int, int]]:
    """Yield what its form alone shows to be no figure: the name of the form, its start and its end.

    Example:
        >>> list(forms("by 7 percent in the 12 months to 30 June 2015", ""))
        [('date', 33, 45), ('length of a dated period', 20, 33)]
    """
    patterns = _FORMS | ({"page number": _PAGE_NUMBER} if part == "Contents" else {})
    for form, pattern in patterns.items():
        for found in pattern.finditer(text):
            yield form, *found.span()


def token_at(text: str, number: re.Match[str]) -> tuple[int, int]:
    """Return where the token of a number begins and ends: its sign, percent sign, million or am and pm are part of it.

    Example:
        >>> text = "fell by -1.5 per cent"
        >>> start, end = token_at(text, NUMBER.search(text))
        >>> text[start:end]
        '-1.5 per cent'
    """
    start, end = number.span()
    if text[start].isdigit():
        if start and text[start - 1] in "+-" and (start == 1 or text[start - 2] in " \t\n("):
            start -= 1
        if after := _AFTER.match(text, end):
            end = after.end()
    elif after := _PERCENT_AFTER.match(text, end):
        end = after.end()
    return start, end


def year_month(month: str, year: str) -> str:
    """Return a month as the tables write it.

    Example:
        >>> year_month("June", "2015")
        '2015-06'
    """
    return f"{year}-{MONTHS.index(month) + 1:02}"


def worded(token: str) -> tuple[int, str] | None:
    """Return the value and qualifier that a quantity in words states; None where the token has none.

    Example:
        >>> worded("majority of prisoners")
        (50, 'over')
    """
    words = token.casefold()
    return next((meant for said, meant in _WORDED.items() if re.match(rf"{said}\b", words)), None)


def derivation(token: str) -> str:
    """Return how the number of a token follows from it: printed, counted or worded."""
    if worded(token):
        return "worded"
    return "printed" if NUMBER.search(token) else "counted"


def stated(token: str) -> tuple[Decimal, int]:
    """Return the value that a printed token states, and its decimals.

    Example:
        >>> stated("2.8 million"), stated("twenty-four")
        ((Decimal('2.8E+6'), -5), (Decimal('24'), 0))

    Raises:
        ValueError: The token states no number.
    """
    if meant := worded(token):
        return Decimal(meant[0]), 0
    if clock := _CLOCK.fullmatch(token):
        hour = int(clock[1]) % 12 + 12 * (clock[3] == "pm")
        return Decimal(f"{hour}.{clock[2]}"), 2
    number = _FIGURES.match(token)
    if number and not NUMBER.search(token, number.end()):
        scale = SCALES[number[3]] if number[3] else 0
        return Decimal(number[1].replace(",", "")).scaleb(scale), len(number[2] or "") - scale
    if (words := NUMBER.match(token)) and not NUMBER.search(token, words.end()):
        if said := value_of(words[0]):
            return said
        raise ValueError(token)
    first = token.casefold().partition(" ")[0]
    if not NUMBER.search(token):
        if first in {"a", "an"}:
            return Decimal(1), 0
        if " and " in token:
            # A list that leaves the counting to the reader.
            return Decimal(1 + len(re.findall(r",? and |, ", token))), 0
    raise ValueError(token)


def agree(value: Decimal, decimals: int, other: Decimal, other_decimals: int) -> bool:
    """Return whether two printed numbers may be one true value; printed equally finely, they are the same number.

    Example:
        >>> agree(Decimal("4.5"), 1, Decimal(4), 0), agree(Decimal("7.1"), 1, Decimal("7.2"), 1)
        (True, False)
    """
    if decimals == other_decimals:
        return value == other
    room = Decimal(5).scaleb(-decimals - 1) + Decimal(5).scaleb(-other_decimals - 1)
    return abs(value - other) <= room


def spans_of(token: str, text: str) -> list[tuple[int, int]]:
    r"""Return where a token stands as a whole: no digits, letters or sign are cut off at its ends.

    Example:
        >>> spans_of("4 percent", "14 percent, then 4\npercent of 4.4 percent")
        [(17, 26)]
    """
    # A report has hundreds of tokens: to compile a pattern for each would take most of the time.
    first, *rest = token.split(" ")
    found: list[tuple[int, int]] = []
    at = text.find(first) if token else -1
    while at >= 0:
        end = _end_of(rest, text, at + len(first))
        whole = end is not None and _STARTS.match(text, at) and _ENDS.match(text, end)
        if whole and end is not None:
            found.append((at, end))
        at = text.find(first, end if whole else at + 1)
    return found


def _end_of(words: Iterable[str], text: str, end: int) -> int | None:
    """Return where words end that follow a place with white space before each; None if they do not."""
    for word in words:
        space = _SPACE.match(text, end)
        if space is None or not text.startswith(word, space.end()):
            return None
        end = space.end() + len(word)
    return end

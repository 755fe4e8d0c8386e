"""What makes a claim doubtful however well its words fit: other forces, ranges, bounds, plans, denials. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.transcribe.audit import sentence_around
from peel_data.transcribe.files.normalise import GOES_ON
from peel_data.transcribe.numbers import NUMBER, SPACED_DATE
from peel_data.transcribe.phrasing import UNKNOWN_BOUND
from peel_data.transcribe.wording import Names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peel_data.transcribe.tokens import Number

_LETTERS = re.compile(r"[A-Za-z]")
_POINTS = re.compile(r"[\s-]*(?:percentage[\s-]+)?points?\b", re.IGNORECASE)
_JOIN = r"\s*(?:-|\bto\b|\bor\b)\s*"
_BETWEEN = re.compile(rf"\bbetween\s+(?:{NUMBER.pattern})\s+and\s+$", re.IGNORECASE)
_AND = re.compile(rf"\s+and\s+(?:{NUMBER.pattern})", re.IGNORECASE)
_RANGE_BEFORE = re.compile(rf"(?:{NUMBER.pattern}){_JOIN}$", re.IGNORECASE)
_RANGE_AFTER = re.compile(rf"{_JOIN}(?:{NUMBER.pattern})", re.IGNORECASE)
_BESIDE_BEFORE = re.compile(rf"(?:{NUMBER.pattern}) $", re.IGNORECASE)
_BESIDE_AFTER = re.compile(rf" (?:{NUMBER.pattern})", re.IGNORECASE)
_ENDS_OF_SPANS: Final = ("_from", "_to", "_opens", "_closes")
_OTHERS = re.compile(
    r"\b(?:(?:most\s+)?similar|comparable|neighbouring|peer|surrounding)\s+(?:police\s+)?forces\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|without|neither|nor|none|no\s+longer|cannot|\w+n't)\b", re.IGNORECASE
)
_OF_ANOTHER_TIME = re.compile(
    r"\b(?:aim(?:s|ed|ing)?|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|hope[sd]?|hoping|expect(?:s|ed)?|would|should|"
    r"could|might|if|until|previously|formerly|once|used\s+to|had\s+been|"
    r"lost|lack(?:s|ed)?|need(?:s|ed)?|require[sd]?|recruited|trained|appointed|dismissed|closed)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Doubt(NamedTuple):
    """What is doubtful of a number.

    Attributes:
        why: In words.
        open: Whether the number may not be claimed at all; else a person is to look it over.
    """

    why: str
    open: bool


class Doubts:
    """Looks for what speaks against taking a number of a sentence for a figure of the force."""

    def __init__(self, forces: Iterable[str], own: str) -> None:
        """Know the forces.

        Args:
            forces: The full names of all forces.
            own: That of the force that the report is about.
        """
        short = {Names.of(name).short for name in forces} - {Names.of(own).short}
        words = "|".join(re.escape(each) for each in sorted(short, key=len, reverse=True))
        self._others = re.compile(rf"\b(?:{words})\b") if short else None

    def of_value(self, number: Number, text: str, figure_id: str) -> Doubt | None:
        """Return what makes doubtful which number a sentence states."""
        before, after = text[max(0, number.start - 60) : number.start], text[number.end :][:60]
        if number.token[-1].isdigit() and _LETTERS.match(after):
            return Doubt("letters follow its digits", open=True)
        if _POINTS.match(after):
            return Doubt("percentage points are not percent", open=True)
        if _BESIDE_BEFORE.search(before) or _BESIDE_AFTER.match(after):
            return Doubt("another number is next to it", open=True)
        if figure_id.endswith(_ENDS_OF_SPANS):
            return None
        first_of_two = before.casefold().endswith("between ") and _AND.match(after)
        if (
            first_of_two
            or _BETWEEN.search(before)
            or _RANGE_BEFORE.search(before)
            or _RANGE_AFTER.match(after)
        ):
            return Doubt("it is one end of a range", open=True)
        return None

    def of_sentence(self, number: Number, text: str, *, operational: bool) -> Doubt | None:
        """Return what makes doubtful that a sentence states a figure of the force."""
        before, after = sentence_around(text, number.start, number.end)
        sentence = f"{before}{number.token}{after}"
        other = self._others.search(sentence) if self._others else None
        if other := other or _OTHERS.search(sentence):
            return Doubt(f"the sentence names {other[0]}", open=True)
        cut = not after.strip() and text[number.end : number.end + 2] == "\n\n"
        if cut or GOES_ON.search(sentence.rstrip()):
            return Doubt("its sentence breaks off", open=True)
        if bound := UNKNOWN_BOUND.search(before):
            return Doubt(
                f"“{bound[0].strip()}” comes before it, and no qualifier means that", open=False
            )
        if no := _NOT.search(sentence):
            return Doubt(f"the sentence says “{no[0]}”", open=False)
        if not operational:
            return None
        if year := _YEAR.search(re.sub(SPACED_DATE, "", sentence)):
            return Doubt(f"the sentence names the year {year[0]}", open=False)
        if plan := _OF_ANOTHER_TIME.search(before):
            return Doubt(f"the sentence says “{plan[0]}”", open=False)
        return None

"""Operational figures recognised by few words, but telling ones, in a part that prints them. Internal.

It takes some three points: one for each word of the measure's name that the report has seldom, half of one for another
word for it, one for the heading, one for a unit that is neither a count nor a share, and half of one more if no other
measure has it, and one for the thing that is counted. No other measure may fit the number about as well, and no other
number the measure.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from peel_data.transcribe.audit import sentence_around
from peel_data.transcribe.grammar import Guess
from peel_data.transcribe.operational import ALIKE, until_number
from peel_data.transcribe.other_words import with_other_words
from peel_data.transcribe.proposals import unit_of
from peel_data.transcribe.wording import stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.transcribe.operational import Measure, Operational
    from peel_data.transcribe.parts import Parts
    from peel_data.transcribe.tokens import Number
    from peel_data.transcribe.wording import Names

CONFIDENCE: Final = 0.7
_ENOUGH, _LEAD, _COUNTED = 3.4, 0.1, 3
"""How many points, with the share of the name, it takes; how many more than the next; and within how many words the
thing that is counted follows."""
_AGAIN: Final = frozenset({"additi", "anothe", "beside", "extra", "furthe", "more"})
"""Words after a number whose thing the number before has said already."""
_OFTEN, _FEW = 0.002, 4
"""Words that are more than this share of a report, and more than so many of it, tell nothing."""
# fmt: off
_GENERAL: Final = frozenset({
    "all", "being", "both", "case", "change", "could", "doe", "each", "first", "force", "full", "furthe", "how",
    "into", "length", "most", "new", "not", "number", "office", "one", "other", "part", "people", "police", "rather",
    "share", "target", "time", "under", "whom", "whose", "within", "withou", "work", "year",
    "xchange", "xforce", "xmonth", "xnation", "xnumber",
})
# fmt: on
"""Words of names that do not say what is measured, by their beginnings."""


class TellingWords:
    """Looks for numbers of measures that were not recognised by their names."""

    def __init__(self, parts: Parts, names: Names, operational: Operational) -> None:
        self._parts, self._names, self._operational = parts, names, operational
        said = Counter(word for text in parts.texts.values() for word in stems(text, names))
        often = max(_OFTEN * said.total(), _FEW)
        self._units = Counter(measure.unit for measure in operational.measures)
        self._common = _GENERAL | {word for word, times in said.items() if times > often}

    def read(self, numbers: Sequence[Number], named: Mapping[int, Guess]) -> dict[int, Guess]:
        """Return what further numbers are taken for, by their positions.

        Args:
            numbers: The numbers of the report.
            named: What those are taken for whose measures are named.
        """
        measures = self._operational.measures
        claimed = {guess.figure_id for guess in named.values()}
        beside: dict[str, list[Measure]] = {}
        for at, guess in named.items():
            here = [each for each in measures if each.figure_id == guess.figure_id]
            beside.setdefault(self._sentence(numbers[at]), []).extend(here)
        rated: dict[str, list[tuple[float, int]]] = {}
        for at, number in enumerate(numbers):
            if at in named or not self._operational.may_state_one(number):
                continue
            others = beside.get(self._sentence(number), ())
            left = [each for each in measures if each.figure_id not in claimed]
            fits = sorted(self._points(number, left, others), reverse=True)
            if fits and _leads(fits):
                rated.setdefault(fits[0][1], []).append((fits[0][0], at))
        made = {}
        for figure_id, places in rated.items():
            places.sort(reverse=True)
            if _leads(places):
                why = "the only measure here that fits its words and its unit"
                made[places[0][1]] = Guess(figure_id, CONFIDENCE, why)
        return made

    def _points(
        self, number: Number, measures: Sequence[Measure], beside: Sequence[Measure]
    ) -> Iterator[tuple[float, str]]:
        """Yield the measures that a number may be of, with their points."""
        before, after = self._sides(number)
        left, right = stems(before, self._names), stems(after, self._names)
        sentence = with_other_words((*left, *right))
        said = frozenset((*left, *right)) - self._common
        near = with_other_words((*until_number(left[::-1]), *until_number(right)))
        unit = unit_of(number.token, after, before[-1:])
        heading = self._operational.headings[number.part]
        again = not right or right[0] in _AGAIN
        for measure in measures:
            fits = measure.unit in ALIKE.get(unit, {unit})
            if not fits or heading not in self._operational.printed_under.get(
                measure.figure_id, ()
            ):
                continue
            name = frozenset().union(*measure.names)
            telling = with_other_words(said) & name
            for each in beside:
                its = frozenset().union(*each.names)
                # Words of a measure that another number of the sentence states are that number's, unless that is of
                # a part of this one; or this number counts the same thing again, with a word of its own.
                of_part = measure.title < each.title
                if not (of_part or (again and (telling & near) - its)):
                    telling -= its
            own_unit = unit == measure.unit and unit not in {"count", "percent"}
            counted = not own_unit and measure.head in right[:_COUNTED]
            if telling - {measure.head} and (own_unit or counted or len(telling) > 1):
                words = len(telling & said) + 0.5 * len(telling - said)
                share = max(self._operational.share_of(each, sentence) for each in measure.names)
                alone = 0.5 * (own_unit and self._units[unit] == 1)
                points = words + 1 + own_unit + alone + counted + share
                if points >= _ENOUGH:
                    yield points, measure.figure_id

    def _sides(self, number: Number) -> tuple[str, str]:
        return sentence_around(self._parts.texts[number.part], number.start, number.end)

    def _sentence(self, number: Number) -> str:
        before, after = self._sides(number)
        return f"{number.part} {''.join((before + number.token + after).split())}"


def _leads(rated: Sequence[tuple[float, object]]) -> bool:
    """Return whether the first has clearly more points than the next."""
    return len(rated) == 1 or rated[0][0] - rated[1][0] >= _LEAD

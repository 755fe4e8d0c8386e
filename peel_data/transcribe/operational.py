"""Operational figures recognised by what their measures are called: title, description, thesaurus, unit. Internal."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from peel_data.figures.search_terms import phrases_of
from peel_data.transcribe.audit import sentence_around
from peel_data.transcribe.grammar import Guess
from peel_data.transcribe.plain import why_no_figure
from peel_data.transcribe.proposals import unit_of
from peel_data.transcribe.wording import NOBODY, heading_of, stems

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from peel_data.transcribe.audit import Tables
    from peel_data.transcribe.parts import Parts
    from peel_data.transcribe.series import Series
    from peel_data.transcribe.tokens import Number
    from peel_data.transcribe.wording import Names

ENOUGH, MARGIN, MOST = 0.62, 0.07, 0.75
"""From which likeness a measure is told of, how much more than another's it is, and the most confidence it gives."""
_VAGUE = frozenset(
    {"one", "all", "most", "majority", "every", "daily", "weekly", "monthly", "half"}
)
_NEAR = 5
_HALF = 0.5
_SOMETHING, _OF_UNIT, _OF_HEADING, _RARE = 0.35, 0.2, 0.15, 2
"""What the words must come to, for a unit that no more measures have and for a heading to add so much."""
_ENDS = (("_opens", "_closes"), ("_from", "_to"))
"""How the measures of the two ends of a span are called."""
_TO = re.compile(r"\s*(?:to|until|till|and|-)\s*")
_AND_LATER = re.compile(r"\s+(?:[a-z]+\s+){0,3}?(?:to|until|till|and)\s+(?:[a-z]+\s+){0,3}")
_CLOCK = re.compile(r"\d(?:am|pm)$")
ALIKE = {
    "count": {"count", "count_per_year", "years_of_age"},
    "percent": {"percent", "percent_change"},
    "days": {"days", "days_per_week"},
}
_HEAD = re.compile(
    r",|\s(?:of|in|on|with|that|which|whom|whose|for|from|to|subject|under|involved|without|the|an?)\s"
)
"""What ends the thing that a title begins with."""


class Measure(NamedTuple):
    """A measure: its figure here, its unit, the words that it goes by, its title's, and the thing that this counts."""

    figure_id: str
    unit: str
    names: tuple[frozenset[str], ...]
    about: frozenset[str]
    title: frozenset[str]
    head: str


class Operational:
    """Holds the words around numbers against the names of measures."""

    def __init__(
        self,
        parts: Parts,
        series: Iterable[Series],
        tables: Tables,
        names: Names,
        printed_under: Mapping[str, Collection[frozenset[str]]] = {},
    ) -> None:
        titles = {row["id"]: row for row in tables("operational_measures")}
        self._parts, self._names = parts, names
        self.measures = [
            _measure(each.figure_id, titles[each.category])
            for each in series
            if each.category in titles
        ]
        seen = Counter(word for m in self.measures for word in frozenset().union(*m.names, m.about))
        units = Counter(each.unit for each in self.measures)
        self._rare = {unit for unit, times in units.items() if times <= _RARE}
        self.headings = {part: heading_of(part, names) for part in parts.texts}
        self.printed_under = printed_under
        self._weights = {w: math.log(1 + len(self.measures) / n) for w, n in seen.items()}
        self._whole: dict[frozenset[str], float] = {}
        self._speaking = defaultdict[str, set[int]](set)
        for m, measure in enumerate(self.measures):
            for word in frozenset().union(*measure.names, measure.about):
                self._speaking[word].add(m)

    def read(self, numbers: Sequence[Number]) -> Mapping[int, Guess]:
        """Return the measure that each number is likeliest of, by its position, if none other is about as likely."""
        rated: list[tuple[float, float, int, int]] = []
        for at, number in enumerate(numbers):
            if not self.may_state_one(number):
                continue
            scores = sorted(self._scores(number), reverse=True)
            if scores and scores[0][0] >= ENOUGH:
                second = scores[1][0] if len(scores) > 1 else 0.0
                rated.append((scores[0][0], scores[0][0] - second, at, scores[0][1]))
        made: dict[int, Guess] = {}
        for m in {m for *_, m in rated}:
            (score, margin, at, _), *others = sorted((r for r in rated if r[3] == m), reverse=True)
            alone = not others or score - others[0][0] >= MARGIN
            if margin >= MARGIN and alone:
                figure_id = self.measures[m].figure_id
                made[at] = Guess(
                    figure_id, round(min(score, MOST), 2), "the words are those of its measure"
                )
        return {**made, **self._spans(numbers, made)}

    def may_state_one(self, number: Number) -> bool:
        """Return whether a number stands under a question, and is not of a kind that states no measure."""
        vague = number.token.casefold() in _VAGUE
        return (
            number.part.startswith("Question ")
            and not vague
            and not why_no_figure(number, self._parts.texts[number.part])
        )

    def _spans(self, numbers: Sequence[Number], made: Mapping[int, Guess]) -> Mapping[int, Guess]:
        """Return both ends of a span, such as opening and closing times: the only two of their unit in a sentence."""
        measures = {m.figure_id: at for at, m in enumerate(self.measures)}
        found: dict[int, Guess] = {}
        for at, (number, following) in enumerate(pairwise(numbers)):
            between = self._parts.texts[number.part][number.end : following.start]
            clock = _CLOCK.search(number.token) and _CLOCK.search(following.token)
            joined = _TO.fullmatch(between) or (clock and _AND_LATER.fullmatch(between))
            if number.part != following.part or not joined or at in made:
                continue
            rated = {m: score for score, m in self._scores(number) if score >= _HALF}
            for m in rated:
                first = self.measures[m].figure_id
                last = next((first.removesuffix(a) + b for a, b in _ENDS if first.endswith(a)), "")
                if last in measures and measures[last] in rated:
                    found[at] = Guess(
                        first, MOST, "the words are those of its measure; the first of two"
                    )
                    found[at + 1] = Guess(
                        last, MOST, "the words are those of its measure; the last of two"
                    )
        return found

    def _scores(self, number: Number) -> Iterable[tuple[float, int]]:
        before, after = sentence_around(self._parts.texts[number.part], number.start, number.end)
        left, right = stems(before, self._names), stems(after, self._names)
        sentence = frozenset((*left, *right))
        near = frozenset((*until_number(left[::-1]), *until_number(right)))
        unit = unit_of(number.token, after, before[-1:])
        alike = ALIKE.get(unit, {unit})
        # Most measures have no word of the sentence, and would come to nothing.
        for m in set[int]().union(*(self._speaking.get(word, ()) for word in sentence)):
            measure = self.measures[m]
            if measure.unit in alike:
                named = max(
                    0.55 * self.share_of(name, sentence) + 0.45 * self.share_of(name, near)
                    for name in measure.names
                )
                about = self.share_of(measure.about, sentence)
                known = 0.85 * named + 0.15 * about
                if known >= _SOMETHING:
                    known += self._beside_words(measure, unit, number.part)
                yield known, m

    def _beside_words(self, measure: Measure, unit: str, part: str) -> float:
        """Return what unit and heading add to the words: a unit that few measures have, a part that prints it."""
        made = _OF_UNIT if measure.unit == unit and unit in self._rare else 0.0
        if under := self.printed_under.get(measure.figure_id):
            made += _OF_HEADING if self.headings[part] in under else -_OF_HEADING
        return made

    def share_of(self, words: frozenset[str], held: frozenset[str]) -> float:
        """Return how much of the weight of a name a sentence has."""
        whole = self._whole.get(words)
        if whole is None:
            whole = self._whole[words] = self._weight(words)
        return self._weight(words & held) / whole if whole else 0.0

    def _weight(self, words: Iterable[str]) -> float:
        return sum(map(self._weights.__getitem__, words))


def until_number(words: Sequence[str]) -> Sequence[str]:
    """Return the nearest words, of those up to the next number, to which the words beyond belong."""
    end = words.index("xnumber") if "xnumber" in words else len(words)
    return words[: min(end, _NEAR)]


def _measure(figure_id: str, row: Mapping[str, str]) -> Measure:
    """Return a measure with its names: its title, its id, and the longer phrases of the thesaurus."""
    phrases = [p for p in phrases_of("measure").get(row["id"], ()) if len(p.split()) > 2]
    every = [row["title"], row["id"].replace("_", " "), *phrases]
    # The unit speaks for itself, and not as a word of the name too.
    unit = {"number", *stems(row["unit"].replace("_", " "), NOBODY)}
    names = {frozenset(stems(each, NOBODY)) - unit for each in every}
    return Measure(
        figure_id,
        row["unit"],
        tuple(sorted(names - {frozenset()}, key=sorted)),
        frozenset(stems(row["description"], NOBODY)),
        frozenset(stems(row["title"], NOBODY)),
        next(reversed(stems(_HEAD.split(row["title"])[0], NOBODY)), ""),
    )

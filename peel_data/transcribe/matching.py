"""Numbers of a new report recognised by what was around those of a transcribed one. Internal."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from peel_data.transcribe.numbers import PERCENT, QUANTITY
from peel_data.transcribe.parts import is_table
from peel_data.transcribe.pattern import FOOTNOTE
from peel_data.transcribe.tokens import lengthened
from peel_data.transcribe.wording import context_of, heading_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from peel_data.transcribe.parts import Parts
    from peel_data.transcribe.pattern import Learnt
    from peel_data.transcribe.tokens import Number
    from peel_data.transcribe.wording import Context, Names

LIKELY, SURE, MARGIN = 0.5, 0.6, 0.08
"""How alike two places must be to be told of, to be claimed, and how much more than the next."""
_SAME_PART, _OTHER_KIND, _SAME_RANK = 0.12, 0.25, 0.05


class Match(NamedTuple):
    """A number with the place of a transcribed report that it is most like.

    Attributes:
        number: The number, with as many words as the model's token has.
        learnt: The place.
        likeness: From 0 to 1.
        margin: How much less alike the best other claim is.
    """

    number: Number
    learnt: Learnt
    likeness: float
    margin: float

    @property
    def sure(self) -> bool:
        """Whether it may be claimed without a person."""
        return self.likeness >= SURE and self.margin >= MARGIN


class _Place(NamedTuple):
    """A place of the model.

    Attributes:
        learnt: What was learnt.
        heading: The heading that it stands under.
        heavy: The weights of its words.
        kind: What its token looks like.
        beside: How many places its sentence, or its row of a table, has.
    """

    learnt: Learnt
    heading: frozenset[str]
    heavy: tuple[float, float, float]
    kind: str
    beside: int


class Matcher:
    """Holds the numbers of one report against what was learnt from others."""

    def __init__(self, parts: Parts, numbers: Sequence[Number], names: Names) -> None:
        self._parts, self._names = parts, names
        self._contexts = [context_of(parts.texts[n.part], n.start, n.end, names) for n in numbers]
        self._numbers = numbers
        seen = Counter(word for context in self._contexts for word in context.sentence)
        self._weights = defaultdict[str, float](
            lambda: math.log(1 + len(numbers) / 2),
            {word: math.log(1 + len(numbers) / count) for word, count in seen.items()},
        )
        self._headings = {part: heading_of(part, names) for part in parts.texts}
        self._heavy = [self._heaviness(context) for context in self._contexts]
        self._beside = Counter(
            (number.part, context.sentence)
            for number, context in zip(numbers, self._contexts, strict=True)
        )
        self._kinds = [_kind(number.token) for number in numbers]

    def match(self, learnt: Iterable[Learnt], model: Names) -> dict[int, Match]:
        """Return the best match of each number, by its position; each place of the model is taken once.

        Args:
            learnt: The places of one transcribed report.
            model: What that report calls its force.
        """
        every = [each for each in learnt if each.claim != FOOTNOTE]
        beside = Counter((each.locator, each.context.sentence) for each in every)
        places = [
            _Place(
                each,
                heading_of(each.locator, model),
                self._heaviness(each.context),
                _kind(each.token),
                beside[each.locator, each.context.sentence],
            )
            for each in every
        ]
        by_word = defaultdict[str, set[int]](set)
        for p, each in enumerate(every):
            for word in each.context.sentence:
                by_word[word].add(p)
        rated = []
        for at, context in enumerate(self._contexts):
            near = set[int]().union(*(by_word.get(word, ()) for word in context.sentence))
            scores = sorted(
                ((self._likeness(at, places[p]), p) for p in sorted(near)),
                key=lambda pair: -pair[0],
            )
            rated += [
                (score, self._margin(score, scores, places, p), at, p)
                for score, p in scores[:4]
                if score >= LIKELY
            ]
        made: dict[int, Match] = {}
        taken: set[int] = set()
        for score, margin, at, p in sorted(rated, key=lambda each: -each[0]):
            place = places[p].learnt
            number = lengthened(
                self._numbers[at], self._parts.texts[self._numbers[at].part], place.token
            )
            if at in made or p in taken or number is None:
                continue
            taken.add(p)
            made[at] = Match(number, place, min(score, 1.0), margin)
        return made

    def _margin(
        self,
        score: float,
        scores: Sequence[tuple[float, int]],
        places: Sequence[_Place],
        chosen: int,
    ) -> float:
        """Return how much better a place fits than the best one with another claim."""
        mine = places[chosen].learnt
        others = (max(s, 0.0) for s, p in scores if places[p].learnt.id != mine.id)
        return score - next(others, 0.0)

    def _likeness(self, at: int, place: _Place) -> float:
        own, context = self._contexts[at], place.learnt.context
        part = self._numbers[at].part
        if is_table(part) and self._beside[part, own.sentence] > place.beside:
            return 0.0  # a row with more columns than the model's may have them in any order
        mine, its = self._heavy[at], place.heavy
        score = (
            0.3 * self._dice(own.before & context.before, mine[0] + its[0])
            + 0.3 * self._dice(own.after & context.after, mine[1] + its[1])
            + 0.4 * self._dice(own.sentence & context.sentence, mine[2] + its[2])
        )
        if self._headings[self._numbers[at].part] == place.heading:
            score += _SAME_PART
        if self._kinds[at] != place.kind:
            score -= _OTHER_KIND
        score += _SAME_RANK if own.rank == context.rank else -_SAME_RANK
        return score

    def _dice(self, shared: frozenset[str], both: float) -> float:
        """Return how much of their weight two sets of words share."""
        return 2 * self._weight(shared) / both if both else 1.0

    def _heaviness(self, context: Context) -> tuple[float, float, float]:
        """Return the weight of the words before, after, and of the sentence."""
        return (
            self._weight(context.before),
            self._weight(context.after),
            self._weight(context.sentence),
        )

    def _weight(self, words: Iterable[str]) -> float:
        return sum(map(self._weights.__getitem__, words))


def _kind(token: str) -> str:
    """Return what a token looks like: a percentage, an amount, digits, or words."""
    if re.search(PERCENT, token):
        return "percent"
    number = QUANTITY.search(token)
    if number and number[0][0].isdigit():
        return "clock" if re.search(r"\d(?:am|pm)", token) else "digits"
    word = number[0].casefold() if number else ""
    return (
        "worded" if word in {"all", "most", "majority", "every", "monthly", "daily"} else "digits"
    )

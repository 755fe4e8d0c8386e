"""Two neighbouring lines of a form with each other's figures: a number in the line of a rate, and the rate in its."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from peel_data.findings import Replacement, Suggestion
from peel_data.validation.form.bases import place_of
from peel_data.validation.form.moves import can_hold, is_far, number_of
from peel_data.validation.rules import form as rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from peel_data.findings import Finding
    from peel_data.readers.reading import RawTable
    from peel_data.validation.form.answers import Given

_GREAT: Final = 100
"""A rate above it is so rare that a number is the likelier reading."""

Pair = tuple["Given", "Given"]


def exchanged_pairs(given: Iterable[Given]) -> list[Pair]:
    """Return the lines that have each other's figures, in the order of the form.

    It is certain enough only where a number that has to be whole has decimals, the figure beside it is too great for
    its line and has none, and both are as expected once they are put back.
    """
    filled = [each for each in given if each.value and each.line.table]
    return [pair for pair in pairwise(filled) if _is_exchanged(*pair)]


def _is_exchanged(one: Given, two: Given) -> bool:
    whole, rate = (one, two) if one.line.whole else (two, one)
    if not whole.line.whole or rate.line.whole:
        return False
    in_whole, in_rate = number_of(whole.value, whole.line), number_of(rate.value, rate.line)
    if in_whole is None or in_rate is None or in_rate <= in_whole:
        return False
    return (
        (in_rate > _GREAT or is_far(rate.line, in_rate))
        and in_whole != round(in_whole)
        and in_rate == round(in_rate)
        and can_hold(whole.line, in_rate)
        and can_hold(rate.line, in_whole)
        and not is_far(whole.line, in_rate)
        and not is_far(rate.line, in_whole)
    )


def exchanged(raw: RawTable, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Say of each pair that its figures look swapped."""
    for one, two in pairs:
        places = [place_of(raw, each.spot) for each in (one, two)]
        texts = [place.text or "" for place in places]
        yield rules.FiguresMoved.found(
            f"{one.line.question} is {texts[0]}, and {two.line.question} is {texts[1]}: the figures of these two "
            "lines look swapped.",
            places,
            expected="each figure in its own line",
            hints=(f"Swap them: {texts[1]} first, then {texts[0]}.",),
            suggestions=(
                Suggestion(
                    (Replacement(places[0], texts[1]), Replacement(places[1], texts[0])),
                    "two lines swapped",
                ),
            ),
        )

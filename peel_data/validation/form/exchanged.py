"""Lines of a form with each other's figures: a number and its rate, or the residents and the households."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from peel_data.findings import Replacement, Suggestion
from peel_data.validation.form.answers import number_of
from peel_data.validation.form.bases import place_of
from peel_data.validation.form.moves import can_hold, is_far
from peel_data.validation.rules import form as rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from peel_data.findings import Finding
    from peel_data.readers.reading import RawTable
    from peel_data.validation.form.answers import Given

_GREAT: Final = 100
"""A rate above it is so rare that a number is the likelier reading."""


def exchanged_lines(given: Iterable[Given]) -> list[list[Given]]:
    """Return the runs of lines that have each other's figures, in the order of the form; most are of two lines.

    It is certain enough only where a number that has to be whole has decimals, the figure beside it is too great for
    its line and has none, and both are as expected once they are put back.
    """
    lines = list(given)
    runs = [run] if (run := _exchanged_bases(lines)) else []
    filled = [each for each in lines if each.value and each.line.table]
    for one, two in pairwise(filled):
        if not _is_exchanged(one, two):
            continue
        if runs and runs[-1][-1] is one:
            runs[-1].append(two)
        else:
            runs.append([one, two])
    return runs


def _exchanged_bases(given: Iterable[Given]) -> list[Given]:
    """Return the lines of the residents and households, if there are more households than residents."""
    bases = {each.line.id.partition(":")[0]: each for each in given if not each.line.table}
    residents, households = bases.get("population"), bases.get("households")
    if not residents or not households:
        return []
    people, homes = (number_of(each.value, each.line) for each in (residents, households))
    return [residents, households] if people and homes and homes > people > 0 else []


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


def exchanged(raw: RawTable, runs: Iterable[Sequence[Given]]) -> Iterator[Finding]:
    """Say of each run that its lines have each other's figures; only of two lines it is clear which has whose."""
    for run in runs:
        places = [place_of(raw, each.spot) for each in run]
        texts = [place.text or "" for place in places]
        if len(run) > 2:
            yield rules.FiguresMoved.found(
                f"The figures of rows {places[0].row} to {places[-1].row} are not in their own lines: numbers stand in "
                "the lines of rates, and rates in those of numbers.",
                places,
                expected="each figure in its own line",
                hints=(
                    "Were they pasted a line too low or too high? Copy them again from your source.",
                ),
            )
            continue
        yield rules.FiguresMoved.found(
            f"{run[0].line.question} is {texts[0]}, and {run[1].line.question} is {texts[1]}: the figures of these two "
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

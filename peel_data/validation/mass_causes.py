"""What may have been done to many figures at once: moved, sorted, converted, pasted, rounded, filled down.

Of all figures of an area, of those in a unit, and of each column or section, it is asked what would explain that so
many do not fit.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.findings import Severity
from peel_data.suggestions import HINTED
from peel_data.validation.form.answers import Known, number_of
from peel_data.validation.form.causes import alike_figures, other_figures
from peel_data.validation.form.moves import (
    can_be_compared,
    can_hold,
    fits,
    is_sorted,
    moved_figures,
    orders,
)
from peel_data.validation.jumps import SCALES
from peel_data.validation.rules.form import FiguresMoved, FiguresOfOthers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from peel_data.figures.form_lines import Line
    from peel_data.findings import Finding, Place
    from peel_data.rule import Rule

SEVERAL: Final = 2
"""From so many findings on that one slip explains, it is told in their place."""

FEW: Final = 3
"""Of a part of no more figures, what was said of each of them is kept."""

_UNITS: Final = {"percent_of": "in percent", "count": "that are numbers", "per_1000": "per 1,000"}
"""Units that are mistaken together, by how their ids begin."""

_USUAL: Final = Decimal("1.3")
"""By what factor most figures move from one year to the next, at the most."""

_STEPS: Final = (1, -1, 2, -2)


class Given(NamedTuple):
    """A figure, the line that asks for it, and where it stands.

    Attributes:
        line: The line that asks for it.
        figure: What was given.
        place: Its cell.
        part: The section of the form or the column of the tables that it belongs to, in words.
        told: What was found of its cell before that of others.
    """

    line: Line
    figure: str
    place: Place
    part: str
    told: Sequence[Finding] = ()

    @property
    def number(self) -> Decimal | None:
        """The number that was given; None if it is none."""
        return number_of(self.figure, self.line)

    @property
    def known(self) -> Decimal | None:
        """What is published, or was the year before, where that says of what magnitude it is."""
        if self.line.published:
            return Decimal(self.line.published)
        return Decimal(self.line.before) if can_be_compared(self.line) else None

    @property
    def is_wrong(self) -> bool:
        """Whether it does not fit its line, or was found to fit no other."""
        return bool(self.figure) and (bool(self.told) or not fits(self.line, self.figure))


class Slip(NamedTuple):
    """What was done to figures together.

    Attributes:
        rule: The rule that says so.
        said: What was done, as a sentence.
        hint: What to do.
        figures: The figures.
        more: What may have been meant by single figures.
    """

    rule: type[Rule]
    said: str
    hint: str
    figures: Sequence[Given]
    more: tuple[str, ...] = ()


def slips_of(figures: Sequence[Given]) -> Iterator[Slip]:
    """Yield what may have been done to the figures of an area, the whole before its parts."""
    for cause in (alike_figures, other_figures, moved_figures):
        yield from _as_in_a_form(figures, cause)
    yield from _pasted_twice(figures)
    yield from _numbers_for_rates(figures)
    yield from _rounded_numbers(figures)
    new = [each for each in figures if not each.line.published]
    yield from _of_another_year(new, "that were not published yet")
    for unit, words in _UNITS.items():
        own = [each for each in figures if each.line.unit.startswith(unit)]
        yield from _in_another_unit(own, words)
    for part in dict.fromkeys(each.part for each in figures):
        own = [each for each in figures if each.part == part]
        yield from _in_another_unit(own, f"of {part}")
        yield from _of_another_year(own, f"of {part}")
        yield from _moved(own, part)
        yield from _as_in_a_form(own, moved_figures)
        yield from _in_another_order(own, part)
    yield from _years_swapped(figures)


def last_resort(figures: Sequence[Given]) -> Iterator[Slip]:
    """Yield parts of the figures of an area of which most do not fit, where nothing says what was done to them."""
    for part in dict.fromkeys(each.part for each in figures):
        yield from _mostly_wrong([each for each in figures if each.part == part], part)
    series: dict[tuple[str, str, str], list[Given]] = defaultdict(list)
    for each in figures:
        series[each.line.question, each.line.table, each.line.unit].append(each)
    for (question, *_), own in series.items():
        yield from _mostly_wrong(own, f"“{question}”")
    changes = [each for each in figures if each.line.unit == "percent_change"]
    yield from _mostly_wrong(changes, "change")


def _as_in_a_form(
    figures: Sequence[Given], cause: Callable[[Sequence[Known]], Finding | None]
) -> Iterator[Slip]:
    """Ask of figures what is asked of those of a whole form."""
    rows = [Known(each.line.id, each.line, each.figure, each.place, each.place) for each in figures]
    if found := cause(rows):
        yield Slip(RULES[found.code], found.message, found.hints[0], figures)


def _in_another_unit(figures: Sequence[Given], words: str) -> Iterator[Slip]:
    """Find figures that are ten times too large, say, or a thousandth of what they should be."""
    given = [each for each in figures if each.known and each.number is not None]
    if sum(each.is_wrong for each in given) < SEVERAL or not any(each.number for each in given):
        return
    for times, said in SCALES.items():
        near = sum(_is_multiple(each, times, _USUAL) for each in given)
        if all(_is_multiple(each, times) for each in given) and 3 * near >= 2 * len(given):
            yield Slip(
                FiguresOfOthers,
                f"All {len(given)} figures {words} that can be compared are {said} those of the year before, or what "
                "is published.",
                "Compare the units that are asked with those of your source.",
                figures,
            )
            return


def _is_multiple(given: Given, times: Decimal, factor: Decimal = Decimal(2)) -> bool:
    """Return whether a figure is about so many times what is known, or rounded from that."""
    number, known = given.number or Decimal(0), (given.known or Decimal(0)) * times
    rounding = Decimal(1).scaleb(-given.line.decimals) / 2
    factor = Decimal(1) if given.line.published else factor
    return known / factor - rounding <= number <= known * factor + rounding


def _moved(figures: Sequence[Given], part: str) -> Iterator[Slip]:
    """Find a column or section that stands some rows too low or too high, and fits where it came from."""
    for step in _STEPS:
        left = figures[:step] if step > 0 else figures[step:]
        there = figures[step:] if step > 0 else figures[:step]
        homes = figures[:-step] if step > 0 else figures[-step:]
        if not there or any(each.figure for each in left):
            continue
        pairs = list(zip(there, homes, strict=True))
        fitting = (bool(each.figure) and fits(home.line, each.figure) for each, home in pairs)
        published = (home.line.published and each.number == home.known for each, home in pairs)
        if (any(map(_is_impossible, there)) or any(published)) and all(fitting):
            way, back = ("low", "up") if step > 0 else ("high", "down")
            rows = "one row" if abs(step) == 1 else f"{abs(step)} rows"
            figure, stand, them = (
                ("figure", "stands", "it") if len(there) == 1 else ("figures", "stand", "them")
            )
            yield Slip(
                FiguresMoved,
                f"The {figure} of {part} {stand} {rows} too {way}; moved {back}, all of them fit what is asked.",
                f"Move {them} {back} by {rows}.",
                figures,
            )


def _is_impossible(given: Given) -> bool:
    """Return whether a figure cannot be that of its row, however much it rose or fell."""
    number = given.number
    if number is None or not given.is_wrong:
        return False
    return bool(given.line.published) or not can_hold(given.line, number)


def _in_another_order(figures: Sequence[Given], part: str) -> Iterator[Slip]:
    """Find a column or section that was sorted, turned round or filled down."""
    given = [each for each in figures if each.number is not None]
    enough = max(SEVERAL, len(given) / 3)
    unfit = sum(not fits(each.line, each.figure) for each in given)
    wrong = sum(each.is_wrong for each in given)
    if wrong < enough or len(given) <= SEVERAL:
        return
    if unfit >= enough and len({each.number for each in given}) == 1:
        said = f"All {len(given)} figures of {part} are {given[0].figure}"
    elif (
        (unfit >= enough or (unfit and len(given) > FEW))
        and is_sorted([each.number or Decimal(0) for each in given])
        and not is_sorted([each.known or Decimal(0) for each in given])
    ):
        said = f"The {len(given)} figures of {part} are sorted by size, and so stand in the rows of others"
    elif order := _order(given, sure=unfit >= enough):
        said = f"The {len(given)} figures of {part} stand {order}"
    else:
        return
    yield Slip(
        FiguresMoved,
        f"{said}: {wrong} of them do not fit what is asked.",
        "Copy them from your source again, each into its own row.",
        figures,
        _messages(given) if wrong <= FEW else (),
    )


def _order(given: Sequence[Given], *, sure: bool) -> str | None:
    """Return the order that figures were brought into: put back all fit, and unless that is enough, some better."""
    for words, back in orders([each.figure for each in given], "row").items():
        own = [each._replace(figure=figure) for each, figure in zip(given, back, strict=True)]
        enough = sure or sum(map(_is_near, own)) - sum(map(_is_near, given)) >= SEVERAL
        if enough and all(fits(each.line, each.figure) for each in own):
            return words
    return None


def _messages(figures: Sequence[Given]) -> tuple[str, ...]:
    """Return what was said of each figure by itself, and what to do; one that is published is put back."""
    said = (
        text
        for each in figures
        for found in each.told
        for text in (found.message, *found.hints[: found.code[0] != "C"])
    )
    return tuple(dict.fromkeys(said))


def _is_near(given: Given) -> bool:
    """Return whether a figure is what is published, or about what was the year before."""
    return (
        bool(given.known) and given.number is not None and _is_multiple(given, Decimal(1), _USUAL)
    )


def _mostly_wrong(figures: Sequence[Given], part: str) -> Iterator[Slip]:
    """Find a column or section of which most figures do not fit, whatever was done to it.

    Of a few figures, each keeps what was said of it; where a slip in one is known, two are told one by one.
    """
    doubted = [each for each in figures if each.told]
    few = len(figures) <= FEW
    if len(doubted) < SEVERAL or len(doubted) <= len(figures) / 2:
        return
    told = [found for each in doubted for found in each.told]
    certain = any(each.severity is Severity.ERROR for each in told)
    if len(doubted) == SEVERAL and (not (few and certain) or any(map(_is_explained, told))):
        return
    meant = tuple(
        f"{each.line.question}: {each.told[0].hints[0]}" for each in doubted if each.told[0].hints
    )
    every = "Both" if len(figures) == SEVERAL else f"All {len(figures)}"
    many = every if len(doubted) == len(figures) else f"{len(doubted)} of the {len(figures)}"
    yield Slip(
        FiguresMoved,
        f"{many} figures of {part} do not fit what is asked. They may be those of other rows or of another area, or be "
        "in another unit.",
        "Compare them with your source, row by row.",
        doubted if few else figures,
        _messages(doubted) if few else meant[: HINTED - 1],
    )


def _is_explained(found: Finding) -> bool:
    """Return whether a finding says what slip of a single cell would explain it."""
    return bool(found.suggestions) or any("Did you mean" in hint for hint in found.hints)


def _numbers_for_rates(figures: Sequence[Given]) -> Iterator[Slip]:
    """Find numbers that stand in the place of their rates as well, or rates in that of their numbers."""
    pairs: dict[str, list[Given]] = defaultdict(list)
    for each in figures:
        pairs[each.line.id.removesuffix(f":{each.line.column}")].append(each)
    equal = [pair for pair in pairs.values() if len({each.number for each in pair}) < len(pair)]
    wrong = sum(any(not fits(each.line, each.figure) for each in pair) for pair in equal)
    if wrong > SEVERAL:
        yield Slip(
            FiguresMoved,
            f"Number and rate are the same in {len(equal)} pairs of figures, so one of them stands in the place of "
            "the other.",
            "Enter the number and the rate, each in its own cell.",
            list(chain.from_iterable(equal)),
        )


def _rounded_numbers(figures: Sequence[Given]) -> Iterator[Slip]:
    """Find numbers that were all rounded to tens or hundreds."""
    numbers = [each for each in figures if each.line.whole and each.number]
    for unit, words in ((100, "hundreds"), (10, "tens")):
        if len(numbers) > 2 * SEVERAL and not any((each.number or 0) % unit for each in numbers):
            yield Slip(
                FiguresOfOthers,
                f"All {len(numbers)} numbers end in {str(unit)[1:]}: they seem to be rounded to {words}.",
                "Enter them as your source counts them.",
                numbers,
            )
            return


def _of_another_year(figures: Sequence[Given], words: str) -> Iterator[Slip]:
    """Find a column or section that repeats the year before."""
    known = [each for each in figures if each.line.before and each.number is not None]
    if len(known) >= SEVERAL and all(each.number == Decimal(each.line.before) for each in known):
        yield Slip(
            FiguresOfOthers,
            f"All {len(known)} figures {words} repeat those of the year before.",
            "Enter this year's figures.",
            figures,
        )


def _years_swapped(figures: Sequence[Given]) -> Iterator[Slip]:
    """Find figures that stand in the rows of another year each: published ones show it."""
    pairs = [
        (one, two)
        for one in figures
        if one.line.published and one.is_wrong and one.number != Decimal(one.line.before or 0)
        for two in figures
        if two.number == one.known and _is_of_another_year(two.line, one.line)
    ]
    if pairs:
        one, two = pairs[0]
        many = f"The figures of two years are swapped in {len(pairs)} places, such as {one.figure} and {two.figure}"
        single = f"The figures of two years are swapped, {one.figure} and {two.figure}"
        yield Slip(
            FiguresMoved,
            f"{many if len(pairs) > 1 else single}: {two.figure} is published for the "
            f"{one.line.period[:1].lower()}{one.line.period[1:]}.",
            "Swap the two figures, or the periods of their rows.",
            list(chain.from_iterable(pairs)),
        )


def _is_of_another_year(line: Line, other: Line) -> bool:
    """Return whether two lines ask for the same figure of different years."""
    return line.question == other.question and line.table == other.table and line.id != other.id


def _pasted_twice(figures: Sequence[Given]) -> Iterator[Slip]:
    """Find the figures of some rows in others a second time."""
    numbers = [each.number for each in figures]
    longest = range(0)
    apart = 0
    for step in range(1, len(figures)):
        start = 0
        for at in range(len(figures) - step):
            if numbers[at] is None or numbers[at] != numbers[at + step]:
                start = at + 1
            elif at + 1 - start > len(longest):
                longest, apart = range(start, at + 1), step
    if not longest:
        return
    pair = ([figures[at] for at in longest], [figures[at + apart] for at in longest])
    own, copies = sorted(pair, key=lambda each: sum(given.is_wrong for given in each))
    wrong = sum(each.is_wrong for each in copies)
    if wrong >= SEVERAL and len({each.number for each in copies}) >= SEVERAL:
        yield Slip(
            FiguresMoved,
            f"The figures of {_where(own)} stand in {_where(copies)} again, and {wrong} of them do not fit what is "
            "asked there.",
            "Enter the figures that are asked for there.",
            copies,
        )


def _where(figures: Sequence[Given]) -> str:
    return f"{figures[0].part}, rows {figures[0].place.row} to {figures[-1].place.row}"


RULES: Final = {rule.code: rule for rule in (FiguresMoved, FiguresOfOthers)}

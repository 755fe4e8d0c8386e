"""A5xx: figures that no true values could have produced together. `arithmetic` finds them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import chain
from math import ceil, floor
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from peel_data.arithmetic.conflicts import undecided_in
from peel_data.arithmetic.explanations import diagnose
from peel_data.arithmetic.figure import interval_of
from peel_data.arithmetic.identities import Assumption, Ratio, Whole
from peel_data.findings import Bound, Severity
from peel_data.rule import Rule
from peel_data.schema.interval import decimal_text, printed_interval
from peel_data.validation.suspicion import (
    accusation,
    beside,
    hints,
    is_published,
    suggestions,
    usual,
)
from peel_data.validation.tied import look_at

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from peel_data.arithmetic.conflicts import Conflict
    from peel_data.arithmetic.diagnosis import Diagnosis
    from peel_data.figures.figure import Figure
    from peel_data.findings import Finding
    from peel_data.schema.interval import Interval
    from peel_data.validation.context import Context


ASSUMED = (Assumption.ONE_POPULATION, Assumption.SAME_COVERAGE, Assumption.BOUNDED_GROWTH)
"""What a warning may assume; errors rest on no optional assumption."""


class FigureRule(Rule):
    """A rule that a figure is put to only if the release does not contradict it already."""

    requires: ClassVar[tuple[str, ...]] = ("C601", "C606", "C607")


class PrintedTwice(FigureRule):
    code = "A501"
    title = "One figure is printed in two ways that contradict each other"
    explanation = (
        "Every printed form stands for the interval of values that round to it. All forms of one "
        "figure must have a value in common. 4.5 and 4 do (4.45 to 4.5); 4.6 and 4 do not. Printed "
        "with the same decimals, 83.5 and 83.6 are different numbers."
    )
    bad = "4.6 in the table, “4 percent” in the text"
    good = "4.5 in the table, “4 percent” in the text"


class DoesNotSum(FigureRule):
    code = "A502"
    title = "The parts of a complete set do not sum to the whole"
    explanation = (
        "Numbers must add up exactly, and rates within what rounding can explain. At least one of "
        "the figures is wrong, but arithmetic alone cannot always tell which."
    )
    bad = "cautions 370 and 1,744 and penalty notices 194, formal outcomes 2,263"
    good = "cautions 370 and 1,744 and penalty notices 149, formal outcomes 2,263"


class RateDoesNotFit(FigureRule):
    code = "A503"
    title = "A rate or a change does not follow from its numbers, however they were rounded"
    explanation = (
        "All figures of an area and edition are checked together. Each outcome rate divides its "
        "number by the same number of recorded crimes, so one wrong rate or number leaves no "
        "number of crimes that fits them all."
    )
    bad = "number 6,968, rate 19.4, while all other outcomes say that 46,800 crimes were recorded"
    good = "number 6,968, rate 14.9"


class PartExceedsWhole(FigureRule):
    code = "A504"
    title = "A part is greater than its whole"
    explanation = (
        "Victim-based crime is part of recorded crime. Over the same period and denominator, its "
        "rate cannot be greater, beyond what rounding explains."
    )
    bad = "victim-based crime 68.9, all recorded crime 65.7"
    good = "victim-based crime 59.8, all recorded crime 65.7"


class NoWholeNumber(FigureRule):
    code = "A505"
    title = "No whole number of groups has that share"
    explanation = (
        "A share of 31 groups is a whole number of groups divided by 31. For example, 58 percent "
        "is 18 of 31, but no number of groups gives 57 percent."
    )
    bad = "31 groups, 57 percent of them in drug activity"
    good = "31 groups, 58 percent of them in drug activity"


class UnlikelyTogether(FigureRule):
    code = "A506"
    title = "Figures fit together only if an assumption is wrong"
    explanation = (
        "Three assumptions are checked: crime, incident and group rates use one population; "
        "national figures cover the same forces if the report does not say which; and the "
        "population of the year before is close to this year's. The finding lists the assumptions "
        "it uses. If one does not hold, waive the finding and give the reason."
    )
    severity = Severity.WARNING
    requires = (*FigureRule.requires, "C613", "C614")
    bad = "31,626 incidents at 44.3 per 1,000, and 31 groups at 34.4 per million: two different populations"
    good = "31,626 incidents at 44.3 per 1,000, and 31 groups at 43.4 per million"


class CannotTell(FigureRule):
    code = "A507"
    title = "A rate cannot be checked, because what it divides by may be zero"
    explanation = (
        "This is neither a pass nor an error. With so few cases, the printed precision does not "
        "rule out any value."
    )
    severity = Severity.INFO
    bad = "number 0, rate 0.0, and no other outcome recorded"
    good = "number 451, rate 1.0"


def findings(context: Context) -> Iterator[Finding]:
    """Yield everything that the arithmetic says of the figures."""
    yield from _printed_twice(context)
    looks = look_at(context.tied, context.shapes, ASSUMED)
    for diagnosis in diagnoses(context, looks.agreeing):
        yield _contradiction(context, diagnosis)
    left = (context.network(*where) for where in context.tied if where not in looks.decided)
    for item in chain.from_iterable(map(undecided_in, filter(None, left))):
        figure = item.figure
        if context.given(figure.id) is None:
            continue
        yield CannotTell.found(
            f"{figure.title} cannot be checked: what it divides by may be zero.",
            [context.place(figure)],
            expected=f"{item.identity.relation}, with a divisor above zero",
            bounds=(_bound("what it divides by", item.divisor),),
            table=figure.table,
            subject=figure.id,
        )


def diagnoses(
    context: Context, agreeing: Collection[tuple[str, str]] = ()
) -> Iterator[Diagnosis[Figure]]:
    """Yield the contradictions that the submission is part of, with what would explain each.

    Args:
        context: The submission.
        agreeing: The editions and areas of which it is known that there are none.
    """
    known = partial(is_published, context), partial(usual, context), partial(beside, context)
    for where in context.progress.track(list(context.tied)):
        network = None if where in agreeing else context.network(*where)
        for diagnosis in diagnose(network, ASSUMED, *known) if network else ():
            conflicts = diagnosis.conflicts
            if any(context.given(figure.id) for each in conflicts for figure in each.figures):
                yield diagnosis


def _printed_twice(context: Context) -> Iterator[Finding]:
    place_of = itemgetter("figure_id", "locator", "printed", "occurrence")
    cited = {place_of(entry): entry for entry in context.entries.get("citations", ())}
    for figure_id, excluded in sorted(context.excluded_printings.items()):
        figure = context.given(figure_id)
        assert figure is not None  # noqa: S101 - it was made of a row
        entries = [cited[place_of(each)] for each in excluded]
        said = [f"“{each['printed']}” ({each['locator']})" for each in excluded]
        printings = {
            each["printed"]: printed_interval(
                Decimal(each["printed_value"]),
                int(each["printed_decimals"]),
                figure.unit,
                figure.qualifier,
                figure.rounding,
            )
            for each in excluded
        }
        yield PrintedTwice.found(
            f"{figure.title} is {figure.value} in its table, and the report prints {' and '.join(said)}. "
            "No true value rounds to both.",
            [context.place(figure), *(entry.place("printed_value") for entry in entries)],
            expected="printed forms that can be roundings of one value",
            bounds=(
                _bound("the table", interval_of(figure)),
                *(_bound(f"“{text}”", ends) for text, ends in printings.items()),
            ),
            table=figure.table,
            subject=figure.id,
        )


def _rule_of(conflict: Conflict[Figure]) -> type[Rule]:
    if conflict.assumptions:
        return UnlikelyTogether
    if conflict.second is None:
        return NoWholeNumber
    ratios = any(
        isinstance(identity, Ratio) and not identity.share for identity in conflict.identities
    )
    wholes = [identity for identity in conflict.identities if isinstance(identity, Whole)]
    if any(not identity.disjoint for identity in wholes):
        return PartExceedsWhole
    if wholes and not ratios:
        return DoesNotSum
    return RateDoesNotFit


def _contradiction(context: Context, diagnosis: Diagnosis[Figure]) -> Finding:
    likeliest = diagnosis.explanations[0].figures
    certain = not diagnosis.conflicts[0].assumptions
    conflict = max(
        (each for each in diagnosis.conflicts if not (certain and each.assumptions)),
        key=lambda each: _tells(each, likeliest),
    )
    suspects = diagnosis.suspects
    others = [figure for figure in conflict.figures if figure not in suspects]
    return _rule_of(conflict).found(
        accusation(diagnosis, others, assuming=bool(conflict.assumptions)),
        [context.place(figure) for figure in (*suspects, *others)],
        expected="; ".join(identity.relation for identity in conflict.identities[:4]),
        hints=hints(context, diagnosis),
        bounds=_allowed(context, conflict),
        gap=_finely(conflict.gap, conflict.gap, round),
        assumptions=tuple(assumption.statement for assumption in conflict.assumptions),
        table=suspects[0].table,
        subject=suspects[0].id,
        suggestions=suggestions(context, diagnosis),
        suspects=len(suspects),
    )


def _tells(conflict: Conflict[Figure], culprits: Sequence[Figure]) -> tuple[int, int, bool]:
    """Of several conflicts show the one of the most culprits and the fewest others, a rate's before a sum's."""
    met = sum(figure in conflict.figures for figure in culprits)
    return met, -len(conflict.figures), _rule_of(conflict) is RateDoesNotFit


def _allowed(context: Context, conflict: Conflict[Figure]) -> tuple[Bound, ...]:
    """Return what the figures allow for the quantity that is left without a value, as finely as the gap asks for."""
    unknown, bounds = conflict.quantity, []
    what = context.names.quantity(unknown.name, unknown.start, unknown.end)
    some, rest = ("some of these figures", "the rest") if conflict.second else ("these figures", "")
    printed = [interval_of(figure) for figure in conflict.figures]
    if rest and (conflict.first in printed or conflict.second in printed):
        some = rest = "the other figures"
    for by, interval in ((some, conflict.first), (rest, conflict.second)):
        if interval is not None:
            lower, upper = (
                None if end is None else _finely(end, conflict.gap, rounding)
                for end, rounding in ((interval.lower, floor), (interval.upper, ceil))
            )
            how = (
                "as given"
                if by == "the other figures" and interval in printed
                else f"going by {by}"
            )
            bounds.append(Bound(f"{what}, {how}", lower, upper))
    return tuple(bounds)


def _finely(number: Fraction, gap: Fraction, rounding: Callable[[Fraction], int]) -> str:
    """Return a number rounded outward, by no more than a tenth of the gap that is to be seen."""
    places = 0 if abs(number) >= 1000 else 2
    while gap and Fraction(1, 10**places) > gap / 10:
        places += 1
    return decimal_text(number, len(str(abs(int(number)))) + places, rounding)


def _bound(label: str, interval: Interval) -> Bound:
    return Bound(
        label,
        None if interval.lower is None else decimal_text(interval.lower),
        None if interval.upper is None else decimal_text(interval.upper),
    )

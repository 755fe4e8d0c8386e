"""What a person is told of figures that cannot all be right: which is likeliest wrong, and what it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.arithmetic.corrections import Usual
from peel_data.arithmetic.identities import Whole
from peel_data.figures.formatting import quantity
from peel_data.findings import Replacement, Suggestion
from peel_data.validation.baseline import series_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from peel_data.arithmetic.corrections import Change, Correction
    from peel_data.arithmetic.explanations import Diagnosis
    from peel_data.figures.figure import Figure
    from peel_data.validation.context import Context

LAST_YEAR, NATION = 0.15, 0.4
"""How far a rate commonly is from last year's, and from that of England and Wales, as a share."""
SENTENCE = 290
"""How long a sentence may be: reports cut what is longer, and with it the names at its end."""


def is_published(context: Context, figure: Figure) -> bool:
    """Whether the release prints the same: then it is not in question."""
    if context.whole:
        return False
    return figure.id not in context.by_id or any(
        (known.value, known.decimals) == (figure.value, figure.decimals)
        for known in context.baseline.series.get(series_of(figure), ())
    )


def usual(context: Context, figure: Figure) -> Usual | None:
    """What corroborates a figure: last year's, or for a rate or a change that of the nation."""
    before = context.year_before(figure)
    if before is not None and before.unit == figure.unit:
        return Usual(before.value, LAST_YEAR)
    if figure.unit == "count":
        return None
    series = series_of(figure)
    everywhere = context.nation.get((figure.measure, figure.category, figure.unit), ())
    nation = [other for other in everywhere if other.area != figure.area]
    same = [other for other in nation if series_of(other)[3:] == series[3:]] or nation
    if not same:
        return None
    return Usual(same[-1].value, 10 if figure.unit == "percent_change" else NATION)


def accusation(diagnosis: Diagnosis[Figure], others: Sequence[Figure], *, assuming: bool) -> str:
    """Say what is wrong, the likeliest figure first; a place is never cut from the end of a sentence."""
    suspects = diagnosis.suspects
    needed = min(len(explanation.figures) for explanation in diagnosis.explanations)
    terms = "however they were rounded"
    if assuming:
        terms += ", if what is assumed here holds"
    if len(suspects) == needed == 1 and others:
        head, figures = f"{_named(suspects[0])} does not fit the others, {terms}", others
    elif len(suspects) == needed and needed > 1:
        head, figures = f"These {needed} figures are wrong, {terms}", suspects
    elif needed > 1:
        head, figures = f"At least {needed} of these figures are wrong, {terms}", suspects
    else:
        head, figures = f"One of these is wrong, {terms}", suspects
    return _listed(head, [_named(figure) for figure in figures])


def suggestions(context: Context, diagnosis: Diagnosis[Figure]) -> tuple[Suggestion, ...]:
    """Return the corrections as cells to replace."""
    return tuple(
        Suggestion(
            tuple(
                Replacement(context.place(change.figure), f"{change.value:f}")
                for change in correction.changes
            ),
            ", ".join(dict.fromkeys(change.slip for change in correction.changes if change.slip)),
        )
        for correction in diagnosis.corrections
    )


def hints(context: Context, diagnosis: Diagnosis[Figure]) -> tuple[str, ...]:
    """Return the corrections in words, and what looks copied.

    Where several would do, none of them may read as an order.
    """
    corrections = diagnosis.corrections
    copied = [_copied(context, figure) for figure in diagnosis.suspects[:4]]
    told = [copy for copy in copied if copy]
    if len(corrections) == 1:
        return (*_alone(diagnosis, corrections[0]), *told)
    if corrections:
        rivals = (" and ".join(map(_instead, c.changes)) for c in corrections)
        return (
            "Each of these would make all figures agree; your source says which:",
            *rivals,
            *told,
        )
    return tuple(told)


def _alone(diagnosis: Diagnosis[Figure], correction: Correction[Figure]) -> Iterator[str]:
    changes = correction.changes
    if len(changes) > 1:
        yield f"Did you mean {' and '.join(map(_instead, changes))}? Then all figures agree."
        return
    (change,) = changes
    meant = f"{change.figure.title}: Did you mean {_number(change.figure, change.value)}?"
    then = _then(diagnosis, change.figure)
    if change.slip is None:
        yield f"{meant} The others leave nothing else."
    else:
        yield f"{meant} That would be {change.slip}; then {then}."


def _then(diagnosis: Diagnosis[Figure], figure: Figure) -> str:
    """Say what agrees once a figure is set right."""
    agreed: dict[str, None] = {}
    for conflict in diagnosis.conflicts:
        if figure not in conflict.figures:
            continue
        if any(isinstance(row, Whole) and row.disjoint for row in conflict.identities):
            agreed["the parts sum"] = None
        for other in conflict.figures:
            if other is figure or (other.table, other.category) != (figure.table, figure.category):
                continue
            if other.measure == "outcome_rate":
                agreed[f"the rate is {_number(other, other.value)}"] = None
            elif other.measure == "outcome_number":
                agreed[f"it follows from {_number(other, other.value)}"] = None
    return " and ".join(list(agreed)[:2]) or "all figures agree"


def _copied(context: Context, figure: Figure) -> str | None:
    before = context.year_before(figure)
    if before is not None and before.value == figure.value and before.edition != figure.edition:
        return f"{figure.title}: It equals the year before ({_shown(before)}): was it copied?"
    return None


def _instead(change: Change[Figure]) -> str:
    figure = change.figure
    slip = f" ({change.slip})" if change.slip else ""
    meant, typed = _number(figure, change.value), _number(figure, figure.value)
    return f"{figure.title}: {meant} instead of {typed}{slip}"


def _listed(head: str, names: Sequence[str]) -> str:
    """Put names behind a sentence, as many as there is room for."""
    room = SENTENCE - len(head) - len("; and 999 more.")
    told: list[str] = []
    for name in names:
        room -= len(name) + 2
        if room < 0:
            break
        told.append(name)
    left = len(names) - len(told)
    if left:
        told.append(f"and {left} more")
    return f"{head}: {'; '.join(told)}."


def _named(figure: Figure) -> str:
    return f"{figure.title} {_shown(figure)}"


def _number(figure: Figure, value: Decimal) -> str:
    return f"{value:,.{max(figure.decimals, 0)}f}"


def _shown(figure: Figure) -> str:
    return quantity(figure.value, figure.decimals, figure.unit, figure.qualifier)

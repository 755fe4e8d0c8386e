"""What a person is told of figures that cannot all be right: which is likeliest wrong, and what it should be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from peel_data.arithmetic.corrections import Change, Correction, Trial, Usual
from peel_data.arithmetic.identities import Whole
from peel_data.arithmetic.moves import EXCHANGED, LAST_YEAR, TOO_HIGH, TOO_LOW, Beside
from peel_data.arithmetic.propagation import Clash
from peel_data.findings import Replacement, Suggestion
from peel_data.tables.formatting import amount
from peel_data.validation.baseline import series_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from peel_data.arithmetic.diagnosis import Diagnosis
    from peel_data.figures.figure import Figure
    from peel_data.validation.context import Context

MOVED = frozenset({EXCHANGED, TOO_LOW, TOO_HIGH})
"""The slips that several cells have in common."""
YEAR_BEFORE, NATION = 0.15, 0.4
"""How far a rate commonly is from last year's, and from that of England and Wales, as a share."""
SENTENCE = 290
"""How long a sentence may be: reports cut what is longer, and with it the names at its end."""


def is_published(context: Context, figure: Figure) -> bool:
    """Return whether the release prints the same: then it is not in question."""
    if context.is_release:
        return False
    return context.given(figure.id) is None or any(
        (known.value, known.decimals) == (figure.value, figure.decimals)
        for known in context.baseline.series.get(series_of(figure), ())
    )


def usual(context: Context, figure: Figure) -> Usual | None:
    """Return what corroborates a figure: last year's, or for a rate or a change that of the nation."""
    before = context.year_before(figure)
    if before is not None and before.unit == figure.unit:
        return Usual(before.value, YEAR_BEFORE)
    if figure.unit == "count":
        return None
    series = series_of(figure)
    everywhere = context.nation.get((figure.measure, figure.category, figure.unit), ())
    nation = [other for other in everywhere if other.area != figure.area]
    same = [other for other in nation if series_of(other)[3:] == series[3:]] or nation
    if not same:
        return None
    return Usual(same[-1].value, 10 if figure.unit == "percent_change" else NATION)


def beside(context: Context, figure: Figure) -> Beside[Figure]:
    """Return what stands around a figure: the other cells of its column, and last year's value."""
    before = context.year_before(figure)
    known = before is not None and (before.unit, before.decimals) == (figure.unit, figure.decimals)
    return Beside(context.column(figure), before.value if before is not None and known else None)


def agrees(context: Context, figure: Figure, value: Decimal) -> bool:
    """Return whether all related figures allow a figure this value; true where those contradict each other."""
    network = context.network(figure.edition, figure.area)
    if network is None or not any(other is figure for other in network.figures):
        return True
    trial = Trial(network, network.allowed(()))
    known = trial.without(0)
    change = Correction((Change(figure, value, None),), 1)
    return isinstance(known, Clash) or trial.agree([change])


def accusation(diagnosis: Diagnosis[Figure], others: Sequence[Figure], *, assuming: bool) -> str:
    """Say what is wrong, the likeliest figure first; a place is never cut from the end of a sentence."""
    suspects, needed = diagnosis.suspects, diagnosis.needed
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
    """Return the corrections as cells to replace; none alone where an assumption may fail instead."""
    if len(diagnosis.corrections) == 1 and is_assumption_doubtful(diagnosis):
        return ()
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
    said = {c.figure.id for each in corrections for c in each.changes if c.slip == LAST_YEAR}
    doubted = [figure for figure in diagnosis.suspects[:4] if figure.id not in said]
    told = [copy for figure in doubted if (copy := _copied(context, figure))]
    told += [
        f"{e.figures[0].title}: {_number(e.figures[0], e.figures[0].value)} looks like {e.source}."
        for e in diagnosis.explanations[:4]
        if e.source and e.source != LAST_YEAR
    ]
    if len(corrections) == 1 and not is_assumption_doubtful(diagnosis):
        return (*_alone(diagnosis, corrections[0]), *told)
    if corrections:
        rivals = [_together(c.changes) for c in corrections]
        if is_assumption_doubtful(diagnosis):
            rivals.append("Nothing, if what is assumed here does not hold.")
        return (
            *told,
            "Each of these would make all figures agree; your source says which:",
            *rivals,
        )
    return tuple(told)


def is_assumption_doubtful(diagnosis: Diagnosis[Figure]) -> bool:
    """Return whether a failed assumption is as likely: without it nothing is wrong, with it two figures are."""
    return diagnosis.needed > 1 and bool(diagnosis.conflicts[0].assumptions)


def _alone(diagnosis: Diagnosis[Figure], correction: Correction[Figure]) -> Iterator[str]:
    changes = correction.changes
    slips = {change.slip for change in changes}
    if slips & MOVED:
        (slip,) = slips
        yield f"This would be {slip}; put back, all figures agree:"
        yield from map(_instead, (replace(change, slip=None) for change in changes))
    elif len(changes) > 1:
        yield f"Did you mean {_together(changes)}? Then all figures agree."
    if len(changes) > 1:
        return
    (change,) = changes
    meant = f"{change.figure.title}: Did you mean {_typed(change.figure, change.value)}?"
    then = _then(diagnosis, change.figure)
    if change.slip is None:
        yield f"{meant} The other figures allow nothing else."
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
        return f"{figure.title}: It equals the year before ({amount(before)}): was it copied?"
    return None


def _together(changes: Sequence[Change[Figure]]) -> str:
    """Name changes that go together; a slip that they share is told once."""
    slips = {change.slip for change in changes}
    if len(changes) > 1 and slips & MOVED:
        return f"{' and '.join(_instead(replace(c, slip=None)) for c in changes)} ({slips.pop()})"
    return " and ".join(map(_instead, changes))


def _instead(change: Change[Figure]) -> str:
    figure = change.figure
    slip = f" ({change.slip})" if change.slip else ""
    meant, typed = _typed(figure, change.value), _typed(figure, figure.value)
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
    return f"{figure.title} {amount(figure)}"


def _number(figure: Figure, value: Decimal) -> str:
    return f"{value:,.{max(figure.decimals, 0)}f}"


def _typed(figure: Figure, value: Decimal) -> str:
    """Return a number as it is typed into a cell: nothing that a table would refuse."""
    return f"{value:.{max(figure.decimals, 0)}f}"

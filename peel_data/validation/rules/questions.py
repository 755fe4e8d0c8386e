"""C61x: figures that no identity reaches, asked about because they lie far from where such figures lie.

Every finding here is a question. The limits stand in `validation.plausibility`.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import cache, lru_cache, partial
from itertools import repeat
from typing import TYPE_CHECKING, TypedDict

from peel_data.arithmetic.figure import interval_of
from peel_data.arithmetic.slips import INDEX
from peel_data.figures.figure import span
from peel_data.findings import Bound, Replacement, Severity, Suggestion
from peel_data.rule import Rule
from peel_data.tables.formatting import amount
from peel_data.validation.baseline import series_of
from peel_data.validation.batches import all_but
from peel_data.validation.copied_forms import Key, Numbers, sharing
from peel_data.validation.looks import National, latest_national, national_kin
from peel_data.validation.one_area import of_one_area, tables_of
from peel_data.validation.plausibility import (
    NATION,
    plainly_meet,
    plainly_meets,
)
from peel_data.validation.slips import hint_at, likely_slips
from peel_data.validation.suspicion import agrees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from peel_data.figures.figure import Figure
    from peel_data.findings import Finding
    from peel_data.schema.interval import Interval
    from peel_data.validation.batches import Batch
    from peel_data.validation.context import Context

ALIKE = 8
"""So many figures equal to another force's, and nearly all that can be compared, are a copied form."""
NEARLY_ALL = Decimal("0.8")
FEW = 3
"""With fewer figures than this, an area's figures may well all be zero, or all equal another's."""
ANSWERED = ("A501", "A502", "A503", "A504", "A505", "A507", "C601", "C607", "C611", "C612")
"""Where one of these rules speaks of a figure, nothing is asked about it any more."""


class FarFromNation(Rule):
    code = "C610"
    title = "A figure is far from that of England and Wales"
    explanation = (
        "There is no figure for the year before, so the figure is compared with that of England "
        "and Wales. A rate of recorded crime may be up to two and a half times that figure, or "
        "down to that fraction of it, which is true of every real force except the City of "
        "London. Satisfaction and changes may differ by a fixed number of points, and other rates "
        "by a factor of up to four. Check the figure. If it is right, waive the query and give "
        "the reason."
    )
    severity = Severity.WARNING
    requires = (*ANSWERED, "A506", "C613")
    accuses = 1  # not the figure of England and Wales, which may itself have jumped
    bad = "victim satisfaction 8.4 percent, where England and Wales has 83.8"
    good = "victim satisfaction 84.0 percent"


class AllZero(Rule):
    code = "C611"
    title = "Every figure of an area is zero"
    explanation = (
        "A zero means that nothing was recorded. If a figure is not known, leave the value empty "
        "and give the row the status `not_supplied`."
    )
    severity = Severity.WARNING
    sweeping = True
    bad = "value 0 in all 38 rows"
    good = "the figures, or rows with the status not_supplied"


class SameAsAnother(Rule):
    code = "C612"
    title = "The figures of an area are those of another force"
    explanation = (
        "Nearly every figure that can be compared equals that of the other force, of the same "
        "year or the year before. The other force's form may have been sent under this name."
    )
    severity = Severity.WARNING
    sweeping = True
    bad = "Kent's form filled with Northamptonshire's figures"
    good = "Kent's figures"


class FractionForPercentage(Rule):
    code = "C613"
    title = "A percentage is given as a fraction of one"
    explanation = (
        "Spreadsheet programs store 80% as 0.8, and show 0.8 if the cell is formatted as a "
        "number. A share of at most one percent is treated as such a fraction if a hundred times "
        "the share would fit the year before or England and Wales, and the share itself would "
        "not. Type the percentage as it is printed. If it really is so small, waive the finding "
        "and give the reason."
    )
    severity = Severity.ERROR
    requires = ANSWERED
    bad = "victim satisfaction 0.8, where England and Wales has 83.8 percent"
    good = "victim satisfaction 80.0"


ROUNDED = "Were they rounded?"


class OnlyWholeNumbers(Rule):
    code = "C614"
    title = "Every new figure of a table is a whole number, although the table prints decimals"
    explanation = (
        "A spreadsheet shows 63.0 and saves 63, and the zero is restored from `decimals`. The "
        "chance that all of several figures end in zero is less than one in a thousand, so they "
        "may have been rounded on the way. If several do not fit the other figures, they were. "
        "Give them with as many decimals as the table prints."
    )
    severity = Severity.WARNING
    sweeping = True
    bad = "67, 7, 8, 2 and 55 in a table with one decimal"
    good = "67.3, 6.8, 8.0, 1.9 and 54.5"


def findings(context: Context) -> Iterator[Finding]:
    """Yield everything that is asked about an area's figures as a whole, then one by one."""
    some: set[Key] = set()
    for batch in context.batches:
        areas = (
            area for area, printed in zip(batch.at, batch.printed, strict=True) if printed.value
        )
        some.update(zip(repeat(batch.first.edition), areas))
    for edition, area in sorted(context.held.keys() - some):
        figures = context.figures_of(edition, area)
        values = [figure.value for figure in figures]
        if len(values) >= FEW:
            yield AllZero.found(
                f"All {len(values)} figures of {context.names.area(area)} in {context.names.edition(edition)} "
                f"are 0{_above_zero(context, figures)}. Is that right?",
                [context.place(figure) for figure in figures],
                expected="the figures, or an empty value with the status not_supplied",
                subject=f"{edition}:{area}",
            )
    yield from _copied(context)
    yield from _rounded(context)
    national = cache(partial(latest_national, national_kin(context)))  # one for all forces
    for figure in context.doubted(partial(_off, national)):
        yield from _beside_nation(context, figure, national)


def _off(national_of: Callable[..., National | None], batch: Batch) -> Iterable[int]:
    """Return where a look leaves in doubt whether a figure lies near enough to that of England and Wales."""
    known = _beside(batch.first, national_of)
    if known is None:
        return ()
    return (
        position
        for position, printed in enumerate(batch.printed)
        if not plainly_meet(printed.least, printed.most, *known.floats)
    )


def _beside(figure: Figure, national_of: Callable[..., National | None]) -> National | None:
    """Return the figure of England and Wales beside which another is asked about, if there is one."""
    if figure.table == "operational_figures":
        return None
    series = figure.measure, figure.category, figure.unit, span(figure)
    return national_of(*series, end=figure.period_end)


def _above_zero(context: Context, figures: Sequence[Figure]) -> str:
    """Say of how many of these series England and Wales has a figure above zero."""
    kinds = {(f.measure, f.category, f.unit) for f in figures if f.area != NATION}
    count = sum(any(f.value for f in context.nation.get(kind, ())) for kind in kinds)
    return f", where England and Wales has {count} above 0" if count else ""


def _beside_nation(
    context: Context, figure: Figure, national_of: Callable[..., National | None]
) -> Iterator[Finding]:
    if (
        figure.area == NATION
        or figure.id in context.baseline.figures
        or context.year_before(figure) is not None
    ):
        return
    known = _beside(figure, national_of)
    if known is None or plainly_meets(figure, *known.floats):
        return
    national, plausible = known.figure, known.plausible
    if not interval_of(figure).gap(plausible):
        return
    if fraction := fraction_for_percentage(context, figure, plausible, national):
        yield fraction
        return
    yield FarFromNation.found(
        f"{figure.title} is {amount(figure)}; England and Wales has {amount(national)}. Is {figure.value} right?",
        [context.place(each) for each in (figure, national) if context.given(each.id)],
        expected=expected(plausible, figure),
        **likely(context, figure, plausible),
        bounds=(bound("given", figure), bound("England and Wales", national)),
        table=figure.table,
        subject=figure.id,
    )


def fraction_for_percentage(
    context: Context, figure: Figure, plausible: Interval, other: Figure
) -> Finding | None:
    """Return a finding where a hundred times a share is plausible beside another figure, as the share is not."""
    meant = figure.value * 100
    if not (figure.unit.startswith("percent_of_") and 0 < figure.value <= 1 and meant in plausible):
        return None
    return FractionForPercentage.found(
        f"{figure.title} is given as {amount(figure)}; read as a fraction of one, that is "
        f"{meant:.{figure.decimals}f} percent.",
        [context.place(figure)],
        expected=expected(plausible, figure),
        hints=(f"Did you mean {meant:.{figure.decimals}f}?",),
        suggestions=_suggested(
            context, figure, [(meant.quantize(figure.value), "a percentage given as a fraction")]
        ),
        bounds=(
            bound("given", figure),
            bound(f"{context.names.area(other.area)}, to {other.period_end}", other),
        ),
        table=figure.table,
        subject=figure.id,
    )


def _copied(context: Context) -> Iterator[Finding]:
    """Areas whose figures are another force's, of the submission or of the release."""
    numbers = Numbers()
    released: dict[Key, list[Figure]] = defaultdict(list)
    for figure in context.baseline.figures.values():
        released[figure.edition, figure.area].append(figure)
    known = {
        key: (figures, [numbers.value(figure.value) for figure in figures])
        for key, figures in released.items()
    }
    valued = {
        batch: [numbers.value(each.value) for each in batch.printed] for batch in context.batches
    }
    for key, batches in context.held.items():
        values = [valued[batch][batch.at[key[1]]] for batch in batches]
        known[key] = [batch.first for batch in batches], values
    asked = sorted(key for key in context.held if key[1] != NATION)
    same: dict[Key, set[Key]] = defaultdict(set)
    for dated, least, share in ((True, FEW, Decimal(1)), (False, ALIKE, NEARLY_ALL)):
        forms = {
            key: numbers.form(*its, dated=dated)
            for key, its in known.items()
            if key[1] != NATION and len(its[1]) >= least
        }
        for key, twin in sharing(forms, asked, least, share):
            same[key].add(twin)
    for edition, area in asked:
        others = [
            (theirs, other)
            for theirs, other in same[edition, area]
            if not (theirs == edition and other > area and (theirs, other) in context.held)
        ]
        if others:
            theirs, other = max(others)
            own = context.figures_of(edition, area)
            called, other_called = context.names.area(area), context.names.area(other)
            yield SameAsAnother.found(
                f"Nearly all figures of {called} that can be compared equal those of {other_called} in "
                f"{context.names.edition(theirs)}. Are these the figures of {called}?",
                dict.fromkeys(context.place(figure, "area") for figure in own),
                expected=f"the figures of {called}",
                hints=(f"The form of {other_called} may have been sent under this name.",),
                subject=f"{edition}:{area}",
            )


def _rounded(context: Context) -> Iterator[Finding]:
    """Ask about areas whose new figures of a table print decimals, none of which says anything."""
    fine_areas: dict[tuple[str, str], set[str]] = defaultdict(set)
    for batch in context.batches:
        if batch.first.decimals > 0:
            fine_areas[batch.first.table, batch.first.edition].update(
                area
                for area, printed in zip(batch.at, batch.printed, strict=True)
                if not _is_whole(printed.value)
            )

    doubted = context.doubted(all_but(fine_areas))
    new = [f for f in doubted if series_of(f) not in context.baseline.series]
    fine = [f for f in new if f.decimals > 0 and f.table != "operational_figures"]
    rounded = {key: figures for key, figures in tables_of(fine).items() if _are_rounded(figures)}
    for (_, area), found in of_one_area(rounded).items():
        yield OnlyWholeNumbers.found(
            f"All {len(found.figures)} new figures of {found.titles} for {context.names.area(area)} are whole "
            f"numbers. {ROUNDED}",
            [context.place(figure) for figure in found.figures],
            expected="values with as many decimals as stated",
            table=found.table,
            subject=found.subject,
        )


def _are_rounded(figures: Sequence[Figure]) -> bool:
    values = [figure.value for figure in figures]
    return len(values) >= FEW and any(values) and all(map(_is_whole, values))


@lru_cache(10_000)
def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


class Likely(TypedDict):
    """What a figure that is asked about may have been meant to be, in words and as cells to replace."""

    hints: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]


def likely(context: Context, figure: Figure, plausible: Interval) -> Likely:
    """Return the slips that would explain a figure, an index given as a change first; none contradicts another."""

    def fits(meant: Decimal) -> bool:
        return meant in plausible and agrees(context, figure, meant)

    from_index = figure.value - 100
    if figure.unit == "percent_change" and 50 < figure.value < 200 and fits(from_index):
        hint = f"Did you mean {from_index}? {figure.value} looks like an index, with 100 for no change."
        return Likely(hints=(hint,), suggestions=_suggested(context, figure, [(from_index, INDEX)]))
    found = likely_slips(figure.value, figure.decimals, figure.unit, fits)
    hints = tuple(hint_at(each, figure.decimals) for each in found)
    if len(found) > 1:
        rivals = (f"{each.meant:.{max(figure.decimals, 0)}f} ({each.slip})" for each in found)
        hints = ("Each of these would raise no question; your source says which:", *rivals)
    meant = [(each.meant, each.slip) for each in found]
    return Likely(hints=hints, suggestions=_suggested(context, figure, meant))


def _suggested(
    context: Context, figure: Figure, found: Iterable[tuple[Decimal, str]]
) -> tuple[Suggestion, ...]:
    place = context.place(figure)
    return tuple(Suggestion((Replacement(place, f"{meant:f}"),), slip) for meant, slip in found)


def expected(plausible: Interval, figure: Figure) -> str:
    """Return the range in which no question is asked, at the figure's own precision."""
    ends = (plausible.lower, plausible.upper)
    given = [f"{float(end):,.{max(figure.decimals, 0)}f}" for end in ends if end is not None]
    room = " to ".join(given) + (
        "" if len(given) > 1 else " or less" if ends[0] is None else " or more"
    )
    return f"{room}, or a waiver that says why"


def bound(label: str, figure: Figure) -> Bound:
    """Return the interval of a figure under a label."""
    ends = (None if end is None else str(end) for end in (figure.lower, figure.upper))
    return Bound(label, *ends)

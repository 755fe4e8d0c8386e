"""C6xx: what is submitted, held against the release."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from peel_data.arithmetic.interval import Interval, decimal_text, printed_interval
from peel_data.findings import Bound, Finding, Severity
from peel_data.validation.baseline import series_of
from peel_data.validation.hints import likely_slips
from peel_data.validation.rules.base import Rule
from peel_data.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.catalogue import Figure
    from peel_data.validation.context import Context

JUMP = Fraction(2)
"""A figure that more than doubles or halves from one year to the next, rounding allowed for, is asked about."""
SMALL_COUNT = 20
"""Counts below this double easily; they are not asked about."""
COPIED = 5
"""So many figures equal to last year's, and all of a table that can be compared, are a copied year."""


class UndeclaredRevision(Rule):
    """A figure of the release is given with another value, and no revision declares it.

    A published figure never changes in silence. If the new value is right, declare it in the table
    `revisions` with a reason; if not, correct it.
    """

    code = "C601"
    bad = "58.4 for the 12 months to June 2014, published as 58.1, and nothing in revisions"
    good = "58.4, and a row in revisions: the figure, 58.1, 58.4, and why"


class VanishedSeries(Rule):
    """A series of the edition before is not continued.

    The release has the figure for this area a year earlier and the submission has none for this year. If it
    is no longer collected, say so with a row of status `not_supplied`.
    """

    code = "C602"
    severity = Severity.WARNING
    bad = "no victim satisfaction for 2016, where 2015 has it"
    good = "victim satisfaction for 2016, or a row that says not_supplied"


class ImplausibleJump(Rule):
    """A figure is more than twice, or less than half, of the year before.

    Rounding is allowed for, and counts below twenty are left alone. Most jumps like this are slips of the
    keyboard; if this one is real, waive it and say why.
    """

    code = "C603"
    severity = Severity.WARNING
    bad = "657 per 1,000 population, after 65.7 the year before"
    good = "65.7 per 1,000 population, after 58.1 the year before"


class ChangedUnit(Rule):
    """A series has another unit or denominator than in the release.

    Figures of one series can be compared only if they measure the same thing the same way.
    """

    code = "C604"
    bad = "burglary in a dwelling per 1,000 population, before that per 1,000 households"
    good = "burglary in a dwelling per 1,000 households"


class ChangedPrecision(Rule):
    """A series is given with fewer or more decimals than in the release.

    It may be meant so; then nothing needs to be done. Often it is a value that was rounded on the way.
    """

    code = "C605"
    severity = Severity.WARNING
    bad = "victim satisfaction 84, before that 83.5"
    good = "victim satisfaction 84.0"


class CopiedYear(Rule):
    """A whole table repeats the values of the year before.

    Every figure of a table that can be compared is the same as last year's. The template of last year may
    have been sent again.
    """

    code = "C606"
    severity = Severity.WARNING
    bad = "nine outcomes of 2016, each equal to 2015"
    good = "figures of 2016"


class NationalDisagrees(Rule):
    """A figure for England and Wales differs from the one the edition already has.

    It is one figure, printed in every force's report of the edition, so all submissions must agree on it.
    """

    code = "C607"
    bad = "63.1 for England and Wales, where an earlier submission of the edition has 63.0"
    good = "63.0 for England and Wales"


class RevisionOfNothing(Rule):
    """A declared revision does not fit the release or the submission.

    It names a figure that is not published, an old value that is not the published one, or a new value that
    the submission does not give.
    """

    code = "C608"
    bad = "revisions: old value 58.0, where 58.1 is published"
    good = "revisions: old value 58.1"


RULES: tuple[type[Rule], ...] = (
    UndeclaredRevision,
    VanishedSeries,
    ImplausibleJump,
    ChangedUnit,
    ChangedPrecision,
    CopiedYear,
    NationalDisagrees,
    RevisionOfNothing,
)


def findings(context: Context) -> Iterator[Finding]:
    """Everything that holding the submission against the release shows."""
    for figure in context.figures:
        published = context.baseline.figures.get(figure.id)
        if published is not None:
            yield from _against_itself(context, figure, published)
        else:
            yield from _printed_again(context, figure)
        before = _year_before(context, figure)
        if before is not None and published is None:
            yield from _against_last_year(context, figure, before)
    yield from _copied(context)
    yield from _vanished(context)
    yield from _revisions(context)


def _against_itself(context: Context, figure: Figure, published: Figure) -> Iterator[Finding]:
    """The figure of the release itself, given again."""
    if (figure.value, figure.decimals) == (published.value, published.decimals):
        yield from _changed_unit(context, figure, published)
        return
    if figure.id not in context.declared:
        yield _disagrees(context, figure, published)


def _printed_again(context: Context, figure: Figure) -> Iterator[Finding]:
    """A figure that an earlier edition prints, too: both printings must be roundings of one value."""
    for earlier in context.baseline.series.get(series_of(figure), ()):
        if earlier.edition == figure.edition:
            continue
        yield from _changed_unit(context, figure, earlier)
        if earlier.unit != figure.unit or earlier.coverage != figure.coverage:
            continue
        if _interval(figure).intersection(_interval(earlier)) is None and not (
            {figure.id, earlier.id} & context.declared.keys()
        ):
            yield _disagrees(context, figure, earlier)


def _disagrees(context: Context, figure: Figure, published: Figure) -> Finding:
    national = figure.area == "england-and-wales"
    rule = NationalDisagrees if national else UndeclaredRevision
    return rule.found(
        f"{figure.title} is given as {_shown(figure)}; the release has {_shown(published)} ({published.edition}).",
        [context.place(figure)],
        expected=f"{published.value}, or a row in revisions that says why it changed",
        hints=(_how_to_declare(figure, published),),
        bounds=(_bound("given", figure), _bound("published", published)),
        gap=_gap(figure, published),
        table=figure.table,
        subject=figure.id,
    )


def _how_to_declare(figure: Figure, published: Figure) -> str:
    return (
        f"To declare it: figure_id {figure.id}, old_value {published.value}, new_value {figure.value}, "
        "and the reason."
    )


def _gap(figure: Figure, published: Figure) -> str | None:
    if None in {figure.lower, figure.upper, published.lower, published.upper}:
        return None
    return decimal_text(_interval(figure).gap(_interval(published)))


def _changed_unit(context: Context, figure: Figure, earlier: Figure) -> Iterator[Finding]:
    for name in ("unit", "denominator"):
        now, then = getattr(figure, name), getattr(earlier, name)
        if now != then:
            yield ChangedUnit.found(
                f"{figure.title} has the {name} {now or '(none)'}; in the release it has {then or '(none)'}.",
                [context.place(figure)],
                expected=then or "no " + name,
                table=figure.table,
                subject=figure.id,
            )


def _year_before(context: Context, figure: Figure) -> Figure | None:
    """The figure of the same series twelve months earlier: of the submission, else of the release."""
    if figure.period_end is None or figure.measure.endswith("_change"):
        return None
    end = _earlier(str(figure.period_end))
    key = (figure.measure, figure.area, figure.category or "", end, "")
    given = context.series.get(key)
    if given is not None:
        return given
    printed = context.baseline.series.get(key)
    return printed[-1] if printed else None


def _earlier(day: str) -> str:
    return f"{int(day[:4]) - 1}{day[4:]}"


def _against_last_year(context: Context, figure: Figure, before: Figure) -> Iterator[Finding]:
    yield from _changed_unit(context, figure, before)
    if figure.unit != before.unit:
        return
    if figure.decimals != before.decimals and not figure.measure.endswith("_number"):
        yield ChangedPrecision.found(
            f"{figure.title} is given with {figure.decimals} decimals; the year before has {before.decimals}.",
            [context.place(figure)],
            expected=f"{before.decimals} decimals",
            bounds=(_bound("given", figure), _bound("the year before", before)),
            table=figure.table,
            subject=figure.id,
        )
    if _jumps(figure, before):

        def fits(meant: Decimal) -> bool:
            return before.value != 0 and Fraction(4, 5) <= Fraction(meant) / Fraction(
                before.value
            ) <= Fraction(5, 4)

        yield ImplausibleJump.found(
            f"{figure.title} is {_shown(figure)}, after {_shown(before)} the year before.",
            [context.place(figure)],
            expected="less than twice, and more than half, of the year before",
            hints=likely_slips(figure.value, figure.decimals, fits),
            bounds=(_bound("given", figure), _bound("the year before", before)),
            table=figure.table,
            subject=figure.id,
        )


def _jumps(figure: Figure, before: Figure) -> bool:
    """Whether the ratio is beyond the guard for every value that rounds to what is printed."""
    if figure.unit == "count" and max(figure.value, before.value) < SMALL_COUNT:
        return False
    now, then = _interval(figure), _interval(before)
    if now.lower is None or now.upper is None or then.lower is None or then.upper is None:
        return False
    return now.lower > JUMP * then.upper or (now.upper * JUMP < then.lower)


def _copied(context: Context) -> Iterator[Finding]:
    pairs: dict[tuple[str, str, str], list[tuple[Figure, Figure]]] = defaultdict(list)
    for figure in context.figures:
        before = _year_before(context, figure)
        if (
            before is not None
            and before.edition != figure.edition
            and figure.id not in context.baseline.figures
        ):
            pairs[figure.table, figure.area, figure.edition].append((figure, before))
    for (table, area, edition), compared in pairs.items():
        if len(compared) >= COPIED and all(now.value == then.value for now, then in compared):
            yield CopiedYear.found(
                f"All {len(compared)} figures of {table} for {area} in {edition} equal those of the year before.",
                [context.place(now) for now, _ in compared],
                expected="the figures of this year",
                hints=("The template of last year may have been sent again.",),
                table=table,
                subject=f"{table}:{edition}:{area}",
            )


def _vanished(context: Context) -> Iterator[Finding]:
    """Series of the release's latest earlier edition that a submitted area does not continue."""
    rows = {
        (e.record["edition"], e.record["area"])
        for name in context.entries
        for e in context.entries[name]
        if e.spec.measures
    }
    order = [
        r["id"] for r in sorted(context.reference("editions"), key=lambda r: (r["year"], r["id"]))
    ]
    profiled = {r["edition"] for r in context.reference("required_series")}
    continued = context.continued
    for edition, area in sorted(rows):
        if edition in profiled or edition not in order:
            continue  # coverage says it, more exactly
        earlier = [e for e in order[: order.index(edition)] if (e, area) in context.baseline_areas]
        if not earlier:
            continue
        for figure in context.baseline.figures.values():
            gone = (figure.measure, figure.category) not in continued[edition, area]
            if (
                (figure.edition, figure.area) == (earlier[-1], area)
                and gone
                and figure.period_end is not None
            ):
                yield VanishedSeries.found(
                    f"{figure.title}: {earlier[-1]} has it for {area}, and {edition} has not.",
                    expected="the figure of this year, or a row with the status not_supplied",
                    table=figure.table,
                    subject=figure.id,
                )


def _revisions(context: Context) -> Iterator[Finding]:
    for figure_id, entry in context.declared.items():
        published = context.baseline.figures.get(figure_id) or _declared_of(context, figure_id)
        given = context.by_id.get(figure_id)
        if context.whole:
            continue
        if published is None:
            problem = f"{figure_id} is not published in release {context.baseline.version}."
        elif entry.record["old_value"] and Decimal(entry.record["old_value"]) != published.value:
            problem = f"The old value {entry.record['old_value']} is not the published one, {published.value}."
        elif (
            given is not None
            and entry.record["new_value"]
            and Decimal(entry.record["new_value"]) != given.value
        ):
            problem = (
                f"The new value {entry.record['new_value']} is not the one given, {given.value}."
            )
        else:
            continue
        yield RevisionOfNothing.found(
            problem,
            [entry.place("figure_id")],
            expected="a published figure, its published value, and the value given here",
            table="revisions",
            subject=figure_id,
        )


def _declared_of(context: Context, figure_id: str) -> Figure | None:
    """For a reprint under a new edition: the published figure it revises."""
    given = context.by_id.get(figure_id)
    earlier = context.baseline.series.get(series_of(given), ()) if given else ()
    return earlier[-1] if earlier else None


def _interval(figure: Figure) -> Interval:
    if figure.lower is None and figure.upper is None:
        return printed_interval(figure.value, figure.decimals, figure.unit, figure.qualifier)
    return Interval.of(figure.lower, figure.upper)


def _shown(figure: Figure) -> str:
    return quantity(figure.value, figure.decimals, figure.unit, figure.qualifier)


def _bound(label: str, figure: Figure) -> Bound:
    return Bound(label, _text(figure.lower), _text(figure.upper))


def _text(end: Decimal | None) -> str | None:
    return None if end is None else str(end)

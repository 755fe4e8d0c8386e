"""C6xx: what is submitted, held against the release."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from peel_data.arithmetic.figure import interval_of
from peel_data.figures.figure import span
from peel_data.findings import Severity
from peel_data.rule import Rule
from peel_data.tables.formatting import amount
from peel_data.validation.baseline import series_of
from peel_data.validation.batches import all_but, everything, nothing
from peel_data.validation.looks import Rooms, differs, moves, room_for
from peel_data.validation.one_area import of_one_area, tables_of
from peel_data.validation.plausibility import (
    NATION,
    SMALL_COUNT,
    plausible_turn,
)
from peel_data.validation.rules import published, questions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from peel_data.figures.figure import Figure
    from peel_data.findings import Finding
    from peel_data.schema.interval import Interval
    from peel_data.validation.batches import Batch
    from peel_data.validation.cells import Entry
    from peel_data.validation.context import Context

SEVERAL = 2
"""A change from the year before turns from rise to fall easily; one over this many years or more does not."""
COPIED = 5
"""So many figures equal to last year's, and all of a table that can be compared, are a copied year."""


class VanishedSeries(Rule):
    code = "C602"
    title = "A series of the previous edition is missing"
    explanation = (
        "The release has the figure for this area a year earlier, but the submission has none for "
        "this year. If it is no longer collected, add a row with the status `not_supplied`."
    )
    severity = Severity.WARNING
    bad = "no victim satisfaction for 2016, where 2015 has it"
    good = "victim satisfaction for 2016, or a row that says not_supplied"


class ImplausibleJump(Rule):
    code = "C603"
    title = "A figure changed more from the year before than is usual"
    explanation = (
        "If the change for England and Wales is known, it is removed first. Rounding is allowed "
        "for, and counts below twenty are not checked. For recorded crime, the limit is measured "
        "from the counts of all forces. Check the figure. If it is right, waive the query and "
        "give the reason."
    )
    severity = Severity.WARNING
    requires = (
        *("A502", "A503", "A504", "A505", "A506"),
        *("C601", "C607", "C610", "C611", "C612", "C613"),
    )
    bad = "657 per 1,000 population, after 65.7 the year before"
    good = "65.7 per 1,000 population, after 58.1 the year before"


class ChangedUnit(Rule):
    code = "C604"
    title = "A series has a different unit or denominator from the release"
    explanation = (
        "You can compare figures of one series only if they measure the same thing in the same way."
    )
    bad = "burglary in a dwelling per 1,000 population, before that per 1,000 households"
    good = "burglary in a dwelling per 1,000 households"


class ChangedPrecision(Rule):
    code = "C605"
    title = "A series is given with fewer or more decimals than in the release"
    explanation = (
        "If this is intended, you do not need to do anything. Often, a value was rounded on the "
        "way. It is an error to give more decimals than the edition does: 1.9 would be published "
        "as 1.90, with a zero that nobody supplied."
    )
    severity = Severity.WARNING
    bad = "victim satisfaction 84, before that 83.5"
    good = "victim satisfaction 84.0"


class CopiedYear(Rule):
    code = "C606"
    title = "A whole table repeats the values of the year before"
    explanation = (
        "Every figure of a table that can be compared is the same as last year's. Last year's "
        "template may have been sent again."
    )
    severity = Severity.WARNING
    sweeping = True
    bad = "nine outcomes of 2016, each equal to 2015"
    good = "figures of 2016"


def findings(context: Context) -> Iterator[Finding]:
    """Yield everything that holding the submission against the release shows."""
    yield from published.findings(context)
    rooms: Rooms = {}
    for figure, before in _compared(context, partial(moves, context, rooms)):
        yield from _jump(context, figure, before, rooms)
    for figure in context.doubted(_turns):
        yield from _turn(context, figure)
    yield from _changed(context)
    yield from _copied(context)
    yield from _vanished(context)


def _compared(
    context: Context, look: Callable[[Batch], Iterable[int]]
) -> list[tuple[Figure, Figure]]:
    """Return the new figures that a look leaves in doubt, each with that of the year before, where there is one."""
    return [
        (figure, before)
        for figure in context.doubted(look)
        if series_of(figure) not in context.baseline.series
        and (before := context.year_before(figure)) is not None
    ]


def _turns(batch: Batch) -> Iterable[int]:
    """Return all that are changes over several years."""
    return everything(batch) if span(batch.first) >= SEVERAL else ()


def _jump(context: Context, figure: Figure, before: Figure, rooms: Rooms) -> Iterator[Finding]:
    if figure.unit != before.unit or _small(figure, before):
        return
    room = room_for(context, figure, before, rooms, national=figure.area == NATION)
    if room.plainly_holds(figure, before):
        return
    plausible = room.around(interval_of(before))
    if interval_of(figure).gap(plausible):
        yield _moved(context, figure, before, plausible)


def _turn(context: Context, figure: Figure) -> Iterator[Finding]:
    """Yield a change over several years that has the other sign than the year before."""
    if figure.id in context.baseline.figures or span(figure) < SEVERAL:
        return
    before = context.change_before(figure)
    national = context.of_nation(figure)
    last = context.change_before(national) if national is not None else None
    nation = None if national is None or last is None else (national, last)
    plausible = plausible_turn(before, nation) if before is not None else None
    if before is not None and plausible is not None and interval_of(figure).gap(plausible):
        yield _moved(context, figure, before, plausible)


def _moved(context: Context, figure: Figure, before: Figure, plausible: Interval) -> Finding:
    if fraction := questions.fraction_for_percentage(context, figure, plausible, before):
        return fraction
    return ImplausibleJump.found(
        f"{figure.title} was {amount(before)} the year before and is {amount(figure)} now. "
        f"Is {figure.value} right?",
        [context.place(each) for each in (figure, before) if context.given(each.id)],
        expected=questions.expected(plausible, figure),
        **questions.likely(context, figure, plausible),
        bounds=(questions.bound("given", figure), questions.bound("the year before", before)),
        table=figure.table,
        subject=figure.id,
    )


def _small(figure: Figure, before: Figure) -> bool:
    return figure.unit == "count" and max(figure.value, before.value) < SMALL_COUNT


def _changed(context: Context) -> Iterator[Finding]:
    """Units, denominators and precisions that differ from the year before, or from another edition."""
    compared = _compared(context, partial(differs, context))
    again = [
        (figure, printed[-1])
        for figure in context.doubted(nothing)
        if figure.period_end is not None
        and figure.id not in context.baseline.figures
        and (printed := context.baseline.series.get(series_of(figure)))
    ]
    pairs = [*compared, *again]
    for name in ("unit", "denominator"):
        yield from _differing(context, pairs, name, ChangedUnit)
    finer, coarser = _given_decimals(context)
    yield from _finer(context, finer)
    rates = [
        (now, then)
        for now, then in compared
        if now.unit == then.unit != "count" and now.id not in finer
    ]
    told = list(_differing(context, rates, "decimals", ChangedPrecision))
    yield from told
    yield from _coarser(context, coarser, {finding.table for finding in told})


def _given_decimals(context: Context) -> tuple[dict[str, Figure], dict[str, Figure]]:
    """Return the new figures that have more decimals than their edition gives, and those with fewer, by id."""
    asked = {
        (row["edition"], row["table"], row["category"], row["period_end"], row["baseline_end"]): row
        for row in context.reference("required_series")
    }

    def excess(figure: Figure) -> int:
        ends = str(figure.period_end or ""), str(figure.baseline_end or "")
        series = asked.get((figure.edition, figure.table, figure.category or "", *ends))
        counted = series is not None and figure.unit == "count" != series["unit"]
        if series is None or not (counted or series["decimals"]):
            return 0
        return figure.decimals - (0 if counted else int(series["decimals"]))

    changed = [
        figure
        for figure in context.doubted(
            lambda batch: everything(batch) if excess(batch.first) else ()
        )
        if figure.id not in context.baseline.figures
    ]
    return (
        {figure.id: figure for figure in changed if excess(figure) > 0},
        {f.id: f for f in changed if excess(f) < 0 and (f.value or f.decimals < 0)},  # 0 is 0.0
    )


def _coarser(
    context: Context, coarser: Mapping[str, Figure], told: Collection[str | None]
) -> Iterator[Finding]:
    """Ask about figures with fewer decimals than the edition gives, where no comparison with the year before does."""
    asked = (figure for figure in coarser.values() if figure.table not in told)
    for figures in tables_of(asked).values():
        yield _other_decimals(context, figures, "fewer", ". Was the value rounded?")


def _finer(context: Context, finer: Mapping[str, Figure]) -> Iterator[Finding]:
    """Say that decimals were made more than the edition gives: zeros would be printed that nobody gave."""
    for figures in tables_of(finer.values()).values():
        said = _other_decimals(context, figures, "more", "; they are not to be changed.")
        yield replace(
            said,
            severity=Severity.ERROR,
            places=(*said.places, *map(context.place, figures)),
            hints=("Undo the change, or copy the column from a new template.",),
        )


def _other_decimals(
    context: Context, figures: Sequence[Figure], how_many: str, said: str
) -> Finding:
    first, count = figures[0], len(figures)
    have = f" and {count - 1} more have" if count > 1 else " has"
    return ChangedPrecision.found(
        f"{first.title}{have} {how_many} decimals than {context.names.edition(first.edition)} gives{said}",
        [context.place(figure, "decimals") for figure in figures],
        expected="the decimals that the template came with",
        table=first.table,
        subject=f"{first.table}:{first.edition}:{first.area}" if count > 1 else first.id,
    )


def _differing(
    context: Context, pairs: Sequence[tuple[Figure, Figure]], name: str, rule: type[Rule]
) -> Iterator[Finding]:
    """One finding for all figures of a table and area that differ from the release in the same way."""
    found: dict[tuple[object, ...], list[tuple[Figure, Figure]]] = defaultdict(list)
    for now, then in pairs:
        values = getattr(now, name), getattr(then, name)
        if values[0] != values[1]:
            found[now.table, now.edition, now.area, *values].append((now, then))
    for (table, edition, area, given, before), differing in found.items():
        figure, earlier = differing[0]
        several = len(differing) > 1
        who = (
            f"{figure.title} and {len(differing) - 1} more have"
            if several
            else f"{figure.title} has"
        )
        yield rule.found(
            f"{who} {_in_words(context, name, given)}; {context.names.edition(earlier.edition)} has "
            f"{_in_words(context, name, before)}.",
            [context.place(now, name) for now, _ in differing],
            expected=_as_typed(name, before),
            table=table,
            subject=f"{table}:{edition}:{area}" if several else figure.id,
        )


def _in_words(context: Context, name: str, given: object) -> str:
    titles = {row["id"]: row["title"] for row in context.reference(f"{name}s")}
    return _as_typed(name, titles.get(str(given), given))


def _as_typed(name: str, given: object) -> str:
    if name == "decimals":
        return "1 decimal" if given == 1 else f"{given} decimals"
    return f"the {name} {given}" if given else f"no {name}"


def _copied(context: Context) -> Iterator[Finding]:
    # The areas of tables and editions of which a look shows a new value.
    moved: dict[tuple[str, str], set[str]] = defaultdict(set)
    for batch in context.batches:
        its = moved[batch.first.table, batch.first.edition]
        for then, same in context.year_before_of(batch):
            its.update(
                area
                for area, position, other in same
                if batch.printed[position].value != then.printed[other].value
            )

    pairs: dict[tuple[str, str, str], list[tuple[Figure, Figure]]] = defaultdict(list)
    for figure, before in _compared(context, all_but(moved)):
        pairs[figure.edition, figure.area, figure.table].append((figure, before))
    copied = {
        key: [now for now, _ in both]
        for key, both in pairs.items()
        if len(both) >= COPIED and all(now.value == then.value for now, then in both)
    }
    for (edition, area), found in of_one_area(copied).items():
        yield CopiedYear.found(
            f"All {len(found.figures)} figures of {found.titles} for {context.names.area(area)} in "
            f"{context.names.edition(edition)} equal those of the year before.",
            [context.place(figure) for figure in found.figures],
            expected="the figures of this year",
            hints=("The template of last year may have been sent again.",),
            table=found.table,
            subject=found.subject,
        )


def _vanished(context: Context) -> Iterator[Finding]:
    """Series of the release's latest earlier edition that a submitted area does not continue."""
    profiled = {edition for edition, _ in context.profiles}
    years = {edition["id"]: int(edition["year"]) for edition in context.reference("editions")}
    held: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in context.baseline.figures.values():
        if figure.period_end is not None and figure.table != "operational_figures":
            held[figure.area, figure.edition].append(figure)
    rejected: dict[str, list[Entry]] = defaultdict(list)
    for entry in context.invalid_entries:
        rejected[entry.record.get("area", "")].append(entry)
    for (edition, area), rows in sorted(context.rows.items()):
        if edition in profiled or edition not in years:
            continue  # coverage says it, more exactly
        earlier = [e for a, e in held if a == area and years[e] < years[edition]]
        continued = {
            (measure, entry[entry.spec.category] if entry.spec.category else None)
            for entry in (*rows, *rejected[area])
            for measure in entry.spec.measures.values()
        }
        latest = max(earlier, key=years.__getitem__, default="")
        gone = {
            (figure.measure, figure.category): figure
            for figure in held.get((area, latest), ())
            if (figure.measure, figure.category) not in continued
        }
        for figure in gone.values():
            yield VanishedSeries.found(
                f"{figure.title}: {context.names.edition(latest)} has it for {context.names.area(area)}, but "
                f"{context.names.edition(edition)} does not.",
                expected="the figure of this year, or a row with the status not_supplied",
                table=figure.table,
                subject=f"{figure.table}:{edition}:{area}:{figure.measure}:{figure.category or ''}".rstrip(
                    ":"
                ),
            )

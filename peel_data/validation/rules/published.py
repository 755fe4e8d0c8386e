"""C601 and C607: published figures that the submission gives differently."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from peel_data.arithmetic.figure import interval_of
from peel_data.rule import Rule
from peel_data.schema.interval import decimal_text, printed_interval
from peel_data.tables import records
from peel_data.tables.formatting import amount
from peel_data.validation.plausibility import NATION
from peel_data.validation.rules.questions import bound
from peel_data.validation.slips import hint_at, likely_slips
from peel_data.validation.standing import contradictions
from peel_data.validation.tables import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from peel_data.figures.figure import Figure
    from peel_data.findings import Finding
    from peel_data.tables.records import Record
    from peel_data.validation.cells import Entry
    from peel_data.validation.context import Context

DECLARING = frozenset({"revisions", "waivers"})
"""Tables of a submission that say something about it, and are not merged row by row."""


class UndeclaredRevision(Rule):
    code = "C601"
    title = "A published row is changed without a declared revision"
    explanation = (
        "Published figures change only with a declared revision. If the new figure is right, "
        "declare it in the table `revisions` with a reason. If not, correct it. Rows without "
        "figures, such as judgments, are changed only by the data steward: leave them out."
    )
    waivable = False
    bad = "58.4 for the 12 months to June 2014, published as 58.1, and nothing in revisions"
    good = "58.4, and a row in revisions: the figure, 58.1, 58.4, and why"


class NationalDisagrees(Rule):
    code = "C607"
    title = "A figure for England and Wales differs from the one the edition already has"
    explanation = (
        "All force reports of an edition print the same figure for England and Wales, so all "
        "submissions must agree on it."
    )
    waivable = False
    bad = "63.1 for England and Wales, where an earlier submission of the edition has 63.0"
    good = "63.0 for England and Wales"


def findings(context: Context) -> Iterator[Finding]:
    """Yield a finding for every published figure that the submission changes without declaring a revision."""
    for figure_id, (published, column) in context.contradicting.items():
        if figure := context.given(figure_id):
            yield _disagrees(context, figure, published, column)
    yield from _withdrawn(context)
    yield from _contradicting(context)


def _disagrees(context: Context, figure: Figure, published: Figure, column: str) -> Finding:
    national = figure.area == NATION and figure.edition == published.edition
    rule = NationalDisagrees if national else UndeclaredRevision

    def fits(meant: Decimal) -> bool:
        printed = printed_interval(
            meant, figure.decimals, figure.unit, figure.qualifier, figure.rounding
        )
        return printed.agrees(interval_of(published))

    slips = likely_slips(figure.value, figure.decimals, figure.unit, fits)
    hints = [hint_at(slip, figure.decimals) for slip in slips[:1]]
    return rule.found(
        f"{figure.title} is given as {amount(figure)}; it is published as {amount(published)} "
        f"({context.names.edition(published.edition)}).",
        [context.place(figure, column)],
        expected=f"{published.value}, or a row in revisions that says why it changed",
        hints=(
            *(hints if figure.value != published.value else ()),
            "Put back what is published. If that is wrong, declare a revision, as the next line says.",
            (
                f"To declare it: figure_id {figure.id}, old_value {published.value}, new_value {figure.value}, "
                "and the reason."
            ),
        ),
        bounds=(bound("given", figure), bound("published", published)),
        gap=_gap(figure, published),
        table=figure.table,
        subject=figure.id,
    )


def _gap(figure: Figure, published: Figure) -> str | None:
    if None in {figure.lower, figure.upper, published.lower, published.upper}:
        return None
    gap = interval_of(figure).gap(interval_of(published))
    return decimal_text(gap) if gap else None


def _withdrawn(context: Context) -> Iterator[Finding]:
    """Yield rows without a value, where the release has one."""
    for entry in chain.from_iterable(context.rows.values()):
        if entry["status"] == "published":
            continue
        ids = records.figure_ids(entry.spec, entry.record)
        for column, figure_id in ids.items():
            published = context.baseline.figures.get(figure_id)
            if published is None or figure_id in context.declared:
                continue
            yield UndeclaredRevision.found(
                f"{published.title} is declared {entry['status'].replace('_', ' ')}; the release has "
                f"{amount(published)}.",
                [entry.place("status"), entry.place(column)],
                expected=f"{published.value}, or a row in revisions with an empty new_value",
                table=entry.spec.name,
                subject=figure_id,
            )


def _contradicting(context: Context) -> Iterator[Finding]:
    """Yield published rows that are given again with other cells than the figure's own; the same change once."""
    found: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    again = (
        (entry, published)
        for name, entries in context.entries.items()
        if entries and name not in DECLARING and context.baseline.tables.get(name)
        for entry, published in zip(entries, context.published_rows(entries), strict=True)
        if published is not None
    )
    for entry, published in again:
        stem = ":".join((entry.spec.name, *entry.key))
        ids = records.figure_ids(entry.spec, published)
        if context.declared.keys() & {stem, *ids.values()}:
            continue
        told = _told_of_the_figure(entry, published)
        for column in contradictions(entry.spec, published, entry.record):
            if column not in told:
                group = (entry.spec.name, entry.record.get("area", ""), column)
                found[*group, entry[column], published[column]].append(entry)
    for (table, area, column, given, before), entries in found.items():
        stem = ":".join((table, *entries[0].key))
        several = len(entries) > 1
        who = f"{len(entries)} rows of {title_of(table)} have"
        if not several:
            key = (context.names.title(entries[0].record[name]) for name in entries[0].spec.key)
            who = f"The row of {title_of(table)} ({', '.join(filter(None, key))}) has"
        rule = (
            NationalDisagrees if entries[0].spec.measures and area == NATION else UndeclaredRevision
        )
        yield rule.found(
            f"{who} {_in_cell(column, given)}; the release has {_in_cell(column, before)}.",
            [entry.place(column) for entry in entries],
            expected=f"{before or 'an empty cell'}, as published",
            hints=(
                "To change it, declare a revision of the figure, and give the reason."
                if entries[0].spec.measures
                else "Leave the row out. The steward of the data set changes it with `peel-data revise`.",
            ),
            table=table,
            subject=f"{table}:{column}" if several else stem,
        )


def _told_of_the_figure(entry: Entry, published: Record) -> set[str]:
    """Return the columns whose change a finding about the figure itself tells of."""
    if not entry.spec.measures:
        return set()
    values = {*entry.spec.measures, *map(entry.spec.precision, entry.spec.measures)}
    if published["status"] == "withdrawn":  # C609 tells of all of it
        return set(entry.record) if entry["status"] == "published" else values
    return values | {"qualifier" if entry["status"] == "published" else "status"}


def _in_cell(column: str, text: str) -> str:
    return f"{column} {text}" if text else f"no {column}"

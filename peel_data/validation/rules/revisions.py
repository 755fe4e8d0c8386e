"""C608 and C609: revisions that are declared, held against the release and against what is given."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING

from peel_data.rule import Rule
from peel_data.suggestions import HINTED, asking, nearest
from peel_data.validation.baseline import series_of
from peel_data.validation.standing import contradictions
from peel_data.validation.tables import MEASURES
from peel_data.version import precedence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.figures.figure import Figure
    from peel_data.findings import Finding
    from peel_data.tables.records import Record
    from peel_data.validation.context import Context


class RevisionOfNothing(Rule):
    code = "C608"
    title = "A declared revision does not fit the release or the submission"
    explanation = (
        "The revision names a figure that is not published, an old value that is not the "
        "published one, or a new value that the submission does not give."
    )
    waivable = False
    bad = "revisions: old value 58.0, where 58.1 is published"
    good = "revisions: old value 58.1"


class WithdrawnReturns(Rule):
    code = "C609"
    title = "A withdrawn figure is given again without a declared revision"
    explanation = (
        "The figure was withdrawn with a reason, so it needs a reason to be restored. Declare it "
        "in the table `revisions`, with an empty old value. If an old return still contains the "
        "figure, leave the row out."
    )
    waivable = False
    bad = (
        "the survey's 83.5 from an old return, after it was withdrawn because the survey was faulty"
    )
    good = "83.5, and a row in revisions: the figure, an empty old value, 83.5, and why it returns"


def findings(context: Context) -> Iterator[Finding]:
    """Yield what does not fit in the declared revisions."""
    for number, (figure_id, entry) in enumerate(context.declared.items()):
        problem = _problem(context, figure_id, entry.record, hint=number < HINTED)
        if problem:
            column, sentence = problem
            yield RevisionOfNothing.found(
                sentence,
                [entry.place(column)],
                expected="a published figure, its published value, and the value given here",
                table="revisions",
                subject=figure_id,
            )

    yield from _returning(context)


def withdrawn_by_hand(context: Context) -> Iterator[Finding]:
    """Yield figures of a release whose last revision withdrew them."""
    last: dict[str, Record] = {}
    for entry in context.entries.get("revisions", ()):
        known = last.get(entry["figure_id"])
        if known is None or _order(known) < _order(entry.record):
            last[entry["figure_id"]] = entry.record
    for figure_id, revision in last.items():
        figure = context.given(figure_id)
        if figure and not revision["new_value"]:
            yield _returned(context, figure, revision)


def _returning(context: Context) -> Iterator[Finding]:
    """Yield figures of a submission whose row the release has as withdrawn."""
    withdrawals = {
        record["figure_id"]: record
        for record in sorted(context.baseline.tables.get("revisions", ()), key=_order)
        if not record["new_value"]
    }
    withdrawn = {
        (record["edition"], record["area"])
        for name, measures in MEASURES.items()
        for record in context.baseline.tables.get(name, ())
        if measures
        if record["status"] == "withdrawn"
    }
    again = (figure for where in withdrawn for figure in context.figures_of(*where))
    for figure in sorted(again, key=attrgetter("id")):
        published = context.published_row(context.entry_of(figure))
        if published is None or published["status"] != "withdrawn":
            continue
        if figure.id not in context.declared:
            yield _returned(context, figure, withdrawals.get(figure.id))


def _returned(context: Context, figure: Figure, withdrawal: Record | None) -> Finding:
    when = f" in release {withdrawal['release']}" if withdrawal and withdrawal["release"] else ""
    why = f" The reason given: {withdrawal['reason']}" if withdrawal else ""
    return WithdrawnReturns.found(
        f"{figure.title} was withdrawn{when}, and returns only by a declared revision.{why}",
        [context.place(figure)],
        expected="no row for it, or a row in revisions that says why it returns",
        hints=(
            f"To declare it: figure_id {figure.id}, an empty old_value, new_value {figure.value}, and the reason."
            if not context.is_release
            else f'Use `peel-data revise {figure.id} --value {figure.value} --reason "..."`.',
        ),
        table=figure.table,
        subject=figure.id,
    )


def _order(revision: Record) -> tuple[int, ...]:
    return precedence(revision["release"]) if revision["release"] else (1_000_000,)


def _problem(
    context: Context, figure_id: str, declared: Record, *, hint: bool
) -> tuple[str, str] | None:
    """Return what does not fit in the declaration of a revision: the column, and a sentence."""
    if _recorded(context, figure_id, declared):
        return None
    given = context.given(figure_id)
    if given is not None and _is_withdrawn(context, given):
        return _return_problem(given, declared)
    published = context.baseline.figures.get(figure_id)
    if published is None and given is not None:  # a reprint under a new edition
        earlier = context.baseline.series.get(series_of(given))
        published = context.baseline.other_printing(given) or (earlier[-1] if earlier else None)
    if published is None:
        near = nearest(figure_id, context.baseline.figures, most=1) if hint else ()
        return (
            "figure_id",
            f"“{figure_id}” is not published in release {context.baseline.version}.{asking(near)}",
        )
    given = given or context.latest(published)
    old, new = declared["old_value"], declared["new_value"]
    if not old or Decimal(old) != published.value:
        return (
            "old_value",
            f"The old value {old or '(empty)'} is not the published one, {published.value}.",
        )
    if given is None and new:
        return "new_value", f"The new value {new} is given nowhere in the submission."
    if given is not None and (not new or Decimal(new) != given.value):
        return "new_value", f"The new value {new or '(empty)'} is not the one given, {given.value}."
    if given is not None and given.id == published.id and not _changes(context, given):
        return (
            "new_value",
            f"{given.title} is given as published; nothing is revised.",
        )
    return None


def _is_withdrawn(context: Context, figure: Figure) -> bool:
    published = context.published_row(context.entry_of(figure))
    return published is not None and published["status"] == "withdrawn"


def _return_problem(given: Figure, declared: Record) -> tuple[str, str] | None:
    """Return what does not fit in the declaration that a withdrawn figure returns."""
    old, new = declared["old_value"], declared["new_value"]
    if old:
        return "old_value", f"The figure is withdrawn, so the old value is empty, not {old}."
    if not new or Decimal(new) != given.value:
        return "new_value", f"The new value {new or '(empty)'} is not the one given, {given.value}."
    return None


def _changes(context: Context, figure: Figure) -> bool:
    entry = context.entry_of(figure)
    published = context.published_row(entry)
    return published is None or bool(contradictions(entry.spec, published, entry.record))


def _recorded(context: Context, figure_id: str, declared: Record) -> bool:
    """Return whether the release has the revision already: it was accepted earlier, and is sent again."""
    columns = ("old_value", "new_value")
    return any(
        known["figure_id"] == figure_id and all(known[c] == declared[c] for c in columns)
        for known in context.baseline.tables.get("revisions", ())
    )

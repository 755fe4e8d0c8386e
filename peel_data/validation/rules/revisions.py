"""C608: revisions that a submission declares, held against the release and against itself."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from peel_data.nearest import HINTED, nearest
from peel_data.validation.baseline import series_of
from peel_data.validation.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.findings import Finding
    from peel_data.records import Record
    from peel_data.validation.context import Context


class RevisionOfNothing(Rule):
    code = "C608"
    title = "A declared revision does not fit the release or the submission"
    explanation = (
        "It names a figure that is not published, an old value that is not the published one, or a "
        "new value that the submission does not give."
    )
    bad = "revisions: old value 58.0, where 58.1 is published"
    good = "revisions: old value 58.1"


RULES: tuple[type[Rule], ...] = (RevisionOfNothing,)


def findings(context: Context) -> Iterator[Finding]:
    """What does not fit in the declared revisions."""
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


def _problem(
    context: Context, figure_id: str, declared: Record, *, hint: bool
) -> tuple[str, str] | None:
    """What does not fit in the declaration of a revision: the column, and a sentence."""
    if _recorded(context, figure_id, declared):
        return None
    given = context.by_id.get(figure_id)
    published = context.baseline.figures.get(figure_id)
    if published is None and given is not None:  # a reprint under a new edition
        earlier = context.baseline.series.get(series_of(given))
        published = earlier[-1] if earlier else None
    if published is None:
        near = nearest(figure_id, context.baseline.figures, most=1) if hint else ()
        meant = f" Did you mean {near[0]}?" if near else ""
        return (
            "figure_id",
            f"{figure_id} is not published in release {context.baseline.version}.{meant}",
        )
    given = given or context.series.get(series_of(published))
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
    return None


def _recorded(context: Context, figure_id: str, declared: Record) -> bool:
    """Whether the release has the revision already: it was accepted earlier, and is sent again."""
    columns = ("old_value", "new_value")
    return any(
        known["figure_id"] == figure_id and all(known[c] == declared[c] for c in columns)
        for known in context.baseline.tables.get("revisions", ())
    )

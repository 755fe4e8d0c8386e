"""What is asked of a release beyond a submission: every figure cited, the generated table current."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from peel_data.tables.records import sort_key
from peel_data.validation.rules import keys as rules
from peel_data.validation.rules import revisions
from peel_data.validation.rules.rows import DoesNotFit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.findings import Finding
    from peel_data.validation.cells import Entry
    from peel_data.validation.context import Context


def findings(context: Context) -> Iterator[Finding]:
    """Yield what is cited nowhere, out of step, out of order, or was withdrawn and is there again."""
    yield from _unsorted(context)
    yield from _unfit(context)
    yield from revisions.withdrawn_by_hand(context)
    cited = {entry["figure_id"] for entry in context.entries.get("citations", ())}
    listed = {entry["figure_id"]: entry for entry in context.entries.get("figures", ())}
    records = {made.record["figure_id"]: made.record for made in context.figure_records()}
    for figure_id, record in sorted(records.items()):
        place = context.place_of(figure_id)
        if figure_id not in cited:
            yield rules.NoCitation.found(
                f"{figure_id} is cited nowhere.",
                [place] if place else [],
                expected="a row in citations",
                table=record["table"],
            )
        entry = listed.pop(figure_id, None)
        if entry is None or entry.record != record:
            yield rules.FiguresOutOfStep.found(
                f"The table figures does not give {figure_id} as {record['table']} does.",
                [entry.place("figure_id")] if entry else [place] if place else [],
                expected="what `peel-data generate` writes",
                table="figures",
            )
    for figure_id, entry in listed.items():
        yield rules.FiguresOutOfStep.found(
            f"The table figures has {figure_id}, and no table of figures has.",
            [entry.place("figure_id")],
            expected="what `peel-data generate` writes",
            table="figures",
        )


def _unsorted(context: Context) -> Iterator[Finding]:
    """Tables whose rows do not stand in the order of their key."""
    for name, entries in context.entries.items():
        for before, entry in pairwise(entries):
            key = entry.spec.key
            if sort_key(before.record, key) > sort_key(entry.record, key):
                yield rules.Unsorted.found(
                    f"The rows of {name} are not sorted: {_named(entry)} comes after {_named(before)}.",
                    [entry.place(key[0])],
                    expected=f"rows in the order of {', '.join(key)}",
                    table=name,
                    subject=name,
                )
                break


def _unfit(context: Context) -> Iterator[Finding]:
    """Yield rows that pass the schema and the rules but not the row model."""
    from pydantic import ValidationError  # late: submissions are judged without row models

    from peel_data.schema.registry import MODELS

    for model in MODELS:
        for entry in context.entries.get(model.spec.name, ()):
            try:
                model.from_text(entry.record)
            except ValidationError as error:
                for each in error.errors(include_url=False):
                    column = str(each["loc"][0]) if each["loc"] else None
                    yield DoesNotFit.found(
                        f"The row does not fit {model.spec.name}: {each['msg']}.",
                        [entry.place(column)],
                        table=model.spec.name,
                    )


def _named(entry: Entry) -> str:
    return ":".join(entry.key)

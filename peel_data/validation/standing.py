"""What a row that was published once may still become: shared by the rules and by acceptance, so that they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peel_data.schema.spec import TableSpec
    from peel_data.tables.records import Record

STANDING = frozenset({"published", "withdrawn"})
"""What a figure is that was published once: it changes, and comes back, by a declared revision alone."""

CAVEATS = frozenset({"notes"})
"""Cells that the steward keeps: a submission that leaves them out means nothing by it."""


def contradictions(spec: TableSpec, published: Record, given: Record) -> list[str]:
    """Return the columns in which a row contradicts the published row of its key.

    A figure that was never published contradicts nothing when it comes late.
    """
    if spec.measures and published["status"] not in STANDING:
        return []
    return [
        column
        for column, text in published.items()
        if column in given and given[column] != text and column not in CAVEATS
    ]

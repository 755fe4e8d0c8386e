"""What the arithmetic needs to know about areas: which contain which.

A national total is put together from what forces send in, and a report does not always print which
of them it counts. A force has no such parts.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from peel_data.tables import records

if TYPE_CHECKING:
    from peel_data.tables.records import Record


def is_national(area: str) -> bool:
    """Return whether an area is the total of all forces, such as England and Wales."""
    known = _areas().get(area)
    return known is not None and known["kind"] == "national"


def contains(area: str, other: str) -> bool:
    """Return whether another area is a part of this one."""
    known = _areas().get(area)
    return known is not None and other in known["members"].split()


@cache
def _areas() -> dict[str, Record]:
    return {record["id"]: record for record in records.read("areas")}

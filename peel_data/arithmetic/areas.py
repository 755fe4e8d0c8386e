"""What the arithmetic needs to know of areas: names, and which contain which.

A national total is put together from what forces send in, and a report does not always print which
of them it counts. A force has no such parts.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from peel_data import records

if TYPE_CHECKING:
    from peel_data.records import Record


def area_name(area: str) -> str:
    """Return the name of an area; its id if there is none of that id."""
    known = _areas().get(area)
    return known["name"] if known else area


def area_in_words(area: str, coverage: str | None) -> str:
    """Return the name of an area with what it leaves out: its number is of no other area."""
    return f"{area_name(area)} {coverage}" if coverage else area_name(area)


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

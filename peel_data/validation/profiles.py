"""What an edition asks of a kind of area: its profile, from `required_series`."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from peel_data.validation.tables import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peel_data.tables.records import Record

Asked: TypeAlias = tuple[str, str, str, str]
"""Table, category, end of the period and of the one that a change is measured from."""


def asked_of(series: Record) -> Asked:
    """Return what a series of a profile asks for, as `series_key` gives it of a row."""
    return (series["table"], series["category"], series["period_end"], series["baseline_end"])


def period_of(key: Asked) -> tuple[str, str, str]:
    """Return the table and the period of a series."""
    return (key[0], key[2], key[3])


class Profile:
    """The series that one edition asks of one kind of area.

    Made once for all areas of the kind: there may be thousands of them.
    """

    def __init__(self, series: Iterable[Record]) -> None:
        self.asked: dict[Asked, Record] = {asked_of(each): each for each in series}

    @cached_property
    def figures(self) -> int:
        """How many figures it asks for; an outcome is two, its number and its rate."""
        return sum(len(MEASURES[key[0]]) for key in self.asked)

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tables that it asks for."""
        return frozenset(key[0] for key in self.asked)

    @cached_property
    def periods(self) -> frozenset[tuple[str, str, str]]:
        """The tables and periods that it asks for."""
        return frozenset(map(period_of, self.asked))


def profiles_of(series: Iterable[Record]) -> dict[tuple[str, str], Profile]:
    """Return the profiles by edition and kind of area."""
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for each in series:
        found[each["edition"], each["area_kind"]].append(each)
    return {key: Profile(each) for key, each in found.items()}

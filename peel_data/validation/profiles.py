"""What an edition asks of a kind of area: its profile, from `required_series`."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from peel_data.validation.cells import series_key
from peel_data.validation.tables import MEASURES, definition

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from peel_data.tables.records import Record
    from peel_data.validation.cells import Entry

Asked: TypeAlias = tuple[str, str, str, str]
"""Table, category, end of the period and of the one that a change is measured from."""
Where: TypeAlias = tuple[str, str]
"""An edition and an area."""


MISTAKEN = 3
"""With so few rows and nearly everything missing, the area of the rows is asked about."""


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


class Case:
    """What of a profile is given: the same for all areas whose rows are of the same series and status.

    Attributes:
        profile: The profile.
        rows: The position of the row of each series.
        lacking: The series of which there is nothing.
        strangers: Series of asked tables whose period the profile does not ask for.
        answers: The series that are asked for and have a row.
        declared: Those of them whose row gives no figure.
        given: How many figures the others give; an outcome is two.
        published: Whether the release has a figure that is asked for and not given again.
        is_mistaken: Whether there are so few rows that their area may be what is mistyped.
    """

    def __init__(
        self, profile: Profile, entries: Sequence[Entry], released: Mapping[Asked, Record]
    ) -> None:
        self.profile, self.asked = profile, profile.asked
        self.rows = {series_key(e.spec, e.record): n for n, e in enumerate(entries)}
        there = self.rows.keys() | released.keys()
        self.lacking = [key for key in self.asked if key not in there]
        self.lacking_of = Counter(key[0] for key in self.lacking)
        self.strangers = [
            key
            for key in self.rows
            if key[0] in profile.tables and period_of(key) not in profile.periods
        ]
        self.answers = [key for key in self.rows if key in self.asked]
        status = {key: entries[self.rows[key]]["status"] for key in self.answers}
        self.declared = [key for key in self.answers if status[key] != "published"]
        self.given = sum(len(MEASURES[k[0]]) for k in self.answers if status[k] == "published")
        self.published = any(
            record["status"] == "published"
            for key, record in released.items()
            if key in self.asked and key not in self.rows
        )
        self.is_mistaken = len(there) <= MISTAKEN
        self._there = {key[0] for key in there}
        self._missing: dict[tuple[object, ...], tuple[list[Asked], list[Asked]]] = {}

    @cached_property
    def mistyped(self) -> dict[Asked, Asked]:
        """For each lacking series, the stranger that may be it."""
        free, found = dict.fromkeys(self.strangers), {}
        for key in self.lacking if free else ():
            near = [other for other in free if other[:2] == key[:2] and _alike(other, key)]
            if near:
                found[key] = near[0]
                del free[near[0]]
        return found

    def odd_column(self, key: Asked) -> str:
        """Return the column in which the period of a stranger differs from what is asked for."""
        ends = {asked[2] for asked in self.asked if asked[0] == key[0]}
        return "baseline_end" if key[2] in ends else "period_end"

    def missing(
        self, tables: frozenset[str], known: Collection[Asked], whole_files: bool
    ) -> tuple[list[Asked], list[Asked]]:
        """Return the series that are missing one by one, and those of tables of which there is nothing at all.

        Of an area with a row or two, everything is missing together: the area is what is mistyped.

        Args:
            tables: Tables that lack no more than was rejected of them.
            known: Series whose row is there, though it was rejected.
            whole_files: Whether a file of no known table was left out.
        """
        told = tables, frozenset(known), whole_files
        if told not in self._missing:
            lacking = [
                key
                for key in self.lacking
                if key in self.mistyped or not (key[0] in tables or key in known)
            ]
            absent = [key for key in lacking if key[0] not in self._there]
            if absent and self.is_mistaken and not whole_files:
                absent = [key for key in lacking if key not in self.mistyped]
            together = set(absent)
            left = [key for key in lacking if key not in together]
            self._missing[told] = left, [] if whole_files else absent
        return self._missing[told]


def _alike(one: Asked, other: Asked) -> bool:
    """Return whether only the years differ."""
    return one[2][4:] == other[2][4:] and one[3][4:] == other[3][4:]


def cases_of(
    rows: Mapping[Where, Sequence[Entry]],
    profile_of: Callable[[str, str], Profile | None],
    release: Mapping[str, Sequence[Record]],
) -> dict[Where, Case]:
    """Return what is given of each edition and area whose edition has a profile for it; one case for all alike.

    Args:
        rows: Their rows.
        profile_of: Returns what an edition asks of an area.
        release: The tables of the release: what it has need not be given again.
    """
    released: dict[Where, dict[Asked, Record]] = defaultdict(dict)
    for name, measures in MEASURES.items():
        for record in release.get(name, ()) if measures else ():
            where = (record["edition"], record["area"])
            if where in rows:
                released[where][series_key(definition(name).spec, record)] = record
    found: dict[tuple[object, ...], Case] = {}
    cases = {}
    for where, entries in sorted(rows.items(), key=itemgetter(0)):
        profile = profile_of(*where)
        if profile is not None:
            known = released[where]
            published = tuple((key, record["status"]) for key, record in known.items())
            alike = id(profile), published, tuple(entry.kind for entry in entries)
            if alike not in found:
                found[alike] = Case(profile, entries, known)
            cases[where] = found[alike]
    return cases


def profiles_of(series: Iterable[Record]) -> dict[tuple[str, str], Profile]:
    """Return the profiles by edition and kind of area."""
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for each in series:
        found[each["edition"], each["area_kind"]].append(each)
    return {key: Profile(each) for key, each in found.items()}

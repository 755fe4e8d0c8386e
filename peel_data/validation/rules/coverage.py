"""V7xx: what an edition must contain, by its profile in `required_series`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from peel_data.findings import Severity
from peel_data.rule import Rule
from peel_data.validation.cells import series_key
from peel_data.validation.profiles import asked_of, period_of
from peel_data.validation.tables import MEASURES, definition, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.figures.naming import Names
    from peel_data.findings import Finding
    from peel_data.tables.records import Record
    from peel_data.validation.cells import Entry
    from peel_data.validation.context import Context
    from peel_data.validation.profiles import Asked, Profile

MISTAKEN = 3
"""With so few rows and nearly everything missing, the area of the rows is asked about."""


class MissingSeries(Rule):
    code = "V701"
    title = "A required figure is missing"
    explanation = (
        "The profile of the edition lists what every area supplies. Where there is no figure, a "
        "row with the status `not_supplied` or `not_comparable` says so."
    )
    bad = "no row for sexual offences in the 12 months to June 2016"
    good = "a row with the value, or one with the status not_supplied"


class NoProfile(Rule):
    code = "V702"
    title = "The edition requires no figures, because it has no profile"
    explanation = (
        "The steward declares a new edition by a row in `editions` and its series in "
        "`required_series`. Until then nothing can be said to be missing."
    )
    severity = Severity.WARNING
    bad = "edition: peel-effectiveness-2017, before its profile is declared"
    good = "edition: peel-effectiveness-2016"


class NotSupplied(Rule):
    code = "V703"
    title = "A required figure is declared as not available"
    explanation = "That is in order; it is listed so that nobody overlooks it."
    severity = Severity.INFO
    bad = "victim satisfaction with the status not_supplied"
    good = "victim satisfaction with a value"


class UnexpectedSeries(Rule):
    code = "V704"
    title = "A figure is of a period that the edition does not require"
    explanation = (
        "Most often the year is mistyped. Figures of other periods are taken when they are meant; "
        "then nothing needs to be done."
    )
    severity = Severity.WARNING
    bad = "period_end: 2017-06-30 in the edition of 2016"
    good = "period_end: 2016-06-30"


class NothingGiven(Rule):
    code = "V705"
    title = "An area gives none of the required figures"
    explanation = (
        "Every row says that its figure is not supplied or cannot be compared. If the figures are "
        "there, fill them in and set the status to `published`; if there really are none, waive "
        "the question and say why."
    )
    severity = Severity.WARNING
    bad = "all 29 rows with the status not_supplied"
    good = "the figures, and not_supplied where there is none"


RULES: tuple[type[Rule], ...] = (
    MissingSeries,
    NoProfile,
    NotSupplied,
    UnexpectedSeries,
    NothingGiven,
)


def findings(context: Context) -> Iterator[Finding]:
    """Yield what is missing, declared missing, or unexpected, for each edition and area.

    Rows that were rejected may be what is missing, only mistyped. As long as there are enough of them in a
    table, nothing of it is called missing.
    """
    held = _held(context)
    rejected = _Rejected.of(context, held)
    for each in held:
        yield from each.declared()
        yield from each.nothing_given()
        yield from each.unexpected()
        yield from each.missing(rejected)
    yield from _unprofiled(context)


def count_figures(context: Context) -> tuple[int, int]:
    """Return how many figures the editions ask of the areas that are there, and how many of them are given."""
    counts = [each.counts() for each in _held(context)]
    return sum(asked for asked, _ in counts), sum(given for _, given in counts)


def _held(context: Context) -> list[_Held]:
    """Return the rows of each area held against the profile of their edition, where there is one."""
    released = _released(context)
    return [
        _Held.of(profile, edition, area, entries, released[edition, area], context.names)
        for (edition, area), entries in sorted(context.rows.items())
        if (profile := context.profile(edition, area)) is not None
    ]


def _released(context: Context) -> dict[tuple[str, str], dict[Asked, Record]]:
    """Return what a submission need not bring again: the rows that the release has of its editions and areas."""
    found: dict[tuple[str, str], dict[Asked, Record]] = defaultdict(dict)
    for name, measures in MEASURES.items():
        for record in context.baseline.tables.get(name, ()) if measures else ():
            where = (record["edition"], record["area"])
            if where in context.rows:
                found[where][series_key(definition(name).spec, record)] = record
    return found


def _unprofiled(context: Context) -> Iterator[Finding]:
    profiled = {edition for edition, _ in context.profiles}
    found: dict[str, list[Entry]] = defaultdict(list)
    for (edition, area), entries in sorted(context.rows.items()):
        if edition not in profiled and context.kinds.get(area) in {"force", "national"}:
            found[edition].append(entries[0])
    for edition, firsts in found.items():
        entries = sorted(firsts, key=lambda entry: (entry.raw.file, entry.index))
        yield NoProfile.found(
            f"{context.names.edition(edition)} has no profile, so nothing can be said to be missing.",
            [entry.place("edition") for entry in entries],
            expected="an edition with series in required_series",
            subject=edition,
        )


class _Held(NamedTuple):
    """The rows of one area held against its profile.

    Attributes:
        edition: The edition.
        area: The area.
        rows: Its rows by what they are of.
        profile: The profile.
        strangers: Rows of asked tables whose period the profile does not ask for.
        released: The rows that the release has already; they need not be brought again.
        names: What figures, areas and editions are called.
    """

    edition: str
    area: str
    rows: dict[Asked, Entry]
    profile: Profile
    strangers: dict[Asked, Entry]
    released: dict[Asked, Record]
    names: Names

    @classmethod
    def of(
        cls,
        profile: Profile,
        edition: str,
        area: str,
        entries: Sequence[Entry],
        released: dict[Asked, Record],
        names: Names,
    ) -> _Held:
        rows = {series_key(entry.spec, entry.record): entry for entry in entries}
        strangers = {
            key: entry
            for key, entry in rows.items()
            if key[0] in profile.tables and period_of(key) not in profile.periods
        }
        return cls(edition, area, rows, profile, strangers, released, names)

    @property
    def asked(self) -> dict[Asked, Record]:
        """The series of the profile."""
        return self.profile.asked

    @property
    def lacking(self) -> dict[Asked, Record]:
        """The series of which there is nothing."""
        there = self.there
        return {key: series for key, series in self.asked.items() if key not in there}

    @property
    def there(self) -> set[Asked]:
        """What is given, or published already."""
        return self.rows.keys() | self.released.keys()

    def named(self, series: Record) -> str:
        """Return a figure that the profile asks for, in words."""
        spec = definition(series["table"]).spec
        return self.names.figure(spec, series | {spec.category or "category": series["category"]})

    def subject(self, *parts: str) -> str:
        return ":".join([*parts[:1], self.edition, self.area, *parts[1:]])

    def declared(self) -> Iterator[Finding]:
        for key, entry in self.rows.items():
            series = self.asked.get(key)
            if series is not None and entry.record["status"] != "published":
                yield NotSupplied.found(
                    f"{self.named(series)}: declared {entry.record['status'].replace('_', ' ')} "
                    f"for {self.names.area(self.area)}.",
                    [entry.place("status")],
                    table=series["table"],
                    subject=self.subject(series["table"], series["series"]),
                )

    @property
    def answers(self) -> list[Entry]:
        """The rows that are of what is asked for."""
        return [entry for key, entry in self.rows.items() if key in self.asked]

    def counts(self) -> tuple[int, int]:
        """Return how many figures are asked for, and how many of them are given; an outcome is two."""
        given = sum(
            len(entry.spec.measures)
            for entry in self.answers
            if entry.record["status"] == "published"
        )
        return self.profile.figures, given

    def nothing_given(self) -> Iterator[Finding]:
        asked, given = self.counts()
        there = self.answers
        if given or len(there) <= MISTAKEN:
            return
        published = any(
            record["status"] == "published"
            for key, record in self.released.items()
            if key in self.asked and key not in self.rows
        )
        if not published:
            yield NothingGiven.found(
                f"None of the {asked} figures that {self.names.edition(self.edition)} asks of "
                f"{self.names.area(self.area)} is given. Is that right?",
                [entry.place("status") for entry in there],
                expected="the figures, with the status published",
                subject=self.subject(),
            )

    def mistyped(self) -> dict[Asked, Entry]:
        """For each lacking series, the row of an unexpected period that may be it."""
        if not self.strangers:
            return {}
        free = dict(self.strangers)
        found = {}
        for key in self.lacking:
            near = [other for other in free if other[:2] == key[:2] and _alike(other, key)]
            if near:
                found[key] = free.pop(near[0])
        return found

    def unexpected(self) -> Iterator[Finding]:
        meant = {series_key(entry.spec, entry.record) for entry in self.mistyped().values()}
        for key, entry in self.strangers.items():
            if key not in meant:
                wanted = sorted({_when(asked) for asked in self.asked if asked[0] == key[0]})
                yield UnexpectedSeries.found(
                    f"{self.names.edition(self.edition)} asks for no such figure: "
                    f"{self.names.figure(entry.spec, entry.record)}.",
                    [entry.place(self._odd_column(key))],
                    expected=" or ".join(wanted),
                    table=key[0],
                    subject=self.subject(*filter(None, key)),
                )

    def missing(self, rejected: _Rejected) -> Iterator[Finding]:
        """Series one by one; but tables of which there is nothing at all, in one finding.

        Of an area with a row or two, everything is missing together: the area is what is mistyped.
        """
        mistyped, there = self.mistyped(), {key[0] for key in self.there}
        lacking = {
            key: series
            for key, series in self.lacking.items()
            if key in mistyped or not self._known(key, rejected)
        }
        absent = {key: series for key, series in lacking.items() if key[0] not in there}
        if absent and len(self.there) <= MISTAKEN and not rejected.whole_files:
            absent = {key: series for key, series in lacking.items() if key not in mistyped}
        for key, series in lacking.items():
            if key not in absent:
                yield self._one_missing(series, mistyped.get(key))
        if absent and not rejected.whole_files:
            yield self._absent(list(absent.values()))

    def _known(self, key: Asked, rejected: _Rejected) -> bool:
        """Return whether the series may be among the rejected rows."""
        return key[0] in rejected.tables or (self.edition, self.area, *key) in rejected.known

    def _one_missing(self, series: Record, meant: Entry | None) -> Finding:
        table, when = series["table"], _when(asked_of(series))
        return MissingSeries.found(
            f"{self.named(series)}: missing for {self.names.area(self.area)}.",
            [meant.place(self._odd_column(series_key(meant.spec, meant.record)))] if meant else (),
            expected=f"a row in {table}, or one that says not_supplied",
            hints=(f"Is this row meant, and its period mistyped? Asked for is one {when}.",)
            if meant
            else (),
            table=table,
            subject=self.subject(table, series["series"]),
        )

    def _odd_column(self, key: Asked) -> str:
        """Return the column in which the period of a stranger differs from what is asked for."""
        ends = {asked[2] for asked in self.asked if asked[0] == key[0]}
        return "baseline_end" if key[2] in ends else "period_end"

    def _absent(self, lacking: Sequence[Record]) -> Finding:
        few = list(self.rows.values()) if len(self.there) <= MISTAKEN else []
        tables = list(dict.fromkeys(series["table"] for series in lacking))
        these = "this row" if len(few) == 1 else "these rows"
        figures = "figure that" if len(lacking) == 1 else "figures that"
        have = f"only {these}" if few else f"nothing of {', '.join(map(title_of, tables))}"
        return MissingSeries.found(
            f"For {self.names.area(self.area)}, {len(lacking)} {figures} {self.names.edition(self.edition)} asks for "
            f"{'is' if len(lacking) == 1 else 'are'} missing: there {'are' if len(few) > 1 else 'is'} {have}.",
            [entry.place("area") for entry in few],
            expected="rows with the figures, or rows that say not_supplied",
            hints=(f"Is the area of {these} right?",) if few else (),
            table=tables[0] if len(tables) == 1 else None,
            subject=self.subject(),
        )


class _Rejected(NamedTuple):
    """What was rejected, and may be what is missing.

    Attributes:
        known: Series whose row is there, though it was rejected.
        tables: Tables that lack no more than was rejected of them without anyone knowing which it was.
        whole_files: Whether a file of no known table was left out.
    """

    known: set[tuple[str, ...]]
    tables: set[str]
    whole_files: bool

    @classmethod
    def of(cls, context: Context, held: Sequence[_Held]) -> _Rejected:
        asked = {(each.edition, each.area, *key) for each in held for key in each.asked}
        there = {(each.edition, each.area, *key) for each in held for key in each.there}
        wanted = asked - there
        known: set[tuple[str, ...]] = set()
        spare: dict[str, float] = defaultdict(int)
        for entry in context.invalid_entries:
            if not entry.spec.measures:
                continue
            key = (
                entry.record["edition"],
                entry.record["area"],
                *series_key(entry.spec, entry.record),
            )
            if key in wanted and key not in known:
                known.add(key)
            else:
                spare[entry.spec.name] += 1
        for table, count in context.unreadable_counts.items():
            spare[table or ""] += count
        lacking: dict[str, int] = defaultdict(int)
        for key in wanted - known:
            lacking[key[2]] += 1
        tables = {table for table, count in lacking.items() if count <= spare[table]}
        return cls(known, tables, None in context.unreadable_counts)


def _alike(one: Asked, other: Asked) -> bool:
    """Return whether only the years differ."""
    return one[2][4:] == other[2][4:] and one[3][4:] == other[3][4:]


def _when(key: Asked) -> str:
    return f"to {key[2]}" + (f" against {key[3]}" if key[3] else "")

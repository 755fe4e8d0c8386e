"""V7xx: what an edition must contain, by its profile in `required_series`."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from peel_data.findings import Severity
from peel_data.rule import Rule
from peel_data.validation.cells import series_key
from peel_data.validation.profiles import MISTAKEN
from peel_data.validation.tables import definition, title_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from peel_data.figures.naming import Names
    from peel_data.findings import Finding
    from peel_data.tables.records import Record
    from peel_data.validation.cells import Entry
    from peel_data.validation.context import Context
    from peel_data.validation.profiles import Asked, Case


class MissingSeries(Rule):
    code = "V701"
    title = "A required figure is missing"
    explanation = (
        "The profile of the edition lists what every area must supply. If there is no figure, add "
        "a row with the status `not_supplied` or `not_comparable`."
    )
    bad = "no row for sexual offences in the 12 months to June 2016"
    good = "a row with the value, or one with the status not_supplied"


class NoProfile(Rule):
    code = "V702"
    title = "The edition requires no figures, because it has no profile"
    explanation = (
        "The data steward declares a new edition with a row in `editions` and its series in "
        "`required_series`. Until then, missing figures cannot be reported."
    )
    severity = Severity.WARNING
    bad = "edition: peel-effectiveness-2017, before its profile is declared"
    good = "edition: peel-effectiveness-2016"


class NotSupplied(Rule):
    code = "V703"
    title = "A required figure is declared as not available"
    explanation = "This is allowed. It is listed so that nobody overlooks it."
    severity = Severity.INFO
    bad = "victim satisfaction with the status not_supplied"
    good = "victim satisfaction with a value"


class UnexpectedSeries(Rule):
    code = "V704"
    title = "A figure is for a period that the edition does not require"
    explanation = (
        "Most often, the year is mistyped. Figures of other periods are accepted. If they are "
        "intended, you do not need to do anything."
    )
    severity = Severity.WARNING
    bad = "period_end: 2017-06-30 in the edition of 2016"
    good = "period_end: 2016-06-30"


class NothingGiven(Rule):
    code = "V705"
    title = "An area gives none of the required figures"
    explanation = (
        "Every row says that its figure is not supplied or cannot be compared. If you have the "
        "figures, fill them in and set the status to `published`. If there really are none, waive "
        "the query and give the reason."
    )
    severity = Severity.WARNING
    bad = "all 29 rows with the status not_supplied"
    good = "the figures, and not_supplied where there is none"


def findings(context: Context) -> Iterator[Finding]:
    """Yield what is missing, declared missing, or unexpected, for each edition and area.

    Rows that were rejected may be what is missing, only mistyped. As long as there are enough of them in a
    table, nothing of it is called missing.
    """
    held = [
        _Held(*where, context.rows[where], case, context.names)
        for where, case in context.cases.items()
    ]
    rejected = _Rejected.of(context, held)
    for each in held:
        yield from each.declared()
        yield from each.nothing_given()
        yield from each.unexpected()
        yield from each.missing(rejected)
    yield from _unprofiled(context)


def count_figures(context: Context) -> tuple[int, int]:
    """Return how many figures the editions ask of the areas that are there, and how many of them are given."""
    cases = context.cases.values()
    return sum(case.profile.figures for case in cases), sum(case.given for case in cases)


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


def lines_missing(names: Sequence[str], subject: str = "") -> Finding:
    """Return the finding that lines of the one-page form are gone, given what they ask in words."""
    first, *others = names
    more = f" and {len(others)} more" if others else ""
    return MissingSeries.found(
        f"Lines of the form are missing: {first}{more}."
        if others
        else f"A line of the form is missing: {first}.",
        expected="every line that the form came with",
        hints=("Copy the lines from a new form; where there is no figure, choose its status.",),
        subject=subject,
    )


class _Held(NamedTuple):
    """The rows of one area held against its profile.

    Attributes:
        edition: The edition.
        area: The area.
        entries: Its rows.
        case: What is asked, given and missing.
        names: What figures, areas and editions are called.
    """

    edition: str
    area: str
    entries: Sequence[Entry]
    case: Case
    names: Names

    def row(self, key: Asked) -> Entry:
        """Return the row of a series."""
        return self.entries[self.case.rows[key]]

    def named(self, series: Record) -> str:
        """Return a figure that the profile asks for, in words."""
        spec = definition(series["table"]).spec
        return self.names.figure(spec, series | {spec.category or "category": series["category"]})

    def subject(self, *parts: str) -> str:
        return ":".join([*parts[:1], self.edition, self.area, *parts[1:]])

    def declared(self) -> Iterator[Finding]:
        for key in self.case.declared:
            series, entry = self.case.asked[key], self.row(key)
            yield NotSupplied.found(
                f"{self.named(series)}: declared {entry['status'].replace('_', ' ')} "
                f"for {self.names.area(self.area)}.",
                [entry.place("status")],
                table=series["table"],
                subject=self.subject(series["table"], series["series"]),
            )

    def nothing_given(self) -> Iterator[Finding]:
        case = self.case
        if case.given or len(case.answers) <= MISTAKEN or case.published:
            return
        yield NothingGiven.found(
            f"None of the {case.profile.figures} figures that {self.names.edition(self.edition)} asks of "
            f"{self.names.area(self.area)} is given. Is that right?",
            [self.row(key).place("status") for key in case.answers],
            expected="the figures, with the status published",
            subject=self.subject(),
        )

    def unexpected(self) -> Iterator[Finding]:
        meant = set(self.case.mistyped.values())
        for key in self.case.strangers:
            if key not in meant:
                entry = self.row(key)
                wanted = sorted({_when(asked) for asked in self.case.asked if asked[0] == key[0]})
                yield UnexpectedSeries.found(
                    f"{self.names.edition(self.edition)} asks for no such figure: "
                    f"{self.names.figure(entry.spec, entry.record)}.",
                    [entry.place(self.case.odd_column(key))],
                    expected=" or ".join(wanted),
                    table=key[0],
                    subject=self.subject(*filter(None, key)),
                )

    def missing(self, rejected: _Rejected) -> Iterator[Finding]:
        """Yield series one by one; but tables of which there is nothing at all, in one finding."""
        known = rejected.known.get((self.edition, self.area), frozenset())
        one_by_one, absent = self.case.missing(rejected.tables, known, rejected.whole_files)
        if any(entry.raw.spots for entry in self.entries):
            lacking = [*one_by_one, *absent]
            if lacking:
                yield self._lines_missing(lacking)
            return
        for key in one_by_one:
            yield self._one_missing(key)
        if absent:
            yield self._absent(absent)

    def _lines_missing(self, lacking: Sequence[Asked]) -> Finding:
        only = self.case.asked[lacking[0]]
        one = (only["table"], only["series"]) if len(lacking) == 1 else ()
        names = [self.named(self.case.asked[key]) for key in lacking]
        return lines_missing(names, self.subject(*one))

    def _one_missing(self, key: Asked) -> Finding:
        series, meant = self.case.asked[key], self.case.mistyped.get(key)
        table, when = series["table"], _when(key)
        return MissingSeries.found(
            f"{self.named(series)}: missing for {self.names.area(self.area)}.",
            [self.row(meant).place(self.case.odd_column(meant))] if meant else (),
            expected=f"a row in {table}, or one that says not_supplied",
            hints=(f"Is the period of this row mistyped? The edition asks for one {when}.",)
            if meant
            else (),
            table=table,
            subject=self.subject(table, series["series"]),
        )

    def _absent(self, lacking: Sequence[Asked]) -> Finding:
        few = list(map(self.row, self.case.rows)) if self.case.is_mistaken else []
        tables = list(dict.fromkeys(key[0] for key in lacking))
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
        known: Series of editions and areas whose row is there, though it was rejected.
        tables: Tables that lack no more than was rejected of them without anyone knowing which it was.
        whole_files: Whether a file of no known table was left out.
    """

    known: Mapping[tuple[str, str], Collection[Asked]]
    tables: frozenset[str]
    whole_files: bool

    @classmethod
    def of(cls, context: Context, held: Sequence[_Held]) -> _Rejected:
        cases = {(each.edition, each.area): each.case for each in held}
        known: dict[tuple[str, str], set[Asked]] = defaultdict(set)
        spare: dict[str, float] = defaultdict(int)
        lacking: Counter[str] = Counter()
        for case, areas in Counter(each.case for each in held).items():
            for name, number in case.lacking_of.items():
                lacking[name] += number * areas
        for entry in context.invalid_entries:
            if not entry.spec.measures:
                continue
            where = entry["edition"], entry["area"]
            key = series_key(entry.spec, entry.record)
            if where in cases and key in cases[where].lacking and key not in known[where]:
                known[where].add(key)
                lacking[key[0]] -= 1
            else:
                spare[entry.spec.name] += 1
        for table, count in context.unreadable_counts.items():
            spare[table or ""] += count
        tables = {table for table, count in lacking.items() if 0 < count <= spare[table]}
        return cls(known, frozenset(tables), None in context.unreadable_counts)


def _when(key: Asked) -> str:
    return f"to {key[2]}" + (f" against {key[3]}" if key[3] else "")

"""What the rules look at: the valid entries of a submission, their figures, and the release behind them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from peel_data.arithmetic.network import networks
from peel_data.figures.build import CATEGORIES, FigureBuilder, FigureRecord
from peel_data.figures.figure import Figure, figure_of
from peel_data.figures.naming import Names
from peel_data.findings import Place
from peel_data.schema.periods import year_before
from peel_data.validation.baseline import series_of
from peel_data.validation.plausibility import NATION, interval_of
from peel_data.validation.profiles import profiles_of
from peel_data.validation.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.arithmetic.network import Network
    from peel_data.tables.records import Record
    from peel_data.validation.baseline import Baseline, Series
    from peel_data.validation.cells import Entry
    from peel_data.validation.profiles import Profile


@dataclass(frozen=True)
class Context:
    """A submission, or a release, as the rules see it.

    Attributes:
        entries: The valid entries of each table.
        baseline: The release it is held against.
        invalid_entries: Entries that other rules reject: their figures are wrong, not missing.
        unreadable_counts: For each table, how many records could not be read at all, infinite where nobody knows; under
            None, those of files that belong to no known table.
        is_release: Whether a release is checked by itself, with nothing before it.
        progress: Is told how far the rules are.
    """

    entries: Mapping[str, Sequence[Entry]]
    baseline: Baseline
    is_release: bool = False
    invalid_entries: Sequence[Entry] = ()
    unreadable_counts: Mapping[str | None, float] = field(default_factory=dict)
    progress: Progress = field(default_factory=Progress)
    _origins: dict[str, tuple[Entry, str]] = field(default_factory=dict)
    _excluded: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    _published: dict[str, dict[tuple[str, ...], Record]] = field(default_factory=dict)

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures of all valid entries, by id: what is found does not depend on the order of rows."""
        made = (figure_of(made.record, {}, {}) for made in self.figure_records())
        return sorted(made, key=attrgetter("id"))

    @cached_property
    def by_id(self) -> dict[str, Figure]:
        """The figures by id."""
        return {figure.id: figure for figure in self.figures}

    @cached_property
    def declared(self) -> dict[str, Entry]:
        """The revisions that the submission declares, by figure id."""
        return {entry.record["figure_id"]: entry for entry in self.entries.get("revisions", ())}

    @cached_property
    def names(self) -> Names:
        """What figures, areas and editions are called."""
        tables = (*CATEGORIES.values(), "areas", "editions")
        return Names({table: self.reference(table) for table in tables})

    @cached_property
    def standing(self) -> list[Figure]:
        """The release's figures of the areas and editions that are given, where their rows are not given again."""
        given = {
            ":".join((entry.spec.name, *(entry.record[column] for column in entry.spec.key)))
            for entry in chain(*self.rows.values(), self.invalid_entries)
            if entry.spec.measures
        }
        return [
            figure
            for figure in self.baseline.figures.values()
            if (figure.edition, figure.area) in self.rows
            and figure.id not in given
            and figure.id.rpartition(":")[0] not in given
        ]

    @cached_property
    def networks(self) -> list[Network[Figure]]:
        """What ties the figures of each edition and area together, those of the release among them.

        A figure that contradicts what is published takes no part: one of the two is wrong, and what else
        is wrong shows without it.
        """
        undisputed = [figure for figure in self.figures if figure.id not in self.contradicting]
        return list(networks([*undisputed, *self.standing]).values())

    @cached_property
    def contradicting(self) -> dict[str, tuple[Figure, str]]:
        """For each figure that contradicts what is published, undeclared: the published one, and the column."""
        found = {}
        for figure in self.figures:
            published = self.baseline.figures.get(figure.id)
            if published is not None:
                columns = ("value", "decimals", "qualifier")
                differing = (c for c in columns if getattr(figure, c) != getattr(published, c))
                if figure.id not in self.declared and (column := next(differing, None)):
                    found[figure.id] = published, column
            elif earlier := self._excluded_by(figure):
                found[figure.id] = earlier, "value"
        return found

    def _excluded_by(self, figure: Figure) -> Figure | None:
        """Return the figure as another edition prints it, unless both can be roundings of one value."""
        for earlier in self.baseline.series.get(series_of(figure), ()):
            if earlier.edition == figure.edition or earlier.period_end is None:
                continue
            if (earlier.unit, earlier.coverage) != (figure.unit, figure.coverage):
                continue
            if interval_of(figure).intersection(interval_of(earlier)) is None and not (
                {figure.id, earlier.id} & self.declared.keys()
            ):
                return earlier
        return None

    @cached_property
    def series(self) -> dict[Series, Figure]:
        """The figures by what they are printed of; the latest edition's, where several print it."""
        ordered = sorted(self.figures, key=lambda figure: figure.edition)
        return {series_of(figure): figure for figure in ordered}

    @cached_property
    def rows(self) -> dict[tuple[str, str], list[Entry]]:
        """The valid rows of figures, for each edition and area."""
        found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in chain.from_iterable(self.entries.values()):
            if entry.spec.measures:
                found[entry.record["edition"], entry.record["area"]].append(entry)
        return found

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What kind of area each one is."""
        return {area["id"]: area["kind"] for area in self.reference("areas")}

    @cached_property
    def profiles(self) -> dict[tuple[str, str], Profile]:
        """What each edition asks of each kind of area."""
        return profiles_of(self.reference("required_series"))

    def profile(self, edition: str, area: str) -> Profile | None:
        """Return what an edition asks of an area, if it has a profile for its kind."""
        return self.profiles.get((edition, self.kinds.get(area, "")))

    @cached_property
    def neighbours(self) -> dict[tuple[str, str], list[Figure]]:
        """The figures of each edition and area."""
        found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in self.figures:
            found[figure.edition, figure.area].append(figure)
        return found

    @cached_property
    def columns(self) -> dict[str, tuple[Figure, ...]]:
        """For each figure, those of its column, edition and area in the order of their rows."""
        found: dict[tuple[object, ...], list[tuple[int, Figure]]] = defaultdict(list)
        for figure in self.figures:
            at = self.place(figure)
            where = (at.file, at.sheet, at.column, figure.edition, figure.area)
            found[where].append((at.row or 0, figure))
        columns = (tuple(f for _, f in sorted(each, key=itemgetter(0))) for each in found.values())
        return {figure.id: column for column in columns for figure in column}

    @cached_property
    def nation(self) -> dict[tuple[str, str | None, str], list[Figure]]:
        """The figures of England and Wales by measure, category and unit, the latest last."""
        found: dict[tuple[str, str | None, str], list[Figure]] = defaultdict(list)
        everything = [*self.baseline.figures.values(), *self.figures]
        for figure in sorted(everything, key=lambda f: (f.edition, f.period_end or dt.date.min)):
            if figure.area == NATION:
                found[figure.measure, figure.category, figure.unit].append(figure)
        return found

    def year_before(self, figure: Figure) -> Figure | None:
        """Return the figure of the same series a year earlier: of the submission, else of the release."""
        if figure.period_end is None or figure.baseline_end is not None:
            return None
        return self._known(figure, figure.area, year_before(figure.period_end), None)

    def change_before(self, figure: Figure) -> Figure | None:
        """Return the change of the same series over as many years, a year earlier."""
        if figure.period_end is None or figure.baseline_end is None:
            return None
        ends = year_before(figure.period_end), year_before(figure.baseline_end)
        return self._known(figure, figure.area, *ends)

    def of_nation(self, figure: Figure) -> Figure | None:
        """Return the figure of England and Wales of the same series and period."""
        return self._known(figure, NATION, figure.period_end, figure.baseline_end)

    def _known(
        self, figure: Figure, area: str, end: dt.date | None, baseline: dt.date | None
    ) -> Figure | None:
        """Return the figure of the same measure and category: of the submission, else of the release."""
        series = figure.measure, area, figure.category, end, baseline
        printed = self.baseline.series.get(series)
        return self.series.get(series) or (printed[-1] if printed else None)

    def entry_of(self, figure_id: str) -> Entry:
        """Return the row that gives a figure of the submission."""
        _ = self.figures  # fills the origins
        return self._origins[figure_id][0]

    @property
    def excluded_printings(self) -> Mapping[str, Sequence[Record]]:
        """For each figure that has such, the citations whose printed form none of its true values rounds to."""
        _ = self.figures  # fills them
        return self._excluded

    def published_row(self, entry: Entry) -> Record | None:
        """Return the row of the release that has the key of an entry, if there is one."""
        name, key = entry.spec.name, entry.spec.key
        if name not in self._published:
            self._published[name] = {
                tuple(record.get(column, "") for column in key): record
                for record in self.baseline.tables.get(name, ())
            }
        return self._published[name].get(tuple(entry.record[column] for column in key))

    def place(self, figure: Figure, name: str = "") -> Place:
        """Return where the value of a figure stands in the submission, or its unit, decimals or qualifier.

        A figure that only the release has stands there.
        """
        _ = self.figures  # fills the origins
        if figure.id not in self._origins:
            return Place(
                f"release {self.baseline.version}", column=figure.id, text=str(figure.value)
            )
        entry, column = self._origins[figure.id]
        if name == "decimals":
            name = entry.spec.precision(column)
        return entry.place(column if name in {"", "value"} else name)

    def reference(self, table: str) -> Sequence[Record]:
        """Return a reference table: the release's, or when a release is checked, its own."""
        if self.is_release:
            return [entry.record for entry in self.entries.get(table, ())]
        return self.baseline.tables.get(table, ())

    def figure_records(self) -> Iterator[FigureRecord]:
        """Make the figures of all valid entries, as `generate` writes them; they are large, so none is kept."""
        tables = {
            name: self.reference(name)
            for name in (
                "crime_types",
                "outcome_types",
                "organised_crime_types",
                "operational_measures",
            )
        }
        declared = [entry.record for entry in self.entries.get("revisions", ())]
        known = () if self.is_release else self.baseline.tables.get("revisions", ())
        citations = [entry.record for entry in self.entries.get("citations", ())]
        builder = FigureBuilder(tables, citations, [*known, *declared])
        for entries in self.entries.values():
            for entry in entries:
                if not entry.spec.measures:
                    continue
                for made in builder.figures_of(entry.spec, entry.record):
                    figure_id = made.record["figure_id"]
                    self._origins[figure_id] = (entry, made.column)
                    if made.excluded:
                        self._excluded[figure_id] = made.excluded
                    yield made

"""What the rules look at: the valid entries of a submission, their figures, and the release behind them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, repeat
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from peel_data.arithmetic.shape import Shapes
from peel_data.figures.build import CATEGORIES, FigureBuilder
from peel_data.figures.naming import Names
from peel_data.findings import Place
from peel_data.schema.periods import year_before
from peel_data.validation.baseline import kin_of
from peel_data.validation.batches import Batch, alike, batches_of, nothing
from peel_data.validation.cells import series_key, texts_of
from peel_data.validation.plausibility import NATION
from peel_data.validation.profiles import cases_of, profiles_of
from peel_data.validation.progress import Progress
from peel_data.validation.tied import tied_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from peel_data.arithmetic.network import Network
    from peel_data.figures.build import FigureRecord
    from peel_data.figures.figure import Figure
    from peel_data.tables.records import Record
    from peel_data.validation.baseline import Baseline
    from peel_data.validation.cells import Entry
    from peel_data.validation.profiles import Case, Profile
    from peel_data.validation.tied import Tied


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
    _excluded: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    _by_id: dict[tuple[str, str], dict[str, Batch]] = field(default_factory=dict)
    _columns: dict[tuple[str, str], dict[str, tuple[Figure, ...]]] = field(default_factory=dict)
    _networks: dict[tuple[str, str], Network[Figure]] = field(default_factory=dict)
    shapes: Shapes = field(default_factory=Shapes)
    _series: dict[int, tuple[str, str, str, str]] = field(default_factory=dict)
    _published: dict[str, dict[object, Record]] = field(default_factory=dict)

    @cached_property
    def batches(self) -> list[Batch]:
        """The figures of all valid entries, those together that are alike."""
        kinds: dict[Hashable, int] = {}
        shared: dict[tuple[str, ...], Mapping[str, int]] = {}
        known = self.baseline.areas
        return [
            batch
            for entries in self.entries.values()
            if entries and entries[0].spec.measures
            for rows in alike(entries)
            for batch in batches_of(rows, self._builder, known, self._excluded, kinds, shared)
        ]

    @cached_property
    def held(self) -> dict[tuple[str, str], tuple[Batch, ...]]:
        """The batches that have a figure of an edition and area, in the order of the figures' ids.

        Areas that have the same share one tuple.
        """
        found: dict[tuple[str, str], list[Batch]] = defaultdict(list)
        for batch in sorted(self.batches, key=lambda batch: batch.id_of("")):
            for where in zip(repeat(batch.first.edition), batch.at):
                found[where].append(batch)
        known: dict[tuple[int, ...], tuple[Batch, ...]] = {}
        return {
            where: known.setdefault(tuple(map(id, batches)), tuple(batches))
            for where, batches in found.items()
        }

    @cached_property
    def series(self) -> dict[tuple[object, ...], list[Batch]]:
        """The batches by what their figures are printed of; those of the latest edition first."""
        found: dict[tuple[object, ...], list[Batch]] = defaultdict(list)
        for batch in sorted(self.batches, key=lambda batch: batch.first.edition)[::-1]:
            found[kin_of(batch.first)].append(batch)
        return found

    def doubted(self, look: Callable[[Batch], Iterable[int]]) -> list[Figure]:
        """Return the figures that a look leaves in doubt, by id: what is found does not depend on the order of rows.

        Those of which the release has such are always among them: what it has is looked at figure by figure.

        Args:
            look: Returns the positions in a batch of what is in doubt.
        """
        found = (
            batch.figure(position)
            for batch in self.batches
            for position in {*batch.known, *look(batch)}
        )
        return sorted(found, key=attrgetter("id"))

    def given(self, figure_id: str) -> Figure | None:
        """Return the figure of the submission that has an id, if there is one."""
        origin = self._origin(figure_id)
        return origin and origin[0].figure(origin[1])

    def _origin(self, figure_id: str) -> tuple[Batch, int] | None:
        """Return the batch of a figure of the submission, and its position there."""
        edition, area = (*figure_id.split(":"), "", "")[1:3]
        if (edition, area) not in self._by_id:
            batches = self.held.get((edition, area), ())
            self._by_id[edition, area] = {batch.id_of(area): batch for batch in batches}
        batch = self._by_id[edition, area].get(figure_id)
        return (batch, batch.at[area]) if batch else None

    @cached_property
    def declared(self) -> dict[str, Entry]:
        """The revisions that the submission declares, by figure id."""
        return {entry["figure_id"]: entry for entry in self.entries.get("revisions", ())}

    @cached_property
    def names(self) -> Names:
        """What figures, areas and editions are called."""
        tables = (*CATEGORIES.values(), "areas", "editions")
        return Names({table: self.reference(table) for table in tables})

    @cached_property
    def standing(self) -> list[Figure]:
        """The release's figures of the areas and editions that are given, where their rows are not given again."""
        near = [f for f in self.baseline.figures.values() if (f.edition, f.area) in self.rows]
        rows = (self.rows[where] for where in {(f.edition, f.area) for f in near})
        given = {
            ":".join((entry.spec.name, *entry.key))
            for entry in chain(*rows, self.invalid_entries if near else ())
            if entry.spec.measures
        }
        return [
            figure
            for figure in near
            if figure.id not in given and figure.id.rpartition(":")[0] not in given
        ]

    @cached_property
    def tied(self) -> dict[tuple[str, str], Tied]:
        """What is held against each other of each edition and area, figures of the release among them.

        A figure that contradicts what is published takes no part: one of the two is wrong, and what else
        is wrong shows without it.
        """
        return tied_figures(self.held, self.standing, self.contradicting.keys())

    def network(self, edition: str, area: str) -> Network[Figure] | None:
        """Return what ties the figures of an edition and area together, if anything does."""
        where = edition, area
        if where not in self._networks and where in self.tied:
            self._networks[where] = self.tied[where].network(self.shapes)
        return self._networks.get(where)

    @cached_property
    def contradicting(self) -> dict[str, tuple[Figure, str]]:
        """For each figure that contradicts what is published, undeclared: the published one, and the column."""
        found = {}
        for figure in self.doubted(nothing):
            published = self.baseline.figures.get(figure.id)
            if published is not None:
                columns = ("value", "decimals", "qualifier")
                differing = (c for c in columns if getattr(figure, c) != getattr(published, c))
                if figure.id not in self.declared and (column := next(differing, None)):
                    found[figure.id] = published, column
            elif (earlier := self.baseline.other_printing(figure)) and not (
                {figure.id, earlier.id} & self.declared.keys()
            ):
                found[figure.id] = earlier, "value"
        return found

    @cached_property
    def rows(self) -> dict[tuple[str, str], list[Entry]]:
        """The valid rows of figures, for each edition and area."""
        found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entries in self.entries.values():
            if entries and entries[0].spec.measures:
                where = texts_of(entries, ("edition", "area"))
                for each, entry in zip(where, entries, strict=True):
                    found[each].append(entry)
        return found

    def series_key(self, entry: Entry) -> tuple[str, str, str, str]:
        """Return which series of its edition and area a valid row of figures is."""
        if entry.kind not in self._series:
            self._series[entry.kind] = series_key(entry.spec, entry.record)
        return self._series[entry.kind]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What kind of area each one is."""
        return {area["id"]: area["kind"] for area in self.reference("areas")}

    @cached_property
    def profiles(self) -> dict[tuple[str, str], Profile]:
        """What each edition asks of each kind of area."""
        return profiles_of(self.reference("required_series"))

    @cached_property
    def cases(self) -> dict[tuple[str, str], Case]:
        """What is given of each edition and area that has a profile."""
        return cases_of(self.rows, self.profile, self.baseline.tables)

    def profile(self, edition: str, area: str) -> Profile | None:
        """Return what an edition asks of an area, if it has a profile for its kind."""
        return self.profiles.get((edition, self.kinds.get(area, "")))

    def column(self, figure: Figure) -> tuple[Figure, ...]:
        """Return the figures in the column of a figure, of its edition and area, in the order of their rows."""
        where = figure.edition, figure.area
        if where not in self._columns:
            found: dict[tuple[object, ...], list[tuple[int, Figure]]] = defaultdict(list)
            for each in self.figures_of(*where):
                at = self.place(each)
                found[at.file, at.sheet, at.column].append((at.row or 0, each))
            columns = [tuple(f for _, f in sorted(c, key=itemgetter(0))) for c in found.values()]
            self._columns[where] = {f.id: column for column in columns for f in column}
        return self._columns[where].get(figure.id, ())

    def figures_of(self, edition: str, area: str) -> list[Figure]:
        """Return the figures of an edition and area, by id."""
        batches = self.held.get((edition, area), ())
        return [batch.figure(batch.at[area]) for batch in batches]

    @cached_property
    def nation(self) -> dict[tuple[str, str | None, str], list[Figure]]:
        """The figures of England and Wales by measure, category and unit, the latest last."""
        found: dict[tuple[str, str | None, str], list[Figure]] = defaultdict(list)
        given = sorted(
            (batch.figure(batch.at[NATION]) for batch in self.batches if NATION in batch.at),
            key=attrgetter("id"),
        )
        everything = [*self.baseline.figures.values(), *given]
        for figure in sorted(everything, key=lambda f: (f.edition, f.period_end or dt.date.min)):
            if figure.area == NATION:
                found[figure.measure, figure.category, figure.unit].append(figure)
        return found

    def year_before(self, figure: Figure) -> Figure | None:
        """Return the figure of the same series a year earlier: of the submission, else of the release."""
        if figure.period_end is None or figure.baseline_end is not None:
            return None
        return self._known(figure, figure.area, year_before(figure.period_end), None)

    def year_before_of(self, batch: Batch) -> Iterator[tuple[Batch, list[tuple[str, int, int]]]]:
        """Yield where the submission has the figures of the year before those of a batch.

        With each batch of theirs go its areas: their position in the first batch, and in that one.
        """
        first, left = batch.first, batch.at
        if first.period_end is None or first.baseline_end is not None:
            return
        kin = first.measure, first.category, year_before(first.period_end), None
        for then in self.series.get(kin, ()):
            if then.at is left:
                pairs = [(area, position, position) for area, position in left.items()]
            else:
                pairs = [(area, n, then.at[area]) for area, n in left.items() if area in then.at]
            if pairs:
                yield then, pairs
            if len(pairs) == len(left):
                return
            left = {area: n for area, n in left.items() if area not in then.at}

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
        given = self._given((figure.measure, figure.category, end, baseline), area)
        if given is not None:
            return given
        printed = self.baseline.series.get((figure.measure, area, figure.category, end, baseline))
        return printed[-1] if printed else None

    def latest(self, figure: Figure) -> Figure | None:
        """Return the figure of the submission that prints the same as one of the release; of several, the latest."""
        return self._given(kin_of(figure), figure.area)

    def _given(self, kin: tuple[object, ...], area: str) -> Figure | None:
        """Return the latest figure of the submission that is printed of something, of an area."""
        batch = next((each for each in self.series.get(kin, ()) if area in each.at), None)
        return batch.figure(batch.at[area]) if batch else None

    def entry_of(self, figure: Figure) -> Entry:
        """Return the row that gives a figure of the submission."""
        origin = self._origin(figure.id)
        assert origin is not None  # noqa: S101 - it was made of one
        return origin[0].entries[origin[1]]

    @property
    def excluded_printings(self) -> Mapping[str, Sequence[Record]]:
        """For each figure that has such, the citations whose printed form none of its true values rounds to."""
        _ = self.batches  # fills them
        return self._excluded

    def published_row(self, entry: Entry) -> Record | None:
        """Return the row of the release that has the key of an entry, if there is one."""
        return next(self.published_rows([entry]))

    def published_rows(self, entries: Sequence[Entry]) -> Iterator[Record | None]:
        """Return, for each entry of a table, the row of the release that has its key, if there is one."""
        spec = entries[0].spec
        if spec.name not in self._published:
            records = self.baseline.tables.get(spec.name, ())
            self._published[spec.name] = dict(
                zip(map(itemgetter(*spec.key), records), records, strict=True)
            )
        return map(self._published[spec.name].get, texts_of(entries, spec.key))

    def place(self, figure: Figure, name: str = "") -> Place:
        """Return where the value of a figure stands in the submission, or its unit, decimals or qualifier.

        A figure that only the release has stands there.
        """
        return self.place_of(figure.id, name) or Place(
            f"release {self.baseline.version}", column=figure.id, text=str(figure.value)
        )

    def place_of(self, figure_id: str, name: str = "") -> Place | None:
        """Where the value of a figure of the submission stands, as `place` says."""
        origin = self._origin(figure_id)
        if origin is None:
            return None
        batch, position = origin
        entry, column = batch.entries[position], batch.column
        if name == "decimals":
            name = entry.spec.precision(column)
        return entry.place(column if name in {"", "value"} else name)

    def reference(self, table: str) -> Sequence[Record]:
        """Return a reference table: the release's, or when a release is checked, its own."""
        if self.is_release:
            return [entry.record for entry in self.entries.get(table, ())]
        return self.baseline.tables.get(table, ())

    @cached_property
    def _builder(self) -> FigureBuilder:
        tables = {name: self.reference(name) for name in CATEGORIES.values()}
        declared = [entry.record for entry in self.entries.get("revisions", ())]
        known = () if self.is_release else self.baseline.tables.get("revisions", ())
        citations = [entry.record for entry in self.entries.get("citations", ())]
        return FigureBuilder(tables, citations, [*known, *declared])

    def figure_records(self) -> Iterator[FigureRecord]:
        """Make the figures of all valid entries, as `generate` writes them; they are large, so none is kept."""
        for entry in chain.from_iterable(self.entries.values()):
            if entry.spec.measures:
                yield from self._builder.figures_of(entry.spec, entry.record)

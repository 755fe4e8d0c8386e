"""What the rules look at: the sound entries of a submission, their figures, and the release behind them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from peel_data.catalogue import Figure, figure_of
from peel_data.figuring import FigureRecord, Figuring
from peel_data.validation.baseline import series_of
from peel_data.validation.entries import series_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.findings import Place
    from peel_data.records import Record
    from peel_data.validation.baseline import Baseline, Series
    from peel_data.validation.entries import Entry


@dataclass(frozen=True)
class Context:
    """A submission, or a release, as the rules see it.

    Attributes:
        entries: The sound entries of each table.
        baseline: The release it is held against.
        unsound: Entries that other rules reject: their figures are wrong, not missing.
        whole: Whether a release is checked by itself, with nothing before it.
    """

    entries: Mapping[str, Sequence[Entry]]
    baseline: Baseline
    whole: bool = False
    unsound: Sequence[Entry] = ()
    _origins: dict[str, tuple[Entry, str]] = field(default_factory=dict)

    @cached_property
    def figure_records(self) -> list[FigureRecord]:
        """The figures of all sound entries, with the rows they come from."""
        return list(self._make())

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures of all sound entries."""
        return [figure_of(made.record, {}, {}) for made in self.figure_records]

    @cached_property
    def by_id(self) -> dict[str, Figure]:
        """The figures by id."""
        return {figure.id: figure for figure in self.figures}

    @cached_property
    def declared(self) -> dict[str, Entry]:
        """The revisions that the submission declares, by figure id."""
        return {entry.record["figure_id"]: entry for entry in self.entries.get("revisions", ())}

    @cached_property
    def series(self) -> dict[Series, Figure]:
        """The figures by what they are printed of; the latest edition's, where several print it."""
        ordered = sorted(self.figures, key=lambda figure: figure.edition)
        return {series_of(figure): figure for figure in ordered}

    @cached_property
    def continued(self) -> dict[tuple[str, str], set[tuple[str, str | None]]]:
        """For each edition and area, the measures and categories that rows of any status speak of."""
        found: dict[tuple[str, str], set[tuple[str, str | None]]] = defaultdict(set)
        for entry in [*chain.from_iterable(self.entries.values()), *self.unsound]:
            for measure in entry.spec.measures.values():
                category = entry.record[entry.spec.category] if entry.spec.category else None
                found[entry.record["edition"], entry.record["area"]].add((measure, category))
        return found

    @cached_property
    def baseline_areas(self) -> set[tuple[str, str]]:
        """The editions and areas that the release has figures of."""
        return {(figure.edition, figure.area) for figure in self.baseline.figures.values()}

    def unsound_series(self, edition: str, area: str) -> set[tuple[str, str, str, str]]:
        """The series of rejected rows, as far as they can be made out."""
        return {
            series_key(entry)
            for entry in self.unsound
            if entry.spec.measures
            and (entry.record["edition"], entry.record["area"]) == (edition, area)
        }

    def place(self, figure: Figure) -> Place:
        """Where a figure stands in the submission."""
        _ = self.figure_records  # fills the origins
        entry, column = self._origins[figure.id]
        return entry.place(column)

    def record_of(self, figure: Figure) -> Record:
        """The row a figure stands in."""
        _ = self.figure_records
        return self._origins[figure.id][0].record

    def reference(self, table: str) -> Sequence[Record]:
        """A reference table: the release's, or when a release is checked, its own."""
        if self.whole:
            return [entry.record for entry in self.entries.get(table, ())]
        return self.baseline.tables.get(table, ())

    def _make(self) -> Iterator[FigureRecord]:
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
        known = () if self.whole else self.baseline.tables.get("revisions", ())
        citations = [entry.record for entry in self.entries.get("citations", ())]
        figuring = Figuring(tables, citations, [*known, *declared])
        for entries in self.entries.values():
            for entry in entries:
                if not entry.spec.measures:
                    continue
                for made in figuring.figures_of(entry.spec, entry.record):
                    self._origins[made.record["figure_id"]] = (entry, made.column)
                    yield made

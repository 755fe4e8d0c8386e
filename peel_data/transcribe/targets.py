"""Which figure of a new report is the same as one of a transcribed report, and what its row is like. Internal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.figures.build import CATEGORIES
from peel_data.figures.naming import Names
from peel_data.schema.spec import TableSpec
from peel_data.tables.records import figure_ids
from peel_data.transcribe.series import DATES, OPERATIONAL, Series, shifted
from peel_data.transcribe.wording import FORCE, NATION
from peel_data.validation.tables import MEASURES, definition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from peel_data.transcribe.audit import Row, Tables


def published_rows(tables: Tables) -> dict[str, tuple[str, str, Row]]:
    """Return every published figure by its id: its table, the column of its value, and its row."""
    return {
        figure_id: (name, column, row)
        for name, measures in MEASURES.items()
        if measures
        for row in tables(name)
        if row["status"] == "published"
        for column, figure_id in figure_ids(definition(name).spec, row).items()
    }


class Targets:
    """Finds, for a figure of a model report, the series that it is in the report at hand."""

    def __init__(
        self, tables: Tables, series: Mapping[str, Series], edition: str, area: str
    ) -> None:
        self._published = published_rows(tables)
        self._series, self._edition, self._area = dict(series), edition, area
        self._units = {row["id"]: row["unit"] for row in tables("operational_measures")}
        self._years = {row["id"]: int(row["year"]) for row in tables("editions")}
        self._names = Names({n: [*map(dict, tables(n))] for n in {*CATEGORIES.values(), "areas"}})

    def of(self, figure_id: str) -> Series | None:
        """Return the series of this report; None if the model's figure is published no longer."""
        if figure_id not in self._published:
            return None
        table, column, row = self._published[figure_id]
        years = self._years[self._edition] - self._years[row["edition"]]
        area = NATION if row["area"] == NATION else self._area
        moved = {c: shifted(row[c], years) for c in DATES if c in row}
        made = {**row, **moved, "edition": self._edition, "area": area}
        own = figure_ids(definition(table).spec, made)[column]
        known = self._series.get(own)
        # Of several reports, one may say the days that the others leave out.
        if known is None or (made["period_end"] and not known.period_end):
            self._series[own] = self._new(own, table, column, made)
        return self._series[own]

    def in_words(self, series: Series) -> str:
        """Return what a person calls a figure: what it is, when and where."""
        spec = definition(series.table).spec
        what = self._names.figure(spec, dict(series.row), series.column)
        return f"{what}, {self._names.area(series.row['area'])}"

    def by_id(self, figure_id: str) -> Series | None:
        """Return the series of an id that a person may decide for: one known here, or in the same place elsewhere."""
        if figure_id in self._series:
            return self._series[figure_id]
        return next(self._alike(figure_id), None) or self._operational(figure_id)

    def _alike(self, figure_id: str) -> Iterator[Series]:
        for model in self._published:
            series = self.of(model)
            if series and series.figure_id == figure_id:
                yield series

    def _operational(self, figure_id: str) -> Series | None:
        """Return the series of a measure that no report prints yet, but the steward has named."""
        stem = f"{OPERATIONAL}:{self._edition}:{self._area}:"
        measure = figure_id.removeprefix(stem)
        if not figure_id.startswith(stem) or measure not in self._units:
            return None
        row = dict.fromkeys(definition(OPERATIONAL).fields, "")
        row |= {"edition": self._edition, "area": self._area, "measure": measure, "decimals": "0"}
        row |= {"unit": self._units[measure], "status": "published"}
        row |= {"data_source": "hmic_inspection", "data_source_basis": "stated"}
        return self._new(figure_id, OPERATIONAL, "value", row)

    def published(self, figure_id: str) -> tuple[str, str] | None:
        """Return the value and decimals that are published of a figure already; None if none are."""
        if figure_id not in self._published:
            return None
        _, column, row = self._published[figure_id]
        return row[column], row[TableSpec.precision(column)]

    @staticmethod
    def _new(figure_id: str, table: str, column: str, row: Mapping[str, str]) -> Series:
        spec = definition(table).spec
        empty = {c: "" for m in MEASURES[table] for c in (m, TableSpec.precision(m))}
        return Series(
            figure_id,
            table,
            column,
            MEASURES[table][column],
            row.get(spec.category or "measure", ""),
            NATION if row["area"] == NATION else FORCE,
            row["period_end"],
            row.get("baseline_end", ""),
            TableSpec.unit(column, row["unit"]),
            int(row[TableSpec.precision(column)]),
            {**row, **empty},
        )

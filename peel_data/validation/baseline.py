"""The release that a submission is held against: its tables as records, wherever they lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from peel_data import paths
from peel_data.arithmetic.figure import interval_of
from peel_data.figures.figure import Figure, figure_of
from peel_data.tables import records, release_files
from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from peel_data.tables.records import Record

Series: TypeAlias = "tuple[str, str, str | None, date | None, date | None]"
"""Measure, area, category, and the last days of the period and of the baseline."""


@dataclass(frozen=True)
class Baseline:
    """A release as records.

    Attributes:
        version: Its version.
        tables: The records of each of its tables.
    """

    version: str
    tables: Mapping[str, list[Record]]

    @classmethod
    def installed(cls) -> Baseline:
        """Return the installed release."""
        names = sorted(path.stem for path in (paths.root() / "data").glob("*.csv"))
        return cls(__version__, {name: records.read(name) for name in names})

    @classmethod
    def at(cls, path: Path) -> Baseline:
        """Return a release in a folder, or in a zip or wheel.

        Raises:
            SubmissionError: There is no release.
        """
        files = release_files.read(path)
        return cls(release_files.version(files), release_files.tables(files))

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Its figures by id; without notes and citations, which no rule needs."""
        return {r["figure_id"]: figure_of(r, {}, {}) for r in self.tables.get("figures", ())}

    @cached_property
    def series(self) -> dict[Series, list[Figure]]:
        """Its figures by what they are the same figure of, whatever the edition; latest edition last."""
        found: dict[Series, list[Figure]] = {}
        for figure in sorted(self.figures.values(), key=lambda figure: figure.edition):
            found.setdefault(series_of(figure), []).append(figure)
        return found

    @cached_property
    def revised(self) -> frozenset[str]:
        """The ids of its figures that a declared revision changed, or that restate those of an earlier edition."""
        return frozenset(record["figure_id"] for record in self.tables.get("revisions", ()))

    @cached_property
    def areas(self) -> dict[tuple[str, str | None], set[str]]:
        """The areas of which it has figures of a measure and category."""
        found: dict[tuple[str, str | None], set[str]] = {}
        for figure in self.figures.values():
            found.setdefault((figure.measure, figure.category), set()).add(figure.area)
        return found

    def other_printing(self, figure: Figure) -> Figure | None:
        """Return the figure as another edition prints it, where no true value can have been printed as both.

        The latest edition is asked first. What an edition restated by a declared revision counts from there on.
        """
        for earlier in reversed(self.series.get(series_of(figure), ())):
            if earlier.edition == figure.edition or earlier.period_end is None:
                continue
            if (earlier.unit, earlier.coverage) != (figure.unit, figure.coverage):
                continue
            if not interval_of(figure).agrees(interval_of(earlier)):
                return earlier
            if earlier.id in self.revised:
                return None
        return None


series_of: Callable[[Figure], Series] = attrgetter(
    "measure", "area", "category", "period_end", "baseline_end"
)
"""What a figure is printed of: the same in every edition that prints it again."""

kin_of: Callable[[Figure], tuple[object, ...]] = attrgetter(
    "measure", "category", "period_end", "baseline_end"
)
"""The same, whatever the area."""

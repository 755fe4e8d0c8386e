"""Past releases, read from the installed package alone: their tables, their figures, and what changed.

Each release is kept whole, as a zip of its descriptor, schemas and data; nothing is reconstructed.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from peel_data import bundles, catalogue, paths
from peel_data.accessors import figures_table
from peel_data.accessors.release import ReleaseTables
from peel_data.errors import NotFound
from peel_data.nearest import did_you_mean
from peel_data.version import __version__, precedence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from pathlib import Path

    from peel_data.catalogue import Figure, Figures
    from peel_data.records import Record
    from peel_data.tabular import Table

FOLDER = "history"
"""Where past releases lie, below the root: a zip for each, such as `1.0.0.zip`."""

VERSION = re.compile(r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$")


class Release(ReleaseTables):
    """The data as one release had it: every table is an attribute, as in the package itself.

    Attributes:
        version: Its version.
        released: The day its data was settled.

    Example:
        >>> release = peel.at("1.0.0")
        >>> release.victim_satisfaction.one(area="northamptonshire").value
        Decimal('83.5')
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        descriptor = json.loads(files[paths.DESCRIPTOR])
        self.version: str = descriptor["version"]
        self.released = dt.date.fromisoformat(descriptor["created"][:10])
        self._schemas = {
            name.rpartition("/")[2].removesuffix(".schema.json"): content
            for name, content in files.items()
            if name.startswith("schemas/")
        }
        self._records = bundles.tables(files)
        super().__init__(self._read, self._schema)

    def __repr__(self) -> str:
        return f"<Release {self.version} of {self.released}>"

    def tables(self) -> tuple[Table[Any], ...]:
        """Every table that the release has."""
        return tuple(table for table in self._all() if table.name in self._records)

    def table(self, name: str) -> Table[Any]:
        """Return the table of that name.

        Raises:
            NotFound: The release has none.
        """
        self._read(name)
        return next(table for table in self._all() if table.name == name)

    def figures(self) -> Figures:
        """Every figure of the release, ordered by id."""
        return self._figures

    def figure(self, figure_id: str) -> Figure:
        """Return the figure of that id.

        Raises:
            NotFound: The release has none.
        """
        if figure_id not in self._by_id:
            raise NotFound(
                f"There is no figure {figure_id!r} in release {self.version}."
                f"{did_you_mean(figure_id, self._by_id)} List them with `.figures()`."
            )
        return self._by_id[figure_id]

    @cached_property
    def _figures(self) -> Figures:
        columns = [column.name for column in figures_table.columns]

        def read(table: str) -> list[Record]:
            # Columns that a later release added are empty here.
            found = self._read(table)
            return (
                [dict.fromkeys(columns, "") | record for record in found]
                if table == "figures"
                else found
            )

        figures = catalogue.figures_of(read, self.version)
        figures.table = self.figures_table
        return figures

    @cached_property
    def _by_id(self) -> dict[str, Figure]:
        return {figure.id: figure for figure in self._figures}

    def _read(self, table: str) -> list[Record]:
        if table not in self._records:
            raise NotFound(
                f"Release {self.version} has no table {table!r}.{did_you_mean(table, self._records)} "
                f'List its tables with `peel.at("{self.version}").tables()`.'
            )
        return self._records[table]

    def _schema(self, table: str) -> dict[str, Any]:
        self._read(table)
        schema: dict[str, Any] = json.loads(self._schemas[table])
        return schema


@dataclass(frozen=True, slots=True)
class Standing:
    """How a figure stood in one release.

    Attributes:
        release: The version.
        released: The day its data was settled.
        value: The value; None when it had been withdrawn.
        decimals: Printed precision; None when it had been withdrawn.
        reason: Why this release changed it, if it did.
    """

    release: str
    released: dt.date
    value: Decimal | None
    decimals: int | None
    reason: str | None = None

    def __str__(self) -> str:
        value = "withdrawn" if self.value is None else str(self.value)
        return f"{self.release} ({self.released}): {value}" + (
            f" — {self.reason}" if self.reason else ""
        )


def past(folder: Path | None = None) -> tuple[str, ...]:
    """The versions of the releases that are kept, oldest first; a folder is that of another checkout."""
    kept = (folder or paths.root() / FOLDER).glob("*.zip")
    found = [file.stem for file in kept if VERSION.match(file.stem)]
    return tuple(sorted(found, key=precedence))


def versions() -> tuple[str, ...]:
    """The versions that `at` knows, oldest first: the releases that are kept, and this one."""
    return tuple(sorted({*past(), __version__}, key=precedence))


@cache
def at(version: str) -> Release:
    """The data as it stood in that release.

    Raises:
        NotFound: There is no such release; the message lists them.
    """
    if version in past():
        return Release(bundles.read(paths.root() / FOLDER / f"{version}.zip"))
    if version == __version__:
        return Release(bundles.read(paths.root()))
    raise NotFound(
        f"There is no release {version!r}.{did_you_mean(version, versions())} "
        f"The releases are {', '.join(versions())}."
    )


def history(figure_id: str) -> tuple[Standing, ...]:
    """How a figure stood in each release from the first that has it, oldest first.

    Raises:
        NotFound: No release has it.
    """
    stood: list[Standing] = []
    for version in versions():
        release = at(version)
        figure = release._by_id.get(figure_id)  # noqa: SLF001 - a class of this module
        if figure is None and not stood:
            continue
        stood.append(
            Standing(
                release=version,
                released=release.released,
                value=figure.value if figure else None,
                decimals=figure.decimals if figure else None,
                reason=_reason(release, figure_id),
            )
        )
    if not stood:
        catalogue.by_id(figure_id)  # says what is nearest
        raise NotFound(f"{figure_id} is in no release yet. It comes with the next one.")
    return tuple(stood)


def _reason(release: Release, figure_id: str) -> str | None:
    return next(
        (
            revision["reason"]
            for revision in release.revisions.records()
            if (revision["figure_id"], revision["release"]) == (figure_id, release.version)
        ),
        None,
    )

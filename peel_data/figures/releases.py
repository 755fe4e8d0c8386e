"""Past releases, read from the installed package alone: their tables, their figures, and what changed.

Each release is read from its own files, byte for byte as they were published (see `peel_data.history`).
"""

from __future__ import annotations

import datetime as dt
import json
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

from peel_data import paths
from peel_data.errors import InvalidArgument, NotFound
from peel_data.figures import catalogue, standings
from peel_data.figures.figure import figures_of
from peel_data.history.store import Store
from peel_data.suggestions import did_you_mean
from peel_data.tables import TABLES, ReleaseTables, release_files
from peel_data.tables.table import Table, by_name
from peel_data.version import __version__, precedence
from peel_data.workbooks.packing import pack

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from peel_data.figures.figure import Figure, Figures
    from peel_data.figures.standings import Standing
    from peel_data.schema.vocabulary import AreaId
    from peel_data.tables import TableName
    from peel_data.tables.records import Cells, Record
    from peel_data.tables.table import OneOrMore


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

    def __init__(self, files: Collection[str], content: Callable[[str], bytes]) -> None:
        """Read a release.

        Args:
            files: The paths of its files.
            content: Gives the bytes of each, when they are needed.
        """
        descriptor = json.loads(content(paths.DESCRIPTOR))
        self.version: str = descriptor["version"]
        self.released = dt.date.fromisoformat(descriptor["created"][:10])
        self._content = content
        self._names = {
            name.removeprefix("data/").removesuffix(".csv")
            for name in files
            if name.startswith("data/")
        }
        self._records: dict[str, list[Record]] = {}
        super().__init__(self._read, self._schema)
        for table in self._all():
            table.release = self.version

    def __repr__(self) -> str:
        return f"<Release {self.version} of {self.released}>"

    def tables(self) -> tuple[Table[Any], ...]:
        """Return every table that the release has.

        Example:
            >>> len(peel.at("1.0.0").tables())
            35
        """
        return tuple(table for table in self._all() if table.name in self._names)

    def _all(self) -> tuple[Table[Any], ...]:
        return tuple(each for each in vars(self).values() if isinstance(each, Table))

    def table(self, name: str) -> Table[Any]:
        """Return the table of that name.

        Raises:
            NotFound: The release has none.

        Example:
            >>> peel.at("1.0.0").table("victim_satisfaction")[0].value
            Decimal('83.8')
        """
        self._refuse_unknown(name)
        return next(table for table in self._all() if table.name == name)

    def figures(
        self,
        *,
        area: OneOrMore[AreaId] | None = None,
        table: OneOrMore[TableName] | None = None,
    ) -> Figures:
        """Return every figure of the release, or those of areas or tables, ordered by id.

        Raises:
            NotFound: There is no such area or table of figures.

        Example:
            >>> len(peel.at("1.0.0").figures(table="victim_satisfaction"))
            2
        """
        return self._figures.where(area=area, table=table)

    def figure(self, figure_id: str) -> Figure:
        """Return the figure of that id.

        Raises:
            NotFound: The release has none.

        Example:
            >>> figure_id = "organised_crime_group_numbers:peel-effectiveness-2015:northamptonshire:2015-06-30"
            >>> peel.at("1.0.0").figure(figure_id).value
            Decimal('31')
        """
        if figure_id not in self._by_id:
            raise NotFound(
                f"There is no figure {figure_id!r} in release {self.version}."
                f"{did_you_mean(figure_id, self._by_id)} List them with `.figures()`."
            )
        return self._by_id[figure_id]

    @cached_property
    def _figures(self) -> Figures:
        def cells(table: str) -> Cells:
            columns = (column.name for column in by_name(TABLES, table).columns)
            empty = dict.fromkeys(columns, "")  # of which a later release may have added some
            found = [empty | record for record in self._read(table)]
            return list(found[0] if found else empty), (list(r.values()) for r in found)

        figures = figures_of(self._read, cells, self.version)
        figures.table = self.figures_table
        return figures

    @cached_property
    def _by_id(self) -> dict[str, Figure]:
        return {figure.id: figure for figure in self._figures}

    def _refuse_unknown(self, table: str) -> None:
        if table not in self._names:
            raise NotFound(
                f"Release {self.version} has no table {table!r}.{did_you_mean(table, self._names)} "
                f'List its tables with `peel.at("{self.version}").tables()`.'
            )

    def _read(self, table: str) -> list[Record]:
        self._refuse_unknown(table)
        if table not in self._records:
            name = f"data/{table}.csv"
            self._records |= release_files.tables({name: self._content(name)})
        return self._records[table]

    def _schema(self, table: str) -> dict[str, Any]:
        self._refuse_unknown(table)
        schema: dict[str, Any] = json.loads(self._content(f"schemas/{table}.schema.json"))
        return schema


def past(root: Path | None = None) -> tuple[str, ...]:
    """Return the versions of the releases that are kept, oldest first.

    Args:
        root: A checkout; None is the installed package.

    Raises:
        PackageDataError: The history was changed or damaged.
    """
    return tuple(manifest.version for manifest in Store(root or paths.root()).chain())


def files(version: str, root: Path | None = None) -> release_files.Files:
    """Return every file of a release that is kept, byte for byte as it was published.

    Args:
        version: The release.
        root: A checkout; None is the installed package.

    Raises:
        NotFound: There is no such release; the message lists them.
        PackageDataError: The history was changed or damaged.
    """
    store = Store(root or paths.root())
    chain = {manifest.version: manifest for manifest in store.chain()}
    if version not in chain:
        raise NotFound(
            f"No release {version!r} is kept.{did_you_mean(version, chain)} "
            f"The releases are {', '.join(chain) or 'none yet'}."
        )
    return store.files(chain[version])


def export(version: str, destination: Path) -> int:
    """Write out a release that is kept, as a folder or, if the name ends in `.zip`, as an archive.

    Args:
        version: The release.
        destination: Where there is nothing yet.

    Returns:
        How many files it has.

    Raises:
        NotFound: There is no such release; the message lists them.
        InvalidArgument: There is something at the destination, or it cannot be written.
        PackageDataError: The history was changed or damaged.
    """
    found = files(version)
    try:
        if destination.suffix.lower() == ".zip":
            with destination.open("xb") as stream:
                stream.write(pack(found.items()))
        else:
            destination.mkdir()
            for name, content in found.items():
                (destination / name).parent.mkdir(exist_ok=True)
                (destination / name).write_bytes(content)
    except FileExistsError:
        raise InvalidArgument(
            f"{destination} already exists. Delete it, or choose another name."
        ) from None
    except OSError as error:
        raise InvalidArgument(f"{destination} cannot be written ({error.strerror}).") from error
    return len(found)


def versions() -> tuple[str, ...]:
    """Return the versions that `at` knows, oldest first: the releases that are kept, and this one."""
    return tuple(sorted({*past(), __version__}, key=precedence))


def figure(figure_id: str, version: str | None) -> Figure:
    """Return a figure of a past release, or of the installed one for None.

    Raises:
        NotFound: It has none of that id.
    """
    return catalogue.by_id(figure_id) if version is None else at(version).figure(figure_id)


@cache
def at(version: str) -> Release:
    """Return the data as it stood in that release.

    Raises:
        NotFound: There is no such release; the message lists them.
        PackageDataError: The history was changed or damaged.
    """
    store = Store(paths.root())
    for manifest in store.chain():
        if manifest.version == version:
            return Release(manifest.files, partial(_content, store, manifest.files))
    if version == __version__:
        now = release_files.read(paths.root())
        return Release(now, now.__getitem__)
    raise NotFound(
        f"There is no release {version!r}.{did_you_mean(version, versions())} "
        f"The releases are {', '.join(versions())}."
    )


def history(figure_id: str) -> tuple[Standing, ...]:
    """Return how a figure stood in each release from the first that has it, oldest first.

    Raises:
        NotFound: No release has it; the message names the nearest figure.
        PackageDataError: The history was changed or damaged.
    """
    try:
        return standings.history(figure_id)
    except NotFound:
        catalogue.by_id(figure_id)  # says what is nearest
        raise


def _content(store: Store, files: Mapping[str, str], name: str) -> bytes:
    return store.file(files[name])

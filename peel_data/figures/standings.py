"""How a figure stood in each release, read from the history; only the files that hold it are opened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING

from peel_data import paths
from peel_data.errors import NotFound
from peel_data.history.cutting import figure_key
from peel_data.history.store import Store
from peel_data.tables import records
from peel_data.version import RELEASED, __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from peel_data.tables.records import Record


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


def history(figure_id: str) -> tuple[Standing, ...]:
    """Return how a figure stood in each release from the first that has it, oldest first.

    Raises:
        NotFound: No release has it.
        PackageDataError: The history was changed or damaged.
    """
    stood: list[Standing] = []
    for version, released, rows in _pages(figure_key(figure_id)):
        figure = next((row for row in rows("figures") if row["figure_id"] == figure_id), None)
        if figure is None and not stood:
            continue
        reasons = (
            row["reason"]
            for row in rows("revisions")
            if (row["figure_id"], row["release"]) == (figure_id, version)
        )
        stood.append(
            Standing(
                release=version,
                released=released,
                value=Decimal(figure["value"]) if figure else None,
                decimals=int(figure["decimals"]) if figure else None,
                reason=next(reasons, None),
            )
        )
    if not stood:
        raise NotFound(f"{figure_id} is in no release yet. It comes with the next one.")
    return tuple(stood)


def _pages(key: str) -> Iterator[tuple[str, dt.date, Callable[[str], list[Record]]]]:
    """Yield each release, its day, and what reads the rows with that key of one of its tables.

    Of the history only what holds those rows is opened, and once however many releases share it.
    """
    store = Store(paths.root())

    @cache
    def parsed(file: str) -> list[Record]:
        return records.parse(store.rows(file, key).decode())

    chain = store.chain()
    for manifest in chain:
        yield manifest.version, manifest.released, partial(_rows, manifest.files, parsed)
    if __version__ not in {manifest.version for manifest in chain}:
        yield __version__, dt.date.fromisoformat(RELEASED), records.read


def _rows(
    files: Mapping[str, str], parsed: Callable[[str], list[Record]], table: str
) -> list[Record]:
    return parsed(files[f"data/{table}.csv"])

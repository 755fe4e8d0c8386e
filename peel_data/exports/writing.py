"""Which format, and how a file or folder is written: whole, or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from peel_data import paths
from peel_data.errors import InvalidArgument
from peel_data.exports import (
    arrow_files,
    csvw,
    dataset,
    duck,
    json_ld,
    package,
    sqlite,
    workbook,
)
from peel_data.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from peel_data.exports.dataset import Dataset

ExportFormat: TypeAlias = Literal[
    "parquet", "sqlite", "duckdb", "xlsx", "ods", "json", "csvw", "jsonld"
]
FORMATS: dict[str, Callable[[Dataset, Path], None]] = {
    "parquet": arrow_files.write,
    "sqlite": sqlite.write,
    "duckdb": duck.write,
    "xlsx": workbook.write_xlsx,
    "ods": workbook.write_ods,
    "json": package.write,
    "csvw": csvw.write,
    "jsonld": json_ld.write,
}
SUFFIXES = {
    ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite", ".duckdb": "duckdb", ".xlsx": "xlsx",
    ".ods": "ods", ".json": "json", ".jsonld": "jsonld",
}  # fmt: skip


def export(destination: Path, style: str | None = None, release: str | None = None) -> int:
    """Write a release in a format and return how many tables it has.

    Args:
        destination: A file, or for some formats a folder, that is not there yet.
        style: The format; None is the one that the name ends in.
        release: The version; None is the installed one.

    Raises:
        InvalidArgument: No such format; or the destination is there already or cannot be written.
        NotFound: No such release.
        MissingExtra: What writes the format is not installed.
    """
    style = _style(destination, style)
    if destination.exists() or destination.is_symlink():
        raise InvalidArgument(f"{destination} already exists. Delete it, or choose another name.")
    data = dataset.load(release)
    try:
        # Beside it, so that it can be moved there in one step.
        with tempfile.TemporaryDirectory(dir=destination.parent, prefix=".peel-data-") as folder:
            made = Path(folder) / destination.name
            FORMATS[style](data, made)
            made.rename(destination)
    except (OSError, ValueError) as error:
        raise InvalidArgument(paths.cannot_write(destination, error)) from error
    return len(data.tables)


def _style(destination: Path, style: str | None) -> str:
    if style is None:
        found = SUFFIXES.get(destination.suffix.lower())
        if found is None:
            raise InvalidArgument(
                f"Say in which format {destination} is to be written: {', '.join(FORMATS)}."
            )
        return found
    if style not in FORMATS:
        raise InvalidArgument(
            f"There is no export format {style!r}.{did_you_mean(style, FORMATS)} "
            f"The formats are {', '.join(FORMATS)}."
        )
    return style

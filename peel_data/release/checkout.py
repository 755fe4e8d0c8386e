"""What release steps read of a source checkout: its tables, its next version, who works in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.errors import ReleaseError
from peel_data.release import sources
from peel_data.release.diff import SPECS
from peel_data.release.git import Git
from peel_data.tables import release_files
from peel_data.tables.records import sort_key
from peel_data.tables.release_files import csv_bytes
from peel_data.version import __version__, precedence

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.release.merge import Tables


def tables_of(root: Path) -> Tables:
    """Return the records of every table of the checkout but the generated ones."""
    tables = release_files.tables(release_files.read(root))
    return {name: rows for name, rows in tables.items() if not SPECS[name].generated}


def files_of(tables: Tables) -> dict[str, bytes]:
    """Return the data files that hold these tables, sorted by key."""
    from peel_data.schema.registry import MODELS

    files = {}
    for model in MODELS:
        if model.spec.name in tables:
            rows = sorted(
                tables[model.spec.name], key=lambda record: sort_key(record, model.spec.key)
            )
            files[f"data/{model.spec.name}.csv"] = csv_bytes(list(model.model_fields), rows)
    return files


def upcoming(root: Path) -> str:
    """Return the version that what is accepted now is to come with: the next minor one."""
    last = sources.last_release(root)
    if last is None:
        return __version__
    major, minor, _ = precedence(last.label)
    return f"{major}.{minor + 1}.0"


def person(root: Path) -> str:
    """Who works here, as git knows it.

    Raises:
        ReleaseError: git does not know.
    """
    if name := Git(root).try_to("config", "user.name")[1].strip():
        return name
    raise ReleaseError(
        "Say who you are: add --by NAME, or set it with `git config user.name NAME`."
    )

"""A source checkout as release steps see it: its tables, its last release, who works in it."""

from __future__ import annotations

import contextlib
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from peel_data import paths
from peel_data.errors import ReleaseError
from peel_data.release import sources, transaction
from peel_data.release.diff import SPECS, Diff, diff
from peel_data.release.disk import Disk
from peel_data.release.generate import VOCABULARY, csv_bytes
from peel_data.release.trial import refuse_elsewhere, trial
from peel_data.tables import release_files
from peel_data.tables.records import sort_key
from peel_data.version import __version__, precedence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from peel_data.release.merge import Tables


@dataclass(frozen=True)
class Tried:
    """A change that was tried and found sound.

    Attributes:
        contents: Every file that it changes, with its new content.
        diff: What it changes in the data.
    """

    contents: Mapping[str, bytes]
    diff: Diff


@contextlib.contextmanager
def working(
    root: Path, *, dry_run: bool, disk: Disk | None = None
) -> Iterator[transaction.Change | None]:
    """The change to fill; None in a rehearsal, which only reads.

    Raises:
        ReleaseError: As `transaction` and `reading`; or the running program is not the checkout's.
    """
    refuse_elsewhere(root)
    if dry_run:
        with transaction.reading(root):
            _same_program(root)
            yield None
    else:
        with transaction.transaction(root, disk=disk or Disk()) as change:
            _same_program(root)
            yield change


def tables_of(root: Path) -> Tables:
    """The records of every table of the checkout but the generated ones."""
    tables = release_files.tables(release_files.read(root))
    return {name: rows for name, rows in tables.items() if not SPECS[name].generated}


def files_of(tables: Tables) -> dict[str, bytes]:
    """The data files that hold these tables, sorted by key."""
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
    """The version that what is accepted now is to come with: the next minor one."""
    last = sources.last_release(root)
    if last is None:
        return __version__
    major, minor, _ = precedence(last.label)
    return f"{major}.{minor + 1}.0"


def tried(root: Path, contents: Mapping[str, bytes]) -> Tried:
    """Try a change in a copy of the checkout: regenerate, check, compare.

    Raises:
        ReleaseError: The result would not be sound, or changes something published undeclared.
    """
    with trial(root) as copy:
        copy.write(contents)
        copy.generate()
        copy.check()
        new = sources.of_files("the data set with this change", copy.release_files())
        now = sources.of_files("the data set", release_files.read(root))
        made = diff(now, new)
        if last := sources.last_release(root):
            # What must be declared is what differs from the release, not from the day before.
            refuse_undeclared(diff(last, new))
            made = replace(made, rows=tuple(replace(row, undeclared=False) for row in made.rows))
        return Tried(copy.changes(), made)


def refuse_undeclared(made: Diff) -> None:
    """Stop at what changes in silence.

    Raises:
        ReleaseError: Something published changes and no row of `revisions` says why.
    """
    if made.undeclared:
        listed = "\n".join(f"  {change.id}" for change in made.undeclared[:10])
        raise ReleaseError(
            f"{len(made.undeclared)} published "
            f"{'row changes' if len(made.undeclared) == 1 else 'rows change'} without a declaration:\n{listed}\n"
            "Nothing was changed. Take the change back, and make it with `peel-data revise`, which records the reason."
        )


def person(root: Path) -> str:
    """Who works here, as git knows it.

    Raises:
        ReleaseError: git does not know.
    """
    with contextlib.suppress(OSError):
        done = subprocess.run(
            ["git", "-C", str(root), "config", "user.name"],
            capture_output=True,
            text=True,
            check=False,
        )
        if name := done.stdout.strip():
            return name
    raise ReleaseError(
        "Say who you are: add --by NAME, or set it with `git config user.name NAME`."
    )


def _same_program(root: Path) -> None:
    """Refuse to judge a checkout by the rules of another one."""
    own = paths.PACKAGE.parent / VOCABULARY
    if (root / VOCABULARY).read_bytes() != own.read_bytes():
        raise ReleaseError(
            f"{root} has other vocabularies than the peel-data that runs, {paths.PACKAGE.parent}. "
            'Install the checkout itself, `pip install -e ".[dev]"`, and run this again.'
        )

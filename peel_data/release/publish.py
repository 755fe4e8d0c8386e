"""A release: its version proved by what changed, its data frozen beside those of all releases before it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peel_data.errors import InvalidArgument, ReleaseError
from peel_data.history import acceptances, comparing
from peel_data.history.faults import is_error
from peel_data.history.manifest import VERSION
from peel_data.history.store import Store, addition
from peel_data.history.verifying import verify
from peel_data.release import changelog, log, sources
from peel_data.release.checkout import files_of, tables_of
from peel_data.release.compat import Level
from peel_data.release.diff import Diff, diff, refuse_undeclared
from peel_data.release.staging import StagedCheckout, open_checkout, refuse_invalid
from peel_data.version import __version__, precedence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from peel_data.release.merge import Tables
    from peel_data.release.sources import Source

VERSION_FILE = "peel_data/version.py"
CITATION_FILE = "CITATION.cff"


@dataclass(frozen=True)
class Publication:
    """A release that was cut.

    Attributes:
        version: Its version.
        level: What the changes of the data demanded.
        diff: What changed since the release before; None for the first.
        head: The SHA-256 of its manifest, with which the history now ends.
        not_compared: What of the past releases could not be compared with git, in sentences.
        contents: Every file that it changes, with its new content.
    """

    version: str
    level: Level
    diff: Diff | None
    head: str
    not_compared: tuple[str, ...]
    contents: Mapping[str, bytes]


def publish(
    root: Path,
    *,
    version: str | None = None,
    today: dt.date | None = None,
    dry_run: bool = False,
) -> Publication:
    """Cut a release in a source checkout: set the version, move the changelog, freeze the data, commit.

    Args:
        root: The checkout; it must have no uncommitted changes.
        version: Its version; None is the smallest that the changes allow.
        today: The day of the release.
        dry_run: Whether to commit nothing, and leave every file as it is.

    Raises:
        InvalidArgument: `version` is not a valid version.
        ReleaseError: The release is not possible; the message says why. Nothing was changed.
    """
    if version is not None and not VERSION.match(version):
        raise InvalidArgument(f"{version!r} is not a version. Write it as 1.2.0.")
    day = today or dt.datetime.now(tz=dt.UTC).date()
    # A file that nobody tracks may be one that somebody forgot: the tag is to name everything that was checked.
    with open_checkout(root, dry_run=dry_run, untracked=False) as staged:
        made = _published(staged, version, day)
        staged.commit(f"Release {made.version}\n")
    return made


def _published(staged: StagedCheckout, version: str | None, day: dt.date) -> Publication:
    root = staged.folder
    not_compared = _refuse_faults(staged.root)
    chain = Store(root).chain()
    before = chain[-1] if chain else None
    if before and day < before.released:
        raise ReleaseError(
            f"Today is {day} by this computer's clock, and release {before.version} is of {before.released}; "
            "set the clock right."
        )
    last = sources.last_release(root)
    invalid = staged.generate_and_check()
    if stale := staged.changes():
        raise ReleaseError(
            f"Not every generated file is current: {', '.join(list(stale)[:5])}"
            f"{f' and {len(stale) - 5} more' if len(stale) > 5 else ''}. "
            "Run `peel-data generate`, look at what it changed, and commit it."
        )
    refuse_invalid(invalid)
    made = None
    if last is not None:
        made = diff(last, sources.of_files("now", staged.release_files()))
        refuse_undeclared(made)
    level = made.level if made else Level.PATCH
    settled = _settled(version, last, level)
    if comparing.is_tagged(root, settled):
        raise ReleaseError(
            f"There is a tag v{settled} already, so {settled} was released before; fetch the commit that it "
            "names and go on from there, or give another --version."
        )
    entry = _changelog(root, settled, day, first=last is None)
    staged.write(
        {
            VERSION_FILE: _version_file(root, settled, day, before.sha256 if before else ""),
            CITATION_FILE: _citation_file(root, settled, day),
            **files_of(_stamped(tables_of(root), last, settled)),
        }
    )
    staged.generate()
    frozen = addition(
        staged.release_files(),
        version=settled,
        released=day,
        previous=before.sha256 if before else None,
        log=acceptances.head(log.content(root)),
    )
    head = frozen.manifest.sha256
    # The changelog comes last: generating would have it say again what is new since the last release.
    staged.write(
        {
            **frozen.contents,
            VERSION_FILE: _version_file(root, settled, day, head),
            changelog.NAME: entry,
        }
    )
    staged.check_release()
    return Publication(settled, level, made, head, not_compared, staged.changes())


def smallest(last: str, level: Level) -> str:
    """Return the smallest version after `last` that moves by the level.

    Example:
        >>> smallest("1.4.2", Level.MINOR)
        '1.5.0'
    """
    major, minor, patch = precedence(last)
    match level:
        case Level.MAJOR:
            return f"{major + 1}.0.0"
        case Level.MINOR:
            return f"{major}.{minor + 1}.0"
        case Level.PATCH:
            return f"{major}.{minor}.{patch + 1}"


def _settled(version: str | None, last: Source | None, level: Level) -> str:
    """Return the version of the release.

    Raises:
        ReleaseError: It is smaller than the changes demand.
    """
    if last is None:
        return version or __version__
    least = smallest(last.label, level)
    if version is None:
        return least
    if precedence(version) < precedence(least):
        raise ReleaseError(
            f"{version} is too small: the changes since {last.label} are {level}, so the version is at least "
            f"{least}. See why with `peel-data compat {last.label} .`."
        )
    return version


def _stamped(tables: Tables, last: Source | None, version: str) -> Tables:
    """Return the tables with the release's version on the revisions and amendments that it brings."""
    return tables | {
        table: [
            record
            if last and record in last.tables.get(table, ())
            else record | {"release": version}
            for record in tables[table]
        ]
        for table in ("revisions", "amendments")
    }


def _changelog(root: Path, version: str, day: dt.date, *, first: bool) -> bytes:
    text = (root / changelog.NAME).read_text(encoding="utf-8")
    if first and changelog.has(text, version):
        return changelog.dated(text, version, day).encode()
    return changelog.released(text, version, day).encode()


def _version_file(root: Path, version: str, day: dt.date, head: str) -> bytes:
    return _replaced(
        root / VERSION_FILE,
        {
            r'^__version__ = ".*"$': f'__version__ = "{version}"',
            r'^RELEASED = ".*"$': f'RELEASED = "{day}"',
            r'^HISTORY_HEAD = ".*"$': f'HISTORY_HEAD = "{head}"',
        },
    )


def _citation_file(root: Path, version: str, day: dt.date) -> bytes:
    return _replaced(
        root / CITATION_FILE,
        {r"^version: .*$": f"version: {version}", r"^date-released: .*$": f"date-released: {day}"},
    )


def _replaced(path: Path, lines: Mapping[str, str]) -> bytes:
    text = path.read_text(encoding="utf-8")
    for pattern, line in lines.items():
        text, many = re.subn(pattern, line, text, flags=re.MULTILINE)
        if many != 1:
            raise ReleaseError(
                f"{path} has {many} lines like {pattern}, and should have one. Nothing was changed."
            )
    return text.encode()


def _refuse_faults(root: Path) -> tuple[str, ...]:
    """Stop if past releases or the log of acceptances are not what they were.

    Returns:
        What could not be compared with git, in sentences.

    Raises:
        ReleaseError: They were changed.
    """
    found = verify(root)
    if errors := [fault.message for fault in found if is_error(fault)]:
        raise ReleaseError("\n".join(errors))
    return tuple(fault.message for fault in found)

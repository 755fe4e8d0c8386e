"""Compare the history of a checkout with git, which edits to the files alone do not change."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from peel_data.history import acceptances
from peel_data.history.faults import Fault, Kind
from peel_data.history.manifest import sha256
from peel_data.history.repository import NoGit, Repository
from peel_data.history.store import FOLDER, parse_pin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from peel_data.history.manifest import Manifest
    from peel_data.history.repository import Brought

_UNREADABLE = (OSError, ValueError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error)
_PIN = "peel_data/version.py"


def faults(root: Path, chain: Sequence[Manifest]) -> Iterator[Fault]:
    """Compare with tags, with the commits that brought the releases, and with the committed log."""
    try:
        repository = Repository(root)
        yield from _log_faults(root, repository)
        yield from _release_faults(repository, chain)
    except NoGit as error:
        yield Fault(
            Kind.NOT_COMPARED,
            f"Past releases were not compared with git, since {error}; to compare them, "
            "run `peel-data check` in a full clone.",
            FOLDER,
        )


def log_faults(root: Path) -> Iterator[Fault]:
    """Compare the log of acceptances with what is committed of it, where there is git."""
    try:
        yield from _log_faults(root, Repository(root))
    except NoGit:
        return


def is_tagged(root: Path, version: str) -> bool:
    """Say whether git has a tag of that version."""
    try:
        return version in Repository(root).tags()
    except NoGit:
        return False


def _log_faults(root: Path, repository: Repository) -> Iterator[Fault]:
    if not acceptances.content(root).startswith(repository.longest(acceptances.NAME)):
        yield Fault(
            Kind.LOG,
            f"{acceptances.NAME} lacks or changes lines that are committed; "
            f"restore {acceptances.NAME} from git.",
            acceptances.NAME,
        )


def _release_faults(repository: Repository, chain: Sequence[Manifest]) -> Iterator[Fault]:
    tags, merged, brought = repository.tags(), repository.tags(merged=True), repository.brought()
    known = {manifest.version for manifest in chain}
    for version in sorted((merged | brought.keys()) - known):
        where = f"the tag v{version}" if version in merged else f"commit {_short(brought[version])}"
        yield _rewritten(version, f"{where} has release {version}, and {FOLDER}/ lacks it")
    committed = repository.read(
        [f"{one.commit}:{one.path}" for each in brought.values() for one in each]
        + [f"v{v}:{path}" for v in sorted(tags & known) for path in (*_paths(v), _PIN)]
    )
    for position, manifest in enumerate(chain):
        version = manifest.version
        if version not in brought and position < len(chain) - 1:
            yield _rewritten(
                version, f"no commit brought release {version}, and a later one follows it"
            )
        for one in brought.get(version, ()):
            if not _same(committed[f"{one.commit}:{one.path}"], one.path, manifest):
                yield _rewritten(
                    version,
                    f"release {version} is not what commit {_short([one])} published",
                )
        if version in tags:
            yield from _tag_faults(committed, manifest)
    yield from _not_compared(repository, [v for v in known if v not in brought], known - tags)


def _tag_faults(committed: Mapping[str, bytes | None], manifest: Manifest) -> Iterator[Fault]:
    version = manifest.version
    held = {path: committed[f"v{version}:{path}"] for path in _paths(version)}
    if all(content is None for content in held.values()):
        yield _rewritten(version, f"the tag v{version} does not contain release {version}")
    for path, content in held.items():
        if content is not None and not _same(content, path, manifest):
            yield _rewritten(version, f"release {version} is not what the tag v{version} published")
    pinned = parse_pin((committed[f"v{version}:{_PIN}"] or b"").decode(errors="replace"))
    if pinned.head and pinned.head != manifest.sha256:
        yield _rewritten(version, f"the tag v{version} pins another release {version}")


def _not_compared(
    repository: Repository, new: Sequence[str], untagged: set[str]
) -> Iterator[Fault]:
    if repository.is_shallow:
        yield Fault(
            Kind.NOT_COMPARED,
            "Past releases were compared with part of git's history only, since this clone is shallow; "
            "to compare them all, run `git fetch --unshallow --tags`.",
            FOLDER,
        )
    for version in new:
        yield Fault(
            Kind.NOT_COMPARED,
            f"Release {version} is not committed yet, so it was not compared with git.",
            f"{FOLDER}/{version}.json",
        )
    for version in sorted(untagged - set(new)):
        yield Fault(
            Kind.NOT_COMPARED,
            f"Release {version} was compared with its commit only, since there is no tag v{version}; "
            "if it was tagged, run `git fetch --tags`, otherwise tag it.",
            f"{FOLDER}/{version}.json",
        )


def _paths(version: str) -> tuple[str, ...]:
    return f"{FOLDER}/{version}.json", f"{FOLDER}/{version}.zip"


def _same(content: bytes | None, path: str, manifest: Manifest) -> bool:
    """Say whether what git has of a release is the release; 1.0.0 was kept as a zip at first."""
    if content is None or path.endswith(".json"):
        return content == manifest.content
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = {name: sha256(archive.read(name)) for name in archive.namelist()}
    except _UNREADABLE:
        return False
    return files == dict(manifest.files)


def _short(brought: Sequence[Brought]) -> str:
    return brought[0].commit[:10]


def _rewritten(version: str, what: str) -> Fault:
    sentence = f"{what[0].upper()}{what[1:]}; restore `{FOLDER}/` and {_PIN} from git."
    return Fault(Kind.REWRITTEN, sentence, f"{FOLDER}/{version}.json")

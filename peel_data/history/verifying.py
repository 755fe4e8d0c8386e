"""Verify the history of a checkout or an installed package: contents, order, descriptors, log, git."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from peel_data.errors import PackageDataError
from peel_data.history import acceptances, comparing, cutting
from peel_data.history.faults import Fault, Kind
from peel_data.history.manifest import SHA256, VERSION, Manifest, parse
from peel_data.history.store import FOLDER, OBJECTS, RECIPES, Store, is_checkout, pin, repair
from peel_data.version import precedence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from peel_data.history.store import Pin

_MOST = 3
"""How many damaged files are named one by one."""


def verify(root: Path) -> tuple[Fault, ...]:
    """Return everything that is wrong with the history below a root, and what could not be compared.

    What depends on a fault is not looked at, so each fault is reported once.
    """
    pinned = pin(root)
    if pinned is None and not os.path.lexists(root / FOLDER):
        return ()  # a Data Package by itself, as `peel-data export` writes it
    return tuple(_Verification(root, pinned).faults())


class _Verification:
    def __init__(self, root: Path, pinned: Pin | None) -> None:
        self._root = root
        self._pin = pinned
        self._store = Store(root)
        self._repair = repair(root)
        self._sizes: dict[str, int] = {}
        self._keys: set[tuple[str, str, str]] = set()

    def faults(self) -> Iterator[Fault]:
        checkout = is_checkout(self._root)
        chain: list[Manifest] = []
        found = [*self._names(), *self._manifests(chain)]
        if not found:
            found = list(self._order(chain))
        if not found:
            found = [*self._contents(chain), *self._descriptors(chain)]
        if checkout:
            found += acceptances.faults(self._root, chain[-1] if chain else None)
            if not found:
                found += comparing.faults(self._root, chain)
        yield from found

    def _names(self) -> Iterator[Fault]:
        """Look for what does not belong; anything but a plain file with a fitting name."""
        fitting = {FOLDER: _is_manifest, OBJECTS: _is_sha256, RECIPES: _is_sha256}
        for folder, fits in fitting.items():
            path = self._root / folder
            if not os.path.lexists(path):
                continue
            if path.is_symlink() or not path.is_dir():
                yield self._damaged(folder, "must be a folder, not a link or a file")
                continue
            for entry in sorted(os.scandir(path), key=lambda entry: entry.name):
                name = f"{folder}/{entry.name}"
                if name in fitting:
                    continue
                if not entry.is_file(follow_symlinks=False):
                    yield self._damaged(name, "is a folder or a link, and does not belong there")
                elif not fits(entry.name):
                    yield self._damaged(name, "does not belong there")

    def _manifests(self, chain: list[Manifest]) -> Iterator[Fault]:
        for version, content in self._store.manifests().items():
            name = f"{FOLDER}/{version}.json"
            try:
                manifest = parse(content)
            except PackageDataError as error:
                yield self._damaged(name, f"was changed: {error}")
                continue
            if manifest.version != version:
                yield self._damaged(name, f"is the manifest of {manifest.version}, renamed")
            chain.append(manifest)
        chain.sort(key=lambda manifest: precedence(manifest.version))

    def _order(self, chain: Sequence[Manifest]) -> Iterator[Fault]:
        before: Manifest | None = None
        for manifest in chain:
            if manifest.previous != (before.sha256 if before else None):
                follows = f"release {before.version} as it is here" if before else "no release"
                yield self._fault(
                    Kind.ORDER,
                    f"release {manifest.version} was not published after {follows}: "
                    "a release before it is missing, was changed, or was inserted",
                    f"{FOLDER}/{manifest.version}.json",
                )
                return
            if before and manifest.released < before.released:
                yield self._fault(
                    Kind.ORDER,
                    f"release {manifest.version} is dated {manifest.released}, before "
                    f"{before.version} of {before.released}",
                    f"{FOLDER}/{manifest.version}.json",
                )
            before = manifest
        yield from self._pinned(before)

    def _pinned(self, newest: Manifest | None) -> Iterator[Fault]:
        path = "peel_data/version.py"
        if self._pin is None:
            yield self._fault(Kind.ORDER, "no version.py pins the releases of this folder", FOLDER)
        elif newest is None:
            if self._pin.head:
                yield self._fault(
                    Kind.ORDER,
                    f"{path} pins release {self._pin.version}, and there is none",
                    FOLDER,
                )
        elif newest.sha256 != self._pin.head:
            yield self._fault(
                Kind.ORDER,
                f"the newest release, {newest.version}, is not the one that {path} pins: a release is missing, "
                "was changed, or was inserted",
                f"{FOLDER}/{newest.version}.json",
            )
        elif (newest.version, newest.released.isoformat()) != self._pin[:2]:
            yield self._fault(
                Kind.ORDER,
                f"{path} says {self._pin.version} of {self._pin.released}, and the newest release is "
                f"{newest.version} of {newest.released}",
                path,
            )

    def _contents(self, chain: Sequence[Manifest]) -> Iterator[Fault]:
        """Read every distinct file once; then what no release has does not belong."""
        used = {OBJECTS: set[str](), RECIPES: set[str]()}
        told: dict[str, None] = {}
        for file in dict.fromkeys(file for one in chain for file in one.files.values()):
            try:
                links = self._store.recipe(file)
                content = self._store.file(file)
                if len(links) > 1:
                    used[RECIPES].add(file)
                    self._check_keys([*links], file)
            except PackageDataError as error:
                told[str(error)] = None
                links = ()
            else:
                self._sizes[file] = len(content)
            used[OBJECTS] |= {link.sha256 for link in links}
        if told:
            yield from (Fault(Kind.DAMAGED, message, FOLDER) for message in list(told)[:_MOST])
            if len(told) > _MOST:
                yield self._damaged(FOLDER, f"has {len(told) - _MOST} more files like these")
            return
        for folder, names in used.items():
            present = {path.name for path in (self._root / folder).glob("*")}
            for name in sorted(present - names):
                yield self._damaged(f"{folder}/{name}", "belongs to no release")

    def _check_keys(self, links: list[tuple[str, str]], file: str) -> None:
        """Refuse a recipe that gives rows another key than they have, which would hide them.

        Raises:
            PackageDataError: It does.
        """
        (header, _), *parts = links
        for name, key in parts:
            if (header, name, key) in self._keys:
                continue
            if cutting.keys(self._store.object(header), self._store.object(name)) != {key}:
                raise PackageDataError(f"{RECIPES}/{file} was changed; {self._repair}.")
            self._keys.add((header, name, key))

    def _descriptors(self, chain: Sequence[Manifest]) -> Iterator[Fault]:
        for manifest in chain:
            if any(file not in self._sizes for file in manifest.files.values()):
                continue  # told already
            if wrong := _contradiction(
                manifest, self._store.file(manifest.files["datapackage.json"]), self._sizes
            ):
                yield self._fault(
                    Kind.CONTRADICTION,
                    f"release {manifest.version} contradicts its own datapackage.json: {wrong}",
                    f"{FOLDER}/{manifest.version}.json",
                )

    def _damaged(self, name: str, what: str) -> Fault:
        return Fault(Kind.DAMAGED, f"{name} {what}; {self._repair}.", name)

    def _fault(self, kind: Kind, what: str, path: str) -> Fault:
        return Fault(kind, f"{what[0].upper()}{what[1:]}; {self._repair}.", path)


def _is_sha256(name: str) -> bool:
    return bool(SHA256.match(name))


def _is_manifest(name: str) -> bool:
    stem, dot, suffix = name.rpartition(".")
    return bool(dot and suffix == "json" and VERSION.match(stem))


def _contradiction(manifest: Manifest, content: bytes, sizes: dict[str, int]) -> str | None:
    """Say in words where a descriptor says otherwise than the release's manifest; None if nowhere."""
    try:
        descriptor = json.loads(content)
        said = (descriptor["version"], descriptor["created"][:10])
        resources = {each["path"]: each for each in descriptor["resources"]}
        schemas = {each["schema"] for each in resources.values()}
    except (ValueError, KeyError, TypeError, RecursionError):
        return "it cannot be read"
    if said != (manifest.version, manifest.released.isoformat()):
        return f"it says {said[0]} of {said[1]}"
    for name in sorted({*resources, *schemas, "datapackage.json"} ^ manifest.files.keys()):
        return f"{name} is {'not listed' if name in manifest.files else 'missing'}"
    for name, resource in resources.items():
        file = manifest.files[name]
        if (resource.get("hash"), resource.get("bytes")) != (f"sha256:{file}", sizes[file]):
            return f"{name} has another hash or size"
    return None

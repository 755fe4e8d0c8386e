"""Read and extend the history of a checkout or an installed package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from peel_data.errors import PackageDataError
from peel_data.history.cutting import cut
from peel_data.history.manifest import SHA256, VERSION, Manifest, parse, sha256

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from peel_data.history.manifest import LogHead

FOLDER = "history"
OBJECTS = f"{FOLDER}/objects"
RECIPES = f"{FOLDER}/recipes"

REPAIR_CHECKOUT = f"restore `{FOLDER}/` from the commit of the last release"
REPAIR_INSTALLED = "install the package again"


class Link(NamedTuple):
    """A part of a file: the SHA-256 of the object that holds it, and the key of its rows."""

    sha256: str
    key: str


class Pin(NamedTuple):
    """What `peel_data/version.py` says of the newest release.

    Attributes:
        version: Its version.
        released: Its day.
        head: The SHA-256 of its manifest; empty before the first release.
    """

    version: str
    released: str
    head: str


def is_checkout(root: Path) -> bool:
    """Say whether the folder is a source checkout or an unpacked source archive, not an installation."""
    return (root / "peel_data" / "version.py").is_file()


def repair(root: Path) -> str:
    """Say how a damaged history is mended there, as the second half of a sentence."""
    return REPAIR_CHECKOUT if is_checkout(root) else REPAIR_INSTALLED


def pin(root: Path) -> Pin | None:
    """Return the pinned head of the package that the data belong to; None for a bare Data Package."""
    for path in (root / "peel_data" / "version.py", root.parent / "version.py"):
        if path.is_file():
            return parse_pin(path.read_text(encoding="utf-8"))
    return None


def parse_pin(text: str) -> Pin:
    """Read the pinned head from the text of `version.py`; what is not there is empty."""
    found = dict(re.findall(r'^(__version__|RELEASED|HISTORY_HEAD) = "(.*)"$', text, re.MULTILINE))
    return Pin(
        found.get("__version__", ""), found.get("RELEASED", ""), found.get("HISTORY_HEAD", "")
    )


class Store:
    """The history below a root, every content proved by its name when it is read."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def chain(self) -> tuple[Manifest, ...]:
        """Return the manifests of all releases, oldest first, from the pinned head back to the first.

        Raises:
            PackageDataError: A manifest is missing or was changed.
        """
        pinned = pin(self.root)
        by_hash = {sha256(content): content for content in self.manifests().values()}
        found: list[Manifest] = []
        wanted: str | None = pinned.head if pinned else None
        while wanted:
            if wanted not in by_hash:
                follows = f"release {found[-1].version}" if found else "`peel_data/version.py`"
                raise self._damaged(
                    f"{FOLDER}/ lacks the release that {follows} names, or it was changed"
                )
            found.append(parse(by_hash[wanted]))
            wanted = found[-1].previous
        return tuple(reversed(found))

    def manifests(self) -> dict[str, bytes]:
        """Return the bytes of every file that is named as a manifest, by version."""
        return {
            path.stem: path.read_bytes()
            for path in sorted((self.root / FOLDER).glob("*.json"))
            if VERSION.match(path.stem) and path.is_file() and not path.is_symlink()
        }

    def recipe(self, file: str) -> tuple[Link, ...]:
        """Return the parts of the file with that SHA-256; a file that is kept whole is one part.

        Raises:
            PackageDataError: The recipe cannot be read.
        """
        path = self.root / RECIPES / file
        if not path.is_file():
            return (Link(file, ""),)
        try:
            return parse_recipe(path.read_bytes())
        except ValueError:
            raise self._damaged(f"{RECIPES}/{file} is damaged") from None

    def object(self, name: str) -> bytes:
        """Return the object with that SHA-256.

        Raises:
            PackageDataError: It is missing, or its content does not match its hash.
        """
        path = self.root / OBJECTS / name
        try:
            content = path.read_bytes()
        except OSError:
            raise self._damaged(f"{OBJECTS}/{name} is missing or cannot be read") from None
        if sha256(content) != name:
            raise self._damaged(
                f"{OBJECTS}/{name} was changed, since its content is not its name's"
            )
        return content

    def file(self, file: str) -> bytes:
        """Return the file with that SHA-256.

        Raises:
            PackageDataError: Its recipe or an object is missing or was changed.
        """
        content = b"".join(self.object(link.sha256) for link in self.recipe(file))
        if sha256(content) != file:
            raise self._damaged(f"{RECIPES}/{file} was changed, since it makes another file")
        return content

    def files(self, manifest: Manifest) -> dict[str, bytes]:
        """Return every file of a release.

        Raises:
            PackageDataError: As `file`.
        """
        return {name: self.file(file) for name, file in sorted(manifest.files.items())}

    def rows(self, file: str, key: str) -> bytes:
        """Return the header and the rows of a key, of the file with that SHA-256.

        Raises:
            PackageDataError: An object is missing or was changed.
        """
        header, *parts = self.recipe(file)
        return b"".join(
            self.object(link.sha256) for link in (header, *(p for p in parts if p.key == key))
        )

    def _damaged(self, what: str) -> PackageDataError:
        return PackageDataError(f"{what}; {repair(self.root)}.")


def parse_recipe(content: bytes) -> tuple[Link, ...]:
    """Read a recipe.

    Raises:
        ValueError: The text is not a recipe.
    """
    lines = content.decode("ascii").split("\n")
    links = tuple(Link(*line.split(" ", 1)) for line in lines[:-1] if " " in line)
    if lines[-1] or len(links) != len(lines) - 1 or len(links) < 2:
        raise ValueError("no recipe")
    if not all(SHA256.match(link.sha256) for link in links):
        raise ValueError("no recipe")
    return links


class Addition(NamedTuple):
    """A release to be added to the history: its manifest, and the new files by their path from the root."""

    manifest: Manifest
    contents: dict[str, bytes]


def addition(
    files: Mapping[str, bytes],
    *,
    version: str,
    released: dt.date,
    previous: str | None,
    log: LogHead | None,
) -> Addition:
    """Store a release: what earlier releases share with it has the same name, and so the same content.

    Args:
        files: Every file of the release, by its path from the root of the Data Package.
        version: Its version.
        released: The day it is cut.
        previous: The SHA-256 of the manifest before it; None for the first.
        log: Where the log of acceptances stands.
    """
    contents: dict[str, bytes] = {}
    for content in files.values():
        parts = cut(content)
        names = [sha256(part.content) for part in parts]
        contents |= {
            f"{OBJECTS}/{name}": part.content for name, part in zip(names, parts, strict=True)
        }
        if len(parts) > 1:
            lines = [f"{name} {part.key}\n" for name, part in zip(names, parts, strict=True)]
            contents[f"{RECIPES}/{sha256(content)}"] = "".join(lines).encode()
    hashes = {name: sha256(content) for name, content in files.items()}
    manifest = Manifest(version, released, previous, log, hashes)
    contents[f"{FOLDER}/{version}.json"] = manifest.content
    return Addition(manifest, contents)

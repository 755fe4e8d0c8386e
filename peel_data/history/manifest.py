"""The manifest of a release: which files it had, which release it follows, how long the log of acceptances was."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from peel_data.errors import PackageDataError

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = re.compile(r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$", re.ASCII)
SHA256 = re.compile(r"^[0-9a-f]{64}$", re.ASCII)
_FILE = re.compile(
    r"^(datapackage\.json|schemas/[a-z0-9_]+\.schema\.json|data/[a-z0-9_]+\.csv)$", re.ASCII
)


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class LogHead:
    """Where the log of acceptances stood: how many lines, and the SHA-256 of the last one."""

    lines: int
    last: str


@dataclass(frozen=True)
class Manifest:
    """A release by the hashes of its files.

    Attributes:
        version: Its version.
        released: The day it was cut.
        previous: The SHA-256 of the manifest before it; None for the first.
        log: Where the log of acceptances stood; None where it was empty.
        files: The SHA-256 of each file, by its path from the root of the Data Package.
    """

    version: str
    released: dt.date
    previous: str | None
    log: LogHead | None
    files: Mapping[str, str]

    @cached_property
    def content(self) -> bytes:
        """The manifest as bytes, in its only valid form."""
        value = {
            "version": self.version,
            "released": self.released.isoformat(),
            "previous": self.previous,
            "log": {"lines": self.log.lines, "last": self.log.last} if self.log else None,
            "files": dict(sorted(self.files.items())),
        }
        return (json.dumps(value, indent=1) + "\n").encode()

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the manifest, which its successor and the pinned head name."""
        return sha256(self.content)


def parse(content: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        PackageDataError: It is not a manifest, or not written as a release writes one.
    """
    try:
        value: Any = json.loads(content)
        log = value["log"]
        made = Manifest(
            version=value["version"],
            released=dt.date.fromisoformat(value["released"]),
            previous=value["previous"],
            log=LogHead(log["lines"], log["last"]) if log else None,
            files=value["files"],
        )
        valid = _is_valid(made) and made.content == content
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        valid = False
    if not valid:
        raise PackageDataError("it is not a manifest as `peel-data release` writes it")
    return made


def _is_valid(manifest: Manifest) -> bool:
    hashes = [*manifest.files.values(), *filter(None, [manifest.previous])]
    return bool(
        VERSION.match(manifest.version)
        and "datapackage.json" in manifest.files
        and all(_FILE.match(name) for name in manifest.files)
        and all(SHA256.match(each) for each in hashes)
        and (manifest.log is None or (manifest.log.lines > 0 and SHA256.match(manifest.log.last)))
    )

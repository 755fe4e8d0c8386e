"""What an attacker does to a history: rewrite it so that all its hashes fit, or damage one file of it."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from typing import TYPE_CHECKING

from peel_data.history.manifest import sha256
from peel_data.history.store import FOLDER, Store, addition, pin

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path


def version_file(root: Path) -> Path:
    """Where the pin of a checkout or bundle is."""
    inside = root / "peel_data" / "version.py"
    return inside if inside.is_file() else root.parent / "version.py"


def repin(root: Path, head: str, version: str = "", released: str = "") -> None:
    """Write another pin, and another version and day if they are given."""
    path = version_file(root)
    text = path.read_text("utf-8")
    for name, value in (("HISTORY_HEAD", head), ("__version__", version), ("RELEASED", released)):
        if value or name == "HISTORY_HEAD":
            text = re.sub(rf'^{name} = ".*"$', f'{name} = "{value}"', text, flags=re.MULTILINE)
    path.write_text(text, "utf-8")


def rewrite(
    root: Path,
    edits: dict[str, Callable[[dict[str, bytes]], None]] | None = None,
    *,
    dates: dict[str, dt.date] | None = None,
    without: tuple[str, ...] = (),
    put_in: tuple[str, str, Callable[[dict[str, bytes]], None]] | None = None,
) -> None:
    """Write the whole history anew, changed as told, with every hash and the pin in order."""
    store = Store(root)
    kept = [(one, store.files(one)) for one in store.chain() if one.version not in without]
    if put_in:
        after, version, edit = put_in
        (at,) = (number for number, (one, _) in enumerate(kept) if one.version == after)
        files = dict(kept[at][1])
        edit(files)
        kept.insert(at + 1, (dataclasses.replace(kept[at][0], version=version), files))
    shutil.rmtree(root / FOLDER)
    previous = None
    for manifest, files in kept:
        if edits and manifest.version in edits:
            edits[manifest.version](files)
        released = (dates or {}).get(manifest.version, manifest.released)
        made = addition(
            files, version=manifest.version, released=released, previous=previous, log=manifest.log
        )
        for name, content in made.contents.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        previous = made.manifest.sha256
    newest = made.manifest
    repin(root, newest.sha256, newest.version, newest.released.isoformat())


def with_value(table: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    """Another value in a table, with the descriptor made to fit."""

    def edit(files: dict[str, bytes]) -> None:
        contradicting(table, old, new)(files)
        descriptor = json.loads(files["datapackage.json"])
        for resource in descriptor["resources"]:
            content = files[resource["path"]]
            resource |= {"bytes": len(content), "hash": f"sha256:{sha256(content)}"}
        files["datapackage.json"] = json.dumps(descriptor).encode()

    return edit


def contradicting(table: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    """Another value in a table, with the descriptor left as it is."""

    def edit(files: dict[str, bytes]) -> None:
        content = files[f"data/{table}.csv"]
        assert old.encode() in content
        files[f"data/{table}.csv"] = content.replace(old.encode(), new.encode(), 1)

    return edit


def object_of(root: Path, table: str, version: str) -> Path:
    """The last object of a table of a release."""
    store = Store(root)
    (manifest,) = (one for one in store.chain() if one.version == version)
    return root / FOLDER / "objects" / store.recipe(manifest.files[f"data/{table}.csv"])[-1].sha256


def recipe_of(root: Path, table: str, version: str) -> Path:
    """The recipe of a table of a release."""
    (manifest,) = (one for one in Store(root).chain() if one.version == version)
    return root / FOLDER / "recipes" / manifest.files[f"data/{table}.csv"]


def head(root: Path) -> str:
    """The pinned head."""
    pinned = pin(root)
    assert pinned is not None
    return pinned.head

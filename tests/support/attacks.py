"""Every way that was found to change what is published, in the files of a checkout or of a wheel."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from pathlib import Path

from peel_data.history.acceptances import seal
from peel_data.history.store import Store
from peel_data.release import log
from support import steward
from support.rewriting import contradicting, head, object_of, recipe_of, repin, rewrite, with_value

FIRST, SECOND = steward.FIRST, steward.SECOND
RATES = ("crime_rates", ",2.1,1,", ",2.0,1,")


def manifest(root: Path, version: str) -> Path:
    return root / "history" / f"{version}.json"


def replace(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


def swap(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def as_link(path: Path) -> None:
    elsewhere = path.parents[3] / "elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def swapped_parts(root: Path) -> None:
    path = recipe_of(root, "crime_rates", SECOND)
    header, one, *rest = path.read_text().splitlines(keepends=True)
    path.write_text(header + "".join(rest) + one)


def edit_log(change):
    def attack(root: Path) -> None:
        path = root / log.NAME
        path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))

    return attack


def resealed(lines: list[bytes]) -> list[bytes]:
    """The first acceptance under another name, with every line after it sealed again."""
    made: list[bytes] = []
    for number, line in enumerate(lines):
        entry = json.loads(line)
        if number:
            entry["previous"] = seal(made[-1])
        else:
            entry["by"] = "Somebody Else"
        made.append(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
    return made


def past_and_present(root: Path) -> None:
    """The published value changed in the data and in every release, then all generated again."""
    for table in ("crime_rates", "citations"):
        path = root / "data" / f"{table}.csv"
        text = path.read_text()
        new = re.sub(
            rf"^({steward.OLD},.*,)2\.1,2\.1,1$", r"\g<1>2.0,2.0,1", text, flags=re.MULTILINE
        )
        path.write_text(new if table == "citations" else text.replace(*RATES[1:], 1))
    edit = with_value(*RATES)
    rewrite(root, {FIRST: edit, SECOND: edit})
    steward.generate(root)


def emptied(root: Path) -> None:
    shutil.rmtree(root / "history")
    repin(root, "")


def put_in(root: Path) -> None:
    """A release between the two with the files of the first, all hashes in order."""
    version = f"{FIRST.rpartition('.')[0]}.9"

    def renumbered(files: dict[str, bytes]) -> None:
        old, new = (f'"version": "{each}"'.encode() for each in (FIRST, version))
        files["datapackage.json"] = files["datapackage.json"].replace(old, new, 1)

    rewrite(root, put_in=(FIRST, version, renumbered))


WITH_HISTORY = {
    "an older object truncated": (
        lambda root: object_of(root, "crime_rates", FIRST).write_bytes(b"edition"), "H801",
    ),
    "an older object edited": (
        lambda root: replace(object_of(root, "crime_rates", FIRST), b",2.1,", b",2.0,"), "H801",
    ),
    "an older object removed": (lambda root: object_of(root, "crime_rates", FIRST).unlink(), "H801"),
    "an object with CRLF": (
        lambda root: replace(object_of(root, "crime_rates", FIRST), b"\n", b"\r\n"), "H801",
    ),
    "an object that is a link": (lambda root: as_link(object_of(root, "crime_rates", FIRST)), "H801"),
    "an object added": (
        lambda root: (root / "history/objects" / ("0" * 64)).write_bytes(b"x"), "H801",
    ),
    "all objects removed": (lambda root: shutil.rmtree(root / "history/objects"), "H801"),
    "the parts of a recipe swapped": (swapped_parts, "H801"),
    "a recipe with another key": (
        lambda root: replace(recipe_of(root, "figures", SECOND), b" crime_rates:", b" crime_xates:"),
        "H801",
    ),
    "a recipe removed": (lambda root: recipe_of(root, "crime_rates", FIRST).unlink(), "H801"),
    "an older release removed": (lambda root: manifest(root, FIRST).unlink(), "H802"),
    "an older release renamed .JSON": (
        lambda root: manifest(root, FIRST).rename(root / f"history/{FIRST}.JSON"), "H801",
    ),
    "an older release renamed": (
        lambda root: manifest(root, FIRST).rename(root / "history/0.9.0.json"), "H801",
    ),
    "two releases swapped": (lambda root: swap(manifest(root, FIRST), manifest(root, SECOND)), "H801"),
    "a release twice": (
        lambda root: shutil.copy(manifest(root, FIRST), root / "history/0.9.0.json"), "H801",
    ),
    "a zip of old": (lambda root: (root / f"history/{FIRST}.ZIP").write_bytes(b"PK"), "H801"),
    "a folder too many": (lambda root: (root / "history/old").mkdir(), "H801"),
    "the day of a release edited": (
        lambda root: replace(manifest(root, FIRST), str(steward.DAY).encode(), b"2001-01-01"), "H802",
    ),
    "a manifest in other words": (
        lambda root: replace(manifest(root, SECOND), b"\n}", b"\n }"), "H801",
    ),
    "the last release removed": (lambda root: manifest(root, SECOND).unlink(), "H802"),
    "the whole history removed": (lambda root: shutil.rmtree(root / "history"), "H802"),
    "the pin edited": (lambda root: repin(root, "0" * 64), "H802"),
    "the pin of the release before": (
        lambda root: repin(root, Store(root).chain()[0].sha256), "H802",
    ),
    "another version": (lambda root: repin(root, head(root), version="9.0.0"), "H802"),
    "a release that contradicts its descriptor": (
        lambda root: rewrite(root, {FIRST: contradicting(*RATES)}), "H803",
    ),
    "a release without a schema": (
        lambda root: rewrite(root, {FIRST: lambda files: files.pop("schemas/areas.schema.json")}),
        "H803",
    ),
    "a release dated before its predecessor": (
        lambda root: rewrite(root, dates={SECOND: steward.DAY - dt.timedelta(days=1)}), "H802",
    ),
}  # fmt: skip
"""What can be done to a history, and what is said of it, in a checkout as in a wheel."""

ONLY_IN_A_CHECKOUT = {
    "past and present edited together, then generated": (past_and_present, "H805"),
    "the last release removed and the one before pinned": (
        lambda root: rewrite(root, without=(SECOND,)), "H805",
    ),
    "an older release taken out, all hashes in order": (
        lambda root: rewrite(root, without=(FIRST,)), "H805",
    ),
    "an older value edited, all hashes in order": (
        lambda root: rewrite(root, {FIRST: with_value(*RATES)}), "H805",
    ),
    "a release put in, all hashes in order": (put_in, "H805"),
    "the history and its pin removed": (emptied, "H805"),
    "the last line of the log cut": (edit_log(lambda lines: lines[:-1]), "H804"),
    "a line of the log cut that a release seals": (edit_log(lambda lines: lines[:1]), "H804"),
    "a line in the middle of the log cut": (edit_log(lambda lines: [lines[0], lines[2]]), "H804"),
    "the whole log removed": (lambda root: (root / log.NAME).unlink(), "H804"),
    "a line of the log edited": (
        edit_log(lambda lines: [lines[0].replace(b"Steward", b"Stewart"), *lines[1:]]), "H804",
    ),
    "the log written anew, all seals in order": (edit_log(resealed), "H804"),
    "the log with CRLF": (
        edit_log(lambda lines: [line.replace(b"\n", b"\r\n") for line in lines]), "H804",
    ),
}  # fmt: skip
ATTACKS = WITH_HISTORY | ONLY_IN_A_CHECKOUT

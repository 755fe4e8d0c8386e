"""Release 1.0.0, as it was published."""

from __future__ import annotations

import zipfile
from hashlib import sha256

import pytest

import peel_data as peel
from peel_data.figures import releases
from peel_data.history.manifest import parse
from peel_data.history.store import addition
from peel_data.tables import release_files

PUBLISHED = "a17a766eba1879b714d86a351ac08c6b1ecebe01babed59639f1ed416e3f631a"
"""The SHA-256 of all names and contents of the 71 files that `history/1.0.0.zip` held."""


def fingerprint(files):
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return sha256("".join(lines).encode()).hexdigest()


def test_a_folder_holds_every_byte(run, tmp_path):
    made = run("export", "--release", "1.0.0", "-o", str(tmp_path / "out"))
    assert made == (0, f"Wrote release 1.0.0 to {tmp_path / 'out'}: 71 files.\n", "")
    files = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert fingerprint(files) == PUBLISHED


def test_an_archive_holds_every_byte(run, tmp_path):
    assert run("export", "--release", "1.0.0", "-o", str(tmp_path / "out.zip")).code == 0
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert fingerprint({name: archive.read(name) for name in archive.namelist()}) == PUBLISHED


def test_it_can_be_compared_and_is_a_release(run, tmp_path):
    run("export", "--release", "1.0.0", "-o", str(tmp_path / "out"))
    assert release_files.read(tmp_path / "out") == releases.files("1.0.0")
    compared = run("diff", "1.0.0", str(tmp_path / "out"))
    assert (compared.code, "Nothing differs." in compared.out) == (0, True)


def test_what_is_refused(run, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out.zip").touch()
    for name in ("out", "out.zip"):
        assert (
            "already exists" in run("export", "--release", "1.0.0", "-o", str(tmp_path / name)).err
        )
    assert (
        "cannot be written" in run("export", "--release", "1.0.0", "-o", str(tmp_path / "a/b")).err
    )
    assert (
        "Did you mean 1.0.0?" in run("export", "--release", "1.0.00", "-o", str(tmp_path / "x")).err
    )


def test_a_manifest_has_one_form():
    import datetime as dt

    made = addition(
        releases.files("1.0.0"),
        version="1.0.0",
        released=dt.date(2026, 11, 23),
        previous=None,
        log=None,
    ).manifest
    assert parse(made.content) == made
    for change in (
        (b"1.0.0", b"1.0"),
        (b"data/areas", b"data/../areas"),
        (b'": "', b'":  "'),
        (b"{", b"["),
    ):
        with pytest.raises(peel.PackageDataError, match="not a manifest"):
            parse(made.content.replace(*change, 1))

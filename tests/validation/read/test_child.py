"""Reading in a process of its own: the same answer, and an answer whatever happens."""

from __future__ import annotations

import os
import sys

import pytest
from submissions import (
    KNOWN,
    ROWS,
    check_bytes,
    codes,
    csv_text,
    ods,
    rows_of,
    xlsx,
    zipped,
)

from peel_data.validation.read import Limits, read_in_child
from peel_data.validation.read.wire import from_lines, to_lines

GOOD = csv_text()
FILES = {
    "crime_rates.csv": (GOOD + "short\n,,,\nké\u200b,\n").encode(),
    "w.xlsx": xlsx(),
    "w.ods": ods(),
    "u.zip": zipped({"crime_rates.csv": GOOD, "readme": "x"}),
    "bad.xlsx": b"PK\x03\x04",
}


def in_child(path, **limits):
    return read_in_child(path, known_tables=KNOWN, limits=Limits(**limits))


@pytest.mark.parametrize("name", FILES)
def test_same_answer_as_here(tmp_path, name, capfd):
    here = check_bytes(tmp_path, FILES[name], name)
    assert in_child(tmp_path / name) == here
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", FILES)
def test_lines_carry_everything(tmp_path, name):
    reading = check_bytes(tmp_path, FILES[name], name)
    lines = [line.encode("ascii") for line in to_lines(reading)]
    assert from_lines(lines) == reading
    assert from_lines(lines[:-1]) is None
    assert from_lines([*lines[:-1], b"{"]) is None


def test_relative_path(tmp_path, monkeypatch):
    check_bytes(tmp_path, GOOD)
    monkeypatch.chdir(tmp_path)
    assert rows_of(in_child("crime_rates.csv")) == list(ROWS)


def test_modules_in_the_current_folder_are_not_run(tmp_path, monkeypatch):
    for name in ("json", "defusedxml", "peel_data", "zipfile", "encodings", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w')\nraise SystemExit(7)\n")
    check_bytes(tmp_path, GOOD)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert rows_of(in_child(".")) == list(ROWS)
    assert not (tmp_path / "ran").exists()


def test_out_of_time(tmp_path):
    check_bytes(tmp_path, GOOD)
    reading = in_child(tmp_path / "crime_rates.csv", seconds=0.001)
    assert codes(reading) == ["F115"]
    assert reading.rejected[0].records is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_out_of_memory(tmp_path):
    path = tmp_path / "crime_rates.csv"
    path.write_bytes(b"area,value\n" + b'"' + b"x" * 40_000_000 + b'",1\n')
    assert codes(in_child(path, memory_bytes=60_000_000)) == ["F116"]


@pytest.mark.parametrize("program", ["nothing-of-that-name", sys.executable + "-not", ""])
def test_reader_that_does_not_start(tmp_path, monkeypatch, program):
    check_bytes(tmp_path, GOOD)
    monkeypatch.setattr(sys, "executable", program)
    assert codes(in_child(tmp_path / "crime_rates.csv")) == ["F117"]


@pytest.mark.skipif(os.name == "nt", reason="needs a shell script")
@pytest.mark.parametrize(
    "body", ["exit 0", "exit 1", "echo x; exit 0", "kill -9 $$", "echo '[\"end'"]
)
def test_reader_that_breaks_down(tmp_path, monkeypatch, capfd, body):
    check_bytes(tmp_path, GOOD)
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\necho oh no >&2\n{body}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    assert codes(in_child(tmp_path / "crime_rates.csv")) == ["F117"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such file names")
def test_file_name_that_is_no_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/crime_rates.\xff\n.csv"
    with open(path, "wb") as stream:  # noqa: PTH123 - a path of bytes
        stream.write(GOOD.encode())
    reading = in_child(os.fsdecode(path))
    assert rows_of(reading) == list(ROWS)
    assert reading.files == ("crime_rates.\\udcff\n.csv",)


def test_the_child_imports_nothing_heavy(tmp_path):
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", "import sys, peel_data.validation.read; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p or "." for p in sys.path)},
    )
    heavy = {"pandas", "numpy", "pydantic", "frictionless", "openpyxl", "rich", "socket", "ssl"}
    assert not heavy & set(done.stdout.split())

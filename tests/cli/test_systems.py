"""Nothing assumes one system: consoles of Windows, its line ends, encodings that are only defaults."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from peel_data.paths import cannot_write
from peel_data.readers import read
from peel_data.validation.tables import KNOWN_TABLES
from support.forms import judge, send_text
from support.many_findings import many
from support.synthetic import EDITION

SURVEY = "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"


def on_a_windows_console(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command where the console knows 256 letters, and a default encoding is an error."""
    strict = ("-X", "warn_default_encoding", "-W", "error::EncodingWarning:peel_data")
    return subprocess.run(
        [sys.executable, *strict, "-m", "peel_data", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )


@pytest.mark.parametrize(
    "arguments",
    [("cite", SURVEY, "--long"), ("diff", "1.0.0", "installed"), ("show", "crime_rates")],
    ids=lambda given: given[0],
)
def test_commands_print_on_a_console_of_windows(arguments):
    ran = on_a_windows_console(*arguments)
    assert ran.returncode in {0, 1}
    assert not ran.stderr
    assert ran.stdout.decode("cp1252")


def test_what_the_console_has_no_letter_for_is_escaped(tmp_path):
    path = send_text(tmp_path / "form.csv", {"victim_satisfaction": "восемь → 84"})
    ran = on_a_windows_console("validate", str(path))
    assert ran.returncode == 1
    assert not ran.stderr
    assert rb"\u0432\u043e\u0441\u0435\u043c\u044c" in ran.stdout


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_of_every_system_are_read(tmp_path, ends):
    path = send_text(tmp_path / "form.csv")
    path.write_bytes("\n".join(path.read_text("utf-8").splitlines()).replace("\n", ends).encode())
    assert judge(path).ok


@pytest.mark.parametrize("said", ["Permission denied", "Zugriff verweigert"])
def test_what_a_system_refuses_is_said_in_the_same_words(tmp_path, monkeypatch, said):
    """Windows says it in its own language, and keeps a file for the program that has it open."""
    path = send_text(tmp_path / "form.csv")

    def refuse(*_):
        raise PermissionError(13, said)

    monkeypatch.setattr(os, "open", refuse)
    (finding,) = read(path, known_tables=KNOWN_TABLES).findings
    assert finding.message == "The file cannot be opened: permission is denied."
    assert "close it there" in finding.hints[0]
    sentence = cannot_write(tmp_path / "marked.xlsx", PermissionError(13, said))
    assert "cannot be written: permission is denied. If it is open in another program" in sentence


def test_files_are_called_the_same_on_every_system(tmp_path):
    """A folder with folders in it: findings name its files with slashes, and in one order."""
    for name in ("b/crime_rates.csv", "A/crime_rates.kent.csv"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("area,value\nkent,1\n", encoding="utf-8")
    found = read(tmp_path, known_tables=KNOWN_TABLES)
    assert [raw.file for raw in found.tables] == ["A/crime_rates.kent.csv", "b/crime_rates.csv"]


@pytest.mark.parametrize("path", ["C:\\Users\\me\\figures.xlsx", "/home/me/figures.xlsx"])
def test_a_letter_names_the_file_alone(path):
    letter = replace(many(3, places=2), subject=path, location=path).render("mail")
    assert letter == replace(many(3, places=2), subject="figures.xlsx").render("mail")


def test_a_command_that_is_suggested_can_be_copied(tmp_path, run):
    path = tmp_path / "my figures.xlsx"
    ran = run("template", "--edition", EDITION, "--area", "kent", "-o", str(path))
    assert f'peel-data validate "{path}"' in ran.out

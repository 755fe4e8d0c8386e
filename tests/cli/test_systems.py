"""Nothing assumes one system: consoles of Windows, its line ends, encodings that are only defaults."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from support.forms import judge, send_text

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

"""The command line as a whole: exit codes, errors, help, pipes."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import peel_data
from peel_data.cli import main as entry
from peel_data.cli.main import build_parser


def command(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "peel_data", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **options,
    )


def commands():
    (group,) = build_parser()._subparsers._group_actions
    return dict(group.choices)


def test_version(run):
    shown = run("--version")
    assert (shown.code, shown.out) == (0, f"peel-data {peel_data.__version__}\n")


def test_no_command_shows_what_there_is(run):
    shown = run()
    assert shown.code == 2
    assert all(name in shown.out for name in commands())


@pytest.mark.parametrize("name", commands())
def test_every_command_explains_itself_with_examples(run, name):
    shown = run(name, "--help")
    assert shown.out.startswith(f"usage: peel-data {name} [-h]")
    assert shown.code == 0
    assert "examples:\n  peel-data " in shown.out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("shwo",), "There is no command 'shwo'. Did you mean show"),
        (("show", "grades", "--format", "cvs"), "'cvs'. Did you mean csv"),
        (("show",), "TABLE"),
        (("tables", "--colour"), "--colour"),
    ],
)
def test_a_slip_is_named_with_what_was_meant(run, arguments, complaint):
    shown = run(*arguments)
    assert (shown.code, shown.out) == (2, "")
    assert complaint in shown.err
    assert "--help" in shown.err


def test_no_traceback_even_when_the_program_is_at_fault(run, monkeypatch):
    def fail(table):
        raise ZeroDivisionError("a slip of ours")

    monkeypatch.setattr("peel_data.api.find", fail)
    shown = run("figures", "--find", "burglary")
    assert (shown.code, shown.out) == (2, "")
    assert "Traceback" not in shown.err
    assert "a slip of ours" in shown.err
    monkeypatch.setenv("PEEL_DATA_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        entry(["figures", "--find", "burglary"])


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device. Free some"),
        (OSError(errno.ENOSPC, "No space left on device", "a/b"), "No space left on device. Free"),
        (
            shutil.Error([("a", "b", f"[Errno 28] {os.strerror(errno.ENOSPC)}: 'b'")]),
            f"{os.strerror(errno.ENOSPC)}. Free some",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "data/x.csv"),
            "data/x.csv: Permission",
        ),
        (shutil.Error([("a", "b", "[Errno 13] Permission denied: 'b'")]), "a: Permission denied."),
        (OSError("cannot be mapped"), "cannot be mapped."),
    ],
)
def test_what_the_system_refuses_is_no_fault_of_the_program(run, monkeypatch, error, sentence):
    def fail(table):
        raise error

    monkeypatch.setattr("peel_data.api.find", fail)
    shown = run("figures", "--find", "burglary")
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.startswith(f"peel-data: {sentence}")
    assert "internal error" not in shown.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
@pytest.mark.parametrize("arguments", [["figures"], ["--help"], ["--version"], ["show", "-h"], []])
@pytest.mark.parametrize("buffered", ["", "1"])
def test_a_full_output(arguments, buffered):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        shown = subprocess.run(
            [sys.executable, "-m", "peel_data", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=os.environ | {"PYTHONUNBUFFERED": buffered},
        )
    assert shown.returncode == 2
    assert shown.stderr.startswith("peel-data: No space left on device. Free some space where")
    assert shown.stderr.count("\n") <= 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
@pytest.mark.parametrize("arguments", [["show", "nothing"], ["nothing"]])
def test_full_error_output(arguments):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        shown = subprocess.run(
            [sys.executable, "-m", "peel_data", *arguments], stderr=full, check=False
        )
    assert shown.returncode == 2


def test_help_lists_every_command_once_by_what_it_is_for(run):
    shown = run("--help").out
    titles = [
        line for line in shown.splitlines() if line.endswith(":") and not line.startswith(" ")
    ]
    assert titles == [
        "options:",
        "look at figures:",
        "check a submission, or the release:",
        "maintain the data set:",
        "examples:",
    ]
    listed = [line.split()[0] for line in shown.splitlines() if line[:2] == "  " != line[2:4]]
    assert [name for name in listed if name in commands()] == [*commands()]
    assert max(map(len, shown.splitlines())) <= 120


def test_output_in_a_pipe_has_no_colours_and_no_wrapping():
    shown = command("show", "crime_rates", env=os.environ | {"FORCE_COLOR": "1", "COLUMNS": "40"})
    assert shown.returncode == 0
    assert "\x1b" not in shown.stdout
    assert any(len(line) > 100 for line in shown.stdout.splitlines())
    assert all(line == line.rstrip() for line in shown.stdout.splitlines())


def test_errors_go_to_stderr():
    shown = command("show", "crime_ratez")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.startswith("peel-data: There is no table 'crime_ratez'.")
    assert "Traceback" not in shown.stderr


def test_a_reader_that_has_seen_enough_is_no_error():
    with subprocess.Popen(
        [sys.executable, "-m", "peel_data", "figures", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read()
        assert process.wait() == 0
    assert complaint == b""


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_any_terminal_can_show_any_table(encoding):
    shown = subprocess.run(
        [sys.executable, "-m", "peel_data", "show", "report_figures"],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )
    assert shown.returncode == 0, shown.stderr


def test_any_terminal_can_show_what_is_wrong(tmp_path):
    submission = tmp_path / "crime_rates.csv"
    submission.write_text("edition,areä\n", encoding="utf-8")
    shown = subprocess.run(
        [sys.executable, "-m", "peel_data", "validate", str(submission)],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert shown.returncode == 1, shown.stderr
    assert b"S202" in shown.stdout

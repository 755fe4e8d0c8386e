"""The options that allow one's own files more, and the bar."""

from __future__ import annotations

import sys

import pytest

from peel_data.cli import limits as cli_limits
from peel_data.cli.limits import limits_of, progress_bar
from peel_data.cli.parser import Parser
from peel_data.errors import InvalidArgument
from peel_data.readers.limits import DEFAULT
from peel_data.validation.progress import ARITHMETIC, Progress


def parsed(*arguments):
    parser = Parser()
    cli_limits.add_limits(parser)
    return limits_of(parser.parse_args(arguments))


def test_defaults_stay():
    assert parsed() == DEFAULT


def test_units():
    limits = parsed("--max-memory", "2048", "--max-size", "1.5", "--max-rows", "1e6")
    assert limits.memory_bytes == 2 * 1024**3
    assert limits.bytes_in == 1_500_000
    assert limits.rows == 1_000_000
    assert limits.seconds == DEFAULT.seconds


def test_more_processor_time_is_more_time_by_the_clock():
    assert parsed("--max-seconds", "300").wall_seconds == 1800
    assert parsed("--max-seconds", "0.5").wall_seconds == DEFAULT.wall_seconds


@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf"])
def test_what_is_no_limit(value):
    with pytest.raises(InvalidArgument, match="--max-rows"):
        parsed(f"--max-rows={value}")


def test_a_limit_too_low_reports_what_was_found(run, tmp_path, root):
    path = tmp_path / "crime_rates.csv"
    path.write_bytes((root / "data" / "crime_rates.csv").read_bytes())
    done = run("validate", str(path), "--max-seconds", "0.001")
    assert done.code == 1
    assert "F115" in done.out
    assert "--max-seconds" in done.out
    done = run("validate", str(path), "--max-rows", "2")
    assert "--max-rows, --max-columns or --max-cells" in done.out


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory for certain")
def test_memory_that_is_not_enough_to_begin_is_told(run, root):
    done = run("validate", str(root / "data" / "crime_rates.csv"), "--max-memory", "10")
    assert done.code == 1
    assert "F117" in done.out
    assert "allow more with --max-memory 512" in done.out


def test_no_bar_where_nobody_looks(capsys):
    with progress_bar() as show:
        assert show is None
    assert capsys.readouterr() == ("", "")


def test_bar(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    progress = Progress(ARITHMETIC, 3, 10, 5_000)
    with progress_bar() as show:
        show(progress)
    assert capsys.readouterr().err == ""  # not yet a second
    monkeypatch.setattr(cli_limits, "PATIENCE", 0)
    with progress_bar() as show:
        show(progress)
        show(progress)
    written = capsys.readouterr().err
    assert "rows/s" in written

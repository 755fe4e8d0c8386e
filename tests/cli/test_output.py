"""Tables on terminals of any width."""

from __future__ import annotations

import pytest

from peel_data.cli import output

HEADER = ("figure", "value")
ROWS = (("neighbourhood watch", "1"), ("anti_social_behaviour_units", "2"))


@pytest.fixture
def terminal(monkeypatch):
    """A terminal of a given width."""

    def of(width):
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("NO_COLOR", "1")

    return of


def test_a_table_where_there_is_room(terminal, capsys):
    terminal(40)
    output.print_table(HEADER, ROWS, title="Operations")
    assert capsys.readouterr().out.splitlines()[-1].split() == ["anti_social_behaviour_units", "2"]


def test_no_word_is_broken_where_there_is_none(terminal, capsys):
    terminal(30)
    output.print_table(HEADER, ROWS, title="Operations")
    assert capsys.readouterr().out == (
        "Operations\n\n"
        "figure  neighbourhood watch\nvalue   1\n\n"
        "figure  anti_social_behaviour_units\nvalue   2\n"
    )


def test_a_pipe_is_as_wide_as_need_be(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "10")
    output.print_table(HEADER, ROWS)
    assert "neighbourhood watch" in capsys.readouterr().out

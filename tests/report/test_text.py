import re

from pytest_regressions.file_regression import FileRegressionFixture

from peel_data.report.text import render_text
from support.example_report import REPORT


def test_lines_are_wrapped_to_the_width_of_the_terminal(
    file_regression: FileRegressionFixture,
) -> None:
    text = render_text(REPORT, width=72)
    assert max(map(len, text.splitlines())) <= 72
    file_regression.check(text, encoding="utf-8")


def test_colour_is_only_there_when_asked_for() -> None:
    assert "\x1b" not in render_text(REPORT)
    assert re.search(r"\x1b\[1;31merror\x1b\[0m {5}The number", render_text(REPORT, colour=True))

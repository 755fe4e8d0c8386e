import re

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from peel_data.errors import InvalidArgument
from peel_data.report import STYLES, render
from peel_data.version import __version__
from support.example_report import GOOD, REPORT

EXTENSIONS = {
    "text": ".txt",
    "mail": ".eml.txt",
    "json": ".json",
    "html": ".html",
    "markdown": ".md",
    "sarif": ".sarif",
    "junit": ".xml",
    "github": ".txt",
}


@pytest.mark.parametrize("style", STYLES)
def test_a_report_looks_as_it_did(style: str, file_regression: FileRegressionFixture) -> None:
    text = render(REPORT, style).replace(__version__, "VERSION")
    file_regression.check(text, extension=EXTENSIONS[style], encoding="utf-8", newline="\n")


def test_a_report_that_found_nothing_is_short() -> None:
    assert render(GOOD, "text") == (
        "data\n====\nCompared with: release 0.9.0\nFound: nothing\n\n"
        "Records\n-------\n40 records read: 40 accepted, 0 rejected, 0 ignored.\n"
        "table            read  accepted  rejected   ignored\n"
        "crime_rates        40        40         0         0\n\n"
        "Verdict\n-------\nAcceptable: no errors and no warnings.\n"
    )


def test_a_report_renders_itself() -> None:
    assert REPORT.render("github") == render(REPORT, "github")
    assert REPORT.render() == render(REPORT, "text")


def test_an_unknown_style_names_the_nearest() -> None:
    with pytest.raises(InvalidArgument, match=re.escape("Did you mean markdown?")):
        render(REPORT, "markdwon")

"""Internal. A validation report for people and for programs.

visible     text made fit to be shown
phrases     how places, intervals and numbers of things are put
truncation  what of a report is shown
summary     what a report says as a whole, and the verdict
frame, text, mail, markdown, html, json, sarif, junit, github: a module for each format, no logic
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from peel_data.errors import InvalidArgument
from peel_data.suggestions import did_you_mean

if TYPE_CHECKING:
    from peel_data.findings import Report

STYLES = ("text", "mail", "json", "html", "markdown", "sarif", "junit", "github")
"""The names of the formats that `render` knows; each has a module of its name, with a function."""

FOR_PEOPLE = frozenset({"text", "html", "markdown"})
"""The formats that say on request how a finding could be waived."""


def render(report: Report, style: str, *, steward: bool = False) -> str:
    """Return a report in one of the `STYLES`, ending with a line feed.

    Args:
        report: What validation says.
        style: `text` for a terminal or a pipe, `mail` for the letter to whoever sent the submission,
            `html` for a browser or paper, `markdown` for a comment or a job summary; `json`, `sarif`
            (2.1.0), `junit` and `github` (annotations) for programs.
        steward: Say, in the formats for people, how each finding could be waived; those for programs always do.

    Raises:
        InvalidArgument: There is no such style.

    Example:
        >>> from peel_data.findings import Report
        >>> print(render(Report("figures.xlsx", (), ()), "text").splitlines()[0])
        figures.xlsx
    """
    if style not in STYLES:
        raise InvalidArgument(
            f"There is no report style {style!r}.{did_you_mean(style, STYLES)} "
            f"The styles are {', '.join(STYLES)}."
        )
    module = import_module(f"peel_data.report.{style}")  # a report is read in one format
    options = {"steward": steward} if style in FOR_PEOPLE else {}
    rendered: str = getattr(module, f"render_{style}")(report, **options)
    return rendered

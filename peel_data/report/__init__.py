"""Internal. A report for people and for machines.

visible     text made fit to be shown
phrases     how places, intervals and numbers of things are put
truncation  what of a report is shown
summary     what a report says as a whole, and the verdict
frame, text, markdown, html, json, sarif, junit, github: a module for each format, no logic
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.errors import InvalidArgument
from peel_data.report.github import render_github
from peel_data.report.html import render_html
from peel_data.report.json import render_json
from peel_data.report.junit import render_junit
from peel_data.report.markdown import render_markdown
from peel_data.report.sarif import render_sarif
from peel_data.report.text import render_text
from peel_data.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from peel_data.findings import Report

_RENDERERS: dict[str, Callable[[Report], str]] = {
    "text": render_text,
    "json": render_json,
    "html": render_html,
    "markdown": render_markdown,
    "sarif": render_sarif,
    "junit": render_junit,
    "github": render_github,
}

STYLES = tuple(_RENDERERS)
"""The names of the formats that `render` knows."""


def render(report: Report, style: str) -> str:
    """Return a report in one of the `STYLES`, ending with a line feed.

    Args:
        report: What validation says.
        style: `text` for a terminal or a pipe, `html` for a browser or paper, `markdown` for a comment
            or a job summary; `json`, `sarif` (2.1.0), `junit` and `github` (annotations) for programs.

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
    return _RENDERERS[style](report)

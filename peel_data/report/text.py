"""A report for a person at a terminal: where to look first, then what is wrong, the rule last."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from peel_data.findings import Severity
from peel_data.report import phrases, summary
from peel_data.report.truncation import excerpt
from peel_data.report.visible import inert

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from peel_data.findings import Report
    from peel_data.report.truncation import Excerpt, ShownFinding

    Paint = Callable[[str, str], str]

MOST = 200
"""How many findings a person is shown at once."""

_INDENT = "    "
_LABEL = len("expected") + 2
_PARTS = {phrases.ALSO: "also", phrases.DOUBTED: "in doubt", phrases.WITNESS: "against"}
_STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.INFO: "blue",
}


def render_text(
    report: Report, *, width: int | None = None, colour: bool = False, steward: bool = False
) -> str:
    """Return a report as plain text.

    Args:
        report: What validation says.
        width: Wrap lines to this many characters; None leaves them whole, as a pipe wants them.
        colour: Mark headings, places and severities with the escape codes of a terminal.
        steward: Say of each finding how it could be waived.

    Example:
        >>> from peel_data.findings import Report
        >>> print(render_text(Report("figures.xlsx", (), ())).splitlines()[-1])
        Acceptable: no errors and no warnings.
    """
    page = _Page(width, _in_colour() if colour else _plainly)
    shown = excerpt(report, MOST)
    page.heading(shown.subject, "=")
    for sentence in summary.introduction(shown):
        page.line(sentence)
    for source, group in shown.groups():
        page.heading(source, "-")
        for each in group:
            page.finding(each, source, steward=steward)
    page.section("Not shown", shown.not_shown())
    page.section("Records", _records(shown))
    page.section("Not checked", summary.skipped(shown.skipped))
    page.section("Ignored", shown.ignored.lines(phrases.ignored))
    page.section("Waived", shown.waived.lines(phrases.waived))
    page.section("Verdict", [summary.verdict(report)])
    return page.text()


class _Page:
    """Lines of text, wrapped and painted as they are added."""

    def __init__(self, width: int | None, paint: Paint) -> None:
        self._width = width
        self._paint = paint
        self._lines: list[str] = []

    def heading(self, title: str, underline: str) -> None:
        if self._lines:
            self._lines.append("")
        self.line(title, style="bold")
        self._lines.append(underline * min(len(title), self._width or 80))

    def section(self, title: str, lines: Sequence[str]) -> None:
        if lines:
            self.heading(title, "-")
            for line in lines:
                self.line(line)

    def finding(self, shown: ShownFinding, source: str, *, steward: bool) -> None:
        finding = shown.finding
        self._lines.append("")
        parts = phrases.parts(finding)
        if parts:
            first = parts[0][1]
            if figures := phrases.figures(first):
                self.line(figures, style="bold")
            self.line(phrases.cell(first, source), style="" if figures else "bold")
        self._labelled(
            phrases.SEVERITIES[finding.severity], finding.message, _STYLES[finding.severity]
        )
        for label, text in phrases.details(finding, steward=steward):
            self._labelled(label, text)
        for part, spot in parts[1:]:
            figures = phrases.figures(spot)
            other = phrases.cell(spot, source) + (f" ({figures})" if figures else "")
            self._labelled(_PARTS[part], other)
        if shown.more_places:
            self._labelled("also", phrases.more(shown.more_places, "place"))
        self._labelled("rule", phrases.rule(finding.code), "dim")

    def line(self, text: str, style: str = "") -> None:
        for line in self._wrapped(text, "", "  "):
            self._lines.append(self._paint(style, line))

    def text(self) -> str:
        return "\n".join(self._lines) + "\n"

    def _labelled(self, label: str, text: str, style: str = "") -> None:
        margin = " " * (len(_INDENT) + _LABEL)
        first, *others = self._wrapped(text, margin, margin)
        painted = self._paint(style, label) + " " * (_LABEL - len(label))
        self._lines += [_INDENT + painted + first.removeprefix(margin), *others]

    def _wrapped(self, text: str, first: str, others: str) -> list[str]:
        if self._width is None:
            return [inert(first + text)]
        lines = textwrap.wrap(
            text,
            max(self._width, 40),
            initial_indent=first,
            subsequent_indent=others,
            break_on_hyphens=False,
        )
        return [inert(line) for line in lines] or [first]


def _records(shown: Excerpt) -> list[str]:
    rows = [
        ("table", "read", "accepted", "rejected", "ignored"),
        *(
            (
                one.table,
                f"{one.read:,}",
                f"{one.accepted:,}",
                f"{one.rejected:,}",
                f"{one.ignored:,}",
            )
            for one in shown.tables.items
        ),
    ]
    names = max(len(row[0]) for row in rows)
    lines = [
        "  ".join([name.ljust(names), *(number.rjust(8) for number in numbers)])
        for name, *numbers in rows
    ]
    return [summary.records(shown.totals), *(lines if shown.tables.items else [])]


def _plainly(style: str, text: str) -> str:  # noqa: ARG001 - one of two painters
    return text


def _in_colour() -> Paint:
    from rich.color import ColorSystem
    from rich.style import Style

    def paint(style: str, text: str) -> str:
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)

    return paint

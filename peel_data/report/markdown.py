"""A report as Markdown, for a comment on a change or the summary of a job.

Every word of a stranger is escaped, and what stands in cells is set as code: it cannot become a
heading, a link, a picture, HTML, a formula or the mention of a person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peel_data.findings import Severity
from peel_data.report import phrases, summary
from peel_data.report.links import rule_page
from peel_data.report.truncation import excerpt

if TYPE_CHECKING:
    from peel_data.findings import Report
    from peel_data.report.phrases import PlaceGroup
    from peel_data.report.truncation import Excerpt, ShownFinding

MOST = 100
"""How many findings are listed; GitHub takes 64 KiB in a comment and 1 MiB in a summary."""

_MARKS = {Severity.ERROR: "🔴", Severity.WARNING: "🟠", Severity.INFO: "🔵"}
_SPECIAL = re.compile(
    r"[\\`*\[\]<>&|~$]"
    r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"  # inside a word it is itself
    r"|:(?=\S)"  # of an address or an emoji
    r"|(?<=www)\."
    r"|^[-+=]"  # the start of a list, or an underline
)
_NUMBERED = re.compile(r"^(\d+)([.)])")
# GitHub finds names and numbers of issues in the finished text, behind any backslash; not in code.
_CALLS = re.compile(r"[@#]")


def render_markdown(report: Report, *, steward: bool = False) -> str:
    """Return a report as GitHub-flavoured Markdown; for a steward, with how each finding could be waived.

    Example:
        >>> from peel_data.findings import Report
        >>> render_markdown(Report("figures.xlsx", (), ())).splitlines()[0]
        '## figures.xlsx'
    """
    shown = excerpt(report, MOST)
    blocks = [
        f"## {escape(shown.subject)}",
        f"**{escape(summary.verdict(report))}**",
        _items(summary.introduction(shown)),
    ]
    for source, group in shown.groups():
        blocks += [f"### {escape(source)}", *(_finding(each, source, steward) for each in group)]
    blocks += _section("Not shown", shown.not_shown())
    blocks += ["### Records", _records(shown)]
    blocks += _section("Not checked", summary.skipped(shown.skipped))
    blocks += _section("Ignored", shown.ignored.lines(phrases.ignored))
    blocks += _section("Waived", shown.waived.lines(phrases.waived))
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    r"""Text that Markdown shows as it is.

    Example:
        >>> escape("[1](x) @you")
        '\\[1\\](x) `@`you'
    """
    inert = _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", text.strip()))
    return _CALLS.sub(r"`\g<0>`", inert)


def code(text: str) -> str:
    """Text set as code, whatever backticks it holds.

    Example:
        >>> code("a`b")
        '``a`b``'
    """
    if not text.strip():
        return f"`{text or ' '}`"  # with nothing inside, the backticks would open another piece of code
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    # A space each side, which Markdown takes away again, keeps backticks and spaces of the text.
    room = " " if text.strip() != text or text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{room}{text}{room}{fence}"


def _finding(each: ShownFinding, source: str, steward: bool) -> str:
    finding = each.finding
    mark = f"{_MARKS[finding.severity]} {phrases.SEVERITIES[finding.severity].capitalize()}"
    cells = [(part, _cell(spot, source)) for part, spot in phrases.parts(finding)]
    (_, first), *others = cells or [("", phrases.nowhere(finding))]
    figures = escape(phrases.figures(phrases.parts(finding)[0][1])) if cells else ""
    lines = [first] if figures else []
    lines += [f"{mark}: {escape(finding.message)}"]
    details = phrases.details(finding, steward=steward)
    lines += [f"{label.capitalize()}: {escape(text)}" for label, text in details]
    lines += [f"{part.capitalize()}: {other}" for part, other in others]
    if each.more_places:
        lines.append(phrases.more(each.more_places, "place"))
    lines.append(f"Rule [{escape(phrases.rule(finding.code))}]({rule_page(finding.code)})")
    return "\n".join([f"- **{figures or first}**", *(f"  - {line}" for line in lines)])


def _cell(spot: PlaceGroup, source: str) -> str:
    where, text = phrases.where(spot, source, escape, code), spot.place.text
    if text is None:
        return where
    return f"{where}: {code(text) if text else 'empty'}"


def _records(shown: Excerpt) -> str:
    rows = [
        f"| {escape(one.table)} | {one.read:,} | {one.accepted:,} | {one.rejected:,} | {one.ignored:,} |"
        for one in shown.tables.items
    ]
    table = ["| table | read | accepted | rejected | ignored |", "|---|--:|--:|--:|--:|", *rows]
    total = summary.records(shown.totals)
    return "\n".join([*table, "", total]) if rows else total


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"### {title}", _items(lines)] if lines else []


def _items(lines: list[str]) -> str:
    return "\n".join(f"- {escape(line)}" for line in lines)

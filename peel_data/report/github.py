"""A report as annotations: lines that GitHub Actions turns into marks beside the file.

GitHub keeps ten errors, ten warnings and ten notices of a step; the first of each kind of finding
come first, and a notice counts the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.findings import Severity
from peel_data.report import phrases, summary
from peel_data.report.artifacts import Artifacts
from peel_data.report.links import rule_page
from peel_data.report.truncation import excerpt
from peel_data.report.visible import visible

if TYPE_CHECKING:
    from peel_data.findings import Report
    from peel_data.report.truncation import ShownFinding

MOST = 200
"""How many annotations are written at once."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(report: Report) -> str:
    """Return a report as workflow commands, one a line; the last is a notice of the verdict.

    A column has a name and a letter, not a position in the line, so `col` is left out: the title of
    the annotation says which column it is.

    Example:
        >>> from peel_data.findings import Report
        >>> render_github(Report("figures.xlsx", (), ())).startswith("::notice title=")
        True
    """
    shown = excerpt(report, MOST)
    artifacts = Artifacts(report)
    lines = [_annotation(artifacts, each) for each in shown.findings]
    closing = [f"Found: {summary.found(shown.totals)}. {summary.records(shown.totals)}"]
    closing += [f"Not shown: {line}" for line in shown.not_shown()]
    closing.append(summary.verdict(report))
    lines.append(_command("notice", {"title": f"peel-data: {shown.subject}"}, closing))
    return "\n".join(lines) + "\n"


def _annotation(artifacts: Artifacts, each: ShownFinding) -> str:
    finding = each.finding
    place = finding.places[0] if finding.places else None
    at = artifacts.of(finding, place)
    properties = {"file": visible(at.path)}
    lines = [finding.message]
    if place is None:
        properties["title"] = finding.code
    else:
        (_, first), *others = (
            (part, phrases.cell(spot, place.file)) for part, spot in phrases.parts(finding)
        )
        if at.lines and place.row is not None:
            properties["line"] = str(place.row)
        properties["title"] = f"{finding.code}: {first}"
        lines += [f"{part.capitalize()}: {other}" for part, other in others]
    if each.more_places:
        lines.append(phrases.more(each.more_places, "place"))
    lines += [
        f"{label.capitalize()}: {text}" for label, text in phrases.details(finding, steward=True)
    ]
    lines.append(rule_page(finding.code))
    return _command(_COMMANDS[finding.severity], properties, lines)


def _command(name: str, properties: dict[str, str], lines: list[str]) -> str:
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{'%0A'.join(map(_data, lines))}"


def _data(text: str) -> str:
    return text.replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

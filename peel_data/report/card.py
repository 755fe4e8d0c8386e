"""A report as a notebook shows it: the verdict, what was found, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data import notebook
from peel_data.findings import Severity
from peel_data.report import phrases, summary
from peel_data.report.truncation import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.findings import Report
    from peel_data.report.truncation import Excerpt


def show(report: Report) -> str:
    """Return the card of a report; text of strangers in it is made visible, cut and escaped."""
    shown = excerpt(report, notebook.SHOWN)
    rows = list(_rows(shown))
    grid = notebook.grid(("where", "what", "finding", "do", "rule"), rows)
    facts = dict(line.partition(": ")[::2] for line in summary.introduction(shown))
    left_out = len(report.findings) - len(rows)
    warned = any(finding.severity is Severity.WARNING for finding in report.findings)
    kind = "error" if not report.ok else ("warning" if warned else "good")
    return notebook.card(
        shown.subject,
        verdict=(kind, summary.verdict(report)),
        facts=facts,
        tables=[grid] if rows else [],
        remarks={
            "Not shown": [phrases.more(left_out, "finding")] if left_out else [],
            "Not checked": summary.skipped(shown.skipped),
            "Waived": shown.waived.lines(phrases.waived),
        },
        foot="Everything at length: .render() as text, html, markdown or json; .to_pandas() as a table.",
    )


def _rows(shown: Excerpt) -> Iterator[tuple[str, ...]]:
    for source, group in shown.groups():
        for each in group:
            finding = each.finding
            place = finding.places[:1]
            cells = [phrases.cell(spot, source) for _, spot in list(phrases.parts(finding))[:1]]
            yield (
                ", ".join(filter(None, (phrases.source(place[0]) if place else source, *cells))),
                phrases.SEVERITIES[finding.severity],
                finding.message,
                " ".join(finding.hints[:1]) or finding.expected,
                finding.code,
            )

"""A report for programs, as `docs/report.schema.json` describes it.

Text is given as it was read, so that a program can compare it; hidden characters are written as the
escapes of JSON, so that nothing misleads whoever looks at the file.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from peel_data.report import summary
from peel_data.report.links import REPORT_SCHEMA, rule_page
from peel_data.report.truncation import excerpt
from peel_data.report.visible import hidden
from peel_data.validation.serialization import to_dict
from peel_data.version import __version__

if TYPE_CHECKING:
    from peel_data.findings import Finding, Report, Waived
    from peel_data.report.truncation import Listing

FORMAT_VERSION = 1
"""Raised when a field changes its meaning or goes; new fields leave it as it is."""

MOST = 5000
"""How many findings a program is given at once."""


def render_json(report: Report) -> str:
    """Return a report as JSON with stable names.

    Example:
        >>> from peel_data.findings import Report
        >>> json.loads(render_json(Report("figures.xlsx", (), ())))["ok"]
        True
    """
    shown = excerpt(report, MOST, raw=True)
    document = {
        "$schema": REPORT_SCHEMA,
        "format_version": FORMAT_VERSION,
        "generator": {"name": "peel-data", "version": __version__},
        "subject": shown.subject,
        "against": shown.against or None,
        "strict": report.strict,
        "ok": report.ok,
        "verdict": summary.verdict(report),
        "figures": {"asked": report.asked, "given": report.given},
        "totals": asdict(shown.totals),
        "rules": [asdict(tally) | {"page": rule_page(tally.code)} for tally in shown.rules],
        "findings": [
            _finding(each.finding) | {"more_places": each.more_places} for each in shown.findings
        ],
        "tables": _listing(shown.tables),
        "skipped": _listing(shown.skipped),
        "ignored": _listing(shown.ignored),
        "waived": {
            "items": [_waived(one) for one in shown.waived.items],
            "more": shown.waived.more,
        },
        "editions": asdict(shown.editions),
        "areas": asdict(shown.areas),
    }
    return json.dumps(document, indent=1, ensure_ascii=False).translate(_ESCAPES) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return to_dict(finding) | {
        "expected": finding.expected or None,
        "subject": finding.subject or None,
        "fingerprint": finding.fingerprint or None,
    }


def _waived(one: Waived) -> dict[str, Any]:
    return to_dict(one) | {"finding": _finding(one.finding), "expires": one.expires or None}


def _listing(listing: Listing[Any]) -> dict[str, Any]:
    return {"items": [to_dict(item) for item in listing.items], "more": listing.more}


class _Escapes(dict[int, str]):
    """For `str.translate`: hidden characters become escapes of JSON."""

    def __missing__(self, number: int) -> str:
        character = chr(number)
        self[number] = json.dumps(character)[1:-1] if hidden(character) else character
        return self[number]


# Line feeds in a document are those of its own layout: json has escaped all others.
_ESCAPES = _Escapes({ord("\n"): "\n", 0x7F: "\\u007f"})

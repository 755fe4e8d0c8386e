"""A report as SARIF 2.1.0, the interchange format of checking tools."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from peel_data.report import phrases, summary
from peel_data.report.artifacts import Artifacts
from peel_data.report.links import PROJECT, rule_page
from peel_data.report.truncation import excerpt
from peel_data.validation.rules.registry import RULES
from peel_data.version import __version__

if TYPE_CHECKING:
    from peel_data.findings import Finding, Place, Report, Suggestion
    from peel_data.report.truncation import Excerpt

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
MOST = 5000
"""How many results are given at once. GitHub code scanning rejects a file of more than 25,000 results, 1,000
locations of one, or 10 MB; it shows 5,000 results, 100 locations, and 1,024 characters of a rule."""


def render_sarif(report: Report) -> str:
    """Return a report as a SARIF log with one run.

    Waived findings are results with a suppression; rules that did not run and parts that were left
    aside are notifications. Every result has a location, or GitHub rejects the whole file. A region has
    the line and the cell's text, but no column: a column of a table is not a position in a line, so it
    stands in the logical location. A workbook or an archive has no lines: the location is the file.

    Example:
        >>> from peel_data.findings import Report
        >>> json.loads(render_sarif(Report("figures.xlsx", (), ())))["version"]
        '2.1.0'
    """
    shown = excerpt(report, MOST)
    codes = sorted(
        {tally.code for tally in shown.rules}
        | {one.code for one in shown.skipped.items}
        | {one.finding.code for one in shown.waived.items}
    )
    artifacts = Artifacts(report)
    results = [_result(artifacts, each.finding, codes, each.more_places) for each in shown.findings]
    for one in shown.waived.items:
        reason = f"{one.reason} ({one.author}{f', until {one.expires}' if one.expires else ''})"
        suppression = {"kind": "external", "status": "accepted", "justification": reason}
        results.append(_result(artifacts, one.finding, codes) | {"suppressions": [suppression]})
    run = {
        "tool": {
            "driver": {
                "name": "peel-data",
                "semanticVersion": __version__,
                "informationUri": PROJECT,
                "rules": [_descriptor(code) for code in codes],
            }
        },
        "invocations": [_invocation(report, shown, codes)],
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {
            "subject": shown.subject,
            "verdict": summary.verdict(report),
            "totals": asdict(shown.totals),
            "tables": [asdict(count) for count in shown.tables.items],
            "notShown": shown.not_shown(),
        },
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1, ensure_ascii=False) + "\n"


def _descriptor(code: str) -> dict[str, Any]:
    described: dict[str, Any] = {"id": code, "helpUri": rule_page(code)}
    for rule in RULES:
        if rule.code == code:
            described["shortDescription"] = {"text": _literal(f"{rule.title}.")}
            described["fullDescription"] = {"text": _literal(rule.explanation)}
            described["help"] = {
                "text": _literal(f"{rule.explanation}\n\nWrong: {rule.bad}\nRight: {rule.good}")
            }
            described["defaultConfiguration"] = {"level": phrases.SEVERITIES[rule.severity]}
    return described


def _result(
    artifacts: Artifacts, finding: Finding, codes: list[str], more_places: int = 0
) -> dict[str, Any]:
    lines = [finding.message]
    lines += [
        f"{label.capitalize()}: {text}" for label, text in phrases.details(finding, steward=True)
    ]
    if more_places:
        lines.append(phrases.more(more_places, "place"))
    first, others = next(iter(finding.places), None), finding.places[1:]
    doubted = len(finding.places) if finding.suspects is None else finding.suspects
    part = phrases.ALSO if finding.suspects is None else phrases.DOUBTED
    main = _location(artifacts, finding, first)
    if first is not None and "region" not in main["physicalLocation"]:
        # A viewer shows the file alone: the sentence says where in it.
        lines.insert(1, f"At {phrases.cell(phrases.spots([first])[0])}")
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": phrases.SEVERITIES[finding.severity],
        "message": {"text": _literal("\n".join(lines))},
        "locations": [main],
    }
    if others:
        result["relatedLocations"] = [
            _location(artifacts, finding, place)
            | {"id": i, "message": _part(part if i < doubted else phrases.WITNESS, place)}
            for i, place in enumerate(others, 1)
        ]
    if finding.fingerprint:
        result["partialFingerprints"] = {"values/v1": finding.fingerprint}
    properties: dict[str, Any] = {"table": finding.table} if finding.table is not None else {}
    if finding.suggestions:
        properties["suggestions"] = [_suggestion(each) for each in finding.suggestions]
    if properties:
        result["properties"] = properties
    return result


def _part(part: str, place: Place) -> dict[str, str]:
    cell = phrases.cell(phrases.spots([place])[0])
    return {"text": _literal(f"{part.capitalize()}: {cell}")}


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    """Return a suggestion by the cells' names: a `fix` of SARIF replaces characters of a line, which a cell is not."""
    replacements = [
        {"cell": phrases.where(phrases.spots([each.place])[0]), "value": each.value}
        for each in suggestion.replacements
    ]
    return {"replacements": replacements, "reason": suggestion.reason}


def _location(artifacts: Artifacts, finding: Finding, place: Place | None) -> dict[str, Any]:
    at = artifacts.of(finding, place)
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(at.path)}}
    location: dict[str, Any] = {"physicalLocation": physical}
    if place is None:
        return location
    if at.lines and place.row is not None and place.row > 0:
        physical["region"] = {"startLine": place.row}
        if place.text is not None:
            physical["region"]["snippet"] = {"text": place.text}
    name = phrases.position(phrases.spots([place])[0])
    if name and (place.sheet is not None or place.column is not None or place.letter is not None):
        sheet = "" if place.sheet is None else f'sheet "{place.sheet}", '
        location["logicalLocations"] = [{"fullyQualifiedName": sheet + name}]
    return location


def _invocation(report: Report, shown: Excerpt, codes: list[str]) -> dict[str, Any]:
    skipped = [
        {
            "associatedRule": {"id": one.code, "index": codes.index(one.code)},
            "level": "note",
            "message": {"text": _literal(f"{one.code} was not checked: {one.reason}")},
        }
        for one in shown.skipped.items
    ]
    ignored = [
        {"level": "note", "message": {"text": _literal(f"Ignored: {phrases.ignored(one)}")}}
        for one in shown.ignored.items
    ]
    return {
        "executionSuccessful": True,
        "exitCode": 0 if report.ok else 1,
        "toolExecutionNotifications": [*skipped, *ignored],
    }


def _uri(path: str) -> str:
    # A drive's letter is a scheme to whoever reads a URI; an absolute path needs its own.
    if path.startswith("/"):
        return "file://" + quote(re.sub(r"^/+", "/", path), safe="/", errors="surrogatepass")
    if re.match(r"[A-Za-z]:/", path):
        return "file:///" + quote(path, safe="/:", errors="surrogatepass")
    return quote(path, safe="/", errors="surrogatepass")


def _literal(text: str) -> str:
    # In a message of SARIF `[text](target)` is a link and `{0}` is filled in from arguments.
    text = re.sub(r"\[(?=[^\[\]]*\]\()", r"\\[", text)
    return re.sub(r"\{(\d+)\}", r"{{\1}}", text)

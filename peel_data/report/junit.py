"""A report as JUnit XML: a suite for each table, in it a test for each rule that found something.

Each table also has a test of its records, which passes, so that a build server shows that it was
looked at. The last suite is the submission as a whole: rules that did not run, and the verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from peel_data.findings import Severity
from peel_data.report import phrases, summary
from peel_data.report.links import rule_page
from peel_data.report.truncation import excerpt

if TYPE_CHECKING:
    from peel_data.findings import Report, TableCount
    from peel_data.report.truncation import Excerpt, ShownFinding

MOST = 1000
"""How many findings are described at once."""

_WHOLE = "the submission as a whole"


def render_junit(report: Report) -> str:
    """Return a report as JUnit XML.

    Errors fail their test, and in strict mode so do warnings; other findings are its output.

    Example:
        >>> from peel_data.findings import Report
        >>> 'failures="0"' in render_junit(Report("figures.xlsx", (), ()))
        True
    """
    shown = excerpt(report, MOST)
    failing = {Severity.ERROR, Severity.WARNING} if report.strict else {Severity.ERROR}
    root = ET.Element("testsuites", name=f"peel-data: {shown.subject}")
    counts = {count.table: count for count in shown.tables.items}
    suites: dict[str, dict[str, list[ShownFinding]]] = {table: {} for table in counts}
    for each in shown.findings:
        suites.setdefault(_suite_of(each), {}).setdefault(each.finding.code, []).append(each)
    for name, rules in suites.items():
        suite = ET.SubElement(root, "testsuite", name=name)
        if name in counts:
            _records(suite, counts[name])
        for code, group in rules.items():
            _rule(suite, code, group, failing)
    _closing(ET.SubElement(root, "testsuite", name="verdict"), report, shown)
    for suite in root:
        _count(suite, [suite])
    _count(root, list(root))
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite_of(each: ShownFinding) -> str:
    finding = each.finding
    if finding.table is not None:
        return finding.table
    return phrases.source(finding.places[0]) if finding.places else _WHOLE


def _test(suite: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=suite.attrib["name"], name=name, time="0")


def _records(suite: ET.Element, count: TableCount) -> None:
    ET.SubElement(_test(suite, "records"), "system-out").text = summary.records(count)


def _rule(suite: ET.Element, code: str, group: list[ShownFinding], failing: set[Severity]) -> None:
    test = _test(suite, code)
    failures = [each for each in group if each.finding.severity in failing]
    others = [each for each in group if each.finding.severity not in failing]
    if failures:
        message = failures[0].finding.message
        if len(failures) > 1:
            message += f" ({phrases.more(len(failures) - 1)})"
        failure = ET.SubElement(test, "failure", type=code, message=message)
        failure.text = _described(code, failures)
    if others:
        ET.SubElement(test, "system-out").text = _described(code, others)


def _described(code: str, group: list[ShownFinding]) -> str:
    return "\n".join([*("\n".join(_lines(each)) + "\n" for each in group), rule_page(code)])


def _lines(each: ShownFinding) -> list[str]:
    finding = each.finding
    cells = [(part, phrases.cell(spot)) for part, spot in phrases.parts(finding)]
    lines = [first for _, first in cells[:1]]
    lines.append(f"{phrases.SEVERITIES[finding.severity]}: {finding.message}")
    lines += [f"{label}: {text}" for label, text in phrases.details(finding, steward=True)]
    lines += [f"{part}: {other}" for part, other in cells[1:]]
    if each.more_places:
        lines.append(phrases.more(each.more_places, "place"))
    return lines


def _closing(suite: ET.Element, report: Report, shown: Excerpt) -> None:
    for one in shown.skipped.items:
        ET.SubElement(_test(suite, one.code), "skipped", message=one.reason)
    verdict = _test(suite, "verdict")
    if not report.ok:
        ET.SubElement(verdict, "failure", type="verdict", message=summary.verdict(report))
    lines = [*summary.introduction(shown), summary.records(shown.totals)]
    lines += [
        f"{tally.code}: {phrases.number_of(tally.findings, 'finding')}, {tally.shown:,} shown"
        for tally in shown.rules
    ]
    lines += [f"Ignored: {line}" for line in shown.ignored.lines(phrases.ignored)]
    lines += [f"Waived: {line}" for line in shown.waived.lines(phrases.waived)]
    ET.SubElement(verdict, "system-out").text = "\n".join([*lines, summary.verdict(report)])


def _count(element: ET.Element, within: list[ET.Element]) -> None:
    tests = [test for part in within for test in part.iter("testcase")]
    element.set("tests", str(len(tests)))
    element.set("failures", str(sum(test.find("failure") is not None for test in tests)))
    element.set("errors", "0")
    element.set("skipped", str(sum(test.find("skipped") is not None for test in tests)))
    element.set("time", "0")

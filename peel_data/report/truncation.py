"""What of a report is shown: everything, until there is too much for a person or a program to read.

A submission can be wrong in a hundred thousand cells. The totals are exact whatever the number; of
the findings as many are shown as are of use, the first of every kind before the second of any.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from peel_data.findings import Severity
from peel_data.report import phrases
from peel_data.report.visible import LONGEST_SENTENCE, shortened, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from peel_data.findings import Finding, IgnoredPart, Report, Skipped, TableCount, Waived

T = TypeVar("T")

PLACES = 50
"""How many places of one finding are shown."""

LISTED = 200
"""How many tables, skipped rules, ignored parts and waivers are listed."""

SIZE = 600_000
"""How much text of findings is shown, in characters of ASCII; keeps every format under 5 MB."""

LIST_SIZE = 40_000
"""How much text of each other list is shown, in the same measure."""


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """The beginning of a list, and how many entries come after it."""

    items: tuple[T, ...]
    more: int

    def lines(self, describe: Callable[[T], str]) -> list[str]:
        """Return each entry in words, and how many come after them."""
        return [*map(describe, self.items), *([phrases.more(self.more)] if self.more else [])]


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding as it is shown, and how many of its places are not."""

    finding: Finding
    more_places: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How much one rule found in all, and how much of that is shown."""

    code: str
    findings: int
    places: int
    shown: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Exact numbers of everything, shown or not."""

    findings: int
    errors: int
    warnings: int
    infos: int
    places: int
    read: int
    accepted: int
    rejected: int
    ignored: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A report as it is shown: safe text, bounded lists, exact totals.

    Attributes:
        subject: What was examined.
        against: The version of the release that it was held against; empty if none.
        findings: The findings shown, in the order of the report.
        rules: For every rule that found something, how much.
        totals: Exact numbers.
        tables: What became of the records of each table.
        skipped: Rules that did not run.
        ignored: What was deliberately ignored.
        waived: Findings that are waived.
        editions: The editions the records speak of.
        areas: The areas the records speak of.
    """

    subject: str
    against: str
    findings: tuple[ShownFinding, ...]
    rules: tuple[Tally, ...]
    totals: Totals
    tables: Listing[TableCount]
    skipped: Listing[Skipped]
    ignored: Listing[IgnoredPart]
    waived: Listing[Waived]
    editions: Listing[str]
    areas: Listing[str]

    def not_shown(self) -> list[str]:
        """For each rule of which something is left out, how much; empty when all is shown."""
        return [
            f"{tally.code}: {phrases.more(tally.findings - tally.shown, 'finding')}"
            for tally in self.rules
            if tally.findings > tally.shown
        ]

    def groups(self) -> list[tuple[str, list[ShownFinding]]]:
        """Return the findings shown, by the file and sheet that they are about, or else by the table."""
        sources = {
            each.finding.table: phrases.source(each.finding.places[0])
            for each in reversed(self.findings)
            if each.finding.places and each.finding.table is not None
        }
        groups: dict[str, list[ShownFinding]] = {}
        for each in self.findings:
            finding = each.finding
            if finding.places:
                heading = phrases.source(finding.places[0])
            elif finding.table is not None:
                heading = sources.get(finding.table, finding.table)
            else:
                heading = self.subject
            groups.setdefault(heading, []).append(each)
        return list(groups.items())


def excerpt(
    report: Report, most: int, *, raw: bool = False, only: Sequence[Finding] | None = None
) -> Excerpt:
    """Choose what to show of a report, and make its text fit to be shown.

    Args:
        report: The report.
        most: How many findings to show at the most.
        raw: Leave hidden characters as they were read, for a format that escapes them itself.
        only: The findings to choose from; by default all.
    """
    fit = shortened if raw else shown
    findings = _choose(report.findings if only is None else only, most, raw=raw)
    return Excerpt(
        subject=fit(report.subject),
        against=fit(report.against),
        findings=findings,
        rules=_tallies(report.findings, findings),
        totals=_totals(report),
        tables=_listing(report.counts, fit),
        skipped=_listing(report.skipped, fit),
        ignored=_listing(report.ignored, fit),
        waived=_listing(report.waived, lambda one: _fit_waived(one, raw=raw)),
        editions=_listing(report.editions, fit),
        areas=_listing(report.areas, fit),
    )


def _choose(findings: Sequence[Finding], most: int, *, raw: bool) -> tuple[ShownFinding, ...]:
    nth = Counter[tuple[str, str | None]]()
    turns = []
    for i, finding in enumerate(findings):
        kind = (finding.code, finding.table)
        nth[kind] += 1
        turns.append((nth[kind], i))
    chosen: dict[int, ShownFinding] = {}
    size = 0
    for _, i in sorted(turns)[:most]:
        finding = _fit(findings[i], raw=raw)
        size += _size(finding)
        if size > SIZE and chosen:
            break
        chosen[i] = ShownFinding(finding, len(findings[i].places) - len(finding.places))
    return tuple(chosen[i] for i in sorted(chosen))


def _fit(finding: Finding, *, raw: bool) -> Finding:
    fit = shortened if raw else shown
    words = fit(replace(finding, places=()), LONGEST_SENTENCE)
    return replace(words, places=fit(finding.places[:PLACES]))


def _tallies(findings: Sequence[Finding], chosen: Sequence[ShownFinding]) -> tuple[Tally, ...]:
    every, places = Counter[str](), Counter[str]()
    for finding in findings:
        every[finding.code] += 1
        places[finding.code] += len(finding.places)
    seen = Counter(each.finding.code for each in chosen)
    return tuple(Tally(code, every[code], places[code], seen[code]) for code in sorted(every))


def _totals(report: Report) -> Totals:
    severities = Counter(finding.severity for finding in report.findings)
    return Totals(
        findings=len(report.findings),
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        infos=severities[Severity.INFO],
        places=sum(len(finding.places) for finding in report.findings),
        read=report.records_read,
        accepted=sum(count.accepted for count in report.counts),
        rejected=sum(count.rejected for count in report.counts),
        ignored=sum(count.ignored for count in report.counts),
    )


def _size(value: object) -> int:
    """Return how many letters something takes with all that it holds, written out plainly."""
    if is_dataclass(value):
        return sum(len(each.name) + 3 + _size(getattr(value, each.name)) for each in fields(value))
    if isinstance(value, tuple):
        return 2 + sum(2 + _size(each) for each in value)
    return len(ascii(value))


def _listing(items: Sequence[T], fit: Callable[[T], T]) -> Listing[T]:
    listed: list[T] = []
    size = 0
    for item in map(fit, items[:LISTED]):
        size += _size(item)
        if size > LIST_SIZE:
            break
        listed.append(item)
    return Listing(tuple(listed), len(items) - len(listed))


def _fit_waived(one: Waived, *, raw: bool) -> Waived:
    finding = _fit(one.finding, raw=raw)
    fit = shortened if raw else shown
    return replace(fit(replace(one, finding=finding)), finding=finding)

"""read -> structure -> rows -> rules -> continuity -> Report: a straight line, the same for every gate."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from peel_data.findings import IgnoredPart, Report, Severity, Skipped, TableCount
from peel_data.validation import release_only
from peel_data.validation.context import Context
from peel_data.validation.grouping import group_findings, suppress_consequences
from peel_data.validation.keys import key_findings
from peel_data.validation.options import Options, ValidationResult
from peel_data.validation.rows import row_findings
from peel_data.validation.rules import arithmetic, continuity, coverage, questions, revisions
from peel_data.validation.rules.registry import RULES
from peel_data.validation.rules.structure import LostZeros
from peel_data.validation.structure import structured
from peel_data.validation.tables import KNOWN_TABLES, SUBMITTED, definition
from peel_data.validation.waivers import fingerprinted, waive

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from peel_data.findings import Finding
    from peel_data.readers.reading import RawTable, Reading
    from peel_data.validation.baseline import Baseline
    from peel_data.validation.cells import Entry

_ORDER = {severity: position for position, severity in enumerate(Severity)}


def validate_reading(
    reading: Reading,
    *,
    subject: str,
    baseline: Baseline,
    options: Options = Options(),  # noqa: B008 - a frozen tuple
    is_release: bool = False,
    waivers: Reading | None = None,
) -> ValidationResult:
    """Run every check on what was read.

    Args:
        reading: What was read.
        subject: What it is called in the report.
        baseline: The release it is held against.
        options: What to select, and how strictly to judge.
        is_release: Whether it is a release by itself rather than a submission.
        waivers: Waivers from a file beside the submission.

    Raises:
        InvalidArgument: A code to select or ignore is the beginning of none.
    """
    options.check()
    tables = [raw for raw in reading.tables if is_release or raw.table in SUBMITTED]
    ignored = [
        _steward(raw) for raw in reading.tables if not is_release and raw.table not in SUBMITTED
    ]
    findings = [*reading.findings, *(waivers.findings if waivers else ())]
    entries, unusable = _structure(
        [*tables, *(waivers.tables if waivers else ())], findings, is_release=is_release
    )
    unreadable_counts = _count_unreadable(reading, [raw for raw in tables if raw.table in unusable])
    # Of a release with a damaged file, all that its other tables miss would be findings.
    damaged = is_release and bool(unreadable_counts)
    if not damaged:
        known = {} if is_release else baseline.tables
        findings += key_findings(entries, known, _unsettled(unreadable_counts))
    context = Context(
        entries={name: [entry for entry in rows if entry.valid] for name, rows in entries.items()},
        baseline=baseline,
        is_release=is_release,
        invalid_entries=[entry for rows in entries.values() for entry in rows if not entry.valid],
        unreadable_counts=unreadable_counts,
    )
    if not damaged:
        findings += _across_tables(context)
    findings, suppressed = suppress_consequences(findings)
    left, waived = waive(
        map(fingerprinted, findings),
        context.entries.get("waivers", ()),
        options.today or dt.datetime.now(tz=dt.UTC).date(),
        accepted=() if is_release else baseline.tables.get("waivers", ()),
        unseen="C" if is_release else "",  # a release has no release before it
    )
    asked, given = (0, 0) if is_release else coverage.count_figures(context)
    report = Report(
        subject=subject,
        findings=tuple(sorted(_chosen(left, options), key=_position)),
        counts=_counts(reading, tables, entries),
        skipped=(*_skipped(unusable, context), *suppressed),
        ignored=(*ignored, *_ignored_parts(reading)),
        waived=tuple(waived),
        editions=_named(entries, "edition"),
        areas=_named(entries, "area"),
        against=baseline.version,
        strict=options.strict,
        release=is_release,
        asked=asked,
        given=given,
    )
    return ValidationResult(
        report, {name: [entry.record for entry in rows] for name, rows in entries.items()}
    )


def _across_tables(context: Context) -> Iterator[Finding]:
    yield from arithmetic.findings(context)
    if context.is_release:
        yield from release_only.findings(context)
    else:
        yield from continuity.findings(context)
        yield from revisions.findings(context)
        yield from questions.findings(context)
    yield from coverage.findings(context)


def _structure(
    tables: Iterable[RawTable], findings: list[Finding], *, is_release: bool
) -> tuple[dict[str, list[Entry]], set[str]]:
    """Entries by table, with what structure and row models find added to the findings."""
    entries: dict[str, list[Entry]] = {}
    unusable: set[str] = set()
    for raw in tables:
        table = definition(raw.table)
        made = structured(raw, table, is_release=is_release)
        if not made.usable:
            unusable.add(raw.table)
        problems = row_findings(made.entries, table)
        findings += group_findings([*made.findings, *problems])
        entries.setdefault(raw.table, []).extend(made.entries)
    return entries, unusable


def _steward(raw: RawTable) -> IgnoredPart:
    generated = definition(raw.table).spec.generated
    reason = (
        "the table is generated"
        if generated
        else "the table is kept by the steward of the data set"
    )
    return IgnoredPart(
        f"{raw.file}, table {raw.table}", f"{reason}, ignored in submissions", len(raw.rows)
    )


def _ignored_parts(reading: Reading) -> list[IgnoredPart]:
    return [
        IgnoredPart(
            ", ".join(filter(None, (part.file, part.sheet, part.what))), part.reason, part.records
        )
        for part in reading.ignored
    ]


def _count_unreadable(reading: Reading, unusable: Iterable[RawTable]) -> dict[str | None, float]:
    """How many records of each table nobody could take, at most; None is of no known table."""
    unreadable_counts: dict[str | None, float] = {}
    for part in reading.rejected:
        count = math.inf if part.records is None else part.records
        unreadable_counts[part.table] = unreadable_counts.get(part.table, 0) + count
    for raw in unusable:
        unreadable_counts[raw.table] = unreadable_counts.get(raw.table, 0) + len(raw.rows)
    return unreadable_counts


def _unsettled(unreadable_counts: Collection[str | None]) -> set[str]:
    """Tables that may have rows which nobody could read; of a file without a known table, any may."""
    tables = {table for table in unreadable_counts if table} | (
        SUBMITTED if None in unreadable_counts else set()
    )
    if any(definition(table).spec.measures for table in tables):
        tables.add("figures")
    return tables


def _skipped(unusable: Collection[str], context: Context) -> tuple[Skipped, ...]:
    """For each rule that did not see everything, what it did not see, and why."""
    rejected = defaultdict[str, float](
        int, Counter(entry.spec.name for entry in context.invalid_entries)
    )
    for table, count in context.unreadable_counts.items():
        rejected[table or "no known table"] += count
    lacking = {table: f"{table} lacks a column that every row needs" for table in sorted(unusable)}
    unreadable_counts = [
        f"a file or sheet of {table} could not be read"
        for table, count in sorted(rejected.items())
        if count == math.inf and table not in unusable
    ]
    left = {t: n for t, n in sorted(rejected.items()) if 0 < n < math.inf and t not in unusable}
    aside = [f"{_rejected_rows(left)} took no part"] if left else []
    unreadable = Counter(
        entry.spec.name for entry in context.invalid_entries if entry.invalid_columns
    )
    partial: tuple[str, ...] = ("A", "V") if context.is_release else ("A", "C", "V")
    if context.unreadable_counts:
        partial += ("K",) if context.is_release else ("K402",)
    skipped = []
    for rule in sorted(RULES, key=lambda rule: rule.code):
        reasons = list(lacking.values()) if "S202" in rule.requires else []
        if unreadable and (rule.code[0] == "R" or rule is LostZeros):  # they look at whole rows
            reasons.append(f"{_rejected_rows(unreadable)} took no part")
        if rule.code.startswith("W") and 0 < rejected["waivers"] < math.inf:
            reasons.append(f"{_rejected_rows({'waivers': rejected['waivers']})} took no part")
        if rule.code.startswith(partial):
            reasons = [*lacking.values(), *unreadable_counts, *aside]
        if reasons:
            skipped.append(Skipped(rule.code, "; ".join(reasons)))
    return tuple(skipped)


def _rejected_rows(left: Mapping[str, float]) -> str:
    """How many rows were rejected, and of how many tables."""
    rows = sum(left.values())
    tables = next(iter(left)) if len(left) == 1 else f"{len(left)} tables"
    return f"{rows} rejected {'row' if rows == 1 else 'rows'} of {tables}"


def _counts(
    reading: Reading, tables: Sequence[RawTable], entries: Mapping[str, Sequence[Entry]]
) -> tuple[TableCount, ...]:
    """For each table, what became of its records; read is accepted, rejected and ignored together."""
    taken = {id(raw) for raw in tables}
    counts = {name: Counter[str]() for name in KNOWN_TABLES}
    for raw in reading.tables:
        counts[raw.table]["read" if id(raw) in taken else "ignored"] += len(raw.rows)
    for part in reading.rejected:
        if part.table is not None:
            counts[part.table]["refused"] += part.records or 0
    for name, rows in entries.items():
        counts[name]["accepted"] = sum(e.valid for e in rows if id(e.raw) in taken)
    seen = {raw.table for raw in reading.tables} | {part.table for part in reading.rejected}
    return tuple(
        TableCount(
            table=name,
            read=c["read"] + c["ignored"] + c["refused"],
            accepted=c["accepted"],
            rejected=c["read"] - c["accepted"] + c["refused"],
            ignored=c["ignored"],
        )
        for name, c in counts.items()
        if name in seen
    )


def _named(entries: Mapping[str, Sequence[Entry]], column: str) -> tuple[str, ...]:
    """What the rows have in that column, rejected rows too, where it is not the column that is wrong."""
    rows = (
        entry for each in entries.values() for entry in each if column not in entry.invalid_columns
    )
    return tuple(sorted({text for entry in rows if (text := entry.record.get(column))}))


def _chosen(findings: Iterable[Finding], options: Options) -> list[Finding]:
    select, ignore = tuple(options.select), tuple(options.ignore)
    return [
        finding
        for finding in findings
        if (not select or finding.code.startswith(select))
        and not (ignore and finding.code.startswith(ignore))
    ]


def _position(finding: Finding) -> tuple[object, ...]:
    place = finding.places[0] if finding.places else None
    return (
        _ORDER[finding.severity],
        finding.table or "",
        place.file if place else "",
        (place.row or 0) if place else 0,
        finding.code,
        finding.subject,
        finding.message,
    )

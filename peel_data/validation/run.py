"""read -> structure -> rows -> rules -> continuity -> Report: a straight line, the same for every gate."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from peel_data.findings import Severity
from peel_data.models.registry import MODELS, SUBMISSION_ONLY
from peel_data.validation.context import Context
from peel_data.validation.keys import key_findings
from peel_data.validation.report import IgnoredPart, Report, Skipped, TableCount
from peel_data.validation.rows import row_findings
from peel_data.validation.rules import RULES, arithmetic, continuity, coverage
from peel_data.validation.structure import structured
from peel_data.validation.waiving import fingerprinted, waive

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from peel_data.findings import Finding
    from peel_data.models.base import Row
    from peel_data.validation.baseline import Baseline
    from peel_data.validation.entries import Entry
    from peel_data.validation.raw import RawTable, Reading

ALL_MODELS: Mapping[str, type[Row]] = {
    model.spec.name: model for model in (*MODELS, *SUBMISSION_ONLY)
}
SUBMITTED: frozenset[str] = frozenset(
    name
    for name, model in ALL_MODELS.items()
    if model.spec.measures
    or name
    in {
        "judgments",
        "areas_for_improvement",
        "comparisons",
        "citations",
        "publications",
        "report_figures",
        "notes",
        "revisions",
        "waivers",
    }
)
"""What a submission may bring; the other tables are the steward's, or generated."""

KNOWN_TABLES: Mapping[str, tuple[str, ...]] = {
    name: tuple(model.model_fields) for name, model in ALL_MODELS.items()
}
"""Every table with its columns, as the reader wants to know them."""

_ORDER = {severity: position for position, severity in enumerate(Severity)}


class Options(NamedTuple):
    """What a run may be told.

    Attributes:
        select: Only rules whose code begins with one of these; empty is all.
        ignore: No rules whose code begins with one of these.
        strict: Whether warnings count as errors.
        today: The day on which waivers expire or not.
    """

    select: Collection[str] = ()
    ignore: Collection[str] = ()
    strict: bool = False
    today: dt.date | None = None


class Examined(NamedTuple):
    """What a run gives: what is said of the submission, and the submission as it was understood.

    Attributes:
        report: The report.
        entries: The entries of each table, sound or not, with restored zeros; waivers among them.
    """

    report: Report
    entries: Mapping[str, Sequence[Entry]]


def examine(
    reading: Reading,
    *,
    subject: str,
    baseline: Baseline,
    options: Options = Options(),  # noqa: B008 - a frozen tuple
    whole: bool = False,
    waivers: Reading | None = None,
) -> Examined:
    """Run every check on what was read.

    Args:
        reading: What was read.
        subject: What it is called in the report.
        baseline: The release it is held against.
        options: What to select, and how strictly to judge.
        whole: Whether it is a release by itself rather than a submission.
        waivers: Waivers from a file beside the submission.
    """
    tables = [raw for raw in reading.tables if whole or raw.table in SUBMITTED]
    ignored = [_steward(raw) for raw in reading.tables if not whole and raw.table not in SUBMITTED]
    findings = [*reading.findings, *(waivers.findings if waivers else ())]
    entries, unusable = _structure([*tables, *(waivers.tables if waivers else ())], findings)
    known = {} if whole else baseline.tables
    findings += key_findings(ALL_MODELS, entries, known)
    context = Context(
        entries={name: [entry for entry in rows if entry.sound] for name, rows in entries.items()},
        baseline=baseline,
        whole=whole,
        unsound=[entry for rows in entries.values() for entry in rows if not entry.sound],
    )
    findings += arithmetic.findings(context)
    skipped = _skipped(unusable)
    if whole:
        from peel_data.validation import release_only

        findings += release_only.findings(context)
    else:
        findings += continuity.findings(context)
    findings += [f for f in coverage.findings(context) if f.table not in unusable]
    left, set_aside = waive(
        map(fingerprinted, findings),
        context.entries.get("waivers", ()),
        options.today or dt.datetime.now(tz=dt.UTC).date(),
    )
    report = Report(
        subject=subject,
        findings=tuple(sorted(_chosen(left, options), key=_position)),
        counts=_counts(reading, tables, entries),
        skipped=tuple(skipped),
        ignored=(*ignored, *_set_aside(reading)),
        waived=tuple(set_aside),
        editions=_named(entries, "edition"),
        areas=_named(entries, "area"),
        against=baseline.version,
        strict=options.strict,
    )
    return Examined(report, entries)


def _structure(
    tables: Iterable[RawTable], findings: list[Finding]
) -> tuple[dict[str, list[Entry]], set[str]]:
    """Entries by table, with what structure and row models find added to the findings."""
    entries: dict[str, list[Entry]] = {}
    unusable: set[str] = set()
    for raw in tables:
        made = structured(raw, ALL_MODELS[raw.table])
        findings += made.findings
        if not made.usable:
            unusable.add(raw.table)
        findings += row_findings(made.entries, ALL_MODELS[raw.table])
        entries.setdefault(raw.table, []).extend(made.entries)
    return entries, unusable


def _steward(raw: RawTable) -> IgnoredPart:
    generated = ALL_MODELS[raw.table].spec.generated
    reason = (
        "the table is generated"
        if generated
        else "the table is kept by the steward of the data set"
    )
    return IgnoredPart(
        f"{raw.file}, table {raw.table}", f"{reason}, not taken from submissions", len(raw.rows)
    )


def _set_aside(reading: Reading) -> list[IgnoredPart]:
    return [
        IgnoredPart(
            ", ".join(filter(None, (part.file, part.sheet, part.what))), part.reason, part.records
        )
        for part in reading.ignored
    ]


def _skipped(unusable: Collection[str]) -> list[Skipped]:
    """The rules that need what the unusable tables lack."""
    return [
        Skipped(rule.code, f"{table} lacks a column that every row needs")
        for table in sorted(unusable)
        for rule in RULES
        if "S202" in rule.requires or rule.code[0] in "ACV"
    ]


def _counts(
    reading: Reading, tables: Sequence[RawTable], entries: Mapping[str, Sequence[Entry]]
) -> tuple[TableCount, ...]:
    """For each table, what became of its records; read is accepted, rejected and ignored together."""
    read: dict[str, int] = {}
    for raw in tables:
        read[raw.table] = read.get(raw.table, 0) + len(raw.rows)
    refused: dict[str, int] = {}
    for part in reading.rejected:
        if part.table is not None:
            refused[part.table] = refused.get(part.table, 0) + (part.records or 0)
    counts = []
    for name in ALL_MODELS:
        if name in read or name in refused:
            rows, before = read.get(name, 0), refused.get(name, 0)
            accepted = sum(entry.sound for entry in entries.get(name, ()) if entry.raw in tables)
            counts.append(TableCount(name, rows + before, accepted, rows - accepted + before))
    return tuple(counts)


def _named(entries: Mapping[str, Sequence[Entry]], column: str) -> tuple[str, ...]:
    return tuple(
        sorted(
            {e.record[column] for rows in entries.values() for e in rows if e.record.get(column)}
        )
    )


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

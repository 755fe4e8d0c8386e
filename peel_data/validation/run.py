"""Read, structure, rows, rules, continuity, report: one straight line, the same for submissions and releases."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from peel_data.findings import IgnoredPart, Report, Severity, TableCount
from peel_data.readers.files import label
from peel_data.readers.limits import DEFAULT, Stopped
from peel_data.validation import release_only
from peel_data.validation.alike import join_missing_rows
from peel_data.validation.causes import name_causes
from peel_data.validation.cells import texts_of
from peel_data.validation.context import Context
from peel_data.validation.form.unfolding import unfold
from peel_data.validation.grouping import group_findings, suppress_consequences
from peel_data.validation.jumps import join_jumps
from peel_data.validation.keys import key_findings
from peel_data.validation.mass_slips import join_mass_slips
from peel_data.validation.naming import name_figures, name_place
from peel_data.validation.options import Options, ValidationResult, codes
from peel_data.validation.progress import (
    ARITHMETIC,
    CELLS,
    COVERAGE,
    KEYS,
    RELEASE,
    REPORT,
    Progress,
)
from peel_data.validation.rounded import join_rounded
from peel_data.validation.rows import no_kinds, row_findings
from peel_data.validation.rules import arithmetic, continuity, coverage, questions, revisions
from peel_data.validation.stopping import count_unchecked, explain_stop, skip_unfinished
from peel_data.validation.structure import structured
from peel_data.validation.tables import KNOWN_TABLES, SUBMITTED, definition
from peel_data.validation.template_columns import put_columns_back
from peel_data.validation.unseen import count_unreadable, skipped_rules, unsettled_tables
from peel_data.validation.waivers import finding_key, fingerprinted, waive, waiver_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from peel_data.findings import Finding
    from peel_data.readers.limits import Limits
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
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
    keep_records: bool = True,
) -> ValidationResult:
    """Run every check on what was read.

    A run that is stopped (`Stopped`, or no more memory) reports how far it got, and all that it found.

    Args:
        reading: What was read.
        subject: What it is called in the report.
        baseline: The release it is held against.
        options: What to select, and how strictly to judge.
        is_release: Whether it is a release by itself rather than a submission.
        waivers: Waivers from a file beside the submission.
        limits: The limits, for the words of a report of a run that was stopped.
        progress: Is told how far the run is.
        keep_records: Whether the records are wanted beside the report.

    Raises:
        InvalidArgument: A code to select or ignore is the beginning of none.
    """
    options.check()
    reading = unfold(reading)
    judge = partial(
        _judge,
        subject=subject,
        baseline=baseline,
        options=options,
        is_release=is_release,
        waivers=waivers,
        limits=limits,
        keep_records=keep_records,
    )
    result = judge(reading, progress or Progress())
    if is_release or _count_weighty(result) < 2:
        return result
    mended, causes = put_columns_back(reading)
    if causes:
        told = replace(mended, findings=(*mended.findings, *causes))
        again = judge(told, Progress())
        if _count_weighty(again) < _count_weighty(result):
            return again
    return result


def _count_weighty(result: ValidationResult) -> int:
    """Count the findings above notes."""
    return sum(finding.severity is not Severity.INFO for finding in result.report.findings)


def _judge(
    reading: Reading,
    progress: Progress,
    *,
    subject: str,
    baseline: Baseline,
    options: Options,
    is_release: bool,
    waivers: Reading | None,
    limits: Limits,
    keep_records: bool,
) -> ValidationResult:
    """Run every check on what was read and unfolded."""
    run = _Run(reading, baseline, is_release, waivers, progress)
    findings = [*reading.findings, *(waivers.findings if waivers else ())]
    stopped = reading.stopped or (waivers.stopped if waivers else "")
    try:
        for finding in () if stopped else run.findings():
            findings.append(finding)  # noqa: PERF402 - what is found stays found when it is stopped
    except Stopped as stop:
        stopped = stop.limit
    except MemoryError:
        stopped = "memory_bytes"
    context, entries, unseen = run.context, run.entries, "C" if is_release else ""
    findings, suppressed = suppress_consequences(
        findings if is_release else name_causes(findings, context)
    )
    skipped = (*skipped_rules(run.unusable, context), *suppressed)
    counts = _counts(reading, run.tables, entries)
    unchecked: tuple[IgnoredPart, ...] = ()
    if stopped:
        findings.append(explain_stop(stopped, run.progress, limits, label(Path(subject).name)))
        unseen = run.progress.unfinished()
        skipped = (*(s for s in skipped if s.code[0] not in unseen), *skip_unfinished(unseen))
        counts, unchecked = count_unchecked(counts, _count_rejected(reading, entries))
    accepted = () if is_release else baseline.tables.get("waivers", ())
    waiving = context.entries.get("waivers", ())
    keys = {waiver_key(each) for each in (*(entry.record for entry in waiving), *accepted)}
    findings = list(map(fingerprinted, findings))
    is_chosen = _choice(options)

    def is_left_out(finding: Finding) -> bool:
        return finding_key(finding) in keys or not is_chosen(finding)

    if not is_release:
        findings = join_mass_slips(findings, context, is_left_out)
    findings = join_rounded(findings, keys)
    findings = join_jumps(findings, context, keys)
    findings = join_missing_rows(findings, keys)
    if not is_release:
        findings = join_mass_slips(findings, context, is_left_out, last=True)
    left, waived = waive(
        map(fingerprinted, findings),
        waiving,
        options.today or dt.datetime.now(tz=dt.UTC).date(),
        accepted=accepted,
        unseen=unseen,
        named=partial(name_place, context),
    )
    forms = {(raw.file, raw.sheet) for raw in run.tables if raw.spots}
    position = partial(_position, forms)
    if not is_release:
        left = list(name_figures(sorted(left, key=position), entries, context.names))
    asked, given = (0, 0) if is_release or stopped else coverage.count_figures(context)
    report = Report(
        subject=subject,
        findings=tuple(sorted(filter(is_chosen, left), key=position)),
        counts=counts,
        skipped=skipped,
        ignored=(*run.ignored, *_ignored_parts(reading), *unchecked),
        waived=tuple(waived),
        editions=_named(entries, "edition"),
        areas=_named(entries, "area"),
        against=baseline.version,
        strict=options.strict,
        release=is_release,
        asked=asked,
        given=given,
    )
    kept = entries if keep_records and not stopped else {}
    records = {name: [entry.record for entry in rows] for name, rows in kept.items()}
    return ValidationResult(report, records)


class _Run:
    """The checks in their order, and what they leave behind wherever they are stopped."""

    def __init__(
        self,
        reading: Reading,
        baseline: Baseline,
        is_release: bool,
        waivers: Reading | None,
        progress: Progress,
    ) -> None:
        self.reading, self.baseline, self.is_release = reading, baseline, is_release
        self.progress = progress
        self.waivers = waivers.tables if waivers else ()
        self.tables = [raw for raw in reading.tables if is_release or raw.table in SUBMITTED]
        self.ignored = [
            _steward(raw) for raw in reading.tables if not is_release and raw.table not in SUBMITTED
        ]
        self.entries: dict[str, list[Entry]] = {}
        self.unusable: set[str] = set()
        self.kinds = no_kinds()
        self.context = Context({}, baseline, is_release)
        if not reading.stopped:
            progress.rows = sum(len(raw.rows) for raw in reading.tables)

    def findings(self) -> Iterator[Finding]:
        """Make the checks one after the other."""
        yield from self._structure()
        unreadable = count_unreadable(
            self.reading, [raw for raw in self.tables if raw.table in self.unusable]
        )
        # Of a release with a damaged file, all that its other tables miss would be findings.
        damaged = self.is_release and bool(unreadable)
        self.progress.begin(KEYS)
        if not damaged:
            known = {} if self.is_release else self.baseline.tables
            yield from key_findings(self.entries, known, unsettled_tables(unreadable))
        each = self.entries.items()
        self.context = Context(
            entries={name: [entry for entry in rows if entry.valid] for name, rows in each},
            baseline=self.baseline,
            is_release=self.is_release,
            invalid_entries=[entry for _, rows in each for entry in rows if not entry.valid],
            unreadable_counts=unreadable,
            progress=self.progress,
        )
        if not damaged:
            yield from self._across_tables()
        self.progress.begin(REPORT)

    def _structure(self) -> Iterator[Finding]:
        """Yield what structure and row models find."""
        self.progress.begin(CELLS)
        of_forms: list[Finding] = []  # whose tables are one sheet to the person who filled it in
        for raw in self.progress.track([*self.tables, *self.waivers]):
            table = definition(raw.table)
            made = structured(raw, table, is_release=self.is_release)
            if not made.usable:
                self.unusable.add(raw.table)
            self.entries.setdefault(raw.table, []).extend(made.entries)
            found = [*made.findings, *row_findings(made.entries, table, self.kinds)]
            if raw.spots:
                of_forms += found
            else:
                yield from group_findings(found)
        yield from group_findings(of_forms)

    def _across_tables(self) -> Iterator[Finding]:
        context, progress = self.context, self.progress
        progress.begin(ARITHMETIC)
        yield from arithmetic.findings(context)
        progress.begin(RELEASE)
        if context.is_release:
            yield from release_only.findings(context)
        else:
            for rules in progress.track((continuity, revisions, questions)):
                yield from rules.findings(context)
        progress.begin(COVERAGE)
        yield from coverage.findings(context)


def _count_rejected(reading: Reading, entries: Mapping[str, Sequence[Entry]]) -> Counter[str]:
    """Count the records of each table that were rejected so far."""
    rejected = Counter(
        {name: sum(not entry.valid for entry in rows) for name, rows in entries.items()}
    )
    for part in reading.rejected:
        if part.table is not None:
            rejected[part.table] += part.records or 0
    return rejected


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
    """Return what the rows have in that column, rejected rows too, where it is not the column that is wrong."""
    found: set[str] = set()
    for rows in entries.values():
        if rows and column in rows[0].at:
            right = [entry for entry in rows if column not in entry.invalid_columns]
            found.update(texts_of(right, [column]))
    return tuple(sorted(filter(None, found)))


def _choice(options: Options) -> Callable[[Finding], bool]:
    """Return what tells whether a finding is asked for."""
    select, ignore = codes(options.select) or ("",), codes(options.ignore)
    return lambda finding: finding.code.startswith(select) and not finding.code.startswith(ignore)


def _position(forms: Collection[tuple[str, str | None]], finding: Finding) -> tuple[object, ...]:
    """Return what findings are sorted by: those of a form as one reads it, the others by table."""
    place = finding.places[0] if finding.places else None
    of_form = place is not None and (place.file, place.sheet) in forms
    return (
        _ORDER[finding.severity],
        "" if of_form else finding.table or "",
        place.file if place else "",
        (place.row or 0) if place else 0,
        finding.code,
        finding.subject,
        finding.message,
    )

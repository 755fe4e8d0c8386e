"""All that a finding, a report or a reading says, in lines that a person can read and a diff can show."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from peel_data.readers.reading import shown
from peel_data.tables import records
from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from peel_data.findings import Finding, Place, Report
    from peel_data.readers.reading import Reading


_THEIRS = re.compile(
    r"(?<=is not well-formed: ).*: line .*(?=\.$)|(?<=cannot be read: ).*\(char [0-9]+\)(?=\.$)"
)
"""The words of the standard library's parsers, which differ from version to version."""
_FEW = 5
"""So many columns are shown with what is in them."""


def told(finding: Finding) -> Iterator[str]:
    """Every field of a finding."""
    yield f"{finding.code} {finding.severity}: {_THEIRS.sub('(what the parser says)', finding.message)}"
    for place in finding.places:
        yield f"    at {_where(place)}"
    for name in ("expected", "gap", "subject", "fingerprint", "table"):
        if value := getattr(finding, name):
            yield f"    {name} {value}"
    for name in ("hints", "assumptions"):
        for value in getattr(finding, name):
            yield f"    {name[:-1]}: {value}"
    for bound in finding.bounds:
        yield f"    bound {bound.label}: {bound.lower} to {bound.upper}"


def _where(place: Place) -> str:
    parts = (
        repr(place.file),
        place.sheet and f"sheet {place.sheet!r}",
        place.row and f"row {place.row}",
        place.letter and f"letter {place.letter}",
        place.column and f"column {place.column!r}",
        place.text is not None and f"text {shown(place.text)!r}",
    )
    return ", ".join(part for part in parts if part)


def told_of_reading(reading: Reading) -> Iterator[str]:
    """What was found, left aside and rejected, and the tables that remain."""
    for finding in reading.findings:
        yield from told(finding)
    for left in reading.ignored:
        where = f"{left.file!r}, {left.sheet!r}" if left.sheet else repr(left.file)
        yield f"ignored {left.what} {where}, {left.records} records: {left.reason}"
    for lost in reading.rejected:
        yield f"rejected {lost.records} of {lost.table}, {lost.file!r}, {lost.sheet!r}: {lost.code}"
    for table in reading.tables:
        where = f"{table.table} of {table.file!r}, {table.sheet!r}"
        yield f"read {where}: {len(table.rows)} rows at {_some(table.numbers)}, columns {table.positions}"
        if len(table.header) <= _FEW:
            for row in table.rows:
                yield f"    {_some(repr(shown(text)[:40]) for text in row)}"
        if table.reported:
            yield f"    reported {_some(sorted(table.reported))}"
    yield f"files {_some(reading.files)}"


def told_of_report(report: Report) -> Iterator[str]:
    """What was found, what was set aside, and what was not checked."""
    for finding in report.findings:
        yield from told(finding)
    for waived in report.waived:
        yield f"waived {waived.finding.code} until {waived.expires} by {waived.author}: {waived.reason}"
        yield from told(waived.finding)
    for part in report.ignored:
        yield f"ignored {part.what}, {part.records} records: {part.reason}"
    for skipped in _runs(report):
        yield f"skipped {skipped}"
    for count in report.counts:
        if count.read != count.accepted:
            yield (
                f"{count.table}: {count.read} read, {count.accepted} accepted, "
                f"{count.rejected} rejected, {count.ignored} ignored"
            )
    against = "this release" if report.against == __version__ else report.against
    yield f"of {', '.join(report.editions)} and {', '.join(report.areas)}, against {against}"


def _runs(report: Report) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for skipped in report.skipped:
        reasons.setdefault(skipped.reason, []).append(skipped.code)
    for reason, codes in reasons.items():
        yield f"{' '.join(codes)}: {reason}"


def _some(values: Iterable[object]) -> str:
    """The first and the last of many."""
    each = [str(value) for value in values]
    return ", ".join(each if len(each) <= 8 else [*each[:4], "...", *each[-3:]])


def grouped(cases: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Cases and what each is told; those that are told the same stand together."""
    by_lines: dict[str, list[str]] = {}
    for name, lines in cases:
        by_lines.setdefault("\n".join(lines), []).append(name.replace("\n", " ")[:120])
    blocks = [
        "".join(f"# {name}\n" for name in sorted(names)) + text for text, names in by_lines.items()
    ]
    text = "\n\n".join(blocks) + "\n"
    return text.encode("utf-8", "backslashreplace").decode()


@cache
def _bare_id() -> re.Pattern[str]:
    """An id of an area or edition that is neither quoted nor a part of a figure id."""
    ids = [row["id"] for table in ("areas", "editions") for row in records.read(table)]
    anyone = "|".join(re.escape(each) for each in sorted(ids, key=len, reverse=True))
    return re.compile(rf"(?<![\w:/“-])(?:{anyone})(?![\w:”-])")


def bare_ids(finding: Finding) -> list[str]:
    """The sentences of a finding that call an area or edition by its id.

    What a cell must hold is an id where ids are typed: rules of files and structure say it as it is typed.
    """
    sentences = [finding.message, *(bound.label for bound in finding.bounds)]
    if finding.code[0] not in "FSVK":
        sentences += [*finding.hints, finding.expected]
    return [sentence for sentence in sentences if _bare_id().search(sentence)]

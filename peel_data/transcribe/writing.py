"""A draft written into its folder, with what a person decided there kept. Internal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.findings import Severity
from peel_data.paths import write_file
from peel_data.tables import records
from peel_data.transcribe import draft as folder_of
from peel_data.transcribe.claims import PREFIX, UNDOUBTED, place_of
from peel_data.transcribe.draft import (
    COLUMNS,
    CONFLICTS,
    DECISIONS,
    DIFFERENCES,
    MISSING,
    PROPOSALS,
    TRANSCRIPTION,
)
from peel_data.transcribe.edits import keep_edits
from peel_data.transcribe.figure_rows import Conflict
from peel_data.transcribe.measures import is_accepted
from peel_data.transcribe.proposals import propose
from peel_data.validation.pipeline import validate
from peel_data.validation.rules.arithmetic import PrintedTwice
from peel_data.validation.tables import MEASURES, definition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from peel_data.findings import Finding
    from peel_data.readers.limits import Limits
    from peel_data.transcribe.audit import Row
    from peel_data.transcribe.claims import Claim
    from peel_data.transcribe.draft import Origin
    from peel_data.transcribe.drafting import Drafted
    from peel_data.transcribe.files.document import Document

_DRAFTED = frozenset(
    {
        "areas_for_improvement",
        "citations",
        "comparisons",
        "judgments",
        "publications",
        "report_figures",
    }
)
"""The tables beside those of figures that a draft has; others in its folder are a person's own."""


def write_draft(folder: Path, document: Document, drafted: Drafted, origin: Origin) -> None:
    """Write a draft; decisions, names of proposals, and what a person changed in its tables stay.

    Args:
        folder: A draft's folder, or where one is to be.
        document: The report.
        drafted: What was read of it.
        origin: What the draft is of.
    """
    (folder / folder_of.TABLES).mkdir(parents=True, exist_ok=True)
    drafted.notes.extend(_write_tables(folder, drafted.tables))
    folder_of.write_origin(folder, origin)
    write_file(folder / folder_of.REPORT, f"{document.paged_text}\n".encode())
    write = folder_of.write_rows
    rows = [_transcription(each, document, drafted) for each in drafted.claims]
    write(folder / TRANSCRIPTION, COLUMNS[TRANSCRIPTION], rows)
    units = {row["id"] for row in records.read("units")}
    proposed = _kept(list(propose(drafted.claims, drafted.parts, units)), folder)
    write(folder / PROPOSALS, COLUMNS[PROPOSALS], proposed)
    write(folder / MISSING, COLUMNS[MISSING], _missing(drafted, folder))
    told = [{"message": message} for message in drafted.differences]
    write(folder / DIFFERENCES, COLUMNS[DIFFERENCES], told)
    if not (folder / DECISIONS).exists():
        write(folder / DECISIONS, COLUMNS[DECISIONS], [])


def write_conflicts(folder: Path, drafted: Drafted) -> None:
    """Write what cannot all be right, a row for each place."""
    rows = [
        {
            **_place(each, drafted),
            "conflict": number,
            "line": drafted.parts.locate(each.number.part, each.number.start)[0],
            "figure_id": each.id,
            "message": conflict.message,
        }
        for number, conflict in enumerate(drafted.conflicts, start=1)
        for each in conflict.claims
    ]
    folder_of.write_rows(folder / CONFLICTS, COLUMNS[CONFLICTS], rows)


def doubtful_claims(drafted: Drafted) -> list[Claim]:
    """Return the claims that a person is to look over."""
    claimed = (each for each in drafted.claims if each.state == folder_of.CLAIMED)
    return [each for each in claimed if each.confidence < UNDOUBTED]


def unheld_claims(drafted: Drafted) -> list[Claim]:
    """Return the other claims of numbers that a person is to compare with the report."""
    claimed = (each for each in drafted.claims if each.confidence >= UNDOUBTED)
    return [each for each in claimed if _held(each, drafted) == "no"]


def pages_to_look_at(document: Document, drafted: Drafted) -> set[int]:
    """Return the pages of the numbers that are open or in conflict, or that a person is to look over or to compare."""
    claims = [each for each in drafted.claims if each.state == folder_of.OPEN]
    claims += [*doubtful_claims(drafted), *unheld_claims(drafted)]
    claims += [each for conflict in drafted.conflicts for each in conflict.claims]
    places = (drafted.parts.locate(each.number.part, each.number.start) for each in claims)
    pages = (document.lines[line - 1].page for line, _ in places)
    return {page for page in pages if page is not None}


def check_arithmetic(folder: Path, drafted: Drafted, limits: Limits) -> None:
    """Add to the conflicts what the rules of a submission find wrong with the numbers, with the places to look at.

    Of what stands in the report so, a person writes a waiver into `tables/waivers.csv`. That a figure is printed in
    two ways is told already, with the place to look at.
    """
    tables = folder / folder_of.TABLES
    report = validate(tables, limits=limits)
    told = {claim.id for conflict in drafted.conflicts for claim in conflict.claims}
    for finding in report.findings:
        if finding.code == PrintedTwice.code and finding.subject in told:
            continue
        if finding.severity is not Severity.INFO and finding.code.startswith("A5"):
            claims = tuple(_claims_of(finding, tables, drafted))
            drafted.conflicts.append(Conflict(claims, f"{finding.code}: {finding.message}"))


def _claims_of(finding: Finding, tables: Path, drafted: Drafted) -> Iterator[Claim]:
    """Yield the numbers that a finding speaks of, by the rows that it names."""
    for place in finding.places:
        path = tables / place.file
        if place.row is None or not path.is_file():
            continue
        spec = definition(path.stem).spec
        rows = folder_of.read_table(tables.parent, path.stem)
        if place.row - 2 < len(rows):
            row = rows[place.row - 2]
            stem = ":".join((spec.name, *(row[column] for column in spec.key)))
            named = {stem, f"{stem}:{place.column}"}
            yield from (each for each in drafted.claims if each.id in named)


def _transcription(claim: Claim, document: Document, drafted: Drafted) -> dict[str, object]:
    """Return the row of a number."""
    number, parts = claim.number, drafted.parts
    line, start = parts.locate(number.part, number.start)
    held = document.lines[line - 1]
    end = min(start + len(number.token), len(held.text))
    box = held.box_of(start, end)
    return {
        **_place(claim, drafted),
        "line": line,
        "start": start,
        "end": end,
        "page": held.page or "",
        "box": " ".join(f"{edge:.1f}" for edge in box) if box else "",
        "state": claim.state,
        "figure_id": claim.id,
        "confidence": f"{claim.confidence:.2f}",
        "held": _held(claim, drafted),
        "why": claim.why,
    }


def _held(claim: Claim, drafted: Drafted) -> str:
    if claim.state != folder_of.CLAIMED or claim.id.startswith(PREFIX):
        return ""
    return "no" if place_of(claim.number, drafted.parts) in drafted.unheld else "yes"


def _place(claim: Claim, drafted: Drafted) -> dict[str, str]:
    locator, token, occurrence = place_of(claim.number, drafted.parts)
    return {"locator": locator, "occurrence": occurrence, "token": token}


def _write_tables(folder: Path, tables: Mapping[str, Sequence[Row]]) -> list[str]:
    """Write the tables with what a person changed in them; those without rows now go. What was kept is returned."""
    (folder / folder_of.DRAFTED).mkdir(exist_ok=True)
    every = _DRAFTED | {name for name, measures in MEASURES.items() if measures} | tables.keys()
    notes = []
    merged = {
        name: keep_edits(folder, name, tables.get(name, ()), definition(name).spec.key)
        for name in sorted(every)
    }
    for name, kept in merged.items():
        for where, rows in (
            (folder_of.TABLES, kept.rows),
            (folder_of.DRAFTED, tables.get(name, ())),
        ):
            _write_table(folder / where / f"{name}.csv", name, rows)
        said = [f"{count} {one if count == 1 else many}" for count, one, many in (
            (kept.cells, "cell", "cells"), (kept.added, "added row", "added rows"),
            (kept.removed, "removed row", "removed rows"),
        ) if count]  # fmt: skip
        if said:
            notes.append(f"As you changed tables/{name}.csv: {', '.join(said)}.")
    return [*notes, *_carried_notes({name: kept.rows for name, kept in merged.items()})]


def _carried_notes(tables: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """Yield what is said of figures beside their values as another report says it, for a person to look at."""
    noted = [name for name, rows in sorted(tables.items()) if any(row.get("notes") for row in rows)]
    if noted:
        yield (
            "The notes on figures were copied from other reports. In the column `notes` of "
            f"{', '.join(noted)}, keep only what this report says."
        )


def _write_table(path: Path, name: str, rows: Sequence[Row]) -> None:
    if not rows:
        path.unlink(missing_ok=True)
        return
    spec, columns = definition(name).spec, tuple(definition(name).fields)
    ordered = sorted(rows, key=lambda row: [row.get(column, "") for column in spec.key])
    folder_of.write_rows(path, columns, ordered)


def _missing(drafted: Drafted, folder: Path) -> list[dict[str, str]]:
    """Return the figures that were not found, the required ones first, and those that a person decided on."""
    decided = [row for row in folder_of.read_rows(folder, MISSING) if row["decision"]]
    found = [
        {
            "figure_id": each.figure_id,
            "required": "yes" if each.figure_id in drafted.required else "",
        }
        for each in drafted.missing
    ]
    return decided + sorted(found, key=lambda row: (not row["required"], row["figure_id"]))


def _kept(proposed: Sequence[dict[str, str]], folder: Path) -> list[dict[str, str]]:
    """Return the proposals, with what a person changed in an earlier draft; accepted ones are no longer open."""
    known = {folder_of.place_of_row(row): row for row in folder_of.read_rows(folder, PROPOSALS)}
    made = {at: row for at, row in known.items() if is_accepted(row)}
    for row in proposed:
        at = folder_of.place_of_row(row)
        made[at] = known.get(at, row)
    return list(made.values())

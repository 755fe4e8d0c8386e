"""How sure each row of a draft is, and why. Internal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from peel_data.tables.records import figure_ids
from peel_data.transcribe import draft as folder_of
from peel_data.transcribe.claims import UNDOUBTED, by_figure
from peel_data.transcribe.statements import row_name
from peel_data.validation.tables import MEASURES, definition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from peel_data.transcribe.audit import Row
    from peel_data.transcribe.claims import Claim
    from peel_data.transcribe.drafting import Drafted

Reason = tuple[float, str]
"""How sure a row is, from 0 to 1, and why."""
_BY_A_PERSON: Final = 1.0


def write_reasons(folder: Path, drafted: Drafted) -> None:
    """Write how sure each row of the draft's tables is; citations stand in `transcription.csv`."""
    rows = [
        {"row": name, "confidence": f"{confidence:.2f}", "why": why}
        for name, (confidence, why) in _reasons(folder, drafted)
    ]
    folder_of.write_rows(folder / folder_of.ROWS, folder_of.COLUMNS[folder_of.ROWS], rows)


def doubtful_rows(folder: Path) -> list[Row]:
    """Return the rows without figures that a person is to look over; those of figures show by their claims."""
    return [
        row
        for row in folder_of.read_rows(folder, folder_of.ROWS)
        if float(row["confidence"]) < UNDOUBTED and not MEASURES[row["row"].partition(":")[0]]
    ]


def _reasons(folder: Path, drafted: Drafted) -> Iterator[tuple[str, Reason]]:
    claims = by_figure(drafted.claims)
    disputed = {claim.id: each.message for each in drafted.conflicts for claim in each.claims}
    for table in sorted(path.stem for path in (folder / folder_of.TABLES).glob("*.csv")):
        if table == "citations" or table not in MEASURES:
            continue
        before = folder_of.read_table(folder, table, folder_of.DRAFTED)
        known = {row_name(table, row): row for row in before}
        for row in folder_of.read_table(folder, table):
            name = row_name(table, row)
            if row != known.get(name):
                how = "changed" if name in known else "added"
                yield name, (_BY_A_PERSON, f"{how} by a person")
            elif MEASURES[table]:
                yield name, _of_figures(table, row, claims, disputed)
            else:
                yield name, drafted.stated.get(name, (0.0, "nothing is known about it"))


def _of_figures(
    table: str, row: Row, claims: Mapping[str, Sequence[Claim]], disputed: Mapping[str, str]
) -> Reason:
    """Return how sure a row of figures is: as its least sure figure, which is as sure as its surest place."""
    if row["status"] != "published":
        return _BY_A_PERSON, "decided in missing.csv"
    reasons = []
    for each in figure_ids(definition(table).spec, row).values():
        found = claims.get(each, ())
        best = max(found, key=lambda claim: claim.confidence, default=None)
        if each in disputed:
            reasons.append((0.0, disputed[each]))
        elif best is None:
            reasons.append((0.0, "one of its numbers was not found"))
        else:
            more = f"; the same in {len(found)} places" if len(found) > 1 else ""
            reasons.append((best.confidence, best.why + more))
    return min(reasons)

"""Learn from a transcribed report, once its audit finds nothing. Internal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.errors import ReleaseError
from peel_data.tables.release_files import csv_bytes
from peel_data.transcribe import pattern
from peel_data.transcribe.auditing import audit
from peel_data.transcribe.model import names_of, row_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.transcribe.audit import Audit, Row, Tables
    from peel_data.transcribe.files.document import Document


def learn(document: Document, tables: Tables, reviewed: Sequence[Row], publication: str) -> bytes:
    """Return the pattern of a report, as the bytes of its file.

    Args:
        document: The report.
        tables: Gives the rows of a table, the report's own among them.
        reviewed: Its numbers that are no figures: part, token, occurrence, reason.
        publication: Which report it is.

    Raises:
        ReleaseError: The audit fails: a number is open, or a citation is wrong.
    """
    made = audit(document, tables, reviewed, publication)
    if not made.ok:
        raise ReleaseError(
            f"The transcription of {publication} is not complete, so nothing is learnt from it.\n{told(made)}"
        )
    names = names_of(tables, row_of(tables("publications"), publication, "publication")["area"])
    learnt = pattern.learn(made.parts, tables, reviewed, publication, names)
    rows = [{c: str(v) for c, v in row.items()} for row in pattern.rows_of(learnt)]
    return csv_bytes(pattern.COLUMNS, [{c: row[c] for c in pattern.COLUMNS} for row in rows])


def told(made: Audit, most: int = 20) -> str:
    """Return what an audit found, a line for each finding."""
    lines = [
        f"  {kind}: {message}" for kind, messages in made.findings.items() for message in messages
    ]
    more = [f"  and {len(lines) - most} more"] if len(lines) > most else []
    return "\n".join([*lines[:most], *more])

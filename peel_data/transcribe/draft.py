"""The folder in which a report waits for a person: what was drafted of it, and what is still open. Internal.

    DRAFT/
      draft.json          what the draft is of: see `Origin`
      report.txt          the report's text, normalised; a form feed before a line begins a page
      tables/*.csv        the submission: figures, citations and the other tables, as `validate` takes them
      drafted/*.csv       the tables as drafted last, to tell what a person changed
      pages/*.png         of a PDF, the pages with numbers that are open or in conflict
      transcription.csv   every number of the text, and what it is
      rows.csv            how sure each row of the tables is
      conflicts.csv       what cannot all be right, a row for each place to look at
      decisions.csv       what a person decided; kept when the report is transcribed again
      differences.csv     where the report differs from the transcribed one that is its pattern, a sentence a row
      missing.csv         figures of the edition that were not found; kept where a person decided
      proposals.csv       measures for numbers that no measure exists for; kept where a person changed them

`transcription.csv` has, in the order of the text:

    locator      the part of the report, as citations name it
    occurrence   which of the same tokens in that part, from 1
    token        the number as printed, with the sign and percent sign that belong to it
    line         its line in report.txt, from 1
    start, end   its first character in the line, and the one after its last, from 0
    page         its page, from 1; empty where the report has no pages
    box          left, top, right and bottom on the page in points, spaces between; empty where not known
    state        claimed (a citation of `figure_id`, or of a comparison), not_a_figure, or open
    figure_id    the figure it states; where the state is open, the one it may state, if any is likely
    confidence   from 0 to 1, two decimals
    held         of a claimed figure: yes, or no where a misread digit would contradict nothing and no person looked
    why          in words: what speaks for it, or what a person has to look at

`rows.csv` has: row (its table and key), confidence, why. `conflicts.csv` has: conflict (its number, the same for each
of its places), locator, occurrence, token, line, figure_id, message. `decisions.csv` has: locator, occurrence, token,
decision (a figure id, or `not_a_figure`), value (where the words leave open whether it rises or falls: with its sign,
such as -7), reason (of `not_a_figure`: why). `missing.csv` has: figure_id, required (yes where the edition asks for
it), decision (`not_supplied` or another status, where the report has none). `proposals.csv` has: locator, occurrence,
token, measure, title, unit, description, unit_title, unit_suffix, unit_description (of a unit that the data set does
not have: its row of `units`), accepted. A person corrects what is proposed and writes `yes` under accepted: the
number then states that measure, and `accept` adds it to `operational_measures`, and the unit to `units`.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from peel_data.errors import InvalidArgument, SubmissionError
from peel_data.paths import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    Row = dict[str, str]

ABOUT, REPORT, TABLES, DRAFTED = "draft.json", "report.txt", "tables", "drafted"
TRANSCRIPTION, CONFLICTS = "transcription.csv", "conflicts.csv"
ROWS, DIFFERENCES = "rows.csv", "differences.csv"
DECISIONS, MISSING, PROPOSALS = "decisions.csv", "missing.csv", "proposals.csv"
PLACE = ("locator", "occurrence", "token")
"""The columns that say which number of the report a row is about."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    TRANSCRIPTION: (
        *PLACE,
        *("line", "start", "end", "page", "box", "state", "figure_id", "confidence", "held", "why"),
    ),
    CONFLICTS: ("conflict", *PLACE, "line", "figure_id", "message"),
    DECISIONS: (*PLACE, "decision", "value", "reason"),
    ROWS: ("row", "confidence", "why"),
    DIFFERENCES: ("message",),
    MISSING: ("figure_id", "required", "decision"),
    PROPOSALS: (
        *PLACE,
        *("measure", "title", "unit", "description"),
        *("unit_title", "unit_suffix", "unit_description", "accepted"),
    ),
}
CLAIMED, NOT_A_FIGURE, OPEN = ("claimed", "not_a_figure", "open")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a draft is of.

    Attributes:
        area: Whose report it is.
        edition: The round of inspections.
        publication: The id of the report, as citations name it.
        like: The publications that its pattern was learnt from.
        source: The name of the file that was read.
        sha256: Its hash.
    """

    area: str
    edition: str
    publication: str
    like: tuple[str, ...]
    source: str
    sha256: str


def place_of_row(row: Mapping[str, str]) -> tuple[str, ...]:
    """Return which number of the report a row is about."""
    return tuple(row[column] for column in PLACE)


def is_draft(folder: Path) -> bool:
    """Return whether a path is a draft's folder."""
    return (folder / ABOUT).is_file()


def read_origin(folder: Path) -> Origin:
    """Read what a draft is of.

    Raises:
        SubmissionError: The folder is no draft.
    """
    if not is_draft(folder):
        what = "is not a draft of a report" if folder.exists() else "does not exist"
        raise SubmissionError(f"{folder} {what}. Make a draft with `peel-data transcribe`.")
    try:
        held = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        return Origin(**{**held, "like": tuple(held["like"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SubmissionError(
            f"{folder / ABOUT} is damaged ({error}). Make the draft again with `peel-data transcribe`."
        ) from error


def read_rows(folder: Path, name: str) -> list[Row]:
    """Read one of the draft's own files, such as `transcription.csv`; none where there is no such file.

    Raises:
        SubmissionError: It cannot be read, or lacks a column.
    """
    path = folder / name
    rows = _read_csv(path)
    missing = [column for column in COLUMNS[name] if rows and column not in rows[0]]
    if missing:
        raise SubmissionError(f"{path} has no column {missing[0]}.")
    return rows


def write_origin(folder: Path, origin: Origin) -> None:
    """Write what a draft is of."""
    text = json.dumps(asdict(origin), indent=2, ensure_ascii=False)
    write_file(folder / ABOUT, f"{text}\n".encode())


def write_rows(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> None:
    """Write a CSV file; columns that a row lacks are empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    write_file(path, text.getvalue().encode())


def refuse_other(folder: Path) -> None:
    """Stop at a path that is neither free nor a draft.

    Raises:
        InvalidArgument: Something else is at the path.
    """
    if folder.exists() and not is_draft(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidArgument(f"{folder} already exists and is not a draft. Choose a new folder.")


def read_table(folder: Path, table: str, where: str = TABLES) -> list[Row]:
    """Read a table of the submission in a draft, or as drafted last; no rows where there is none.

    Raises:
        SubmissionError: It cannot be read.
    """
    return _read_csv(folder / where / f"{table}.csv")


def _read_csv(path: Path) -> list[Row]:
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, strict=True, restval=""))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SubmissionError(f"{path} cannot be read: {error}") from error

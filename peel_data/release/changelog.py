"""The changelog: its Data section follows from the data, its Code section is written by hand.

Keep a Changelog, with Data and Code apart under each version.
"""

from __future__ import annotations

import itertools
import re
import textwrap
from collections import defaultdict
from typing import TYPE_CHECKING

from peel_data.errors import ReleaseError
from peel_data.release.compat import Level
from peel_data.release.diff import SPECS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.release.diff import Diff, RowChange
    from peel_data.tables.records import Record

NAME = "CHANGELOG.md"
_UNRELEASED = "## [Unreleased]"
_SECTION = re.compile(r"^## ", re.MULTILINE)
_PART = re.compile(r"^### ", re.MULTILINE)
_WIDTH = 118
DECLARATIONS = frozenset({"revisions", "amendments"})
"""Tables whose new rows are told of with what they declare."""


def with_data(text: str, lines: Sequence[str]) -> str:
    """Return the changelog with these lines as the Data section of what is not released yet.

    Raises:
        ReleaseError: It has no section for what is not released yet.
    """
    before, unreleased, after = _split(text)
    parts = [part for part in _parts(unreleased) if not part.startswith("### Data")]
    if lines:
        wrapped = "\n".join(
            textwrap.fill(
                line,
                _WIDTH,
                initial_indent="- ",
                subsequent_indent="  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
            for line in lines
        )
        parts.insert(0, f"### Data\n\n{wrapped}")
    body = "".join(f"{part}\n\n" for part in parts)
    return f"{before}{_UNRELEASED}\n\n{body}{after}"


def released(text: str, version: str, day: dt.date) -> str:
    """Return the changelog with what was not released yet under its version.

    Raises:
        ReleaseError: There is nothing to release.
    """
    before, unreleased, after = _split(text)
    if not any("\n- " in part for part in _parts(unreleased)):
        raise ReleaseError(
            f"{NAME} says nothing under {_UNRELEASED}. Write below `### Code` what changed, as a list; "
            "the Data section is written by `peel-data generate`."
        )
    return f"{before}{_UNRELEASED}\n\n## [{version}] - {day}\n{unreleased}{after}"


def dated(text: str, version: str, day: dt.date) -> str:
    """Return the changelog with that day on the section of the version."""
    heading = rf"^## \[{re.escape(version)}\].*$"
    return re.sub(heading, f"## [{version}] - {day}", text, count=1, flags=re.MULTILINE)


def has(text: str, version: str) -> bool:
    """Return whether the changelog has a section for the version."""
    return f"\n## [{version}]" in text


def data_lines(diff: Diff, tables: Mapping[str, Sequence[Record]]) -> list[str]:
    """Return what the diff says to a reader of the changelog, a sentence each.

    Args:
        diff: The last release against the data as it is.
        tables: The data as it is, for the names of editions and areas.
    """
    return [
        *_figures_added(diff, tables),
        *_amended(diff),
        *(line for change in diff.rows if (line := _changed(change))),
        *_others(diff),
        *_schema(diff),
    ]


def _figures_added(diff: Diff, tables: Mapping[str, Sequence[Record]]) -> Iterator[str]:
    titles = {record["id"]: record["title"] for record in tables["editions"]}
    names = {record["id"]: record["name"] for record in tables["areas"]}
    added: dict[str, list[RowChange]] = defaultdict(list)
    for change in diff.rows:
        if change.kind == "added" and _of_figures(change):
            added[change.key[0]].append(change)
    for edition, changes in sorted(added.items()):
        areas = sorted({names.get(change.key[1], change.key[1]) for change in changes})
        rows, in_tables = len(changes), len({change.table for change in changes})
        yield (
            f"Added: {titles.get(edition, edition)}, {rows} {'row' if rows == 1 else 'rows'} of figures in "
            f"{in_tables} {'table' if in_tables == 1 else 'tables'}, of {', '.join(areas)}."
        )


def _changed(change: RowChange) -> str:
    """Return a line for a change that a reader must know one by one."""
    subject = f"`{change.id}`"
    if change.kind == "removed" and change.table != "citations":
        return f"Removed: {subject}. {change.reason}".strip()
    if change.kind != "changed" or _only_amended(change):
        return ""
    cells = {cell.column: cell for cell in change.cells}
    spec = SPECS.get(change.table)
    values = [cells[column] for column in (spec.measures if spec else ()) if column in cells]
    if values and not any(cell.old for cell in values):
        return f"Supplied: {subject}, {', '.join(cell.new for cell in values)}."
    if values and not any(cell.new for cell in values):
        return (
            f"Withdrawn: {subject}, was {', '.join(cell.old for cell in values)}. {change.reason}"
        )
    told = ", ".join(
        f"{cell.old or 'empty'} → {cell.new or 'empty'}"
        if cell in values
        else f"{cell.column} {cell.old or 'empty'} → {cell.new or 'empty'}"
        for cell in change.cells
    )
    return f"{'Revised' if values else 'Changed'}: {subject}, {told}. {change.reason}".strip()


def _amended(diff: Diff) -> Iterator[str]:
    """Amendments, those of one column together; where reasons differ, the table tells them row by row."""
    many: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for change in diff.rows:
        if change.table == "amendments" and change.kind == "added":
            cells = {cell.column: cell.new for cell in change.cells}
            many[cells["column"]].append(cells)
    for column, amended in many.items():
        rows = f"`{amended[0]['row_id']}`" if len(amended) == 1 else f"{len(amended)} rows"
        reasons = {cells["reason"] for cells in amended}
        if len(reasons) == 1:
            yield f"Amended: {column} of {rows}. {reasons.pop()}"
        else:
            yield f"Amended: {column} of {rows}, each for its reason in `amendments`."


def _schema(diff: Diff) -> Iterator[str]:
    """Yield a line for each change of schemas that a reader must know; one of several tables once."""
    many: dict[str, list[str]] = defaultdict(list)
    for change in diff.schema:
        if change.level > Level.PATCH:
            what = f"{change.column}, {change.what}" if change.column else change.what
            many[what].append(change.table)
    for what, tables in many.items():
        where = ", ".join(tables) if len(tables) < 4 else f"{len(tables)} tables"
        yield f"Schema of {where}: {what}."


def _only_amended(change: RowChange) -> bool:
    """Return whether a change is declared and moves no value: then its amendments tell of it."""
    spec = SPECS.get(change.table)
    measures = spec.measures if spec else {}
    return bool(change.reason) and not any(cell.column in measures for cell in change.cells)


def _others(diff: Diff) -> Iterator[str]:
    """Yield rows that no reader looks for one by one, counted."""
    many: dict[tuple[str, str], int] = defaultdict(int)
    for change in diff.rows:
        if change.kind == "added" and not _of_figures(change) and change.table not in DECLARATIONS:
            many["Added to", change.table] += 1
        elif change.kind == "relabelled" and not _only_amended(change):
            many["Reworded in", change.table] += 1
        elif change.kind == "removed" and change.table == "citations":
            many["Removed from", change.table] += 1
    for (what, table), rows in many.items():
        yield f"{what} {table}: {rows} {'row' if rows == 1 else 'rows'}."


def _of_figures(change: RowChange) -> bool:
    return change.table in SPECS and bool(SPECS[change.table].measures)


def _split(text: str) -> tuple[str, str, str]:
    """Return what stands before the heading of what is not released, below it, and from the next version on."""
    before, heading, rest = text.partition(f"{_UNRELEASED}\n")
    if not heading:
        raise ReleaseError(f"{NAME} has no section {_UNRELEASED}. Put it above the last version.")
    following = _SECTION.search(rest)
    end = following.start() if following else len(rest)
    return before, rest[:end], rest[end:]


def _parts(section: str) -> list[str]:
    """Return the parts of a section, each from its heading on; text above the first heading is one."""
    starts = [match.start() for match in _PART.finditer(section)]
    cuts = [0, *starts, len(section)]
    parts = [section[a:b].strip() for a, b in itertools.pairwise(cuts)]
    return [part for part in parts if part]

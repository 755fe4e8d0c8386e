"""A diff as text, JSON, Markdown or a page of HTML. What it says is the same in all four."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from peel_data.figures.build import CATEGORIES
from peel_data.release.diff import KINDS, SPECS
from peel_data.report import html_style, markdown
from peel_data.report.visible import shown
from peel_data.tables import records, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from peel_data.release.diff import Diff, RowChange

MARKS = {"added": "+", "removed": "-", "changed": "~", "relabelled": "≈"}
MEANINGS = {
    "added": "added",
    "removed": "removed",
    "changed": "changed",
    "relabelled": "reworded",
}
UNDECLARED = "not declared in revisions or amendments"
_FEW = 3  # so many cells tell what a row without a value is about
_DIFF_STYLE = """
.diff { table-layout: fixed; }
.diff td, .diff th { padding: 0.35rem 0.75rem 0.35rem 0; vertical-align: top; border-top: 1px solid var(--line); }
.diff .kind { width: 6rem; margin: 0; }
.diff th { width: 48%; }
.diff .id { display: block; font-weight: normal; font-size: 0.85em; color: var(--muted); overflow-wrap: anywhere; }
.diff .added { color: var(--good); } .diff .removed, .diff .undeclared { color: var(--error); }
.diff .changed { color: var(--warning); }
@media (max-width: 36rem) {
  .diff, .diff tbody, .diff tr, .diff td, .diff th, .diff .kind { display: block; width: auto; }
  .diff tr { padding: 0.5rem 0; border-top: 1px solid var(--line); }
  .diff td, .diff th { border: 0; padding: 0; }
}
"""


def render(diff: Diff, style: str) -> str:
    """Return the diff as `text`, `json`, `markdown` or `html`."""
    return VIEWS[style](diff)


def verdict(diff: Diff) -> str:
    """Return what the diff amounts to, in a sentence."""
    if not (diff.rows or diff.schema):
        return "Nothing differs."
    if diff.undeclared:
        many = len(diff.undeclared)
        return (
            f"Refused: {many} published {'row changes' if many == 1 else 'rows change'} without a declaration. "
            f"Declared, this would be a {diff.level} version."
        )
    return f"This is a {diff.level} version."


def counts(diff: Diff) -> str:
    """Return how many rows were added, removed, changed and relabelled."""
    kinds = [change.kind for change in diff.rows]
    told = [f"{kinds.count(kind)} {MEANINGS[kind]}" for kind in KINDS if kind in kinds]
    return f"Rows: {', '.join(told)}." if told else "No row differs."


def key(change: RowChange) -> str:
    """Return the key of a row, for people."""
    return ", ".join(part for part in change.key if part) or "(empty key)"


def in_words(change: RowChange) -> str:
    """Return the key of a row with the titles and names of what its ids stand for, and dates as people write them.

    Example:
        >>> from peel_data.release.diff import RowChange
        >>> in_words(RowChange("crime_rates", ("peel-effectiveness-2015", "kent", "2015-06-30"), "added", ()))
        'PEEL: Police effectiveness 2015, Kent Police, 30 June 2015'
    """
    parts = (
        piece for part in change.key for piece in ((part,) if " " in part else part.split(":"))
    )
    return ", ".join(_called(part) for part in parts if part) or "(empty key)"


def _called(part: str) -> str:
    try:
        return wording.day(dt.date.fromisoformat(part))
    except ValueError:
        return _names().get(part, part)


@cache
def _names() -> Mapping[str, str]:
    """Return what the ids of tables and of the rows of reference tables are called."""
    made = {name: spec.title for name, spec in SPECS.items()}
    for table in ("areas", "editions", *CATEGORIES.values(), "questions", "publications", "grades"):
        for row in records.read(table):
            made.setdefault(row["id"], row.get("name") or row.get("title") or row["id"])
    return made


def what(change: RowChange) -> str:
    """Return what became of the cells of a row, for people."""
    if change.kind in {"changed", "relabelled"}:
        return "; ".join(
            f"{cell.column} {cell.old or '(empty)'} → {cell.new or '(empty)'}"
            for cell in change.cells
        )
    spec = SPECS.get(change.table)
    side = {cell.column: cell.new or cell.old for cell in change.cells}
    if spec is not None and spec.measures:
        values = [side[column] for column in spec.measures if column in side]
        return ", ".join(values) or side.get("status", "").replace("_", " ")
    rest = [text for column, text in side.items() if spec is None or column not in spec.key]
    return ", ".join(rest[:_FEW])


def _text(diff: Diff) -> str:
    diff = shown(diff)
    lines = [f"{diff.old} → {diff.new}", verdict(diff), counts(diff)]
    if diff.schema:
        lines += ["", "schemas", *(f"  {change.level}: {change}" for change in diff.schema)]
    for table, changes in _by_table(diff):
        lines += ["", table]
        for change in changes:
            lines.append(f"  {MARKS[change.kind]} {key(change)}: {what(change)}")
            if change.undeclared:
                lines.append(f"      {UNDECLARED}")
            elif change.reason:
                lines.append(f"      {change.reason}")
    return "\n".join(lines) + "\n"


def _json(diff: Diff) -> str:
    document = {
        "old": diff.old,
        "new": diff.new,
        "level": str(diff.level),
        "undeclared": [change.id for change in diff.undeclared],
        "reasons": [{"level": str(level), "reason": reason} for level, reason in diff.reasons],
        "schema": [
            {
                "table": change.table,
                "column": change.column,
                "change": change.what,
                "level": str(change.level),
            }
            for change in diff.schema
        ],
        "rows": [asdict(change) | {"reason": change.reason or None} for change in diff.rows],
    }
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def _markdown(diff: Diff) -> str:
    diff = shown(diff)
    title = f"## {markdown.escape(diff.old)} → {markdown.escape(diff.new)}"
    parts = [title, f"**{verdict(diff)}** {counts(diff)}"]
    if diff.schema:
        listed = (f"- {change.level}: {markdown.escape(str(change))}" for change in diff.schema)
        parts += ["### Schemas", "\n".join(listed)]
    for table, changes in _by_table(diff):
        rows = ["| | row | what | why |", "|---|---|---|---|"]
        for change in changes:
            why = UNDECLARED if change.undeclared else change.reason
            cells = (MEANINGS[change.kind], key(change), what(change), why)
            rows.append("| " + " | ".join(markdown.escape(cell) for cell in cells) + " |")
        parts += [f"### {markdown.escape(table)}", "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def _html(diff: Diff) -> str:
    diff = shown(diff)
    state = "bad" if diff.undeclared else "good"
    header = [
        '<p class="kind">What changed</p>',
        f"<h1><bdi>{escape(diff.old)}</bdi> → <bdi>{escape(diff.new)}</bdi></h1>",
        f'<p class="verdict {state}">{escape(verdict(diff))}</p>',
        f'<p class="fact">{escape(counts(diff))}</p>',
    ]
    main = []
    if diff.schema:
        listed = "".join(
            f"<li>{change.level}: {escape(str(change))}</li>" for change in diff.schema
        )
        main += ["<h2>Schemas</h2>", f'<ul class="list">{listed}</ul>']
    for table, changes in _by_table(diff):
        rows = "\n".join(_html_row(change) for change in changes)
        title = f"{escape(_called(table))} <code>{escape(table)}</code>"
        main += [f"<h2>{title}</h2>", f'<table class="diff">\n{rows}\n</table>']
    title = f"{escape(diff.old)} → {escape(diff.new)}: {diff.level}"
    return html_style.page(title, header, main, style=_DIFF_STYLE)


def _html_row(change: RowChange) -> str:
    why = UNDECLARED if change.undeclared else change.reason
    mark = "undeclared" if change.undeclared else change.kind
    words, ids = in_words(change), key(change)
    named = (
        escape(words) if words == ids else f'{escape(words)}<span class="id">{escape(ids)}</span>'
    )
    return (
        f'<tr><td class="kind {mark}">{MEANINGS[change.kind]}</td><th scope="row">{named}</th>'
        f"<td>{escape(what(change))}</td><td>{escape(why)}</td></tr>"
    )


def _by_table(diff: Diff) -> Iterator[tuple[str, list[RowChange]]]:
    for table, changes in groupby(diff.rows, key=lambda change: change.table):
        yield table, list(changes)


VIEWS: Mapping[str, Callable[[Diff], str]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
    "html": _html,
}

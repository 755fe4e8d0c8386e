"""A draft as one page: the report's text with every number marked, and what a person has to do. Internal."""

from __future__ import annotations

import base64
import csv
import html
import io
from typing import TYPE_CHECKING

from peel_data.report.html_style import policy_hash
from peel_data.review.gathering import CONFLICT, DECIDED, DOUBTFUL, UNHELD
from peel_data.review.style import SCRIPT, STYLE
from peel_data.tables.formatting import area_name, edition_title
from peel_data.transcribe.draft import CLAIMED, NOT_A_FIGURE, OPEN
from peel_data.transcribe.files.document import PAGE_BREAK
from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from peel_data.review.gathering import Number, Review
    from peel_data.transcribe.draft import Row

_KEY = (
    (CONFLICT, "in conflict"),
    (OPEN, "open"),
    (DECIDED, "decided, not applied yet"),
    (DOUBTFUL, "claimed, to look over"),
    (UNHELD, "claimed, to compare with the report"),
    (CLAIMED, "claimed"),
    (NOT_A_FIGURE, "not a figure"),
)


def render_review(review: Review) -> str:
    """Return a draft as a self-contained HTML page: nothing is fetched, and one script, for two keys, runs.

    Args:
        review: The draft, as `read_review` gives it.
    """
    policy = (
        f"default-src 'none'; style-src '{policy_hash(STYLE)}'; script-src '{policy_hash(SCRIPT)}'; "
        "img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    name = f"{edition_title(review.origin.edition)}: {area_name(review.origin.area)}"
    title = f"Review of {name}"
    parts = [
        "<!doctype html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_text(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_text(title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        "<header>",
        f'<p class="kind">Draft of the report <bdi>{_text(review.origin.publication)}</bdi></p>',
        f"<h1><bdi>{_text(name)}</bdi></h1>",
        _verdict(review),
        _tiles(review),
        _keys(),
        "</header>",
        '<main class="review">',
        '<section class="text" aria-label="The report">',
        f'<h2>The report <span class="count">{_text(review.origin.source)}</span></h2>',
        '<div class="paper">',
        *_paper(review),
        "</div>",
        "</section>",
        '<div class="side">',
        _conflicts(review),
        _open(review),
        _others(review),
        _figures(review),
        _tables(review),
        "</div>",
        "</main>",
        f"<footer><p>Made by peel-data {_text(__version__)}.</p></footer>",
        f"<script>{SCRIPT}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _text(text: str) -> str:
    """Text for a page; control characters, which no page may have, as the sign for what cannot be shown."""
    shown = "".join("\ufffd" if c < " " and c not in "\t\n" else c for c in text)
    return html.escape(shown, quote=True)


def _verdict(review: Review) -> str:
    if review.left:
        things = "thing is" if review.left == 1 else "things are"
        return f'<p class="verdict bad">{review.left} {things} left for you to do.</p>'
    return '<p class="verdict good">Nothing is left: the draft can be accepted.</p>'


def _tiles(review: Review) -> str:
    counts = (
        (len(review.conflicts), "conflict", "conflicts", "error"),
        (len(review.of(OPEN)), "open number", "open numbers", "warning"),
        (len(review.unsummed), "summary to write", "summaries to write", "warning"),
        (
            len(review.required),
            "required figure not found",
            "required figures not found",
            "warning",
        ),
        (len(review.places), "figure drafted", "figures drafted", "info"),
    )
    tiles = (
        f'<li class="{state if count else "none"}"><strong>{count}</strong> {one if count == 1 else many}</li>'
        for count, one, many, state in counts
    )
    return f'<ul class="tiles">{"".join(tiles)}</ul>'


def _keys() -> str:
    marks = " ".join(
        f'<span><span class="number {state}">13</span> {says}</span>' for state, says in _KEY
    )
    return (
        f'<p class="key">{marks}</p>'
        '<p class="key keys"><span><kbd>n</kbd> next and <kbd>p</kbd> previous open number or conflict '
        '<span id="step" role="status"></span></span></p>'
    )


def _paper(review: Review) -> Iterable[str]:
    """Return the report: a paragraph for lines without a blank one between, a rule where a page begins."""
    by_line: dict[int, list[Number]] = {}
    for number in review.numbers:
        by_line.setdefault(number.line, []).append(number)
    held: list[str] = []
    page = 1
    if page in review.pages:
        yield _printed(review, page)
    for at, line in enumerate(review.lines, start=1):
        text = line.lstrip(PAGE_BREAK)
        breaks = len(line) - len(text)
        if held and (breaks or not text):
            yield f"<p>{chr(10).join(held)}</p>"
            held = []
        if breaks:
            page += breaks
            yield from _page_begins(review, page)
        if text:
            held.append(_marked(text, by_line.get(at, ())))
    if held:
        yield f"<p>{chr(10).join(held)}</p>"


def _page_begins(review: Review, page: int) -> Iterable[str]:
    yield f'<p class="page">Page {page}</p>'
    if page in review.pages:
        yield _printed(review, page)


def _printed(review: Review, page: int) -> str:
    """Return a page as it is printed, with a frame around what wants a look."""
    image = review.pages[page]
    frames = "".join(
        f'<rect class="{number.state}" x="{left - 2:g}" y="{top - 2:g}" width="{right - left + 4:g}" '
        f'height="{bottom - top + 4:g}"><title>{_text(number.says)}</title></rect>'
        for number in review.of(CONFLICT, OPEN, DECIDED, DOUBTFUL, UNHELD)
        if number.row["page"] == str(page) and (box := number.box)
        for left, top, right, bottom in [box]
    )
    data = base64.b64encode(image.data).decode()
    drawn = (
        f'<svg class="printed" viewBox="0 0 {image.width:g} {image.height:g}" role="img" '
        f'aria-label="Page {page} as printed"><image width="{image.width:g}" height="{image.height:g}" '
        f'href="data:image/png;base64,{data}"/>{frames}</svg>'
    )
    return _folded(f"Page {page} as printed", drawn)


def _marked(text: str, numbers: Sequence[Number]) -> str:
    made, at = "", 0
    for number in sorted(numbers, key=lambda number: number.span):
        start, end = number.span
        if start < at or end <= start:
            made += f'<span id="{number.id}"></span>'  # inside of one that is marked already
            continue
        made += _text(text[at:start]) + _mark(number, text[start:end])
        at = end
    return made + _text(text[at:])


def _mark(number: Number, token: str) -> str:
    return (
        f'<span class="number {number.state}" id="{number.id}" tabindex="0">{_text(token)}'
        f'<span class="says"> ({_text(number.says)})</span></span>'
    )


def _link(number: Number) -> str:
    page = f", page {number.row['page']}" if number.row["page"] else ""
    return (
        f'<a href="#{number.id}">{_text(number.row["token"])}</a> '
        f'<span class="place">{_text(number.row["locator"])}{_text(page)}</span>'
    )


def _section(title: str, count: int, inside: str) -> str:
    if not count:
        return ""
    return f'<section><h2>{title} <span class="count">{count}</span></h2>{inside}</section>'


def _items(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _conflicts(review: Review) -> str:
    items = (
        f"{_text(conflict.message)}{_items(map(_link, conflict.numbers))}"
        for conflict in review.conflicts
    )
    return _section("Conflicts", len(review.conflicts), _items(items))


def _open(review: Review) -> str:
    numbers = review.of(OPEN)
    items = (
        f"{_link(number)}<br>{_text(number.says)}<br><code>{_text(_decision(number.row))}</code>"
        for number in numbers
    )
    how = (
        "<p>For each, add its line to <code>decisions.csv</code>, with the figure it states or with "
        "<code>not_a_figure</code> and the reason.</p>"
    )
    return _section("Open numbers", len(numbers), how + _items(items))


def _decision(row: Row) -> str:
    """Return the row of `decisions.csv` that decides on a number, as far as it is known."""
    out = io.StringIO()
    likely = row["figure_id"] or "FIGURE"
    csv.writer(out, lineterminator="").writerow(
        [row["locator"], row["occurrence"], row["token"], likely, "", ""]
    )
    return out.getvalue()


def _others(review: Review) -> str:
    decided, doubtful, unheld = (review.of(state) for state in (DECIDED, DOUBTFUL, UNHELD))
    areas = (
        f"{_text(row.get('question', ''))}: {_text(row.get('number', ''))}"
        for row in review.unsummed
    )
    proposed = (
        f"<code>{_text(row['measure'])}</code> {_text(row['title'])}, for {_text(row['token'])} "
        f'<span class="place">{_text(row["locator"])}</span>'
        for row in review.proposals
    )
    missing = (
        f"<code>{_text(figure)}</code>{' (required)' if figure in review.required else ''}"
        for figure in review.missing
    )
    looked = (f"{_link(number)}<br>{_text(number.says)}" for number in doubtful)
    compared = (
        f"{_link(number)} <code>{_text(number.row['figure_id'])}</code>" for number in unheld
    )
    why = (
        "<p>If a digit of one of these was misread, nothing would reveal it: there is no second place, sum or rate. "
        "Compare each with the printed report.</p>"
    )
    return "\n".join(
        (
            _section("Summaries to write", len(review.unsummed), _items(areas)),
            _section("Decided, not applied yet", len(decided), _items(map(_link, decided))),
            _section("Proposed measures", len(review.proposals), _items(proposed)),
            _section("Claims to look over", len(doubtful), _folded("Show them", _items(looked))),
            _section(
                "Numbers to compare with the report",
                len(unheld),
                why + _folded("Show them", _items(compared)),
            ),
            _section(
                "Differences from the pattern",
                len(review.differences),
                _items(map(_text, review.differences)),
            ),
            _section(
                "Figures not found", len(review.missing), _folded("Show them", _items(missing))
            ),
        )
    )


def _folded(summary: str, inside: str) -> str:
    return f"<details><summary>{summary}</summary>{inside}</details>"


def _figures(review: Review) -> str:
    rows = "".join(
        f"<tr><td><code>{_text(figure)}</code></td><td>{'<br>'.join(map(_link, numbers))}</td></tr>"
        for figure, numbers in review.places.items()
    )
    head = "<thead><tr><th>Figure</th><th>Where</th></tr></thead>"
    table = f'<div class="wide" tabindex="0"><table>{head}<tbody>{rows}</tbody></table></div>'
    return _section("Figures", len(review.places), _folded("Show each with its places", table))


def _tables(review: Review) -> str:
    made = "".join(
        _folded(f"{_text(name)} <span class='count'>{len(rows)}</span>", _table(rows))
        for name, rows in review.tables.items()
        if rows
    )
    return _section("Drafted rows", sum(map(len, review.tables.values())), made)


def _table(rows: Sequence[Row]) -> str:
    """Return the rows of a table, without the columns that are empty in all of them."""
    columns = [name for name in rows[0] if name and any(row.get(name) for row in rows)]
    head = "".join(f"<th>{_text(name)}</th>" for name in columns)
    filled = ("".join(f"<td>{_text(row.get(name, ''))}</td>" for name in columns) for row in rows)
    body = "".join(f"<tr>{cells}</tr>" for cells in filled)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide" tabindex="0">{table}</div>'

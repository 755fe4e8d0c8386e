"""A draft as one page: the text with every number marked, and beside it what is open and what was drafted. Internal.

The page needs nothing else and fetches nothing. Its only script steps from one number that wants a look to the next.
It is made of the draft's files, and nothing is decided in it: decisions are made in `decisions.csv` and the tables.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.errors import SubmissionError
from peel_data.report.html_style import STYLE
from peel_data.report.visible import visible
from peel_data.transcribe import draft as folder_of
from peel_data.transcribe.draft import CLAIMED, NOT_A_FIGURE, OPEN
from peel_data.transcribe.review_style import REVIEW_STYLE, SCRIPT
from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from peel_data.transcribe.draft import Origin, Row

SURE: Final = 0.8
"""A claim of less confidence is to be looked over."""
CONFLICT, UNSURE = "conflict", "unsure"
MEANINGS: Final = {
    CONFLICT: "contradicts another number",
    OPEN: "open: nothing says surely what it is",
    UNSURE: "claimed, but to be looked over",
    CLAIMED: "claimed for a figure",
    NOT_A_FIGURE: "no figure",
}
"""What becomes of a number, the most urgent first."""


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_hash(STYLE + REVIEW_STYLE)}'; "
    f"script-src 'sha256-{_hash(SCRIPT)}'; base-uri 'none'; form-action 'none'"
)


class Marked(NamedTuple):
    """A number of the text.

    Attributes:
        at: Its place among the numbers, from 1: the page's anchor for it.
        row: Its row of `transcription.csv`.
        state: What becomes of it, one of `MEANINGS`.
    """

    at: int
    row: Row
    state: str


class Review(NamedTuple):
    """A draft, as a person looks at it.

    Attributes:
        origin: What it is of.
        lines: The text.
        numbers: Every number of it.
        conflicts: The sentences about what cannot all be right, each with its numbers.
        missing: The rows of `missing.csv` that nobody decided on.
        summaries: The areas for improvement without a summary: locator and number.
    """

    origin: Origin
    lines: Sequence[str]
    numbers: Sequence[Marked]
    conflicts: Sequence[tuple[str, Sequence[Marked]]]
    missing: Sequence[Row]
    summaries: Sequence[str]

    def of(self, state: str) -> list[Marked]:
        """The numbers in a state."""
        return [number for number in self.numbers if number.state == state]


def read_review(folder: Path) -> Review:
    """Read a draft.

    Raises:
        SubmissionError: The folder is no draft, or a file of it is damaged.
    """
    origin = folder_of.read_origin(folder)
    try:
        text = (folder / folder_of.REPORT).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SubmissionError(
            f"{folder / folder_of.REPORT} cannot be read: {error}. Transcribe the report again."
        ) from error
    told: dict[str, list[Row]] = defaultdict(list)
    for row in folder_of.read_rows(folder, folder_of.CONFLICTS):
        told[row["message"]].append(row)
    contradicted = {_place(row) for rows in told.values() for row in rows}
    numbers = [
        Marked(at, row, _state(row, contradicted))
        for at, row in enumerate(folder_of.read_rows(folder, folder_of.TRANSCRIPTION), start=1)
    ]
    by_place = {_place(number.row): number for number in numbers}
    return Review(
        origin,
        text.split("\n"),
        numbers,
        [
            (message, [by_place[_place(row)] for row in rows if _place(row) in by_place])
            for message, rows in told.items()
        ],
        [row for row in folder_of.read_rows(folder, folder_of.MISSING) if not row["decision"]],
        [
            f"{row['locator']}, number {row['number']}" if "locator" in row else row["number"]
            for row in folder_of.read_table(folder, "areas_for_improvement")
            if not row["summary"]
        ],
    )


def _place(row: Row) -> tuple[str, str, str]:
    return row["locator"], row["occurrence"], row["token"]


def _state(row: Row, contradicted: set[tuple[str, str, str]]) -> str:
    if _place(row) in contradicted:
        return CONFLICT
    if row["state"] == CLAIMED and _number(row["confidence"]) < SURE:
        return UNSURE
    return row["state"] if row["state"] in MEANINGS else OPEN


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def summary(review: Review) -> list[str]:
    """What is left for a person, in sentences; the first says how far the draft is."""
    counts = {state: len(review.of(state)) for state in MEANINGS}
    required = sum(row["required"] == "yes" for row in review.missing)
    kinds = {
        "Numbers": len(review.numbers),
        "Claimed": counts[CLAIMED] + counts[UNSURE],
        "No figures": counts[NOT_A_FIGURE],
        "Open": counts[OPEN],
        "In conflict": counts[CONFLICT],
    }
    told = [" ".join(f"{name}: {count}." for name, count in kinds.items())]
    if counts[UNSURE]:
        told.append(
            f"Claimed with less confidence than {SURE}, to be looked over: {counts[UNSURE]}."
        )
    if review.missing:
        told.append(
            f"Figures not found: {len(review.missing)}; the edition asks for {required} of them."
        )
    if review.summaries:
        told.append(f"Areas for improvement without a summary: {len(review.summaries)}.")
    return told


def left_to_do(review: Review) -> Iterator[tuple[str, list[str]]]:
    """What is left, by kind, in lines for a terminal."""
    yield "In conflict", [message for message, _ in review.conflicts]
    open_ones = (each.row for each in review.of(OPEN))
    yield "Open", [f"“{r['token']}” in line {r['line']} ({r['locator']})" for r in open_ones]
    yield "Not found", [row["figure_id"] for row in review.missing]
    yield "Without a summary", list(review.summaries)


def is_unfinished(review: Review) -> bool:
    """Whether `accept` would refuse it."""
    asked = any(row["required"] == "yes" for row in review.missing)
    return bool(review.conflicts or review.of(OPEN) or review.summaries or asked)


def render(review: Review) -> str:
    """Return the page."""
    title = f"Draft of {review.origin.publication}"
    head = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_text(title)}</title>",
        f"<style>{STYLE}{REVIEW_STYLE}</style>",
    )
    facts = "".join(f'<p class="fact">{_text(line)}</p>' for line in summary(review))
    parts = [
        "<!doctype html>",
        '<html lang="en-GB">',
        "<head>",
        *head,
        "</head>",
        "<body>",
        "<header>",
        f'<p class="kind">Transcription of {_text(review.origin.source)}</p>',
        f"<h1><bdi>{_text(title)}</bdi></h1>",
        facts,
        _key(),
        "</header>",
        '<main class="sides">',
        f'<section class="rows" aria-label="What was drafted">{"".join(_rows(review))}</section>',
        '<section class="text" aria-label="The text of the report" tabindex="0">',
        *_lines(review),
        "</section>",
        "</main>",
        f"<footer><p>Made by peel-data {_text(__version__)}.</p></footer>",
        f"<script>{SCRIPT}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _key() -> str:
    items = "".join(
        f'<li><mark class="{state}">{meaning.partition(":")[0]}</mark></li>'
        for state, meaning in MEANINGS.items()
    )
    return (
        f'<ul class="key" aria-label="The marks of the text">{items}</ul>'
        '<p class="fact">Keys <kbd>n</kbd> and <kbd>p</kbd> go to the next and the previous number that wants a '
        "look.</p>"
    )


def _rows(review: Review) -> Iterator[str]:
    yield _list(
        "In conflict",
        (f"{_text(message)} {_links(numbers)}" for message, numbers in review.conflicts),
    )
    yield _list("Open", (f"{_link(each)} {_why(each)}" for each in review.of(OPEN)))
    yield _list(
        "Not found",
        (
            f"<code>{_text(row['figure_id'])}</code>"
            + (" (the edition asks for it)" if row["required"] == "yes" else "")
            for row in review.missing
        ),
    )
    yield _list("Without a summary", map(_text, review.summaries))
    yield _list("To be looked over", (f"{_link(each)} {_why(each)}" for each in review.of(UNSURE)))
    yield from _drafted(review.numbers)


def _drafted(numbers: Iterable[Marked]) -> Iterator[str]:
    """The figures by table, each with the places that it is printed at."""
    tables: dict[str, dict[str, list[Marked]]] = defaultdict(lambda: defaultdict(list))
    for number in numbers:
        if number.row["state"] == CLAIMED:
            figure = number.row["figure_id"]
            tables[figure.partition(":")[0]][figure].append(number)
    for table, figures in sorted(tables.items()):
        rows = "".join(
            f'<tr><th scope="row"><code>{_text(figure.partition(":")[2])}</code></th>'
            f"<td>{_links(places)}</td></tr>"
            for figure, places in figures.items()
        )
        head = '<tr><th scope="col">Figure</th><th scope="col">Printed as</th></tr>'
        name = _text(table)
        yield (
            f'<details open><summary><h2>{name}</h2> <span class="count">{len(figures)}</span></summary>'
            f"<table><thead>{head}</thead><tbody>{rows}</tbody></table></details>"
        )


def _list(title: str, items: Iterable[str]) -> str:
    held = "".join(f"<li>{item}</li>" for item in items)
    return f"<h2>{title}</h2><ul>{held}</ul>" if held else ""


def _links(numbers: Iterable[Marked]) -> str:
    return ", ".join(map(_link, numbers))


def _link(number: Marked) -> str:
    return f'<a href="#n{number.at}"><bdi>{_text(number.row["token"])}</bdi></a>'


def _why(number: Marked) -> str:
    row = number.row
    likely = f" Perhaps <code>{_text(row['figure_id'])}</code>" if row["figure_id"] else ""
    return f"<span>in {_text(row['locator'])}: {_text(row['why'])}.</span>{likely}"


def _lines(review: Review) -> Iterator[str]:
    """The text, line by line, with its numbers marked."""
    by_line: dict[str, list[Marked]] = defaultdict(list)
    for number in review.numbers:
        by_line[number.row["line"]].append(number)
    page = 1
    for at, line in enumerate(review.lines, start=1):
        if breaks := len(line) - len(line.lstrip("\f")):
            page += breaks
            yield f'<p class="page">Page {page}</p>'
        words = "".join(_marked(line.lstrip("\f"), by_line.get(str(at), ())))
        yield f'<p id="l{at}">{words}</p>' if words.strip() else ""


def _marked(line: str, numbers: Iterable[Marked]) -> Iterator[str]:
    end = 0
    for number in sorted(numbers, key=lambda each: _number(each.row["start"])):
        start, stop = int(_number(number.row["start"])), int(_number(number.row["end"]))
        if not end <= start < stop <= len(line):
            continue  # the files of the draft were edited, or two claims share a word
        yield _text(line[end:start])
        yield _mark(number, line[start:stop])
        end = stop
    yield _text(line[end:])


def _mark(number: Marked, printed: str) -> str:
    row = number.row
    told = row["figure_id"] or row["why"]
    note = f"{MEANINGS[number.state]}. {told}".strip()
    return (
        f'<mark id="n{number.at}" class="{number.state}" tabindex="0" title="{escape(note)}">'
        f'{_text(printed)}<span class="note">{_text(note)}</span></mark>'
    )


def _text(text: str) -> str:
    """The text for the page; a tab parts the cells of a table and stays one."""
    return escape("\t".join(map(visible, text.split("\t"))))

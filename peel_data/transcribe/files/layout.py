"""From the runs of printed pages to lines in reading order: columns, rows of tables, paragraphs. Internal."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from peel_data.transcribe.files.document import Line, enclosing
from peel_data.transcribe.files.normalise import running_heads

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.transcribe.files.document import Word
    from peel_data.transcribe.files.page import Run

    Row = list[Run]

_SAME_ROW: Final = 0.35
"""Two baselines that are no further apart, in sizes of the print, are one row's."""
_WITHIN: Final = 1.3
"""The lines of one cell are no further apart than this, in sizes of the print."""
_PARAGRAPH, _OTHER_PRINT = 0.2, 0.85
"""More space than usual by this, or a print smaller than this share of the other, ends a paragraph."""
_LEADING: Final = 1.2
"""The usual space from line to line where a report has too few to say."""
_GUTTERS: Final = (0.5, 0.49, 0.51, 0.48, 0.52, 0.47, 0.53, 0.45, 0.55)
"""Where the space between two columns may be, from the left to the right edge of the print."""
_COLUMN_LINES, _COLUMN_LETTERS = 6, 22
"""Two columns are known by so many lines in each, of so many letters."""
_FEW: Final = 8
"""One run in so many is hardly anything."""
_SAME_GUTTER: Final = 12
"""Points by which the gutters of two pages may differ."""
_LETTERS: Final = 5
_VALUE = re.compile(r"(?:^|.* )[+-]?\d[\d.,]*%?(?<!(?:19|20)\d\d)")


def lines_of(pages: Sequence[Sequence[Run]]) -> list[Line]:
    """Return the lines of pages in reading order, blank ones between paragraphs.

    Args:
        pages: The runs of each page.
    """
    bodies = _without_heads(pages)
    gutter = _gutter(bodies)
    parted = [_columns(page, gutter) for page in bodies]
    columns = [(number, rows) for number, page in enumerate(parted, start=1) for rows in page]
    leading = _usual_leading([rows for _, rows in columns])
    made: list[Line] = []
    for at, (number, rows) in enumerate(columns):
        if at and _differs(columns[at - 1][1][-1], rows[0]):
            made.append(Line("", number))  # a footnote ends with its column
        made += _spaced(rows, number, leading)
    return made


def _without_heads(pages: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """Return the runs without running heads and page numbers, which stand at the foot of one column or of both."""
    rows = {number: _rows(page) for number, page in enumerate(pages, start=1)}
    texts = {
        number: [" ".join(run.text for run in row) for row in held] for number, held in rows.items()
    }
    heads = running_heads(texts)
    return [
        [run for at, row in enumerate(held) if (number, at) not in heads for run in row]
        for number, held in rows.items()
    ]


def _rows(runs: Sequence[Run]) -> list[Row]:
    """Return the runs that stand on one line, from left to right."""
    rows: list[Row] = []
    for run in sorted(runs, key=lambda run: run.baseline):
        first = rows[-1][0] if rows else None
        if first and run.baseline - first.baseline <= _SAME_ROW * min(run.size, first.size):
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=lambda run: run.box[0])
    return rows


def _gutter(pages: Sequence[Sequence[Run]]) -> float | None:
    """Return where the two columns part that a report is set in; None if it is set in one.

    Pages of tables, panels and headings do not show it: a third of the full pages is enough, or a single one if
    hardly anything in the whole report stands across.
    """
    found = [g for page in pages if (g := _gutter_of(page, _COLUMN_LINES)) is not None]
    full = sum(len(_rows(page)) >= 2 * _COLUMN_LINES for page in pages)
    alike = [[other for other in found if abs(other - each) <= _SAME_GUTTER] for each in found]
    most = max(alike, key=len, default=[])
    if not most:
        return None
    gutter = median(most)
    across = sum(len(_sides(page, gutter)[2]) for page in pages)
    clear = across * _FEW < sum(map(len, pages))
    return gutter if clear or len(most) * 3 >= full else None


def _gutter_of(page: Sequence[Run], least: int) -> float | None:
    if len(page) < 2 * least:
        return None
    left, right = min(run.box[0] for run in page), max(run.box[2] for run in page)
    for share in _GUTTERS:
        gutter = round(left + share * (right - left))
        first, second, across = _sides(page, gutter)
        if len(across) * 3 < len(page) and _is_prose(first, least) and _is_prose(second, least):
            return gutter
    return None


def _sides(page: Sequence[Run], gutter: float) -> tuple[list[Run], list[Run], list[Run]]:
    """Return the runs to the left, to the right, and across a gutter."""
    first = [run for run in page if run.box[2] <= gutter + 2]
    second = [run for run in page if run.box[0] >= gutter - 2 and run.box[2] > gutter + 2]
    across = [run for run in page if run.box[0] < gutter - 2 and run.box[2] > gutter + 2]
    return first, second, across


def _is_prose(runs: Sequence[Run], least: int) -> bool:
    return sum(len(run.text) > _COLUMN_LETTERS for run in runs) >= least


def _columns(page: Sequence[Run], known: float | None) -> list[list[Row]]:
    """Return the rows of a page, column by column; what stands over both parts them."""
    gutter = known if known is not None else _gutter_of(page, _COLUMN_LINES)
    if gutter is None:
        return [_rows(page)] if page else []
    _, second, across = _sides(page, gutter)
    if not second or not _is_text(second):
        return [_rows(page)]
    made: list[list[Row]] = []
    edges = sorted({run.baseline for run in across})
    for above, below in pairwise([float("-inf"), *edges, float("inf")]):
        zone = [run for run in page if above < run.baseline < below and run not in across]
        made += [_rows(side) for side in _sides(zone, gutter)[:2] if side]
        if over := [run for run in across if run.baseline == below]:
            made.append(_rows(over))
    return made


def _is_text(runs: Sequence[Run]) -> bool:
    """Return whether most of the lines have words: the right half of a table is numbers."""
    lines = ["".join(run.text for run in row) for row in _rows(runs)]
    worded = sum(sum(map(str.isalpha, line)) >= _LETTERS for line in lines)
    return worded * 2 > len(lines)


def _usual_leading(columns: Sequence[Sequence[Row]]) -> float:
    """Return how far it is from line to line of a paragraph, in sizes of the print: the commonest after a full line."""
    seen: Counter[float] = Counter()
    for rows in columns:
        right = max((row[-1].box[2] for row in rows), default=0)
        left = min((row[0].box[0] for row in rows), default=0)
        for before, row in pairwise(rows):
            full = before[-1].box[2] - left > 0.8 * (right - left)
            if full and len(before) == len(row) == 1 and before[0].size == row[0].size:
                seen[round(_step(before, row) * 20) / 20] += 1
    usual, times = next(iter(seen.most_common(1)), (_LEADING, 0))
    return usual if times > 2 else _LEADING


def _step(before: Row, row: Row) -> float:
    """Return how far a row stands below the one before, in sizes of the print."""
    return (row[0].baseline - before[0].baseline) / max(before[0].size, row[0].size)


def _differs(before: Row, row: Row) -> bool:
    """Return whether two rows are of another size of print."""
    small, large = sorted((before[0].size, row[0].size))
    return small < _OTHER_PRINT * large


def _spaced(rows: Sequence[Row], page: int, leading: float) -> Iterator[Line]:
    """Yield the rows as lines, with blank ones between paragraphs, and the lines of a table's cell as one."""
    before: Row = []
    for block in _blocks(rows):
        row = block[0]
        if before:
            in_table = len(before) > 1 and len(row) > 1
            apart = _step(before, row) > leading + _PARAGRAPH and not in_table
            if apart or _differs(before, row):
                yield Line("", page)
        yield _line(block, page)
        before = block[-1]


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows, those together that are lines of the same cells."""
    made: list[list[Row]] = []
    for at, row in enumerate(rows):
        if made and _goes_on(made[-1], row, rows, at):
            made[-1].append(row)
        else:
            made.append([row])
    return made


def _goes_on(block: Sequence[Row], row: Row, rows: Sequence[Row], at: int) -> bool:
    """Return whether a row continues the cells above it, and is neither a row of its own nor part of the next."""
    first, before = block[0], block[-1]
    if len(first) < 2 or len(row) > len(first) or _step(before, row) > _WITHIN:
        return False
    if any(_VALUE.fullmatch(run.text) for run in row) or not all(
        any(_is_below(run, cell) for cell in first) for run in row
    ):
        return False
    if any(sum(_overlap(run, cell) for cell in first) > 1 for run in row):
        return False  # a line of prose, below one with a wide space
    follows = at + 1 < len(rows) and len(rows[at + 1]) > 1
    return not (follows and _step(row, rows[at + 1]) < _step(before, row) * 0.95)


def _overlap(run: Run, cell: Run) -> bool:
    """Return whether a run stands over part of the width of a cell."""
    return run.box[0] < cell.box[2] - 1 and cell.box[0] + 1 < run.box[2]


def _is_below(run: Run, cell: Run) -> bool:
    """Return whether a run stands in the column of a cell: they begin, end or lie in the middle alike."""
    edges = zip(run.box[::2], cell.box[::2], strict=True)
    middle = sum(run.box[::2]) - sum(cell.box[::2])
    return any(abs(mine - its) < 2 for mine, its in edges) or abs(middle) < 4


def _line(block: Sequence[Row], page: int) -> Line:
    """Return the line of a row; of several, each cell has the words of its lines."""
    cells: list[list[Run]] = [[cell] for cell in block[0]]
    for row in block[1:]:
        for run in row:
            next(held for held in cells if _is_below(run, held[0])).append(run)
    words: tuple[Word, ...] = tuple(word for cell in cells for run in cell for word in run.words)
    text = "\t".join(" ".join(run.text for run in cell) for cell in cells)
    return Line(text, page, enclosing(run.box for row in block for run in row), words)

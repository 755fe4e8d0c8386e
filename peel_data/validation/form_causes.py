"""What makes a whole form look wrong, said once: another edition's form, last year's, figures one line too low.

Line by line such a form is dozens of wrong figures, none of which says what happened. Where there is a cause of
this kind, no line of the form is read.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.figures.form_lines import form_lines
from peel_data.readers.numbers import canonical_number
from peel_data.suggestions import nearest
from peel_data.tables import records
from peel_data.validation.causes import a_year_later
from peel_data.validation.form_answers import understand
from peel_data.validation.rules import form as rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.figures.form_lines import Line
    from peel_data.findings import Finding, Place

_NEARLY_ALL: Final = 0.9
"""The share of the lines that a cause explains before it is named."""

_IMPOSSIBLE: Final = 3
"""How many figures their lines cannot hold before it is asked whether they belong to others."""

_BETTER: Final = 5
"""How many times fewer such figures there are, once all are put back by a line."""

_DAY: Final = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b", re.ASCII)


class Row(NamedTuple):
    """A row of a form.

    Attributes:
        id: What stands in its cell for the id.
        line: The line that the id means, or None.
        figure: What stands in its cell for the figure.
        id_place: Where the id stands.
        figure_place: Where the figure stands.
    """

    id: str
    line: Line | None
    figure: str
    id_place: Place
    figure_place: Place


class _Way(NamedTuple):
    """A way that figures go astray: what is said of it, and how to undo it."""

    said: str
    undo: str


_TOO_LOW: Final = _Way(
    "All figures stand one line too low", "Move the whole column of figures up by one line."
)
_TOO_HIGH: Final = _Way(
    "All figures stand one line too high", "Move the whole column of figures down by one line."
)
_RUN_ON: Final = _Way(
    "The figures stand one below the other, also in the optional lines",
    "Paste them again, and leave the pale lines empty where you have no figure for them.",
)


def line_of(written: str) -> Line | None:
    """Return the line of the form that an id means; None if it means none."""
    parts = written.split(":")
    return _lines_of(parts[1], parts[2]).get(written) if len(parts) > 3 else None


def cause_of(rows: Sequence[Row]) -> Finding | None:
    """Return the one finding that explains a whole form, if there is one."""
    named = [row for row in rows if row.id]
    if not named:
        return None
    known = [row for row in named if row.line is not None]
    if len(known) <= (1 - _NEARLY_ALL) * len(named):
        return _unknown_name(named) or _moved_periods(named)
    return _published_form(known) or _moved_figures(known)


@cache
def _lines_of(edition: str, area: str) -> dict[str, Line]:
    return {line.id: line for line in form_lines(edition, area)}


def _unknown_name(rows: Sequence[Row]) -> Finding | None:
    """Say that all ids name an edition or an area that there is not."""
    for position, table, noun in ((1, "editions", "edition"), (2, "areas", "area")):
        names = [parts[position] for row in rows if len(parts := row.id.split(":")) > 3]
        name = max(names, key=names.count, default="")
        known = [row["id"] for row in records.read(table)]
        if name in known or names.count(name) < _NEARLY_ALL * len(rows):
            continue
        near = nearest(name, known, most=1)
        meant = f"Did you mean {near[0]}? " if near else ""
        return rules.WrongForm.found(
            f"This is the form of the {noun} “{name}”, which is not one that figures are asked for.",
            [rows[0].id_place],
            expected=f"the form of a known {noun}" + (f", such as {near[0]}" if near else ""),
            hints=(f"{meant}Make a new form and copy the figures into it.",),
        )
    return None


def _moved_periods(rows: Sequence[Row]) -> Finding | None:
    """Say that the periods of all lines are a year before those that are asked for."""
    later = [line_of(_DAY.sub(lambda day: a_year_later(day[0]), row.id)) for row in rows]
    found = [line for line in later if line is not None]
    if len(found) < _NEARLY_ALL * len(rows):
        return None
    edition = found[0].record["edition"]
    return rules.WrongForm.found(
        f"This looks like last year's form: every period is a year before what {_title(edition)} asks for.",
        [rows[0].id_place],
        expected=f"the periods of {_title(edition)}",
        hints=("Make a new form and enter this year's figures.",),
    )


def _published_form(rows: Sequence[Row]) -> Finding | None:
    """Say that the form is one of an earlier edition, of which all is published."""
    lines = [row.line for row in rows if row.line is not None and not row.line.optional]
    editions = {line.record["edition"] for line in lines}
    newest = max(records.read("editions"), key=lambda row: row["year"])["id"]
    if len(editions) != 1 or newest in editions or not all(line.published for line in lines):
        return None
    (edition,) = editions
    differ = [
        row
        for row in rows
        if row.line is not None and row.figure and not _is_published(row.line, row.figure)
    ]
    changed = (
        f"; {len(differ)} of the {len(lines)} figures differ from what is published"
        if differ
        else ""
    )
    return rules.WrongForm.found(
        f"This is the form of an earlier year: the figures of {_title(edition)} are published already{changed}.",
        [(differ or rows)[0].figure_place],
        expected=f"the form of {_title(newest)}",
        hints=(
            f"Make the form of {_title(newest)} and enter this year's figures.",
            "To correct a published figure, declare a revision in the tables.",
        ),
    )


def _is_published(line: Line, figure: str) -> bool:
    """Return whether a figure is the published one; of a line without one, nothing says otherwise."""
    number = canonical_number(understand(figure, line).value)
    return not line.published or number == Decimal(line.published)


def _moved_figures(rows: Sequence[Row]) -> Finding | None:
    """Say that the figures stand in the lines of others, if back in their own they make sense."""
    wrong = sum(not _can_hold(row.line, row.figure) for row in rows if row.figure)
    if wrong < _IMPOSSIBLE:
        return None
    asked = [row for row in rows if row.line is not None and not row.line.optional]
    filled = [row for row in rows if row.figure]
    # Each way that figures go astray, with the rows as (whose line, whose figure) once it is undone.
    ways = [
        *((_TOO_LOW, list(pairwise(among))) for among in (rows, asked)),
        *((_TOO_HIGH, [(own, row) for row, own in pairwise(among)]) for among in (rows, asked)),
    ]
    if len(filled) >= _NEARLY_ALL * len(asked):
        ways.append((_RUN_ON, list(zip(asked, filled, strict=False))))
    for way, pairs in ways:
        if _BETTER * sum(not _can_hold(own.line, row.figure) for own, row in pairs) <= wrong:
            return rules.FiguresMoved.found(
                f"{way.said}: {wrong} of them cannot be those of their lines, and nearly all can be once they "
                "are put back.",
                [filled[0].figure_place],
                expected="each figure in its own line",
                hints=(way.undo,),
            )
    return None


def _can_hold(line: Line | None, figure: str) -> bool:
    """Return whether this could be the figure of a line: its decimals and limits, and none where none is asked for."""
    if line is None:
        return False
    if not figure:
        return line.optional
    number = canonical_number(understand(figure, line).value)
    if not isinstance(number, Decimal):
        return True  # words say nothing about the line that they belong to
    above = line.minimum is None or number >= line.minimum
    below = line.maximum is None or number <= line.maximum
    return above and below and number == round(number, line.decimals)


def _title(edition: str) -> str:
    return next(row["title"] for row in records.read("editions") if row["id"] == edition)

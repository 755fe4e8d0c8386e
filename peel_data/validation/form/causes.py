"""What makes a whole form look wrong, said once: another edition's form, last year's, figures one line too low.

Line by line such a form is dozens of wrong figures, none of which says what happened. Where there is a cause of
this kind, no line of the form is read.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from peel_data.figures.form_lines import form_lines
from peel_data.schema import form
from peel_data.suggestions import nearest
from peel_data.tables import records
from peel_data.validation.causes import a_year_later
from peel_data.validation.form.answers import Known, number_of
from peel_data.validation.form.moves import can_be_compared, is_far, moved_figures
from peel_data.validation.jumps import SCALES
from peel_data.validation.rules import form as rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peel_data.figures.form_lines import Line
    from peel_data.findings import Finding, Place
    from peel_data.validation.form.answers import Row

_NEARLY_ALL: Final = 0.9
"""The share of the lines that a cause explains before it is named."""

_FEW: Final = 5
"""From so many lines on, what is alike in them is the slip of a hand and not of its lines."""

_DAY: Final = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b", re.ASCII)


def line_of(written: str) -> Line | None:
    """Return the line of the form that an id means; None if it means none."""
    parts = written.split(":")
    return _lines_of(parts[1], parts[2]).get(written) if len(parts) > 3 else None


def cause_of(rows: Sequence[Row]) -> Finding | None:
    """Return the one finding that explains a whole form, if there is one."""
    named = [row for row in rows if row.id]
    if (lost := _lost_ids(rows, named)) or not named:
        return lost
    known = [row for row in named if isinstance(row, Known)]
    if len(known) <= (1 - _NEARLY_ALL) * len(named):
        return _unknown_name(named) or _moved_periods(named)
    return (
        _sorted_without_ids(known)
        or _published_form(known)
        or _other_column(known)
        or alike_figures(known)
        or moved_figures(known)
        or other_figures(known)
    )


def form_twice(rows: Sequence[Row], seen: Mapping[str, Known]) -> Finding | None:
    """Say that a form gives lines which another has given.

    Args:
        rows: The rows of the form.
        seen: The rows of the forms before it, by the id of their lines.
    """
    known = [row for row in rows if isinstance(row, Known)]
    again = [row for row in known if row.id in seen and row.line.table]
    if len(again) < _FEW:
        return None
    first = seen[again[0].id].id_place
    differ = [row for row in again if row.number != seen[row.id].number]
    there = f"This form is already in {_named(first)}"
    said = f"{there}, with the same figures."
    if not any(row.figure for row in again if not row.line.published):
        said = f"{there}; this one is not filled in."
    elif differ:
        figures = "1 figure differs" if len(differ) == 1 else f"{len(differ)} figures differ"
        more = f"; and {len(differ) - 1} more" if len(differ) > 1 else ""
        said = f"{there}. {figures}: {_in_words(differ[0], seen)}{more}."
    return rules.FormTwice.found(
        said,
        [(differ or again)[0].figure_place],
        expected="each form once",
        hints=("Delete the one that is not meant, or leave it out.",),
    )


def _named(place: Place) -> str:
    return f"the sheet “{place.sheet}” of {place.file}" if place.sheet else place.file


def _in_words(row: Known, seen: Mapping[str, Known]) -> str:
    there = seen[row.id].figure or "empty"
    return f"{row.line.in_words}, is {row.figure or 'empty'} here and {there} there"


@cache
def _lines_of(edition: str, area: str) -> dict[str, Line]:
    return {line.id: line for line in form_lines(edition, area)}


def _lost_ids(rows: Sequence[Row], named: Sequence[Row]) -> Finding | None:
    """Say that the column of ids was emptied, or filled with one of them."""
    nameless = [row for row in rows if row.figure and not row.id]
    repeated = len(named) - len({row.id for row in named})
    if len(nameless) >= _FEW and len(nameless) > len(named):
        where, said = nameless[0], f"{len(nameless)} lines with a figure have no id"
    elif repeated >= _FEW and max(Counter(row.id for row in named).values()) > _FEW:
        where, said = named[0], f"{repeated} lines have the id of another line"
    else:
        return None
    return rules.GivenCellChanged.found(
        f"{said}, so it is not clear which figures they are.",
        [where.id_place],
        expected="the ids that the form came with",
        hints=("Copy the column Id from a new form.",),
    )


def _sorted_without_ids(rows: Sequence[Known]) -> Finding | None:
    """Say that the words of the lines stand beside the ids of others: figures were typed beside the words."""
    odd = [row for row in rows if all(row.words) and not row.says(row.line)]
    others = [row for row in odd if any(row.says(other.line) for other in rows)]
    if len(others) < _FEW or len(others) < _NEARLY_ALL * len(odd):
        return None
    return rules.GivenCellChanged.found(
        f"The words of {len(others)} lines stand beside the ids of other lines: the form was sorted, or lines were "
        f"moved, without the column {form.ID}.",
        [others[0].id_place],
        expected="the ids that the form came with, each beside its words",
        hints=("Undo it, or copy the figures into a new form by what its words say.",),
    )


def _other_column(rows: Sequence[Known]) -> Finding | None:
    """Say that the figures were entered in another column."""
    asked = [row for row in rows if not (row.line.optional or row.line.published)]
    empty = [row for row in asked if not row.figure or row.number is None]
    if len(empty) < _FEW or len(empty) < _NEARLY_ALL * len(asked):
        return None
    for places in zip(*(row.others for row in empty), strict=True):
        entered = [
            place
            for row, place in zip(empty, places, strict=True)
            if place.text != str(row.line.decimals)
            and place.text != row.figure
            and number_of(place.text or "", row.line) is not None
        ]
        if len(entered) >= len(empty) // 2:
            return rules.FiguresMoved.found(
                f"{len(entered)} figures are in the column “{places[0].column}”, and none in “{form.FIGURE}”.",
                entered[:1],
                expected=f"the figures in the column {form.FIGURE}",
                hints=(
                    f"Move them to the column {form.FIGURE}, and copy the column {places[0].column} from a new form.",
                ),
            )
    return None


def alike_figures(rows: Sequence[Known]) -> Finding | None:
    """Say what was done to all figures alike, those that are published already among them."""
    filled, changed = _filled(rows), _changed(rows)
    percent = [row for row in rows if row.figure.endswith("%") and row.number is None]
    if len(percent) >= _FEW and 2 * len(percent) > len(filled):
        return rules.FiguresOfOthers.found(
            f"{len(percent)} figures are shown as percentages, in lines that ask for none.",
            [percent[0].figure_place],
            expected="each figure in the unit of its line",
            hints=("Set the format of the column Figure to “Number”, and check each figure.",),
        )
    alike = _alike(filled, changed) if len(changed) > 1 else None
    if alike is None:
        return None
    said, expected, hint = alike
    return rules.FiguresOfOthers.found(
        said, [changed[0].figure_place], expected=expected, hints=(hint,)
    )


def _filled(rows: Sequence[Known]) -> list[Known]:
    return [row for row in rows if row.number is not None]


def _changed(rows: Sequence[Known]) -> list[Known]:
    """Return the lines whose figure is published already, and is another now."""
    return [row for row in rows if row.line.published and _is_far(row)]


def other_figures(rows: Sequence[Known]) -> Finding | None:
    """Say that the figures are those of another area, in another order or in another unit.

    It is said only where figures that are published already were changed as well: so much is certain, then.
    """
    filled, changed = _filled(rows), _changed(rows)
    if len(changed) < 2:
        return None
    compared = [row for row in filled if can_be_compared(row.line)]
    far = [row for row in compared if _is_far(row)]
    times = _scale(changed, far)
    if times and len(far) >= _FEW:
        return rules.FiguresOfOthers.found(
            f"{len(changed) + len(far)} figures are {times} what is published: {len(changed)} are published already, "
            f"and {len(far)} were for the year before.",
            [changed[0].figure_place],
            expected="each figure in the unit of its line",
            hints=("Compare the column Unit with the unit of your source.",),
        )
    counts = [row for row in compared if row.line.whole]
    for among in (compared, counts):
        far = [row for row in among if _is_far(row)]
        if len(far) >= max(_FEW, len(among) / 2):
            break
    else:
        return None
    area = changed[0].line.record["area"]
    name = next(row["name"] for row in records.read("areas") if row["id"] == area)
    return rules.FiguresOfOthers.found(
        f"These do not look like the figures of {name}: {len(changed)} that are published already were changed, and "
        f"{len(far)} of {len(among)} are far from those of the year before.",
        [changed[0].figure_place],
        expected=f"the figures of {name}, each in its own line",
        hints=(
            "If they are those of another area, make its form and copy them into it.",
            "If they were sorted or pasted in another order, enter each in its own line.",
        ),
    )


def _alike(filled: Sequence[Known], changed: Sequence[Known]) -> tuple[str, str, str] | None:
    """Tell what was done to all figures alike: copied from last year, all the same, or rounded.

    Returns:
        What is said of it, what is expected, and what to do; None if nothing of the kind was done.
    """
    also = f", also the {len(changed)} that are published already"
    known = [row for row in filled if row.line.before]
    if len(known) >= _FEW and all(row.number == Decimal(row.line.before) for row in known):
        return (
            f"All {len(known)} figures that have one of the year before repeat it{also}.",
            "the figures of this year",
            f"Enter this year's figures; last year's stand beside them, in the column {form.BEFORE}.",
        )
    numbers = {row.number for row in filled}
    if len(filled) >= _FEW and len(numbers) == 1:
        return (
            f"All {len(filled)} figures are {filled[0].figure}{also}.",
            "the figures",
            "Where there is no figure, leave the cell empty and choose Not supplied as its status.",
        )
    fine = [row for row in filled if row.line.decimals > 0]
    rounded = all(number == round(number) for row in fine if (number := row.number) is not None)
    near = all(
        abs(Decimal(row.line.published) - (row.number or 0)) < 1  # rounded, or cut off
        for row in changed
    )
    if len(fine) >= _FEW and rounded and near:
        return (
            f"All {len(fine)} figures that have decimals were rounded to whole numbers{also}.",
            "the figures with their decimals",
            "Copy them again from your source, as finely as their lines ask.",
        )
    return None


def _is_far(row: Known) -> bool:
    number = row.number
    return number is not None and is_far(row.line, number)


def _scale(changed: Sequence[Known], far: Sequence[Known]) -> str:
    """Say how many times too large or too small all figures are; "" if they are not all alike."""
    for times, words in SCALES.items():
        exact = all(_times(row) == times for row in changed)
        if exact and all(times / 2 < _times(row) < times * 2 for row in far):
            return words
    return ""


def _times(row: Known) -> Decimal:
    """Return a figure as a multiple of what is published, or of the year before."""
    number, known = row.number, Decimal(row.line.published or row.line.before)
    return number / known if number is not None and known else Decimal(0)


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


def _published_form(rows: Sequence[Known]) -> Finding | None:
    """Say that the form is one of an earlier edition, of which all is published."""
    lines = [row.line for row in rows if not row.line.optional]
    editions = {line.record["edition"] for line in lines}
    newest = max(records.read("editions"), key=lambda row: row["year"])["id"]
    if len(editions) != 1 or newest in editions or not all(line.published for line in lines):
        return None
    (edition,) = editions
    differ = [row for row in rows if row.figure and not _is_published(row)]
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


def _is_published(row: Known) -> bool:
    """Return whether a figure is the published one; of a line without one, nothing says otherwise."""
    return not row.line.published or row.number == Decimal(row.line.published)


def _title(edition: str) -> str:
    return next(row["title"] for row in records.read("editions") if row["id"] == edition)

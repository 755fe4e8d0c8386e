"""Proposals that the steward accepted: new operational measures, and the numbers that they count. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peel_data.errors import SubmissionError
from peel_data.schema import cell_types
from peel_data.suggestions import did_you_mean
from peel_data.transcribe.draft import PROPOSALS
from peel_data.transcribe.series import OPERATIONAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from peel_data.transcribe.audit import Row, Tables
    from peel_data.transcribe.draft import Origin

TABLE = "operational_measures"
YES = "yes"
_PLACE = ("locator", "occurrence", "token")
_NAMED = ("title", "unit", "description")


def is_accepted(proposal: Row) -> bool:
    """Return whether the steward took a proposal."""
    return proposal["accepted"].strip().casefold() == YES


def accepted_measures(proposals: Iterable[Row], tables: Tables) -> list[dict[str, str]]:
    """Return the measures of the accepted proposals that the data set does not have, as rows of `operational_measures`.

    Args:
        proposals: The rows of `proposals.csv`.
        tables: Gives the rows of a table of the data set.

    Raises:
        SubmissionError: A measure lacks something, or is described in two ways; the message says what to change.
    """
    known: dict[str, Mapping[str, str]] = {row["id"]: row for row in tables(TABLE)}
    units = [row["id"] for row in tables("units")]
    made: dict[str, dict[str, str]] = {}
    for row in proposals:
        if row["accepted"].strip() and not is_accepted(row):
            raise SubmissionError(
                f"{PROPOSALS} has {row['accepted']!r} under accepted, for “{row['token']}” in "
                f"“{row['locator']}”. Write {YES}, or nothing."
            )
        if not is_accepted(row):
            continue
        measure = {"id": row["measure"].strip(), **{c: row[c].strip() for c in _NAMED}}
        if fault := next(_faults(measure, units, made.get(measure["id"])), ""):
            raise SubmissionError(
                f"{PROPOSALS} accepts the measure {measure['id']!r}, for “{row['token']}” in "
                f"“{row['locator']}”. {fault}"
            )
        published = known.get(measure["id"])
        if published is None:
            made[measure["id"]] = measure
        elif published["unit"] != measure["unit"]:
            raise SubmissionError(
                f"{PROPOSALS} gives {measure['id']} in {measure['unit']}, and the data set has it in "
                f"{published['unit']}. Use that unit, or another name for the measure."
            )
    return list(made.values())


def _faults(
    measure: Mapping[str, str], units: Sequence[str], other: Mapping[str, str] | None
) -> Iterator[str]:
    """Yield what keeps a proposal from being a measure, in sentences."""
    if not re.match(cell_types.ID, measure["id"]):
        yield "An id has lower-case letters, digits and underscores, as police_dogs."
    if empty := [column for column in _NAMED if not measure[column]]:
        yield f"Fill in its {' and '.join(empty)}."
    if measure["unit"] not in units:
        yield f"There is no unit {measure['unit']!r}.{did_you_mean(measure['unit'], units)}"
    if other is not None and other != measure:
        yield "Another row describes that measure differently. Give both the same title, unit and description."


def with_measures(tables: Tables, measures: Sequence[Row]) -> Tables:
    """Return the tables of the data set, as they are once it has these measures too."""

    def read(name: str) -> Sequence[Row]:
        return [*tables(name), *measures] if name == TABLE else tables(name)

    return read


def accepted_decisions(proposals: Iterable[Row], origin: Origin) -> list[dict[str, str]]:
    """Return what accepting proposals decides of their numbers, as rows of `decisions.csv`."""
    stem = f"{OPERATIONAL}:{origin.edition}:{origin.area}"
    return [
        {
            **{column: row[column] for column in _PLACE},
            "decision": f"{stem}:{row['measure'].strip()}",
            "reason": "",
        }
        for row in proposals
        if is_accepted(row)
    ]

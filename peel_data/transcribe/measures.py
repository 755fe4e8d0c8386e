"""Proposals that the steward accepted: new operational measures and units, and the numbers they are of. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peel_data.errors import SubmissionError
from peel_data.schema import cell_types
from peel_data.suggestions import did_you_mean
from peel_data.transcribe.draft import PLACE, PROPOSALS
from peel_data.transcribe.series import OPERATIONAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from peel_data.transcribe.audit import Row, Tables
    from peel_data.transcribe.draft import Origin

MEASURES, UNITS = "operational_measures", "units"
YES = "yes"
_NAMED = ("title", "unit", "description")
_OF_A_UNIT = ("title", "suffix", "description")


def is_accepted(proposal: Row) -> bool:
    """Return whether the steward took a proposal."""
    return proposal["accepted"].strip().casefold() == YES


def accepted_rows(proposals: Iterable[Row], tables: Tables) -> dict[str, list[dict[str, str]]]:
    """Return what accepted proposals add to the data set: rows of `operational_measures`, and of `units` if one is new.

    Args:
        proposals: The rows of `proposals.csv`.
        tables: Gives the rows of a table of the data set.

    Raises:
        SubmissionError: A measure or a unit lacks something, or is described in two ways; the message says what
            to change.
    """
    published: dict[str, Mapping[str, str]] = {row["id"]: row for row in tables(MEASURES)}
    known = [row["id"] for row in tables(UNITS)]
    made: dict[str, dict[str, str]] = {}
    units: dict[str, dict[str, str]] = {}
    for row in proposals:
        if row["accepted"].strip() and not is_accepted(row):
            raise SubmissionError(
                f"{PROPOSALS} has {row['accepted']!r} under accepted, for “{row['token']}” in "
                f"“{row['locator']}”. Write {YES}, or leave it empty."
            )
        if not is_accepted(row):
            continue
        measure = {"id": row["measure"].strip(), **{c: row[c].strip() for c in _NAMED}}
        unit = {"id": measure["unit"], **{c: row[f"unit_{c}"].strip() for c in _OF_A_UNIT}}
        faults = [*_faults_of_measure(measure, made.get(measure["id"]))]
        if unit["id"] and unit["id"] not in known:
            faults += _faults_of_unit(unit, units.get(unit["id"]), known)
        if faults:
            raise SubmissionError(
                f"{PROPOSALS} accepts the measure {measure['id']!r}, for “{row['token']}” in "
                f"“{row['locator']}”. {faults[0]}"
            )
        same = published.get(measure["id"])
        if same is not None and same["unit"] != measure["unit"]:
            raise SubmissionError(
                f"{PROPOSALS} gives {measure['id']} in {measure['unit']}, but the data set has it in "
                f"{same['unit']}. Use that unit, or choose another name for the measure."
            )
        if same is None:
            made[measure["id"]] = measure
            if unit["id"] not in known:
                units[unit["id"]] = unit
    rows = {MEASURES: list(made.values()), UNITS: list(units.values())}
    return {table: added for table, added in rows.items() if added}


def _faults_of_measure(
    measure: Mapping[str, str], other: Mapping[str, str] | None
) -> Iterator[str]:
    """Yield what keeps a proposal from being a measure, in sentences."""
    if not re.match(cell_types.ID, measure["id"]):
        yield "An id consists of lower-case letters, digits and underscores, such as police_dogs."
    if empty := [column for column in _NAMED if not measure[column]]:
        yield f"Fill in its {' and '.join(empty)}."
    if other is not None and other != measure:
        yield "Another row describes that measure differently. Give both the same title, unit and description."


def _faults_of_unit(
    unit: Mapping[str, str], other: Mapping[str, str] | None, known: Sequence[str]
) -> Iterator[str]:
    """Yield what keeps the unit of a proposal, which the data set does not have, from being one."""
    if not re.match(cell_types.ID, unit["id"]):
        yield f"The unit {unit['id']!r} is not an id: use lower-case letters, digits and underscores, such as minutes."
    if empty := [f"unit_{column}" for column in _OF_A_UNIT if not unit[column]]:
        yield (
            f"The data set has no unit {unit['id']!r}.{did_you_mean(unit['id'], known)} If it is a new one, "
            f"fill in {' and '.join(empty)}."
        )
    if other is not None and other != unit:
        yield f"Another row describes the unit {unit['id']!r} differently. Use the same description in both."


def with_rows(tables: Tables, added: Mapping[str, Sequence[Row]]) -> Tables:
    """Return the tables of the data set, as they are once it has these rows too."""

    def read(name: str) -> Sequence[Row]:
        return [*tables(name), *added.get(name, ())]

    return read


def accepted_decisions(proposals: Iterable[Row], origin: Origin) -> list[dict[str, str]]:
    """Return what accepting proposals decides of their numbers, as rows of `decisions.csv`."""
    stem = f"{OPERATIONAL}:{origin.edition}:{origin.area}"
    return [
        {
            **{column: row[column] for column in PLACE},
            "decision": f"{stem}:{row['measure'].strip()}",
            "value": "",
            "reason": "",
        }
        for row in proposals
        if is_accepted(row)
    ]

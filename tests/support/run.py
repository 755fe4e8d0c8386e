"""Validation in this process: the same line as the command, without a process of its own for the reader."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any
from unittest import mock

from peel_data.findings import Severity
from peel_data.readers import read
from peel_data.schema import descriptor
from peel_data.schema.base import Row
from peel_data.schema.registry import MODELS
from peel_data.validation.baseline import Baseline
from peel_data.validation.options import Options
from peel_data.validation.run import validate_reading
from peel_data.validation.tables import KNOWN_TABLES
from support.dataset import AFTER, AHEAD, scene
from support.synthetic import FORCES
from support.writers import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from peel_data.findings import Finding, Place, Report
    from support.dataset import PlaceGroup, Slip


DAY = dt.date(2026, 11, 23)
"""The day on which slips are judged: their snapshots say it, so it is not today."""


@contextmanager
def pattern_on_months(root: Path) -> Iterator[None]:
    """Let row models and schemas give months a pattern: no cell is invalid, but no month may have one."""
    made = descriptor.table_schema

    def with_pattern(model: type[Row]) -> dict[str, Any]:
        schema = made(model)
        for field in schema["fields"]:
            if field["type"] == "yearmonth":
                field.setdefault("constraints", {})["pattern"] = "^[0-9]{4}-[0-9]{2}$"
        return schema

    with mock.patch.object(descriptor, "table_schema", with_pattern):
        for model in MODELS:
            file = root / "schemas" / f"{model.spec.name}.schema.json"
            file.write_text(json.dumps(with_pattern(model)), encoding="utf-8")
        yield


@cache
def installed() -> Baseline:
    return Baseline.installed()


@cache
def ahead() -> Baseline:
    """The release after the steward has declared an edition of 2017, and no profile of it yet."""
    tables = dict(installed().tables)
    last = tables["editions"][-1]
    tables["editions"] = [
        *tables["editions"],
        last | {"id": "peel-effectiveness-2017", "year": "2017"},
    ]
    return Baseline(installed().version, tables)


@cache
def after_withdrawal() -> Baseline:
    """The release after the force's survey of 2015 was withdrawn, and released as withdrawn."""
    tables = dict(installed().tables)
    tables["victim_satisfaction"] = [
        record | {"value": "", "status": "withdrawn"} if record["area"] == FORCES[0] else record
        for record in tables["victim_satisfaction"]
    ]
    gone = f"victim_satisfaction:peel-effectiveness-2015:{FORCES[0]}:2015-03-31"
    tables["figures"] = [r for r in tables["figures"] if r["figure_id"] != gone]
    tables["revisions"] = [
        {
            "figure_id": gone,
            "release": "1.1.0",
            "old_value": "83.5",
            "new_value": "",
            "reason": "The survey was found to be faulty.",
        }
    ]
    return Baseline(installed().version, tables)


RELEASES = {AHEAD: ahead, AFTER: after_withdrawal}
"""The releases that some submissions are held against; the others, against the installed one."""


def judge(path: Path, *, options: Options | None = None, against: Baseline | None = None) -> Report:
    reading = read(path, known_tables=KNOWN_TABLES)
    return validate_reading(
        reading, subject=path.name, baseline=against or installed(), options=options or Options()
    ).report


def weighty(report: Report) -> list[Finding]:
    """The findings above info."""
    return [finding for finding in report.findings if finding.severity is not Severity.INFO]


def adds_up(report: Report) -> bool:
    return all(c.read == c.accepted + c.rejected + c.ignored for c in report.counts)


def judge_slip(slip: Slip, base: str, style: str, folder: Path) -> tuple[Report, PlaceGroup]:
    """Plant a slip in a good submission of a format, and validate it."""
    made = scene(base)
    spot = slip.plant(made)
    path = FORMATS[style](made.tables, folder / "submission")
    if slip.spoil:
        slip.spoil(path)
    options = Options(ignore=slip.ignore, today=DAY)
    return judge(path, options=options, against=RELEASES.get(base, installed)()), spot


def trouble(slip: Slip, report: Report, spot: PlaceGroup) -> str:
    """Why the slip was not caught as it should be; empty when it was."""
    told = [f for f in report.findings if f.code == slip.code]
    others = {f.code for f in weighty(report)} - {slip.code}
    if others:
        return f"noise: {sorted(others)}"
    if len(told) != slip.count:
        return f"{len(told)} findings of {slip.code}"
    if not adds_up(report):
        return "the counts do not add up"
    return _misplaced(told[0], spot)


def _misplaced(finding: Finding, spot: PlaceGroup) -> str:
    if spot.table is None:
        return ""
    # Arithmetic cannot always tell which of several figures is wrong, so any place will do.
    places = finding.places if finding.code[0] == "A" else finding.places[:1]
    if any(at(place, spot) for place in places):
        return ""
    return f"found at {[(p.sheet or p.file, p.row, p.column) for p in places]}, planted at {spot}"


def at(place: Place | None, spot: PlaceGroup) -> bool:
    """Whether a place is where a slip was planted."""
    if place is None or spot.table is None:
        return False
    where = (place.sheet or place.file).removesuffix(".csv").rpartition("/")[2]
    row = None if spot.row is None else spot.row + 2
    return (
        where == spot.table.removesuffix(".csv")
        and row in {place.row, None}
        and spot.column in {place.column, None}
    )

"""Rounds of many years: every force's figures of each, all different, and the release that asks for them.

Nothing here was ever measured. Each year prints counts of its own, a little off those of the year before, and
is consistent in itself.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import shutil
from itertools import count as count_up
from typing import TYPE_CHECKING, Final

from peel_data import paths
from peel_data.schema.periods import ONE_DAY, year_before
from peel_data.tables import records
from peel_data.validation.tables import KNOWN_TABLES
from support.synthetic import (
    EDITION,
    FIRST,
    GROUPS,
    NATION,
    Sheet,
    Truth,
    number_series,
    row,
    truth,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from peel_data.tables.records import Record
    from support.synthetic import Tables

FIXED: Final = {"population", "households", "year"}
"""What does not move from year to year: the bases of rates, and those of shares."""


def forces() -> tuple[str, ...]:
    """Return the ids of all forces."""
    return tuple(area["id"] for area in records.read("areas") if area["kind"] == "force")


def later(record: Mapping[str, str], years: int) -> dict[str, str]:
    """Return a record as it would be some years later."""
    return {
        name: f"{int(text[:4]) + years}{text[4:]}"
        if name.endswith(("_start", "_end")) and text
        else text
        for name, text in record.items()
    }


def edition(year: int) -> str:
    """Return the id of the edition of a year."""
    return f"peel-effectiveness-{year}"


def truth_of(area: str, years: int) -> Truth:
    """Draw the counts of an area some years after 2016: each a little off, and sums kept."""
    true = truth(area)
    if not years:
        return true
    draw = random.Random(f"{area} {years}")
    counts = {
        (name, year): count
        if name in FIXED or year == FIRST
        else round(count * draw.uniform(0.985, 1.015))
        for (name, year), count in true.counts.items()
    }
    for (name, year), count in counts.items():
        if name == "victim_based":
            counts[name, year] = min(count, counts["crimes", year])
    for group, parts in GROUPS.items():
        counts[group, "2016"] = sum(counts[part, "2016"] for part in parts)
    return Truth(area, counts)


def back_series(years: int, areas: Iterable[str] | None = None) -> Tables:
    """Return the tables of all forces, and of England and Wales, over some years from 2016 on."""
    required = [each for each in records.read("required_series") if each["edition"] == EDITION]
    made: Tables = {}
    for number in range(years):
        for area in (*(areas or forces()), NATION):
            true, kind = truth_of(area, number), "national" if area == NATION else "force"
            asked = [series for series in required if series["area_kind"] == kind]
            asked += number_series() if kind == "force" else []
            for series in asked:
                sheet = made.setdefault(series["table"], Sheet([], []))
                sheet.header = list(KNOWN_TABLES[series["table"]])
                cells = later(dict(zip(sheet.header, row(true, series), strict=True)), number)
                cells["edition"] = edition(2016 + number)
                sheet.rows.append(list(cells.values()))
    return made


def asking_tables(years: int) -> dict[str, list[Record]]:
    """Return the editions, and the series that each of them asks for."""
    editions, required = records.read("editions"), records.read("required_series")
    last, asked = editions[-1], [each for each in required if each["edition"] == EDITION]
    for number in range(1, years):
        its = {"edition": edition(2016 + number)}
        editions.append(last | {"id": its["edition"], "year": str(2016 + number)})
        required += [later(series, number) | its for series in asked]
    return {"editions": editions, "required_series": required}


def write_release(years: int, folder: Path) -> Path:
    """Write the installed release with the editions of some years, as `--against` takes it."""
    root = paths.root()
    for name in ("data", "schemas"):
        shutil.copytree(root / name, folder / name)
    shutil.copy(root / paths.DESCRIPTOR, folder)
    for name, rows in asking_tables(years).items():
        with (folder / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def long_table(table: str, rows: int) -> Sheet:
    """Return a table of so many valid and different rows, in one edition: `crime_rates` or `crime_outcomes`.

    Its twelve months end on many days, a few forces after the other; the figures of each are consistent.
    """
    made = Sheet(list(KNOWN_TABLES[table]), [])
    series = [
        each
        for each in records.read("required_series")
        if each["edition"] == EDITION and each["table"] == table and each["area_kind"] == "force"
    ]
    by_category = {each["category"]: each for each in series}
    for days in count_up():
        end = dt.date(2016, 6, 30) - dt.timedelta(days=days)
        for area in forces():
            true = truth_of(area, days)
            for each in by_category.values():
                if len(made.rows) == rows:
                    return made
                cells = dict(zip(made.header, row(true, each), strict=True))
                start = year_before(end) + ONE_DAY
                cells |= {"period_start": str(start), "period_end": str(end)}
                made.rows.append(list(cells.values()))
    raise AssertionError("there is always another day")

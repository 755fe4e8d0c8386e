"""Ways to plant a slip: each gives a function that spoils a scene and says where."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from support.dataset import AFTER, AHEAD, NOWHERE, PlaceGroup, Scene
from support.synthetic import FIRST, LAST

if TYPE_CHECKING:
    from collections.abc import Callable

ONLY_2015, ONLY_2016, ONLY_2017, WITHDRAWN = (FIRST,), (LAST,), (AHEAD,), (AFTER,)
TEXT = ("csv", "zip")
ALL = "all_excluding_fraud"
SEXUAL = {"crime_type": "sexual_offences"}
CHARGED = {"outcome_type": "charged_summonsed"}
NATIONAL = {"area": "england-and-wales"}


def cell(table: str, column: str, text: str | Callable[[str], str], **where: str):
    return lambda scene: scene.put(table, column, text, **where)


def rename(table: str, old: str, new: str, where: str | None = None):
    def plant(scene: Scene) -> PlaceGroup:
        header = scene.tables[table].header
        header[header.index(old)] = new
        return PlaceGroup(table, None, where or new)

    return plant


def drop_column(table: str, column: str):
    def plant(scene: Scene) -> PlaceGroup:
        sheet = scene.tables[table]
        at = sheet.header.index(column)
        for row in (sheet.header, *sheet.rows):
            del row[at]
        return PlaceGroup(table)

    return plant


def add_column(table: str, name: str, text: str):
    def plant(scene: Scene) -> PlaceGroup:
        sheet = scene.tables[table]
        sheet.header.append(name)
        for row in sheet.rows:
            row.append(text)
        return PlaceGroup(table, None, name)

    return plant


def column(table: str, name: str, change: Callable[[str], str]):
    """The same slip down a whole column: one finding, first at the first row."""

    def plant(scene: Scene) -> PlaceGroup:
        sheet = scene.tables[table]
        for i in range(len(sheet.rows)):
            sheet.put(i, name, change(sheet.cell(i, name)))
        return PlaceGroup(table, 0, name)

    return plant


def slashes(date: str) -> str:
    year, month, day = date.split("-")
    return f"{day}/{month}/{year}"


def year(by: int) -> Callable[[str], str]:
    return lambda date: f"{int(date[:4]) + by}{date[4:]}" if date else ""


def times(factor: str) -> Callable[[str], str]:
    """The value with its point moved, at its old precision."""

    def change(text: str) -> str:
        places = len(text.partition(".")[2])
        return f"{Decimal(text) * Decimal(factor):.{places}f}"

    return change


def plus(step: str) -> Callable[[str], str]:
    return lambda text: str(Decimal(text) + Decimal(step))


def revision(figure: str, old: str = "65.7", new: str = "65.7", column: str = "figure_id"):
    def plant(scene: Scene) -> PlaceGroup:
        at = scene.add(
            "revisions",
            {"figure_id": figure, "old_value": old, "new_value": new, "reason": "Recount."},
        )
        return at._replace(column=column)

    return plant


def judgment(column: str = "inspected_from", **cells: str):
    def plant(scene: Scene) -> PlaceGroup:
        publication = "peel-effectiveness-2015-northamptonshire"
        good = {
            "edition": scene.edition,
            "area": scene.area,
            "question": "investigating_crime",
            "grade": "good",
            "inspected_from": "2016-09",
            "inspected_to": "2016-11",
            "published": "2017-02",
            "full_report": publication,
            "publication": publication,
            "locator": "Question 2",
        }
        return scene.add("judgments", good | cells)._replace(column=column)

    return plant


def without(table: str, **where: str):
    def plant(scene: Scene) -> PlaceGroup:
        scene.drop(table, **where)
        return NOWHERE

    return plant


def unsupplied(table: str, status: str, column: str = "value", **where: str):
    """A row that says properly that there is no value."""

    def plant(scene: Scene) -> PlaceGroup:
        scene.put(table, column, "", **where)
        return scene.put(table, "status", status, **where)

    return plant

"""What is true of whole tables of an area, said once for the area."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from peel_data.tables.wording import listed
from peel_data.validation.tables import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from peel_data.figures.figure import Figure


class Together(NamedTuple):
    """Tables of one edition and area of which the same is true.

    Attributes:
        figures: The figures of all of them.
        titles: What the tables are called, as a phrase.
        table: The first of them.
        subject: What a waiver names as the place: one table, or the edition and area.
    """

    figures: tuple[Figure, ...]
    titles: str
    table: str
    subject: str


def tables_of(figures: Iterable[Figure]) -> dict[tuple[str, str, str], list[Figure]]:
    """Return figures by their edition, area and table."""
    tables: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        tables[figure.edition, figure.area, figure.table].append(figure)
    return tables


def of_one_area(
    tables: Mapping[tuple[str, str, str], Sequence[Figure]],
) -> dict[tuple[str, str], Together]:
    """Return the tables of each edition and area together, given by edition, area and table."""
    areas: dict[tuple[str, str], dict[str, Sequence[Figure]]] = defaultdict(dict)
    for (edition, area, table), figures in tables.items():
        areas[edition, area][table] = figures
    return {
        (edition, area): Together(
            tuple(figure for figures in found.values() for figure in figures),
            listed([title_of(table) for table in found]),
            next(iter(found)),
            f"{next(iter(found))}:{edition}:{area}" if len(found) == 1 else f"{edition}:{area}",
        )
        for (edition, area), found in areas.items()
    }

"""Where an accepted figure comes from, when the submission names no publication: the return itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from peel_data.release.merge import published

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from peel_data.release.merge import PublishedFigure, Tables
    from peel_data.tables.records import Record

LICENCE = "OGL-UK-3.0"


def cited(
    tables: Tables, before: Tables, own: Mapping[str, Sequence[Record]], month: str
) -> Tables:
    """Return the tables with a citation of the return for each new or changed figure that names no source.

    Args:
        tables: The data set with the submission in it.
        before: The data set as it was.
        own: What the submission brought, with such citations as it has.
        month: The month of acceptance, as `2016-11`.
    """
    known = published(before)
    sourced = {record["figure_id"] for record in own.get("citations", ())}
    uncited = {
        figure_id: figure
        for figure_id, figure in published(tables).items()
        if figure_id not in sourced
        and (figure_id not in known or known[figure_id].value != figure.value)
    }
    if not uncited:
        return tables
    return tables | {
        "citations": [*tables["citations"], *_citations(uncited, tables["citations"])],
        "publications": [*tables["publications"], *_returns(uncited.values(), tables, month)],
    }


def _name(figure: PublishedFigure) -> str:
    return f"{figure.record['edition']}-{figure.record['area']}-return"


def _citations(uncited: Mapping[str, PublishedFigure], known: Sequence[Record]) -> list[Record]:
    """Return a citation each; the same token in one part of a return is numbered, as in any publication."""
    seen = Counter((r["publication"], r["locator"], r["printed"]) for r in known)
    made = []
    for figure_id, figure in sorted(uncited.items()):
        token = (_name(figure), figure.spec.title, figure.value)
        seen[token] += 1
        made.append(
            {
                "figure_id": figure_id,
                "publication": _name(figure),
                "locator": figure.spec.title,
                "occurrence": str(seen[token]),
                "printed": figure.value,
                "printed_value": figure.value,
                "printed_decimals": figure.decimals,
            }
        )
    return made


def _returns(figures: Collection[PublishedFigure], tables: Tables, month: str) -> list[Record]:
    """Return the publications that those citations name, where they are not known already."""
    editions = {record["id"]: record["title"] for record in tables["editions"]}
    areas = {record["id"]: record["name"] for record in tables["areas"]}
    known = {record["id"] for record in tables["publications"]}
    made = {}
    for figure in figures:
        edition, area = figure.record["edition"], figure.record["area"]
        if _name(figure) not in known:
            made[_name(figure)] = {
                "id": _name(figure),
                "edition": edition,
                "area": area,
                "title": f"Data return of {areas[area]}, {editions[edition]}",
                "publisher": areas[area],
                "published": month,
                "isbn": "",
                "url": "",
                "licence": LICENCE,
            }
    return list(made.values())

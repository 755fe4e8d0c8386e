"""A transcribed report as a model for new ones: its force, what it calls it, and what it taught. Internal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peel_data.errors import NotFound
from peel_data.suggestions import asking, nearest
from peel_data.transcribe.wording import Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.transcribe.audit import Row, Tables
    from peel_data.transcribe.pattern import Learnt


@dataclass(frozen=True)
class Model:
    """A transcribed report that is the pattern of a new one.

    Attributes:
        publication: Its id.
        area: Whose it is.
        names: What it calls its force.
        learnt: Its places.
    """

    publication: str
    area: str
    names: Names
    learnt: Sequence[Learnt]


def model_of(publication: str, tables: Tables, learnt: Sequence[Learnt]) -> Model:
    """Return the report that a pattern was learnt from.

    Raises:
        NotFound: The data set has no such publication.
    """
    row = row_of(tables("publications"), publication, "publication")
    return Model(publication, row["area"], names_of(tables, row["area"]), learnt)


def names_of(tables: Tables, area: str) -> Names:
    """Return what a report calls an area.

    Raises:
        NotFound: There is no such area.
    """
    return Names.of(row_of(tables("areas"), area, "area")["name"])


def row_of(rows: Sequence[Row], name: str, what: str) -> Row:
    """Return the row with an id.

    Raises:
        NotFound: There is none; the message has the nearest.
    """
    for row in rows:
        if row["id"] == name:
            return row
    like = nearest(name, [row["id"] for row in rows], most=1)
    raise NotFound(f"There is no {what} {name!r}.{asking(like)}")

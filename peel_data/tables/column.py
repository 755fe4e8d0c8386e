"""A column of a table. A module of its own, because to make a `NamedTuple` takes long when the package is imported."""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """A column of a table, as its schema describes it.

    Attributes:
        name: The name in the file and in code.
        type: The Table Schema type: string, number, integer, boolean, date or yearmonth.
        title: What a person calls it.
        description: What it means.
        required: Whether every row has a value.
        allowed: The only values it may take; empty when it is open.
    """

    name: str
    type: str
    title: str
    description: str
    required: bool
    allowed: tuple[str, ...]

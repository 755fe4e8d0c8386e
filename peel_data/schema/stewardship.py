"""How the data set is kept: declared revisions, and waivers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from peel_data.schema import cell_types
from peel_data.schema import columns as c
from peel_data.schema.base import Row
from peel_data.schema.spec import TableSpec


class Revision(Row):
    spec: ClassVar = TableSpec(
        name="revisions",
        title="Revisions",
        description=(
            "Every change of a published value, with its reason. In a submission it declares the "
            "change and leaves `release` empty; acceptance fills it in."
        ),
        key=("figure_id", "release"),
    )
    figure_id: c.FigureId
    release: Annotated[
        str | None,
        Field(
            title="Release",
            description="The release that brought the new value.",
            pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$",
        ),
    ] = None
    old_value: Annotated[
        Decimal | None,
        Field(title="Old value", description="The value before; empty if there was none."),
    ] = None
    new_value: Annotated[
        Decimal | None,
        Field(title="New value", description="The value after; empty if it was withdrawn."),
    ] = None
    reason: Annotated[c.Text, Field(title="Reason", description="Why it changed, in a sentence.")]


class Amendment(Row):
    spec: ClassVar = TableSpec(
        name="amendments",
        title="Amendments",
        description=(
            "Every change of something published beside a value, with its reason: a title, a "
            "source, a coverage, a note. Values and withdrawals are in `revisions`."
        ),
        key=("row_id", "column", "release"),
    )
    row_id: Annotated[
        str,
        Field(
            title="Row id",
            description="The table and the key of the row that changed, spelled as figure ids are.",
            pattern=cell_types.FIGURE_ID,
        ),
    ]
    column: Annotated[str, Field(title="Column", description="The column.", pattern=cell_types.ID)]
    release: Annotated[
        str,
        Field(
            title="Release",
            description="The release that brought the change.",
            pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$",
        ),
    ]
    old: Annotated[
        c.Text | None,
        Field(title="Old", description="What the cell said before; empty if nothing."),
    ] = None
    new: Annotated[
        c.Text | None, Field(title="New", description="What the cell says now; empty if nothing.")
    ] = None
    reason: Annotated[c.Text, Field(title="Reason", description="Why it changed, in a sentence.")]


class Waiver(Row):
    spec: ClassVar = TableSpec(
        name="waivers",
        title="Waivers",
        description=(
            "Every finding that is waived, with reason, author and expiry. It comes with a "
            "submission; once accepted, it is part of the release. It applies to one rule at one cell with one "
            "value, and lapses when the value changes."
        ),
        key=("code", "place"),
    )
    code: Annotated[
        str,
        Field(
            title="Code", description="The rule that is waived.", pattern=r"^[FSRKACVW][0-9]{3}$"
        ),
    ]
    place: Annotated[
        c.Text,
        Field(
            title="Place",
            description="The figure id of the cell, or the table, as shown with the finding.",
        ),
    ]
    fingerprint: Annotated[
        str,
        Field(
            title="Fingerprint",
            description="The fingerprint of the values, as shown with the finding.",
            pattern=r"^[0-9a-f]{12}$",
        ),
    ]
    reason: Annotated[
        str | None, Field(title="Reason", description="Why the finding may be waived.")
    ] = None
    author: Annotated[str | None, Field(title="Author", description="Who answers for it.")] = None
    expires: Annotated[
        dt.date | None,
        Field(title="Expires", description="The last day on which it applies."),
    ] = None

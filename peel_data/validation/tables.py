"""The tables as validation knows them: from their generated classes and schemas, without a row model.

`peel-data check` holds every schema to be that of its row model, so both say the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from peel_data.schema.row_rules import rules_for
from peel_data.schema.spec import References, TableSpec, references
from peel_data.tables import INSTALLED, TABLES

if TYPE_CHECKING:
    from peel_data.schema.row_rule import RowRule

_BY_NAME = {table.name: table for table in TABLES}

MEASURES: Mapping[str, Mapping[str, str]] = {table.name: table.measures for table in TABLES}
"""For every table its value columns, each with the measure it holds; none for tables without figures."""

OF_REPORTS = (
    "judgments",
    "areas_for_improvement",
    "comparisons",
    "citations",
    "publications",
    "report_figures",
    "notes",
)
"""Tables without figures that a printed report fills and a force's return does not."""

SUBMITTED: frozenset[str] = frozenset(
    name
    for name, measures in MEASURES.items()
    if measures or name in {*OF_REPORTS, "revisions", "waivers"}
)
"""What a submission may bring; the other tables are the steward's, or generated."""


class Definition(NamedTuple):
    """One table.

    Attributes:
        spec: What it is, beside its columns.
        fields: The fields of its Table Schema by name, in the order of the file.
        references: The columns that hold keys of a table, with where they point.
        rules: The rules that hold for its rows.
    """

    spec: TableSpec
    fields: Mapping[str, Mapping[str, Any]]
    references: Mapping[str, References]
    rules: tuple[type[RowRule], ...]


@cache
def definition(name: str) -> Definition:
    """Return how a table of the installed release is defined.

    Raises:
        PackageDataError: Its schema is missing or damaged.
    """
    table = _BY_NAME[name]
    schema = table.schema()
    fields = {field["name"]: field for field in schema["fields"]}
    required = frozenset(
        name for name, field in fields.items() if field.get("constraints", {}).get("required")
    )
    return Definition(
        TableSpec(
            name,
            schema["title"],
            schema["description"],
            tuple(schema["primaryKey"]),
            table.measures,
            generated=table is INSTALLED.figures_table,
        ),
        fields,
        references(schema),
        rules_for(required, frozenset(fields) - required),
    )


@cache
def title_of(table: str) -> str:
    """Return the title of a table as it stands within a sentence.

    Example:
        >>> title_of("crime_rates")
        'police recorded crime rates'
    """
    title = definition(table).spec.title
    return f"{title[0].lower()}{title[1:]}"


class _Columns(Mapping[str, tuple[str, ...]]):
    """The columns of each table, read when they are asked for."""

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return tuple(definition(name).fields)

    def __contains__(self, name: object) -> bool:
        return name in _BY_NAME

    def __iter__(self) -> Iterator[str]:
        return iter(_BY_NAME)

    def __len__(self) -> int:
        return len(_BY_NAME)


KNOWN_TABLES: Mapping[str, tuple[str, ...]] = _Columns()
"""Every table with its columns, as the reader wants to know them."""

DERIVED = frozenset(
    {
        "area_ons_code",
        "data_source_vintage",
        "figure_id",
        "is_total",
        "number_figure_id",
        "ons_code",
    }
)
"""Columns that `to_pandas` and `peel-data show` add; they are left out again, but for tables that have them."""

LABEL = "_label"
"""How the name of a column of titles ends."""


def is_derived(column: str, known: Collection[str]) -> bool:
    """Return whether the package itself adds a column to what it shows of a table.

    Args:
        column: Its name.
        known: The columns of the table.
    """
    return column in DERIVED or (column.endswith(LABEL) and column.removesuffix(LABEL) in known)

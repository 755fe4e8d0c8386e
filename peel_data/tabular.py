"""A table as its users hold it: name, columns, rows, `where`, `one`, `to_pandas`.

Light on purpose: a `Table` is made when the package is imported, so this module imports no model, no
pandas and no data until one is asked for. The subclasses in `accessors` are generated and spell out the
columns of each table for type checkers.
"""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    NamedTuple,
    SupportsIndex,
    TypeVar,
    cast,
    overload,
)

from peel_data.keywords import suggesting

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from peel_data.records import Record

R = TypeVar("R")


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


SHOWN = 20
"""How many items of a long tuple its repr shows."""


def one_a_line(items: Sequence[object]) -> str:
    """The repr of a tuple that may be long: an item a line, and how many more there are.

    Example:
        >>> one_a_line(range(30, 60)).splitlines()[-1]
        ' ... and 10 more)'
    """
    lines = [f"{item!r}," for item in items[:SHOWN]]
    if len(items) > SHOWN:
        lines.append(f"... and {len(items) - SHOWN} more")
    elif len(items) > 1:
        lines[-1] = lines[-1].removesuffix(",")
    inside = "\n ".join(lines)
    return f"({inside})"


class Rows(tuple[R, ...]):  # noqa: SLOT001 - a tuple of any length cannot have slots with values
    """Rows of one table: a tuple that can become a DataFrame."""

    table: Table[R]
    records: Sequence[Record]

    @classmethod
    def of(cls, table: Table[R], rows: Sequence[R], records: Sequence[Record]) -> Rows[R]:
        """Rows together with the records they were read from."""
        made = cls(rows)
        made.table, made.records = table, records
        return made

    @overload
    def __getitem__(self, index: SupportsIndex) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[R]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> R | Rows[R]:
        """Return a row, or for a slice the rows of it."""
        if isinstance(index, slice):
            return Rows.of(self.table, super().__getitem__(index), self.records[index])
        return super().__getitem__(index)

    def __repr__(self) -> str:
        return one_a_line(self)

    def to_pandas(self) -> pd.DataFrame:
        """These rows as a DataFrame, with the columns and dtypes of `Table.to_pandas`."""
        from peel_data import frames

        return frames.frame(self.table, self.records)


class Table(Generic[R]):
    """One table of the package.

    Attributes:
        name: The name in code and of the CSV file, `crime_rates`.
        title: What a person calls it.
        key: The columns that together name a row.
        measures: For a table of figures, each value column with the measure it holds.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    measures: ClassVar[Mapping[str, str]] = {}
    model: ClassVar[tuple[str, str]]

    def __init_subclass__(cls) -> None:
        for method in ("where", "one"):
            if method in vars(cls):
                setattr(cls, method, suggesting(vars(cls)[method], f"{cls.name}.{method}"))

    def __init__(
        self,
        source: Callable[[str], list[Record]] | None = None,
        schemas: Callable[[str], dict[str, Any]] | None = None,
    ) -> None:
        self._source = source
        self._schemas = schemas
        self._rows: Rows[R] | None = None
        self._records: list[Record] | None = None

    def __repr__(self) -> str:
        return f"<Table {self.name}: {self.title}>"

    def __len__(self) -> int:
        return len(self.records())

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    @property
    def description(self) -> str:
        """What the table holds."""
        return str(self.schema()["description"])

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order of the file."""
        return tuple(
            Column(
                name=field["name"],
                type=field["type"],
                title=field["title"],
                description=field["description"],
                required=field.get("constraints", {}).get("required", False),
                allowed=tuple(field.get("constraints", {}).get("enum", ())),
            )
            for field in self.schema()["fields"]
        )

    @property
    def rows(self) -> Rows[R]:
        """Every row, as frozen pydantic models in the order of the key.

        Raises:
            PackageDataError: The installed data file is missing or does not fit its model.
        """
        if self._rows is None:
            from peel_data.rowreader import rows

            made = cast("list[R]", rows(self, self.records()))
            self._rows = Rows.of(self, made, self.records())
        return self._rows

    def to_pandas(self) -> pd.DataFrame:
        """The table as a DataFrame: categories, datetime64, Float64 and Int64, nothing of dtype object.

        Tables of figures gain `figure_id`, tables with areas `ons_code`, and tables with data sources
        `data_source_vintage`, as columns, so that they survive merge and concat.
        """
        from peel_data import frames

        return frames.frame(self, self.records())

    def records(self) -> list[Record]:
        """The rows as text, exactly as the CSV file has them."""
        if self._records is None:
            self._records = self.read(self.name)
        return self._records

    def read(self, table: str) -> list[Record]:
        """The records of any table of the release that this table belongs to."""
        from peel_data import records

        return (self._source or records.read)(table)

    def schema(self) -> dict[str, Any]:
        """The Table Schema of the table, as a dictionary of its own."""
        if self._schemas is not None:
            return self._schemas(self.name)
        from peel_data import paths

        return paths.read_json(paths.schema_file(self.name))

    def _where(self, **given: str | int | dt.date | None) -> Rows[R]:
        from peel_data import lookup

        wanted = lookup.criteria(given)
        found = [
            (row, record)
            for row, record in zip(self.rows, self.records(), strict=True)
            if all(record[column] == text for column, text in wanted.items())
        ]
        if not found:
            lookup.explain_unknown(self, wanted)
        return Rows.of(self, [row for row, _ in found], [record for _, record in found])

    def _one(self, **given: str | int | dt.date | None) -> R:
        from peel_data import lookup

        wanted = lookup.criteria(given)
        found = self._where(**wanted)
        return found[0] if len(found) == 1 else found[lookup.choose(self, wanted, found.records)]

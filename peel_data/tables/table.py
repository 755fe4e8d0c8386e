"""A table as its users hold it: name, columns, rows, `where`, `one`, `to_pandas`.

Light on purpose: a `Table` is made when the package is imported, so this module imports no model, no
pandas and no data until one is asked for. The subclasses beside it are generated: each says once, in
`Keys`, which keywords its `where` and `one` take.
"""

from __future__ import annotations

from functools import update_wrapper
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar, cast, overload

from peel_data.errors import InvalidArgument, NotFound
from peel_data.suggestions import did_you_mean, refuse_unknown
from peel_data.tables.exchange import Exchange
from peel_data.tables.several import Several
from peel_data.tables.source import TableSource

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Generic, Self, SupportsIndex, TypedDict

    from peel_data.schema.vocabulary import AreaId
    from peel_data.tables.records import Record

    class Keywords(TypedDict, total=False):
        """The keywords of `where` and `one` of a table, before its own: none."""

else:
    from peel_data.tables.several import InBrackets as Generic

    class Keywords:
        """The same at run time, where 37 tables with a `TypedDict` each would take long to make."""

        def __init_subclass__(cls, total: bool) -> None:
            """Take what `TypedDict` takes."""


R_co = TypeVar("R_co", covariant=True)
T = TypeVar("T")
OneOrMore: TypeAlias = "T | Iterable[T]"
"""A value, or several of which any will do."""


SHOWN = 20
"""How many items a repr shows."""


def one_a_line(items: Sequence[object]) -> str:
    """Return the repr of items that may be many: an item a line, and how many more there are.

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


class Rows(Exchange, Several[R_co]):
    """Rows of one table, in the order of its key: a sequence that can become a DataFrame."""

    table: Table[R_co]
    records: Sequence[Record]
    asked: Mapping[str, str] = MappingProxyType({})
    """What they were selected by; of several values the first."""

    @classmethod
    def of(cls, table: Table[T], rows: Sequence[T], records: Sequence[Record]) -> Rows[T]:
        """Return rows together with the records they were read from."""
        made = Rows(rows)
        made.table, made.records = table, records
        return made

    @property
    def reason(self) -> str:
        """Why there are no rows of what was asked for; empty where there are, or nothing was asked.

        Example:
            >>> print(peel.crime_rates.where(area="kent").reason.partition(":")[0])
            crime_rates has no row for area=kent
        """
        if self or not self.asked:
            return ""
        from peel_data.tables import lookup

        return str(lookup.missing(self.table, self.asked))

    def _some(self, index: slice) -> Self:
        return cast("Self", Rows.of(self.table, self._items[index], self.records[index]))

    def __repr__(self) -> str:
        return f"<no rows: {self.reason}>" if self.reason else one_a_line(self)

    def _content(self) -> tuple[Table[R_co], Sequence[Record]]:
        return self.table, self.records


class Table(Exchange, TableSource, Generic[R_co]):
    """One table of the package.

    Attributes:
        name: The name in code and of the CSV file, `crime_rates`.
        measures: For a table of figures, each value column with the measure it holds.
    """

    Keys: ClassVar[Any]

    def __init_subclass__(
        cls, *, name: str | None = None, measures: Mapping[str, str] | None = None
    ) -> None:
        if name is not None:
            declared = vars(cls)
            row = declared["one"].__annotations__["return"].removeprefix("rows.")
            cls.name, cls.measures = name, measures or {}
            cls.model = cls.__module__.rpartition(".")[2], row
            for method, select in (("where", Table._where), ("one", Table._one)):
                setattr(cls, method, Selection(declared[method], select))

    def __init__(
        self,
        source: Callable[[str], list[Record]] | None = None,
        schemas: Callable[[str], dict[str, Any]] | None = None,
    ) -> None:
        super().__init__(source, schemas)
        self._rows: Rows[R_co] | None = None

    def __repr__(self) -> str:
        return f"<Table {self.name}: {self.title}>"

    def _content(self) -> tuple[Table[R_co], Sequence[Record]]:
        return self, self.shared_records()

    def __len__(self) -> int:
        return len(self.shared_records())

    def __iter__(self) -> Iterator[R_co]:
        return iter(self.rows)

    @overload
    def __getitem__(self, index: SupportsIndex) -> R_co: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[R_co]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> R_co | Rows[R_co]:
        """Return a row by its place, or for a slice the rows of it.

        Raises:
            InvalidArgument: It is neither, such as the name of a column.
        """
        if isinstance(index, slice) or hasattr(index, "__index__"):
            return self.rows[index]
        raise InvalidArgument(
            f"{self.name}[{index!r}] is not a row: get rows by position, {self.name}[0], or with `where` or `one`. "
            "Columns are in `.to_pandas()`."
        )

    @property
    def rows(self) -> Rows[R_co]:
        """Every row, as frozen pydantic models in the order of the key.

        Raises:
            PackageDataError: The installed data file is missing or does not fit its model.
        """
        if self._rows is None:
            from peel_data.tables.rows import rows

            made = cast("list[R_co]", rows(self, self.shared_records()))
            self._rows = Rows.of(self, made, self.shared_records())
        return self._rows

    def _where(self, **given: Any) -> Rows[R_co]:
        """Return the rows that match all arguments.

        Each argument takes a value, or a list of values that match. If no row matches, the result is empty and
        its `reason` says why.

        Raises:
            InvalidArgument: There is no such column, or a text is not a date.
            NotFound: A column cannot have the value.
        """
        from peel_data.tables import lookup

        wanted = lookup.criteria(given)
        found = [
            (row, record)
            for row, record in zip(self.rows, self.shared_records(), strict=True)
            if all(record[column] in texts for column, texts in wanted.items())
        ]
        asked = lookup.first(wanted)
        for column, texts in wanted.items():
            for text in texts if not found or len(texts) > 1 else ():
                lookup.explain_unknown(self, asked | {column: text})
        rows = Rows.of(self, [row for row, _ in found], [record for _, record in found])
        rows.asked = asked
        return rows

    def _one(self, **given: Any) -> R_co:
        """Return the single row that matches all arguments.

        If several editions print the same series, return the row of the latest.

        Raises:
            InvalidArgument: There is no such column, or a text is not a date.
            NotFound: No row matches.
            NotPrinted: A report charts the value but does not print it.
            Ambiguous: Several rows match.
        """
        from peel_data.tables import lookup

        criteria = lookup.criteria(given)
        found = self._where(**criteria)
        settled = {c: texts for c, texts in criteria.items() if len(texts) == 1 or not found}
        wanted = lookup.first(settled)
        return found[0] if len(found) == 1 else found[lookup.choose(self, wanted, found.records)]


class ByArea(Keywords, total=False):
    """The keywords of a table of published rows, before its own."""

    edition: OneOrMore[str] | None
    area: OneOrMore[AreaId] | None


class ByPeriod(ByArea, total=False):
    """The keywords of a table of figures without categories, before its own."""

    period_start: OneOrMore[str | dt.date] | None
    period_end: OneOrMore[str | dt.date] | None


def keywords_of(keys: type[Any]) -> dict[str, str]:
    """Return the keywords that a subclass of `Keywords` declares, with the types they take, in their order."""
    declared = reversed([each for each in keys.__mro__ if each is not object])
    return {name: hint for each in declared for name, hint in each.__annotations__.items()}


def by_name(tables: Iterable[Table[Any]], name: str) -> Table[Any]:
    """Return the table of that name.

    Raises:
        NotFound: There is no such table; the message names the nearest.
    """
    named = {table.name: table for table in tables}
    if name not in named:
        raise NotFound(
            f"There is no table {name!r}.{did_you_mean(name, named)} "
            "List them all with `peel-data tables`."
        )
    return named[name]


class Selection:
    """`where` or `one` of a table: once looked at, a method whose signature names the table's keywords.

    Made so late because signatures and examples need imports that `import peel_data` must not cost.

    Args:
        declared: The method as the table declares it for type checkers.
        select: What it does, in any table.
    """

    def __init__(self, declared: Callable[..., Any], select: Callable[..., Any]) -> None:
        self._declared = declared
        self._select = select

    def __get__(self, table: Table[Any] | None, owner: type[Table[Any]]) -> Any:
        name = self._declared.__name__
        setattr(owner, name, self._method(owner, name))
        return getattr(owner if table is None else table, name)

    def _method(self, owner: type[Table[Any]], name: str) -> Callable[..., Any]:
        from inspect import Parameter, Signature, cleandoc

        select = self._select
        keywords = keywords_of(owner.Keys)

        def method(self: Table[Any], **given: Any) -> Any:
            refuse_unknown(f"{self.name}.{name}", given, keywords)
            return select(self, **given)

        made: Any = update_wrapper(method, self._declared, updated=())
        made.__doc__ = cleandoc(select.__doc__ or "") + self._example(owner, name)
        made.__signature__ = Signature(
            [
                Parameter("self", Parameter.POSITIONAL_OR_KEYWORD),
                *(
                    Parameter(each, Parameter.KEYWORD_ONLY, default=None, annotation=hint)
                    for each, hint in keywords.items()
                ),
            ],
            return_annotation=self._declared.__annotations__["return"].replace("rows.", ""),
        )
        return method

    def _example(self, owner: type[Table[Any]], name: str) -> str:
        import json
        from textwrap import indent

        from peel_data.tables import rows as rowreader

        given = rowreader.model(owner).spec.example
        if not given:
            return ""
        written = [f"{column}={json.dumps(value)}" for column, value in given.items()]
        table = owner.name if owner.name != "figures" else 'table("figures")'
        if name == "where":
            return f"\n\nExample:\n    >>> rows = peel.{table}.where({written[0]})"
        line = f">>> row = peel.{table}.one({', '.join(written)})"
        if len(line) > 90:
            arguments = "".join(f"...     {each},\n" for each in written)
            line = f">>> row = peel.{table}.one(\n{arguments}... )"
        return "\n\nExample:\n" + indent(line, "    ")

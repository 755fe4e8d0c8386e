"""What tables, rows of them and figures give to notebooks and to other libraries of data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from peel_data.tables.records import Record
    from peel_data.tables.source import TableSource


class Exchange:
    """Something with records of a table, which it can give to others."""

    __slots__ = ()

    def _content(self) -> tuple[TableSource, Sequence[Record]]:
        """Return the table, and those of its records that it has."""
        raise NotImplementedError

    def to_arrow(self) -> pa.Table:
        """Return it as a `pyarrow.Table`, with the columns of `to_pandas`, categories as text.

        Needs the extra `arrow`: `pip install "peel-data[arrow]"`.

        Raises:
            MissingExtra: pyarrow is not installed.

        Example:
            >>> peel.areas.to_arrow().num_rows
            45
        """
        from peel_data.tables import arrow

        return arrow.arrow_table(*self._content())

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Give it to what asks for an Arrow stream: `polars.DataFrame(peel.areas)`, DuckDB, pyarrow.

        Rows and figures are tuples, which polars and pyarrow take for sequences before they ask: give them
        `.to_arrow()`.

        Raises:
            MissingExtra: pyarrow is not installed.
        """
        from peel_data.tables import arrow

        return arrow.stream(*self._content(), requested_schema)

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it."""
        from peel_data.tables import cards

        return cards.show(*self._content())

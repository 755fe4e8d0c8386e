"""What tables, rows of them and figures give to notebooks and to other libraries of data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import pyarrow as pa

    from peel_data.tables.frames import Categories, Likeness
    from peel_data.tables.records import Record
    from peel_data.tables.source import TableSource


class Exchange:
    """Something with records of a table, which it can give to others."""

    __slots__ = ()

    def _content(self) -> tuple[TableSource, Sequence[Record]]:
        """Return the table, and those of its records that it has."""
        raise NotImplementedError

    def to_pandas(
        self,
        *,
        labels: bool = False,
        categories: Categories | None = None,
        like: Likeness | None = None,
    ) -> pd.DataFrame:
        """Return a DataFrame with the dtypes category, datetime64, Float64 and Int64, and none of dtype object.

        Tables of figures have these extra columns: `figure_id`, to merge with `citations`, and `is_total`, which
        marks totals of other rows, to be left out of sums. Tables with areas also have `area_ons_code`, and
        tables with data sources `data_source_vintage`. `attrs` has the table, title, unit, source and version
        of the data.

        Args:
            labels: Add the titles of areas, categories, units and other ids, in columns such as `area_label`.
            categories: `occurring`, the default, for the categories that these rows have; `all` for every
                category, so that columns stay categorical when you merge or concatenate frames.
            like: `1.1` for the same frame as in release 1.1.

        Raises:
            InvalidArgument: `categories` or `like` has another value.

        Example:
            >>> rows = peel.crime_rates.where(area="northamptonshire")
            >>> rows.to_pandas(labels=True)["area_label"].cat.categories.tolist()
            ['Northamptonshire Police']
        """
        from peel_data.tables import frames

        return frames.frame(*self._content(), labels=labels, categories=categories, like=like)

    def to_arrow(self) -> pa.Table:
        """Return a `pyarrow.Table` with the columns of `to_pandas`, and categories as text.

        To use it, install the `arrow` extra: `pip install "peel-data[arrow]"`.

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

        Raises:
            MissingExtra: pyarrow is not installed.
        """
        from peel_data.tables import arrow

        return arrow.stream(*self._content(), requested_schema)

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it."""
        from peel_data.tables import cards

        return cards.show(*self._content(), absent=getattr(self, "reason", ""))

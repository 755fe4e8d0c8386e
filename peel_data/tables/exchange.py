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
        """Return it as a DataFrame: categories, datetime64, Float64 and Int64, nothing of dtype object.

        Tables of figures gain `figure_id`, which joins with `citations`, and `is_total`: whether other rows
        can be part of it, so that sums should leave it out. Tables with areas gain `area_ons_code`, tables
        with data sources `data_source_vintage`. All are columns, so they survive merge and concat. `attrs` has
        the table, title, unit, source and version of the data.

        Args:
            labels: Add the titles of areas, categories, units and other ids beside them, as `area_label`.
            categories: `occurring`, the default, for the categories that these rows have; `all` also for
                those that none has, which keep their dtype when frames are put together.
            like: `1.1` for the frame that release 1.1 made.

        Raises:
            InvalidArgument: There is no such choice.

        Example:
            >>> frame = peel.crime_rates.to_pandas(labels=True)
            >>> frame["area_label"].cat.categories.tolist()
            ['England and Wales', 'Northamptonshire Police']
        """
        from peel_data.tables import frames

        return frames.frame(*self._content(), labels=labels, categories=categories, like=like)

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

        Raises:
            MissingExtra: pyarrow is not installed.
        """
        from peel_data.tables import arrow

        return arrow.stream(*self._content(), requested_schema)

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it."""
        from peel_data.tables import cards

        return cards.show(*self._content(), absent=getattr(self, "reason", ""))

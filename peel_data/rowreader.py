"""Text records to row models: the only step from data files to pydantic."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from pydantic import ValidationError

from peel_data.errors import PackageDataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.models.base import Row
    from peel_data.records import Record


def rows(model: tuple[str, str], table: str, records: Sequence[Record]) -> list[Row]:
    """Every record as a row of its model.

    Raises:
        PackageDataError: A record does not fit; the installed data is not what was released.
    """
    module, name = model
    row_model: type[Row] = getattr(import_module(f"peel_data.models.{module}"), name)
    made: list[Row] = []
    for number, record in enumerate(records, start=2):
        try:
            made.append(row_model.from_text(record))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            column = ".".join(map(str, first["loc"])) or "the row"
            raise PackageDataError(
                f"Line {number} of {table}.csv does not fit its schema ({column}: {first['msg']}). "
                "Run `peel-data check` to see everything that is wrong."
            ) from error
    return made

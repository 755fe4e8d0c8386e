"""The public functions: each imports what it needs when it is called, so importing the package is free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Mapping

    import pandas as pd

    from peel_data.catalogue import Figure, Figures
    from peel_data.tabular import Table
    from peel_data.validation.report import Report


def tables() -> tuple[Table[Any], ...]:
    """Return every table of the package: name, title, description, key and columns.

    Example:
        >>> peel.tables()[0]
        <Table calls_for_assistance: Calls for assistance>
    """
    from peel_data.accessors import TABLES

    return TABLES


def figures() -> Figures:
    """Return every published number as a `Figure`, ordered by id; `.to_pandas()` makes a DataFrame.

    Example:
        >>> len(peel.figures())
        108
    """
    from peel_data import catalogue

    return catalogue.all_figures()


def figure(figure_id: str) -> Figure:
    """Return the figure of that id.

    Args:
        figure_id: Its readable name, such as
            `crime_rates:peel-effectiveness-2015:northamptonshire:sexual_offences:2015-06-30`.

    Raises:
        NotFound: There is no such figure; the message names the nearest.

    Example:
        >>> peel.figure("organised_crime_group_numbers:peel-effectiveness-2015:northamptonshire:2015-06-30").value
        Decimal('31')
    """
    from peel_data import catalogue

    return catalogue.by_id(figure_id)


def find(words: str) -> Figures:
    """Return the figures that the words describe, best first.

    Words are looked for in titles, areas, units, periods and ids; small misspellings are forgiven.

    Raises:
        NotFound: Nothing matches; the message names words that do.

    Example:
        >>> peel.find("victim satisfaction")[0].table
        'victim_satisfaction'
    """
    from peel_data import catalogue

    return catalogue.find(words)


def validate(
    submission: str | os.PathLike[str] | Mapping[str, pd.DataFrame],
    *,
    against: str | os.PathLike[str] | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    waivers: str | os.PathLike[str] | None = None,
    strict: bool = False,
) -> Report:
    """Validate a submission and return everything that can be said of it in one report.

    Args:
        submission: A CSV file, a folder of them, a zip, an XLSX or ODS workbook, a `datapackage.json`, or
            DataFrames by table name.
        against: A folder, zip or wheel of another release to hold it against; None is the installed one.
        select: Only rules whose code begins with one of these.
        ignore: No rules whose code begins with one of these.
        waivers: A `waivers.csv` beside the submission.
        strict: Whether warnings stand against it, too.

    Raises:
        SubmissionError: There is nothing at the path.
        InvalidArgument: A frame is named for no table; or a code is none.

    Example:
        >>> report = peel.validate({"crime_rates": peel.crime_rates.to_pandas()}, ignore=["V"])
        >>> report.ok, report.records_read
        (True, 12)
    """
    from peel_data.validation.gate import validate as run
    from peel_data.validation.run import Options

    return run(
        submission, against=against, waivers=waivers, options=Options(select, ignore, strict)
    )

"""The public functions: each imports what it needs when it is called, so importing the package is free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

# Loaded first, so that the functions of these names, and not the folders, are what the package has.
import peel_data.figures
import peel_data.tables  # noqa: F401 - it binds the name, see above
from peel_data.errors import InvalidArgument
from peel_data.suggestions import suggesting

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    import altair as alt
    import pandas as pd

    from peel_data.arithmetic.compare import Comparisons
    from peel_data.arithmetic.identities import Assumption, AssumptionName
    from peel_data.arithmetic.implied import Implied
    from peel_data.exports.writing import ExportFormat
    from peel_data.figures.figure import Figure, Figures
    from peel_data.figures.releases import Release
    from peel_data.findings import Report
    from peel_data.readers.limits import Limits
    from peel_data.schema.vocabulary import (
        AreaId,
        CrimeTypeId,
        OrganisedCrimeTypeId,
        OutcomeTypeId,
        QuantityName,
    )
    from peel_data.tables import TableName
    from peel_data.tables.table import OneOrMore, Rows, Table
    from peel_data.validation.dataframes import SupportsArrow

ONE_POPULATION: tuple[Literal["one_population"]] = ("one_population",)


def tables() -> tuple[Table[Any], ...]:
    """Return every table of the package: name, title, description, key and columns.

    Example:
        >>> peel.tables()[0]
        <Table calls_for_assistance: Calls for assistance>
    """
    from peel_data.tables import TABLES

    return TABLES


@suggesting
def figures(
    *, area: OneOrMore[AreaId] | None = None, table: OneOrMore[TableName] | None = None
) -> Figures:
    """Return every published number as a `Figure`, ordered by id.

    Convert the result to a DataFrame with `.to_pandas()`.

    Args:
        area: The area, or a list of areas; all by default.
        table: The table, or a list of tables; all by default.

    Raises:
        NotFound: There is no such area or table of figures.

    Example:
        >>> len(peel.figures(area="northamptonshire", table="crime_rates"))
        6
    """
    from peel_data.figures import catalogue

    everything = catalogue.all_figures()
    return everything if area is table is None else everything.where(area=area, table=table)


@suggesting
def figure(figure_id: str) -> Figure:
    """Return the figure with this id.

    Args:
        figure_id: The id of the figure, such as
            `crime_rates:peel-effectiveness-2015:northamptonshire:sexual_offences:2015-06-30`.

    Raises:
        NotFound: There is no such figure. The message suggests the closest.

    Example:
        >>> peel.figure("organised_crime_group_numbers:peel-effectiveness-2015:northamptonshire:2015-06-30").value
        Decimal('31')
    """
    from peel_data.figures import catalogue

    return catalogue.by_id(figure_id)


@suggesting
def find(words: str) -> Figures:
    """Return the figures that match a description, best match first.

    Use everyday or professional words, such as `asb`, `domestic violence`, `charge rate` or `crime up`. You can
    add the short name of a force, `national average`, a month, a year, `2014/15`, or a printed number such as
    `14.9`. Small misspellings are corrected. If you give no area, forces come before England and Wales. If you
    give no time, the latest period comes first. See docs/searching.md.

    Args:
        words: What to look for, in your own words.

    Raises:
        NotFound: Nothing matches, or the release has no figure for the force or subject. The message says which,
            and suggests other words.
        InvalidArgument: There are no words, or none that describes a figure.

    Example:
        >>> peel.find("asb northants")[0].title
        'Anti-social behaviour rate'
    """
    from peel_data.figures import search

    if not isinstance(words, str):
        raise InvalidArgument(f"Words are text, not a {type(words).__name__}.")
    return search.find(words)


@suggesting
def implied(
    quantity: QuantityName,
    *,
    area: AreaId,
    period_end: date | str | None = None,
    edition: str | None = None,
    assume: Iterable[AssumptionName | Assumption] = ONE_POPULATION,
) -> Implied[Figure]:
    """Return bounds on a quantity that no report prints, from the figures that are printed.

    Args:
        quantity: The name of the quantity, such as `recorded_crimes`, `population` or
            `drug_activity_groups`. To list them, run `peel-data implied`.
        area: The id of the area.
        period_end: The last day of the period; by default the latest that has bounds.
        edition: The edition whose figures to use; by default the latest that gives bounds.
        assume: The optional assumptions to allow: `one_population`, `same_coverage`,
            `same_population_base`, `bounded_growth`. With none, a population is the one behind the
            crime rates.

    Returns:
        An object with `lower`, `upper`, `binding` (the figures that set each bound) and `assumptions`
        (the optional ones used). Every bound also rests on three standing assumptions, which
        docs/arithmetic.md explains. The bounds apply to the figures as published at the time. Later
        files of the Office for National Statistics revise them.

    Raises:
        NotFound: No printed figure bounds the quantity for this area and time.
        InvalidArgument: There is no such assumption.

    Example:
        >>> crimes = peel.implied("recorded_crimes", area="northamptonshire", period_end="2015-06-30")
        >>> crimes.lower, crimes.upper
        (46839, 46922)
    """
    from peel_data.arithmetic.implied import implied

    return implied(
        figures(), quantity, area=area, period_end=period_end, edition=edition, assume=assume
    )


@suggesting
def implied_quantities(
    *,
    area: AreaId | None = None,
    edition: str | None = None,
    assume: Iterable[AssumptionName | Assumption] = ONE_POPULATION,
) -> tuple[Implied[Figure], ...]:
    """Return every quantity that is not printed but has a lower and an upper bound from printed figures.

    Args:
        area: The id of an area; all by default.
        edition: The id of an edition; all by default.
        assume: The optional assumptions to allow, as for `implied`.

    Raises:
        NotFound: There is no such area or edition.
        InvalidArgument: There is no such assumption.

    Example:
        >>> {item.quantity for item in peel.implied_quantities(assume=())} >= {"recorded_crimes"}
        True
    """
    from peel_data.arithmetic.implied import implied_quantities

    return implied_quantities(figures(), area=area, edition=edition, assume=assume)


@suggesting
def compare(
    table: TableName,
    *,
    area: AreaId,
    to: AreaId | None = None,
    category: CrimeTypeId | OutcomeTypeId | OrganisedCrimeTypeId | None = None,
    measure: str | None = None,
    period_end: date | str | None = None,
    against: date | str | None = None,
    edition: str | None = None,
) -> Comparisons[Figure]:
    """Compare the figures of a table between two areas or two periods.

    Two figures are reported as different only if rounding alone cannot explain the difference. The verdict
    is about the printed numbers. What the report says about them is given separately.

    Args:
        table: The table, such as `crime_rates`.
        area: The id of the area.
        to: The id of the area to compare with, in the same periods.
        category: A crime, outcome or organised crime type; all by default.
        measure: A measure, such as `outcome_rate`, if the table has several; all by default.
        period_end: The last day of the period; all by default, but required with `against`.
        against: The last day of the period to compare with, in the same area.
        edition: The id of an edition; all by default. Figures of different editions are never compared.

    Returns:
        For each figure that has a counterpart, an object with `difference` and `ratio` as intervals,
        a `verdict` (`printed higher`, `printed lower`, `not distinguishable` or `no verdict`),
        `statements` (what the report says, coded) and `caveats`. `str` puts all of this in words.
        `.to_pandas()` converts all comparisons to one DataFrame.

    Raises:
        NotFound: There is no such table, area or pair of figures.
        InvalidArgument: You gave both or neither of `to` and `against`, or the figures differ in unit.

    Example:
        >>> crime, *others = peel.compare("crime_rates", area="northamptonshire", to="england-and-wales")
        >>> crime.verdict, str(crime.difference)
        (<Verdict.LOWER: 'printed lower'>, '[-2.3, -2.1]')
    """
    from peel_data.arithmetic.compare import compare
    from peel_data.arithmetic.statements import report_statements

    return compare(
        figures(),
        table,
        area=area,
        to=to,
        category=category,
        measure=measure,
        period_end=period_end,
        against=against,
        edition=edition,
        statements=report_statements(),
    )


@suggesting
def plot(
    target: Table[Any] | Rows[Any] | Iterable[Figure] | Figure | str,
    *,
    area: AreaId | None = None,
    edition: str | None = None,
) -> alt.VConcatChart:
    """Draw a force's figures beside those for England and Wales, with rounding intervals, source and caveats.

    To use it, install the `plot` extra: `pip install "peel-data[plot]"`.

    Args:
        target: `"Figure 1"` to `"Figure 7"`, `"force in numbers"` or one of its panels, or `"judgments"`; a table
            of figures or its name; rows of a table; figures; or the id of a figure.
        area: The area to show beside England and Wales.
        edition: The edition of the figures; for a report, the latest by default.

    Returns:
        An Altair chart. You can display it in a notebook, or write it without a browser with
        `.save("rates.svg")` and `.save("rates.png")`. If the report does not print the numbers of a chart, only the
        printed points are drawn, and the subtitle says what is missing. The axes show the units.

    Raises:
        NotFound: Nothing has that name, or there are no figures for the area.
        Ambiguous: The reports of several areas match.
        InvalidArgument: The target is a table without figures, or cannot be drawn.
        MissingExtra: Altair is not installed.

    Example:
        >>> chart = peel.plot("Figure 2", area="northamptonshire")
        >>> chart.title.text
        'Figure 2: Recorded crime and anti-social behaviour rates, 12 months to June 2015'
    """
    from peel_data.charts.page import plot

    return plot(target, area=area, edition=edition)


@suggesting
def export(
    destination: str | os.PathLike[str],
    *,
    format: ExportFormat | None = None,  # noqa: A002 - what the command line calls it
    release: str | None = None,
) -> Path:
    """Write all tables in another format, with titles, units, types and keys as the format stores them.

    Args:
        destination: The file to write or, for `parquet` and `csvw`, the folder. It must not exist yet.
        format: `parquet`, a file for each table; `sqlite` or `duckdb`, a database with keys; `xlsx` or `ods`, an
            accessible workbook; `json`, a Data Package in one file; `csvw`, CSV on the Web; `jsonld`, a
            description for data catalogues, without the rows. By default, the ending of the name decides.
        release: The version of a past release; the installed one by default.

    Returns:
        The destination. `parquet` and `duckdb` need the `export` extra. Numbers are floating-point, and `decimals`
        gives their printed precision. In `xlsx` and `ods`, they show their printed digits.

    Raises:
        InvalidArgument: There is no such format, or the destination exists or cannot be written.
        NotFound: There is no such release.
        MissingExtra: The library that writes the format is not installed.

    Example:
        >>> peel.export("peel.sqlite").name
        'peel.sqlite'
    """
    from pathlib import Path

    from peel_data.exports.writing import export

    path = Path(destination)
    export(path, format, release)
    return path


@suggesting
def at(version: str) -> Release:
    """Return the data as it was in a past release. This needs no network connection.

    Args:
        version: The version of the release, such as `1.0.0`.

    Raises:
        NotFound: There is no such release. The message lists the existing ones.

    Example:
        >>> peel.at("1.0.0").crime_rates.one(
        ...     area="northamptonshire", crime_type="sexual_offences"
        ... ).value
        Decimal('2.1')
    """
    from peel_data.figures import releases

    if not isinstance(version, str):
        raise InvalidArgument(
            f"A version is text, such as '1.0.0', not a {type(version).__name__}."
        )
    return releases.at(version)


@suggesting
def validate(
    submission: str | os.PathLike[str] | Mapping[str, pd.DataFrame | SupportsArrow],
    *,
    against: str | os.PathLike[str] | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    waivers: str | os.PathLike[str] | None = None,
    strict: bool = False,
    limits: Limits | None = None,
) -> Report:
    """Validate a submission and return a report of all findings.

    Args:
        submission: A CSV file, a folder of CSV files, a zip, an XLSX or ODS workbook, a `datapackage.json`, or
            DataFrames by table name, from pandas or a library that supports Arrow, such as polars.
        against: A folder, zip or wheel of another release to compare with; the installed release by default.
        select: The rules to run, as the beginnings of their codes: `["A", "S204"]` or `"A,S204"`.
        ignore: The rules to leave out, in the same form.
        waivers: A file `waivers.csv` with waivers.
        strict: Whether warnings count as errors.
        limits: Higher limits for your own files, such as `peel_data.readers.Limits(rows=200_000, seconds=120)`.

    Raises:
        SubmissionError: There is nothing at the path.
        InvalidArgument: The name of a frame is not that of a table, or there is no such rule.

    Example:
        >>> rates = peel.crime_rates.where(area="northamptonshire").to_pandas()
        >>> report = peel.validate({"crime_rates": rates}, ignore=["V"])
        >>> report.ok, report.records_read
        (True, 6)
    """
    from peel_data.validation.options import Options, codes
    from peel_data.validation.pipeline import validate as run

    options = Options(codes(select), codes(ignore), strict)
    return run(submission, against=against, waivers=waivers, options=options, limits=limits)

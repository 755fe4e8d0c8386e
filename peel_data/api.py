"""The public functions: each imports what it needs when it is called, so importing the package is free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

# Loaded first, so that the functions of these names, and not the folders, are what the package has.
import peel_data.figures
import peel_data.tables  # noqa: F401
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
    """Return every published number as a `Figure`, ordered by id; `.to_pandas()` makes a DataFrame.

    Args:
        area: Only figures of this area, or of any of several.
        table: Only figures of this table, or of any of several.

    Raises:
        NotFound: There is no such area or table of figures.

    Example:
        >>> len(peel.figures()), len(peel.figures(area="northamptonshire", table="crime_rates"))
        (117, 6)
    """
    from peel_data.figures import catalogue

    everything = catalogue.all_figures()
    return everything if area is table is None else everything.where(area=area, table=table)


@suggesting
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
    from peel_data.figures import catalogue

    return catalogue.by_id(figure_id)


@suggesting
def find(words: str) -> Figures:
    """Return the figures that the words describe, best first.

    Everyday and professional words are known: `asb`, `domestic violence`, `charge rate`, `crime up`; short
    names of forces, `national average`, months and years, `2014/15`, and a printed number such as `14.9`.
    Small misspellings are forgiven. Without an area, forces stand before England and Wales; without a
    time, the latest stands first. docs/searching.md explains it.

    Args:
        words: What to look for, as a person would say it.

    Raises:
        NotFound: Nothing matches, or the release has no figure of that force or subject; the message says
            which, and names words that may have been meant.
        InvalidArgument: There are no words, or none that says anything of a figure.

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
    """Return the bounds that printed figures put on something that no report prints.

    Args:
        quantity: Its name: `recorded_crimes`, `population`, `drug_activity_groups` and so on;
            `peel-data implied` lists them.
        area: The id of the area.
        period_end: The last day of its period; by default the latest for which it is bounded.
        edition: Whose figures to use; by default the latest edition that bounds it.
        assume: The optional assumptions to allow: `one_population`, `same_coverage`,
            `same_population_base`, `bounded_growth`. With none, a population is the one behind the
            crime rates.

    Returns:
        An object with `lower`, `upper`, `binding` (the figures that fix each end) and `assumptions`
        (the optional ones that were used). Every bound also rests on three standing assumptions,
        which docs/arithmetic.md explains. The bounds hold for the figures as published then: later
        files of the Office for National Statistics revise them.

    Raises:
        NotFound: No printed figure bounds a quantity of that name, area and time.
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
    """Return everything that is not printed and yet bounded from both sides by what is.

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
    """Compare the figures of a table: an area with another, or a period with another.

    Two figures are called different only where rounding alone cannot explain the difference. A
    verdict is about the printed numbers: what the report itself says stands beside it.

    Args:
        table: The table, such as `crime_rates`.
        area: The id of the area.
        to: The id of the area to compare with, in the same periods.
        category: Only this crime, outcome or organised crime type.
        measure: Only this measure, such as `outcome_rate`, of a table that has several.
        period_end: The last day of the period; all by default, but needed with `against`.
        against: The last day of the period to compare with, in the same area.
        edition: The id of one edition; all by default. Editions are never mixed.

    Returns:
        For each figure that has a counterpart, an object with `difference` and `ratio` as intervals,
        a `verdict` (`printed higher`, `printed lower`, `not distinguishable` or `no verdict`),
        `statements` (the report's own words) and `caveats`. `str` of it has all of that in words, and
        `.to_pandas()` of all of them is one DataFrame.

    Raises:
        NotFound: No table, area or pair of figures of that description.
        InvalidArgument: Not exactly one of `to` and `against`; or the two differ in unit.

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
    """Draw figures: a force beside England and Wales, what rounding allows as whiskers, source and caveats.

    Needs the extra `plot`: `pip install "peel-data[plot]"`.

    Args:
        target: `"Figure 1"` to `"Figure 7"`, `"force in numbers"` or one of its panels, `"judgments"`; a table
            of figures or its name, rows of it, figures, or the id of a figure.
        area: Only this area, beside England and Wales.
        edition: Only figures of this edition; of a report, the latest by default.

    Returns:
        An Altair chart: a notebook shows it, `.save("rates.svg")` and `.save("rates.png")` write it without
        a browser. Of a chart whose numbers a report does not print, only the printed points are drawn, and
        its subtitle says what is missing. Units are at the axes.

    Raises:
        NotFound: Nothing has that name, or it has no figures of that area.
        Ambiguous: Reports of several areas have one.
        InvalidArgument: A table without figures, or something else that cannot be drawn.
        MissingExtra: Altair is not installed.

    Example:
        >>> chart = peel.plot("Figure 2")
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
    """Write all tables in another format, with titles, units, types and keys in that format's own way.

    Args:
        destination: Where there is nothing yet: a file, or for `parquet` and `csvw` a folder.
        format: `parquet`, a file a table; `sqlite` or `duckdb`, a database with keys; `xlsx` or `ods`, an
            accessible workbook; `json`, a Data Package in one file; `csvw`, CSV on the Web; `jsonld`, a
            description for data catalogues, without the rows. By default the one the name ends in.
        release: The version of a past release; the installed one by default.

    Returns:
        The destination. `parquet` and `duckdb` need the extra `export`. Numbers are floating-point numbers,
        which `decimals` says how to print; in `xlsx` and `ods` they show their printed digits.

    Raises:
        InvalidArgument: No such format; or the destination is there already or cannot be written.
        NotFound: No such release.
        MissingExtra: What writes the format is not installed.

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
    """Return the data as it stood in a past release, from the installed package alone.

    Args:
        version: Such as `1.0.0`.

    Raises:
        NotFound: There is no such release; the message lists those that there are.

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
    """Validate a submission and return everything that can be said of it in one report.

    Args:
        submission: A CSV file, a folder of them, a zip, an XLSX or ODS workbook, a `datapackage.json`, or
            DataFrames by table name: of pandas, or of a library that speaks Arrow, such as polars.
        against: A folder, zip or wheel of another release to hold it against; None is the installed one.
        select: Only rules whose code begins with one of these, such as `["A", "S204"]` or `"A,S204"`.
        ignore: No rules whose code begins with one of these.
        waivers: A `waivers.csv` beside the submission.
        strict: Whether warnings stand against it, too.
        limits: `peel_data.readers.Limits(rows=200_000, seconds=120)`, say, allows files of your own more.

    Raises:
        SubmissionError: There is nothing at the path.
        InvalidArgument: A frame has the name of no table, or no rule has such a code.

    Example:
        >>> report = peel.validate({"crime_rates": peel.crime_rates.to_pandas()}, ignore=["V"])
        >>> report.ok, report.records_read
        (True, 12)
    """
    from peel_data.validation.options import Options, codes
    from peel_data.validation.pipeline import validate as run

    options = Options(codes(select), codes(ignore), strict)
    return run(submission, against=against, waivers=waivers, options=options, limits=limits)

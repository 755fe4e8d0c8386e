"""Answers that can be quoted: each number as it is printed, with its citation and its caveats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from peel_data import api
from peel_data.arithmetic.identities import STANDING
from peel_data.errors import NotFound
from peel_data.tables import formatting, records
from peel_data.tables.lookup import area_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.arithmetic.compare import Comparison
    from peel_data.arithmetic.implied import Implied
    from peel_data.figures.figure import Figure

LISTED = 10
"""So many figures a search answers with unless told otherwise."""


@dataclass(frozen=True)
class FigureAnswer:
    """A published number.

    Attributes:
        figure_id: The key of the figure.
        quote: The figure in one line: what, how much, where, when.
        title: What it is.
        value: The value, at its printed precision; a fall is negative.
        unit: The unit in words.
        qualifier: How the report states it: exact, about, at_least, over or almost.
        area: The area, with what it leaves out.
        period: The period in words; for a change also what it is measured from.
        least: The least true value that was rounded to what is printed; empty is open.
        greatest: The greatest; empty is open.
        printed: Every place where it is printed, with the words that stand there.
        citation: A sentence to cite it by.
        caveats: What a reader must know besides.
    """

    figure_id: str
    quote: str
    title: str
    value: str
    unit: str
    qualifier: str
    area: str
    period: str
    least: str
    greatest: str
    printed: list[str]
    citation: str
    caveats: list[str]


@dataclass(frozen=True)
class FoundAnswer:
    """Figures that words describe.

    Attributes:
        figures: The best matches, best first.
        others: How many more there are.
    """

    figures: list[FigureAnswer]
    others: int


@dataclass(frozen=True)
class CitationAnswer:
    """A figure cited.

    Attributes:
        figure_id: The key of the figure.
        citation: The citation, in the style asked for.
        caveats: What a reader must know besides.
    """

    figure_id: str
    citation: str
    caveats: list[str]


@dataclass(frozen=True)
class ComparisonAnswer:
    """Two figures compared by what rounding allows.

    Attributes:
        first: The figure that is compared.
        second: The figure it is compared with.
        verdict: Which is printed higher; or that rounding alone could explain the difference.
        in_words: Both figures, the verdict, the report's own words and all reservations.
        difference_least: The least that the first may exceed the second by; empty is open.
        difference_greatest: The greatest; empty is open.
        difference_unit: The unit of the difference.
        report_says: What the report itself says of the two, in its words.
        caveats: What limits the comparison, and the notes of both figures.
    """

    first: FigureAnswer
    second: FigureAnswer
    verdict: str
    in_words: str
    difference_least: str
    difference_greatest: str
    difference_unit: str
    report_says: list[str]
    caveats: list[str]


@dataclass(frozen=True)
class ImpliedAnswer:
    """Bounds on a number that no report prints.

    Attributes:
        quantity: What is bounded.
        quote: The bounds in one line, which says that they are implied and not printed.
        area: The area.
        period: The period in words.
        at_least: The least it can be.
        at_most: The most it can be; None when nothing limits it.
        fixed_by: The printed figures that fix each end.
        caveats: What the bounds rest on.
    """

    quantity: str
    quote: str
    area: str
    period: str
    at_least: int
    at_most: int | None
    fixed_by: list[str]
    caveats: list[str]


def find(words: str, limit: int = LISTED) -> FoundAnswer:
    """Return the figures that words describe, best first.

    Raises:
        NotFound: Nothing matches.
        InvalidArgument: There are no words.
    """
    found = api.find(words)
    most = max(1, limit)
    return FoundAnswer([_figure(each) for each in found[:most]], max(0, len(found) - most))


def figure(figure_id: str) -> FigureAnswer:
    """Return the figure of an id.

    Raises:
        NotFound: There is none.
    """
    return _figure(api.figure(figure_id))


def cite(figure_id: str, style: str = "text") -> CitationAnswer:
    """Return a citation of a figure, as `text`, `long`, `bibtex` or `csl-json`.

    Raises:
        NotFound: There is no such figure.
        InvalidArgument: There is no such style.
    """
    cited = api.figure(figure_id)
    return CitationAnswer(cited.id, cited.cite(cast("Any", style)), _caveats(cited))


def compare(
    table: str,
    area: str,
    *,
    to: str | None = None,
    category: str | None = None,
    measure: str | None = None,
    period_end: str | None = None,
    against: str | None = None,
) -> list[ComparisonAnswer]:
    """Compare the figures of a table: an area with another, or a period with another.

    Raises:
        NotFound: No table, area or pair of figures of that description.
        InvalidArgument: Not exactly one of `to` and `against`.
    """
    found = api.compare(
        cast("Any", table),
        area=area_id(area),
        to=None if to is None else area_id(to),
        category=cast("Any", category),
        measure=measure,
        period_end=period_end,
        against=against,
    )
    return [_comparison(each) for each in found]


def implied(
    area: str,
    quantity: str | None = None,
    *,
    period_end: str | None = None,
    assume: Sequence[str] = api.ONE_POPULATION,
) -> list[ImpliedAnswer]:
    """Return the bounds that printed figures put on what no report prints.

    Args:
        area: The area.
        quantity: Only this, such as `recorded_crimes`; everything that is bounded by default.
        period_end: The last day of its period; by default the latest, or all where no quantity is given.
        assume: The optional assumptions to allow.

    Raises:
        NotFound: No printed figure bounds it.
        InvalidArgument: There is no such assumption.
    """
    where, granted = area_id(area), cast("Any", tuple(assume))
    if quantity is not None:
        one = api.implied(cast("Any", quantity), area=where, period_end=period_end, assume=granted)
        return [_implied(one)]
    found = [
        _implied(each)
        for each in api.implied_quantities(area=where, assume=granted)
        if period_end in {None, f"{each.period_end}"}
    ]
    if not found:
        raise NotFound(f"No printed figure of {where} bounds anything for {period_end}.")
    return found


def _figure(given: Figure) -> FigureAnswer:
    return FigureAnswer(
        figure_id=given.id,
        quote=f"{given}",
        title=given.title,
        value=f"{given.value}",
        unit=_units()[given.unit],
        qualifier=given.qualifier,
        area=formatting.where(given),
        period=formatting.change(given),
        least="" if given.lower is None else f"{given.lower}",
        greatest="" if given.upper is None else f"{given.upper}",
        printed=[f"“{each.printed}” in {each.locator}" for each in given.citations],
        citation=given.cite(),
        caveats=_caveats(given),
    )


@cache
def _units() -> dict[str, str]:
    return {record["id"]: record["title"] for record in records.read("units")}


def _caveats(given: Figure) -> list[str]:
    found = [f"{note}" for note in given.notes]
    if given.coverage:
        found.append(f"The area here is {formatting.where(given)}.")
    if given.derivation != "printed":
        tokens = " and ".join(dict.fromkeys(f"“{each.printed}”" for each in given.citations))
        found.append(f"The report prints no number here: it says {tokens}.")
    if given.data_source_basis == "inferred":
        found.append("The report does not state the source of this figure; it is inferred.")
    return found


def _comparison(given: Comparison[Figure]) -> ComparisonAnswer:
    least, greatest = given.difference.ends(12)
    return ComparisonAnswer(
        first=_figure(given.first),
        second=_figure(given.second),
        verdict=given.in_words,
        in_words=f"{given}",
        difference_least=least or "",
        difference_greatest=greatest or "",
        difference_unit=given.difference_unit or _units()[given.first.unit],
        report_says=[f"{each}" for each in given.statements],
        caveats=[*given.withheld, *given.caveats],
    )


def _implied(given: Implied[Figure]) -> ImpliedAnswer:
    fixing = dict.fromkeys((*given.binding.lower, *given.binding.upper))
    return ImpliedAnswer(
        quantity=given.quantity,
        quote=f"Implied by printed figures, not printed itself: {given}",
        area=formatting.area_name(given.area, given.coverage),
        period=given.when,
        at_least=given.lower,
        at_most=given.upper,
        fixed_by=[f"{each}" for each in fixing],
        caveats=[
            *(f"Assumed: {each.statement}" for each in given.assumptions),
            *STANDING.values(),
            "The bounds hold for the figures as published then, not for later revisions.",
        ],
    )

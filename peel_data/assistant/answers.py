"""Answers that can be quoted: each number as it is printed, with its citation and its caveats.

What the functions and their arguments say of themselves is what an assistant reads of its tools.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from pydantic import Field

from peel_data import api
from peel_data.arithmetic.identities import STANDING
from peel_data.errors import NotFound
from peel_data.tables import formatting
from peel_data.tables.lookup import area_id

if TYPE_CHECKING:
    from peel_data.arithmetic.compare import Comparison
    from peel_data.arithmetic.implied import Implied
    from peel_data.figures.figure import Figure

LISTED = 10
"""So many figures a search answers with unless told otherwise."""

Area = Annotated[str, Field(description="An area by id, name or ONS code: northamptonshire.")]
FigureId = Annotated[str, Field(description="The figure_id of a figure, as `find` gives it.")]
Day = Annotated[str | None, Field(description="A date as YYYY-MM-DD.")]
Style = Literal["text", "long", "bibtex", "csl-json"]


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


def find(
    words: Annotated[
        str,
        Field(description="What to look for: charge rate northamptonshire, asb 2014, crime up."),
    ],
    limit: Annotated[int, Field(description="The most figures to return.", ge=1, le=50)] = LISTED,
) -> FoundAnswer:
    """Find published figures by words. Start here: the other tools take the figure_id of what it finds."""
    found = api.find(words)
    return FoundAnswer([_figure(each) for each in found[:limit]], max(0, len(found) - limit))


def figure(figure_id: FigureId) -> FigureAnswer:
    """Return one published figure: value, unit, rounding interval, places of printing, citation, caveats."""
    return _figure(api.figure(figure_id))


def cite(figure_id: FigureId, style: Style = "text") -> CitationAnswer:
    """Return a citation of a figure: a sentence, everything that bears on it, BibTeX or CSL-JSON."""
    cited = api.figure(figure_id)
    return CitationAnswer(cited.id, cited.cite(style), _caveats(cited))


def compare(
    table: Annotated[str, Field(description="The table, such as crime_rates or crime_outcomes.")],
    area: Area,
    to: Annotated[
        str | None, Field(description="The area to compare with; or give `against`.")
    ] = None,
    category: Annotated[
        str | None, Field(description="Only this crime, outcome or organised crime type.")
    ] = None,
    measure: Annotated[str | None, Field(description="Only this measure: outcome_rate.")] = None,
    period_end: Day = None,
    against: Annotated[
        str | None,
        Field(description="The last day of the period to compare with, in the same area."),
    ] = None,
) -> list[ComparisonAnswer]:
    """Tell whether figures differ by more than rounding can explain, beside what the report says of them."""
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
    area: Area,
    quantity: Annotated[
        str | None, Field(description="Only this: recorded_crimes, population ...")
    ] = None,
    period_end: Day = None,
) -> list[ImpliedAnswer]:
    """Bound numbers that no report prints by those that they do: recorded crimes, population, groups."""
    where = area_id(area)
    if quantity is not None:
        return [_implied(api.implied(cast("Any", quantity), area=where, period_end=period_end))]
    found = [
        _implied(each)
        for each in api.implied_quantities(area=where)
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
        unit=formatting.called("units")[given.unit],
        qualifier=given.qualifier,
        area=formatting.where(given),
        period=formatting.change(given),
        least="" if given.lower is None else f"{given.lower}",
        greatest="" if given.upper is None else f"{given.upper}",
        printed=[f"“{each.printed}” in {each.locator}" for each in given.citations],
        citation=given.cite(),
        caveats=_caveats(given),
    )


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
        difference_unit=given.difference_unit or formatting.called("units")[given.first.unit],
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

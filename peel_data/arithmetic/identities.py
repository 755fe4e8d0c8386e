"""What must hold between printed figures, declared once and as data.

Each row can be held against the report. Inference (`implied`) and the search for contradictions
(`conflicts`) both read these rows, and neither knows any other.

Never claimed, because it need not be so: that outcomes are no more than crimes, that outcome rates
sum to 100 (the report lists some outcomes only), or anything between years ending in March and in
June.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, Self, TypeAlias

from peel_data.arithmetic.arguments import no_such
from peel_data.errors import InvalidArgument

if TYPE_CHECKING:
    from collections.abc import Iterable


class Assumption(StrEnum):
    """An optional assumption, which the report does not state.

    Every bound also rests on the three assumptions of `STANDING`. Each member equals its name
    (`Assumption.ONE_POPULATION == "one_population"`). `statement` gives the assumption in words, and
    `reason` the reasons for and against it.
    """

    statement: str
    reason: str

    def __new__(cls, value: str, statement: str, reason: str) -> Self:
        """Give the name its words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.statement = statement
        member.reason = reason
        return member

    ONE_POPULATION = (
        "one_population",
        "One population estimate is behind the crime, incident and group rates of an area at a date.",
        (
            "The report names no estimate. Northamptonshire's three rates at June 2015 imply "
            "populations that overlap, which does not contradict it and does not prove it. For "
            "England and Wales only the crime rate implies a population, so nothing tests it."
        ),
    )
    SAME_COVERAGE = (
        "same_coverage",
        "Figures of England and Wales cover the same forces wherever the report does not say which.",
        (
            "Not printed: whether 74.7 groups per million includes the City of London or the "
            "Metropolitan Police. Without the latter, the number of groups would be some 15 percent "
            "lower."
        ),
    )
    SAME_POPULATION_BASE = (
        "same_population_base",
        "The rates of successive years in one report are worked out on the same population.",
        "Some reports do so; where each year has its own estimate, it is wrong by a year's growth.",
    )
    BOUNDED_GROWTH = (
        "bounded_growth",
        "From one year to the next, an area's population moves by no more than 3 percent.",
        "Police force areas seldom move by 2 percent in a year; the City of London may.",
    )


AssumptionName: TypeAlias = Literal[
    "bounded_growth", "one_population", "same_coverage", "same_population_base"
]
"""The names of the optional assumptions."""


def assumptions(names: Iterable[str]) -> frozenset[Assumption]:
    """Return the assumptions of these names.

    Raises:
        InvalidArgument: There is no assumption of a name.
    """
    known = list(Assumption)
    names = (names,) if isinstance(names, str) else tuple(names)
    for name in names:
        if name not in known:
            raise InvalidArgument(no_such("assumption", name, known))
    return frozenset(a for a in Assumption if a in names)


DEFAULT: Final = frozenset({Assumption.ONE_POPULATION})
"""Assumed unless told otherwise: figures of one area test it, and the report's do not contradict it."""

STANDING: Final = {
    "rounding_to_nearest": "Every printed number is rounded to the nearest, never cut off.",
    "one_vintage": "The crimes recorded in a period are one count behind its rates, changes and "
    "outcomes, of one vintage and nationally of the same forces, though the report names three sources.",
    "one_unrounded_value": "A figure that is printed twice, as +4.5% and “4 percent”, is rounded "
    "from one unrounded value.",
}
"""What every bound rests on, whatever else is assumed. None of it is printed, and none optional."""

GROWTH_PER_YEAR: Final = Fraction(3, 100)

CRIMES: Final = {
    "all_excluding_fraud": "recorded_crimes",
    "victim_based": "victim_based_crimes",
    "assault_with_injury": "assaults_with_injury",
    "burglary_in_a_dwelling": "burglaries_in_a_dwelling",
}
"""How crimes of a type are called when counted, where that is not the type's own id."""


@dataclass(frozen=True, slots=True)
class Count:
    """A printed count is the quantity itself."""

    name: str
    relation: str
    source: str
    measure: str
    quantity: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """A printed figure is `scale` x numerator / denominator + `offset`, of one period and coverage.

    Attributes:
        name: What the identity is called.
        relation: The identity in words.
        source: Where the report says so.
        measure: The measure of the printed figure.
        unit: Its unit.
        scale: What the quotient is multiplied by.
        numerator: The quantity above the line; `{crimes}` and `{category}` stand for the figure's.
        denominator: The quantity below it.
        offset: What is added: -100 makes a ratio in percent a change.
        earlier: Whether the denominator belongs to the baseline period.
        share: Whether the numerator is a part of the denominator, so that it cannot be greater.
        every_force: Whether a national figure is taken to count every force, as outcomes do by the
            report's word and recorded crime by `STANDING`. Of others, it takes `SAME_COVERAGE` to
            hold one national figure against another.
    """

    name: str
    relation: str
    source: str
    measure: str
    unit: str
    scale: int
    numerator: str
    denominator: str
    offset: int = 0
    earlier: bool = False
    share: bool = False
    every_force: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """Parts of a whole, in counts and in rates of one unit: no part is greater than the whole.

    Attributes:
        name: What the identity is called.
        relation: The identity in words.
        source: Where the report says so.
        measure: The measure whose printed rates it holds for.
        counts: The quantities it holds for; `{crimes}` and `{category}` stand for a category's.
        whole: The category that is the whole.
        parts: The categories that are its parts.
        disjoint: Whether the parts make up the whole when all are known, and are no more than it
            together when some are; otherwise only each by itself is no more than the whole.
    """

    name: str
    relation: str
    source: str
    measure: str
    counts: str
    whole: str
    parts: tuple[str, ...]
    disjoint: bool


Identity: TypeAlias = Count | Ratio | Whole

IDENTITIES: Final[tuple[Identity, ...]] = (
    Count(
        name="outcomes",
        relation="outcomes of a type, as printed",
        source="Figure 4",
        measure="outcome_number",
        quantity="{category}_outcomes",
    ),
    Count(
        name="anti-social behaviour incidents",
        relation="incidents recorded in the period, as printed",
        source="text to Figure 2",
        measure="anti_social_behaviour_incidents",
        quantity="anti_social_behaviour_incidents",
    ),
    Count(
        name="organised crime groups",
        relation="groups at the date, as printed",
        source="text to Figure 6",
        measure="organised_crime_groups",
        quantity="organised_crime_groups",
    ),
    Count(
        name="recorded crimes",
        relation="crimes recorded in the period, as supplied beside the rates",
        source="supplied with a submission",
        measure="recorded_crimes",
        quantity="{crimes}",
    ),
    Count(
        name="population",
        relation="the population behind the rates, as supplied beside them",
        source="supplied with a submission",
        measure="population",
        quantity="population",
    ),
    Ratio(
        name="outcome rate",
        relation="outcome rate = 100 x outcomes of the type / crimes recorded in the same period",
        source="Figure 4, note 10",
        measure="outcome_rate",
        unit="percent_of_recorded_crime",
        scale=100,
        numerator="{category}_outcomes",
        denominator="recorded_crimes",
        every_force=True,
    ),
    Ratio(
        name="crime rate",
        relation="crime rate = 1,000 x crimes recorded / population",
        source="Figures 1 and 2",
        measure="crime_rate",
        unit="per_1000_population",
        scale=1_000,
        numerator="{crimes}",
        denominator="population",
        every_force=True,
    ),
    Ratio(
        name="crime rate of households",
        relation="burglary rate = 1,000 x burglaries recorded / households",
        source="Figure 2, note",
        measure="crime_rate",
        unit="per_1000_households",
        scale=1_000,
        numerator="{crimes}",
        denominator="households",
        every_force=True,
    ),
    Ratio(
        name="anti-social behaviour rate",
        relation="incident rate = 1,000 x anti-social behaviour incidents / population",
        source="Figure 2",
        measure="anti_social_behaviour_rate",
        unit="per_1000_population",
        scale=1_000,
        numerator="anti_social_behaviour_incidents",
        denominator="population",
    ),
    Ratio(
        name="organised crime group rate",
        relation="group rate = 1,000,000 x organised crime groups / population",
        source="Figure 6",
        measure="organised_crime_group_rate",
        unit="per_million_population",
        scale=1_000_000,
        numerator="organised_crime_groups",
        denominator="population",
    ),
    Ratio(
        name="organised crime group share",
        relation="share = 100 x groups of the type / all groups, of the same coverage",
        source="Figure 7",
        measure="organised_crime_group_share",
        unit="percent_of_groups",
        scale=100,
        numerator="{category}_groups",
        denominator="organised_crime_groups",
        share=True,
    ),
    Ratio(
        name="domestic abuse share",
        relation="share = 100 x crimes of domestic abuse / crimes recorded in the same period",
        source="Force in numbers: Domestic abuse",
        measure="domestic_abuse_share",
        unit="percent_of_recorded_crime",
        scale=100,
        numerator="domestic_abuse_crimes",
        denominator="recorded_crimes",
        share=True,
    ),
    Ratio(
        name="crime change",
        relation="change = 100 x (crimes recorded / crimes recorded in the earlier period - 1)",
        source="Force in numbers: Crime; text to Figure 1",
        measure="crime_change",
        unit="percent_change",
        scale=100,
        numerator="{crimes}",
        denominator="{crimes}",
        offset=-100,
        earlier=True,
        every_force=True,
    ),
    Ratio(
        name="anti-social behaviour change",
        relation="change = 100 x (incidents / incidents in the earlier period - 1)",
        source="Figure 3; text to Figure 2",
        measure="anti_social_behaviour_change",
        unit="percent_change",
        scale=100,
        numerator="anti_social_behaviour_incidents",
        denominator="anti_social_behaviour_incidents",
        offset=-100,
        earlier=True,
    ),
    Whole(
        name="formal out-of-court outcomes",
        relation="cautions of youths and of adults and penalty notices sum to formal outcomes",
        source="Figure 4",
        measure="outcome_rate",
        counts="{category}_outcomes",
        whole="out_of_court_formal",
        parts=("caution_youths", "caution_adults", "penalty_notices_for_disorder"),
        disjoint=True,
    ),
    Whole(
        name="informal out-of-court outcomes",
        relation="cannabis and khat warnings and community resolutions sum to informal outcomes",
        source="Figure 4",
        measure="outcome_rate",
        counts="{category}_outcomes",
        whole="out_of_court_informal",
        parts=("cannabis_khat_warning", "community_resolution"),
        disjoint=True,
    ),
    Whole(
        name="victim-based crime within all crime",
        relation="victim-based crime is no more than all recorded crime",
        source="text to Figure 1",
        measure="crime_rate",
        counts="{crimes}",
        whole="all_excluding_fraud",
        parts=("victim_based",),
        disjoint=False,
    ),
    Whole(
        name="types of victim-based crime",
        relation="sexual offences, assaults with injury and burglaries are each victim-based crime",
        source="Figure 2",
        measure="crime_rate",
        counts="{crimes}",
        whole="victim_based",
        parts=("sexual_offences", "assault_with_injury", "burglary_in_a_dwelling"),
        disjoint=False,
    ),
)


def quantity_name(template: str, category: str | None) -> str:
    """Return the name of the quantity that a template means for a category."""
    kind = category or "all_excluding_fraud"
    return template.format(crimes=CRIMES.get(kind, kind), category=category)

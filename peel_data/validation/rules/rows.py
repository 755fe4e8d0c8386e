"""R3xx: the cells of a row taken together. The row models decide; these rules explain what they say."""

from __future__ import annotations

from peel_data.rule import Rule


class RowRule(Rule):
    """A rule that a row model carries out."""

    requires = ("S202", "S203", "S204", "S205", "S206", "S207", "S208")


class NoValue(RowRule):
    code = "R301"
    title = "There is no value, but the status says it is published"
    explanation = (
        "Fill in the value, or change the status to what is the case, such as `not_supplied`."
    )
    bad = "value: (empty)   status: published"
    good = "value: 8.0   status: published"


class ValueWithoutPublication(RowRule):
    code = "R302"
    title = "There is a value, but the status says there is none"
    explanation = (
        "One of the two is left over from a correction. Change the status to `published`, or empty "
        "the value."
    )
    bad = "value: 8.0   status: suppressed"
    good = "value: 8.0   status: published"


class NoPrecision(RowRule):
    code = "R303"
    title = "There is a value without its printed precision"
    explanation = (
        "`decimals` says how many decimals the figure is published with; without it, nothing can "
        "be said about rounding. Whole numbers have 0."
    )
    bad = "value: 8.0   decimals: (empty)"
    good = "value: 8.0   decimals: 1"


class TooFine(RowRule):
    code = "R304"
    title = "The value has more digits than its printed precision allows"
    explanation = (
        "Round the value, or correct the decimals; both together must say how the figure is "
        "published."
    )
    bad = "value: 14.93   decimals: 1"
    good = "value: 14.9   decimals: 1"


class ImpossibleValue(RowRule):
    code = "R305"
    title = "The unit cannot have that value"
    explanation = (
        "Only changes can be negative, none can fall by more than 100 percent, and no share of a "
        "whole can pass 100 percent. Outcome rates are ratios and may."
    )
    bad = "value: -8.0   unit: per_1000_population"
    good = "value: 8.0   unit: per_1000_population"


class WrongDenominator(RowRule):
    code = "R306"
    title = "Unit and denominator do not belong together"
    explanation = (
        "A rate per 1,000 population divides by the population, and burglary in a dwelling by "
        "households."
    )
    bad = "crime_type: burglary_in_a_dwelling   unit: per_1000_population"
    good = (
        "crime_type: burglary_in_a_dwelling   unit: per_1000_households   denominator: households"
    )


class NotTwelveMonths(RowRule):
    code = "R307"
    title = "The period is not twelve months"
    explanation = "It begins on the day after the same date of the year before."
    bad = "period_start: 2015-06-30   period_end: 2016-06-30"
    good = "period_start: 2015-07-01   period_end: 2016-06-30"


class NotAMoment(RowRule):
    code = "R308"
    title = "A figure of a moment has a period start"
    explanation = (
        "Organised crime groups are counted at a moment: the period end says when, and the start "
        "stays empty."
    )
    bad = "period_start: 2015-07-01   period_end: 2016-06-30   (organised_crime_group_rates)"
    good = "period_start: (empty)   period_end: 2016-06-30"


class BaselineNotBefore(RowRule):
    code = "R309"
    title = "The baseline of a change does not lie before its period"
    explanation = (
        "A change is measured from an earlier twelve months. Baseline and period may have been "
        "swapped."
    )
    bad = "period_end: 2015-06-30   baseline_end: 2016-06-30"
    good = "period_end: 2016-06-30   baseline_end: 2015-06-30"


class MonthsOutOfOrder(RowRule):
    code = "R310"
    title = "The months of an inspection are out of order"
    explanation = (
        "It ends after it begins and before its judgment is published, and both months are given "
        "or neither."
    )
    bad = "inspected_from: 2016-11   inspected_to: 2016-09"
    good = "inspected_from: 2016-09   inspected_to: 2016-11"


class NoFraction(RowRule):
    code = "R311"
    title = "Numerator and denominator make no fraction of a whole"
    explanation = "Both are given or neither, and the numerator is no greater."
    bad = "numerator: 3   denominator: 2"
    good = "numerator: 2   denominator: 3"


class WrongMembers(RowRule):
    code = "R312"
    title = "An area's members do not fit its kind"
    explanation = "One force has no members; a combination of forces and the nation have them."
    bad = "id: kent   kind: force   members: kent essex"
    good = "id: kent   kind: force   members: (empty)"


class DoesNotFit(RowRule):
    code = "R399"
    title = "The row does not fit its model"
    explanation = (
        "The schema lets it pass and the row model does not: a fault of this package rather than "
        "of the row. Please report it."
    )
    bad = "(none is known)"
    good = "(any row)"


RULES: tuple[type[Rule], ...] = (
    NoValue,
    ValueWithoutPublication,
    NoPrecision,
    TooFine,
    ImpossibleValue,
    WrongDenominator,
    NotTwelveMonths,
    NotAMoment,
    BaselineNotBefore,
    MonthsOutOfOrder,
    NoFraction,
    WrongMembers,
    DoesNotFit,
)

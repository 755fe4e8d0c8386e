"""R3xx: the cells of a row taken together. The row models decide; these rules explain what they say."""

from __future__ import annotations

from peel_data.validation.rules.base import Rule


class RowRule(Rule):
    """A rule that a row model carries out."""

    requires = ("S202", "S203", "S204", "S205", "S206", "S207", "S208")


class NoValue(RowRule):
    """There is no value, but the status says it is published.

    Fill in the value, or change the status to what is the case, such as `not_supplied`.
    """

    code = "R301"
    bad = "value: (empty)   status: published"
    good = "value: 8.0   status: published"


class ValueWithoutPublication(RowRule):
    """There is a value, but the status says there is none.

    One of the two is left over from a correction. Change the status to `published`, or empty the value.
    """

    code = "R302"
    bad = "value: 8.0   status: suppressed"
    good = "value: 8.0   status: published"


class NoPrecision(RowRule):
    """There is a value without its printed precision.

    `decimals` says how many decimals the figure is published with; without it, nothing can be said about
    rounding. Whole numbers have 0.
    """

    code = "R303"
    bad = "value: 8.0   decimals: (empty)"
    good = "value: 8.0   decimals: 1"


class TooFine(RowRule):
    """The value has more digits than its printed precision allows.

    Round the value, or correct the decimals; both together must say how the figure is published.
    """

    code = "R304"
    bad = "value: 14.93   decimals: 1"
    good = "value: 14.9   decimals: 1"


class ImpossibleValue(RowRule):
    """The unit cannot have that value.

    Only changes can be negative, none can fall by more than 100 percent, and no share of a whole can pass
    100 percent. Outcome rates are ratios and may.
    """

    code = "R305"
    bad = "value: -8.0   unit: per_1000_population"
    good = "value: 8.0   unit: per_1000_population"


class WrongDenominator(RowRule):
    """Unit and denominator do not belong together.

    A rate per 1,000 population divides by the population, and burglary in a dwelling by households.
    """

    code = "R306"
    bad = "crime_type: burglary_in_a_dwelling   unit: per_1000_population"
    good = (
        "crime_type: burglary_in_a_dwelling   unit: per_1000_households   denominator: households"
    )


class NotTwelveMonths(RowRule):
    """The period is not twelve months.

    It begins on the day after the same date of the year before.
    """

    code = "R307"
    bad = "period_start: 2015-06-30   period_end: 2016-06-30"
    good = "period_start: 2015-07-01   period_end: 2016-06-30"


class NotAMoment(RowRule):
    """A figure of a moment has a period start.

    Organised crime groups are counted at a moment: the period end says when, and the start stays empty.
    """

    code = "R308"
    bad = "period_start: 2015-07-01   period_end: 2016-06-30   (organised_crime_group_rates)"
    good = "period_start: (empty)   period_end: 2016-06-30"


class BaselineNotBefore(RowRule):
    """The baseline of a change does not lie before its period.

    A change is measured from an earlier twelve months. Baseline and period may have been swapped.
    """

    code = "R309"
    bad = "period_end: 2015-06-30   baseline_end: 2016-06-30"
    good = "period_end: 2016-06-30   baseline_end: 2015-06-30"


class MonthsOutOfOrder(RowRule):
    """The months of an inspection are out of order.

    It ends after it begins and before its judgment is published, and both months are given or neither.
    """

    code = "R310"
    bad = "inspected_from: 2016-11   inspected_to: 2016-09"
    good = "inspected_from: 2016-09   inspected_to: 2016-11"


class NoFraction(RowRule):
    """Numerator and denominator make no fraction of a whole.

    Both are given or neither, and the numerator is no greater.
    """

    code = "R311"
    bad = "numerator: 3   denominator: 2"
    good = "numerator: 2   denominator: 3"


class WrongMembers(RowRule):
    """An area's members do not fit its kind.

    One force has no members; a combination of forces and the nation have them.
    """

    code = "R312"
    bad = "id: kent   kind: force   members: kent essex"
    good = "id: kent   kind: force   members: (empty)"


class DoesNotFit(RowRule):
    """The row does not fit its model.

    The schema lets it pass and the row model does not: a fault of this package rather than of the row. Please
    report it.
    """

    code = "R399"
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

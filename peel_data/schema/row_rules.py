"""R3xx: the cells of a row taken together. Each rule is defined here in full: text, check, message and hint.

A rule holds for every table that has its columns, so a new table is registered nowhere. The row models
and the validation of submissions both ask `find_problems`.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING

from peel_data.schema.interval import EXACT, WHOLE, printable
from peel_data.schema.periods import ONE_DAY, year_after, year_before
from peel_data.schema.row_rule import Problem, RowRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from peel_data.schema.row_rule import Values
    from peel_data.schema.spec import TableSpec

DENOMINATORS: Mapping[str, str] = {
    "per_1000_population": "population",
    "per_million_population": "population",
    "per_1000_households": "households",
    "percent_of_groups": "organised_crime_groups",
    "percent_of_victims": "victims",
}
"""The units that leave no choice of denominator."""

SHARES = frozenset({"percent", "percent_of_groups", "percent_of_victims"})
"""The units of shares of a whole; outcome rates are ratios and may pass 100."""

PARTS_OF_CRIME = frozenset({"domestic_abuse_share"})
"""The measures that are a percentage of recorded crime and a part of it."""


class NoValue(RowRule):
    code = "R301"
    title = "There is no value, but the status says it is published"
    explanation = (
        "Fill in the value, or change the status to the one that applies, such as `not_supplied`."
    )
    bad = "value: (empty)   status: published"
    good = "value: 8.0   status: published"
    required = frozenset({"status"})
    of_values = True

    @classmethod
    def problems(cls, spec: TableSpec, row: Values) -> Iterator[Problem]:
        for column in spec.measures:
            if row["status"] == "published" and row[column] is None:
                message = "There is no value, but the status says it is published."
                expected = "a value, or a status that says why there is none"
                hint = "Fill in the figure. If there is none, set the status to not_supplied."
                yield Problem(cls, column, message, expected, (hint,))


class ValueWithoutPublication(RowRule):
    code = "R302"
    title = "There is a value, but the status says there is none"
    explanation = (
        "One of the two is probably left over from a correction. Change the status to "
        "`published`, or empty the value."
    )
    bad = "value: 8.0   status: suppressed"
    good = "value: 8.0   status: published"
    required = frozenset({"status"})
    of_values = True

    @classmethod
    def problems(cls, spec: TableSpec, row: Values) -> Iterator[Problem]:
        for column in spec.measures:
            if row["status"] != "published" and row[column] is not None:
                message = f"The status is “{row['status']}”, so there can be no value."
                yield Problem(cls, column, message, "an empty cell, or the status published")


class NoPrecision(RowRule):
    code = "R303"
    title = "There is a value without its printed precision"
    explanation = (
        "`decimals` is the number of decimals with which the figure is published. Rounding cannot "
        "be checked without it. Whole numbers have 0."
    )
    bad = "value: 8.0   decimals: (empty)"
    good = "value: 8.0   decimals: 1"
    required = frozenset({"status", "unit"})
    of_values = True

    @classmethod
    def problems(cls, spec: TableSpec, row: Values) -> Iterator[Problem]:
        for column in spec.measures:
            value, precision = row[column], spec.precision(column)
            if value is not None and row[precision] is None:
                message = f"The value {value} has no printed precision."
                expected = "the number of decimals that the value is published with"
                yield Problem(cls, precision, message, expected)


class TooFine(RowRule):
    code = "R304"
    title = "The value has more digits than its printed precision allows"
    explanation = (
        "Round the value, or correct the decimals. Together, they must give the figure as it is "
        "published."
    )
    bad = "value: 14.93   decimals: 1"
    good = "value: 14.9   decimals: 1"
    required = frozenset({"status", "unit"})
    of_values = True

    @classmethod
    def problems(cls, spec: TableSpec, row: Values) -> Iterator[Problem]:
        for column, measure in spec.measures.items():
            value, decimals = row[column], row[spec.precision(column)]
            if value is None or decimals is None or printable(value, decimals):
                continue
            if ImpossibleValue.impossible(value, spec.unit(column, row["unit"]), measure):
                continue  # said already, and rounding would not help
            places = f"{decimals} decimal{'' if decimals == 1 else 's'}"
            yield Problem(
                cls,
                column,
                f"The value {value} has more decimals than its printed precision of {places}.",
                f"a value of {places}" if decimals else "a whole number",
                tuple(cls.hints(Decimal(value), decimals, spec.unit(column, row["unit"]))),
            )

    @classmethod
    def hints(
        cls, value: Decimal, decimals: int, unit: str, *, rounded: bool = True
    ) -> Iterator[str]:
        """Yield what may have been meant; a percentage below one is more often a fraction than a small one.

        That it only has to be rounded is not yielded where `rounded` is false.
        """
        meant = EXACT.multiply(value, 100)
        if unit.startswith("percent") and abs(value) < 1 and printable(meant, decimals):
            percentage = cls._rounded(meant, decimals)
            yield f"Did you mean {percentage}? That would be a percentage given as a fraction."
        thousands = EXACT.multiply(value, 1000)
        if unit in WHOLE and decimals == 0 and value.as_tuple().exponent == -3 and abs(value) >= 1:
            yield f"Did you mean {thousands:.0f}? That would be a point that separates thousands."
            return
        if rounded:
            yield f"Rounded to its precision it would be {cls._rounded(value, decimals)}."

    @staticmethod
    def _rounded(value: Decimal, decimals: int) -> str:
        """As a publication rounds: halves away from zero."""
        rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, EXACT)
        return f"{rounded or abs(rounded):f}"


class ImpossibleValue(RowRule):
    code = "R305"
    title = "The value is impossible for its unit"
    explanation = (
        "Only changes can be negative, and none can be below -100 percent. A share of a whole "
        "cannot exceed 100 percent. Outcome rates are ratios, so they can."
    )
    bad = "value: -8.0   unit: per_1000_population"
    good = "value: 8.0   unit: per_1000_population"
    required = frozenset({"status", "unit"})
    of_values = True

    @classmethod
    def problems(cls, spec: TableSpec, row: Values) -> Iterator[Problem]:
        for column, measure in spec.measures.items():
            value, unit = row[column], spec.unit(column, row["unit"])
            if value is not None and (message := cls.impossible(value, unit, measure)):
                decimals = row[spec.precision(column)]
                positive = f"{Decimal(value):f}".removeprefix("-")
                negative = value < 0 and unit != "percent_change"
                fits = negative and (decimals is None or printable(value, decimals))
                hints = (f"Did you mean {positive}?",) if fits else ()
                yield Problem(cls, column, message, f"a value of {cls.range(unit, measure)}", hints)

    @classmethod
    def impossible(cls, value: Decimal | int, unit: str, measure: str = "") -> str:
        """Return why a unit cannot take a value; empty if it can."""
        given = f"{value}" if isinstance(value, int) else f"{value.normalize(EXACT):f}"
        if unit == "percent_change":
            if value < -100:
                return f"Nothing can fall by more than 100 percent, but this says {given}."
        elif value < 0:
            return f"Only a change can be negative, but this says {given}."
        elif unit in SHARES and value > 100:
            return f"A share of a whole cannot pass 100 percent, but this says {given}."
        elif measure in PARTS_OF_CRIME and value > 100:
            return f"Domestic abuse is a part of recorded crime, so at most 100 percent, but this says {given}."
        return ""

    @staticmethod
    def range(unit: str, measure: str) -> str:
        """Return the values that a unit can take, in words."""
        if unit == "percent_change":
            return "-100 or more"
        return "0 to 100" if unit in SHARES or measure in PARTS_OF_CRIME else "0 or more"


class WrongDenominator(RowRule):
    code = "R306"
    title = "The unit and the denominator do not match"
    explanation = (
        "A rate per 1,000 population must have the population as its denominator, and burglary in "
        "a dwelling must have households."
    )
    bad = "crime_type: burglary_in_a_dwelling   unit: per_1000_population"
    good = (
        "crime_type: burglary_in_a_dwelling   unit: per_1000_households   denominator: households"
    )
    required = frozenset({"status", "unit"})
    optional = frozenset({"denominator"})

    @classmethod
    def problems(cls, spec: TableSpec, row: Values) -> Iterator[Problem]:
        unit, crime_type = row["unit"], row.get("crime_type")
        if crime_type and unit.startswith("per_1000_"):
            base = "households" if crime_type == "burglary_in_a_dwelling" else "population"
            if unit != f"per_1000_{base}":  # a wrong unit asks for a wrong denominator
                crime = crime_type.replace("_", " ")
                message = f"The rate of {crime} is per 1,000 {base}, but this says “{unit}”."
                yield Problem(cls, "unit", message, f"per_1000_{base}")
                return
        expected = DENOMINATORS.get(unit)
        if expected and row["denominator"] != expected:
            given = f"“{row['denominator']}”" if row["denominator"] else "empty"
            message = f"The unit is “{unit}”, so the denominator is “{expected}”, not {given}."
            yield Problem(cls, "denominator", message, expected)


class NotTwelveMonths(RowRule):
    code = "R307"
    title = "The period is not twelve months"
    explanation = "The period must begin on the day after the same date of the year before."
    bad = "period_start: 2015-06-30   period_end: 2016-06-30"
    good = "period_start: 2015-07-01   period_end: 2016-06-30"
    required = frozenset({"status", "period_start", "period_end"})

    @classmethod
    def problems(cls, spec: TableSpec, row: Values) -> Iterator[Problem]:
        for name in ("period", "baseline"):
            start, end = row.get(f"{name}_start"), row.get(f"{name}_end")
            if start is None or end is None:
                continue
            expected, meant = year_before(end) + ONE_DAY, year_after(start)
            if end.year < start.year - 50 and meant:  # a year alone, which a program made a date of
                yield Problem(cls, f"{name}_end", f"The {name} ends on {end}, long before it begins on {start}.",
                    str(meant), (f"If it begins on {start}, it ends on {meant}: type that.",))  # fmt: skip
            elif start != expected:
                yield Problem(
                    cls,
                    f"{name}_start",
                    f"The {name} must be 12 months: one that ends on {end} begins on {expected}, not on {start}.",
                    str(expected),
                    (f"If it begins on {start}, it ends on {meant}.",) if meant else (),
                )


class NotAMoment(RowRule):
    code = "R308"
    title = "A figure for a point in time has a period start"
    explanation = (
        "Organised crime groups are counted at a point in time. Give it as the period end, and "
        "leave the start empty."
    )
    bad = "period_start: 2015-07-01   period_end: 2016-06-30   (organised_crime_group_rates)"
    good = "period_start: (empty)   period_end: 2016-06-30"
    required = frozenset({"status", "period_end"})
    optional = frozenset({"period_start"})

    @classmethod
    def problems(cls, spec: TableSpec, row: Values) -> Iterator[Problem]:
        if row["period_start"] is not None:
            message = "The figure is for a single moment, so leave the period start empty."
            yield Problem(cls, "period_start", message, "an empty cell")


class BaselineNotBefore(RowRule):
    code = "R309"
    title = "The baseline of a change is not before its period"
    explanation = (
        "A change is measured from an earlier twelve months. The baseline and the period may be "
        "swapped."
    )
    bad = "period_end: 2015-06-30   baseline_end: 2016-06-30"
    good = "period_end: 2016-06-30   baseline_end: 2015-06-30"
    required = frozenset({"status", "period_end", "baseline_end"})

    @classmethod
    def problems(cls, spec: TableSpec, row: Values) -> Iterator[Problem]:
        baseline, period = row["baseline_end"], row["period_end"]
        if baseline >= period:
            message = (
                f"The baseline ends on {baseline}, which is not before the period's end, {period}."
            )
            hint = "Period and baseline may have been swapped."
            yield Problem(cls, "baseline_end", message, f"a date before {period}", (hint,))


class MonthsOutOfOrder(RowRule):
    code = "R310"
    title = "The months of an inspection are out of order"
    explanation = (
        "An inspection must end after it begins, and before its judgment is published. Give both "
        "months or neither."
    )
    bad = "inspected_from: 2016-11   inspected_to: 2016-09"
    good = "inspected_from: 2016-09   inspected_to: 2016-11"
    required = frozenset({"published"})
    optional = frozenset({"inspected_from", "inspected_to"})

    @classmethod
    def problems(cls, spec: TableSpec, row: Values) -> Iterator[Problem]:
        start, end, published = row["inspected_from"], row["inspected_to"], row["published"]
        if (start is None) != (end is None):
            message = "Give both months of the inspection, or neither."
            yield Problem(cls, "inspected_to", message, "both months, or two empty cells")
        elif start and not start <= end <= published:
            yield Problem(
                cls,
                "inspected_from",
                f"The inspection runs from {start} to {end} and is published in {published}: "
                "these months are out of order.",
                f"a first month that is not after the last, and both up to {published}",
            )


class NoFraction(RowRule):
    code = "R311"
    title = "The numerator and the denominator do not make a fraction of a whole"
    explanation = "Give both or neither. The numerator must not be greater than the denominator."
    bad = "numerator: 3   denominator: 2"
    good = "numerator: 2   denominator: 3"
    optional = frozenset({"numerator", "denominator"})

    @classmethod
    def problems(cls, spec: TableSpec, row: Values) -> Iterator[Problem]:
        part, whole = row["numerator"], row["denominator"]
        if (part is None) != (whole is None):
            message = "Give both the numerator and the denominator, or neither."
            yield Problem(cls, "denominator", message, "both numbers, or two empty cells")
        elif part is not None and part > whole:
            message = f"A part of a whole cannot be {part}/{whole}."
            yield Problem(cls, "numerator", message, f"a numerator of at most {whole}")


class WrongMembers(RowRule):
    code = "R312"
    title = "An area's members do not fit its kind"
    explanation = "A single force has no members. A combination of forces and the nation have them."
    bad = "id: kent   kind: force   members: kent essex"
    good = "id: kent   kind: force   members: (empty)"
    required = frozenset({"kind"})
    optional = frozenset({"members"})

    @classmethod
    def problems(cls, spec: TableSpec, row: Values) -> Iterator[Problem]:
        if (row["kind"] == "force") != (row["members"] is None):
            message = f"{row['id']} is of kind {row['kind']}: only more than one force has members."
            force = row["kind"] == "force"
            expected = "an empty cell" if force else "the ids of the forces that it consists of"
            yield Problem(cls, "members", message, expected)


ROW_RULES: tuple[type[RowRule], ...] = (
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
)


@cache
def rules_for(required: frozenset[str], optional: frozenset[str]) -> tuple[type[RowRule], ...]:
    """Return the rules that hold for a table: of its columns, those that every row fills in, and the others."""
    return tuple(
        rule for rule in ROW_RULES if rule.required <= required and rule.optional <= optional
    )


def find_problems(
    rules: Iterable[type[RowRule]], spec: TableSpec, row: Values
) -> Iterator[Problem]:
    """Yield every contradiction between the cells of a row; an empty cell is None."""
    for rule in rules:
        yield from rule.problems(spec, row)

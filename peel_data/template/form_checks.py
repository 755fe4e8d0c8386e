"""The live checks of the form: formulas of a few fixed patterns, with nothing but addresses put into them.

They ask what the validator asks, as far as a spreadsheet can, and say it in words while one types. The
validator never believes them. No text or number of the data is ever part of a formula. All
functions in them are alike in Excel 2016, LibreOffice and Google Sheets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.arithmetic.identities import IDENTITIES, Whole
from peel_data.figures.form_lines import COUNTED, SCALES, base_of, count_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.figures.form_lines import Line

LOOK: Final = "Look: "
"""How a check begins that asks the person to look again."""

FINE: Final = "Fine"
MISSING: Final = "Missing"
NO_FIGURE: Final = "No figure"
SLACK: Final = "0.0000001"
"""More than a spreadsheet's arithmetic is out by, and less than any figure says."""


class At(NamedTuple):
    """The letters of the columns that formulas look at, and the rows of the form."""

    unit: str
    figure: str
    decimals: str
    status: str
    check: str
    least: str
    most: str
    low: str
    high: str
    implied_low: str
    implied_high: str
    first: int
    last: int

    def column(self, letter: str) -> str:
        """Return the range of all lines in a column."""
        return f"${letter}${self.first}:${letter}${self.last}"


@dataclass(frozen=True, slots=True)
class Checks:
    """The formulas of a form, given its lines and where they stand.

    Attributes:
        lines: The lines in their order.
        at: Where the columns stand.
    """

    lines: Sequence[Line]
    at: At

    def of_line(self, line: Line) -> str:
        """Return the formula that says in words whether a line is filled in as it should be."""
        at, row = self.at, self._row(line)
        value, places = f"{at.figure}{row}", f"{at.decimals}{row}"
        status = f"{at.status}{row}"
        absent = f'AND(TRIM({status}&"")<>"",{status}<>"Given",{status}<>"published")'
        empty = '""' if line.optional else f'"{MISSING}"'
        steps = [
            (f'TRIM({value}&"")=""', f'IF({absent},"{NO_FIGURE}",{empty})'),
            (absent, _look("the status says that there is no figure")),
            (f"NOT(ISNUMBER({value}))", _look("type digits alone, or choose a status")),
            (
                f"ROUND({value},{places})<>{value}",
                f'"{LOOK}too many decimals, give "&{places}',
            ),
            *self._limits(line, value),
            *self._sums(line),
            *self._wholes(line),
            *self._counts(line),
            *self._outcomes(line),
            *self._change(line),
            *self._share(line),
            *self._usual(line, value, places),
        ]
        formula = self._fine(line)
        for condition, words in reversed(steps):
            formula = f"IF({condition},{words},{formula})"
        return formula

    def implied(self, line: Line) -> tuple[str, str]:
        """Return the formulas of the least and most crimes that an outcome's number and rate imply."""
        number = self._other(line, column="number")
        if line.column != "rate" or number is None:
            return "", ""
        count, rate = self._value(number), self._value(line)
        half = self._half(line)
        known = f"AND(ISNUMBER({count}),ISNUMBER({rate}))"
        return (
            f'IF({known},100*{count}/({rate}+{half}),"")',
            f'IF({known},IF({rate}>{half},100*{count}/({rate}-{half}),""),"")',
        )

    def summary(self) -> str:
        """Return the formula of the line at the top: how many are filled in, how many need a look."""
        checks = self.at.column(self.at.check)
        units = self.at.column(self.at.unit)
        asked = f'(ROWS({checks})-SUMPRODUCT((RIGHT({units},10)="(optional)")*1))'
        missing = f'SUMPRODUCT(({checks}="{MISSING}")*1)'
        looks = f'SUMPRODUCT((LEFT({checks},4)="Look")*1)'
        return (
            f'({asked}-{missing})&" of "&{asked}&" figures filled in. "&'
            f'IF({looks}=0,"None needs a look.",IF({looks}=1,"1 needs a look.",{looks}&" need a look."))'
        )

    def _row(self, line: Line) -> int:
        return self.at.first + [each.id for each in self.lines].index(line.id)

    def _value(self, line: Line) -> str:
        return f"${self.at.figure}${self._row(line)}"

    def _half(self, line: Line) -> str:
        """Half of the last digit that is printed; things counted are exact."""
        return "0" if line.unit == "count" else f"(0.5/10^${self.at.decimals}${self._row(line)})"

    def _other(self, line: Line, **wanted: str) -> Line | None:
        """Return the line of the same table that differs from this one in what is wanted only."""
        for other in self.lines:
            if other.table == line.table and _key(other, wanted) == _key(line, wanted):
                mine = {"column": line.column, **wanted}
                known = {"column": other.column, **other.record}
                if all(known.get(name, "") == value for name, value in mine.items()):
                    return other
        return None

    def _limits(self, line: Line, value: str) -> Iterator[tuple[str, str]]:
        row = self._row(line)
        least, most = f"{self.at.least}{row}", f"{self.at.most}{row}"
        yield f"{value}<{least}", f'"{LOOK}less than "&{least}'
        if line.maximum is not None:
            yield f"{value}>{most}", f'"{LOOK}more than "&{most}'

    def _families(self, line: Line) -> Iterator[tuple[Whole, Line, list[Line]]]:
        """Yield the wholes that a line has a part in, each with the lines of the whole and of the parts."""
        category = _category(line)
        for row in IDENTITIES:
            if not isinstance(row, Whole) or category not in {row.whole, *row.parts}:
                continue
            of_table = line.table == "crime_outcomes" if row.disjoint else "crime_" in line.table
            if not of_table or line.table == "crime_changes":
                continue
            kind = "outcome_type" if row.disjoint else "crime_type"
            whole = self._other(line, **{kind: row.whole})
            parts = [self._other(line, **{kind: part}) for part in row.parts]
            found = [part for part in parts if part is not None]
            if whole is not None and found:
                yield row, whole, found

    def _sums(self, line: Line) -> Iterator[tuple[str, str]]:
        for row, whole, parts in self._families(line):
            if not row.disjoint:
                continue
            total, summed = self._value(whole), ",".join(map(self._value, parts))
            slack = f"{len(parts) + 1}*{self._half(line)}+{SLACK}"
            over = f"AND(ISNUMBER({total}),SUM({summed})-{total}>{slack})"
            under = f"AND(COUNT({total},{summed})={len(parts) + 1},{total}-SUM({summed})>{slack})"
            places = f"${self.at.decimals}${self._row(line)}"
            yield (
                f"OR({over},{under})",
                (
                    f'"{LOOK}the parts sum to "&FIXED(SUM({summed}),{places})&", the whole is "'
                    f"&FIXED({total},{places})"
                ),
            )

    def _wholes(self, line: Line) -> Iterator[tuple[str, str]]:
        for row, whole, parts in self._families(line):
            if row.disjoint:
                continue
            mine = [line] if line in parts else parts
            tests = [
                f"AND(COUNT({self._value(part)},{self._value(whole)})=2,"
                f"{self._value(part)}-{self._value(whole)}>2*{self._half(line)}+{SLACK})"
                for part in mine
                if part.unit == whole.unit
            ]
            if tests:
                yield f"OR({','.join(tests)})", _look("a part is greater than its whole")

    def _counts(self, line: Line) -> Iterator[tuple[str, str]]:
        """Yield a rate beside the number and the residents or households that are given with it."""
        for rate in self._rates_of(line):
            number = self._given_rate(rate)
            if number:
                known, meant = number
                places = f"${self.at.decimals}${self._row(rate)}"
                yield (
                    f"IF({known},ABS({meant}-{self._value(rate)})>{self._half(rate)}+{SLACK},1=0)",
                    f'"{LOOK}the numbers give "&FIXED({meant},{places})',
                )

    def _rates_of(self, line: Line) -> list[Line]:
        """Return the rates that a line has a part in: its own, or those worked out from it."""
        if line.table in COUNTED:
            return [line]
        return [
            rate
            for rate in self.lines
            if rate.table in COUNTED
            and line in (count_of(rate, self.lines), base_of(rate, self.lines))
            and line.table
        ]

    def _given_rate(self, line: Line) -> tuple[str, str] | None:
        """When the numbers behind a rate are known, and the rate that they give."""
        base, count = base_of(line, self.lines), count_of(line, self.lines)
        if base is None or count is None:
            return None
        above, below = self._value(count), self._value(base)
        known = f"AND(COUNT({above},{below},{self._value(line)})=3,{below}>0)"
        return known, f"({SCALES[line.unit]}*{above}/{below})"

    def _outcomes(self, line: Line) -> Iterator[tuple[str, str]]:
        """One number of recorded crimes must fit all outcomes, and the number that is given."""
        at = self.at
        low, high = at.column(at.implied_low), at.column(at.implied_high)
        crimes = self._crimes()
        none_fits = f"MAX({low})-MIN({high})>{SLACK}"
        if line.table == "crime_outcomes":
            rate = self._other(line, column="rate")
            if rate is None:
                return
            mine = f"${at.implied_low}${self._row(rate)}", f"${at.implied_high}${self._row(rate)}"
            middle = f"MEDIAN({low},{high})"
            yield (
                (
                    f"IF(AND(COUNT({low})>1,COUNT({mine[0]},{mine[1]})=2),AND({none_fits},"
                    f"OR({mine[0]}>{middle},{mine[1]}<{middle})),1=0)"
                ),
                _look("number and rate do not fit the other outcomes"),
            )
            if crimes:
                yield (
                    (
                        f"IF(COUNT({mine[0]},{mine[1]},{crimes})=3,"
                        f"OR({mine[0]}-{crimes}>{SLACK},{crimes}-{mine[1]}>{SLACK}),1=0)"
                    ),
                    _look("does not fit the recorded crimes"),
                )
        elif line.table == "crime_numbers" and _category(line) == "all_excluding_fraud":
            yield (
                (
                    f"AND(COUNT({low})>0,COUNT({high})>0,OR(MAX({low})-{crimes}>{SLACK},"
                    f"{crimes}-MIN({high})>{SLACK}))"
                ),
                _look("does not fit the outcomes"),
            )

    def _crimes(self) -> str:
        for line in self.lines:
            if line.table == "crime_numbers" and _category(line) == "all_excluding_fraud":
                return self._value(line)
        return ""

    def _change(self, line: Line) -> Iterator[tuple[str, str]]:
        """Yield a change beside the rates of its two years, with room for rounding and a year's growth."""
        of = {
            "crime_changes": "crime_rates",
            "anti_social_behaviour_changes": "anti_social_behaviour_rates",
        }.get(line.table)
        ends = line.record.get("period_end"), line.record.get("baseline_end")
        now, then = (self._of_table(of, line, end or "") for end in ends)
        if now is None or then is None:
            return
        above, below = self._value(now), self._value(then)
        half = self._half(now)
        least = f"100*(({above}-{half})/({below}+{half})*0.97-1)"
        most = f"100*(({above}+{half})/({below}-{half})*1.03-1)"
        own, value = self._half(line), self._value(line)
        yield (
            (
                f"IF(COUNT({above},{below})=2,IF({below}>{half},OR({least}-{value}>{own}+{SLACK},"
                f"{value}-{most}>{own}+{SLACK}),1=0),1=0)"
            ),
            f'"{LOOK}the two rates give about "&FIXED(100*({above}/{below}-1),0)',
        )

    def _of_table(self, table: str | None, line: Line, end: str) -> Line | None:
        for other in self.lines:
            same = _category(other) == _category(line)
            if other.table == table and same and other.record["period_end"] == end:
                return other
        return None

    def _share(self, line: Line) -> Iterator[tuple[str, str]]:
        """Yield a share of things counted is that of a whole number of them."""
        groups = self._of_table("organised_crime_group_numbers", line, line.record["period_end"])
        for other in self.lines if groups is None else ():
            if other.table == "organised_crime_group_numbers":
                groups = other
        if line.table != "organised_crime_group_shares" or groups is None:
            return
        count, share, half = self._value(groups), self._value(line), self._half(line)
        yield (
            (
                f"IF(ISNUMBER({count}),INT({count}*({share}+{half})/100+{SLACK})<"
                f"{count}*({share}-{half})/100-{SLACK},1=0)"
            ),
            _look("no whole number of groups has that share"),
        )

    def _usual(self, line: Line, value: str, places: str) -> Iterator[tuple[str, str]]:
        if not line.table:
            return
        low, high = f"{self.at.low}{self._row(line)}", f"{self.at.high}{self._row(line)}"
        half = self._half(line)
        yield (
            f"IF(COUNT({low},{high})=2,OR({low}-{value}>{half},{value}-{high}>{half}),1=0)",
            f'"{LOOK}usual is "&FIXED({low},{places})&" to "&FIXED({high},{places})',
        )

    def _fine(self, line: Line) -> str:
        given = self._given_rate(line) if line.table in COUNTED else None
        if given is None:
            return f'"{FINE}"'
        known, meant = given
        places = f"{self.at.decimals}{self._row(line)}"
        return f'IF({known},"{FINE}: the numbers give "&FIXED({meant},{places}),"{FINE}")'


def _look(words: str) -> str:
    return f'"{LOOK}{words}"'


def _category(line: Line) -> str:
    return next(
        (line.record[name] for name in ("crime_type", "outcome_type") if name in line.record), ""
    )


def _key(line: Line, without: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in line.record.items()
        if name not in without and name not in _LOOSE
    }


_LOOSE: Final = ("unit", "denominator")

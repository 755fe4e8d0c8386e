"""Open numbers recognised by their value: the only one that published or drafted figures leave for a figure. Internal.

It takes more than the value: the number stands in a sentence of its own, in a part where transcribed reports print
the figure, and has its unit; and no second number there has that value. What is claimed so is to be looked over.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.schema.interval import Interval, printed_interval
from peel_data.schema.spec import TableSpec
from peel_data.transcribe.audit import sentence_around
from peel_data.transcribe.draft import CLAIMED, OPEN
from peel_data.transcribe.holding import allowed_by, drafted_figures
from peel_data.transcribe.numbers import PERCENT, agree, stated
from peel_data.transcribe.parts import NUMBERS_ALONE
from peel_data.transcribe.pattern import FIGURE
from peel_data.transcribe.phrasing import direction
from peel_data.transcribe.proposals import unit_of
from peel_data.transcribe.series import OPERATIONAL
from peel_data.transcribe.wording import heading_of, whose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from peel_data.transcribe.audit import Row, Tables
    from peel_data.transcribe.claims import Claim
    from peel_data.transcribe.doubts import Doubts
    from peel_data.transcribe.model import Model
    from peel_data.transcribe.parts import Parts
    from peel_data.transcribe.series import Series
    from peel_data.transcribe.targets import Targets
    from peel_data.transcribe.tokens import Number
    from peel_data.transcribe.wording import Names

CONFIDENCE: Final = 0.75
_CLOSE: Final = Fraction(3, 100)
"""The figures must leave no more room than this share of a value, or one printed step."""


class _Wanted(NamedTuple):
    """A figure without a place, and what is known of its value.

    Attributes:
        known: The value and decimals of the same figure elsewhere; None where only `allowed` is known.
        allowed: The values that the other figures leave it.
    """

    series: Series
    known: tuple[Decimal, int] | None
    allowed: Interval | None


def headings_of(models: Iterable[Model], targets: Targets) -> dict[str, set[frozenset[str]]]:
    """Return under which headings transcribed reports print each figure, by its id here."""
    made: dict[str, set[frozenset[str]]] = {}
    for model in models:
        for place in model.learnt:
            found = targets.of(place.id) if place.claim == FIGURE else None
            if found:
                under = made.setdefault(found.figure_id, set())
                under.add(heading_of(place.locator, model.names))
    return made


class Recognition:
    """Looks for the numbers of figures that no words told."""

    def __init__(
        self,
        parts: Parts,
        names: Names,
        targets: Targets,
        printed_under: Mapping[str, set[frozenset[str]]],
        doubts: Doubts,
    ) -> None:
        self._parts, self._names, self._targets, self._doubts = parts, names, targets, doubts
        self._headings = {part: heading_of(part, names) for part in parts.texts}
        self._printed_under = printed_under
        self._sentences: dict[Number, tuple[str, str]] = {}

    def read(
        self,
        claims: Sequence[Claim],
        drafted: Mapping[str, Sequence[Row]],
        series: Iterable[Series],
        tables: Tables,
    ) -> list[Claim]:
        """Return the claims, with open numbers claimed that only one figure can be, and no other number.

        Args:
            claims: What was found.
            drafted: The rows that it came to, by table.
            series: The figures that the report may print.
            tables: Gives the rows of a table of the data set.
        """
        left = [at for at, each in enumerate(claims) if self._may_be(each)]
        if not left:
            return list(claims)
        fits: dict[int, list[tuple[str, int]]] = {at: [] for at in left}
        times: dict[tuple[str, str], int] = {}
        for wanted in self._wanted(drafted, series, tables):
            for at in left:
                sign = self._fits(claims[at], wanted)
                if sign is not None:
                    figure_id = wanted.series.figure_id
                    fits[at].append((figure_id, sign))
                    place = figure_id, claims[at].number.part
                    times[place] = times.get(place, 0) + 1
        made = list(claims)
        for at, found in fits.items():
            if len(found) == 1 and times[found[0][0], claims[at].number.part] == 1:
                figure_id, sign = found[0]
                made[at] = claims[at]._replace(
                    state=CLAIMED,
                    id=figure_id,
                    confidence=CONFIDENCE,
                    why="the only number here that fits the other figures",
                    sign=sign,
                )
        return made

    def _may_be(self, claim: Claim) -> bool:
        number = claim.number
        in_sentence = not number.part.startswith(NUMBERS_ALONE)
        if claim.state != OPEN or not number.token[0].isdigit() or not in_sentence:
            return False
        text = self._parts.texts[number.part]
        return not (
            self._doubts.of_value(number, text, claim.id)
            or self._doubts.of_sentence(number, text, operational=False)
        )

    def _wanted(
        self, drafted: Mapping[str, Sequence[Row]], series: Iterable[Series], tables: Tables
    ) -> Iterable[_Wanted]:
        figures = {figure.id: figure for figure in drafted_figures(drafted, tables)}
        finest: dict[str, tuple[Decimal, int]] = {}
        for row in drafted.get("citations", ()):
            said = Decimal(row["printed_value"]), int(row["printed_decimals"])
            known = finest.get(row["figure_id"])
            if known is None or known[1] < said[1]:
                finest[row["figure_id"]] = said
        for each in series:
            if each.figure_id not in self._printed_under or each.table == OPERATIONAL:
                continue
            published = self._targets.published(each.figure_id)
            if published:
                yield _Wanted(each, (Decimal(published[0]), int(published[1])), None)
            elif each.figure_id in finest:
                yield _Wanted(each, finest[each.figure_id], None)
            elif each.table != "crime_outcomes":
                filled = {
                    each.column: "1", TableSpec.precision(each.column): str(each.decimals)
                }  # fmt: skip
                rows = {each.table: [{**each.row, **filled}]}
                for figure in drafted_figures(rows, tables):
                    if (allowed := allowed_by(figure, figures)) and _is_close(allowed, each):
                        yield _Wanted(each, None, allowed)

    def _fits(self, claim: Claim, wanted: _Wanted) -> int | None:
        """Return the sign with which a number can be the wanted figure, 0 where it needs none; None if it cannot."""
        series, number = wanted.series, claim.number
        if claim.id and series.figure_id != claim.id and series.figure_id not in claim.why:
            return None
        if self._headings[number.part] not in self._printed_under[series.figure_id]:
            return None
        before, after = self._sentence(number)
        if not _has_unit(series, number.token, after):
            return None
        if whose(self._names, before, number.token, after) != series.area:
            return None
        try:
            value, decimals = stated(number.token)
        except ValueError:
            return None
        if decimals > series.decimals:
            return None
        said = direction(before, after)
        signs = (1, -1) if series.unit == "percent_change" else (0,)
        return next(
            (
                sign
                for sign in signs
                if said in {0, sign} and _agrees(value * (sign or 1), decimals, wanted)
            ),
            None,
        )

    def _sentence(self, number: Number) -> tuple[str, str]:
        """Return the words of its sentence before and after a number, looked for once."""
        if number not in self._sentences:
            text = self._parts.texts[number.part]
            self._sentences[number] = sentence_around(text, number.start, number.end)
        return self._sentences[number]


def _agrees(value: Decimal, decimals: int, wanted: _Wanted) -> bool:
    if wanted.known:
        return agree(value, decimals, *wanted.known)
    form = printed_interval(value, decimals, wanted.series.unit, "exact")
    return wanted.allowed is not None and wanted.allowed.intersection(form) is not None


def _has_unit(series: Series, token: str, after: str) -> bool:
    """Return whether a number is a percentage where the figure is one, and a bare count where it is a count."""
    if series.unit.startswith("percent"):
        return bool(re.search(PERCENT, token))
    return series.unit == "count" and unit_of(token, after) == "count"


def _is_close(allowed: Interval, series: Series) -> bool:
    """Return whether other figures leave a figure hardly any room, and not on both sides of nothing."""
    if allowed.lower is None or allowed.upper is None or allowed.lower * allowed.upper <= 0:
        return False
    lower, upper = Fraction(allowed.lower), Fraction(allowed.upper)
    return upper - lower <= max(abs(upper) * _CLOSE, Fraction(10) ** -series.decimals)

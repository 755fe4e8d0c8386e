"""Residents and households that were given beside the rates, held against the rates and counts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from peel_data.figures.form_lines import SCALES, base_of, count_of
from peel_data.findings import Bound, Place
from peel_data.readers.numbers import NumberProblem, canonical_number
from peel_data.readers.reading import shown
from peel_data.schema.interval import decimal_text, printed_interval
from peel_data.validation.rules.arithmetic import RateDoesNotFit
from peel_data.validation.rules.structure import NotCanonical, WrongType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.findings import Finding
    from peel_data.readers.reading import RawTable, Spot
    from peel_data.validation.form.answers import Given


def base_findings(raw: RawTable, given: Mapping[str, Given]) -> Iterator[Finding]:
    """Find what does not fit the residents and households that are given."""
    lines = [each.line for each in given.values()]
    for each in given.values():
        if not each.line.table and each.value and not _is_count(each.value):
            yield _not_a_count(raw, each)
    misfits: dict[str, list[Finding]] = {}
    for each in given.values():
        base = base_of(each.line, lines)
        below = given.get(base.id) if base else None
        count = count_of(each.line, lines)
        above = given.get(count.id) if count else None
        if not below or below.faulty or not above or not (_published(each) and _published(above)):
            continue
        if _is_count(below.value) and above.value.isdecimal():
            found = misfits.setdefault(below.line.id, [])
            found += _held_against(raw, each, above, below)
    for base_id, found in misfits.items():
        if len(found) > 1:
            yield _one_for_all(raw, given[base_id], found)
        else:
            yield from found


def _one_for_all(raw: RawTable, base: Given, found: Sequence[Finding]) -> Finding:
    """Say of a number of residents or households once that several rates do not fit it."""
    title = base.line.question.partition(",")[0].lower()
    first, others = found[0], len(found) - 1
    rates = "1 more rate does" if others == 1 else f"{others} more rates do"
    return replace(
        first,
        message=f"{first.message} {rates} not fit the {int(base.value):,} {title} either.",
        places=(
            place_of(raw, base.spot),
            *dict.fromkeys(place for each in found for place in each.places[:2]),
        ),
        expected=f"a number of {title} that the rates fit",
    )


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and int(text) > 0


def _published(given: Given) -> bool:
    return (
        given.status == "published"
        and not given.faulty
        and not isinstance(canonical_number(given.value), NumberProblem)
    )


def _held_against(raw: RawTable, rate: Given, count: Given, base: Given) -> Iterator[Finding]:
    line = rate.line
    people = Fraction(base.value)
    implied = Fraction(count.value) * SCALES[line.unit] / people
    allowed = printed_interval(Decimal(rate.value), line.decimals, line.unit, "exact")
    if implied in allowed:
        return
    meant = f"{float(implied):.{line.decimals}f}"
    title = base.line.question.partition(",")[0].lower()
    yield RateDoesNotFit.found(
        f"{line.question} is {rate.value}, but {int(count.value):,} among {int(base.value):,} {title} "
        f"is {meant}.",
        [place_of(raw, each.spot) for each in (rate, count, base)],
        expected=f"{meant}, or another count or number of {title}",
        bounds=(
            Bound(line.question, _end(allowed.lower), _end(allowed.upper)),
            Bound("the counts", _end(implied), _end(implied)),
        ),
        table=line.table,
        subject=line.id,
    )


def _end(end: Fraction | None) -> str | None:
    return None if end is None else decimal_text(end, 6)


def _not_a_count(raw: RawTable, given: Given) -> Finding:
    number = canonical_number(given.value)
    expected = "a whole number above 0"
    places = [place_of(raw, given.spot)]
    if isinstance(number, NumberProblem):
        if not _is_count(number.suggestion or ""):
            number = NumberProblem(number.message)
        fault = NotCanonical.of(number, given.value, expected)
        return NotCanonical.found(fault.message, places, expected=expected, hints=fault.hints)
    return WrongType.found(
        f"{given.line.question} must be a whole number above 0, not {given.value}.",
        places,
        expected=expected,
    )


def place_of(raw: RawTable, spot: Spot) -> Place:
    """Return the place of a cell of the form."""
    return Place(raw.file, raw.sheet, spot.row, spot.column, spot.letter or None, shown(spot.text))

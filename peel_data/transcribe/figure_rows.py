"""Claimed numbers into rows of figures and citations; where they contradict each other, conflicts. Internal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from peel_data.schema.spec import TableSpec
from peel_data.transcribe.audit import month_words, sentence_around
from peel_data.transcribe.claims import by_figure, place_of
from peel_data.transcribe.draft import OPEN
from peel_data.transcribe.numbers import agree, derivation, stated, worded
from peel_data.transcribe.phrasing import direction, qualifier_of
from peel_data.transcribe.series import DATES, OPERATIONAL
from peel_data.validation.tables import definition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from peel_data.transcribe.claims import Claim
    from peel_data.transcribe.parts import Parts
    from peel_data.transcribe.series import Series
    from peel_data.transcribe.targets import Targets


class Printing(NamedTuple):
    """What one place says of a figure.

    Attributes:
        claim: The place.
        value: The value that its token states, with its sign.
        decimals: The precision.
        qualifier: What the words before it say.
    """

    claim: Claim
    value: Decimal
    decimals: int
    qualifier: str

    def agrees(self, other: Printing) -> bool:
        """Return whether one true value can have been printed as both."""
        return agree(self.value, self.decimals, other.value, other.decimals)


class Conflict(NamedTuple):
    """What cannot all be right: the claims to look at, the likeliest to be wrong first, and why."""

    claims: tuple[Claim, ...]
    message: str


class Dispute(NamedTuple):
    """A figure that its places print in ways that exclude each other, and what each of them says."""

    series: Series
    printings: tuple[Printing, ...]


@dataclass
class Rows:
    """What claims come to.

    Attributes:
        claims: The claims; a doubtful one has become open.
        tables: Rows of figures and of citations, by table.
        conflicts: What cannot all be right.
        disputes: Figures of which two places say different things. They are no conflicts yet: which place is the
            one to look at, `settle` asks the other figures.
    """

    claims: list[Claim]
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)


def rows_of(claims: Sequence[Claim], parts: Parts, targets: Targets, publication: str) -> Rows:
    """Make the rows of figures and their citations.

    A figure of the nation that another report printed already gets citations and no row; it must be the same.
    """
    made = Rows(list(claims))
    printings: dict[str, list[Printing]] = {}
    for figure_id, places in by_figure(claims).items():
        series = targets.by_id(figure_id)
        read = [_printing(each, series, parts) for each in places]
        for place, printing in zip(places, read, strict=True):
            if isinstance(printing, str):
                _reopen(made, place, printing)
        if series and (good := [each for each in read if isinstance(each, Printing)]):
            printings[figure_id] = good
    kept: dict[tuple[str, ...], dict[str, str]] = {}
    for figure_id, good in printings.items():
        found = targets.by_id(figure_id)
        if found:
            _add(made, kept, found, good, parts, targets, publication)
            if found.table == OPERATIONAL and not _says_day(found, good, parts):
                key = (found.table, *(found.row[c] for c in definition(found.table).spec.key))
                kept.get(key, {}).update(dict.fromkeys(DATES, ""))
    return made


def _says_day(series: Series, printings: Sequence[Printing], parts: Parts) -> bool:
    """Return whether a part that prints a figure names the day, or month, that it has in another report."""
    day, month = series.period_end, series.row.get("month", "")
    if not (day or month):
        return True
    words = rf"(?<!\d){int(day[8:])} {month_words(day)}" if day else month_words(month)
    words = words.replace(" ", r"\s+")
    where = {each.claim.number.part for each in printings}
    return any(re.search(words, parts.texts[part]) for part in where)


def _add(
    made: Rows,
    kept: dict[tuple[str, ...], dict[str, str]],
    series: Series,
    printings: Sequence[Printing],
    parts: Parts,
    targets: Targets,
    publication: str,
) -> None:
    """Add what the places of one figure say."""
    best = max(printings, key=lambda each: (each.claim.confidence >= 0.9, each.decimals))
    known = targets.published(series.figure_id)
    told = known is not None and _hold_against(made, targets.in_words(series), printings, known)
    if not told and not all(best.agrees(other) for other in printings):
        made.disputes.append(Dispute(series, tuple(printings)))
    if not known:
        _put(made, kept, series, best)
    for each in printings:
        locator, token, occurrence = place_of(each.claim.number, parts)
        made.tables.setdefault("citations", []).append(
            {
                "figure_id": series.figure_id,
                "publication": publication,
                "locator": locator,
                "occurrence": occurrence,
                "printed": token,
                "printed_value": f"{each.value:f}",
                "printed_decimals": str(each.decimals),
            }
        )


def _hold_against(
    made: Rows, name: str, printings: Sequence[Printing], known: tuple[str, str]
) -> bool:
    """Compare with what is published of the same figure; return whether any place says otherwise."""
    value, decimals = Decimal(known[0]), int(known[1])
    others = [e for e in printings if not agree(value, decimals, e.value, e.decimals)]
    if others:
        said = " and ".join(map(said_in, others))
        message = f"{name}, is published as {known[0]}; here it is {said}."
        if len(others) < len(printings):
            message += " Another place of this report prints it as published."
        made.conflicts.append(Conflict(tuple(each.claim for each in others), message))
    return bool(others)


def _put(
    made: Rows, kept: dict[tuple[str, ...], dict[str, str]], series: Series, best: Printing
) -> None:
    """Put a value into its row, which may have another one already."""
    key = (series.table, *(series.row[c] for c in definition(series.table).spec.key))
    if key not in kept:
        kept[key] = dict(series.row)
        made.tables.setdefault(series.table, []).append(kept[key])
    fill(kept[key], series, best)


def fill(row: dict[str, str], series: Series, printing: Printing) -> None:
    """Give a row the value that one of its places prints."""
    row[series.column] = f"{printing.value:f}"
    row[TableSpec.precision(series.column)] = str(printing.decimals)
    row["qualifier"] = printing.qualifier
    if "derivation" in row:
        row["derivation"] = derivation(printing.claim.number.token)


def _printing(claim: Claim, series: Series | None, parts: Parts) -> Printing | str:
    """Return what a place says; why it says nothing, where its number or its direction cannot be told."""
    number = claim.number
    if series is None:
        return f"there is no figure {claim.id}: correct the decision"
    try:
        value, decimals = stated(number.token)
    except ValueError:
        return "its value cannot be read"
    before, after = sentence_around(parts.texts[number.part], number.start, number.end)
    if series.unit == "percent_change" and number.token[0] not in "+-" and value:
        sign = claim.sign or direction(before, after)
        if not sign:
            return "no word near it says whether it is a rise or a fall: decide, and give its value with the sign"
        value *= sign
    meant = worded(number.token)
    return Printing(claim, value, decimals, meant[1] if meant else qualifier_of(before, after))


def _reopen(made: Rows, claim: Claim, why: str) -> None:
    at = made.claims.index(claim)
    made.claims[at] = claim._replace(state=OPEN, confidence=min(claim.confidence, 0.4), why=why)


def said_in(printing: Printing) -> str:
    """Return what a place says, and which it is."""
    number = printing.claim.number
    return f"{printing.value:f} (“{number.token}” in “{number.part}”)"


def absent_rows(
    series: Iterable[Series], decisions: Mapping[str, str]
) -> dict[str, list[dict[str, str]]]:
    """Return rows without a value, for figures of which a person says why there is none.

    Args:
        series: The figures that were not found.
        decisions: The status of each, by figure id, such as `not_supplied`.
    """
    made: dict[str, dict[tuple[str, ...], dict[str, str]]] = {}
    for each in series:
        if status := decisions.get(each.figure_id):
            key = tuple(each.row[c] for c in definition(each.table).spec.key)
            empty = {c: "" for c in ("data_source", "data_source_basis", "notes") if c in each.row}
            made.setdefault(each.table, {})[key] = {**each.row, **empty, "status": status}
    return {table: list(rows.values()) for table, rows in made.items()}


def missing_of(
    series: Iterable[Series], tables: Mapping[str, Sequence[Mapping[str, str]]]
) -> list[Series]:
    """Return the series that no citation of a draft states."""
    cited = {row["figure_id"] for row in tables.get("citations", ())}
    return [each for each in series if each.figure_id not in cited]

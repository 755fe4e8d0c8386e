"""A copy of a transcribed report with another force and other numbers, for the proof of transcription.

The force's numbers come of invented crimes, people and groups, rounded as the report rounds them, so that all
rules of arithmetic hold; changes keep their direction, since the words around them say it. Those of England and
Wales stay, as they do between two reports of one round.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from peel_data.transcribe.number_words import WORDS
from peel_data.transcribe.numbers import spans_of, stated

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

    from peel_data.transcribe.model import Model
    from peel_data.transcribe.parts import Parts
    from peel_data.transcribe.wording import Names

    Row = Mapping[str, str]

_CRIME = "all_excluding_fraud"
_FORMAL = ("caution_youths", "caution_adults", "penalty_notices_for_disorder")
_INFORMAL = ("cannabis_khat_warning", "community_resolution")


class Copy(NamedTuple):
    """A copied report.

    Attributes:
        lines: Its text.
        values: The value of each figure, by the id that it has in the model, at the precision of its row.
        places: How many places the figures are cited at.
    """

    lines: list[str]
    values: dict[str, Decimal]
    places: int


def copy_report(
    parts: Parts, model: Model, figures: Mapping[str, Row], names: Names, random: random.Random
) -> Copy:
    """Copy a report for another force.

    Args:
        parts: The text of the model.
        model: Where its figures stand.
        figures: The rows of the table of all figures.
        names: What the copy calls its force.
        random: Where the numbers come from.
    """
    truth = _truth(figures, model.area, random)
    texts = {
        part: list(_edits(part, text, model, figures, truth)) for part, text in parts.texts.items()
    }
    lines = _written(parts, texts)
    own = [_renamed(line, model.names, names) for line in lines]
    places = sum(each.claim == "figure" for each in model.learnt)
    return Copy(own, truth, places)


def _renamed(line: str, old: Names, new: Names) -> str:
    line = line.replace(old.full, new.full)
    return re.sub(rf"\b{re.escape(old.short)}\b(?! (?:Fire|County|Safeguarding))", new.short, line)


class _Force:
    """An invented force: its people, crimes, incidents, outcomes and groups, and what rows print of them."""

    def __init__(self, random: random.Random) -> None:
        self._random = random
        self._people = random.randint(600_000, 2_000_000)
        crimes = int(self._people * random.uniform(0.05, 0.09))
        victims = int(crimes * random.uniform(0.8, 0.95))
        self._crimes = {
            (_CRIME, "2015-06-30"): crimes,
            (_CRIME, "2014-06-30"): int(crimes / random.uniform(1.06, 1.2)),
            (_CRIME, "2010-06-30"): int(crimes / random.uniform(0.8, 0.93)),
            ("victim_based", "2015-06-30"): victims,
            ("victim_based", "2010-06-30"): int(victims / random.uniform(0.8, 0.93)),
            ("sexual_offences", "2015-06-30"): int(crimes * random.uniform(0.02, 0.04)),
            ("assault_with_injury", "2015-06-30"): int(crimes * random.uniform(0.08, 0.15)),
        }
        now = random.randint(20_000, 60_000)
        self._incidents = {"2015-06-30": now, "2014-06-30": int(now * random.uniform(1.03, 1.15))}
        self._groups = random.randint(20, 90)
        kinds = (*_FORMAL, *_INFORMAL, "taken_into_consideration")
        self._outcomes = {kind: random.randint(200, 2500) for kind in kinds}
        self._outcomes["out_of_court_formal"] = sum(self._outcomes[k] for k in _FORMAL)
        self._outcomes["out_of_court_informal"] = sum(self._outcomes[k] for k in _INFORMAL)
        self._outcomes["charged_summonsed"] = int(crimes * random.uniform(0.1, 0.2))

    def value(self, row: Row) -> float:
        """Return what a row prints, not yet rounded."""
        table = row["table"]
        if table in {"crime_rates", "crime_changes"}:
            return self._crime(row)
        if table.startswith("anti_social_behaviour"):
            return self._behaviour(row)
        if table.startswith("organised_crime"):
            return self._organised(row)
        if table == "crime_outcomes":
            number = self._outcomes[row["category"]]
            crimes = self._crimes[_CRIME, "2015-06-30"]
            return number if row["figure_id"].endswith(":number") else 100 * number / crimes
        if table == "operational_figures":
            return _other(row, self._random)
        bounds = {"calls_for_assistance": (200, 900), "victim_satisfaction": (75, 90)}
        return self._random.uniform(*bounds.get(table, (5, 14)))

    def _crime(self, row: Row) -> float:
        if row["category"] == "burglary_in_a_dwelling":
            return self._random.uniform(4, 12)
        now = self._crimes[row["category"], row["period_end"]]
        if row["unit"] == "percent_change":
            return 100 * (now / self._crimes[row["category"], row["baseline_end"]] - 1)
        return 1000 * now / self._people

    def _behaviour(self, row: Row) -> float:
        now = self._incidents[row["period_end"]]
        if row["unit"] == "percent_change":
            return 100 * (now / self._incidents[row["baseline_end"]] - 1)
        return now if row["unit"] == "count" else 1000 * now / self._people

    def _organised(self, row: Row) -> float:
        if row["unit"] == "percent_of_groups":
            return 100 * round(self._groups * self._random.uniform(0.3, 0.8)) / self._groups
        return self._groups if row["unit"] == "count" else 1_000_000 * self._groups / self._people


def _truth(figures: Mapping[str, Row], area: str, random: random.Random) -> dict[str, Decimal]:
    """Return a value for each figure of the force, and the printed ones of the nation."""
    force = _Force(random)
    return {
        figure_id: _rounded(force.value(row), int(row["decimals"]))
        if row["area"] == area
        else Decimal(row["value"])
        for figure_id, row in figures.items()
    }


def _other(row: Row, random: random.Random) -> float:
    """Another number of the same kind; what is worded or counted stays."""
    old = Decimal(row["value"])
    if row["derivation"] != "printed" or row["unit"] == "time_of_day":
        return float(old)
    if int(row["decimals"]) < 0:
        return float(old) * random.choice([2, 3, 0.5])
    return random.randint(2, 19) if old <= 20 else int(old * Decimal(random.uniform(0.5, 3))) + 1


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _edits(
    part: str, text: str, model: Model, figures: Mapping[str, Row], truth: Mapping[str, Decimal]
) -> list[tuple[int, int, str]]:
    """Return what to write in place of what in a part."""
    made = []
    for each in model.learnt:
        if each.claim == "figure" and each.locator == part and each.id in figures:
            start, end = spans_of(each.token, text)[each.occurrence - 1]
            new = _token(each.token, truth[each.id], figures[each.id]["value"])
            made.append((start, end, new))
    return sorted(made)


def _token(token: str, value: Decimal, old: str) -> str:
    """Return the token with another value, spelled in the same way."""
    if Decimal(old) == value:
        return token
    number = re.match(r"[+-]?[\d,]+(?:\.\d+)?", token)
    if number is None:
        word = token.split(maxsplit=1)[0]
        names = {n: w for w, n in WORDS.items()}
        new = names.get(int(value), str(int(value)))
        return token.replace(word, new.capitalize() if word[0].isupper() else new, 1)
    _, decimals = stated(token)
    scaled = value.scaleb(-6) if "million" in token else value
    shown = scaled.quantize(
        Decimal(1).scaleb(-max(decimals, 0) if "million" not in token else -1), ROUND_HALF_UP
    )
    sign = number[0][0] if number[0][0] in "+-" else ""
    spelled = f"{abs(shown):,f}" if "," in number[0] or abs(shown) >= 1000 else f"{abs(shown):f}"
    return f"{sign}{spelled}{token[number.end() :]}"


def _written(parts: Parts, edits: Mapping[str, Sequence[tuple[int, int, str]]]) -> list[str]:
    """Return the lines of the text with the edits in them."""
    lines: dict[int, str] = {}
    for part, text in parts.texts.items():
        made, at = "", 0
        for start, end, new in edits[part]:
            made += text[at:start] + new + "\n" * text[start:end].count("\n")
            at = end
        made += text[at:]
        offset = 0
        for old, new_line in zip(text.split("\n"), made.split("\n"), strict=True):
            lines[parts.locate(part, offset)[0]] = new_line
            offset += len(old) + 1
    return [lines[number] for number in sorted(lines)]

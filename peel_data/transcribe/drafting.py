"""From a report's text to a draft: every number read, matched, claimed or left open. Internal."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from peel_data.errors import SubmissionError
from peel_data.transcribe import statements
from peel_data.transcribe.auditing import parts_of
from peel_data.transcribe.claims import (
    BY_A_PERSON,
    PREFIX,
    Claim,
    claim,
    decided,
    place_of,
    without_doubt,
)
from peel_data.transcribe.differences import differences
from peel_data.transcribe.disputes import settle
from peel_data.transcribe.doubts import Doubts
from peel_data.transcribe.draft import CLAIMED, NOT_A_FIGURE
from peel_data.transcribe.figure_rows import absent_rows, missing_of, rows_of
from peel_data.transcribe.grammar import Grammar
from peel_data.transcribe.holding import unheld_places
from peel_data.transcribe.matching import Match, Matcher
from peel_data.transcribe.mismatch import refuse_other_edition, refuse_other_force
from peel_data.transcribe.model import names_of, row_of
from peel_data.transcribe.operational import Operational
from peel_data.transcribe.pattern import FIGURE
from peel_data.transcribe.phrases import match_phrases
from peel_data.transcribe.recognition import Recognition, headings_of
from peel_data.transcribe.series import OPERATIONAL, series_of
from peel_data.transcribe.targets import Targets
from peel_data.transcribe.telling_words import TellingWords
from peel_data.transcribe.tokens import numbers_of
from peel_data.transcribe.wording import FORCE, NATION, Names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from peel_data.transcribe.audit import Row, Tables
    from peel_data.transcribe.draft import Origin
    from peel_data.transcribe.figure_rows import Conflict
    from peel_data.transcribe.files.document import Document
    from peel_data.transcribe.holding import Place
    from peel_data.transcribe.model import Model
    from peel_data.transcribe.parts import Parts
    from peel_data.transcribe.series import Series
    from peel_data.transcribe.tokens import Number

MOST_NUMBERS = 5000
_MOST_TOLD = 10


@dataclass
class Drafted:
    """What was read of a report.

    Attributes:
        parts: Its text.
        claims: Every number and what it is, in the order of the text.
        tables: The rows of the submission, by table.
        conflicts: What cannot all be right.
        missing: The series of the edition and of the pattern that it does not print, or that were not recognised.
        required: The ids of all that the edition asks for of the force.
        unheld: The places of figures where a misread digit would contradict nothing, and no person has looked.
        notes: What else a person should know, in sentences.
        differences: Where it differs from the report that is its pattern, in sentences.
        stated: How sure the rows without figures are, and why, by their names.
    """

    parts: Parts
    claims: list[Claim]
    tables: dict[str, list[dict[str, str]]]
    conflicts: list[Conflict]
    missing: list[Series]
    required: frozenset[str] = frozenset()
    unheld: frozenset[Place] = frozenset()
    notes: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    stated: Mapping[str, tuple[float, str]] = field(default_factory=dict)


def draft(
    document: Document,
    tables: Tables,
    origin: Origin,
    models: Sequence[Model] = (),
    decisions: Sequence[Row] = (),
    absent: Mapping[str, str] = {},
    on_progress: Callable[[str], None] = lambda _: None,
) -> Drafted:
    """Draft the rows of a report.

    Args:
        document: The report.
        tables: Gives the rows of a table of the data set.
        origin: What the draft is of.
        models: The transcribed reports that are its pattern; without one, by headings, labels and grammar alone.
        decisions: What a person decided of its numbers: rows of `decisions.csv`.
        absent: What a person decided of figures that it does not print: their status, by id.
        on_progress: Is told what is being done.

    Raises:
        NotFound: There is no such area or edition.
        SubmissionError: The text is about another force, its cover names another edition, or it has more
            numbers than any report.
    """
    edition = row_of(tables("editions"), origin.edition, "edition")
    names = names_of(tables, origin.area)
    refuse_other_force(document, tables("areas"), origin.area)
    on_progress("dividing the text into parts")
    parts = parts_of(document, tables)
    cover = parts.texts.get("Cover", "")
    refuse_other_edition(document, cover, tables, edition)
    numbers = list(islice(numbers_of(parts), MOST_NUMBERS + 1))
    if len(numbers) > MOST_NUMBERS:
        raise SubmissionError(
            f"{document.name} has more than {MOST_NUMBERS:,} numbers; a report has a few hundred. "
            "Does the file contain only the report?"
        )
    if parts.texts.keys() <= {"Cover", "Contents"}:
        raise SubmissionError(
            f"{document.name} has none of the headings of a report, such as Overview, Force in numbers or "
            "“How effective is the force at ...?”, on a line of its own. Is it the report?"
        )
    series = series_of(tables, origin.edition, origin.area, models[0].area if models else "")
    targets = Targets(tables, series, origin.edition, origin.area)
    on_progress(f"reading {len(numbers)} numbers")
    known = known_operational(tables, targets)
    under = headings_of(models, targets)
    operational = Operational(parts, known, tables, names, under)
    named = operational.read(numbers)
    guesses = {
        **TellingWords(parts, names, operational).read(numbers, named),
        **named,
        **Grammar(parts, series, names, tables).read(numbers),
    }
    on_progress("comparing them with the pattern")
    matches = _matches(parts, numbers, names, models)
    claims = [
        claim(
            number,
            matches.get(at),
            guesses.get(at),
            parts.texts[number.part],
            _target(targets, matches.get(at)),
        )
        for at, number in enumerate(numbers)
    ]
    forces = [row["name"] for row in tables("areas") if row["kind"] == FORCE]
    doubts = Doubts(forces, names.full)
    likeness = {at: match.likeness for at, match in matches.items()}
    claims = without_doubt(claims, parts, doubts, likeness)
    claims = _with_phrases(_without_parts(claims), parts, names, models, targets)
    notes: list[str] = []
    claims = decided(
        _without_published(claims, tables, models),
        decisions,
        parts,
        notes.append,
    )
    wanted = {**series, **_learnt_series(models, targets)}
    made = rows_of(claims, parts, targets, origin.publication)
    by_value = Recognition(parts, names, targets, under, doubts)
    found = by_value.read(made.claims, made.tables, wanted.values(), tables)
    made = rows_of(found, parts, targets, origin.publication)
    settle(made, tables, targets)
    said = _statements(made.claims, parts, tables, origin, edition, models, targets)
    missing = missing_of(wanted.values(), made.tables)
    looked_at = {place_of(e.number, parts) for e in made.claims if e.why == BY_A_PERSON}
    unheld = unheld_places(made.tables, tables, targets.published) - looked_at
    for name, rows in absent_rows(missing, absent).items():
        made.tables.setdefault(name, []).extend(rows)
    seen = (each.number for each in claims if each.state != NOT_A_FIGURE)
    places = [(number.part, number.start, number.end) for number in seen]
    if told := [
        f"“{words}” (line {line})" for line, words in statements.compared_in_words(parts, places)
    ]:
        notes.append(
            "Comparisons in report.txt that have no row in tables/comparisons.csv: "
            f"{', '.join(told[:_MOST_TOLD])}{' and more' if len(told) > _MOST_TOLD else ''}."
        )
    in_order = sorted(made.claims, key=lambda e: parts.locate(e.number.part, e.number.start))
    return Drafted(
        parts,
        in_order,
        {**made.tables, **{name: [e.row for e in rows] for name, rows in said.items() if rows}},
        made.conflicts,
        [e for e in missing if not absent.get(e.figure_id) and not targets.published(e.figure_id)],
        frozenset(each.figure_id for each in series.values() if each.area == FORCE),
        unheld,
        notes,
        differences(parts, in_order, models, targets, names, tables),
        {
            statements.row_name(name, each.row): (each.confidence, each.why)
            for name, rows in said.items()
            for each in rows
        },
    )


def _matches(
    parts: Parts, numbers: Sequence[Number], names: Names, models: Sequence[Model]
) -> dict[int, Match]:
    """Return the best match of each number among all models."""
    made: dict[int, Match] = {}
    if models:
        matcher = Matcher(parts, numbers, names)
        for model in models:
            for at, match in matcher.match(model.learnt, model.names).items():
                if at not in made or match.likeness > made[at].likeness:
                    made[at] = match
    return made


def _target(targets: Targets, match: Match | None) -> str:
    if match is None or match.learnt.claim != FIGURE:
        return ""
    found = targets.of(match.learnt.id)
    return found.figure_id if found else ""


def _with_phrases(
    claims: Sequence[Claim],
    parts: Parts,
    names: Names,
    models: Sequence[Model],
    targets: Targets,
) -> list[Claim]:
    """Return the claims with those of comparisons in words and of figures that are counted; these take their place."""
    made, taken = list(claims), set[tuple[str, int]]()
    for model in models:
        for number, place, share in match_phrases(parts, model.learnt, model.names, names):
            if (number.part, number.start) in taken:
                continue
            taken.add((number.part, number.start))
            id_ = f"{PREFIX}{place.id}"
            if place.claim == FIGURE:
                target = targets.of(place.id)
                id_ = target.figure_id if target else ""
            made = [each for each in made if not _overlap(each.number, number)]
            made.append(
                Claim(number, CLAIMED, id_, round(share, 2), "the same words, as in the pattern")
            )
    return made


def _without_parts(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims without numbers that are part of a longer token, as the second "one" of "one-to-one"."""
    made: list[Claim] = []
    for each in claims:
        if made and _overlap(made[-1].number, each.number):
            continue
        made.append(each)
    return made


def _overlap(number: Number, other: Number) -> bool:
    return number.part == other.part and number.start < other.end and other.start < number.end


def _without_published(
    claims: Iterable[Claim], tables: Tables, models: Sequence[Model]
) -> list[Claim]:
    """Return the claims; a comparison of the nation's that is published already is not told again."""
    published = {
        row["comparison"]
        for row in tables("comparisons")
        if row["area"] == NATION and row["publication"] in {m.publication for m in models}
    }
    made = []
    for each in claims:
        name = each.id.removeprefix(PREFIX)
        if each.id.startswith(PREFIX) and name in published:
            why = f"a comparison that is already published: {name}"
            made.append(each._replace(state=NOT_A_FIGURE, id="", why=why))
        else:
            made.append(each)
    return made


def _statements(
    claims: Sequence[Claim],
    parts: Parts,
    tables: Tables,
    origin: Origin,
    edition: Row,
    models: Sequence[Model],
    targets: Targets,
) -> dict[str, list[statements.Stated]]:
    """Return the rows of the tables that hold no figures."""
    names = names_of(tables, origin.area)
    own = statements.publication_row(parts, origin, edition, names)
    judgments = list(statements.judgment_rows(parts, tables, origin, own.row["published"]))
    separate = statements.separate_rows((j.row for j in judgments), origin, edition, names)
    made = {
        "publications": [own, *{each.row["id"]: each for each in separate}.values()],
        "judgments": judgments,
        "areas_for_improvement": list(statements.area_rows(parts, tables, origin)),
    }
    if models:
        figures = {
            each.id: found.figure_id
            for each in models[0].learnt
            if each.claim == FIGURE and (found := targets.of(each.id))
        }
        cited = {each.id for each in claims if each.state == CLAIMED}
        figures = {model: own for model, own in figures.items() if own in cited}
        places: dict[str, list[tuple[str, str, float]]] = {}
        for each in claims:
            if each.state == CLAIMED and each.id.startswith(PREFIX):
                part, token, _ = place_of(each.number, parts)
                said = part, token, each.confidence
                places.setdefault(each.id.removeprefix(PREFIX), []).append(said)
        model = models[0].publication
        made["report_figures"] = list(statements.label_rows(parts, tables, origin, model, figures))
        made["comparisons"] = list(statements.comparison_rows(places, tables, origin, model))
    return made


def known_operational(tables: Tables, targets: Targets) -> list[Series]:
    """Return the operational figures that some report of the data set prints, as they would be in this one."""
    found = {}
    for row in tables("operational_figures"):
        figure_id = f"{OPERATIONAL}:{row['edition']}:{row['area']}:{row['measure']}"
        if each := targets.of(figure_id):
            found[each.figure_id] = each
    return list(found.values())


def _learnt_series(models: Sequence[Model], targets: Targets) -> Mapping[str, Series]:
    """Return the series that the models print."""
    return {
        found.figure_id: found
        for model in models
        for each in model.learnt
        if each.claim == FIGURE and (found := targets.of(each.id))
    }

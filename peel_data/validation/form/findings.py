"""What is said of the lines of a form, once where it is true of many."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from peel_data.findings import Severity
from peel_data.readers.numbers import NumberProblem, canonical_number
from peel_data.readers.reading import shown
from peel_data.schema import form
from peel_data.schema.row_rules import ImpossibleValue, NoValue, TooFine
from peel_data.suggestions import HINTED
from peel_data.validation.form.answers import Known, alike
from peel_data.validation.form.bases import place_of
from peel_data.validation.form.moves import can_hold, is_far
from peel_data.validation.grouping import FEW
from peel_data.validation.rules import form as rules
from peel_data.validation.rules.structure import WITHOUT_FIGURE, NotCanonical
from peel_data.validation.tables import definition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.figures.form_lines import Line
    from peel_data.findings import Finding, Place
    from peel_data.readers.reading import RawTable
    from peel_data.validation.form.answers import Given, Row

NOTES = 8
"""How many different notes of what was understood are given in full."""


def join_statuses(
    problems: Mapping[rules.Problem, list[Place]],
) -> list[tuple[rules.Problem, list[Place]]]:
    """Return the problems, those with many different statuses as one."""
    statuses = [each for each in problems if each.rule is rules.UnknownStatus]
    if len(statuses) < 2 or sum(len(problems[each]) for each in statuses) <= FEW:
        return list(problems.items())
    others = [(each, places) for each, places in problems.items() if each not in statuses]
    return [*others, (rules.NO_STATUSES, [place for each in statuses for place in problems[each]])]


def understood(answers: Sequence[tuple[str, Place]]) -> Finding:
    """Say once what was understood of what was typed."""
    notes = list(dict.fromkeys(note for note, _ in answers))
    told = "; ".join(notes[:NOTES])
    more = f"; and {len(notes) - NOTES} more" if len(notes) > NOTES else ""
    return rules.Understood.found(
        f"{told}{more}.",
        [place for _, place in answers],
        expected="nothing needs to be done, if that is what you mean",
    )


def missing_figures(lines: Mapping[str, Place]) -> Finding:
    """Say once which figures are missing, the first of them by name."""
    first, *others = lines
    more = f" and {len(others)} more" if others else ""
    return NoValue.found(
        f"{len(lines)} figures are missing: {first}{more}."
        if others
        else f"A figure is missing: {first}.",
        lines.values(),
        expected="a figure in each yellow cell, or a status that says why there is none",
        hints=("If there is no figure, choose Not supplied as its status.",),
    )


def too_fine(raw: RawTable, given: Sequence[Given]) -> Finding:
    """Say once which figures have more decimals than their lines."""
    first, others = given[0], given[1:]
    places = first.line.decimals
    takes = {0: "a whole number", 1: "1 decimal"}.get(places, f"{places} decimals")
    hints = [
        f"“{each.spot.text}”: {hint}" if others else hint
        for each in given
        for hint in _meant(each.line, Decimal(each.value))
    ]
    return TooFine.found(
        f"{len(given)} figures have more decimals than their lines ask for. The first: {first.value}, where {takes} "
        "is asked for."
        if others
        else f"{first.value} has more decimals than its line asks for.",
        [place_of(raw, each.spot) for each in given],
        expected="the decimals that each line asks for"
        if others
        else takes
        if not places
        else f"a figure of {takes}",
        hints=tuple(dict.fromkeys(hints))[:HINTED],
    )


def _meant(line: Line, value: Decimal) -> Iterator[str]:
    """Yield what to do about a figure with too many decimals; one that is far from its line was not merely too fine."""
    far = is_far(line, value)
    hints = tuple(TooFine.hints(value, line.decimals, line.unit, rounded=not far))
    known = (
        f"{line.published} is published"
        if line.published
        else f"the year before it was {line.before}"
    )
    yield from hints or (f"Is it the figure of another line? Of this one, {known}.",)


def impossible(raw: RawTable, given: Given) -> Finding | None:
    """Return what makes a figure impossible for its line, whatever stands in others; None if nothing does."""
    line, value = given.line, Decimal(given.value)
    measure = definition(line.table).spec.measures[line.column]
    message = ImpossibleValue.impossible(value, line.unit, measure)
    if not message:
        return None
    negative = value < 0 and line.unit != "percent_change" and can_hold(line, -value)
    return ImpossibleValue.found(
        message,
        [place_of(raw, given.spot)],
        expected=f"a value of {ImpossibleValue.range(line.unit, measure)}",
        hints=(f"Did you mean {given.value.removeprefix('-')}?",) if negative else (),
        table=line.table,
    )


def no_number(raw: RawTable, given: Given, problem: NumberProblem) -> Finding:
    """Return what is wrong with a text where a figure is asked for; it suggests only what the line can hold."""
    line, expected = given.line, "a whole number" if given.line.whole else "a number"
    meant = canonical_number(problem.suggestion or "")
    if not isinstance(meant, Decimal) or not can_hold(line, meant):
        problem = NumberProblem(problem.message)
    fault = NotCanonical.of(problem, given.spot.text, expected)
    figures = any(map(str.isdigit, given.spot.text))
    letters = any(map(str.isalpha, given.spot.text))
    alone = f"Write the number alone. A remark goes into the column {form.REMARK}."
    hints = fault.hints or ((alone,) if letters else ())
    return NotCanonical.found(
        fault.message,
        [place_of(raw, given.spot)],
        expected=expected,
        hints=hints if figures else fault.hints or (WITHOUT_FIGURE,),
        table=line.table or None,
    )


def changed_words(rows: Sequence[Row]) -> Iterator[Finding]:
    """Ask once about lines whose question, unit or period is not the form's any more: the id says what is asked."""
    changed = [row for row in rows if isinstance(row, Known) and not row.says(row.line)]
    if not changed:
        return
    first = changed[0]
    own = (first.line.question, first.line.unit_in_words, first.line.period)
    places = dict(zip(form.WORDS[1:], first.others[-3:], strict=True))
    column, said, text = next(
        (name, said, text)
        for name, said, text in zip(form.WORDS[1:], own, first.words, strict=True)
        if text and not alike(text, said)
    )
    many = (
        f"The words of {len(changed)} lines were changed. The first: the "
        if len(changed) > 1
        else "The "
    )
    yield rules.GivenCellChanged.found(
        f"{many}column “{column}” says “{shown(text)}”, and the form asks for “{said}” there.",
        [places[column], *(row.figure_place for row in changed[1:])],
        expected=f"“{said}”",
        hints=(
            "Undo the change, and look at the figure again: it is read as what the form asked for.",
        ),
        severity=Severity.WARNING,
    )


def changed_published(raw: RawTable, given: Given) -> Finding:
    """Ask about a figure that is published and was changed by no more than its rounding allows."""
    line = given.line
    return rules.GivenCellChanged.found(
        f"{line.question} was filled in with {line.published}, which is published, and is {given.value} now.",
        [place_of(raw, given.spot)],
        expected=line.published,
        hints=(
            "Undo the change. To correct a published figure, declare a revision in the tables.",
        ),
        severity=Severity.WARNING,
    )

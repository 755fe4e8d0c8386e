"""The text of a report as other programs, pens and editors would give it, for the proof of transcription."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping, Sequence

_SYNONYMS = (
    (r"\bincreased by\b", ("rose by", "went up by", "grew by")),
    (r"\bdecreased by\b", ("fell by", "went down by", "dropped by")),
    (r"\bfell by\b", ("went down by", "decreased by", "was down by")),
    (r"\ban increase of\b", ("a rise of", "growth of")),
    (r"\ba reduction of\b", ("a fall of", "a decrease of", "a drop of")),
    (r"\bcompared with\b", ("against", "in contrast to")),
    (r"\bWe found\b", ("Inspectors found", "HMIC found")),
    (r"\bHowever, ", ("But ", "Nevertheless, ")),
    (r"\bprevious year\b", ("year before",)),
    (r"\bover the same (?:time )?period\b", ("in the same period",)),
)


def as_it_is(lines: Sequence[str], _: random.Random) -> list[str]:
    """Return the text as it stands."""
    return list(lines)


def wrapped(lines: Sequence[str], random: random.Random) -> list[str]:
    """Paragraphs broken into lines of one width, words divided here and there."""
    width = random.randint(55, 100)
    made: list[str] = []
    for line in lines:
        made += textwrap.wrap(line, width) if "\t" not in line and line.strip() else [line]
    return made


def paged(lines: Sequence[str], random: random.Random) -> list[str]:
    """Return the lines wrapped and broken into pages with a running head and a number; the break falls anywhere."""
    made: list[str] = []
    for at, line in enumerate(wrapped(lines, random)):
        page, place = divmod(at, 45)
        if place == 0:
            made += [*([str(page), "\fPEEL: Police effectiveness"] if page else []), ""]
        made.append(line)
    return made


def cells_in_lines(lines: Sequence[str], _: random.Random) -> list[str]:
    """Tables with a cell a line."""
    return [cell for line in lines for cell in line.split("\t")]


def spaces(lines: Sequence[str], random: random.Random) -> list[str]:
    """Tables with spaces between their cells: many, or one."""
    gap = " " * random.choice([1, 6])
    return [
        line.replace("\t", gap) if re.search(r"\t[\d+-]", line) else line.replace("\t", "      ")
        for line in lines
    ]


def worded(lines: Sequence[str], random: random.Random) -> list[str]:
    """Other words for the same, and per cent."""
    text = "\n".join(lines)
    for words, others in _SYNONYMS:
        text = re.sub(words, lambda _, others=others: random.choice(others), text)  # type: ignore[misc]
    return re.sub(r"(?<=\d) percent\b", random.choice([" per cent", "%"]), text).split("\n")


def reordered(lines: Sequence[str], random: random.Random) -> list[str]:
    """Return the sections of the questions in another order."""
    starts = [
        at
        for at, line in enumerate(lines)
        if re.match(r"How effective is the force at (?!keeping)", line) and at > len(lines) // 4
    ]
    end = next(
        at for at, line in enumerate(lines) if line.startswith("Annex A") and at > starts[-1]
    )
    sections = [list(lines[a:b]) for a, b in zip(starts, [*starts[1:], end], strict=True)]
    random.shuffle(sections)
    return [*lines[: starts[0]], *(line for section in sections for line in section), *lines[end:]]


def with_gaps(lines: Sequence[str], random: random.Random) -> list[str]:
    """Return the text with a third of its sentences left out and the rest in other words."""
    made = []
    for line in worded(lines, random):
        prose = len(line) > 60 and "\t" not in line and "?" not in line
        kept = [s for s in re.split(r"(?<=[.!?]) ", line) if not prose or random.random() > 0.35]
        made.append(" ".join(kept))
    return made


LAYOUTS: Mapping[str, Callable[[Sequence[str], random.Random], list[str]]] = {
    "unchanged": as_it_is,
    "lines wrapped": wrapped,
    "pages with running heads": paged,
    "one cell on each line": cells_in_lines,
    "cells with spaces": spaces,
    "other words": worded,
    "sections reordered": reordered,
    "a third of the sentences left out": with_gaps,
    "all of these together": lambda lines, random: paged(
        spaces(worded(reordered(lines, random), random), random), random
    ),
}

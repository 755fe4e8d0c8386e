"""What transcribed reports teach: where each figure stood and which words were around it. Internal.

`learnt/PUBLICATION.csv` has a row for every number of a transcribed report, every comparison in words, and every
footnote, in the order of the text:

    claim       figure, comparison, none or footnote
    id          the figure's or comparison's id; of none, why it is no figure
    locator, occurrence, token    its place, as citations name it
    before, after, sentence       hashes of the words around it (see `wording`); of a footnote, of its words
    rank                          how many numbers stand before it in its sentence

The rows of `none` are the reviewed list of the report: the numbers that are no figures.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from peel_data import paths
from peel_data.errors import NotFound, PackageDataError
from peel_data.suggestions import asking, nearest
from peel_data.transcribe.files.normalise import SUPERSCRIPTS, spell
from peel_data.transcribe.numbers import spans_of
from peel_data.transcribe.wording import Context, context_of, hashed, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from peel_data.transcribe.audit import Row, Tables
    from peel_data.transcribe.parts import Parts
    from peel_data.transcribe.wording import Names

FIGURE, COMPARISON, NONE, FOOTNOTE = "figure", "comparison", "none", "footnote"
FOLDER = "peel_data/transcribe/learnt"
"""In a checkout; beside this module in an installed package."""
COLUMNS = ("claim", "id", "locator", "occurrence", "token", "before", "after", "sentence", "rank")

_SIDES = ("before", "after", "sentence")


class Learnt(NamedTuple):
    """A place of a transcribed report.

    Attributes:
        claim: What it is: `figure`, `comparison`, `none` or `footnote`.
        id: Of what; or why of nothing.
        locator: The part that it stands in.
        occurrence: Which of the same tokens there.
        token: As printed.
        context: The words around it.
    """

    claim: str
    id: str
    locator: str
    occurrence: int
    token: str
    context: Context


def learn(
    parts: Parts, tables: Tables, reviewed: Iterable[Row], publication: str, names: Names
) -> list[Learnt]:
    """Learn from a report that is transcribed, in the order of its text.

    Args:
        parts: Its text.
        tables: Gives the rows of a table.
        reviewed: Its numbers that are no figures: part, token, occurrence, reason.
        publication: Which report it is.
        names: What it calls its force.
    """
    made = []
    for claim, id_, locator, token, occurrence in _claims(tables, reviewed, publication):
        text = parts.texts.get(locator, "")
        found = spans_of(spell(token), text)
        if len(found) >= occurrence:
            start, end = found[occurrence - 1]
            context = context_of(text, start, end, names)
            learnt = Learnt(claim, id_, locator, occurrence, token, context)
            made.append((parts.locate(locator, start), learnt))
    for part, words in footnotes_of(parts, names).items():
        context = Context(frozenset(), frozenset(), words)
        made.append((parts.locate(part, 0), Learnt(FOOTNOTE, "", part, 1, "", context)))
    return [learnt for _, learnt in sorted(made, key=lambda each: each[0])]


def footnotes_of(parts: Parts, names: Names) -> dict[str, frozenset[str]]:
    """Return the hashed words of each footnote of a report."""
    return {
        part: frozenset(map(hashed, stems(text.lstrip(SUPERSCRIPTS), names)))
        for part, text in parts.texts.items()
        if part.startswith("Footnote ")
    }


def _claims(
    tables: Tables, reviewed: Iterable[Row], publication: str
) -> Iterator[tuple[str, str, str, str, int]]:
    for row in tables("citations"):
        if row["publication"] == publication:
            place = row["locator"], row["printed"], int(row["occurrence"])
            yield FIGURE, row["figure_id"], *place
    for row in tables("comparisons"):
        if row["publication"] == publication:
            for part in (row["locator"], *filter(None, row["also_in"].split("; "))):
                yield COMPARISON, row["comparison"], part, row["printed"], 1
    for row in reviewed:
        yield NONE, row["reason"], row["part"], row["token"], int(row["occurrence"])


def rows_of(learnt: Iterable[Learnt]) -> list[dict[str, object]]:
    """Return the rows of the file."""
    return [
        {
            **each._asdict(),
            **{side: " ".join(sorted(getattr(each.context, side))) for side in _SIDES},
            "rank": each.context.rank,
        }
        for each in learnt
    ]


def read(publication: str, folder: Path | None = None) -> list[Learnt]:
    """Return what was learnt from a publication.

    Args:
        publication: Its id.
        folder: Where the files are; None is those of the installed package.

    Raises:
        NotFound: There is no pattern of that publication.
        PackageDataError: The file is damaged.
    """
    home = folder or paths.package() / "transcribe" / "learnt"
    path = home / f"{publication}.csv"
    if not path.is_file():
        known = learnt_publications(folder)
        raise NotFound(
            f"There is no pattern for {publication!r}.{asking(nearest(publication, known, most=1))} "
            f"Available: {', '.join(known) or 'none'}."
        )
    try:
        return [_learnt(row) for row in csv.DictReader(paths.read_text(path).splitlines())]
    except (KeyError, ValueError, TypeError) as error:
        raise PackageDataError(
            f"{path} is damaged ({error}). Install the package again."
        ) from error


def learnt_publications(folder: Path | None = None) -> list[str]:
    """Return the publications that there is a pattern of."""
    home = folder or paths.package() / "transcribe" / "learnt"
    return sorted(path.stem for path in home.glob("*.csv"))


def reviewed(learnt: Sequence[Learnt]) -> list[Mapping[str, str]]:
    """Return the numbers of a transcribed report that are no figures: part, token, occurrence, reason."""
    return [
        {"part": e.locator, "token": e.token, "occurrence": str(e.occurrence), "reason": e.id}
        for e in learnt
        if e.claim == NONE
    ]


def _learnt(row: Row) -> Learnt:
    before, after, sentence = (frozenset(row[side].split()) for side in _SIDES)
    context = Context(before, after, sentence, int(row["rank"]))
    return Learnt(
        row["claim"], row["id"], row["locator"], int(row["occurrence"]), row["token"], context
    )

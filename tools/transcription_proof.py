"""How much of a report is drafted, and whether anything is wrong without a flag.

    python tools/transcription_proof.py REPORT.txt [--publication ID] [--seeds N]

takes the text of a transcribed report and prints a table:

- by headings, labels and grammar alone, without any pattern;
- with its pattern, but each part (a section, a table or a panel) read without what the part itself taught;
- copies of it for other forces, with other numbers that are rounded alike, read with its pattern: as they are, and
  as other programs and pens would give them (`transcription_layouts`).

A figure is right if it is drafted with its value and its precision; open if it is not drafted, or only told of;
flagged if it is drafted with a conflict; and wrong if it is drafted otherwise than the report has it, or where the
report has none. Exits 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from peel_data.tables import records
from peel_data.transcribe import pattern
from peel_data.transcribe.auditing import parts_of
from peel_data.transcribe.draft import CLAIMED, OPEN, Origin
from peel_data.transcribe.drafting import draft
from peel_data.transcribe.files.document import Document
from peel_data.transcribe.files.normalise import normalise
from peel_data.transcribe.files.reading import read_report
from peel_data.transcribe.files.text import read_text
from peel_data.transcribe.model import Model, model_of, names_of
from peel_data.transcribe.tokens import numbers_of
from peel_data.transcribe.writing import doubtful_claims, unheld_claims
from transcription_copy import copy_report
from transcription_layouts import LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peel_data.transcribe.drafting import Drafted

FORCES = ("kent", "avon-and-somerset", "west-mercia", "dyfed-powys", "metropolitan")
EDITION = "peel-effectiveness-2015"


class Score(NamedTuple):
    """What became of the figures of a report, and of the places that print them."""

    figures: int
    right: int
    flagged: int
    wrong: list[str]
    places: int
    cited: int
    numbers: int
    look: int
    compare: int
    seconds: float


def measure(made: Drafted, truth: Mapping[str, Decimal], places: int, seconds: float) -> Score:
    """Compare a draft with what its report says.

    Args:
        made: The draft.
        truth: The value of each figure at its full precision, by id.
        places: How many places print them.
        seconds: How long it took.
    """
    in_conflict = {claim.id for conflict in made.conflicts for claim in conflict.claims}
    right, wrong, flagged, cited = set(), [], set(), 0
    for row in made.tables.get("citations", ()):
        figure_id, value = row["figure_id"], Decimal(row["printed_value"])
        room = Decimal(5).scaleb(-int(row["printed_decimals"]) - 1)
        good = figure_id in truth and abs(truth[figure_id] - value) <= room
        cited += good
        if good:
            right.add(figure_id)
        elif figure_id in in_conflict:
            flagged.add(figure_id)
        else:
            wrong.append(f"{figure_id} = {row['printed']} in {row['locator']}")
    left = sum(claim.state == OPEN for claim in made.claims)
    return Score(
        len(truth), len(right - flagged), len(flagged), wrong, places, cited, left,
        len(doubtful_claims(made)), len(unheld_claims(made)), seconds,
    )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the command line."""
    parser = argparse.ArgumentParser(description="Prove the drafting of reports.")
    parser.add_argument("report", type=Path, help="the text of a transcribed report")
    parser.add_argument("--publication", default=f"{EDITION}-northamptonshire", help="its id")
    parser.add_argument("--copies", action="store_true", help="only the copies")
    parser.add_argument("--seeds", type=int, default=16, help="how many copies")
    options = parser.parse_args(arguments)
    model = model_of(options.publication, records.read, pattern.read(options.publication))
    document = read_report(options.report)
    figures = {row["figure_id"]: row for row in records.read("figures")}
    cited = {each.id for each in model.learnt if each.claim == pattern.FIGURE}
    figures = {figure_id: row for figure_id, row in figures.items() if figure_id in cited}
    truth = {figure_id: Decimal(row["value"]) for figure_id, row in figures.items()}
    places = sum(each.claim == pattern.FIGURE for each in model.learnt)
    scores: dict[str, Score] = {}
    if not options.copies:
        scores["without any pattern"] = _drafted(document, model.area, (), truth, places)
        scores["each part without its own pattern"] = _left_out(document, model, truth, places)
    parts = parts_of(document, records.read)
    for seed in range(1, options.seeds + 1):
        area = FORCES[seed % len(FORCES)]
        names = names_of(records.read, area)
        copy = copy_report(parts, model, figures, names, random.Random(seed))  # noqa: S311 - no secret
        own = {
            figure_id.replace(f":{model.area}", f":{area}"): v
            for figure_id, v in copy.values.items()
        }
        layout = list(LAYOUTS)[(seed - 1) % len(LAYOUTS)]
        written = "\n".join(LAYOUTS[layout](copy.lines, random.Random(seed)))  # noqa: S311
        text = Document("copy.txt", normalise(read_text(written.encode(), "copy.txt")))
        scores[f"copy {seed}, {area}: {layout}"] = _drafted(text, area, [model], own, places)
    _print(scores)
    return 1 if any(score.wrong for score in scores.values()) else 0


def _drafted(
    document: Document,
    area: str,
    models: Sequence[Model],
    truth: Mapping[str, Decimal],
    places: int,
) -> Score:
    started = time.monotonic()
    origin = Origin(area, EDITION, f"{EDITION}-{area}-proof", (), document.name, "")
    made = draft(document, records.read, origin, models)
    return measure(made, truth, places, time.monotonic() - started)


def _left_out(document: Document, model: Model, truth: Mapping[str, Decimal], places: int) -> Score:
    """Draft once for each part, without its own places in the pattern, and count what stands in that part."""
    started = time.monotonic()
    parts = parts_of(document, records.read)
    with_numbers = {number.part for number in numbers_of(parts)}
    right, wrong, cited, left = set[str](), list[str](), 0, 0
    origin = Origin(model.area, EDITION, f"{EDITION}-{model.area}-proof", (), document.name, "")
    for part in {
        each.locator for each in model.learnt if each.claim == pattern.FIGURE
    } & with_numbers:
        rest = [each for each in model.learnt if each.locator != part]
        made = draft(
            document,
            records.read,
            origin,
            [Model(model.publication, model.area, model.names, rest)],
        )
        own = [row for row in made.tables["citations"] if row["locator"] == part]
        score = measure(
            type(made)(made.parts, made.claims, {"citations": own}, made.conflicts, []), truth, 0, 0
        )
        right |= {row["figure_id"] for row in own if row["figure_id"] in truth}
        wrong += score.wrong
        cited += score.cited
        left += sum(c.state == OPEN and c.number.part == part for c in made.claims)
        wrong += [
            f"{claim.id} in {part}" for claim in made.claims
            if claim.number.part == part and claim.state == CLAIMED and claim.id not in truth
            and not claim.id.startswith("comparison:")
        ]  # fmt: skip
    seconds = time.monotonic() - started
    return Score(len(truth), len(right), 0, wrong, places, cited, left, 0, 0, seconds)


def _print(scores: Mapping[str, Score]) -> None:
    print(
        "| run | figures | right | flagged | open | wrong | places | cited | numbers open "
        "| to look over | to compare | seconds |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for name, s in scores.items():
        left = s.figures - s.right - s.flagged
        print(
            f"| {name} | {s.figures} | {s.right} | {s.flagged} | {left} | {len(s.wrong)} "
            f"| {s.places} | {s.cited} | {s.numbers} | {s.look} | {s.compare} | {s.seconds:.1f} |"
        )
    for name, s in scores.items():
        for wrong in s.wrong:
            print(f"wrong, {name}: {wrong}")


if __name__ == "__main__":
    sys.exit(main())

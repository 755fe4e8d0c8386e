"""What becomes of digits that were misread: each is planted where chance has it, and the draft is asked what it says.

    python tools/transcription_misread.py [--reports N] [--first SEED] [--plants N] [--show]

plants, in invented reports, one misreading at a time: a digit read as another, two digits swapped, a digit lost, a
decimal point lost, a comma read as a point, a minus sign lost. A figure that is then drafted with a value that the
report does not have is

- in conflict, if what is held against it says so;
- asked, if a person is told to compare that number with the report;
- silent, if neither.

Prints a table by kind, and exits 1 if anything is silent. What is no longer drafted at all is open, and so asked too.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peel_data.errors import SubmissionError
from peel_data.readers.limits import DEFAULT
from peel_data.review.gathering import CONFLICT, DOUBTFUL, UNHELD, read_review
from peel_data.tables import records
from peel_data.transcribe import pattern
from peel_data.transcribe.draft import Origin
from peel_data.transcribe.drafting import draft
from peel_data.transcribe.files.document import Document
from peel_data.transcribe.files.normalise import normalise
from peel_data.transcribe.files.text import read_text
from peel_data.transcribe.model import model_of
from peel_data.transcribe.writing import check_arithmetic, write_conflicts, write_draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from peel_data.review.gathering import Review
    from peel_data.transcribe.model import Model

EDITION = "peel-effectiveness-2015"


def _other_digit(found: re.Match[str], chance: random.Random) -> str:
    return chance.choice([d for d in "0123456789" if d != found[0]])


MISREADINGS: dict[str, tuple[re.Pattern[str], Callable[[re.Match[str], random.Random], str]]] = {
    "a digit read as another": (re.compile(r"[0-9]"), _other_digit),
    "two digits swapped": (re.compile(r"([0-9])(?!\1)([0-9])"), lambda m, _: m[2] + m[1]),
    "a digit lost": (re.compile(r"[0-9](?=[0-9])"), lambda _, __: ""),
    "a decimal point lost": (re.compile(r"(?<=[0-9])\.(?=[0-9])"), lambda _, __: ""),
    "a comma read as a point": (re.compile(r"(?<=[0-9]),(?=[0-9])"), lambda _, __: "."),
    "a minus sign lost": (re.compile(r"(?<=\s)[-\u2212\u2013](?=[0-9])"), lambda _, __: ""),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Plant misread digits in invented reports.")
    parser.add_argument("--reports", type=int, default=10, help="how many")
    parser.add_argument("--first", type=int, default=3001, help="the seed of the first of them")
    parser.add_argument("--plants", type=int, default=6, help="of each kind, in each report")
    parser.add_argument("--show", action="store_true", help="list what is silent")
    options = parser.parse_args(arguments)
    sys.path.insert(0, str(Path(__file__).parents[1]))  # for `tests`
    from tests.support.invented_reports import invent

    publication = f"{EDITION}-northamptonshire"
    model = model_of(publication, records.read, pattern.read(publication))
    counts: Counter[tuple[str, str]] = Counter()
    silent: list[str] = []
    for seed in range(options.first, options.first + options.reports):
        report = invent(seed, "known")
        before = {each.message for each in _reviewed(report, report.text, model).conflicts}
        for kind, text, place in _misread(report.text, random.Random(seed), options.plants):  # noqa: S311
            counts[kind, "planted"] += 1
            try:
                review = _reviewed(report, text, model)
            except SubmissionError:
                counts[kind, "refused"] += 1
                continue
            for state, figure in _became(report, review, before):
                counts[kind, state] += 1
                if state == "silent":
                    silent.append(f"report {seed}, {kind}: {place}: {figure}")
    _tell(counts)
    if options.show:
        print(*silent, sep="\n")
    return 1 if silent else 0


def _misread(text: str, chance: random.Random, most: int) -> Iterator[tuple[str, str, str]]:
    """Yield the kind of each misreading, the text with it, and what is around it."""
    for kind, (pattern_, misread) in MISREADINGS.items():
        places = list(pattern_.finditer(text))
        for found in chance.sample(places, min(most, len(places))):
            start, end = found.span()
            around = text[max(0, start - 25) : start] + "[" + found[0] + "]" + text[end : end + 15]
            changed = text[:start] + misread(found, chance) + text[end:]
            yield kind, changed, " ".join(around.split())


def _reviewed(report: Any, text: str, model: Model) -> Review:
    """Return what a person is shown of a text."""
    document = Document("report.txt", normalise(read_text(text.encode(), "report.txt")))
    origin = Origin(
        report.area, EDITION, f"{EDITION}-{report.area}", (model.publication,), document.name, ""
    )
    made = draft(document, records.read, origin, [model])
    with tempfile.TemporaryDirectory() as folder:
        write_draft(Path(folder), document, made, origin)
        check_arithmetic(Path(folder), made, DEFAULT)
        write_conflicts(Path(folder), made)
        return read_review(Path(folder))


def _became(report: Any, review: Review, before: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what became of each figure that is drafted with another value than it has: the state, and which."""
    truth = {each.figure_id: each for each in report.truth}
    disputed = {
        number.row["figure_id"]
        for conflict in review.conflicts
        if conflict.message not in before
        for number in conflict.numbers
    }
    values = {
        (row["figure_id"], row["locator"], row["occurrence"], row["printed"]): row
        for row in review.tables.get("citations", ())
    }
    for number in review.numbers:
        row = number.row
        cited = values.get((row["figure_id"], row["locator"], row["occurrence"], row["token"]))
        if cited is None:
            continue
        known, decimals = truth.get(row["figure_id"]), int(cited["printed_decimals"])
        room = Decimal(5).scaleb(-decimals - 1)
        if known and abs(Decimal(known.value) - Decimal(cited["printed_value"])) <= room:
            continue
        if row["figure_id"] in disputed:
            yield "in conflict", row["figure_id"]
        elif number.state in {CONFLICT, DOUBTFUL, UNHELD}:
            yield "asked", row["figure_id"]
        else:
            yield "silent", f"{row['figure_id']} = {row['token']} in {row['locator']}"


def _tell(counts: Counter[tuple[str, str]]) -> None:
    print("| misreading | planted | figures in conflict | left for you to check | unnoticed |")
    print("|---|---|---|---|---|")
    for kind in MISREADINGS:
        numbers = (counts[kind, s] for s in ("planted", "in conflict", "asked", "silent"))
        print(f"| {kind} | {' | '.join(map(str, numbers))} |")


if __name__ == "__main__":
    sys.exit(main())

"""How invented reports are drafted, whose grammar of layouts and wordings knows nothing of the reader.

    python tools/transcription_invented.py [--reports N] [--first SEED] [--wording known|new] [--after SEED]
        [--pdf [--columns N]]

prints, for wordings that transcribed reports have and for others apart, how many of the template's figures and of
the operational ones are drafted with their values, and how many are wrong without a flag: drafted with another
value, or taken for no figure. Exits 1 if any is.
With `--after`, they are drafted as they are once the report of that seed, of the same wording, is accepted.
With `--pdf`, LibreOffice (`soffice`) prints the reports first, and they are drafted from what it printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from peel_data.tables import records
from peel_data.transcribe import pattern
from peel_data.transcribe.draft import CLAIMED, NOT_A_FIGURE, Origin
from peel_data.transcribe.drafting import draft
from peel_data.transcribe.files.normalise import spell
from peel_data.transcribe.files.reading import read_report
from peel_data.transcribe.model import model_of
from peel_data.transcribe.writing import doubtful_claims, unheld_claims

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.transcribe.audit import Tables
    from peel_data.transcribe.drafting import Drafted
    from peel_data.transcribe.files.document import Document
    from peel_data.transcribe.model import Model

EDITION = "peel-effectiveness-2015"
WORDINGS: tuple[Literal["known", "new"], ...] = ("known", "new")


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the command line."""
    parser = argparse.ArgumentParser(description="Draft invented reports.")
    parser.add_argument("--reports", type=int, default=40, help="how many of each wording")
    parser.add_argument("--first", type=int, default=1, help="the seed of the first of them")
    parser.add_argument("--wording", choices=WORDINGS, help="only these (default: both)")
    parser.add_argument("--pdf", action="store_true", help="print them, and draft from the PDF")
    parser.add_argument("--columns", type=int, default=1, help="with --pdf, columns of a page")
    parser.add_argument("--after", type=int, metavar="SEED", help="once this report is accepted")
    options = parser.parse_args(arguments)
    sys.path.insert(0, str(Path(__file__).parents[1]))  # for `tests`
    from tests.support.accepted_report import accepted
    from tests.support.invented_reports import invent

    publication = f"{EDITION}-northamptonshire"
    model = model_of(publication, records.read, pattern.read(publication))
    print(
        "| wordings | reports | template right | operational right | flagged | wrong | numbers open "
        "| to look over | to compare |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    every: list[str] = []
    for wording in [each for each in WORDINGS if options.wording in {None, each}]:
        counts: Counter[str] = Counter()
        models, tables = [model], cast("Tables", records.read)
        if options.after is not None:
            earlier, tables = accepted(invent(options.after, wording))
            models.append(earlier)
        seeds = range(options.first, options.first + options.reports)
        reports = [invent(seed, wording, printed=options.pdf) for seed in seeds]
        # The accepted report's own force has its figures published already.
        reports = [each for each in reports if each.area not in {m.area for m in models}]
        for report, document in _documents(reports, options.columns if options.pdf else 0):
            every += _count(report, _drafted(report, document, models, tables), counts)
        print(
            f"| {wording} | {len(reports)} | {_share(counts, 'template')} | {_share(counts, 'operational')} "
            f"| {counts['flagged']} | {counts['wrong']} | {counts['open']} | {counts['look']} | {counts['compare']} |"
        )
    print(*every, sep="\n")
    return 1 if every else 0


def _documents(reports: Sequence[Any], columns: int) -> Iterator[tuple[Any, Document]]:
    """Yield the reports as they are read: from their text, or printed in so many columns."""
    if not columns:
        from tests.support.accepted_report import document_of

        for report in reports:
            yield report, document_of(report)
        return
    from tests.support.invented_reports.printing import flat_document, print_reports

    with tempfile.TemporaryDirectory() as folder:
        documents = {str(each.seed): flat_document(each, columns) for each in reports}
        printed = print_reports(documents, Path(folder))
        for report in reports:
            yield report, read_report(printed[str(report.seed)])


def _drafted(report: Any, document: Document, models: Sequence[Model], tables: Tables) -> Drafted:
    origin = Origin(report.area, EDITION, f"{EDITION}-{report.area}", (), document.name, "")
    return draft(document, tables, origin, models)


def _count(report: Any, made: Drafted, counts: Counter[str]) -> list[str]:
    """Count what became of the figures of one report; what is wrong without a flag is returned."""
    flagged = {claim.id for conflict in made.conflicts for claim in conflict.claims}
    truth = {each.figure_id: each for each in report.truth}
    right, wrong = set[str](), []
    for row in made.tables.get("citations", ()):
        figure_id, room = row["figure_id"], Decimal(5).scaleb(-int(row["printed_decimals"]) - 1)
        known = truth.get(figure_id)
        if known and abs(Decimal(known.value) - Decimal(row["printed_value"])) <= room:
            right.add(figure_id)
        elif figure_id in flagged:
            counts["flagged"] += 1
        else:
            wrong.append(
                f"wrong: report {report.seed}, {figure_id} = {row['printed']} in {row['locator']}"
            )
    stated = {(each.locator, _spelt(each.printed)): each.figure_id for each in report.mentions}
    wrong += [
        f"lost: report {report.seed}, {stated[place]} = {place[1]} in {place[0]} is no figure: {claim.why}"
        for claim in made.claims
        if claim.state == NOT_A_FIGURE
        and (place := (claim.number.part, _spelt(claim.number.token))) in stated
    ]
    for each in report.truth:
        kind = "operational" if each.operational else "template"
        counts[kind] += 1
        counts[f"{kind} right"] += each.figure_id in right
    counts["open"] += sum(claim.state == "open" for claim in made.claims)
    counts["claimed"] += sum(claim.state == CLAIMED for claim in made.claims)
    counts["look"] += len(doubtful_claims(made))
    counts["compare"] += len(unheld_claims(made))
    counts["wrong"] += len(wrong)
    return wrong


def _spelt(printed: str) -> str:
    return "".join(spell(printed).split())


def _share(counts: Counter[str], kind: str) -> str:
    right, all_of_them = counts[f"{kind} right"], counts[kind]
    return f"{right} of {all_of_them} ({right / (all_of_them or 1):.1%})"


if __name__ == "__main__":
    sys.exit(main())

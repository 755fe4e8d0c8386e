"""How long a report of 60 pages takes to be drafted, and how much memory, as text and as PDF.

    python benchmarks/reports.py [--check]

writes an invented report of 60 pages with some 1,500 numbers, prints it with LibreOffice if `soffice` is there, and
drafts it with the command, the process in which it reads included. With `--check`, exits 1 if the text takes 5 seconds
or more, the PDF 30, or either 512 MiB.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # for `tests`

from tests.support.invented_reports import invent
from tests.support.invented_reports.printing import flat_document, print_reports

SECONDS = {"text": 5, "pdf": 30}
MEBIBYTES = 512
PARAGRAPHS = 420
"""So many more make a report of 60 pages."""
# fmt: off
WORDS = (
    "officers", "teams", "partners", "victims", "offenders", "plans", "reviews", "visits", "records", "checks",
    "calls", "training", "neighbourhoods", "supervisors", "meetings", "analysts", "detectives", "councils",
)
# fmt: on


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Time the drafting of a report of 60 pages.")
    parser.add_argument("--check", action="store_true", help="fail where a promise is broken")
    options = parser.parse_args()
    chance = random.Random(60)
    report = invent(60, "known", printed=True)
    report = replace(report, text=_longer(report.text, chance))
    broken = []
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        files = {"text": folder / "report.txt"}
        files["text"].write_text(report.text, encoding="utf-8")
        if shutil.which("soffice"):
            files["pdf"] = print_reports({"report": flat_document(report)}, folder)["report"]
        print("| report | characters or pages | numbers | seconds | processor seconds | MiB |")
        print("|---|---|---|---|---|---|")
        for kind, path in files.items():
            said, wall, used, most = _drafted(path, report.area, folder / kind)
            size = f"{len(report.text):,} characters" if kind == "text" else f"{_pages(path)} pages"
            numbers = said.partition(" numbers: ")[0].rpartition(" ")[2]
            print(f"| {kind} | {size} | {numbers} | {wall:.1f} | {used:.1f} | {most:.0f} |")
            if used >= SECONDS[kind] or most >= MEBIBYTES:
                broken.append(kind)
    return 1 if options.check and broken else 0


def _longer(text: str, chance: random.Random) -> str:
    """Return a report with paragraphs of prose put after its sentences, most of them with numbers."""
    blocks = text.split("\n\n")
    places = [at for at, block in enumerate(blocks) if block.endswith(".") and "\t" not in block]
    for _ in range(PARAGRAPHS):
        blocks[chance.choice(places)] += f"\n\n{_paragraph(chance)}"
    return "\n\n".join(blocks)


def _paragraph(chance: random.Random) -> str:
    sentences = []
    for _ in range(4):
        words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(9, 20)))
        number = f" {chance.randint(3, 900)}" if chance.random() < 0.8 else ""
        sentences.append(f"The force has{number} {words}.")
    return " ".join(sentences)


def _drafted(path: Path, area: str, out: Path) -> tuple[str, float, float, float]:
    """Draft a report; what was said, the seconds by the clock and of the processor, and the most memory in MiB."""
    command = [sys.executable, "-m", "peel_data", "transcribe", str(path), "--area", area]
    command += ["--edition", "peel-effectiveness-2015", "-o", str(out)]
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    said = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        raise SystemExit(said)
    return said, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _pages(path: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return len(document)


if __name__ == "__main__":
    sys.exit(main())

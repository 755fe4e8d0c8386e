"""Plants every slip in every good submission in every format, alone and with others, and writes the page of rates.

Usage: python tools/validation_proof.py [--check]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from catch_rate import MARKS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "validation-proof.md"
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

HEAD = """## By rule

`python tools/validation_proof.py` generates this part. It plants every kind of slip, one at a time, in good
submissions and in every format that can hold it. The submissions are the figures of 2015 in the package, and
invented, consistent figures for 2016 for three forces and England and Wales. A slip counts as caught if its rule
reports it at the changed cell, and no other rule reports anything above info.

The tool then plants several slips at once, because grouping could hide some of them. Every slip must be named at
its cell, or the report must say that its rule was not fully checked.

"""

GROUPS = 600
"""How many groups of two to six slips of any kind are planted together."""
TITLE = "# What validation catches\n\n"


def main() -> int:
    """Write the page, or check that it is current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if the page would change")
    check = parser.parse_args().check
    text = page()
    if check:
        current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        print(f"{PAGE.name} is {'current' if current else 'out of date'}.")
        return 0 if current else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


def page() -> str:
    """Return the page, after trying everything."""
    from support.mutations import SLIPS
    from support.variations import VARIATIONS

    tried, caught = Counter[str](), Counter[str]()
    for slip in SLIPS:
        for base in slip.bases:
            for style in slip.formats:
                tried[slip.id] += 1
                caught[slip.id] += _caught(slip, base, style)
    lines = [
        f"| {slip.code} | {slip.kind} | {', '.join(slip.bases)} | {', '.join(slip.formats)} "
        f"| {caught[slip.id]} of {tried[slip.id]} |"
        for slip in SLIPS
    ]
    silent = {name: _silent(name) for name in VARIATIONS}
    return (
        f"{TITLE}{_measured()}{HEAD}{len(SLIPS)} kinds of slip were planted {tried.total():,} times and "
        f"caught {caught.total():,} times. "
        f"Of {len(VARIATIONS)} harmless variations, {sum(silent.values())} raised nothing above info.\n\n"
        f"{_together()}"
        "## Slips\n\n| rule | kind | submissions | formats | caught |\n|---|---|---|---|---|\n"
        + "\n".join(lines)
        + "\n\n## Harmless variations\n\n| variation | nothing above info |\n|---|---|\n"
        + "\n".join(f"| {name} | {'yes' if good else 'no'} |" for name, good in silent.items())
        + "\n"
    )


def _measured() -> str:
    """Return what `tools/catch_rate.py` wrote into the page, which stays as it is."""
    current = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    start, end = MARKS
    _, found, rest = current.partition(start)
    return f"{start}{rest.partition(end)[0]}{end}\n" if found else ""


def _together() -> str:
    """Return what became of slips that were planted together."""
    from support import several

    lines = []
    for name, cases in (
        ("every two kinds in one file", several.pairs()),
        (f"two to six kinds in any files, seed {several.SEED}", several.groups(GROUPS)),
    ):
        planted, fates = 0, Counter[str]()
        for case in cases:
            with tempfile.TemporaryDirectory() as folder:
                found = several.fates(case, Path(folder))
            if found is not None:  # one does not undo another
                planted += 1
                fates.update(found.values())
        lines.append(
            f"| {name} | {planted:,} | {fates.total():,} | {fates[several.NAMED]:,} "
            f"| {fates[several.DEFERRED]:,} | {fates[several.LOST]:,} |"
        )
    return (
        "## Several at once\n\n| what | submissions | slips | named | reported as not checked | lost |\n"
        "|---|--:|--:|--:|--:|--:|\n" + "\n".join(lines) + "\n\n"
    )


def _caught(slip: object, base: str, style: str) -> bool:
    from support.run import judge_slip, trouble

    with tempfile.TemporaryDirectory() as folder:
        report, spot = judge_slip(slip, base, style, Path(folder))
    return not trouble(slip, report, spot)


def _silent(name: str) -> bool:
    from support.run import judge, weighty
    from support.variations import VARIATIONS

    with tempfile.TemporaryDirectory() as folder:
        return not weighty(judge(VARIATIONS[name](Path(folder) / "submission")))


if __name__ == "__main__":
    raise SystemExit(main())

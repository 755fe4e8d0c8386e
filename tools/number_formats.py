"""Render numbers with our number formats and with LibreOffice, and list where the two differ.

    python tools/number_formats.py --cells 5000 --seed 2015

The formats are put together at random from what the standard (ECMA-376 part 1, 18.8.30 and 18.8.31) allows:
sections, conditions, colours, currencies, literals, grouping, scaling, percentages, exponents and fractions. The
numbers are whole, decimal, small, large, negative and zero. Needs `soffice`; each difference is a fault of one of the
two, and makes the command fail. Where LibreOffice departs from Excel by a known rule, Excel is followed and the cell
is counted apart.
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

from openpyxl import Workbook

from differential import shown_sheets
from peel_data.readers.display.number_formats import parse_format
from peel_data.readers.display.number_views import render_number
from peel_data.readers.display.serials import number_text

SHOWN = 40
"""How many differences are listed."""

DIGITS = (
    "0",
    "0.0",
    "0.00",
    "#,##0",
    "#,##0.0",
    "#",
    "#.#",
    "0.0?",
    "000",
    "#,##0.00#",
    "0,",
    "0.0,",
    "0.0,,",
)
OTHER = ("0%", "0.0%", "0.00E+00", "0.0E+0", "##0.0E+0", "# ?/?", "# ??/??", "General")
BEFORE = ("", "", "", "£", "[$£-809]", "[$€-407]", '"c. "', "\\+", "_-", "-")
AFTER = ("", "", "", '" per 1,000"', '"%"', '"k"', "_)", "\\ \\(p\\)", '"[c]"')
COLOURS = ("", "", "", "[Red]", "[Blue]", "[Color10]")
CONDITIONS = ("[<5]", "[<100]", "[>=10]", "[>0]", "[=0]", "[<>0]")


def section(chance: random.Random) -> str:
    """Return a section without its condition."""
    if chance.random() < 0.08:
        return chance.choice(('"[c]"', '"-"', '"x"', "\\:"))
    digits = chance.choice(DIGITS if chance.random() < 0.7 else OTHER)
    if digits in OTHER:
        return chance.choice(COLOURS) + digits
    return chance.choice(COLOURS) + chance.choice(BEFORE) + digits + chance.choice(AFTER)


def code(chance: random.Random) -> str:
    """Return a format of one to three sections, some with a condition."""
    if chance.random() < 0.25:
        return f"{chance.choice(CONDITIONS)}{section(chance)};{section(chance)}"
    return ";".join(section(chance) for _ in range(chance.choice((1, 1, 1, 2, 2, 3))))


def number(chance: random.Random) -> float:
    """Return a number such as the tables hold, or an awkward one."""
    kind = chance.randrange(6)
    size = (
        0.0,
        float(chance.randint(1, 99)),
        round(chance.uniform(0, 100), 1),
        round(chance.uniform(0, 1), 3),
        float(chance.randint(1000, 9_999_999)),
        round(chance.uniform(0, 100_000), 2),
    )[kind]
    return -size if size and chance.random() < 0.3 else size


def plain(text: str) -> str:
    """Return a view without what only fills space."""
    return re.sub(r"\s+", "", text)


def departure(shown_by: str, value: float, ours: str, theirs: str) -> str | None:
    """Name the known rule by which LibreOffice departs from Excel, if that is the whole difference."""
    if "[>0]" in shown_by and not value:
        return "zero under [>0]: LibreOffice shows the first section"
    without_points = re.sub(r"\.(?![0-9])", "", ours), re.sub(r"\.(?![0-9])", "", theirs)
    if without_points[0] == without_points[1]:
        return "a point without digits: LibreOffice leaves it out"
    if value < 0 and without_points[0] == "-" + without_points[1]:
        return "a minus sign before a literal, a rounded zero or under a condition: LibreOffice leaves it out"
    return None


def main() -> int:
    """Render, compare, and say whether the two agree."""
    parser = argparse.ArgumentParser(description="Compare number formats with LibreOffice.")
    parser.add_argument("--cells", type=int, default=5000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=2015, help="of chance (default: %(default)s)")
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - no secret
    cells = [(code(chance), number(chance)) for _ in range(options.cells)]
    workbook = Workbook()
    sheet = workbook.create_sheet(index=0)
    for row, (shown_by, value) in enumerate(cells, 1):
        cell = sheet.cell(row, 1, value)
        cell.number_format = shown_by
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "formats.xlsx"
        workbook.save(path)
        views = [row[0] if row else "" for row in shown_sheets([path])[path]]
    views += [""] * (len(cells) - len(views))
    different = []
    departures: Counter[str] = Counter()
    for (shown_by, value), theirs in zip(cells, views, strict=True):
        ours = render_number(parse_format(shown_by), Decimal(number_text(value)))
        if ours is None or plain(ours) == plain(theirs):
            continue
        if known := departure(shown_by, value, plain(ours), plain(theirs)):
            departures[known] += 1
        else:
            different.append(f"{shown_by!r} of {value!r}: ours {ours!r}, theirs {theirs!r}")
    formats = len({shown_by for shown_by, _ in cells})
    print(f"{len(cells):,} cells in {formats:,} formats: {len(different)} different")
    for known, count in departures.most_common():
        print(f"  {count} with {known}")
    for line in different[:SHOWN]:
        print(f"  {line}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

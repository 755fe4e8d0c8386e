"""Read every file of a folder with our readers and with others, and count where they agree.

    python tools/differential.py workbooks FOLDER              # cell by cell beside python-calamine
    python tools/differential.py csv FOLDER                    # beside Python's reader in strict mode
    python tools/differential.py seen FOLDER --sample 100      # beside what LibreOffice shows

`tools/corpus.py` makes a folder of such files; any other folder of workbooks and CSV files will do. Whatever is
*different* is listed with its place, and makes the command fail: each is a fault of one of the two readers. `seen`
needs `soffice`, and compares with the text on the screen instead of the value behind it.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import random
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from python_calamine import CalamineWorkbook

from peel_data.readers import Limits, read
from peel_data.readers.archive import Archive
from peel_data.readers.characters import PADDING, hidden_characters
from peel_data.readers.collector import Collector, Refused
from peel_data.readers.ods import workbook as ods
from peel_data.readers.sheet import RowSink
from peel_data.readers.xlsx import workbook as xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from peel_data.readers.sheet import Cell, Row

Address = tuple[int, int]
READERS = {".xlsx": xlsx, ".ods": ods}
DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
"""What spreadsheet programs show of a number."""

SHOWN = 40
"""How many differences are listed."""


@dataclass
class Tally:
    """What came of the files, and of the cells in those that both readers read."""

    files: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    different: list[str] = field(default_factory=list)

    def differs(self, where: str, ours: object, theirs: object) -> None:
        """Note a difference."""
        self.different.append(f"{where}: ours {ours!r}, theirs {theirs!r}")

    def table(self) -> str:
        """Return both counts as a table."""
        lines = ["| class | files |", "|---|---|"]
        lines += [f"| {kind} | {count:,} |" for kind, count in sorted(self.files.items())]
        if self.cells:
            lines += ["", "| class | cells |", "|---|---|"]
            lines += [f"| {kind} | {count:,} |" for kind, count in sorted(self.cells.items())]
        return "\n".join(lines)


class Recorder(RowSink):
    """A sink that keeps the cells of one sheet as they come."""

    def __init__(self) -> None:
        self.cells: dict[Address, Cell] = {}

    def row(self, row: Row, /) -> None:
        """Keep the cells of a row."""
        self.cells.update({(row.number, cell.column): cell for cell in row.cells})


def our_sheets(path: Path) -> dict[str, dict[Address, Cell]]:
    """Return every sheet of a workbook by our reader.

    Raises:
        Refused: The workbook, or a sheet of it, is not read.
    """
    found: dict[str, Recorder] = {}

    def record(_collector: Collector, _file: str, name: str, *, hidden: bool) -> Recorder:
        del hidden
        return found.setdefault(name, Recorder())

    def reject_file(refusal: Refused, *_: object, **__: object) -> None:
        raise refusal

    collector = Collector({}, Limits())
    module = READERS[path.suffix]
    with (
        mock.patch.object(module, "open_sheet", record),
        mock.patch.object(collector, "reject_file", reject_file),
    ):
        module.read_workbook(Archive(path.read_bytes(), path.name, collector), collector)
    return {name: recorder.cells for name, recorder in found.items()}


def their_sheets(path: Path) -> dict[str, list[list[object]]]:
    """Return every sheet of a workbook by calamine, from its first cell on."""
    book = CalamineWorkbook.from_path(path)
    return {
        name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    }


def as_text(value: object) -> str:
    """Return a value of calamine's as we would write it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        return value.isoformat() if value.time() != dt.time() else value.date().isoformat()
    if isinstance(value, (int, float)):
        text = format(DIGITS.create_decimal(repr(float(value))), "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text
    return str(value)


def refused(cell: Cell | None) -> str | None:
    """Return the code with which our reader says that the text of a cell must not be relied on."""
    if cell is None:
        return None
    if hidden_characters(cell.text.strip(PADDING)):
        return "F121"
    return next((flaw.rule.code for flaw in cell.flaws if flaw.invalidates), None)


def same_value(ours: str, theirs: str) -> str | None:
    """In which way two readings are the same, or None."""
    if ours == theirs:
        return "equal"
    if theirs == f"{ours}-01":
        return "month for its first day"
    if ours.replace("\r", "\n") == theirs.replace("\r\n", "\n").replace("\r", "\n"):
        return "equal but for line ends"
    return None


def compare_workbook(path: Path, tally: Tally) -> None:
    """Put a workbook to both readers."""
    ours, why = None, ""
    try:
        ours = our_sheets(path)
    except Refused as refusal:
        why = refusal.rule.code
    try:
        theirs = their_sheets(path)
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - calamine panics on some damaged files, which is no Exception
        theirs = None
    if ours is None:
        tally.files["both refuse" if theirs is None else f"ours refuses: {why}"] += 1
        return
    if theirs is None:
        tally.files["theirs refuses"] += 1
        return
    before = len(tally.different)
    for name, sheet in ours.items():
        other = {
            (row, column): as_text(value)
            for row, values in enumerate(theirs.get(name, []), 1)
            for column, value in enumerate(values, 1)
            if value != ""
        }
        for at in sorted(sheet.keys() | other.keys()):
            _compare_cell(f"{path} {name} {at}", sheet.get(at), other.get(at, ""), tally)
    tally.files["read by both" if len(tally.different) == before else "different"] += 1


def _compare_cell(where: str, cell: Cell | None, theirs: str, tally: Tally) -> None:
    ours = cell.text if cell else ""
    if code := refused(cell):
        tally.cells[f"ours refuses: {code}"] += 1
    elif how := same_value(ours, theirs):
        tally.cells[how] += 1
    else:
        tally.cells["different"] += 1
        tally.differs(where, ours, theirs)


def compare_csv(path: Path, tally: Tally) -> None:
    """Put a CSV file to both readers; any header will do."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "table.csv"
        shutil.copy(path, copy)
        reading = read(copy, known_tables={"table": ()})
    refusals = sorted({f.code for f in reading.findings if f.severity == "error"})
    theirs = None
    with suppress(csv.Error, UnicodeDecodeError):
        text = path.read_bytes().decode("utf-8-sig")
        theirs = [
            row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if _filled(row)
        ]
    if theirs and theirs[0][0].lower() == "sep=" and not _filled(theirs[0][1:]):
        del theirs[0]  # a line for Excel, which Python does not know
    if refusals or theirs is None:
        codes = ", ".join(refusals)
        who = f"ours refuses: {codes}" if theirs is not None else f"both refuse: {codes}"
        tally.files[who if refusals else "theirs refuses"] += 1
        return
    ours = [row for table in reading.tables for row in (table.header, *table.rows)]
    columns = reading.tables[0].positions if reading.tables else ()
    taken = [[row[at - 1] if at <= len(row) else "" for at in columns] for row in theirs]
    plain = [[cell.replace("\r\n", "\n") for cell in row] for row in taken]
    if [list(row) for row in ours] == plain:
        how = "equal"
    elif [list(row) for row in ours] == [[cell.strip(PADDING) for cell in row] for row in plain]:
        how = "equal but for spaces around, which are reported"
    else:
        how = "different"
        first = next(
            (pair for pair in zip(ours, plain, strict=False) if list(pair[0]) != pair[1]), ("", "")
        )
        tally.differs(str(path), *first)
    tally.files[how] += 1
    tally.cells["different" if how == "different" else "equal"] += sum(map(len, ours))


def _filled(row: Iterable[str]) -> bool:
    return any(cell.strip(PADDING) for cell in row)


def shown_sheets(paths: list[Path]) -> dict[Path, list[list[str]]]:
    """Return what LibreOffice shows on the first sheet of each workbook."""
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
    found = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies = {path: folder / f"{at}{path.suffix}" for at, path in enumerate(paths)}
        for path, copy in copies.items():
            shutil.copy(path, copy)
        command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'user').as_uri()}"]
        command += [
            "--convert-to",
            options,
            "--outdir",
            str(folder / "out"),
            *map(str, copies.values()),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=60 + 5 * len(paths))
        for path, copy in copies.items():
            made = folder / "out" / f"{copy.stem}.csv"
            if made.is_file():
                with made.open(encoding="utf-8", newline="") as file:
                    found[path] = list(csv.reader(file))
    return found


def same_sight(ours: str, shown: str) -> str | None:
    """In which way what we read is what is seen, or None.

    Example:
        >>> same_sight("1234.5", "1,234.50"), same_sight("66.123", "66.1"), same_sight("0.7", "70%")
        ('equal number', 'rounded in view', None)
        >>> same_sight("2015-09-30", "30 September 2015"), same_sight("2015-09", "Sep-15")
        ('the same day', 'the same day')
        >>> same_sight("2015-09-17", "Sep-15"), same_sight("0.0000001", "0.0%")
        ('the month of the day', 'zero as a percentage')
    """
    if ours == shown or ours == shown.replace("\r\n", "\n"):
        return "equal"
    with suppress(InvalidOperation):
        held, seen = Decimal(ours), Decimal(shown.replace(",", ""))
        if held == seen:
            return "equal number"
        step = seen.as_tuple().exponent
        if isinstance(step, int) and abs(held - seen) <= Decimal((0, (5,), step - 1)):
            return "rounded in view"
    with suppress(InvalidOperation):
        percent = Decimal(shown.removesuffix("%"))
        if shown.endswith("%") and not percent and abs(Decimal(ours)) < Decimal("0.005"):
            return "zero as a percentage"
    for form in ("%d/%m/%Y", "%d %B %Y", "%d/%m/%y", "%m/%d/%y", "%b-%y", "%Y-%m-%d", "%m/%d/%Y"):
        with suppress(ValueError):
            seen_day = dt.datetime.strptime(shown, form)  # noqa: DTZ007 - a day has no zone
            if seen_day.strftime("%Y-%m-%d")[: len(ours)] == ours and len(ours) >= len("2015-09"):
                return "the same day"
            if form == "%b-%y" and seen_day.strftime("%Y-%m") == ours[:7]:
                return "the month of the day"
    return None


def compare_sights(paths: list[Path], tally: Tally) -> None:
    """Hold what we read of workbooks against what LibreOffice shows of them."""
    shown = shown_sheets(paths)
    for path in paths:
        try:
            sheets = our_sheets(path)
        except Refused as refusal:
            tally.files[f"ours refuses: {refusal.rule.code}"] += 1
            continue
        if path not in shown:
            tally.files["theirs refuses"] += 1
            continue
        before = len(tally.different)
        sheet = next(iter(sheets.values()), {})
        seen = {
            (row, column): text
            for row, values in enumerate(shown[path], 1)
            for column, text in enumerate(values, 1)
            if text
        }
        for at in sorted(sheet.keys() | seen.keys()):
            cell, sight = sheet.get(at), seen.get(at, "")
            if code := refused(cell):
                tally.cells[f"ours refuses: {code}"] += 1
            elif how := same_sight(cell.text if cell else "", sight):
                tally.cells[how] += 1
            else:
                tally.cells["different"] += 1
                tally.differs(f"{path} {at}", cell.text if cell else "", sight)
        tally.files["read by both" if len(tally.different) == before else "different"] += 1


def files_of(folder: Path, suffixes: Iterable[str]) -> Iterator[Path]:
    """Yield the files below a folder that end so, in the order of their names."""
    wanted = set(suffixes)
    yield from (
        path for path in sorted(folder.rglob("*")) if path.suffix in wanted and path.is_file()
    )


def run(kind: str, folder: Path, *, sample: int, seed: int, skip: Sequence[str] = ()) -> Tally:
    """Compare the files of a folder, without those in folders of the names to skip."""
    tally = Tally()
    if kind == "seen":
        paths = [path for path in files_of(folder, READERS) if not set(skip) & set(path.parts)]
        chance = random.Random(seed)  # noqa: S311 - no secret is drawn
        compare_sights(sorted(chance.sample(paths, min(sample, len(paths)))), tally)
        return tally
    each: Callable[[Path, Tally], None] = compare_csv if kind == "csv" else compare_workbook
    for path in files_of(folder, [".csv"] if kind == "csv" else READERS):
        each(path, tally)
    return tally


def main() -> int:
    """Print the table of classes and the differences; 1 if there is any."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("kind", choices=("workbooks", "csv", "seen"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=100, metavar="N", help="workbooks for `seen`")
    parser.add_argument("--seed", type=int, default=1, help="which workbooks `seen` draws")
    parser.add_argument("--skip", action="append", default=[], help="a folder `seen` leaves out")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    tally = run(given.kind, given.folder, sample=given.sample, seed=given.seed, skip=given.skip)
    print(tally.table())
    for line in tally.different[:SHOWN]:
        print(line[:400])
    if len(tally.different) > SHOWN:
        print(f"... and {len(tally.different) - SHOWN:,} more")
    return 1 if tally.different else 0


if __name__ == "__main__":
    sys.exit(main())

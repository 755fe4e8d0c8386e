"""Make workbooks and CSV files as many programs write them, for `tools/differential.py` to read.

    python tools/corpus.py FOLDER [--workbooks 600] [--csv 1500] [--seed 1]

Everything is drawn from the seed, so the same command makes the same cells. openpyxl and pandas are among the
development dependencies; odfpy is used where it is installed (`pip install odfpy`).
The hostile and polluted files of the tests are written too.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import importlib
import importlib.util
import io
import random
import string
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TESTS = Path(__file__).resolve().parents[1] / "tests"
FORMATS = ("General", "0", "0.0", "0.00", "#,##0", "#,##0.0", "0%", "0.0%", "0.00E+00", "@")
DATES = ("yyyy-mm-dd", "dd/mm/yyyy", "d mmmm yyyy", "mmm-yy", "dd/mm/yy")
WORDS = (
    *("northamptonshire", "kent", "surrey", "Siân", "£2.8m", "per_1000", "burglary"),
    *("\u2013", "東京", "“so”", "it's", "a,b", "c;d"),
)
SHEET = "crime_rates"


def number(chance: random.Random) -> float | int:
    """Return a number of the sizes that reports print, now and then with binary noise."""
    kind = chance.randrange(5)
    if kind == 0:
        return chance.randrange(-50_000, 3_000_000)
    if kind == 1:
        return round(chance.uniform(-100, 100), chance.randrange(4))
    if kind == 2:
        return round(chance.uniform(0, 100), 1) + 0.1 + 0.2
    if kind == 3:
        return chance.uniform(-1, 1) * 10.0 ** chance.randrange(-6, 12)
    known: tuple[float, ...] = (0, 0.0, -1, 1e-7, 65.7, 2_800_000, 12.5, 0.149)
    return chance.choice(known)


def text(chance: random.Random) -> str:
    """Words, sometimes over lines or with characters that have to be escaped."""
    words = " ".join(chance.choice(WORDS) for _ in range(chance.randrange(1, 4)))
    extra = ("", "", "", "\nsecond line", ' "quoted"', " & <b>", " _x000D_", "  two spaces")
    return words + chance.choice(extra)


def day(chance: random.Random) -> dt.date:
    """Return a day that every program knows."""
    return dt.date(1990, 1, 1) + dt.timedelta(days=chance.randrange(15_000))


def cell(chance: random.Random) -> tuple[object, str]:
    """Return what a cell holds, and its number format."""
    kind = chance.random()
    if kind < 0.45:
        return number(chance), chance.choice(FORMATS)
    if kind < 0.75:
        return text(chance), chance.choice(("General", "@"))
    if kind < 0.9:
        return day(chance), chance.choice(DATES)
    return (chance.random() < 0.5 if kind < 0.95 else None), "General"


def cells(chance: random.Random) -> list[list[tuple[object, str]]]:
    """Return a sheet: a header and rows of cells."""
    width = chance.randrange(2, 9)
    header: list[tuple[object, str]] = [(f"column_{n}", "General") for n in range(width)]
    rows = range(chance.randrange(1, 30))
    return [header, *([cell(chance) for _ in range(width)] for _ in rows)]


def by_openpyxl(chance: random.Random) -> bytes:
    """Return a workbook by openpyxl: shared texts, every style its own."""
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    sheet = book.create_sheet(SHEET)
    for row, held in enumerate(cells(chance), 1):
        for column, (value, code) in enumerate(held, 1):
            made = sheet.cell(row, column, value)
            made.number_format = code
    return _saved(book.save)


def by_xlsxwriter(chance: random.Random) -> bytes:
    """Return a workbook by XlsxWriter: in 64 bits, with its own texts in the sheet, or counting from 1904."""
    xlsxwriter: Any = importlib.import_module("xlsxwriter")
    stream = io.BytesIO()
    options = {"constant_memory": chance.random() < 0.5, "date_1904": chance.random() < 0.3}
    book = xlsxwriter.Workbook(stream, options | {"in_memory": True})
    if chance.random() < 0.5:
        book.use_zip64()
    sheet = book.add_worksheet(SHEET)
    for row, held in enumerate(cells(chance)):
        for column, (value, code) in enumerate(held):
            style = book.add_format({"num_format": code})
            if isinstance(value, dt.date):
                sheet.write_datetime(row, column, value, style)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, style)
            elif isinstance(value, bool):
                sheet.write_boolean(row, column, value, style)
            elif value is not None:
                sheet.write_number(row, column, value, style)
    book.close()
    return stream.getvalue()


def by_odfpy(chance: random.Random) -> bytes:
    """Return a workbook by odfpy: typed values with the text that is shown."""
    document: Any = importlib.import_module("odf.opendocument").OpenDocumentSpreadsheet()
    tables: Any = importlib.import_module("odf.table")
    paragraph: Any = importlib.import_module("odf.text").P
    styles = _odf_styles(document)
    sheet = tables.Table(name=SHEET)
    for held in cells(chance):
        row = tables.TableRow()
        for value, _ in held:
            shown = value.isoformat() if isinstance(value, dt.date) else str(value)
            kind = {"valuetype": "string"}
            if isinstance(value, bool):
                kind = {"valuetype": "boolean", "booleanvalue": str(value).lower()}
                shown = shown.upper()
            elif isinstance(value, (int, float)):
                kind = {"valuetype": "float", "value": repr(value)}
                shown = f"{value:.15g}"
            elif isinstance(value, dt.date):
                kind = {"valuetype": "date", "datevalue": shown}
            kind |= {"stylename": styles[name]} if (name := kind["valuetype"]) in styles else {}
            made = tables.TableCell(**({} if value is None else kind))
            for line in () if value is None else shown.split("\n"):
                made.addElement(paragraph(text=line))
            row.addElement(made)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    return _saved(document.write)


def _odf_styles(document: Any) -> dict[str, Any]:
    """Return the styles that LibreOffice needs to show days and flags as such."""
    numbers: Any = importlib.import_module("odf.number")
    style: Any = importlib.import_module("odf.style").Style
    days, flags = numbers.DateStyle(name="days"), numbers.BooleanStyle(name="flags")
    dash = {"text": "-"}
    for part in (
        numbers.Year(style="long"),
        dash,
        numbers.Month(style="long"),
        dash,
        numbers.Day(style="long"),
    ):
        days.addElement(numbers.Text(**part) if part is dash else part)
    flags.addElement(numbers.Boolean())
    made = {}
    for kind, shown in (("date", days), ("boolean", flags)):
        document.automaticstyles.addElement(shown)
        made[kind] = style(name=kind, family="table-cell", datastylename=shown)
        document.automaticstyles.addElement(made[kind])
    return made


def by_pandas(chance: random.Random) -> bytes:
    """Return a workbook by pandas."""
    return _saved(lambda stream: _frame(chance).to_excel(stream, sheet_name=SHEET, index=False))


def repacked(change: Callable[[str], str]) -> Callable[[random.Random], bytes]:
    """Workbooks by openpyxl in packages that name their parts in another way."""

    def make(chance: random.Random) -> bytes:
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(by_openpyxl(chance))) as old,
            zipfile.ZipFile(out, "w") as new,
        ):
            for name in old.namelist():
                new.writestr(change(name), old.read(name))
        return out.getvalue()

    return make


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def _frame(chance: random.Random) -> pd.DataFrame:
    header, *rows = [[value for value, _ in row] for row in cells(chance)]
    return pd.DataFrame(rows, columns=[str(name) for name in header])


def writers() -> dict[str, tuple[str, Callable[[random.Random], bytes]]]:
    """Return what writes workbooks here: name -> (kind of file, how)."""
    found: dict[str, tuple[str, Callable[[random.Random], bytes]]] = {
        "openpyxl": ("xlsx", by_openpyxl),
        "pandas": ("xlsx", by_pandas),
        "backslashes": ("xlsx", repacked(lambda name: name.replace("/", "\\"))),
        "capitals": ("xlsx", repacked(lambda name: name.replace("styles", "Styles"))),
    }
    if importlib.util.find_spec("xlsxwriter"):
        found["xlsxwriter"] = ("xlsx", by_xlsxwriter)
    if importlib.util.find_spec("odf"):
        found["odfpy"] = ("ods", by_odfpy)
    return found


def csv_file(chance: random.Random) -> bytes:
    """Return a CSV file by the standard writer or pandas, half of the time damaged somewhere."""
    if chance.random() < 0.2:
        data = _frame(chance).to_csv(index=False).encode()
    else:
        out = io.StringIO()
        quoting: Any = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC))
        writer = csv.writer(out, quoting=quoting, lineterminator=chance.choice(("\n", "\r\n")))
        for row in cells(chance):
            writer.writerow(["" if value is None else str(value) for value, _ in row])
        data = out.getvalue().encode(
            chance.choice(("utf-8",) * 6 + ("utf-8-sig", "utf-16")), "replace"
        )
    return damaged(chance, data) if chance.random() < 0.5 else data


def damaged(chance: random.Random, data: bytes) -> bytes:
    """Return the data with a few bytes put in, taken out or doubled where it hurts."""
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(data) + 1)
        put = chance.choice(
            (b'"', b'""', b",", b"\r", b"\n", b"\r\r\n", b" ", b"\xe9", b"\0", b";")
        )
        data = data[:at] + put + data[at + chance.randrange(2) :]
    return data


def from_tests() -> Iterator[tuple[str, bytes]]:
    """Yield the hostile and polluted files of the tests."""
    sys.path.insert(0, str(TESTS))
    hostile: Any = importlib.import_module("hostile")
    pollution: Any = importlib.import_module("pollution")
    for _, file, data in hostile.corpus():
        yield file, data
    for _, data in (*pollution.harmless(), *pollution.polluted()):
        yield "polluted.csv", data


def write_all(folder: Path, *, seed: int, workbooks: int, texts: int) -> dict[str, int]:
    """Write everything below a folder; return how many files of each origin there are."""
    counts: dict[str, int] = {}

    def put(origin: str, suffix: str, data: bytes) -> None:
        counts[origin] = number = counts.get(origin, 0) + 1
        target = folder / origin / f"{number:05}.{suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    chance = random.Random(seed)  # noqa: S311 - no secret is drawn
    known = writers()
    for count in range(workbooks):
        origin = list(known)[count % len(known)]
        suffix, make = known[origin]
        put(origin, suffix, make(chance))
    for _ in range(texts):
        put("csv", "csv", csv_file(chance))
    for name, data in from_tests():
        suffix = name.rpartition(".")[2]
        if suffix in {"csv", "xlsx", "ods"} and set(suffix) <= set(string.ascii_lowercase):
            put("tests", suffix, data)
    return counts


def main() -> int:
    """Write the corpus and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="where to write; it must be new or empty")
    parser.add_argument("--workbooks", type=int, default=600, metavar="N")
    parser.add_argument("--csv", type=int, default=1500, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.folder.exists() and any(given.folder.iterdir()):
        parser.error(f"{given.folder} is not empty.")
    counts = write_all(given.folder, seed=given.seed, workbooks=given.workbooks, texts=given.csv)
    for origin, count in counts.items():
        print(f"{count:6,} {origin}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

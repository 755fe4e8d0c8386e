"""Harmless ways of sending the same figures: none of them is told about above info."""

from __future__ import annotations

import random
import zipfile
from typing import TYPE_CHECKING

from peel_data.validation.tables import KNOWN_TABLES
from support.dataset import Scene, scene
from support.planting import without
from support.synthetic import Sheet, Tables, submission
from support.writers import csv_folder, csv_text, csv_zip, ods, split_by_area, xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Variation = Callable[[Path], Path]


def tables() -> Tables:
    return scene("2016").tables


def each(change: Callable[[Sheet], None]) -> Tables:
    made = tables()
    for sheet in made.values():
        change(sheet)
    return made


def reorder_columns(sheet: Sheet, order: Callable[[list[int]], list[int]]) -> None:
    at = order(list(range(len(sheet.header))))
    sheet.header = [sheet.header[i] for i in at]
    sheet.rows = [[row[i] for i in at] for row in sheet.rows]


def shuffled(items: list) -> list:
    return random.Random(7).sample(items, len(items))


def empty_columns_dropped(sheet: Sheet) -> None:
    used = [i for i in range(len(sheet.header)) if any(row[i] for row in sheet.rows)]
    reorder_columns(sheet, lambda _: used)


def renamed_headers(change: Callable[[str], str]) -> Tables:
    return each(lambda sheet: setattr(sheet, "header", [change(name) for name in sheet.header]))


def restacked(change: Callable[[list], list]) -> Tables:
    return each(lambda sheet: setattr(sheet, "rows", change(sheet.rows)))


def folder(path: Path, change: Callable[[bytes], bytes] = lambda data: data) -> Path:
    csv_folder(tables(), path)
    for file in path.glob("*.csv"):
        file.write_bytes(change(file.read_bytes()))
    return path


def beside(name: str, data: bytes = b"For people.") -> Variation:
    def write(path: Path) -> Path:
        csv_folder(tables(), path)
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).write_bytes(data)
        return path

    return write


def quoted(data: bytes) -> bytes:
    lines = data.decode().splitlines()
    return "\n".join(
        line if '"' in line else ",".join(f'"{cell}"' for cell in line.split(",")) for line in lines
    ).encode()


def trailing_commas(data: bytes) -> bytes:
    """Rows of nothing but commas below the table, as spreadsheets leave them."""
    commas = b"," * data.split(b"\n", 1)[0].count(b",")
    return data + 3 * (commas + b"\n")


def unnamed_column(data: bytes) -> bytes:
    return b"\n".join(line + b"," if line else line for line in data.split(b"\n"))


def zeros_lost(sheet: Sheet) -> None:
    for name in {"value", "rate"} & set(sheet.header):
        at = sheet.header.index(name)
        for row in sheet.rows:
            if "." in row[at]:
                row[at] = row[at].rstrip("0").rstrip(".")


def zeros_added(sheet: Sheet) -> None:
    for name in {"value", "rate"} & set(sheet.header):
        at = sheet.header.index(name)
        for row in sheet.rows:
            if "." in row[at]:
                row[at] += "00"


def in_subfolders(path: Path) -> Path:
    for name, sheet in tables().items():
        (path / name).mkdir(parents=True)
        (path / name / f"{name}.csv").write_text(csv_text(sheet), encoding="utf-8")
    return path


def labelled(path: Path) -> Path:
    """A file for each table and force, with the force behind a dot."""
    path.mkdir()
    for force in ("northamptonshire", "kent", "essex"):
        for name, sheet in submission((force,), nation=force == "kent").items():
            file = path / f"{name}.{force}.csv"
            file.write_text(csv_text(sheet), encoding="utf-8")
    return path


def upper_ending(path: Path) -> Path:
    csv_folder(tables(), path)
    for file in path.glob("*.csv"):
        file.rename(file.with_suffix(".CSV"))
    return path


def stored_zip(path: Path) -> Path:
    path = path.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, sheet in tables().items():
            archive.writestr(f"submission/{name}.csv", csv_text(sheet))
    return path


def declared_revision(path: Path) -> Path:
    made = scene("2016")
    made.put("domestic_abuse_shares", "value", "11.9", period_end="2015-03-31")
    figure = "domestic_abuse_shares:{}:northamptonshire:2015-03-31".format
    made.add(
        "revisions",
        {
            "figure_id": figure("peel-effectiveness-2015"),
            "old_value": "11.5",
            "new_value": "11.9",
            "reason": "Crimes were recounted.",
        },
    )
    return csv_folder(made.tables, path)


def withdrawn(path: Path) -> Path:
    """A published figure taken back, and declared."""
    made = scene("2015")
    made.put("victim_satisfaction", "value", "")
    made.put("victim_satisfaction", "status", "withdrawn")
    figure = "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"
    declared = {"figure_id": figure, "old_value": "83.5", "reason": "The survey was flawed."}
    made.add("revisions", declared)
    return csv_folder(made.tables, path)


def planted(base: str, change: Callable[[Scene], object]) -> Variation:
    def write(path: Path) -> Path:
        made = scene(base)
        change(made)
        return csv_folder(made.tables, path)

    return write


def not_supplied(made: Scene) -> None:
    made.put("victim_satisfaction", "value", "")
    made.put("victim_satisfaction", "decimals", "")
    made.put("victim_satisfaction", "status", "not_supplied")


def fewer_columns(made: Scene) -> None:
    for sheet in made.tables.values():
        empty_columns_dropped(sheet)


def bytes_of(change: Callable[[bytes], bytes]) -> Variation:
    return lambda path: folder(path, change)


def made(change: Callable[[], Tables], write: Callable[[Tables, Path], Path]) -> Variation:
    return lambda path: write(change(), path)


def only_forces(*forces: str, **options: object) -> Callable[[], Tables]:
    return lambda: submission(forces, **options)  # type: ignore[arg-type]  # passed on as they are


def workbook_in_zip(path: Path) -> Path:
    book = xlsx(tables(), path)
    packed = path.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(book, "return of 2016.xlsx")
    return packed


def exported(path: Path) -> Path:
    for file in list(folder(path).glob("*.csv")):
        file.rename(path / f"return-{file.name}")
    (path / "return-Guide.csv").write_text("How to fill in the sheets\n", encoding="utf-8")
    return path


def decimals_with_point(sheet: Sheet) -> None:
    for column, name in enumerate(sheet.header):
        if name in {"decimals", "number_decimals", "rate_decimals", "number"}:
            for row in sheet.rows:
                row[column] += ".0" if row[column] else ""


VARIATIONS: dict[str, Variation] = {
    "as it is, CSV": made(tables, csv_folder),
    "as it is, zip": made(tables, csv_zip),
    "as it is, XLSX": made(tables, xlsx),
    "as it is, ODS": made(tables, ods),
    "the release itself": planted("2015", lambda _: None),
    "columns in reverse": made(
        lambda: each(lambda s: reorder_columns(s, lambda a: a[::-1])), csv_folder
    ),
    "columns shuffled": made(lambda: each(lambda s: reorder_columns(s, shuffled)), csv_folder),
    "columns shuffled, XLSX": made(lambda: each(lambda s: reorder_columns(s, shuffled)), xlsx),
    "columns shuffled, ODS": made(lambda: each(lambda s: reorder_columns(s, shuffled)), ods),
    "empty optional columns left out": made(lambda: each(empty_columns_dropped), csv_folder),
    "empty optional columns left out, XLSX": made(lambda: each(empty_columns_dropped), xlsx),
    "rows in reverse": made(lambda: restacked(lambda rows: rows[::-1]), csv_folder),
    "rows shuffled": made(lambda: restacked(shuffled), csv_folder),
    "rows shuffled, XLSX": made(lambda: restacked(shuffled), xlsx),
    "rows shuffled, ODS": made(lambda: restacked(shuffled), ods),
    "tables in another order": made(lambda: dict(reversed(tables().items())), xlsx),
    "column names in capitals": made(lambda: renamed_headers(str.upper), csv_folder),
    "column names with a capital": made(lambda: renamed_headers(str.capitalize), xlsx),
    "a byte-order mark": bytes_of(lambda d: b"\xef\xbb\xbf" + d),
    "Windows line ends": bytes_of(lambda d: d.replace(b"\n", b"\r\n")),
    "both line ends mixed": bytes_of(lambda d: d.replace(b"\n", b"\r\n", 3)),
    "a mark and Windows line ends": bytes_of(lambda d: b"\xef\xbb\xbf" + d.replace(b"\n", b"\r\n")),
    "no line end at the end": bytes_of(lambda d: d.rstrip(b"\n")),
    "blank lines at the end": bytes_of(lambda d: d + b"\n\n\n"),
    "blank lines at the top": bytes_of(lambda d: b"\n\n" + d),
    "a blank line in the middle": bytes_of(lambda d: d.replace(b"\n", b"\n\n", 2)),
    "rows of commas at the end": bytes_of(trailing_commas),
    "a comma at the end of every line": bytes_of(unnamed_column),
    "every cell quoted": bytes_of(quoted),
    "every cell quoted, Windows line ends": bytes_of(lambda d: quoted(d).replace(b"\n", b"\r\n")),
    "zeros that a spreadsheet lost": made(lambda: each(zeros_lost), csv_folder),
    "zeros that a spreadsheet lost, zip": made(lambda: each(zeros_lost), csv_zip),
    "zeros too many": made(lambda: each(zeros_added), csv_folder),
    "everything as text in XLSX": lambda path: xlsx(tables(), path, as_text=True),
    "lost zeros as text in XLSX": lambda path: xlsx(each(zeros_lost), path, as_text=True),
    "a sheet of notes": lambda path: xlsx(tables(), path, extra=("Notes",)),
    "sheets of notes by name": lambda path: xlsx(
        tables(), path, extra=("Notes of Kent", "_working")
    ),
    "a sheet of notes in small letters": lambda path: xlsx(tables(), path, extra=("notes",)),
    "names of sheets in capitals": lambda path: xlsx(
        {name.upper(): sheet for name, sheet in tables().items()}, path
    ),
    "a workbook in a zip": workbook_in_zip,
    "sheets as LibreOffice exports them": exported,
    "a first line for Excel": bytes_of(lambda d: b"sep=,\n" + d),
    "decimals as pandas writes them": made(lambda: each(decimals_with_point), csv_folder),
    "a file of notes": beside("Notes.txt"),
    "notes in CSV": beside("Notes on rounding.csv", b"anything,at all\n1,2,3\n"),
    "leftovers of a Mac": beside(".DS_Store"),
    "leftovers of Windows": beside("Thumbs.db"),
    "a lock file of a spreadsheet": beside("~$crime_rates.xlsx"),
    "packed without compression, in a folder": stored_zip,
    "a folder for each table": in_subfolders,
    "a folder for each area": lambda path: split_by_area(tables(), path),
    "a file for each force": labelled,
    "endings in capitals": upper_ending,
    "one force alone": made(only_forces("kent", nation=False), csv_folder),
    "one force without crime numbers": made(
        only_forces("essex", nation=False, numbers=False), xlsx
    ),
    "England and Wales alone": made(only_forces(), ods),
    "another draw of the figures": made(only_forces("kent", "essex", seed=3), csv_folder),
    "a figure that is not supplied": planted("2016", not_supplied),
    "a revision that is declared": declared_revision,
    "a figure taken back and declared": withdrawn,
    "a table of numbers left out": planted("2016", lambda s: s.tables.pop("crime_numbers")),
    "a number left out that no profile asks for": planted(
        "2016", without("crime_numbers", crime_type="victim_based")
    ),
    "an empty table of notes for the steward": beside(
        "notes.csv", (",".join(KNOWN_TABLES["notes"]) + "\n").encode()
    ),
}

"""Every format, read back equal by a reader of that format that is not ours, with titles, types and keys."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import subprocess
import sys
import warnings
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import peel_data as peel
from peel_data.exports import dataset, json_ld, sql, writing
from peel_data.exports.dataset import ExportTable

DATA = dataset.load()


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A function that gives the installed release in a format, written once."""
    folder = tmp_path_factory.mktemp("exported")

    def made(style: str) -> Path:
        path = folder / f"peel.{style}"
        if not path.exists():
            peel.export(path, format=style)
        return path

    return made


def plain(cell):
    """A cell as databases and files of numbers give it."""
    if isinstance(cell, Decimal):
        return float(cell)
    return cell


def expected(table: ExportTable) -> list[tuple]:
    return sorted((tuple(map(plain, row)) for row in table.rows), key=repr)


def test_the_cells_of_a_table_have_their_types():
    (rates,) = (table for table in DATA.tables if table.name == "crime_rates")
    row = dict(zip([field["name"] for field in rates.fields], rates.rows[0], strict=True))
    assert row["value"] == Decimal("60.3")
    assert row["period_end"] == dt.date(2014, 6, 30)
    assert row["decimals"] == 1
    assert row["coverage"] is None


def test_parquet_is_read_by_pyarrow_and_polars(exported):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `export` is not installed")
    polars = pytest.importorskip("polars", reason="polars is not installed")
    for table in DATA.tables:
        path = exported("parquet") / f"{table.name}.parquet"
        read = parquet.read_table(path)
        assert sorted(map(tuple, (row.values() for row in read.to_pylist())), key=repr) == expected(
            table
        )
        said = {key.decode(): value.decode() for key, value in read.schema.metadata.items()}
        assert said["title"] == table.title
        assert said["version"] == peel.__version__
        assert tuple(json.loads(said["primary_key"])) == table.key
        for field in table.fields:
            assert read.schema.field(field["name"]).metadata[b"title"].decode() == field["title"]
        assert polars.read_parquet(path).height == len(table.rows)
    rates = polars.read_parquet(exported("parquet") / "crime_rates.parquet")
    assert rates.schema["period_end"] == polars.Date
    assert rates.schema["value"] == polars.Float64


def test_sqlite_has_types_keys_and_titles(exported):
    with closing(sqlite3.connect(exported("sqlite"))) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for table in DATA.tables:
            found = database.execute(f"SELECT * FROM {sql.quoted(table.name)}").fetchall()
            texts = [
                tuple(c.isoformat() if isinstance(c, dt.date) else c for c in row)
                for row in expected(table)
            ]
            assert sorted(found, key=repr) == sorted(
                (tuple(int(c) if isinstance(c, bool) else c for c in row) for row in texts),
                key=repr,
            )
            keys = database.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
            assert {(key[3], key[2], key[4]) for key in keys} == {
                (key.column, key.table, key.to) for key in table.foreign_keys
            }
        facts = dict(database.execute("SELECT name, value FROM _dataset"))
        assert facts["version"] == peel.__version__
        titles = dict(database.execute("SELECT name, title FROM _tables"))
        assert titles["crime_rates"] == "Police recorded crime rates"
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("UPDATE crime_rates SET unit = 'per_head'")
        database.rollback()
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("UPDATE crime_rates SET edition = 'peel-nowhere'")


def test_duckdb_has_types_keys_and_comments(exported):
    duckdb = pytest.importorskip("duckdb", reason="the extra `export` is not installed")
    with duckdb.connect(str(exported("duckdb")), read_only=True) as database:
        for table in DATA.tables:
            found = database.execute(f"SELECT * FROM {sql.quoted(table.name)}").fetchall()
            assert sorted(found, key=repr) == expected(table)
        comment = database.execute(
            "SELECT comment FROM duckdb_tables() WHERE table_name = 'areas'"
        ).fetchone()
        assert comment[0].startswith("Areas: Police force areas")
        kinds = database.execute(
            "SELECT constraint_type, count(*) FROM duckdb_constraints() GROUP BY 1"
        ).fetchall()
        keys = sum(len(table.foreign_keys) for table in DATA.tables)
        assert dict(kinds)["FOREIGN KEY"] == keys > 50
        types = dict(
            database.execute(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'crime_rates'"
            ).fetchall()
        )
        assert (types["period_end"], types["value"], types["decimals"]) == (
            "DATE",
            "DOUBLE",
            "BIGINT",
        )


def sheet_rows(rows) -> list[tuple]:
    """The rows below the header of a sheet, blank cells as None."""
    header = (
        next(i for i, row in enumerate(rows) if str(row[0]).startswith("Back to the sheet")) + 1
    )
    return [tuple(None if cell == "" else cell for cell in row) for row in rows[header + 1 :]]


def as_in_sheet(table: ExportTable) -> list[tuple]:
    def cell(value):
        if isinstance(value, bool):
            return "true" if value else "false"
        return float(value) if isinstance(value, int | Decimal) else value

    return [tuple(map(cell, row)) for row in table.rows]


@pytest.mark.parametrize("style", ["xlsx", "ods"])
def test_workbooks_are_read_by_calamine(exported, style):
    calamine = pytest.importorskip("python_calamine")
    book = calamine.CalamineWorkbook.from_path(str(exported(style)))
    assert book.sheet_names[:3] == ["Cover", "Contents", "Columns"]
    assert book.sheet_names[3:] == [table.name for table in DATA.tables]
    for table in DATA.tables:
        rows = book.get_sheet_by_name(table.name).to_python()
        assert rows[0][0] == table.title
        found = [
            tuple(c.date() if isinstance(c, dt.datetime) else c for c in row)
            for row in sheet_rows(rows)
        ]
        assert found == as_in_sheet(table)


def test_an_excel_workbook_is_accessible(exported):
    book = openpyxl.load_workbook(exported("xlsx"))
    assert book.properties.title == "PEEL police inspection figures"
    for table in DATA.tables:
        sheet = book[table.name]
        assert not sheet.merged_cells.ranges
        assert not any(each.hidden for each in sheet.column_dimensions.values())
        assert sheet["A3"].value.startswith("This worksheet contains one table")
        assert sheet["A4"].hyperlink.location == "'Contents'!A1"
        (marked,) = sheet.tables.values()
        assert marked.displayName == f"table_{table.name}"
        assert marked.ref.startswith("A5:")
        header = [cell.value for cell in sheet[5]]
        assert header == [field["title"] for field in table.fields]
        assert len(set(header)) == len(header)
    rates = book["crime_rates"]
    assert [rates.cell(6, 6).value, rates.cell(6, 6).number_format] == [60.3, "0.0"]
    assert book["Contents"]["A6"].hyperlink.location == "'calls_for_assistance'!A1"


def test_the_same_data_gives_the_same_workbook(exported, tmp_path):
    for style in ("xlsx", "ods", "json", "csvw"):
        again = peel.export(tmp_path / f"again.{style}", format=style)
        if again.is_dir():
            assert all(
                (again / f.name).read_bytes() == f.read_bytes() for f in exported(style).iterdir()
            )
        else:
            assert again.read_bytes() == exported(style).read_bytes()


def test_json_is_a_data_package_that_frictionless_accepts(exported):
    path = exported("json")
    read = json.loads(path.read_text("utf-8"))
    for table, resource in zip(DATA.tables, read["resources"], strict=True):
        names, *rows = resource["data"]
        assert names == [field["name"] for field in table.fields]
        assert [tuple(row) for row in rows] == [
            tuple(c.isoformat() if isinstance(c, dt.date) else plain(c) for c in row)
            for row in table.rows
        ]
        assert resource["schema"]["primaryKey"] == list(table.key)
    command = Path(sys.executable).parent / "frictionless"
    done = subprocess.run(
        [command, "validate", path.name, "--json"],
        cwd=path.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout)["valid"], done.stdout[:2000]


def test_csvw_is_accepted_by_a_validator(exported):
    csvw = pytest.importorskip("csvw", reason="the validator `csvw` is not installed")
    folder = exported("csvw")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = csvw.CSVW(str(folder / "csv-metadata.json"), validate=True)
        assert read.is_valid
        assert not read.warnings
    group = csvw.TableGroup.from_file(folder / "csv-metadata.json")
    for table in DATA.tables:
        found = list(group.tabledict[f"{table.name}.csv"])
        for row, ours in zip(found, table.rows, strict=True):
            for field, cell in zip(table.fields, ours, strict=True):
                theirs = row[field["name"]]
                if table.is_list(field["name"]):
                    assert theirs == (cell or "").split()
                elif field["type"] == "date":
                    assert (theirs and theirs.date()) == cell
                else:
                    assert theirs == cell


def test_csvw_files_are_the_bytes_of_the_release(exported, root):
    for table in DATA.tables:
        name = f"{table.name}.csv"
        assert (exported("csvw") / name).read_bytes() == (root / "data" / name).read_bytes()


def test_json_ld_describes_the_data_set(exported):
    said = json.loads(exported("jsonld").read_text("utf-8"))
    assert (said["@context"], said["@type"]) == ("https://schema.org/", "Dataset")
    assert said["version"] == peel.__version__
    assert said["license"].startswith("https://www.nationalarchives.gov.uk/")
    assert said["temporalCoverage"] == "2010-06-30/2015-07-01" or "/" in said["temporalCoverage"]
    assert said["creator"] == [{"@type": "Organization", "name": "HMIC"}]
    measured = {each["name"]: each["unitText"] for each in said["variableMeasured"]}
    assert measured["Victim satisfaction"] == "Percent of victims"
    linked = json_ld.dataset(DATA, "https://example.org/data/")["distribution"]
    assert linked[0]["contentUrl"] == "https://example.org/data/calls_for_assistance.csv"


def test_a_past_release_is_written_as_it_was(tmp_path):
    path = peel.export(tmp_path / "past.json", release="1.0.0")
    read = json.loads(path.read_text("utf-8"))
    assert read["version"] == "1.0.0"
    (rates,) = (each for each in read["resources"] if each["name"] == "crime_rates")
    assert len(rates["data"]) - 1 == len(peel.at("1.0.0").crime_rates)


def test_the_command_writes_and_says_so(run, tmp_path):
    shown = run("export", str(tmp_path / "peel.sqlite"))
    assert (shown.code, shown.err) == (0, "")
    assert (
        shown.out
        == f"Wrote release {peel.__version__} to {tmp_path / 'peel.sqlite'}: {len(DATA.tables)} tables.\n"
    )
    assert run("export", "--format", "csvw", "-o", str(tmp_path / "csvw")).code == 0
    assert (
        run("export", "--format", "jsonld", "--release", "1.0.0", str(tmp_path / "x.jsonld")).code
        == 0
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["{}/peel"], "Say in which format"),
        ([], "Name one file or folder"),
        (["{}/a.json", "-o", "{}/b.json"], "Name one file or folder"),
        (["{}"], "Say in which format"),
        (["{}/there.json"], "already exists"),
        (["{}/no/peel.json"], "Create the folder first"),
        (["--format", "xslx", "{}/peel.xlsx"], "Did you mean xlsx"),
        (["--release", "9.9.9", "--format", "json", "{}/peel.json"], "There is no release"),
    ],
)
def test_the_command_says_what_is_wrong(run, tmp_path, arguments, sentence):
    (tmp_path / "there.json").write_text("mine")
    shown = run("export", *(each.format(tmp_path) for each in arguments))
    assert (shown.code, shown.out) == (2, "")
    assert sentence in shown.err
    assert (tmp_path / "there.json").read_text() == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["there.json"]


@pytest.mark.parametrize(("style", "library"), [("parquet", "pyarrow"), ("duckdb", "duckdb")])
def test_a_library_that_is_not_installed_is_named(run, tmp_path, monkeypatch, style, library):
    monkeypatch.setitem(sys.modules, library, None)
    shown = run("export", "--format", style, str(tmp_path / "peel"))
    assert shown.code == 2
    assert 'pip install "peel-data[export]"' in shown.err
    assert not list(tmp_path.iterdir())


def test_an_unknown_format_is_refused():
    with pytest.raises(peel.InvalidArgument, match="Did you mean parquet"):
        writing.export(Path("x"), "parket")


def test_nothing_is_left_where_the_disk_refuses(tmp_path, monkeypatch):
    def full(data, path):
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(writing.FORMATS, "json", full)
    with pytest.raises(peel.InvalidArgument, match="No space left"):
        peel.export(tmp_path / "peel.json")
    assert not list(tmp_path.iterdir())


def test_parents_come_before_their_children():
    (tree,) = (table for table in DATA.tables if table.name == "outcome_types")
    names = [field["name"] for field in tree.fields]
    seen = {None}
    for row in sql.rows(tree):
        assert row[names.index("parent")] in seen
        seen.add(row[names.index("id")])

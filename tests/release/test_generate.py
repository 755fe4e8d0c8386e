"""Generated files: what is stale is named, and writing them makes everything current."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from peel_data.errors import PackageDataError, ReleaseError
from peel_data.release import generate, tables_source
from peel_data.release.staging import INVALID
from peel_data.release.tables_source import VOCABULARY
from peel_data.schema import descriptor
from peel_data.schema.registry import MODELS
from peel_data.tables.records import sort_key

PARTS = ("peel_data", "data", "schemas", "docs", "history", "datapackage.json", "CHANGELOG.md")


@pytest.fixture
def checkout(root, tmp_path):
    """A copy of the checkout that may be changed."""
    for part in PARTS:
        if (root / part).is_dir():
            shutil.copytree(
                root / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copyfile(root / part, tmp_path / part)
    return tmp_path


def in_checkout(checkout, *arguments):
    """Run Python with the package of the copy."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(checkout)},
    )


def test_what_is_stale_is_named_and_written(checkout, run):
    (checkout / "schemas" / "areas.schema.json").unlink()
    (checkout / "datapackage.json").write_text("{}\n")
    stale = run("generate", "--check", "--root", str(checkout))
    assert stale.code == 1
    assert "schemas/areas.schema.json" in stale.out + stale.err
    assert "datapackage.json" in stale.out + stale.err
    assert "crime_rates" not in stale.out + stale.err
    assert run("generate", "--root", str(checkout)).code == 0
    assert run("generate", "--check", "--root", str(checkout)).code == 0
    assert generate.stale(checkout) == {}


def test_a_new_area_needs_no_code(checkout):
    areas = checkout / "data" / "areas.csv"
    # In its place by the alphabet: the files are sorted by key.
    lines = areas.read_text("utf-8").splitlines(keepends=True)
    lines.append("zz-isle-of-wight,Isle of Wight Police,force,,,England,\n")
    areas.write_text("".join(lines), encoding="utf-8", newline="\n")
    written = in_checkout(checkout, "-m", "peel_data", "generate")
    assert written.returncode == 0, written.stderr
    assert "peel_data/schema/vocabulary.py" in written.stdout
    assert "schemas/crime_rates.schema.json" in written.stdout
    asked = in_checkout(
        checkout,
        "-c",
        "import peel_data as peel; print(peel.areas.one(id='zz-isle-of-wight').name)",
    )
    assert asked.stdout == "Isle of Wight Police\n", asked.stderr
    again = in_checkout(checkout, "-m", "peel_data", "generate", "--check")
    assert again.returncode == 0, again.stdout + again.stderr


def test_no_source_is_made_of_figures(checkout):
    """Not even of the first row of a table: only reference tables are spelled in Python."""
    reference = {f"{name}.csv" for name in tables_source.VOCABULARIES.values()}
    for path in (checkout / "data").glob("*.csv"):
        if path.name not in reference | {"editions.csv", "publications.csv", "notes.csv"}:
            header = path.read_text("utf-8").splitlines(keepends=True)[0]
            path.write_text(header, encoding="utf-8", newline="\n")
    assert [name for name in generate.stale(checkout) if name.endswith(".py")] == []


@pytest.mark.parametrize(
    ("key", "records", "ordered"),
    [
        (("a",), [{"a": "b"}, {"a": "a"}], ["a", "b"]),
        (("a",), [{"a": "10"}, {"a": "9"}, {"a": "x"}], ["9", "10", "x"]),
    ],
)
def test_whole_numbers_in_keys_sort_by_size(key, records, ordered):
    found = sorted(records, key=lambda record: sort_key(record, key))
    assert [record["a"] for record in found] == ordered


MODEL = {model.spec.name: model for model in MODELS}
REFERENCES = [
    (model.spec.name, column, to)
    for model in MODELS
    for column, to in descriptor.references(model).items()
    if to.table != "figures" and not model.spec.generated
]


@pytest.mark.parametrize(("name", "column", "to"), REFERENCES)
def test_a_missing_row_is_named_with_its_table(root, name, column, to):
    tables = generate.read_tables(root)
    cells = (record[column] for record in tables[name] if record[column])
    if (cell := next(cells, None)) is None:
        tables[name].append(
            dict.fromkeys(MODEL[name].model_fields, "") | {column: (cell := "nobody-knows")}
        )
    gone = cell.split()[0] if to.many else cell
    tables[to.table] = [record for record in tables[to.table] if record[to.field] != gone]
    with pytest.raises(ReleaseError) as refused:
        generate.refuse_missing(MODELS, tables)
    assert f"{to.table} has no row '{gone}', which " in str(refused.value)
    assert f"data/{to.table}.csv" in str(refused.value)


@pytest.mark.parametrize("name", ["units", "areas", "editions", "notes", "operational_measures"])
def test_a_reference_table_without_a_row_ends_in_a_sentence(checkout, name):
    table = checkout / "data" / f"{name}.csv"
    tables = generate.read_tables(checkout)
    used = {record["id"] for record in tables[name]} & {
        text
        for rows in tables.values()
        for row in rows
        for cell in row.values()
        for text in cell.split()
    }
    lines = table.read_text("utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.partition(",")[0] in used)
    table.write_text("".join(lines[:at] + lines[at + 1 :]), "utf-8")
    gone = lines[at].partition(",")[0]
    with pytest.raises(ReleaseError, match=f"{name} has no row '{gone}', which "):
        generate.write_here(checkout)


def test_a_table_that_is_missing_ends_in_a_sentence(checkout, run):
    (checkout / "data" / "units.csv").unlink()
    done = run("generate", "--root", str(checkout))
    assert (done.code, done.out) == (2, "")
    assert "data/units.csv is missing." in done.err
    assert "Traceback" not in done.err
    assert "internal error" not in done.err


@pytest.mark.parametrize(
    "name", [name for name, model in MODEL.items() if not model.spec.generated]
)
def test_a_key_column_that_is_missing_is_named(root, name):
    tables = generate.read_tables(root)
    column = MODEL[name].spec.key[0]
    tables[name] = [dict.fromkeys(set(MODEL[name].model_fields) - {column}, "")]
    with pytest.raises(ReleaseError, match=rf"data/{name}\.csv has no column {column}\."):
        generate.refuse_missing(MODELS, tables)


def test_a_table_in_another_encoding_ends_in_a_sentence(checkout, run):
    (checkout / "data" / "units.csv").write_bytes(
        "id,label\npercent,prozent für\n".encode("latin-1")
    )
    done = run("generate", "--root", str(checkout))
    assert done.code == 2
    assert "data/units.csv is not UTF-8" in done.err
    assert "Traceback" not in done.err


def test_a_vocabulary_with_which_nothing_can_be_generated_is_taken_back(checkout, monkeypatch):
    areas = checkout / "data" / "areas.csv"
    areas.write_text(areas.read_text().replace("\nessex,", "\nnew-essex,", 1))
    text = (checkout / "data/areas.csv").read_text()
    assert "new-essex" in text
    before = (checkout / VOCABULARY).read_bytes()
    monkeypatch.setattr(generate, "refuse_missing", lambda *_: None)  # there is more to go wrong

    def fails(root):
        assert (root / VOCABULARY).read_bytes() != before
        raise ReleaseError("It does not fit.")

    monkeypatch.setattr(generate, "_in_a_fresh_process", fails)
    with pytest.raises(ReleaseError, match="It does not fit"):
        generate.write_here(checkout)
    assert (checkout / VOCABULARY).read_bytes() == before


def test_generating_keeps_no_figures_in_mind(root):
    """What it reads of the figures as they were is not taken for those that the same process checks afterwards."""
    program = (
        "import sys\n"
        "from collections import Counter\n"
        "from pathlib import Path\n"
        "from peel_data.release import generate\n"
        "opened = Counter()\n"
        "sys.addaudithook(lambda event, given: opened.update([str(given[0])]) if event == 'open' else None)\n"
        "generate.read_tables(Path('.').resolve())\n"
        "once = dict(opened)\n"
        "generate.generated(Path('.').resolve())\n"
        "print(*(Path(name).name for name in once if opened[name] == 2 * once[name]))\n"
    )
    done = in_checkout(root, "-c", program)
    assert done.stdout.split() == ["figures.csv"], done.stderr


def test_code_that_is_generated_is_checked_by_a_fresh_process(checkout):
    areas = checkout / "data" / "areas.csv"
    with areas.open("a", encoding="utf-8") as file:
        file.write("zz-isle-of-wight,Isle of Wight Police,force,,,England,\n")
    done = in_checkout(checkout, "-m", "peel_data.release.generate", str(checkout), "--check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.rstrip().endswith("Valid: no errors and no warnings.")
    outcomes = checkout / "data" / "crime_outcomes.csv"
    outcomes.write_bytes(outcomes.read_bytes().replace(b",451,", b",9451,", 1))
    areas.write_bytes(areas.read_bytes().replace(b"zz-isle", b"zz-an-isle"))
    done = in_checkout(checkout, "-m", "peel_data.release.generate", str(checkout), "--check")
    assert (done.returncode, done.stderr) == (INVALID, "")
    assert "A503" in done.stdout


def test_nothing_is_generated_from_a_mixture(checkout):
    (checkout / ".peel-data").mkdir(exist_ok=True)
    (checkout / ".peel-data/moving").touch()
    with pytest.raises(PackageDataError, match="Run that command again"):
        generate.write(checkout)

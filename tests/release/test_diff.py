"""What changed, cell by cell, and how far the version must move for it."""

from __future__ import annotations

import copy
import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peel_data as peel
from peel_data import paths
from peel_data.release import diff_views, sources
from peel_data.release.compat import Level
from peel_data.release.diff import diff
from peel_data.release.sources import Source
from peel_data.tables import release_files
from peel_data.workbooks.packing import pack
from support.first_report import is_of_it

RATES = "crime_rates"
KEY = ("peel-effectiveness-2015", "northamptonshire", "sexual_offences", "2015-06-30")
FIGURE = ":".join((RATES, *KEY))


@pytest.fixture(scope="module")
def old() -> Source:
    return sources.of_files("old", release_files.read(paths.root()))


@pytest.fixture
def new(old) -> Source:
    return Source("new", copy.deepcopy(dict(old.tables)), copy.deepcopy(dict(old.schemas)))


def row(side: Source, table: str = RATES, **cells: str):
    cells = cells or dict(zip(peel.table(table).key, KEY, strict=True))
    return next(record for record in side.tables[table] if cells.items() <= record.items())


def declare(side: Source, figure: str, old_value: str, new_value: str) -> None:
    cells = (figure, "9.9.9", old_value, new_value, "Counted again.")
    names = ("figure_id", "release", "old_value", "new_value", "reason")
    side.tables["revisions"].append(dict(zip(names, cells, strict=True)))


def amend(side: Source, row_id: str, column: str, before: str, after: str) -> None:
    cells = (row_id, column, "9.9.9", before, after, "Clearer.")
    names = ("row_id", "column", "release", "old", "new", "reason")
    side.tables.setdefault("amendments", []).append(dict(zip(names, cells, strict=True)))


def only(made, table: str = RATES):
    (change,) = (change for change in made.rows if change.table == table)
    return change


def test_the_same_is_no_change(old, new):
    made = diff(old, new)
    assert (made.rows, made.schema, made.level) == ((), (), Level.PATCH)
    assert diff_views.verdict(made) == "Nothing differs."


def test_a_new_row_is_minor(old, new):
    new.tables[RATES].append(row(new) | {"area": "kent"})
    change = only(diff(old, new))
    assert (change.kind, change.level, change.undeclared) == ("added", Level.MINOR, False)
    assert change.id == FIGURE.replace("northamptonshire", "kent")


def test_an_undeclared_value_is_refused(old, new):
    row(new)["value"] = "2.2"
    made = diff(old, new)
    change = only(made)
    assert [(cell.column, cell.old, cell.new) for cell in change.cells] == [("value", "2.1", "2.2")]
    assert made.undeclared == (change,)


def test_a_declared_value_is_minor(old, new):
    row(new)["value"] = "2.2"
    declare(new, FIGURE, "2.1", "2.2")
    made = diff(old, new)
    assert (made.undeclared, made.level) == ((), Level.MINOR)
    assert only(made).reason == "Counted again."


@pytest.mark.parametrize(("before", "after"), [("2.0", "2.2"), ("2.1", "2.3"), ("2.1", "")])
def test_a_revision_must_say_what_happened(old, new, before, after):
    row(new)["value"] = "2.2"
    declare(new, FIGURE, before, after)
    assert diff(old, new).undeclared


def test_revisions_of_several_releases_are_read_as_one(old, new):
    row(new)["value"] = "2.3"
    declare(new, FIGURE, "2.1", "2.2")
    declare(new, FIGURE, "2.2", "2.3")
    assert diff(old, new).undeclared == ()


def test_an_old_revision_declares_nothing_new(old, new):
    declare(new, FIGURE, "2.1", "2.2")
    row(new)["value"] = "2.2"
    later = Source("later", copy.deepcopy(dict(new.tables)), new.schemas)
    row(later)["value"] = "2.4"
    assert diff(new, later).undeclared


@pytest.mark.parametrize("column", ["unit", "qualifier", "decimals", "coverage", "period_start"])
def test_what_a_value_means_is_published_too(old, new, column):
    row(new)[column] = "otherwise"
    assert diff(old, new).undeclared


def test_of_two_figures_in_a_row_each_needs_its_own_revision(old, new):
    outcome = row(new, "crime_outcomes", area="northamptonshire", outcome_type="caution_youths")
    stem = ":".join(("crime_outcomes", *(outcome[c] for c in peel.crime_outcomes.key)))
    was = dict(outcome)
    outcome |= {"number": "1", "rate": "0.1"}
    declare(new, f"{stem}:number", was["number"], "1")
    assert diff(old, new).undeclared
    declare(new, f"{stem}:rate", was["rate"], "0.1")
    assert diff(old, new).undeclared == ()


def test_what_was_missing_may_be_supplied_late(old, new):
    missing = row(copy.deepcopy(old)) | {"area": "kent", "status": "not_supplied", "value": ""}
    before = Source("old", {**old.tables, RATES: [*old.tables[RATES], missing]}, old.schemas)
    new.tables[RATES].append(missing | {"status": "published", "value": "2.0"})
    made = diff(before, new)
    assert (only(made).kind, made.undeclared, made.level) == ("changed", (), Level.MINOR)


def test_a_row_that_goes_is_major_and_must_be_declared(old, new):
    new.tables[RATES].remove(row(new))
    made = diff(old, new)
    assert (made.level, len(made.undeclared)) == (Level.MAJOR, 1)
    declare(new, FIGURE, "2.1", "")
    assert (diff(old, new).level, diff(old, new).undeclared) == (Level.MAJOR, ())


def test_evidence_may_go(old, new):
    new.tables["citations"].pop()
    made = diff(old, new)
    assert (made.level, made.undeclared) == (Level.MINOR, ())


def test_revisions_may_not(old, new):
    declare(new, FIGURE, "2.1", "2.2")
    assert diff(new, old).undeclared


@pytest.mark.parametrize(
    ("table", "column"), [("areas", "name"), ("notes", "text"), (RATES, "notes")]
)
def test_other_words_are_minor(old, new, table, column):
    record = row(new) if table == RATES else new.tables[table][0]
    was, record[column] = record[column], "otherwise"
    made = diff(old, new)
    change = only(made, table)
    assert (change.kind, made.level, made.undeclared) == ("relabelled", Level.MINOR, (change,))
    amend(new, change.id, column, was, "otherwise")
    made = diff(old, new)
    assert (only(made, table).reason, made.level, made.undeclared) == ("Clearer.", Level.MINOR, ())


def test_an_amendment_must_say_what_happened(old, new):
    record = row(new)
    record["coverage"] = "a part"
    amend(new, FIGURE, "coverage", "", "another part")
    assert diff(old, new).undeclared
    amend(new, FIGURE, "coverage", "", "a part")
    assert diff(old, new).undeclared == ()
    record["data_source"] = "force"
    assert diff(old, new).undeclared


def test_a_column_that_is_new_is_compared_too(old, new):
    for record in new.tables[RATES]:
        record["extra"] = ""
    assert diff(old, new).rows == ()
    row(new)["extra"] = "a mark"
    assert only(diff(old, new)).undeclared
    amend(new, FIGURE, "extra", "", "a mark")
    made = diff(old, new)
    assert [(c.column, c.old, c.new) for c in only(made).cells] == [("extra", "", "a mark")]
    assert made.undeclared == ()


def test_a_withdrawn_figure_comes_back_by_a_revision_alone(old, new):
    record = row(old)
    withdrawn = Source("withdrawn", copy.deepcopy(dict(old.tables)), old.schemas)
    row(withdrawn).update(value="", status="withdrawn")
    assert diff(withdrawn, new).undeclared
    assert record["value"] == row(new)["value"]
    declare(new, FIGURE, "", "2.1")
    assert diff(withdrawn, new).undeclared == ()


def test_a_grade_is_published_too(old, new):
    new.tables["judgments"][0]["grade"] = "good"
    made = diff(old, new)
    assert len(made.undeclared) == 1
    declare(new, made.undeclared[0].id, "", "")
    assert diff(old, new).undeclared == ()


def test_a_submission_only_adds(old):
    part = Source("part", {RATES: [row(old) | {"area": "kent"}]}, is_release=False)
    assert [change.kind for change in diff(old, part).rows] == ["added"]


def set_in(schema, field, **constraints):
    found = next(each for each in schema["fields"] if each["name"] == field)
    found.setdefault("constraints", {}).update(constraints)


def drop(schema, field):
    schema["fields"] = [each for each in schema["fields"] if each["name"] != field]


def add(schema, **more):
    schema["fields"].append({"name": "extra", "type": "string", "title": "x", **more})


SCHEMA_CHANGES = {
    "a description": (lambda s: s.update(description="x"), "patch", "reworded"),
    "a field's title": (lambda s: s["fields"][0].update(title="x"), "patch", "reworded"),
    "an optional column": (add, "minor", "a new, optional column"),
    "a required column": (
        lambda s: add(s, constraints={"required": True}), "major", "that every row needs",
    ),
    "a column gone": (lambda s: drop(s, "coverage"), "major", "the column is gone"),
    "a type": (lambda s: s["fields"][0].update(type="any"), "major", "was string and is any"),
    "the key": (lambda s: s.update(primaryKey=["area"]), "major", "the key was edition"),
    "references": (lambda s: s.update(foreignKeys=[]), "major", "its references"),
    "order": (lambda s: s["fields"].reverse(), "minor", "in another order"),
    "a category": (
        lambda s: set_in(s, "qualifier", enum=["about", "almost", "at_least", "exact", "nearly", "over"]),
        "minor", "allowed now: nearly",
    ),
    "a category gone": (
        lambda s: set_in(s, "qualifier", enum=["exact"]), "major", "no longer allowed: about",
    ),
    "closed": (lambda s: set_in(s, "coverage", enum=["x"]), "major", "only listed values"),
    "needed": (lambda s: set_in(s, "coverage", required=True), "major", "every row needs it"),
    "not needed": (lambda s: set_in(s, "unit", required=False), "minor", "may leave it empty"),
    "a wider bound": (lambda s: set_in(s, "decimals", maximum=12), "minor", "was 9 and is 12"),
    "a narrower bound": (lambda s: set_in(s, "decimals", maximum=3), "major", "was 9 and is 3"),
    "a pattern": (lambda s: set_in(s, "coverage", pattern="^x$"), "major", "its pattern"),
}  # fmt: skip


@pytest.mark.parametrize("name", SCHEMA_CHANGES)
def test_changes_of_a_schema(old, new, name):
    change, level, words = SCHEMA_CHANGES[name]
    change(new.schemas[RATES])
    made = diff(old, new)
    assert str(made.level) == level
    assert any(words in str(each) for each in made.schema), made.schema


def test_tables_that_come_and_go(old, new):
    del new.schemas["notes"], new.tables["notes"]
    made = diff(old, new)
    assert made.level is Level.MAJOR
    assert "notes: the table is gone" in [reason for _, reason in made.reasons]
    assert diff(new, old).level is Level.MINOR


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_exactly_the_cells_that_were_changed_are_named(data):
    old = sources.of_files("old", release_files.read(paths.root()))
    rates = copy.deepcopy(old.tables[RATES])
    columns = [column for column in rates[0] if column not in peel.crime_rates.key]
    wanted = set()
    for position in data.draw(st.sets(st.integers(0, len(rates) - 1), max_size=4)):
        column = data.draw(st.sampled_from(columns))
        rates[position][column] += "x"
        wanted.add((tuple(rates[position][c] for c in peel.crime_rates.key), column))
    shuffled = data.draw(st.permutations(rates))
    made = diff(old, Source("new", {**old.tables, RATES: shuffled}, old.schemas))
    assert {(change.key, cell.column) for change in made.rows for cell in change.cells} == wanted
    back = diff(Source("new", {**old.tables, RATES: shuffled}, old.schemas), old)
    assert [change.key for change in back.rows] == [change.key for change in made.rows]


@pytest.fixture
def example(old, new):
    row(new)["value"] = "2.2"
    declare(new, FIGURE, "2.1", "2.2")
    burglary = row(new, crime_type="burglary_in_a_dwelling", area="northamptonshire")
    burglary["value"] = "8.1"
    new.tables[RATES].append(row(new) | {"area": "kent", "value": "1.9"})
    new.tables["areas"][0]["name"] = "A|von <b>and\u202e Somerset"
    citations = new.tables["citations"]
    citations.remove(next(filter(is_of_it, citations)))
    add(new.schemas["notes"])
    return diff(old, new)


@pytest.mark.parametrize(
    ("style", "suffix"),
    [("text", ".txt"), ("json", ".json"), ("markdown", ".md"), ("html", ".html")],
)
def test_views(example, style, suffix, file_regression):
    shown = diff_views.render(example, style).replace(
        f"peel-data {peel.__version__}", "peel-data X"
    )
    assert "\u202e" not in shown
    file_regression.check(shown, extension=suffix, basename=f"diff_as_{style}", encoding="utf-8")


def test_the_json_view_is_json(example):
    assert json.loads(diff_views.render(example, "json"))["level"] == "minor"


def test_sides_by_name(tmp_path, root, run):
    installed = sources.find("installed")
    (tmp_path / "release.zip").write_bytes(pack(release_files.read(root).items()))
    shutil.copytree(root / "data", tmp_path / "folder" / "data")
    shutil.copytree(root / "schemas", tmp_path / "folder" / "schemas")
    shutil.copy(root / "datapackage.json", tmp_path / "folder")
    for name in (str(tmp_path / "release.zip"), str(tmp_path / "folder")):
        side = sources.find(name)
        assert (side.tables, side.schemas) == (installed.tables, installed.schemas)
    past = sources.find(peel.__version__)
    assert past.tables == {t.name: t.records() for t in peel.at(peel.__version__).tables()}
    done = run("compat", "installed", str(tmp_path / "release.zip"))
    assert (done.code, done.out) == (0, "patch\n")


def test_a_side_that_is_none(run, tmp_path):
    done = run("diff", "installed", "no-such-thing")
    assert (done.code, done.out) == (2, "")
    assert "There is nothing at no-such-thing" in done.err
    (tmp_path / "crime_rates.csv").write_text("edition,area\nx,y\n")
    done = run("diff", "installed", str(tmp_path / "crime_rates.csv"))
    assert done.code == 2
    assert "peel-data validate" in done.err


def test_an_undeclared_change_ends_with_1(run, tmp_path, root):
    shutil.copytree(root / "schemas", tmp_path / "schemas")
    shutil.copytree(root / "data", tmp_path / "data")
    shutil.copy(root / "datapackage.json", tmp_path)
    content = (tmp_path / "data/crime_rates.csv").read_text()
    (tmp_path / "data/crime_rates.csv").write_text(content.replace(",2.1,1,", ",2.2,1,", 1))
    assert run("diff", "installed", str(tmp_path)).code == 1
    done = run("compat", "installed", str(tmp_path))
    assert done.code == 1
    assert done.out.startswith("refused: crime_rates:")

"""A group of findings names every member, or has one cause."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from peel_data.errors import ReleaseError
from peel_data.release.generate import stale
from peel_data.validation.pipeline import check
from support.dataset import scene
from support.planted import codes
from support.run import judge, weighty


def test_every_missing_column_is_named(tmp_path):
    (tmp_path / "crime_rates.csv").write_text("area,value,unit\nkent,1,per_1000_population\n")
    (finding,) = [f for f in weighty(judge(tmp_path)) if f.code == "S202"]
    assert finding.message == (
        "6 columns are missing, so the rows of police recorded crime rates cannot be checked: "
        "edition, crime_type, period_start, period_end, qualifier, status."
    )
    assert finding.expected.startswith("the columns edition, area, crime_type,")


def test_misspelt_columns_are_told_one_by_one(tmp_path):
    (tmp_path / "crime_rates.csv").write_text(
        "edition,aera,crime_typ,period_strt,period_nd,value,decimals,unit\n" + "x," * 7 + "x\n"
    )
    found = [f for f in weighty(judge(tmp_path)) if f.code == "S202"]
    hints = "".join(hint for finding in found for hint in finding.hints)
    for misspelt, meant in (
        ("aera", "area"),
        ("crime_typ", "crime_type"),
        ("period_nd", "period_end"),
    ):
        assert f"Is “{misspelt}” meant to be {meant}?" in hints
    assert any("qualifier, status" in finding.message for finding in found)


def spoil(made, texts, column="value"):
    sheet = made.tables["crime_rates"]
    for row, text in enumerate(texts):
        sheet.put(row, column, text)


def test_different_things_wrong_in_one_column_are_different_findings(judged):
    made = scene("2016")
    spoil(made, ["1,1", "2,2", "3,3", "4,4", "5%", "n/a"])
    report = judged(made)
    assert codes(report) == ["S204"] * 3
    comma = next(f for f in weighty(report) if "comma" in f.message)
    assert comma.message == "This affects 4 cells in the column. The first: Leave out the comma."
    assert [place.text for place in comma.places] == ["1,1", "2,2", "3,3", "4,4"]
    assert comma.hints == tuple(f"“{n},{n}”: Write {n}.{n}." for n in (1, 2, 3, 4))


def test_a_hint_that_all_share_is_told_once(judged):
    made = scene("2016")
    spoil(made, ["see a", "see b", "see c", "see d"])
    (finding,) = weighty(judged(made))
    assert len(finding.places) == 4
    assert len(finding.hints) == 1


def test_what_follows_names_the_cell_of_its_cause(judged):
    from support.planted import planted

    report = judged(planted("a reprint with its point moved"))
    (cell,) = {p for f in weighty(report) for p in f.places}
    named = f"C601 speaks of {Path(cell.file).stem}, row {cell.row}, {cell.column}"
    assert named in {each.reason for each in report.skipped}


@pytest.fixture
def checkout(root, tmp_path):
    for name in ("data", "schemas", "datapackage.json"):
        source = root / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    return tmp_path


def without(path: Path, column: str) -> None:
    import csv

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    header = [name for name in rows[0] if name != column]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_a_release_has_every_column(checkout):
    path = checkout / "data" / "crime_rates.csv"
    old = path.read_bytes()
    without(path, "notes")
    # As `generate` would leave it: the descriptor speaks of the file as it is.
    package = (checkout / "datapackage.json").read_text(encoding="utf-8")
    package = package.replace(sha256(old).hexdigest(), sha256(path.read_bytes()).hexdigest())
    package = package.replace(f'"bytes": {len(old)},', f'"bytes": {path.stat().st_size},')
    (checkout / "datapackage.json").write_text(package, encoding="utf-8")
    found = [f for f in check(checkout).findings if f.code == "S202"]
    assert [f.message for f in found] == ["The column “notes” is missing."]


def test_generate_writes_the_empty_column(root, tmp_path):
    for name in ("data", "schemas", "docs", "history", "peel_data"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("datapackage.json", "CHANGELOG.md"):
        shutil.copy(root / name, tmp_path / name)
    path = tmp_path / "data" / "victim_satisfaction.csv"
    whole = path.read_bytes()
    without(path, "notes")
    assert stale(tmp_path)["data/victim_satisfaction.csv"] == whole
    without(path, "edition")
    with pytest.raises(ReleaseError, match=r"victim_satisfaction.csv has no column edition"):
        stale(tmp_path)


def test_many_unknown_references_in_one_cell_are_one_finding(judged):
    made = scene("2016")
    made.put("crime_rates", "notes", "a b c d", area="kent", crime_type="sexual_offences")
    (finding,) = weighty(judged(made))
    assert finding.code == "K402"
    assert finding.message == "“a” and 3 more in the cell are not in the table notes."
    assert len(finding.places) == 1

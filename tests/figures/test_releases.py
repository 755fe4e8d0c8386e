"""Past releases, read from the package alone."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from decimal import Decimal

import pytest

import peel_data as peel
from peel_data import paths
from peel_data.figures import releases
from peel_data.history.store import addition
from peel_data.tables import records, release_files
from peel_data.workbooks.packing import pack

FIGURE = "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"


def keep(root, files):
    """Let release 0.9.0 be the only one that is kept, with these files."""
    made = addition(files, version="0.9.0", released=dt.date(2026, 11, 23), previous=None, log=None)
    for name, content in made.contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    (root / "peel_data").mkdir(exist_ok=True)
    (root / "peel_data" / "version.py").write_text(f'HISTORY_HEAD = "{made.manifest.sha256}"\n')


@pytest.fixture
def past(tmp_path, monkeypatch, root):
    """An installation that keeps release 0.9.0, in which one value was another one."""
    files = release_files.read(root)
    descriptor = json.loads(files["datapackage.json"]) | {"version": "0.9.0"}
    files["datapackage.json"] = json.dumps(descriptor).encode()
    for name in ("victim_satisfaction", "figures"):
        content = files[f"data/{name}.csv"].decode()
        assert ",83.5," in content
        files[f"data/{name}.csv"] = content.replace(",83.5,", ",83.4,").encode()
    for name in ("schemas", "data"):
        (tmp_path / name).symlink_to(root / name)
    (tmp_path / "datapackage.json").symlink_to(root / "datapackage.json")
    keep(tmp_path, files)
    monkeypatch.setattr(paths, "root", lambda: tmp_path)
    releases.at.cache_clear()
    yield files
    releases.at.cache_clear()


def test_an_old_release_equals_its_own_files(past):
    old = peel.at("0.9.0")
    assert {table.name: table.records() for table in old.tables()} == release_files.tables(past)
    for table in old.tables():
        assert table.schema() == json.loads(past[f"schemas/{table.name}.schema.json"])


def test_every_way_of_reading_gives_the_old_value(past):
    old = peel.at("0.9.0")
    row = old.victim_satisfaction.one(area="northamptonshire")
    frame = old.victim_satisfaction.to_pandas()
    assert row.value == old.figure(FIGURE).value == Decimal("83.4")
    assert old.figures().to_pandas().set_index("figure_id")["value"][FIGURE] == 83.4
    assert frame.set_index("figure_id")["value"][FIGURE] == 83.4
    assert peel.figure(FIGURE).value == Decimal("83.5")
    assert old.figure(FIGURE).cite().count("peel_data 0.9.0") == 1


def test_a_figure_tells_how_it_stood(past):
    assert [(one.release, one.value) for one in peel.figure(FIGURE).history] == [
        ("0.9.0", Decimal("83.4")),
        (peel.__version__, Decimal("83.5")),
    ]
    assert peel.figure(FIGURE).history == peel.at("0.9.0").figure(FIGURE).history


def test_a_release_that_is_kept_is_what_was_published():
    now = peel.at(peel.__version__)
    published = release_files.tables(releases.files(peel.__version__))
    assert {table.name: table.records() for table in now.tables()} == published
    assert now is peel.at(peel.__version__)


def test_before_it_is_kept_this_release_is_the_installed_tables(past):
    now = peel.at(peel.__version__)
    assert [table.name for table in now.tables()] == [table.name for table in peel.tables()]
    assert all(table.records() == records.read(table.name) for table in now.tables())
    assert now.figures() == peel.figures()


def test_what_there_is_not(past):
    with pytest.raises(peel.NotFound, match=r"no release '0\.9'.*releases are 0\.9\.0, "):
        peel.at("0.9")
    old = peel.at("0.9.0")
    with pytest.raises(peel.NotFound, match="Did you mean crime_rates"):
        old.table("crime_rate")
    with pytest.raises(peel.NotFound, match=r"in release 0\.9\.0"):
        old.figure("nothing")
    with pytest.raises(peel.NotFound, match="no figure 'nothing'"):
        releases.history("nothing")


def test_a_table_that_came_later(past, tmp_path):
    files = {name: content for name, content in past.items() if "crime_numbers" not in name}
    keep(tmp_path, files)
    releases.at.cache_clear()
    old = peel.at("0.9.0")
    assert "crime_numbers" not in [table.name for table in old.tables()]
    with pytest.raises(peel.NotFound, match="has no table 'crime_numbers'"):
        _ = old.crime_numbers.rows


def test_packing_says_nothing_of_when_and_where(root, tmp_path):
    for name in ("one.zip", "other.zip"):
        releases.export("1.0.0", tmp_path / name)
    packed = (tmp_path / "one.zip").read_bytes()
    assert packed == (tmp_path / "other.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert {member.date_time[:3] for member in archive.infolist()} == {(1980, 1, 1)}
    assert str(root).encode() not in packed


def test_a_release_reads_back(root, tmp_path):
    files = release_files.read(root)
    (tmp_path / "release.zip").write_bytes(pack(files.items()))
    assert release_files.read(tmp_path / "release.zip") == files


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all"])
def test_what_is_no_release(tmp_path, content):
    (tmp_path / "release.zip").write_bytes(content)
    with pytest.raises(peel.SubmissionError, match="holds no release"):
        release_files.read(tmp_path / "release.zip")
    with pytest.raises(peel.SubmissionError, match="holds no release"):
        release_files.read(tmp_path)


def test_a_zip_without_a_descriptor(tmp_path):
    with zipfile.ZipFile(tmp_path / "release.zip", "w") as archive:
        archive.writestr("data/areas.csv", "id\n")
    with pytest.raises(peel.SubmissionError, match=r"no datapackage\.json in it"):
        release_files.read(tmp_path / "release.zip")


def test_a_half_changed_checkout_is_not_read(tmp_path, root):
    for name in ("data", "datapackage.json"):
        (tmp_path / name).symlink_to(root / name)
    (tmp_path / ".peel-data").mkdir()
    (tmp_path / ".peel-data" / "moving").touch()
    with pytest.raises(peel.PackageDataError, match="mixture of old and new"):
        release_files.read(tmp_path)

"""Where the data files are, and what is said when they are not there."""

from __future__ import annotations

import shutil

import pytest

from peel_data import PackageDataError, paths


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package that stands in a folder of its own."""
    folder = tmp_path / "site" / "peel_data"
    folder.mkdir(parents=True)
    monkeypatch.setattr(paths, "package", lambda: folder)
    paths.root.cache_clear()
    yield folder
    paths.root.cache_clear()


def data_in(folder):
    (folder / "data").mkdir(parents=True)
    (folder / "datapackage.json").write_text("{}")
    return folder


def test_the_installed_bundle_comes_before_a_checkout(package):
    data_in(package.parent)
    assert paths.root() == package.parent
    bundle = data_in(package / "bundle")
    paths.root.cache_clear()
    assert paths.root() == bundle
    assert paths.data_file("areas") == bundle / "data" / "areas.csv"
    assert paths.schema_file("areas") == bundle / "schemas" / "areas.schema.json"


def test_half_a_bundle_is_none(package):
    shutil.rmtree(data_in(package / "bundle") / "data")
    with pytest.raises(PackageDataError, match="data files of peel_data are missing"):
        paths.root()


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(PackageDataError, match="cannot be read"):
        paths.read_text(tmp_path / "none.csv")
    latin = tmp_path / "latin.csv"
    latin.write_bytes("é".encode("latin-1"))
    with pytest.raises(PackageDataError, match=r"latin\.csv cannot be read"):
        paths.read_text(latin)


def test_a_schema_that_is_not_json(package):
    data_in(package / "bundle")
    schema = paths.schema_file("areas")
    schema.parent.mkdir()
    schema.write_text("{", "utf-8")
    with pytest.raises(PackageDataError, match=r"areas\.schema\.json is not JSON .* Install"):
        paths.read_json(schema)


def test_inside_an_archive_says_to_unpack_it(package, monkeypatch):
    archive = package.parent / "app.zip" / "peel_data"
    monkeypatch.setattr(paths, "package", lambda: archive)
    with pytest.raises(PackageDataError, match=r"from inside an archive .*app\.zip.*unpack"):
        paths.root()


def test_a_frozen_program_without_data_names_the_hook(package, monkeypatch):
    monkeypatch.setattr("sys.frozen", True, raising=False)
    with pytest.raises(PackageDataError, match="PyInstaller adds them by the hook"):
        paths.root()


def test_a_frozen_program_reads_no_submissions_and_says_so(monkeypatch, tmp_path):
    import peel_data as peel

    (tmp_path / "crime_rates.csv").write_text("area\n")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    with pytest.raises(peel.SubmissionError, match="pass DataFrames"):
        peel.validate(tmp_path / "crime_rates.csv")


def test_the_package_runs_from_an_archive_only_to_say_so(tmp_path):
    import subprocess
    import sys
    import zipfile

    archive = tmp_path / "app.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for each in paths.package().rglob("*.py"):
            file.write(each, each.relative_to(paths.package().parent))
    code = (
        f"import sys; sys.path.insert(0, {str(archive)!r}); import peel_data; peel_data.figures()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "cannot run from inside an archive" in done.stderr


def test_the_hook_of_pyinstaller_stands_where_its_entry_point_says():
    from pathlib import Path

    from peel_data._pyinstaller import hook_dirs

    (folder,) = hook_dirs()
    assert (Path(folder) / "hook-peel_data.py").is_file()

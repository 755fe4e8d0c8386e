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
    monkeypatch.setattr(paths, "PACKAGE", folder)
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

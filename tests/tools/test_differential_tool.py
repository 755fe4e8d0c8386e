"""The differential runs on a small corpus, and that they notice what differs."""

from __future__ import annotations

import zipfile

import pytest

import corpus
import differential
from peel_data.readers.xlsx import workbook as xlsx


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus, "from_tests", lambda: iter([("x.csv", b"a,b\n1,2\n")]))
        counts = corpus.write_all(folder, seed=3, workbooks=12, texts=40)
    assert {"openpyxl", "pandas", "csv", "tests"} <= set(counts)
    return folder


def test_same_seed_same_cells(files, tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, "from_tests", lambda: iter([]))
    corpus.write_all(tmp_path, seed=3, workbooks=12, texts=40)
    for path in tmp_path.rglob("*.csv"):
        assert path.read_bytes() == (files / path.relative_to(tmp_path)).read_bytes()


@pytest.mark.parametrize("kind", ["workbooks", "csv"])
def test_readers_agree(files, kind):
    tally = differential.run(kind, files, sample=0, seed=0)
    assert not tally.different
    assert tally.cells["equal"] > 100
    assert "different" not in tally.table()


def test_what_is_read_is_held_against_what_is_seen(files, monkeypatch):
    """LibreOffice is not asked here: calamine's values stand for what it shows."""

    def shown(paths):
        return {
            path: [[differential.as_text(value) for value in row] for row in rows]
            for path in paths
            for rows in differential.their_sheets(path).values()
        }

    monkeypatch.setattr(differential, "shown_sheets", shown)
    tally = differential.run("seen", files, sample=6, seed=1, skip=["pandas"])
    assert not tally.different
    assert tally.files == {"read by both": 6}
    monkeypatch.setattr(differential, "shown_sheets", lambda paths: {paths[0]: [["[c]"]]})
    tally = differential.run("seen", files, sample=2, seed=1)
    assert tally.files == {"different": 1, "theirs refuses": 1}
    assert "theirs '[c]'" in tally.different[0]


def test_a_difference_is_noticed(files, monkeypatch):
    """A reader that loses the styles without a word, as one did that compared names by case."""
    monkeypatch.setattr(xlsx, "_shared_part", _without_styles)
    tally = differential.run("workbooks", files, sample=0, seed=0)
    assert tally.different
    assert "| different |" in tally.table()


def _without_styles(archive, relations, kind):
    found = [part for known, part in relations.values() if known == kind and kind != "styles"]
    return found[0] if found else None


def test_what_the_readers_refuse_is_counted(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<")
    (tmp_path / "c.csv").write_bytes(b'a,b\n"1,2\n')
    (tmp_path / "d.csv").write_bytes(b"a,b\n1\n")
    (tmp_path / "e.csv").write_bytes(b"sep=,\na,b\n1 ,2\n")
    assert differential.run("workbooks", tmp_path, sample=0, seed=0).files == {"both refuse": 2}
    assert differential.run("csv", tmp_path, sample=0, seed=0).files == {
        "both refuse: F122": 1,
        "ours refuses: F124": 1,
        "equal but for spaces around, which are reported": 1,
    }


@pytest.mark.parametrize(
    ("ours", "shown", "how"),
    [
        ("kent", "kent", "equal"),
        ("1234.5", "1,234.50", "equal number"),
        ("66.123", "66.1", "rounded in view"),
        ("66.16", "66.1", None),
        ("0.7", "70%", None),
        ("12", "[c]", None),
        ("2015-09-30", "30 September 2015", "the same day"),
        ("2015-09-30", "30/09/2015", "the same day"),
        ("2015-09", "Sep-15", "the same day"),
        ("2015-09-30", "42277", None),
        ("", "x", None),
    ],
)
def test_same_sight(ours, shown, how):
    assert differential.same_sight(ours, shown) == how

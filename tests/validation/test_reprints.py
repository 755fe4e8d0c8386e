"""What an edition prints of a figure, and what another printed of it before."""

from dataclasses import replace
from decimal import Decimal

import pytest

from peel_data.tables import records
from peel_data.validation.baseline import Baseline
from peel_data.validation.tables import definition
from support.dataset import scene
from support.run import installed, judge, weighty
from support.writers import csv_folder

EDITIONS = FIRST, SECOND, THIRD = tuple(f"peel-effectiveness-{year}" for year in (2015, 2016, 2017))
SHARE = "domestic_abuse_shares:{}:northamptonshire:2015-03-31"


def reprinted(made):
    """Yield the cells of a submission whose figure the release has of another edition."""
    for name, sheet in made.tables.items():
        spec = definition(name).spec
        for row in range(len(sheet.rows)):
            first = {c: sheet.cell(row, c) for c in sheet.header} | {"edition": FIRST}
            ids = records.figure_ids(spec, first)
            for column, figure_id in ids.items():
                if figure_id in installed().figures:
                    yield name, row, column


@pytest.mark.parametrize("step", [1, -1])
def test_a_reprint_that_differs_in_its_last_place_is_always_a_revision(tmp_path, step):
    """The roundings of two such numbers touch, and are of two numbers all the same."""
    made = scene("2016")
    cells = set(reprinted(made))
    assert len(cells) >= 6
    for name, row, column in cells:
        text = Decimal(made.tables[name].cell(row, column))
        last = Decimal(1).scaleb(text.as_tuple().exponent)
        made.tables[name].put(row, column, str(text + step * last))
    found = weighty(judge(csv_folder(made.tables, tmp_path / "made")))
    assert {finding.code for finding in found} == {"C601"}
    assert cells == {
        (place.file.removesuffix(".csv"), place.row - 2, place.column)
        for finding in found
        for place in finding.places
    }


@pytest.mark.parametrize(("rounded", "codes"), [("11", []), ("12", []), ("13", ["C601"])])
def test_a_reprint_may_round_what_is_published(tmp_path, rounded, codes):
    """11.5 is published, and a tie: it may be rounded either way."""
    made = scene("2016")
    for column, text in (("value", rounded), ("decimals", "0")):
        made.put("domestic_abuse_shares", column, text, period_end="2015-03-31")
    report = judge(csv_folder(made.tables, tmp_path / "made"))
    assert [f.code for f in report.findings if f.code == "C601"] == codes


def a_release(*printed: str, revised: bool = False) -> Baseline:
    """A release in which editions print a figure so; the last of them by a declared revision, or not."""
    share = next(r for r in installed().tables["figures"] if r["figure_id"] == SHARE.format(FIRST))
    figures = []
    for text, edition in zip(printed, EDITIONS, strict=False):
        half = Decimal(5).scaleb(Decimal(text).as_tuple().exponent - 1)
        decimals = len(text.partition(".")[2])
        ends = {"lower": str(Decimal(text) - half), "upper": str(Decimal(text) + half)}
        figures.append(
            share
            | {"figure_id": SHARE.format(edition), "edition": edition, "value": text}
            | {"decimals": str(decimals), **ends}
        )
    revisions = [{"figure_id": figures[-1]["figure_id"]}] if revised else []
    return Baseline("1.2.0", {"figures": figures, "revisions": revisions})


@pytest.mark.parametrize(
    ("printed", "revised", "given", "contradicted"),
    [
        (("11.5", "11.3"), True, "11.3", None),  # what was restated counts no more
        (("11.5", "11.3"), True, "11.5", SECOND),
        (("11.5", "12"), False, "11.5", None),
        (("11.5", "12"), False, "11.6", FIRST),  # the latest says less, so that the first is asked
        (("11.5", "12"), True, "11.6", None),
        (("11.5",), False, "11.4", FIRST),
    ],
)
def test_of_several_editions_what_was_declared_last_counts(printed, revised, given, contradicted):
    release = a_release(*printed, revised=revised)
    figure = replace(
        a_release(given).figures[SHARE.format(FIRST)], id=SHARE.format(THIRD), edition=THIRD
    )
    other = release.other_printing(figure)
    assert (other and other.edition) == contradicted

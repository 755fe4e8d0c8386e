"""Rows into tables: what is there stays, what is new is added, what changes is declared."""

from __future__ import annotations

import copy
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peel_data as peel
from peel_data import paths
from peel_data.errors import ReleaseError
from peel_data.release.checkout import files_of
from peel_data.release.citations import cited
from peel_data.release.diff import SPECS
from peel_data.release.merge import add_revision, merged, published, without_dangling
from peel_data.tables import release_files
from support import synthetic
from support.first_report import is_of_it

FIGURE = "crime_rates:peel-effectiveness-2015:northamptonshire:sexual_offences:2015-06-30"


@pytest.fixture
def tables():
    return all_tables()


def all_tables():
    found = release_files.tables(release_files.read(paths.root()))
    return {name: rows for name, rows in found.items() if not SPECS[name].generated}


def rows_of(submission: synthetic.Tables):
    return {
        name: [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]
        for name, sheet in submission.items()
    }


def rate(tables):
    return next(
        row
        for row in tables["crime_rates"]
        if row["area"] == "northamptonshire" and row["crime_type"] == "sexual_offences"
    )


def revision(**cells):
    return {"figure_id": FIGURE, "release": "", "old_value": "2.1", "new_value": "2.2"} | {
        "reason": "Counted again."
    } | cells  # fmt: skip


def test_nothing_that_was_there_changes(tables):
    before = copy.deepcopy(tables)
    after = merged(tables, rows_of(synthetic.submission()), "1.1.0")
    assert tables == before
    for name, rows in before.items():
        assert [row for row in after[name] if row in rows] == rows


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_order_and_parts_do_not_matter(data):
    rows = rows_of(synthetic.submission())
    whole = files_of(merged(all_tables(), rows, "1.1.0"))
    areas = data.draw(st.permutations([*synthetic.FORCES, synthetic.NATION]))
    made = all_tables()
    for area in areas:
        part = {n: [row for row in rows[n] if row["area"] == area] for n in rows}
        shuffled = {n: data.draw(st.permutations(part[n])) for n in part}
        made = merged(made, shuffled, "1.1.0")
    assert files_of(made) == whole
    assert files_of(merged(made, rows, "1.1.0")) == whole


def test_a_silent_change_is_refused(tables):
    row = rate(tables) | {"value": "2.2"}
    with pytest.raises(ReleaseError, match=r"sexual_offences:2015-06-30: value 2\.1 → 2\.2"):
        merged(tables, {"crime_rates": [row]}, "1.1.0")


def test_many_silent_changes_are_not_all_listed(tables):
    rows = [row | {"coverage": "half of it"} for row in tables["crime_rates"] if is_of_it(row)]
    with pytest.raises(ReleaseError, match="and 2 more"):
        merged(tables, {"crime_rates": rows}, "1.1.0")


@pytest.mark.parametrize("old", ["2.1", ""])
def test_a_declared_change_is_made_and_recorded(tables, old):
    row = rate(tables) | {"value": "2.2"}
    brought = {"crime_rates": [row], "revisions": [revision(old_value=old)]}
    after = merged(tables, brought, "1.1.0")
    assert rate(after)["value"] == "2.2"
    assert after["revisions"] == [revision(release="1.1.0")]
    assert merged(after, brought, "1.1.0") == after


def test_a_revision_without_its_row_is_refused(tables):
    with pytest.raises(ReleaseError, match=r"becomes 2\.2, and with this submission it is 2\.1"):
        merged(tables, {"revisions": [revision()]}, "1.1.0")


@pytest.mark.parametrize("edition", ["peel-effectiveness-2015", "peel-effectiveness-2016"])
def test_a_later_edition_may_restate_a_figure(tables, edition):
    """Whichever of the two figures the declaration names, the earlier edition's stays as it was printed."""
    later = FIGURE.replace("2015:north", "2016:north")
    row = rate(tables) | {"edition": "peel-effectiveness-2016", "value": "2.2"}
    named = FIGURE.replace("peel-effectiveness-2015", edition)
    brought = {"crime_rates": [row], "revisions": [revision(figure_id=named)]}
    after = merged(tables, brought, "1.1.0")
    assert (published(after)[FIGURE].value, published(after)[later].value) == ("2.1", "2.2")
    assert after["revisions"] == [revision(figure_id=later, release="1.1.0")]
    assert merged(after, brought, "1.2.0") == after


def test_a_force_may_withdraw(tables):
    row = rate(tables) | {"value": "", "status": "withdrawn"}
    brought = {"crime_rates": [row], "revisions": [revision(new_value="")]}
    after = merged(tables, brought, "1.1.0")
    assert FIGURE not in published(after)
    assert all(citation["figure_id"] != FIGURE for citation in after["citations"])
    assert all(FIGURE not in drawn["printed_figures"].split() for drawn in after["report_figures"])


def test_caveats_that_a_submission_leaves_out_stay(tables):
    noted = next(row for row in tables["crime_outcomes"] if row["notes"])
    after = merged(tables, {"crime_outcomes": [noted | {"notes": ""}]}, "1.1.0")
    assert after == tables


def test_a_missing_figure_may_come_late(tables):
    row = rate(tables) | {"area": "kent", "status": "not_supplied", "value": ""}
    tables["crime_rates"].append(row)
    supplied = row | {"status": "published", "value": "2.0"}
    after = merged(tables, {"crime_rates": [supplied]}, "1.1.0")
    assert supplied in after["crime_rates"]
    assert row not in after["crime_rates"]


def test_a_second_revision_before_a_release_keeps_the_published_value():
    rows = [revision(release="1.1.0")]
    add_revision(rows, revision(release="1.1.0", old_value="2.2", new_value="2.3"))
    assert rows == [revision(release="1.1.0", old_value="2.1", new_value="2.3")]
    add_revision(rows, revision(release="1.1.0", old_value="2.3", new_value="2.1"))
    assert rows == []


def test_every_new_figure_is_cited_once(tables):
    rows = rows_of(synthetic.submission())
    after = cited(merged(tables, rows, "1.1.0"), tables, rows, "2027-01")
    new = published(after).keys() - published(tables).keys()
    added = [citation for citation in after["citations"] if citation not in tables["citations"]]
    assert Counter(citation["figure_id"] for citation in added) == dict.fromkeys(new, 1)
    assert len({tuple(citation[c] for c in peel.citations.key) for citation in added}) == len(new)
    tokens = Counter(
        tuple(c[name] for name in ("publication", "locator", "printed", "occurrence"))
        for c in added
    )
    assert set(tokens.values()) == {1}
    assert cited(after, after, rows, "2027-02") == after


def test_own_citations_are_enough(tables):
    rows = rows_of(synthetic.submission(("kent",), nation=False))
    after = merged(tables, rows, "1.1.0")
    own = [{"figure_id": figure} for figure in published(after)]
    assert cited(after, tables, {**rows, "citations": own}, "2027-01") == after


def test_what_is_published_dangles_nowhere(tables):
    assert without_dangling(tables) == tables

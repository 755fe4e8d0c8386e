"""The page of a draft marks every number, leads to what is left, and shows hostile text as text."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel_data.transcribe import draft as folder_of
from peel_data.transcribe import review
from peel_data.transcribe.draft import COLUMNS, CONFLICTS, MISSING, TRANSCRIPTION, Origin

RATE = "crime_rates:peel-effectiveness-2015:kent:victim_based:2015-06-30"
PART = "Force in numbers: Crime"
TEXT = "Crime fell by 4 percent to 52.1.\n\fIt has 34 police dogs & <b>12</b> cats, and 52.3 crimes. Page 7."


def number(token, line, state, figure="", confidence="0.95"):
    start = TEXT.replace("\f", "").split("\n")[line - 1].index(token)
    return {
        "locator": PART, "occurrence": "1", "token": token, "line": line, "start": start,
        "end": start + len(token), "state": state, "figure_id": figure, "confidence": confidence, "why": "said so",
    }  # fmt: skip


@pytest.fixture
def draft(tmp_path):
    """A draft with a number of each kind."""
    folder = tmp_path / "draft"
    (folder / "tables").mkdir(parents=True)
    folder_of.write_origin(folder, Origin("kent", "e", "kent-2015", (), "kent.txt", ""))
    (folder / folder_of.REPORT).write_text(TEXT, encoding="utf-8")
    rows = {
        TRANSCRIPTION: [
            number("4 percent", 1, "claimed", "crime_changes:kent", "0.60"),
            number("52.1", 1, "claimed", RATE),
            number("34", 2, "open"),
            number("12", 2, "claimed", "cats"),
            number("52.3", 2, "claimed", RATE),
            number("7", 2, "not_a_figure"),
        ],
        CONFLICTS: [
            {"conflict": 1, "locator": PART, "occurrence": "1", "token": token, "message": "52.1 is not 52.3."}
            for token in ("52.1", "52.3")
        ],
        MISSING: [{"figure_id": "calls", "required": "yes", "decision": ""}],
    }  # fmt: skip
    for name, held in rows.items():
        folder_of.write_rows(folder / name, COLUMNS[name], held)
    folder_of.write_rows(
        folder / "tables" / "areas_for_improvement.csv",
        ("number", "summary", "locator"),
        [{"number": 1, "summary": "", "locator": "Question 2"}],
    )
    return folder


def test_every_number_is_marked_by_what_it_is(draft):
    page = review.render(review.read_review(draft))
    marks = re.findall(r'<mark id="n\d+" class="(\w+)"[^>]*>([^<]*)<', page)
    assert marks == [
        ("unsure", "4 percent"),
        ("conflict", "52.1"),
        ("open", "34"),
        ("claimed", "12"),
        ("conflict", "52.3"),
        ("not_a_figure", "7"),
    ]
    assert '<p class="page">Page 2</p>' in page


def test_every_link_leads_to_a_mark(draft):
    page = review.render(review.read_review(draft))
    links = re.findall(r'href="#(\w+)"', page)
    assert set(links) == {"n1", "n2", "n3", "n4", "n5"}
    assert all(f'id="{link}"' in page for link in links)


def test_text_of_the_report_is_text(draft):
    page = review.render(review.read_review(draft))
    assert "dogs &amp; &lt;b&gt;" in page
    assert "<b>" not in page


def test_the_policy_admits_the_page_s_own_style_and_script_alone(draft):
    page = review.render(review.read_review(draft))
    for tag in ("style", "script"):
        (held,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(held.encode()).digest()).decode()
        assert f"{tag}-src &#x27;sha256-{digest}&#x27;" in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)


def test_the_command_says_what_is_left(draft, run):
    done = run("review", str(draft))
    assert done.code == 1
    assert (
        done.out
        == f"""\
Numbers: 6. Claimed: 2. No figures: 1. Open: 1. In conflict: 2.
Claimed with less confidence than 0.8, to be looked over: 1.
Figures not found: 1; the edition asks for 1 of them.
Areas for improvement without a summary: 1.

In conflict: 1
  52.1 is not 52.3.

Open: 1
  “34” in line 2 ({PART})

Not found: 1
  calls

Without a summary: 1
  Question 2, number 1

Look at it in a browser: {draft / "review.html"}
"""
    )
    assert (draft / "review.html").read_text("utf-8").startswith("<!doctype html>")


def test_a_finished_draft_ends_with_0(draft, run, tmp_path):
    folder_of.write_rows(
        draft / TRANSCRIPTION, COLUMNS[TRANSCRIPTION], [number("52.1", 1, "claimed", RATE)]
    )
    for name in (CONFLICTS, MISSING, "tables/areas_for_improvement.csv"):
        (draft / name).unlink()
    assert run("review", str(draft), "-o", str(tmp_path / "page.html")).code == 0
    assert (tmp_path / "page.html").is_file()


def test_no_draft_is_told_in_a_sentence(tmp_path, run):
    done = run("review", str(tmp_path))
    assert done.code == 2
    assert "is no draft of a report" in done.err


@given(st.text(max_size=60), st.integers(-3, 80), st.integers(-3, 80))
def test_places_that_do_not_fit_the_text_lose_none_of_it(line, start, end):
    row = {"start": str(start), "end": str(end), "figure_id": "", "why": "", "line": "1"}
    made = "".join(review._marked(line, [review.Marked(1, row, "open")]))
    bare = re.sub(r'<mark[^>]*>|<span class="note">[^<]*</span>|</mark>', "", made)
    assert bare == review._text(line)

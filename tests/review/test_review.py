"""The review page shows every number, says what is left, is safe with hostile text, and changes no draft."""

from __future__ import annotations

import csv
import json
import re
import struct
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peel_data.cli import main
from peel_data.errors import SubmissionError
from peel_data.review.gathering import read_review
from peel_data.review.page import render_review
from peel_data.transcribe import draft as folder_of
from peel_data.transcribe.draft import COLUMNS, Origin
from peel_data.transcribe.page_images import write_page_images

ORIGIN = Origin(
    "kent", "peel-effectiveness-2015", "peel-effectiveness-2015-kent", (), "kent.txt", "0" * 64
)
CRIME = "crime_rates:peel-effectiveness-2015:kent:all_excluding_fraud:2015-06-30"
TEXT = "Crime\n\nRates were 60.0 and 61.0.\n\fThere are 14 dogs & 3 <cats>.\n"
PLACE = {"locator": "Crime", "occurrence": "1"}


def number(token, line, start, state, figure="", why="", confidence="0.99"):
    return {
        **PLACE, "token": token, "line": line, "start": start, "end": start + len(token), "page": "",
        "box": "", "state": state, "figure_id": figure, "confidence": confidence, "why": why,
    }  # fmt: skip


NUMBERS = (
    number("60.0", 3, 11, "claimed", CRIME, "as in the pattern"),
    number("61.0", 3, 20, "claimed", CRIME, "by its heading", "0.60"),
    number("14", 4, 10, "open", why="nothing shows what it is"),
    number("3", 4, 20, "not_a_figure", why="a number of <cats>"),
)


def write(
    folder, text=TEXT, numbers=NUMBERS, conflicts=(), decisions=(), missing=(), differences=()
):
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    folder_of.write_origin(folder, ORIGIN)
    (folder / "report.txt").write_text(text, encoding="utf-8")
    for name, rows in (
        (folder_of.TRANSCRIPTION, numbers),
        (folder_of.CONFLICTS, conflicts),
        (folder_of.DECISIONS, decisions),
        (folder_of.MISSING, missing),
        (folder_of.DIFFERENCES, [{"message": each} for each in differences]),
        (folder_of.PROPOSALS, ()),
    ):
        folder_of.write_rows(folder / name, COLUMNS[name], rows)
    return folder


@pytest.fixture
def draft(tmp_path):
    return write(tmp_path / "draft")


class Marks(HTMLParser):
    """The marked numbers of a page by state, its text, and whatever could fetch or run something."""

    def __init__(self, page):
        super().__init__()
        self.states, self.ids, self.links, self.active, self.text = [], [], [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "span" and said.get("id", "").startswith("n"):
            self.states.append(said.get("class", "").removeprefix("number "))
        self.ids += [said["id"]] if "id" in said else []
        self.links += [said["href"]] if tag == "a" else []
        if (
            tag in {"img", "iframe", "link", "object"}
            or "src" in said
            or any(n.startswith("on") for n in said)
        ):
            self.active.append(tag)
        if tag == "script":
            self.active.append("script") if "script" in self.active else self.active.append(
                "the script"
            )

    def handle_data(self, data):
        self.text += data


def test_every_number_is_marked_by_its_state(draft):
    marks = Marks(render_review(read_review(draft)))
    assert marks.states == ["claimed", "doubtful", "open", "not_a_figure"]
    assert marks.active == ["the script"]
    assert {link.removeprefix("#") for link in marks.links} <= set(marks.ids)
    assert "Page 2" in marks.text
    assert f"({CRIME} (0.99: as in the pattern))" in marks.text


def test_the_keys_step_through_the_numbers_of_the_text_and_not_of_the_legend(draft):
    page = render_review(read_review(draft))
    assert 'querySelectorAll(".number.conflict[id], .number.open[id]")' in page
    stepped = re.findall(r'<span class="number (?:conflict|open)" id="(n\d+)" tabindex="0">', page)
    assert stepped == ["n3"]
    assert page.count('class="number open"') == len(stepped) + 1  # and the sample of the legend


def test_the_body_of_a_page(draft, file_regression):
    page = render_review(read_review(draft))
    body = re.sub(
        r"peel-data \d[\w.]*", "peel-data 0", page[page.index("<header>") : page.index("<script>")]
    )
    file_regression.check(body, basename="review", extension=".html")


def test_conflicts_come_first(draft):
    conflict = {
        **PLACE,
        "conflict": "1",
        "token": "61.0",
        "line": 3,
        "figure_id": CRIME,
        "message": "60.0 or 61.0?",
    }
    page = render_review(read_review(write(draft, conflicts=[conflict])))
    assert Marks(page).states[1] == "conflict"
    assert page.index("60.0 or 61.0?") < page.index("Open numbers <span")


def test_decisions_show_and_are_kept(draft):
    decisions = [{**PLACE, "token": "14", "decision": "not_a_figure", "reason": "dogs"}]
    before = (write(draft, decisions=decisions) / "decisions.csv").read_bytes()
    assert main(["review", str(draft)]) == 1
    page = (draft / "review.html").read_text(encoding="utf-8")
    assert main(["review", str(draft)]) == 1
    assert (draft / "review.html").read_text(encoding="utf-8") == page
    assert (draft / "decisions.csv").read_bytes() == before
    assert Marks(page).states[2] == "decided"


def test_the_terminal_says_what_is_left(draft, capsys, tmp_path):
    write(draft, missing=[{"figure_id": CRIME, "required": "yes", "decision": ""}])
    assert main(["review", str(draft), "-o", str(tmp_path / "page.html")]) == 1
    said = capsys.readouterr().out
    assert "1 figure drafted" in said
    assert re.search(r"\b1 open number\n", said)
    assert re.search(r"\b1 required figure not found", said)
    assert (tmp_path / "page.html").is_file()


def test_what_nothing_holds_is_to_be_compared_with_the_report(draft, capsys):
    write(
        draft,
        numbers=[{**NUMBERS[0], "held": "no"}, {**NUMBERS[1], "confidence": "0.99", "held": "yes"}],
    )
    page = render_review(read_review(draft))
    assert Marks(page).states == ["unheld", "claimed"]
    assert 'Numbers to compare with the report <span class="count">1</span>' in page
    main(["review", str(draft)])
    assert "1 number to compare with the report" in capsys.readouterr().out


def test_a_line_for_decisions_can_be_copied(draft):
    page = render_review(read_review(draft))
    line = re.search(r"<code>(Crime,1,14,[^<]*)</code>", page)
    assert next(csv.reader([line[1]])) == ["Crime", "1", "14", "FIGURE", "", ""]
    assert len(COLUMNS[folder_of.DECISIONS]) == 6


@pytest.mark.parametrize(
    ("change", "said"),
    [({"line": 99}, "does not fit"), ({"end": 400}, "does not fit"), ({"start": "x"}, "as start")],
)
def test_a_damaged_draft_is_refused(draft, change, said):
    with pytest.raises(SubmissionError, match=said):
        read_review(write(draft, numbers=[{**NUMBERS[0], **change}]))


def test_what_is_no_draft_is_refused(tmp_path, capsys):
    assert main(["review", str(tmp_path)]) == 2
    assert "is not a draft" in capsys.readouterr().err


def png_size(data):
    """The width and height of a PNG, whose every chunk is checked."""
    at, pixels, size = 8, b"", (0, 0)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, held = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(
            kind + held
        )
        size = struct.unpack(">II", held[:8]) if kind == b"IHDR" else size
        pixels += held if kind == b"IDAT" else b""
        at += 12 + length
    assert len(zlib.decompress(pixels)) == (size[0] + 1) * size[1]
    return size


def test_pages_of_a_pdf_are_shown_with_what_wants_a_look_framed(draft):
    path = Path(__file__).parents[1] / "transcribe" / "files" / "report.pdf"
    numbers = [{**each, "page": "2", "box": "30.0 40.0 60.0 52.5"} for each in NUMBERS]
    write(draft, numbers=numbers)
    write_page_images(draft, path.read_bytes(), path.name, [2])
    width, height = png_size((draft / "pages" / "2.png").read_bytes())
    page = render_review(read_review(draft))
    marks = Marks(page)
    assert marks.active == ["the script"]
    assert page.count("<image ") == page.count('href="data:image/png;base64,') == 1
    assert f'viewBox="0 0 {width / 1.25:g} {height / 1.25:g}"' in page
    assert re.findall(r"<rect [^>]*>", page) == [
        f'<rect class="{state}" x="28" y="38" width="34" height="16.5">'
        for state in ("doubtful", "open")
    ]
    write_page_images(draft, path.read_bytes(), path.name, [])
    assert "<image" not in render_review(read_review(draft))


@pytest.mark.parametrize("data", [b"", b"<svg onload='x'>", b"\x89PNG\r\n\x1a\n", bytes(2_000_001)])
def test_what_is_no_picture_of_a_page_is_not_shown(draft, data):
    write(draft, numbers=[{**NUMBERS[2], "page": "2", "box": "x"}])
    (draft / "pages").mkdir()
    (draft / "pages" / "2.png").write_bytes(data)
    assert "<image" not in render_review(read_review(draft))


HOSTILE = st.text(alphabet="<>&\"'/ab\x00\x07\u202e;-!script", min_size=1, max_size=30)


@settings(max_examples=40, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_text_of_a_draft_becomes_markup(tmp_path_factory, text, token, why):
    folder = write(
        tmp_path_factory.mktemp("hostile"),
        f"{text}{token}\n",
        [number(token, 1, len(text), "open", figure=why, why=why)],
    )
    origin = json.loads((folder / "draft.json").read_text(encoding="utf-8"))
    (folder / "draft.json").write_text(
        json.dumps({**origin, "publication": token}), encoding="utf-8"
    )
    marks = Marks(render_review(read_review(folder)))
    assert marks.active == ["the script"]
    assert marks.states == ["open"]
    assert token.replace("\x00", "\ufffd").replace("\x07", "\ufffd") in marks.text


def test_differences_from_the_other_report_are_listed(tmp_path, capsys):
    folder = write(
        tmp_path / "draft", differences=["“Figure 2” is missing.", "Footnote 3 is <new>."]
    )
    assert main(["review", str(folder)]) == 1
    assert "2 differences from the pattern" in capsys.readouterr().out
    page = (folder / "review.html").read_text(encoding="utf-8")
    assert "<li>“Figure 2” is missing.</li><li>Footnote 3 is &lt;new&gt;.</li>" in page

"""PDF, Word and web pages come out as the text that a person reads; hostile ones with a plain error."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peel_data.errors import MissingExtra, SubmissionError
from peel_data.readers.limits import DEFAULT, Limits
from peel_data.transcribe import pdf
from peel_data.transcribe.docx import read_docx
from peel_data.transcribe.html import read_html
from peel_data.transcribe.page import Character, lines_of
from peel_data.transcribe.reading import read_report

FILES = (
    Path(__file__).parent / "files"
)  # report.pdf, report.docx and locked.pdf: report.html through LibreOffice


@pytest.fixture(scope="module")
def printed():
    return read_report(FILES / "report.pdf")


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_every_kind_gives_the_same_words(kind):
    document = read_report(FILES / f"report.{kind}")
    assert " ".join(document.text.split()) == (
        "Force in numbers Borsetshire Police recorded 13 percent¹² more crimes than a year before, and officers say "
        "that this is the end of a line which the page has to wrap somewhere. Outcome type Number Rate "
        "Charged/Summonsed 6,968 14.9 Caution - youths 370 0.8 A second page, with -10.6% on it."
    )
    assert "Charged/Summonsed\t6,968\t14.9" in document.text.split("\n")


def test_a_pdf_has_the_page_and_place_of_every_word(printed):
    line = next(line for line in printed.lines if "-10.6%" in line.text)
    assert line.page == 2
    start = line.text.index("-10.6%")
    left, top, right, bottom = line.box_of(start, start + 6)
    assert 20 < left < right < 300
    assert 20 < top < bottom < 120
    assert {word.page for word in line.words} == {2}


def test_paragraphs_of_a_pdf_are_parted(printed):
    texts = [line.text for line in printed.lines]
    assert texts[1] == ""
    assert texts[2].startswith("Borsetshire")
    assert texts[3]


def put(text: str, left: float, top: float, size: float = 10) -> list[Character]:
    step = size / 2
    return [
        Character(c, left + step * n, top, left + step * (n + 1), top + size, top + size)
        for n, c in enumerate(text)
    ]


def test_columns_are_read_one_after_the_other():
    rows = range(8)
    left = [put(f"the left column, line {n} of it", 50, 100 + 11 * n) for n in rows]
    right = [put(f"the right column, line {n} too", 300, 100 + 11 * n) for n in rows]
    page = put("A heading that stands over both of them, from left to right", 60, 60)
    lines = lines_of(
        [*page, *(c for pair in zip(left, right, strict=True) for line in pair for c in line)], 1
    )
    texts = [line.text for line in lines if line.text]
    assert texts[0].startswith("A heading")
    assert texts[1:] == [
        *(f"the left column, line {n} of it" for n in rows),
        *(f"the right column, line {n} too" for n in rows),
    ]


def test_columns_of_numbers_are_rows_of_a_table():
    rows = [
        c
        for n in range(9)
        for c in [
            *put(f"Type {n}", 50, 100 + 15 * n),
            *put(f"{n},000", 250, 100 + 15 * n),
            *put("1.5", 400, 100 + 15 * n),
        ]
    ]
    assert [line.text for line in lines_of(rows, 1) if line.text][3] == "Type 3\t3,000\t1.5"


def test_a_small_raised_number_is_a_mark_of_the_word_before_it():
    small = [Character(c, 70 + 3 * n, 9, 73 + 3 * n, 15, 15) for n, c in enumerate("27")]
    assert [
        line.text
        for line in lines_of([*put("outcomes", 30, 10), *small, *put("and 27", 80, 10)], 1)
    ] == ["outcomes²⁷ and 27"]


@pytest.mark.parametrize(("before", "low"), [("6,", ","), ("monitoring ", "g"), ("(", "(")])
def test_digits_after_a_glyph_that_hangs_low_are_no_mark(before, low):
    """In some fonts a box is that of the glyph, and the next word's digits look raised beside it."""
    glyphs = [
        each._replace(top=8, bottom=24) if each.letter == low else each
        for each in put(before, 30, 10)
    ]
    line = [*glyphs, *put("968", 30 + 5 * len(before), 10)]
    assert [each.text for each in lines_of(line, 1)] == [f"{before}968"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7 nothing else", "damaged"),
        ("a.pdf", b"", "damaged"),
        ("a.docx", b"PK\x03\x04 nothing else", "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "encrypted"),
        ("a.html", b"<p>\xff\xfe\xfa</p>", "encoding"),
    ],
)
def test_damaged_files_are_refused_in_plain_words(tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SubmissionError, match=said) as raised:
        read_report(tmp_path / name)
    assert name in str(raised.value)


def test_an_encrypted_pdf_is_refused():
    with pytest.raises(SubmissionError, match=r"encrypted.*without a password"):
        read_report(FILES / "locked.pdf")


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    with pytest.raises(SubmissionError, match="2 pages; at most 1"):
        read_report(FILES / "report.pdf")


def test_a_cut_pdf_gives_no_traceback():
    whole = (FILES / "report.pdf").read_bytes()
    for end in range(0, len(whole) // 2, len(whole) // 12):
        with pytest.raises(SubmissionError, match=r"cut\.pdf"):
            pdf.read_pdf(whole[:end], "cut.pdf", DEFAULT)


def test_a_missing_library_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtra, match=r'pip install "peel-data\[reports\]"'):
        read_report(FILES / "report.pdf")


def word_file(body: str, doctype: str = "") -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"{doctype}<w:document {space}>{body}</w:document>")
        archive.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {space}><w:footnote w:id="1"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>'
            "</w:footnotes>",
        )
    return out.getvalue()


def test_a_word_file_has_its_notes_and_not_what_was_deleted():
    data = word_file(
        '<w:p><w:r><w:t>13</w:t></w:r><w:del><w:r><w:t>14</w:t></w:r></w:del><w:r><w:footnoteReference w:id="1"/>'
        "</w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>item</w:t></w:r></w:p>"
    )
    assert [line.text for line in read_docx(data, "a.docx", DEFAULT) if line.text] == [
        "13¹",
        "- item",
        "¹ A note.",
    ]


def test_a_word_file_may_not_define_entities_or_unpack_without_end():
    with pytest.raises(SubmissionError, match="entities"):
        read_docx(word_file("", '<!DOCTYPE x [<!ENTITY a "b">]>'), "a.docx", DEFAULT)
    with pytest.raises(SubmissionError, match=r"a\.docx"):
        read_docx(word_file("<w:p/>" * 900_000), "a.docx", Limits(bytes_unpacked=1_000_000))


def test_a_web_page_shows_what_a_browser_shows():
    page = b"<title>T</title><script>var a = 99</script><p>One<br>two&nbsp;3<style>p{x:4}</style><ul><li>five</ul>"
    assert [line.text for line in read_html(page, "x", DEFAULT) if line.text] == [
        "One",
        "two 3",
        "- five",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/=\"'&#; abptdrscuiol!-[]13\n", max_size=200))
def test_any_web_page_is_read(text):
    for line in read_html(text.encode(), "x", DEFAULT):
        assert "\n" not in line.text

"""PDF, Word and web pages come out as the text that a person reads; hostile ones with a plain error."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from peel_data.errors import MissingExtra, SubmissionError
from peel_data.readers.limits import DEFAULT, Limits
from peel_data.transcribe.files import pdf
from peel_data.transcribe.files.docx import read_docx
from peel_data.transcribe.files.html import read_html
from peel_data.transcribe.files.layout import lines_of
from peel_data.transcribe.files.page import Character, runs_of
from peel_data.transcribe.files.reading import read_report

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


def pdf_of(lines):
    """A page with these lines, which no other program wrote."""
    text = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F 12 Tf 14 TL 72 700 Td {text} ET"
    fonts = "<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources {fonts} >>",
        f"<< /Length {len(stream)} >> stream\n{stream}\nendstream",
    ]
    body = "".join(f"{at} 0 obj {each} endobj\n" for at, each in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R /Size 5 >>\n%%EOF\n".encode()


def test_a_hyphen_at_the_end_of_a_line_is_kept():
    data = pdf_of(["How well is crime and anti-", "social behaviour prevented?"])
    assert [line.text for line in pdf.read_pdf(data, "a.pdf", DEFAULT)] == [
        "How well is crime and anti-",
        "social behaviour prevented?",
    ]


def test_paragraphs_of_a_pdf_are_parted(printed):
    texts = [line.text for line in printed.lines]
    assert texts[1] == ""
    assert texts[2].startswith("Borsetshire")
    assert texts[3]


def put(text: str, left: float, baseline: float, size: float = 10) -> list[Character]:
    step = size / 2
    return [
        Character(c, left + step * n, left + step * (n + 1), baseline, size)
        for n, c in enumerate(text)
    ]


def read(*pages: list[list[Character]]) -> list[str]:
    """The lines of pages, each given as its pieces of text."""
    runs = [runs_of([c for piece in page for c in piece], n) for n, page in enumerate(pages, 1)]
    return [line.text for line in lines_of(runs)]


def in_columns(page: int, rows: int = 8) -> list[list[Character]]:
    left = [put(f"left column {page}, line {n} of it", 50, 100 + 11 * n) for n in range(rows)]
    right = [put(f"right column {page}, line {n} too", 300, 104 + 11 * n) for n in range(rows)]
    return [*left, *right]


def test_columns_are_read_one_after_the_other():
    over = put("A heading that stands over both of them, from left to right", 60, 60)
    texts = [text for text in read([over, *in_columns(1)]) if text]
    assert texts[0].startswith("A heading")
    assert texts[1:] == [
        *(f"left column 1, line {n} of it" for n in range(8)),
        *(f"right column 1, line {n} too" for n in range(8)),
    ]


def test_a_short_last_page_is_set_in_the_columns_of_the_others():
    texts = read(in_columns(1), in_columns(2, rows=3))
    assert texts[-3:] == [f"right column 2, line {n} too" for n in range(3)]


def test_the_number_of_a_page_does_not_end_the_first_column():
    pages = [[*in_columns(page), put(str(page), 50, 300)] for page in (1, 2, 3)]
    assert [text for text in read(*pages) if text.isdecimal()] == []


def test_columns_of_numbers_are_rows_of_a_table():
    rows = [
        piece
        for n in range(9)
        for piece in (
            put(f"Type {n}", 50, 100 + 15 * n),
            put(f"{n},000", 250, 100 + 15 * n),
            put("1.5", 400, 100 + 15 * n),
        )
    ]
    assert read(rows)[3] == "Type 3\t3,000\t1.5"


def test_the_lines_of_a_cell_are_one_cell():
    table = [
        *(put("Out-of-court", 50, 100), put("5,366", 250, 100), put("5.6", 400, 100)),
        put("(informal)", 50, 111),
        *(put("Cannabis", 50, 130), put("1,246", 250, 130), put("1.3", 400, 130)),
    ]
    assert [text for text in read(table) if text] == [
        "Out-of-court (informal)\t5,366\t5.6",
        "Cannabis\t1,246\t1.3",
    ]


def test_a_line_of_prose_below_a_wide_space_is_no_part_of_a_cell():
    prose = [
        *(put("there were 3", 50, 100), put("percent", 130, 100)),
        put("fewer of them than in the year before", 50, 111),
    ]
    assert read(prose) == ["there were 3\tpercent", "fewer of them than in the year before"]


def test_a_wide_space_between_words_is_no_cell_unless_other_lines_have_it_too():
    loose = [put("spread", 50, 100), put("wide", 87, 100)]
    assert read(loose) == ["spread wide"]
    assert read([*loose, put("Type 3", 50, 112), put("12", 87, 112)])[:2] == [
        "spread\twide",
        "Type 3\t12",
    ]


def test_lines_of_a_paragraph_stand_together_whatever_letters_hang_low():
    lines = [put(text, 50, 100 + 12 * n) for n, text in enumerate(["gypsy", "aaaaa", "jugs"])]
    assert read([*lines, put("Next", 50, 150)]) == ["gypsy", "aaaaa", "jugs", "", "Next"]


def test_a_small_raised_number_is_a_mark_of_the_word_before_it():
    pieces = [put("outcomes", 30, 20), put("27", 70, 16, 6), put("and 27", 80, 20)]
    assert read(pieces) == ["outcomes²⁷ and 27"]


def test_a_small_raised_number_is_a_mark_of_the_note_that_it_begins():
    assert read([put("27", 30, 16, 6), put("A note.", 37, 20)]) == ["²⁷A note."]


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


def word_file(body: str, doctype: str = "", note: str = "<w:r><w:t>A note.</w:t></w:r>") -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"{doctype}<w:document {space}>{body}</w:document>")
        archive.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {space}><w:footnote w:id="1"><w:p>{note}</w:p></w:footnote>'
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


def words_of(data):
    return [line.text for line in read_docx(data, "a.docx", DEFAULT) if line.text]


def test_notes_of_a_word_file_are_numbered_by_their_references():
    body = (
        '<w:p><w:r><w:t>13</w:t><w:footnoteReference w:id="7"/></w:r>'
        '<w:r><w:t>, 14</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    )
    assert words_of(word_file(body)) == ["13¹, 14²", "² A note."]


@pytest.mark.parametrize(
    "note", ["<w:t>4</w:t><w:tab/><w:t>12 dogs.</w:t>", "<w:t>4 12 dogs.</w:t>"]
)
def test_a_mark_that_is_text_is_raised_and_not_told_twice(note):
    body = (
        '<w:p><w:r><w:t>13</w:t></w:r><w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/>'
        "<w:t>4</w:t></w:r><w:r><w:t> dogs</w:t></w:r></w:p>"
    )
    data = word_file(body, note=f"<w:r>{note}</w:r>")
    assert words_of(data) == ["13⁴ dogs", "⁴ 12 dogs."]


def test_the_lines_and_boxes_of_a_paragraph_stand_apart_and_once():
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>Kent 28.6</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Crime</w:t><w:br/><w:t>Kent 60.0</w:t></w:r></w:p><w:p><w:r><w:t>Calls</w:t></w:r>"
        f"<w:r><mc:AlternateContent {compatible}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r></w:p>"
    )
    assert words_of(word_file(body)) == ["Crime", "Kent 60.0", "Kent 28.6", "Calls", "A note."]


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


def test_a_web_page_of_libreoffice_has_marks_and_no_heads_of_pages():
    page = (
        b'<div title="header"><p>Kent report</p></div><p>13<a href="#n1sym"><sup>1</sup></a> dogs</p>'
        b'<div id="n1"><p><a href="#n1anc">1</a>12 of them walk.</p></div><div title="footer"><div><p>5</p></div></div>'
        b'<div style="display: none"><div>99</div></div><p>End</p>'
    )
    found = [line.text for line in read_html(page, "x", DEFAULT) if line.text]
    assert found == ["13¹ dogs", "¹ 12 of them walk.", "End"]


@settings(max_examples=60, deadline=None)
@example("<p>5<![1 a>6")
@given(st.text(alphabet="<>/=\"'&#; abptdrscuiol!-[]13\n", max_size=200))
def test_any_web_page_is_read(text):
    for line in read_html(text.encode(), "x", DEFAULT):
        assert "\n" not in line.text

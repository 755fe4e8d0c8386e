"""Reports of every spelling come out alike: characters, marks, divided words, pages, Markdown."""

from __future__ import annotations

import pytest

from peel_data.errors import SubmissionError
from peel_data.readers.limits import Limits
from peel_data.transcribe.files.document import Document, Line
from peel_data.transcribe.files.normalise import normalise, spell
from peel_data.transcribe.files.reading import read_report


def texts(*lines: str) -> list[str]:
    return [line.text for line in normalise(Line(text) for text in lines)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("o\ufb03cers \u2018said\u2019 \u201cno\u201d", "officers 'said' \"no\""),
        ("16\u201324 or \u221210.6%", "16-24 or -10.6%"),
        ("12\u00a0months", "12 months"),
        ("Crime        65.7      63.0", "Crime\t65.7\t63.0"),
        ("ended.  Next", "ended. Next"),
        ("  \u2022   item", "• item"),
        ("30 June 2015^{25 26}", "30 June 2015²⁵ ²⁶"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
    ],
)
def test_characters_have_one_spelling(text, expected):
    assert spell(text) == expected
    assert spell(expected) == expected


def test_words_that_a_line_divides_are_put_together():
    assert texts("preven-", "tion of") == ["prevention", "of"]
    assert texts("a cyber-crime, cyber-", "", "crime; more") == [
        "a cyber-crime, cyber-crime;",
        "",
        "more",
    ]
    assert texts("longer-", "term issues; a longer term") == [
        "longer-term",
        "issues; a longer term",
    ]
    assert texts("Dyfed-Powys; Dyfed-", "Powys Police") == ["Dyfed-Powys; Dyfed-Powys", "Police"]
    assert texts("south-", "East of it") == ["south-", "East of it"]
    assert texts("rate -", "13 percent") == ["rate -", "13 percent"]


def test_addresses_that_a_line_divides_are_put_together():
    lines = texts("See www.example.org/data/44", "5753/hosb", "0115.pdf, and", "14.9% of it")
    assert lines == ["See www.example.org/data/445753/hosb0115.pdf,", "and", "14.9% of it"]
    assert texts("www.example.org", "748", "Kent Police") == [
        "www.example.org",
        "748",
        "Kent Police",
    ]


def test_marks_that_are_stuck_to_words_are_raised():
    lines = texts("the outcomes27 of PIP1 and 2.8", "27 The Home Office says so.", "27 dogs")
    assert lines == ["the outcomes²⁷ of PIP1 and 2.8", "²⁷ The Home Office says so.", "27 dogs"]
    assert texts("the outcomes27 alone") == ["the outcomes27 alone"]


def test_running_heads_and_page_numbers_go():
    pages = [
        Line(text, page)
        for page in (1, 2, 3)
        for text in ("PEEL 2015", f"{page * page} dogs", "so", "Borsetshire Police", "748", str(page + 4))
    ]  # fmt: skip
    kept = [line.text for line in normalise(pages)]
    assert kept == [t for n in (1, 4, 9) for t in (f"{n} dogs", "so", "Borsetshire Police", "748")]


def test_pages_of_a_text_are_kept(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("one\n\ftwo\nmore\n\f\fthree", encoding="utf-8")
    made = read_report(path)
    assert [(line.text, line.page) for line in made.lines] == [
        ("one", 1), ("two", 2), ("more", 2), ("three", 4),
    ]  # fmt: skip
    path.write_text(made.paged_text, encoding="utf-8")
    assert read_report(path) == made


def test_markdown_is_read_without_its_marks(tmp_path):
    path = tmp_path / "report.md"
    path.write_text(
        "# Crime #\n\n| a | b |\n|---|:-:|\n| **Crime**[^1] | 65.7 |\n\n* item\n[^1]: See [there](https://x.y).\n"
        "snake_case_name and *so*<sup>2</sup>",
        encoding="utf-8",
    )
    assert read_report(path).text.split("\n") == [
        "Crime", "", "a\tb", "Crime¹\t65.7", "", "- item", "¹ See there.",
        "snake_case_name and so²",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("r.rtf", b"x", "cannot be read as a report"),
        ("r.txt", b"caf\xe9 is", "not text in UTF-8 (byte 4)"),
        ("r.txt", b"a\x00b", "contains zero bytes"),
        ("r.txt", b" \n\n", "contains no text"),
        ("r.txt", b"x" * 2001, "size limit of 2,000 bytes"),
        ("r.txt", b"x\n" * 60, "has 61 lines; at most 50"),
        ("r.txt", b"a\n" + b"x" * 101, "Line 2 of r.txt has 101 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)
    limits = Limits(bytes_in=2000, rows=50, cell_characters=100)
    with pytest.raises(SubmissionError) as refused:
        read_report(tmp_path / name, limits)
    assert said in str(refused.value)


def test_a_document_without_pages_is_its_lines():
    made = Document("x", (Line("a"), Line("b")))
    assert made.paged_text == made.text == "a\nb"


@pytest.mark.parametrize(
    ("end", "goes_on"),
    [
        ("crime rose by 2% over this period, against a decrease of 12% in", True),
        ("The campaign about exploitation ran for seven", True),
        ("Volunteers, the special constables, there were 12,", True),
        ("Crime fell in the county over the year.", False),
        ("Victim-based crime 69.8 56.0", False),
        ("How well does the force keep people safe?", False),
    ],
)
def test_a_page_that_ends_within_a_sentence_does_not_end_it(end, goes_on):
    lines = [Line(end, 1), Line("", 1), Line("", 2), Line("England and Wales.", 2)]
    assert len(normalise(lines)) == (2 if goes_on else 4)

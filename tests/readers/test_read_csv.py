"""CSV files and folders of them: what is taken, what is named, and that the counts add up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from peel_data.readers import Limits, read
from peel_data.report import phrases
from support.describe import grouped, told_of_reading
from support.submissions import HEADER, ROWS, check, check_bytes, codes, csv_text, errors, rows_of

GOOD = csv_text()


def place(reading, code):
    return next(f.places[0] for f in reading.findings if f.code == code)


def message(reading, code):
    return next(f.message for f in reading.findings if f.code == code)


def small(*rows: str) -> str:
    return "\n".join(("area,value,unit", *rows)) + "\n"


HARMLESS = {
    "as it is": GOOD,
    "byte-order mark": "\ufeff" + GOOD,
    "CRLF": GOOD.replace("\n", "\r\n"),
    "no line end at the end": GOOD.removesuffix("\n"),
    "blank rows at the end": GOOD + "\n\n\r\n",
    "rows of commas at the end": GOOD + "," * 10 + "\n" + "," * 25 + "\n",
    "blank rows before the header": "\n\n" + GOOD,
    "blank rows between": GOOD.replace("\nnorth", "\n\nnorth"),
    "every cell quoted": "\n".join(
        ",".join('"' + c.replace('"', '""') + '"' for c in row) for row in (HEADER, *ROWS)
    ),
    "columns without name and content": "\n".join(
        line + ",," if '"two' not in line and not line.startswith("lines") else line
        for line in csv_text(ROWS[:4]).splitlines()
    ),
    "blanks only of spaces": GOOD + "  \n",
    "separator for Excel": "sep=,\n" + GOOD,
    "separator for Excel, in an old form": '\ufeff"SEP=,"\r\n' + GOOD.replace("\n", "\r\n"),
    "separator for Excel, saved again": "sep=,,,,,,,,,,,\n" + GOOD,
}


@pytest.mark.parametrize("kind", HARMLESS)
def test_harmless(tmp_path, kind):
    reading = check_bytes(tmp_path, HARMLESS[kind])
    assert not reading.findings
    assert rows_of(reading) == list(ROWS[:4] if "columns" in kind else ROWS)
    assert not reading.rejected


def test_columns_in_another_order(tmp_path):
    reading = check_bytes(tmp_path, csv_text([row[::-1] for row in ROWS], HEADER[::-1]))
    assert rows_of(reading) == list(ROWS)
    assert reading.tables[0].positions == tuple(range(1, 12))


def test_blank_rows_are_counted(tmp_path):
    reading = check_bytes(tmp_path, small("kent,1,u", "", ",,", "surrey,2,u", ""))
    (ignored,) = reading.ignored
    assert (ignored.what, ignored.records) == ("blank rows", 3)
    assert reading.tables[0].numbers == (2, 5)


FAULTS = {
    "ragged, too long": (small("kent,1,234,u"), "F124", 2, None),
    "ragged, too short": (small("kent,1,u", "surrey,1"), "F124", 3, None),
    "unclosed": (small("kent,1,u", 'surrey,"2,u', "kent,3,u"), "F122", 3, "B"),
    "text after quote": (small('kent,"1"2,u'), "F123", 2, "B"),
    "quote inside": (small('kent,1"2,u'), "F123", 2, "B"),
    "semicolons": ("area;value;unit\nkent;1;u\n", "F125", 1, None),
    "tabs": ("area\tvalue\tunit\nkent\t1\tu\n", "F125", 1, None),
    "bars": ("area|value|unit\nkent|1|u\n", "F125", 1, None),
    "quoted semicolons": ('"area";"value";"unit"\n"kent";"1";"u"\n', "F125", 1, None),
    "lone CR": ("area,value,unit\rkent,1,u\r", "F126", 1, None),
    "CR CR LF in one row": (small("kent,1,u\r\r", "surrey,2,u"), "F126", 2, None),
    "lone CR for one line end": (small("kent,1,u\rsurrey,2,u"), "F126", 2, None),
    "lone CR, quoted": (small('"ke\rnt",1,u'), "F121", 2, "A"),
    "lone CR, not quoted": (small("ke\rnt,1,u"), "F121", 2, "A"),
    "lone CR in many columns": ("area,value,unit\r" + "kent,1,u\r" * 200, "F126", 1, None),
    "CR CR LF": ("area,value,unit\r\r\nkent,1,u\r\r\n", "F126", 1, None),
    "duplicate header": ("area,value,value\nkent,1,2\n", "F131", 1, "C"),
    "header alike but for case": ("area,value,Value\nkent,1,2\n", "F131", 1, "C"),
    "header alike after NFKC": ("area,value,ｖalue\nkent,1,2\n", "F131", 1, "C"),
    "empty header": ("area,value,\nkent,1,checked\n", "F132", 2, "C"),
    "padded header": ("area, value,unit\nkent,1,u\n", "F133", 1, "B"),
    "no header": ("kent,1,u\nsurrey,2,u\n", "F130", 1, None),
    "title above": ("Crime figures\n" + small("kent,1,u"), "F130", 1, None),
    "header again": (small("kent,1,u", "area,value,unit", "surrey,2,u"), "F134", 3, "A"),
    "padded": (small("kent ,1,u"), "F127", 2, "A"),
    "padded with NBSP": (small("kent,\u00a01,u"), "F127", 2, "B"),
    "NUL": (small("kent,1\x00,u"), "F121", 2, "B"),
    "control": (small("ke\x1bnt,1,u"), "F121", 2, "A"),
    "tab inside": (small("ke\tnt,1,u"), "F121", 2, "A"),
    "DEL": (small("kent,1\x7f,u"), "F121", 2, "B"),
    "C1 control": (small("kent,1\x85,u"), "F121", 2, "B"),
    "bidi override": (small("kent,\u202e1,u"), "F121", 2, "B"),
    "bidi isolate": (small("kent,1,\u2066u"), "F121", 2, "C"),
    "zero width": (small("ke\u200bnt,1,u"), "F121", 2, "A"),
    "zero width joiner": (small("ke\u200dnt,1,u"), "F121", 2, "A"),
    "soft hyphen": (small("ke\u00adnt,1,u"), "F121", 2, "A"),
    "BOM inside": (small("kent,1,u") + "\ufeffsurrey,2,u\n", "F121", 3, "A"),
    "NBSP inside": (small("west\u00a0mercia,1,u"), "F121", 2, "A"),
    "lost text": (small("Si\ufffdn,1,u"), "F121", 2, "A"),
    "private use": (small("\ue000,1,u"), "F121", 2, "A"),
    "line separator": (small("a\u2028b,1,u"), "F121", 2, "A"),
    "tag character": (small("kent\U000e0041,1,u"), "F121", 2, "A"),
    "variation selector": (small("kent\ufe0f,1,u"), "F121", 2, "A"),
    "zero width in header": ("area,val\u200bue,unit\nkent,1,u\n", "F121", 1, "B"),
    "apostrophes": (small("'kent',1,u"), "F128", 2, "A"),
    "apostrophe before a number": (small("kent,'1,u"), "F128", 2, "B"),
    "typographic quotes": (small("“kent”,1,u"), "F128", 2, "A"),
    "quoted twice": (small('"""kent""",1,u'), "F128", 2, "A"),
    "cell too long": (small("kent,1," + "u" * 32_769), "F114", 2, "C"),
    "too many columns": (small("kent,1,u").replace("unit", ",".join(map(str, range(300)))),
                         "F113", 1, None),
    "empty": ("", "F130", None, None),
    "only blank lines": ("\n\n\n", "F130", None, None),
    "stray quote in the header": ('area,va"lue,unit\nkent,1,u\n', "F123", 1, "B"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
def test_fault_is_named_with_its_place(tmp_path, kind):
    text, code, row, letter = FAULTS[kind]
    reading = check_bytes(tmp_path, text)
    assert codes(reading) == [code]
    where = place(reading, code)
    assert (where.row, where.letter) == (row, letter) or (
        kind == "too many columns" and where.row == 1
    )


ENCODINGS = {
    "cp1252": (GOOD.encode("cp1252"), "0xE2", "Windows-1252"),
    "latin-1": (small("Siân,1,u").encode("latin-1"), "0xE2", "Windows-1252"),
    "UTF-16": (GOOD.encode("utf-16"), "UTF-16", "CSV UTF-8"),
    "UTF-16 LE without mark": (GOOD.encode("utf-16-le"), "UTF-16", "CSV UTF-8"),
    "UTF-16 BE without mark": (GOOD.encode("utf-16-be"), "UTF-16", "CSV UTF-8"),
    "UTF-32": (GOOD.encode("utf-32"), "UTF-32", "CSV UTF-8"),
    "no text": (b"area,value\nkent,\x81\xff\n", "0x81", "CSV UTF-8"),
    "surrogate": (b"area,value\nkent,\xed\xa0\x80\n", "0xED", "Windows-1252"),
    "overlong": (b"area,value\nkent,\xc0\xaf\n", "0xC0", "Windows-1252"),
    "cut off": ("area,value\nkent,Siâ".encode()[:-1], "0xC3", "Windows-1252"),
}


@pytest.mark.parametrize("kind", ENCODINGS)
def test_encoding_is_refused_and_named(tmp_path, kind):
    data, words, hint = ENCODINGS[kind]
    reading = check_bytes(tmp_path, data)
    (finding,) = reading.findings
    assert finding.code == "F120"
    assert words in finding.message
    assert hint in finding.hints[0]
    assert not reading.tables
    assert reading.rejected[0].records is None


def test_the_line_of_the_first_bad_byte(tmp_path):
    reading = check_bytes(tmp_path, b"\xef\xbb\xbfarea,value\r\nkent,1\r\nSi\xe2n,2\r\n")
    assert place(reading, "F120").row == 3
    assert "line 3 has the byte 0xE2 at position 3" in message(reading, "F120")


def test_one_kind_is_one_finding_with_exact_total(tmp_path):
    reading = check_bytes(tmp_path, small(*["kent ,1,u"] * 12_345))
    (finding,) = reading.findings
    assert "12,345 cells" in finding.message
    assert len(finding.places) == 20


def test_hidden_characters_of_all_sorts_are_one_finding(tmp_path):
    cells = ["k" * i + chr(0x200B + i % 5) for i in range(1, 400)]
    (finding,) = check_bytes(tmp_path, small(*[f"{cell},1,u" for cell in cells])).findings
    assert finding.message.startswith("399 cells hold characters")
    assert "U+200C ZERO WIDTH NON-JOINER at position 2" in finding.message
    assert finding.expected == "k"


def test_trimmed_cells_are_told(tmp_path):
    reading = check_bytes(tmp_path, small("kent ,1,u"))
    assert reading.tables[0].rows == (("kent", "1", "u"),)
    assert "read as “kent”" in message(reading, "F127")
    assert reading.findings[0].severity == "warning"


def test_cells_with_an_error_are_marked(tmp_path):
    reading = check_bytes(tmp_path, small("kent,1,u", "kent,2\x00,u"))
    assert reading.tables[0].reported == {(1, 1)}


def test_every_record_is_in_one_place(tmp_path):
    text = small("kent,1,u", "", "kent,1", 'a"b,1,u', "area,value,unit", "surrey ,2,u")
    reading = check_bytes(tmp_path, text)
    assert len(reading.tables[0].rows) == 2
    assert {(r.code, r.records) for r in reading.rejected} == {
        ("F124", 1),
        ("F123", 1),
        ("F134", 1),
    }
    assert sum(i.records for i in reading.ignored) == 1


def test_header_alike_after_trimming(tmp_path):
    assert codes(check_bytes(tmp_path, "area,value,value \nkent,1,2\n")) == ["F131", "F133"]


def test_table_with_duplicate_header_is_rejected_as_a_whole(tmp_path):
    reading = check_bytes(tmp_path, "area,value,value\nkent,1,2\nsurrey,3,4\n")
    assert not reading.tables
    assert reading.rejected[0].records == 2


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(bytes_in=100), "F110"),
        (Limits(rows=2), "F113"),
        (Limits(columns=5), "F113"),
        (Limits(cells=20), "F113"),
        (Limits(cell_characters=10), "F114"),
    ],
)
def test_limits(tmp_path, limits, code):
    assert code in codes(check_bytes(tmp_path, GOOD, limits=limits))


@pytest.mark.parametrize(
    ("name", "code", "hint"),
    [
        ("crime_rate.csv", "F104", "crime_rates"),
        ("Crime Rates.csv", "F104", "crime_rates"),
        ("crime_rates (2).csv", "F104", "crime_rates"),
        ("zzz.csv", "F104", ""),
        ("crime_rates.xls", "F103", ".xlsx"),
        ("crime_rates.txt", "F103", "CSV UTF-8"),
        ("crime_rates", "F103", "CSV UTF-8"),
    ],
)
def test_names(tmp_path, name, code, hint):
    reading = check_bytes(tmp_path, GOOD, name)
    assert codes(reading) == [code]
    assert hint in "".join(reading.findings[0].hints)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.4", b"\x1f\x8b"])
def test_what_only_pretends_to_be_csv(tmp_path, start):
    assert codes(check_bytes(tmp_path, start + b"\0" * 50)) == ["F103"]


def test_label_after_a_dot(tmp_path):
    reading = check_bytes(tmp_path, GOOD, "crime_rates.kent.csv")
    assert rows_of(reading) == list(ROWS)


def test_notes_are_left_aside(tmp_path):
    reading = check_bytes(tmp_path, "anything", "Notes to the steward.csv")
    assert codes(reading) == ["F105"]
    assert reading.ignored[0].reason


def test_folder(tmp_path):
    for force, rows in (("kent", ROWS[:3]), ("surrey", ROWS[3:])):
        (tmp_path / force).mkdir()
        (tmp_path / force / "crime_rates.csv").write_text(csv_text(rows), encoding="utf-8")
    (tmp_path / "crime_changes.csv").write_text("area,value\nkent,1\n")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / "_old.csv").write_text("x")
    (tmp_path / "letter.pdf").write_bytes(b"%PDF")
    reading = check(tmp_path)
    assert [t.file for t in reading.tables] == [
        "crime_changes.csv",
        "kent/crime_rates.csv",
        "surrey/crime_rates.csv",
    ]
    assert codes(reading) == ["F106"]
    assert not errors(reading)
    assert {i.file for i in reading.ignored} == {".DS_Store", "_old.csv", "letter.pdf"}


def test_folder_with_a_table_of_another_kind(tmp_path):
    (tmp_path / "crime_rates.txt").write_text(GOOD, encoding="utf-8")
    assert codes(check(tmp_path)) == ["F103"]


def test_folder_with_too_many_files(tmp_path):
    for number in range(5):
        (tmp_path / f"_{number}.csv").touch()
    assert codes(check(tmp_path, Limits(members=4))) == ["F112"]


def test_empty_folder(tmp_path):
    assert codes(check(tmp_path)) == ["F105"]


def test_missing(tmp_path):
    assert codes(check(tmp_path / "nothing.csv")) == ["F101"]
    assert codes(check(tmp_path / "a\0b.csv")) == ["F101"]


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
class TestNotRegular:
    def test_link(self, tmp_path):
        target = tmp_path / "elsewhere.csv"
        target.write_text(GOOD, encoding="utf-8")
        (tmp_path / "crime_rates.csv").symlink_to(target)
        assert codes(check(tmp_path / "crime_rates.csv")) == ["F102"]

    def test_link_in_a_folder(self, tmp_path):
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / "crime_rates.csv").symlink_to("/etc/passwd")
        (tmp_path / "loop").symlink_to(tmp_path)
        assert set(codes(check(tmp_path))) == {"F102"}

    def test_pipe(self, tmp_path):
        os.mkfifo(tmp_path / "crime_rates.csv")
        assert codes(check(tmp_path / "crime_rates.csv")) == ["F102"]
        assert codes(check(tmp_path)) == ["F102"]

    def test_device(self):
        assert codes(check("/dev/zero")) == ["F102"]

    def test_folder_named_like_a_file(self, tmp_path):
        (tmp_path / "crime_rates.csv").mkdir()
        assert codes(check(tmp_path)) == ["F105"]


def test_what_is_said(tmp_path, file_regression):
    """Of each harmless and each faulty text above, everything."""
    texts = {**HARMLESS, **{kind: text for kind, (text, *_) in FAULTS.items()}}
    texts |= {kind: data for kind, (data, *_) in ENCODINGS.items()}
    cases = [(kind, told_of_reading(check_bytes(tmp_path, text))) for kind, text in texts.items()]
    file_regression.check(grouped(cases), basename="csv", encoding="utf-8")


def test_after_a_cell_of_two_lines_the_row_and_the_line_are_both_known(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text('sep=,\nid,text\na,"one\ntwo"\nb, padded\n', encoding="utf-8")
    (finding,) = [
        f for f in read(path, known_tables={"notes": ("id", "text")}).findings if f.places
    ]
    (place,) = finding.places
    assert (place.row, place.spreadsheet_row) == (5, 3)
    assert phrases.position(phrases.spots([place])[0]) == "row 3 (line 5), column B `text`"

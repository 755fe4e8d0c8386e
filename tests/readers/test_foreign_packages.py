"""Workbooks packed as other programs pack them: names of parts, relations, 64-bit archives."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from support.submissions import (
    ROWS,
    check_bytes,
    codes,
    csv_text,
    ods,
    rows_of,
    xlsx,
    xlsx_cell,
    xlsx_parts,
    xlsx_rows,
    xlsx_sheet,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable

RELATIONS = "xl/_rels/workbook.xml.rels"
PERCENT = xlsx_rows([("area", "value", "unit")]) + (
    f'<row r="2">{xlsx_cell("A2", "kent")}<c r="B2" s="1"><v>0.7</v></c></row>'
)


def parts(**options) -> dict[str, bytes | str]:
    """A workbook in which 70% is shown, so that losing the styles is noticed."""
    return xlsx_parts({"crime_rates": xlsx_sheet(PERCENT)}, formats=["0%"], **options)


def renamed(change: Callable[[str], str]) -> dict[str, bytes | str]:
    return {change(name): data for name, data in parts().items()}


def related(old: str, new: str) -> dict[str, bytes | str]:
    made = parts()
    text = str(made[RELATIONS])
    assert old in text
    return made | {RELATIONS: text.replace(old, new)}


def moved(old: str, new: str, target: str) -> dict[str, bytes | str]:
    made = related(f'Target="{old}"', f'Target="{target}"')
    made[new] = made.pop("xl/" + old)
    return made


AS_USUAL = {
    "as it is": parts(),
    "capitals": renamed(str.upper),
    "one part in capitals": renamed(lambda name: name.replace("styles", "Styles")),
    "relations in capitals": renamed(lambda name: name.replace("_rels", "_RELS")),
    "backslashes": renamed(lambda name: name.replace("/", "\\")),
    "a target with backslashes": related("worksheets/s1.xml", "worksheets\\s1.xml"),
    "a target in capitals": related("styles.xml", "STYLES.XML"),
    "a target from the root": related('"styles.xml"', '"/xl/styles.xml"'),
    "a target with steps back": related('"styles.xml"', '"../xl/./styles.xml"'),
    "an escaped target": moved("styles.xml", "xl/my styles.xml", "my%20styles.xml"),
    "a percent sign in the name": moved("styles.xml", "xl/my%20styles.xml", "my%20styles.xml"),
}


@pytest.mark.parametrize("kind", AS_USUAL)
def test_percent_is_seen_however_it_is_packed(tmp_path, kind):
    reading = check_bytes(tmp_path, zipped(AS_USUAL[kind]), "w.xlsx")
    assert codes(reading) == ["F149"]
    assert reading.tables[0].rows[0][0] == "kent"


STYLES = 'Target="styles.xml"'
TEXTS = 'Target="/xl/sharedStrings.xml"'
NOWHERE = {
    "styles": related(STYLES, 'Target="style.xml"'),
    "styles outside": related(STYLES, STYLES + ' TargetMode="External"'),
    "styles outside the archive": related(STYLES, 'Target="../../../styles.xml/x"'),
    "styles deleted": {k: v for k, v in parts().items() if "styles" not in k},
    "styles twice": related("/sharedStrings", "/styles"),
    "one id for two": related('Id="y"', 'Id="t"'),
    "texts": related(TEXTS, 'Target="texts.xml"'),
    "texts deleted": {k: v for k, v in parts().items() if "shared" not in k},
}


@pytest.mark.parametrize("kind", NOWHERE)
def test_relation_that_leads_nowhere_is_an_error(tmp_path, kind):
    reading = check_bytes(tmp_path, zipped(NOWHERE[kind]), "w.xlsx")
    assert codes(reading) == ["F140"]
    assert not reading.tables


def test_ods_in_capitals(tmp_path):
    with zipfile.ZipFile(tmp_path / "w.ods", "w") as archive:
        archive.writestr("CONTENT.XML", _members(ods())["content.xml"])
    assert rows_of(check_bytes(tmp_path, (tmp_path / "w.ods").read_bytes(), "v.ods")) == list(ROWS)


def _members(data: bytes) -> dict[str, bytes]:
    import io

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


END = struct.Struct("<4s4H2LH")
END64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR = struct.Struct("<4sLQL")


def with_zip64_end(data: bytes, *, keep: bool = False, **changes: int) -> bytes:
    """Add the end records of a 64-bit archive, as programs do that write piece by piece.

    Args:
        data: An ordinary archive.
        keep: Whether the plain end record still says where the directory is.
        changes: What to say falsely: `disk`, `entries`, `size`, `offset`, `located`, `length`, `disks`.
    """
    at = data.rfind(b"PK\x05\x06")
    _, _, _, here, entries, size, offset, _ = END.unpack_from(data, at)
    said = {"disk": 0, "entries": entries, "size": size, "offset": offset}
    said |= {"located": at, "length": 44, "disks": 1} | changes
    end64 = END64.pack(
        *(b"PK\x06\x06", said["length"], 45, 45, said["disk"], 0),
        *(said["entries"], said["entries"], said["size"], said["offset"]),
    )
    locator = LOCATOR.pack(b"PK\x06\x07", said["disk"], said["located"], said["disks"])
    plain = (here, entries, size, offset) if keep else (0xFFFF, 0xFFFF, 2**32 - 1, 2**32 - 1)
    return data[:at] + end64 + locator + END.pack(b"PK\x05\x06", 0, 0, *plain, 0)


@pytest.mark.parametrize("keep", [True, False])
def test_zip64(tmp_path, keep):
    data = with_zip64_end(xlsx(), keep=keep)
    assert rows_of(check_bytes(tmp_path, data, "w.xlsx")) == list(ROWS)
    data = with_zip64_end(zipped({"crime_rates.csv": csv_text()}), keep=keep)
    assert rows_of(check_bytes(tmp_path, data, "u.zip")) == list(ROWS)


def test_zip64_throughout(tmp_path, monkeypatch):
    """Every size and place of every member is kept in 64 bits, as for members of many gigabytes."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1)
    data = xlsx()
    assert b"PK\x06\x06" in data
    assert rows_of(check_bytes(tmp_path, data, "w.xlsx")) == list(ROWS)


FALSE_ENDS = [
    *({"disk": 1}, {"entries": 2}, {"entries": 2**40}, {"size": 2**63}, {"size": 1}),
    *({"offset": 0}, {"offset": 2**64 - 1}, {"located": 0}, {"located": 2**64 - 1}),
    *({"length": 45}, {"length": 2**64 - 1}, {"disks": 2}),
]


@pytest.mark.parametrize("changes", FALSE_ENDS)
@pytest.mark.parametrize("keep", [True, False])
def test_zip64_that_contradicts_the_archive(tmp_path, changes, keep):
    data = with_zip64_end(zipped({"crime_rates.csv": csv_text()}), keep=keep, **changes)
    assert codes(check_bytes(tmp_path, data, "u.zip")) in (["F160"], ["F112"])


def test_zip64_cut_off(tmp_path):
    data = with_zip64_end(zipped({"crime_rates.csv": csv_text(ROWS[:1])}))
    at = data.rfind(b"PK\x06\x07")
    for cut in (data[at:], data[at - 10 :], data[: at - 1] + data[at:]):
        assert codes(check_bytes(tmp_path, cut, "u.zip")) == ["F160"]


@pytest.mark.parametrize("name", ["notes", "Notes", "NOTES", "notes to HMIC", "_notes"])
def test_sheet_of_remarks_is_left_alone(tmp_path, name):
    remarks = xlsx_sheet(xlsx_rows([("Our figures exclude the airport.",)]))
    data = xlsx({"CRIME_RATES": xlsx_sheet(), name: remarks})
    reading = check_bytes(tmp_path, data, "w.xlsx")
    assert not reading.findings
    assert not reading.rejected
    assert [ignored.sheet for ignored in reading.ignored] == [name]
    assert rows_of(reading) == list(ROWS)


def test_sheet_of_the_table_notes_is_read(tmp_path):
    rows = xlsx_rows([("note", "text"), ("a", "b")])
    reading = check_bytes(tmp_path, xlsx({"notes": xlsx_sheet(rows)}), "w.xlsx")
    assert reading.tables[0].rows == (("a", "b"),)

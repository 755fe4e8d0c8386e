"""Zip archives and descriptors."""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
import zipfile

import pytest

from peel_data.readers import Limits
from peel_data.readers.archive import unsafe_name
from support.describe import grouped, told_of_reading
from support.submissions import (
    ROWS,
    check,
    check_bytes,
    codes,
    csv_text,
    ods,
    rows_of,
    xlsx,
    zipped,
)

GOOD = csv_text()


def descriptor(**more):
    resource = {"name": "crime_rates", "path": "crime_rates.csv", **more}
    return json.dumps({"resources": [resource]})


@pytest.mark.parametrize(
    "members",
    [
        {"crime_rates.csv": GOOD},
        {"submission/crime_rates.csv": GOOD},
        {"a/": "", "a/b/": "", "a/b/crime_rates.csv": GOOD},
        {"crime_rates.csv": GOOD, "__MACOSX/._crime_rates.csv": b"\0\5", ".DS_Store": b"x"},
        {"x/crime_rates.csv": GOOD, "x/datapackage.json": descriptor(bytes=len(GOOD.encode()))},
        {"crime_rates.csv": GOOD, "Notes.txt": "for people"},
        {"für 2016 – 東京/crime_rates.csv": GOOD},
        {"2016\\crime_rates.csv": GOOD, "2016\\": ""},
        {"kent.xlsx": xlsx()},
        {"2016/kent.ods": ods(), "Notes.txt": "for people"},
        {"kent-crime_rates.csv": GOOD, "kent-Guide.csv": "for people"},
        {"Crime_Rates.CSV": GOOD},
        {"crime_rates.kent.csv": csv_text(ROWS[:3]), "crime_rates.surrey.csv": csv_text(ROWS[3:])},
    ],
)
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_good_archives(tmp_path, members, method):
    reading = check_bytes(tmp_path, zipped(members, method), "upload.zip")
    assert not reading.findings
    assert rows_of(reading) == list(ROWS)
    assert reading.tables[0].file.startswith("upload.zip/")


BAD = [
    ({"../crime_rates.csv": GOOD}, "F161"),
    ({"/crime_rates.csv": GOOD}, "F161"),
    ({"a/../../crime_rates.csv": GOOD}, "F161"),
    ({"a\\..\\..\\crime_rates.csv": GOOD}, "F161"),
    ({"\\crime_rates.csv": GOOD}, "F161"),
    ({"a\\crime_rates.csv": GOOD, "a/crime_rates.csv": GOOD}, "F162"),
    ({"C:crime_rates.csv": GOOD}, "F161"),
    ({"con/crime_rates.csv": GOOD}, "F161"),
    ({"NUL.csv": GOOD}, "F161"),
    ({"a /crime_rates.csv": GOOD}, "F161"),
    ({"a./crime_rates.csv": GOOD}, "F161"),
    ({"a//crime_rates.csv": GOOD}, "F161"),
    ({"./crime_rates.csv": GOOD}, "F161"),
    ({"a\x1b/crime_rates.csv": GOOD}, "F161"),
    ({"x" * 300 + ".csv": GOOD}, "F161"),
    ({"crime_rates.csv": GOOD, "Crime_Rates.csv": GOOD}, "F162"),
    ({"é/crime_rates.csv": GOOD, "e\u0301/crime_rates.csv": GOOD}, "F162"),
    ({"inner.zip": zipped({"crime_rates.csv": GOOD})}, "F165"),
    ({"crime_rates.csv": zipped({"crime_rates.csv": GOOD})}, "F165"),
    ({"crime_rates.csv": xlsx()}, "F165"),
    ({"crime_rates.xlsm": xlsx()}, "F103"),
    ({"kent.xlsx": GOOD}, "F160"),
    ({"crime_rate.csv": GOOD}, "F104"),
    ({"xl/workbook.xml": "x"}, "F103"),
    ({"content.xml": "x"}, "F103"),
    ({"crime_rates.tsv": GOOD}, "F103"),
    ({}, "F105"),
]


@pytest.mark.parametrize(("members", "code"), BAD)
def test_bad_archives(tmp_path, members, code):
    assert codes(check_bytes(tmp_path, zipped(members), "upload.zip")) == [code]


def test_same_name_twice(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("crime_rates.csv", GOOD)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("crime_rates.csv", GOOD.replace("65.7", "75.6"))
    assert codes(check_bytes(tmp_path, buffer.getvalue(), "upload.zip")) == ["F162"]


def test_link_inside(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        member = zipfile.ZipInfo("crime_rates.csv")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    assert codes(check_bytes(tmp_path, buffer.getvalue(), "upload.zip")) == ["F102"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_compression(tmp_path, method):
    data = zipped({"crime_rates.csv": GOOD}, method)
    assert codes(check_bytes(tmp_path, data, "upload.zip")) == ["F160"]


def test_limits(tmp_path):
    big = zipped({"crime_rates.csv": b"0" * 20_000_000})
    assert codes(check_bytes(tmp_path, big, "a.zip")) == ["F111"]
    half = zipped({"crime_rates.csv": GOOD, "crime_changes.csv": GOOD})
    assert codes(check_bytes(tmp_path, half, "b.zip", Limits(bytes_unpacked=1000))) == ["F111"]
    assert codes(check_bytes(tmp_path, half, "c.zip", Limits(members=1))) == ["F112"]


def flip(data: bytes, position: int, byte: int) -> bytes:
    return data[:position] + bytes([byte]) + data[position + 1 :]


def test_declared_size_must_be_true(tmp_path):
    # The size of the unpacked data is declared smaller, and the checksum is that of the part.
    data = bytearray(zipped({"crime_rates.csv": GOOD}))
    directory = data.rfind(b"PK\x01\x02")
    raw = GOOD.encode()
    for offset in (14, directory + 16):
        data[offset : offset + 4] = zipfile.crc32(raw[:100]).to_bytes(4, "little")
        data[offset + 8 : offset + 12] = (100).to_bytes(4, "little")
    assert codes(check_bytes(tmp_path, bytes(data), "upload.zip")) == ["F160"]


def test_encrypted(tmp_path):
    data = bytearray(zipped({"crime_rates.csv": GOOD}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert codes(check_bytes(tmp_path, bytes(data), "upload.zip")) == ["F152"]


def test_overlapping_members(tmp_path):
    # Two entries of the directory that point to the same bytes.
    data = zipped({"crime_rates.csv": GOOD})
    at = data.rfind(b"PK\x01\x02")
    end = data.rfind(b"PK\x05\x06")
    entry = data[at:end]
    tail = bytearray(data[end:])
    tail[8:10] = tail[10:12] = (2).to_bytes(2, "little")
    tail[12:16] = (2 * len(entry)).to_bytes(4, "little")
    twin = entry.replace(b"crime_rates.csv", b"crime_ratez.csv")
    data = data[:at] + entry + twin + bytes(tail)
    assert codes(check_bytes(tmp_path, data, "upload.zip")) == ["F160"]


def test_every_single_changed_byte_is_noticed_or_harmless(tmp_path):
    data = zipped({"crime_rates.csv": csv_text(ROWS[:1])})
    for position in range(len(data)):
        changed = flip(data, position, data[position] ^ 0x15)
        reading = check_bytes(tmp_path, changed, "upload.zip")
        if not any(f.severity == "error" for f in reading.findings):
            assert rows_of(reading) == list(ROWS[:1]), position


def test_every_cut_is_noticed(tmp_path):
    data = zipped({"crime_rates.csv": csv_text(ROWS[:1])})
    for length in range(len(data)):
        assert codes(check_bytes(tmp_path, data[:length], "upload.zip"))


@pytest.mark.parametrize("extra", ["before", "after"])
def test_foreign_bytes_around(tmp_path, extra):
    data = zipped({"crime_rates.csv": GOOD})
    data = b"#!/bin/sh\n" + data if extra == "before" else data + b"more"
    assert codes(check_bytes(tmp_path, data, "upload.zip")) == ["F160"]


@pytest.mark.parametrize("name", ["a/b.csv", "crime_rates.csv", "x y/z.csv", "é.csv", "a..b.csv"])
def test_safe_names(name):
    assert unsafe_name(name) is None


BAD_DESCRIPTORS = [
    (descriptor(bytes=1), "F172"),
    (descriptor(hash="0" * 32), "F172"),
    (descriptor(hash="sha256:" + "0" * 64), "F172"),
    (descriptor(hash="crc32:00000000"), "F171"),
    (descriptor(hash="sha256:zz"), "F171"),
    (descriptor(hash=5), "F171"),
    (descriptor(bytes="10"), "F171"),
    (descriptor(bytes=-1), "F171"),
    (descriptor(bytes=True), "F171"),
    (descriptor(path="https://example.org/crime_rates.csv"), "F171"),
    (descriptor(path="file:///etc/passwd"), "F171"),
    (descriptor(path="s3://bucket/crime_rates.csv"), "F171"),
    (descriptor(path="//host/share/crime_rates.csv"), "F171"),
    (descriptor(path="../crime_rates.csv"), "F171"),
    (descriptor(path="/etc/passwd"), "F171"),
    (descriptor(path="C:\\crime_rates.csv"), "F171"),
    (descriptor(path=["crime_rates.csv", "b.csv"]), "F171"),
    (descriptor(path=[]), "F171"),
    (descriptor(path=None, data=[["area"], ["kent"]]), "F171"),
    (descriptor(path="missing.csv"), "F101"),
    (descriptor(path="no/crime_rates.csv"), "F101"),
    (descriptor(name="crime_rate"), "F104"),
    (descriptor(name=""), "F171"),
    (descriptor(name=5), "F171"),
    ('{"resources": [1]}', "F171"),
    ('{"resources": [], "resources": []}', "F170"),
    ('{"resources": [{"name": "a", "name": "b"}]}', "F170"),
    ('{"resources": []}', "F170"),
    ('{"resources": {}}', "F170"),
    ("[]", "F170"),
    ("", "F170"),
    ("{", "F170"),
    ('{"resources": NaN}', "F170"),
    ('{"a": ' + "9" * 5000 + "}", "F170"),
    ("[" * 100_000, "F170"),
    ('{"a":' * 100_000, "F170"),
    (b'{"resources": "\xff"}', "F170"),
    (descriptor().encode("utf-16"), "F170"),
    ('{"resources": [' + ",".join([descriptor()] * 201) + "]}", "F170"),
    (b" " * 5_000_001, "F170"),
]


class TestDescriptor:
    def package(self, folder, content, text=GOOD):
        (folder / "crime_rates.csv").write_bytes(text.encode())
        path = folder / "datapackage.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return check(path)

    @pytest.mark.parametrize(
        "more",
        [
            {},
            {"bytes": len(GOOD.encode())},
            {"hash": hashlib.md5(GOOD.encode()).hexdigest()},
            {"hash": "sha256:" + hashlib.sha256(GOOD.encode()).hexdigest().upper()},
            {"schema": {"fields": [{"name": "other"}]}, "dialect": {"delimiter": ";"}},
            {"encoding": "cp1252", "format": "xlsx"},
        ],
    )
    def test_good(self, tmp_path, more):
        reading = self.package(tmp_path, descriptor(**more))
        assert not reading.findings
        assert rows_of(reading) == list(ROWS)
        assert rows_of(check(tmp_path)) == list(ROWS)

    @pytest.mark.parametrize(("content", "code"), BAD_DESCRIPTORS)
    def test_bad(self, tmp_path, content, code):
        reading = self.package(tmp_path, content)
        assert codes(reading) == [code]
        assert not reading.tables

    def test_same_path_twice(self, tmp_path):
        resource = json.loads(descriptor())["resources"][0]
        reading = self.package(tmp_path, json.dumps({"resources": [resource, resource]}))
        assert codes(reading) == ["F171"]

    def test_only_what_is_listed_is_read(self, tmp_path):
        (tmp_path / "crime_changes.csv").write_text("area,value\nkent,1\n")
        reading = self.package(tmp_path, descriptor())
        assert [t.table for t in reading.tables] == ["crime_rates"]

    def test_name_decides_and_a_missing_file_is_named(self, tmp_path):
        (tmp_path / "a.csv").write_text(GOOD, encoding="utf-8")
        (tmp_path / "datapackage.json").write_text(
            json.dumps(
                {
                    "resources": [
                        {"name": "crime_rates", "path": "a.csv"},
                        {"name": "crime_changes", "path": "gone.csv"},
                    ]
                }
            )
        )
        reading = check(tmp_path)
        assert rows_of(reading) == list(ROWS)
        assert codes(reading) == ["F171"]

    @pytest.mark.skipif(os.name == "nt", reason="needs links")
    def test_links_on_the_way(self, tmp_path):
        (tmp_path / "real").mkdir()
        (tmp_path / "real" / "crime_rates.csv").write_text(GOOD, encoding="utf-8")
        (tmp_path / "link").symlink_to(tmp_path / "real")
        reading = self.package(tmp_path, descriptor(path="link/crime_rates.csv"))
        assert codes(reading) == ["F102"]


def test_what_is_said(tmp_path, file_regression):
    """Of each bad archive and each bad descriptor above, everything."""
    cases = [
        (", ".join(members), told_of_reading(check_bytes(tmp_path, zipped(members), "upload.zip")))
        for members, _ in BAD
    ]
    for content, _ in BAD_DESCRIPTORS:
        reading = TestDescriptor().package(tmp_path, content)
        cases.append(
            (content if isinstance(content, str) else repr(content[:90]), told_of_reading(reading))
        )
    file_regression.check(grouped(cases), basename="archives", encoding="utf-8")

"""Hostile and broken submissions, made by code: each must end in an error with a code.

`corpus()` gives a name, the name of the file, and its bytes. None of them may be accepted.
"""

from __future__ import annotations

import io
import json
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from support.submissions import (
    csv_text,
    ods_cell,
    ods_content,
    ods_rows,
    small_ods,
    small_xlsx,
    xlsx,
    xlsx_cell,
    xlsx_parts,
    xlsx_sheet,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Case = tuple[str, str, bytes]
GOOD = csv_text()
HEAD = "area,value,unit\n"

_INVISIBLE = (
    *(c for c in map(chr, range(32)) if c not in "\n\r\t"),
    *map(chr, range(0x7F, 0xA0)),
    *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u180e\u2028\u2029\u2800\u3164\ufeff\ufff9\ufffc\ufffd\uffa0",
    *map(chr, range(0x200B, 0x2010)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2060, 0x2070)),
    *"\ue000\ufdd0\uffff\ufe0f\U000e0001\U000e0041\U000e0100\U000f0000\U0010ffff",
)
_CODECS = (
    *("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252", "latin-1"),
    *("cp1250", "cp437", "cp850", "mac-roman", "iso8859-15", "cp1254", "hp-roman8"),
)


def texts() -> Iterator[Case]:
    """CSV files."""
    for character in _INVISIBLE:
        name = f"U+{ord(character):04X}"
        yield f"{name} in a cell", "crime_rates.csv", f"{HEAD}ke{character}nt,1,u\n".encode()
        text = f"area,val{character}ue,unit\nk,1,u\n"
        yield f"{name} in a name", "crime_rates.csv", text.encode()
    for codec in _CODECS:
        yield f"in {codec}", "crime_rates.csv", f"{HEAD}Siân,1,u\n".encode(codec)
    for codec in ("cp1251", "koi8-r", "shift_jis", "euc-jp", "gbk", "big5", "euc-kr", "iso2022_jp"):
        word = {"cp1251": "Сиан", "koi8-r": "Сиан"}.get(codec, "東京")
        yield f"in {codec}", "crime_rates.csv", f"{HEAD}{word},1,u\n".encode(codec)
    faults = {
        "unclosed": '"kent,1,u\n', "unclosed at the end": 'kent,1,"', "after": '"kent"x,1,u\n',
        "inside": 'ke"nt,1,u\n', "backslash": '"ke\\"nt",1,u\n', "space after": '"kent" ,1,u\n',
        "space before": 'kent, "1",u\n', "three": '"""kent,1,u\n', "one": '"',
        "long": "kent,1,u,x\n", "short": "kent,1\n", "one cell": "kent\n", "comma": "kent,1,234,u\n",
        "lone CR": "kent,1,u\rsurrey,2,u\n", "CRCRLF": "kent,1,u\r\r\n", "CR in quotes": '"k\re",1,u\n',
        "apostrophes": "'kent',1,u\n", "guillemets": "«kent»,1,u\n", "prefix": "kent,'1,u\n",
        "header again": HEAD, "huge cell": "k" * 40_000 + ",1,u\n", "many": "x," * 400 + "\n",
        "semicolon row": "kent;1;u\n", "tab row": "kent\t1\tu\n", "footer": "Total\n",
    }  # fmt: skip
    for name, text in faults.items():
        yield f"row: {name}", "crime_rates.csv", (HEAD + text).encode()
        yield f"row, CRLF: {name}", "crime_rates.csv", (HEAD + text).replace("\n", "\r\n").encode()
    heads = {
        "semicolons": "area;value;unit", "tabs": "area\tvalue\tunit", "bars": "area|value|unit",
        "spaces": "area value unit", "one cell": '"area,value,unit"', "twice": "area,value,value",
        "case": "area,value,VALUE", "width": "area,value,ｖａｌｕｅ", "none": "kent,1,u", "quote": 'area,"value',
        "preamble": "Figures\narea,value,unit", "sep": "sep=;\narea;value;unit", "comment": "# x\narea,value",
        "wide": ",".join(f"c{i}" for i in range(300)) + ",area", "commas": "," * 300,
    }  # fmt: skip
    for name, text in heads.items():
        yield f"header: {name}", "crime_rates.csv", f"{text}\nkent,1,u\n".encode()
    wholes = {
        "nothing": b"", "blank": b"\n" * 1000, "a mark": b"\xef\xbb\xbf", "zeros": b"\0" * 5000,
        "ones": b"\xff" * 5000, "quotes": b'"' * 9999, "commas": b"," * 1_000_000, "random": zlib.compress(b"x" * 9),
        "zip": zipped({"a": "b"}), "pdf": b"%PDF-1.7\n", "xls": b"\xd0\xcf\x11\xe0" + b"\0" * 512,
        "gzip": zlib.compress(b"x", wbits=31), "html": b"<html><table></table></html>", "json": b"[1, 2]",
        "one long line": b"x" * 3_000_000, "script": b"#!/bin/sh\nrm -rf /\n", "elf": b"\x7fELF" + bytes(64),
    }  # fmt: skip
    for name, data in wholes.items():
        yield f"file: {name}", "crime_rates.csv", data
    for name in ("x.csv", "Crimerates.csv", "crime_rates", "crime_rates.txt", "crime_rates.xls",
                 "crime_rates.xlsb", "crime_rates.exe", "crime_rates.parquet", "crime-rates.csv"):  # fmt: skip
        yield f"named {name}", name, GOOD.encode()


def _entry(name: str, data: bytes = b"", **fields: int) -> bytes:
    """A zip archive of one member with some fields of the member set to anything."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo(name)
        member.compress_type = zipfile.ZIP_DEFLATED
        member.external_attr = fields.get("mode", 0o100644) << 16
        archive.writestr(member, data or GOOD)
    raw = bytearray(buffer.getvalue())
    at = raw.rfind(b"PK\x01\x02")
    end = raw.rfind(b"PK\x05\x06")
    places = {
        "flags": (at + 8, 2), "method": (at + 10, 2), "crc": (at + 16, 4), "packed": (at + 20, 4),
        "size": (at + 24, 4), "disk": (at + 34, 2), "offset": (at + 42, 4), "entries": (end + 10, 2),
        "here": (end + 8, 2), "directory": (end + 12, 4), "start": (end + 16, 4), "comment": (end + 20, 2),
    }  # fmt: skip
    for field, value in fields.items():
        if field != "mode":
            place, length = places[field]
            raw[place : place + length] = value.to_bytes(length, "little")
    return bytes(raw)


def archives() -> Iterator[Case]:
    """Zip archives."""
    names = (
        *(
            "../x.csv",
            "/x.csv",
            "a/../../x.csv",
            "..",
            "a\\..\\..\\b.csv",
            "C:/x.csv",
            "c:x.csv",
            "//h/x.csv",
        ),
        *(
            "\\\\h\\x.csv",
            "con",
            "AUX.csv",
            "a/lpt1.csv",
            "com9.tar.csv",
            "x.csv.",
            "x.csv ",
            " x.csv",
        ),
        *(
            "a//x.csv",
            "./x.csv",
            "a/./x.csv",
            "x\x01.csv",
            "x\x7f.csv",
            "x?.csv",
            "x*.csv",
            "x:y.csv",
        ),
        *("<x>.csv", 'x".csv', "x|.csv", "a" * 256 + ".csv", "http://h/x.csv", "~/../x.csv"),
    )
    for name in names:
        yield f"member {name[:30]!r}", "u.zip", _entry(name)
    for name in (b"\0rime_rates.csv", b"crime" + b"\0" * 10, b"\xff" * 15):
        data = _entry("crime_rates.csv").replace(b"crime_rates.csv", name)
        yield f"member {name!r}", "u.zip", data
    kinds = {"link": stat.S_IFLNK, "pipe": stat.S_IFIFO, "socket": stat.S_IFSOCK,
             "device": stat.S_IFBLK, "terminal": stat.S_IFCHR}  # fmt: skip
    for name, mode in kinds.items():
        yield f"member is a {name}", "u.zip", _entry("crime_rates.csv", mode=mode | 0o777)
    fields = {
        "flags": (1, 0x41, 0x2001), "method": (1, 9, 12, 14, 93, 99, 65535), "crc": (0, 1),
        "packed": (0, 1, 2**31, 2**32 - 1), "size": (0, 1, 2**31, 2**32 - 1), "offset": (1, 2**31, 2**32 - 1),
        "entries": (0, 2, 201, 65535), "here": (0, 7), "directory": (0, 1, 2**32 - 1),
        "start": (0, 1, 2**31, 2**32 - 1), "comment": (1, 65535),
    }  # fmt: skip
    for field, values in fields.items():
        for value in values:
            yield f"{field} is {value}", "u.zip", _entry("crime_rates.csv", **{field: value})
    good = zipped({"crime_rates.csv": GOOD})
    for length in range(0, len(good), max(1, len(good) // 25)):
        yield f"cut off at {length}", "u.zip", good[:length]
    yield "bytes before", "u.zip", b"MZ" + good
    yield "bytes after", "u.zip", good + b"\0"
    yield "two archives", "u.zip", good + good
    yield "a bomb", "u.zip", zipped({"crime_rates.csv": b"0" * 5_000_000})
    inner = zipped({f"{i}.zip": zipped({"0.dll": b"0" * 100_000}) for i in range(16)})
    yield "nested bombs", "u.zip", zipped({f"lib {i}.zip": inner for i in range(16)})
    yield "many members", "u.zip", zipped({f"_{i}.csv": "" for i in range(201)})
    yield "a quine", "u.zip", zipped({"u.zip": good})
    yield "overlapping bombs", "u.zip", overlapping(150)
    yield "one inside another", "u.zip", inside()
    yield "twice", "u.zip", zipped({"crime_rates.csv": GOOD, "CRIME_RATES.csv": GOOD})
    yield "composed", "u.zip", zipped({"é.csv": GOOD, "e\u0301.csv": GOOD})
    yield "no table", "u.zip", zipped({"readme": "x"})
    yield "workbook", "u.zip", zipped({"crime_rates.ods": b"PK\x03\x04"})
    for name, data in (
        ("nothing", b""),
        ("text", GOOD.encode()),
        ("rar", b"Rar!\x1a\x07"),
        ("end", good[-22:]),
    ):
        for kind in ("u.zip", "u.xlsx", "u.ods"):
            yield f"{kind} of {name}", kind, data


def overlapping(copies: int) -> bytes:
    """Many entries of a directory that all unpack the same large kernel."""
    kernel = zlib.compress(b"0" * 1_000_000, 9, wbits=-15)
    size, crc = 1_000_000, zlib.crc32(b"0" * 1_000_000)
    name = b"crime_rates.csv"
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(kernel), size, 15, 0)
    data = local + name + kernel
    entries = b""
    for number in range(copies):
        label = b"f%04d_rates.csv" % number
        entries += struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, crc, len(kernel), size,
            len(label), 0, 0, 0, 0, 0, 0,
        ) + label  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, copies, copies, len(entries), len(data), 0)
    return data + entries + end


def inside() -> bytes:
    """A member whose bytes are a whole member themselves, which the directory names as well."""
    name, data = b"crime_changes.csv", b"area,value\nkent,1\n"
    crc = zlib.crc32(data)
    local = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 33, crc, len(data), len(data), len(name), 0
    )
    outer = zipped({"crime_rates.csv": local + name + data}, zipfile.ZIP_STORED)
    at, end = outer.find(local), outer.rfind(b"PK\x05\x06")
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, crc, len(data), len(data),
        len(name), 0, 0, 0, 0, 0, at,
    ) + name  # fmt: skip
    _, disk, start, _, _, size, offset, comment = struct.unpack("<4s4H2LH", outer[end:])
    record = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", disk, start, 2, 2, size + len(entry), offset, comment
    )
    return outer[:end] + entry + record


_LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {chr(98 + i)} "{"&" + chr(97 + i) + ";" * 1}{"&" + chr(97 + i) + ";"}">'
        for i in range(9)
    )
    + "]>"
)
_DTDS = {
    "billion laughs": _LAUGHS + "<x>&j;</x>",
    "external entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "remote entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1/">]><x>&e;</x>',
    "parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><x/>',
    "plain type": "<!DOCTYPE x><x/>",
    "external type": '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><x/>',
    "undefined entity": "<x>&e;</x>",
    "not closed": "<x>",
    "two roots": "<x/><y/>",
    "nothing": "",
    "no XML": "PK\x03\x04",
    "wrong encoding": '<?xml version="1.0" encoding="cp037"?><x/>',
    "bad prefix": "<a:x/>",
    "same attribute twice": '<x a="1" a="2"/>',
    "NUL": "<x>\0</x>",
}


def excel() -> Iterator[Case]:
    """Excel workbooks."""
    for part in ("_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml",
                 "xl/styles.xml", "xl/worksheets/s1.xml"):  # fmt: skip
        for name, content in _DTDS.items():
            yield f"{part}: {name}", "w.xlsx", zipped(xlsx_parts() | {part: content})
    area = xlsx_cell("A2", "kent")
    cells = {
        "far right": '<c r="XFD2"><v>1</v></c>', "beyond": '<c r="ZZZ2"><v>1</v></c>',
        "far below": '</row><row r="1048576"><c r="A1048576"><v>1</v></c>',
        "twice": '<c r="B2"><v>1</v></c><c r="B2"><v>2</v></c>', "other row": '<c r="B9"><v>1</v></c>',
        "row twice": '</row><row r="2"><c r="B2"><v>1</v></c>', "row 0": '</row><row r="0"><c r="B0"/>',
        "row of text": '</row><row r="x"><c/>', "row of digits": f'</row><row r="{"9" * 30}"/><row>',
        "error": '<c r="B2" t="e"><v>#N/A</v></c>', "formula": '<c r="B2"><f>1</f></c>',
        "command": '<c r="B2"><f>cmd|"/c calc"!A1</f></c>', "huge": '<c r="B2"><v>1e999</v></c>',
        "infinite": '<c r="B2"><v>INF</v></c>', "hex": '<c r="B2"><v>0x1F</v></c>', "comma": '<c r="B2"><v>1,5</v></c>',
        "no such text": '<c r="B2" t="s"><v>99999999999999999999</v></c>', "type": '<c r="B2" t="q"><v>1</v></c>',
        "two values": '<c r="B2"><v>1</v><v>2</v></c>', "long": xlsx_cell("B2", "x" * 50_000),
        "bell": '<c r="B2" t="str"><v>_x0007_</v></c>', "half a pair": '<c r="B2" t="str"><v>_xD800_</v></c>',
        "no name": xlsx_cell("D2", "x"), "percent": '<c r="B2" s="1"><v>0.1</v></c>',
        "no day": '<c r="B2" s="2"><v>60</v></c>', "no year": '<c r="B2" s="3"><v>42000</v></c>',
    }  # fmt: skip
    for name, xml in cells.items():
        formats = ("0%", "yyyy-mm-dd", "d/m")
        yield f"cell: {name}", "w.xlsx", small_xlsx(area + xml, formats=formats)
    yield (
        "merged",
        "w.xlsx",
        small_xlsx(area, after='<mergeCells><mergeCell ref="A2:B2"/></mergeCells>'),
    )
    yield "deep", "w.xlsx", xlsx({"crime_rates": "<a>" * 200_000})
    yield (
        "many attributes",
        "w.xlsx",
        xlsx({"crime_rates": "<a " + "".join(f' a{i}=""' for i in range(9999)) + "/>"}),
    )
    pasted = "<row>" + xlsx_cell("A1", "area,value,unit") + "</row>"
    yield "cell: all names", "w.xlsx", xlsx({"crime_rates": xlsx_sheet(pasted)})
    yield "no sheet", "w.xlsx", xlsx({})
    yield (
        "same sheet twice",
        "w.xlsx",
        xlsx({"crime_rates": xlsx_sheet(), "Crime_Rates": xlsx_sheet()}),
    )
    yield "unknown sheet", "w.xlsx", xlsx({"secret": xlsx_sheet()}, states={"secret": "veryHidden"})
    yield "many sheets", "w.xlsx", xlsx({f"s{i}": "" for i in range(198)})
    yield "path", "w.xlsx", zipped({"../x": "", **xlsx_parts()})
    yield "sheet bomb", "w.xlsx", xlsx({"crime_rates": xlsx_sheet("<row/>" * 1_000_000)})
    wide = [("area", "value", *map(str, range(300)))]
    yield "wide", "w.xlsx", xlsx({"crime_rates": xlsx_sheet(wide_row(wide[0]))})
    for name in xlsx_parts():
        if name != "[Content_Types].xml" and "sharedStrings" not in name and "styles" not in name:
            parts = xlsx_parts()
            del parts[name]
            yield f"without {name}", "w.xlsx", zipped(parts)


def wide_row(names: tuple[str, ...]) -> str:
    return "<row>" + "".join(f'<c t="str"><v>{name}</v></c>' for name in names) + "</row>"


def open_document() -> Iterator[Case]:
    """OpenDocument spreadsheets."""
    for name, content in _DTDS.items():
        yield f"content.xml: {name}", "w.ods", zipped({"content.xml": content})
        members = {"META-INF/manifest.xml": content, "content.xml": ods_content({})}
        yield f"manifest: {name}", "w.ods", zipped(members)
    area = ods_cell("kent")
    number = '<table:table-cell office:value-type="float" office:value="{}" {}/>'
    cells = {
        "columns": number.format(1, 'table:number-columns-repeated="16384"'),
        "too many columns": "<table:table-cell/>" * 16_385, "error": '<table:table-cell calcext:value-type="error"/>',
        "zero": number.format(1, 'table:number-columns-repeated="0"'), "inf": number.format("INF", ""),
        "huge": number.format("1e999", ""), "no number": number.format("1,5", ""),
        "hidden": '<table:table-cell office:value-type="float" office:value="5"><text:p/></table:table-cell>',
        "formula": '<table:table-cell table:formula="of:=1"/>', "row": "<table:table-row/>",
        "spanned": number.format(1, 'table:number-columns-spanned="2"'), "table": '<table:table table:name="x"/>',
        "span of text": number.format(1, 'table:number-rows-spanned="x"'), "long": ods_cell("x" * 50_000),
        "spaces": '<table:table-cell office:value-type="string"><text:p><text:s text:c="999999999"/>x</text:p>'
                  "</table:table-cell>",
        "share": '<table:table-cell office:value-type="percentage" office:value="0.1"/>', "stray": area * 3,
        "time": '<table:table-cell office:value-type="time" office:time-value="PT1H"/>', "bidi": ods_cell("\u202e"),
    }  # fmt: skip
    for name, xml in cells.items():
        yield f"ods cell: {name}", "w.ods", small_ods(area + xml)
    for times in ("0", "-1", "1.5", "x", "", "1048577", "9" * 300):
        yield (
            f"row {times[:9]!r} times",
            "w.ods",
            small_ods(area, row=f'table:number-rows-repeated="{times}"'),
        )
    for rows in (10**6, 10**7):
        row = f'<table:table-row table:number-rows-repeated="{rows}">{area * 6}</table:table-row>'
        yield f"{rows:,} rows with contents", "w.ods", ods_bomb(row, 60)
    yield "deep contents", "w.ods", zipped({"content.xml": "<a>" * 200_000})
    yield "no contents", "w.ods", zipped({"mimetype": "x"})
    yield "unknown", "w.ods", zipped({"content.xml": ods_content({"x": ods_rows()})})


def ods_bomb(row: str, times: int) -> bytes:
    head = ods_rows([("area", "value", "unit")])
    return zipped({"content.xml": ods_content({"crime_rates": head + row * times})})


def descriptors() -> Iterator[Case]:
    """Data package descriptors, without any file beside them."""
    paths = ("http://127.0.0.1/x.csv", "HTTPS://h/x.csv", "ftp://h/x", "file:///etc/passwd", "../x.csv", "/etc/passwd",
             "a/../../x", "C:\\x.csv", "\\\\h\\s\\x.csv", "//h/x.csv", "missing.csv", "", ".", "~", "x\0.csv", "nul",
             "data:text/csv,area", "s3://b/x.csv", "sub/missing.csv")  # fmt: skip
    for path in paths:
        content = {"resources": [{"name": "crime_rates", "path": path}]}
        yield f"path {path!r}", "datapackage.json", json.dumps(content).encode()
    contents = {
        "names twice": '{"resources": [], "resources": []}', "nothing": "", "array": "[]", "number": "1",
        "deep": "[" * 100_000, "deep object": '{"a":' * 100_000, "constant": '{"resources": Infinity}',
        "long number": '{"a": ' + "1" * 9999 + "}", "cut off": '{"resources": [', "comment": "/**/ {}",
        "null": '{"resources": null}', "text": '{"resources": "x"}', "empty": '{"resources": []}',
        "of numbers": '{"resources": [1, null]}', "no path": '{"resources": [{"name": "crime_rates"}]}',
        "trailing": '{"resources": []} x', "single quotes": "{'resources': []}",
        "half a pair": '{"resources": [{"name": "\\ud800", "path": "\\ud800.csv"}]}',
    }  # fmt: skip
    for name, content in contents.items():
        yield f"descriptor: {name}", "datapackage.json", content.encode()
    yield "descriptor in UTF-16", "datapackage.json", '{"resources": []}'.encode("utf-16")
    yield "descriptor of zeros", "datapackage.json", bytes(1000)


def corpus() -> Iterator[Case]:
    """Every case of every family."""
    for family in (texts, archives, excel, open_document, descriptors):
        yield from family()

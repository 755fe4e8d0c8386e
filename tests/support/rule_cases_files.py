"""For each rule of files: bytes that break it, and bytes that do not."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from peel_data.readers import DEFAULT, Limits, read
from peel_data.schema import form
from peel_data.validation.pipeline import validate
from support.forms import change_text, in_edition, judge, moved, multiplied, send_text
from support.submissions import (
    KNOWN,
    csv_text,
    small_xlsx,
    xlsx,
    xlsx_cell,
    xlsx_parts,
    zipped,
)

if TYPE_CHECKING:
    from peel_data.findings import Finding

GOOD = csv_text()
SMALL = "area,value,unit\nkent,1,u\n"
AREA = xlsx_cell("A2", "kent")


def of(data: bytes | str, name: str = "crime_rates.csv", limits: Limits = DEFAULT):
    """Read one file."""

    def run(folder: Path) -> tuple[Finding, ...]:
        path = folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read(path, known_tables=KNOWN, limits=limits).findings

    return run


def among(files: dict[str, bytes | str], limits: Limits = DEFAULT):
    """Read a folder of files."""

    def run(folder: Path) -> tuple[Finding, ...]:
        for name, data in files.items():
            (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
        return read(folder, known_tables=KNOWN, limits=limits).findings

    return run


def returned(changes: Mapping[str, object] | None = None):
    """Validate a form that came back."""
    return lambda folder: judge(send_text(folder / "form.csv", changes)).findings


def returned_whole(change: Callable[[list[dict[str, str]]], None]):
    """Validate a form that came back with all of its lines changed."""
    return lambda folder: judge(change_text(send_text(folder / "form.csv"), change)).findings


def returned_twice(folder: Path) -> tuple[Finding, ...]:
    """Validate a form that came back with its draft."""
    both = folder / "both"
    both.mkdir()
    send_text(both / "draft.csv", {"victim_satisfaction": "84.0"})
    send_text(both / "final.csv")
    return judge(both).findings


def package(files: dict[str, bytes | str]):
    """Read a data package."""

    def run(folder: Path) -> tuple[Finding, ...]:
        among(files)(folder)
        return read(folder / "datapackage.json", known_tables=KNOWN).findings

    return run


def in_child(data: str, limits: Limits = DEFAULT):
    """Read and judge in a process of its own."""

    def run(folder: Path) -> tuple[Finding, ...]:
        path = folder / "crime_rates.csv"
        path.write_text(data, encoding="utf-8")
        return validate(path, limits=limits).findings

    return run


def link(folder: Path) -> tuple[Finding, ...]:
    (folder / "elsewhere.csv").write_text(GOOD, encoding="utf-8")
    (folder / "crime_rates.csv").symlink_to(folder / "elsewhere.csv")
    return read(folder / "crime_rates.csv", known_tables=KNOWN).findings


def nothing(folder: Path) -> tuple[Finding, ...]:
    return read(folder / "crime_rates.csv", known_tables=KNOWN).findings


def stopped(folder: Path) -> tuple[Finding, ...]:
    """A reader that dies at once, as one does whose computer runs out of something."""
    with mock.patch("sys.executable", os.fspath(Path("/bin/false"))):
        return in_child(GOOD)(folder)


def cell(xml: str, **options: object):
    return of(small_xlsx(AREA + xml, **options), "book.xlsx")


def rich(properties: str, text: str = "1650") -> str:
    """A cell of which the last character has properties of its own."""
    last = f"<r><rPr>{properties}</rPr><t>1</t></r>"
    return f'<c r="B2" t="inlineStr"><is><r><t>{text}</t></r>{last}</is></c>'


def replaced(member: str, data: str):
    return of(zipped(xlsx_parts() | {member: data}), "book.xlsx")


def descriptor(**changes: object) -> dict[str, bytes | str]:
    import json

    resource = {"name": "crime_rates", "path": "crime_rates.csv"} | changes
    return {"datapackage.json": json.dumps({"resources": [resource]}), "crime_rates.csv": GOOD}


Run = Callable[[Path], "tuple[Finding, ...]"]
BOOK = of(xlsx(), "book.xlsx")
CSV, ZIP = of(GOOD), of(zipped({"crime_rates.csv": GOOD}), "upload.zip")
NUMBER = cell(xlsx_cell("B2", "65.7"))

CASES: dict[str, tuple[Run, Run]] = {
    "F101": (nothing, CSV),
    "F102": (link, CSV),
    "F103": (of(GOOD, "crime_rates.txt"), CSV),
    "F104": (of(GOOD, "crime_rate.csv"), of(GOOD, "crime_rates.kent.csv")),
    "F105": (of(zipped({}), "upload.zip"), ZIP),
    "F106": (
        among({"crime_rates.csv": GOOD, "letter.pdf": "%PDF"}),
        among({"crime_rates.csv": GOOD, "Notes.pdf": "%PDF"}),
    ),
    "F110": (of(GOOD, limits=Limits(bytes_in=100)), CSV),
    "F111": (of(zipped({"crime_rates.csv": "area\n" + "x\n" * 2_000_000}), "upload.zip"), ZIP),
    "F112": (
        among({f"crime_rates.{n}.csv": GOOD for n in "abc"}, Limits(members=2)),
        among({"crime_rates.csv": GOOD}),
    ),
    "F113": (of(GOOD, limits=Limits(rows=2)), of(GOOD, limits=Limits(rows=6))),
    "F114": (
        of(SMALL, limits=Limits(cell_characters=3)),
        of(SMALL, limits=Limits(cell_characters=5)),
    ),
    "F115": (in_child(GOOD, Limits(seconds=0.0)), in_child(GOOD)),
    "F116": (
        in_child(
            "area,value,unit\n" + "".join(f"kent,{n},u\n" for n in range(200_000)),
            Limits(memory_bytes=45_000_000),
        ),
        in_child(GOOD),
    ),
    "F117": (stopped, in_child(GOOD)),
    "F120": (of("area,value,unit\nSiân,1,u\n".encode("cp1252")), of("area,value,unit\nSiân,1,u\n")),
    "F121": (of(SMALL.replace("kent", "ke\u200bnt")), of(SMALL)),
    "F122": (of(SMALL + 'kent,"2,u\n'), of(SMALL + 'kent,"2",u\n')),
    "F123": (of(SMALL + 'kent,the "worst",u\n'), of(SMALL + 'kent,"the ""worst""",u\n')),
    "F124": (of(SMALL + "kent,1,234,u\n"), of(SMALL + "kent,1234,u\n")),
    "F125": (of(SMALL.replace(",", ";")), of(SMALL)),
    "F126": (of(SMALL.replace("\n", "\r")), of(SMALL.replace("\n", "\r\n"))),
    "F127": (of(SMALL.replace("kent", "kent ")), of(SMALL)),
    "F128": (of(SMALL.replace("kent", "'kent'")), of(SMALL)),
    "F130": (of("Crime figures\n" + SMALL), of("\n" + SMALL)),
    "F131": (of("area,value,Value\nkent,1,2\n"), of(SMALL)),
    "F132": (of("area,value,\nkent,1,checked\n"), of("area,value,\nkent,1,\n")),
    "F133": (of("area, value,unit\nkent,1,u\n"), of(SMALL)),
    "F134": (of(SMALL + "area,value,unit\n"), of(SMALL + "surrey,2,u\n")),
    "F135": (of("Section,Unit,Period,Status,Figure\n", "form.csv"), of(SMALL)),
    "F140": (replaced("xl/worksheets/s1.xml", "<a></b>"), BOOK),
    "F141": (replaced("xl/worksheets/s1.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>"), BOOK),
    "F142": (cell('<c r="B2"><f>1+1</f></c>'), NUMBER),
    "F143": (cell('<c r="B2"><f>1+1</f><v>2</v></c>'), NUMBER),
    "F144": (cell('<c r="B2" t="e"><v>#REF!</v></c>'), NUMBER),
    "F145": (cell("", after='<mergeCells><mergeCell ref="B2:B3"/></mergeCells>'), NUMBER),
    "F146": (cell("", before='<cols><col min="2" max="2" hidden="1"/></cols>'), NUMBER),
    "F147": (cell(xlsx_cell("B2", "1") + xlsx_cell("B2", "2")), NUMBER),
    "F148": (cell(xlsx_cell("D2", "stray")), NUMBER),
    "F149": (
        cell('<c r="B2" s="1"><v>0.149</v></c>', formats=("0.0%",)),
        cell('<c r="B2" s="1"><v>14.9</v></c>', formats=("0.0",)),
    ),
    "F150": (
        cell('<c r="B2" s="1"><v>42248</v></c>', formats=("mmm yy",)),
        cell(xlsx_cell("B2", "2015-09")),
    ),
    "F151": (cell('<c r="B2"><v>1e400</v></c>'), NUMBER),
    "F152": (of(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "book.xlsx"), BOOK),
    "F153": (cell(rich('<vertAlign val="superscript"/>')), cell(rich("<b/>"))),
    "F154": (cell(rich("<strike/>")), cell(rich('<strike val="0"/>'))),
    "F155": (
        cell(rich('<vertAlign val="subscript"/>', "a remark")),
        cell(rich("<b/>", "a remark")),
    ),
    "F156": (
        cell('<c r="B2" s="1"><v>3</v></c>', formats=('[<5]"[c]";0',)),
        cell('<c r="B2" s="1"><v>7</v></c>', formats=('[<5]"[c]";0',)),
    ),
    "F160": (of(b"PK\x03\x04 cut off", "upload.zip"), ZIP),
    "F161": (of(zipped({"../crime_rates.csv": GOOD}), "upload.zip"), ZIP),
    "F162": (of(zipped({"crime_rates.csv": GOOD, "Crime_Rates.csv": GOOD}), "upload.zip"), ZIP),
    "F165": (of(zipped({"inner.zip": zipped({"crime_rates.csv": GOOD})}), "upload.zip"), ZIP),
    "F170": (package({"datapackage.json": "{"}), package(descriptor())),
    "F171": (package(descriptor(path="../crime_rates.csv")), package(descriptor())),
    "F172": (package(descriptor(bytes=1)), package(descriptor(bytes=len(GOOD.encode())))),
    "F180": (returned({"victim_satisfaction": {form.DECIMALS: "3"}}), returned()),
    "F181": (returned({"victim_satisfaction": {form.ID: ""}}), returned()),
    "F182": (returned({"victim_satisfaction": "84.1%"}), returned()),
    "F183": (returned({"victim_satisfaction": {form.STATUS: "to follow"}}), returned()),
    "F184": (returned_whole(in_edition("peel-effectiveness-2051")), returned()),
    "F185": (returned_whole(moved(1)), returned()),
    "F186": (returned_whole(multiplied(10)), returned()),
    "F187": (returned_twice, returned()),
}
"""For each code, a way to break the rule and a way not to."""

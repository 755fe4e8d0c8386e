"""Several faults of a kind are told once, with a count; what is ignored is named; limits say what they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from peel_data.readers import Limits
from support.describe import grouped, told_of_reading
from support.submissions import check as read
from support.submissions import (
    csv_text,
    ods,
    ods_cell,
    ods_rows,
    xlsx,
    xlsx_cell,
    xlsx_parts,
    xlsx_rows,
    xlsx_sheet,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = "area,value,unit\n"
ROW = "kent,1,u\n"
GOOD = csv_text()
Cases = dict[str, bytes | str | dict[str, bytes | str]]


def csv_files() -> Cases:
    thrice = {
        "stray quotes": 'ke"nt,1,u\n', "ragged": "kent,1\n", "long": "kent,1,2,3\n", "header": HEAD,
        "padded": " kent , 1,u\n", "hidden": "ke\u200bnt,1,u\n", "quoted": "'kent',1,«u»\n",
        "too long": "k" * 40_000 + ",1,u\n", "blank": "\n", "commas": ",,\n", "spaces": " , ,\n",
    }  # fmt: skip
    cases: Cases = {f"three {name}": HEAD + ROW + 3 * text + ROW for name, text in thrice.items()}
    return cases | {
        "padded names": "area , value,unit\n" + ROW,
        "hidden in names": "ar\u200bea,val\u200bue,unit\n" + ROW,
        "names twice": "area,value,VALUE,Area\nkent,1,u,x\n" * 2,
        "nameless columns": "area,,value,\nkent,x,1,y\nkent,,2,\nsurrey,z,3,\n",
        "nameless empty columns": "area,,value,\nkent,,1,\n",
        "quoted names": '"area","value",\'unit\'\n' + ROW,
        "one of everything": HEAD + "".join(thrice.values()),
        "above the header": "Figures\n\nof the year\n" + HEAD + ROW,
        "far above": "x\n" * 60 + HEAD + ROW,
        "one name above": "area\n" + HEAD + ROW,
        "only the header": HEAD,
        "after an open quotation": HEAD + ROW + 'kent,"1,u\n' + ROW,
        "semicolons, quoted": '"area";"value";"unit"\n',
        "an open quotation and semicolons": 'area;value;"unit\n',
    }


def excel_files() -> Cases:
    formats = ("0%", "0,", ";;;", "d/m", "mmm yy", "yyyy-mm-dd")
    flaws = {
        "formulas": "<f>1</f>", "formulas with values": "<f>1</f><v>1</v>", "errors": ("e", "<v>#N/A</v>"),
        "no numbers": "<v>1e999</v>", "percentages": (1, "<v>0.1</v>"), "thousands": (2, "<v>1000</v>"),
        "unseen": (3, "<v>1</v>"), "parts of dates": (4, "<v>42000</v>"), "months": (5, "<v>42248</v>"),
        "days": (6, "<v>42248</v>"), "no days": (6, "<v>60</v>"), "no such months": (5, "<v>42250</v>"),
        "long": ("str", f"<v>{'x' * 40_000}</v>"), "booleans": ("b", "<v>1</v>"),
        "unseen formulas": (3, "<f>1</f><v>1</v>"),
    }  # fmt: skip
    cases: Cases = {}
    for name, flaw in flaws.items():
        kind, inside = flaw if isinstance(flaw, tuple) else ("n", flaw)
        style = f's="{kind}"' if isinstance(kind, int) else f't="{kind}"'
        rows = "".join(
            f'<row r="{n}">{xlsx_cell(f"A{n}", "kent")}<c r="B{n}" {style}>{inside}</c></row>'
            for n in (2, 3, 5)
        )
        sheet = xlsx_sheet(xlsx_rows([("area", "value", "unit")]) + rows)
        cases[f"three {name}"] = xlsx({"crime_rates": sheet}, formats=formats)
    rows = xlsx_rows([("area", "value", "unit"), ("kent", "1", "u")])
    hidden = '<cols><col min="1" max="2" hidden="1"/><col min="3" max="3" width="0"/></cols>'
    low = '<row r="3" hidden="1">' + xlsx_cell("A3", "kent") + "</row>"
    flat = '<row r="4" customHeight="1" ht="0">' + xlsx_cell("A4", "kent") + "</row>"
    tall = '<row r="5" customHeight="1" ht="9">' + xlsx_cell("A5", "kent") + "</row>"
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A2:B2", "A3:A4", "F1:G2", "A9:B9"))
    merged = f"<mergeCells>{merged}</mergeCells>"
    sheets = {
        "crime_rates": xlsx_sheet(rows),
        "crime_rates.more": xlsx_sheet(rows),
        "crime_changes": xlsx_sheet(""),
        "Notes of ours": xlsx_sheet(rows),
        "Guide": xlsx_sheet(rows),
        "_own": xlsx_sheet(rows),
        "crime rates": xlsx_sheet(rows),
        "Sheet9": xlsx_sheet(""),
        "anti_social_behaviour_incidents": xlsx_sheet(rows),
    }
    chart = xlsx_parts({"crime_rates": xlsx_sheet(rows), "Chart": "<chartsheet/>"})
    links = "xl/_rels/workbook.xml.rels"
    chart[links] = str(chart[links]).replace(
        'worksheet" Target="worksheets/s2', 'chartsheet" Target="worksheets/s2'
    )
    stray = '<row r="7">' + "".join(xlsx_cell(f"{c}7", "x") for c in "AEF") + "</row>"
    return cases | {
        "hidden and merged": xlsx(
            {"crime_rates": xlsx_sheet(rows + low + flat + tall, before=hidden, after=merged)},
            states={"crime_rates": "hidden"},
        ),
        "sheets": xlsx(sheets, states={"Guide": "hidden", "crime_rates.more": "veryHidden"}),
        "a chart": zipped(chart),
        "stray cells": xlsx({"crime_rates": xlsx_sheet(rows + stray + stray.replace("7", "8"))}),
        "a stray row": xlsx({"crime_rates": xlsx_sheet(rows + stray.replace("A7", "D7"))}),
        "days from 1904": xlsx(
            {"crime_rates": xlsx_sheet(rows + '<row r="3"><c r="B3" s="1"><v>1</v></c></row>')},
            formats=("yyyy-mm-dd",),
            properties='date1904="1"',
        ),
        "padded": xlsx({"crime_rates": xlsx_sheet(xlsx_rows([("area", "value"), (" a ", " 1")]))}),
        **odd_excel_files(rows),
    }


def odd_excel_files(rows: str) -> Cases:
    """What other programs write, or leave out."""
    last = '<row r="3">{}</row>'
    phonetic = '<c r="A3" t="inlineStr"><is><t>東</t><rPh><t>トウ</t></rPh><t>京</t></is></c>'
    senseless = '<col min="x" max="2" hidden="1"/><col min="1" max="-1" hidden="1"/>'
    styles = "".join(f'<c r="{c}3" s="{n}"><v>42248</v></c>' for n, c in enumerate("ABC"))
    cases = {
        "phonetic guides": (last.format(phonetic + phonetic.replace("A3", "B3")), "", ""),
        "hidden in words": (last.format(xlsx_cell("A3", "x")).replace("r=", 'hidden="true" r=', 1), "", ""),
        "hidden columns in words": ("", '<cols><col min="2" max="3" hidden="true"/></cols>', ""),
        "columns without numbers": ("", '<cols><col hidden="1"/><col max="2" hidden="1"/></cols>', ""),
        "columns without sense": ("", f"<cols>{senseless}</cols>", ""),
        "merged without cells": ("", "", "<mergeCells><mergeCell/></mergeCells>"),
        "a cell outside": ("", "", '<c r="A9"/>'),
        "a row outside": ("", "", '<row r="9"/>'),
        "a row inside": (last.format("<row/>"), "", ""),
        "a long address": (last.format(f'<c r="{"A" * 45}"/>'), "", ""),
        "a far address": (last.format('<c r="A1048577"/>'), "", ""),
        "styles of the program": (last.format(styles), "", ""),
    }  # fmt: skip
    made: Cases = {
        name: xlsx({"crime_rates": xlsx_sheet(rows + more, before=before, after=after)})
        for name, (more, before, after) in cases.items()
    }
    built_in = "".join(f'<xf numFmtId="{number}"/>' for number in (9, 14, 17))
    parts = xlsx_parts({"crime_rates": xlsx_sheet(rows + cases["styles of the program"][0])})
    for name, part, old, new in (
        ("a sheet without name", "xl/workbook.xml", 'name="crime_rates"', ""),
        ("a sheet without state", "xl/workbook.xml", 'state="visible"', ""),
        ("a sheet without relation", "xl/workbook.xml", 'r:id="rId1"', ""),
        ("a book from 1904", "xl/workbook.xml", "<workbookPr ", '<workbookPr date1904="true" '),
        ("a relation without type", "xl/_rels/workbook.xml.rels", "<Relationship I", "<Relationship/><Relationship I"),
        ("percent and dates", "xl/styles.xml", '<xf numFmtId="0"/>', built_in),
        ("styles without formats", "xl/styles.xml", '<xf numFmtId="0"/>', '<xf/><xf numFmtId="x"/><xf numFmtId="49"/>'),
        ("formats without numbers", "xl/styles.xml", "<numFmts>", '<numFmts><numFmt formatCode="0%"/>'),
    ):  # fmt: skip
        assert old in str(parts[part])
        made[name] = zipped(parts | {part: str(parts[part]).replace(old, new)})
    return made


def open_files() -> Cases:
    def table(inside: str, columns: str = "") -> dict[str, str]:
        return {"crime_rates": columns + ods_rows([("area", "value", "unit")]) + inside}

    number = '<table:table-cell office:value-type="{}" office:{}="{}">{}</table:table-cell>'
    shown = "<text:p>1</text:p>"
    flaws = {
        "formulas": '<table:table-cell table:formula="of:=1"/>',
        "formulas with values": '<table:table-cell table:formula="of:=1" office:value-type="float" '
        f'office:value="1">{shown}</table:table-cell>',
        "errors": '<table:table-cell calcext:value-type="error"/>',
        "percentages": number.format("percentage", "value", "0.1", "<text:p>10%</text:p>"),
        "money": number.format("currency", "value", "5", "<text:p>£5</text:p>"),
        "no numbers": number.format("float", "value", "INF", shown),
        "times": number.format("time", "time-value", "PT1H", "<text:p>1:00</text:p>"),
        "days": number.format("date", "date-value", "2016-06-30", "<text:p>30/06/2016</text:p>"),
        "moments": number.format("date", "date-value", "2016-06-30T09:00:00", shown),
        "booleans": number.format("boolean", "boolean-value", "true", "<text:p>TRUE</text:p>"),
        "long": ods_cell("x" * 40_000),
        "unseen": number.format("float", "value", "5", ""),
        "strange": number.format("colour", "value", "5", shown),
    }
    cases: Cases = {
        f"three {name}": ods(
            table(3 * f"<table:table-row>{ods_cell('kent')}{xml}</table:table-row>")
        )
        for name, xml in flaws.items()
    }
    row = f"<table:table-row>{ods_cell('kent')}{ods_cell('1')}{ods_cell('u')}</table:table-row>"
    unseen = row.replace("-row>", '-row table:visibility="collapse">', 1)
    blank = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    column = '<table:table-column table:number-columns-repeated="2" table:visibility="filter"/>'
    style = (
        '<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    wide = '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" '
    wide += f'office:value-type="string">{shown}</table:table-cell>'
    nameless = ods_unzipped(table(row), "").replace('table:name="crime_rates"', "")
    views = (
        "9/6/16",
        "09.06.2016",
        "June 9, 2016",
        "9 Jun",
        "6/9",
        "June 2016",
        "2016",
        "06/2016",
        "",
    )

    def dated(view: str) -> str:
        shown = number.format("date", "date-value", "2016-06-09", f"<text:p>{view}</text:p>")
        return f"<table:table-row>{ods_cell('kent')}{shown}</table:table-row>"

    sheets = {
        "crime_rates": ods_rows([("area", "value")]) + row,
        "crime_rates.more": ods_rows([("area", "value")]),
        "Notes": row,
        "Lists": row,
        "crime rates": row + row,
        "Sheet9": "",
    }
    return cases | {
        "hidden": ods(table(row + unseen + blank + unseen, column)),
        "a hidden sheet": zipped(
            {
                "content.xml": ods_unzipped(table(row), style).replace(
                    'table:name="crime_rates"', 'table:name="crime_rates" table:style-name="ta2"'
                )
            }
        ),
        "merged": ods(table(f"<table:table-row>{wide}</table:table-row>" + row)),
        "stray": ods(table(row.replace("</table:table-row>", 2 * ods_cell("x") + "</table:table-row>"))),
        "repeated": ods(table(row.replace("-row>", '-row table:number-rows-repeated="3">', 1))),
        "sheets": ods(sheets),
        "a bad sheet among good ones": ods(
            {"crime_rates": "<table:table-row/>" + blank.replace("3", "x"), "crime_changes": row}
        ),
        "the same sheet twice": ods({"crime_rates": row, "Crime_Rates": row}),
        "hidden after shown": ods(table(row, column.replace(' table:visibility="filter"', "") + column)),
        "tabs and spaces": ods(table(row.replace("<text:p>1", '<text:p>1<text:tab/>2<text:s/>3<text:s text:c="3"/>4'))),
        "a sheet without name": zipped({"content.xml": nameless}),
        "dates as shown": ods(table("".join(map(dated, views)))),
        "a password": zipped({"META-INF/manifest.xml": "<manifest:manifest xmlns:manifest="
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:encryption-data/></manifest:manifest>',
            "content.xml": "x"}),
    }  # fmt: skip


def ods_unzipped(tables: dict[str, str], styles: str) -> str:
    from support.submissions import ods_content

    return ods_content(tables, styles=styles)


def archives() -> Cases:
    inside = {
        "crime_rates.csv": GOOD, "more/crime_rates.kent.csv": GOOD, "readme.txt": "x", "letter.pdf": "x",
        "Notes.md": "x", "_own.csv": "x", ".DS_Store": "x", "__MACOSX/._crime_rates.csv": "x",
        "~$crime_rates.xlsx": "x", "Thumbs.db": "x", "desktop.ini": "x", "crime_changes.txt": "x",
        "crime_changes.xls": "x", "crime rates.csv": GOOD, "other.csv": "x", "empty/": "",
    }  # fmt: skip
    resources = [
        {"name": "crime_rates", "path": "crime_rates.csv", "bytes": len(GOOD.encode())},
        {"name": "crime_changes", "path": "changes.csv"},
        {"name": "crime_rates", "path": "crime_rates.csv"},
        {"name": "crime", "path": "x.csv"},
        {"name": "", "path": "x.csv"},
        {"name": "crime_rates", "path": ["a.csv", "b.csv"]},
        {"name": "crime_rates", "path": "y.csv", "bytes": "1"},
        {"name": "crime_rates", "path": "z.csv", "hash": "crc32:0"},
        {"name": "crime_rates", "path": "gone.csv"},
        {"name": "crime_rates", "path": "other.csv", "hash": "0" * 32},
        "crime_rates",
    ]
    listed = {
        "datapackage.json": json.dumps({"resources": resources}),
        "crime_rates.csv": GOOD,
        "changes.csv": "area,value\nkent,1\n",
        "other.csv": GOOD,
        "unlisted.csv": GOOD,
    }
    return {
        "a folder": {name: data for name, data in inside.items() if data},
        "a zip": zipped(inside),
        "a package as a folder": listed,
        "a package as a zip": zipped(listed),
        "a package in a folder of a zip": zipped({f"all/{name}": data for name, data in listed.items()}),
        "a workbook named zip": zipped({"xl/workbook.xml": "x", "crime_rates.csv": GOOD}),
        "a deep folder": {f"{'x/' * 12}crime_rates.csv": GOOD, f"{'y/' * 8}crime_rates.csv": GOOD},
        "two packages in a zip": zipped({f"{at}/{n}": data for at in "ab" for n, data in listed.items()}),
        "a package with changed bytes": {
            **listed,
            "datapackage.json": json.dumps(
                {"resources": [{"name": "crime_rates", "path": "crime_rates.csv", "bytes": 1}]}
            ),
        },
    }  # fmt: skip


KINDS = {"csv": csv_files, "xlsx": excel_files, "ods": open_files, "zip": archives}


def told(
    data: bytes | str | dict[str, bytes | str], kind: str, folder: Path, **limits
) -> list[str]:
    """What is told of one file, or of a folder of files."""
    folder.mkdir()
    files = {f"crime_rates.{kind}": data} if isinstance(data, (bytes, str)) else data
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    target = folder if isinstance(data, dict) else path
    return list(told_of_reading(read(target, limits=Limits(**limits))))


@pytest.mark.parametrize("kind", KINDS)
def test_several(kind, tmp_path, file_regression):
    made = enumerate(KINDS[kind]().items())
    cases = [(name, told(data, kind, tmp_path / str(n))) for n, (name, data) in made]
    file_regression.check(grouped(cases), basename=kind, encoding="utf-8")


def limited() -> Iterator[tuple[str, str, bytes | str | dict[str, bytes | str], dict[str, int]]]:
    """One more than each limit allows, and just as much."""
    book, table = xlsx(), ods()
    files = {f"crime_rates.{n}.csv": GOOD for n in "abc"}
    packed = zipped(files)
    size = len(GOOD.encode())
    for most, word in ((-1, "too many"), (0, "as many as allowed")):
        yield f"{word} rows", "csv", GOOD, {"rows": 6 + most}
        yield f"{word} rows of a workbook", "xlsx", book, {"rows": 6 + most}
        yield f"{word} rows of an OpenDocument", "ods", table, {"rows": 6 + most}
        yield f"{word} columns", "csv", GOOD, {"columns": 11 + most}
        yield f"{word} columns of a workbook", "xlsx", book, {"columns": 11 + most}
        yield f"{word} columns of an OpenDocument", "ods", table, {"columns": 11 + most}
        yield f"{word} characters", "csv", GOOD, {"cell_characters": 24 + most}
        yield f"{word} characters in a workbook", "xlsx", book, {"cell_characters": 24 + most}
        yield f"{word} characters in an OpenDocument", "ods", table, {"cell_characters": 24 + most}
        yield f"{word} cells", "csv", GOOD, {"cells": 66 + most}
        yield f"{word} cells of three files", "zip", files, {"cells": 198 + most}
        yield f"{word} bytes", "csv", GOOD, {"bytes_in": size + most}
        yield f"{word} bytes of three files", "csv", files, {"bytes_in": 3 * size + most}
        yield f"{word} bytes of an archive", "zip", packed, {"bytes_in": len(packed) + most}
        yield f"{word} bytes unpacked", "zip", packed, {"bytes_unpacked": 3 * size + most}
        yield f"{word} files", "csv", files, {"members": 3 + most}
        yield f"{word} files in an archive", "zip", packed, {"members": 3 + most}
        yield f"{word} places", "csv", HEAD + "kent\n" * 4, {"places": 4 + most}
    both = xlsx({"crime_rates": xlsx_sheet(), "crime_changes": xlsx_sheet()})
    yield "sheets more than files", "xlsx", both, {"members": 8}
    yield "too many cells of a workbook", "xlsx", book, {"cells": 60}
    yield "too many cells of an OpenDocument", "ods", table, {"cells": 60}
    package = {"datapackage.json": json.dumps({"resources": [{"name": "x", "path": "x"}] * 4})}
    yield "too long a descriptor", "csv", package, {"descriptor_bytes": 50}
    yield "too many resources", "csv", package, {"members": 3}
    zeros = {"crime_rates.csv": HEAD + "kent,1,u\n" * 200_000}
    yield "unpacked too far", "zip", zipped(zeros), {"ratio": 5}


def test_limits(tmp_path, file_regression):
    cases = [
        (name, told(data, kind, tmp_path / str(n), **limits))
        for n, (name, kind, data, limits) in enumerate(limited())
    ]
    file_regression.check(grouped(cases), basename="limits", encoding="utf-8")

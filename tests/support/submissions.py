"""Good submissions to plant faults in: text, workbooks written part by part, archives."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from peel_data.readers import DEFAULT, Limits, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from peel_data.readers.reading import Reading

HEADER = (
    *("edition", "area", "crime_type", "period_start", "period_end"),
    *("value", "decimals", "unit", "denominator", "status", "notes"),
)
KNOWN = {
    "crime_rates": HEADER,
    "crime_changes": ("edition", "area", "value", "baseline_start"),
    "anti_social_behaviour_incidents_long_name": ("area", "value"),
    "notes": ("note", "text"),
}
ROWS = tuple(
    (
        *("peel-effectiveness-2016", area, crime, "2015-07-01", "2016-06-30"),
        *(value, "1", "per_1000_population", "", "published", note),
    )
    for area, crime, value, note in (
        ("northamptonshire", "all-crime", "65.7", ""),
        ("northamptonshire", "burglary", "4.20", "Without fraud, as before"),
        ("kent", "all-crime", "59.9", 'The "new" counting rules'),
        ("kent", "burglary", "-3.4", ""),
        ("surrey", "all-crime", "2800000", "Siân’s note – checked"),
        ("surrey", "burglary", "0", "two\nlines"),
    )
)

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def quoted(cell: str) -> str:
    """A CSV cell as RFC 4180 writes it."""
    if any(c in cell for c in ',"\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def csv_text(rows: Iterable[Iterable[str]] = ROWS, header: Iterable[str] = HEADER) -> str:
    lines = [",".join(map(quoted, row)) for row in (header, *rows)]
    return "\n".join(lines) + "\n"


def check(path: Path | str, limits: Limits = DEFAULT) -> Reading:
    return read(path, known_tables=KNOWN, limits=limits)


def check_bytes(
    folder: Path, data: bytes | str, name: str = "crime_rates.csv", limits: Limits = DEFAULT
) -> Reading:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return check(path, limits)


def codes(reading: Reading) -> list[str]:
    return sorted(finding.code for finding in reading.findings)


def errors(reading: Reading) -> list[str]:
    return sorted(f.code for f in reading.findings if f.severity == "error")


def rows_of(reading: Reading) -> list[tuple[str, ...]]:
    """All records of `crime_rates` in the order of the columns of the good submission."""
    rows = []
    for table in reading.tables:
        order = [table.header.index(name) for name in HEADER if name in table.header]
        rows.extend(tuple(row[i] for i in order) for row in table.rows)
    return rows


def zipped(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            # OpenDocument wants its first member to be readable without unpacking.
            stored = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(name, data, compress_type=stored)
    return buffer.getvalue()


def xlsx_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def xlsx_rows(rows: Iterable[Iterable[str]] = (HEADER, *ROWS)) -> str:
    """Rows of `sheetData` with every cell a text of its own."""
    return "".join(
        f'<row r="{number}">'
        + "".join(
            xlsx_cell(f"{chr(64 + i)}{number}", cell) for i, cell in enumerate(row, 1) if cell
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )


def xlsx_sheet(rows: str | None = None, *, before: str = "", after: str = "") -> str:
    rows = xlsx_rows() if rows is None else rows
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def xlsx_parts(
    sheets: Mapping[str, str] | None = None,
    *,
    shared: Iterable[str] = (),
    formats: Iterable[str] = (),
    states: Mapping[str, str] | None = None,
    properties: str = "",
    looks: str = "",
    xfs: str = "",
) -> dict[str, bytes | str]:
    """The members of a workbook.

    Args:
        sheets: The XML of each sheet.
        shared: The insides of the `si` elements.
        formats: Format codes; the first is style 1.
        states: `hidden` or `veryHidden` for some sheets.
        properties: Attributes of `workbookPr`.
        looks: What stands before the cell styles and behind them, such as fonts and fills.
        xfs: Cell styles that follow those of `formats`.
    """
    sheets = {"crime_rates": xlsx_sheet()} if sheets is None else sheets
    states = states or {}
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{i}" state="{states.get(name, "visible")}" '
        f'r:id="rId{i}"/>'
        for i, name in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/worksheet" Target="worksheets/s{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    relations += (
        f'<Relationship Id="t" Type="{_OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    )
    relations += f'<Relationship Id="y" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    codes_, styles = "", '<xf numFmtId="0"/>'
    for number, code in enumerate(formats, 164):
        codes_ += f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
        styles += f'<xf numFmtId="{number}"/>'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<workbookPr {properties}/><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}'
        "</Relationships>",
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">'
        + "".join(f"<si>{text}</si>" for text in shared)
        + "</sst>",
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts>{codes_}</numFmts>{looks}'
        f'<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>{styles}{xfs}</cellXfs></styleSheet>',
    }
    for number, xml in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/s{number}.xml"] = xml
    return parts


def xlsx(sheets: Mapping[str, str] | None = None, **options: object) -> bytes:
    return zipped(xlsx_parts(sheets, **options))  # type: ignore[arg-type]  # passed on as they are


def small_xlsx(cells: str, **options: object) -> bytes:
    """A workbook with the header area, value, unit, and one record of the given cells in row 2."""
    before = str(options.pop("before", ""))
    after = str(options.pop("after", ""))
    rows = xlsx_rows([("area", "value", "unit")]) + f'<row r="2">{cells}</row>'
    return xlsx({"crime_rates": xlsx_sheet(rows, before=before, after=after)}, **options)


def ods_cell(text: str) -> str:
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def ods_rows(rows: Iterable[Iterable[str]] = (HEADER, *ROWS)) -> str:
    return "".join(
        "<table:table-row>"
        + "".join(ods_cell(cell) if cell else "<table:table-cell/>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )


def ods_content(tables: Mapping[str, str], *, styles: str = "", before: str = "") -> str:
    """The content.xml of a workbook; each table is given by what is inside of it."""
    spaces = "".join(
        f' xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "table", "text", "style")
    )
    spaces += f' xmlns:fo="{_ODF}xsl-fo-compatible:1.0" xmlns:number="{_ODF}datastyle:1.0"'
    spaces += (
        ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    )
    body = "".join(
        f"<table:table table:name={quoteattr(name)}>{inside}</table:table>"
        for name, inside in tables.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{before}{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    "<manifest:file-entry>{}</manifest:file-entry></manifest:manifest>"
)


def ods(tables: Mapping[str, str] | None = None, **options: str) -> bytes:
    tables = {"crime_rates": ods_rows()} if tables is None else tables
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": MANIFEST.format(""),
            "content.xml": ods_content(tables, **options),
        }
    )


def small_ods(cells: str, *, columns: str = "", row: str = "", **options: str) -> bytes:
    """A workbook with the header area, value, unit, and one record of the given cells."""
    head = ods_rows([("area", "value", "unit")])
    return ods(
        {"crime_rates": f"{columns}{head}<table:table-row {row}>{cells}</table:table-row>"},
        **options,
    )

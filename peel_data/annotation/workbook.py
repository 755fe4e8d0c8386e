"""A workbook with its bad cells marked and commented, and the findings on its first sheet.

Cells are marked by conditional formats of our own, so the part of a sheet that holds its cells stays as it is:
no value, formula or cell format is touched.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from peel_data.annotation import comments as notes
from peel_data.annotation.findings_sheet import NAME, findings_sheet
from peel_data.annotation.package import (
    COMMENTS_TYPE,
    CONTENT_TYPES,
    OFFICE,
    SHEET_TYPE,
    VML_TYPE,
    Parts,
    Relations,
    StyleSheet,
    declare,
)
from peel_data.annotation.splice import CannotEdit, Edits, elements
from peel_data.workbooks.packing import pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.annotation.plan import Mark, Plan
    from peel_data.annotation.splice import Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MARK = '"marked by peel-data"="marked by peel-data"'
"""The formula of our conditional formats: always true, and known again."""

ERROR, DOUBT = ("FF9C0006", "FFFFC7CE"), ("FF7F4F00", "FFFFEB9C")
"""Ink and paper of a cell with an error, and of one to be looked at again."""

_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting"),
    *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    *("rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags"),
    *(
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
    ),
    *("webPublishItems", "tableParts", "extLst"),
)
_RANK = {name: rank for rank, name in enumerate(_ORDER)}


class _Sheet(NamedTuple):
    name: str
    part: str


def annotated(parts: Parts, plan: Plan) -> None:
    """Change the parts of a workbook: mark, comment, and put the list of findings first.

    Raises:
        CannotEdit: The workbook is of a kind that is better left alone, such as a signed one.
    """
    if any(name in parts for name in ("_xmlsignatures/origin.sigs", "EncryptedPackage")):
        raise CannotEdit
    root = Relations(parts, "")
    main = root.of_kind("officeDocument")
    if main is None:
        raise CannotEdit
    book = main[1]
    relations = Relations(parts, book)
    listing = elements(parts[book])
    if f'"{MAIN}"'.encode() not in parts[book]:
        raise CannotEdit  # the strict flavour, which few programs read
    styles_part = relations.of_kind("styles")
    if styles_part is None:
        raise CannotEdit
    style_sheet = StyleSheet(parts[styles_part[1]])
    styles = style_sheet.styles()
    error, doubt = style_sheet.mark(*ERROR), style_sheet.mark(*DOUBT)
    parts[styles_part[1]] = style_sheet.data
    sheets, ours = _sheets(listing, relations)
    remarks: list[str] = []
    for sheet in sheets:
        marks = [mark for mark in plan.marks if mark.sheet == sheet.name]
        kept = _mark(parts, sheet, marks, error, doubt)
        if kept:
            cells = ", ".join(kept[:20]) + (" and others" if len(kept) > 20 else "")
            remarks.append(
                f"In {sheet.name}, {cells} had a comment already, which was kept. What is wrong there is listed "
                "only here."
            )
    names = {sheet.name for sheet in sheets}
    page = findings_sheet(plan, styles, names, remarks).encode()
    if ours is None:
        part = parts.free("xl/worksheets/peelData{}.xml")
        declare(parts, part, SHEET_TYPE)
        key = relations.add("worksheet", part)
        parts[book] = _first_sheet(parts[book], listing, key)
    else:
        part = ours.part
        parts.drop(Relations(parts, part).name)
    parts[part] = page


def _sheets(listing: Element, relations: Relations) -> tuple[list[_Sheet], _Sheet | None]:
    """Return the worksheets, and the list of findings of an earlier round."""
    found, ours = [], None
    for each in (listing.find("sheets") or listing).all("sheet"):
        key = next((value for name, value in each.attributes.items() if name.endswith(":id")), "")
        sheet = _Sheet(each.attributes.get("name", ""), relations.target(key) or "")
        if sheet.name == NAME:
            ours = sheet
        else:
            found.append(sheet)
    return found, ours


def _first_sheet(book: bytes, listing: Element, key: str) -> bytes:
    """Return the list of sheets with ours before all others; what counts sheets counts one more."""
    edits = Edits(book)
    sheets = listing.find("sheets")
    if sheets is None or sheets.empty:
        raise CannotEdit
    numbers = [int(each.attributes.get("sheetId", "0")) for each in sheets.children]
    number = max(numbers, default=0) + 1
    edits.insert(
        sheets.inside,
        f'<{sheets.prefix}sheet xmlns:r="{OFFICE}" name="{NAME}" sheetId="{number}" r:id="{key}"/>',
    )
    for name in (listing.find("definedNames") or listing).all("definedName"):
        if "localSheetId" in name.attributes:
            edits.set(name, "localSheetId", str(int(name.attributes["localSheetId"]) + 1))
    for view in (listing.find("bookViews") or listing).all("workbookView"):
        if view.attributes.get("activeTab", "0") != "0":
            edits.set(view, "activeTab", "0")
        if view.attributes.get("firstSheet", "0") != "0":
            edits.set(view, "firstSheet", "0")
    return edits.apply()


def _mark(parts: Parts, sheet: _Sheet, marks: Sequence[Mark], error: int, doubt: int) -> list[str]:
    """Mark and comment the cells of a sheet; return those that keep a comment of their own."""
    data = parts[sheet.part]
    root, edits = elements(data, skip="sheetData"), Edits(data)
    if root.name != "worksheet":
        return []  # a sheet that is all chart has no cells
    _unmark(root, edits)
    _unselect(root, edits)
    if marks:
        written = "".join(
            _format(root, marks, kind, style)
            for kind, style in ((True, error), (False, doubt))
            if any(mark.error is kind for mark in marks)
        )
        edits.insert(_place(root, "conditionalFormatting"), written)
    kept = _comment(parts, sheet, root, edits, {mark.cell: mark.note for mark in marks})
    changed = edits.apply()
    if changed != data:
        parts[sheet.part] = changed
    return kept


def _unmark(root: Element, edits: Edits) -> None:
    for each in root.all("conditionalFormatting"):
        rules = each.all("cfRule")
        ours = [rule for rule in rules if any(f.text == MARK for f in rule.all("formula"))]
        if ours and len(ours) == len(rules):
            edits.remove(each)
        else:
            for rule in ours:
                edits.remove(rule)


def _unselect(root: Element, edits: Edits) -> None:
    """One sheet alone is selected, ours: what is typed into a selection of two goes into both."""
    for view in (root.find("sheetViews") or root).all("sheetView"):
        if view.attributes.get("tabSelected", "0") not in {"0", "false"}:
            edits.set(view, "tabSelected", "0")


def _format(root: Element, marks: Sequence[Mark], error: bool, style: int) -> str:
    prefix = root.prefix
    cells = " ".join(mark.cell for mark in marks if mark.error is error)
    priorities = [
        int(rule.attributes.get("priority", "0"))
        for each in root.all("conditionalFormatting")
        for rule in each.all("cfRule")
        if not any(formula.text == MARK for formula in rule.all("formula"))
    ]
    priority = max(priorities, default=0) + (1 if error else 2)
    rule = f'<{prefix}cfRule type="expression" dxfId="{style}" priority="{priority}">'
    formula = MARK.replace('"', "&quot;")
    return (
        f'<{prefix}conditionalFormatting sqref="{cells}">{rule}<{prefix}formula>{formula}</{prefix}formula>'
        f"</{prefix}cfRule></{prefix}conditionalFormatting>"
    )


def _place(root: Element, name: str) -> int:
    """Return where in a sheet an element belongs: before the first that must follow it."""
    after = (e for e in root.children if _RANK.get(e.name, -1) > _RANK[name])
    return min((e.start for e in after), default=root.close)


def _comment(
    parts: Parts, sheet: _Sheet, root: Element, edits: Edits, wanted: Mapping[str, str]
) -> list[str]:
    relations = Relations(parts, sheet.part)
    there = relations.of_kind("comments")
    if there is None and not wanted:
        return []
    drawn = None
    if (there_drawn := root.find("legacyDrawing")) is not None:
        key = next((v for name, v in there_drawn.attributes.items() if name.endswith(":id")), "")
        drawn = relations.target(key)
    comments = parts[there[1]] if there else notes.EMPTY
    drawing = parts[drawn] if drawn else notes.EMPTY_DRAWING
    written, redrawn, kept = notes.commented(comments, drawing, wanted)
    if there:
        parts[there[1]] = written
    else:
        part = parts.free("xl/peelDataComments{}.xml")
        parts[part] = written
        declare(parts, part, COMMENTS_TYPE)
        relations.add("comments", part)
    if drawn:
        parts[drawn] = redrawn
    else:
        part = parts.free("xl/drawings/peelDataVml{}.vml")
        parts[part] = redrawn
        declare(parts, part, VML_TYPE)
        key = relations.add("vmlDrawing", part)
        edits.insert(
            _place(root, "legacyDrawing"),
            f'<{root.prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{key}"/>',
        )
    return kept


def rewritten(data: bytes, parts: Parts) -> bytes:
    """Return a package with its changed parts in their places, and the new ones behind them."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return pack(_members(old, parts))


def _members(old: zipfile.ZipFile, parts: Parts) -> Iterator[tuple[str, bytes]]:
    for member in old.infolist():
        if not member.is_dir() and member.filename not in parts.dropped:
            content = parts.changed.get(member.filename)
            yield member.filename, old.read(member) if content is None else content
    for name, content in parts.changed.items():
        if name not in old.NameToInfo:
            yield name, content


_BARE = {
    CONTENT_TYPES: (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{SHEET_TYPE}"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="{NAME}" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


def findings_alone(plan: Plan, remark: str) -> bytes:
    """Return a new workbook that holds nothing but the findings."""
    style_sheet = StyleSheet(_BARE["xl/styles.xml"].encode())
    styles = style_sheet.styles()
    contents = {name: text.encode() for name, text in _BARE.items()}
    contents["xl/styles.xml"] = style_sheet.data
    contents["xl/worksheets/sheet1.xml"] = findings_sheet(plan, styles, (), [remark]).encode()
    return pack(contents.items())

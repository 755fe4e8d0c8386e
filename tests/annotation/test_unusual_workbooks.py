"""Workbooks as other programs write them, or as few do: edited where that is safe, else left alone."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from peel_data.annotation import comments, package
from peel_data.annotation.findings_sheet import NAME
from peel_data.annotation.package import (
    CONTENT_TYPES,
    OFFICE,
    PACKAGE,
    Parts,
    Relations,
    StyleSheet,
)
from peel_data.annotation.plan import Mark, Plan
from peel_data.annotation.splice import CannotEdit
from peel_data.annotation.workbook import MAIN, annotated, rewritten

PLAN = Plan(
    title="figures.xlsx",
    verdict="Not acceptable yet.",
    steps=(),
    lines=(),
    marks=(Mark("Data", "B2", True, "Too much."), Mark("Data", "C2", False, "Is it?")),
    more=0,
)
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'


def relations(*kinds: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def workbook() -> dict[str, bytes]:
    """A workbook of one sheet: its parts by name."""
    texts = {
        CONTENT_TYPES: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Data" sheetId="4" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/styles.xml": package_styles(),
        "xl/worksheets/sheet1.xml": SHEET,
    }
    return {name: text.encode() for name, text in texts.items()}


def package_styles() -> str:
    return (
        f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellXfs count="1"><xf/></cellXfs></styleSheet>'
    )


def edited(content: dict[str, bytes]) -> Parts:
    parts = Parts(list(content), content.__getitem__)
    annotated(parts, PLAN)
    return parts


@pytest.mark.parametrize(
    "content",
    [
        workbook() | {"_xmlsignatures/origin.sigs": b""},
        workbook() | {"EncryptedPackage": b""},
        workbook() | {"_rels/.rels": relations().encode()},
        workbook() | {"xl/_rels/workbook.xml.rels": relations(("worksheet", "a.xml")).encode()},
        workbook() | {"xl/workbook.xml": b'<workbook xmlns="urn:strict"/>'},
        workbook() | {"xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'.encode()},
        workbook() | {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"/>'.encode()},
        {name: data for name, data in workbook().items() if name != "xl/worksheets/sheet1.xml"},
    ],
    ids=[
        "signed",
        "locked",
        "no book",
        "no styles",
        "strict",
        "no sheets",
        "bare styles",
        "no sheet",
    ],
)
def test_what_is_better_left_alone(content: dict[str, bytes]) -> None:
    with pytest.raises(CannotEdit):
        edited(content)


def test_a_target_outside_of_the_package_is_not_followed() -> None:
    content = workbook()
    content["_rels/.rels"] = content["_rels/.rels"].replace(
        b"Target=", b'TargetMode="External" Target='
    )
    with pytest.raises(CannotEdit):
        edited(content)


def test_what_counts_sheets_counts_one_more_and_ours_comes_first() -> None:
    content = workbook()
    content["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView activeTab="1" firstSheet="1"/>'
        '</bookViews><sheets><sheet name="Data" sheetId="4" r:id="r1"/></sheets><definedNames>'
        '<definedName name="a" localSheetId="0">Data!$A$1</definedName><definedName name="b">1</definedName>'
        "</definedNames></workbook>"
    ).encode()
    book = edited(content)["xl/workbook.xml"].decode()
    assert book.index(f'name="{NAME}" sheetId="5"') < book.index('name="Data"')
    assert 'localSheetId="1"' in book
    assert '<workbookView activeTab="0" firstSheet="0"/>' in book


def test_a_sheet_that_is_all_chart_stays() -> None:
    chart = f'<chartsheet xmlns="{MAIN}"/>'
    parts = edited(workbook() | {"xl/worksheets/sheet1.xml": chart.encode()})
    assert "xl/worksheets/sheet1.xml" not in parts.changed


def test_formats_and_comments_of_others_stay_and_the_selection_goes() -> None:
    content = workbook()
    content["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetViews><sheetView tabSelected="1"/></sheetViews>'
        '<sheetData/><conditionalFormatting sqref="A1"><cfRule type="expression" priority="7"><formula>TRUE</formula>'
        '</cfRule></conditionalFormatting><pageMargins/><legacyDrawing r:id="r2"/></worksheet>'
    ).encode()
    content["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
        ("comments", "../comments1.xml"), ("vmlDrawing", "../drawings/vml1.vml")
    ).encode()
    content["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}"><commentList><comment ref="B2"><text><t>Mine</t></text></comment>'
        "</commentList></comments>"
    ).encode()
    content["xl/drawings/vml1.vml"] = comments.EMPTY_DRAWING
    once = edited(content)
    sheet = once["xl/worksheets/sheet1.xml"].decode()
    assert 'tabSelected="0"' in sheet
    assert sheet.count("<cfRule") == 3
    assert 'priority="8"' in sheet
    notes = once["xl/comments1.xml"].decode()
    assert "Mine" in notes
    assert "<author>peel-data</author>" in notes
    assert 'ref="C2"' in notes
    assert "had a comment already" in next(
        data.decode() for name, data in once.changed.items() if "peelData1.xml" in name
    )
    # Marked a second time, nothing stands twice.
    again = content | once.changed
    twice = edited(again)
    assert twice["xl/worksheets/sheet1.xml"].decode().count("<cfRule") == 3
    assert twice["xl/comments1.xml"].count(b'ref="C2"') == 1


def test_a_rule_of_others_beside_ours_stays() -> None:
    content = workbook()
    once = content | edited(content).changed
    sheet = once["xl/worksheets/sheet1.xml"].decode()
    other = '<cfRule type="expression" priority="9"><formula>FALSE</formula></cfRule>'
    once["xl/worksheets/sheet1.xml"] = sheet.replace("</cfRule>", f"</cfRule>{other}", 1).encode()
    kept = edited(once)["xl/worksheets/sheet1.xml"].decode()
    assert kept.count("FALSE") == 1
    assert kept.count("<cfRule") == 3


def test_names_of_parts_are_compared_without_case() -> None:
    content = {name.replace("xl/styles", "XL/Styles"): data for name, data in workbook().items()}
    parts = edited(content)
    assert "XL/Styles.xml" in parts.changed
    parts.drop("xl/STYLES.xml")
    assert parts.dropped == {"XL/Styles.xml"}
    with pytest.raises(CannotEdit):
        parts["nowhere.xml"]


def test_a_relation_gets_an_id_that_nobody_has() -> None:
    taken = relations().replace(
        "></Relationships>",
        '><Relationship Id="rIdPeel1" Type="x" Target="y"/></Relationships>',
    )
    parts = Parts(["xl/_rels/a.xml.rels"], {"xl/_rels/a.xml.rels": taken.encode()}.__getitem__)
    assert Relations(parts, "xl/a.xml").add("comments", "xl/c.xml") == "rIdPeel2"


def test_a_part_is_declared_once() -> None:
    content = workbook()
    parts = Parts(list(content), content.__getitem__)
    for _ in range(2):
        package.declare(parts, "xl/new.xml", package.SHEET_TYPE)
    assert parts[CONTENT_TYPES].count(b'PartName="/xl/new.xml"') == 1


def test_marks_stand_before_what_must_follow_them() -> None:
    style_sheet = StyleSheet(
        package_styles().replace("</styleSheet>", "<colors/></styleSheet>").encode()
    )
    assert style_sheet.mark("FF000000", "FFFFFFFF") == 0
    assert style_sheet.mark("FF000000", "FFFFFFFF") == 0
    assert style_sheet.data.index(b"<dxfs") < style_sheet.data.index(b"<colors")


def test_the_package_is_written_with_what_was_changed_dropped_and_added() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("folder/", "")
        for name, data in workbook().items():
            archive.writestr(name, data)
        archive.writestr("gone.xml", "x")
    with zipfile.ZipFile(out) as archive:
        parts = Parts(archive.namelist(), archive.read)
        annotated(parts, PLAN)
        parts.drop("gone.xml")
        book = rewritten(out.getvalue(), parts)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        names = archive.namelist()
    assert "gone.xml" not in names
    assert "folder/" not in names
    assert "xl/worksheets/peelData1.xml" in names
    assert zipfile.ZipFile(io.BytesIO(book)).testzip() is None


def test_openpyxl_reads_what_was_marked_with_names_and_views() -> None:
    made = openpyxl.Workbook()
    made.active.title = "Data"
    made.create_sheet("Other")
    made.active = 1
    made["Data"]["B2"] = 5
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = Parts(archive.namelist(), archive.read)
        annotated(parts, PLAN)
        read = openpyxl.load_workbook(io.BytesIO(rewritten(out.getvalue(), parts)))
    assert read.sheetnames == [NAME, "Data", "Other"]
    assert read.active.title == NAME
    assert "Too much." in read["Data"]["B2"].comment.text
    assert read["Data"]["B2"].value == 5

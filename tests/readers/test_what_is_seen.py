"""What a person sees in a cell against what the cell holds."""

from __future__ import annotations

import pytest

from support.submissions import check_bytes, codes, ods_cell, small_ods, small_xlsx, xlsx_cell

AREA = xlsx_cell("A2", "kent")
STRUCK, RAISED, LOWERED, WHITE_FONT = (
    "<strike/>",
    '<vertAlign val="superscript"/>',
    '<vertAlign val="subscript"/>',
    '<color rgb="FFFFFFFF"/>',
)
LOOKS = (
    f"<fonts><font/><font>{STRUCK}</font><font>{RAISED}</font><font>{WHITE_FONT}</font>"
    '<font><color theme="0"/></font><font><color indexed="9"/></font>'
    '<font><strike val="0"/><color rgb="FFFE0000"/></font></fonts>'
    '<fills><fill/><fill><patternFill patternType="solid"><fgColor rgb="FF1F3A5F"/></patternFill>'
    '</fill><fill><patternFill patternType="solid"><fgColor rgb="FFFF0000"/></patternFill></fill>'
    "</fills>"
)
XFS = "".join(
    f'<xf numFmtId="0" fontId="{font}" fillId="{fill}"/>'
    for font, fill in [(1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (3, 1), (6, 2), (6, 0)]
)
STRUCK_CELL, RAISED_CELL, WHITE, WHITE_THEME, WHITE_INDEX, ON_DARK, RED_ON_RED, RED = range(1, 9)


def in_xlsx(folder, cells, **options):
    return check_bytes(folder, small_xlsx(AREA + cells, **options), "w.xlsx")


def in_ods(folder, cells, **options):
    return check_bytes(folder, small_ods(ods_cell("kent") + cells, **options), "w.ods")


def runs(*parts):
    """A rich text of parts, each with its properties."""
    return "".join(
        f"<r>{f'<rPr>{properties}</rPr>' if properties else ''}<t>{text}</t></r>"
        for text, properties in parts
    )


RICH = [
    (runs(("1650", ""), ("1", RAISED)), ["F153"]),
    (runs(("1650", ""), ("1", LOWERED)), ["F153"]),
    (runs(("21000", STRUCK), ("22000", "")), ["F154"]),
    (runs(("21000", STRUCK), (" ", ""), ("22000", "")), ["F154"]),
    (runs(("1650", ""), ("1", WHITE_FONT)), ["F156"]),
    (runs(("1650", ""), ("9", '<vertAlign val="baseline"/>')), []),
    (runs(("1650", '<strike val="0"/>')), []),
    (runs(("1650", "<b/>"), ("9", "")), []),
    (runs(("1650", ""), (" ", RAISED)), ["F127"]),
    (runs(("a remark", ""), ("a", RAISED)), ["F155"]),
    (runs(("an old", STRUCK), (" remark", "")), ["F155"]),
    (runs(("a remark", ""), (" unseen", WHITE_FONT)), ["F146"]),
]


@pytest.mark.parametrize(("rich", "found"), RICH)
@pytest.mark.parametrize("shared", [True, False])
def test_rich_text_in_xlsx(tmp_path, rich, found, shared):
    if shared:
        reading = in_xlsx(tmp_path, '<c r="B2" t="s"><v>0</v></c>', shared=[rich])
    else:
        reading = in_xlsx(tmp_path, f'<c r="B2" t="inlineStr"><is>{rich}</is></c>')
    assert codes(reading) == found
    invalid = {"F153", "F154", "F156"} & set(found)
    assert bool(reading.tables[0].reported) == bool(invalid)


STYLED = [
    (STRUCK_CELL, "<v>66.1</v>", ["F154"]),
    (RAISED_CELL, "<v>66.1</v>", ["F153"]),
    (WHITE, "<v>66.1</v>", ["F156"]),
    (WHITE_THEME, "<v>66.1</v>", ["F156"]),
    (WHITE_INDEX, "<v>66.1</v>", ["F156"]),
    (ON_DARK, "<v>66.1</v>", []),
    (RED_ON_RED, "<v>66.1</v>", ["F156"]),
    (RED, "<v>66.1</v>", []),
]


@pytest.mark.parametrize(("style", "inside", "found"), STYLED)
def test_cell_styles_in_xlsx(tmp_path, style, inside, found):
    reading = in_xlsx(tmp_path, f'<c r="B2" s="{style}">{inside}</c>', looks=LOOKS, xfs=XFS)
    assert codes(reading) == found
    assert reading.tables[0].rows[0][1] == ("" if found == ["F156"] else "66.1")


def test_a_part_without_properties_looks_like_its_cell(tmp_path):
    cell = f'<c r="B2" s="{STRUCK_CELL}" t="s"><v>0</v></c>'
    rich = runs(("66", ""), (".1", "<b/>"))
    assert codes(in_xlsx(tmp_path, cell, shared=[rich], looks=LOOKS, xfs=XFS)) == ["F154"]
    rich = runs(("66", "<b/>"), (".1", "<b/>"))
    assert codes(in_xlsx(tmp_path, cell, shared=[rich], looks=LOOKS, xfs=XFS)) == []


def test_a_row_struck_out_is_one_error(tmp_path):
    row = "".join(
        f'<c r="{at}2" s="{STRUCK_CELL}" t="str"><v>{text}</v></c>'
        for at, text in zip("ABC", ("kent", "66.1", "per_1000_population"), strict=True)
    )
    reading = check_bytes(tmp_path, small_xlsx(row, looks=LOOKS, xfs=XFS), "w.xlsx")
    assert codes(reading) == ["F154"]
    (finding,) = reading.findings
    assert (finding.places[0].row, finding.places[0].letter) == (2, None)
    assert reading.tables[0].reported == {(0, 0), (0, 1), (0, 2)}


MASKS = [
    ('"[c]"', "3", "[c]"),
    ('[<5]"[c]";0', "3", "[c]"),
    ('[<100]"[c]";0.0', "66.1", "[c]"),
    ('[>=5]0;"[c]"', "3", "[c]"),
    ('0;0;"[c]"', "0", "[c]"),
    ('"<5"', "5", "<5"),
    ('"5 or fewer"', "5", "5 or fewer"),
    ('"[c1]"', "1", "[c1]"),
    ('0"+"', "70", "70+"),
    ('"c. "0', "70", "c. 70"),
    ("0[$k]", "3", "3k"),
    ('0.0" million"', "2.8", "2.8 million"),
    (";;;", "3", ""),
    ("0;;0", "-3", ""),
    ("0;-0;;@", "0", ""),
    ("[White]0", "3", ""),
    ("[Color2]0", "3", ""),
    ('"x"', "3", "x"),
    ("\\x", "3", "x"),
    ("*-", "3", "-"),
]
"""Formats that show something in place of the number."""

OTHERWISE = [
    ("0.0;0.0", "-66.1", "-66.1"),
    ('0"."0', "661", "661"),
    ('0"0"', "66", "66"),
    ("0.0%", "0.149", "0.149"),
    ("0%", "0.1493", "15%"),
    ("0.0,", "2812345", "2812.3"),
    ("0.0,,", "2800000", "2800000"),
    ("[h]:mm", "3", "72:00"),
    ("h:mm", "0.5", "12:00"),
]
"""Formats that show the number otherwise; its text is what is seen unless all its digits are."""

SAME = [
    ("General", "66.1"),
    ("0", "66.1"),
    ("#,##0.00", "2812345.678"),
    ("0.0E+00", "66.1"),
    ("##0.0E+0", "12345"),
    ("[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", "-1234.5"),
    ("#,##0 ;(#,##0)", "-5"),
    ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "0"),
    ("# ?/?", "1.5"),
    ("# ?/?", "0"),
    ("# ??/??", "66.1"),
    ("[Blue]0.0;[Red]-0.0", "-3.4"),
    ("[Red][<5]0;[Green]0", "3"),
    ("[<5][Red]0;0", "7"),
    ('0.0" per 1,000"', "66.1"),
    ('0.0"%"', "14.9"),
    ("\\+0.0;-0.0", "4.5"),
    ("@", "66.1"),
    ("000", "7"),
    ("0.0_ ", "7"),
]
"""Formats that show the number, rounded and grouped."""


@pytest.mark.parametrize(("code", "held", "view"), MASKS)
def test_masks(tmp_path, code, held, view):
    reading = in_xlsx(tmp_path, f'<c r="B2" s="1"><v>{held}</v></c>', formats=[code])
    assert codes(reading) == ["F156"]
    assert reading.tables[0].rows == (("kent", view, ""),)
    assert reading.tables[0].reported == {(0, 1)}
    (finding,) = reading.findings
    assert finding.places[0].text == view


@pytest.mark.parametrize(("code", "held", "text"), OTHERWISE)
def test_shown_otherwise(tmp_path, code, held, text):
    reading = in_xlsx(tmp_path, f'<c r="B2" s="1"><v>{held}</v></c>', formats=[code])
    assert codes(reading) == ["F149"]
    assert reading.tables[0].rows == (("kent", text, ""),)


@pytest.mark.parametrize(("code", "held"), SAME)
def test_shown_as_held(tmp_path, code, held):
    reading = in_xlsx(tmp_path, f'<c r="B2" s="1"><v>{held}</v></c>', formats=[code])
    assert not reading.findings
    assert reading.tables[0].rows == (("kent", held, ""),)


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("0;0;0;", "66.1", ["F156"]),
        (";;;", "kent", ["F149"]),
        ('0;0;0;"[c]"', "66.1", ["F156"]),
        ('0;0;0;@"*"', "66.1", ["F156"]),
        ("0;0;0;@", "66.1", []),
        ("0;@", "66.1", []),
        ("0", "66.1", []),
    ],
)
def test_formats_of_texts(tmp_path, code, text, found):
    cell = f'<c r="B2" s="1" t="str"><v>{text}</v></c>'
    assert codes(in_xlsx(tmp_path, cell, formats=[code])) == found


def conditional(kind, *formulas, area="B2:B9", operator="lessThan"):
    inside = "".join(f"<formula>{formula}</formula>" for formula in formulas)
    return (
        f'<conditionalFormatting sqref="{area}"><cfRule type="{kind}" dxfId="0" priority="1" '
        f'operator="{operator}">{inside}</cfRule></conditionalFormatting>'
    )


MASK = '<dxfs><dxf><numFmt numFmtId="170" formatCode="&quot;[c]&quot;"/></dxf></dxfs>'
CONDITIONS = [
    (conditional("cellIs", "5"), ["F156"]),
    (conditional("cellIs", "2"), []),
    (conditional("cellIs", "5", operator="greaterThan"), []),
    (conditional("cellIs", "1", "5", operator="between"), ["F156"]),
    (conditional("cellIs", "1", "5", operator="notBetween"), []),
    (conditional("cellIs", "3", operator="equal"), ["F156"]),
    (conditional("cellIs", "$Z$1"), ["F156"]),
    (conditional("expression", "B2&lt;5"), ["F156"]),
    (conditional("expression", "$B2&lt;2"), []),
    (conditional("expression", "C2&lt;2"), ["F156"]),
    (conditional("cellIs", "5", area="C2:C9"), []),
    (conditional("cellIs", "5", area="C2:C9 B1:B2"), ["F156"]),
    (conditional("top10"), ["F156"]),
]


@pytest.mark.parametrize(("after", "found"), CONDITIONS)
def test_conditional_formats(tmp_path, after, found):
    reading = in_xlsx(tmp_path, '<c r="B2"><v>3</v></c>', after=after, looks=MASK)
    assert codes(reading) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (f"<font>{STRUCK}</font>", ["F154"]),
        (f"<font>{WHITE_FONT}</font>", ["F156"]),
        (
            (
                f'<font>{WHITE_FONT}</font><fill><patternFill><bgColor rgb="FFC00000"/></patternFill>'
                "</fill>"
            ),
            [],
        ),
        ('<font><color rgb="FF9C0006"/></font>', []),
        ('<fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill>', []),
        ('<numFmt numFmtId="2" formatCode="0.00"/>', []),
    ],
)
def test_what_conditional_formats_change(tmp_path, change, found):
    looks = f"<dxfs><dxf>{change}</dxf></dxfs>"
    after = conditional("cellIs", "5")
    assert codes(in_xlsx(tmp_path, '<c r="B2"><v>3</v></c>', after=after, looks=looks)) == found


def test_too_many_conditional_formats(tmp_path):
    after = conditional("cellIs", "5", area=" ".join(["B2"] * 1001))
    reading = in_xlsx(tmp_path, '<c r="B2"><v>3</v></c>', after=after, looks=MASK)
    assert codes(reading) == ["F140"]


def number(held, view, style="", kind="float"):
    text = "" if view is None else f"<text:p>{view}</text:p>"
    named = f'table:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell {named} office:value-type="{kind}" office:value="{held}">{text}'
        "</table:table-cell>"
    )


def style(name, text="", cell="", family="table-cell", more=""):
    return (
        f'<style:style style:name="{name}" style:family="{family}" {more}>'
        f"<style:text-properties {text}/><style:table-cell-properties {cell}/></style:style>"
    )


ODS_STYLES = (
    style("struck", 'style:text-line-through-style="solid"')
    + style("heir", more='style:parent-style-name="struck"')
    + style(
        "stands", 'style:text-line-through-style="none"', more='style:parent-style-name="struck"'
    )
    + style("white", 'fo:color="#ffffff"')
    + style("dark", 'fo:color="#ffffff"', 'fo:background-color="#1f3a5f"')
    + style("up", 'style:text-position="super 58%"', family="text")
    + style("down", 'style:text-position="-33% 58%"', family="text")
    + style("level", 'style:text-position="0% 100%"', family="text")
    + style("out", 'style:text-line-through-type="single"', family="text")
    + '<number:number-style style:name="N1"><style:text-properties fo:color="#ffffff"/>'
    '<number:number number:decimal-places="0"/></number:number-style>'
    + style("pale", more='style:data-style-name="N1"')
    + style("loop", more='style:parent-style-name="loop"')
)


def spans(inside):
    return (
        f'<table:table-cell office:value-type="string"><text:p>{inside}</text:p></table:table-cell>'
    )


IN_ODS = [
    (number("66.1", "[c]"), ["F156"], "[c]"),
    (number("66.1", "661"), ["F149"], "66.1"),
    (number("-66.1", "66.1"), ["F149"], "-66.1"),
    (number("66.1", ""), ["F156"], ""),
    (number("0", ""), ["F156"], ""),
    (number("0", "-"), [], "0"),
    (number("66.1", "66,1"), [], "66.1"),
    (number("66.1", "66.1 €"), [], "66.1"),
    (number("-5", "(5)"), [], "-5"),
    (number("1.5", "1 1/2"), [], "1.5"),
    (number("2812345", "28,12,345"), [], "2812345"),
    (number("2812345", "2\u202f812\u202f345"), [], "2812345"),
    (number("0.8", "80%", kind="percentage"), ["F149"], "0.8"),
    (number("0.1493", "15%", kind="percentage"), ["F149"], "15%"),
    (number("66.1", None), [], "66.1"),
    (number("66.1", None, "pale"), ["F156"], ""),
    (number("66.1", "66", "pale"), ["F156"], ""),
    (number("66.1", "66.1", "struck"), ["F154"], "66.1"),
    (number("66.1", "66.1", "heir"), ["F154"], "66.1"),
    (number("66.1", "66.1", "stands"), [], "66.1"),
    (number("66.1", "66.1", "white"), ["F156"], ""),
    (number("66.1", "66.1", "dark"), [], "66.1"),
    (number("66.1", "66.1", "loop"), [], "66.1"),
    (spans('1650<text:span text:style-name="up">1</text:span>'), ["F153"], "16501"),
    (spans('1650<text:span text:style-name="down">1</text:span>'), ["F153"], "16501"),
    (spans('1650<text:span text:style-name="level">1</text:span>'), [], "16501"),
    (spans('<text:span text:style-name="out">21</text:span>22'), ["F154"], "2122"),
    (
        spans('a<text:span text:style-name="up"><text:span>b</text:span></text:span>'),
        ["F155"],
        "ab",
    ),
    (
        (
            '<table:table-cell office:value-type="string" office:string-value="66.1"><text:p>[c]'
            "</text:p></table:table-cell>"
        ),
        ["F156"],
        "[c]",
    ),
    (
        (
            '<table:table-cell office:value-type="string" office:string-value="kent"><text:p>surrey'
            "</text:p></table:table-cell>"
        ),
        ["F149"],
        "surrey",
    ),
]


@pytest.mark.parametrize(("cell", "found", "text"), IN_ODS)
def test_in_ods(tmp_path, cell, found, text):
    reading = in_ods(tmp_path, cell, styles=ODS_STYLES)
    assert codes(reading) == found
    assert reading.tables[0].rows == (("kent", text, ""),)


def test_styles_of_rows_and_columns_in_ods(tmp_path):
    columns = (
        '<table:table-column/><table:table-column table:default-cell-style-name="struck" '
        'table:number-columns-repeated="2"/>'
    )
    cell = number("66.1", "66.1")
    reading = in_ods(tmp_path, cell, styles=ODS_STYLES, columns=columns)
    assert codes(reading) == ["F154", "F155"]
    row = 'table:default-cell-style-name="stands"'
    reading = in_ods(tmp_path, cell, styles=ODS_STYLES, columns=columns, row=row)
    assert codes(reading) == ["F155"]

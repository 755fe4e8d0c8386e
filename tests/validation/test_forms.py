"""A form as it comes back: read into the tables, every finding at its cell, what one sees may be typed."""

from __future__ import annotations

import csv
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import peel_data as peel
from peel_data.figures.form_lines import form_lines
from peel_data.findings import Severity
from peel_data.readers.numbers import NumberProblem, canonical_number
from peel_data.schema import form
from peel_data.template.plan import make_plan
from peel_data.template.writing import write, write_form
from peel_data.validation import shorthand
from peel_data.validation.form.answers import SYMBOLS, status_of, understand
from support.filling import fill_workbook
from support.forms import AREA, filled, judge, line_id, send_text, send_workbook
from support.synthetic import EDITION

LINES = {line.id: line for line in form_lines(EDITION, AREA)}
SATISFACTION = "victim_satisfaction"
INCIDENTS = "anti_social_behaviour_incidents"
RATE_OF_CHARGES = "charged_summonsed:2016-06-30:rate"
BURGLARY = "crime_rates:peel-effectiveness-2016:northamptonshire:burglary_in_a_dwelling"
SENDERS = {"xlsx": send_workbook, "csv": send_text}


def errors(report):
    return [finding for finding in report.findings if finding.severity is Severity.ERROR]


def codes(report):
    return sorted(finding.code for finding in report.findings)


@pytest.fixture(params=SENDERS)
def send(request, tmp_path):
    return lambda changes=None, **more: judge(
        SENDERS[request.param](tmp_path / f"form.{request.param}", changes, **more)
    )


def test_a_form_filled_in_is_as_good_as_the_tables(tmp_path):
    path = tmp_path / "tables.xlsx"
    write(make_plan(EDITION, AREA), path, "xlsx")
    fill_workbook(path)
    by_tables = peel.validate(path)
    by_form = peel.validate(send_workbook(tmp_path / "form.xlsx"))
    assert by_tables.ok
    assert not by_form.findings
    assert (by_form.asked, by_form.given) == (38, 38)
    read = {count.table: count.read for count in by_tables.counts if count.read}
    assert {count.table: count.accepted for count in by_form.counts} == read


def test_a_form_filled_in_is_sound(send):
    assert codes(send()) == []


@pytest.mark.parametrize("style", ["xlsx", "ods", "csv"])
def test_what_is_missing_is_said_once(tmp_path, style):
    path = tmp_path / f"kent.{style}"
    write_form(EDITION, "kent", path, style)
    (finding,) = judge(path).findings
    assert finding.code == "R301"
    assert finding.message.startswith("38 figures are missing: Calls for assistance, 12 months to")
    assert len(finding.places) == 38


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("83.5%", "83.5"), ("83.5 %", "83.5"), (" 83.5\u00a0", "83.5"), ("83,5", "83.5"),
        ("83.5 [p]", "83.5"),
    ],
)  # fmt: skip
def test_what_one_sees_one_may_type(send, typed, meant):
    report = send({SATISFACTION: typed})
    assert not errors(report)
    if typed.strip() != meant:
        (note,) = report.findings
        assert note.code == "F182"
        assert note.message.endswith(f"is read as {meant}.")


@pytest.mark.parametrize("typed", ["31,437", "31 437", "31\u00a0437", "31'437", "31\u202f437"])
def test_thousands_may_be_separated(send, typed):
    report = send({INCIDENTS: typed})
    assert codes(report) == ["F182"]
    assert "is read as 31437." in report.findings[0].message


@pytest.mark.parametrize("typed", ["-", "31.437", "31,43", "about 31437", "£31437", "[e]", "O"])
def test_what_is_not_certain_is_not_taken(send, typed):
    report = send({INCIDENTS: typed})
    (finding,) = errors(report)
    assert finding.places[0].column == form.FIGURE
    assert finding.places[0].text == typed


@pytest.mark.parametrize(
    "given",
    [None, "-", "see notes", "[b]", {form.STATUS: "Suppressed"}, {form.STATUS: "Not supplied"}],
)
def test_statuses_are_called_what_the_form_offers(send, given):
    report = send({SATISFACTION: given})
    found = errors(report)
    said = [text for f in found for text in (f.message, f.expected, *f.hints) if "status" in text]
    assert said
    assert not any("not_" in text or "status to suppressed" in text for text in said)


@pytest.mark.parametrize("symbol", [*SYMBOLS, "[X]", "N/A", "…", "[low]"])
def test_symbols_of_government_statistics(send, symbol):
    report = send({SATISFACTION: symbol})
    note = next(finding for finding in report.findings if finding.code == "F182")
    assert f"“{symbol}” is read as" in note.message
    if symbol != "[low]":
        assert not errors(report)
        assert report.given == 37


def test_a_percentage_that_a_cell_shows(tmp_path):
    path = send_workbook(tmp_path / "form.xlsx")
    book = load_workbook(path)
    sheet = book[form.SHEET]
    row = next(r for r in range(6, sheet.max_row + 1) if SATISFACTION in sheet.cell(r, 11).value)
    sheet.cell(row, 6).value, sheet.cell(row, 6).number_format = 0.841, "0.0%"
    book.save(path)
    (note,) = judge(path).findings
    assert (note.code, note.message) == ("F182", "“84.1%” is read as 84.1.")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Not supplied", "not_supplied"),
        ("not_supplied", "not_supplied"),
        (" SUPPRESSED ", "suppressed"),
    ],
)
def test_a_status_in_words_or_as_its_id(send, words, status):
    assert status_of(words) == status
    report = send({SATISFACTION: {form.FIGURE: None, form.STATUS: words}})
    assert codes(report) == ["V703"]


def test_a_status_that_the_form_does_not_offer(send):
    (finding,) = errors(send({SATISFACTION: {form.STATUS: "Not suplied"}}))
    assert finding.code == "F183"
    assert finding.hints == ("Did you mean Not supplied?",)


def test_each_status_that_is_not_offered_is_a_finding_of_its_own(send):
    """Two that are near to none, so that neither has a hint; and what was typed stands in no pattern."""
    changes = {SATISFACTION: {form.STATUS: "{n} {zzz"}, INCIDENTS: {form.STATUS: "qqqq"}}
    found = errors(send(changes))
    assert [finding.code for finding in found] == ["F183", "F183"]
    assert {finding.message for finding in found} == {
        "“{n} {zzz” is not a status of the form.",
        "“qqqq” is not a status of the form.",
    }


def test_decimals_are_not_the_officers_to_change(send):
    changes = {
        f"crime_rates:{EDITION}:{AREA}:{kind}:2016": {form.DECIMALS: str(n)}
        for n, kind in enumerate(
            ["victim_based", "sexual_offences", "burglary_in_a_dwelling"], start=2
        )
    }
    report = send(changes)
    (finding,) = report.findings
    assert (finding.code, len(finding.places)) == ("F180", 3)
    assert finding.places[0].column == form.DECIMALS


@pytest.mark.parametrize("given", ["", "crime_rates:x", "total"])
def test_ids_are_not_to_be_changed(send, given):
    report = send({SATISFACTION: {form.ID: given}})
    expected = "F180" if given else "F181"
    assert errors(report)[0].code == expected


def test_a_line_that_stands_twice(tmp_path):
    path = send_text(tmp_path / "form.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]), encoding="utf-8")
    (finding,) = errors(judge(path))
    assert (finding.code, finding.message) == (
        "F181",
        "The line is in the form twice; only the first is read.",
    )


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (["", "Completed by J Smith, 12/05/2017"], []),
        (["", "Total", "", "", "", "99,123"], ["F181"]),
    ],
)
def test_what_stands_below_the_form(tmp_path, below, expected):
    path = send_text(tmp_path / "form.csv")
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow([*below, *[""] * (len(form.COLUMNS) - len(below))])
    assert codes(judge(path)) == expected


def test_remarks_are_left_aside(send):
    report = send({SATISFACTION: {form.REMARK: "a new survey"}})
    assert report.ok
    assert any("remarks" in part.what for part in report.ignored)


def test_checks_are_never_believed(tmp_path):
    """The column Check and the line at the top may say anything."""
    path = send_workbook(tmp_path / "form.xlsx")
    book = load_workbook(path)
    sheet = book[form.SHEET]
    for row in range(6, sheet.max_row + 1):
        sheet.cell(row, 9).value = "=HYPERLINK(1)" if row % 2 else "Fine \u200b"
    sheet["A3"] = "#REF!"
    book.save(path)
    assert not judge(path).findings


def test_numbers_behind_the_rates_become_crime_numbers(send):
    report = send({f"crime_numbers:{EDITION}:{AREA}:all": "48,450", "population:": "720,000"})
    assert not errors(report)
    assert {count.table: count.accepted for count in report.counts}["crime_numbers"] == 1


def test_the_population_is_held_against_the_rates(send):
    report = send({"population:": "728000"})
    found = errors(report)
    assert {finding.code for finding in found} == {"A503"}
    assert "31,437 among 728,000 residents is 43.2" in found[0].message
    assert "1 more rate does not fit the 728,000 residents either" in found[0].message
    assert [place.column for place in found[0].places] == [form.FIGURE] * 5
    assert found[0].places[0].text == "728000"


def test_a_number_that_fits_neither_rate_nor_residents_is_said_once(send):
    crimes = f"crime_numbers:{EDITION}:{AREA}"
    report = send({f"{crimes}:all": "48450", f"{crimes}:sexual": "1500", "population:": "720000"})
    (finding,) = errors(report)
    assert (finding.code, finding.places[0].text) == ("A503", "1500")


@pytest.mark.parametrize("typed", ["0", "-5", "many", "722.1"])
def test_a_population_is_a_whole_number(send, typed):
    report = send({"population:": typed})
    assert len(errors(report)) == 1


@pytest.mark.parametrize("part", [":rate", ":number"])
def test_number_and_rate_of_an_outcome_stand_on_lines_of_their_own(send, part):
    report = send({f"charged_summonsed:2016-06-30{part}": "99999"})
    rows = {place.row for place in errors(report)[0].places}
    row = list(LINES).index(line_id(f"charged_summonsed:2016-06-30{part}"))
    assert rows & {row + 2, row + 6}


def test_a_form_in_a_sheet_of_any_name_and_in_a_zip(tmp_path):
    path = send_workbook(tmp_path / "form.xlsx")
    book = load_workbook(path)
    book[form.SHEET].title = "Blatt 1"
    book.create_sheet("Notes").append(["a remark"])
    book.save(path)
    assert not judge(path).findings
    with zipfile.ZipFile(tmp_path / "form.zip", "w") as archive:
        archive.write(path, "form.xlsx")
    assert not judge(tmp_path / "form.zip").findings


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_the_sheet_saved_with_another_delimiter_is_one_finding(tmp_path, delimiter):
    book = load_workbook(send_workbook(tmp_path / "form.xlsx"))
    path = tmp_path / "form.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(
            book[form.SHEET].iter_rows(values_only=True)
        )
    (finding,) = judge(path).findings
    assert finding.code == "F125"


def test_semicolons_are_one_finding(tmp_path):
    path = send_text(tmp_path / "form.csv")
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    assert codes(judge(path)) == ["F125"]


def test_the_table_figures_of_a_release_is_no_form(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("figure_id,value,decimals\nx,1,0\n", encoding="utf-8")
    assert "F182" not in codes(judge(path))


NUMBERS = st.decimals(-10_000_000, 10_000_000, places=1).map(str)


@given(st.text(max_size=12) | NUMBERS, st.sampled_from(sorted(LINES)))
def test_what_is_understood_is_a_number_or_nothing(text, key):
    line = LINES[key]
    answer = understand(text, line)
    assert answer.value == text or answer.note
    if answer.note:
        again = understand(answer.value, line)
        assert (again.value, again.note) == (answer.value, "")


@given(st.integers(0, 99_999_999), st.sampled_from([",", " ", "'"]))
def test_separated_thousands_are_what_they_say(number, separator):
    line = LINES[line_id(INCIDENTS)]
    text = f"{number:,}".replace(",", separator)
    assert understand(text, line).value == str(number)


def test_every_invented_figure_is_on_a_line():
    assert set(filled()) == {key for key, line in LINES.items() if line.table and not line.optional}


TYPED = st.one_of(
    st.decimals(-1_000_000, 1_000_000, places=2).map("{:,}".format),
    st.from_regex(r"[-+£(]?[0-9]{1,6}[.,' ]?[0-9]{0,3}[)%]?", fullmatch=True),
    st.sampled_from(list(shorthand.MEANINGS)),
)


@given(TYPED, st.sampled_from(sorted(LINES)))
def test_a_hint_can_be_followed(text, key):
    """What a hint says to write is a number, and a status that it names is one of the form."""
    number = canonical_number(text)
    if isinstance(number, NumberProblem) and number.suggestion:
        meant = understand(number.suggestion, LINES[key])
        assert not isinstance(canonical_number(meant.value), NumberProblem)
        assert not meant.note
    for hint in shorthand.shorthand_hints(text):
        for status in re.findall(r"set the status to (\w+)", hint):
            assert status_of(status) == status


def test_a_line_is_judged_though_the_other_of_its_pair_cannot_be_read(send):
    pair = "taken_into_consideration:2016-06-30"
    report = send({f"{pair}:number": "-425", f"{pair}:rate": "approx"})
    assert {finding.code for finding in errors(report)} == {"R305", "S204"}
    assert any("only a change can be negative" in f.message.casefold() for f in errors(report))


@pytest.mark.parametrize("declared", [False, True])
def test_a_published_figure_changed_in_its_last_place_is_a_revision(tmp_path, declared):
    """Their roundings touch at 65.65, and they are two numbers all the same."""
    line = line_id(f"crime_rates:{EDITION}:{AREA}:all_excluding_fraud:2015")
    send_text(tmp_path / "form.csv", {line: "65.6"})
    if declared:
        (tmp_path / "revisions.csv").write_text(
            "figure_id,release,old_value,new_value,reason\n"
            f"{line},1.2.0,65.7,65.6,counted again after an audit of the records\n",
            encoding="utf-8",
        )
    found = [f for f in judge(tmp_path).findings if f.severity is not Severity.INFO]
    assert [(f.code, f.severity) for f in found] == ([] if declared else [("C601", Severity.ERROR)])
    assert all("published as 65.7" in f.message for f in found)


def test_errors_of_a_form_are_told_as_one_reads_it(send):
    """Whatever table a line belongs to: row after row."""
    slips = {"calls_for_assistance": "", BURGLARY: "approx 8.1", RATE_OF_CHARGES: "31.4"}
    rows = [finding.places[0].row for finding in errors(send(slips))]
    assert len(rows) == 3
    assert rows == sorted(rows)


def test_a_figure_that_says_there_is_none_is_where_its_status_is_told(send):
    report = send({"victim_satisfaction": "n/a"})
    (declared,) = [finding for finding in report.findings if finding.code == "V703"]
    assert [(place.column, place.text) for place in declared.places] == [(form.FIGURE, "n/a")]


def test_letters_beside_a_number_are_sent_to_the_remark(send):
    (finding,) = errors(send({BURGLARY: "approx 8.1"}))
    assert finding.hints == ("Write the number alone. A remark goes into the column Remark.",)

"""What the report says, and does not: one cause, one finding; counts, selection, exit codes."""

import pytest

import peel_data as peel
from peel_data.errors import InvalidArgument
from support.dataset import scene
from support.planted import codes, planted
from support.run import adds_up, installed, judge, weighty
from support.writers import FORMATS, csv_folder


def test_a_slip_down_a_column_is_told_once(judged):
    (finding,) = weighty(judged(planted("every date with slashes")))
    rows = len(scene("2016").tables["crime_outcomes"].rows)
    assert len(finding.places) == rows
    assert finding.message.startswith("In 36 rows: “30/06/2016”")


def test_few_different_slips_are_told_one_by_one(judged):
    made = scene("2016")
    for kind, text in (
        ("sexual_offences", "1,9"),
        ("victim_based", "5 6.0"),
        (("assault_with_injury"), "7.5%"),
    ):
        made.put("crime_rates", "value", text, crime_type=kind)
    report = judged(made)
    assert codes(report) == ["S204"] * 3
    assert len({finding.hints for finding in weighty(report)}) == 3


def test_what_follows_from_a_slip_is_skipped_and_said(judged):
    report = judged(planted("a reprint with its point moved"))
    assert codes(report) == ["C601"]
    assert {"C603"} <= {skipped.code for skipped in report.skipped}
    assert any(
        skipped.reason.startswith("C601 speaks of ") and ", row " in skipped.reason
        for skipped in report.skipped
    )


def test_a_missing_column_skips_its_table(judged):
    report = judged(planted("the column of areas deleted"))
    skipped = {each.code: each.reason for each in report.skipped}
    assert "victim_satisfaction lacks a column that every row needs" in skipped["S203"]
    assert {"R301", "K401", "A503", "C603", "V701"} <= skipped.keys()
    (count,) = (count for count in report.counts if count.table == "victim_satisfaction")
    assert (count.read, count.accepted, count.rejected) == (4, 0, 4)


def test_rejected_rows_skip_what_computes_with_them(judged):
    report = judged(planted("a comma for thousands"))
    skipped = {each.code: each.reason for each in report.skipped}
    assert skipped["A503"] == "1 rejected row of anti_social_behaviour_incidents took no part"
    assert "S204" not in skipped


def test_missing_rows_are_still_told_beside_rejected_ones(judged):
    made = planted("a comma for the point")
    made.drop("crime_rates", crime_type="victim_based")
    made.drop("crime_rates", crime_type="assault_with_injury", area="kent")
    assert sorted(codes(judged(made))) == ["S204", "V701", "V701"]


def test_a_mistyped_area_is_asked_about(judged):
    made = scene("2016")
    made.put("calls_for_assistance", "area", "surrey", area="kent")
    report = judged(made)
    assert set(codes(report)) == {"V701"}
    mine = next(f for f in weighty(report) if "Surrey" in f.message and len(f.places) == 1)
    assert mine.places[0].column == "area"
    assert "Is the area of this row right?" in mine.hints


def test_whole_tables_that_are_missing_are_told_in_one_sentence(judged):
    made = scene("2016")
    for name in ("victim_satisfaction", "calls_for_assistance"):
        made.drop(name, area="kent")
    (finding,) = weighty(judged(made))
    assert finding.message == (
        "For Kent Police, 2 figures that PEEL: Police effectiveness 2016 asks for are missing: there is "
        "nothing of calls for assistance, victim satisfaction."
    )
    assert finding.expected == "rows with the figures, or rows that say not_supplied"
    assert (finding.subject, finding.table) == ("peel-effectiveness-2016:kent", None)
    assert (finding.places, finding.hints) == ((), ())
    made.tables["calls_for_assistance"] = scene("2016").tables["calls_for_assistance"]
    (finding,) = weighty(judged(made))
    assert finding.message.startswith(
        "For Kent Police, 1 figure that PEEL: Police effectiveness 2016 asks for is"
    )
    assert finding.table == "victim_satisfaction"


@pytest.mark.parametrize(("rows", "words"), [(1, "this row"), (3, "these rows"), (4, "")])
def test_an_area_of_few_rows_may_be_mistyped(judged, rows, words):
    made = scene("2016")
    sheet = made.tables["crime_outcomes"]
    for row in [row for row in sheet.rows if row[1] == "kent"][:rows]:
        sheet.rows.append(["surrey" if cell == "kent" else cell for cell in row])
    finding = next(f for f in weighty(judged(made)) if "are missing: there" in f.message)
    there = f"are only {words}" if rows == 3 else f"is {f'only {words}' if words else 'nothing of'}"
    assert f"missing: there {there}" in finding.message
    assert [place.text for place in finding.places] == (["surrey"] * rows if words else [])
    assert finding.hints == ((f"Is the area of {words} right?",) if words else ())


def test_a_mistyped_month_is_another_row(judged):
    """Only where nothing but the year differs is a row taken for the one that is missing."""
    made = scene("2016")
    made.put("victim_satisfaction", "period_start", "2015-07-01")
    made.put("victim_satisfaction", "period_end", "2016-06-30")
    assert sorted(codes(judged(made))) == ["V701", "V704"]


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        (
            "a revision of a figure nobody published",
            (
                "“crime_rates:peel-effectiveness-2015:northants:sexual_offences:2015-06-30” is not "
                f"published in release {installed().version}. Did you mean "
                "crime_rates:peel-effectiveness-2015:northamptonshire:sexual_offences:2015-06-30?"
            ),
        ),
        ("a revision of another old value", "The old value 11.4 is not the published one, 11.5."),
        ("a revision to another new value", "The new value 11.8 is not the one given, 11.9."),
        ("a revision without a new value", "The new value (empty) is not the one given, 11.9."),
    ],
)
def test_revisions_say_what_does_not_fit(judged, kind, message):
    (finding,) = weighty(judged(planted(kind)))
    assert finding.message == message


def test_a_revision_of_what_is_not_given(judged):
    made = scene("2016")
    figure = "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"
    made.add(
        "revisions", {"figure_id": figure, "old_value": "83.5", "new_value": "84", "reason": "x"}
    )
    (finding,) = weighty(judged(made))
    assert finding.message == "The new value 84 is given nowhere in the submission."
    made.tables["revisions"].put(0, "old_value", "")
    (finding,) = weighty(judged(made))
    assert finding.message == "The old value (empty) is not the published one, 83.5."


def test_tables_of_the_steward_are_ignored_and_counted(judged):
    made = scene("2016")
    areas = [list(record.values()) for record in installed().tables["areas"]]
    made.tables["areas"] = type(made.tables["crime_rates"])(
        list(installed().tables["areas"][0]), areas
    )
    report = judged(made)
    (count,) = (count for count in report.counts if count.table == "areas")
    assert (count.read, count.accepted, count.ignored) == (len(areas), 0, len(areas))
    assert any("kept by the steward" in part.reason for part in report.ignored)
    assert adds_up(report)
    assert report.ok


@pytest.mark.parametrize("given", [{"select": ["Z"]}, {"ignore": ["S999"]}, {"select": [""]}])
def test_unknown_codes_are_refused(judged, given):
    with pytest.raises(InvalidArgument, match="There is no rule or family"):
        judged(scene("2016"), **given)


@pytest.mark.parametrize(
    "given", ["S209", "s209", " S209 ,V", ["S209", "V"], ("s2", "V"), iter(["S209", "V"])]
)
def test_codes_are_given_as_a_list_or_as_one_text(given):
    frame = peel.crime_rates.to_pandas(categories="occurring")
    report = peel.validate({"crime_rates": frame}, select=["S", "V"], ignore=given)
    assert not any(finding.code == "S209" for finding in report.findings)
    assert peel.validate(
        {"crime_rates": frame}, select="S209"
    ).findings  # not every rule of S, 2, 0, 9


def test_codes_are_selected_and_ignored_by_prefix(judged):
    made = planted("a comma for the point")
    made.put("calls_for_assistance", "value", "7480")
    assert codes(judged(made, select=["S"])) == ["S204"]
    assert codes(judged(made, ignore=["S2"])) == ["C603"]
    assert codes(judged(made, select=["S", "C"], ignore=["C603"])) == ["S204"]


def test_strict_lets_warnings_count(judged):
    made = planted("ten times the calls")
    assert judged(made).ok
    assert not judged(made, strict=True).ok


def test_exit_codes(run, tmp_path):
    good = csv_folder(scene("2016").tables, tmp_path / "good")
    bad = csv_folder(planted("a comma for the point").tables, tmp_path / "bad")
    odd = csv_folder(planted("ten times the calls").tables, tmp_path / "odd")
    assert run("validate", str(good)).code == 0
    assert run("validate", str(bad)).code == 1
    assert run("validate", str(odd)).code == 0
    assert run("validate", str(odd), "--strict").code == 1
    missing = run("validate", str(tmp_path / "nothing"))
    assert (missing.code, missing.out) == (2, "")
    wrong = run("validate", str(good), "--select", "S9")
    assert wrong.code == 2
    assert "There is no rule or family 'S9'" in wrong.err


def test_one_row_with_another_area_is_one_finding_for_that_area(judged):
    made = scene("2016")
    made.put("crime_rates", "area", "surrey", area="kent", crime_type="assault_with_injury")
    missing = [f.message.split(":")[0] for f in weighty(judged(made)) if "Surrey" in f.message]
    assert missing == ["For Surrey Police, 28 figures that PEEL"]


def test_rows_that_are_all_rejected_still_name_edition_and_area(judged):
    made = scene("2016")
    made.tables = {"victim_satisfaction": made.tables["victim_satisfaction"]}
    made.put("victim_satisfaction", "value", "", area="kent")
    made.tables["victim_satisfaction"].rows[:] = [
        row for row in made.tables["victim_satisfaction"].rows if "kent" in row
    ]
    report = judged(made)
    assert (report.editions, report.areas) == (("peel-effectiveness-2016",), ("kent",))


def test_a_mistyped_area_is_not_named_as_one(judged):
    made = scene("2016")
    made.put("victim_satisfaction", "area", "Kent", area="kent")
    assert "Kent" not in judged(made).areas


def test_what_may_stand_in_an_unread_file_is_not_missed(tmp_path):
    """A note that is referred to may be in the file of notes that nobody could read."""
    made = scene("2016")
    made.put("crime_rates", "notes", "a-new-system", area="kent")
    folder = csv_folder(made.tables, tmp_path / "submission")
    (folder / "notes.csv").write_bytes(b"id,publication,locator,text\n\xff")
    report = judge(folder)
    assert codes(report) == ["F120"]
    assert "K402" in {skipped.code for skipped in report.skipped}


@pytest.mark.parametrize("style", FORMATS)
def test_a_sheet_that_cannot_be_read_leaves_checks_undone(tmp_path, style):
    """One sheet without its header is one finding, and the report says what it keeps from being checked."""
    made = scene("2016")
    sheet = made.tables["victim_satisfaction"]
    sheet.header, sheet.rows = [",".join(sheet.header)], [[",".join(row)] for row in sheet.rows]
    report = judge(FORMATS[style](made.tables, tmp_path / "submission"))
    (finding,) = weighty(report)
    assert (finding.code, finding.table) == ("F130", "victim_satisfaction")
    assert "All names are in one cell" in finding.hints[0]
    skipped = {each.code: each.reason for each in report.skipped}
    assert skipped["V701"] == "a file or sheet of victim_satisfaction could not be read"


def test_a_file_of_no_table_leaves_checks_undone(tmp_path):
    folder = csv_folder(scene("2016").tables, tmp_path / "submission")
    (folder / "victim_satisfaction.csv").rename(folder / "satisfaction of victims.csv")
    report = judge(folder)
    assert codes(report) == ["F104"]
    skipped = {each.code: each.reason for each in report.skipped}
    assert skipped["V701"] == "a file or sheet of no known table could not be read"


@pytest.mark.parametrize(
    ("table", "column", "text", "hint"),
    [
        ("domestic_abuse_shares", "value", "0.112", "Did you mean 11.2?"),
        ("crime_rates", "value", "0.112", "Rounded to its precision"),
        ("crime_rates", "value", "n/a", "set the status to not_supplied"),
        ("crime_rates", "value", "", "Fill in the figure"),
        ("crime_rates", "notes", "A new system.", "whose name begins with Notes"),
    ],
)
def test_the_first_hint_is_what_to_do(judged, table, column, text, hint):
    made = scene("2016")
    made.put(table, column, text, area="kent")
    (finding,) = weighty(judged(made))
    assert hint in finding.hints[0]


def test_a_citation_of_a_rejected_row_is_no_second_finding(judged):
    made = scene("2016")
    made.put("crime_rates", "value", "1.9%", area="kent", crime_type="sexual_offences")
    figure = "crime_rates:peel-effectiveness-2016:kent:sexual_offences:2016-06-30"
    cited = {"figure_id": figure, "publication": "peel-effectiveness-2015-northamptonshire"}
    cited |= {"locator": "Figure 2", "printed": "1.9", "occurrence": "1"}
    made.add("citations", cited | {"printed_value": "1.9", "printed_decimals": "1"})
    assert codes(judged(made)) == ["S204"]

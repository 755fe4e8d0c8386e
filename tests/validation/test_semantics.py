"""What the report says, and does not, at the boundaries of the rules."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest
from corruptor import SLIPS
from invented import submission
from judging import adds_up, installed, judge, judge_slip, weighty
from scene import scene
from writers import csv_folder, frames

import peel_data as peel
from peel_data.errors import InvalidArgument, SubmissionError
from peel_data.validation.hints import likely_slips, slips
from peel_data.validation.run import Options


@pytest.fixture
def judged(tmp_path):
    """Validate a scene."""

    def run(made, **options):
        tables = getattr(made, "tables", made)
        count = len(list(tmp_path.iterdir()))
        return judge(csv_folder(tables, tmp_path / str(count)), options=Options(**options))

    return run


def planted(kind):
    made = scene("2016")
    next(slip for slip in SLIPS if slip.kind == kind).plant(made)
    return made


def codes(report):
    return [finding.code for finding in weighty(report)]


# --- jumps ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("calls", "found"),
    # 748 a year before stands for 747.5 to 748.5: only beyond every rounding is it more than twice.
    [("1497", []), ("1498", ["C603"]), ("374", []), ("373", ["C603"])],
)
def test_a_jump_is_beyond_twice_for_every_rounding(judged, calls, found):
    made = scene("2016")
    made.put("calls_for_assistance", "value", calls)
    assert codes(judged(made)) == found


@pytest.mark.parametrize(
    ("before", "now", "found"), [(9, 19, []), (9, 20, ["C603"]), (40, 19, ["C603"])]
)
def test_small_counts_may_jump(judged, before, now, found):
    made = scene("2016")
    made.tables.pop("organised_crime_group_rates")
    made.tables.pop("organised_crime_group_shares")
    sheet = made.tables["organised_crime_group_numbers"]
    row = list(sheet.rows[made.find("organised_crime_group_numbers", area="kent")])
    sheet.rows.append(row)
    sheet.put(len(sheet.rows) - 1, "period_end", "2015-06-30")
    sheet.put(len(sheet.rows) - 1, "value", str(before))
    made.put("organised_crime_group_numbers", "value", str(now), area="kent")
    assert codes(judged(made, ignore=("V",))) == found


def test_a_jump_names_both_years_and_the_slip(judged):
    (finding,) = weighty(judged(planted("ten times the calls")))
    assert "the year before" in finding.message
    assert "748" in finding.message
    assert any("a decimal point one place off" in hint for hint in finding.hints)


# --- copied years ---------------------------------------------------------------------------------


def test_a_copied_year_needs_every_figure(judged):
    made = planted("the outcomes of last year")
    made.put("crime_outcomes", "number", "452", outcome_type="taken_into_consideration")
    assert "C606" not in codes(judged(made))


def test_few_equal_figures_are_no_copied_year(judged):
    made = scene("2016")
    made.put("victim_satisfaction", "value", "83.5")
    assert codes(judged(made)) == []


# --- hints ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "meant", "slip"),
    [
        ("657", 1, "per_1000_population", "65.7", "a decimal point one place off"),
        ("0.8", 1, "percent_of_victims", "80.0", "a percentage given as a fraction"),
        ("7480", 0, "count", "748", "a digit too many or too few"),
        ("31626000", 0, "count", "31,626", "thousands left out or put in"),
        ("4.5", 1, "percent_change", "-4.5", "a sign lost or put in"),
        ("56.7", 1, "per_1000_population", "65.7", "two digits swapped"),
        ("65.7", 1, "per_1000_population", "657.0", "a decimal point one place off"),
    ],
)
def test_hints_name_the_slip(value, decimals, unit, meant, slip):
    target = Decimal(meant.replace(",", ""))
    (hint, *_) = likely_slips(Decimal(value), decimals, unit, lambda each: each == target)
    assert meant in hint
    assert slip in hint


def test_hints_offer_only_what_can_be_printed():
    assert all(value == int(value) for value, _ in slips(Decimal(748), 0, "count"))
    assert all(value >= 0 for value, _ in slips(Decimal("65.7"), 1, "per_1000_population"))
    assert not likely_slips(Decimal(5), 0, "count", lambda _: False)
    assert len(likely_slips(Decimal(12), 0, "count", lambda _: True)) == 2


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("a comma for thousands", "Write 31626."),
        ("a percent sign", "Write 8"),
        ("a date with slashes", "Write 2016-06-30"),
        ("the name of a force", "northamptonshire"),
        ("a misspelt crime type", "sexual_offences"),
        ("a required column misspelt", "crime_type"),
        ("a row pasted twice", "delete all but one"),
        ("a note that does not exist", "burglary-per-households"),
        ("a value copied unrounded", "Rounded to its precision"),
        ("a negative rate", "Did you mean 1.9?"),
        ("period and baseline swapped", "swapped"),
        ("a period of one year too much", "it ends on 2015-03-31"),
        ("digits swapped in a rate", "two digits swapped"),
        ("a number with a digit too many", "a digit too many"),
        ("the number of last year", "was it copied?"),
        ("a last digit misread in the whole", "The others leave only"),
        ("the sign of a change lost", "a sign lost"),
        ("a reprint that changed", "To declare it: figure_id crime_rates:"),
        ("a year mistyped", "to 2016-06-30"),
        ("a revision of a figure nobody published", "Did you mean"),
    ],
)
def test_findings_hint_at_the_repair(judged, kind, hint):
    finding, *_ = weighty(judged(planted(kind)))
    assert hint in " ".join((finding.message, *finding.hints))


@pytest.mark.parametrize(
    ("table", "one", "other"),
    [("crime_rates", "decimals", "value"), ("crime_outcomes", "number", "rate")],
)
def test_swapped_columns_are_recognised(judged, table, one, other):
    made = scene("2016")
    a, b = made.get(table, one, area="kent"), made.get(table, other, area="kent")
    made.put(table, one, b, area="kent")
    made.put(table, other, a, area="kent")
    finding, *_ = weighty(judged(made))
    assert finding.code == "S203"
    assert finding.hints == (f"{one} and {other} may have been swapped.",)


# --- one cause, one finding -----------------------------------------------------------------------


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
    assert any("C601 speaks of the same cell" in skipped.reason for skipped in report.skipped)


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
    mine = next(f for f in weighty(report) if "surrey" in f.message and len(f.places) == 1)
    assert mine.places[0].column == "area"
    assert "Is the area of this row right?" in mine.hints


def test_whole_tables_that_are_missing_are_told_in_one_sentence(judged):
    made = scene("2016")
    for name in ("victim_satisfaction", "calls_for_assistance"):
        made.drop(name, area="kent")
    (finding,) = weighty(judged(made))
    assert finding.message == (
        "For kent, 2 figures that peel-effectiveness-2016 asks for are missing: there is nothing of "
        "calls_for_assistance, victim_satisfaction."
    )
    assert finding.expected == "rows with the figures, or rows that say not_supplied"
    assert (finding.subject, finding.table) == ("peel-effectiveness-2016:kent", None)
    assert (finding.places, finding.hints) == ((), ())
    made.tables["calls_for_assistance"] = scene("2016").tables["calls_for_assistance"]
    (finding,) = weighty(judged(made))
    assert finding.message.startswith("For kent, 1 figure that peel-effectiveness-2016 asks for is")
    assert finding.table == "victim_satisfaction"


@pytest.mark.parametrize(("rows", "words"), [(1, "this row"), (3, "these rows"), (4, "")])
def test_an_area_of_few_rows_may_be_mistyped(judged, rows, words):
    made = scene("2016")
    sheet = made.tables["crime_outcomes"]
    for row in [row for row in sheet.rows if row[1] == "kent"][:rows]:
        sheet.rows.append(["surrey" if cell == "kent" else cell for cell in row])
    finding = next(f for f in weighty(judged(made)) if "nothing of" in f.message)
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
                "crime_rates:peel-effectiveness-2015:northants:sexual_offences:2015-06-30 is not "
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


# --- counts, selection, exit codes ----------------------------------------------------------------


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


# --- waivers and revisions ------------------------------------------------------------------------


def waived(report, **changes):
    (finding,) = weighty(report)
    good = {
        "code": finding.code,
        "place": finding.subject,
        "fingerprint": finding.fingerprint,
        "reason": "A new telephone system counts every ring.",
        "author": "A. Officer",
        "expires": "2017-12-31",
    }
    return good | changes


def test_a_waiver_is_copied_from_the_finding(judged):
    made = planted("ten times the calls")
    made.add("waivers", waived(judged(made)))
    report = judged(made, today=dt.date(2017, 12, 31), strict=True)
    assert report.ok
    (set_aside,) = report.waived
    assert (set_aside.finding.code, set_aside.author) == ("C603", "A. Officer")
    late = judged(made, today=dt.date(2018, 1, 1))
    assert sorted(codes(late)) == ["C603", "W902"]


def test_a_waiver_ends_with_the_value(judged):
    made = planted("ten times the calls")
    made.add("waivers", waived(judged(made)))
    made.put("calls_for_assistance", "value", "7777")
    report = judged(made, today=dt.date(2017, 1, 1))
    assert sorted(codes(report)) == ["C603", "W901"]
    unused = next(f for f in report.findings if f.code == "W901")
    assert unused.hints[0].startswith("The value has changed since: the fingerprint is now ")


def test_a_waiver_of_a_misspelt_place_is_told_the_place(judged):
    made = planted("ten times the calls")
    made.put("victim_satisfaction", "value", lambda value: f"{float(value) / 10:.1f}")
    places = {finding.subject for finding in weighty(judged(made))}
    right = next(place for place in places if place.startswith("calls"))
    record = waived(
        judged(planted("ten times the calls")), place=right.replace("assistance", "asistance")
    )
    made.add("waivers", record)
    unused = next(f for f in judged(made, today=dt.date(2017, 1, 1)).findings if f.code == "W901")
    assert unused.hints == (f"Is the place {right} meant?",)


def test_a_missing_change_names_its_baseline(judged):
    (finding,) = weighty(judged(planted("a baseline of the wrong year")))
    assert finding.message == (
        "crime_changes, victim_based, to 2016-06-30 against 2011-06-30 is missing for northamptonshire."
    )
    assert finding.hints == (
        "Is this row meant, and its period mistyped? Asked for is one to 2016-06-30 against 2011-06-30.",
    )


def test_a_waiver_of_what_is_missing_does_not_cover_more(judged):
    made = planted("a whole table left out")
    made.add("waivers", waived(judged(made)))
    assert judged(made, today=dt.date(2017, 1, 1)).ok
    made.tables["calls_for_assistance"].rows.pop(made.find("calls_for_assistance"))
    assert sorted(codes(judged(made, today=dt.date(2017, 1, 1)))) == ["V701", "W901"]


def test_waivers_beside_the_submission(tmp_path, judged):
    made = planted("ten times the calls")
    path = csv_folder(made.tables, tmp_path / "submission")
    record = waived(judged(made), expires="2999-12-31")
    made.add("waivers", record)
    beside = csv_folder({"waivers": made.tables["waivers"]}, tmp_path / "beside") / "waivers.csv"
    assert peel.validate(path, waivers=beside, strict=True).ok
    with pytest.raises(SubmissionError, match="no file of waivers"):
        peel.validate(path, waivers=tmp_path / "nothing.csv")
    with pytest.raises(SubmissionError, match="holds crime_rates"):
        peel.validate(path, waivers=path / "crime_rates.csv")


# --- frames ---------------------------------------------------------------------------------------


def test_frames_with_numbers_and_dates(judged):
    given = frames(submission(("kent",), nation=False))
    rates = given["crime_rates"]
    rates["value"] = rates["value"].astype(float)
    rates["decimals"] = rates["decimals"].astype("int64")
    rates["period_end"] = pd.to_datetime(rates["period_end"])
    assert peel.validate(given).ok


def test_frames_are_refused_when_they_are_none():
    with pytest.raises(InvalidArgument, match="Did you mean crime_rates"):
        peel.validate({"crime_rate": pd.DataFrame()})
    with pytest.raises(InvalidArgument, match="must be a DataFrame"):
        peel.validate({"crime_rates": [1]})
    twice = pd.DataFrame([["a", "b"]], columns=["area", "area"])
    with pytest.raises(InvalidArgument, match="more than once"):
        peel.validate({"crime_rates": twice})


def test_frames_with_odd_cells_are_findings_not_errors():
    given = frames(submission(("kent",), nation=False))
    given["crime_rates"]["value"] = [[1, 2]] + [float("inf")] * (len(given["crime_rates"]) - 1)
    report = peel.validate(given, select=["S"])
    assert {finding.code for finding in report.findings} == {"S204"}
    stamped = frames(submission(("kent",), nation=False))
    stamped["crime_rates"]["period_end"] = dt.datetime(2016, 6, 30, 12, tzinfo=dt.UTC)
    assert "S203" in {finding.code for finding in peel.validate(stamped).findings}


def test_slip_and_format_do_not_change_the_fingerprint(tmp_path):
    slip = next(slip for slip in SLIPS if slip.kind == "the outcomes of last year")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, _ = judge_slip(slip, "2016", "csv", tmp_path / "a")
    other, _ = judge_slip(slip, "2016", "xlsx", tmp_path / "b")
    assert weighty(one)[0].fingerprint == weighty(other)[0].fingerprint

"""Waivers hold for one finding with one value, and for nothing else."""

import datetime as dt

import pytest

import peel_data as peel
from peel_data.errors import SubmissionError
from support.mutations import SLIPS
from support.planted import codes, planted
from support.run import judge_slip, weighty
from support.writers import csv_folder


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
    assert unused.hints == (f"Did you mean the place {right}?",)


def test_a_missing_change_names_its_baseline(judged):
    (finding,) = weighty(judged(planted("a baseline of the wrong year")))
    assert finding.message == (
        "Victim-based crime, change in recorded crime, 12 months to 30 June 2016 against "
        "12 months to 30 June 2011: missing for Northamptonshire Police."
    )
    assert finding.hints == (
        "Is the period of this row mistyped? The edition asks for one to 2016-06-30 against 2011-06-30.",
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
    with pytest.raises(SubmissionError, match="No such file of waivers"):
        peel.validate(path, waivers=tmp_path / "nothing.csv")
    with pytest.raises(SubmissionError, match="holds crime_rates"):
        peel.validate(path, waivers=path / "crime_rates.csv")


def test_slip_and_format_do_not_change_the_fingerprint(tmp_path):
    slip = next(slip for slip in SLIPS if slip.kind == "the outcomes of last year")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, _ = judge_slip(slip, "2016", "csv", tmp_path / "a")
    other, _ = judge_slip(slip, "2016", "xlsx", tmp_path / "b")
    assert weighty(one)[0].fingerprint == weighty(other)[0].fingerprint

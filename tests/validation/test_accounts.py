"""Counts, reasons and sentences of a report, to the letter."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

import peel_data as peel
from peel_data.errors import InvalidArgument, NotFound
from peel_data.validation import explaining
from peel_data.validation.baseline import Baseline
from peel_data.validation.dataframes import reading_of
from peel_data.validation.options import Options
from support.dataset import scene
from support.describe import grouped, told_of_report
from support.planted import planted
from support.run import DAY, installed, judge
from support.writers import csv_folder


def counts(report):
    return {c.table: (c.read, c.accepted, c.rejected, c.ignored) for c in report.counts}


def test_rows_lost_in_two_files_of_a_table_are_added_up(tmp_path):
    made = scene("2016")
    folder = csv_folder(made.tables, tmp_path / "submission")
    rows = len(made.tables["crime_rates"].rows)
    with (folder / "crime_rates.csv").open("a") as file:
        file.write("one cell\n" * 2)
    (folder / "crime_rates.more.csv").write_text("edition,area\n" + "one cell\n" * 3)
    report = judge(folder)
    assert counts(report)["crime_rates"] == (rows + 5, rows, 5, 0)
    reasons = {each.code: each.reason for each in report.skipped}
    assert reasons["V701"] == "crime_rates lacks a column that every row needs"


def test_all_reasons_are_given(tmp_path):
    """A table without a column, a file that cannot be read, and rows that were rejected, in one submission."""
    made = planted("the column of areas deleted")
    made.put("crime_rates", "value", "1,9", crime_type="sexual_offences")
    made.put("crime_rates", "value", "5,9", crime_type="victim_based")
    made.put("crime_changes", "value", "2,9", crime_type="victim_based", baseline_end="2011-06-30")
    folder = csv_folder(made.tables, tmp_path / "submission")
    (folder / "calls_for_assistance.csv").write_bytes(b"\xff")
    reasons = {each.code: each.reason for each in judge(folder).skipped}
    assert reasons["S203"] == "victim_satisfaction lacks a column that every row needs"
    assert reasons["V701"] == (
        "victim_satisfaction lacks a column that every row needs; "
        "a file or sheet of calls_for_assistance could not be read; "
        "3 rejected rows of 2 tables took no part"
    )


def test_tables_of_the_steward_are_counted_as_ignored(tmp_path):
    made = scene("2016")
    for table in ("areas", "figures"):
        rows = [list(record.values()) for record in installed().tables[table]]
        made.tables[table] = type(made.tables["crime_rates"])(
            list(installed().tables[table][0]), rows
        )
    report = judge(csv_folder(made.tables, tmp_path / "submission"))
    for table, reason in (
        ("areas", "the table is kept by the steward of the data set"),
        ("figures", "the table is generated"),
    ):
        rows = len(installed().tables[table])
        assert counts(report)[table] == (rows, 0, 0, rows)
        (part,) = (part for part in report.ignored if f"table {table}" in part.what)
        assert part.what == f"{table}.csv, table {table}"
        assert (part.reason, part.records) == (f"{reason}, ignored in submissions", rows)
    assert report.ok


SHARES = "domestic_abuse_shares:peel-effectiveness-2015:northamptonshire:2015-03-31"


def release_with(**revision):
    """The installed release, with a revision recorded."""
    tables = dict(installed().tables)
    blank = {"release": "1.0.0", "reason": "Counted again."}
    tables["revisions"] = [blank | revision]
    return Baseline(installed().version, tables)


@pytest.mark.parametrize(
    ("recorded", "codes"),
    [
        ({"figure_id": SHARES, "old_value": "11.2", "new_value": "11.5"}, set()),
        ({"figure_id": SHARES, "old_value": "11.3", "new_value": "11.5"}, {"C608"}),
        ({"figure_id": SHARES, "old_value": "11.2", "new_value": "11.4"}, {"C608"}),
        ({"figure_id": SHARES + "x", "old_value": "11.2", "new_value": "11.5"}, {"C608"}),
    ],
)
def test_a_revision_that_was_accepted_may_be_sent_again(tmp_path, recorded, codes):
    made = scene("2015")
    declared = {"figure_id": SHARES, "old_value": "11.2", "new_value": "11.5", "reason": "Recount."}
    made.add("revisions", declared)
    report = judge(
        csv_folder(made.tables, tmp_path / "submission"), against=release_with(**recorded)
    )
    assert {finding.code for finding in report.findings} == codes


def test_waived_findings_are_told_whole(judged, file_regression):
    cases = []
    for kind in ("the outcomes of last year", "a whole table left out"):
        made = planted(kind)
        (finding,) = judged(made).findings
        waiver = {
            "code": finding.code,
            "place": finding.subject,
            "fingerprint": finding.fingerprint,
        }
        waiver |= {"reason": "Looked at.", "author": "A. Officer", "expires": str(DAY)}
        made.add("waivers", waiver)
        cases.append((kind, told_of_report(judged(made, today=DAY))))
        made.add("waivers", waiver | {"fingerprint": "0" * 12})
        made.add("waivers", waiver | {"place": finding.subject[:-1]})
        cases.append((f"{kind}, and waivers of nothing", told_of_report(judged(made, today=DAY))))
    file_regression.check(grouped(cases), basename="waived", encoding="utf-8")


def test_rules_and_pages_are_as_documented(root):
    for name, page in explaining.pages().items():
        assert (root / "docs" / "rules" / name).read_text("utf-8").endswith(page)
    assert {path.name for path in (root / "docs" / "rules").iterdir()} == set(explaining.pages())
    assert explaining.rule_of("a503").code == "A503"
    with pytest.raises(NotFound) as missing:
        explaining.rule_of("A5033")
    assert str(missing.value) == (
        "There is no rule 'A5033'. Did you mean A503? List them with `peel-data rules`."
    )
    with pytest.raises(InvalidArgument) as unknown:
        Options(ignore=["C", "Q9"]).check()
    assert (
        str(unknown.value) == "There is no rule or family 'Q9'. List them with `peel-data rules`."
    )


def test_explanations_as_text(file_regression):
    texts = [explaining.explanation(explaining.rule_of(code)) for code in ("F104", "A503", "C603")]
    file_regression.check("\n\n\n".join(texts) + "\n", basename="explained", encoding="utf-8")


def test_frames_say_what_is_wrong_with_them():
    no_table = "There is no table 'crime_rate'. Did you mean crime_rates? List them with `peel-data tables`."
    twice = pd.DataFrame([[1, 2, 3]], columns=["unit", "area", "area"])
    for frames, message in (
        ({"crime_rate": pd.DataFrame()}, no_table),
        (
            {"crime_rates": [1]},
            "'crime_rates' must be a DataFrame, of pandas or of a library that speaks Arrow, not a list.",
        ),
        ({"crime_rates": twice}, "The frame 'crime_rates' has the column 'area' more than once."),
    ):
        with pytest.raises(InvalidArgument) as refused:
            peel.validate(frames)
        assert str(refused.value) == message


def test_cells_of_frames_are_what_a_csv_file_would_have():
    cells = {
        "kent": "kent", "": None, "false": False, "true": True, "2016-06-30": dt.date(2016, 6, 30),
        "2016-07-01": pd.Timestamp("2016-07-01"), "2016-07-01T09:00:00": pd.Timestamp("2016-07-01T09"),
        "65.7": 65.7, "63": 63.0, "0.00001": 1e-05, "inf": float("inf"), "7": 7, "[1, 2]": [1, 2],
    }  # fmt: skip
    frame = pd.DataFrame({"value": pd.Series(list(cells.values()), dtype=object), "figure_id": "x"})
    (raw,) = reading_of({"crime_rates": frame}).tables
    assert [row for (row,) in raw.rows] == list(cells)
    assert (raw.header, raw.positions, raw.numbers) == (("value",), (1,), tuple(range(len(cells))))
    assert (raw.file, raw.sheet, raw.table) == ("DataFrame crime_rates", None, "crime_rates")


def test_a_revision_of_something_like_nothing_has_no_hint(judged):
    made = scene("2015")
    made.add("revisions", {"figure_id": "zzz:1", "old_value": "1", "new_value": "2", "reason": "x"})
    (finding,) = judged(made).findings
    assert finding.message == f"“zzz:1” is not published in release {installed().version}."
    assert (finding.table, finding.places[0].column) == ("revisions", "figure_id")


def test_the_gate_passes_on_what_it_is_given(tmp_path, monkeypatch):
    from peel_data.findings import Report
    from peel_data.readers.limits import Limits
    from peel_data.validation import pipeline
    from peel_data.validation.options import ValidationResult

    asked = {}

    def validate_reading(path, **given):
        asked.update(given, path=path)
        return ValidationResult(Report("x", (), ()), {})

    monkeypatch.setattr(pipeline, "validate_in_sandbox", validate_reading)
    (tmp_path / "waivers.csv").write_text("")
    (tmp_path / "x.csv").write_text("")
    limits, options = Limits(rows=3), Options(strict=True)
    pipeline.validate(
        tmp_path / "x.csv",
        against=tmp_path,
        waivers=tmp_path / "waivers.csv",
        options=options,
        limits=limits,
    )
    assert asked == {
        "path": str(tmp_path / "x.csv"), "against": str(tmp_path), "waivers": str(tmp_path / "waivers.csv"),
        "options": options, "limits": limits, "records": False, "program": None, "on_progress": None,
    }  # fmt: skip
    pipeline.validate(tmp_path / "x.csv")
    assert (asked["against"], asked["waivers"], asked["records"]) == (None, None, False)


def test_the_installed_release_is_named_with_its_version():
    from peel_data.validation.pipeline import check

    report = check()
    assert (report.subject, report.against) == (f"peel_data {peel.__version__}", "")
    assert report.release


def test_a_gap_however_small_is_seen():
    from fractions import Fraction

    from peel_data.validation.rules.arithmetic import _finely

    gap = Fraction(1, 5000)
    assert _finely(gap, gap, round) == "0.0002"
    assert _finely(Fraction(17_9097, 10_000), Fraction(17_9097, 10_000), round) == "17.91"

"""Taking a submission in: all of it or nothing, once, logged, and sound afterwards."""

from __future__ import annotations

import copy
import datetime as dt
import json

import pytest

from peel_data.errors import ReleaseError
from peel_data.release import log
from peel_data.release.accept import accept
from peel_data.release.lock import exclusive
from peel_data.validation.pipeline import check
from support import steward, synthetic, writers


def take(checkout, submission, **options):
    return accept(checkout, submission, by="A. Steward", today=steward.DAY, **options)


def log_lines(checkout):
    return log.content(checkout).splitlines()


def test_a_submission_is_taken_once(checkout, tmp_path):
    before = steward.tree(checkout)
    folder = steward.submitted(tmp_path / "returns")

    rehearsed = take(checkout, folder, dry_run=True)
    assert steward.tree(checkout) == before
    made = take(checkout, folder)
    after = steward.tree(checkout)
    assert rehearsed == made
    assert {name for name in after if after[name] != before.get(name)} == made.contents.keys()
    assert_no_python_file(made.contents, before)

    assert check(checkout).findings == ()
    assert "2016, 129 rows of figures in 13 tables" in after["CHANGELOG.md"].decode()
    (line,) = map(json.loads, log_lines(checkout))
    assert (line["by"], line["accepted"], line["release"]) == (
        "A. Steward",
        steward.DAY.isoformat(),
        steward.SECOND,
    )
    assert line["rows"] == {"added": 298}

    workbook = writers.xlsx(synthetic.submission(), tmp_path / "again")
    again = accept(checkout, workbook, by="Somebody", today=steward.DAY + dt.timedelta(days=17))
    assert again.known == line
    assert steward.tree(checkout) == after
    assert steward.run(checkout, "generate", "--check").code == 0


def assert_no_python_file(contents, before):
    """Figures are data. (A new row of a reference table declares vocabulary, and changes `vocabulary.py`.)"""
    was_empty = "data/crime_numbers.csv"
    assert len(before[was_empty].splitlines()) == 1
    assert was_empty in contents
    assert [name for name in contents if name.endswith(".py")] == []


def test_errors_stop_it(checkout, tmp_path):
    def slip(tables):
        tables["crime_rates"].put(0, "value", "0.4")

    before = steward.tree(checkout)
    made = take(checkout, steward.submitted(tmp_path / "returns", slip))
    assert not made.report.ok
    assert (made.diff, made.contents) == (None, None)
    assert steward.tree(checkout) == before


def test_what_is_there_already_changes_nothing(checkout, tmp_path):
    before = steward.tree(checkout)
    tables = synthetic.release_2015()
    made = take(checkout, writers.csv_folder(tables, tmp_path / "returns"))
    assert made.report.ok
    assert made.diff is None
    assert steward.tree(checkout) == before


def test_waivers_and_revisions(checkout, tmp_path):
    """A declared revision of last year's figure, and a warning set aside with a reason."""
    area = ("northamptonshire",)
    tables = synthetic.submission(area, nation=False)
    satisfied = tables["victim_satisfaction"]
    satisfied.put(0, "value", "40.0")  # after 83.5: a jump
    jump = next(f for f in report_of(tables, tmp_path / "first").findings if f.code == "C603")
    old = synthetic.release_2015()
    rates = old["crime_rates"]
    at = rates.find(area="northamptonshire", crime_type="sexual_offences")
    given = copy.deepcopy(tables)
    revised = rates.rows[at][:]
    revised[rates.header.index("value")] = "2.2"
    given["crime_rates"].rows.append(revised)
    given["revisions"] = synthetic.Sheet(
        ["figure_id", "old_value", "new_value", "reason"],
        [[steward.OLD, "2.1", "2.2", "The force counted again."]],
    )
    given["waivers"] = synthetic.Sheet(
        ["code", "place", "fingerprint", "reason", "author", "expires"],
        [["C603", jump.subject, jump.fingerprint, "A new survey.", "A. Officer", "2099-12-31"]],
    )
    made = take(checkout, writers.csv_folder(given, tmp_path / "returns"))
    assert made.report.ok, made.report.findings
    (line,) = map(json.loads, log_lines(checkout))
    assert [waiver["reason"] for waiver in line["waivers"]] == ["A new survey."]
    (change,) = (row for row in made.diff.rows if row.kind == "changed")
    assert (change.id, change.reason) == (steward.OLD, "The force counted again.")
    revisions = (checkout / "data/revisions.csv").read_text().splitlines()
    assert revisions[1:] == [f"{steward.OLD},{steward.SECOND},2.1,2.2,The force counted again."]
    citations = (checkout / "data/citations.csv").read_text()
    assert f"{steward.OLD},peel-effectiveness-2015-northamptonshire,Figure 2,1,2.1," in citations
    assert f"{steward.OLD},peel-effectiveness-2015-northamptonshire-return," in citations
    assert check(checkout).findings == ()
    assert take(checkout, tmp_path / "returns").known == line


def report_of(tables, folder):
    from peel_data.validation.pipeline import validate

    return validate(writers.csv_folder(tables, folder))


def test_a_log_that_was_tampered_with_is_noticed(checkout):
    report, content = check(checkout), b""
    for area in ("kent", "essex"):
        content = log.with_line(
            content, name=area, submission=area, report=report, by="A. Steward", day=steward.DAY,
            release=steward.SECOND, changes={},
        )  # fmt: skip
    (checkout / log.NAME).write_bytes(content)
    assert len(log.read(checkout)) == 2
    first, second = log_lines(checkout)
    for content in (
        second,
        second + b"\n" + first,
        first.replace(b"A. S", b"B. S") + b"\n" + second,
    ):
        (checkout / log.NAME).write_bytes(content + b"\n")
        with pytest.raises(ReleaseError, match="does not follow from the line before"):
            log.read(checkout)


def test_who_accepts_must_be_known(checkout, tmp_path, run, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    steward.git(checkout, "config", "--unset", "user.name")
    done = run("accept", str(tmp_path), "--root", str(checkout))
    assert (done.code, done.out) == (2, "")
    assert "--by NAME" in done.err


def test_a_folder_that_is_no_checkout(tmp_path, run):
    done = run("accept", "x.csv", "--by", "N", "--dry-run", "--root", str(tmp_path))
    assert done.code == 2
    assert "there is no source checkout of peel_data" in done.err
    assert run("generate", "--root", str(tmp_path)).code == 2
    assert list(tmp_path.iterdir()) == []


READING = (
    ["figures"],
    ["history", steward.OLD],
    ["diff", "installed", "."],
    ["check"],
    ["check", "--root", "."],
    ["generate", "--check"],
    ["accept", "returns", "--dry-run"],
    ["release", "--dry-run"],
)


def test_a_mixture_is_never_read(checkout):
    (checkout / ".peel-data").mkdir(exist_ok=True)
    (checkout / ".peel-data/moving").touch()
    for command, done in zip(READING, steward.run_each(checkout, READING), strict=True):
        assert (done.code, done.out) == (2, ""), command
        assert "Run that command again" in done.err, command


def test_one_at_a_time(checkout, tmp_path):
    folder = steward.submitted(tmp_path / "returns")
    before = steward.tree(checkout)
    with exclusive(checkout / ".peel-data" / "lock"), pytest.raises(ReleaseError, match="at work"):
        take(checkout, folder)
    assert steward.tree(checkout) == before

"""Every row of a draft says how sure it is, and why."""

from __future__ import annotations

from peel_data.transcribe import draft as folder_of
from peel_data.transcribe.drafting import Drafted
from peel_data.transcribe.row_reasons import doubtful_rows, write_reasons
from peel_data.transcribe.statements import row_name
from support.invented_report import AREA, EDITION, PREVENTING, REPORT, drafted

STEM = f"{EDITION}:{AREA}"


def test_every_row_has_a_confidence_and_a_reason(tmp_path):
    summary, folder = drafted(tmp_path)
    known = {row["row"]: row for row in folder_of.read_rows(folder, folder_of.ROWS)}
    drafted_rows = {
        row_name(path.stem, row)
        for path in (folder / "tables").glob("*.csv")
        if path.stem != "citations"
        for row in folder_of.read_table(folder, path.stem)
    }
    assert known.keys() == drafted_rows
    assert all(row["why"] and 0 < float(row["confidence"]) <= 1 for row in known.values())
    tables = {name.partition(":")[0] for name in known}
    assert {"judgments", "areas_for_improvement", "report_figures", "publications"} <= tables
    assert summary.doubtful_rows == len(doubtful_rows(folder))


def test_a_grade_that_the_overview_contradicts_is_to_be_looked_over(tmp_path):
    again = f"Overall judgment\n\nGood\n\n{PREVENTING}\n\nInadequate"
    text = REPORT.replace("Overall judgment\n\nGood", again)
    summary, folder = drafted(tmp_path, text)
    rows = {row["row"]: row for row in folder_of.read_rows(folder, folder_of.ROWS)}
    row = rows[f"judgments:{STEM}:preventing_crime"]
    assert (row["confidence"], row["why"]) == ("0.40", "the overview says inadequate")
    assert row["row"] in {each["row"] for each in doubtful_rows(folder)}
    assert summary.doubtful_rows


def test_a_row_that_a_person_changed_says_so(tmp_path):
    _, folder = drafted(tmp_path)
    path = folder / "tables" / "judgments.csv"
    path.write_text(path.read_text("utf-8").replace("good", "inadequate"), "utf-8")
    _, folder = drafted(tmp_path)
    rows = {row["row"]: row["why"] for row in folder_of.read_rows(folder, folder_of.ROWS)}
    assert rows[f"judgments:{STEM}:overall"] == "changed by a person"


def test_rows_of_a_persons_own_say_so_and_an_unknown_table_does_no_harm(tmp_path):
    _, folder = drafted(tmp_path)
    (folder / "tables" / "waivers.csv").write_text("code,place,reason\nA501,x,misprint\n", "utf-8")
    (folder / "tables" / "dogs.csv").write_text("name\nRex\n", "utf-8")
    write_reasons(folder, Drafted(None, [], {}, [], [], stated={}))
    rows = {row["row"]: row["why"] for row in folder_of.read_rows(folder, folder_of.ROWS)}
    assert rows["waivers:A501:x"] == "added by a person"
    assert not any(name.startswith("dogs") for name in rows)

"""A report of a force comes out as rows with citations; what is doubtful or new is open, and decisions hold."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from peel_data.cli import main
from peel_data.errors import InvalidArgument, NotFound, SubmissionError
from peel_data.readers.limits import Limits
from peel_data.transcribe import draft as folder_of
from peel_data.transcribe.run import transcribe
from peel_data.transcribe.sandbox import transcribe_in_sandbox
from support.invented_report import AREA, EDITION, PUBLICATION, REPORT, drafted

STEM = f"{EDITION}:{AREA}"
FIGURES = {
    f"organised_crime_group_rates:{STEM}:2015-06-30": "40.0",
    f"organised_crime_group_numbers:{STEM}:2015-06-30": "70",
    f"crime_rates:{STEM}:all_excluding_fraud:2015-06-30": "60.0",
    f"crime_rates:{STEM}:victim_based:2015-06-30": "52.1",
    f"crime_rates:{STEM}:burglary_in_a_dwelling:2015-06-30": "5.2",
    f"crime_changes:{STEM}:all_excluding_fraud:2015-06-30:2014-06-30": "7.1",
    f"anti_social_behaviour_rates:{STEM}:2015-06-30": "30.0",
    f"anti_social_behaviour_incidents:{STEM}:2015-06-30": "52500",
}


def values(folder):
    """The most precise printing of each figure of the force."""
    made = {}
    for row in folder_of.read_table(folder, "citations"):
        if f":{AREA}" in row["figure_id"]:
            made.setdefault(row["figure_id"], []).append(row)
    return {
        figure: max(rows, key=lambda r: int(r["printed_decimals"]))["printed_value"]
        for figure, rows in made.items()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The invented report, drafted; not to be changed."""
    return drafted(tmp_path_factory.mktemp("made"))


def test_every_figure_is_drafted_with_its_places(made):
    summary, folder = made
    assert values(folder) == FIGURES
    assert summary.rows["citations"] == 18
    assert not summary.conflicts
    cited = folder_of.read_table(folder, "citations")
    assert {row["publication"] for row in cited} == {PUBLICATION}
    prose = [row for row in cited if row["printed"] == "7 per cent"]
    assert [(row["printed_value"], row["occurrence"]) for row in prose] == [("7", "1")]


def test_figures_of_the_nation_that_are_published_are_cited_alone(made):
    _, folder = made
    rates = folder_of.read_table(folder, "crime_rates")
    assert {row["area"] for row in rates} == {AREA}
    nation = [r for r in folder_of.read_table(folder, "citations") if "wales" in r["figure_id"]]
    assert len(nation) == 7


def test_a_new_kind_of_number_is_open_and_proposed(made):
    summary, folder = made
    left = [r for r in folder_of.read_rows(folder, folder_of.TRANSCRIPTION) if r["state"] == "open"]
    assert [(row["token"], row["figure_id"]) for row in left] == [("34", "")]
    (proposal,) = folder_of.read_rows(folder, folder_of.PROPOSALS)
    assert (proposal["measure"], proposal["unit"]) == ("police_dogs", "count")
    assert (summary.states["open"], summary.proposals) == (1, 1)


def test_what_is_said_in_words_is_drafted(made):
    _, folder = made
    grades = {row["question"]: row for row in folder_of.read_table(folder, "judgments")}
    assert {question: row["grade"] for question, row in grades.items()} == {
        "overall": "good", "preventing_crime": "good", "organised_crime": "requires_improvement",
    }  # fmt: skip
    assert grades["organised_crime"]["inspected_to"] == "2015-11"
    (own,) = folder_of.read_table(folder, "publications")
    assert (own["id"], own["isbn"], own["published"]) == (
        PUBLICATION,
        "978-1-00000-000-1",
        "2016-02",
    )
    (area,) = folder_of.read_table(folder, "areas_for_improvement")
    assert (area["question"], area["summary"]) == ("preventing_crime", "")
    labels = {row["label"] for row in folder_of.read_table(folder, "report_figures")}
    panels = ("Crime", "Organised crime groups", "Anti-social behaviour")
    assert labels == {"Figure 2", *(f"Force in numbers: {panel}" for panel in panels)}


def test_every_number_says_where_it_stands(made):
    _, folder = made
    lines = (folder / folder_of.REPORT).read_text(encoding="utf-8").split("\n")
    rows = folder_of.read_rows(folder, folder_of.TRANSCRIPTION)
    for row in rows:
        line = lines[int(row["line"]) - 1].lstrip("\f")
        assert line[int(row["start"]) : int(row["end"])] == row["token"].split("\n")[0]
        assert row["why"]
    assert [int(row["line"]) for row in rows] == sorted(int(row["line"]) for row in rows)


def test_without_a_pattern_less_is_found_and_nothing_wrong(tmp_path):
    summary, folder = drafted(tmp_path, like=["none"])
    assert summary.like == []
    assert values(folder).items() <= FIGURES.items()
    assert len(values(folder)) >= 5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("went up by 7 per cent", "went up by 9 per cent", "is 7.1 (“+7.1%” in"),
        ("60.0    63.0", "60.0    63.9", "is published as 63.0; here it is 63.9"),
        ("watching 70 organised", "watching 99 organised", "A50"),
    ],
)
def test_numbers_that_cannot_all_be_right_are_told_with_their_places(tmp_path, old, new, said):
    assert old in REPORT
    summary, folder = drafted(tmp_path, REPORT.replace(old, new))
    assert any(said in message for message in summary.conflicts), summary.conflicts
    rows = folder_of.read_rows(folder, folder_of.CONFLICTS)
    assert rows
    assert all(row["line"] and row["message"] for row in rows)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("went up by", "rose by"),
        ("went up by 7 per cent", "saw an increase of 7%"),
        (
            "Kent Police    England and Wales\n60.0    63.0",
            "Kent Police\t60.0\nEngland and Wales\t63.0",
        ),
        ("60.0    63.0\n", "60.0\n63.0\n"),
        (
            "Recorded crime (excluding fraud)      60.0      63.0",
            "Recorded crime (excluding fraud) 60.0 63.0",
        ),
        ("Victim-based crime      52.1      56.0", "Victim-based crime\n52.1\n56.0"),
        ("watching 70 organised crime groups", "watching 70\norganised crime\ngroups"),
    ],
)
def test_layouts_and_wordings_say_the_same(tmp_path, old, new):
    assert old in REPORT
    summary, folder = drafted(tmp_path, REPORT.replace(old, new))
    assert values(folder) == FIGURES
    assert not summary.conflicts


def test_decisions_and_summaries_hold_when_the_report_is_drafted_again(tmp_path):
    _, folder = drafted(tmp_path)
    (open_one,) = [
        r for r in folder_of.read_rows(folder, folder_of.TRANSCRIPTION) if r["state"] == "open"
    ]
    decision = {**open_one, "decision": "not_a_figure", "reason": "nobody counts dogs"}
    gone = {**decision, "token": "35"}
    columns = folder_of.COLUMNS[folder_of.DECISIONS]
    folder_of.write_rows(folder / folder_of.DECISIONS, columns, [decision, gone])
    missing = folder_of.read_rows(folder, folder_of.MISSING)
    for row in missing:
        row["decision"] = "not_supplied" if row["required"] else ""
    folder_of.write_rows(folder / folder_of.MISSING, folder_of.COLUMNS[folder_of.MISSING], missing)
    path = folder / folder_of.TABLES / "areas_for_improvement.csv"
    with path.open(encoding="utf-8", newline="") as file:
        (area,) = csv.DictReader(file)
    folder_of.write_rows(path, list(area), [{**area, "summary": "Walk the dogs."}])

    summary, _ = drafted(tmp_path)
    assert "open" not in summary.states
    assert (summary.summaries, summary.required) == (0, [])
    assert "“35”, occurrence 1" in summary.notes[0]
    (victims,) = folder_of.read_table(folder, "victim_satisfaction")
    assert (victims["status"], victims["value"]) == ("not_supplied", "")


def test_a_decision_may_name_a_figure(tmp_path):
    text = REPORT.replace("Its kennels hold 34 police dogs", "It keeps 34 special constables")
    _, folder = drafted(tmp_path, text, like=["none"])
    (open_one,) = [
        r for r in folder_of.read_rows(folder, folder_of.TRANSCRIPTION) if r["token"] == "34"
    ]
    figure = f"operational_figures:{STEM}:special_constables"
    columns = folder_of.COLUMNS[folder_of.DECISIONS]
    folder_of.write_rows(folder / folder_of.DECISIONS, columns, [{**open_one, "decision": figure}])
    drafted(tmp_path, text, like=["none"])
    (row,) = folder_of.read_table(folder, "operational_figures")
    assert (row["measure"], Decimal(row["value"]), row["unit"]) == (
        "special_constables",
        34,
        "count",
    )
    own = folder / folder_of.TABLES / "waivers.csv"
    own.write_text("code,place,fingerprint,reason,author,expires\n", encoding="utf-8")
    refused = {**open_one, "decision": "not_a_figure", "reason": "hearsay"}
    folder_of.write_rows(folder / folder_of.DECISIONS, columns, [refused])
    drafted(tmp_path, text, like=["none"])
    assert not folder_of.read_table(folder, "operational_figures")
    assert own.is_file()


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"area": "kentt"}, NotFound, "Did you mean kent?"),
        ({"edition": "peel-effectiveness-2051"}, NotFound, "There is no edition"),
        ({"like": ["peel-x"]}, NotFound, "There is no pattern for 'peel-x'"),
        ({"like": ["none", PUBLICATION]}, InvalidArgument, "means no pattern at all"),
    ],
)
def test_what_cannot_be_drafted_is_refused_in_words(tmp_path, options, error, said):
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    with pytest.raises(error) as refused:
        transcribe(
            tmp_path / "r.txt", tmp_path / "d", **{"area": AREA, "edition": EDITION, **options}
        )
    assert said in str(refused.value)
    assert not (tmp_path / "d").exists()


def test_opening_and_closing_times_are_told_apart(tmp_path):
    text = REPORT.replace(
        "Its kennels hold 34 police dogs",
        "The prisoner investigation unit is open from 6.00am to 11.00pm",
    )
    _, folder = drafted(tmp_path, text, like=["none"])
    made = {r["measure"]: r["value"] for r in folder_of.read_table(folder, "operational_figures")}
    assert made == {
        "prisoner_investigation_unit_opens": "6.00", "prisoner_investigation_unit_closes": "23.00",
    }  # fmt: skip


def test_a_folder_that_is_no_draft_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").touch()
    with pytest.raises(InvalidArgument, match="not a draft"):
        folder_of.refuse_other(tmp_path)


def test_a_text_of_nothing_but_numbers_is_refused(tmp_path):
    (tmp_path / "r.txt").write_text("1 2\n" * 3000, encoding="utf-8")
    with pytest.raises(SubmissionError, match=r"more than 5,000 numbers"):
        transcribe(tmp_path / "r.txt", tmp_path / "d", area=AREA, edition=EDITION)
    assert not (tmp_path / "d").exists()


def test_what_the_process_of_its_own_refuses_is_said_as_elsewhere(tmp_path):
    (tmp_path / "r.rtf").write_text(REPORT, encoding="utf-8")
    with pytest.raises(SubmissionError, match="cannot be read as a report"):
        transcribe_in_sandbox(tmp_path / "r.rtf", tmp_path / "d", area=AREA, edition=EDITION)


def test_a_report_that_takes_too_long_is_stopped(tmp_path):
    """On a busy computer that is no fault of the report, and more processor time would not help."""
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    with pytest.raises(
        SubmissionError, match=r"after 0\.05 seconds of elapsed time\. .* less busy"
    ):
        transcribe_in_sandbox(
            tmp_path / "r.txt", tmp_path / "d", area=AREA, edition=EDITION,
            limits=Limits(wall_seconds=0.05),
        )  # fmt: skip


def with_summaries(folder, text_of):
    """Write the areas for improvement as another program saves them, with a summary."""
    path = folder / folder_of.TABLES / "areas_for_improvement.csv"
    text = path.read_text("utf-8")
    (row,) = folder_of.read_table(folder, "areas_for_improvement")
    assert not row["summary"]
    at = list(row).index("summary")
    head, line = text.splitlines()
    cells = line.split(",")
    cells[at] = "Talk more"
    path.write_bytes(text_of(f"{head}\n{','.join(cells)}\n"))
    return path


def test_summaries_that_a_spreadsheet_saved_are_kept(tmp_path):
    _, folder = drafted(tmp_path)
    with_summaries(folder, lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"))
    drafted(tmp_path)
    (row,) = folder_of.read_table(folder, "areas_for_improvement")
    assert row["summary"] == "Talk more"


def test_summaries_that_cannot_be_read_are_not_overwritten(tmp_path):
    _, folder = drafted(tmp_path)
    path = with_summaries(folder, lambda text: text.replace(",", ";").encode())
    with pytest.raises(SubmissionError, match="lacks the column edition"):
        drafted(tmp_path)
    assert b"Talk more" in path.read_bytes()


def test_what_a_person_changed_in_the_tables_is_kept_and_told(tmp_path):
    _, folder = drafted(tmp_path)
    rates = folder_of.read_table(folder, "crime_rates")
    changed, removed, *rest = rates
    added = {**changed, "crime_type": "robbery", "value": "1.5"}
    path = folder / "tables" / "crime_rates.csv"
    whole = {**changed, "value": f"{float(changed['value']):g}"}  # as a spreadsheet saves it
    folder_of.write_rows(path, list(changed), [{**whole, "notes": "mine"}, *rest, added])
    summary, _ = drafted(tmp_path)
    again = folder_of.read_table(folder, "crime_rates")
    assert {**changed, "notes": "mine"} in again
    assert added in again
    assert removed not in again
    assert all(row in again for row in rest)
    told = "As you changed tables/crime_rates.csv: 1 cell, 1 added row, 1 removed row."
    assert told in summary.notes
    drafted(tmp_path)
    assert folder_of.read_table(folder, "crime_rates") == again


def test_a_pattern_given_twice_is_used_once(tmp_path):
    summary, _ = drafted(tmp_path, like=[f"{EDITION}-northamptonshire"] * 2)
    assert summary.like == [f"{EDITION}-northamptonshire"]


def test_notes_that_come_from_another_report_are_told_until_they_are_taken_out(tmp_path):
    summary, folder = drafted(tmp_path)
    told = next(note for note in summary.notes if "copied from other reports" in note)
    table = told.partition("column `notes` of ")[2].partition(", ")[0]
    rows = folder_of.read_table(folder, table)
    path = folder / "tables" / f"{table}.csv"
    folder_of.write_rows(path, list(rows[0]), [{**row, "notes": ""} for row in rows])
    summary, _ = drafted(tmp_path)
    assert not any(f" of {table}, " in note for note in summary.notes)


def test_comparisons_in_words_that_nothing_claims_are_told_with_their_lines(tmp_path):
    told = "Kent Police prevents crime, and its rate is much lower than in most other forces. It is 7 percent better "
    summary, folder = drafted(
        tmp_path, REPORT.replace("Kent Police prevents crime.", f"{told}than last year.")
    )
    (note,) = [note for note in summary.notes if "comparisons.csv" in note]
    line = int(note.partition("(line ")[2].partition(")")[0])
    assert "“lower than in most other forces”" in note
    assert "last year" not in note  # which a number says
    assert "much lower" in (folder / "report.txt").read_text("utf-8").split("\n")[line - 1]


def test_a_file_that_is_no_report_is_refused_in_a_sentence(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("Dear Kent Police, you have 5 dogs.\n", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    asked = ["--area", AREA, "--edition", EDITION, "-o", str(tmp_path / "out")]
    for name, said in (
        ("letter.txt", "has none of the headings of a report"),
        ("empty.txt", "empty.txt contains no text."),
        (".", "is a folder. Name the report's file."),
    ):
        with pytest.raises(SubmissionError, match=said):
            transcribe(tmp_path / name, tmp_path / "out", area=AREA, edition=EDITION)
    assert (
        main(
            ["transcribe", str(tmp_path / "letter.txt"), *asked[2:], "--area", "england-and-wales"]
        )
        == 2
    )
    assert "A report is about one force" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_period_that_only_another_report_states_is_not_taken_over(tmp_path):
    said = "The number of registered sex offenders has increased by 9 percent since {}."
    for words, end in (("1 July 2014, to 1 July 2015", "2015-07-01"), ("July 2014", "")):
        _, folder = drafted(
            tmp_path, REPORT.replace("Its kennels hold 34 police dogs.", said.format(words))
        )
        rows = folder_of.read_table(folder, "operational_figures")
        (row,) = [row for row in rows if row["measure"] == "registered_sex_offenders_change"]
        assert (row["value"], row["period_end"]) == ("9", end)


@pytest.mark.parametrize("more", ["Kent Police 2014", "Essex Police", "Rank"])
def test_a_table_with_more_columns_than_the_patterns_is_not_read_like_it(tmp_path, more):
    two = "Rates per 1,000 population      Kent Police      England and Wales"
    row = "Victim-based crime      {}52.1      56.0"
    text = REPORT.replace(
        two, f"Rates per 1,000 population      {more}      Kent Police      England and Wales"
    )
    assert row.format("") in text
    _, folder = drafted(tmp_path, text.replace(row.format(""), row.format("51.1      ")))
    rows = folder_of.read_rows(folder, folder_of.TRANSCRIPTION)
    (wrong,) = [row for row in rows if row["token"] == "51.1"]
    assert wrong["state"] == "open"

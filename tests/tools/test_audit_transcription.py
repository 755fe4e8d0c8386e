"""The transcription audit on a small invented report, and on the real one where its text is at hand."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from peel_data.transcribe.pattern import learnt_publications, read, reviewed

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SOURCE = Path(
    os.environ.get("PEEL_SOURCE_TEXT")
    or ROOT.parent / "shared/source/peel-effectiveness-2015-northamptonshire.txt"
)

REPORT = """\
PEEL: an invented report
March 2031
ISBN: 978-0-00-000000-0

Contents

Overview \N{EN DASH} How effective is the force at keeping people safe and reducing crime?	3
Overall judgment.....	3

Overview \N{EN DASH} How effective is the force at keeping people safe and reducing crime?

Overall judgment¹

Good

¹ See Annex A.

How effective is the force at preventing crime?

Good

Burglaries fell by 7 percent in the 12 months to 30 June 2030.

Force in numbers

Calls

Calls 12 months to 30 June 2030

Borsetshire Police

1,234

Introduction

Question 1 was inspected between April and June 2030.²

² See www.example.org/3.

How effective is the force at preventing crime?

How well does the force patrol?

The force has over 2.8 million leaflets, twelve horses and a sergeant, from 7.00am to 10.00pm.
Burglaries fell by 7 percent, and theft increased by 3 percent. It has twelve dogs²³ of 2 breeds.

Figure 1: Calls by month, 12 months to 30 June 2030^{2}

Calls	45.6

Source: the force

*Per 1,000 people.

Fewer than half of them were much the same as before.

Areas for improvement

- The force should count its leaflets.

Annex A \N{EN DASH} Judgments
"""
PATROL = "Question 1: How well does the force patrol?"
HOLDS = "Question 1: Areas for improvement"
FIGURES = {  # figure id: unit, qualifier
    "leaflets": ("count", "over"),
    "horses": ("count", "exact"),
    "dogs": ("count", "exact"),
    "sergeants": ("count", "exact"),
    "opens": ("time_of_day", "exact"),
    "closes": ("time_of_day", "exact"),
    "burglary": ("percent_change", "exact"),
    "theft": ("percent_change", "exact"),
    "calls": ("count", "exact"),
    "monthly": ("per_1000_population", "exact"),
}


class Citation(NamedTuple):
    """A row of the citations."""

    figure_id: str
    locator: str
    occurrence: int
    printed: str
    printed_value: str
    printed_decimals: int
    publication: str = "invented"


CITATIONS = (
    Citation("leaflets", PATROL, 1, "2.8 million", "2800000", -5),
    Citation("horses", PATROL, 1, "twelve", "12", 0),
    Citation("dogs", PATROL, 2, "twelve", "12", 0),
    Citation("sergeants", PATROL, 1, "a sergeant", "1", 0),
    Citation("opens", PATROL, 1, "7.00am", "7.00", 2),
    Citation("closes", PATROL, 1, "10.00pm", "22.00", 2),
    Citation("burglary", PATROL, 1, "7 percent", "-7", 0),
    Citation("burglary", "Overview: Question 1", 1, "7 percent", "-7", 0),
    Citation("theft", PATROL, 1, "3 percent", "3", 0),
    Citation("calls", "Force in numbers: Calls", 1, "1,234", "1234", 0),
    Citation("monthly", "Figure 1", 1, "45.6", "45.6", 1),
)
NOT_FIGURES = (
    ("Cover", "978-0-00-000000-0", 1, "ISBN"),
    ("Introduction", "Question 1", 1, "question number"),
    ("Figure 1", "Figure 1", 1, "figure number"),
    ("Figure 1", "Per 1,000", 1, "base of a rate"),
    (PATROL, "2", 1, "breeds are no matter of the data"),
)


class Project:
    """An invented report with its data, to change and to audit."""

    def __init__(self, folder: Path, main: Callable[[list[str]], int]) -> None:
        self.folder, self.main = folder, main
        self.report = REPORT
        self.citations = list(CITATIONS)
        self.not_figures = list(NOT_FIGURES)
        self.comparison, self.period_end = "much the same", "2030-06-30"
        self.derivations = {"sergeants": "counted"}
        self.grade, self.inspected_to, self.areas = "good", "2030-06", 1

    def audit(self) -> int:
        """Write the files and run the audit."""
        (self.folder / "report.txt").write_text(self.report, encoding="utf-8")
        self.write("citations", Citation._fields, self.citations)
        self.write(
            "figures",
            ("figure_id", "unit", "qualifier", "derivation", "period_end"),
            (
                (
                    f,
                    *FIGURES[f],
                    self.derivations.get(f, "printed"),
                    self.period_end if f == "calls" else "",
                )
                for f in FIGURES
            ),
        )
        self.write(
            "comparisons",
            ("comparison", "publication", "locator", "printed", "also_in"),
            [("same", "invented", PATROL, self.comparison, "")],
        )
        self.write("grades", ("id", "title"), [("good", "Good"), ("inadequate", "Inadequate")])
        self.write("questions", ("id", "number"), [("overall", 0), ("preventing", 1)])
        where = "Overview: "
        self.write(
            "judgments",
            ("question", "grade", "inspected_from", "inspected_to", "published", "locator"),
            [
                ("overall", "good", "", "", "2031-03", where + "Overall judgment"),
                (
                    "preventing",
                    self.grade,
                    "2030-04",
                    self.inspected_to,
                    "2031-03",
                    where + "Question 1",
                ),
            ],
        )
        self.write(
            "areas_for_improvement",
            ("number", "locator"),
            [(number, HOLDS) for number in range(1, self.areas + 1)],
        )
        self.write("report_figures", ("label",), [("Figure 1",), ("Force in numbers: Calls",)])
        self.write("notes", ("id", "locator"), [("asterisk", "Figure 1"), ("mark", "Footnote 2")])
        self.write(
            "publications",
            ("id", "published", "isbn"),
            [("invented", "2031-03", "978-0-00-000000-0")],
        )
        self.write("not_figures", ("part", "token", "occurrence", "reason"), self.not_figures)
        listed = self.folder / "not_figures.csv"
        paths = [self.folder / "report.txt", "--data", self.folder, "--not-figures", listed]
        return self.main([str(path) for path in paths])

    def write(self, name, header, rows) -> None:
        with (self.folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])


@pytest.fixture
def audit_main(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], int]:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import audit_transcription

    return audit_transcription.main


@pytest.fixture
def project(tmp_path: Path, audit_main) -> Project:
    made = Project(tmp_path, audit_main)
    made.not_figures.append((PATROL, "half", 1, "says nothing of how many"))
    return made


def test_sound_transcription(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.audit() == 0
    printed = capsys.readouterr().out
    assert "11 citations" in printed
    assert "Unclaimed numbers: none" in printed
    assert "Citations that the text does not confirm: none" in printed
    assert "Entries of the reviewed list that no longer apply: none" in printed


def change(index: int, **changed: object) -> Callable[[Project], None]:
    """Change one citation."""

    def apply(project: Project) -> None:
        project.citations[index] = project.citations[index]._replace(**changed)

    return apply


def rewrite(old: str, new: str) -> Callable[[Project], None]:
    """Change the report, once."""

    def apply(project: Project) -> None:
        assert old in project.report
        project.report = project.report.replace(old, new, 1)

    return apply


def put(name: str, value: object) -> Callable[[Project], None]:
    """Change what the data say."""
    return lambda project: setattr(project, name, value)


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (change(2, occurrence=1), "patrol?” (dogs): already claimed by horses."),
        (change(2, occurrence=3), "the token occurs there 2 times"),
        (change(0, locator="Annex B"), "the text has no such part"),
        (change(0, printed="2.8"), "it states 2.8 to 1 decimals, not 2800000 to -5"),
        (change(1, printed="horses"), "the token is not a number"),
        (change(1, printed_value="13"), "it states 12 to 0 decimals, not 13"),
        (change(1, figure_id="cats"), "there is no such figure"),
        (change(6, printed_value="7"), "it states -7 to 0 decimals, not 7"),
        (change(8, printed_value="-3"), "it states 3 to 0 decimals, not -3"),
        (change(7, figure_id="calls", printed_value="7"), "says percent, but the unit is count"),
        (change(6, printed="7"), "the token leaves out “percent”"),
        (change(7, printed="30"), "these digits belong to a date"),
        (rewrite("over 2.8", "almost 2.8"), "the text says almost, not over"),
        (rewrite("has twelve dogs", "has nineteen dogs"), "“nineteen” in “Question 1"),
        (rewrite("its leaflets", "all its leaflets"), "“all” in “Question 1: Areas for improv"),
        (put("derivations", {}), "(sergeants): the number is counted, not printed"),
        (rewrite("its leaflets", "its 8 leaflets"), "“8” in “Question 1: Areas for improvement”"),
        (lambda project: project.citations.pop(3) and project.citations.pop(0), "“2.8” in"),
        (lambda project: project.not_figures.append((PATROL, "2", 2, "gone")), "“2”, occurrence 2"),
        (lambda project: project.not_figures.append((PATROL, "dogs", 1, "none")), "contains no number"),
        (lambda project: project.not_figures.append(("Footnote 2", "See", 1, "")), "gives no reason"),
        (lambda project: project.not_figures.append((PATROL, "7.00am", 1, "a time")),
         "already claimed by opens"),
        (put("comparison", "quite other"), "the token occurs there 0 times"),
        (put("comparison", "the"), "“the” occurs "),
        (put("grade", "inadequate"), "prints the grades ['good'], but the data has ['inadequate']"),
        (put("inspected_to", "2030-07"), "no sentence of the text says “between April and July 2030”"),
        (put("period_end", "2029-06-30"), "calls: no part that prints it says “30 June 2029”"),
        (put("areas", 2), "“Question 1: Areas for improvement”: the text has 1, the data has 2"),
        (rewrite("Figure 1: ", "Table 1: "), "“Figure 1” is not in the text"),
        (rewrite("² See", "See"), "“Footnote 2” is not a part of the text"),
        (rewrite("ISBN: 978", "ISBN: 979"), "“978-0-00-000000-0” is not in the text"),
    ],
)  # fmt: skip
def test_slips_are_found(
    project: Project,
    capsys: pytest.CaptureFixture[str],
    slip: Callable[[Project], object],
    said: str,
) -> None:
    slip(project)
    assert project.audit() == 1
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    "name", ["report.txt", "citations.csv", "judgments.csv", "not_figures.csv"]
)
def test_audit_that_cannot_run(
    project: Project, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert project.audit() == 0
    (project.folder / name).unlink()
    paths = ["report.txt", "--data", ".", "--not-figures", "not_figures.csv"]
    arguments = [p if p.startswith("--") else str(project.folder / p) for p in paths]
    assert project.main(arguments) == 2
    error = capsys.readouterr().err
    assert "The audit could not run" in error
    assert name in error


def test_table_that_lacks_a_column(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.audit() == 0
    project.write("notes", ("id",), [("asterisk",)])
    report, data = str(project.folder / "report.txt"), str(project.folder)
    listed = str(project.folder / "not_figures.csv")
    assert project.main([report, "--data", data, "--not-figures", listed]) == 2
    assert "a table lacks 'locator'" in capsys.readouterr().err


def test_publication_has_to_be_clear(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.citations.append(CITATIONS[0]._replace(publication="another"))
    assert project.audit() == 2
    assert "say with --publication which it is of another, invented" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("token", "value", "decimals"),
    [
        ("+13.0%", "13", 1),
        ("-10.6%", "-10.6", 1),
        ("31,626", "31626", 0),
        ("2.8 million", "2800000", -5),
        ("twenty", "20", 0),
        ("Twelve horses", "12", 0),
        ("300-metre", "300", 0),
        ("12.00am", "0", 2),
        ("12.30pm", "12.30", 2),
        ("a sergeant", "1", 0),
        ("sheep, goats and geese", "3", 0),
        ("majority of cases", "50", 0),
        ("Most forces", "50", 0),
        ("all category 1 responders", "100", 0),
        ("monthly", "12", 0),
        ("every day", "7", 0),
        ("one hundred", "100", -2),
        ("3 thousand", "3E+3", -3),
        ("a dozen", "12", 0),
    ],
)
def test_what_tokens_state(audit_main, token: str, value: str, decimals: int) -> None:
    from decimal import Decimal

    from peel_data.transcribe.numbers import stated

    assert stated(token) == (Decimal(value), decimals)


@pytest.mark.parametrize("token", ["horses", "1,23", "two-thirds"])
def test_tokens_that_state_no_number(audit_main, token: str) -> None:
    from peel_data.transcribe.numbers import stated

    with pytest.raises(ValueError, match=token):
        stated(token)


@pytest.mark.skipif(not SOURCE.is_file(), reason="the report's text is no part of the package")
def test_the_real_report(audit_main, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit_main([str(SOURCE)]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("publication", learnt_publications())
def test_reviewed_lists_are_short_and_reasoned(publication: str) -> None:
    rows = reviewed(read(publication))
    keys = [(row["part"], row["token"], int(row["occurrence"])) for row in rows]
    assert len(keys) == len(set(keys)) > 20
    assert all(row["reason"] and len(row["token"]) < 25 for row in rows)

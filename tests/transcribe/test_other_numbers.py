"""Numbers of other things, under every heading that a report has, are hardly ever taken for a figure."""

from __future__ import annotations

from dataclasses import replace

from peel_data.tables import records
from peel_data.transcribe import pattern
from peel_data.transcribe.claims import UNDOUBTED
from peel_data.transcribe.draft import CLAIMED, Origin
from peel_data.transcribe.drafting import draft
from peel_data.transcribe.model import model_of
from support.accepted_report import document_of
from support.invented_reports import invent
from support.invented_reports.wordings import PASSAGES
from support.invented_reports.writing import QUESTIONS

EDITION = "peel-effectiveness-2015"
OTHERS = """\
Supervisors met every 14 days.
Training lasts 36 hours.
The front desk is open from 8.00am to 4.00pm.
Within 200 metres of the station there are 12 cameras.
The force has 45 investigators.
In 45 cases the crime was recorded late.
Ten officers work in the investigation unit.
There are 31 staff in the regional unit.
Police officers visit 12 schools.
The council has 12 offices.
The pilot ran for seven months.
We examined 35 case files.
In 18 percent of cases there was a plan.
The number of burglaries has increased by 12 percent.
The strategy has 11 pages.
The campaign reached 12,000 people.
The force has 120 volunteers and 16 horses.
Five priorities were agreed with the crime commissioner.
The task force has 14 members.
Offenders attend for 10 weeks.
The register was checked 23 times.
Orders were served on 19 people.
The force investigated 31 complaints within 28 days.
Eight vehicles are shared with the fire and rescue service.
The regional unit mapped 140 groups.
The force recorded 99 incidents at football matches."""


def test_numbers_of_other_things_stay_open():
    report = invent(9001, "known")
    blocks = ["PEEL: Police effectiveness 2015", f"An inspection of {report.force}"]
    for number, question in QUESTIONS.items():
        under = dict.fromkeys(
            p.section for p in PASSAGES if p.section.startswith(f"Question {number}")
        )
        headings = [each.partition(": ")[2].format(place="the county") for each in under]
        for heading in dict.fromkeys([question, *headings]):
            blocks += [heading, *OTHERS.split("\n")]
    document = document_of(replace(report, text="\n\n".join(blocks)))
    first = f"{EDITION}-northamptonshire"
    model = model_of(first, records.read, pattern.read(first))
    origin = Origin(report.area, EDITION, "other", (), "other", "")
    made = draft(document, records.read, origin, [model])
    claimed = [each for each in made.claims if each.state == CLAIMED]
    assert len(made.claims) > 400
    assert len(claimed) <= 4, claimed
    assert all(each.confidence < UNDOUBTED for each in claimed)

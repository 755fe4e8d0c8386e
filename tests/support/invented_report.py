"""An invented report of a force, in the layout of its round: to be drafted, reviewed and accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import mock

from peel_data.transcribe import writing
from peel_data.transcribe.run import transcribe
from support.first_report import PUBLICATION as PUBLICATION_OF_THE_FIRST
from support.run import judge

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.transcribe.run import Summary

PREVENTING = "How effective is the force at preventing crime and anti-social behaviour, and keeping people safe?"
TACKLING = (
    "How effective is the force at tackling serious and organised crime, including its arrangements for "
    "fulfilling its national policing responsibilities?"
)
AREA, EDITION = "kent", "peel-effectiveness-2015"
PUBLICATION = f"{EDITION}-{AREA}"

REPORT = f"""\
PEEL: Police effectiveness 2015
An inspection of Kent Police

February 2016
© HMIC 2016
ISBN: 978-1-00000-000-1

Overview \N{EN DASH} How effective is the force at keeping people safe and reducing crime?

Overall judgment

Good

Kent\N{NO-BREAK SPACE}Police has kept its county safe.

Force in numbers

Organised crime groups

Organised crime groups per million population as at 30 June 2015
Kent Police
40.0
England and Wales
74.7

Crime

Crimes recorded (excluding fraud) per 1,000 population 12 months to 30 June 2015
Kent Police    England and Wales
60.0    63.0

Changes in recorded crime (excluding fraud) 12 months to 30 June 2014 against 12 months to 30 June 2015
+7.1% Kent Police
+4.5% England and Wales

Anti-social behaviour

Anti-social behaviour incidents per 1,000 population 12 months to 30 June 2015
30.0
Kent Police
32.9
England and Wales

Introduction

HMIC inspected forces on questions 1, 2 and 4 between September and November 2015.

{PREVENTING.replace("behaviour, and", "behaviour, and" + chr(10))}

How much crime and anti-social behaviour is there in Kent?

Police recorded crime (excluding fraud) in Kent went up by 7 per cent in the 12 months to 30 June
2015, compared with the previous year. Kent Police recorded 52,500 incidents of anti-
social behaviour in the 12 months to 30 June 2015. Its kennels hold 34 police dogs.

Figure 2: Police recorded crime rates (per 1,000 population) for the 12 months to 30 June 2015

Rates per 1,000 population      Kent Police      England and Wales
Recorded crime (excluding fraud)      60.0      63.0
Victim-based crime      52.1      56.0
Burglary in a dwelling*      5.2      8.4

Source: Home Office data

*The rate of burglary is per 1,000 households.

Summary of findings

Good

Kent Police prevents crime.

Areas for improvement

\N{BULLET} The force should walk its dogs.

{TACKLING}

As at 30 June 2015, Kent Police was disrupting or watching 70 organised crime groups (OCGs). This represents
40 OCGs per one million of the population.

Summary of findings

Requires improvement

Annex A \N{EN DASH} HMIC judgments
"""
"""Crimes, incidents and groups of 1,750,000 people, rounded as reports round them; one kind of number is new."""


def drafted(
    folder: Path,
    text: str = REPORT,
    like: tuple[str, ...] | list[str] = (PUBLICATION_OF_THE_FIRST,),
) -> tuple[Summary, Path]:
    """Draft the report, or another text; what came of it, and the draft's folder.

    What is drafted is validated in this process, as the command does it in a process of its own.
    """
    folder.mkdir(exist_ok=True)
    (folder / "report.txt").write_text(text, encoding="utf-8")
    with mock.patch.object(writing, "validate", lambda tables, limits: judge(tables)):
        made = transcribe(
            folder / "report.txt", folder / "draft", area=AREA, edition=EDITION, like=like
        )
    return made, folder / "draft"

"""Numbers whose measure few words tell: claimed where they tell it alone, else left to a person."""

from __future__ import annotations

import pytest

from peel_data.tables import records
from peel_data.transcribe import pattern
from peel_data.transcribe.draft import CLAIMED, Origin
from peel_data.transcribe.drafting import draft
from peel_data.transcribe.files.document import Document
from peel_data.transcribe.files.normalise import normalise
from peel_data.transcribe.files.text import read_text
from peel_data.transcribe.model import model_of

EDITION = "peel-effectiveness-2015"
PUBLICATION = f"{EDITION}-northamptonshire"
MODEL = model_of(PUBLICATION, records.read, pattern.read(PUBLICATION))
PREVENTING = "How effective is the force at preventing crime and anti-social behaviour, and keeping people safe?"
INVESTIGATING = "How effective is the force at investigating crime and managing offenders?"
TACKLING = (
    "How effective is the force at tackling serious and organised crime, including its arrangements for "
    "fulfilling its national policing responsibilities?"
)
RESOURCES = (
    PREVENTING,
    "How well are resources allocated to prevent crime and anti-social behaviour?",
)
LEVELS = PREVENTING, "How much crime and anti-social behaviour is there in Kent?"
ALLOCATING = INVESTIGATING, "How well does the force initially investigate and allocate cases?"
DIVERTING = INVESTIGATING, "How well does the force divert offenders away from crime?"
THREAT = (
    TACKLING,
    "How well does the force understand the threat and risk posed by serious and organised crime?",
)
RESPONDING = (
    TACKLING,
    "How effectively is the force working with partners to prevent serious and organised crime?",
)
NATIONAL = (
    TACKLING,
    (
        "How effective are the arrangements in place to ensure that the force can fulfil its national policing "
        "responsibilities?"
    ),
)


def claims_of(headings, text):
    """What the numbers of a passage are taken for, by their tokens."""
    lines = ["Kent Police", "", "Introduction", "", "Kent Police.", ""]
    lines += [line for heading in headings for line in (heading, "")]
    report = "\n".join([*lines, text, ""])
    document = Document("kent.txt", normalise(read_text(report.encode(), "kent.txt")))
    origin = Origin("kent", EDITION, "kent", (), "kent.txt", "")
    made = draft(document, records.read, origin, [MODEL])
    return {
        each.number.token: each.id.replace(f"{EDITION}:", "")
        for each in made.claims
        if each.state == CLAIMED
    }


@pytest.mark.parametrize(
    ("headings", "text", "token", "measure"),
    [
        (RESPONDING, "27 ancillary orders wait for a judge.", "27", "ancillary_orders_under_consideration"),
        (RESOURCES, "It has nine matters in its control strategy, four of them high.", "nine",
         "control_strategy_priorities"),
        (RESOURCES, "Special constables come to 310; the force wants 80 besides.", "80",
         "special_constables_planned"),
        (DIVERTING, "The restorative course goes on for nine months.", "nine",
         "restorative_justice_programme_months"),
    ],
)  # fmt: skip
def test_few_words_are_enough_where_they_tell_the_measure(headings, text, token, measure):
    claims = claims_of(headings, text)
    assert claims.get(token) == f"operational_figures:kent:{measure}", claims


@pytest.mark.parametrize(
    ("headings", "text", "token"),
    [
        (RESOURCES, "It hopes to train 40 officers, and has 310 special constables.", "40"),
        (ALLOCATING, "Victims hear from an officer within 5 days.", "5"),
        (ALLOCATING, "The sergeants took 9 days of leave.", "9"),
        (DIVERTING, "The arson team has 12 officers.", "12"),
        (THREAT, "The regional unit has 38 analysts.", "38"),
        (NATIONAL, "The force can draw on 44 public order officers.", "44"),
        (THREAT, "Gangs use drugs in 31 percent of pubs as at 30 June 2015.", "31 percent"),
    ],
)
def test_words_that_more_than_one_thing_has_claim_nothing(headings, text, token):
    assert token not in claims_of(headings, text)


FIVE = "In the year to 30 June 2015, recorded crime in Kent was 9 percent lower than in the year to 30 June 2010."


@pytest.mark.parametrize(
    ("text", "token", "figure"),
    [
        (f"{FIVE} Offences with a person as their victim shrank by 7 percent over those five years.",
         "7 percent", "crime_changes:kent:victim_based:2015-06-30:2010-06-30"),
        (f"{FIVE} A year earlier makes another comparison: recorded crime climbed by 4 percent.",
         "4 percent", "crime_changes:kent:all_excluding_fraud:2015-06-30:2014-06-30"),
        ("In the year to 30 June 2015 anti-social acts were 3 percent less than twelve months before.",
         "3 percent", "anti_social_behaviour_changes:kent:2015-06-30:2014-06-30"),
    ],
)  # fmt: skip
def test_changes_said_in_other_words(text, token, figure):
    claims = claims_of(LEVELS, text)
    assert claims.get(token) == figure, claims


@pytest.mark.parametrize(
    ("text", "own", "national"),
    [
        (("As at 30 June 2015, of organised crime groups, drugs were what 58% of them lived on in Kent, 64% of them in "
         "England and Wales."), "58%", "64%"),
        (("As at 30 June 2015, in Kent and in England and Wales drug activity was that of 58% and 64% of organised "
         "crime groups respectively."), "58%", "64%"),
    ],
    ids=["beside each", "respectively"],
)  # fmt: skip
def test_each_of_two_numbers_is_of_the_area_that_it_is_said_of(text, own, national):
    claims = claims_of((TACKLING,), text)
    stem = "organised_crime_group_shares:{}:drug_activity:2015-06-30"
    assert claims.get(own) == stem.format("kent"), claims
    assert claims.get(national) == stem.format("england-and-wales"), claims

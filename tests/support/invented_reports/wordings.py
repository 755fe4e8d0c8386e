"""The sentences of invented reports, by section: those close to the ordinary phrasing, and those made up.

They stand in `sentences.txt`. `{force}` and `{place}` are the names; `{f_...}` is the force's
figure and `{n_...}` that of England and Wales, in the form after the colon (see `spoken`). `{mark}` is a footnote mark.
"""

from dataclasses import dataclass
from pathlib import Path

HOW_MUCH = "Question 1: How much crime and anti-social behaviour is there in {place}?"
RESOURCES = (
    "Question 1: How well are resources allocated to prevent crime and anti-social behaviour?"
)
PRIORITISING = "Question 1: How well is the force prioritising the prevention of crime and anti-social behaviour?"
TACTICS = (
    "Question 1: How well is the force using a broad range of effective tactics "
    "to prevent crime and anti-social behaviour?"
)
PARTNERS = (
    "Question 1: How well is the force working with partner organisations to keep people safe and "
    "tackle anti-social behaviour in local neighbourhoods?"
)
SUMMARY_1 = "Question 1: Summary of findings"
JUSTICE = "Question 2: How well does the force bring offenders to justice?"
INITIAL = "Question 2: How well does the force initially investigate and allocate cases?"
TYPES = "Question 2: How well does the force investigate different types of crime?"
SATISFIED = "Question 2: How satisfied are victims of crime with the service provided by the force?"
DIVERT = "Question 2: How well does the force divert offenders away from crime?"
DANGEROUS = "Question 2: How well does the force deal with sexual and other dangerous offenders?"
TACKLING = (
    "Question 4: How effective is the force at tackling serious and organised crime, including its "
    "arrangements for fulfilling its national policing responsibilities?"
)
THREAT = "Question 4: How well does the force understand the threat and risk posed by serious and organised crime?"
WORKING = "Question 4: How effectively is the force working with partners to prevent serious and organised crime?"
NATIONAL = (
    "Question 4: How effective are the arrangements in place to ensure that the force can fulfil "
    "its national policing responsibilities?"
)

# What the short names of the sentences stand for: the figure's key in `numbers.figures_of`.
NAMES = {
    "crime_year": "crime_changes:all_excluding_fraud:2015-06-30:2014-06-30",
    "crime_five": "crime_changes:all_excluding_fraud:2015-06-30:2010-06-30",
    "victim_five": "crime_changes:victim_based:2015-06-30:2010-06-30",
    "asb": "anti_social_behaviour_incidents:2015-06-30",
    "asb_year": "anti_social_behaviour_changes:2015-06-30:2014-06-30",
    "satisfied": "victim_satisfaction:2015-03-31",
    "groups": "organised_crime_group_numbers:2015-06-30",
    "group_rate": "organised_crime_group_rates:2015-06-30",
    "drugs": "organised_crime_group_shares:drug_activity:2015-06-30",
}


@dataclass(frozen=True)
class Passage:
    """A passage of a section, in both kinds of wording, each with its variants."""

    section: str
    known: tuple[str, ...]
    new: tuple[str, ...]


def _passages() -> tuple[Passage, ...]:
    """Return the passages of `sentences.txt`: a heading with `#`, then passages between blank lines."""
    section, passages = "", []
    text = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8")
    for block in text.split("\n\n")[1:]:
        if block.startswith("# "):
            section = block.removeprefix("# ").strip()
            continue
        lines = [line.partition(": ") for line in block.splitlines()]
        known, new = (
            tuple(text for kind, _, text in lines if kind == name) for name in ("known", "new")
        )
        passages.append(Passage(section, known, new))
    return tuple(passages)


PASSAGES = _passages()

# Figures of kinds that no data set holds yet; `{x}` is the number. A reader may not take them for others.
UNKNOWN = (
    (THREAT, "The dog section has {x} trained police dogs."),
    (TACTICS, "The force trained {x} drone pilots during the year."),
    (INITIAL, "Answering an emergency call takes {x} seconds on average."),
    (NATIONAL, "The force can draw on {x} public order officers."),
    (DIVERT, "We spoke with {x} volunteers of the mentoring scheme."),
)
# Sentences whose numbers are no figures: years, pages, levels, acts of Parliament.
NOT_FIGURES = (
    (
        JUSTICE,
        "Since April 2014, forces have recorded how investigations end in a new way.",
        ("2014",),
    ),
    (TYPES, "We inspected this in 2014 and again in 2015.", ("2014", "2015")),
    (
        NATIONAL,
        "The Civil Contingencies Act 2004 sets out what a category 1 responder does.",
        ("2004", "1"),
    ),
    (SATISFIED, "See the letter of 17 March 2015 to chief constables.", ("17", "2015")),
    (DANGEROUS, "Staff use level 1, 2 and 3 of the guidance of May 2012.", ("1", "2", "3", "2012")),
)

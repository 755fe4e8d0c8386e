"""A report's own table of contents says which lines are headings; where it is missing or wrong, nothing changes."""

from __future__ import annotations

import pytest

from peel_data.transcribe.parts import Parts

QUESTION = "How effective is the force at preventing crime?"
BODY = f"""\
Overview
Crime rose by 7 percent.
Introduction
{QUESTION}
It is.
Walking
the dogs
There are 13 dogs.
Summary of findings
Good
Glossary of terms
Dogs are 4.
Annex A
"""
TITLES = [
    "Overview",
    "Introduction",
    QUESTION,
    "Walking the dogs",
    "Summary of findings",
    "Annex A",
]


def parts_of(*text):
    return Parts("\n".join(text).split("\n")).texts


def with_pages(titles):
    return "\n".join(f"{title}.....{page}" for page, title in enumerate(titles, 3))


FOUND = {
    "Overview": "Overview\nCrime rose by 7 percent.",
    "Question 1: Walking the dogs": "Walking\nthe dogs\nThere are 13 dogs.",
}


@pytest.mark.parametrize(
    "contents",
    [
        "Contents\n" + with_pages(TITLES),
        "Table of contents\n\n" + with_pages(TITLES) + "\n",
        "Contents\n"
        + with_pages(TITLES)
        .replace("Walking the", "Walking\nthe")
        .replace("the force", "the\nforce"),
        "Contents\n" + with_pages(TITLES).replace(".....", "\t"),
        "Contents\n" + "\n".join(TITLES),
    ],
    ids=["dots", "blank lines", "wrapped", "tabs", "no pages"],
)
@pytest.mark.parametrize("shape", [str, str.upper], ids=["as it is", "capitals"])
def test_titles_of_the_contents_are_headings_of_the_text(contents, shape):
    body = "\n".join(
        shape(line) if line in {"Walking", "the dogs", "Overview"} else line
        for line in BODY.split("\n")
    )
    made = parts_of("PEEL", contents, body)
    assert made["Cover"] == "PEEL"
    assert {name: made[name].replace("WALKING\nTHE DOGS", "Walking\nthe dogs").replace("OVERVIEW", "Overview")
            for name in FOUND} == FOUND  # fmt: skip
    assert made["Question 1: Summary of findings"].startswith("Summary of findings\nGood")
    assert list(made)[1] == "Contents"
    assert list(made)[-1] == "Annex A"


def test_a_title_that_no_question_is_above_is_a_section():
    titles = ["Foreword", *TITLES]
    made = parts_of("Contents", with_pages(titles), "Foreword", "In 13 lines.", BODY)
    assert made["Foreword"] == "Foreword\nIn 13 lines."


@pytest.mark.parametrize(
    "contents",
    [
        "Contents\n" + with_pages(["Foreword", "Another report", "Glossary"]),
        "Contents\nWhat is in it, the authors did not say.",
        "Contents",
    ],
    ids=["of another report", "prose", "empty"],
)
def test_a_wrong_table_of_contents_is_of_no_account(contents):
    made = parts_of("PEEL", contents, BODY)
    plain = parts_of("PEEL", BODY)
    assert {name: text for name, text in made.items() if name != "Contents"} == plain
    assert made["Contents"] == contents


def test_headings_of_other_reports_are_known_without_contents():
    made = Parts(BODY.split("\n"), headings=["Walking the dogs"]).texts
    assert made["Question 1: Walking the dogs"] == FOUND["Question 1: Walking the dogs"]


def test_a_short_title_does_not_cut_a_table():
    body = BODY.replace("There are", "Figure 1: Dogs\nDogs\n13\n14\nSource: Force\nDogs\nThere are")
    made = parts_of("Contents", with_pages([*TITLES[:4], "Dogs", *TITLES[4:]]), body)
    assert made["Figure 1"] == "Figure 1: Dogs\nDogs\n13\n14\nSource: Force"
    assert made["Question 1: Dogs"] == "Dogs\nThere are 13 dogs."


@pytest.mark.parametrize("width", [1, 2, 3])
def test_a_title_takes_as_many_lines_as_a_narrow_column_needs(width):
    words = QUESTION.split()
    narrow = "\n".join(" ".join(words[at : at + width]) for at in range(0, len(words), width))
    contents = "Contents\n" + with_pages(TITLES)
    plain, made = parts_of(contents, BODY), parts_of(contents, BODY.replace(QUESTION, narrow))
    assert made.keys() == plain.keys()
    assert any(name.startswith("Question 1") for name in made)

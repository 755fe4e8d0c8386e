"""The one right form of a number, and the hints for all others."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel_data.readers.numbers import LONGEST, NumberProblem, canonical_number


@pytest.mark.parametrize("text", ["0", "0.0", "7", "65.7", "-4.50", "2800000", "-0.01", "9" * 40])
def test_canonical(text):
    value = canonical_number(text)
    assert value == Decimal(text)
    assert str(value) == text


SUGGESTED = [
    ("1,234", "1234"),
    ("-1,234,567.5", "-1234567.5"),
    ("12%", "12"),
    ("14.9 per cent", "14.9"),
    ("£5", "5"),
    ("６５.７", "65.7"),
    ("٤٢", "42"),
    ("1_000", "1000"),
    ("1'000", "1000"),
    ("1 000", "1000"),
    ("1\u00a0000", "1000"),
    ("−4.5", "-4.5"),
    ("–4.5", "-4.5"),
    ("(4.5)", "-4.5"),
    ("+4.5", "4.5"),
    (".5", "0.5"),
    ("-.5", "-0.5"),
    ("5.", "5"),
    ("007", "7"),
    ("-007.50", "-7.50"),
    ("-0", "0"),
    ("-0.00", "0.00"),
    ("65,7", "65.7"),
    ("1e3", "1000"),
    ("1.5E-3", "0.0015"),
    (" 65.7", "65.7"),
    ("65.7 ", "65.7"),
    ("\t7\n", "7"),
    ("+0", "0"),
]


@pytest.mark.parametrize(("text", "suggestion"), SUGGESTED)
def test_right_form_is_suggested(text, suggestion):
    problem = canonical_number(text)
    assert isinstance(problem, NumberProblem)
    assert problem.suggestion == suggestion
    assert problem.message.endswith(".")


DOUBTLESS = ["", " ", "NaN", "nan", "inf", "-Infinity", "1e400", "1e-400", "1e99999", "abc", "1.2.3", "--4",
     "1,23,4", "0x10", "½", "²", "1e", "e5", "-", "+", ".", "-.", "1-2", "n/a", "..", "4.5-",
     "9" * 41, "9" * 5000, "1" + "0" * 39 + ".", "①", "1\u200b2", "٫5", "1,2345"]  # fmt: skip


@pytest.mark.parametrize("text", DOUBTLESS)
def test_without_a_doubt_no_number(text):
    problem = canonical_number(text)
    assert isinstance(problem, NumberProblem)
    assert problem.suggestion is None or isinstance(canonical_number(problem.suggestion), Decimal)


WORDS = [
    ("12%", "percent sign"),
    ("£5", "currency"),
    ("1,234", "comma"),
    ("−4", "hyphen"),
    ("６", "0 to 9"),
    ("NaN", "leave the cell empty"),
    ("1e5", "exponent"),
    ("1_000", "thousands separators"),
    ("+1", "plus"),
    ("(1)", "brackets"),
    (".5", "before the decimal point"),
    ("5.", "after the decimal point"),
    ("05", "leading zero"),
    ("1 2", "space"),
    ("x", "not a number"),
    ("-0", "minus sign"),
    ("", "no number here"),
    ("1" * 41, "40 characters"),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_the_reason_is_named(text, words):
    problem = canonical_number(text)
    assert isinstance(problem, NumberProblem)
    assert words in problem.message


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_problem(text):
    outcome = canonical_number(text)
    if isinstance(outcome, Decimal):
        assert outcome.is_finite()
        assert format(outcome, "f") == text
        assert len(text) <= LONGEST
    elif outcome.suggestion is not None:
        assert isinstance(canonical_number(outcome.suggestion), Decimal)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    )
)
def test_plain_decimals_are_canonical(value):
    text = format(abs(value), "f")
    assert canonical_number(text) == abs(value)


@pytest.mark.parametrize("text", ["65.7²", "65.7 ¹", "①", "½", ".", "-.", "£", "%"])
def test_nothing_doubtful_is_suggested(text):
    """The mark of a footnote is no digit, and a point alone no zero."""
    problem = canonical_number(text)
    assert isinstance(problem, NumberProblem)
    assert problem.suggestion is None


def test_what_is_said(file_regression):
    """Of each text above: what is wrong, and what to write."""
    texts = [*(text for text, _ in (*SUGGESTED, *WORDS)), *DOUBTLESS]
    lines = []
    for text in dict.fromkeys(texts):
        problem = canonical_number(text)
        assert isinstance(problem, NumberProblem)
        lines.append(f"{ascii(text)[:60]}: {problem.message} {problem.suggestion or ''}".rstrip())
    file_regression.check("\n".join(lines) + "\n", basename="numbers", encoding="utf-8")

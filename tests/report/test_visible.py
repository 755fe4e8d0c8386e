import pytest
from hypothesis import given

from peel_data.findings import Finding, Place, Severity
from peel_data.report.visible import cut, hidden, inert, shown, visible
from support.report_strategies import texts


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("14.9", "14.9"),
        ("Dyfed-Powys, é, £, 😀", "Dyfed-Powys, é, £, 😀"),
        ("12\u202e34", "12\\u202e34"),
        ("12\u00a0345", "12\\u00a0345"),
        ("a\tb\r\nc", "a\\tb\\r\\nc"),
        ("\x1b[2J\x9b", "\\u001b[2J\\u009b"),
        ("x\U000e0041", "x\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("\u3164\ufe0f", "\\u3164\\ufe0f"),
    ],
)
def test_hidden_characters_are_shown_by_their_number(text: str, seen: str) -> None:
    assert visible(text) == seen


@given(texts)
def test_what_was_made_visible_hides_nothing_and_stays(text: str) -> None:
    once = visible(text)
    assert not any(map(hidden, once))
    assert visible(once) == once


def test_a_long_text_is_cut_and_says_how_long_it_was() -> None:
    assert cut("x" * 32_768) == "x" * 300 + "… (32,768 characters)"
    assert cut("x" * 300) == "x" * 300


def test_every_text_of_a_finding_is_made_visible_and_nothing_else_changes() -> None:
    finding = Finding("S204", Severity.ERROR, "a\x00", (Place("b\x00", row=3, text="c\x00"),))
    made = shown(finding)
    assert made == Finding(
        "S204", Severity.ERROR, "a\\u0000", (Place("b\\u0000", row=3, text="c\\u0000"),)
    )
    assert made.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("line", "safe"),
    [
        ("::error::x", ": :error::x"),
        ("  ::add-mask::x", "  : :add-mask::x"),
        ("a ::b", "a ::b"),
        ("x ##vso[task]", "x # #vso[task]"),
        ("## title", "## title"),
    ],
)
def test_orders_to_build_servers_are_broken(line: str, safe: str) -> None:
    assert inert(line) == safe

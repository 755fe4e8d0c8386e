import base64
import hashlib
import re

import pytest

from peel_data.findings import Bound, Finding, Severity
from peel_data.report.html import render_html
from peel_data.report.html_style import STYLE
from peel_data.report.interval_chart import chart
from support.example_report import REPORT

PAGE = render_html(REPORT)


def test_the_policy_admits_this_style_and_nothing_else() -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", PAGE, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert (
        f"default-src &#x27;none&#x27;; style-src &#x27;sha256-{digest}&#x27;; "
        "base-uri &#x27;none&#x27;; form-action &#x27;none&#x27;"
    ) in PAGE
    assert " style=" not in PAGE.replace(style, "")


def test_ids_are_unique_and_every_local_link_leads_somewhere() -> None:
    ids = re.findall(r'\bid="([^"]+)"', PAGE)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'(?:href="#|aria-labelledby=")([^"]+)"', PAGE)
    assert set(targets) <= set(ids)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, as WCAG defines it."""

    def luminance(colour: str) -> float:
        digits = colour.lstrip("#")
        digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
        channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", range(3), ids=["light", "dark", "print"])
def test_text_stands_out_from_its_ground(theme: int) -> None:
    block = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[theme]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", block))
    pairs = [(ink, ground) for ink in ("ink", "quiet", "info") for ground in ("page", "card")]
    pairs += [(kind, f"{kind}-soft") for kind in ("error", "warning", "info", "good")]
    pairs += [(kind, "card") for kind in ("error", "warning")] + [("ink", "code")]
    for ink, ground in pairs:
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def bars(*bounds: tuple[str | None, str | None]) -> list[tuple[float, float]]:
    drawn = chart(
        Finding("A503", Severity.ERROR, "x", bounds=tuple(Bound("x", *bound) for bound in bounds))
    )
    return [
        (float(x), float(x) + float(width))
        for x, width in re.findall(r'class="span" x="([\d.]+)" y="1" width="([\d.]+)"', drawn)
    ]


def test_bars_stand_on_one_scale_and_do_not_meet_where_the_intervals_do_not() -> None:
    (a, b), (c, d) = bars(("14.85", "14.95"), ("15.05", "15.25"))
    assert 0 < a < b < c < d < 100
    assert (d - c) == pytest.approx(2 * (b - a), abs=0.05)


def test_an_open_end_runs_to_the_edge_and_an_exact_value_is_a_line() -> None:
    (start, _), (_, end), (left, right) = bars((None, "1"), ("2", None), ("3", "3"))
    assert (start, end) == (0, 100)
    assert right - left == pytest.approx(0.8)


@pytest.mark.parametrize("bound", [("1", "1"), (None, None), ("x", "nan"), ("-1e308", "1e308")])
def test_what_cannot_be_drawn_is_only_said(bound: tuple[str | None, str | None]) -> None:
    assert bars(bound) == []

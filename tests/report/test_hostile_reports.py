"""Whatever stands in a submission, a report about it can be trusted in every format."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import example, given, settings
from markdown_it import MarkdownIt

from peel_data.findings import (
    Finding,
    IgnoredPart,
    Place,
    Report,
    Severity,
    Skipped,
    TableCount,
    Waived,
)
from peel_data.report import STYLES, render
from peel_data.report.markdown import code, escape
from peel_data.report.text import render_text
from peel_data.report.visible import hidden, visible
from support.report_strategies import TRICKS, reports, texts

SCHEMAS = Path(__file__).parent / "schemas"
SARIF = jsonschema.Draft202012Validator(
    json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
)

trick = "".join(TRICKS)
worst = Finding(
    "S204",
    Severity.ERROR,
    trick,
    (Place(trick, trick, 1, trick, trick, trick),) * 2,
    trick,
    (trick,),
    table=trick,
    subject=trick,
    fingerprint=trick,
)
WORST = Report(
    trick,
    (worst,),
    (TableCount(trick, 1, 1, 0),),
    (Skipped("A502", trick),),
    (IgnoredPart(trick, trick),),
    (Waived(worst, trick, trick, trick),),
    (trick,),
    (trick,),
    trick,
)


@given(report=reports)
@example(report=WORST)
@settings(max_examples=15)
def test_nothing_hidden_stands_in_a_report(report: Report) -> None:
    for style in STYLES:
        text = render(report, style)
        assert not {character for character in text.replace("\n", "") if hidden(character)}, style
        assert text.endswith("\n"), style
        text.encode("utf-8")


@given(report=reports)
@example(report=WORST)
@settings(max_examples=15)
def test_a_wrapped_and_coloured_text_gives_no_orders(report: Report) -> None:
    for width in (None, 40, 80):
        for line in render_text(report, width=width).splitlines():
            assert not line.lstrip().startswith("::")
            assert not re.search(r"##\w*\[", line)
    painted = render_text(report, width=80, colour=True)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", painted)
    assert plain == render_text(report, width=80)


@given(report=reports)
@example(report=WORST)
@settings(max_examples=15)
def test_annotations_are_one_command_a_line(report: Report) -> None:
    lines = render(report, "github").splitlines()
    assert len(lines) == len(report.findings) + 1
    for line in lines:
        command = re.fullmatch(r"::(error|warning|notice) ((?:\w+=[^:,]*,?)+)::(.*)", line)
        assert command
        assert set(re.findall(r"(\w+)=[^,]*,?", command[2])) <= {"file", "line", "title"}
        assert not re.search(r"%(?!0A|25)", command[3])


@given(report=reports)
@example(report=WORST)
@settings(max_examples=15)
def test_sarif_validates_against_its_schema(report: Report) -> None:
    log = json.loads(render(report, "sarif"))
    SARIF.validate(log)
    for result in log["runs"][0]["results"]:
        assert not re.search(r"(?<!\\)\[[^\[\]]*\]\(", result["message"]["text"])
        assert result["locations"]
        for location in result["locations"]:
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"(file://(?=/))?(/[A-Za-z]:(?=/))?(?!//)[A-Za-z0-9/._~%-]+", uri)


@given(report=reports)
@example(report=WORST)
@settings(max_examples=15)
def test_junit_is_well_formed_and_counts_right(report: Report) -> None:
    root = fromstring(render(report, "junit"))
    failures = root.findall(".//failure")
    assert int(root.get("failures")) == len(failures)
    assert int(root.get("tests")) == len(root.findall(".//testcase"))
    assert int(root.get("skipped")) == len(report.skipped)
    assert bool(failures) is not report.ok


class Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name == "href"}


HTML_TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "nav", "footer", "section",
    "article", "h1", "h2", "h3", "p", "ul", "li", "dl", "dt", "dd", "div", "span", "strong", "bdi",
    "code", "a", "details", "summary", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
    "svg", "rect", "ol", "mark",
}  # fmt: skip


@given(report=reports)
@example(report=WORST)
@settings(max_examples=15)
def test_html_holds_no_element_of_a_stranger(report: Report) -> None:
    page = Elements(render(report, "html"))
    assert page.tags <= HTML_TAGS
    assert not any(name.startswith("on") or name in {"style", "src"} for name in page.attributes)
    assert all(
        link.startswith(("#part-", "https://github.com/peel-data/peel_data/"))
        for link in page.links
    )


def parts(markdown: str) -> list[str]:
    """The types of all tokens, with the targets of links."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    flat = [inner for token in tokens for inner in [token, *(token.children or [])]]
    return [f"{token.type} {token.attrGet('href') or ''}".strip() for token in flat]


@given(text=texts)
@example(text=trick)
@settings(max_examples=300)
def test_escaped_text_is_only_text_to_markdown(text: str) -> None:
    text = visible(text)
    plain = {"inline", "text", "code_inline", "text_special"}
    around = {"bullet_list_open", "list_item_open", "paragraph_open"}
    around |= {name.replace("open", "close") for name in around}
    assert set(parts(f"- {escape(text)}")) <= plain | around
    assert set(parts(f"## x {escape(text)}")) <= plain | {"heading_open", "heading_close"}


@pytest.mark.parametrize("text", ["", " ", "  "])
def test_code_without_content_opens_nothing(text: str) -> None:
    assert parts(f"{code(text)} <b>x</b> `` y").count("code_inline") == 1


@given(text=texts.filter(str.strip))
@example(text=trick)
@settings(max_examples=300)
def test_code_shows_exactly_the_text(text: str) -> None:
    text = visible(text)
    (paragraph,) = [
        token
        for token in MarkdownIt("commonmark").parse(f"x {code(text)} y")
        if token.type == "inline"
    ]
    (span,) = [token for token in paragraph.children or [] if token.type == "code_inline"]
    assert span.content == text


@given(report=reports)
@example(report=WORST)
@settings(max_examples=15)
def test_markdown_links_lead_only_to_pages_of_rules(report: Report) -> None:
    types = parts(render(report, "markdown"))
    links = [each.split()[1] for each in types if each.startswith("link_open")]
    assert len(links) == len(report.findings)
    assert all(link.startswith("https://github.com/peel-data/peel_data/") for link in links)
    assert not {"image", "html_inline", "html_block", "fence", "hr", "code_block"} & set(types)

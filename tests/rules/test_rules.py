"""Each rule speaks when it is broken, is silent when not, and says it well."""

import re

import pytest

from peel_data.findings import Report
from peel_data.report.text import render_text
from peel_data.rule import Rule
from peel_data.validation.explaining import page_name, rule_of, section
from peel_data.validation.rules.registry import FAMILIES, RULES
from support.describe import bare_ids, grouped, told
from support.rule_cases import CASES, edited, release

VERSION = re.compile(r"(?<![0-9.])[0-9]+\.[0-9]+\.[0-9]+(?![0-9])")
COMMIT = re.compile(r"\b([Cc]ommit )[0-9a-f]{10}\b")
CODES = [rule.code for rule in RULES]


@pytest.mark.parametrize("code", CODES)
def test_rule_speaks_when_broken(code, tmp_path, file_regression):
    folder = tmp_path / "a_folder"  # its name may be a heading, which is underlined
    folder.mkdir()
    found = [finding for finding in CASES[code][0](folder) if finding.code == code]
    assert found, f"nothing breaks {code}"
    if code != "R312":  # it speaks of rows of `areas` themselves
        assert not bare_ids(found[0])
    assert found[0].severity == rule_of(code).severity
    report = Report("a submission", tuple(found[:1]), ())
    text = render_text(report).replace(str(folder), "...")
    text = VERSION.sub("X.Y.Z", COMMIT.sub(r"\1HASH", text))
    file_regression.check(text, basename=code, encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_rule_is_silent_when_kept(code, tmp_path):
    assert code not in {finding.code for finding in CASES[code][1](tmp_path)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_explained_and_shown(rule, root):
    name, _, anchor = page_name(rule.code).partition("#")
    explained = (root / "docs" / "rules" / name).read_text(encoding="utf-8")
    assert section(rule) in explained
    assert f'<a id="{anchor}"></a>' in explained
    assert len(rule.explanation.split()) >= 10
    assert rule.bad != rule.good
    assert rule.code in CASES
    assert (root / "tests" / "rules" / "test_rules" / f"{rule.code}.txt").is_file()


def subclasses(of):
    return {of}.union(*map(subclasses, of.__subclasses__()))


def test_every_rule_of_the_package_is_registered():
    written = {
        rule
        for rule in subclasses(Rule)
        if hasattr(rule, "code") and rule.__module__.startswith("peel_data.")
    }
    assert written == set(RULES)


def test_codes_are_of_a_family_and_none_is_used_twice():
    assert len(set(CODES)) == len(CODES)
    assert set(CASES) == set(CODES)
    assert {code[0] for code in CODES} == set(FAMILIES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_prerequisites_are_rules(rule):
    assert set(rule.requires) <= set(CODES) - {rule.code}


SURVEY = "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"
DAMAGES = {
    "as it is": release(),
    "an area of itself": CASES["R312"][0],
    "a figure without citation": CASES["K403"][0],
    "another value in figures": CASES["K404"][0],
    "a figure too many": release(edited("figures", f"{SURVEY},", f"{SURVEY}x,")),
    "another value in its table": release(edited("victim_satisfaction", ",83.5,1,", ",83.6,1,")),
    "an unknown note": release(edited("crime_rates", "burglary-per-households", "burglary")),
}  # fmt: skip


def test_what_is_said_of_releases(tmp_path, file_regression):
    """All that a damaged release is told, by the rules that only releases are put to."""
    said = []
    for number, (name, run) in enumerate(DAMAGES.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        said.append((name, [line for finding in run(folder) for line in told(finding)]))
    file_regression.check(grouped(said), basename="releases", encoding="utf-8")

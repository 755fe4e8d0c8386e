"""Each rule speaks when it is broken, is silent when not, and says it well."""

import pytest
from cases import CASES

from peel_data.render.text import render_text
from peel_data.validation.explaining import page, rule_of
from peel_data.validation.report import Report
from peel_data.validation.rules import FAMILIES, RULES

CODES = [rule.code for rule in RULES]


@pytest.mark.parametrize("code", CODES)
def test_rule_speaks_when_broken(code, tmp_path, file_regression):
    found = [finding for finding in CASES[code][0](tmp_path) if finding.code == code]
    assert found, f"nothing breaks {code}"
    assert found[0].severity == rule_of(code).severity
    report = Report("a submission", tuple(found[:1]), ())
    text = render_text(report).replace(str(tmp_path), "...").replace(tmp_path.name, "a_folder")
    file_regression.check(text, basename=code, encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_rule_is_silent_when_kept(code, tmp_path):
    assert code not in {finding.code for finding in CASES[code][1](tmp_path)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_explained_and_shown(rule, root):
    explained = (root / "docs" / "rules" / f"{rule.code}.md").read_text(encoding="utf-8")
    assert explained.endswith(page(rule))
    assert len(rule.explanation().split()) >= 10
    assert rule.bad != rule.good
    assert rule.code in CASES
    assert (root / "tests" / "rules" / "test_rules" / f"{rule.code}.txt").is_file()


def test_codes_are_in_order_and_of_a_family():
    assert (
        sorted(CODES) == CODES
        or sorted(CODES, key=lambda c: (list(FAMILIES).index(c[0]), c)) == CODES
    )
    assert len(set(CODES)) == len(CODES)
    assert set(CASES) == set(CODES)
    assert {code[0] for code in CODES} == set(FAMILIES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_prerequisites_are_rules(rule):
    assert set(rule.requires) <= set(CODES) - {rule.code}

"""Every slip is caught: its code, its cell, and nothing else."""

import os
import re
from collections import Counter

import pytest

from peel_data.findings import Severity
from peel_data.validation.rules.registry import RULES
from support.dataset import AHEAD
from support.describe import bare_ids, grouped, told_of_report
from support.mutations import SLIPS
from support.run import judge_slip, trouble

WHERE = [(slip, base) for slip in SLIPS for base in slip.bases]
NOT_FROM_FILES = {"S212", "K403", "K404", "K406", "R312", "R399"} | {
    rule.code for rule in RULES if rule.code[0] == "H"
}
"""Rules of releases, of the steward's tables, and of faults of the package: no submission breaks them."""


# In the last base of each slip, `test_what_is_said_of_slips` judges it.
@pytest.mark.parametrize(
    ("slip", "base"),
    [(slip, base) for slip, base in WHERE if base != slip.bases[-1]],
    ids=lambda given: getattr(given, "id", given),
)
def test_slip_is_caught(slip, base, tmp_path):
    report, spot = judge_slip(slip, base, slip.formats[0], tmp_path)
    assert not trouble(slip, report, spot)
    said = [text for each in report.findings for text in (each.message, each.expected, *each.hints)]
    assert not [text for text in said if "{" in text], "a sentence with an unfilled name"


# Every format of every slip is tried by `tools/validation_proof.py`; here each slip is tried in one more, in one base.
# With `PEEL_DATA_ALL=1` in the environment, it is tried in each.
OTHERS = [
    (slip, base, slip.formats[1 + (n + at) % (len(slip.formats) - 1)])
    for n, slip in enumerate(SLIPS)
    for at, base in enumerate(slip.bases)
    if len(slip.formats) > 1 and (os.environ.get("PEEL_DATA_ALL") or at == n % len(slip.bases))
]


@pytest.mark.parametrize(
    ("slip", "base", "style"), OTHERS, ids=lambda given: getattr(given, "id", given)
)
def test_slip_is_caught_in_other_formats(slip, base, style, tmp_path):
    report, spot = judge_slip(slip, base, style, tmp_path)
    assert not trouble(slip, report, spot)


def test_every_rule_has_three_slips():
    kinds = Counter(slip.code for slip in SLIPS)
    lacking = {
        rule.code
        for rule in RULES
        if rule.code[0] != "F" and kinds[rule.code] < 3 and rule.code not in NOT_FROM_FILES
    }
    assert not lacking


def test_kinds_are_kinds():
    assert len({slip.id for slip in SLIPS}) == len(SLIPS) >= 60
    assert all(re.fullmatch(r"[A-Za-z0-9'/.\- ]+", slip.kind) for slip in SLIPS)


def test_good_submissions_are_sound(tmp_path):
    from support.dataset import scene
    from support.run import ahead, judge, weighty
    from support.writers import FORMATS

    for base in ("2015", "2016"):
        for style, write in FORMATS.items():
            report = judge(write(scene(base).tables, tmp_path / f"{base}{style}"))
            assert report.ok
            assert not weighty(report)
            assert not report.skipped
            assert report.records_read == sum(count.accepted for count in report.counts)
    report = judge(FORMATS["csv"](scene(AHEAD).tables, tmp_path / AHEAD), against=ahead())
    assert [f.code for f in report.findings if f.severity is not Severity.INFO] == ["V702"]


@pytest.mark.parametrize("code", sorted({slip.code for slip in SLIPS}))
def test_what_is_said_of_slips(code, tmp_path, file_regression):
    """It is caught; and everything that people and machines are told, for a change of any of it to be looked at."""

    def said(slip):
        folder = tmp_path / str(SLIPS.index(slip))
        folder.mkdir()
        report, spot = judge_slip(slip, slip.bases[-1], slip.formats[0], folder)
        assert not trouble(slip, report, spot), slip.id
        named = [sentence for finding in report.findings for sentence in bare_ids(finding)]
        assert not named, "areas and editions are called by their names"
        return list(told_of_report(report))

    cases = [(slip.kind, said(slip)) for slip in SLIPS if slip.code == code]
    file_regression.check(grouped(cases), basename=code, encoding="utf-8")

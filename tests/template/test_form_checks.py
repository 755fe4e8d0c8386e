"""The live checks, calculated by LibreOffice and held against the validator: the sheet never says fine to an error."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from peel_data.findings import Severity
from peel_data.schema import form
from peel_data.template.writing import write_form
from support.forms import AREA, judge, send_workbook
from support.synthetic import EDITION

if TYPE_CHECKING:
    from peel_data.findings import Report

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")

CRIMES = f"crime_numbers:{EDITION}:{AREA}:all"
RATE = f"crime_rates:{EDITION}:{AREA}:"
SLIPS: dict[str, dict[str, object]] = {
    "nothing": {},
    "numbers beside the rates": {CRIMES: "48450", "population:": "720000"},
    "missing": {"charged_summonsed:2016-06-30:rate": None},
    "a share above 100": {"victim_satisfaction": "184.1"},
    "domestic abuse above 100": {f"domestic_abuse_shares:{EDITION}:{AREA}:2016": "118.0"},
    "a negative rate": {f"{RATE}burglary": "-8.0"},
    "a fall by more than all": {"anti_social_behaviour_changes": "-107"},
    "too many decimals": {f"{RATE}assault": "6.83"},
    "a point for a comma": {"anti_social_behaviour_incidents": "31.437"},
    "words": {"victim_satisfaction": "see notes"},
    "a fraction of one": {"victim_satisfaction": "0.8"},
    "a value that the status denies": {"victim_satisfaction": {form.STATUS: "Not supplied"}},
    "a total one too many": {"out_of_court_informal:2016-06-30:number": "2652"},
    "a part one too many": {"cannabis_khat_warning:2016-06-30:number": "387"},
    "a part too few": {"caution_adults:2016-06-30:number": "1508"},
    "a rate of a total": {"out_of_court_formal:2016-06-30:rate": "5.8"},
    "a rate mistyped": {"charged_summonsed:2016-06-30:rate": "14.4"},
    "a number with swapped digits": {"charged_summonsed:2016-06-30:number": "6151"},
    "a point one place off": {"taken_into_consideration:2016-06-30:rate": "9.0"},
    "a rate swapped with its number": {
        "taken_into_consideration:2016-06-30:rate": "425",
        "taken_into_consideration:2016-06-30:number": "1",
    },
    "a part above the whole": {f"{RATE}victim_based": "76.3"},
    "a type above victim-based crime": {f"{RATE}sexual": "91.0"},
    "a share of no whole number": {"organised_crime_group_shares": "57"},
    "a population of another year": {"population:": "728000"},
    "crimes that no outcome knows": {CRIMES: "49000"},
    "crimes that do not give the rate": {CRIMES: "48450", "population:": "700000"},
    "more of a type than of all": {CRIMES: "48450", f"crime_numbers:{EDITION}:{AREA}:vic": "50000"},
    "incidents one digit short": {"anti_social_behaviour_incidents": "3143", "population:": "720000"},
}  # fmt: skip


@dataclass
class Sent:
    """A form with a slip, as LibreOffice calculates it and as the validator judges it."""

    checks: dict[int, str] = field(default_factory=dict)
    top: str = ""
    report: Report | None = None


def calculate(paths, target, profile):
    """Open workbooks in LibreOffice, which calculates them, and save them elsewhere."""
    subprocess.run(
        [OFFICE, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "xlsx",
         "--outdir", target, *paths],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    folder, target = tmp_path_factory.mktemp("sent"), tmp_path_factory.mktemp("calculated")
    for number, changes in enumerate(SLIPS.values()):
        send_workbook(folder / f"{number}.xlsx", changes)
    write_form(EDITION, AREA, folder / "ods.ods", "ods")
    calculate(sorted(folder.iterdir()), target, tmp_path_factory.mktemp("profile"))
    found = {}
    for number, name in enumerate(SLIPS):
        book = load_workbook(target / f"{number}.xlsx", data_only=True, read_only=True)
        cells = book[form.SHEET].iter_rows(3, min_col=1, max_col=9, values_only=True)
        rows = dict(enumerate(cells, 3))
        checks = {row: str(rows[row][8] or "") for row in rows if row >= 6}
        found[name] = Sent(checks, rows[3][0], judge(target / f"{number}.xlsx"))
        book.close()
    book = load_workbook(target / "ods.xlsx", data_only=True)
    found["ods"] = Sent({}, book[form.SHEET]["A3"].value)
    return found


def says_look(check: str) -> bool:
    return check.startswith(("Look", "Missing"))


@pytest.mark.parametrize("name", list(SLIPS))
def test_the_sheet_never_calls_an_error_fine(sent, name):
    report, checks = sent[name].report, sent[name].checks
    errors = [f for f in report.findings if f.severity is Severity.ERROR]
    assert bool(errors) == (name not in {"nothing", "numbers beside the rates"})
    for finding in errors:
        suspects = finding.places[: finding.suspects]
        assert any(says_look(checks[place.row]) for place in suspects), finding.message


@pytest.mark.parametrize("name", ["nothing", "numbers beside the rates"])
def test_a_good_form_is_fine_throughout(sent, name):
    assert sent[name].top == "38 of 38 figures filled in. None needs a look."
    assert {check.partition(":")[0] for check in sent[name].checks.values()} == {"Fine", ""}


def test_numbers_beside_the_rates_show_the_rate_that_they_give(sent):
    checks = sent["numbers beside the rates"].checks.values()
    assert "Fine: the numbers give 67.3" in checks


def test_the_top_counts(sent):
    assert sent["missing"].top == "37 of 38 figures filled in. None needs a look."
    assert sent["words"].top == "38 of 38 figures filled in. 1 needs a look."
    assert sent["ods"].top == "3 of 38 figures filled in. None needs a look."


def test_checks_say_what_is_wrong_in_words(sent, data_regression):
    said = {
        name: sorted({check for check in each.checks.values() if check.startswith("Look")})
        for name, each in sent.items()
    }
    data_regression.check(said)

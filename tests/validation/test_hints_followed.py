"""Whatever is suggested is accepted when it is typed: in the tables, after every slip, and in the form."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from peel_data.findings import Severity
from peel_data.schema import form
from peel_data.validation.options import Options
from support.dataset import scene
from support.forms import AREA, judge, send_text
from support.mutations import SLIPS
from support.run import DAY, RELEASES, installed
from support.run import judge as judge_at
from support.synthetic import EDITION
from support.writers import csv_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.findings import Finding, Place

WAYS = (
    re.compile(r"Did you mean ([^?]+)\?"),
    re.compile(r"Write ([^\s,]+?)(?:\.$|, if that is meant)"),
    re.compile(r"Rounded to its precision it would be (\S+)\.$"),
)
VALUE = re.compile(r"-?[0-9]+(\.[0-9]+)?|[0-9]{4}-[0-9]{2}(-[0-9]{2})?|[a-z]+_[a-z_]+")
STATUS = re.compile(r"leave the cell empty and set the status to ([\w ]+?)(?:\.|,|$)")
READ = ("F", "S", "R")
"""The families that say of a cell that it cannot be taken as it stands."""


def suggested(finding: Finding) -> Iterator[str]:
    """What the hints of a finding and what is expected would have one type into its first cell."""
    for hint in finding.hints:
        quoted = re.match(r"“(.*?)”: ", hint)
        if quoted and quoted[1] != finding.places[0].text:
            continue  # of another cell
        for way in WAYS:
            if found := way.search(hint):
                yield from found[1].split(" or ")
    if VALUE.fullmatch(finding.expected):
        yield finding.expected


def refusing(findings, place: Place) -> list[str]:
    """The codes that say of a cell that what stands there cannot be taken."""
    return [
        finding.code
        for finding in findings
        if finding.severity is Severity.ERROR and finding.code[0] in READ
        for each in finding.places
        if (each.file, each.row, each.column) == (place.file, place.row, place.column)
    ]


def particulars(text: str) -> str:
    return re.sub(r"“[^”]*”|[-\w.]*\d[-\w.]*|[a-z]+_[a-z_]+", "#", text)


@cache
def cases():
    """Slips with a hint for one cell of a table: of each way to say it, one of each rule."""
    found = {}
    for slip in SLIPS:
        if "csv" in slip.formats and not slip.spoil:
            found.setdefault((slip.code, slip.kind.split()[0]), slip)
    return list(found.values())


@pytest.mark.parametrize("slip", cases(), ids=lambda slip: slip.id)
def test_in_the_tables(slip, tmp_path):
    base = slip.bases[-1]
    options = Options(ignore=slip.ignore, today=DAY)
    against = RELEASES.get(base, installed)()

    def judged(change, name):
        made = scene(base)
        slip.plant(made)
        for place, value in change:
            made.tables[place.file.removesuffix(".csv")].put(place.row - 2, place.column, value)
        path = csv_folder(made.tables, tmp_path / name)
        return judge_at(path, options=options, against=against).findings

    findings = [f for f in judged((), "planted") if f.severity is not Severity.INFO]
    for number, finding in enumerate(findings[:2]):
        place = finding.places[0] if finding.places else None
        if place is None or not place.row or not place.column or place.row < 2:
            continue
        for typed in dict.fromkeys(suggested(finding)):
            after = judged([(place, typed)], f"{number}-{re.sub(r'[^a-z0-9]', '_', typed)}")
            assert not refusing(after, place), (finding.code, typed)
        for at, suggestion in enumerate(finding.suggestions[:2]):
            change = [(each.place, each.value) for each in suggestion.replacements]
            after = judged(change, f"{number}-suggestion-{at}")
            told = {(each.code, each.subject) for each in after}
            assert (finding.code, finding.subject) not in told, change


TYPED = (
    "1,234", "12.345", "12,34", "0.841", ".5", "5.", "(3.2)", "+4", "-4", "−4", "—", "-", "n/a", "[x]", "[w]", "[e]",
    "4.2 [r]", "[c]", "84.1%", "84.15", "£5", "c. 5", "about 5", "5 per 1,000", "1e3", "1.5E+02", "٣", "05", "5 000",
    "1 234 567", "31/12/2016", "yes", "TBC", "#N/A", "O", "l00", "1O", "0x10", "12..5", "1.2.3", "½", "5²", "~5", "<5",
    ">100", "5-6", "5 (est)", "5*", "5†", "5,0", "5,000.0", "5.000,0", "1'000", "1_000", "100.0000001", "1e-3", "-0",
    "-0.0", "1000000000000", "0", "999.99",
)  # fmt: skip
LINES = (
    "victim_satisfaction",
    "anti_social_behaviour_incidents",
    f"crime_changes:{EDITION}:{AREA}:victim_based",
    "population:",
)


@pytest.mark.parametrize("line", LINES)
def test_in_the_form(line, tmp_path):
    number = 0

    def sent(cells):
        nonlocal number
        number += 1
        return judge(send_text(tmp_path / f"{number}.csv", {line: cells})).findings

    for text in TYPED:
        found = [f for f in sent(text) if f.severity is Severity.ERROR and f.code[0] in READ]
        for finding in found:
            place = finding.places[0]
            for typed in dict.fromkeys(suggested(finding)):
                after = [f for f in sent(typed) if f.severity is Severity.ERROR]
                assert not refusing(after, replaced(place, after)), (text, typed)
            for status in dict.fromkeys(STATUS.findall(" ".join(finding.hints))):
                after = sent({form.FIGURE: "", form.STATUS: status})
                assert not [f for f in after if f.severity is Severity.ERROR], (text, status)


def replaced(place: Place, findings) -> Place:
    """The same cell in the file that was sent again."""
    files = {each.file for finding in findings for each in finding.places}
    return next((type(place)(file, place.sheet, place.row, place.column) for file in files), place)

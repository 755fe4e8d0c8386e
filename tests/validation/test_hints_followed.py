"""Whatever is suggested is accepted when it is typed: in the tables, after every slip, and in the form.

A part is tried here, and everything with `PEEL_DATA_ALL=1` in the environment.
"""

from __future__ import annotations

import csv
import os
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from peel_data.findings import Severity
from peel_data.schema import form
from peel_data.tables.records import figure_ids
from peel_data.validation.options import Options
from peel_data.validation.tables import definition
from support.dataset import scene
from support.forms import AREA, filled, judge, send_text
from support.mutations import SLIPS
from support.rule_cases import CASES
from support.run import DAY, RELEASES, installed
from support.run import judge as judge_at
from support.synthetic import EDITION, LAST
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
ALL = bool(os.environ.get("PEEL_DATA_ALL"))
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
    """Slips in the cells of tables; a part of them, one for each rule and first word of what it is called."""
    found = {}
    for slip in SLIPS:
        if "csv" in slip.formats and not slip.spoil:
            found.setdefault(slip.id if ALL else (slip.code, slip.kind.split()[0]), slip)
    return list(found.values())


@cache
def cases_of_figures():
    """Slips that put something else into the cells of figures that the form asks for, as the form has them."""
    known = {key: figure for key, figure in filled().items() if figure}
    found = {}
    for slip in SLIPS:
        if LAST not in slip.bases or "csv" not in slip.formats or slip.spoil:
            continue
        made = scene(LAST)
        slip.plant(made)
        given = {
            key: row[column]
            for name, sheet in made.tables.items()
            if (spec := definition(name).spec).measures
            for cells in sheet.rows
            if spec.measures.keys() <= set(sheet.header) and len(cells) == len(sheet.header)
            for row in (dict(zip(sheet.header, cells, strict=True)),)
            if set(spec.key) <= row.keys()
            for column, key in figure_ids(spec, row).items()
        }
        changed = {key: given[key] for key in known if key in given and given[key] != known[key]}
        if changed and (ALL or slip.code not in found):
            found[slip.id if ALL else slip.code] = (slip.id, changed)
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


@pytest.mark.parametrize(
    "changed", [pytest.param(changed, id=kind) for kind, changed in cases_of_figures()]
)
def test_slips_of_the_tables_in_the_form(changed, tmp_path):
    def judged(name, more):
        return judge(send_text(tmp_path / name, changed | more)).findings

    findings = [f for f in judged("planted.csv", {}) if f.severity is not Severity.INFO]
    lines = list(read_lines(tmp_path / "planted.csv"))
    for number, finding in enumerate(findings[:3]):
        place = finding.places[0] if finding.places else None
        if place is None or place.column != form.FIGURE:
            continue
        for at, typed in enumerate(dict.fromkeys(suggested(finding))):
            name = f"{number}-{at}.csv"
            after = judged(name, {lines[place.row - 2]: typed})
            assert not refusing(after, replace(place, file=name)), (finding.code, typed)
        for at, suggestion in enumerate(finding.suggestions[:2]):
            change = {lines[each.place.row - 2]: each.value for each in suggestion.replacements}
            after = judged(f"{number}-suggestion-{at}.csv", change)
            assert (finding.code, finding.subject) not in {(f.code, f.subject) for f in after}


def read_lines(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from (row[form.ID] for row in csv.DictReader(file))


def of_rules():
    """The cases of rules in which a cell of a CSV file is wrong."""
    of_forms = {"F184"}  # which suggests another form, and no cell
    return [code for code in sorted(CASES) if code in OF_CELLS or (ALL and code not in of_forms)]


OF_CELLS = (
    "F120",
    "F121",
    "F127",
    "F128",
    "F129",
    "F133",
    "F182",
    "F183",
    "R303",
    "S203",
    "S204",
    "S205",
    "S207",
)


@pytest.mark.parametrize("code", of_rules())
def test_in_the_cases_of_rules(code, tmp_path):
    """What the case of a rule is told to type is typed, and the same rule says no more of that cell."""
    found = [f for f in CASES[code][0](tmp_path) if f.code == code and f.places]
    for finding in found[:2]:
        place = finding.places[0]
        path = next(iter(tmp_path.rglob(place.file.rpartition("/")[2])), None)
        if path is None or path.suffix != ".csv" or not place.row or not place.letter:
            continue
        for typed in dict.fromkeys(suggested(finding)):
            rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
            rows[place.row - 1][ord(place.letter) - ord("A")] = typed
            with (tmp_path / "again.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
            (tmp_path / "again.csv").replace(path)
            after = judge(path).findings
            assert not [f for f in after if f.code == code and same_cell(f, place)], typed


def same_cell(finding: Finding, place: Place) -> bool:
    return any((each.row, each.letter) == (place.row, place.letter) for each in finding.places)


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

    for text in TYPED if ALL else TYPED[LINES.index(line) % 2 :: 2]:
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
    return next((replace(place, file=file) for file in files), place)

"""What is said alike of many tables, sheets, columns or rows: one slip of a hand, and so one finding."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from peel_data.findings import Severity
from peel_data.readers.rules.containers import ImpossibleValue, ShownOtherwise
from peel_data.readers.rules.files import UnknownTable
from peel_data.schema.row_rules import NoValue
from peel_data.suggestions import HINTED
from peel_data.validation.grouping import FEW, put_in_place, sentence
from peel_data.validation.rules.coverage import MissingSeries
from peel_data.validation.rules.keys import DuplicateKey
from peel_data.validation.rules.structure import MissingColumn, NotCanonical, UnknownColumn
from peel_data.validation.tables import title_of
from peel_data.validation.waivers import finding_key

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from peel_data.findings import Finding, Place

_OF_TABLES: Final = ("F1", "K4", "R3", "S2")
"""Rules that say the same of many tables where one slip was made in all of them."""

_FIGURES: Final = {"value", "number", "rate", "Figure"}
_DATES: Final = {"period_start", "period_end", "baseline_start", "baseline_end"}
_KEY: Final = re.compile(r"\(.*\)|(?<=it lacks ).*(?= and more)")
_PREFIX: Final = re.compile(
    r"In \d+ rows: |This affects \d+ (?:cells in the column|places in (?:\d+|one) tables?)\. The first: "
)
_AS_NUMBERS: Final = (
    "Set the format of the column to “Number”, and look at each figure: if a number such as 6.8 was turned into a day, "
    "type it again."
)
_DAYS: Final = re.compile("date|as (?:a )?times?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d.*", re.ASCII)


def join_alike(findings: Sequence[Finding]) -> list[Finding]:
    """Put together what is said alike in one workbook or folder, such as a misspelt edition in all of its tables."""
    alike: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for each in findings:
        sources = tuple(sorted({_source(place) for place in each.places}))
        columns = {_column(each, place) for place in each.places}
        of_table = each.table or each.code == UnknownTable.code
        if of_table and each.code.startswith(_OF_TABLES) and sources and len(columns) == 1:
            alike[each.code, sources, *columns, _kind(each)].append(each)
    joined: dict[int, Finding | None] = {}
    for group in alike.values():
        places = sum(len(each.places) for each in group)
        tables = len({each.table for each in group})
        telling = group[0].severity is Severity.INFO  # notes of a few tables are read one by one
        if tables > FEW or (not telling and (len(group) > FEW or (places > FEW and tables > 1))):
            joined |= dict.fromkeys(map(id, group))
            joined[id(group[0])] = _of_many(group)
    return put_in_place(findings, joined)


def _kind(finding: Finding) -> str:
    """Return what is said, without the table, the numbers and all else that differs from case to case."""
    if finding.code == UnknownTable.code:
        return ""
    if finding.code.startswith("F1"):  # which say it of one cell or of many
        return sentence(finding.hints[0].replace(finding.table or "", "#")) if finding.hints else ""
    said = _PREFIX.sub("", finding.message)
    for name in (finding.table, title_of(finding.table)) if finding.table else ():
        said = said.replace(name, "#")
    return sentence(_KEY.sub("#", said))


def _column(finding: Finding, place: Place) -> str | None:
    """Return the column of a place; those of figures are alike, and those of dates."""
    if finding.code == DuplicateKey.code:  # the last of the key, which differs from table to table
        return None
    if place.column in _FIGURES:
        return "figures"
    return "dates" if place.column in _DATES else place.column


def _source(place: Place) -> str:
    """Return the workbook of a place, or the folder of its file."""
    return place.file if place.sheet else place.file.rpartition("/")[0]


def _of_many(group: Sequence[Finding]) -> Finding:
    first = group[0]
    places = tuple(place for each in group for place in each.places)
    said, expected = _PREFIX.sub("", first.message), {each.expected for each in group}
    hints = dict.fromkeys(hint for each in group for hint in each.hints)
    tables = len({(place.file, place.sheet) for place in places})
    where = (
        f"{len(places)} places in {tables} tables"
        if tables > 1
        else f"{len(places)} places in one table"
    )
    if first.code == UnknownTable.code:
        where = f"{tables} sheets"
    return replace(
        first,
        message=f"This affects {where}. The first: {said}",
        places=places,
        expected=first.expected if len(expected) == 1 else "",
        hints=tuple(hints)[:HINTED],
        table=None if tables > 1 else first.table,
    )


def join_headers(findings: Sequence[Finding]) -> list[Finding]:
    """Put together what is said of the names of columns, where many of them were written in another way."""
    sources: dict[str, list[Finding]] = defaultdict(list)
    misnamed = {hint for each in findings if each.code == UnknownColumn.code for hint in each.hints}
    findings = [
        each
        for each in findings
        if each.code != NoValue.code
        or any(p.letter or f"Did you mean {p.column}?" not in misnamed for p in each.places)
    ]
    for each in findings:
        if each.code in {MissingColumn.code, UnknownColumn.code} and each.hints and each.places:
            sources[_source(each.places[0])].append(each)
    joined: dict[int, Finding | None] = {}
    for group in sources.values():
        if len(group) > FEW:
            missing = next((f for f in group if f.code == MissingColumn.code), group[0])
            places = tuple(place for each in group for place in each.places)
            joined |= dict.fromkeys(map(id, group))
            joined[id(missing)] = replace(
                missing,
                message=f"{len(places)} columns are not named as in the template. The first: {missing.message}",
                places=(
                    *missing.places,
                    *(place for place in places if place not in missing.places),
                ),
                expected="the names of columns that the template came with",
                hints=(
                    *dict.fromkeys(hint for each in group for hint in each.hints),
                    "Or copy the first row of each sheet from a new template.",
                )[-HINTED:],
                table=None,
            )
    return put_in_place(findings, joined)


def join_dates_for_numbers(findings: Sequence[Finding]) -> list[Finding]:
    """Put together what is said of figures that are shown as dates: some are none, some are shown only in part."""
    odd = [each for each in findings if _is_date_for_number(each)]
    if len(odd) < 2 or len({_source(place) for each in odd for place in each.places}) > 1:
        return list(findings)
    places = tuple(place for each in odd for place in each.places)
    first = odd[0]
    joined = replace(
        first,
        message=f"{len(places)} figures are formatted as dates or times.",
        places=places,
        expected="numbers",
        hints=(_AS_NUMBERS,),
        table=None,
    )
    return put_in_place(findings, dict.fromkeys(map(id, odd)) | {id(first): joined})


def _is_date_for_number(finding: Finding) -> bool:
    if not all(place.column in _FIGURES for place in finding.places) or not finding.places:
        return False
    if finding.code == NotCanonical.code:
        return all(_DAY.fullmatch(place.text or "") for place in finding.places)
    return finding.code in {ShownOtherwise.code, ImpossibleValue.code} and bool(
        _DAYS.search(finding.message)
    )


def join_missing_rows(
    findings: Sequence[Finding], waived: Collection[tuple[str, str, str]]
) -> list[Finding]:
    """Put together what says of one row after the other of an area that it is not there."""
    areas: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        of_row = (
            each.code == MissingSeries.code
            and not each.places
            and each.message.find(": missing for ") > 0
        )
        if of_row and finding_key(each) not in waived:
            areas[":".join(each.subject.split(":")[1:3])].append(each)
    joined: dict[int, Finding | None] = {}
    for subject, group in areas.items():
        if len(group) > 1:
            names = [each.message.rpartition(": missing for ")[0] for each in group]
            area = group[0].message.rpartition(": missing for ")[2]
            joined |= dict.fromkeys(map(id, group))
            joined[id(group[0])] = replace(
                group[0],
                message=f"{len(group)} rows are missing for {area.removesuffix('.')}: {'; '.join(names)}.",
                expected="these rows, or rows that say not_supplied",
                table=None,
                subject=subject,
                fingerprint="",
            )
    return put_in_place(findings, joined)

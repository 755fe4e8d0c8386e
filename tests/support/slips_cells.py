"""Slips in single cells and headers: structure."""

from __future__ import annotations

from decimal import Decimal

from support.dataset import Slip
from support.planting import (
    ALL,
    CHARGED,
    ONLY_2015,
    SEXUAL,
    TEXT,
    add_column,
    cell,
    column,
    drop_column,
    rename,
    slashes,
)

STRUCTURE = (
    Slip("a column of remarks", "S201", add_column("crime_rates", "checked by", "AB")),
    Slip(
        "a column of another table", "S201", add_column("calls_for_assistance", "crime_type", "x")
    ),
    Slip("an optional column misspelt", "S201", rename("crime_changes", "coverage", "covrage")),
    Slip("a required column misspelt", "S202", rename("crime_rates", "crime_type", "crime type")),
    Slip("the column of areas deleted", "S202", drop_column("victim_satisfaction", "area")),
    Slip("the column of status deleted", "S202", drop_column("crime_outcomes", "status")),
    Slip("a date with slashes", "S203", cell("crime_rates", "period_end", slashes, **SEXUAL)),
    Slip("every date with slashes", "S203", column("crime_outcomes", "period_end", slashes)),
    Slip(
        "a date that does not exist",
        "S203",
        cell("crime_rates", "period_end", lambda d: d[:4] + "-06-31", **SEXUAL),
    ),
    Slip(
        "a month for a date", "S203", cell("victim_satisfaction", "period_start", lambda d: d[:7])
    ),
    Slip("half an outcome", "S203", cell("crime_outcomes", "number", "17.5", **CHARGED)),
    Slip(
        "a comma for thousands", "S204", cell("anti_social_behaviour_incidents", "value", "31,626")
    ),
    Slip("a percent sign", "S204", cell("victim_satisfaction", "value", lambda v: v + "%")),
    Slip("a plus sign", "S204", cell("crime_changes", "value", "+13.0", crime_type=ALL)),
    Slip("a comma for the point", "S204", cell("crime_rates", "value", "2,1", **SEXUAL)),
    Slip("a dash for the minus", "S204", cell("anti_social_behaviour_changes", "value", "\u22126")),
    Slip("n/a for a value", "S204", cell("calls_for_assistance", "value", "n/a")),
    Slip(
        "the name of a force",
        "S205",
        cell("calls_for_assistance", "area", "Northamptonshire Police"),
    ),
    Slip(
        "a misspelt crime type",
        "S205",
        cell("crime_rates", "crime_type", "sexual_offenses", **SEXUAL),
    ),
    Slip("a unit in words", "S205", cell("crime_rates", "unit", "per 1,000 population", **SEXUAL)),
    Slip("a status of one's own", "S205", cell("victim_satisfaction", "status", "final")),
    Slip("a capital in a status", "S205", cell("victim_satisfaction", "status", "Published")),
    Slip("no crime type", "S206", cell("crime_rates", "crime_type", "", **SEXUAL)),
    Slip("no area", "S206", cell("crime_outcomes", "area", "", **CHARGED)),
    Slip("no period", "S206", cell("domestic_abuse_shares", "period_end", "")),
    Slip("no qualifier down a column", "S206", column("crime_rates", "qualifier", lambda _: "")),
    Slip(
        "the title of the edition",
        "S207",
        cell("crime_rates", "edition", "PEEL: Police effectiveness", **SEXUAL),
    ),
    Slip("notes with commas", "S207", cell("crime_rates", "notes", "khat, burglary", **SEXUAL)),
    Slip("capitals in an id", "S207", column("calls_for_assistance", "edition", str.upper)),
    Slip("value in the decimals", "S208", cell("organised_crime_group_shares", "decimals", "57")),
    Slip("far too many decimals", "S208", cell("crime_rates", "decimals", "10", **SEXUAL)),
    Slip("far too few decimals", "S208", cell("crime_outcomes", "rate_decimals", "-13", **CHARGED)),
)

FORMULAS = tuple(
    Slip(kind, "S211", cell("crime_rates", "coverage", text, **SEXUAL))
    for kind, text in (
        ("a command for a coverage", "=cmd|' /C calc'!A0"),
        ("a formula with a plus", "+1+cmd|' /C calc'!A0"),
        ("a remark behind a dash", "- without fraud"),
        ("an old formula", "@SUM(1+1)"),
        ("a formula of wide letters", "\uff1dA1"),
    )
)

POINTS = (
    Slip(
        "decimals from pandas",
        "S210",
        column("crime_rates", "decimals", lambda d: d + ".0"),
        formats=TEXT,
    ),
    Slip(
        "a count with a point",
        "S210",
        cell("crime_outcomes", "number", lambda n: n + ".0", **CHARGED),
        formats=TEXT,
    ),
    Slip(
        "a precision with zeros",
        "S210",
        cell("victim_satisfaction", "decimals", lambda d: d + ".00"),
        formats=TEXT,
    ),
)

LOST = (
    Slip(
        "a zero lost",
        "S209",
        cell(
            "crime_rates",
            "value",
            lambda v: str(int(Decimal(v))) if v.endswith("0") else v[:-2],
            crime_type="victim_based",
            area="england-and-wales",
        ),
        ONLY_2015,
        TEXT,
    ),
    Slip(
        "a zero lost in a change",
        "S209",
        cell("crime_changes", "value", "13", crime_type=ALL, baseline_end="2014-06-30"),
        ONLY_2015,
        TEXT,
    ),
    Slip(
        "a zero too many",
        "S209",
        cell("victim_satisfaction", "value", lambda v: v + "0"),
        formats=TEXT,
    ),
)

"""A report of a submission that is wrong throughout."""

from __future__ import annotations

from peel_data.findings import (
    Bound,
    Finding,
    IgnoredPart,
    Place,
    Report,
    Severity,
    Skipped,
    TableCount,
    Waived,
)

FILE = "a folder with a long name/" * 4 + "crime_rates.csv"


def many(findings: int, places: int, text: str = "1,234") -> Report:
    """So many findings of as many places each, and every other list as long as the findings."""
    found = tuple(
        Finding(
            ("S204", "K402", "R301")[i % 3],
            Severity.ERROR,
            f"The number has a comma between its thousands: {text}",
            tuple(
                Place(FILE, row=i + 2, column=f"value_{j}", letter="F", text=f"{i},{text}")
                for j in range(places)
            ),
            expected="digits, and a point before decimals",
            hints=("Did you mean 1234?",),
            bounds=(Bound(text, "1", "2"), Bound(text, "3", None)),
            table="crime_rates",
        )
        for i in range(findings)
    )
    return Report(
        "figures.zip",
        (*found, Finding("W901", Severity.WARNING, "The waiver of K401 matches no finding.")),
        (TableCount("crime_rates", findings, 0, findings),),
        (Skipped("A502", text),) * findings,
        (IgnoredPart(text, text, 1),) * findings,
        tuple(Waived(one, text, text, "2017-03-31") for one in found[:1000]),
        editions=(text,) * findings,
        areas=(text,) * findings,
    )

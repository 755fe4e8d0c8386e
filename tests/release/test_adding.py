"""CONTRIBUTING says how many files a column, an attribute and a table take: each is added in a copy."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

COMPLAINTS = '''"""Complaints about the police."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from peel_data.schema import columns as c
from peel_data.schema.base import Printed, Published, Sourced, Year
from peel_data.schema.spec import TableSpec


class ComplaintRate(Sourced, Printed, Year, Published):
    spec: ClassVar = TableSpec(
        name="complaint_rates",
        title="Complaints",
        description="Complaints about the police.",
        key=("edition", "area", "period_end"),
        measures={"value": "complaint_rate"},
    )
    unit: Annotated[Literal["per_1000_population"], c.UNIT, c.IN_UNITS]
'''

Edits = dict[str, list[tuple[str, str]]]
"""For each file what stands there and what takes its place; nothing before, for a new file."""

EXPORTS = "peel_data/__init__.py"
"""Changed last: what it exports is generated first."""
COLUMN: Edits = {
    "peel_data/schema/victims.py": [
        (
            'unit: Annotated[Literal["percent_of_victims"], c.UNIT, c.IN_UNITS]\n',
            (
                'unit: Annotated[Literal["percent_of_victims"], c.UNIT, c.IN_UNITS]\n'
                "    survey: c.Coverage | None = None\n"
            ),
        )
    ]
}
ATTRIBUTE: Edits = {
    "peel_data/schema/catalogue.py": [
        ("    population_base:", "    survey: c.Coverage | None = None\n    population_base:")
    ],
    "peel_data/figures/build.py": [
        (
            '                    "population_base":',
            '                    "survey": record.get("survey", ""),\n                    "population_base":',
        )
    ],
    "peel_data/tables/printed.py": [
        (
            "    population_base: str | None\n",
            "    survey: str | None\n    population_base: str | None\n",
        )
    ],
}
TABLE: Edits = {
    "peel_data/schema/complaints.py": [("", COMPLAINTS)],
    "peel_data/schema/registry.py": [
        (
            "from peel_data.schema.crime import",
            "from peel_data.schema.complaints import ComplaintRate\nfrom peel_data.schema.crime import",
        ),
        ("    VictimSatisfaction,\n", "    VictimSatisfaction,\n    ComplaintRate,\n"),
    ],
    "peel_data/figures/build.py": [
        ('    "crime_rate":', '    "complaint_rate": "Complaints",\n    "crime_rate":')
    ],
    EXPORTS: [
        (
            "editions = INSTALLED",
            "complaint_rates = INSTALLED.complaint_rates\neditions = INSTALLED",
        ),
        ('    "crime_changes",\n', '    "complaint_rates",\n    "crime_changes",\n'),
    ],
}
LOOK = {
    "a column": 'assert peel.victim_satisfaction.rows[0].survey is None; assert "survey" in frame',
    "an attribute of figures": "assert peel.figures()[0].survey is None",
    "a table": "assert len(peel.complaint_rates.to_pandas()) == 0; assert peel.complaint_rates.title",
}


@pytest.mark.parametrize(
    ("what", "edits"),
    [("a column", COLUMN), ("an attribute of figures", ATTRIBUTE), ("a table", TABLE)],
)
def test_the_files_that_contributing_counts_are_enough(
    root: Path, checkout: Path, what: str, edits: Edits
) -> None:
    told = re.search(
        rf"- \*\*{what.capitalize()}\*\*: (\d)", (root / "CONTRIBUTING.md").read_text("utf-8")
    )
    assert told, f"CONTRIBUTING.md does not say how many files {what} takes"
    assert int(told[1]) == len(edits)
    _make(checkout, {name: each for name, each in edits.items() if name != EXPORTS})
    _run(checkout, "-m", "peel_data.release.generate", ".")
    _make(checkout, {name: each for name, each in edits.items() if name == EXPORTS})
    _run(
        checkout,
        "-c",
        "import peel_data as peel\n"
        "from peel_data.validation.pipeline import check\n"
        "frame = peel.victim_satisfaction.to_pandas()\n"
        f"{LOOK[what]}\nreport = check()\nassert report.ok, report.render()",
    )


def _make(checkout: Path, edits: Edits) -> None:
    for name, changes in edits.items():
        path = checkout / name
        text = path.read_text("utf-8") if path.exists() else ""
        for before, after in changes:
            assert not before or text.count(before) == 1, before
            text = text.replace(before, after) if before else after
        path.write_text(text, "utf-8")


def _run(checkout: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env={"PYTHONPATH": str(checkout), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr or done.stdout

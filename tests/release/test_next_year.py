"""A year of data, as docs/next-year.md describes it: every command of that page, in order."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

from support import steward, synthetic

if TYPE_CHECKING:
    from pathlib import Path

AREAS = (*synthetic.FORCES, synthetic.NATION)
VERSIONS = {"1.0.0": steward.FIRST, "1.1.0": steward.SECOND, "1.2.0": steward.THIRD}
"""What the page calls the releases that the walk makes."""


class Walk:
    """The page, walked section by section in a checkout of its own."""

    def __init__(self, root: Path, checkout: Path) -> None:
        self.checkout = checkout
        text = (root / "docs/next-year.md").read_text(encoding="utf-8")
        text = re.sub(r"(?<![0-9.])1\.[012]\.0\b", lambda version: VERSIONS[version[0]], text)
        parts = re.split(r"^## \d+\. ", text, flags=re.MULTILINE)[1:]
        self.blocks = {
            part.splitlines()[0]: re.findall(
                r"^```console\n(.*?)^```", part, re.DOTALL | re.MULTILINE
            )
            for part in parts
        }
        self.examples = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
        self.walked: list[str] = []

    def walk(self, title: str, *, block: int = 0, code: int = 0) -> str:
        """Run the commands of a block; each must end with the code."""
        self.walked.append(self.blocks[title][block])
        said = ""
        for line in self.blocks[title][block].splitlines():
            words = shlex.split(line.removeprefix("$ "))
            done = self.run(*words)
            assert done.returncode == code, f"{line}\n{done.stdout}\n{done.stderr}"
            said += done.stdout
        return said

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        programs = {
            "peel-data": [sys.executable, "-m", "peel_data"],
            "python": [sys.executable],
        }
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.checkout),
            "PYTHONUTF8": "1",
            "PIP_NO_INDEX": "1",
            "PIP_NO_COMPILE": "1",  # most of what is installed is not imported here
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_ROOT_USER_ACTION": "ignore",
        }
        return subprocess.run(
            [*programs.get(program, [program]), *arguments],
            cwd=self.checkout,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


def filled(returns: Path) -> None:
    """Fill in every template with invented figures, as the forces would."""
    given = synthetic.submission()
    for area in AREAS:
        for path in (returns / area).glob("*.csv"):
            if path.stem not in given:
                continue
            sheet = given[path.stem]
            with path.open(encoding="utf-8", newline="") as stream:
                reader = csv.DictReader(stream)
                header, rows = list(reader.fieldnames or ()), list(reader)
            named = [name for name in header if name.endswith("_type") or name in
                     {"edition", "area", "period_end", "baseline_end"}]  # fmt: skip
            for row in rows:
                at = sheet.find(**{name: row[name] for name in named})
                row |= {name: row[name] or sheet.cell(at, name) for name in header}
            with path.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, header)
                writer.writeheader()
                writer.writerows(rows)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert text.count(old) == 1, (path, old)
    path.write_bytes(text.replace(old, new).encode())


def slips(returns: Path) -> list[tuple[Path, str, str]]:
    """What three officers mistype: a decimal point, a rate left out, two digits swapped."""
    given = synthetic.submission()

    def cells(table: str, *columns: str, **cells: str) -> list[str]:
        at = given[table].find(**cells)
        return [given[table].cell(at, column) for column in columns]

    (rate,) = cells(
        "crime_rates", "value", area="kent", crime_type="victim_based", period_end="2016-06-30"
    )
    (left_out,) = cells("victim_satisfaction", "value", area="essex")
    (number,) = cells(
        "crime_outcomes", "number", area="northamptonshire", outcome_type="charged_summonsed"
    )
    swapped = number[1] + number[0] + number[2:]
    assert swapped != number
    key = "charged_summonsed,2015-07-01,2016-06-30"
    return [
        (
            returns / "kent/crime_rates.csv",
            f"victim_based,2015-07-01,2016-06-30,{rate},",
            f"victim_based,2015-07-01,2016-06-30,{float(rate) / 10:.2f},",
        ),
        (returns / "essex/victim_satisfaction.csv", f",2016-03-31,{left_out},", ",2016-03-31,,"),
        (returns / "northamptonshire/crime_outcomes.csv", f"{key},{number},", f"{key},{swapped},"),
    ]


def test_the_next_year(root, checkout):
    page = Walk(root, checkout)
    returns = checkout.parent / "returns"

    said = page.walk("Declare the edition")
    assert "Every generated file was already current." in said
    assert f"peel_data {steward.FIRST} is valid." in said

    page.walk("Send the templates")
    filled(returns)
    planted = slips(returns)
    for path, right, wrong in planted:
        edit(path, right, wrong)

    said = page.walk("Validate the returns", code=1)
    for path, _, _ in planted:
        assert f"{path.parent.name}/{path.name}" in said
    for path, right, wrong in planted:
        edit(path, wrong, right)
    assert "Found: nothing" in page.walk("Validate the returns", block=1)

    said = page.walk("Review the changes")
    assert "This is a minor version." in said
    assert "Nothing was changed." in said

    page.walk("Accept the returns")
    after = steward.tree(checkout)
    assert "Nothing was changed." in page.walk("Accept the returns", block=1)
    assert steward.tree(checkout) == after

    said = page.walk("Publish the release")
    assert f"{steward.SECOND}, after {steward.FIRST}: the changes are minor." in said
    assert steward.git(checkout, "tag") == f"v{steward.FIRST}\nv{steward.SECOND}\n"

    page.walk("Check the release as a user")
    elsewhere = checkout.parent / "elsewhere"
    assert_installed(page.examples[0], elsewhere)

    said = page.walk("Correct a published figure")
    assert re.search(
        rf"{steward.SECOND} .* 2\.1\b.*\n.*{steward.THIRD} .* 2\.2 .*The force corrected its return\.",
        said,
    )
    assert page.walked == [block for blocks in page.blocks.values() for block in blocks]
    assert steward.run(checkout, "generate", "--check").code == 0
    lines = (checkout / "acceptance-log.jsonl").read_text().splitlines()
    assert [json.loads(line)["release"] for line in lines] == [steward.SECOND]


def assert_installed(example: str, elsewhere: Path) -> None:
    """The example of the page says what it shows, run by the installed wheel and nothing else."""
    program = (
        "import doctest, sys\n"
        "import peel_data\n"
        f"assert peel_data.__file__.startswith({str(elsewhere)!r}), peel_data.__file__\n"
        f"test = doctest.DocTestParser().get_doctest({example!r}, {{}}, 'page', None, None)\n"
        "sys.exit(doctest.DocTestRunner().run(test).failed)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(elsewhere)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr

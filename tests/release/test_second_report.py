"""New rows of an edition come without a change of the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from peel_data.release.accept import accept
from support import synthetic, writers


def test_a_second_report_of_2015_passes_the_tests_of_the_data(root, checkout, tmp_path):
    tables = {
        name: sheet
        for name, sheet in synthetic.release_2015().items()
        if {"edition", "area"} <= set(sheet.header) and "status" in sheet.header
    }
    for sheet in tables.values():
        area = sheet.header.index("area")
        sheet.rows[:] = [row for row in sheet.rows if row[area] == "northamptonshire"]
        for row in sheet.rows:
            row[area] = "kent"
            if "notes" in sheet.header:
                row[sheet.header.index("notes")] = ""
    made = accept(checkout, writers.csv_folder(tables, tmp_path / "returns"), by="A. Steward")
    assert made.contents, made.report.findings
    shutil.copytree(
        root / "tests", checkout / "tests", ignore=shutil.ignore_patterns("__pycache__")
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_data.py"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]

"""What importing the package does not do."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("pandas", "numpy", "pydantic", "frictionless", "rich", "openpyxl", "defusedxml")

QUIET = """
import sys

def watch(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "urllib.")):
        raise SystemExit(f"{event} {arguments}")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise SystemExit(f"writes {arguments[0]}")
    if event in {"os.mkdir", "os.rename", "os.remove"}:
        raise SystemExit(f"{event} {arguments}")

sys.dont_write_bytecode = True
sys.addaudithook(watch)
"""


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def loaded(code: str) -> set[str]:
    """The heavy libraries that some code brings in."""
    return set(python(f"{code}\nimport sys\nprint(*(set(sys.modules) & set({HEAVY!r})))").split())


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import peel_data", set()),
        ("import peel_data as peel; peel.tables()[0].title", set()),
        ("import peel_data as peel; peel.figures(); peel.find('burglary')[0].cite()", set()),
        ("import peel_data as peel; peel.crime_rates.rows", {"pydantic"}),
        ("import peel_data as peel; peel.crime_rates.to_pandas()", {"pandas", "numpy"}),
    ],
)
def test_only_what_is_needed_is_imported(code, allowed):
    assert loaded(code) <= allowed


def test_importing_writes_nothing_and_opens_no_socket():
    python(f"{QUIET}\nimport peel_data")


def test_importing_reads_no_data():
    python(
        "import sys\n"
        "def watch(event, arguments):\n"
        "    if event == 'open' and str(arguments[0]).endswith(('.csv', '.json')):\n"
        "        raise SystemExit(f'reads {arguments[0]}')\n"
        "sys.addaudithook(watch)\n"
        "import peel_data\n"
    )


def test_reading_writes_nothing_either():
    python(
        f"{QUIET}\nimport peel_data as peel\n"
        "peel.crime_rates.rows, peel.figures(), peel.find('burglary')[0].cite('bibtex')"
    )

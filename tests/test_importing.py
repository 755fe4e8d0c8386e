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


JUDGING = """
import sys
from pathlib import Path
from peel_data.errors import PeelError
from peel_data.readers import Limits
from peel_data.validation import sandbox_worker
from peel_data.validation.progress import Progress
from peel_data.validation.serialization import to_lines

request = {
    "path": sys.argv[1], "against": None, "waivers": None, "options": {}, "today": None, "records": True,
}
outcome = sandbox_worker._outcome(request, Limits(), Progress())
assert not isinstance(outcome, PeelError), outcome
codes = {finding.code for finding in outcome.report.findings}
assert {"S203", "S204", "S205", "S206", "R301"} <= codes, codes
print(list(to_lines(outcome))[-1], *sys.modules)
"""


def test_a_submission_is_judged_without_heavy_libraries(tmp_path):
    """Neither in the process that reads strangers' files, nor in the one that waits and reports."""
    path = tmp_path / "crime_rates.csv"
    header = "edition,area,crime_type,period_start,period_end,value,decimals,unit,denominator,qualifier,status"
    good = (
        "peel-effectiveness-2016,kent,victim_based,2015-07-01,2016-06-30,"
        "65.7,1,per_1000_population,population,exact,published"
    )
    bad = [
        good.replace("2016-06-30", "30/06/2016"),
        good.replace("65.7", "1,234".join('""')),
        good.replace("kent", "Kent"),
        good.replace("victim_based", ""),
        good.replace("65.7,1", ",").replace("victim_based", "sexual_offences"),
    ]
    path.write_text("\n".join([header, good, *bad, ""]), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", JUDGING, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not set(done.stdout.split()) & {*HEAVY, "pydantic_core", "jsonschema"}
    asked = f"import peel_data as peel; print(peel.validate({str(path)!r}).render('json'), file=sys.stderr)"
    assert loaded(f"import sys; {asked}") == set()


def test_whoever_only_asks_for_a_judgment_loads_no_rules(tmp_path):
    path = tmp_path / "crime_rates.csv"
    path.write_text("edition,area\n", encoding="utf-8")
    code = f"import sys, peel_data as peel; peel.validate({str(path)!r}); print(*sys.modules)"
    rules = {f"peel_data.validation.{name}" for name in ("run", "structure", "rules.registry")}
    assert not rules & set(python(code).split())


LATE = ("csv", "dataclasses", "datetime", "decimal", "inspect", "json", "pathlib", "textwrap")


def test_importing_does_only_what_every_use_needs():
    """To compile the text of an annotation, as a `NamedTuple` does, takes longer than most modules."""
    code = (
        "import sys, typing\n"
        "def watch(event, arguments):\n"
        "    if event == 'compile' and arguments[1] == '<string>':\n"
        "        raise SystemExit(f'compiles {arguments[0]}')\n"
        "before = set(sys.modules)\n"
        "sys.addaudithook(watch)\n"
        "import peel_data\n"
        f"print(*(set(sys.modules) - before) & set({LATE!r}))"
    )
    assert python(code) == ""


def test_a_row_needs_no_rules_and_no_notebook():
    code = "import sys, peel_data as peel; peel.crime_rates.rows; print(*sys.modules)"
    names = {"findings", "notebook", "schema.row_rules", "figures.figure"}
    assert not {f"peel_data.{name}" for name in names} & set(python(code).split())


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

"""Mutation testing of the arithmetic and of validation: a random sample of mutants, with a time limit.

Usage: python tools/mutation.py [MODULE=COUNT ...] [--seed N] [--work FOLDER] [--diff]

Needs mutmut 3 and the test dependencies. Works in a copy of the checkout. Mutmut writes the mutants; each
of the sample is then put to the tests that know the module, in a process of its own, because some
mutants loop for ever. Without modules, a few mutants of every module are tried. `--diff` shows the lines
of those that no test noticed.
"""

from __future__ import annotations

import argparse
import difflib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 240
ARITHMETIC = ("interval", "propagation", "network", "conflicts", "implied", "compare")
VALIDATION = ("hints", "waiving", "structure", "rows", "keys", "gathering", "run")
RULES = ("continuity", "coverage", "revisions")
MODULES = (
    *(f"arithmetic/{name}" for name in ARITHMETIC),
    *(f"validation/{name}" for name in VALIDATION),
    *(f"validation/rules/{name}" for name in RULES),
)
TESTS = {
    "arithmetic": ("tests/arithmetic",),
    "validation": (
        "tests/rules/test_rules.py::test_rule_speaks_when_broken",
        "tests/rules/test_rules.py::test_rule_is_silent_when_kept",
        "tests/validation/test_semantics.py",
        "tests/validation/test_sentences.py",
        "tests/validation/test_slips.py",
        "tests/validation/test_untrusted.py::test_each_text_in_each_column_is_judged",
    ),
}
# Readers in a process of their own do not carry the mutant; other formats than CSV tell nothing more.
CHOSEN = (
    "not exit_codes and not beside_the_submission and not F1 and not zip and not xlsx and not ods"
)
SETTINGS = """
[tool.mutmut]
source_paths = ["peel_data"]
only_mutate = [{modules}]
also_copy = ["data", "schemas", "datapackage.json", "tests", "docs", "history", "README.md", "CHANGELOG.md"]
pytest_add_cli_args_test_selection = ["tests/arithmetic/test_interval.py"]
"""


def main() -> int:
    """Write the mutants, try a sample, and print what became of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("modules", nargs="*", metavar="MODULE=COUNT")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="(default: %(default)s)")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="a copy to use or make")
    parser.add_argument("--diff", action="store_true", help="show what no test noticed")
    options = parser.parse_args()
    asked = dict(each.split("=") for each in options.modules) or dict.fromkeys(MODULES, "5")
    work = options.work or Path(tempfile.mkdtemp())
    mutants = work / "mutants"
    if not mutants.is_dir():
        written(work)
    total = killed = 0
    for module, count in asked.items():
        names = functions(mutants, module)
        of_mutants = sorted(name for name in names if re.search(r"__mutmut_\d+$", name))
        sample = random.Random(options.seed).sample(  # noqa: S311 - nothing is secret here
            of_mutants, min(int(count), len(of_mutants))
        )
        left = [name for name in sample if not noticed(mutants, module, name)]
        print(
            f"{module:28} {len(of_mutants):5} mutants, {len(sample):4} tried, {len(left):3} left",
            flush=True,
        )
        total, killed = total + len(sample), killed + len(sample) - len(left)
        for name in left:
            print(f"    {name}")
            if options.diff:
                original = names[re.sub(r"\d+$", "orig", name)]
                changes = difflib.unified_diff(original[1:], names[name][1:], lineterm="", n=0)
                print(*(f"        {line}" for line in list(changes)[3:]), sep="\n", flush=True)
    print(f"{killed} of {total} noticed: {100 * killed / max(total, 1):.1f}%")
    return 0


def written(work: Path) -> None:
    """Copy the checkout, and have mutmut write its mutants."""
    ignored = shutil.ignore_patterns(".git", ".venv", "mutants", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, work, dirs_exist_ok=True, ignore=ignored)
    modules = ", ".join(f'"peel_data/{module}.py"' for module in MODULES)
    with (work / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS.format(modules=modules))
    one = "peel_data.arithmetic.interval.x__low__mutmut_1"
    command = [str(Path(sys.executable).parent / "mutmut"), "run", "--max-children", "1", one]
    subprocess.run(command, cwd=work, check=True, stdout=subprocess.DEVNULL)


def functions(mutants: Path, module: str) -> dict[str, list[str]]:
    """The functions that mutmut wrote, originals and mutants, with their lines."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    depth = 0
    for line in (mutants / "peel_data" / f"{module}.py").read_text(encoding="utf-8").splitlines():
        indent = len(line) - len(line.lstrip())
        if begins := re.match(r"\s*def (x\w*__mutmut_\w+)\(", line):
            lines, depth = found.setdefault(begins[1], []), indent
        elif line.strip() and indent <= depth and not line.lstrip().startswith(")"):
            lines = []
        lines.append(line.strip())
    return found


def noticed(mutants: Path, module: str, name: str) -> bool:
    """Whether a test fails, or never ends, with the mutant in place of the original."""
    full = f"peel_data.{module.replace('/', '.')}.{name}"
    tests = (
        test
        for test in TESTS[module.split("/", maxsplit=1)[0]]
        if (mutants / test.split("::")[0]).exists()
    )
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-p",
            "no:cacheprovider",
            "-k",
            CHOSEN,
            *tests,
        ],
        cwd=mutants,
        env=os.environ | {"MUTANT_UNDER_TEST": full, "PYTHONPATH": "."},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(timeout=SECONDS) != 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


if __name__ == "__main__":
    raise SystemExit(main())

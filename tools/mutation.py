"""Mutation testing of the arithmetic and of validation: does a test notice when a line is changed?

Usage: python tools/mutation.py --work FOLDER [MODULE ...] [--sample N] [--again | --control | --left]

Needs the test dependencies, mutmut 3.8 and a system that forks. Works in a copy of the checkout in
FOLDER. Mutmut writes the mutants; `mutants/loop.py` puts them to the tests in forks of one process,
some hundred a minute. What was found is kept in FOLDER: a second run tries only what has changed
since, and `--again` first what was left, after tests were added. `--left` shows the changes that no
test noticed. `--control` runs the same tests without the mutants: whatever fails then, fails of
itself. Without modules, all are tried.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(__file__).parent / "mutants"
MUTATED = ("peel_data/arithmetic", "peel_data/validation")
TESTS = ("tests/arithmetic", "tests/rules", "tests/validation")
COPIED = (
    "peel_data", "tests", "data", "schemas", "docs", "history", "tools", "benchmarks", "typing_tests",
    "datapackage.json", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md",
)  # fmt: skip
NOTICED = {"killed", "timeout"}
LEFT = {"left", "no tests"}


class Mutant(NamedTuple):
    """A function with one thing changed.

    Attributes:
        name: As mutmut calls it.
        file: The file with the mutants, in the copy.
        line: Where in that file the line of the original stands that was changed.
        original: The lines of the original.
        lines: The lines of the mutant.
    """

    name: str
    file: str
    line: int
    original: list[str]
    lines: list[str]

    @property
    def module(self) -> str:
        """The module, such as `arithmetic/interval`."""
        return self.file.partition("/")[2].removesuffix(".py")

    @property
    def digest(self) -> str:
        """Tells the change apart from every other, wherever mutmut counts it."""
        function = self.name.rpartition("__mutmut_")[0]
        text = "\n".join([function, *self.original, "", *self.lines])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def change(self) -> list[str]:
        """Return the lines that differ."""
        lines = difflib.unified_diff(self.original, self.lines, lineterm="", n=0)
        return [line for line in list(lines)[2:] if not line.startswith("")]


def main() -> int:
    """Write the mutants, try those not yet tried, and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="arithmetic/interval, ...")
    parser.add_argument("--work", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--sample", type=int, metavar="N", help="N mutants of each module at most")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="(default: %(default)s)")
    parser.add_argument("--budget", type=float, default=5, metavar="SECONDS", help="of tests each")
    parser.add_argument("--again", action="store_true", help="try again what was left")
    parser.add_argument(
        "--control", action="store_true", help="change nothing: none may be noticed"
    )
    parser.add_argument("--left", action="store_true", help="show what was left; try nothing")
    options = parser.parse_args()
    work: Path = options.work.resolve()
    listed, results = work / "mutants.json", work / "results.json"
    if options.control:
        results = work / "control.json"
    if options.left and not listed.exists():
        sys.exit(f"Nothing was tried in {work} yet.")
    told: dict[str, str] = json.loads(results.read_text()) if results.exists() else {}
    if not options.left:
        listed.write_text(json.dumps(written(copied(work / "checkout"))), encoding="utf-8")
    mutants = [Mutant(*each) for each in json.loads(listed.read_text(encoding="utf-8"))]
    if options.modules:
        mutants = [mutant for mutant in mutants if mutant.module in options.modules]
    chance = random.Random(options.seed)  # noqa: S311 - nothing is secret here
    chance.shuffle(mutants)  # half a run is a fair sample
    mutants = sampled(mutants, options.sample)
    if not options.left:
        final = NOTICED if options.again else {*NOTICED, *LEFT}
        waiting = [mutant for mutant in mutants if told.get(mutant.digest) not in final]
        waiting.sort(key=lambda mutant: mutant.digest not in told)  # first what was left
        tried(waiting, work, options.budget, told, results, control=options.control)
    report(mutants, told, show=options.left)
    return 0


def copied(checkout: Path) -> Path:
    """Return the checkout as it is now, beside the switch that the mutated package imports."""
    checkout.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        source, target = ROOT / name, checkout / name
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    shutil.copy(TOOLS / "switch.py", checkout)
    with (checkout / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[tool.mutmut]\nsource_paths = ["peel_data"]\n')
    os.chdir(checkout)  # mutmut looks for its settings there
    return checkout


def written(checkout: Path) -> list[Mutant]:
    """Let mutmut write the mutants of the copy into it."""
    from mutmut.mutation.file_mutation import mutate_file_contents

    mutants: list[Mutant] = []
    for path in sorted(path for folder in MUTATED for path in (checkout / folder).rglob("*.py")):
        mutated = mutate_file_contents(str(path), path.read_text(encoding="utf-8"))
        switched = "from switch import switched as _mutmut_mutated, MutantDict"
        theirs = r"^from mutmut\.mutation\.trampoline import .*$"
        code = re.sub(theirs, switched, mutated.code, flags=re.MULTILINE)
        path.write_text(code, encoding="utf-8")
        lines = [line.strip() for line in mutated.code.splitlines()]
        spans = mutated.line_span_by_function_name
        place = path.relative_to(checkout)
        dotted = ".".join(part for part in place.with_suffix("").parts if part != "__init__")
        for name in mutated.mutant_names:
            function = name.rpartition("__mutmut_")[0]
            original, mutant = (
                [
                    line.replace(each, function)
                    for line in lines[spans[each].start - 1 : spans[each].end]
                ]
                for each in (f"{function}__mutmut_orig", name)
            )
            pairs = enumerate(zip(original, mutant, strict=False))
            same = next((i for i, (left, right) in pairs if left != right), len(mutant) - 1)
            line = spans[f"{function}__mutmut_orig"].start + same
            mutants.append(Mutant(f"{dotted}.{name}", str(place), line, original, mutant))
    return mutants


def sampled(mutants: list[Mutant], most: int | None) -> list[Mutant]:
    """Return the first so many of each module."""
    seen: Counter[str] = Counter()
    chosen = []
    for mutant in mutants:
        seen[mutant.module] += 1
        if most is None or seen[mutant.module] <= most:
            chosen.append(mutant)
    return chosen


def tried(
    mutants: list[Mutant],
    work: Path,
    budget: float,
    told: dict[str, str],
    results: Path,
    *,
    control: bool,
) -> None:
    """Put mutants to the tests, and keep what is found as it is found."""
    if not mutants:
        return
    outcomes, plan = work / "outcomes.jsonl", work / "plan.json"
    outcomes.write_text("")
    named = {f"{mutant.name}{'_unchanged' if control else ''}": mutant for mutant in mutants}
    where = [[name, mutant.file, mutant.line] for name, mutant in named.items()]
    processes = os.cpu_count() or 1
    plan.write_text(json.dumps({"mutants": where, "budget": budget, "processes": processes}))
    digests = {name: mutant.digest for name, mutant in named.items()}
    search = os.pathsep.join([str(work / "checkout"), str(TOOLS)])
    command = [sys.executable, "-m", "pytest", "-q", "-p", "loop", "-p", "no:cacheprovider", *TESTS]
    process = subprocess.Popen(
        command,
        cwd=work / "checkout",
        env=os.environ | {"PYTHONPATH": search, "PEEL_DATA_MUTATION_PLAN": str(plan)},
        stdout=subprocess.DEVNULL,
        stderr=(work / "errors.txt").open("wb"),
    )
    try:
        with outcomes.open() as lines:
            running = True
            while running:
                running = process.poll() is None
                time.sleep(1)
                for line in lines:
                    outcome = json.loads(line)
                    told[digests.pop(outcome["mutant"])] = outcome["outcome"]
                results.write_text(json.dumps(told))
                done = len(mutants) - len(digests)
                print(f"\r{done:,} of {len(mutants):,} tried", end="", file=sys.stderr, flush=True)
    finally:
        process.terminate()
        print(file=sys.stderr)
    if process.returncode:
        sys.exit(f"The tests could not be run: see {work / 'errors.txt'}.")


def report(mutants: list[Mutant], told: dict[str, str], *, show: bool) -> None:
    """Print a line for each module, and for each mutant that is left if they are to be shown."""
    totals: Counter[str] = Counter()
    for module in sorted({mutant.module for mutant in mutants}):
        of_module = [mutant for mutant in mutants if mutant.module == module]
        tried_ones = [mutant for mutant in of_module if mutant.digest in told]
        left = [mutant for mutant in tried_ones if told[mutant.digest] not in NOTICED]
        part = module.partition("/")[0]
        totals[part] += len(tried_ones)
        totals[f"{part} noticed"] += len(tried_ones) - len(left)
        print(
            f"{module:32} {len(of_module):5} mutants, {len(tried_ones):5} tried, {len(left):4} left"
        )
        for mutant in left if show else ():
            print(f"    {mutant.name} ({told[mutant.digest]})")
            print(*(f"        {line}" for line in mutant.change()), sep="\n")
    for part in ("arithmetic", "validation"):
        if totals[part]:
            share = 100 * totals[f"{part} noticed"] / totals[part]
            print(f"{part}: {totals[f'{part} noticed']} of {totals[part]} noticed, {share:.1f}%")


if __name__ == "__main__":
    raise SystemExit(main())

"""A pytest plugin that puts mutants to the tests, each in a fork of a process that has collected them.

Collecting takes seconds and a fork takes milliseconds. First every test is run once, to learn how
long it takes and which lines it runs. Then each mutant meets the tests that run its line: those
first that have noticed other mutants of its function, then of its module, then the quick ones,
until one fails or the budget of seconds is spent. A mutant that no test noticed by then is left.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import switch
from _pytest.runner import runtestprotocol
from coverage import Coverage
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLAN = Path(os.environ["PEEL_DATA_MUTATION_PLAN"])
MEMORY = 6 * 1024**3
APART = "tests/validation/test_apart.py"
"""Tests of what happens in a process of its own; it inherits the mutant."""
FEW = 5
SLACK = 8
"""How many times longer than expected a mutant's tests may take before it counts as never ending."""


class Known(NamedTuple):
    """What the first run tells: how long each test takes, and which tests run each line of a file."""

    seconds: dict[str, float]
    lines: dict[str, dict[int, list[str]]]

    def tests(self, file: str, line: int) -> list[str]:
        """Return the tests that run a line; of one that only goes on with a statement, those of its beginning.

        Of a line that none runs in its own process, those that start processes.
        """
        lines = self.lines.get(file, {})
        while line > 0 and line not in lines:
            line -= 1
        tests = [test for test in lines.get(line, ()) if test in self.seconds]
        return tests or [test for test in self.seconds if test.startswith(APART)]


class Trial(NamedTuple):
    """A mutant on trial in a process."""

    mutant: str
    slot: int
    began: float
    most: float


class Outcome(NamedTuple):
    """What became of a mutant: killed (by which test), left, never ending, or without tests."""

    mutant: str
    outcome: str
    by: str
    seconds: float


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Instead of running the tests: try the mutants of the plan."""
    plan = json.loads(PLAN.read_text(encoding="utf-8"))
    folder = PLAN.parent
    items = {item.nodeid: item for item in session.items}
    _quick(session.items)
    known = _first_run(items, folder)
    gc.collect()
    gc.freeze()
    with (folder / "outcomes.jsonl").open("a", encoding="utf-8") as out:
        for outcome in _try_all(plan, items, known, folder):
            out.write(json.dumps(outcome._asdict()) + "\n")
            out.flush()
    return True


def _quick(items: list[pytest.Item]) -> None:
    """Let Hypothesis stop at the first example that fails: nobody reads the smallest one."""
    phases = (Phase.explicit, Phase.generate)
    calm: dict[str, Any] = {
        "phases": phases,
        "suppress_health_check": list(HealthCheck),
        "database": None,
    }
    settings.register_profile("trial", settings(**calm, deadline=None))
    settings.load_profile("trial")
    for item in items:
        function: Any = getattr(item, "obj", None)
        if own := getattr(function, "_hypothesis_internal_use_settings", None):
            function = getattr(function, "__func__", function)
            function._hypothesis_internal_use_settings = settings(own, **calm)  # noqa: SLF001


def _first_run(items: dict[str, pytest.Item], folder: Path) -> Known:
    """Run every test once, apart, so that the process that forks stays as it was after collecting."""
    count = os.cpu_count() or 1
    files = [folder / f"known{n}.json" for n in range(count)]
    nodes = list(items)
    shares = [nodes[len(nodes) * n // count : len(nodes) * (n + 1) // count] for n in range(count)]
    for pid in [
        _forked(
            partial(_measured, {each: items[each] for each in share}, file), folder / f"first{n}"
        )
        for n, (share, file) in enumerate(zip(shares, files, strict=True))
    ]:
        os.waitpid(pid, 0)
    known = Known({}, defaultdict(lambda: defaultdict(list)))
    for file in files:
        seconds, lines, modules = json.loads(file.read_text(encoding="utf-8"))
        known.seconds.update(seconds)
        for path, of_file in lines.items():
            for line, tests in of_file.items():
                known.lines[path][int(line)] += tests
        for name in modules:
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    return known


def _measured(items: dict[str, pytest.Item], file: Path) -> int:
    """Run every test, and write down what `Known` holds and which modules are imported by the end."""
    root = Path.cwd()
    coverage = Coverage(data_file=None, config_file=False, source=[str(root / "peel_data")])
    coverage.start()
    seconds = {}
    for nodeid, item, following in _in_turn(list(items), items):
        coverage.switch_context(nodeid)
        began = time.perf_counter()
        if _failed(item, following):
            print(f"\n{nodeid} fails without any mutant: it is left out", file=sys.__stderr__)
        else:
            seconds[nodeid] = time.perf_counter() - began
    coverage.stop()
    data = coverage.get_data()
    lines = {
        str(Path(path).relative_to(root)): data.contexts_by_lineno(path)
        for path in data.measured_files()
    }
    modules = sorted(name for name in sys.modules if not name.startswith("_"))
    file.write_text(json.dumps([seconds, lines, modules]), encoding="utf-8")
    return 0


class History:
    """Which tests have noticed mutants, of which function and which module."""

    def __init__(self, known: Known, budget: float) -> None:
        self._known, self._budget = known, budget
        self._of_function: dict[str, Counter[str]] = defaultdict(Counter)
        self._of_module: dict[str, Counter[str]] = defaultdict(Counter)

    def noticed(self, mutant: str, test: str) -> None:
        """Remember that a test noticed a mutant."""
        self._of_function[mutant.rpartition("__mutmut_")[0]][test] += 1
        self._of_module[mutant.rpartition(".")[0]][test] += 1

    def chosen(self, mutant: str, file: str, line: int) -> list[str]:
        """Return the tests to try, in their order, as many as the budget allows."""
        function = self._of_function[mutant.rpartition("__mutmut_")[0]]
        module = self._of_module[mutant.rpartition(".")[0]]
        seconds = self._known.seconds
        of_line = self._known.tests(file, line)
        # Where a result is kept for later, only the first test of all was seen to run its line.
        others = set(module) - set(of_line) if len(of_line) < FEW else ()
        tests = sorted(
            [*of_line, *others],
            key=lambda test: (-function[test], -module[test], seconds[test]),
        )
        chosen: list[str] = []
        spent = 0.0
        for test in tests:
            spent += seconds[test]
            if chosen and spent > self._budget:
                break
            chosen.append(test)
        return chosen


def _try_all(
    plan: dict[str, Any], items: dict[str, pytest.Item], known: Known, folder: Path
) -> Iterator[Outcome]:
    """Try each mutant, a few at a time."""
    history = History(known, plan["budget"])
    running: dict[int, Trial] = {}
    free = list(range(plan["processes"]))
    waiting = list(reversed(plan["mutants"]))
    while waiting or running:
        while waiting and free:
            mutant, file, line = waiting.pop()
            chosen = history.chosen(mutant, file, line)
            if not chosen:
                yield Outcome(mutant, "no tests", "", 0)
                continue
            most = 10 + SLACK * sum(known.seconds[test] for test in chosen)
            slot = free.pop()
            place = folder / f"slot{slot}"
            pid = _forked(partial(_trial, mutant, chosen, items, place), place)
            running[pid] = Trial(mutant, slot, time.monotonic(), most)
        for outcome, slot in _ended(running, folder):
            free.append(slot)
            if outcome.by:
                history.noticed(outcome.mutant, outcome.by)
            yield outcome
        time.sleep(0.005)


def _trial(mutant: str, chosen: list[str], items: dict[str, pytest.Item], place: Path) -> int:
    """In the fork: run the tests until one fails, and leave its name."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    switch.activate(mutant)
    for nodeid, item, following in _in_turn(chosen, items):
        if _failed(item, following):
            (place / "by").write_text(nodeid, encoding="utf-8")
            return 1
    return 0


def _ended(running: dict[int, Trial], folder: Path) -> Iterator[tuple[Outcome, int]]:
    """Yield what the processes that have ended, or are ended now for taking too long, have to say."""
    for pid, trial in list(running.items()):
        seconds = time.monotonic() - trial.began
        ended, status = os.waitpid(pid, os.WNOHANG)
        late = not ended and seconds > trial.most
        if late:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        if ended or late:
            del running[pid]
            by = folder / f"slot{trial.slot}" / "by"
            killer = by.read_text(encoding="utf-8") if by.exists() else ""
            outcome = "timeout" if late else "killed" if status else "left"
            yield Outcome(trial.mutant, outcome, killer, round(seconds, 2)), trial.slot


def _in_turn(
    tests: list[str], items: dict[str, pytest.Item]
) -> Iterator[tuple[str, pytest.Item, pytest.Item | None]]:
    chosen = [(test, items[test]) for test in tests if test in items]
    for i, (test, item) in enumerate(chosen):
        yield test, item, chosen[i + 1][1] if i + 1 < len(chosen) else None


def _failed(item: pytest.Item, following: pytest.Item | None) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _forked(work: Callable[[], int], place: Path) -> int:
    """Return a process of its own group, with a folder of its own for temporary files."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    if pid := os.fork():
        return pid
    os.setpgid(0, 0)
    os.environ["PYTEST_DEBUG_TEMPROOT"] = os.environ["TMPDIR"] = str(place)
    code = 70
    try:
        code = work()
    finally:
        os._exit(code)

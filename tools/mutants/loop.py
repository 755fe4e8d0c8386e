"""A pytest plugin that puts mutants to the tests, each in a fork of a process that has collected them.

Collecting takes seconds and a fork takes milliseconds. First every test is run once, to learn how
long it takes and which functions it calls. Then each mutant meets the tests that call its
function: those first that have noticed another mutant of it, then the quick and the specific ones,
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
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLAN = Path(os.environ["PEEL_DATA_MUTATION_PLAN"])
MEMORY = 6 * 1024**3
SLACK = 8
"""How many times longer than expected a mutant's tests may take before it counts as never ending."""


class Known(NamedTuple):
    """What the first run tells of a test."""

    seconds: float
    functions: frozenset[str]


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


def _first_run(items: dict[str, pytest.Item], folder: Path) -> dict[str, Known]:
    """Run every test once, apart, so that the process that forks stays as it was after collecting."""
    file = folder / "known.json"

    def run() -> int:
        told = {}
        for nodeid, item, following in _in_turn(list(items), items):
            switch.hits = set()
            began = time.perf_counter()
            failed = _failed(item, following)
            told[nodeid] = [time.perf_counter() - began, sorted(switch.hits)]
            if failed:
                print(f"\n{nodeid} fails without any mutant: it is left out", file=sys.__stderr__)
                del told[nodeid]
        modules = sorted(name for name in sys.modules if not name.startswith("_"))
        file.write_text(json.dumps([told, modules]), encoding="utf-8")
        return 0

    pid = _forked(run, folder / "first")
    os.waitpid(pid, 0)
    told, modules = json.loads(file.read_text(encoding="utf-8"))
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    return {test: Known(seconds, frozenset(names)) for test, (seconds, names) in told.items()}


def _try_all(
    plan: dict[str, Any], items: dict[str, pytest.Item], known: dict[str, Known], folder: Path
) -> Iterator[Outcome]:
    """Try each mutant, a few at a time."""
    tests: dict[str, list[str]] = defaultdict(list)
    for test, (_, functions) in known.items():
        for function in functions:
            tests[function].append(test)
    killers: dict[str, Counter[str]] = defaultdict(Counter)
    running: dict[int, Trial] = {}
    free = list(range(plan["processes"]))
    waiting = list(reversed(plan["mutants"]))
    while waiting or running:
        while waiting and free:
            mutant = waiting.pop()
            function = mutant.rpartition("__mutmut_")[0]
            chosen = _chosen(tests[function], known, killers[function], plan["budget"])
            if not chosen:
                yield Outcome(mutant, "no tests", "", 0)
                continue
            most = 10 + SLACK * sum(known[test].seconds for test in chosen)
            slot = free.pop()
            place = folder / f"slot{slot}"
            pid = _forked(partial(_trial, mutant, chosen, items, place), place)
            running[pid] = Trial(mutant, slot, time.monotonic(), most)
        for outcome, slot in _ended(running, folder):
            free.append(slot)
            if outcome.by:
                killers[outcome.mutant.rpartition("__mutmut_")[0]][outcome.by] += 1
            yield outcome
        time.sleep(0.005)


def _chosen(
    tests: list[str], known: dict[str, Known], killers: Counter[str], budget: float
) -> list[str]:
    """The tests to try, in their order, as many as the budget allows."""

    def rank(test: str) -> tuple[int, float]:
        seconds, functions = known[test]
        return -killers[test], (seconds + 0.02) * len(functions)

    chosen: list[str] = []
    spent = 0.0
    for test in sorted(tests, key=rank):
        spent += known[test].seconds
        if chosen and spent > budget:
            break
        chosen.append(test)
    return chosen


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
    """What the processes that have ended, or are ended now for taking too long, have to say."""
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
    """A process of its own group, with a folder of its own for temporary files."""
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

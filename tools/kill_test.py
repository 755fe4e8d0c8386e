"""Kills accept, revise and release at random moments, fills their disk, and runs two of them at once.

Usage: python tools/kill_test.py --seed 1 --kills 180 --full 16 --at-once

Every trial begins with a fresh copy of a scratch checkout. Half of the kills come at any moment of the command, half
within the blink in which it moves the checkout forward; half of them hit the whole process group, half the command
alone. After each, what lies there must be the old commit or the new one, or every reader must be refused; and the same
command, run again, must end with exactly what an undisturbed run gives, in one commit, with nothing left over. A full
disk is a small tmpfs in a namespace of its own (Linux); where there is none, `--full` counts as failed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from peel_data import paths
from support import steward

INSIDE = "PEEL_DATA_KILL_TEST_INSIDE"
BUSY = "Another command is at work"
SETTLED = ("already", "accepted on", "says nothing under")
"""What the command says when it was finished by the one that was killed, or by the recovery from that."""
MOVING = 0.25
"""For how many seconds after the mark appears a late kill may come."""


class BrokenPromise(Exception):  # noqa: N818 - no error of a program
    """A promise was broken; the message says which."""


@dataclass
class Scenario:
    """One command in a checkout.

    Attributes:
        name: Of the command.
        base: A checkout; not to be changed.
        arguments: The command.
        old: Its files before, and `new` those after an undisturbed run.
        seconds: For how long that ran.
    """

    name: str
    base: Path
    arguments: list[str]
    old: dict[str, bytes]
    new: dict[str, bytes]
    seconds: float


def main() -> int:
    """Run what is asked for; fail if a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=0, metavar="N")
    parser.add_argument("--jobs", type=int, default=2, help="how many kills are tried side by side")
    parser.add_argument("--full", type=int, default=0, metavar="SIZES")
    parser.add_argument("--at-once", action="store_true")
    options = parser.parse_args()
    if options.full and INSIDE not in os.environ:
        os.environ[INSIDE] = "1"
        os.execvp("unshare", ["unshare", "--map-root-user", "--mount", sys.executable, *sys.argv])  # noqa: S606
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    chance = random.Random(options.seed)  # noqa: S311 - to be repeated
    with tempfile.TemporaryDirectory(prefix="kill test ") as folder:
        work = Path(folder).resolve()
        scenarios = prepare(work)
        for scenario in scenarios:
            print(f"{scenario.name}: {scenario.seconds:.1f} s undisturbed", flush=True)
        try:
            kill(scenarios, options.kills, options.jobs, work, chance)
            fill(scenarios, options.full, work)
            if options.at_once:
                race(scenarios, work, chance)
        except BrokenPromise as error:
            print(f"BROKEN: {error}")
            return 1
    return 0


def prepare(work: Path) -> list[Scenario]:
    """Lay out the checkouts, and run each command undisturbed."""
    first = steward.lay_out(ROOT, work / "first")
    second = copied(first, work / "second")
    value = ["revise", steward.OLD, "--value", "2.2", "--reason", "The force corrected its return."]
    run(second, value)
    asked = [
        ("accept", first, ["accept", str(steward.submitted(work / "returns"))]),
        ("revise", first, value),
        ("release", second, ["release"]),
    ]
    made = []
    for name, base, arguments in asked:
        trial = copied(base, work / "trial")
        begun = time.monotonic()
        done = run(trial, arguments)
        seconds = time.monotonic() - begun
        if done.returncode:
            raise SystemExit(f"{name} fails undisturbed:\n{done.stdout}{done.stderr}")
        made.append(
            Scenario(name, base, arguments, steward.tree(base), steward.tree(trial), seconds)
        )
        shutil.rmtree(trial)
    return made


@dataclass(frozen=True)
class Kill:
    """When and how a command is killed.

    Attributes:
        number: Of the kill.
        scenario: The command.
        late: Whether the moment lies in the moving forward, rather than anywhere.
        moment: From 0 to 1, of the time that either takes.
        group: Whether the whole process group is killed.
    """

    number: int
    scenario: Scenario
    late: bool
    moment: float
    group: bool


def kill(
    scenarios: list[Scenario], count: int, jobs: int, work: Path, chance: random.Random
) -> None:
    """Kill a command at `count` moments."""
    kills = [
        Kill(number, scenarios[number % 3], number % 2 == 1, chance.random(), chance.random() < 0.5)
        for number in range(count)
    ]
    seen = Counter[tuple[str, str]]()
    with ThreadPoolExecutor(jobs) as pool:
        for done, (name, found) in enumerate(pool.map(lambda one: killed(one, work), kills), 1):
            seen[name, found] += 1
            if done % 20 == 0:
                print(f"{done} kills", file=sys.stderr, flush=True)
    show(seen)


def killed(one: Kill, work: Path) -> tuple[str, str]:
    """Kill a command once, and return its name and what it left."""
    scenario, where = one.scenario, f"{one.scenario.name}, kill {one.number}"
    trial = copied(scenario.base, work / f"trial {one.number}")
    process = start(trial, scenario.arguments)
    if one.late:
        mark = trial / paths.INTERRUPTED
        while not mark.exists() and process.poll() is None:
            time.sleep(0.0005)
    time.sleep(one.moment * (MOVING if one.late else scenario.seconds))
    with contextlib.suppress(ProcessLookupError):  # it was faster
        (os.killpg if one.group else os.kill)(process.pid, signal.SIGKILL)
    process.communicate()
    found = state(trial, scenario, where)
    converge(trial, scenario, where)
    shutil.rmtree(trial)
    return scenario.name, found


def fill(scenarios: list[Scenario], sizes: int, work: Path) -> None:
    """Run each command on a disk with too little space, at so many sizes; then on one with enough."""
    seen = Counter[tuple[str, str]]()
    for number in range(sizes):
        scenario = scenarios[number % 3]
        disk = work / "disk"
        disk.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", str(disk)], check=True)
        try:
            trial = copied(scenario.base, disk / "trial")
            used = shutil.disk_usage(disk).used
            size = used + round(used * 0.9 * (number + 0.5) / sizes)
            subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)
            environment = os.environ | {"TMPDIR": str(disk)}
            done = run(trial, scenario.arguments, environment)
            where = f"{scenario.name}, disk of {size} bytes"
            if "Traceback" in done.stderr or (done.returncode not in {0, 2}):
                raise BrokenPromise(f"{where}: exit {done.returncode}\n{done.stdout}{done.stderr}")
            found = state(trial, scenario, where)
            if (done.returncode == 0) != (found == "new"):
                raise BrokenPromise(
                    f"{where}: exit {done.returncode}, and the tree is the {found} one"
                )
            seen[f"{scenario.name} on a full disk", found] += 1
            subprocess.run(["mount", "-o", "remount,size=1g", str(disk)], check=True)
            converge(trial, scenario, where)
        finally:
            subprocess.run(["umount", str(disk)], check=True)
    show(seen)


def race(scenarios: list[Scenario], work: Path, chance: random.Random) -> None:
    """Run two commands at once, every one with every one."""
    for one in scenarios:
        for other in scenarios:
            if one.base != other.base:
                continue
            trial = copied(one.base, work / "trial")
            first = start(trial, one.arguments)
            time.sleep(chance.uniform(0, one.seconds / 2))
            second = start(trial, other.arguments)
            said = [process.communicate() for process in (first, second)]
            codes = [process.returncode for process in (first, second)]
            losers = [BUSY in err for _, err in said]
            where = f"{one.name} and {other.name} at once"
            if sorted(zip(codes, losers, strict=True)) != [(0, False), (2, True)]:
                raise BrokenPromise(f"{where}: {codes}\n{said}")
            won = other if losers[0] else one
            if state(trial, won, where) != "new":
                raise BrokenPromise(f"{where}: {won.name} won, and its commit is not there")
            converge(trial, won, where)
            print(f"| {where} | {won.name} won, the other was told | 1 |", flush=True)
            shutil.rmtree(trial)


def state(trial: Path, scenario: Scenario, where: str) -> str:
    """Return what a command left: the old files, the new ones, or a mixture that every reader is refused."""
    if (trial / paths.INTERRUPTED).exists():
        done = run(trial, ["figures"])
        if done.returncode != 2 or "Run that command again" not in done.stderr:
            raise BrokenPromise(f"{where}: a mixture is read\n{done.stdout[:500]}{done.stderr}")
        return "refused until finished"
    files = steward.tree(trial)
    for name, content in (("old", scenario.old), ("new", scenario.new)):
        if files == content:
            return name
    raise BrokenPromise(f"{where}: a mixture: {differences(files, scenario)}")


def converge(trial: Path, scenario: Scenario, where: str) -> None:
    """Run the same command again; all must be as after an undisturbed run."""
    for _ in range(600):  # what is left of a killed command may still be at work
        done = run(trial, scenario.arguments)
        if BUSY not in done.stderr:
            break
        time.sleep(0.1)
    if done.returncode and not any(words in done.stderr for words in SETTLED):
        raise BrokenPromise(
            f"{where}: again exits with {done.returncode}\n{done.stdout}{done.stderr}"
        )
    files = steward.tree(trial)
    if files != scenario.new:
        raise BrokenPromise(f"{where}: after it ran again: {differences(files, scenario)}")
    commits = steward.git(trial, "rev-list", "--count", "HEAD")
    before = steward.git(scenario.base, "rev-list", "--count", "HEAD")
    left = {
        "changes": steward.git(trial, "status", "--porcelain"),
        "commits": "" if int(commits) == int(before) + 1 else commits,
        "worktrees": steward.git(trial, "worktree", "list", "--porcelain").partition("\n\n")[2],
        "damage": steward.git(trial, "fsck", "--no-dangling", "--no-progress"),
        "files": " ".join(
            path.name for path in (trial / ".peel-data").iterdir() if path.name not in {"lock", "moving.draft"}
        ),
    }  # fmt: skip
    if any(left.values()):
        raise BrokenPromise(f"{where}: left over: {left}")


def show(seen: Counter[tuple[str, str]]) -> None:
    """Print how often each command left what."""
    for (name, found), many in sorted(seen.items()):
        print(f"| {name} | {found} | {many} |", flush=True)


def differences(files: dict[str, bytes], scenario: Scenario) -> list[str]:
    """Name what is neither as before nor as after, or as before where others are as after."""
    names = sorted(files.keys() | scenario.new.keys())
    return [name for name in names if files.get(name) != scenario.new.get(name)][:10]


def copied(base: Path, trial: Path) -> Path:
    """Copy a checkout."""
    return Path(shutil.copytree(base, trial, symlinks=True))


def start(
    trial: Path, arguments: list[str], environment: dict[str, str] | None = None
) -> subprocess.Popen[str]:
    """Start a command in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "peel_data", *arguments],
        cwd=trial,
        env={**(environment or os.environ), "PYTHONPATH": str(trial), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def run(
    trial: Path, arguments: list[str], environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    process = start(trial, arguments, environment)
    out, err = process.communicate()
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


if __name__ == "__main__":
    sys.exit(main())

"""How far a run got: for a bar while it goes on, and for its report when it is stopped. Internal."""

from __future__ import annotations

import time
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

T = TypeVar("T")


class Step(NamedTuple):
    """One step of a run.

    Attributes:
        words: What is done, as it follows "while".
        families: The first letters of the rules that are put to use in it.
        share: About how much of the work after reading it is.
        items: What it does one after the other.
    """

    words: str
    families: str
    share: float
    items: str


WORKBOOK: Final = 0.7
"""About how much of all work it is to read a workbook; other files are read in little time."""

READING, CELLS, KEYS, ARITHMETIC, RELEASE, COVERAGE, REPORT = range(7)
STEPS: Final[tuple[Step, ...]] = (
    Step("reading the files", "F", 0, "files"),
    Step("checking cells and rows", "SR", 0.17, "tables"),
    Step("checking keys and references", "K", 0.05, "tables"),
    Step("checking the arithmetic", "A", 0.35, "editions and areas"),
    Step("comparing with the release", "C", 0.35, "rules"),
    Step("looking for what is missing", "V", 0.08, "editions and areas"),
    Step("writing the report", "W", 0, ""),
)


@dataclass(slots=True)
class Progress:
    """How far a run got.

    Attributes:
        step: The number of the step that it is in.
        done: How many items of that step are done.
        total: How many there are; 0 where nobody counts.
        rows: How many rows were read.
        read_at: The processor time at which reading was done; 0 before.
        read: How much of a workbook was read, from 0 to 1; 0 of anything else.
    """

    step: int = READING
    done: int = 0
    total: int = 0
    rows: int = 0
    read_at: float = 0.0
    read: float = 0.0

    def begin(self, step: int) -> None:
        """Begin a step."""
        if self.step == READING < step:
            self.read_at = time.process_time()
        self.step, self.done, self.total = step, 0, 0

    def track(self, items: Sequence[T]) -> Iterator[T]:
        """Yield the items of the step, and count them."""
        self.done, self.total = 0, len(items)
        for item in items:
            yield item
            self.done += 1

    def update(self, numbers: Iterable[float]) -> None:
        """Take over the numbers of another process."""
        for name, number in zip(self.__slots__, numbers, strict=True):
            setattr(self, name, number)

    @property
    def words(self) -> str:
        """What is being done, and how much of it is."""
        step = STEPS[self.step]
        counted = f" ({self.done:,} of {self.total:,} {step.items})" if self.total else ""
        return step.words + counted

    @property
    def share(self) -> float:
        """About how much of the work after reading is done."""
        before = sum(step.share for step in STEPS[: self.step])
        within = self.done / self.total if self.total else 0
        return before + within * STEPS[self.step].share

    @property
    def share_of_all(self) -> float:
        """About how much of all work is done, reading included."""
        if not self.read:
            return self.share
        read = self.read if self.step == READING else 1
        return WORKBOOK * read + (1 - WORKBOOK) * self.share

    def unfinished(self) -> str:
        """Return the first letters of the rules that have not seen everything."""
        return "".join(step.families for step in STEPS[self.step :])

    def as_numbers(self) -> tuple[float, ...]:
        """Return what crosses over to another process, for `update`."""
        return astuple(self)

"""Sets that have a figure of each conflict: the smallest are the smallest explanations. Internal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.arithmetic.propagation import Clash


@dataclass(frozen=True, slots=True)
class Core:
    """An irreducible conflict: its sources, how it showed, and those figures that may be wrong."""

    sources: int
    clash: Clash
    doubtful: int


def components(cores: Sequence[Core]) -> list[list[Core]]:
    """Return the conflicts in groups that share no doubtful figure with each other."""
    groups: list[tuple[int, list[Core]]] = []
    for core in cores:
        reach, together, apart = core.doubtful, [core], []
        for figures, group in groups:
            if figures & core.doubtful:
                reach |= figures
                together = [*group, *together]
            else:
                apart.append((figures, group))
        groups = [*apart, (reach, together)]
    return [group for _, group in groups]


def hitting(cores: Sequence[Core], size: int) -> Iterator[int]:
    """Yield each set of at most `size` figures that hits every conflict, and no figure in vain."""
    seen: set[int] = set()

    def extend(chosen: int, left: int) -> Iterator[int]:
        missed = next((core.doubtful for core in cores if not core.doubtful & chosen), 0)
        if not missed:
            if chosen not in seen and _needed(cores, chosen):
                seen.add(chosen)
                yield chosen
            return
        if left:
            for i in range(missed.bit_length()):
                if missed >> i & 1:
                    yield from extend(chosen | 1 << i, left - 1)

    return extend(0, size)


def _needed(cores: Sequence[Core], chosen: int) -> bool:
    """Whether each figure of a set is the only one to hit some conflict."""
    alone = 0
    for core in cores:
        hit = core.doubtful & chosen
        if hit & (hit - 1) == 0:
            alone |= hit
    return alone == chosen

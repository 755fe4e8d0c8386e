"""Sets that have a figure of each conflict: the smallest are the smallest explanations. Internal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import reduce
from math import prod
from operator import or_
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.arithmetic.propagation import Clash

FEW: Final = 4
"""Up to how many figures the smallest set is looked for: the time doubles and redoubles with each more."""


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


def smallest_hit(cores: Sequence[Core]) -> int:
    """Return a set that hits all conflicts: of those that hang together the smallest, if it has but a few figures."""
    return reduce(
        or_, (_few(together) or greedy_hit(together) for together in components(cores)), 0
    )


def _few(cores: Sequence[Core]) -> int:
    """Return the first of the smallest sets that hit all conflicts; empty if it takes more than a few figures."""
    return next((hit for size in range(1, FEW + 1) for hit in hitting(cores, size)), 0)


def greedy_hit(cores: Sequence[Core]) -> int:
    """Return a set that hits all conflicts, no figure in vain: first those figures that are in most of them."""
    conflicts = [core.doubtful for core in cores]
    chosen, left = 0, conflicts
    while left:
        met = Counter(figure for conflict in left for figure in _each(conflict))
        chosen |= max(met, key=lambda figure: (met[figure], -figure))
        left = [conflict for conflict in left if not conflict & chosen]
    for figure in _each(chosen):
        if all(conflict & chosen & ~figure for conflict in conflicts):
            chosen &= ~figure
    return chosen


def _each(figures: int) -> list[int]:
    """Return the sets of one figure each that make up a set."""
    return [1 << i for i in range(figures.bit_length()) if figures >> i & 1]


def hitting(cores: Sequence[Core], size: int) -> Iterator[int]:
    """Yield each set of at most `size` figures that hits every conflict, and no figure in vain."""
    conflicts = [core.doubtful for core in cores]
    seen: set[int] = set()

    def extend(chosen: int, left: int) -> Iterator[int]:
        # However a set is reached, the same follows; and what is in vain stays so in a larger set.
        if chosen in seen:
            return
        seen.add(chosen)
        missed = [conflict for conflict in conflicts if not conflict & chosen]
        if _apart(missed, left) > left or not _needed(conflicts, chosen):
            return
        if not missed:
            yield chosen
            return
        for figure in _each(missed[0]):
            yield from extend(chosen | figure, left - 1)

    return extend(0, size)


def _apart(conflicts: Sequence[int], most: int) -> int:
    """Count conflicts of which no two share a figure, one beyond `most` at the most: each needs its own figure."""
    reach = count = 0
    for conflict in conflicts:
        if not conflict & reach:
            reach |= conflict
            count += 1
            if count > most:
                break
    return count


def _needed(conflicts: Sequence[int], chosen: int) -> bool:
    """Return whether each figure of a set is the only one to hit some conflict."""
    alone = 0
    for conflict in conflicts:
        hit = conflict & chosen
        if hit & (hit - 1) == 0:
            alone |= hit
    return alone == chosen


def factors(sets: Sequence[int]) -> list[list[int]]:
    """Return the independent choices of one figure each that make up these sets; the sets, if there are none.

    Example:
        >>> factors([0b0101, 0b0110, 0b1001, 0b1010])
        [[1, 2], [4, 8]]
    """
    together: dict[int, int] = {}
    for figures in sets:
        for figure in _each(figures):
            together[figure] = together.get(figure, 0) | figures
    every = reduce(or_, sets, 0)
    # Alternatives are never together in a set; figures of different choices somewhere are.
    choices = {every & ~met | figure for figure, met in together.items()}
    apart = sum(choices) == every and all(c & s & -(c & s) == c & s for c in choices for s in sets)
    chosen = all(figures.bit_count() == len(choices) for figures in sets)
    if not (apart and chosen and prod(c.bit_count() for c in choices) == len(sets)):
        return [list(sets)]
    return [[f for f in sorted(together) if f & choice] for choice in sorted(choices, key=_lowest)]


def _lowest(figures: int) -> int:
    return figures & -figures

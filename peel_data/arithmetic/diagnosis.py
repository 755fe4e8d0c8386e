"""A contradiction with what would explain it, and which corrections are worth naming. Internal."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Final, Generic

from peel_data.arithmetic.corrections import UNSLIPPED, Correction
from peel_data.arithmetic.figure import F
from peel_data.arithmetic.slips import RARE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.arithmetic.conflicts import Conflict

SURE: Final = 0.95
"""From this share of all the weight on, a correction is named alone."""
NEAR: Final = log(2)
"""Of weights no more than about so much apart, neither is called likelier: then totals come first."""
RIVALS: Final = 4
"""How many corrections are named, at most."""


@dataclass(frozen=True, slots=True)
class Explanation(Generic[F]):
    """Figures whose change, and that of no fewer among them, makes everything agree.

    Attributes:
        figures: The figures, in the order given.
        corrections: Values after which everything agrees, the likeliest first.
        weight: How likely the likeliest of them is; only for comparing.
        source: Where the value of the one figure looks taken from, though nothing tells what it should be.
    """

    figures: tuple[F, ...]
    corrections: tuple[Correction[F], ...]
    weight: float
    source: str | None = None

    @property
    def slipped(self) -> bool:
        """Whether the likeliest correction, which there must be, is of slips throughout."""
        return all(change.slip for change in self.corrections[0].changes)


@dataclass(frozen=True, slots=True)
class Diagnosis(Generic[F]):
    """Connected conflicts, and what would explain all of them.

    Attributes:
        conflicts: The irreducible conflicts, those without assumptions first.
        explanations: The smallest explanations, the likeliest first.
    """

    conflicts: tuple[Conflict[F], ...]
    explanations: tuple[Explanation[F], ...]

    @property
    def corrections(self) -> tuple[Correction[F], ...]:
        """The corrections to name, the likeliest first: alone only where the others hardly count."""
        rivals = sorted(
            (c for e in self.explanations for c in e.corrections),
            key=lambda c: likeliest_first(c.weight, [change.figure for change in c.changes]),
        )
        if len(self.explanations) > 1:  # what the others leave is no evidence among rivals
            rivals = [c for c in rivals if all(change.slip for change in c.changes)]
        total = sum(c.weight for e in self.explanations for c in e.corrections)
        total += sum(UNSLIPPED for e in self.explanations if not e.corrections)
        total += sum(RARE for e in self.explanations if e.source)
        if rivals and rivals[0].weight >= SURE * total:
            return tuple(rivals[:1])
        unnamed = len(rivals) == 1 and any(e.source for e in self.explanations)
        return () if unnamed else tuple(rivals[:RIVALS])

    @property
    def needed(self) -> int:
        """How many figures must be wrong, at the least."""
        return min(len(each.figures) for each in self.explanations)

    @property
    def suspects(self) -> tuple[F, ...]:
        """The figures of all explanations, those of the likeliest first."""
        return tuple({id(f): f for e in self.explanations for f in e.figures}.values())


def likeliest_first(weight: float, figures: Sequence[F]) -> tuple[float, list[bool], float]:
    """Sort by weight; where that says little, totals first."""
    return -round(log(weight) / NEAR), [not _is_whole(f) for f in figures], -weight


def _is_whole(figure: F) -> bool:
    """Return whether a figure is a total: of a sum that is out, people look at that first."""
    return figure.category in {"out_of_court_formal", "out_of_court_informal"}

"""Which figures are wrong: the smallest sets whose change makes everything agree.

Each irreducible conflict needs one of its figures changed, so an explanation is a set that hits all
of them (Reiter's hitting sets; in the editing of surveys, the principle of Fellegi and Holt). Conflicts are
looked for only as they are needed: whatever set hits all conflicts known so far is left out and the
rest solved again, which either proves it to be an explanation or gives a conflict that it misses.

A figure that one slip would explain counts as one change, and any other as two: a pair of slips is
likelier than one figure that is wrong throughout.

Where more than a few figures must be wrong together, as in a column that was rounded, the smallest sets are neither
found in reasonable time nor of use to anybody. Then one set is taken, and each of its figures explained as if the
others of it were unknown.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from itertools import chain, islice, product
from math import prod
from operator import or_
from typing import TYPE_CHECKING, Final, Generic

from peel_data.arithmetic.conflicts import Conflict, conflict_of, irreducible
from peel_data.arithmetic.corrections import UNSLIPPED, Correction, Trial
from peel_data.arithmetic.diagnosis import Diagnosis, Explanation, likeliest_first
from peel_data.arithmetic.figure import F
from peel_data.arithmetic.hitting import (
    FEW,
    Core,
    components,
    factors,
    greedy_hit,
    hitting,
    smallest_hit,
)
from peel_data.arithmetic.moves import Beside, moves, taken_from
from peel_data.arithmetic.propagation import Clash
from peel_data.arithmetic.slips import RARE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from peel_data.arithmetic.corrections import Usual
    from peel_data.arithmetic.identities import Assumption
    from peel_data.arithmetic.network import Network

LISTED: Final = 60
"""How many explanations of one contradiction are looked for, at most."""
DOUBTFUL: Final = 2
"""Where assumptions hold only if so many more figures are wrong, they are in doubt rather than those."""
COMBINED: Final = 256
"""How many combinations are tried of what explains contradictions that seem to have nothing in common."""


def diagnose(
    network: Network[F],
    allowed: Collection[Assumption],
    trusted: Callable[[F], bool],
    usual: Callable[[F], Usual | None],
    beside: Callable[[F], Beside[F]],
) -> Iterator[Diagnosis[F]]:
    """Yield what is contradictory among figures of one edition and area, with those that would explain it.

    Without conflicts this costs no more than finding that out.

    Args:
        network: The figures.
        allowed: The assumptions to allow.
        trusted: Whether a figure is out of question, as a published one is. Where such figures
            contradict each other, all are in question.
        usual: What corroborates a figure: of several corrections, the closer one is likelier.
        beside: What stands around a figure, and may have been taken for it.
    """
    if not isinstance(network.system.solve(network.allowed(allowed)), Clash):
        return  # what agrees under assumptions agrees without them
    yield from _Search(network, allowed, trusted, usual, beside).diagnoses()


class _Search(Generic[F]):
    def __init__(
        self,
        network: Network[F],
        allowed: Collection[Assumption],
        trusted: Callable[[F], bool],
        usual: Callable[[F], Usual | None],
        beside: Callable[[F], Beside[F]],
    ) -> None:
        self.network = network
        self.usual = usual
        self.beside = beside
        self.trial = Trial(network, network.allowed(allowed), usual, beside)
        self.certain = Trial(network, network.allowed(()), usual, beside)
        self.trusted = trusted
        self.doubtful = 0
        self.doubted = False

    def diagnoses(self) -> Iterator[Diagnosis[F]]:
        figures = self.network.figures
        self.doubtful = self.network.set_of(f for f in figures if not self.trusted(f))
        if isinstance(self.trial.without(self.doubtful), Clash):
            self.doubtful = (1 << len(figures)) - 1
        cores: list[Core] = []
        for trial in (self.certain, self.trial):
            chosen = self._gather(trial, cores, 1)
        if chosen.bit_count() > 1 and (moved := self._moved(cores)):
            found = self._explanations(self.trial, cores, 0, 2, ())
            yield self._diagnosis(self.trial, cores, found, 0, moved)
            return
        groups, chosen = self._groups(cores)
        diagnoses: list[Diagnosis[F]] = []
        for together in groups:
            diagnoses += self._diagnosed(together, chosen & ~_reach(together))
        yield from self._going_together(diagnoses)

    def _groups(self, cores: list[Core]) -> tuple[list[list[Core]], int]:
        """Return the conflicts in groups that have nothing to do with each other, and a set that hits all.

        Whatever explains one group then goes with whatever explains another.
        """
        most = len(self.network.figures)
        self._gather(self.certain, cores, most)
        while True:
            chosen = self._gather(self.trial, cores, most)
            groups = components(cores)
            found = [
                self._smallest(self.trial, together, chosen & ~_reach(together))
                for together in groups
            ]
            cores = [core for together in groups for core in together]
            if len(groups) == 1:
                return groups, chosen
            if len(components(cores)) == len(groups):
                missed = self._missed(found)
                if missed is None:
                    return groups, chosen
                cores.append(missed)

    def _missed(self, found: Sequence[Sequence[int]]) -> Core | None:
        """Return a conflict that some combination of explanations leaves, if there is one."""
        for combination in islice(product(*found), COMBINED):
            out = reduce(or_, combination)
            clash = self.trial.without(out)
            if isinstance(clash, Clash):
                return self._core(self.trial, out, clash)
        return None

    def _going_together(self, found: Sequence[Diagnosis[F]]) -> Iterator[Diagnosis[F]]:
        """Yield the diagnoses with those corrections alone that agree with each one named for the others."""
        named: list[tuple[Correction[F], ...]] = []
        for diagnosis in found:
            fitting = diagnosis
            if named:
                fitting = replace(
                    diagnosis,
                    explanations=tuple(
                        replace(
                            e, corrections=tuple(c for c in e.corrections if self._agree(c, named))
                        )
                        for e in diagnosis.explanations
                    ),
                )
            if fitting.corrections:
                named.append(fitting.corrections)
            yield fitting

    def _agree(self, correction: Correction[F], named: Sequence[tuple[Correction[F], ...]]) -> bool:
        trial = self.certain if self.doubted else self.trial
        if prod(map(len, named)) > COMBINED:
            named = [corrections[:1] for corrections in named]
        return all(trial.agree([correction, *others]) for others in product(*named))

    def _gather(self, trial: Trial[F], cores: list[Core], most: int) -> int:
        """Add conflicts until a set hits all there are, or takes more figures than that; return that set."""
        while True:
            chosen = smallest_hit(cores)
            clash = trial.without(chosen)
            if not isinstance(clash, Clash) or chosen.bit_count() > most:
                return chosen
            cores.append(self._core(trial, chosen, clash))

    def _core(self, trial: Trial[F], out: int, clash: Clash) -> Core:
        clash, sources = irreducible(
            self.network, trial.system, trial.active & ~out, clash, self.doubtful
        )
        return Core(sources, clash, sources & self.doubtful)

    def _diagnosed(self, cores: list[Core], others: int) -> Iterator[Diagnosis[F]]:
        found = self._smallest(self.trial, cores, others)
        certain = [core for core in cores if not self.network.assumptions_in(core.sources)]
        alone = self._smallest(self.certain, certain, others) if certain else found
        if _size(found) < _size(alone) + DOUBTFUL:
            yield from self._apart(self.trial, cores, found, others)
            return
        self.doubted = True
        apart = list(self._apart(self.certain, certain, alone, others))
        yield from apart
        likeliest = [f for diagnosis in apart for f in diagnosis.explanations[0].figures]
        out = self.network.set_of(f for f in self.network.figures if f in likeliest)
        rest = [core for core in cores if core not in certain and not core.doubtful & out]
        if rest:
            found = self._smallest(self.trial, rest, others | out)
            yield self._diagnosis(self.trial, rest, found, others | out)

    def _apart(
        self, trial: Trial[F], cores: list[Core], found: list[int], others: int
    ) -> Iterator[Diagnosis[F]]:
        """Yield a diagnosis for each figure that is wrong, where the figures can be chosen independently."""
        choices = factors(found)
        if len(choices) < 2:
            yield self._diagnosis(trial, cores, found, others)
            return
        for choice in choices:
            rest = others | reduce(or_, (f for each in choices if each is not choice for f in each))
            own: list[Core] = []
            alone = self._explanations(trial, own, rest, 1, ())
            yield self._diagnosis(trial, own, alone if _size(found) > FEW else choice, rest)

    def _moved(self, cores: Sequence[Core]) -> list[Explanation[F]]:
        """Return the explanations by one column whose values moved."""
        figures = self.network.figures
        at = {id(figure): 1 << i for i, figure in enumerate(figures)}
        columns = {
            tuple(map(id, column)): column
            for column in (self.beside(f).column for f in figures if at[id(f)] & self.doubtful)
        }
        found = []
        for move in chain.from_iterable(map(moves, columns.values())):
            reach = sum(at.get(id(figure), 0) for figure, _ in move.meant)
            told = reach.bit_count() == len(move.meant) and not reach & ~self.doubtful
            if told and all(core.doubtful & reach for core in cores):
                correction = self.trial.moved_back(move)
                if correction is not None:
                    known = self.network.figures_in(reach)
                    found.append(Explanation(known, (correction,), correction.weight))
        return found

    def _diagnosis(
        self,
        trial: Trial[F],
        cores: list[Core],
        found: list[int],
        others: int,
        moved: Sequence[Explanation[F]] = (),
    ) -> Diagnosis[F]:
        ranked = [*moved, *(self._explanation(trial, figures, others) for figures in found)]
        if not any(e.corrections and e.slipped for e in ranked):
            more = self._explanations(trial, cores, others, _size(found) + 1, found)
            larger = [self._explanation(trial, figures, others) for figures in more]
            ranked += [e for e in larger if e.corrections]
        order = self.network.positions
        ranked.sort(key=lambda e: (*likeliest_first(e.weight, e.figures), order[id(e.figures[0])]))
        alone = {e.figures[0].id for e in ranked if len(e.figures) == 1}
        conflicts = [self._conflict(core, alone) for core in cores]
        return Diagnosis(
            tuple(sorted(conflicts, key=lambda c: (len(c.assumptions), len(c.figures)))),
            tuple(ranked),
        )

    def _smallest(self, trial: Trial[F], cores: list[Core], others: int) -> list[int]:
        """Return the smallest explanations, or one of more than a few figures; new conflicts join `cores`."""
        for size in range(1, FEW + 1):
            if found := self._explanations(trial, cores, others, size, ()):
                return found
        while True:
            chosen = greedy_hit(cores)
            clash = trial.without(chosen | others)
            if not isinstance(clash, Clash):
                return [chosen]
            cores.append(self._core(trial, chosen | others, clash))

    def _explanations(
        self,
        trial: Trial[F],
        cores: list[Core],
        others: int,
        size: int,
        smaller: Collection[int],
    ) -> list[int]:
        """Return the explanations of a size that hold no smaller one; new conflicts join `cores`."""
        found: list[int] = []
        while True:
            for figures in hitting(cores, size):
                if figures in found or any(figures & few == few for few in smaller):
                    continue
                clash = trial.without(figures | others)
                if isinstance(clash, Clash):
                    cores.append(self._core(trial, figures | others, clash))
                    break
                found.append(figures)
                if len(found) >= LISTED:
                    return found
            else:
                return found

    def _explanation(self, trial: Trial[F], figures: int, others: int) -> Explanation[F]:
        if others:
            trial = Trial(self.network, trial.active & ~others, self.usual, self.beside)
        corrections = tuple(trial.corrections(figures))
        weight = corrections[0].weight if corrections else UNSLIPPED ** figures.bit_count()
        members = self.network.figures_in(figures)
        source = taken_from(members[0], self.beside(members[0])) if len(members) == 1 else None
        if any(change.slip == source for c in corrections for change in c.changes):
            source = None
        return Explanation(members, corrections, max(weight, RARE if source else 0), source)

    def _conflict(self, core: Core, alone: Collection[str]) -> Conflict[F]:
        suspects = self.network.set_of(f for f in self.network.figures if f.id in alone)
        return conflict_of(self.network, core.clash, core.sources, core.sources & suspects)


def _reach(cores: Iterable[Core]) -> int:
    """Return the figures that any of the conflicts puts in doubt."""
    return reduce(or_, (core.doubtful for core in cores), 0)


def _size(explanations: Sequence[int]) -> int:
    return min(figures.bit_count() for figures in explanations)

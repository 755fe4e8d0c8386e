"""Chooses, at each call of a mutated function, between the original and the mutant that is on trial.

Stands beside the mutated package and is imported by it, in every process that a test starts; so it
imports next to nothing, and reads which mutant it is from the environment.
"""

from __future__ import annotations

import os
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MutantDict = dict[str, Any]
VARIABLE = "PEEL_DATA_MUTANT"

module, _, name = os.environ.get(VARIABLE, "").rpartition(".")


def activate(mutant: str) -> None:
    """Put a mutant on trial, in this process and those it will start."""
    global module, name
    module, _, name = mutant.rpartition(".")
    os.environ[VARIABLE] = mutant


def switched(
    mutants: MutantDict, is_classmethod: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate the original, whose mutants `mutants` will hold by the time it is called."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        home = function.__module__

        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            chosen = mutants["_mutmut_orig"]
            if module == home:
                chosen = mutants.get(name, chosen)
            if is_classmethod:
                return getattr(args[0], chosen.__name__)(*args[1:], **kwargs)
            return chosen(*args, **kwargs)

        return call

    return decorate

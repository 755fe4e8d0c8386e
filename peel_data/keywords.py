"""Keyword arguments of public functions: a misspelt one is answered with the nearest, as every name is."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from peel_data.errors import UnknownArgument
from peel_data.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

P = ParamSpec("P")
T = TypeVar("T")


def suggesting(function: Callable[P, T]) -> Callable[P, T]:
    """Return the function with its signature, and with “did you mean” for a keyword it does not take.

    Args:
        function: A function that takes a fixed set of arguments.
    """
    code = function.__code__
    taken = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        refuse_unknown(function.__name__, kwargs, taken)
        return function(*args, **kwargs)

    return call


def refuse_unknown(name: str, given: Iterable[str], taken: Collection[str]) -> None:
    """Stop at a keyword that a function does not take.

    Args:
        name: What a user calls the function.
        given: The keywords it was called with.
        taken: Those it takes, in their order.

    Raises:
        UnknownArgument: It names the nearest, and all there are.
    """
    if strangers := [each for each in given if each not in taken]:
        word = min(strangers)
        raise UnknownArgument(
            f"{name} takes no argument {word!r}.{did_you_mean(word, taken)} It takes {', '.join(taken)}."
        )

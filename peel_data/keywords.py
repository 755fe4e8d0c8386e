"""Keyword arguments of public functions: a misspelt one is answered with the nearest, as every name is."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from peel_data.errors import UnknownArgument
from peel_data.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

P = ParamSpec("P")
T = TypeVar("T")


def suggesting(function: Callable[P, T], name: str | None = None) -> Callable[P, T]:
    """Return the function with its signature, and with “did you mean” for a keyword it does not take.

    Args:
        function: A function that takes a fixed set of arguments.
        name: What a user calls it, if that is not its own name.
    """
    code = function.__code__
    taken = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    known = frozenset(taken)
    listed = [each for each in taken if each != "self"]

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        if not known.issuperset(kwargs):
            raise _unknown(name or function.__name__, kwargs.keys() - known, listed)
        return function(*args, **kwargs)

    return call


def _unknown(name: str, strangers: Collection[str], listed: list[str]) -> UnknownArgument:
    word = min(strangers)
    return UnknownArgument(
        f"{name} takes no argument {word!r}.{did_you_mean(word, listed)} It takes {', '.join(listed)}."
    )

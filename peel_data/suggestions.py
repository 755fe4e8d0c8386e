"""“Did you mean”: the nearest of the names that exist, for values and for keyword arguments."""

from __future__ import annotations

import csv
import re
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from peel_data import paths
from peel_data.errors import UnknownArgument

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

P = ParamSpec("P")
T = TypeVar("T")

_ONS_CODE = re.compile(r"[EWKNS][0-9]{8}")

HINTED = 20
"""So many names of one kind get a hint each; to look for all of a stranger's would take for ever."""


def nearest(word: str, among: Iterable[str], most: int = 3) -> list[str]:
    """The names most like `word`, best first; spaces, hyphens, case and width do not count.

    Where they are all that differs, that name alone; and none that is much less alike than the best.

    Example:
        >>> nearest("Northhamptonshire", ["northamptonshire", "northumbria", "hampshire"])
        ['northamptonshire']
    """
    from difflib import SequenceMatcher, get_close_matches

    spelled: dict[str, str] = {}
    for name in among:
        spelled.setdefault(_plain(name), name)
    sought = _plain(word)
    if sought in spelled:
        return [spelled[sought]]
    close = get_close_matches(sought, spelled, n=most, cutoff=0.6)
    likeness = [SequenceMatcher(None, plain, sought).ratio() for plain in close]
    close = [
        plain for plain, like in zip(close, likeness, strict=True) if like > likeness[0] - 0.15
    ]
    parts = [plain for plain in spelled if sought and sought in plain and plain not in close]
    return [spelled[plain] for plain in [*close, *sorted(parts, key=len)]][:most]


def area_of_code(word: str, among: Iterable[str]) -> str | None:
    """Return the area among the names whose ONS code the word is.

    Example:
        >>> area_of_code("E23000022", ["kent", "northamptonshire"])
        'northamptonshire'
    """
    code = word.strip().upper()
    if not _ONS_CODE.fullmatch(code):
        return None
    areas = csv.DictReader(paths.read_text(paths.data_file("areas")).splitlines())
    known = {each["ons_code"]: each["id"] for each in areas}
    area = known.get(code)
    return area if area is not None and area in among else None


def did_you_mean(word: str, among: Iterable[str]) -> str:
    """Return a sentence to append to an error, or nothing: ` Did you mean kent?`."""
    among = list(among)
    if area := area_of_code(word, among):
        return f" {word.strip()} is {area}."
    names = nearest(word, among)
    return f" Did you mean {' or '.join(names)}?" if names else ""


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


def _plain(name: str) -> str:
    from unicodedata import normalize

    folded = normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum())

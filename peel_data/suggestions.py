"""“Did you mean”: the nearest of the names that exist, for values and for keyword arguments."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, wraps
from itertools import islice
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from peel_data import paths
from peel_data.errors import UnknownArgument

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

P = ParamSpec("P")
T = TypeVar("T")

SHORT_NAMES = "figures/search_terms.csv"
"""The file of the package that has the short names of areas, among other terms."""
_COUNTRIES = tuple("EWKNS")
"""What ONS codes begin with, before eight digits."""

COMPARED = 500
"""So many ids are compared whole with a misspelt one; all of a large data set would take many seconds."""
BEGUN = 10
"""So many beginnings of ids are followed further."""
HINTED = 20
"""So many names of one kind get a hint each; to look for all of a stranger's would take for ever."""


def nearest(word: str, among: Iterable[str], most: int = 3) -> list[str]:
    """Return the names most like `word`, best first; spaces, hyphens, case and width do not count.

    A name that differs in nothing else comes alone; names much less alike than the best are left out.

    Example:
        >>> nearest("Northhamptonshire", ["northamptonshire", "northumbria", "hampshire"])
        ['northamptonshire']
    """
    from difflib import SequenceMatcher, get_close_matches

    spelled: dict[str, str] = {}
    for name in among:
        spelled.setdefault(plain(name), name)
    sought = plain(word)
    if sought in spelled:
        return [spelled[sought]]
    close = get_close_matches(sought, spelled, n=most, cutoff=0.6)
    likeness = [SequenceMatcher(None, each, sought).ratio() for each in close]
    close = [each for each, like in zip(close, likeness, strict=True) if like > likeness[0] - 0.15]
    parts = [each for each in spelled if len(sought) > 1 and sought in each and each not in close]
    return [spelled[each] for each in [*close, *sorted(parts, key=len)]][:most]


def nearest_id(word: str, among: Iterable[str]) -> list[str]:
    """Return the ids most like a misspelt one, whose parts stand between colons; quick however many there are.

    Of more than a few, only those are compared whole whose parts are each like what was asked for.

    Example:
        >>> nearest_id("rates:2015:kemt", ["rates:2015:kent", "rates:2016:kent", "shares:2015:kent"])[0]
        'rates:2015:kent'
    """
    ids = sorted(among)
    if len(ids) > COMPARED:
        starts = [""]
        for part in word.split(":"):
            starts = [start for known in starts for start in _continued(known, part, ids)]
            starts = starts[:BEGUN]
        room = max(1, COMPARED // max(1, len(starts)))
        ids = [name for start in starts for name in _beginning(start, ids, room)]
    return nearest(word, ids)


def _continued(start: str, part: str, ids: Sequence[str]) -> list[str]:
    """Return the beginnings of ids that go on from one as asked: with that part, or those like it, or any."""
    if start and not start.endswith(":"):
        return [start]
    parts: dict[str, str] = {}
    at = bisect_left(ids, start)
    while at < len(ids) and ids[at].startswith(start):
        known, colon, _ = ids[at][len(start) :].partition(":")
        parts[known] = start + known + colon
        at = bisect_left(ids, f"{start}{known};", at) if colon else at + 1  # ; comes after :
    chosen = [part] if part in parts else nearest(part, list(islice(parts, COMPARED)))
    return [parts[known] for known in chosen or parts]


def _beginning(start: str, ids: Sequence[str], most: int) -> Iterator[str]:
    at = bisect_left(ids, start)
    for name in islice(ids, at, at + most):
        if name.startswith(start):
            yield name


def area_of_code(word: str, among: Iterable[str]) -> str | None:
    """Return the area among the names whose ONS code the word is.

    Example:
        >>> area_of_code("E23000022", ["kent", "northamptonshire"])
        'northamptonshire'
    """
    import csv

    code = word.strip().upper()
    digits = code[1:]
    if not (
        code.startswith(_COUNTRIES) and len(code) == 9 and digits.isascii() and digits.isdecimal()
    ):
        return None
    areas = csv.DictReader(paths.read_text(paths.data_file("areas")).splitlines())
    known = {each["ons_code"]: each["id"] for each in areas}
    area = known.get(code)
    return area if area is not None and area in among else None


def area_called(word: str, among: Iterable[str]) -> str | None:
    """Return the area among the names that has the word for a short name or a town.

    Example:
        >>> area_called("Northants", ["kent", "northamptonshire"])
        'northamptonshire'
    """
    area = _names_of_areas().get(plain(word))
    return area if area is not None and area in among else None


@cache
def _names_of_areas() -> dict[str, str]:
    """Return the area that each short name stands for; names are spelt plainly."""
    import csv

    terms = csv.DictReader(paths.read_text(paths.package() / SHORT_NAMES).splitlines())
    return {
        plain(phrase): each["id"]
        for each in terms
        if each["kind"] == "area"
        for phrase in each["phrases"].split(";")
    }


def did_you_mean(word: str, among: Iterable[str]) -> str:
    """Return a sentence to append to an error, or nothing: ` Did you mean kent?`."""
    among = list(among)
    if area := area_of_code(word, among):
        return f" {word.strip()} is {area}."
    if area := area_called(word, among):
        return asking([area])
    return asking(nearest(word, among))


def asking(names: Sequence[str]) -> str:
    """Return the question whether one of these was meant, to append to an error; nothing without any."""
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


def plain(name: str) -> str:
    """Return the letters and digits of a name: spaces, hyphens, case and width do not count.

    Example:
        >>> plain("West-Yorkshire") == plain("west yorkshire")
        True
    """
    from unicodedata import normalize

    folded = normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum())

"""Other words for what measures are called, by their beginnings as `wording.stems` gives them. Internal.

They are added to the words of a sentence, and take none of them away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SAID_FOR = {
    "bike": ("bicycl", "cycle"),
    "burgla": ("burgle", "houseb"),
    "campai": ("advert", "leafle", "poster"),
    "crime": ("gang", "ocg", "offenc"),
    "exerci": ("drill", "rehear"),
    "firefi": ("firema", "fireme"),
    "group": ("gang",),
    "meetin": ("meet", "met"),
    "organi": ("gang", "ocg"),
    "plan": ("aim", "aiming", "hope", "hoping", "intend", "seek", "want", "wish"),
    "predic": ("foreca",),
    "prison": ("arrest", "detain"),
    "progra": ("course", "projec"),
    "provid": ("submit", "suppli", "supply"),
    "recrui": ("enlist", "enrol", "hire", "hiring"),
    "referr": ("refer",),
    "second": ("attach", "lend", "lent", "loan", "loaned"),
    "social": ("antiso",),
    "anti": ("antiso",),
    "superv": ("overse", "oversi"),
    "threat": ("danger", "menace"),
    "vehicl": ("car", "truck", "van"),
    "visit": ("click", "hit", "view"),
}
_ADDED: dict[str, list[str]] = {}
for _word, _others in SAID_FOR.items():
    for _other in _others:
        _ADDED.setdefault(_other, []).append(_word)


def with_other_words(stems: Iterable[str]) -> frozenset[str]:
    """Return stems together with those that they may stand for.

    Example:
        >>> sorted(with_other_words(["lent", "region"]))
        ['lent', 'region', 'second']
    """
    return frozenset(word for each in stems for word in (each, *_ADDED.get(each, ())))

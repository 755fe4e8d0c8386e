"""What can be wrong with a history, as frozen values."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The kinds of faults, in the order in which they are looked for."""

    DAMAGED = "damaged"
    ORDER = "order"
    CONTRADICTION = "contradiction"
    LOG = "log"
    REWRITTEN = "rewritten"
    NOT_COMPARED = "not compared"


class Fault(NamedTuple):
    """One thing that is wrong, or that could not be compared.

    Attributes:
        kind: Its kind; all but `NOT_COMPARED` stand against a release.
        message: A sentence that says what is wrong and what to do.
        path: The file to look at, from the root.
    """

    kind: Kind
    message: str
    path: str


def is_error(fault: Fault) -> bool:
    """Say whether the fault stands against a release."""
    return fault.kind is not Kind.NOT_COMPARED

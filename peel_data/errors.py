"""Everything this package raises on purpose.

    PeelError
    ├── NotFound (LookupError)        no such table, area, category, figure or row
    │   └── NotPrinted                charted in a report, but its number is printed nowhere
    ├── Ambiguous (LookupError)       more than one row answers where one was asked for
    ├── InvalidArgument (ValueError)  an argument that cannot mean anything here
    │   └── UnknownArgument (TypeError)  a keyword that the function does not take
    ├── MissingExtra (ImportError)    a part of the package that is installed on request is not
    ├── PackageDataError              the installed data files are missing or unreadable
    ├── SubmissionError               a submission could not be examined at all
    └── ReleaseError                  a release step was refused; nothing was changed

    DefaultChanged (PendingDeprecationWarning)  a default gives something else than in the release before

Every message says what was wrong, what is nearest, and how to list what exists.
"""

from __future__ import annotations


class PeelError(Exception):
    """The base of every error this package raises on purpose."""


class NotFound(PeelError, LookupError):  # noqa: N818 - reads as the sentence it is
    """Nothing has that name; the message names the nearest that exists."""


class NotPrinted(NotFound):
    """The report draws this value in a chart and prints its number nowhere."""


class Ambiguous(PeelError, LookupError):  # noqa: N818
    """More than one row answers; the message says which columns would tell them apart."""


class InvalidArgument(PeelError, ValueError):  # noqa: N818
    """An argument of the right type that cannot mean anything here."""


class UnknownArgument(InvalidArgument, TypeError):  # noqa: N818
    """A keyword that the function does not take; the message names the nearest that it does."""


class MissingExtra(PeelError, ImportError):  # noqa: N818
    """An optional library is not installed; the message has the command that installs it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f"{what} needs libraries that are installed on request: "
            f'pip install "peel-data[{extra}]"'
        )


class PackageDataError(PeelError):
    """The data files of the installed package are missing, unreadable or not what they should be."""


class SubmissionError(PeelError):
    """A submission could not be validated at all; one that is invalid has a report instead."""


class DefaultChanged(PendingDeprecationWarning):
    """A default gives something else than in the minor release before; the message says how to keep that.

    Python shows it where code is tested (pytest, `python -W default`), and not to those who look at a table.
    """


class ReleaseError(PeelError):
    """A release step was refused, and nothing was changed by it."""

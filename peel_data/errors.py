"""Everything this package raises on purpose.

    PeelError
    ├── NotFound (LookupError)        no such table, area, category, figure or row
    │   └── NotPrinted                charted in a report, but its number is printed nowhere
    ├── Ambiguous (LookupError)       more than one row matches
    ├── InvalidArgument (ValueError)  an argument without a valid value
    │   └── UnknownArgument (TypeError)  a keyword that the function does not have
    ├── MissingExtra (ImportError)    an optional library is not installed
    ├── PackageDataError              the installed data files are missing or unreadable
    ├── SubmissionError               a submission could not be validated at all
    └── ReleaseError                  a release step was refused; nothing was changed

    DefaultChanged (PendingDeprecationWarning)  a default has changed since the previous release

Every message says what is wrong, suggests the closest valid name, and says how to list all of them.
"""

from __future__ import annotations


class PeelError(Exception):
    """The base of every error this package raises on purpose."""


class NotFound(PeelError, LookupError):  # noqa: N818 - reads as the sentence it is
    """Nothing has that name. The message suggests the closest name."""


class NotPrinted(NotFound):
    """The report charts this value but does not print it."""


class Ambiguous(PeelError, LookupError):  # noqa: N818
    """More than one row matches. The message says which columns distinguish them."""


class InvalidArgument(PeelError, ValueError):  # noqa: N818
    """An argument has the right type but not a valid value."""


class UnknownArgument(InvalidArgument, TypeError):  # noqa: N818
    """The function has no such keyword. The message suggests the closest one."""


class MissingExtra(PeelError, ImportError):  # noqa: N818
    """An optional library is not installed. The message gives the command that installs it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f'{what} needs optional libraries. Install them with: pip install "peel-data[{extra}]"'
        )


class PackageDataError(PeelError):
    """The data files of the installed package are missing, unreadable or not valid."""


class SubmissionError(PeelError):
    """A submission could not be validated at all. An invalid submission gives a report instead."""


class DefaultChanged(PendingDeprecationWarning):
    """A default has changed since the previous minor release. The message says how to keep the old behaviour.

    pytest and `python -W default` show this warning. A notebook does not.
    """


class ReleaseError(PeelError):
    """A release step was refused. Nothing was changed."""

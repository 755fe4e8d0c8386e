"""What a run may be told, and what it gives: light, so that whoever only asks and shows loads no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from peel_data.errors import InvalidArgument
from peel_data.suggestions import did_you_mean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from peel_data.findings import Report
    from peel_data.tables.records import Record


def codes(given: str | Iterable[str]) -> tuple[str, ...]:
    """Return codes of rules as they are written: one, several in one text with commas, or a list.

    Example:
        >>> codes("a, S204"), codes(["C605"])
        (('A', 'S204'), ('C605',))
    """
    if isinstance(given, str):
        return codes(each for each in given.split(",") if each.strip())
    return tuple(each.strip().upper() for each in given)


class Options(NamedTuple):
    """What a run may be told.

    Attributes:
        select: Only rules whose code begins with one of these; empty is all.
        ignore: No rules whose code begins with one of these.
        strict: Whether warnings count as errors.
        today: The day on which waivers expire or not.
    """

    select: Collection[str] = ()
    ignore: Collection[str] = ()
    strict: bool = False
    today: dt.date | None = None

    def check(self) -> None:
        """Refuse codes that no rule's code begins with.

        Raises:
            InvalidArgument: There is no such rule or family.
        """
        from peel_data.validation.rules.registry import RULES  # late: rules are the heaviest part

        every = [rule.code for rule in RULES]
        for given in (self.select, self.ignore):
            for code in codes(given):
                if not code or not any(known.startswith(code) for known in every):
                    raise InvalidArgument(
                        f"There is no rule or family {code!r}.{did_you_mean(code, every)} "
                        "List them with `peel-data rules`."
                    )


class ValidationResult(NamedTuple):
    """What a run gives: what is said of the submission, and the submission as it was understood.

    Attributes:
        report: The report.
        records: The records of each table, valid or not, with restored zeros; waivers among them.
    """

    report: Report
    records: dict[str, list[Record]]

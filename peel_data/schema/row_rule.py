"""What a rule of the cells of one row is, and what it says of a row. `row_rules` has the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from peel_data.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from peel_data.schema.spec import TableSpec

    Values = Mapping[str, Any]


class Problem(NamedTuple):
    """What does not make sense in a row.

    Attributes:
        rule: The rule that says so.
        column: The column to look at first.
        message: A plain sentence.
        expected: What the cell should hold.
        hints: Likely slips and their repair.
    """

    rule: type[RowRule]
    column: str
    message: str
    expected: str
    hints: tuple[str, ...] = ()


class RowRule(Rule):
    """A rule of the cells of one row.

    Attributes:
        required: The columns that every row must fill in for the rule to hold for a table.
        optional: The columns that its rows may leave empty; a table without them has no such rule either.
        of_values: Whether it looks at values, with their status, unit and precision, and at nothing else of a row;
            other rules look at no value, and none looks at the area.
    """

    requires = ("S202", "S203", "S204", "S205", "S206", "S207", "S208")
    required: ClassVar[frozenset[str]] = frozenset()
    optional: ClassVar[frozenset[str]] = frozenset()
    of_values: ClassVar[bool] = False

    @classmethod
    def problems(cls, spec: TableSpec, row: Values) -> Iterator[Problem]:
        """Return every problem that the rule finds in the cells of a row; an empty cell is None."""
        raise NotImplementedError

"""R3xx: the cells of a row taken together. Defined in `schema/row_rules.py`, for row models too."""

from __future__ import annotations

from peel_data.rule import Rule
from peel_data.schema.row_rule import RowRule
from peel_data.schema.row_rules import ROW_RULES


class DoesNotFit(Rule):
    code = "R399"
    title = "The row does not fit its model"
    explanation = (
        "Schema and rules let it pass and the row model does not: a fault of this package rather than "
        "of the row. Please report it. Only releases are held to this."
    )
    requires = RowRule.requires
    bad = "(none is known)"
    good = "(any row)"


RULES: tuple[type[Rule], ...] = (*ROW_RULES, DoesNotFit)

"""R3xx: the cells of a row taken together. Defined in `schema/row_rules.py`, for row models too."""

from __future__ import annotations

from peel_data.rule import Rule
from peel_data.schema.row_rule import RowRule


class DoesNotFit(Rule):
    code = "R399"
    title = "The row does not fit its model"
    explanation = (
        "The schema and the rules accept the row, but the row model does not. This is a fault of "
        "the package rather than of the row, so please report it. This rule applies to releases "
        "only."
    )
    requires = RowRule.requires
    bad = "(none is known)"
    good = "(any row)"

"""What the one-page form is made of, for those who write it and for those who read it back."""

from __future__ import annotations

from typing import Final

TABLE: Final = "form"
"""What a form is called among the tables of a submission, until its lines become rows of tables."""

SHEET: Final = "Figures"
"""The sheet of a workbook that holds the form; any other name will do as well."""

SECTION: Final = "Section"
QUESTION: Final = "What is asked"
UNIT: Final = "Unit"
PERIOD: Final = "Period"
BEFORE: Final = "Year before"
FIGURE: Final = "Figure"
DECIMALS: Final = "Decimals"
STATUS: Final = "Status"
CHECK: Final = "Check"
REMARK: Final = "Remark"
ID: Final = "Id"

COLUMNS: Final = (
    SECTION, QUESTION, UNIT, PERIOD, BEFORE, FIGURE, DECIMALS, STATUS, CHECK, REMARK, ID,
)  # fmt: skip
"""The columns of a form in their order."""

READ: Final = (FIGURE, DECIMALS, STATUS, REMARK, ID)
"""The columns that are read; the others say the same in words, or are calculated."""

WORDS: Final = (SECTION, QUESTION, UNIT, PERIOD)
"""The columns that say in words what the id means; they are looked at, lest a changed word change what is meant."""

STATUSES: Final = {
    "Given": "published",
    "Not supplied": "not_supplied",
    "Not comparable": "not_comparable",
    "Suppressed": "suppressed",
    "Withdrawn": "withdrawn",
}
"""What a status is called in the form; the ids are understood as well."""

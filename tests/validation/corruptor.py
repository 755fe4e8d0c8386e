"""Realistic slips, at least three for each rule that a submission can break."""

from scene import Slip
from slips_arithmetic import ARITHMETIC, UNDECIDABLE
from slips_cells import FORMULAS, LOST, POINTS, STRUCTURE
from slips_continuity import CONTINUITY
from slips_files import FILES
from slips_keys import COVERAGE, KEYS, WAIVERS
from slips_questions import QUESTIONS
from slips_rows import MORE_ROWS, ROWS
from slips_workbooks import WORKBOOKS

SLIPS: tuple[Slip, ...] = (
    *STRUCTURE,
    *LOST,
    *POINTS,
    *FORMULAS,
    *ROWS,
    *MORE_ROWS,
    *KEYS,
    *ARITHMETIC,
    *UNDECIDABLE,
    *CONTINUITY,
    *QUESTIONS,
    *COVERAGE,
    *WAIVERS,
    *FILES,
    *WORKBOOKS,
)
"""Every kind of slip; each is caught with its code, at its cell, and nothing else is said."""

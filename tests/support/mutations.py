"""Realistic slips, at least three for each rule that a submission can break."""

from support.dataset import Slip
from support.slips_arithmetic import ARITHMETIC, UNDECIDABLE
from support.slips_cells import FORMULAS, LOST, POINTS, STRUCTURE
from support.slips_continuity import CONTINUITY
from support.slips_files import FILES
from support.slips_keys import COVERAGE, KEYS, WAIVERS
from support.slips_questions import QUESTIONS
from support.slips_rows import MORE_ROWS, ROWS
from support.slips_workbooks import WORKBOOKS

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

"""Where things about this package stand on the web: one constant each."""

from __future__ import annotations

from peel_data.validation.explaining import page_name
from peel_data.validation.rules.registry import RULES

PROJECT = "https://github.com/peel-data/peel_data"
CODES = frozenset(rule.code for rule in RULES)
RULE_PAGES = f"{PROJECT}/blob/main/docs/rules/"
REPORT_SCHEMA = f"{PROJECT}/blob/main/docs/report.schema.json"


def rule_page(code: str) -> str:
    """Return the address of the explanation of a rule, with a failing and a passing example.

    Example:
        >>> rule_page("S204").removeprefix(RULE_PAGES)
        'structure.md#S204'
    """
    return f"{RULE_PAGES}{page_name(code) if code in CODES else 'README.md'}"

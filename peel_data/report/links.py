"""Where things about this package stand on the web: one constant each."""

from __future__ import annotations

from urllib.parse import quote

PROJECT = "https://github.com/peel-data/peel_data"
RULE_PAGES = f"{PROJECT}/blob/main/docs/rules/"
REPORT_SCHEMA = f"{PROJECT}/blob/main/docs/report.schema.json"


def rule_page(code: str) -> str:
    """The address of the page that explains a rule, with a failing and a passing example.

    Example:
        >>> rule_page("S204").removeprefix(RULE_PAGES)
        'S204.md'
    """
    return f"{RULE_PAGES}{quote(code, safe='')}.md"

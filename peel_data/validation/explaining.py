"""Explanations of the rules: on the command line and as pages of the documentation."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from peel_data.errors import NotFound
from peel_data.suggestions import did_you_mean
from peel_data.validation.rules import FAMILIES, RULES

if TYPE_CHECKING:
    from peel_data.rule import Rule


def rule_of(code: str) -> type[Rule]:
    """The rule of a code.

    Raises:
        NotFound: There is no such rule.
    """
    for rule in RULES:
        if rule.code == code.upper():
            return rule
    raise NotFound(
        f"There is no rule {code!r}.{did_you_mean(code, [rule.code for rule in RULES])} "
        "List them with `peel-data rules`."
    )


def explanation(rule: type[Rule]) -> str:
    """An explanation in plain text."""
    needs = f"\n\nSkipped after {', '.join(rule.requires)}." if rule.requires else ""
    return (
        f"{rule.code}  {rule.title}  ({rule.severity}, {FAMILIES[rule.code[0]].lower()})\n\n"
        f"{textwrap.fill(rule.explanation, 88)}\n\n  wrong  {rule.bad}\n  right  {rule.good}{needs}"
    )


def page(rule: type[Rule]) -> str:
    """An explanation as a page of the documentation."""
    needs = (
        f"\nSkipped after {', '.join(f'[{code}]({code}.md)' for code in rule.requires)}.\n"
        if rule.requires
        else ""
    )
    return (
        f"# {rule.code}: {rule.title}\n\n"
        f"{FAMILIES[rule.code[0]]}, {rule.severity}.\n\n{rule.explanation}\n\n"
        f"Wrong:\n\n```text\n{rule.bad}\n```\n\nRight:\n\n```text\n{rule.good}\n```\n{needs}"
    )


def index() -> str:
    """The page that lists all rules by family."""
    parts = ["# Rules\n\nEvery finding names its rule. Codes are never reused.\n"]
    for letter, family in FAMILIES.items():
        parts.append(f"\n## {family}\n\n| code | severity | rule |\n|---|---|---|\n")
        parts += [
            f"| [{rule.code}]({rule.code}.md) | {rule.severity} | {rule.title} |\n"
            for rule in RULES
            if rule.code[0] == letter
        ]
    return "".join(parts)

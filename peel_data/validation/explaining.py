"""Explanations of the rules: on the command line and as pages of the documentation."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from peel_data.errors import NotFound
from peel_data.suggestions import did_you_mean
from peel_data.validation.rules.registry import FAMILIES, RULES

if TYPE_CHECKING:
    from peel_data.rule import Rule


def rule_of(code: str) -> type[Rule]:
    """Return the rule of a code.

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
    """Return an explanation in plain text."""
    needs = f"\n\nSkipped after {', '.join(rule.requires)}." if rule.requires else ""
    return (
        f"{rule.code}  {rule.title}  ({rule.severity}, {FAMILIES[rule.code[0]].lower()})\n\n"
        f"{textwrap.fill(rule.explanation, 88)}\n\n  wrong  {rule.bad}\n  right  {rule.good}{needs}"
    )


def page_name(code: str) -> str:
    """Return the file of `docs/rules/` that explains a rule, with its place there.

    Example:
        >>> page_name("S204")
        'structure.md#S204'
    """
    return f"{FAMILIES[code[0]].lower()}.md#{code}"


def pages() -> dict[str, str]:
    """Return the pages of the documentation by the names of their files: the index, and one a family."""
    return {"README.md": _index()} | {
        f"{family.lower()}.md": _page(letter) for letter, family in FAMILIES.items()
    }


def section(rule: type[Rule]) -> str:
    """Return the explanation of a rule as its part of a page."""
    needs = (
        f"\nSkipped after {', '.join(f'[{code}]({page_name(code)})' for code in rule.requires)}.\n"
        if rule.requires
        else ""
    )
    return (
        f'<a id="{rule.code}"></a>\n\n## {rule.code}: {rule.title}\n\n'
        f"{rule.severity.capitalize()}. {rule.explanation}\n\n"
        f"Wrong:\n\n```text\n{rule.bad}\n```\n\nRight:\n\n```text\n{rule.good}\n```\n{needs}"
    )


def _page(letter: str) -> str:
    return f"# {FAMILIES[letter]}: rules\n\n" + "\n".join(map(section, _of(letter)))


def _index() -> str:
    parts = ["# Rules\n\nEvery finding names the code of its rule. Codes are never reused.\n"]
    for letter, family in FAMILIES.items():
        parts.append(f"\n## {family}\n\n| code | severity | rule |\n|---|---|---|\n")
        parts += [
            f"| [{rule.code}]({page_name(rule.code)}) | {rule.severity} | {rule.title} |\n"
            for rule in _of(letter)
        ]
    return "".join(parts)


def _of(letter: str) -> list[type[Rule]]:
    return [rule for rule in RULES if rule.code[0] == letter]

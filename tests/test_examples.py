"""Every example of a docstring runs and shows what it says."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import peel_data


def examples():
    finder = doctest.DocTestFinder(exclude_empty=True)
    modules = ["peel_data"] + [
        module.name
        for module in pkgutil.walk_packages(peel_data.__path__, "peel_data.")
        if not module.name.endswith(("__main__", "hook-peel_data"))
    ]
    for name in modules:
        module = importlib.import_module(name)
        for found in finder.find(module, name, module=module, extraglobs={"peel": peel_data}):
            if found.examples:
                yield found
    for table in peel_data.tables():
        for method in (table.where, table.one):  # made when first looked at: no module has them
            (found,) = finder.find(method, method.__qualname__, globs={"peel": peel_data})
            if found.examples:
                yield found


NEEDS = {"`plot`": "altair", "`arrow`": "pyarrow"}
"""What an example cannot run without: named in its text, and part of an extra."""


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.name)
def test_example(example, capsys, tmp_path, monkeypatch):
    for extra, library in NEEDS.items():
        if f"Needs the extra {extra}" in (example.docstring or ""):
            pytest.importorskip(library, reason=f"the extra {extra} is not installed")
    monkeypatch.chdir(tmp_path)  # what an example writes stays there
    failed, _ = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example)
    assert not failed, capsys.readouterr().out

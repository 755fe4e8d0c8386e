"""The search of the documentation site: its index has the words that `peel.find` knows."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest

import peel_data as peel

pytest.importorskip("mkdocs", reason="the extra `docs` is not installed")
pytest.importorskip("altair", reason="the extra `docs` is not installed")

import site_pages
import site_search


def entry(title):
    return next(each for each in site_search.entries() if each["title"] == title)


def test_a_subject_has_its_values_and_its_other_names():
    found = entry("Recorded crime rate: Sexual offences")
    assert re.search(r"<p>(.* )?2\.1 per 1,000 population, Northamptonshire Police", found["text"])
    assert "; rape; " in found["text"]


def test_what_stands_first_among_the_terms_weighs_most():
    rate, change = entry("Anti-social behaviour rate"), entry("Change in anti-social behaviour")
    assert rate["boost"] > change["boost"] > entry("Kent Police")["boost"]


def test_every_subject_and_area_has_an_entry_of_its_own():
    places = [each["location"] for each in site_search.entries()]
    assert len(places) == len(set(places))
    assert len(places) == len(peel.areas) + len(site_search.subjects(peel.figures()))


def test_an_area_says_whether_there_are_figures():
    assert "No published figures" in entry("Kent Police")["text"]
    assert "nthants" in entry("Northamptonshire Police")["text"]


def test_every_entry_leads_to_a_row():
    pages = {}
    for each in site_search.entries():
        page, _, anchor = each["location"].partition("#")
        name = page.removeprefix("tables/").removesuffix(".html")
        if name not in pages:
            pages[name] = site_pages.table_page(peel.table(name), drawn=False)
        assert f'<a id="{anchor}"></a>' in pages[name]


def test_the_index_keeps_what_it_had(tmp_path):
    (tmp_path / "search").mkdir()
    path = tmp_path / site_search.INDEX
    path.write_text('{"config": {}, "docs": [{"location": "x"}]}', encoding="utf-8")
    site_search.on_post_build(SimpleNamespace(site_dir=tmp_path))
    docs = json.loads(path.read_text(encoding="utf-8"))["docs"]
    assert docs[0] == {"location": "x"}
    assert len(docs) > len(peel.areas)

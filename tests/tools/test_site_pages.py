"""The pages of the documentation site that are made from the code and the data."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

import peel_data as peel

pytest.importorskip("mkdocs", reason="the extra `docs` is not installed")
pytest.importorskip("altair", reason="the extra `docs` is not installed")

from mkdocs.exceptions import PluginError

import site_pages


def page(path: str, *, home: bool = False):
    return SimpleNamespace(file=SimpleNamespace(src_uri=path), is_homepage=home)


CONFIG = SimpleNamespace(
    extra={"repository": "https://forge.example/x"}, site_url="https://site.example/"
)


@pytest.mark.parametrize("table", peel.tables(), ids=lambda table: table.name)
def test_every_table_has_a_page_with_columns_units_keys_and_rows(table):
    text = site_pages.table_page(table, drawn=False)
    assert f"# {table.title}\n" in text
    assert all(f"| `{column.name}` |" in text for column in table.columns)
    assert f"- Key: {', '.join(f'`{column}`' for column in table.key)}\n" in text
    assert f"[CSV](../data/{table.name}.csv)" in text
    rows = text.partition("## Rows\n\n")[2].partition("\n\n## Columns")[0].splitlines()
    figures = sum(figure.table == table.name for figure in peel.figures())
    count = figures if table.measures else len(table)
    assert len(rows) == (count + 2 if count else 1)
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1


def test_a_page_shows_unit_and_picture():
    text = site_pages.table_page(peel.victim_satisfaction, drawn=True)
    assert "- Unit: Percent of victims\n" in text
    assert "(victim_satisfaction.svg)" in text
    assert "| 83.5% |" in text
    assert "83.45 to 83.55" in text


def test_pictures_are_drawn_of_tables_that_have_figures():
    assert site_pages.draw(peel.victim_satisfaction).startswith(b"<svg")
    assert site_pages.draw(peel.areas) == site_pages.draw(peel.crime_numbers) == b""


def test_the_reference_has_where_and_one():
    text = site_pages.selection("one")
    assert text.startswith("### one\n\n```python\none(*, edition, area, crime_type, ")
    assert "- `NotPrinted`: A report charts the value" in text
    assert ">>> row = peel.crime_rates.one(" in text
    assert '>>> rows = peel.crime_rates.where(area="northamptonshire")' in site_pages.selection(
        "where"
    )


def test_links_out_of_docs_lead_to_the_repository():
    changed = site_pages.on_page_markdown("[a](../LICENSE) [b](tables.md)", page("x.md"), CONFIG)
    assert changed == "[a](https://forge.example/x/blob/main/LICENSE) [b](tables.md)"
    deep = site_pages.on_page_markdown(
        "[a](../../LICENSE) [b](../x.md)", page("rules/y.md"), CONFIG
    )
    assert deep == "[a](https://forge.example/x/blob/main/LICENSE) [b](../x.md)"


def test_the_list_of_tables_leads_to_each():
    changed = site_pages.on_page_markdown("## `areas`\n\nText", page("tables.md"), CONFIG)
    assert changed == "## `areas`\n\n[Rows and chart](tables/areas.md)\n\nText"


def test_the_first_page_describes_the_data_set():
    html = site_pages.on_post_page("<head></head>", page("README.md", home=True), CONFIG)
    assert '<script type="application/ld+json">{"@context": "https://schema.org/"' in html
    assert "https://site.example/data/areas.csv" in html
    assert site_pages.on_post_page("<head></head>", page("x.md"), CONFIG) == "<head></head>"


@pytest.mark.parametrize(
    "asked",
    [
        '<script src="https://cdn.example/x.js">',
        "<img alt='' src='https://cdn.example/x.png'>",
        '<link rel="stylesheet" href="https://cdn.example/x.css">',
        "url(https://cdn.example/font.woff)",
        '@import "https://cdn.example/x.css"',
        '<a href="https://forge.example/x" data-md-component="source">',
    ],
)
def test_a_site_that_asks_another_server_is_refused(tmp_path, asked):
    (tmp_path / "index.html").write_text(asked)
    with pytest.raises(PluginError, match="asks another server"):
        site_pages.on_post_build(SimpleNamespace(site_dir=tmp_path))
    (tmp_path / "index.html").write_text(
        '<a href="https://elsewhere.example">x</a><img src="x.png">'
    )
    site_pages.on_post_build(SimpleNamespace(site_dir=tmp_path))


def test_the_navigation_names_every_table_and_family_of_rules():
    config = SimpleNamespace(
        nav=["README.md", {"A": ["tables/*", {"B": "b.md"}, "rules/*"]}, {"C": "c.md"}]
    )
    written = site_pages.on_config(config).nav
    assert written[0] == "README.md"
    assert len(written[1]["A"][0]["Each table"]) == len(peel.tables())
    assert written[1]["A"][1] == {"B": "b.md"}
    rules = {path.name for path in (site_pages.ROOT / "docs" / "rules").glob("*.md")}
    assert {path.removeprefix("rules/") for path in written[1]["A"][2]["Rules"]} == rules

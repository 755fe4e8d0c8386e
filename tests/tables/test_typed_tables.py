"""Each family of tables as its users meet it: names, keys, columns, parameters, a row."""

import inspect

import pytest

import peel_data as peel
from support.first_report import is_of_it

FAMILIES = sorted({type(table).__module__.rpartition(".")[2] for table in peel.tables()})


@pytest.mark.parametrize("family", FAMILIES)
def test_what_a_family_of_tables_offers(family, file_regression):
    lines = []
    for table in peel.tables():
        if type(table).__module__.endswith(f".{family}"):
            lines += [f"{table.name}: {table.title}", f"  key {', '.join(table.key)}"]
            lines += [f"  {c.name}: {c.type}{' (required)' * c.required}" for c in table.columns]
            lines.append(f"  where({', '.join(inspect.signature(table.where).parameters)})")
            for row in _rows(table)[:1]:
                filled = {name: str(value) for name, value in row if value is not None}
                lines += [
                    "  first row",
                    *(f"    {name} = {value}" for name, value in filled.items()),
                ]
    file_regression.check("\n".join(lines) + "\n", extension=".txt", basename=family)


def _rows(table):
    """Return the rows of the first report, or of none: other reports come and go."""
    return [row for row, texts in zip(table, table.records(), strict=True) if is_of_it(texts)]


@pytest.mark.parametrize("table", peel.tables(), ids=lambda table: table.name)
def test_where_and_one_take_the_same_parameters(table):
    where = inspect.signature(type(table).where).parameters
    assert list(where) == list(inspect.signature(type(table).one).parameters)
    assert set(table.key) <= set(where)

"""A keyword that a function does not take is answered as every other misspelling is."""

import inspect
import pydoc

import pytest

import peel_data as peel
from peel_data import api
from peel_data.errors import InvalidArgument
from peel_data.tables import TABLES

METHODS = [getattr(table, name) for table in TABLES for name in ("where", "one")]
FUNCTIONS = [
    function
    for name in peel.__all__
    if inspect.isfunction(function := getattr(peel, name)) and function.__module__ == api.__name__
]


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.__qualname__)
def test_where_and_one_say_what_was_meant(method):
    column, *_ = inspect.signature(method).parameters
    with pytest.raises(InvalidArgument, match=f"Did you mean .*{column}.*It takes .*{column}"):
        method(**{f"{column}e": "x"})


@pytest.mark.parametrize(
    "function",
    [f for f in FUNCTIONS if inspect.signature(f).parameters],
    ids=lambda function: function.__name__,
)
def test_functions_say_what_was_meant(function):
    name = list(inspect.signature(function).parameters)[-1]
    with pytest.raises(InvalidArgument, match=f"^{function.__name__} takes .*Did you mean {name}"):
        function(**{f"{name}s": "x"})


def test_a_misspelt_column_is_a_type_error_too():
    with pytest.raises(TypeError) as caught:
        peel.crime_rates.where(aera="kent")
    assert str(caught.value) == (
        "crime_rates.where takes no argument 'aera'. Did you mean area? "
        "It takes edition, area, crime_type, period_start, period_end, unit, data_source_basis."
    )
    assert isinstance(caught.value, peel.PeelError)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.__qualname__)
def test_where_and_one_show_their_keywords_and_say_what_they_do(method):
    parameters = inspect.signature(method).parameters.values()
    assert all(each.kind is inspect.Parameter.KEYWORD_ONLY for each in parameters)
    assert all(each.default is None and each.annotation.endswith("None") for each in parameters)
    assert "Raises:" in method.__doc__
    with pytest.raises(TypeError, match=rf"{method.__qualname__}\(\) takes 1 positional"):
        method("kent")


def test_help_names_every_keyword():
    said = pydoc.render_doc(peel.crime_rates.where, renderer=pydoc.plaintext)
    for column in ("edition", "area", "crime_type", "period_start", "period_end", "unit"):
        assert f"{column}: " in said
    assert "area: 'OneOrMore[AreaId] | None' = None" in said
    assert "-> 'Rows[CrimeRate]'" in said


def test_signatures_and_docstrings_stay():
    assert "crime_type" in inspect.signature(peel.crime_rates.where).parameters
    assert peel.compare.__doc__.startswith("Compare the figures")


def test_a_past_release_answers_likewise():
    with pytest.raises(InvalidArgument, match="Did you mean area"):
        peel.at("1.0.0").crime_rates.one(aera="kent")


def test_a_slice_is_of_its_own_kind():
    rows, figures = peel.crime_rates.rows, peel.figures()
    assert isinstance(rows[:2], peel.Rows)
    assert (
        rows[1:3]
        .to_pandas(categories="all")
        .equals(peel.crime_rates.to_pandas(categories="all").iloc[1:3].reset_index(drop=True))
    )
    assert rows[::-1].records[0] == rows.records[-1]
    assert type(figures[:3]) is type(figures)
    assert list(figures[:3].to_pandas()["figure_id"]) == [figure.id for figure in figures[:3]]
    past = peel.at("1.0.0").figures()
    assert past[:1].table is past.table
    assert len(peel.find("victim satisfaction")[:1].to_pandas()) == 1

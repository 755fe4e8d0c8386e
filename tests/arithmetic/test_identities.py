import pytest

from peel_data.arithmetic.identities import (
    DEFAULT,
    IDENTITIES,
    Assumption,
    Ratio,
    assumptions,
    quantity_name,
)
from peel_data.errors import InvalidArgument


def test_every_identity_says_what_it_is_and_where_the_report_has_it():
    names = [row.name for row in IDENTITIES]
    assert len(names) == len(set(names))
    assert all(row.relation and row.source for row in IDENTITIES)


def test_no_two_ratios_read_the_same_figures():
    read = [(row.measure, row.unit) for row in IDENTITIES if isinstance(row, Ratio)]
    assert len(read) == len(set(read))


def test_assumptions_are_their_names_and_say_what_they_mean():
    assert list(DEFAULT) == ["one_population"]
    assert all(a.statement.endswith(".") and a.reason.endswith(".") for a in Assumption)
    assert assumptions("one_population") == DEFAULT
    assert assumptions(()) == frozenset()
    with pytest.raises(InvalidArgument, match="bounded_growth"):
        assumptions(["bounded growth"])


@pytest.mark.parametrize(
    ("template", "category", "name"),
    [
        ("{crimes}", "all_excluding_fraud", "recorded_crimes"),
        ("{crimes}", "sexual_offences", "sexual_offences"),
        ("{crimes}", None, "recorded_crimes"),
        ("{category}_groups", "drug_activity", "drug_activity_groups"),
        ("population", "all_excluding_fraud", "population"),
    ],
)
def test_names_of_quantities(template, category, name):
    assert quantity_name(template, category) == name

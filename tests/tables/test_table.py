"""Tables as their users hold them."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from decimal import Decimal

import pydantic
import pytest

import peel_data as peel
from peel_data.schema.crime import CrimeRate
from peel_data.tables import records

RATE = {"area": "northamptonshire", "crime_type": "sexual_offences", "period_end": "2015-06-30"}


def test_one_row_with_its_value_as_printed():
    row = peel.crime_rates.one(**RATE)
    assert row.value == Decimal("2.1")
    assert (row.unit, row.denominator, row.decimals) == ("per_1000_population", "population", 1)
    assert (row.period_start, row.period_end) == (dt.date(2014, 7, 1), dt.date(2015, 6, 30))


def test_zeros_that_were_printed_are_kept():
    burglary = peel.crime_rates.one(area="northamptonshire", crime_type="burglary_in_a_dwelling")
    assert str(burglary.value) == "8.0"
    assert burglary.unit == "per_1000_households"


@pytest.mark.parametrize("table", peel.tables(), ids=lambda table: table.name)
def test_rows_are_exactly_what_the_model_makes_of_the_text(table, model):
    validated = tuple(model(table.name).from_text(record) for record in table.records())
    assert table.rows == validated
    assert [type(row) for row in table.rows] == [type(row) for row in validated]
    assert [list(map(str, row.model_dump().values())) for row in table.rows] == [
        list(map(str, row.model_dump().values())) for row in validated
    ]


def test_rows_are_typed_and_frozen():
    row = peel.crime_rates.rows[0]
    assert isinstance(peel.crime_rates.rows, peel.Rows)
    assert isinstance(row, CrimeRate)
    with pytest.raises(pydantic.ValidationError):
        row.value = Decimal(1)
    assert len({row, row.model_copy()}) == 1


def test_a_row_can_be_dumped_and_loaded():
    row = peel.crime_rates.one(**RATE)
    assert CrimeRate.model_validate_json(row.model_dump_json()) == row


def test_where_takes_every_condition_together():
    rows = peel.crime_rates.where(area="northamptonshire", period_end=dt.date(2014, 6, 30))
    assert [(row.crime_type, row.value) for row in rows] == [
        ("all_excluding_fraud", Decimal("58.1"))
    ]
    assert peel.crime_rates.where() == peel.crime_rates.rows
    assert peel.crime_rates.where(area="kent") == ()


def test_where_takes_flags():
    charts = peel.report_figures.where(values_printed=False)
    printed = peel.report_figures.where(values_printed=True)
    assert {row.kind for row in charts} == {"chart"}
    assert len(charts) + len(printed) == len(peel.report_figures)


def test_dates_are_taken_as_text_dates_and_times():
    expected = peel.crime_rates.one(**RATE)
    for end in ("2015-06-30", dt.date(2015, 6, 30), dt.datetime(2015, 6, 30)):  # noqa: DTZ001
        assert peel.crime_rates.one(**RATE | {"period_end": end}) == expected


def test_a_table_describes_itself():
    table = peel.crime_rates
    assert repr(table) == "<Table crime_rates: Police recorded crime rates>"
    assert table.description.startswith("Crimes recorded in 12 months")
    assert len(table) == len(table.rows) == len(list(table))
    unit = next(column for column in table.columns if column.name == "unit")
    assert unit.allowed == ("per_1000_households", "per_1000_population")
    assert unit.required
    assert [column.name for column in table.columns] == list(table.records()[0])


def test_every_table_is_listed_once_and_found_by_name():
    names = [table.name for table in peel.tables()]
    assert len(set(names)) == len(names)
    for name in names:
        assert peel.table(name).name == name
    with pytest.raises(peel.NotFound, match=r"no table 'crime_rate'\. Did you mean crime_rates"):
        peel.table("crime_rate")


def test_keys_name_one_row_each():
    for table in peel.tables():
        keys = [tuple(record[column] for column in table.key) for record in table.records()]
        assert len(set(keys)) == len(keys), table.name


class TestLatestEdition:
    """A series that two editions print is answered by the latest of them."""

    @pytest.fixture
    def crime_rates(self, release):
        old = next(r for r in records.read("crime_rates") if RATE.items() <= r.items())
        new = old | {"edition": "peel-effectiveness-2099", "value": "2.2"}
        first = records.read("editions")[0]
        later = first | {"id": new["edition"], "year": "2099", "first_published": ""}
        source = release(crime_rates=[new, old], editions=[later, first])
        return type(peel.crime_rates)(source=source)

    def test_it_speaks(self, crime_rates):
        assert crime_rates.one(**RATE).value == Decimal("2.2")

    def test_the_earlier_one_is_still_there(self, crime_rates):
        row = crime_rates.one(**RATE, edition="peel-effectiveness-2015")
        assert row.value == Decimal("2.1")
        assert len(crime_rates.where(**RATE)) == 2


def test_installed_data_that_does_not_fit_is_named_with_its_place(release):
    broken = [records.read("crime_rates")[0] | {"value": "many"}]
    table = type(peel.crime_rates)(source=release(crime_rates=broken))
    with pytest.raises(
        peel.PackageDataError, match=r"Line 2 of crime_rates\.csv .* value is 'many'"
    ):
        _ = table.rows
    headless = [{"edition": "peel-effectiveness-2015"}]
    table = type(peel.crime_rates)(source=release(crime_rates=headless))
    with pytest.raises(peel.PackageDataError, match="does not have the columns"):
        _ = table.rows


def test_many_rows_are_shown_in_part():
    lines = repr(peel.crime_rates.rows).splitlines()
    assert len(lines) == len(peel.crime_rates.rows)
    assert lines[0].startswith("(CrimeRate(")
    assert lines[-1].endswith("))")
    figures = repr(peel.figures()).splitlines()
    assert len(figures) == 21
    assert figures[-1] == f" ... and {len(peel.figures()) - 20} more)"
    assert repr(peel.figures()[:1]).endswith(",)")
    kent = repr(peel.crime_rates.where(area="kent", edition="peel-effectiveness-2015"))
    assert kent.startswith("<no rows: crime_rates has no row for area=kent")
    assert repr(peel.crime_rates.rows[:0]) == "()"


class TestSeveral:
    """Rows and figures do what a tuple does, though they are none."""

    ROWS = peel.crime_rates.where(area="northamptonshire")

    def test_equal_a_tuple_and_hash_like_it(self):
        plain = tuple(self.ROWS)
        assert plain == self.ROWS
        assert plain == self.ROWS
        assert plain[1:] != self.ROWS
        assert list(plain) != self.ROWS
        assert hash(self.ROWS) == hash(plain)
        assert not isinstance(self.ROWS, tuple)

    def test_are_looked_into(self):
        plain = tuple(self.ROWS)
        assert plain[2] in self.ROWS
        assert self.ROWS.index(plain[2]) == self.ROWS.index(plain[2], 1, 4) == 2
        assert self.ROWS.count(plain[2]) == 1
        assert tuple(reversed(self.ROWS)) == plain[::-1]
        assert self.ROWS[::2] == plain[::2]
        with pytest.raises(ValueError, match=r"not in tuple"):
            self.ROWS.index(None)

    def test_are_put_together(self):
        first, rest = self.ROWS[:1], self.ROWS[1:]
        assert first + rest == self.ROWS
        assert [*first, *rest] == list(self.ROWS)
        assert tuple(first) + rest == tuple(self.ROWS)

    @pytest.mark.parametrize(
        "some", [ROWS, peel.figures()[:3], peel.find("asb").where(area="kent")]
    )
    def test_are_copied_and_pickled(self, some):
        for same in (copy.copy(some), copy.deepcopy(some), pickle.loads(pickle.dumps(some))):
            assert same == some
            assert type(same) is type(some)
            assert same.reason == some.reason
            assert same.to_pandas(categories="occurring").equals(
                some.to_pandas(categories="occurring")
            )


def test_changing_what_a_table_gave_changes_no_published_value():
    before = peel.victim_satisfaction.records()
    records = peel.victim_satisfaction.records()
    records[0]["value"] = "99"
    records.clear()
    peel.victim_satisfaction.schema()["fields"].clear()
    assert peel.victim_satisfaction.records() == before
    assert len(peel.victim_satisfaction) == len(before) > 0
    assert len(peel.victim_satisfaction.columns) > 10

"""What a user may write: mypy --strict and pyright find nothing to say."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import assert_type

import pandas as pd

import peel_data as peel
from peel_data.figures.figure import Figure, Figures
from peel_data.figures.printed import Citation, Note
from peel_data.figures.standings import Standing
from peel_data.schema.crime import CrimeRate
from peel_data.schema.inspection import Judgment
from peel_data.schema.outcomes import CrimeOutcome

row = peel.crime_rates.one(
    area="northamptonshire", crime_type="sexual_offences", period_end="2015-06-30"
)
assert_type(row, CrimeRate)
assert_type(row.value, Decimal | None)
assert_type(row.period_end, dt.date)
assert_type(row.decimals, int | None)

assert_type(peel.crime_rates.rows, peel.Rows[CrimeRate])
assert_type(peel.crime_rates.rows[0], CrimeRate)
assert_type(peel.crime_rates.rows[:2], peel.Rows[CrimeRate])
assert_type(peel.crime_rates.where(area="kent"), peel.Rows[CrimeRate])
assert_type(peel.crime_rates.where(period_end=dt.date(2015, 6, 30)).to_pandas(), pd.DataFrame)
assert_type(peel.crime_rates.to_pandas(), pd.DataFrame)
for outcome in peel.crime_outcomes.where(outcome_type="caution_adults"):
    assert_type(outcome, CrimeOutcome)
    assert_type(outcome.number, int | None)
assert_type(peel.table("judgments").one(question="overall"), Judgment)

figure = peel.figure("victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31")
assert_type(figure, Figure)
assert_type(figure.value, Decimal)
assert_type(figure.lower, Decimal | None)
assert_type(figure.citations, tuple[Citation, ...])
assert_type(figure.notes, tuple[Note, ...])
assert_type(figure.cite("bibtex"), str)
assert_type(peel.find("victim satisfaction"), Figures)
assert_type(peel.find("victim satisfaction")[:1], Figures)
assert_type(peel.find("victim satisfaction")[:1].to_pandas(), pd.DataFrame)
assert_type(peel.figures()[0], Figure)
assert_type(peel.figures().to_pandas(), pd.DataFrame)
past = peel.at("1.0.0")
assert_type(past.crime_rates.one(area="kent").value, Decimal | None)
assert_type(past.figures(), Figures)
assert_type(past.figure("crime_rates:kent").history, tuple[Standing, ...])
assert_type(peel.__version__, str)
population = peel.implied("population", area=figure.area)
assert_type(population.lower, int)
for comparison in peel.compare(figure.table, area=figure.area, to="england-and-wales"):
    assert_type(comparison.first, Figure)
for table in peel.tables():
    assert_type(table.name, str)

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
from peel_data.schema.base import Row
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

for area in peel.areas.where(kind="force"):
    assert_type(area.id, peel.AreaId)
    peel.crime_rates.where(area=area.id)
for kind in peel.crime_types:
    peel.crime_rates.where(area=["kent", "essex"], crime_type=kind.id)
for outcome_type in peel.outcome_types:
    peel.crime_outcomes.where(area=peel.area_id("Kent Police"), outcome_type=outcome_type.id)
for measure in peel.operational_measures:
    peel.operational_figures.where(measure=measure.id)
for question, grade in zip(peel.questions, peel.grades, strict=False):
    peel.judgments.where(question=question.id, grade=grade.id)
assert_type(peel.area_id("kent"), peel.AreaId)
assert_type(peel.figures(area="kent", table=["crime_rates"]), Figures)
assert_type(row.figure, Figure)
assert_type(row.citations, tuple[Citation, ...])
assert_type(peel.crime_rates.where(area="kent").reason, str)
assert_type(peel.crime_rates.to_pandas(labels=True, categories="all"), pd.DataFrame)


def count(rows: peel.Table[Row]) -> int:
    """Take a table of any kind of row: tables are covariant."""
    return len(rows)


count(peel.crime_rates)
for item in peel.implied_quantities(assume=["one_population", "same_coverage"]):
    peel.implied(item.quantity, area=item.area)

# Lists, tuples and sets are all taken where several values are.
peel.crime_rates.where(area=("northamptonshire", "kent"), crime_type=["sexual_offences"])
peel.crime_rates.where(area={"northamptonshire"})
peel.figures(area=("northamptonshire", "england-and-wales"))
peel.implied("recorded_crimes", area="northamptonshire", assume=("one_population",))
assert_type(peel.crime_rates[0], CrimeRate)
assert_type(peel.crime_rates[:2], peel.Rows[CrimeRate])

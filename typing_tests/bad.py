"""Slips that a type checker must find: each line marked `error` is one, and no other line is."""

from __future__ import annotations

import peel_data as peel

peel.crime_rate  # error: no such table
peel.table("crime_ratez")  # error: no such table
peel.crime_rates.rows[0].valeu  # error: no such field
peel.crime_rates.where(area="northhamptonshire")  # error: no such area
peel.crime_rates.where(crime_type="sexual_offence")  # error: no such category
peel.crime_rates.where(unit="per_1000")  # error: no such unit
peel.crime_rates.where(crime="sexual_offences")  # error: no such argument
peel.crime_rates.where("northamptonshire")  # error: arguments have names
peel.crime_rates.where(period_end=2015)  # error: not a date
peel.crime_rates.one(area="northhamptonshire")  # error: no such area
peel.crime_rates.one(outcome_type="caution_adults")  # error: not a column of this table
peel.crime_outcomes.one(outcome_type="caution_adult")  # error: no such category
peel.organised_crime_group_shares.one(organised_crime_type="drugs")  # error: no such category
peel.judgments.where(question="vulnerability")  # error: no such question
peel.judgments.where(grade="excellent")  # error: no such grade
peel.operational_figures.one(measure="special_constable")  # error: no such measure
peel.figure(12)  # error: an id is text
peel.find("burglary")[0].cite("bibtx")  # error: no such style
peel.find("burglary")[0].unitt  # error: no such field
peel.figures()[0].value = None  # error: figures are frozen
peel.crime_rates.one().value + 1  # error: a value may be missing
peel.compare("crime_rate", area="kent", to="essex")  # error: no such table
peel.compare("crime_rates", area="kent", to="esex")  # error: no such area
peel.compare("crime_rates", area="kent", to="essex", category="theft")  # error: no such category
peel.implied("population", area="northhamptonshire")  # error: no such area
peel.implied_quantities(area="northhamptonshire")  # error: no such area
peel.compare("crime_rates", aera="kent", to="essex")  # error: no such argument
peel.crime_rates.rows[:1][0].valeu  # error: no such field
peel.fnd("burglary")  # error: no such function
peel.at(1)  # error: a version is text
peel.at("1.0.0").crime_rate  # error: no such table
peel.at("1.0.0").crime_rates.one(area="kint")  # error: no such area
peel.crime_rates.where(area=["kent", "esex"])  # error: no such area
peel.crime_rates.where(crime_type=peel.areas.rows[0].id)  # error: an area is no crime type
peel.figures(table="crime_rate")  # error: no such table
peel.implied("populations", area="kent")  # error: no such quantity
peel.implied_quantities(assume=["one_populaton"])  # error: no such assumption
peel.crime_rates.to_pandas(categories="some")  # error: no such choice

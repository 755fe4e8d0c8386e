"""Every row model, in the order a reader meets the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.schema.anti_social_behaviour import (
    AntiSocialBehaviourChange,
    AntiSocialBehaviourIncidents,
    AntiSocialBehaviourRate,
)
from peel_data.schema.catalogue import Citation, FigureRow
from peel_data.schema.crime import (
    CallsForAssistance,
    CrimeChange,
    CrimeNumber,
    CrimeRate,
    DomesticAbuseShare,
)
from peel_data.schema.inspection import AreaForImprovement, Comparison, Judgment
from peel_data.schema.operations import OperationalFigure, OperationalMeasure
from peel_data.schema.organised_crime import (
    OrganisedCrimeGroupNumber,
    OrganisedCrimeGroupRate,
    OrganisedCrimeGroupShare,
)
from peel_data.schema.outcomes import CrimeOutcome
from peel_data.schema.reference import (
    Area,
    CrimeType,
    DataSource,
    Denominator,
    Grade,
    OrganisedCrimeType,
    OutcomeType,
    Question,
    Unit,
)
from peel_data.schema.reports import Edition, Note, Publication, ReportFigure, RequiredSeries
from peel_data.schema.stewardship import Amendment, Revision, Waiver
from peel_data.schema.victims import VictimSatisfaction

if TYPE_CHECKING:
    from peel_data.schema.base import Row

MODELS: tuple[type[Row], ...] = (
    CallsForAssistance,
    CrimeNumber,
    CrimeRate,
    CrimeChange,
    CrimeOutcome,
    AntiSocialBehaviourIncidents,
    AntiSocialBehaviourRate,
    AntiSocialBehaviourChange,
    DomesticAbuseShare,
    OrganisedCrimeGroupNumber,
    OrganisedCrimeGroupRate,
    OrganisedCrimeGroupShare,
    VictimSatisfaction,
    OperationalFigure,
    Judgment,
    AreaForImprovement,
    Comparison,
    FigureRow,
    Citation,
    Revision,
    Amendment,
    Waiver,
    ReportFigure,
    Area,
    Edition,
    RequiredSeries,
    Publication,
    CrimeType,
    OutcomeType,
    OrganisedCrimeType,
    OperationalMeasure,
    Question,
    Grade,
    Unit,
    Denominator,
    DataSource,
    Note,
)
"""Tables of figures first, then what the inspection said in words, then catalogue and reference."""

"""A template of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peel_data.template.plan import make_plan
from peel_data.template.writing import write
from support.synthetic import EDITION

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.template.plan import Plan


@pytest.fixture(scope="session")
def plan() -> Plan:
    return make_plan(EDITION, "northamptonshire")


@pytest.fixture
def written(plan, tmp_path):
    """Write the template in a style, and say where it is."""

    def make(style: str) -> Path:
        path = tmp_path / ("northamptonshire" if style == "csv" else f"northamptonshire.{style}")
        write(plan, path, style)
        return path

    return make

"""What an invented report is: a text, and the truth about its numbers."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

EDITION = "peel-effectiveness-2015"

Wording = Literal["known", "new"]


def rounded(value: Fraction | int, decimals: int) -> Decimal:
    """Return the value rounded half up, away from zero, as printed figures are."""
    exact = Fraction(value) * 10**decimals
    whole = floor(abs(exact) + Fraction(1, 2))
    signed = Decimal(-whole if exact < 0 else whole)
    return signed.scaleb(-decimals).quantize(Decimal(1).scaleb(-decimals))


@dataclass(frozen=True)
class Truth:
    """A figure of the report: its id, and its value as finely as the report prints it."""

    figure_id: str
    value: str
    decimals: int
    operational: bool


@dataclass(frozen=True)
class Mention:
    """A place of the report in which a figure stands, in the report's own order."""

    figure_id: str
    locator: str
    printed: str
    value: str
    decimals: int


@dataclass(frozen=True)
class InventedReport:
    """The text of a report and the truth about it.

    `unknown` holds printed numbers that are figures of a kind no data set has yet: a reader may not claim them for a
    known figure and may not lose them. `not_figures` holds numbers that are no figures at all.
    """

    seed: int
    wording: Wording
    area: str
    force: str
    text: str
    truth: tuple[Truth, ...]
    mentions: tuple[Mention, ...]
    unknown: tuple[str, ...]
    not_figures: tuple[str, ...]


@dataclass
class Figure:
    """A figure with its exact value; `exact` is what shorter printings are rounded from."""

    figure_id: str
    exact: Fraction
    decimals: int
    operational: bool = False


@dataclass
class Ledger:
    """Keeps what has been printed while a report is being written."""

    mentions: list[Mention] = field(default_factory=list)
    locator: str = ""

    def record(self, figure: Figure, printed: str, decimals: int) -> str:
        """Note that the figure is printed here, and return what is printed."""
        value = str(rounded(figure.exact, decimals)) if decimals >= 0 else str(int(figure.exact))
        self.mentions.append(Mention(figure.figure_id, self.locator, printed, value, decimals))
        return printed

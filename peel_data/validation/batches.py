"""Figures that are alike in all but their area and value, such as one crime rate of all forces in an edition.

What a rule asks of most of them has one answer for all, and a look at the values is enough for the rest. A figure is
made an object of only where that leaves a doubt: then the rule judges it by itself. Internal.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from math import nan
from typing import TYPE_CHECKING, NamedTuple, cast

from peel_data.arithmetic.shape import KIND
from peel_data.figures.build import Form, ends_as_text
from peel_data.figures.figure import figure_of
from peel_data.tables import records
from peel_data.validation.cells import UNKNOWN_KIND, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from peel_data.figures.build import FigureBuilder
    from peel_data.figures.figure import Figure
    from peel_data.schema.vocabulary import AreaId
    from peel_data.tables.records import Record
    from peel_data.validation.cells import Entry


class Printed(NamedTuple):
    """What is printed of a figure.

    Attributes:
        value: The number.
        lower: The least true value that was printed so; None is open.
        upper: The greatest one.
        least: The lower end as a float, for a look; not a number where either end is open.
        most: The upper end.
        exact: Whether it is one whole number.
    """

    value: Decimal
    lower: Decimal | None
    upper: Decimal | None
    least: float
    most: float
    exact: bool

    @classmethod
    def of(cls, value: str, lower: str, upper: str) -> Printed:
        """Read what a figure record has as text."""
        ends = Decimal(lower) if lower else None, Decimal(upper) if upper else None
        floats = (float(lower), float(upper)) if lower and upper else (nan, nan)
        exact = ends[0] is not None and ends[0] == ends[1] == ends[0].to_integral_value()
        return cls(Decimal(value), *ends, *floats, exact)


@dataclass(slots=True, eq=False)
class Batch:
    """Figures that are alike in all but their area and value.

    Attributes:
        first: One of them.
        column: The value column of their rows.
        entries: Their rows.
        printed: What is printed of each.
        at: The position of each area; shared by batches of the same areas in the same order.
        known: The positions of areas of which the release has such figures: they are always in doubt.
        stem: What stands in their ids before and behind the area.
        kind: All that the shape of their networks depends on.
    """

    first: Figure
    column: str
    entries: Sequence[Entry]
    printed: list[Printed]
    at: Mapping[str, int]
    known: Sequence[int]
    stem: tuple[str, str]
    kind: int
    _made: dict[int, Figure] = field(default_factory=dict)

    def id_of(self, area: str) -> str:
        """Return the id of the figure of an area."""
        return f"{self.stem[0]}{area}{self.stem[1]}"

    def figure(self, position: int) -> Figure:
        """Return one of the figures, always the same object."""
        if position not in self._made:
            area, printed = self.entries[position]["area"], self.printed[position]
            self._made[position] = replace(
                self.first,
                id=self.id_of(area),
                area=cast("AreaId", area),
                value=printed.value,
                lower=printed.lower,
                upper=printed.upper,
            )
        return self._made[position]

    def figures(self) -> Iterator[Figure]:
        """Return all of them."""
        return map(self.figure, range(len(self.entries)))


def nothing(_: Batch) -> Iterable[int]:
    """Look, and leave nothing in doubt."""
    return ()


def everything(batch: Batch) -> Iterable[int]:
    """Leave everything in doubt."""
    return range(len(batch.entries))


def all_but(areas: Mapping[tuple[str, str], set[str]]) -> Callable[[Batch], list[int]]:
    """Return a look that leaves all in doubt but these areas, given for each table and edition."""

    def look(batch: Batch) -> list[int]:
        told = areas.get((batch.first.table, batch.first.edition), set())
        return [batch.at[area] for area in batch.at.keys() - told]

    return look


def alike(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return rows of a table of figures in groups whose other cells are the same; each has an area once.

    Raises:
        ValueError: The rows were not put to `row_findings`, which tells what they are alike in.
    """
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.kind].append(entry)
    if UNKNOWN_KIND in found:  # all would pass for alike
        raise ValueError("The rows have no kinds yet: `row_findings` numbers them.")
    return list(found.values())


def batches_of(
    rows: Sequence[Entry],
    builder: FigureBuilder,
    known: Mapping[tuple[str, str | None], Iterable[str]],
    excluded: dict[str, tuple[Record, ...]],
    kinds: dict[Hashable, int],
    shared: dict[tuple[str, ...], Mapping[str, int]],
) -> Iterator[Batch]:
    """Yield a batch for each figure of rows that are alike.

    Args:
        rows: The rows.
        builder: Makes the figures.
        known: The areas of which the release has figures of a measure and category.
        excluded: Takes, for each figure that has such, the citations whose printed form none of its true values
            rounds to.
        kinds: Takes a number for each kind of figure.
        shared: Takes the positions of areas: most batches have the same areas in the same order.
    """
    spec, record = rows[0].spec, rows[0].record
    areas = tuple(texts_of(rows, ["area"]))
    if areas not in shared:
        shared[areas] = dict(zip(areas, range(len(areas)), strict=True))
    at = shared[areas]
    for made in builder.figures_of(spec, record):
        first = figure_of(made.record, {}, {})
        stem = records.figure_ids(spec, {**record, "area": "\0"})
        before, _, behind = stem[made.column].partition("\0")
        form = Form(first.unit, first.qualifier, first.rounding)
        texts = list(texts_of(rows, [made.column]))
        printed = list(map(_printings(str(first.decimals), form).__getitem__, texts))
        for area, position in at.items() if builder.cited else ():
            figure_id = f"{before}{area}{behind}"
            if figure_id in builder.cited:
                ends = builder.ends(figure_id, texts[position], str(first.decimals), form)
                printed[position] = Printed.of(texts[position], *ends[:2])
                if ends[2]:
                    excluded[figure_id] = ends[2]
        kind = kinds.setdefault(KIND(first), len(kinds))
        near = [at[area] for area in known.get((first.measure, first.category), ()) if area in at]
        yield Batch(first, made.column, rows, printed, at, near, (before, behind), kind)


class _Printings(dict[str, Printed]):
    """What is printed of the values of one precision and form, each worked out once: a column repeats its values."""

    def __init__(self, decimals: str, form: Form) -> None:
        super().__init__()
        self._decimals, self._form = decimals, form

    def __missing__(self, text: str) -> Printed:
        printed = Printed.of(text, *ends_as_text(text, self._decimals, self._form))
        self[text] = printed
        return printed


_printings = lru_cache(1000)(_Printings)

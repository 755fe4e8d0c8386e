"""What a template asks for, decided from data alone.

The table `required_series` says which figures an edition needs of each kind of area, the row models say
which columns hold them, and the reference tables say what a cell may contain. A new edition needs no code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from peel_data.errors import NotFound, PackageDataError
from peel_data.figures.form_lines import bounds_of
from peel_data.schema.descriptor import table_schema
from peel_data.schema.interval import WHOLE
from peel_data.schema.registry import MODELS
from peel_data.suggestions import did_you_mean
from peel_data.tables import formatting, records
from peel_data.validation.tables import OF_REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from peel_data.schema.base import Row
    from peel_data.schema.spec import TableSpec
    from peel_data.tables.records import Record

OPTIONAL = ("crime_numbers", "operational_figures", "revisions", "waivers")
"""Tables that may come with any submission; they are offered empty."""

SUPPLIERS = {"force": "the force", "hmic": "HMIC"}

MEANINGS = {
    "published": "There is a figure, and it is in this row.",
    "not_supplied": "The figure is not available.",
    "not_comparable": "There is a figure, but it must not be compared with the others.",
    "suppressed": "The figure is withheld, for instance because it is very small.",
    "withdrawn": "The figure was given earlier and is taken back.",
    "exact": "The figure as it is.",
    "about": "Roughly the figure.",
    "almost": "A little less than the figure.",
    "at_least": "The figure or more.",
    "over": "More than the figure.",
    "stated": "The source is given for this figure.",
    "inferred": "The source is taken from a neighbouring figure.",
    "printed": "The figure is given as a number.",
    "counted": "The figure is counted from a text that names the things and gives no number.",
    "worded": "The figure is a quantity in words, such as “the majority”, stated as the number it means.",
    "increased": "It went up.",
    "decreased": "It went down.",
    "in_line": "It is broadly in line.",
    "similar": "It is similar.",
    "significantly_higher": "It is significantly higher.",
    "significantly_lower": "It is significantly lower.",
    "most_common": "It is the most common of its kind.",
    "too_high": "It is said to be too high.",
    "significantly_changed": "It is said to have changed significantly.",
    "previous_year": "The year before.",
    "earlier_period": "An earlier period, whose last day is in the row.",
    "england_and_wales": "England and Wales.",
    "most_forces": "Most other forces.",
    "other_crime_types": "Other types of crime.",
    "previous_inspections": "What earlier inspections found.",
    "not_stated": "The report does not say.",
    "chart": "A chart.",
    "panel": "A panel of numbers.",
    "table": "A table.",
}
"""The closed vocabularies that no reference table explains, such as `status` and `qualifier`."""


class Role(Enum):
    """What the person who fills in a template does with a column."""

    GIVEN = "already filled in"
    FILL = "to be filled in"
    MAY = "filled in or changed where it applies"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Attributes:
        name: The name in the header, which a submission must keep.
        title: What a person calls it.
        help: What it means.
        kind: The Table Schema type: string, number, integer, date or yearmonth.
        needed: Whether no row may leave it empty.
        role: Who fills it in.
        choices: The only contents it may have here; empty when it is open.
        refers_to: The reference table that explains the choices, or "".
    """

    name: str
    title: str
    help: str
    kind: str
    needed: bool
    role: Role
    choices: tuple[str, ...]
    refers_to: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A cell that waits for a figure.

    Attributes:
        series: The required series that it belongs to.
        decimals: The precision it is published with.
        minimum: The least that makes sense in its unit.
        maximum: The most that makes sense in its unit, or None.
        whole: Whether only whole numbers make sense.
    """

    series: Record
    decimals: int
    minimum: int
    maximum: int | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A prepared row: the text of each cell, and for each cell the figure it waits for, if any."""

    cells: tuple[str, ...]
    asks: tuple[Ask | None, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the template; without lines it is offered empty and may stay so."""

    table: str
    title: str
    description: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    category: Column | None
    suppliers: tuple[str, ...]

    @property
    def optional(self) -> bool:
        """Whether nothing on it is asked for."""
        return not self.lines

    @property
    def asked(self) -> int:
        """How many cells wait for a figure."""
        return sum(ask is not None for line in self.lines for ask in line.asks)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a template holds: the figures an edition asks of an area.

    Example:
        >>> make_plan("peel-effectiveness-2016", "northamptonshire").asked
        38
    """

    edition: str
    edition_title: str
    area: str
    area_name: str
    sheets: tuple[Sheet, ...]

    @property
    def asked(self) -> int:
        """How many cells wait for a figure."""
        return sum(sheet.asked for sheet in self.sheets)

    @property
    def required(self) -> tuple[Sheet, ...]:
        """The sheets on which figures are asked for."""
        return tuple(sheet for sheet in self.sheets if not sheet.optional)


def make_plan(edition: str, area: str, *, report: bool = False) -> Plan:
    """Return what an edition asks of an area.

    Args:
        edition: The id of the edition, such as `peel-effectiveness-2016`.
        area: The id of a police force area, or `england-and-wales`.
        report: Whether to offer the tables of a printed report as well.

    Raises:
        NotFound: There is no such edition or area, or the edition asks nothing of it.
    """
    edition_row = _record("editions", edition, "edition")
    area_row = _record("areas", area, "area")
    of_edition = [r for r in records.read("required_series") if r["edition"] == edition]
    if not of_edition:
        raise NotFound(
            f"{edition} has no required series, so there is nothing to make a template from. They are "
            "declared as rows of data/required_series.csv, one for each series and kind of area."
        )
    required = [r for r in of_edition if r["area_kind"] == area_row["kind"]]
    if not required:
        members = area_row["members"].split()
        kinds = " or ".join(sorted({r["area_kind"] for r in of_edition}))
        instead = f" Make one for each of its forces: {', '.join(members)}." if members else ""
        raise NotFound(
            f"{edition} asks for figures of areas of the kind {kinds}, and {area} is "
            f"{area_row['kind']}.{instead}"
        )
    models = {model.spec.name: model for model in MODELS}
    if unknown := sorted({r["table"] for r in required} - models.keys()):
        raise PackageDataError(
            f"required_series.csv names tables that do not exist: {', '.join(unknown)}."
        )
    wanted = {name: [r for r in required if r["table"] == name] for name in models}
    offered = (*OPTIONAL, *OF_REPORTS) if report else OPTIONAL
    return Plan(
        edition,
        edition_row["title"],
        area,
        area_row["name"],
        tuple(
            _sheet(models[name], series, edition, area) for name, series in wanted.items() if series
        )
        + tuple(_sheet(models[name], [], edition, area) for name in offered if not wanted[name]),
    )


def meanings(column: Column) -> list[tuple[str, str]]:
    """Return what each content that a column may have means, in the order of the reference table."""
    if column.refers_to:
        return [
            (key, text)
            for key, text in formatting.called(column.refers_to).items()
            if not column.choices or key in column.choices
        ]
    return [(choice, MEANINGS[choice]) for choice in column.choices]


def _record(table: str, wanted: str, what: str) -> Record:
    found = {record["id"]: record for record in records.read(table)}
    if wanted not in found:
        raise NotFound(
            f"There is no {what} {wanted!r}.{did_you_mean(wanted, found)} "
            f"List them all with `peel-data show {table}`."
        )
    return found[wanted]


def _sheet(model: type[Row], series: Sequence[Record], edition: str, area: str) -> Sheet:
    spec = model.spec
    fixed = {"edition": (edition,), "area": (area,)}
    schema = table_schema(model)
    given = _given(spec) if series else set()
    refers_to = {
        key["fields"][0]: key["reference"]["resource"]
        for key in schema.get("foreignKeys", ())
        if key["reference"]["resource"] != "figures"  # too many to choose from
    }
    if "notes" in model.model_fields:
        refers_to["notes"] = "notes"  # a list of ids, which a foreign key cannot say
    columns = tuple(
        _column(
            field,
            Role.GIVEN
            if field["name"] in given
            else Role.FILL
            if series and field["name"] in spec.measures
            else Role.MAY,
            fixed.get(field["name"]),
            refers_to.get(field["name"], ""),
        )
        for field in schema["fields"]
    )
    return Sheet(
        spec.name,
        spec.title,
        schema["description"],
        columns,
        tuple(_line(spec, columns, each, edition, area) for each in _in_order(spec, series)),
        next((column for column in columns if column.name == spec.category), None),
        tuple(dict.fromkeys(each["supplier"] for each in series)),
    )


def _given(spec: TableSpec) -> set[str]:
    """Return the columns that the required series settles; what it leaves empty in them stays empty."""
    return {
        *spec.key,
        "period_start", "period_end", "baseline_start", "baseline_end",
        "unit", "denominator",
        *map(spec.precision, spec.measures),
    }  # fmt: skip


def _column(
    field: dict[str, Any], role: Role, fixed: tuple[str, ...] | None, refers_to: str
) -> Column:
    constraints = field.get("constraints", {})
    return Column(
        field["name"],
        field["title"],
        field["description"],
        field["type"],
        needed=constraints.get("required", False),
        role=role,
        choices=fixed or tuple(constraints.get("enum", ())),
        refers_to=refers_to,
    )


def _in_order(spec: TableSpec, series: Iterable[Record]) -> list[Record]:
    """Series in the order of the key of their table."""
    names = ["category" if name == spec.category else name for name in spec.key]
    return sorted(series, key=lambda each: [each.get(name, "") for name in names])


def _line(
    spec: TableSpec, columns: Sequence[Column], series: Record, edition: str, area: str
) -> Line:
    prepared = {
        **series,
        "edition": edition,
        "area": area,
        "status": "published",
        "qualifier": "exact",
        **({spec.category: series["category"]} if spec.category else {}),
    }
    units = {name: spec.unit(name, series["unit"]) for name in spec.measures}
    decimals = {
        name: 0 if name == "number" else int(series["decimals"] or 0) for name in spec.measures
    }
    prepared |= {spec.precision(name): str(places) for name, places in decimals.items()}
    return Line(
        tuple(prepared.get(c.name, "") if c.name not in spec.measures else "" for c in columns),
        tuple(
            _ask(series, units[c.name], decimals[c.name], spec.measures[c.name])
            if c.name in spec.measures
            else None
            for c in columns
        ),
    )


def _ask(series: Record, unit: str, decimals: int, measure: str) -> Ask:
    """Return a cell for a figure, with the bounds that the rule for rows would hold it to."""
    least, most = bounds_of(unit, measure)
    return Ask(series, decimals, minimum=least, maximum=most, whole=unit in WHOLE)

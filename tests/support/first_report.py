"""The data set as it was with its first report alone: what tests show of it stays the same when others come."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORCE = "northamptonshire"
NATION = "england-and-wales"
AREAS = (FORCE, NATION)
EDITION = "peel-effectiveness-2015"
PUBLICATION = f"{EDITION}-{FORCE}"


def is_of_it(record: Mapping[str, str]) -> bool:
    """Return whether a record of a table is of the first report, or of none."""
    figure = record.get("figure_id", "").split(":")
    if not {record.get("area") or FORCE, *figure[2:3]} <= set(AREAS):
        return False
    return (record.get("publication") or PUBLICATION) == PUBLICATION


def keep_only_it(root: Path) -> None:
    """Take the rows of other reports out of the files of a release."""
    changed = False
    for path in sorted((root / "data").glob("*.csv")):
        text = path.read_bytes().decode()
        rows = list(csv.DictReader(io.StringIO(text)))
        kept = [row for row in rows if is_of_it(row)]
        if len(kept) != len(rows):
            made = io.StringIO()
            writer = csv.DictWriter(made, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)
            path.write_bytes(made.getvalue().encode())
            changed = True
    if changed:
        descriptor = root / "datapackage.json"
        package = json.loads(descriptor.read_bytes())
        for resource in package["resources"]:
            del resource["bytes"], resource["hash"]
        descriptor.write_text(json.dumps(package), encoding="utf-8")

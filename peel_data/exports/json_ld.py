"""JSON-LD: the release as a `Dataset` of schema.org, which data catalogues and search engines read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.exports.dataset import Dataset


def write(data: Dataset, path: Path) -> None:
    """Write the file."""
    path.write_text(
        json.dumps(dataset(data), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def dataset(data: Dataset, download: str = "") -> dict[str, Any]:
    """Return the description.

    Args:
        data: The release.
        download: The address below which the CSV files are; empty if they are nowhere.
    """
    periods = sorted(
        record[column]
        for table in data.tables
        if table.name == "figures"
        for record in table.records
        for column in ("period_start", "period_end")
        if record[column]
    )
    areas = [r["name"] for t in data.tables if t.name == "areas" for r in t.records]
    units = {r["id"]: r["title"] for t in data.tables if t.name == "units" for r in t.records}
    publishers = [
        r["publisher"] for t in data.tables if t.name == "publications" for r in t.records
    ]
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": data.title,
        "description": data.descriptor["description"],
        "version": data.version,
        "dateModified": data.descriptor["created"][:10],
        "license": data.licence["path"],
        "isAccessibleForFree": True,
        "keywords": data.descriptor["keywords"],
        "creator": [{"@type": "Organization", "name": name} for name in dict.fromkeys(publishers)],
        "isBasedOn": [
            {"@type": "Report", "name": source["title"]}
            | ({"url": source["path"]} if "path" in source else {})
            for source in data.descriptor["sources"]
        ],
        "spatialCoverage": [
            {"@type": "Place", "name": name} for name in areas if name == "England and Wales"
        ],
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "name": table.title,
                "description": table.description,
                "unitText": "; ".join(
                    dict.fromkeys(units[r["unit"]] for r in table.records if r.get("unit"))
                ),
            }
            for table in data.tables
            if any(field["name"] == "unit" for field in table.fields)
            and table.name not in {"figures", "required_series", "operational_measures"}
            and table.records
        ],
    }
    if periods:
        described["temporalCoverage"] = f"{periods[0]}/{periods[-1]}"
    if download:
        described["distribution"] = [
            {
                "@type": "DataDownload",
                "name": table.title,
                "encodingFormat": "text/csv",
                "contentUrl": f"{download}{table.name}.csv",
            }
            for table in data.tables
        ]
    return described

"""What the process of its own does: it takes a plan, and answers with the bytes of a workbook."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from peel_data.annotation.package import Parts
from peel_data.annotation.plan import Plan
from peel_data.annotation.splice import CannotEdit
from peel_data.annotation.workbook import annotated, findings_alone, rewritten
from peel_data.readers import Limits
from peel_data.readers.archive import Archive
from peel_data.readers.collector import Collector, Refused
from peel_data.readers.files import read_bytes
from peel_data.validation.sandbox_worker import limit_memory

WHOLE, ALONE = b"W", b"A"
"""What the answer begins with: the officer's own workbook, or a new one of findings alone."""


def main() -> int:
    """Take the request from the input, write the workbook to the output."""
    request = json.load(sys.stdin.buffer)
    limits = Limits(**request["limits"])
    limit_memory(limits)
    plan = Plan.from_dict(request["plan"])
    sys.stdout.buffer.write(annotate(Path(request["path"]), plan, limits, whole=request["whole"]))
    return 0


def annotate(path: Path, plan: Plan, limits: Limits, *, whole: bool) -> bytes:
    """Return the annotated workbook, behind a byte that says which of the two it is."""
    if whole:
        try:
            collector = Collector({}, limits)
            data = read_bytes(path, path.name, collector)
            archive = Archive(data, path.name, collector)
            parts = Parts(archive.names, archive.read)
            annotated(parts, plan)
            return WHOLE + rewritten(data, parts)
        except (CannotEdit, Refused, ValueError):
            pass
    return ALONE + findings_alone(plan, REMARK)


REMARK = "This workbook only lists the findings: the file you sent could not be copied into it."
"""Why the officer's own workbook is not there."""

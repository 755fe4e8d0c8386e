"""The page of kinds and rates is current: it lists what the tests try, and everything was caught."""

import re

from support.mutations import SLIPS
from support.variations import VARIATIONS


def test_page_is_current(root):
    page = (root / "docs" / "validation-proof.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| ([A-Z]\d{3}) \| (.*?) \| (.*?) \| (.*?) \| (\d+) of (\d+) \|$", page, re.MULTILINE
    )
    assert [row[:4] for row in rows] == [
        (slip.code, slip.kind, ", ".join(slip.bases), ", ".join(slip.formats)) for slip in SLIPS
    ]
    assert all(
        int(caught) == int(tried) == len(slip.bases) * len(slip.formats)
        for slip, (*_, caught, tried) in zip(SLIPS, rows, strict=True)
    )
    assert re.findall(r"^\| (.*) \| (yes|no) \|$", page, re.MULTILINE) == [
        (name, "yes") for name in VARIATIONS
    ]

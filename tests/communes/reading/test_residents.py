"""Places as residents write them, by hand, from all 34 provinces. A third is never tuned on."""

import json
from pathlib import Path
from typing import Any

import pytest

from communes.atlas import Atlas

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "residents.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_every_province_is_spoken_for(atlas: Atlas) -> None:
    communes = atlas.directory.communes
    spoken = {communes[code].province.code for row in ROWS for code in row["accept"]}

    assert spoken == set(atlas.directory.provinces)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["text"])[:40])
def test_what_a_resident_writes_reaches_its_desk_or_is_asked(
    atlas: Atlas, row: dict[str, Any]
) -> None:
    found = atlas.resolve(row["text"])
    top = [each.commune.code for each in found.found]

    if len(row["accept"]) == 1:
        assert (top[:1], found.ask) == (row["accept"], False)
    else:
        assert found.ask
        assert not row["accept"] or set(row["accept"]) & set(top)

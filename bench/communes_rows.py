"""The places the resolvers are asked about, set by set, with what counts as right.

Sets of this repository: sentences written by hand, noise from a seed, and what the map itself
can tell: a street in every old district, every province that is no more, every landmark. A folder
of labelled rows (`text`, `accept`, `should_ask`) adds one set for each of its files.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.communes_noise import rows as noisy
from communes.artifact import Artifact, read
from communes.names.landmarks import SHIPPED as LANDMARKS

ROOT = Path(__file__).parents[1]
WORKSHOP = ROOT.parent / "shared" / "data"
BY_HAND = ROOT / "tests" / "communes" / "reading" / "residents.jsonl"

Row = dict[str, Any]  # set, kind, text, hint, accept, alt, decided


def collect(folder: Path | None, noise: int, seed: int) -> list[Row]:
    artifact = read()
    rows = [_row("by hand", "by_hand", r["text"], r["accept"]) for r in _lines(BY_HAND)]
    rows += _streets(artifact)
    rows += [
        _row("old provinces", "province", f"ở {p.type} {p.name}", [])
        for p in artifact.former_provinces
    ]
    rows += [_row("landmarks", "landmark", f"gần {name}", []) for name in _landmarks()]
    for row in noisy(artifact, noise, seed):
        rows.append(_row("noise", row.kind, row.text, sorted(row.accept), sorted(row.alt)))
    source = folder or WORKSHOP
    files = sorted(source.glob("*.jsonl")) if source.is_dir() else []
    return rows + [row for file in files for row in _labelled(file)]


def _streets(artifact: Artifact) -> list[Row]:
    """A house in every old district: any commune of it may be meant."""
    heirs: dict[str, set[str]] = defaultdict(set)
    for ward in artifact.former_wards:
        heirs[ward.district.code].update(part.commune.code for part in ward.parts)
    rows = []
    for district in artifact.former_districts:
        place = f"{district.type} {district.name}" if district.name.isdigit() else district.name
        text = f"16 Nguyễn Văn Hai, {place}, {district.province.name}"
        rows.append(_row("streets", "street_district", text, sorted(heirs[district.code])))
    return rows


def _landmarks() -> list[str]:
    with LANDMARKS.open(encoding="utf-8", newline="") as lines:
        return [row["name"] for row in csv.DictReader(lines)]


def _labelled(source: Path) -> Iterator[Row]:
    for row in _lines(source):
        if "text" not in row or "accept" not in row:
            return  # positions and messages lie in that folder too
        if row.get("ask_ok"):
            row["accept"] = []  # a landmark alone: asking is right
        made = _row(source.stem, row["kind"], row["text"], row["accept"], row.get("alt", []))
        made["hint"] = row.get("province_hint")
        made["decided"] = made["decided"] and not row["should_ask"]
        yield made


def _row(of: str, kind: str, text: str, accept: list[str], alt: list[str] | None = None) -> Row:
    return {"set": of, "kind": kind, "text": text, "hint": None, "accept": accept,
            "alt": alt or [], "decided": len(accept) == 1}  # fmt: skip


def _lines(source: Path) -> list[Row]:
    return [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]


def judge(row: Row, top: list[str], ask: bool) -> str:
    """`either`: a desk the text allows too; `lost`: asked, and the right one not offered."""
    offered = bool(set(row["accept"]) & set(top[:5]))
    if ask or not top:
        if row["decided"]:
            return "asked" if offered else "lost"
        return "right" if offered or not row["accept"] else "lost"
    if top[0] in row["accept"]:
        return "right" if row["decided"] else "either"
    return "either" if top[0] in row["alt"] else "wrong"

"""The places the resolvers are asked about, with what counts as right."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.communes_noise import rows as noisy
from communes.artifact import read

ROOT = Path(__file__).parents[1]
LABELLED = ROOT.parent / "shared" / "data" / "address-dev.jsonl"
BY_HAND = ROOT / "tests" / "communes" / "residents.jsonl"

Row = dict[str, Any]  # kind, text, hint, accept, alt, decided


def collect(labelled: Path | None, noise: int, seed: int) -> list[Row]:
    source = labelled or (LABELLED if LABELLED.exists() else None)
    rows = list(_labelled(source)) if source else []
    rows += [_row("by_hand", r["text"], r["accept"]) for r in _lines(BY_HAND)]
    made = noisy(read(), noise, seed)
    return rows + [_row(f"~{r.kind}", r.text, sorted(r.accept), sorted(r.alt)) for r in made]


def _labelled(source: Path) -> Iterator[Row]:
    for row in _lines(source):
        if row.get("ask_ok"):
            row["accept"] = []  # a landmark alone: asking is right
        made = _row(row["kind"], row["text"], row["accept"], row.get("alt", []))
        made["hint"] = row.get("province_hint")
        made["decided"] = made["decided"] and not row["should_ask"]
        yield made


def _row(kind: str, text: str, accept: list[str], alt: list[str] | None = None) -> Row:
    return {"kind": kind, "text": text, "hint": None, "accept": accept, "alt": alt or [],
            "decided": len(accept) == 1}  # fmt: skip


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

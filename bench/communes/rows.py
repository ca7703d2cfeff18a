"""The places the resolvers are asked about, set by set, with what counts as right.

Sets of this repository: sentences written by hand, noise from a seed, stories of sixty words, and
what the map itself can tell: a street in every old district, every province that is no more, every
landmark. A folder of labelled rows (`text`, `accept`, `should_ask`; or `lat`, `lon`, `accept`) adds
one set for each of its files; `*.geojson.gz` in it are the borders that positions are asked with.
"""

import csv
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.communes.noise import rows as noisy
from communes.artifact import Artifact, read
from communes.names.landmarks import SHIPPED as LANDMARKS

ROOT = Path(__file__).parents[2]
WORKSHOP = ROOT.parent / "shared" / "data"
BY_HAND = ROOT / "tests" / "communes" / "reading" / "residents.jsonl"

STORY_WORDS = 60
STORIES = 300
FILLING = (
    "Em xin báo với các anh công an một việc như sau.",
    "Nhóm này có khoảng bảy tám người, đi xe máy không biển số, mặc áo đen và đeo khẩu trang.",
    "Họ tụ tập từ khoảng 10 giờ tối tới gần 2 giờ sáng, la hét và mở nhạc rất to.",
    "Có người mang theo dao dài bọc trong giấy báo, ai đi ngang cũng sợ không dám nói gì.",
    "Chuyện này đã kéo dài hơn hai tháng nay, tối thứ bảy và chủ nhật là đông nhất.",
    "Hàng xóm nhắc thì bị chửi và dọa đánh, con nhỏ trong xóm không ngủ được.",
    "Mong các anh cho người xuống kiểm tra giúp, em xin được giấu tên ạ.",
)

Row = dict[str, Any]  # set, kind, text, spot, hint, accept, alt, decided


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
    rows += _stories(artifact, seed)
    source = folder or WORKSHOP
    files = sorted(source.glob("*.jsonl")) if source.is_dir() else []
    return rows + [row for file in files for row in _labelled(file)]


def borders(folder: Path | None) -> Path | None:
    return next((folder or WORKSHOP).glob("*.geojson.gz"), None)


def _stories(artifact: Artifact, seed: int) -> Iterator[Row]:
    """A place as noise writes it, somewhere in sixty words of what happened there."""
    chance = random.Random(seed)
    for row in noisy(artifact, STORIES, seed + 1):
        lines = chance.sample(FILLING, len(FILLING))
        lines.insert(chance.randint(0, 3), f"Ở {row.text}.")
        words = " ".join(lines).split()[:STORY_WORDS]
        yield _row("stories", "story_60", " ".join(words), sorted(row.accept), sorted(row.alt))


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
        if "accept" not in row:
            return  # messages lie in that folder too
        if "lat" in row:
            spot = (row["lat"], row["lon"])
            yield _row(source.stem, "position", "", row["accept"], spot=spot)
            continue
        if row.get("ask_ok"):
            row["accept"] = []  # a landmark alone: asking is right
        made = _row(source.stem, row["kind"], row["text"], row["accept"], row.get("alt", []))
        made["hint"] = row.get("province_hint")
        made["decided"] = made["decided"] and not row["should_ask"]
        yield made


def _row(
    of: str, kind: str, text: str, accept: list[str], alt: Sequence[str] = (),
    spot: tuple[float, float] | None = None,
) -> Row:  # fmt: skip
    return {"set": of, "kind": kind, "text": text, "spot": spot, "hint": None, "accept": accept,
            "alt": list(alt), "decided": len(accept) == 1}  # fmt: skip


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

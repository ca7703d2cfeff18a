"""The one data file of the map: read it, and refuse it whole when it contradicts itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from communes.directory import Commune, CommuneCode, Directory, Province, ProvinceCode
from communes.spelling import alphabetical

SHIPPED = Path(__file__).parent / "data" / "communes.json"


@dataclass(frozen=True, slots=True)
class FormerProvince:
    code: str
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class FormerDistrict:
    code: str
    type: str
    name: str
    province: FormerProvince
    aliases: tuple[str, ...]  # districts merged into it before July 2025, glued

    @property
    def full_name(self) -> str:
        return f"{self.type} {self.name}"


@dataclass(frozen=True, slots=True)
class Part:
    commune: Commune
    holds: str  # whole, all_people, part or area_only


@dataclass(frozen=True, slots=True)
class FormerWard:
    code: str  # "" for the five island districts that had no wards
    type: str
    name: str
    district: FormerDistrict
    parts: tuple[Part, ...]
    earlier: tuple[tuple[str, str], ...]  # (type, name) of the wards merged into it before

    @property
    def full_name(self) -> str:
        return f"{self.type} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Artifact:
    directory: Directory
    effective_date: str
    points: Mapping[CommuneCode, tuple[float, float]]
    earlier_types: Mapping[str, str]  # of communes and provinces whose type changed since July 2025
    former_provinces: tuple[FormerProvince, ...]
    former_districts: tuple[FormerDistrict, ...]
    former_wards: tuple[FormerWard, ...]


def read(source: Path = SHIPPED) -> Artifact:
    return _shipped() if source == SHIPPED else _read(source)


@cache
def _shipped() -> Artifact:
    """Once a process: nobody changes it, and 10,000 former wards take a third of a second."""
    return _read(SHIPPED)


def _read(source: Path) -> Artifact:
    return unpack(json.loads(source.read_text(encoding="utf-8")))


def unpack(raw: Mapping[str, Any]) -> Artifact:
    provinces = {ProvinceCode(r[0]): Province(r[0], f"{r[1]} {r[2]}") for r in raw["provinces"]}
    rows = sorted(raw["communes"], key=lambda row: alphabetical(row[2]))
    communes = {
        CommuneCode(r[0]): Commune(r[0], r[1], r[2], provinces[ProvinceCode(r[3])]) for r in rows
    }
    old_provinces = {r[0]: FormerProvince(*r) for r in raw["former_provinces"]}
    districts = {
        r[0]: FormerDistrict(r[0], r[1], r[2], old_provinces[r[3]], tuple(r[4]))
        for r in raw["former_districts"]
    }
    return Artifact(
        Directory(raw["data_version"], communes, provinces),
        raw["effective_date"],
        {CommuneCode(r[0]): (r[5], r[6]) for r in rows},
        {r[0]: r[4] for r in rows if r[4]} | {r[0]: r[3] for r in raw["provinces"] if r[3]},
        tuple(old_provinces.values()),
        tuple(districts.values()),
        tuple(_former_ward(r, districts, communes) for r in raw["former_wards"]),
    )


def _former_ward(
    row: list[Any],
    districts: Mapping[str, FormerDistrict],
    communes: Mapping[CommuneCode, Commune],
) -> FormerWard:
    parts = tuple(Part(communes[CommuneCode(code)], holds) for code, holds in row[4])
    earlier = tuple((kind, name) for kind, name in row[5])
    return FormerWard(row[0], row[1], row[2], districts[row[3]], parts, earlier)

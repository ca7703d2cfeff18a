"""Gathers from the artifact every name, by what people type and how it sounds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from communes.artifact import Artifact, FormerDistrict
from communes.directory import Commune, ProvinceCode
from communes.names.abbreviations import DIVIDED_DISTRICTS, PROVINCE_ALIASES, initials, shortened
from communes.names.gazetteer import (
    ALL_DISTRICTS,
    ALL_PROVINCES,
    ALL_WARDS,
    DISTRICTS_OF_PROVINCE,
    WARDS_OF_DISTRICT,
    WARDS_OF_PROVINCE,
    Area,
    District,
    Unit,
)
from communes.names.spellings import Names
from communes.names.units import read_units


@dataclass(frozen=True, slots=True)
class Gathered:
    """All names of one map, as they are written into its prepared form."""

    wards: Mapping[str, Sequence[Unit]]
    districts: Mapping[str, Sequence[District]]
    areas: Mapping[str, Sequence[Area]]
    successors: Mapping[str, tuple[Commune, ...]]
    syllables: frozenset[str]
    sounds: Mapping[str, str]
    groups: Mapping[str, Iterable[str]]


def gather(artifact: Artifact) -> Gathered:
    names = Names()
    province_of = _province_of_old(artifact)
    wards: dict[str, list[Unit]] = defaultdict(list)
    for unit in read_units(artifact, names):
        wards[unit.key].append(unit)
    districts = _districts(artifact, names, province_of)
    areas = _areas(artifact, names, province_of)
    plain = [k for k, found in areas.items() if not found[0].weak and len(k) > 2]
    groups: dict[str, Iterable[str]] = {
        ALL_WARDS: wards,
        ALL_DISTRICTS: districts,
        ALL_PROVINCES: plain,
    }
    return Gathered(
        wards,
        districts,
        areas,
        _successors(artifact),
        names.syllables(),
        names.sounds,
        {**groups, **_groups(wards, districts)},
    )


def _groups(
    wards: Mapping[str, list[Unit]], districts: Mapping[str, list[District]]
) -> Mapping[str, Iterable[str]]:
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for key, units in wards.items():
        for unit in units:
            groups[WARDS_OF_PROVINCE + unit.province][key] = None
            for code in unit.districts:
                groups[WARDS_OF_DISTRICT + code][key] = None
    for key, known in districts.items():
        for district in known:
            groups[DISTRICTS_OF_PROVINCE + district.province][key] = None
    return groups


def _province_of_old(artifact: Artifact) -> dict[str, ProvinceCode]:
    return {
        w.district.province.code: w.parts[0].commune.province.code for w in artifact.former_wards
    }


def _districts(
    artifact: Artifact, names: Names, province_of: Mapping[str, ProvinceCode]
) -> dict[str, list[District]]:
    found: dict[str, list[District]] = defaultdict(list)
    for row in artifact.former_districts:
        for name in (row.name, *row.aliases):
            key, shapes = names.of(name)
            types = (row.type,) if name == row.name else ("quận", "huyện", "thị xã", "thành phố")
            found[key].append(_district(row, key, shapes, types, province_of))
        if row.name in DIVIDED_DISTRICTS:
            key, shapes = names.of(DIVIDED_DISTRICTS[row.name])
            found[key].append(_district(row, key, shapes, ("huyện",), province_of))
        for key in initials(row.name):
            found[key].append(_district(row, key, (), (row.type,), province_of))
    return dict(found)


def _district(
    row: FormerDistrict,
    key: str,
    shapes: tuple[str, ...],
    types: tuple[str, ...],
    province_of: Mapping[str, ProvinceCode],
) -> District:
    province = province_of[row.province.code]
    return District(key, shapes, row.code, types, row.full_name, province, row.province.code)


def _successors(artifact: Artifact) -> dict[str, tuple[Commune, ...]]:
    """The commune that kept the district's name first, then those that took most of its wards."""
    weights: dict[str, dict[Commune, float]] = defaultdict(lambda: defaultdict(float))
    for ward in artifact.former_wards:
        for part in ward.parts:
            share = 1.0 if part.holds in ("whole", "all_people") else 0.4
            weight = share + (100 if part.commune.name == ward.district.name else 0)
            weights[ward.district.code][part.commune] += weight
    return {
        code: tuple(sorted(shares, key=lambda c: -shares[c])) for code, shares in weights.items()
    }


def _areas(
    artifact: Artifact, names: Names, province_of: Mapping[str, ProvinceCode]
) -> dict[str, list[Area]]:
    found: dict[str, list[Area]] = defaultdict(list)
    today = {p.name.removeprefix("tỉnh ").removeprefix("thành phố "): p
             for p in artifact.directory.provinces.values()}  # fmt: skip
    for row in artifact.former_provinces:
        new = province_of[row.code]
        heir = today.get(row.name)
        is_new = heir is not None and heir.code == new
        now = heir.name.removesuffix(" " + row.name) if heir else ""
        key, shapes = names.of(row.name)
        for alias, weak in _spellings(row.name, key):
            kept = shapes if alias == key else ()
            found[alias].append(Area(alias, kept, (row.type,), new, row.code, is_new, now, weak))
    return dict(found)


def _spellings(name: str, key: str) -> Iterable[tuple[str, bool]]:
    yield key, False
    yield from ((alias, False) for alias in PROVINCE_ALIASES.get(key, ()))
    yield from ((alias, True) for alias in shortened(name))
    yield from ((alias, True) for alias in initials(name))

"""Who resolves places beside us. Each is opened in a process of its own and asked one by one."""

from collections.abc import Callable
from functools import cache, partial
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Answer = tuple[list[str], bool]  # commune codes, best first; does it ask?
Resolver = Callable[[Row], Answer]


def tinbao(borders: Path | None) -> Resolver:
    from communes.atlas import load
    from communes.directory import ProvinceCode
    from communes.resolution import Hint, Resolution

    atlas = load()
    located = cache(partial(load, borders))  # the rows tell what words say, borders or not

    def find(row: Row) -> Resolution:
        if row["spot"]:
            return located().locate(*row["spot"])
        hint = Hint(province=ProvinceCode(row["hint"])) if row["hint"] else None
        return atlas.resolve(row["text"], hint)

    def ask(row: Row) -> Answer:
        found = find(row)
        return [each.commune.code for each in found.found], found.ask

    return ask


def vietnamadminunits(_borders: Path | None) -> Resolver:
    """Old addresses converted, new ones parsed; its online geocoder is stubbed out.

    It reads no positions: the nearest of the points it publishes stands for it.
    """
    from vietnamadminunits import convert_address, parse_address
    from vietnamadminunits.converter import converter_2025
    from vietnamadminunits.parser import parser_from_2025

    converter_2025.get_geo_location = lambda _address: None  # nothing leaves the machine
    tables = (
        parser_from_2025.DICT_PROVINCE_WARD_NO_ACCENTED,
        parser_from_2025.DICT_PROVINCE_WARD_ACCENTED,  # the few that differ in nothing else
    )
    units = [u for table in tables for wards in table.values() for u in wards.values()]
    points = [(u["wardLat"], u["wardLon"], str(u["wardCode"])) for u in units]

    def ask(row: Row) -> Answer:
        if row["spot"]:
            return [_nearest(points, *row["spot"])], False
        for read in (convert_address, parse_address):
            try:
                code = read(row["text"]).ward_code
            except Exception:  # noqa: BLE001 - the peer raises on what it cannot parse
                code = None
            if code:
                return [str(code)], False
        return [], True

    return ask


def _nearest(points: list[tuple[float, float, str]], latitude: float, longitude: float) -> str:
    shrink = cos(radians(latitude))
    return min(points, key=lambda p: hypot(p[0] - latitude, (p[1] - longitude) * shrink))[2]


def rapidfuzz_tokens(_borders: Path | None) -> Resolver:
    """The plain fuzzy match: token_set_ratio over every new and old full name."""
    from rapidfuzz import fuzz, process

    from communes.artifact import read
    from communes.spelling import fold

    artifact = read()
    names = {
        fold(f"{c.full_name} {c.province.name}"): [str(c.code)]
        for c in artifact.directory.communes.values()
    }
    for ward in artifact.former_wards:
        district = ward.district
        province = f"{district.province.type} {district.province.name}"
        full = fold(f"{ward.full_name} {district.full_name} {province}")
        names.setdefault(full, [str(part.commune.code) for part in ward.parts])
    keys, codes = list(names), list(names.values())

    def ask(row: Row) -> Answer:
        if row["spot"]:
            return [], True
        written = fold(row["text"])
        found = process.extractOne(written, keys, scorer=fuzz.token_set_ratio, score_cutoff=60)
        return (codes[found[2]], False) if found else ([], True)

    return ask


PEERS: dict[str, Callable[[Path | None], Resolver]] = {
    "vietnamadminunits": vietnamadminunits,
    "rapidfuzz": rapidfuzz_tokens,
}
ALL = {"tinbao": tinbao, **PEERS}

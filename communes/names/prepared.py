"""The map as the program opens it: a line for each name, read when somebody first writes it.

To gather the names anew takes a second of every start; to open these lines takes a tenth of it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from communes.artifact import Artifact
from communes.directory import Commune, CommuneCode, Directory, Province, ProvinceCode
from communes.names.gathering import Gathered, gather
from communes.names.gazetteer import Area, District, Gazetteer, Meanings, Named, Unit
from communes.names.keys import Groups
from communes.names.landmarks import Landmark, Landmarks, read_landmarks
from communes.words import DISTRICT, PROVINCE, WARD

PREPARED = Path(__file__).parents[1] / "data" / "prepared.txt"  # of the shipped map

Lines = dict[str, bytes]
Communes = Mapping[CommuneCode, Commune]
Points = Mapping[CommuneCode, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Prepared:
    directory: Directory
    points: Points
    gazetteer: Gazetteer
    landmarks: Landmarks


def prepare(artifact: Artifact) -> bytes:
    gathered, directory = gather(artifact), artifact.directory
    sections: dict[str, Iterable[tuple[str, str]]] = {
        "version": [(directory.data_version, "")],
        "provinces": [(p.code, p.name) for p in directory.provinces.values()],
        "communes": [_commune_line(c, artifact) for c in directory.communes.values()],
        "names": _name_lines(gathered),
        "groups": [_group_line(name, gathered.groups[name]) for name in sorted(gathered.groups)],
        "successors": [(d, " ".join(c.code for c in of)) for d, of in gathered.successors.items()],
        "syllables": [("all", " ".join(sorted(gathered.syllables)))],
        "landmarks": [
            (beginning, _json([_landmark_row(each) for each in known]))
            for beginning, known in read_landmarks(directory).items()
        ],
    }
    text = [f"[{section}]\n{_block(lines)}" for section, lines in sections.items()]
    return "".join(text).encode()


def _block(lines: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{key}\t{value}\n" for key, value in lines)


def _commune_line(commune: Commune, artifact: Artifact) -> tuple[str, str]:
    point = artifact.points[commune.code]
    return commune.code, _json([commune.type, commune.name, commune.province.code, *point])


def _group_line(name: str, keys: Iterable[str]) -> tuple[str, str]:
    fit = [key for key in keys if len(key) > 2 and not key.isdigit()]
    return name, " ".join(sorted(fit, key=len))


def _name_lines(gathered: Gathered) -> Iterable[tuple[str, str]]:
    wards, districts, areas = gathered.wards, gathered.districts, gathered.areas
    for key in dict.fromkeys([*wards, *districts, *areas]):
        rows = [
            [_ward_row(unit) for unit in wards.get(key, ())],
            [_district_row(district) for district in districts.get(key, ())],
            [_area_row(area) for area in areas.get(key, ())],
        ]
        yield key, f"{gathered.sounds.get(key, key)}\t{_json(rows)}"


def _ward_row(unit: Unit) -> list[Any]:
    home = unit.home.code if unit.home else None
    codes = [commune.code for commune in unit.communes]
    return [unit.age, unit.shapes, unit.types, codes, sorted(unit.districts),
            sorted(unit.old_provinces), unit.label, home]  # fmt: skip


def _district_row(district: District) -> list[Any]:
    return [district.shapes, district.code, district.types, district.label, district.province,
            district.old_province]  # fmt: skip


def _area_row(area: Area) -> list[Any]:
    return [area.shapes, area.types, area.new, area.old, area.exact_new, area.now, area.weak]


def _landmark_row(landmark: Landmark) -> list[Any]:
    return [landmark.name, landmark.words, landmark.shapes, [c.code for c in landmark.communes]]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def open_prepared(prepared: bytes) -> Prepared:
    sections = {
        name.decode(): dict(_split(lines))
        for name, _, lines in (
            block.partition(b"]\n") for block in b"\n".join([b"", prepared]).split(b"\n[")[1:]
        )
    }
    directory, points = _directory(sections)
    known = directory.communes
    names, known_from = sections["names"], sections["landmarks"]
    successors = {
        district: tuple(known[CommuneCode(code)] for code in codes.decode().split())
        for district, codes in sections["successors"].items()
    }
    gazetteer = Gazetteer(
        names,
        frozenset(sections["syllables"]["all"].decode().split()),
        successors,
        Groups(
            {group: keys.decode() for group, keys in sections["groups"].items()},
            lambda key: names[key].partition(b"\t")[0].decode(),
        ),
        partial(_meanings, names, known),
    )
    landmarks = Landmarks(known_from, partial(_landmarks, known_from, known))
    return Prepared(directory, points, gazetteer, landmarks)


def _split(lines: bytes) -> Iterable[tuple[str, bytes]]:
    for line in lines.splitlines():
        key, _, value = line.partition(b"\t")
        yield key.decode(), value


def _directory(sections: Mapping[str, Lines]) -> tuple[Directory, Points]:
    provinces = {
        ProvinceCode(code): Province(ProvinceCode(code), name.decode())
        for code, name in sections["provinces"].items()
    }
    communes: dict[CommuneCode, Commune] = {}
    points: dict[CommuneCode, tuple[float, float]] = {}
    for text, line in sections["communes"].items():
        kind, name, province, latitude, longitude = json.loads(line)
        code = CommuneCode(text)
        communes[code] = Commune(code, kind, name, provinces[province])
        points[code] = (latitude, longitude)
    return Directory(next(iter(sections["version"])), communes, provinces), points


def _meanings(lines: Lines, known: Communes, key: str) -> Meanings:
    wards, districts, areas = json.loads(lines[key].partition(b"\t")[2])
    found: Sequence[tuple[str, Named]] = (
        (WARD, [_ward(key, row, known) for row in wards]),
        (DISTRICT, [_district(key, row) for row in districts]),
        (PROVINCE, [_area(key, row) for row in areas]),
    )
    return [(level, named) for level, named in found if named]


def _ward(key: str, row: list[Any], known: Communes) -> Unit:
    age, shapes, types, codes, districts, provinces, label, home = row
    communes = tuple(known[code] for code in codes)
    return Unit(
        age, key, tuple(shapes), tuple(types), communes, frozenset(districts),
        frozenset(provinces), communes[0].province.code, label, len(communes) > 1,
        known[home] if home else None,
    )  # fmt: skip


def _district(key: str, row: list[Any]) -> District:
    shapes, code, types, label, province, old_province = row
    return District(key, tuple(shapes), code, tuple(types), label, province, old_province)


def _area(key: str, row: list[Any]) -> Area:
    shapes, types, new, old, exact_new, now, weak = row
    return Area(key, tuple(shapes), tuple(types), new, old, exact_new, now, weak)


def _landmarks(lines: Lines, known: Communes, beginning: str) -> Sequence[Landmark]:
    return [
        Landmark(name, tuple(words), tuple(shapes), tuple(known[code] for code in codes))
        for name, words, shapes, codes in json.loads(lines[beginning])
    ]

"""Borders of communes: from a GeoJSON file to a compact one, and which of them a circle touches."""

import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_GAP = re.compile(r"[\s,]*")
_MAGIC = b"tinbao-borders-1\n"
_GRAIN = 1e5  # five decimals: one metre
_METRES = 111_320.0  # in a degree of latitude

Ints = npt.NDArray[np.int32]


class UnusableBordersError(ValueError):
    """The file cannot serve as borders; the message names the place and the cure."""


@dataclass(frozen=True, slots=True)
class Borders:
    """Rings of all communes end to end, in whole grains of longitude and latitude."""

    codes: tuple[str, ...]
    boxes: Ints  # west, south, east, north of each commune
    starts: Ints  # first ring of each commune, and one past the last
    rings: Ints  # first point of each ring, and one past the last
    points: Ints

    def touched(self, latitude: float, longitude: float, radius: float) -> list[tuple[float, str]]:
        """Communes within so many metres, nearest first; those around the point at −1."""
        x, y = longitude * _GRAIN, latitude * _GRAIN
        high = radius / _METRES * _GRAIN
        wide = high / np.cos(np.radians(latitude))
        west, south, east, north = self.boxes.T
        near = (west <= x + wide) & (east >= x - wide) & (south <= y + high) & (north >= y - high)
        places: list[int] = np.flatnonzero(near).tolist()
        found = [(self._distance(place, x, y), self.codes[place]) for place in places]
        return sorted(pair for pair in found if pair[0] <= radius)

    def _distance(self, place: int, x: float, y: float) -> float:
        first, last = self.starts[place], self.starts[place + 1]
        edge = float("inf")
        inside = False
        shrink = float(np.cos(np.radians(y / _GRAIN)))
        for ring in range(first, last):
            points = self.points[self.rings[ring] : self.rings[ring + 1]].astype(np.float64)
            points -= (x, y)
            inside ^= _surrounds_origin(points)
            points[:, 0] *= shrink
            edge = min(edge, _nearest_to_origin(points))
        return -1.0 if inside else edge / _GRAIN * _METRES


def _surrounds_origin(ring: npt.NDArray[np.float64]) -> bool:
    """Even-odd rule along the ray to the east."""
    (x1, y1), (x2, y2) = ring[:-1].T, ring[1:].T
    crossing = (y1 > 0) != (y2 > 0)
    if not crossing.any():
        return False
    x1, y1, x2, y2 = x1[crossing], y1[crossing], x2[crossing], y2[crossing]
    return bool(np.count_nonzero(x1 - y1 * (x2 - x1) / (y2 - y1) > 0) % 2)


def _nearest_to_origin(ring: npt.NDArray[np.float64]) -> float:
    start, way = ring[:-1], np.diff(ring, axis=0)
    length = np.maximum((way**2).sum(axis=1), 1e-12)
    share = np.clip(-(start * way).sum(axis=1) / length, 0.0, 1.0)
    nearest = start + way * share[:, None]
    return float(np.sqrt((nearest**2).sum(axis=1).min()))


def read_geojson(source: Path, known: Iterable[str]) -> Borders:
    """Refuses the file whole unless it has a usable border for every commune and no other."""
    wanted = set(known)
    found: dict[str, list[Ints]] = {}
    for place, feature in enumerate(_features(source)):
        code = _code(feature)
        if code not in wanted:
            raise UnusableBordersError(
                f'features[{place}].id: "{code}" is not a commune of today; '
                "import borders of the same date as the list of communes"
            )
        found[code] = _rings(feature, f"features[{place}].geometry")
    missing = sorted(wanted - set(found))
    if missing:
        raise UnusableBordersError(
            f"features: {len(missing)} communes have no border (first: {missing[0]}); "
            "import a file that covers the whole country"
        )
    return _assemble(found)


def _code(feature: object) -> str:
    if not isinstance(feature, dict):
        return ""
    properties = feature.get("properties")
    named = properties.get("code") if isinstance(properties, dict) else None
    return str(feature.get("id") or named or "")


def _features(source: Path) -> Iterator[Mapping[str, Any]]:
    """One feature at a time: all of them at once would take 200 MB."""
    try:
        raw = source.read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode()
        place = text.index("[", text.index('"features"')) + 1
        decoder = json.JSONDecoder()
        while text[place := _after_gap(text, place)] != "]":
            feature, place = decoder.raw_decode(text, place)
            yield feature
    except (OSError, EOFError, zlib.error, ValueError, TypeError, IndexError) as error:
        raise UnusableBordersError(
            "file: not a GeoJSON FeatureCollection; give a .geojson or .geojson.gz file"
        ) from error


def _after_gap(text: str, place: int) -> int:
    gap = _GAP.match(text, place)
    return gap.end() if gap else place


def _rings(feature: Mapping[str, Any], where: str) -> list[Ints]:
    try:
        kind, parts = feature["geometry"]["type"], feature["geometry"]["coordinates"]
        polygons = {"Polygon": [parts], "MultiPolygon": parts}[kind]
        rings = [np.array(ring, dtype=np.float64)[:, :2] for p in polygons for ring in p]
        usable = bool(rings) and all(len(r) > 3 and _is_in_vietnam(r) for r in rings)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        usable, rings = False, []
    if not usable:
        raise UnusableBordersError(
            f"{where}: must be a Polygon or MultiPolygon in degrees, longitude first, in Vietnam"
        )
    return [np.rint(ring * _GRAIN).astype(np.int32) for ring in rings]


def _is_in_vietnam(ring: npt.NDArray[np.float64]) -> bool:
    (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
    return bool(west > 100 and east < 120 and south > 5 and north < 25)


def _assemble(found: Mapping[str, list[Ints]]) -> Borders:
    codes = tuple(sorted(found))
    rings = [ring for code in codes for ring in found[code]]
    counts = [len(found[code]) for code in codes]
    boxes = [_box(found[code]) for code in codes]
    return Borders(
        codes,
        np.array(boxes, dtype=np.int32),
        _offsets(counts),
        _offsets([len(ring) for ring in rings]),
        np.concatenate(rings).astype(np.int32),
    )


def _box(rings: list[Ints]) -> tuple[int, int, int, int]:
    points = np.concatenate(rings)
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return int(west), int(south), int(east), int(north)


def _offsets(counts: list[int]) -> Ints:
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int32)


def write(borders: Borders, target: Path) -> None:
    """Steps between points instead of points: they are small, so they pack well."""
    head = {"codes": borders.codes, "rings": len(borders.rings), "points": len(borders.points)}
    steps = np.diff(borders.points, axis=0, prepend=np.zeros((1, 2), np.int32))
    arrays = (borders.boxes, borders.starts, borders.rings, steps)
    body = b"".join(np.ascontiguousarray(a.T, dtype="<i4").tobytes() for a in arrays)
    packed = zlib.compress(json.dumps(head).encode() + b"\n" + body, 6)
    partial = target.with_suffix(".partial")
    partial.write_bytes(_MAGIC + packed)
    partial.replace(target)


def read(source: Path) -> Borders:
    with source.open("rb") as file:
        magic = file.read(len(_MAGIC))
        if magic != _MAGIC:
            raise UnusableBordersError("file: not written by `tinbao communes polygons`")
        text, _, body = zlib.decompress(file.read()).partition(b"\n")
    head = json.loads(text)
    count = len(head["codes"])
    sizes = [4 * count, count + 1, head["rings"], 2 * head["points"]]
    flat = np.frombuffer(body, dtype="<i4")
    boxes, starts, rings, steps = np.split(flat, np.cumsum(sizes)[:-1])
    points = np.cumsum(steps.reshape(2, -1), axis=1, dtype=np.int32).T
    return Borders(
        tuple(head["codes"]), boxes.reshape(4, -1).T, starts, rings, np.ascontiguousarray(points)
    )


def is_packed(source: Path) -> bool:
    with source.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC

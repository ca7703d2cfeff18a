"""A map of our own: every commune a square, side by side. Real borders are not ours to give."""

import json
from collections.abc import Sequence
from pathlib import Path

SIDE = 0.01  # degrees: about a kilometre
WEST, SOUTH = 105.0, 10.0
A_ROW = 60


def corner(place: int) -> tuple[float, float]:
    """Latitude and longitude of the south-western one."""
    return SOUTH + place // A_ROW * SIDE, WEST + place % A_ROW * SIDE


def drawn(folder: Path, codes: Sequence[str]) -> Path:
    squares = [_square(place, code) for place, code in enumerate(codes)]
    file = folder / "drawn.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": squares}), "utf-8")
    return file


def _square(place: int, code: str) -> dict[str, object]:
    south, west = corner(place)
    north, east = corner(place + A_ROW)[0], corner(place)[1] + SIDE
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"id": code, "geometry": {"type": "Polygon", "coordinates": [ring]}}

"""The map as the rest of the house sees it: one object, three questions."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from communes.artifact import SHIPPED, read
from communes.combining import combine
from communes.coordinates.masking import mask
from communes.coordinates.plus_codes import complete, find_code, is_full
from communes.coordinates.spoken import Spoken, find_position, is_map_link
from communes.directory import CommuneCode, Directory
from communes.names.prepared import PREPARED, open_prepared, prepare
from communes.position import Positions, radius_of
from communes.reading.resolver import Resolver
from communes.resolution import Hint, Resolution
from communes.shelf import Shelf

AROUND = 0.1  # degrees, some 10 km: how far from a position its commune's centre may lie
CLOSE = 0.2  # degrees, some 20 km: what "near the last position" means for a name


@dataclass(frozen=True, slots=True)
class Atlas:
    directory: Directory
    _resolver: Resolver
    _positions: Positions

    def resolve(self, text: str, hint: Hint | None = None) -> Resolution:
        """Which communes a text means, be it one name, a whole story, or a position in words."""
        text = str(text)
        words = self._resolver.resolve(mask(text), hint, self._near(hint))
        point = self._written(text, words, hint)
        if point is not None:
            spot = (point.latitude, point.longitude)
            placed = self._positions.locate(*spot, point.accuracy)
            words = combine(words, placed, self._positions.near(*spot, AROUND), spot)
        if not words.found and words.position is None and is_map_link(text):
            return replace(words, reason="map_link")
        return words

    def locate(
        self,
        latitude: float,
        longitude: float,
        accuracy: float | None = None,
        *,
        surveyed: bool = False,
    ) -> Resolution:
        """Which communes a phone's fix with its accuracy in metres touches.

        A `surveyed` point comes from a map, not a phone: it lies in one commune and is not asked.
        """
        try:
            radius = 0.0 if surveyed else radius_of(None if accuracy is None else float(accuracy))
            return self._positions.locate(float(latitude), float(longitude), radius)
        except (TypeError, ValueError, OverflowError):
            return Resolution(reason="outside")

    def _written(self, text: str, words: Resolution, hint: Hint | None) -> Spoken | None:
        """The position a text gives; a short plus code needs the place named beside it."""
        point = find_position(text)
        code = find_code(text) if point is None and "+" in text else None
        if code is None or is_full(code):
            return point
        near = self._centre(words, hint)
        return Spoken(*complete(code, near), 0.0) if near else None

    def _centre(self, words: Resolution, hint: Hint | None) -> tuple[float, float] | None:
        if words.found:
            return self._positions.points[words.found[0].commune.code]
        if hint and hint.latitude is not None and hint.longitude is not None:
            return hint.latitude, hint.longitude
        return None

    def _near(self, hint: Hint | None) -> frozenset[CommuneCode]:
        if hint is None or hint.latitude is None or hint.longitude is None:
            return frozenset()
        try:
            return self._positions.near(float(hint.latitude), float(hint.longitude), CLOSE)
        except (TypeError, ValueError, OverflowError):
            return frozenset()


def load(polygons: Path | None = None, artifact: Path | None = None) -> Atlas:
    """The map, with borders when there are: GeoJSON or what `tinbao communes polygons` packed."""
    if artifact is not None and artifact != SHIPPED:
        return _open(prepare(read(artifact)), polygons)
    return shipped() if polygons is None else _open(PREPARED.read_bytes(), polygons)


@cache
def shipped() -> Atlas:
    """Once a process: nobody changes it, and to read it is a fifth of a start."""
    return _open(PREPARED.read_bytes(), None)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing of the map is garbage: looking for some while it is read doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def _open(prepared: bytes, polygons: Path | None) -> Atlas:
    known = open_prepared(prepared)
    communes, borders = known.directory.communes, None
    if polygons is not None:
        from communes.borders import is_packed, read_geojson
        from communes.borders import read as read_packed

        is_ready = is_packed(polygons)
        borders = read_packed(polygons) if is_ready else read_geojson(polygons, communes)
    resolver = Resolver(known.gazetteer, known.landmarks)
    return Atlas(known.directory, resolver, Positions(communes, known.points, borders))


def load_from(data: Path, polygons: Path | None = None) -> Atlas:
    """What an operator imported into the data folder; what was shipped where nothing was."""
    shelf = Shelf(data / "communes")
    polygons = polygons or shelf.borders()
    return load(polygons) if shelf.map() == SHIPPED else _open(shelf.prepared(), polygons)
